"""Optimisation problems in plain words, turned into mixed-integer linear programmes and solved."""
