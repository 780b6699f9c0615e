"""Statements are named after what they speak of."""

from __future__ import annotations

import nl2milp
from nl2milp.analyse.numbers import changed
from nl2milp.formulation import Formulation
from nl2milp.readers.base import Choice, Question, Reading, Span, Statement
from nl2milp.readers.offline.statement_names import with_spoken_names

TEXT = (
    "A caterer prepares meat menus and vegetarian menus. Every meat menu requires 3 trays and every vegetarian menu "
    "requires 2 trays. Only 160 trays are on hand. At least 20 meat menus are booked. A meat menu costs $9 and a "
    "vegetarian menu costs $6, and at most $420 may be spent. A meat menu sells for $22 and a vegetarian menu for $18. "
    "How many of each should be prepared to maximize revenue?"
)


def reading(*constraints: dict[str, object]) -> Reading:
    formulation = Formulation.model_validate(
        {"variables": [{"symbol": "a", "label": "ash"}, {"symbol": "b", "label": "birch"}], "constraints": constraints}
    )
    statements = tuple(
        Statement(Span(start=place, end=place + 1), one.template, one.name)
        for place, one in enumerate(formulation.constraints)
    )
    choice = Choice("yes", formulation)
    return Reading(formulation, "offline", statements, (Question("?", None, (choice, choice)),))


def names(found: Reading) -> list[str]:
    return [one.name for one in found.formulation.constraints]


def test_a_whole_text() -> None:
    found = nl2milp.read(TEXT, reader="offline")
    assert names(found) == ["trays", "minimum of meat menus", "budget"]
    assert {one.part for one in found.statements} >= {"trays", "budget"}
    # and numbers can be changed under these names
    assert nl2milp.solve(changed(found.formulation, {"trays": 1000.0, "budget": 600.0})).objective == 1700  # 20 and 70


def test_the_same_name_twice_is_counted() -> None:
    rows = [
        {
            "name": f"r{place}",
            "slots": {"rule": f"a + b <= {side}", "role": "resource limit"},
            "quote": f"{side} planks",
        }
        for place, side in enumerate((5, 6, 7))
    ]
    assert names(with_spoken_names(reading(*rows), TEXT)) == ["planks", "planks (2)", "planks (3)"]


def test_logic_and_the_choices_of_questions() -> None:
    found = with_spoken_names(
        reading(
            {"name": "if_then", "template": "if_then", "slots": {"if": "a >= 1", "then": "b >= 2"}},
            {"name": "on_off", "template": "on_off", "slots": {"quantity": "a", "least": 3}},
            {"name": "logic", "template": "logic", "slots": {"condition": "a >= 1 or b >= 1"}},
        ),
        TEXT,
    )
    assert names(found) == ["if ash then birch", "any ash", "logic"]
    assert [one.part for one in found.statements] == names(found)
    assert [one.name for one in found.questions[0].choices[0].formulation.constraints] == names(found)


def test_odd_quotes() -> None:
    odd = ("x" * 10_000, "7 " + "y" * 10_000, "12", "of 3 of", "<script>5 <b>", "at most 1 0 2", "")
    rows = [
        {"name": f"row_{place}", "slots": {"rule": "a <= 1", "role": "resource limit"}, "quote": quote}
        for place, quote in enumerate(odd)
    ]
    found = names(with_spoken_names(reading(*rows), TEXT))
    assert len(set(found)) == len(odd)
    assert all(0 < len(one) < 60 for one in found)


def test_variables_are_called_by_the_plural_that_the_text_uses() -> None:
    found = nl2milp.read(
        "A bakery makes bread and cakes. A loaf needs 0.5 kg of flour, a cake needs 0.3 kg of flour. There are 60 kg "
        "of flour. At least 10 loaves must be made. A loaf sells for $3 and a cake for $12. How many of each should it "
        "make to maximize revenue?",
        reader="offline",
    )
    assert {one.label for one in found.formulation.variables} == {"loaves", "cakes"}
    assert "minimum of loaves" in names(found)


def test_a_decision_is_named_with_what_was_decided() -> None:
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": name, "kind": "binary", "label": name.title()} for name in ("lima", "quito")],
            "constraints": [
                {"name": "linear", "slots": {"rule": "lima == 1", "role": "fixed value"}, "quote": "promised Lima"},
                {"name": "linear_2", "slots": {"rule": "quito == 0", "role": "fixed value"}, "quote": "not Quito"},
            ],
        }
    )
    found = names(with_spoken_names(Reading(formulation, "offline"), "promised Lima, not Quito"))
    assert found == ["Lima: yes", "Quito: no"]


def test_the_head_of_a_label_is_what_is_counted() -> None:
    formulation = Formulation.model_validate({"variables": [{"symbol": "box", "kind": "integer", "label": "box of X"}]})
    text = "A box of X costs $3. At least 60 boxes of X are needed."
    assert with_spoken_names(Reading(formulation, "offline"), text).formulation.variables[0].label == "boxes of X"
