"""Transport and location, against linear programmes written by hand, one for each way to open places."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import numpy as np
import pytest
from scipy.optimize import linprog

from nl2milp.readers.base import Reading

Read = Callable[[str], Reading]
Solve = Callable[[str], float]

COST = ((3, 7, 5), (6, 2, 4))
SUPPLY, DEMAND = (90, 80), (50, 60, 40)


def cheapest(
    supply: Sequence[float] = SUPPLY,
    demand: Sequence[float] = DEMAND,
    cost: Sequence[Sequence[float]] = COST,
    bounds: dict[tuple[int, int], tuple[float, float | None]] | None = None,
) -> float:
    many, to = len(supply), len(demand)
    rows = [np.kron(np.eye(many)[i], np.ones(to)) for i in range(many)]
    rows += [-np.kron(np.ones(many), np.eye(to)[j]) for j in range(to)]
    limits = [(bounds or {}).get((i, j), (0, None)) for i in range(many) for j in range(to)]
    right = [*supply, *(-amount for amount in demand)]
    found = linprog(np.array(cost).ravel(), A_ub=np.array(rows), b_ub=right, bounds=limits)
    return float(found.fun) if found.status == 0 else float("inf")


PROSE = (
    """Two ponds supply three fish markets. The pond at Odry can supply 90 crates a day and the pond at Lipa 80. The
markets in Brod, Celje and Dub need 50, 60 and 40 crates. Sending a crate from Odry costs 3 euros to Brod, 7 euros to
Celje and 5 euros to Dub. From Lipa it costs 6 euros to Brod, 2 euros to Celje and 4 euros to Dub.""",
    """Fish is sent from Odry, which has 90 crates, and from Lipa, which has 80 crates. The market in Brod needs 50
crates, the one in Celje 60 and the one in Dub 40. A crate costs 3, 7 and 5 euros from Odry to Brod, Celje and Dub, and
6, 2 and 4 euros from Lipa, in the same order.""",
    """Costs in euros for each crate of fish:

| from / to | Brod | Celje | Dub | supply (crates) |
|---|---|---|---|---|
| Odry | 3 | 7 | 5 | 90 |
| Lipa | 6 | 2 | 4 | 80 |
| demand (crates) | 50 | 60 | 40 | |

""",
)
ASKED = "Every market must get what it needs. What is the lowest total cost?"

LIMITS: list[tuple[str, dict[tuple[int, int], tuple[float, float | None]]]] = [
    ("", {}),
    ("The road from Lipa to Celje is closed.", {(1, 1): (0, 0)}),
    ("At most 30 crates can be sent from Lipa to Celje.", {(1, 1): (0, 30)}),
    ("Dub must get at least 15 crates from each pond.", {(0, 2): (15, None), (1, 2): (15, None)}),
]


@pytest.mark.parametrize("prose", PROSE)
@pytest.mark.parametrize(("limit", "bounds"), LIMITS)
def test_the_cheapest_transport(
    solved: Solve, prose: str, limit: str, bounds: dict[tuple[int, int], tuple[float, float | None]]
) -> None:
    assert solved(f"{prose} {limit} {ASKED}") == pytest.approx(cheapest(bounds=bounds))


RENT = (100, 140, 90)
CAPACITY = (70, 90, 60)
WAYS = ((2, 4, 5), (3, 1, 6), (7, 3, 2))
AMOUNTS = (30, 40, 35)
DEPOTS = """A brewer rents some of three depots. Renting Hof costs 100 euros a day, Kamp 140 and Lund 90. Hof can hold
70 barrels, Kamp 90 and Lund 60. The pubs Anchor, Bell and Crown need 30, 40 and 35 barrels. Bringing a barrel from Hof
costs 2 euros to the Anchor, 4 to the Bell and 5 to the Crown, from Kamp 3, 1 and 6 euros, and from Lund 7, 3 and 2
euros. {rule} A depot that is not rented supplies nothing. Find the lowest total cost of rent and transport."""

Open = tuple[int, ...]
OPENINGS: list[tuple[str, Callable[[Open], bool]]] = [
    ("", lambda o: True),
    ("Hof and Lund cannot both be rented.", lambda o: not (o[0] and o[2])),
    ("If Kamp is rented, Hof must be rented as well.", lambda o: o[0] >= o[1]),
    ("At least one of Kamp and Hof must be rented.", lambda o: o[0] + o[1] >= 1),
]


@pytest.mark.parametrize(("rule", "holds"), OPENINGS)
def test_which_depots_to_rent(solved: Solve, rule: str, holds: Callable[[Open], bool]) -> None:
    best = min(
        sum(rent * on for rent, on in zip(RENT, opened, strict=True))
        + cheapest([most * on for most, on in zip(CAPACITY, opened, strict=True)], AMOUNTS, WAYS)
        for opened in itertools.product((0, 1), repeat=3)
        if holds(opened)
    )
    assert solved(DEPOTS.format(rule=rule)) == pytest.approx(best)


@pytest.mark.parametrize(
    "rule", ["If it rains, Odry sends 10 crates less.", "Lipa sends at most twice what Odry sends."]
)
def test_what_was_not_understood_is_said(read: Read, rule: str) -> None:
    reading = read(f"{PROSE[0]} {rule} {ASKED}")
    assert not reading.confident


WRITTEN = (
    """Fish goes from Odry and Lipa to three markets. Odry has 90 crates and Lipa has 80. Market Brod orders 50 crates,
market Celje 60 and market Dub 40. Freight per crate: Odry-Brod 3 euros, Odry-Celje 7 euros, Odry-Dub 5 euros, Lipa-Brod
6 euros, Lipa-Celje 2 euros, Lipa-Dub 4 euros. All orders have to be filled.""",
    """A cooperative ships fish from 2 ponds to 3 markets. The ponds hold 90 and 80 crates; the markets need 50, 60 and
40 crates. The cost (in euros) of sending one crate is given below.

| Pond | Brod | Celje | Dub |
|---|---|---|---|
| Odry | 3 | 7 | 5 |
| Lipa | 6 | 2 | 4 |

""",
)


@pytest.mark.parametrize("prose", WRITTEN)
def test_ways_and_amounts_are_written_in_many_manners(
    prose: str, read: Callable[[str], Reading], solved: Solve
) -> None:
    text = f"{prose} Find the cheapest plan to minimise the total cost."
    assert read(text).confident, read(text).reasons
    assert solved(text) == pytest.approx(cheapest())


def test_cents_and_dollars_are_not_added(solved: Solve) -> None:
    text = """A chain wants to keep some of its two ovens open and supply two shops from them. Keeping the oven at Elm
costs 40 dollars a day, the one at Oak 30. The ovens can bake 500 and 400 loaves. The shops Ada and Bly need 150 and 200
loaves. Delivery costs in cents per loaf:

| | Ada | Bly |
|---|---|---|
| Elm | 12 | 20 |
| Oak | 22 | 24 |

Find the lowest total daily cost in dollars."""
    assert solved(text) == pytest.approx(min(40 + 18 + 40, 30 + 33 + 48, 70 + 18 + 40))
