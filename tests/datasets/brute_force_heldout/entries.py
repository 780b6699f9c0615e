"""Where the problems of this folder enter themselves."""

from __future__ import annotations

from tests.datasets.enumeration import Problems

HELDOUT = Problems()
