"""Each number of a text, and where it went."""

from __future__ import annotations

import pytest

from nl2milp.app.linking import linked_numbers
from nl2milp.formulation import Formulation, Span
from nl2milp.readers.base import Problem
from nl2milp.readers.offline import OfflineReader

TEXT = (
    "A joinery builds desks and bookcases. Each desk takes 3 hours of carpentry and 2 hours of finishing and earns a "
    "profit of $70, while each bookcase takes 4 hours of carpentry and 1 hour of finishing and earns a profit of $60. "
    "There are 240 hours of carpentry and 112 hours of finishing available each week. At least 15 bookcases must be "
    "built. How many desks and bookcases should the joinery build each week to maximize its profit?"
)


def placed(text: str, formulation: Formulation) -> dict[str, list[str]]:
    return {
        text[one.start : one.end] + ("?" if one.is_unused else ""): [place.part for place in one.places]
        for one in linked_numbers(text, formulation)
    }


def test_every_number_of_a_text_that_was_read_goes_to_its_statement() -> None:
    made = OfflineReader().read(Problem(TEXT)).formulation
    by_rule = {str(one.slots["rule"]): f"constraint:{one.name}" for one in made.constraints}
    carpentry, finishing = by_rule["3*desks + 4*bookcases <= 240"], by_rule["2*desks + bookcases <= 112"]
    assert placed(TEXT, made) == {
        "3": [carpentry], "2": [finishing], "$70": ["objective"], "4": [carpentry], "1": [finishing],
        "$60": ["objective"], "240": [carpentry], "112": [finishing], "15": [by_rule["bookcases >= 15"]],
    }  # fmt: skip


def made(rule: str, quote: str, text: str, **more: object) -> Formulation:
    start = text.index(quote)
    constraint = {"name": "rule", "slots": {"rule": rule}, "quote": quote,
                  "span": {"start": start, "end": start + len(quote)}}  # fmt: skip
    return Formulation.model_validate({
        "variables": [{"symbol": "vans", "kind": "integer"}, {"symbol": "cars", "kind": "integer"}],
        "constraints": [constraint], **more,
    })  # fmt: skip


@pytest.mark.parametrize(
    ("rule", "words", "number"),
    [
        ("vans >= 0.4*(vans + cars)", "at least 40% of all must be vans", "40%"),
        ("30*vans <= 1200", "the drivers work for 20 hours", "20 hours"),
        ("cars <= 12", "at most a dozen cars can be had", "a dozen"),
        ("cars >= 2*vans", "at least twice as many cars as vans are needed", "twice"),
        ("vans <= 46000", "at most 46,000 vans are built", "46,000"),
    ],
)
def test_numbers_that_were_converted_are_found(rule: str, words: str, number: str) -> None:
    text = f"A firm rents vans and cars; {words}."
    [found] = [one for one in linked_numbers(text, made(rule, words, text)) if one.places]
    assert text[found.start : found.end] in number
    assert {place.part for place in found.places} == {"constraint:rule"}


def test_a_number_that_went_nowhere_is_marked_and_labels_and_years_are_not() -> None:
    text = "In 2026, depot 3 has vans with 6 wheels; one of them is red. At most 30 vans can be bought."
    found = placed(text, made("vans <= 30", "At most 30 vans can be bought", text))
    assert found["6?"] == []
    assert found["2026"] == found["3"] == found["one"] == []
    assert found["30"] == ["constraint:rule"]


def test_equal_numbers_go_to_the_statements_that_they_stand_in() -> None:
    text = "At most 5 vans fit in the yard, and at least 5 cars are needed."
    data = {
        "variables": [{"symbol": "vans"}, {"symbol": "cars"}],
        "constraints": [
            {"name": "yard", "slots": {"rule": "vans <= 5"}, "span": Span(start=0, end=29)},
            {"name": "need", "slots": {"rule": "cars >= 5"}, "span": Span(start=35, end=62)},
        ],
    }
    first, second = linked_numbers(text, Formulation.model_validate(data))
    assert [place.part for place in first.places] == ["constraint:yard"]
    assert [place.part for place in second.places] == ["constraint:need"]


def test_cells_of_a_table_are_found_by_column_and_key() -> None:
    text = "Wheat brings 5 and needs 2 days; maize brings 2 and needs 5 days."
    data = {
        "tables": [{"keys": "c in crops", "set": "crops", "columns": ["brings", "days"],
                    "rows": [["wheat", 5, 2], ["maize", 2, 5]]}],
        "variables": [{"symbol": "area[c in crops]"}],
    }  # fmt: skip
    found = linked_numbers(text, Formulation.model_validate(data))
    assert [one.places[0].figure for one in found] == [
        "brings[wheat]", "days[wheat]", "brings[maize]", "days[maize]"]  # fmt: skip


def test_a_text_without_numbers_and_an_empty_formulation_are_no_trouble() -> None:
    assert linked_numbers("Nothing here.", Formulation()) == ()
    assert [one.is_unused for one in linked_numbers("At most 5 vans.", Formulation())] == [True]
