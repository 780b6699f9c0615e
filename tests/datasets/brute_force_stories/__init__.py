"""The problems in datasets/stories.jsonl as functions of their variables, written from their words alone."""

from tests.datasets.brute_force_stories import (
    alternatives,
    choices,
    contradictions,
    linear_largest,
    linear_smallest,
    nested,
    switched,
)
from tests.datasets.brute_force_stories.entries import STORIES

__all__ = [
    "STORIES",
    "alternatives",
    "choices",
    "contradictions",
    "linear_largest",
    "linear_smallest",
    "nested",
    "switched",
]
