"""The problems in datasets/unseen.jsonl as functions of their variables, written from their words alone."""

from tests.datasets.brute_force_unseen import (
    alternatives,
    choices,
    contradictions_linear,
    contradictions_logic,
    linear_largest,
    linear_smallest,
    nested,
    switched,
)
from tests.datasets.brute_force_unseen.entries import UNSEEN

__all__ = [
    "UNSEEN",
    "alternatives",
    "choices",
    "contradictions_linear",
    "contradictions_logic",
    "linear_largest",
    "linear_smallest",
    "nested",
    "switched",
]
