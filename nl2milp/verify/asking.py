"""Which open points to ask about: those where another answer would change the result."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from nl2milp.compile.compiler import Compiled, compile_formulation
from nl2milp.errors import Nl2milpError
from nl2milp.formulation import Formulation, Kind
from nl2milp.optimise import feasible_values, optimise
from nl2milp.readers.base import Outcome, Question
from nl2milp.solvers import Options, Solution, Status
from nl2milp.verify.ambiguity import open_questions

__all__ = ["questions_that_matter"]

SECONDS = 0.5
"""For all readings of one problem together; word problems take a hundredth of it."""

_MOST_COLUMNS = 2_000
_RELATIVE = 1e-6


def questions_that_matter(
    compiled: Compiled,
    solution: Solution,
    asked: Sequence[Question] = (),
    settled: Sequence[Question] = (),
    tables: Mapping[str, Any] | None = None,
    seconds: float = SECONDS,
) -> tuple[Question, ...]:
    """Questions whose answers give different results, each choice with the result that it leads to.

    Parameters
    ----------
    compiled : Compiled
        The formulation as it was read.
    solution : Solution
        Its answer.
    asked : sequence of Question
        What the reader would ask. Those without two choices are kept as they are.
    settled : sequence of Question
        What the author has answered: not asked again.
    tables : mapping, optional
        Attached tables.
    seconds : float
        A budget; readings that it does not reach are not asked about.

    Returns
    -------
    tuple of Question
        The reader's own first. The first choice is what was taken.
    """
    if solution.status not in (Status.OPTIMAL, Status.INFEASIBLE, Status.UNBOUNDED):
        return tuple(asked)
    known = Outcome(solution.status.value, solution.objective)
    deadline = time.perf_counter() + seconds
    found: list[Question] = []
    known_points = [*settled, *(question for question in asked if len(question.choices) > 1)]
    for question in asked:
        if len(question.choices) < 2:
            found.append(question)
            continue
        matters = _judged(question, known, tables, deadline)
        if matters is not None:
            found.append(matters)
    if compiled.model.num_columns > _MOST_COLUMNS:
        return tuple(found)
    for question in open_questions(compiled.formulation, _fractional(compiled, solution)):
        if _spent(deadline):
            break
        if any(question.is_about_the_same(point) for point in known_points):
            continue
        matters = _judged(question, known, tables, deadline)
        if matters is not None:
            found.append(matters)
    return tuple(found)


def _spent(deadline: float) -> bool:
    return time.perf_counter() > deadline


def _judged(question: Question, known: Outcome, tables: Mapping[str, Any] | None, deadline: float) -> Question | None:
    """The question with what each choice leads to; None where all lead to the same."""
    first, *rest = question.choices
    outcomes = [_outcome(choice.formulation, tables, deadline) for choice in rest]
    if all(outcome is not None and _is_same(outcome, known) for outcome in outcomes):
        return None
    choices = [replace(choice, outcome=outcome) for choice, outcome in zip(rest, outcomes, strict=True)]
    return replace(question, choices=(replace(first, outcome=known), *choices))


def _outcome(formulation: Formulation, tables: Mapping[str, Any] | None, deadline: float) -> Outcome | None:
    """What a reading leads to; None where it cannot be built, or the time is up."""
    left = deadline - time.perf_counter()
    if left <= 0:
        return None
    from nl2milp.solvers.highs import largest_value

    try:
        compiled = compile_formulation(formulation, tables or {}, largest_value, feasible_values)
        solution = optimise(compiled, options=Options(time_limit=left))
    except Nl2milpError:
        return None
    return (
        None if solution.status in (Status.LIMIT, Status.ERROR) else Outcome(solution.status.value, solution.objective)
    )


def _is_same(one: Outcome, other: Outcome) -> bool:
    if one.status != other.status:
        return False
    if one.objective is None or other.objective is None:
        return one.objective is other.objective
    return abs(one.objective - other.objective) <= _RELATIVE * max(1.0, abs(one.objective), abs(other.objective))


def _fractional(compiled: Compiled, solution: Solution) -> frozenset[str]:
    """Continuous variables that are not whole in the answer."""
    if solution.values is None:
        return frozenset()
    broken = np.abs(solution.values - np.round(solution.values)) > 1e-6
    continuous = {one.symbol for one in compiled.formulation.variables if one.kind is Kind.CONTINUOUS}
    return frozenset(
        block.name
        for block in compiled.model.columns
        if block.name in continuous and broken[block.start : block.stop].any()
    )
