"""Plans of hiring and laying off, against all numbers of people that make sense."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

from nl2milp.readers.base import Reading

Read = Callable[[str], Reading]
Solve = Callable[[str], float]

NEED = (12, 17, 10)


def cheapest(start: int, hire: int, fire: int, wage: int, most_hired: int = 99, most_fired: int = 99) -> float:
    best = float("inf")
    for plan in itertools.product(range(10, 22), repeat=3):
        before, cost = start, 0
        for people, need in zip(plan, NEED, strict=True):
            more, less = max(0, people - before), max(0, before - people)
            if people < need or more > most_hired or less > most_fired:
                break
            cost, before = cost + wage * people + hire * more + fire * less, people
        else:
            best = min(best, cost)
    return best


PLANS: list[tuple[str, float]] = [
    (
        "A packing hall needs at least 12 workers in June, 17 in July and 10 in August. At the end of May it employs "
        "11 workers. Hiring a worker at the beginning of a month costs $500 and laying one off costs $300. Every "
        "worker earns $900 a month. How many workers should be hired and laid off each month to minimize total cost?",
        cheapest(11, 500, 300, 900),
    ),
    (
        "| Quarter | Pilots needed |\n|---|---|\n| Q1 | 12 |\n| Q2 | 17 |\n| Q3 | 10 |\n\nAn airline currently has 14 "
        "pilots. Recruiting a pilot costs 4,000 euros, dismissing one costs 2,500 euros, and a pilot is paid 3,000 "
        "euros a quarter. No more than 4 pilots can be recruited in a quarter. What is the lowest cost of wages, "
        "recruitment and dismissals?",
        cheapest(14, 4000, 2500, 3000, most_hired=4),
    ),
]


@pytest.mark.parametrize(("text", "answer"), PLANS)
def test_a_plan_of_hiring_is_read(text: str, answer: float, read: Read, solved: Solve) -> None:
    reading = read(text)
    assert reading.confident, reading.reasons
    assert solved(text) == answer


def test_how_many_there_are_at_first_has_to_be_said(read: Read) -> None:
    text = PLANS[0][0].replace("At the end of May it employs 11 workers. ", "")
    assert not read(text).confident
