"""Round trips, greatest flows and levelling, against enumeration or a count by hand."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from nl2milp.readers.base import Reading

Read = Callable[[str], Reading]
Solve = Callable[[str], float]

LEGS = {("Ahus", "Brand"): 12, ("Ahus", "Cedar"): 7, ("Ahus", "Dun"): 20, ("Brand", "Cedar"): 9, ("Brand", "Dun"): 6,
        ("Cedar", "Dun"): 14}  # fmt: skip

ROUND = """A vet visits the farms Ahus, Brand, Cedar and Dun on one day. She may start at any of them, calls at each
farm exactly once and returns to where she began. From Ahus it is 12 km to Brand, 7 km to Cedar and 20 km to Dun.
From Brand it is 12 km to Ahus, 9 km to Cedar and 6 km to Dun. From Cedar it is 7 km to Ahus, 9 km to Brand and 14 km to
Dun. From Dun it is 20 km to Ahus, 6 km to Brand and 14 km to Cedar. What is the shortest round trip?"""

PIPES = """Water is pumped through a network of stations. The pipes have these capacities in litres per second:

- From Station 0 (source): pipes lead to Station 1 (9 litres) and Station 2 (4 litres).
- From Station 1: pipes lead to Station 2 (3 litres) and Station 3 (5 litres).
- From Station 2: a pipe leads to Station 3 (8 litres).

No pipe can carry more than its capacity. What is the maximum flow from Station 0 to Station 3 (destination)?"""

BIKES = """A bike-sharing firm levels its three docks every night.

- Dock 1 has 20 bikes but needs 12 bikes.
- Dock 2 has 5 bikes but needs 9 bikes.
- Dock 3 has 10 bikes but needs 13 bikes.

Moving a bike costs money, depending on the way:

- From Dock 1: to Dock 2 costs 3, to Dock 3 costs 5.
- From Dock 2: to Dock 1 costs 3, to Dock 3 costs 1.
- From Dock 3: to Dock 1 costs 5, to Dock 2 costs 1.

Every dock must have the bikes that it needs. What is the minimum total cost?"""


def test_the_shortest_round_trip(solved: Solve) -> None:
    def length(order: tuple[str, ...]) -> int:
        legs = zip(order, (*order[1:], order[0]), strict=True)
        return sum(LEGS.get((one, two), LEGS.get((two, one), 0)) for one, two in legs)

    farms = ("Ahus", "Brand", "Cedar", "Dun")
    assert solved(ROUND) == min(length(order) for order in itertools.permutations(farms))


def test_the_greatest_flow_is_the_smallest_cut(solved: Solve) -> None:
    assert solved(PIPES) == min(9 + 4, 4 + 3 + 5, 5 + 8)


def test_levelling_moves_what_is_too_much_to_where_it_lacks(solved: Solve) -> None:
    # 4 bikes go to dock 2 and 3 to dock 3, the latter by way of dock 2: 3 + 1 is less than 5
    assert solved(BIKES) == 4 * 3 + 3 * 4


@pytest.mark.parametrize(
    ("text", "extra"),
    [
        (ROUND, " The farm Dun must be visited before Cedar."),
        (PIPES, " Station 2 can pass on at most 5 litres."),
        (BIKES, " If dock 2 gives away any bikes, dock 3 must not."),
    ],
)
def test_a_demand_that_was_not_understood_is_said(read: Read, text: str, extra: str) -> None:
    reading = read(text + extra)
    assert not reading.confident
    assert any(extra.strip()[:20] in reason for reason in reading.reasons)


def test_a_line_without_its_numbers_is_said(read: Read) -> None:
    reading = read(PIPES.replace("- From Station 2: a pipe leads to Station 3 (8 litres).",
                                 "- From Station 2: a pipe of some litres leads to Station 3."))  # fmt: skip
    assert not reading.confident
