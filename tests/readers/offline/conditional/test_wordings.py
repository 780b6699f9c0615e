"""Conditions on amounts as different people word them: each sentence becomes its template."""

from __future__ import annotations

import pytest

from nl2milp.readers.base import Problem, Reading
from nl2milp.readers.offline.reader import OfflineReader

STORY = (
    "A yard builds benches, swings and slides. Each bench takes 4 hours, each swing takes 1 hour and each slide takes "
    "2 hours, and there are 200 hours available. The profit is $60 per bench, $15 per swing and $25 per slide. "
    "At most 60 swings can be sold. {} How many benches, swings and slides should be built to maximize profit?"
)
HOURS = "4*benches + swings + 2*slides <= 200"
KNOWN = {HOURS, "swings <= 60"}


def read(sentence: str) -> Reading:
    return OfflineReader().read(Problem(STORY.format(sentence)))


CONDITIONS = (
    ("As soon as more than 20 benches are made, at least 10 swings have to be made as well.", "if_then",
     {"if": "benches > 20", "then": "swings >= 10"}),
    ("More than 20 benches may be made only if at least 10 swings are made.", "if_then",
     {"if": "benches > 20", "then": "swings >= 10"}),
    ("Making more than 20 benches requires making at least 10 swings.", "if_then",
     {"if": "benches > 20", "then": "swings >= 10"}),
    ("Making more than 20 benches means that at least 10 swings must be made.", "if_then",
     {"if": "benches > 20", "then": "swings >= 10"}),
    ("Once the number of benches exceeds 20, at least 10 swings are needed.", "if_then",
     {"if": "benches > 20", "then": "swings >= 10"}),
    ("If the yard makes 15 benches or more, it can make 8 slides at most.", "if_then",
     {"if": "benches >= 15", "then": "slides <= 8"}),
    ("With more than 20 benches, the yard must also make 10 swings or more.", "if_then",
     {"if": "benches > 20", "then": "swings >= 10"}),
    ("In case more than 20 benches are made, the number of slides must not exceed 12.", "if_then",
     {"if": "benches > 20", "then": "slides <= 12"}),
    ("If benches number more than 20, then swings must number at least 10.", "if_then",
     {"if": "benches > 20", "then": "swings >= 10"}),
    ("Should they make over 20 benches, they have to make a minimum of 10 swings.", "if_then",
     {"if": "benches > 20", "then": "swings >= 10"}),
    ("When bench production reaches 25, at most 10 slides can be produced.", "if_then",
     {"if": "benches >= 25", "then": "slides <= 10"}),
    ("If fewer than 10 slides are made, benches are limited to 18.", "if_then",
     {"if": "slides < 10", "then": "benches <= 18"}),
    ("If they make more than a dozen slides, they must make at least half a dozen swings.", "if_then",
     {"if": "slides > 12", "then": "swings >= 6"}),
    ("The yard may not make more than 20 benches unless it makes at least 10 swings.", "if_then",
     {"if": "swings < 10", "then": "benches <= 20"}),
    ("If at least one bench is made, at least 20 swings must be made.", "if_then",
     {"if": "benches >= 1", "then": "swings >= 20"}),
    ("If the total number of benches and slides exceeds 40, at least 15 swings must be made.", "if_then",
     {"if": "benches + slides > 40", "then": "swings >= 15"}),
    ("If more than 50 pieces are made in all, at most 12 of them may be slides.", "if_then",
     {"if": "benches + swings + slides > 50", "then": "slides <= 12"}),
    ("If no benches are made, at least 30 slides must be made.", "if_then",
     {"if": "benches == 0", "then": "slides >= 30"}),
    ("Any plan with more than 20 benches must also contain at least 10 swings.", "if_then",
     {"if": "benches > 20", "then": "swings >= 10"}),
    ("At least 10 swings must accompany the benches if more than 20 of them are made.", "if_then",
     {"if": "benches > 20", "then": "swings >= 10"}),
    ("Benches are made either not at all or in a quantity of at least 30.", "on_off",
     {"quantity": "benches", "least": "30"}),
    ("If she makes any benches, she must make at least 30.", "on_off",
     {"quantity": "benches", "least": "30"}),
    ("If any benches are made, there must be at least 30 of them.", "on_off",
     {"quantity": "benches", "least": "30"}),
    ("If benches are made at all, then no fewer than 30.", "on_off",
     {"quantity": "benches", "least": "30"}),
    ("Benches are only worth making if at least 30 are made.", "on_off",
     {"quantity": "benches", "least": "30"}),
    ("It makes no sense to make fewer than 30 benches: either at least 30 are made or none.", "on_off",
     {"quantity": "benches", "least": "30"}),
    ("Of benches, either none or at least 30 must be made.", "on_off",
     {"quantity": "benches", "least": "30"}),
    ("The number of benches must be zero or at least 30.", "on_off",
     {"quantity": "benches", "least": "30"}),
    ("The yard makes at least 30 benches or no benches at all.", "on_off",
     {"quantity": "benches", "least": "30"}),
    ("There are to be no benches or 30 or more of them.", "on_off",
     {"quantity": "benches", "least": "30"}),
    ("Benches come in a minimum batch of 30, if they are made.", "on_off",
     {"quantity": "benches", "least": "30"}),
    ("Benches need a minimum run of 30 if they are made at all.", "on_off",
     {"quantity": "benches", "least": "30"}),
    ("A batch of benches, if made, has to be of 30 benches or more.", "on_off",
     {"quantity": "benches", "least": "30"}),
    ("Bench production, if it is started, must be between 20 and 40.", "on_off",
     {"quantity": "benches", "least": "20", "most": "40"}),
    ("Either no slides are made, or between 10 and 25 of them.", "on_off",
     {"quantity": "slides", "least": "10", "most": "25"}),
    ("Slides may be left out altogether, but if they are made, at least 15 are needed.", "on_off",
     {"quantity": "slides", "least": "15"}),
    ("No slides need be made; if they are, there must be at least 15.", "on_off",
     {"quantity": "slides", "least": "15"}),
    ("No more than two of these products may be made.", "k_of_n",
     {"conditions": ["benches >= 1", "swings >= 1", "slides >= 1"], "at_most": "2"}),
    ("At least two different products must be made.", "k_of_n",
     {"conditions": ["benches >= 1", "swings >= 1", "slides >= 1"], "at_least": "2"}),
    ("The yard can make only two of the three products.", "k_of_n",
     {"conditions": ["benches >= 1", "swings >= 1", "slides >= 1"], "at_most": "2"}),
    ("It wants to make exactly two of the three articles.", "k_of_n",
     {"conditions": ["benches >= 1", "swings >= 1", "slides >= 1"], "exactly": "2"}),
    ("At most two kinds of product are to be made.", "k_of_n",
     {"conditions": ["benches >= 1", "swings >= 1", "slides >= 1"], "at_most": "2"}),
    ("Not all three products can be made.", "k_of_n",
     {"conditions": ["benches >= 1", "swings >= 1", "slides >= 1"], "at_most": "2"}),
    ("To keep things simple, they will make no more than two types of furniture.", "k_of_n",
     {"conditions": ["benches >= 1", "swings >= 1", "slides >= 1"], "at_most": "2"}),
    ("Two of the three at most can be on the programme.", "k_of_n",
     {"conditions": ["benches >= 1", "swings >= 1", "slides >= 1"], "at_most": "2"}),
    ("The catalogue has room for two products only.", "k_of_n",
     {"conditions": ["benches >= 1", "swings >= 1", "slides >= 1"], "at_most": "2"}),
    ("Benches and slides must not both be made.", "k_of_n",
     {"conditions": ["benches >= 1", "slides >= 1"], "at_most": "1"}),
    ("They cannot make benches and slides in the same month.", "k_of_n",
     {"conditions": ["benches >= 1", "slides >= 1"], "at_most": "1"}),
    ("Benches and slides share a jig, so only one of the two can be made.", "k_of_n",
     {"conditions": ["benches >= 1", "slides >= 1"], "at_most": "1"}),
    ("If slides are made, benches cannot be.", "if_then",
     {"if": "slides >= 1", "then": "benches == 0"}),
    ("Benches or slides can be made, but not both.", "k_of_n",
     {"conditions": ["benches >= 1", "slides >= 1"], "at_most": "1"}),
    ("Swings are made in boxes of 6.", "lot_size",
     {"quantity": "swings", "size": "6"}),
    ("Swings can only be made in multiples of 6.", "lot_size",
     {"quantity": "swings", "size": "6"}),
    ("Swings come off the line in batches of 6 only.", "lot_size",
     {"quantity": "swings", "size": "6"}),
    ("The number of swings must be a multiple of 6.", "lot_size",
     {"quantity": "swings", "size": "6"}),
    ("Swings are sold by the dozen.", "lot_size",
     {"quantity": "swings", "size": "12"}),
    ("Swings leave the yard in full crates of 6.", "lot_size",
     {"quantity": "swings", "size": "6"}),
    ("Swings are packed six to a box, and only full boxes are shipped.", "lot_size",
     {"quantity": "swings", "size": "6"}),
    ("Only full cartons of 6 swings can be shipped.", "lot_size",
     {"quantity": "swings", "size": "6"}),
    ("Either at least 30 benches have to be made, or at most 10 slides.", "either_or",
     {"options": ["benches >= 30", "slides <= 10"]}),
    ("There must be at least 30 benches or at least 20 slides (or both).", "either_or",
     {"options": ["benches >= 30", "slides >= 20"]}),
    ("The contract asks for 30 benches or more, or else 20 slides or more.", "either_or",
     {"options": ["benches >= 30", "slides >= 20"]}),
    ("The buyer accepts either 30 benches or more, or 20 slides or more.", "either_or",
     {"options": ["benches >= 30", "slides >= 20"]}),
    ("Benches and swings must together be at least 40, or slides at least 20.", "either_or",
     {"options": ["benches + swings >= 40", "slides >= 20"]}),
    ("Whoever makes more than 20 benches has to make at least 10 swings.", "if_then",
     {"if": "benches > 20", "then": "swings >= 10"}),
    ("From 20 benches on, at least 10 swings are required.", "if_then",
     {"if": "benches >= 20", "then": "swings >= 10"}),
    ("Beyond 20 benches, the yard must add at least 10 swings.", "if_then",
     {"if": "benches > 20", "then": "swings >= 10"}),
    ("The contract says: if 15 or more slides are made, then at least 25 swings have to be made.", "if_then",
     {"if": "slides >= 15", "then": "swings >= 25"}),
    ("At least 10 swings must be made whenever the number of benches is above 20.", "if_then",
     {"if": "benches > 20", "then": "swings >= 10"}),
    ("Only if at least 10 swings are made may more than 20 benches be made.", "if_then",
     {"if": "benches > 20", "then": "swings >= 10"}),
    ("If the number of slides is below 10, then no more than 18 benches can be made.", "if_then",
     {"if": "slides < 10", "then": "benches <= 18"}),
    ("No more than 18 benches may be made if fewer than 10 slides are.", "if_then",
     {"if": "slides < 10", "then": "benches <= 18"}),
    ("For technical reasons a bench run comprises 30 benches or more; making none is fine.", "on_off",
     {"quantity": "benches", "least": "30"}),
    ("The number of slides is either 0 or at least 12 and at most 40.", "on_off",
     {"quantity": "slides", "least": "12", "most": "40"}),
    ("She wants to make no slides or at least 12.", "on_off",
     {"quantity": "slides", "least": "12"}),
    ("Less than 30 benches is not worth the trouble, so it will be none or at least 30.", "on_off",
     {"quantity": "benches", "least": "30"}),
    ("If swings are made, their number must lie between 10 and 50.", "on_off",
     {"quantity": "swings", "least": "10", "most": "50"}),
    ("At most one of benches and slides can be made.", "k_of_n",
     {"conditions": ["benches >= 1", "slides >= 1"], "at_most": "1"}),
    ("If swings are made then slides must not be made.", "if_then",
     {"if": "swings >= 1", "then": "slides == 0"}),
    ("The yard will make benches or slides, never both.", "k_of_n",
     {"conditions": ["benches >= 1", "slides >= 1"], "at_most": "1"}),
    ("Slides are sold in pairs only.", "lot_size",
     {"quantity": "slides", "size": "2"}),
    ("Swings go out in full pallets of 10.", "lot_size",
     {"quantity": "swings", "size": "10"}),
    ("Swings can be made in batches of 10 only.", "lot_size",
     {"quantity": "swings", "size": "10"}),
    ("Slides must be ordered in multiples of four.", "lot_size",
     {"quantity": "slides", "size": "4"}),
    ("Swings are boxed in sixes.", "lot_size",
     {"quantity": "swings", "size": "6"}),
    ("At least 30 benches or at least 40 swings must be made; both is also possible.", "either_or",
     {"options": ["benches >= 30", "swings >= 40"]}),
    ("Either the benches number at least 30 or the swings number at least 40.", "either_or",
     {"options": ["benches >= 30", "swings >= 40"]}),
    ("The union insists that at least 30 benches be made or that no slides be made.", "either_or",
     {"options": ["benches >= 30", "slides == 0"]}),
    ("Exactly one of the three products will be dropped.", "k_of_n",
     {"conditions": ["benches == 0", "slides == 0", "swings == 0"], "exactly": "1"}),
    ("One product at most may be left out.", "k_of_n",
     {"conditions": ["benches == 0", "slides == 0", "swings == 0"], "at_most": "1"}),
)  # fmt: skip


