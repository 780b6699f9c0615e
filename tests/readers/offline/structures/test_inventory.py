"""Plans of making and keeping over periods, against linear programmes written by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

from nl2milp.readers.base import Reading

Read = Callable[[str], Reading]
Solve = Callable[[str], float]

DEMAND = (50, 80, 40, 90)


def cheapest(
    demand: Sequence[float] = DEMAND,
    cost: float | Sequence[float] = 20,
    hold: float = 2,
    *,
    start: float = 0,
    most: float = 70,
    room: float = np.inf,
    least: float = 0,
    final: float = 0,
    extra: tuple[float, float] = (0, 0),
    set_up: float = 0,
    late: float = np.inf,
) -> float:
    """Columns: made, made besides, kept, owed, set up; one each period."""
    size = len(demand)
    eye, back = np.eye(size), np.eye(size, k=-1)
    level = back - eye
    balance = np.hstack([eye, eye, level, -level, np.zeros((size, size))])
    right = np.array(demand, float)
    right[0] -= start
    linked = np.hstack([eye, np.zeros((size, 3 * size)), -most * eye])
    costs = [*np.broadcast_to(cost, size), *[extra[1]] * size, *[hold] * size, *[min(late, 1e6)] * size]
    low, high = np.zeros(5 * size), np.full(5 * size, np.inf)
    high[:size], high[size : 2 * size], high[4 * size :] = most, extra[0], 1
    low[2 * size : 3 * size], high[2 * size : 3 * size] = least, room
    low[3 * size - 1] = max(least, final)
    high[3 * size : 4 * size] = 0 if late == np.inf else np.inf
    high[4 * size - 1] = 0
    found = milp(
        [*costs, *[set_up] * size],
        constraints=[LinearConstraint(balance, right, right), LinearConstraint(linked, -np.inf, 0)],
        bounds=Bounds(low, high),
        integrality=[0] * 4 * size + [1] * size,
    )
    return float(found.fun)


PLANS: list[tuple[str, float]] = [
    (
        "A workshop has to deliver 50 canoes in March, 80 in April, 40 in May and 90 in June. It can build at most 70 "
        "canoes a month, and each costs 20 euros to build. A canoe that is left at the end of a month costs 2 euros "
        "to store. What is the cheapest plan?",
        cheapest(),
    ),
    (
        "Demand for a cough syrup over the next four weeks is 50, 80, 40 and 90 crates. The plant's capacity is 70 "
        "crates per week. Producing a crate costs $20 and holding one in inventory from one week to the next costs "
        "$2. There are 15 crates in stock now. Find the production plan that minimizes the total cost.",
        cheapest(start=15),
    ),
    (
        "Orders for a printing works:\n\n- Week 1: 50 rolls\n- Week 2: 80 rolls\n- Week 3: 40 rolls\n- Week 4: 90 "
        "rolls\n\nThe press can print up to 70 rolls a week at $20 a roll. Rolls may be printed ahead and kept, at $2 "
        "per roll and week. The warehouse can hold no more than 25 rolls. The warehouse is empty at the beginning. "
        "How should the works plan in order to keep its total cost as low as possible?",
        cheapest(room=25),
    ),
    (
        "| Quarter | Demand (tonnes) | Production cost ($ per tonne) |\n|---|---|---|\n| Q1 | 50 | 20 |\n"
        "| Q2 | 80 | 24 |\n| Q3 | 40 | 27 |\n| Q4 | 90 | 22 |\n\nA mill makes up to 70 tonnes a quarter. Holding "
        "a tonne until the next quarter costs $2. Initial inventory is 5 tonnes, and the inventory at the end of the "
        "year must be at least 10 tonnes. Minimize total cost.",
        cheapest(cost=(20, 24, 27, 22), start=5, final=10),
    ),
    (
        "A bakery sells 50 fruit cakes in the first week, 80 in the second, 40 in the third and 90 in the fourth week "
        "of Advent. It bakes at most 70 cakes a week. On every week in which cakes are baked, the oven has to be set "
        "up, which costs 60 euros. A cake kept for a week costs 2 euros. Nothing is in stock at the start. Every sale "
        "has to be met. What is the lowest cost of set-ups and storage?",
        cheapest(cost=0, set_up=60),
    ),
    (
        "A maker of stoves has to supply 50 stoves in September, 80 in October, 40 in November and 90 in December. In "
        "regular time it makes at most 55 a month at a cost of 20 dollars each; in overtime it makes up to 15 more a "
        "month, at 29 dollars each. Keeping a stove until the next month costs 2 dollars. At the beginning of "
        "September there are 10 stoves in the warehouse. Minimise the total cost.",
        cheapest(start=10, most=55, extra=(15, 29)),
    ),
    (
        "Demand for kayaks is 50 in April, 80 in May, 40 in June and 90 in July. Production is limited to 70 kayaks "
        "per month and costs $20 per kayak. Inventory costs $2 per kayak per month. At least 8 kayaks must be in "
        "stock at the end of each month. The initial stock is 20 kayaks. Minimize total production and inventory "
        "costs.",
        cheapest(start=20, least=8),
    ),
    (
        "Orders for a saddler: 50 saddles in the first quarter, 80 in the second quarter, 40 in the third quarter and "
        "90 in the fourth quarter. He can make 70 saddles a quarter at most. A saddle kept to the next quarter costs "
        "2 dollars; a saddle delivered late costs a penalty of 3 dollars for each quarter of delay. Making one costs "
        "20 dollars. There are no saddles in stock at the start. Minimize total cost.",
        cheapest(late=3),
    ),
    (
        "Hi Ines, sales of our heaters are forecast at 50 in April, 80 in May, 40 in June and 90 in July. The line can "
        "turn out 55 heaters a month during normal hours, each costing us $20. Working overtime we can add another 15 "
        "a month, but those cost $29 apiece. Anything not sold straight away goes into storage for $2 a heater per "
        "month. On April 1 there are 10 heaters in the storeroom. We can't let any customer wait. What is the cheapest "
        "way through?",
        cheapest(start=10, most=55, extra=(15, 29)),
    ),
]


@pytest.mark.parametrize(("text", "answer"), PLANS)
def test_a_plan_over_periods_is_read(text: str, answer: float, read: Read, solved: Solve) -> None:
    reading = read(text)
    assert [one.template for one in reading.formulation.constraints].count("stock") == 1
    assert solved(text) == pytest.approx(answer)
    assert reading.confident, reading.reasons


def test_what_is_there_at_the_start_is_assumed_only_where_it_is_not_said(read: Read) -> None:
    assumed = read(PLANS[0][0]).formulation.assumptions
    assert len(assumed) == 1
    assert "first month" in assumed[0]
    assert not read(PLANS[1][0]).formulation.assumptions


@pytest.mark.parametrize(
    "more",
    [
        "In May no more than 30 canoes can be built.",
        "The May order may be dropped if a fine of 400 euros is paid.",
        "At least as many canoes must be built in May as in April.",
    ],
)
def test_what_a_plan_does_not_know_is_a_doubt(more: str, read: Read) -> None:
    text = PLANS[0][0].replace("What is", f"{more} What is")
    assert not read(text).confident
