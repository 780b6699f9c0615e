"""What no plain sum can say is doubted, and what only sounds like it is let pass."""

from __future__ import annotations

import pytest

from nl2milp.formulation import Formulation
from nl2milp.readers.base import Reading
from nl2milp.readers.offline.audit import CHECKS, audit
from nl2milp.readers.offline.audit_usage import USAGE_CHECKS

OF_PARTS = [check for check in CHECKS if check not in USAGE_CHECKS]
"""The models here are parts: they have not all numbers of their text."""

PLAIN = ("2*ash + birch <= 90", "ash <= 40")


def doubts(
    text: str, *rules: str, kind: str = "integer", objective: str = "3*ash + 2*birch", sense: str = "maximize"
) -> list[str]:
    """Of a model of `ash` and `birch`, whose aim is the text's last sentence."""
    start = text.rstrip(".?").rfind(". ") + 2 if ". " in text.rstrip(".?") else 0
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": name, "kind": kind, "label": name} for name in ("ash", "birch")],
            "objective": {"sense": sense, "value": objective, "span": {"start": start, "end": len(text)}},
            "constraints": [
                {"name": f"c{place}", "slots": {"rule": rule}} for place, rule in enumerate(rules or PLAIN)
            ],
        }
    )
    return [reason for reason, _ in audit(text, Reading(formulation, "offline"), OF_PARTS)]


@pytest.mark.parametrize(
    "text",
    [
        "A farmer has 300 m of fencing for a rectangular paddock. What dimensions enclose the largest area?",
        "An open tray with a square base is to hold 2 litres. Find the dimensions that need the least metal.",
        "A cylindrical jar is made of 40 square inches of tin. Choose its shape so that the volume is largest.",
        "The yield of ash is 40 * ash^0.5. Maximize the total yield.",
        "Find two numbers that add up to 50 and whose product is a maximum.",
        "The comfort is a non-linear function of both. Maximize the comfort.",
        "The fare drops by 2 cents for every additional passenger. Maximize the income.",
        "For each dollar you raise the price, the demand falls by 40 pieces. Maximize the profit.",
        "With the new oven the unit cost decreases by $3 for every $100 invested in it. Minimize the cost.",
        "There are economies of scale in felling. Maximize the profit.",
        "For a batch to be worthwhile, at least 30 logs must be cut. Maximize the profit.",
        "The mill wants to maximize the profit per tonne of wood.",
        "The aim is to minimize the ratio of waste to output.",
        "Choose the mix that maximizes the average yield per hectare.",
        "In January 20 are wanted and in February 35. What is left over can be stored until the next month. "
        "Minimize the cost.",
        "Each guard works four consecutive days. Minimize the number of guards.",
    ],
)
def test_what_is_not_linear(text: str) -> None:
    assert doubts(text)


@pytest.mark.parametrize(
    "text",
    [
        "Rectangular tables and circular tables are made. How many of each give the largest profit?",
        "A box of ash weighs 3 kg. How many boxes of each kind fill the area best?",
        "The mill wants to maximize the profit per week.",
        "Maximize the total gain, with gains being $3 per unit of ash and $2 per unit of birch.",
        "The price rose last year. Maximize the profit.",
        "The product of the mill is sold abroad. Maximize the profit.",
        "In May the mill is open for 20 days and in June for 22. Maximize the profit.",
        "A log weighs 3 kg per m^3 of bark. Maximize the profit.",
    ],
)
def test_what_only_sounds_like_it(text: str) -> None:
    assert doubts(text) == []


def test_a_ratio_that_the_model_has() -> None:
    text = "The mill wants to maximize the profit per tonne of wood."
    assert doubts(text, objective="(3*ash + 2*birch) / (ash + 2*birch)") == []


def test_rules_and_objectives_without_decisions() -> None:
    assert any("limits no decision" in reason for reason in doubts("Maximize the profit.", *PLAIN, "0 >= 2"))
    assert any("holds no decision" in reason for reason in doubts("Maximize the profit.", objective="0"))


def test_a_broken_number_of_whole_things() -> None:
    assert any("broken number" in reason for reason in doubts("Maximize the profit.", "ash + birch <= 14.2"))
    assert doubts("Maximize the profit.", "ash + birch <= 14.2", kind="continuous") == []
    assert doubts("Maximize the profit.", "2*ash + birch <= 14.5") == []
