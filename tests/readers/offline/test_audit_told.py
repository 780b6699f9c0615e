"""Readings that leave numbers over, limit other things than the words name, or aim at something else are doubted."""

from __future__ import annotations

import pytest

from nl2milp.formulation import Formulation
from nl2milp.readers.base import Problem, Reading
from nl2milp.readers.offline import OfflineReader
from nl2milp.readers.offline.audit import audit

TEXT = (
    "A sawmill cuts oak beams and pine boards. An oak beam takes 3 hours of drying and earns $40; a pine board takes "
    "2 hours and earns $25. There are 90 hours of drying. "
)
AIM = "What is the largest profit?"


def doubts(said: str, *rules: tuple[str, str, str], aim: str = AIM, objective: str = "40*oak + 25*pine",
           sense: str = "maximize", labels: tuple[str, str] = ("oak beams", "pine boards")) -> list[str]:  # fmt: skip
    """Of a model of oak and pine with rules as (rule, role, quote), beside the limit of drying."""
    text = f"{TEXT}{said}{aim}"
    told = [("3*oak + 2*pine <= 90", "resource limit", "There are 90 hours of drying"), *rules]
    constraints = []
    for place, (rule, role, quote) in enumerate(told):
        start = text.index(quote)
        span = {"start": start, "end": start + len(quote)}
        slots = {"rule": rule, "role": role}
        constraints.append({"name": f"c{place}", "slots": slots, "quote": quote, "span": span})
    start = text.index(aim)
    formulation = Formulation.model_validate(
        {
            "variables": [
                {"symbol": symbol, "kind": "integer", "label": label}
                for symbol, label in zip(("oak", "pine"), labels, strict=True)
            ],
            "objective": {"sense": sense, "value": objective, "span": {"start": start, "end": len(text)}},
            "constraints": constraints,
        }
    )
    return [reason for reason, _ in audit(text, Reading(formulation, "offline"))]


def test_a_right_reading_is_not_doubted() -> None:
    said = "At least 5 oak beams are ordered. The boards must not be more than twice the beams. "
    found = doubts(
        said,
        ("oak >= 5", "bound", "At least 5 oak beams are ordered"),
        ("pine <= 2*oak", "ratio", "The boards must not be more than twice the beams"),
    )
    assert not found


@pytest.mark.parametrize(
    "said",
    ["The shed holds 45 pieces. ", "The lorry takes seventy beams at the outside. ", "An oak beam weighs 80 kg. "],
)
def test_numbers_left_over(said: str) -> None:
    assert any("is not in the model" in reason for reason in doubts(said))


@pytest.mark.parametrize(
    "said",
    [
        "The three workers share the saw. ",
        "In 2023 the mill was enlarged. ",
        "The plan is for one 12 month season. ",
        "The mill has two saws. ",
        "Shed 40 is near gate 40, and shed 40 is dry. ",
    ],
)
def test_numbers_that_may_be_left_over(said: str) -> None:
    assert not any("is not in the model" in reason for reason in doubts(said))


def test_numbers_in_another_unit() -> None:
    said = "Sawing a beam takes 20 minutes and sawing a board 15 minutes; the saw runs for 12 hours. "
    row = ("20*oak + 15*pine <= 720", "resource limit", "the saw runs for 12 hours")
    assert not doubts(said, row)


def test_factors_from_nowhere() -> None:
    said = "With weights of 0.6 for oak and 0.4 for pine, the score must be at least 8. "
    assert any("not a number of the text" in reason for reason in doubts(
        said, ("1.6*oak + 1.4*pine >= 8", "requirement", "the score must be at least 8")))  # fmt: skip


@pytest.mark.parametrize(
    ("quote", "rule", "role"),
    [
        ("Oak beams must come to at least 4", "pine >= 4", "bound"),
        ("At least 4 oak beams are ordered", "pine + oak >= 4", "total"),
        ("No more than 35% of the pieces may be oak beams", "pine <= 0.35*(oak + pine)", "share"),
        ("Of the 70 pieces in the yard the heap of oak beams and pine boards is made", "oak <= 70", "bound"),
        ("The mill can sell 30 oak beams", "oak + pine <= 30", "total"),
        ("The oak forest can deliver 30 in a month", "oak + pine <= 30", "total"),
        ("The yard holds 30 pieces of wood altogether", "oak <= 30", "bound"),
    ],
)
def test_limits_of_something_else(quote: str, rule: str, role: str) -> None:
    assert doubts(f"{quote}. ", (rule, role, quote))


@pytest.mark.parametrize(
    ("quote", "rule", "role"),
    [
        ("Oak beams must come to at least 4", "oak >= 4", "bound"),
        ("Altogether no more than 30 oak beams and pine boards can be stacked", "oak + pine <= 30", "total"),
        ("There is room for 30 pieces", "oak + pine <= 30", "total"),
        ("No more than 35% of the pieces may be oak beams", "oak <= 0.35*(oak + pine)", "share"),
        ("At most 20 of each can be sold", "oak <= 20", "bound"),
    ],
)
def test_limits_of_what_is_named(quote: str, rule: str, role: str) -> None:
    assert not doubts(f"{quote}. ", (rule, role, quote))


