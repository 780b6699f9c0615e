"""Aims that divide one total by another become a ratio, where both totals are known."""

from __future__ import annotations

import pytest

from nl2milp.readers.base import Problem
from nl2milp.readers.offline.reader import OfflineReader

STORY = """A dairy makes butter and cheese. A crate of butter earns $30, takes 2 hours of work and uses 40 litres of
milk. A crate of cheese earns $45, takes 4 hours of work and uses 50 litres of milk. There are 900 litres of milk.
At least 12 crates must be made in total. {} How many crates of butter and cheese should be made?"""


@pytest.mark.parametrize(
    ("aim", "objective"),
    [
        ("The dairy wants to maximize the profit per hour of work.", "(30*butter + 45*cheese) / (2*butter + 4*cheese)"),
        ("The aim is to maximize the profit per litre of milk.", "(30*butter + 45*cheese) / (40*butter + 50*cheese)"),
        ("Maximize the average profit per crate.", "(30*butter + 45*cheese) / (butter + cheese)"),
        ("The dairy wants to maximize the profit per week.", "30*butter + 45*cheese"),
    ],
)
def test_ratio_aims(aim: str, objective: str) -> None:
    reading = OfflineReader().read(Problem(STORY.format(aim)))
    assert reading.formulation.objective.value == objective


def test_a_ratio_that_is_not_understood_is_doubted() -> None:
    reading = OfflineReader().read(Problem(STORY.format("Maximize the profit per unit of regret.")))
    assert not reading.confident
