"""Checks of readings and of answers."""
