"""Quantities under conditions: the linear reading of a text, and the logic between its quantities."""
