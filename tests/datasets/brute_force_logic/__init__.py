"""Brute forces of the problems in datasets/logic.jsonl, each written from the problem's words alone."""

from tests.datasets.brute_force_logic import implication, selection
from tests.datasets.brute_force_logic.tools import CASES

__all__ = ["CASES", "implication", "selection"]
