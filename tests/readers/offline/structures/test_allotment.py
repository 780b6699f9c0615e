"""Kinds divided among places, against all ways to divide them."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from nl2milp.readers.base import Reading

Read = Callable[[str], Reading]
Solve = Callable[[str], float]

STAFF = (
    "A council has 10 gardeners and 14 cleaners to divide between its East and West parks. In East a gardener looks "
    "after 9 beds and a cleaner 4; in West a gardener looks after 7 beds and a cleaner 6. "
)
ASKED = "How should they be divided so that as many beds as possible are looked after?"


def most(allowed: Callable[[int, int, int, int], bool] = lambda ge, ce, gw, cw: True) -> int:
    plans = ((ge, ce, 10 - ge, 14 - ce) for ge, ce in itertools.product(range(11), range(15)))
    return max(9 * ge + 4 * ce + 7 * gw + 6 * cw for ge, ce, gw, cw in plans if allowed(ge, ce, gw, cw))


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        ("", most()),
        (
            "West needs at least 3 gardeners and East needs at least 5 cleaners. ",
            most(lambda ge, ce, gw, cw: gw >= 3 and ce >= 5),
        ),
        (
            "In each park there must be at least as many cleaners as gardeners. ",
            most(lambda ge, ce, gw, cw: ce >= ge and cw >= gw),
        ),
        ("East can take at most 6 gardeners. ", most(lambda ge, ce, gw, cw: ge <= 6)),
    ],
)
def test_people_are_divided_between_places(said: str, answer: float, read: Read, solved: Solve) -> None:
    text = STAFF + said + ASKED
    assert read(text).confident, read(text).reasons
    assert solved(text) == answer


def test_orders_are_divided_between_plants(read: Read, solved: Solve) -> None:
    text = """A joiner must make 20 tables and 15 benches this month in its two workshops. At the Lund workshop a table
takes 3 hours and costs 12 euros, and a bench takes 2 hours and costs 9 euros. At the Malmo workshop a table takes 4
hours and costs 15 euros, and a bench takes 1 hour and costs 10 euros. Lund has 50 hours and Malmo has 60 hours. How
many tables and benches should each workshop make to minimize the total cost?"""
    best = min(
        12 * t + 9 * b + 15 * (20 - t) + 10 * (15 - b)
        for t, b in itertools.product(range(21), range(16))
        if 3 * t + 2 * b <= 50 and 4 * (20 - t) + (15 - b) <= 60
    )
    assert read(text).confident, read(text).reasons
    assert solved(text) == best


@pytest.mark.parametrize(
    "more",
    ["At least half of the cleaners must work in West. ", "If East gets 5 gardeners, West gets at most 6 cleaners. "],
)
def test_what_dividing_does_not_know_is_a_doubt(more: str, read: Read) -> None:
    assert not read(STAFF + more + ASKED).confident
