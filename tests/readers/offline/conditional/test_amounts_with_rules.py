"""Thresholds, fees, lots and ways with limits of their own, as different people word them."""

from __future__ import annotations

import pytest

from nl2milp.readers.base import Problem, Reading
from nl2milp.readers.offline.conditional.ledger import with_units
from nl2milp.readers.offline.quantities import find_quantities
from nl2milp.readers.offline.reader import OfflineReader
from nl2milp.readers.offline.tokens import tokenize

GOODS = (
    "A boatyard builds canoes, kayaks and rafts. Profit is $120 per canoe, $300 per kayak and $200 per raft. A canoe "
    "takes 2 days, a kayak 5 days and a raft 3 days, and 300 days are available. {} How many of each should be built "
    "to maximize profit?"
)
WAYS = (
    "A boatyard builds canoes and kayaks. Profit is $120 per canoe and $300 per kayak. A canoe takes 2 days and a "
    "kayak 5 days. {} How many of each should be built to maximize profit?"
)
SELLERS = (
    "A brewery buys hops from three growers, Dorn, Egli and Frey. Dorn charges $210 per kilogram, Egli $190 per "
    "kilogram and Frey $225 per kilogram. The brewery needs at least 90 kilograms, and parts of a kilogram can be "
    "bought. {} What is the lowest cost?"
)
DAYS = "2*canoes + 5*kayaks + 3*rafts <= 300"


def read(story: str, sentence: str) -> Reading:
    return OfflineReader().read(Problem(story.format(sentence)))


THRESHOLDS = (
    ("With more than 20 kayaks, at least 10 rafts are needed.", "kayaks > 20", "rafts >= 10"),
    ("Above 20 kayaks, no more than 10 rafts can be built.", "kayaks > 20", "rafts <= 10"),
    ("When more than 20 kayaks are built, only 10 rafts can be built.", "kayaks > 20", "rafts <= 10"),
    ("As soon as the number of kayaks is 20 or higher, the buyer demands that at least 10 rafts be built; with 19 or "
     "fewer, there is no such demand.", "kayaks >= 20", "rafts >= 10"),
    ("If kayaks and rafts together come to more than 20, at least 10 canoes must be built.", "kayaks + rafts > 20",
     "canoes >= 10"),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "premise", "conclusion"), THRESHOLDS, ids=[one[0][:60] for one in THRESHOLDS])
def test_a_threshold(sentence: str, premise: str, conclusion: str) -> None:
    reading = read(GOODS, sentence)
    found = [(c.template, c.slots) for c in reading.formulation.constraints if c.template != "linear"]
    assert found == [("if_then", {"if": premise, "then": conclusion})]
    assert [str(c.slots["rule"]) for c in reading.formulation.constraints if c.template == "linear"] == [DAYS]
    assert reading.confident, reading.reasons


def test_a_fee_beyond_a_threshold() -> None:
    reading = read(GOODS, "Beyond 20 kayaks a permit for $400 is required.")
    assert reading.formulation.objective.value == "120*canoes + 300*kayaks + 200*rafts - 400*permit"
    assert reading.confident


FEES = (
    "Dorn bills a joining charge of $400.",
    "Dorn charges a joining fee of $400 if anything is bought.",
    "Dorn bills $400 for registration.",
    "Dorn wants $400 up front before he sells anything.",
)


@pytest.mark.parametrize("sentence", FEES)
def test_a_fee_by_its_name(sentence: str) -> None:
    reading = read(SELLERS, sentence)
    assert reading.formulation.objective.value == "210*dorn + 190*egli + 225*frey + 400*use_dorn"
    assert reading.confident, reading.reasons


LOTS = (
    ("Kayaks are shipped by the half-dozen.", "6"),
    ("Kayaks are baled in hundreds.", "100"),
    ("Because of the mould, kayaks are cast 12 at a time.", "12"),
    ("The mould casts 12 kayaks at a time.", "12"),
    ("A crate holds 12 kayaks, and only full crates are shipped.", "12"),
    ("Kayaks are delivered on pallets that take 12 each, and every pallet must be full.", "12"),
    ("The number of kayaks must be divisible by 12.", "12"),
)


@pytest.mark.parametrize(("sentence", "size"), LOTS)
def test_lots(sentence: str, size: str) -> None:
    reading = read(GOODS, sentence)
    found = [(c.template, c.slots) for c in reading.formulation.constraints if c.template != "linear"]
    assert found == [("lot_size", {"quantity": "kayaks", "size": size})]
    assert reading.confident, reading.reasons


