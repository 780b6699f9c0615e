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
    assert names(with_spoken_names(reading(*rows))) == ["planks", "planks (2)", "planks (3)"]


def test_logic_and_the_choices_of_questions() -> None:
    found = with_spoken_names(
        reading(
            {"name": "if_then", "template": "if_then", "slots": {"if": "a >= 1", "then": "b >= 2"}},
            {"name": "on_off", "template": "on_off", "slots": {"quantity": "a", "least": 3}},
            {"name": "logic", "template": "logic", "slots": {"condition": "a >= 1 or b >= 1"}},
        )
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
    found = names(with_spoken_names(reading(*rows)))
    assert len(set(found)) == len(odd)
    assert all(0 < len(one) < 60 for one in found)
