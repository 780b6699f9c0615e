"""People who work several periods in a row, against integer programmes written by hand."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest
from scipy.optimize import LinearConstraint, milp

from nl2milp.readers.base import Reading

Read = Callable[[str], Reading]
Solve = Callable[[str], float]

WEEK, DAY = (17, 13, 15, 19, 14, 16, 11), (5, 9, 14, 11, 16, 7)


def fewest(needs: Sequence[int], span: int, *, closed: bool = True) -> float:
    size = len(needs)
    rows = np.array(
        [[(at - begin) % size < span and (closed or at >= begin) for begin in range(size)] for at in range(size)], float
    )
    found = milp(np.ones(size), constraints=LinearConstraint(rows, needs, np.inf), integrality=np.ones(size))
    return float(found.fun)


PLANS: list[tuple[str, float]] = [
    (
        "A hotel needs the following numbers of cleaners:\n\n| Mon | Tue | Wed | Thu | Fri | Sat | Sun |\n"
        "|---|---|---|---|---|---|---|\n| 17 | 13 | 15 | 19 | 14 | 16 | 11 |\n\nEach cleaner works five consecutive "
        "days and then has two days off. What is the smallest number of cleaners that the hotel can employ?",
        fewest(WEEK, 5),
    ),
    (
        "A ferry needs 17 hands on Monday, 13 on Tuesday, 15 on Wednesday, 19 on Thursday, 14 on Friday, 16 on "
        "Saturday and 11 on Sunday. A hand works 4 days in a row and is then free for three days. With how few hands "
        "can the ferry get by?",
        fewest(WEEK, 4),
    ),
    (
        "A clinic is open around the clock. It needs nurses as follows: 0:00-4:00: 5, 4:00-8:00: 9, 8:00-12:00: 14, "
        "12:00-16:00: 11, 16:00-20:00: 16, 20:00-24:00: 7. Nurses start at the beginning of a period and work 8 hours "
        "without a break. Minimize the number of nurses.",
        fewest(DAY, 2),
    ),
    (
        "Guards needed at a port:\n\n- 2 am to 6 am: 5\n- 6 am to 10 am: 9\n- 10 am to 2 pm: 14\n- 2 pm to 6 pm: 11\n"
        "- 6 pm to 10 pm: 16\n- 10 pm to 2 am: 7\n\nA guard works twelve hours in a row and may begin at the start of "
        "any period. What is the least number of guards?",
        fewest((5, 9, 14, 11, 16, 7), 3),
    ),
    (
        "| Time | Drivers needed |\n|---|---|\n| 6:00 - 10:00 | 9 |\n| 10:00 - 14:00 | 5 |\n| 14:00 - 18:00 | 12 |\n"
        "| 18:00 - 22:00 | 8 |\n\nA shuttle service needs these drivers. A driver works two consecutive periods and is "
        "paid 120 dollars a shift. What is the lowest cost of a day?",
        120 * fewest((9, 5, 12, 8), 2, closed=False),
    ),
]


@pytest.mark.parametrize(("text", "answer"), PLANS)
def test_people_who_work_several_periods_in_a_row_are_read(text: str, answer: float, read: Read, solved: Solve) -> None:
    reading = read(text)
    assert reading.confident, reading.reasons
    assert solved(text) == answer


@pytest.mark.parametrize(
    "more",
    [
        "At most 6 nurses can begin at midnight.",
        "Nurses who begin at 20:00 cost twice as much.",
        "Up to 3 nurses may work 4 hours more.",
    ],
)
def test_what_a_roster_does_not_know_is_a_doubt(more: str, read: Read) -> None:
    assert not read(PLANS[2][0].replace("Minimize", f"{more} Minimize")).confident
