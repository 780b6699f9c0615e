"""Who does what, against enumeration of all allotments in plain Python."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from nl2milp.readers.base import Reading

Read = Callable[[str], Reading]
Solve = Callable[[str], float]

PEOPLE = ("Asa", "Bertil", "Cem")
HOURS = {"Asa": (6, 9, 5), "Bertil": (4, 7, 8), "Cem": (7, 3, 6)}

INTRO = (
    "Three masons, Asa, Bertil and Cem, each repair one of three walls: the north wall, the river wall and the gate "
    "wall."
)
IN_ORDER = (
    "Asa needs 6, 9 and 5 days for the three walls, Bertil 4, 7 and 8 days, and Cem 7, 3 and 6 days.",
    "Asa would take 6 days for the north wall, 9 for the river wall and 5 for the gate wall. Bertil would take 4 days "
    "for the north wall, 7 for the river wall and 8 for the gate wall. Cem would take 7 days for the north wall, 3 for "
    "the river wall and 6 for the gate wall.",
    "The days needed are 6, 9 and 5 for Asa, 4, 7 and 8 for Bertil and 7, 3 and 6 for Cem.",
)
ASKED = "Each wall is repaired by exactly one mason. Keep the total number of days as small as possible."

Allot = tuple[int, ...]
RULES: list[tuple[str, Callable[[Allot], bool]]] = [
    ("Bertil cannot repair the north wall.", lambda a: a[1] != 0),
    ("If Asa repairs the gate wall, Cem must not repair the river wall.", lambda a: not (a[0] == 2 and a[2] == 1)),
    ("Cem repairs the river wall only if Asa repairs the north wall.", lambda a: a[2] != 1 or a[0] == 0),
    ("Bertil must not be on the north wall unless Cem is on the gate wall.", lambda a: a[1] != 0 or a[2] == 2),
    ("Asa repairs the gate wall if and only if Bertil repairs the river wall.", lambda a: (a[0] == 2) == (a[1] == 1)),
    ("Only Asa can repair the river wall.", lambda a: a[0] == 1),
]


@pytest.mark.parametrize("numbers", IN_ORDER)
@pytest.mark.parametrize(("rule", "holds"), [("", lambda a: True), *RULES])
def test_one_to_one_with_a_rule(solved: Solve, numbers: str, rule: str, holds: Callable[[Allot], bool]) -> None:
    best = min(
        sum(HOURS[person][wall] for person, wall in zip(PEOPLE, allot, strict=True))
        for allot in itertools.permutations(range(3))
        if holds(allot)
    )
    assert solved(f"{INTRO} {numbers} {rule} {ASKED}") == best


VANS = """Five parcels have to go out with three vans. Points say how well each van suits:

| parcel | Red | Green | Blue |
|---|---|---|---|
| desk | 3 | 8 | 4 |
| lamp | 6 | 2 | 7 |
| sofa | 9 | 5 | - |
| rug | 2 | 6 | 5 |
| bed | 7 | 9 | 3 |

Each parcel goes with exactly one van. No van carries more than two parcels. {rule} A dash means that the parcel does
not fit. Which distribution gives the most points?"""
POINTS = ((3, 8, 4), (6, 2, 7), (9, 5, None), (2, 6, 5), (7, 9, 3))

VAN_RULES: list[tuple[str, Callable[[Allot], bool]]] = [
    ("The desk and the bed must not go in the same van.", lambda a: a[0] != a[4]),
    ("The sofa and the rug must go in the same van.", lambda a: a[2] == a[3]),
    ("Every van must carry at least one parcel.", lambda a: set(a) == {0, 1, 2}),
]


@pytest.mark.parametrize(("rule", "holds"), VAN_RULES)
def test_capacities_gaps_and_company(solved: Solve, rule: str, holds: Callable[[Allot], bool]) -> None:
    allotments = [
        allot
        for allot in itertools.product(range(3), repeat=5)
        if allot[2] != 2 and all(allot.count(van) <= 2 for van in range(3)) and holds(allot)
    ]
    best = max(sum(POINTS[parcel][van] or 0 for parcel, van in enumerate(allot)) for allot in allotments)
    assert solved(VANS.format(rule=rule)) == best


@pytest.mark.parametrize(
    "rule",
    [
        "The lamp must travel before the rug.",
        "At least 4 kg of padding goes with the lamp.",
        "The Blue van needs a permit unless it rains.",
    ],
)
def test_a_rule_that_was_not_understood_is_said(read: Read, rule: str) -> None:
    reading = read(VANS.format(rule=rule))
    assert not reading.confident
    assert any(rule[:18] in reason for reason in reading.reasons)


def test_the_worst_of_all_pairs_can_be_the_aim(read: Read, solved: Solve) -> None:
    text = """Three boats are sent to three buoys, one boat to each buoy. The table gives the minutes of each trip.

| | north buoy | reef buoy | bay buoy |
|---|---|---|---|
| Auk | 9 | 14 | 11 |
| Booby | 10 | 12 | 16 |
| Coot | 13 | 8 | 15 |

Choose who goes where so that the longest of the three trips is as short as possible."""
    assert read(text).confident, read(text).reasons
    assert solved(text) == 11


def test_numbers_with_units_of_their_own_are_no_row_of_a_table(read: Read) -> None:
    text = """A club can send boats. A rowing boat weighs 5 tonnes and carries 60 people; a sailing boat weighs 2 tonnes
and carries 10; a fishing boat weighs 3 tonnes and carries 75. There is one boat of each kind, and the trailer takes 7
tonnes. The club wants to carry as many people as possible."""
    assert not read(text).formulation.sets
