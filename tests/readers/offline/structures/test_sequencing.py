"""Jobs one after the other, against all their orders."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence

import pytest

from nl2milp.readers.base import Reading

Read = Callable[[str], Reading]
Solve = Callable[[str], float]

TIME, DUE, WEIGHT = (4, 2, 6, 3), (7, 3, 9, 15), (5, 8, 3, 4)


def least(
    cost: Callable[[int, float], float],
    *,
    time: Sequence[float] = TIME,
    release: Sequence[float] = (0, 0, 0, 0),
    allowed: Callable[[dict[int, float]], bool] = lambda ends: True,
    most: bool = False,
) -> float:
    best = float("inf")
    for order in itertools.permutations(range(4)):
        clock, ends = 0.0, {}
        for job in order:
            clock = max(clock, release[job]) + time[job]
            ends[job] = clock
        if allowed(ends):
            costs = [cost(job, end) for job, end in ends.items()]
            best = min(best, max(costs) if most else sum(costs))
    return best


def late(job: int, end: float) -> float:
    return max(0, end - DUE[job])


TABLE = """A joiner has four orders and one lathe, which takes one order at a time.

| order | hours | due after (hours) | penalty per hour late ($) |
|---|---|---|---|
| stair | 4 | 7 | 5 |
| bench | 2 | 3 | 8 |
| table | 6 | 9 | 3 |
| shelf | 3 | 15 | 4 |

"""
SERIES = """A kiln fires one batch at a time. The firing times are 4, 2, 6 and 3 hours for batches A, B, C and D,
respectively. """
LISTED = """Rosa restores paintings, one after the other and without interruption:

- the landscape takes 4 days and is wanted by day 7
- the portrait takes 2 days and is wanted by day 3
- the fresco takes 6 days and is wanted by day 9
- the icon takes 3 days and is wanted by day 15

"""
TOLD = (
    "Four trucks wait at the only ramp, which can serve one truck at a time. Unloading takes 4 hours for the Volvo, 2 "
    "hours for the Scania, 6 hours for the Iveco and 3 hours for the Tatra. "
)
PROBLEMS: list[tuple[str, float]] = [
    (TABLE + "In which order should he work so that the total penalty is as small as possible?",
     least(lambda job, end: WEIGHT[job] * late(job, end))),
    (LISTED + "In what order should she work to keep the total number of days of delay as low as possible?",
     least(late)),
    (LISTED + "Find the order in which the number of late paintings is smallest.",
     least(lambda job, end: end > DUE[job])),
    (LISTED + "Find the order of the paintings that makes the largest delay as small as possible.",
     least(late, most=True)),
    (LISTED + "The icon must be restored before the portrait. Which order keeps total lateness lowest?",
     least(late, allowed=lambda ends: ends[3] < ends[1])),
    (SERIES + "In what sequence should the batches be fired to minimize the total completion time?",
     least(lambda job, end: end)),
    (TOLD + "In which order should they be unloaded so that the sum of the hours until each is ready is least?",
     least(lambda job, end: end)),
    (TOLD + "In which order should they be unloaded to make the average waiting time until completion as short as "
     "possible?", least(lambda job, end: end) / 4),
    (TOLD + "The Volvo must be ready by hour 9, the Scania by hour 15, the Iveco by hour 15 and the Tatra by hour 4. "
     "Which order makes the sum of the completion times smallest?",
     least(lambda job, end: end, allowed=lambda ends: all(ends[j] <= (9, 15, 15, 4)[j] for j in ends))),
]  # fmt: skip


@pytest.mark.parametrize(("text", "answer"), PROBLEMS)
def test_an_order_of_jobs_is_read(text: str, answer: float, read: Read, solved: Solve) -> None:
    reading = read(text)
    assert reading.confident, reading.reasons
    assert "no_overlap" in [one.template for one in reading.formulation.constraints]
    assert solved(text) == pytest.approx(answer)


def test_a_job_cannot_begin_before_it_is_there(read: Read, solved: Solve) -> None:
    text = """A clinic has one scanner and sees one patient after the other.

| patient | arrives at (minute) | minutes of scanning |
|---|---|---|
| Adler | 0 | 4 |
| Bauer | 1 | 2 |
| Cohen | 9 | 6 |
| Doyle | 5 | 3 |

In which order should they be scanned so that the sum of the times at which they are finished is least?"""
    assert read(text).confident, read(text).reasons
    assert solved(text) == least(lambda job, end: end, release=(0, 1, 9, 5))


@pytest.mark.parametrize(
    "more",
    [
        "Between two orders the lathe has to be cleaned for 1 hour.",
        "The bench must not be the last one.",
        "If the table is worked on before the shelf, the stair has to come first.",
    ],
)
def test_what_an_order_does_not_know_is_a_doubt(more: str, read: Read) -> None:
    assert not read(PROBLEMS[0][0].replace("In which", f"{more} In which")).confident
