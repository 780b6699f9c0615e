"""Rates with words left out, beside conditions: `one of gravel`, `of which a scarf takes 2`, `aired only if`."""

from __future__ import annotations

import pytest

import nl2milp


def rules_of(text: str) -> tuple[set[str], bool]:
    reading = nl2milp.read(text, reader="offline")
    return {str(one.slots.get("rule", "")) for one in reading.formulation.constraints}, reading.confident


QUARRY = (
    "A quarry delivers sand, gravel and clay, 30 tons in all at most, in any amounts. A ton of sand earns it €40, one "
    "of gravel €55 and one of clay €90. The mayor insists that if any clay is delivered, at least 12 tons of gravel "
    "have to be delivered. {} How much can be earned at most?"
)


@pytest.mark.parametrize(
    "sentence",
    [
        "The tank holds 80 litres of diesel, of which sand takes 2 per ton, gravel 3 and clay 4.",
        "There are 80 litres of diesel, of which sand uses 2 per ton, gravel 3 and clay 4.",
        "The depot gives 80 litres of diesel. Of these, sand takes 2 per ton, gravel 3 and clay 4.",
        "The tank holds 80 litres of diesel; of it sand needs 2 per ton, gravel 3 and clay 4.",
        "A ton of sand takes 2 litres of diesel, one of gravel 3 and one of clay 4; there are 80 litres.",
    ],
)
def test_parts_of_an_amount_have_its_unit(sentence: str) -> None:
    rules, confident = rules_of(QUARRY.format(sentence))
    assert "2*sand + 3*gravel + 4*clay <= 80" in rules
    assert "sand + gravel + clay <= 30" in rules
    assert confident


PRINTER = (
    "A print shop prints posters and banners. A poster earns $30, a banner $42. {} The printer runs 40 hours; a poster "
    "takes 90 minutes and a banner 150 minutes. Not more than 14 banners can be sold. What is the greatest gain once "
    "the technician, if any, is paid?"
)


@pytest.mark.parametrize(
    "sentence",
    [
        "A technician costing $120 comes exactly when 10 or more banners are printed.",
        "A technician charging $120 comes if and only if 10 or more banners are printed.",
        "A technician, who costs $120, comes if and only if more than 9 banners are printed.",
        "A technician costing $120 comes exactly when 10 or more banners are printed; for fewer, nobody comes.",
    ],
)
def test_a_charge_that_falls_due_beyond_an_amount(sentence: str) -> None:
    text = PRINTER.format(sentence + " If the technician comes, then at least 6 posters must be printed too.")
    reading = nl2milp.read(text, reader="offline")
    assert reading.confident, reading.reasons
    best = max(
        30 * posters + 42 * banners - 120 * (banners >= 10)
        for posters in range(30)
        for banners in range(15)
        if 90 * posters + 150 * banners <= 2400 and (banners < 10 or posters >= 6)
    )
    assert nl2milp.solve(reading.formulation).objective == pytest.approx(best)


@pytest.mark.parametrize(
    "sentence",
    [
        "A fund counts as joined only if at least $8,000 is in it.",
        "A fund is regarded as joined only if at least $8,000 is in it.",
        "Every fund that is chosen must get at least $8,000.",
    ],
)
def test_what_counts_as_joined_has_a_least_amount(sentence: str) -> None:
    text = (
        "A village has $30,000 to lend for a year. Three funds are on offer: Alder (5% a year), Birch (8%) and Cedar "
        f"(6%). It wants to join exactly two of the three. {sentence} Birch must not get more than $15,000. Any "
        "amounts are fine. What is the highest return?"
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


@pytest.mark.parametrize(
    "sentence",
    [
        "A forge turns 90 kg of steel into door hinges, gate hinges and bolts.",
        "From 90 kg of steel a forge makes door hinges, gate hinges and bolts.",
        "A forge works 90 kg of steel into door hinges, gate hinges and bolts.",
    ],
)
def test_what_things_are_made_of_is_no_number_of_them(sentence: str) -> None:
    text = (
        f"{sentence} Door hinges use 0.8 kg of steel each, gate hinges 1.5 kg and bolts 0.3 kg; the profits are $3.40, "
        "$5.20 and $1.10 per piece. If any bolts are made, at least 30 gate hinges must be made. Never are more than "
        "200 bolts sold in a day. What daily profit can be achieved at best?"
    )
    rules, confident = rules_of(text)
    assert "0.8*door_hinges + 1.5*gate_hinges + 0.3*bolts <= 90" in rules
    assert confident


@pytest.mark.parametrize(
    "sentence",
    [
        "No scrap may exceed 40 kg.",
        "None of the scraps may exceed 40 kg.",
        "No single scrap can make up more than 40 kg.",
        "No scrap may weigh more than 40 kg.",
        "Each scrap is limited to 40 kg.",
    ],
)
def test_a_blend_of_few_parts_in_cents(sentence: str) -> None:
    text = (
        "A foundry melts 80 kg of bronze out of Arno, Belt, Cove and Dune. Per kg they cost 50, 85, 40 and 95 cents; "
        "they contain 6, 14, 4 and 18 percent tin, respectively. At most three of the four scraps can be used. The "
        f"melt must hold at least 10 percent tin. {sentence} The kilograms need not be whole. What does the cheapest "
        "batch cost, in cents?"
    )
    reading = nl2milp.read(text, reader="offline")
    assert reading.confident, reading.reasons
    step = range(0, 41, 2)
    best = min(
        50 * arno + 85 * belt + 40 * cove + 95 * (80 - arno - belt - cove)
        for arno in step
        for belt in step
        for cove in step
        if 0 <= 80 - arno - belt - cove <= 40
        and sum(part > 0 for part in (arno, belt, cove, 80 - arno - belt - cove)) <= 3
        and 6 * arno + 14 * belt + 4 * cove + 18 * (80 - arno - belt - cove) >= 800
    )
    objective = nl2milp.solve(reading.formulation).objective
    assert objective is not None
    assert best - 60 <= objective <= best + 1e-6
