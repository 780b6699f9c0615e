"""A finished reading against its text: each way of misreading is seen, and what is right is let pass."""

from __future__ import annotations

from typing import Any

import pytest

from nl2milp.formulation import Formulation
from nl2milp.readers.base import Reading
from nl2milp.readers.offline.audit import CHECKS, audit
from nl2milp.readers.offline.audit_usage import USAGE_CHECKS


def reading(text: str, kind: str, objective: str, *constraints: dict[str, Any], sense: str = "maximize") -> Reading:
    """Of `ash`, `birch`, `cedar`; quotes and the last sentence give the places."""
    last = text.rstrip(".?").rfind(". ") + 2
    parts = []
    for place, one in enumerate(constraints):
        quote = one.pop("quote")
        start = text.index(quote)
        span = {"start": start, "end": start + len(quote)}
        parts.append({"name": f"c{place}", "quote": quote, "span": span, **one})
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": name, "kind": kind, "label": name} for name in ("ash", "birch", "cedar")],
            "objective": {"sense": sense, "value": objective, "span": {"start": last, "end": len(text)}},
            "constraints": parts,
        }
    )
    return Reading(formulation, "offline")


def doubts(text: str, kind: str, objective: str, *constraints: dict[str, Any], **more: Any) -> list[str]:
    return [reason for reason, _ in audit(text, reading(text, kind, objective, *constraints, **more), OF_PARTS)]


OF_PARTS = [check for check in CHECKS if check not in USAGE_CHECKS]
"""The models here are parts: they have not all numbers of their text."""

AIM = " Maximize the profit."


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("If any ash is cut, at least 30 logs of it must be.", "ash >= 30"),
        ("Either 20 logs of ash or 30 logs of birch have to be cut.", "ash >= 20"),
        ("Birch is cut only if 10 logs of ash are.", "ash >= 10"),
        ("Unless 10 logs of ash are cut, no birch may be.", "ash >= 10"),
    ],
)
def test_a_condition_that_became_a_plain_limit(said: str, rule: str) -> None:
    (reason,) = doubts(said + AIM, "integer", "3*ash + 2*birch", {"slots": {"rule": rule}, "quote": said})
    assert "there is a condition in this" in reason
    assert said in reason


@pytest.mark.parametrize(
    "said",
    [
        "Logs go to the mill by either river or rail.",
        "A guard is there at all times, and 30 logs of ash are wanted.",
        "At least 30 logs of ash are wanted.",
    ],
)
def test_what_only_sounds_like_a_condition(said: str) -> None:
    assert doubts(said + AIM, "integer", "3*ash + 2*birch", {"slots": {"rule": "ash >= 30"}, "quote": said}) == []


def test_that_things_are_taken_whole_is_no_condition() -> None:
    text = "Each tree is felled or not felled at all. Maximize the profit."
    assert doubts(text, "binary", "3*ash + 2*birch + 4*cedar") == []
    assert doubts(text, "integer", "3*ash + 2*birch + 4*cedar") != []


def test_logic_that_follows_from_other_logic() -> None:
    text = "At most one of each is felled: ash, birch and cedar. Ash and birch exclude each other." + AIM
    one_of_all = {"conditions": ["ash == 1", "birch == 1", "cedar == 1"], "at_most": 1}
    not_both = {"conditions": ["ash == 1", "birch == 1"], "at_most": 1}
    found = doubts(
        text, "binary", "3*ash + 2*birch + 4*cedar",
        {"template": "k_of_n", "slots": one_of_all, "quote": "At most one of each is felled: ash, birch and cedar."},
        {"template": "k_of_n", "slots": not_both, "quote": "Ash and birch exclude each other."},
    )  # fmt: skip
    assert found == ["'c1' already follows from 'c0': 'Ash and birch exclude each other.'"]


