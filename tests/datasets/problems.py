"""Read a data set of problems, number a text's sentences, and solve a row by its formulation."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import nl2milp.datasets
from nl2milp.compile.compiler import compile_formulation
from nl2milp.errors import UnboundedTermError
from nl2milp.formulation import Formulation, Objective
from nl2milp.solvers.base import Status
from nl2milp.solvers.highs import HighsSolver, largest_value

HOME = Path(nl2milp.datasets.__file__).parent
FIELDS = {"id", "title", "domain", "style", "family", "text", "answer", "templates", "formulation"}
NO_ANSWER = "No Best Solution"

_END_OF_SENTENCE = re.compile(r"(?<=[.!?])[\"')]*\s+(?=[A-Z0-9\"'(£$€])")


def load(name: str) -> dict[str, dict[str, Any]]:
    """The rows of a file beside the loaders, by their ids."""
    rows = [json.loads(line) for line in (HOME / name).read_text(encoding="utf-8").splitlines()]
    found = {row["id"]: row for row in rows}
    assert len(found) == len(rows), "an id occurs twice"
    return found


def sentences(text: str) -> dict[str, tuple[int, int]]:
    """Where each sentence stands: every line that says something, divided after a full stop, `S1` first."""
    spans = []
    for line in re.finditer(r"[^\n]+", text):
        start = line.start()
        for end in _END_OF_SENTENCE.finditer(line.group()):
            if re.fullmatch(r"\d+\.", line.group()[: end.start()]):
                continue  # the number of an item in a list
            spans.append((start, line.start() + end.start()))
            start = line.start() + end.end()
        spans.append((start, line.end()))
    kept = (span for span in spans if re.search(r"\w", text[slice(*span)]))
    return {f"S{number}": span for number, span in enumerate(kept, start=1)}


def check_row(row: Mapping[str, Any]) -> None:
    """The row has the fields it should have, and its formulation quotes the text where it says it does."""
    assert set(row) - {"conflicts"} == FIELDS
    formulation = Formulation.model_validate(row["formulation"])
    assert row["templates"] == list(dict.fromkeys(one.template for one in formulation.constraints))
    assert all(one.label for one in formulation.variables)
    where = sentences(row["text"])
    for one in (*formulation.constraints, formulation.objective):
        assert set(one.sentences) <= set(where)
        if one.quote is not None:
            assert row["text"].count(one.quote) == 1, one.quote
            start = row["text"].index(one.quote)
            end = start + len(one.quote)
            assert one.sentences == tuple(name for name, (first, last) in where.items() if first < end and start < last)


def solve(formulation: Formulation, any_point: bool = False) -> float | None:
    """The optimum by way of the formulation, or 0 with `any_point`; None where it has no solution."""
    if any_point:
        formulation = formulation.model_copy(update={"objective": Objective()})
    try:
        compiled = compile_formulation(formulation, relax=largest_value)
    except UnboundedTermError:
        if not any_point:
            raise
        compiled = compile_formulation(within_a_box(formulation), relax=largest_value)
    solution = HighsSolver().solve(compiled.model)
    if solution.status is Status.INFEASIBLE:
        return None
    assert solution.status is Status.OPTIMAL, solution.detail
    assert solution.values is not None
    assert all(verdict.all() for verdict in compiled.holds(solution.values)), "a statement isn't true of the answer"
    return solution.objective


def within_a_box(formulation: Formulation) -> Formulation:
    """The formulation with limits far beyond its numbers where it states none, so that every big-M is finite."""
    variables = tuple(
        one if one.upper is not None else one.model_copy(update={"upper": "2000"}) for one in formulation.variables
    )
    return formulation.model_copy(update={"variables": variables})


def without(formulation: Formulation, quotes: Iterable[str]) -> Formulation:
    """The formulation without the constraints that stand under `quotes`."""
    gone = set(quotes)
    kept = tuple(one for one in formulation.constraints if one.quote not in gone)
    return formulation.model_copy(update={"constraints": kept})