EITHER = (
    ("One of two conditions must be met: at least 30 kayaks are built, or at least 40 rafts are built.",
     ["kayaks >= 30", "rafts >= 40"]),
    ("The buyer gives a choice: either no more than 30 kayaks are built, or at least 40 rafts are built. One of these "
     "two demands must be respected.", ["kayaks <= 30", "rafts >= 40"]),
    ("Canoes and kayaks together must come to 50 or more, or else rafts to 40 or more.",
     ["canoes + kayaks >= 50", "rafts >= 40"]),
)  # fmt: skip


@pytest.mark.parametrize(("sentence", "options"), EITHER, ids=[one[0][:60] for one in EITHER])
def test_one_limit_or_another(sentence: str, options: list[str]) -> None:
    reading = read(GOODS, sentence)
    found = [(c.template, c.slots) for c in reading.formulation.constraints if c.template != "linear"]
    assert found == [("either_or", {"options": options})]
    assert reading.confident, reading.reasons


CHOICES = (
    "The yard uses either oak or pine, not both. With oak 300 days are available and no more than 90 canoes can be "
    "built; with pine 250 days are available and no more than 60 kayaks can be built.",
    "The owner calls either the crew or the train gang, and only that one. The crew works up to 300 days and builds up "
    "to 90 canoes; the gang works up to 250 days and builds up to 60 kayaks.",
)


@pytest.mark.parametrize("sentence", CHOICES)
def test_ways_told_apart_by_words_of_their_own(sentence: str) -> None:
    reading = read(WAYS, sentence)
    found = [(c.template, c.slots) for c in reading.formulation.constraints]
    days = "2*canoes + 5*kayaks"
    options = [f"{days} <= 300 and canoes <= 90", f"{days} <= 250 and kayaks <= 60"]
    # the looser of the two holds in any case, and keeps the amounts finite
    assert found == [("either_or", {"options": options}), ("linear", {"rule": f"{days} <= 300", "role": "bound"})]
    assert reading.confident, reading.reasons


def test_people_helped_are_counted_by_what_each_thing_helps() -> None:
    text = (
        "A charity packs parcels and stoves. A parcel weighs 2 kg and a stove 20 kg, and the van lifts 900 kg. At "
        "least 10 stoves must go. A parcel warms one person and a stove warms five. What is the largest number of "
        "people warmed?"
    )
    assert OfflineReader().read(Problem(text)).formulation.objective.value == "parcels + 5*stoves"


def test_a_contract_that_only_explains_is_no_condition() -> None:
    reading = read(SELLERS, "At least 20 kilograms must come from Egli, with whom there is a contract.")
    assert {str(c.slots.get("rule")) for c in reading.formulation.constraints} == {
        "dorn + egli + frey >= 90",
        "egli >= 20",
    }
    assert reading.confident, reading.reasons


def test_what_may_total_a_number_is_limited_by_it() -> None:
    sentence = "Residues of 4, 7 and 1 grams per kilogram respectively may total 380 grams."
    rules = {str(c.slots.get("rule")) for c in read(SELLERS, sentence).formulation.constraints}
    assert "4*dorn + 7*egli + frey <= 380" in rules


def test_a_limit_before_a_colon_is_no_part_of_the_alternative() -> None:
    sentence = (
        "The agent takes no more than 60 boats in all, and wants a focus: at least 25 kayaks or at least 30 rafts."
    )
    found = [(c.template, c.slots) for c in read(GOODS, sentence).formulation.constraints]
    assert ("either_or", {"options": ["kayaks >= 25", "rafts >= 30"]}) in found
    assert "canoes + kayaks + rafts <= 60" in [slots.get("rule") for _, slots in found]


def test_a_joint_limit_is_on_those_named_before() -> None:
    sentence = "The kayaks and the rafts share a slip, so that their joint number mustn't go beyond 35."
    rules = [c.slots.get("rule") for c in read(GOODS, sentence).formulation.constraints]
    assert rules == [DAYS, "kayaks + rafts <= 35"]


def test_a_unit_is_not_taken_over_from_another_sentence() -> None:
    tokens = tokenize("The mill needs 150 kg. Losses of 4 and 7 minutes occur.")
    assert [quantity.unit for quantity in with_units(tokens, find_quantities(tokens))] == ["kilogram", "", "minute"]


def test_a_refusal_beside_a_price() -> None:
    text = (
        "A dyer needs at least 90 kilograms of wool and can order from two herders. The herder in Visp asks $310 a "
        "kilogram and delivers nothing below 25 kilograms. The herder in Brig asks $295 a kilogram and delivers "
        "nothing below 40 kilograms. What is the lowest cost?"
    )
    found = [c.slots for c in OfflineReader().read(Problem(text)).formulation.constraints if c.template == "on_off"]
    assert [(slots["quantity"], slots["least"]) for slots in found] == [("visp", "25"), ("brig", "40")]