def test_logic_said_twice_is_let_pass() -> None:
    text = "Ash needs birch. So ash is never felled without birch. Cedar needs birch too." + AIM
    needs = {"if": "ash == 1", "then": "birch == 1"}
    again = {"condition": "not (ash == 1 and birch == 0)"}
    found = doubts(
        text, "binary", "3*ash + 2*birch + 4*cedar",
        {"template": "if_then", "slots": needs, "quote": "Ash needs birch."},
        {"template": "logic", "slots": again, "quote": "So ash is never felled"},
        {"template": "if_then", "slots": {"if": "cedar == 1", "then": "birch == 1"}, "quote": "Cedar needs birch too."},
    )  # fmt: skip
    assert found == []


def test_a_rule_that_is_always_true() -> None:
    text = "Ash or birch or neither." + AIM
    rule = {"condition": "ash + birch >= 0"}
    (reason,) = doubts(text, "binary", "3*ash + 2*birch", {"template": "logic", "slots": rule, "quote": text[:24]})
    assert reason.startswith("'c0' demands nothing")


def test_things_that_a_sentence_of_logic_names_and_its_rule_does_not() -> None:
    text = "Of ash, birch and cedar, exactly one is felled." + AIM
    rule = {"conditions": ["ash == 1", "birch == 1"], "exactly": 1}
    said = text.partition(" Max")[0]
    (reason,) = doubts(text, "binary", "3*ash + 2*birch", {"template": "k_of_n", "slots": rule, "quote": said})
    assert "of cedar" in reason


@pytest.mark.parametrize(
    ("aim", "sense", "objective", "word"),
    [
        ("How low can the cost be kept?", "maximize", "3*ash + 2*birch", "whether to maximize or to minimize"),
        ("What is the highest profit?", "minimize", "3*ash + 2*birch", "whether to maximize or to minimize"),
        ("Make the profit as high as possible.", "maximize", "ash + birch", "only counts things"),
        ("Make the profit as high as possible.", "maximize", "0.5*ash + 28000*birch", "out of all proportion"),
        (
            "How many thousand dollars of profit are possible?",
            "maximize",
            "3000*ash + 2000*birch",
            "counts single ones",
        ),
    ],
)
def test_the_aim(aim: str, sense: str, objective: str, word: str) -> None:
    (reason,) = doubts(f"Trees are felled. {aim}", "integer", objective, sense=sense)
    assert word in reason


@pytest.mark.parametrize(
    ("aim", "sense", "objective"),
    [
        ("How low can the cost be kept?", "minimize", "3*ash + 2*birch"),
        ("What is the highest profit at the lowest risk?", "minimize", "3*ash + 2*birch"),
        ("Fell as many trees as possible.", "maximize", "ash + birch"),
        ("How many thousand dollars of profit are possible?", "maximize", "3*ash + 2*birch"),
        ("Maximize the profit.", "maximize", "40*ash + 9000*birch"),
    ],
)
def test_an_aim_that_is_right(aim: str, sense: str, objective: str) -> None:
    assert doubts(f"Trees are felled. {aim}", "integer", objective, sense=sense) == []


def test_fractions() -> None:
    assert doubts("Loads may be fractional." + AIM, "integer", "3*ash")
    for said in ("Loads may be fractional.", "There are no fractional loads."):
        kind = "continuous" if said.startswith("Loads") else "integer"
        assert doubts(said + AIM, kind, "3*ash") == []


def test_a_sum_that_must_be_many_times_what_it_may_be() -> None:
    text = "At least 4,000 needles are wanted. There is time for 70 trees." + AIM
    low = {"slots": {"rule": "80*ash + 50*birch >= 4000"}, "quote": "At least 4,000 needles are wanted."}
    high = {"slots": {"rule": "80*ash + 50*birch <= 70"}, "quote": "There is time for 70 trees."}
    (reason,) = doubts(text, "integer", "3*ash", dict(low), dict(high))
    assert "at least 4,000 and at most 70" in reason
    # a plain contradiction is for the diagnosis to explain
    high["slots"] = {"rule": "80*ash + 50*birch <= 3500"}
    assert doubts(text, "integer", "3*ash", dict(low), dict(high)) == []


LINEAR = "3*ash + 2*birch"