@pytest.mark.parametrize(
    "said",
    ["Boards must not outnumber beams. ", "There must be no more oak than pine. ", "Oak may not exceed pine. "],
)
def test_comparisons_that_became_nothing(said: str) -> None:
    assert any("compares" in reason for reason in doubts(said))


def test_names_that_nothing_tells_apart() -> None:
    said = "Each long beam comes from the north, and long beams are dear. The yard holds all beams. "
    assert any("tells" in reason for reason in doubts(said, labels=("beams", "short beams")))
    assert not any("tells" in reason for reason in doubts("", labels=("oak", "bog oak")))


def test_aims_that_are_limited() -> None:
    aim = "What is the smallest total number of pieces?"
    text_rows = ("3*oak + 2*pine >= 90", "requirement", "There are 90 hours of drying")
    found = doubts("", text_rows, aim=aim, objective="3*oak + 2*pine", sense="minimize")
    assert any("cannot be the aim" in reason for reason in found)


def test_aims_that_count() -> None:
    assert any(
        "asks for a number" in reason for reason in doubts("", aim="Which plan gives the largest number of goods?")
    )


def test_differences_that_add_up() -> None:
    quote = "The difference between oak and pine must not exceed 6"
    assert any("difference" in reason for reason in doubts(f"{quote}. ", ("oak + pine <= 6", "total", quote)))
    assert not doubts(f"{quote}. ", ("oak - pine <= 6", "difference", quote))


def test_what_can_be_done_is_no_demand() -> None:
    quote = "the kiln can deliver 60 pieces"
    assert any("can be done" in reason for reason in doubts(f"{quote}. ", ("oak + pine >= 60", "total", quote)))


def test_things_left_out_of_a_list() -> None:
    said = "Next year oak, larch and pine will be cut. "
    assert any("'larch' is listed" in reason for reason in doubts(said))


def rules(text: str) -> list[str]:
    reading = OfflineReader().read(Problem(text))
    return [str(one.slots.get("rule")) for one in reading.formulation.constraints]


def test_half_of_another_decision() -> None:
    found = rules(
        "A widow has €60,000 to put into a harbour bond and a tea fund. The bond returns 3% a year and the fund 6%. "
        "The money in the tea fund may not exceed half of the money in the bond. "
        "How much should be invested in each to maximize the yearly return?"
    )
    assert "tea_fund <= 0.5*bond" in found or "tea_fund <= 0.5*harbour_bond" in found


def test_at_least_that_many() -> None:
    found = rules(
        "A smith makes gates and lamps. A gate takes 5 hours and brings $60, a lamp takes 2 hours and brings $22. "
        "There are 80 hours. The town has ordered 6 gates, so at least that many must be made, and the number of lamps "
        "may not exceed three times the number of gates. What is the largest income?"
    )
    assert "gates >= 6" in found
    assert "lamps <= 3*gates" in found
    assert not any("lamps" in rule and rule.startswith("gates >=") for rule in found)


def test_two_limits_in_one_list() -> None:
    found = rules(
        "A band hires drums, horns and flutes at 7, 9 and 4 dollars apiece. The march needs at least 30 instruments. "
        "The shop has only 8 horns and 15 drums, flutes being plentiful. There must be at least 5 horns. "
        "What is the lowest cost of hire?"
    )
    assert "drums <= 15" in found
    assert "horns <= 8" in found


def test_some_into_each() -> None:
    found = rules(
        "Of the $40,000 at his disposal a pilot puts some into bonds and some into shares. Bonds return 6% a year and "
        "shares 9%. At most $15,000 may go into shares. How much should be put into each to get the largest return?"
    )
    assert any(rule.endswith("<= 40000") and "+" in rule for rule in found)


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("which can be weighed out in any quantity", "continuous"),
        ("of which any amount can be mixed", "continuous"),
        ("which are sold in tins, and any quantity can be bought", "continuous"),
        ("which come in tins", "integer"),
    ],
)
def test_any_quantity(words: str, kind: str) -> None:
    text = (
        f"A painter mixes ochre and umber, {words}. A tin of ochre has 5 g of iron and costs $3, a tin of umber has "
        "8 g of iron and costs $4. At least 60 g of iron are needed. How many tins of each keep the cost lowest?"
    )
    assert {one.kind.value for one in OfflineReader().read(Problem(text)).formulation.variables} == {kind}


@pytest.mark.parametrize("scale", ["in thousand dollars", "in thousands of dollars"])
def test_answers_in_thousands(scale: str) -> None:
    reading = OfflineReader().read(Problem(
        "A yard builds ferries and barges. The profit is 90 thousand dollars per ferry and 60 thousand dollars per "
        "barge. A ferry takes 5 weeks and a barge takes 3 weeks; there are 46 weeks. At least 4 barges are ordered. "
        f"What is the maximum profit {scale}?"))  # fmt: skip
    assert str(reading.formulation.objective.value).endswith("/ 1000")
