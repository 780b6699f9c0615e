"""Short stories of choice, each with one thing that is easily misread; solved and held against enumeration."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

import nl2milp
from nl2milp.readers import get
from nl2milp.readers.base import Problem

STORIES: tuple[tuple[str, str, tuple[float, ...], tuple[float, ...], float, Callable[..., bool]], ...] = (
    ("maximize",
     "A streaming service is choosing series. Producing Atlas costs $12 million and brings 19 thousand subscribers, "
     "Bandit costs $20 million and should bring 33 thousand, Cobalt costs $16 million and should bring 24 thousand, "
     "and Dune Road costs $9 million and should bring 13 thousand. Spending is capped at $48 million. Dune Road is a "
     "spin-off of Atlas, and it will be produced exactly when Atlas is. What is the greatest number of subscribers?",
     (12, 20, 16, 9), (19e3, 33e3, 24e3, 13e3), 48, lambda a, b, c, d: a == d),
    ("maximize",
     "Dana's rucksack holds 30 litres. She can take a tent (11 litres, value 62), a stove (7 litres, value 35), a "
     "sleeping bag (9 litres, value 50), a camera kit (13 litres, value 75) and a hammock (6 litres, value 28). She "
     "won't take both the tent and the hammock. If she takes the camera kit, she leaves the stove at home. Which "
     "items give the largest total value?",
     (11, 7, 9, 13, 6), (62, 35, 50, 75, 28), 30, lambda t, s, b, c, h: not (t and h) and not (c and s)),
    ("minimize",
     "To replace a coal plant, a region needs at least 200 MW of capacity. A wind farm would provide 90 MW at a cost "
     "of $250 million, a solar field 60 MW at $180 million, a gas plant 120 MW at $320 million and a hydro station 45 "
     "MW at $140 million. The gas plant and the hydro station may not both be built. The solar field may only be "
     "built if the wind farm is built. How can the region meet its need at the lowest total cost?",
     (250e6, 180e6, 320e6, 140e6), (90, 60, 120, 45), 200, lambda w, s, g, h: not (g and h) and (not s or w)),
    ("maximize",
     "A workshop can lease six trucks, numbered 1 through 6. The leasing costs are $1300, $900, $1600, $1100, $700 "
     "and $1400, while the contributions are $3300, $2100, $4200, $2700, $1600 and $3600. At most $4500 can be paid "
     "for leasing. If trucks 1 and 3 are both leased, truck 5 must be leased too. Truck 6 may be leased only if truck "
     "2 or truck 4 is leased. Trucks 2 and 5 cannot be leased together. Maximize the total contribution.",
     (1300, 900, 1600, 1100, 700, 1400), (3300, 2100, 4200, 2700, 1600, 3600), 4500,
     lambda a, b, c, d, e, f: (not (a and c) or e) and (not f or b or d) and not (b and e)),
    ("maximize",
     "A council has $140,000 for a bridge repair ($30,000, 41 points), a bus lane ($45,000, 66 points), a cycle path "
     "($25,000, 33 points), a dog park ($50,000, 70 points) and an eco garden ($35,000, 47 points). The cycle path "
     "and the bus lane are part of one contract: both are done or neither is. The dog park is out unless the eco "
     "garden is done. If the bridge repair is done, a permit for $4,000 must be bought. Collect the most points.",
     (34, 45, 25, 50, 35), (41, 66, 33, 70, 47), 140, lambda b, u, c, d, e: u == c and (not d or e)),
    ("maximize",
     "The required capital for project A is $14 million, for B $11 million, for C $17 million, for D $8 million and "
     "for E $12 million. The estimated profit is $23 million for A, $17 million for B, $29 million for C, $12 million "
     "for D and $19 million for E. Available capital is $40 million. Project C may be approved only if A or E is also "
     "approved. If both A and D are approved, B must not be. Maximize the estimated profit.",
     (14, 11, 17, 8, 12), (23e6, 17e6, 29e6, 12e6, 19e6), 40,
     lambda a, b, c, d, e: (not c or a or e) and not (a and d and b)),
)  # fmt: skip


def total(numbers: tuple[float, ...], picked: tuple[int, ...]) -> float:
    return sum(number * pick for number, pick in zip(numbers, picked, strict=True))


@pytest.mark.parametrize(("sense", "text", "costs", "gains", "limit", "rule"), STORIES, ids=range(len(STORIES)))
def test_a_story_is_read_as_it_is_meant(sense, text, costs, gains, limit, rule):
    reading = get("offline").read(Problem(text))
    assert reading.confident, reading.reasons
    options = [p for p in itertools.product((0, 1), repeat=len(costs)) if rule(*p)]
    if sense == "maximize":
        best = max(total(gains, p) for p in options if total(costs, p) <= limit)
    else:
        best = min(total(costs, p) for p in options if total(gains, p) >= limit)
    assert nl2milp.solve(reading.formulation).objective == pytest.approx(best)
