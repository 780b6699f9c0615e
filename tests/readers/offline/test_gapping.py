"""Numbers whose verb is said once for all, and the stock that they share."""

from __future__ import annotations

import pytest

from nl2milp.readers.base import Problem, Reading
from nl2milp.readers.offline.reader import OfflineReader

POTTER = """A potter sells mugs, jugs and bowls. A mug brings $6, a jug $14, and a bowl $9. {} The kiln has 300 minutes;
mugs and bowls need four minutes each, jugs seven. At least ten bowls are on order. How should he earn the most?"""


def _rules(reading: Reading) -> list[str]:
    return [str(one.slots.get("rule", one.template)) for one in reading.formulation.constraints]


@pytest.mark.parametrize(
    "sentence",
    [
        "Clay comes in 80 kg: a mug wants half a kilo, a jug two, a bowl one.",
        "There are 80 kg of clay: a mug needs half a kilo, a jug two and a bowl one.",
        "A mug takes half a kilo of clay, a jug two and a bowl one; there are 80 kg of clay.",
        "Of clay he has 80 kg; a mug uses 0.5 kg of it, a jug 2 and a bowl 1.",
    ],
)
def test_a_verb_said_once(sentence: str) -> None:
    reading = OfflineReader().read(Problem(POTTER.format(sentence)))
    assert reading.formulation.objective.value == "6*mugs + 14*jugs + 9*bowls"
    assert {"0.5*mugs + 2*jugs + bowls <= 80", "4*mugs + 7*jugs + 4*bowls <= 300"} <= set(_rules(reading))
    assert reading.confident, reading.reasons


def test_percentages_said_once() -> None:
    reading = OfflineReader().read(
        Problem(
            "The post pays 2%, a town bond 4.5% and a ship loan 8%. Ann has $40,000 to invest in the post, the bond "
            "and the loan. At most 20% of the money may go into the loan. The bond may not be larger than $20,000. How "
            "much should be put in each to get the largest yearly return?"
        )
    )
    assert reading.formulation.objective.value == "0.02*post + 0.045*bond + 0.08*loan"


@pytest.mark.parametrize("ending", ["not one more", "and no more", "but no more"])
def test_a_cap_said_behind(ending: str) -> None:
    reading = OfflineReader().read(
        Problem(
            "We bring lavender soap and mint soap to the fair. Lavender soap earns us $4 a bar, mint soap $3. The "
            f"stall takes 200 bars, {ending}. A bar of lavender soap takes 5 minutes to wrap and a bar of mint soap "
            "takes 2 minutes, and we have 720 minutes. What is the most we can earn?"
        )
    )
    assert reading.confident, reading.reasons
    assert "lavender_soap + mint_soap <= 200" in _rules(reading)
