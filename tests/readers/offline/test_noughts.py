"""Noughts said in words, aims that count, and the scale in which an answer is asked for."""

from __future__ import annotations

import pytest

from nl2milp.readers.base import Problem, Reading
from nl2milp.readers.offline.quantities import find_quantities
from nl2milp.readers.offline.reader import OfflineReader
from nl2milp.readers.offline.tokens import tokenize


def _read(text: str) -> Reading:
    return OfflineReader().read(Problem(text))


def _rules(reading: Reading) -> list[str]:
    return [str(one.slots.get("rule", one.template)) for one in reading.formulation.constraints]


@pytest.mark.parametrize(
    ("text", "noughts"),
    [
        ("A van needs 2 clerks and 1 guard; a cart needs 3 clerks and no guard.", 1),
        ("Brass holds 4% zinc, tin none, and bronze 9%.", 1),
        ("Rye contains 6 percent fat and 3 percent salt; oats contain 4 percent salt without fat.", 1),
        ("There are 12 guards, and no guard may work twice.", 0),
        ("Films with 3 people cost $5, films with no people cost $2; films with no people are short.", 0),
        ("All 4 or none are taken.", 0),
        ("No more than 5 guards are hired.", 0),
    ],
)
def test_noughts(text: str, noughts: int) -> None:
    assert sum(quantity.value == 0 for quantity in find_quantities(tokenize(text))) == noughts


@pytest.mark.parametrize("nothing", ["lime holds none", "lime contains no potash", "lime is without potash"])
def test_a_blend_with_a_part_that_lacks_something(nothing: str) -> None:
    reading = _read(
        "A fertiliser of exactly 40 kg is mixed from marl, lime and guano; any weights can be taken. Prices per "
        f"kg are $2, $3 and $11 respectively. Marl contains 1% potash, {nothing}, and guano contains 30% potash. "
        "The potash content must be at least 3% of the mixture. Marl is limited to 65% of the mixture. Find the "
        "least expensive mixture."
    )
    assert reading.formulation.objective.value == "2*marl + 3*lime + 11*guano"
    assert "-0.02*marl - 0.03*lime + 0.27*guano >= 0" in _rules(reading)


def test_as_little_money_as_possible() -> None:
    reading = _read(
        "Omar wants to put aside as little money as possible and still be paid at least $900 interest a year. The"
        " post pays 2%, a town bond 4% and a ship loan 8%. At most 20% of the money may be in the loan. The bond "
        "may not be larger than $9,000. How much should go into each?"
    )
    assert reading.formulation.objective.value == "post + town_bond + ship_loan"
    assert "0.02*post + 0.04*town_bond + 0.08*ship_loan >= 900" in _rules(reading)


def test_a_number_of_visits_counts_the_visits() -> None:
    reading = _read(
        "A firm sends out drones and climbers to check 2,000 panels or more. In one visit a drone checks 80 "
        "panels and a climber 55 panels. At least 30% of all visits must be made by climbers. No fewer than 5 "
        "visits by drones are planned. What is the smallest total number of visits that does the job?"
    )
    assert reading.formulation.objective.value == "drones + climbers"


def test_the_scale_of_an_answer_in_the_singular() -> None:
    reading = _read(
        "A builder makes huts and cabins. A hut brings 120 thousand dollars and a cabin 70 thousand dollars. A "
        "hut calls for 90 tonnes of timber and a cabin for 50 tonnes, and the mill can deliver 1,600 tonnes. At "
        "least 4 cabins are ordered. What is the maximum profit in thousand dollars?"
    )
    assert reading.formulation.objective.value.endswith("/ 1000")
    assert "90*huts + 50*cabins <= 1600" in _rules(reading)
