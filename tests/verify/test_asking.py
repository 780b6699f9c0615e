"""Questions about what a text leaves open, asked only where the answer decides."""

from __future__ import annotations

from typing import Any

import pytest

import nl2milp
from nl2milp.formulation import Formulation
from nl2milp.readers.base import Choice, Question, Reading
from nl2milp.verify.ambiguity import open_questions


def formulation(*constraints: dict[str, Any], kind: str = "integer", **more: Any) -> Formulation:
    return Formulation.model_validate(
        {
            "variables": [
                {"symbol": "lamps", "kind": kind, "label": "lamps", **more},
                {"symbol": "vases", "kind": kind, "label": "vases", **more},
            ],
            "objective": {"sense": "maximize", "value": "12*lamps + 15*vases"},
            "constraints": [
                {"name": f"c{place}", "slots": {"rule": one["rule"], "role": one.get("role")}, "quote": one["quote"]}
                for place, one in enumerate(constraints)
            ],
        }
    )


LABOUR = {"rule": "30*lamps + 45*vases <= 2400", "quote": "40 hours of labour are available"}


def asked(*constraints: dict[str, Any], **more: Any) -> list[tuple[str, list[tuple[str, str, float | None]]]]:
    result = nl2milp.solve(Reading(formulation(*constraints, **more), "test"))
    return [
        (
            question.text,
            [
                (choice.label, choice.outcome.status, choice.outcome.objective)
                for choice in question.choices
                if choice.outcome is not None
            ],
        )
        for question in result.questions
    ]


def test_together_or_each() -> None:
    total = {"rule": "lamps + vases <= 50", "quote": "At most 50 lamps and vases can be sold"}
    ((text, choices),) = asked(LABOUR, total)
    assert "together, or about each" in text
    assert choices == [("together", "optimal", 750.0), ("each", "optimal", 900.0)]


@pytest.mark.parametrize(
    "quote",
    [
        "At most 50 lamps and vases can be sold in total",
        "A shelf holds no more than 50 lamps or vases, and we carry at most 50",
        "At most 50 pieces can be sold",  # does not name them
        "There are 50 lamps and vases",  # limits nothing
    ],
)
def test_together_where_it_is_said_or_does_not_matter(quote: str) -> None:
    assert asked(LABOUR, {"rule": "lamps + vases <= 50", "quote": quote}) == []


def test_not_asked_where_the_answer_is_the_same() -> None:
    """Labour allows 53 vases or 80 lamps: 200 decide nothing, in either reading."""
    assert asked(LABOUR, {"rule": "lamps + vases <= 200", "quote": "At most 200 lamps and vases can be sold"}) == []


def test_each_or_together() -> None:
    quote = "At most 30 lamps and vases can be sold"
    ((text, choices),) = asked(LABOUR, {"rule": "lamps <= 30", "quote": quote}, {"rule": "vases <= 30", "quote": quote})
    assert "about each of them, or about all together" in text
    assert [label for label, _, _ in choices] == ["each", "together"]
    assert choices[1][2] == 450.0
    for clear in ("At most 30 of each can be sold", "Either must stay at 30 or below: at most 30"):
        pair = {"rule": "lamps <= 30", "quote": clear}, {"rule": "vases <= 30", "quote": clear}
        assert asked(LABOUR, *pair) == []


@pytest.mark.parametrize(
    ("rule", "quote", "expected"),
    [
        ("lamps >= 10", "More than 10 lamps must be made", "lamps > 10"),
        ("lamps <= 1000", "Fewer than 1,000 lamps can be made", "lamps < 1000"),
        ("2*lamps + vases >= 7", "Points must be over 7", "2 * lamps + vases > 7"),
        ("lamps > 10", "More than ten lamps must be made", "lamps >= 10"),
        ("lamps < 1000", "Fewer than 1,000 lamps can be made", "lamps <= 1000"),
    ],
)
def test_strict_or_loose(rule: str, quote: str, expected: str) -> None:
    ((question),) = open_questions(formulation({"rule": rule, "quote": quote}))
    assert question.choices[1].formulation.constraints[0].slots["rule"] == expected


@pytest.mark.parametrize(
    ("rule", "quote"),
    [
        ("lamps <= 10", "No more than 10 lamps may be made"),
        ("lamps <= 10", "The number of lamps must not be more than 10"),
        ("lamps >= 10", "At least 10 lamps, over this coming week"),
        ("0.5*lamps >= 10", "More than 10 litres"),  # the next larger number is not known
        ("lamps >= vases + 10", "More than 10"),
    ],
)
def test_not_strict(rule: str, quote: str) -> None:
    assert list(open_questions(formulation({"rule": rule, "quote": quote}))) == []


def test_strictness_of_amounts_is_not_asked() -> None:
    assert list(open_questions(formulation({"rule": "lamps >= 10", "quote": "More than 10"}, kind="continuous"))) == []


def test_exactly_or_a_limit() -> None:
    twice = {"rule": "vases == 2*lamps", "quote": "There must be twice as many vases as lamps", "role": "ratio"}
    ((_, choices),) = asked(LABOUR, twice)
    assert [label for label, _, _ in choices] == ["exactly", "at most", "at least"]
    assert len({value for _, _, value in choices}) > 1
    exact = {**twice, "quote": "There must be exactly twice as many vases as lamps"}
    assert asked(LABOUR, exact) == []


def test_whole_or_divisible() -> None:
    limit = {"rule": "2*lamps + 3*vases <= 7.5", "quote": "7.5 kg are at hand"}
    ((text, choices),) = asked(limit, unit="kg")
    assert "fractions" in text
    assert [label for label, _, _ in choices] == ["whole numbers", "fractions as well"]
    ((text, choices),) = asked(limit, kind="continuous")
    assert [label for label, _, _ in choices] == ["fractions as well", "whole numbers"]
    assert asked(limit) == []  # lamps and vases are counted
    assert asked(limit, kind="continuous", unit="kg") == []


def test_the_readers_own_questions_come_first_and_only_where_they_matter() -> None:
    base = formulation(LABOUR)
    same = formulation({**LABOUR, "rule": "2400 >= 30*lamps + 45*vases"})
    other = formulation({**LABOUR, "rule": "30*lamps + 45*vases <= 1200"})
    questions = (
        Question("Matters?", None, (Choice("long", base), Choice("short", other))),
        Question("Matters not?", None, (Choice("one way", base), Choice("the other", same))),
        Question("Only its author knows.", None),
    )
    result = nl2milp.solve(Reading(base, "test", questions=questions))
    assert [question.text for question in result.questions] == ["Matters?", "Only its author knows."]
    assert nl2milp.solve(Reading(base, "test", questions=questions), ask=False).questions == questions


def test_outcomes_are_shown_and_in_json() -> None:
    total = {"rule": "lamps + vases <= 50", "quote": "At most 50 lamps and vases can be sold"}
    result = nl2milp.solve(Reading(formulation(LABOUR, total), "test"))
    assert "2. each (objective 900)" in str(result)
    (question,) = result.to_dict()["questions"]
    assert question["outcomes"][1] == {"status": "optimal", "objective": 900.0}
