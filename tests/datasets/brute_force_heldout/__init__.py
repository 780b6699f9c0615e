"""The problems in datasets/heldout.jsonl as functions of their variables, written from their words alone."""

from tests.datasets.brute_force_heldout import (
    alternatives,
    choices,
    contradictions_linear,
    contradictions_logic,
    linear_largest,
    linear_smallest,
    switched,
)
from tests.datasets.brute_force_heldout.entries import HELDOUT

__all__ = [
    "HELDOUT",
    "alternatives",
    "choices",
    "contradictions_linear",
    "contradictions_logic",
    "linear_largest",
    "linear_smallest",
    "switched",
]
