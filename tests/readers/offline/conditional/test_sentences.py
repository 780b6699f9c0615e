"""Sentences of logic between quantities, in many wordings, and the template that each becomes."""

from __future__ import annotations

import json

import pytest

import nl2milp
from nl2milp.readers.base import Problem
from nl2milp.readers.offline.reader import OfflineReader

STORY = (
    "A workshop makes desks, lamps and stools. Each desk takes 4 hours, each lamp takes 1 hour and each stool takes "
    "2 hours, and there are 200 hours available. The profit is $60 per desk, $15 per lamp and $25 per stool. "
    "At most 60 lamps can be sold. {} How many desks, lamps and stools should be made to maximize profit?"
)

LIMITS = (
    ("If more than 20 desks are made, at least 10 lamps must be made.", "if_then",
     {"if": "desks > 20", "then": "lamps >= 10"}),
    ("At least 10 lamps must be made if more than 20 desks are made.", "if_then",
     {"if": "desks > 20", "then": "lamps >= 10"}),
    ("Whenever 20 or more desks are made, no more than 15 stools can be made.", "if_then",
     {"if": "desks >= 20", "then": "stools <= 15"}),
    ("Should fewer than 8 stools be produced, at most 12 desks may be produced.", "if_then",
     {"if": "stools < 8", "then": "desks <= 12"}),
    ("Unless at least 5 lamps are made, no more than 10 desks may be made.", "if_then",
     {"if": "lamps < 5", "then": "desks <= 10"}),
    ("No more than 10 desks may be made unless at least 5 lamps are made.", "if_then",
     {"if": "lamps < 5", "then": "desks <= 10"}),
    ("If desks are made, lamps must be made too.", "if_then", {"if": "desks >= 1", "then": "lamps >= 1"}),
    ("Desks can only be made if lamps are made.", "if_then", {"if": "desks >= 1", "then": "lamps >= 1"}),
    ("If any stools are made at all, at least 12 lamps must be made, because they are sold together.", "if_then",
     {"if": "stools >= 1", "then": "lamps >= 12"}),
    ("If desks are made, then no stools may be made.", "if_then", {"if": "desks >= 1", "then": "stools == 0"}),
    ("If more than 10 desks and more than 10 stools are made, at least 6 lamps must be made.", "if_then",
     {"if": "desks > 10 and stools > 10", "then": "lamps >= 6"}),
    ("If neither desks nor stools are made, at least 40 lamps must be made.", "if_then",
     {"if": "desks == 0 and stools == 0", "then": "lamps >= 40"}),
    ("Either at least 30 desks or no more than 10 stools must be made.", "either_or",
     {"options": ["desks >= 30", "stools <= 10"]}),
    ("The workshop must make at least 30 desks or at least 20 stools, or both.", "either_or",
     {"options": ["desks >= 30", "stools >= 20"]}),
    ("Either at least 30 desks or at least 20 stools must be made, but not both.", "either_or",
     {"options": ["desks >= 30", "stools >= 20"], "exclusive": True}),
    ("The number of desks must be 10, 20 or 30.", "either_or",
     {"options": ["desks == 10", "desks == 20", "desks == 30"], "exclusive": True}),
    ("If any desks are made, at least 30 must be made.", "on_off", {"quantity": "desks", "least": "30"}),
    ("Either no desks are made or at least 30.", "on_off", {"quantity": "desks", "least": "30"}),
    ("The number of desks must be either zero or between 20 and 40.", "on_off",
     {"quantity": "desks", "least": "20", "most": "40"}),
    ("At most two of the three products may be made.", "k_of_n",
     {"conditions": ["desks >= 1", "lamps >= 1", "stools >= 1"], "at_most": "2"}),
    ("Exactly two of the three kinds are to be offered.", "k_of_n",
     {"conditions": ["desks >= 1", "lamps >= 1", "stools >= 1"], "exactly": "2"}),
    ("No more than two kinds of furniture can be made.", "k_of_n",
     {"conditions": ["desks >= 1", "lamps >= 1", "stools >= 1"], "at_most": "2"}),
    ("Desks and stools cannot both be made.", "k_of_n", {"conditions": ["desks >= 1", "stools >= 1"], "at_most": "1"}),
    ("It is not possible to make both desks and stools.", "k_of_n",
     {"conditions": ["desks >= 1", "stools >= 1"], "at_most": "1"}),
    ("Of desks and stools, either both or neither must be made.", "all_or_none",
     {"conditions": ["desks >= 1", "stools >= 1"]}),
    ("Stools can only be made in batches of 6.", "lot_size", {"quantity": "stools", "size": "6"}),
    ("Lamps are sold in boxes of 12.", "lot_size", {"quantity": "lamps", "size": "12"}),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "template", "slots"), LIMITS, ids=[limit[0][:50] for limit in LIMITS])
def test_a_sentence_becomes_its_template(sentence: str, template: str, slots: dict[str, object]) -> None:
    reading = OfflineReader().read(Problem(STORY.format(sentence)))
    found = [(c.template, c.slots) for c in reading.formulation.constraints if c.template != "linear"]
    assert found == [(template, slots)], json.dumps(found)
    assert reading.confident, reading.reasons


CHARGES = (
    "If any desks are made at all, a jig has to be set up, which costs $200 once.",
    "To make desks the workshop must rent a saw for $200.",
    "Setting up the desk line costs $200.",
    "There is a one-time setup cost of $200 for desks.",
    "Making desks requires a licence that costs $200.",
    "Before any desks can be made, a machine has to be bought once for $200.",
    "If desks are made, a fixed fee of $200 must be paid.",
    "Desks can only be made if a saw is rented for $200.",
)


