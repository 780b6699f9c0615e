"""What is shown of a problem: its text cut into marked stretches, its parts, and every text as text."""

from __future__ import annotations

import html

import pytest

from nl2milp import templates
from nl2milp.app import workspace as w
from nl2milp.app.differing import as_html, changes_between
from nl2milp.app.escaping import plain, safe
from nl2milp.app.families import FAMILIES, family_of
from nl2milp.app.linked_text import as_data
from nl2milp.app.outcome import sentence
from nl2milp.app.understanding import understanding
from nl2milp.app.workspace import Workspace
from nl2milp.formulation import Formulation
from nl2milp.result import Result, ResultStatus

HOSTILE = ["<script>alert(1)</script>", "$x^2$", "a|b", "`rm`", "**b**", "[l](javascript:alert(1))", ":material/home:",
           ":red[x]", "\\", "'\"&", "# h", "x" * 10_000, "<img src=x onerror=alert(1)>"]  # fmt: skip
TEXT = (
    "A theatre sells stalls and balcony seats. A stalls seat earns $40 and a balcony seat earns $25. There are at most "
    "300 seats in total. The number of stalls seats is twice the number of balcony seats. Maximize the takings."
)


def found() -> Workspace:
    return w.read(w.described(Workspace(), TEXT, (), "offline"))


def test_the_stretches_are_the_text_and_its_statements_have_their_colour() -> None:
    workspace = found()
    shown = understanding(workspace)
    assert "".join(one.text for one in shown.stretches) == TEXT
    total = next(one for one in workspace.stated.constraints if "300" in str(one.slots))
    at = [one for one in shown.stretches if f"constraint:{total.name}" in one.parts]
    assert "".join(one.text for one in at) == "There are at most 300 seats in total"
    assert {one.family for one in at} == {"limit"}
    number = next(one for one in at if one.text == "300")
    assert [place.part for place in shown.numbers[number.number].places] == [f"constraint:{total.name}"]
    ratio = next(one for one in shown.stretches if one.text == "twice")
    assert ratio.family == "relation"


def test_each_part_says_what_it_says_with_its_numbers_named() -> None:
    shown = understanding(found())
    parts = {one.id: one for one in shown.parts}
    [(_, aim)] = parts["objective"].lines
    assert "".join(piece.text for piece in aim) == "40 stalls seats + 25 balcony seats"
    assert [piece.figure for piece in aim if piece.figure] == ["objective#1", "objective#2"]
    assert [one.id.partition(":")[0] for one in shown.parts][:3] == ["variable", "variable", "objective"]


@pytest.mark.parametrize("template", templates.names())
def test_parts_of_every_template_are_shown(template: str) -> None:
    problem = templates.get(template).problem
    workspace = Workspace(problem.text, formulation=Formulation.model_validate(problem.formulation))
    shown = understanding(workspace)
    assert "".join(one.text for one in shown.stretches) == problem.text
    data = as_data(shown, "objective")
    known = {(part["id"], piece["g"]) for part in data["parts"] for _, line in part["lines"] for piece in line}
    rules = [one for one in data["parts"] if one["id"].startswith("constraint:")]
    assert all(one["lines"] for one in rules)
    for one in workspace.stated.constraints:
        for number in shown.numbers:
            for place in number.places:
                # what a number of the text points to is on the card, but for factors of one and long tables
                if place.part == f"constraint:{one.name}" and not place.figure.startswith("1 "):
                    assert (place.part, place.figure) in known


def test_families_differ_for_what_differs() -> None:
    assert {family_of(one).key for one in templates.names()} == {"limit", "logic", "relation", "structure"}
    assert len({one.light for one in FAMILIES.values()}) == len(FAMILIES)


@pytest.mark.parametrize("text", HOSTILE)
def test_no_character_of_a_text_is_markup(text: str) -> None:
    assert html.unescape(safe(text)) == text
    assert not set("<>\"'") & set(safe(text))
    escaped = plain(text)
    # every mark is escaped, and a colon is followed by something that ends the name of an icon
    assert escaped.replace("\u2060", "").replace("\\", "") == " ".join(text.split()).replace("\\", "")
    for place, character in enumerate(escaped):
        if character in "*_`$[]<>#|~!&":
            assert escaped[place - 1] == "\\"
        if character == ":":
            assert escaped[place + 1] == "\u2060"


@pytest.mark.parametrize("text", HOSTILE)
def test_names_are_text_in_sentences_and_differences(text: str) -> None:
    one = Formulation.model_validate({"variables": [{"symbol": "x", "label": text}]})
    shown = sentence(Result(ResultStatus.OPTIMAL, 3.0, variables={text: 3}), one)
    assert safe(text) in shown
    assert shown.replace("<b>", "").replace("</b>", "").count("<") == 0
    other = Formulation.model_validate({"variables": [{"symbol": "x", "label": text + "!"}]})
    changes = as_html(changes_between(one, other))
    assert "<script" not in changes
    assert "<img" not in changes


def test_the_plan_as_a_sentence() -> None:
    formulation = Formulation.model_validate({
        "variables": [{"symbol": "vans", "kind": "integer", "label": "vans"},
                      {"symbol": "depot", "kind": "binary", "label": "the depot"}],
        "objective": {"sense": "minimize", "value": "3*vans", "quote": "at the lowest cost"},
    })  # fmt: skip
    result = Result(ResultStatus.OPTIMAL, 1234.5, variables={"vans": 3, "the depot": 1})
    assert sentence(result, formulation) == "Choose <b>3</b> vans, with <b>the depot</b>; the cost is <b>1,234.5</b>."
    nothing = Result(ResultStatus.OPTIMAL, 0.0, variables={"vans": 0, "the depot": 0})
    assert sentence(nothing, formulation).startswith("Choose nothing")
