"""A choice among ways with limits of their own: one of two furnaces, either standard, this store or that one."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import nl2milp
from nl2milp.readers.base import Problem
from nl2milp.readers.offline.reader import OfflineReader

STORY = (
    "A yard builds skiffs and rafts. Each skiff brings $40 and each raft brings $15. At most 60 skiffs and at most 90 "
    "rafts can be sold. {} How many skiffs and rafts should be built to maximize profit?"
)
HOURS = "Each skiff takes 4 hours and each raft takes 2 hours, and 200 hours are available. "


def best(allowed: Callable[[int, int], bool]) -> int:
    return max(40 * s + 15 * r for s in range(61) for r in range(91) if allowed(s, r))


def either_time(s: int, r: int) -> bool:
    return 5 * s + 2 * r <= 200 or 3 * s + 3 * r <= 180


WAYS = (
    (
        "The yard can rent one of two halls. With the first hall, a skiff takes 5 hours and a raft 2 hours, and 200 "
        "hours are available; with the second hall, a skiff takes 3 hours and a raft 3 hours, and 180 hours are "
        "available.",
        either_time,
    ),
    (
        "It will hire one of two crews. Under crew North, a skiff takes 5 hours and a raft takes 2 hours, and 200 "
        "hours are available. Under crew South, a skiff takes 3 hours and a raft takes 3 hours, and 180 hours are "
        "available. Only the limit of the crew that is hired counts.",
        either_time,
    ),
    (
        "Each skiff takes 4 hours and each raft takes 2 hours. One of two builders is hired: Ann is available for 150 "
        "hours, Bob is available for 170 hours but builds no more than 20 skiffs.",
        lambda s, r: 4 * s + 2 * r <= 150 or 4 * s + 2 * r <= 170 and s <= 20,
    ),
    (
        HOURS + "The club accepts the boats if they meet one of two conditions. Under the first, at least 30 skiffs "
        "are delivered. Under the second, at least 60 rafts are delivered and at most 10 skiffs.",
        lambda s, r: 4 * s + 2 * r <= 200 and (s >= 30 or r >= 60 and s <= 10),
    ),
    (
        HOURS + "The yard must rent one of two sheds. The small shed holds at most 20 skiffs and at most 70 rafts; the "
        "large shed holds at most 40 skiffs and at most 30 rafts.",
        lambda s, r: 4 * s + 2 * r <= 200 and (s <= 20 and r <= 70 or s <= 40 and r <= 30),
    ),
)


@pytest.mark.parametrize(("sentence", "allowed"), WAYS, ids=[way[0][:60] for way in WAYS])
def test_one_of_two_ways(sentence: str, allowed: Callable[[int, int], bool]) -> None:
    reading = OfflineReader().read(Problem(STORY.format(sentence)))
    assert reading.confident, reading.reasons
    assert nl2milp.solve(reading.formulation).objective == best(allowed)


def test_what_a_way_costs_goes_with_it() -> None:
    text = STORY.format(
        HOURS + "It has to rent either the north quay or the south quay, but not both. The north quay costs $300 and "
        "takes at most 20 skiffs; the south quay costs $200 and takes at most 12 skiffs."
    )
    result = nl2milp.solve(text, reader="offline")
    expected = max(
        40 * s + 15 * r - fee
        for fee, most in ((300, 20), (200, 12))
        for s in range(most + 1)
        for r in range(91)
        if 4 * s + 2 * r <= 200
    )
    assert result.objective == expected


def test_what_things_are_is_no_choice_among_ways() -> None:
    text = (
        "A mall needs at least 100 ways up. It can buy either an escalator or a lift. A lift moves 1000 people a day "
        "and uses 6 units of power. An escalator moves 2400 people a day and uses 9 units of power. The mall has 800 "
        "units of power a day. How many of each should it buy to move the most people?"
    )
    templates = {c.template for c in OfflineReader().read(Problem(text)).formulation.constraints}
    assert "either_or" not in templates
