"""Lists of things with the facts of each, and what is said around them."""

from __future__ import annotations

import pytest

from nl2milp.formulation import Kind
from nl2milp.readers.base import Problem, Reading
from nl2milp.readers.offline.asides import without_asides
from nl2milp.readers.offline.reader import OfflineReader
from nl2milp.readers.offline.sheets.lists import read_list
from nl2milp.readers.offline.tokens import tokenize


def read(text: str) -> Reading:
    return OfflineReader().read(Problem(text))


def rules(reading: Reading) -> set[str]:
    return {str(one.slots["rule"]) for one in reading.formulation.constraints}


@pytest.mark.parametrize(
    "lines",
    [
        "- Lamp: profit $9, 2 hours of work, 3 m of cable\n- Fan: profit $14, 5 hours of work, 4 m of cable",
        "* Lamp: $9 profit, 2 hours of work and 3 m of cable.\n* Fan: $14 profit, 5 hours of work and 4 m of cable.",
        "1. Lamp: earns $9, takes 2 hours of work and uses 3 m of cable\n"
        "2. Fan: earns $14, takes 5 hours of work and uses 4 m of cable",
    ],
)
def test_facts_in_several_forms(lines: str) -> None:
    text = f"A firm makes goods:\n\n{lines}\n\nThere are 90 hours of work and 80 m of cable. What is the best profit?"
    reading = read(text)
    assert reading.formulation.objective.value == "9*lamp + 14*fan"
    assert rules(reading) == {"2*lamp + 5*fan <= 90", "3*lamp + 4*fan <= 80"}
    assert reading.confident


def test_a_mixture_of_listed_parts() -> None:
    reading = read(
        """A mill blends a muesli from oats and nuts.

- Oats: 12 % protein, 1.20 dollars per kg
- Nuts: 26 % protein, 9.50 dollars per kg

A sack holds 25 kg. At least 15 % protein must be in it, and at least 10 % of it must be nuts.
What is the cheapest sack?"""
    )
    assert "-0.03*oats + 0.11*nuts >= 0" in rules(reading)
    assert "oats + nuts == 25" in rules(reading)
    assert all(one.kind is Kind.CONTINUOUS for one in reading.formulation.variables)


def test_stocks_in_the_list_are_limits() -> None:
    reading = read(
        """A roaster mixes 90 kg of coffee.

- Arabica: costs 9 dollars a kilogram, 60 kg in stock
- Robusta: costs 5 dollars a kilogram, 70 kg in stock

At least 40 kg must be arabica. What is the cheapest mixture?"""
    )
    assert {"arabica <= 60", "robusta <= 70"} <= rules(reading)


@pytest.mark.parametrize(
    "text",
    [
        "- Lamp: profit $9\n- Fan: takes 5 hours",
        "- Lamp: at most 9 pieces\n- Fan: at most 5 pieces",
        "- Lamp: cheap\n- Fan: dear",
        "- Lamp: $9, 2 hours\n- Lamp: $7, 3 hours",
    ],
)
def test_lists_that_are_no_sheets(text: str) -> None:
    assert read_list(text) is None


def test_an_aim_that_is_explained_beside_it() -> None:
    reading = read(
        """A joiner makes doors and gates.

Product | Planing (h) | Price (EUR) | Wood (EUR)
--- | --- | --- | ---
Door | 2 | 160 | 60
Gate | 3 | 210 | 70

There are 80 hours of planing. At most 15 doors can be sold. Which plan has the highest margin (price minus wood)?"""
    )
    assert reading.formulation.objective.value == "100*door + 140*gate"
    assert rules(reading) == {"2*door + 3*gate <= 80", "door <= 15"}


def test_headings_that_say_per_what() -> None:
    reading = read(
        """A plant builds carts and sleds from what is in the store.

| Material | per cart | per sled | in stock |
|---|---|---|---|
| Planks | 6 | 4 | 200 |
| Bolts | 20 | 8 | 500 |

A cart brings 30 dollars and a sled 16 dollars. How many should be built to earn the most?"""
    )
    assert reading.formulation.objective.value == "30*cart + 16*sled"
    assert rules(reading) == {"6*cart + 4*sled <= 200", "20*cart + 8*sled <= 500"}


def test_a_limit_of_any_single_one_and_of_any_fraction() -> None:
    reading = read(
        """A broker invests 90,000 dollars in three bonds.

| Bond | Yield |
|---|---|
| Rail | 4% |
| Road | 5% |
| Port | 6% |

Not more than 40,000 dollars may go into any single bond. Which division gives the highest yield?"""
    )
    assert {"rail <= 40000", "road <= 40000", "port <= 40000"} <= rules(reading)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("See Table 6 for it.", "See Table for it ."),
        ("A table 42 dollars", "A table 42 dollars"),
        ("500 cubic feet (about 14.2 m)", "500 cubic feet"),
        ("Thus: 1. All is used. 2. At least 3 kg.", "Thus : All is used . At least 3 kg ."),
        ("It takes 1. Then 2.", "It takes 1 . Then 2 ."),
    ],
)
def test_asides(text: str, left: str) -> None:
    assert " ".join(token.text for token in without_asides(tokenize(text))) == left
