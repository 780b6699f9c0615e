"""Who may not, or alone may, have what; and what is closed or limited between two places."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import numpy as np
import pytest
from scipy.optimize import linprog

from nl2milp.readers.base import Reading

Read = Callable[[str], Reading]
Solve = Callable[[str], float]

RIDERS = """Four riders and four horses are to be paired for a show; every rider rides exactly one horse. The judge's
marks:

| | Comet | Duke | Echo | Flint |
|---|---|---|---|---|
| Ada | 9 | 4 | 6 | 7 |
| Ben | 8 | 9 | 5 | 3 |
| Cleo | 7 | 8 | 9 | 6 |
| Dina | 6 | 5 | 8 | 9 |

"""
ASKED = " Which pairing gives the highest total of marks?"


MARKS = ((9, 4, 6, 7), (8, 9, 5, 3), (7, 8, 9, 6), (6, 5, 8, 9))
COMET, DUKE, FLINT = 0, 1, 3
ADA, BEN, CLEO, DINA = range(4)


def best(barred: set[tuple[int, int]]) -> int:
    orders = itertools.permutations(range(4))
    return max(sum(MARKS[i][p[i]] for i in range(4)) for p in orders if not barred & set(enumerate(p)))


@pytest.mark.parametrize(
    ("said", "barred"),
    [
        ("", set()),
        ("Ada is not licensed for Comet.", {(ADA, COMET)}),
        ("Comet, after his injury, can't be given to Ada or Ben.", {(ADA, COMET), (BEN, COMET)}),
        ("Ada refuses to ride Comet.", {(ADA, COMET)}),
        ("Ada will not ride Comet.", {(ADA, COMET)}),
        ("Duke must be ridden by Cleo or Dina.", {(ADA, DUKE), (BEN, DUKE)}),
        ("Duke must be ridden by Dina and nobody else.", {(ADA, DUKE), (BEN, DUKE), (CLEO, DUKE)}),
        ("Only Cleo and Dina may ride Duke.", {(ADA, DUKE), (BEN, DUKE)}),
        ("Ada once fell from Comet, so she can't be given that horse.", {(ADA, COMET)}),
        ("Ben isn't allowed to ride Duke, and Dina is not trained for Flint.", {(BEN, DUKE), (DINA, FLINT)}),
    ],
)
def test_pairs_are_ruled_out_in_many_words(said: str, barred: set[tuple[int, int]], read: Read, solved: Solve) -> None:
    text = RIDERS + said + ASKED
    assert read(text).confident, read(text).reasons
    assert solved(text) == best(barred)


FREIGHT = """Two yards send timber to three mills. The table shows the cost in dollars per load.

| | Ahlen | Borg | Celle |
|---|---|---|---|
| North yard | 4 | 9 | 7 |
| South yard | 6 | 5 | 3 |

The North yard has 90 loads. The South yard has 60 loads. Ahlen has to get at least 40 loads, Borg at least 50 and
Celle at least 45. """


@pytest.mark.parametrize(
    ("said", "limits"),
    [
        ("", {}),
        ("Because of a strike, nothing can be shipped from the South yard to Celle.", {(1, 2): 0}),
        ("The road from the South yard to Celle is closed.", {(1, 2): 0}),
        ("No timber may go from the South yard to Celle.", {(1, 2): 0}),
        (
            "The ferry from the South yard to Borg can take no more than 20 loads, and nothing may be sent from the "
            "North yard to Celle.",
            {(1, 1): 20, (0, 2): 0},
        ),
    ],
)
def test_ways_are_closed_and_limited(
    said: str, limits: dict[tuple[int, int], float], read: Read, solved: Solve
) -> None:
    text = f"{FREIGHT}{said} How can the mills be supplied at the lowest cost, in any fractions of a load?"
    rows = [[1, 1, 1, 0, 0, 0], [0, 0, 0, 1, 1, 1], *(-np.tile(np.eye(3), 2))]
    bounds = [(0, limits.get((i, j))) for i in range(2) for j in range(3)]
    found = linprog([4, 9, 7, 6, 5, 3], A_ub=rows, b_ub=[90, 60, -40, -50, -45], bounds=bounds)
    assert read(text).confident, read(text).reasons
    assert solved(text) == pytest.approx(found.fun)
