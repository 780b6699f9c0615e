"""A total from several sources with fixed costs, against all ways to choose among them."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import pytest

from nl2milp.readers.base import Reading

Read = Callable[[str], Reading]
Solve = Callable[[str], float]

FIXED, PRICE, MOST = (300, 120, 450, 0), (7, 9, 5, 12), (60, 50, 80, 40)


def cheapest(
    need: int = 100,
    most: Sequence[int] = MOST,
    least: int = 0,
    allowed: Callable[[tuple[int, ...]], bool] = lambda used: True,
) -> float:
    """Whole amounts: what is used gets its least amount, and the cheapest of it the rest."""
    best = float("inf")
    for size in range(1, 5):
        for used in itertools.combinations(range(4), size):
            if sum(most[i] for i in used) < need or least * size > need or not allowed(used):
                continue
            rest, cost = need - least * size, sum(FIXED[i] + least * PRICE[i] for i in used)
            for i in sorted(used, key=lambda i: PRICE[i]):
                more = min(rest, most[i] - least)
                rest, cost = rest - more, cost + more * PRICE[i]
            best = min(best, cost)
    return best


TABLE = """A town needs exactly 100 benches. A joinery that gets an order charges a fixed fee for drawings.

| joinery | fixed fee ($) | price per bench ($) | at most (benches) |
|---|---|---|---|
| Alder | 300 | 7 | 60 |
| Birch | 120 | 9 | 50 |
| Cedar | 450 | 5 | 80 |
| Elder | 0 | 12 | 40 |

"""
LISTED = """We have to place 100 pallets for the winter. The offers:

- Alder: 300 euros rent plus 7 euros for each pallet, room for 60 pallets
- Birch: 120 euros rent plus 9 euros per pallet, room for 50 pallets
- Cedar: 450 euros rent plus 5 euros a pallet, room for 80 pallets
- Elder: no rent, 12 euros per pallet, room for 40 pallets

Rent is due only where something is stored. """
TOLD = (
    "A canteen wants to order exactly 100 chairs. The Alder workshop charges 300 dollars for setting up and 7 dollars "
    "per chair, and makes at most 60. The Birch workshop charges 120 dollars for setting up and 9 dollars per chair, "
    "and makes at most 50. The Cedar workshop charges 450 dollars for setting up and 5 dollars per chair, and makes at "
    "most 80. The Elder workshop charges nothing for setting up and 12 dollars per chair, and makes at most 40. "
)
PROBLEMS: list[tuple[str, float]] = [
    (TABLE + "How should the order be divided to keep the total cost as low as possible?", cheapest()),
    (LISTED + "How many pallets should go where so that we pay as little as possible?", cheapest()),
    (TOLD + "What is the lowest total cost?", cheapest()),
    (TABLE.replace("A joinery that gets an order charges a fixed fee for drawings.",
                   "Dealing with a joinery at all costs a fixed fee.")
     + "What is the lowest total cost?", cheapest()),
    (TABLE + "No more than two joineries may be used. What is the lowest total cost?",
     cheapest(allowed=lambda used: len(used) <= 2)),
    (TABLE + "The town can spend at most $500 on fixed fees. What is the lowest total cost?",
     cheapest(allowed=lambda used: sum(FIXED[i] for i in used) <= 500)),
    (TABLE + "A joinery that gets an order gets at least 30 benches. What is the lowest total cost?",
     cheapest(least=30)),
    (LISTED + "The insurer allows no more than 45 pallets under one roof. What is the lowest total cost?",
     cheapest(most=(45, 45, 45, 40))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "answer"), PROBLEMS)
def test_sources_with_fixed_costs_are_read(text: str, answer: float, read: Read, solved: Solve) -> None:
    reading = read(text)
    assert reading.confident, reading.reasons
    assert solved(text) == pytest.approx(answer)


def test_what_brings_in_most_after_fees_is_read(read: Read, solved: Solve) -> None:
    text = """A troupe has 9 players for three summer festivals. A festival at which it plays charges a stand fee.

| festival | stand fee ($) | profit per player ($) | room for |
|---|---|---|---|
| Avon | 500 | 190 | 4 |
| Brae | 900 | 260 | 5 |
| Clyde | 200 | 120 | 6 |

How many players should go where for the largest profit after fees?"""
    gains = (-500, 190, 4), (-900, 260, 5), (-200, 120, 6)
    plans = itertools.product(*(range(most + 1) for _, _, most in gains))
    best = max(
        sum((fee + gain * n) * (n > 0) for n, (fee, gain, _) in zip(plan, gains, strict=True))
        for plan in plans
        if sum(plan) <= 9
    )
    assert read(text).confident, read(text).reasons
    assert solved(text) == best


@pytest.mark.parametrize(
    "more",
    [
        "At least a quarter of all benches must come from Elder.",
        "If Alder gets an order, Birch must get one too.",
        "Birch and Cedar together can deliver at most 90 benches.",
        "From 40 benches on, Cedar asks only 4 dollars for each bench.",
    ],
)
def test_what_sources_do_not_know_is_a_doubt(more: str, read: Read) -> None:
    assert not read(f"{TABLE}{more} What is the lowest total cost?").confident