@pytest.mark.parametrize(
    ("said", "rule", "is_doubted"),
    [
        ("At least 20 logs of ash are booked.", "ash <= 20", True),
        ("20 or more logs of ash are booked.", "ash - birch == 20", True),
        ("No more than 20 logs of ash can be sold.", "ash >= 20", True),
        ("At least 20 logs of ash are booked.", "ash >= 20", False),
        ("Ash cannot be less than 20 logs.", "ash >= 20", False),
        ("Ash may not exceed 20 logs.", "ash <= 20", False),
        ("At least 20 logs and at most 30 of ash are booked.", "ash <= 30", False),
        ("There are 20 logs of ash.", "ash <= 20", False),
    ],
)
def test_the_way_of_a_limit(said: str, rule: str, is_doubted: bool) -> None:
    found = doubts(said + AIM, "integer", LINEAR, {"slots": {"rule": rule}, "quote": said})
    assert [("which way" in reason) for reason in found] == [True] * is_doubted


def test_shares() -> None:
    said = "At least 25% of all the trees have to be ash."
    some = {"slots": {"rule": "ash >= 0.25*birch", "role": "share"}, "quote": said}
    everyone = {"slots": {"rule": "ash >= 0.25*(ash + birch + cedar)", "role": "share"}, "quote": said}
    amount = {"slots": {"rule": "ash >= 0.25", "role": "bound"}, "quote": said}
    assert "of some only" in doubts(said + AIM, "integer", LINEAR, some)[0]
    assert "taken for an amount" in doubts(said + AIM, "integer", LINEAR, amount)[0]
    assert doubts(said + AIM, "integer", LINEAR, everyone) == []


def test_so_many_statements() -> None:
    said = "Of the two following statements exactly one holds: ash and birch are felled; cedar is."
    flat = {"conditions": ["ash == 1", "birch == 1", "cedar == 1"], "exactly": 1}
    nested = {"conditions": ["ash == 1 and birch == 1", "cedar == 1"], "exactly": 1}
    (reason,) = doubts(said + AIM, "binary", LINEAR, {"template": "k_of_n", "slots": flat, "quote": said})
    assert "speaks of 2 things, and 3 are counted" in reason
    assert doubts(said + AIM, "binary", LINEAR, {"template": "k_of_n", "slots": nested, "quote": said}) == []


def test_so_many_into_each() -> None:
    text = "There are 120 planks, three of oak for each birch."
    flat = {"slots": {"rule": "ash + birch <= 120"}, "quote": "120 planks"}
    assert (
        "'three of oak for each' is not in the model" in doubts(text + AIM, "integer", "5*ash + 2*birch", dict(flat))[0]
    )
    flat["slots"] = {"rule": "ash + 3*birch <= 120"}
    assert doubts(text + AIM, "integer", "5*ash + 2*birch", dict(flat)) == []


def test_what_is_to_be_taken_off() -> None:
    text = "Felling ash means renting a saw for $90. What profit remains after paying the rent?"
    assert "nothing is taken off" in doubts(text, "integer", "3*ash + 2*birch")[0]
    assert doubts(text, "integer", "3*ash + 2*birch - 90*cedar") == []
    text = "Cedar lowers the profit by 16. Maximize the profit."
    assert "taken off is added" in doubts(text, "integer", "3*ash + 16*cedar")[0].replace("takes off", "taken off")


def test_a_cost_that_is_negative() -> None:
    text = "A bonus of $60 is due for cedar. Keep the costs as low as possible."
    assert "gives nothing back" in doubts(text, "integer", "3*ash - 60*cedar", sense="minimize")[0]
    assert doubts(text.replace("is due", "is refunded"), "integer", "3*ash - 60*cedar", sense="minimize") == []


def test_limits_that_became_minima() -> None:
    text = "The lorry can carry 20 tons." + AIM
    low = {"slots": {"rule": "4*ash + 5*birch + 6*cedar >= 20"}, "quote": "can carry 20 tons"}
    high = {"slots": {"rule": "4*ash + 5*birch + 6*cedar <= 20"}, "quote": "can carry 20 tons"}
    assert "taking everything" in doubts(text, "binary", "3*ash + 2*birch + 4*cedar", low)[0]
    assert doubts(text, "binary", "3*ash + 2*birch + 4*cedar", high) == []