def _plain(slots: dict[str, object]) -> dict[str, object]:
    """The slots with the conditions of a count in order, and without the name of a switch."""
    found = {name: value for name, value in slots.items() if name != "on"}
    if isinstance(conditions := found.get("conditions"), list):
        found["conditions"] = sorted(conditions)
    return found


@pytest.mark.parametrize(("sentence", "template", "slots"), CONDITIONS, ids=[one[0] for one in CONDITIONS])
def test_a_condition(sentence: str, template: str, slots: dict[str, object]) -> None:
    reading = read(sentence)
    found = [(c.template, _plain(dict(c.slots))) for c in reading.formulation.constraints]
    assert (template, _plain(slots)) in found
    rest = [one[1].get("rule") for one in found if one[0] == "linear"]
    assert set(rest) == KNOWN, "nothing of the condition may be left as a plain limit"
    assert reading.confident, reading.reasons


CHARGES = (
    ("Setting up for benches costs $300 once.",
     "60*benches + 15*swings + 25*slides - 300*use_benches"),
    ("If any benches are made, a jig for $300 has to be bought.",
     "60*benches + 15*swings + 25*slides - 300*use_benches"),
    ("Making benches requires a one-time setup of $300.",
     "60*benches + 15*swings + 25*slides - 300*use_benches"),
    ("There is a fixed cost of $300 for making any benches at all.",
     "60*benches + 15*swings + 25*slides - 300*use_benches"),
    ("A set-up fee of $300 is charged if benches are made.",
     "60*benches + 15*swings + 25*slides - 300*use_benches"),
    ("To make benches, the yard must first rent a press for $300.",
     "60*benches + 15*swings + 25*slides - 300*use_benches"),
    ("Benches can only be made with a press, whose rent is $300.",
     "60*benches + 15*swings + 25*slides - 300*use_benches"),
    ("Before any benches can be made, a press must be rented for $300.",
     "60*benches + 15*swings + 25*slides - 300*use_benches"),
    ("Starting bench production costs $300, no matter how many benches are made.",
     "60*benches + 15*swings + 25*slides - 300*use_benches"),
    ("Benches need a licence, which costs $300.",
     "60*benches + 15*swings + 25*slides - 300*use_benches"),
    ("If benches are made, $300 must be paid for a mould.",
     "60*benches + 15*swings + 25*slides - 300*use_benches"),
    ("The fixed costs are $300 for benches, $80 for swings and $100 for slides, each paid only if the product is made.",
     "60*benches + 15*swings + 25*slides - 300*use_benches - 80*use_swings - 100*use_slides"),
    ("Setup costs of $300, $80 and $100 are incurred if benches, swings and slides, respectively, are made.",
     "60*benches + 15*swings + 25*slides - 300*use_benches - 80*use_swings - 100*use_slides"),
    ("If more than 20 benches are made, a second carpenter must be hired for $250.",
     "60*benches + 15*swings + 25*slides - 250*second_carpenter"),
    ("A mould is needed for slides; it costs $300.",
     "60*benches + 15*swings + 25*slides - 300*use_slides"),
    ("Before benches can be made, tools for $300 have to be bought.",
     "60*benches + 15*swings + 25*slides - 300*use_benches"),
    ("Making any slides at all entails a fixed expense of $300.",
     "60*benches + 15*swings + 25*slides - 300*use_slides"),
    ("Whenever benches are made, the yard pays $300 for a permit.",
     "60*benches + 15*swings + 25*slides - 300*use_benches"),
    ("A start-up cost of $100 is incurred for each product that is made.",
     "60*benches + 15*swings + 25*slides - 100*use_benches - 100*use_swings - 100*use_slides"),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "objective"), CHARGES, ids=[one[0] for one in CHARGES])
