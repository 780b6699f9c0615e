"""Rates with words left out, beside conditions: `one of perry`, `of which leeks take 2`, `held only if`."""

from __future__ import annotations

import pytest

import nl2milp

FARM = (
    "Tom grows leeks, carrots and pumpkins on 30 hectares, in any amounts. A hectare of leeks earns him £900, one of "
    "carrots £700 and one of pumpkins £1,200. The landlord insists that if any pumpkins are grown, at least 12 "
    "hectares of carrots have to be grown. {} How much can Tom earn at most?"
)


def rules_of(text: str) -> tuple[set[str], bool]:
    reading = nl2milp.read(text, reader="offline")
    return {str(one.slots.get("rule", "")) for one in reading.formulation.constraints}, reading.confident


@pytest.mark.parametrize(
    "sentence",
    [
        "The reservoir gives 80 megalitres of water, of which leeks take 2 per hectare, carrots 3 and pumpkins 4.",
        "There are 80 megalitres of water, of which leeks use 2 per hectare, carrots 3 and pumpkins 4.",
        "The reservoir gives 80 megalitres of water. Of these, leeks take 2 per hectare, carrots 3 and pumpkins 4.",
        "The reservoir holds 80 megalitres of water; of it leeks need 2 per hectare, carrots 3 and pumpkins 4.",
        "A hectare of leeks takes 2 megalitres of water, one of carrots 3 and one of pumpkins 4; he has 80 megalitres.",
    ],
)
def test_parts_of_an_amount_have_its_unit(sentence: str) -> None:
    rules, confident = rules_of(FARM.format(sentence))
    assert "2*leeks + 3*carrots + 4*pumpkins <= 80" in rules
    assert "leeks + carrots + pumpkins <= 30" in rules
    assert confident


CIDER = (
    "Lena presses cider and perry, in whole barrels. Cider earns £30 a barrel, perry £42. {} The press runs 40 hours "
    "and fills a barrel of cider in 90 minutes and one of perry in 150 minutes. Not more than 14 barrels of perry can "
    "be sold. What is the greatest gain once the inspector, if any, is paid?"
)


@pytest.mark.parametrize(
    ("sentence", "value"),
    [
        ("An inspector costing £120 comes exactly when 10 or more barrels of perry are pressed.", 792),
        ("An inspector charging £120 comes if and only if 10 or more barrels of perry are pressed.", 792),
        ("An inspector, who costs £120, comes if and only if more than 9 barrels of perry are pressed.", 792),
    ],
)
def test_a_charge_that_falls_due_beyond_an_amount(sentence: str, value: int) -> None:
    text = CIDER.format(sentence + " If the inspector comes, then at least 6 barrels of cider must be pressed too.")
    reading = nl2milp.read(text, reader="offline")
    assert reading.confident, reading.reasons
    result = nl2milp.solve(reading.formulation)
    best = max(
        30 * cider + 42 * perry - 120 * (perry >= 10)
        for cider in range(30)
        for perry in range(15)
        if 90 * cider + 150 * perry <= 2400 and (perry < 10 or cider >= 6)
    )
    assert result.objective == pytest.approx(best) == value


@pytest.mark.parametrize(
    "sentence",
    [
        "A bond counts as held only if at least $8,000 is in it.",
        "A bond is regarded as held only if at least $8,000 is in it.",
        "Every bond that is held must get at least $8,000.",
    ],
)
def test_what_counts_as_held_has_a_least_amount(sentence: str) -> None:
    text = (
        "Our club has $30,000 to place for a year. Three bonds are on offer: Alder (5% a year), Birch (8%) and Cedar "
        f"(6%). We want to hold exactly two of the three. {sentence} Birch must not get more than $15,000. Any amounts "
        "are fine. What is the highest return?"
    )
    reading = nl2milp.read(text, reader="offline")
    least = [one.slots for one in reading.formulation.constraints if one.template == "on_off"]
    assert len(least) == 3
    assert {str(slots.get("least")) for slots in least} == {"8000"}
    assert reading.confident


def test_a_number_behind_a_name_said_elsewhere_is_no_label() -> None:
    text = (
        "A brewery brews lager and stout in whole casks. A cask of lager earns $50 and a cask of stout $70. The kettle "
        "is free for 60 hours: a cask of lager takes 2 hours and one of stout 3. At most 15 casks of stout can be "
        "sold. What is the best profit?"
    )
    rules, confident = rules_of(text)
    assert rules == {"2*lager + 3*stout <= 60", "stout <= 15"}
    assert confident