@pytest.mark.parametrize(
    ("said", "constraint", "word"),
    [
        ("Ash and birch together can be 28 at most.",
         {"slots": {"rule": "ash + birch + cedar <= 28", "role": "total"}}, "names some only"),
        ("Ash can be 45 logs at most, birch 50.", {"slots": {"rule": "50*birch <= 45"}}, "less than one of birch"),
        ("If any ash is cut, 30 must be, and the same applies to birch with 50.",
         {"template": "if_then", "slots": {"if": "ash >= 1", "then": "ash >= 30 and birch >= 50"}}, "things apart"),
        ("Ash clashes with birch, so not both, and it cannot be combined with cedar.",
         {"template": "k_of_n", "slots": {"conditions": ["ash >= 1", "birch >= 1", "cedar >= 1"], "at_most": 2}},
         "exclude each other"),
        ("1,000 loads are wanted, at least 300 of them by birch.", {"slots": {"rule": "birch >= 300"}}, "counts"),
        ("There are 100 hours.", {"slots": {"rule": "3*ash + 2*birch <= 6000"}}, "was converted"),
        ("More than 8 logs of ash requires an assistant.", {"slots": {"rule": "ash >= 8"}}, "condition in this"),
        ("If ash is cut, no birch may be and cedar must be.", {"slots": {"rule": "cedar >= 1"}}, "condition in this"),
    ],
)  # fmt: skip
def test_more_ways_of_misreading(said: str, constraint: dict[str, Any], word: str) -> None:
    found = doubts(said + AIM, "integer", LINEAR, {**constraint, "quote": said})
    assert any(word in reason for reason in found), found


@pytest.mark.parametrize(
    ("said", "constraint"),
    [
        ("Ash, birch and cedar together can be 28 at most.",
         {"slots": {"rule": "ash + birch + cedar <= 28", "role": "total"}}),
        ("Trees can be 28 at most.", {"slots": {"rule": "ash + birch + cedar <= 28", "role": "total"}}),
        ("Ash takes 5 of 45 hours.", {"slots": {"rule": "5*ash <= 45"}}),
        ("There are 2 hours, which is 120 minutes.", {"slots": {"rule": "30*ash + 20*birch <= 120"}}),
    ],
)  # fmt: skip
def test_what_is_right_is_let_pass(said: str, constraint: dict[str, Any]) -> None:
    assert doubts(said + AIM, "integer", LINEAR, {**constraint, "quote": said}) == []


@pytest.mark.parametrize(
    ("said", "rule", "role", "is_doubted"),
    [
        ("Ash must differ from twice birch by at least 20 logs.", "ash == 2*birch", "ratio", True),
        ("Ash must be exactly twice birch.", "ash == 2*birch", "ratio", False),
        ("The rating goes from 0 to 1.", "2*ash + 3*birch >= 0", "requirement", True),
        ("The difference may be 0 or more.", "ash - birch >= 0", "difference", False),
        ("There are 900 hours, with every 2 used on ash.", "ash <= 2", "bound", True),
        ("Every week at most 2 logs of ash are cut.", "ash <= 2", "bound", False),
    ],
)
def test_rows_beside_their_words(said: str, rule: str, role: str, is_doubted: bool) -> None:
    found = doubts(said + AIM, "integer", LINEAR, {"slots": {"rule": rule, "role": role}, "quote": said})
    assert bool(found) == is_doubted, found


def test_bounds_in_a_row_that_limit_different_ways() -> None:
    said = "The ceilings are 30 logs of ash, 20 logs of birch and 15 logs of cedar."
    up, low = {"slots": {"rule": "ash <= 30"}}, {"slots": {"rule": "birch >= 20"}}
    parts = {"quote": "30 logs of ash"}, {"quote": "20 logs of birch"}
    assert any("which way" in one for one in doubts(said + AIM, "integer", LINEAR, up | parts[0], low | parts[1]))
    low = {"slots": {"rule": "birch <= 20"}}
    assert doubts(said + AIM, "integer", LINEAR, up | parts[0], low | parts[1]) == []
