"""Lists under the name of what is measured, with the limit at their end."""

from __future__ import annotations

import pytest

from nl2milp.readers.base import Problem, Reading
from nl2milp.readers.offline.reader import OfflineReader

KIOSK = """I run a kiosk and sell juices and shakes. {} Fruit: 40 g go into a juice and 90 g into a shake, out of 11 kg.
I make $3.20 on every juice and $4.10 on every shake. How much can I make in a day at most?"""


def _rules(reading: Reading) -> list[str]:
    return [str(one.slots.get("rule", one.template)) for one in reading.formulation.constraints]


@pytest.mark.parametrize(
    "sentence",
    [
        "Cups: one per juice, two per shake, 260 a day.",
        "Cups: 1 for a juice, 2 for a shake, and the cupboard has 260 cups.",
        "Paper cups needed: juice 1, shake 2, out of 260.",
        "Cups: a juice takes one, a shake two, 260 in stock.",
        "Cups per drink: 1 (juice), 2 (shake), at most 260 in all.",
        "Cups: 1 cup per juice and 2 cups per shake, with 260 cups on hand.",
    ],
)
def test_a_measure_and_its_limit(sentence: str) -> None:
    reading = OfflineReader().read(Problem(KIOSK.format(sentence)))
    assert reading.confident, reading.reasons
    assert _rules(reading) == ["juices + 2*shakes <= 260", "40*juices + 90*shakes <= 11000"]


def test_prices_under_a_heading() -> None:
    reading = OfflineReader().read(
        Problem(
            "A feed is mixed from oats, bran and peas; at least 300 kg are needed. Costs per kg: oats $0.50, bran "
            "$0.20, peas $1.30. At least 30% of the feed must be peas. No more than 100 kg of bran can be had. "
            "Find the cheapest mix."
        )
    )
    assert reading.formulation.objective.value == "0.5*oats + 0.2*bran + 1.3*peas"


def test_a_direction_is_no_part_of_a_measure() -> None:
    reading = OfflineReader().read(
        Problem(
            "Area: at most 120 hectares may be planted, in any fractions, with hops or vines. Returns: 250 dollars "
            "a hectare of hops, 175 dollars a hectare of vines. Labour: six days a hectare for hops, four for vines, "
            "with 600 days to hand. Conditions: at least 35% of the planted area must be hops, and 20 hectares or more "
            "of vines have been pledged. Wanted: the highest return."
        )
    )
    assert {"6*hops + 4*vines <= 600", "hops >= 0.35*(hops + vines)", "vines >= 20"} <= set(_rules(reading))
