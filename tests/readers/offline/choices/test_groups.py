"""Kinds of candidates that a text sets up, and counts of them."""

from __future__ import annotations

import itertools
import operator
from collections.abc import Callable

import pytest

import nl2milp
from nl2milp.readers import get
from nl2milp.readers.base import Problem

COSTS = (5, 8, 4, 9, 6, 7)
SCORES = (12, 20, 9, 24, 13, 17)
FRAME = (
    "A town may renew six halls: Adams, Baker, Clark, Dixon, Evans and Ford. The costs are 5, 8, 4, 9, 6 and 7 "
    "thousand dollars and the scores 12, 20, 9, 24, 13 and 17. The budget is 24 thousand dollars. {text} "
    "Maximize the total score."
)
SIGNS = {"<=": operator.le, ">=": operator.ge, "==": operator.eq}

TEXTS: tuple[tuple[str, Callable[..., bool]], ...] = (
    ("Adams, Baker and Clark are in the north, the others are in the south. At least two of the halls in the north "
     "must be renewed. If Adams is renewed, Ford must be renewed.",
     lambda a, b, c, d, e, f: a + b + c >= 2 and (not a or f)),
    ("Dixon, Evans and Ford are sports halls. No more than one sports hall can be renewed.",
     lambda a, b, c, d, e, f: d + e + f <= 1),
    ("Adams and Clark are concert halls, and Dixon and Ford are sports halls. At least one concert hall and at most "
     "one sports hall must be renewed.",
     lambda a, b, c, d, e, f: a + c >= 1 and d + f <= 1),
    ("In the old town there are Baker, Dixon and Evans. Exactly one hall in the old town must be renewed.",
     lambda a, b, c, d, e, f: b + d + e == 1),
    ("Two of them, Baker and Dixon, are listed buildings. At most one listed building may be renewed.",
     lambda a, b, c, d, e, f: b + d <= 1),
    ("At least two listed halls must be renewed, and only Adams, Clark and Evans are listed halls.",
     lambda a, b, c, d, e, f: a + c + e >= 2),
    ("Adams, Baker and Clark are in the north, the others are in the south. At least as many halls must be renewed in "
     "the north as in the south.",
     lambda a, b, c, d, e, f: a + b + c >= d + e + f),
    ("Adams, Baker and Clark are in the north, the others are in the south. More halls must be renewed in the north "
     "than in the south.",
     lambda a, b, c, d, e, f: a + b + c > d + e + f),
    ("Adams, Baker and Clark are in the north. At least half of the halls that are renewed must be in the north.",
     lambda a, b, c, d, e, f: 2 * (a + b + c) >= a + b + c + d + e + f),
)  # fmt: skip


@pytest.mark.parametrize(("text", "rule"), TEXTS, ids=range(len(TEXTS)))
def test_a_count_of_a_kind(text: str, rule: Callable[..., bool]):
    reading = get("offline").read(Problem(FRAME.format(text=text)))
    assert reading.confident, reading.reasons
    best = max(
        sum(score * pick for score, pick in zip(SCORES, picked, strict=True))
        for picked in itertools.product((0, 1), repeat=6)
        if rule(*picked) and sum(cost * pick for cost, pick in zip(COSTS, picked, strict=True)) <= 24
    )
    assert nl2milp.solve(reading.formulation).objective == pytest.approx(best)


def test_a_count_of_something_unknown_is_doubted():
    reading = get("offline").read(Problem(FRAME.format(text="At least two of the brick ones must be renewed.")))
    assert not reading.confident
    assert any("brick" in reason for reason in reading.reasons)
