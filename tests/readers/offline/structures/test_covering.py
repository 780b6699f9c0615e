"""Covering with logic, against enumeration of all subsets in plain Python."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from nl2milp.readers.base import Reading

Read = Callable[[str], Reading]
Solve = Callable[[str], float]
Chosen = frozenset[str]

REACH = {"Pine": {1, 2}, "Oak": {2, 3, 5}, "Elm": {1, 4}, "Ash": {3, 4}, "Fir": {4, 5}}
COST = {"Pine": 4, "Oak": 7, "Elm": 5, "Ash": 4, "Fir": 3}


def subsets() -> list[Chosen]:
    names = sorted(REACH)
    return [frozenset(some) for size in range(len(names) + 1) for some in itertools.combinations(names, size)]


def covered(some: Chosen) -> dict[int, int]:
    return {zone: sum(zone in REACH[name] for name in some) for zone in range(1, 6)}


PROSE = (
    "A tower on Pine reaches zones 1 and 2 and costs 4 million crowns, one on Oak reaches zones 2, 3 and 5 and costs 7 "
    "million, one on Elm reaches zones 1 and 4 and costs 5 million, one on Ash reaches zones 3 and 4 and costs 4 "
    "million, and one on Fir reaches zones 4 and 5 and costs 3 million.",
    "Pine reaches zones 1 and 2, Oak reaches zones 2, 3 and 5, Elm reaches zones 1 and 4, Ash reaches zones 3 and 4, "
    "and Fir reaches zones 4 and 5. Towers there cost 4 million crowns for Pine, 7 million for Oak, 5 million for Elm, "
    "4 million for Ash and 3 million for Fir.",
    "\n- Pine reaches zones 1 and 2 and costs 4 million.\n- Oak reaches zones 2, 3 and 5 and costs 7 million.\n"
    "- Elm reaches zones 1 and 4 and costs 5 million.\n- Ash reaches zones 3 and 4 and costs 4 million.\n"
    "- Fir reaches zones 4 and 5 and costs 3 million.\n",
)
TEXT = (
    "Radio towers can be built on five hills so that each of five zones is reached by at least one tower. {prose} "
    "{rule} Keep the cost as low as possible, in million crowns."
)
RULES: list[tuple[str, Callable[[Chosen], bool]]] = [
    ("", lambda s: True),
    ("Pine and Ash cannot both be used.", lambda s: not {"Pine", "Ash"} <= s),
    ("If Fir is used, Elm must be used too.", lambda s: "Fir" not in s or "Elm" in s),
    ("At most two towers may be built.", lambda s: len(s) <= 2),
    ("Exactly three towers are built, and Oak requires Elm.", lambda s: len(s) == 3 and ("Oak" not in s or "Elm" in s)),
]


@pytest.mark.parametrize("prose", PROSE)
@pytest.mark.parametrize(("rule", "holds"), RULES)
def test_the_cheapest_cover(solved: Solve, prose: str, rule: str, holds: Callable[[Chosen], bool]) -> None:
    costs = [sum(COST[name] for name in some) for some in subsets() if min(covered(some).values()) >= 1 and holds(some)]
    text = TEXT.format(prose=prose, rule=rule)
    if costs:
        assert solved(text) == min(costs)
    else:
        with pytest.raises(AssertionError, match="INFEASIBLE"):
            solved(text)


def test_some_need_more(solved: Solve) -> None:
    text = TEXT.format(prose=PROSE[0], rule="Zone 4 must be reached by at least two towers.")
    fits = [some for some in subsets() if min(covered(some).values()) >= 1 and covered(some)[4] >= 2]
    assert solved(text) == min(sum(COST[name] for name in some) for some in fits)


PEOPLE = {1: 300, 2: 250, 3: 420, 4: 180, 5: 260}
MOST = """Radio towers can be built on at most two of the hills Pine, Oak, Elm, Ash and Fir. Pine reaches zones 1 and
2, Oak reaches zones 2, 3 and 5, Elm reaches zones 1 and 4, Ash reaches zones 3 and 4, and Fir reaches zones 4 and 5.
In the zones live 300 people (zone 1), 250 people (zone 2), 420 people (zone 3), 180 people (zone 4) and 260 people
(zone 5). A zone counts as reached if at least one tower reaches it. What is the largest number of people reached?"""


def test_as_many_as_possible_by_few(solved: Solve) -> None:
    reached = [sum(PEOPLE[z] for z, n in covered(s).items() if n) for s in subsets() if len(s) <= 2]
    assert solved(MOST) == max(reached)


NEEDS = {"morning": 4, "noon": 6, "evening": 5}
SHIFTS = """A cafe needs waiters: at least 4 in the morning, 6 at noon and 5 in the evening. Waiters on the early shift
work in the morning and at noon, waiters on the late shift work at noon and in the evening, and waiters on the split
shift work in the morning and in the evening. A waiter costs 90 euros on the early shift, 95 euros on the late shift
and 70 euros on the split shift. {rule} How many waiters should work each shift so that the cost is lowest?"""


def test_workers_by_the_number(solved: Solve) -> None:
    def enough(early: int, late: int, split: int) -> bool:
        return early + split >= 4 and early + late >= 6 and late + split >= 5

    counts = [c for c in itertools.product(range(9), repeat=3) if enough(*c)]
    assert solved(SHIFTS.format(rule="")) == min(90 * e + 95 * m + 70 * s for e, m, s in counts)


@pytest.mark.parametrize("rule", ["Zone 3 must not be reached before zone 1.", "Unless it rains, Oak stays dry."])
def test_what_was_not_understood_is_said(read: Read, rule: str) -> None:
    assert not read(TEXT.format(prose=PROSE[0], rule=rule)).confident
