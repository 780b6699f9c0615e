"""The logic problems: their form, and their answers found twice, by brute force and through the formulation."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import pytest

from nl2milp.formulation import Formulation
from tests.datasets.brute_force_logic import CASES
from tests.datasets.problems import FIELDS, NO_ANSWER, load, sentences, solve, within_a_box, without

ROWS = load("logic.jsonl")
STYLES = {"bullet list", "e-mail", "first person", "report", "textbook"}
FAMILIES = {
    "selection", "implication", "exclusion", "all_or_none", "iff", "k_of_n", "either_or", "threshold", "nested",
    "fixed_charge_logic", "assignment_logic", "covering",
}  # fmt: skip

each_row = pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)


def words(text: str) -> set[str]:
    return set(re.findall(r"[\w'-]+", text.lower()))


def answered(found: float | None) -> Any:
    return NO_ANSWER if found is None else pytest.approx(found, rel=1e-6)


def test_ids_count_up_and_texts_and_titles_are_unique() -> None:
    assert list(ROWS) == [f"logic-{number:03}" for number in range(1, len(ROWS) + 1)]
    assert len({row["text"] for row in ROWS.values()}) == len({row["title"] for row in ROWS.values()}) == len(ROWS)


def test_every_family_and_style_occurs_often_enough_to_compare() -> None:
    families, styles = (Counter(row[field] for row in ROWS.values()) for field in ("family", "style"))
    assert set(families) == FAMILIES
    assert set(styles) == STYLES
    assert min((families | styles).values()) >= 8


def test_every_problem_has_a_brute_force_and_the_other_way_round() -> None:
    assert set(CASES) == set(ROWS)


@each_row
def test_row_is_complete(row: dict[str, Any]) -> None:
    formulation = Formulation.model_validate(row["formulation"])
    labels = [one.label or "" for one in formulation.variables]
    assert set(row) == FIELDS
    assert row["templates"] == list(dict.fromkeys(one.template for one in formulation.constraints))
    assert len(set(labels)) == len(labels)
    assert all(words(label) and words(label) <= words(row["text"]) for label in labels)


@each_row
def test_statements_are_quoted_from_the_sentences_they_name(row: dict[str, Any]) -> None:
    """A statement names the sentence of its quote, and those that its numbers stand in."""
    formulation = Formulation.model_validate(row["formulation"])
    text, numbered = row["text"], sentences(row["text"])
    for statement in (formulation.objective, *formulation.constraints):
        assert statement.quote
        assert text.count(statement.quote) == 1
        assert set(statement.sentences) <= set(numbered)
        assert any(statement.quote in text[slice(*numbered[one])] for one in statement.sentences)


@each_row
def test_brute_force_gives_the_answer(row: dict[str, Any]) -> None:
    assert row["answer"] == answered(CASES[row["id"]]())


@each_row
def test_formulation_gives_the_answer(row: dict[str, Any]) -> None:
    assert row["answer"] == answered(solve(Formulation.model_validate(row["formulation"])))


@each_row
def test_leaving_out_some_logical_statement_changes_the_answer(row: dict[str, Any]) -> None:
    """A reader that overlooks the logic is not right by luck."""
    formulation = Formulation.model_validate(row["formulation"])
    logical = {one.quote or "" for one in formulation.constraints if one.template != "linear"}
    found = [answered(solve(within_a_box(without(formulation, [quote])))) for quote in sorted(logical)]
    assert not logical or any(row["answer"] != one for one in found)