def test_a_charge(sentence: str, objective: str) -> None:
    reading = read(sentence)
    assert reading.formulation.objective.value == objective
    assert reading.confident, reading.reasons


PREPARING = (
    "Setting up for slides takes 12 hours, once.",
    "If slides are made, 12 hours are lost on cleaning.",
)


@pytest.mark.parametrize("sentence", PREPARING)
def test_hours_that_are_lost_once(sentence: str) -> None:
    reading = read(sentence)
    rules = [str(c.slots.get("rule")) for c in reading.formulation.constraints]
    assert "4*benches + swings + 2*slides + 12*use_slides <= 200" in rules
    assert reading.confident, reading.reasons


def test_an_extra_that_is_not_to_be_had() -> None:
    reading = read(
        "If more than 20 benches are built, the old crane has to be switched on, which costs $90. This week the crane "
        "is broken and cannot be switched on."
    )
    rules = [(c.template, dict(c.slots)) for c in reading.formulation.constraints]
    assert ("if_then", {"if": "benches > 20", "then": "old_crane == 1"}) in rules
    assert ("linear", {"rule": "old_crane == 0", "role": "bound"}) in rules
    assert str(reading.formulation.objective.value).endswith("- 90*old_crane")


def test_a_demand_on_an_extra_that_is_not_understood_is_reported() -> None:
    reading = read(
        "If more than 20 benches are built, a crane has to be hired, which costs $90. The crane must be driven by Ann."
    )
    assert not reading.confident
