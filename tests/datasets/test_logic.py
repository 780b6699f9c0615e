"""The logic problems: their form, and their answers found twice, by brute force and through the formulation."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

import nl2milp.datasets
from nl2milp import templates
from nl2milp.compile.compiler import compile_formulation
from nl2milp.formulation import Formulation
from nl2milp.solvers.base import Status
from nl2milp.solvers.highs import HighsSolver, largest_value
from tests.datasets.brute_force_logic import CASES

FILE = Path(nl2milp.datasets.__file__).with_name("logic.jsonl")
ROWS: list[dict[str, Any]] = [json.loads(line) for line in FILE.read_text(encoding="utf-8").splitlines()]
FIELDS = ["id", "title", "domain", "style", "family", "text", "answer", "templates", "formulation"]
STYLES = {"bullet list", "e-mail", "first person", "report", "textbook"}
FAMILIES = {
    "selection", "implication", "exclusion", "all_or_none", "iff", "k_of_n", "either_or", "threshold", "nested",
    "fixed_charge_logic", "assignment_logic", "covering",
}  # fmt: skip
NO_SOLUTION = "No Best Solution"

SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')]*\s+(?=[\"“‘'(]?[A-Z0-9£$€])|\n+")
"""Sentences end at a mark before white space and a capital or digit, and at the end of a line."""

each_row = pytest.mark.parametrize("row", ROWS, ids=[row["id"] for row in ROWS])


def sentences(text: str) -> list[str]:
    found, start = [], 0
    for end in SENTENCE_END.finditer(text):
        found.append(text[start : end.start()])
        start = end.end()
    return [*found, text[start:]]


def words(text: str) -> set[str]:
    return set(re.findall(r"[\w'-]+", text.lower()))


def test_ids_count_up_and_texts_and_titles_are_unique() -> None:
    assert [row["id"] for row in ROWS] == [f"logic-{number:03}" for number in range(1, len(ROWS) + 1)]
    assert len({row["text"] for row in ROWS}) == len({row["title"] for row in ROWS}) == len(ROWS)


def test_every_family_and_style_occurs_often_enough_to_measure() -> None:
    assert set(Counter(row["family"] for row in ROWS)) <= FAMILIES
    assert set(Counter(row["style"] for row in ROWS)) <= STYLES


def test_every_problem_has_a_brute_force_and_the_other_way_round() -> None:
    assert set(CASES) == {row["id"] for row in ROWS}


@each_row
def test_row_is_complete(row: dict[str, Any]) -> None:
    formulation = Formulation.model_validate(row["formulation"])
    assert list(row) == FIELDS
    assert row["answer"] == NO_SOLUTION or isinstance(row["answer"], int | float)
    assert row["templates"] == list(dict.fromkeys(one.template for one in formulation.constraints))
    labels = [one.label or "" for one in formulation.variables]
    assert len(set(labels)) == len(labels)
    assert all(words(label) and words(label) <= words(row["text"]) for label in labels)


@each_row
def test_statements_are_quoted_from_the_sentences_they_name(row: dict[str, Any]) -> None:
    formulation = Formulation.model_validate(row["formulation"])
    numbered = {f"S{number}": sentence for number, sentence in enumerate(sentences(row["text"]), start=1)}
    for statement in (formulation.objective, *formulation.constraints):
        assert statement.quote
        assert statement.quote in row["text"]
        assert set(statement.sentences) <= set(numbered)
        assert any(statement.quote in numbered[one] for one in statement.sentences)


@each_row
def test_brute_force_gives_the_answer(row: dict[str, Any]) -> None:
    found = CASES[row["id"]]()
    assert (NO_SOLUTION if found is None else found) == (
        row["answer"] if found is None else pytest.approx(row["answer"], rel=1e-6)
    )


@each_row
def test_formulation_gives_the_answer(row: dict[str, Any]) -> None:
    formulation = Formulation.model_validate(row["formulation"])
    missing = {one.template for one in formulation.constraints} - set(templates.names())
    if missing:
        pytest.skip(f"no template {', '.join(sorted(missing))} yet")
    solution = HighsSolver().solve(compile_formulation(formulation, relax=largest_value).model)
    if row["answer"] == NO_SOLUTION:
        assert solution.status is Status.INFEASIBLE
    else:
        assert solution.status is Status.OPTIMAL
        assert solution.objective == pytest.approx(row["answer"], rel=1e-6)