@pytest.mark.parametrize("sentence", CHARGES)
def test_a_fixed_charge_switches_its_quantity(sentence: str) -> None:
    reading = OfflineReader().read(Problem(STORY.format(sentence)))
    formulation = reading.formulation
    assert formulation.objective.value == "60*desks + 15*lamps + 25*stools - 200*use_desks"
    assert {"quantity": "desks", "on": "use_desks == 1"} in [c.slots for c in formulation.constraints]
    assert reading.confident, reading.reasons


def test_a_charge_beyond_a_threshold_has_a_decision_of_its_own() -> None:
    text = STORY.format("If more than 50 pieces are made altogether, a second van is needed, which costs $90.")
    reading = OfflineReader().read(Problem(text))
    rules = [c.slots for c in reading.formulation.constraints if c.template == "if_then"]
    assert rules == [{"if": "desks + lamps + stools > 50", "then": "second_van == 1"}] or "second_van" in str(rules)
    assert "- 90*" in str(reading.formulation.objective.value)
    assert reading.confident, reading.reasons


def test_what_is_not_understood_is_reported() -> None:
    text = STORY.format("If the customer from Leeds comes, everything he wants must be ready.")
    reading = OfflineReader().read(Problem(text))
    assert not reading.confident


def test_a_price_in_an_if_clause_is_no_condition() -> None:
    text = (
        "A shop makes chairs and stools. Each chair takes 3 hours and each stool takes 1 hour. The shop has 40 hours "
        "available. If the profit per chair is $20 and the profit per stool is $6, how many of each should be made "
        "to maximize profit?"
    )
    reading = OfflineReader().read(Problem(text))
    assert [c.template for c in reading.formulation.constraints] == ["linear"]
    assert reading.confident


MORE = (
    ("Desks, if made at all, number no fewer than 20 and no more than 40.", "on_off",
     {"quantity": "desks", "least": "20", "most": "40"}),
    ("As soon as there are more than 50 of them, at least 10 lamps must be made.", "if_then",
     {"if": "desks + lamps + stools > 50", "then": "lamps >= 10"}),
    ("Desks are made in lots of exactly 6.", "lot_size", {"quantity": "desks", "size": "6"}),
    ("Desks may be made or stools may be made, but never the two together.", "k_of_n",
     {"conditions": ["desks >= 1", "stools >= 1"], "at_most": "1"}),
    ("The customer has three wishes: at least 30 desks, at most 20 stools, at least 25 lamps. At least two of these "
     "three wishes must be met.", "k_of_n",
     {"conditions": ["desks >= 30", "stools <= 20", "lamps >= 25"], "at_least": "2"}),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "template", "slots"), MORE, ids=[limit[0][:50] for limit in MORE])
def test_other_wordings(sentence: str, template: str, slots: dict[str, object]) -> None:
    reading = OfflineReader().read(Problem(STORY.format(sentence)))
    found = [(c.template, c.slots) for c in reading.formulation.constraints if c.template != "linear"]
    assert found == [(template, slots)], json.dumps(found)


def test_minima_of_what_may_be_left_out() -> None:
    text = (
        "A library needs at least 70 new chairs. Firm Xenon sells chairs at $3 each and firm Yori at $2 each. Xenon "
        "accepts no order for fewer than 40 chairs and cannot deliver more than 80; Yori accepts no order for fewer "
        "than 25 and cannot deliver more than 45. Either firm may be left out. What is the lowest cost?"
    )
    result = nl2milp.solve(text, reader="offline")
    best = min(3 * x + 2 * y for x in (0, *range(40, 81)) for y in (0, *range(25, 46)) if x + y >= 70)
    assert result.objective == pytest.approx(best)


def test_capacity_that_can_be_bought() -> None:
    sentence = "A second saw can be rented for $90, which gives 30 more hours."
    reading = OfflineReader().read(Problem(STORY.format(sentence)))
    rules = [str(c.slots["rule"]) for c in reading.formulation.constraints if c.template == "linear"]
    assert "4*desks + lamps + 2*stools - 30*second_saw <= 200" in rules
    assert str(reading.formulation.objective.value).endswith("- 90*second_saw")


def test_what_must_be_there_before() -> None:
    sentence = "A jig must be bought before any desks can be made. The jig costs $70."
    reading = OfflineReader().read(Problem(STORY.format(sentence)))
    assert {"if": "desks >= 1", "then": "jig == 1"} in [c.slots for c in reading.formulation.constraints]
    assert str(reading.formulation.objective.value).endswith("- 70*jig")


def test_sources_with_fixed_costs() -> None:
    text = (
        "A dairy needs at least 90 tonnes of milk. Farm Adel can deliver up to 60 tonnes at $30 a tonne, farm Brix up "
        "to 50 tonnes at $20 a tonne and farm Cole up to 70 tonnes at $25 a tonne. Hiring the tanker for the season "
        "costs $400 for Adel, $900 for Brix and $650 for Cole. No more than two farms can be used. Tonnes are whole. "
        "Find the lowest cost."
    )
    sizes, rates, fixed = (60, 50, 70), (30, 20, 25), (400, 900, 650)
    best = min(
        sum(r * x + f * (x > 0) for r, x, f in zip(rates, amounts, fixed, strict=True))
        for amounts in ((a, b, 90 - a - b) for a in range(61) for b in range(51))
        if 0 <= amounts[2] <= sizes[2] and sum(x > 0 for x in amounts) <= 2
    )
    assert nl2milp.solve(text, reader="offline").objective == pytest.approx(best)
