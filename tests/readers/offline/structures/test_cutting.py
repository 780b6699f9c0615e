"""Pieces cut from stock, against integer programmes over all ways of cutting."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, milp

from nl2milp.readers.base import Reading

Read = Callable[[str], Reading]
Solve = Callable[[str], float]

SIZES, COUNTS = (150, 200, 250), (24, 18, 10)


def cheapest(stocks: Sequence[tuple[int, float]]) -> float:
    ways, costs = [], []
    for long, price in stocks:
        for way in itertools.product(*(range(long // size + 1) for size in SIZES)):
            if 0 < np.dot(way, SIZES) <= long:
                ways.append(way)
                costs.append(price)
    covered = LinearConstraint(np.array(ways).T, COUNTS, np.inf)
    return float(milp(costs, constraints=covered, integrality=np.ones(len(costs))).fun)


PROBLEMS: list[tuple[str, float]] = [
    (
        "A window maker buys profiles that are 6 metres long. He needs 24 pieces of 1.5 m, 18 pieces of 2 m and 10 "
        "pieces of 2.5 m. How many profiles does he have to buy at the very least?",
        cheapest([(600, 1)]),
    ),
    (
        "A workshop saws shelves from boards of 600 cm: 24 shelves of 150 cm, 18 shelves of 200 cm and 10 shelves of "
        "250 cm. The saw cut may be neglected, and pieces can't be glued together. Find the smallest number of boards.",
        cheapest([(600, 1)]),
    ),
    (
        "Steel bars come in 6 m and in 8 m. A bar of 6 m costs 20 dollars and a bar of 8 m costs 25 dollars. The "
        "site needs 24 bars of 1.5 m, 18 bars of 2 m and 10 bars of 2.5 m, which are cut from them. What is the "
        "lowest cost?",
        cheapest([(600, 20), (800, 25)]),
    ),
    (
        "Rolls of felt 600 cm wide are slit into strips for these orders:\n\n| width (cm) | strips ordered |\n"
        "|---|---|\n| 150 | 24 |\n| 200 | 18 |\n| 250 | 10 |\n\nUse as few rolls as possible.",
        cheapest([(600, 1)]),
    ),
]


@pytest.mark.parametrize(("text", "answer"), PROBLEMS)
def test_pieces_cut_from_stock_are_read(text: str, answer: float, read: Read, solved: Solve) -> None:
    reading = read(text)
    assert reading.confident, reading.reasons
    assert solved(text) == pytest.approx(answer)


@pytest.mark.parametrize(
    "more", ["At most 12 boards can be had.", "Up to 2 shelves of each length more may be cut.", "A cut takes 1 cm."]
)
def test_what_cutting_does_not_know_is_a_doubt(more: str, read: Read) -> None:
    assert not read(PROBLEMS[1][0].replace("Find", f"{more} Find")).confident
