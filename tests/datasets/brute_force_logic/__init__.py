"""Brute forces of the problems in datasets/logic.jsonl, each written from the problem's words alone."""

from tests.datasets.brute_force_logic import (
    assignment,
    covering,
    either_or,
    exclusion,
    fixed_charge,
    implication,
    k_of_n,
    nested,
    selection,
    threshold,
    together,
)
from tests.datasets.brute_force_logic.tools import CASES

__all__ = [
    "CASES",
    "assignment",
    "covering",
    "either_or",
    "exclusion",
    "fixed_charge",
    "implication",
    "k_of_n",
    "nested",
    "selection",
    "threshold",
    "together",
]
