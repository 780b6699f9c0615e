"""Other readings of single statements that have a solution: to be asked about before anything is repaired."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nl2milp.compile.compiler import Compiled, compile_formulation
from nl2milp.diagnose.compiling import feasibility_part, probe_for
from nl2milp.diagnose.phrases import quoted
from nl2milp.diagnose.probes import Budget, Outcome
from nl2milp.errors import FormulationError
from nl2milp.formulation import Formulation, Span
from nl2milp.readers.base import Question, Reading
from nl2milp.solvers.highs import largest_value
from nl2milp.verify.ambiguity import divisible, loosened, open_questions, says_exactly

__all__ = ["Misreading", "find_misreadings", "is_choice"]


@dataclass(frozen=True)
class Misreading:
    """A reading that has a solution.

    Attributes
    ----------
    text : str
        One sentence.
    formulation : Formulation
        The whole formulation in this reading.
    is_asked : bool
        Whether the reader itself had asked.
    span : Span or None
        Where in the text.
    """

    text: str
    formulation: Formulation
    is_asked: bool = False
    span: Span | None = None


def find_misreadings(
    compiled: Compiled, members: Iterable[int], reading: Reading | None, budget: Budget
) -> tuple[Misreading, ...]:
    """Readings with a solution: the reader's own open questions first, then looser ones of the conflicting statements.

    Parameters
    ----------
    compiled : Compiled
        The formulation that has none.
    members : iterable of int
        Statements that are in every core.
    reading : Reading, optional
        With its questions.
    budget : Budget
        For all of them.
    """
    places = list(members)
    candidates = [*_asked(reading), *_left_open(compiled, places, reading), *_looser(compiled, places)]
    return tuple(one for one in candidates if _is_feasible(one.formulation, compiled.scope.attached, budget))


def _asked(reading: Reading | None) -> Iterator[Misreading]:
    for question in reading.questions if reading is not None else ():
        yield from _answered(question, True)


def _answered(question: Question, is_asked: bool) -> Iterator[Misreading]:
    for choice in question.choices[1:]:
        text = f"If the answer to “{question.text}” is “{choice.label}”, there is a solution."
        yield Misreading(text, choice.formulation, is_asked, question.span)


def _left_open(compiled: Compiled, members: Sequence[int], reading: Reading | None) -> Iterator[Misreading]:
    """What the words of the conflicting statements leave open, and the reader did not ask: each or together, ..."""
    spans = {compiled.formulation.constraints[place].span for place in members}
    known = reading.questions if reading is not None else ()
    for question in open_questions(compiled.formulation):
        is_known = any(question.is_about_the_same(one) for one in known)
        if question.span is not None and question.span in spans and not is_known:
            yield from _answered(question, False)


def _looser(compiled: Compiled, members: Iterable[int]) -> Iterator[Misreading]:
    """'Exactly' as at most or at least, and amounts that may be fractions."""
    formulation = compiled.formulation
    for place in members:
        constraint = formulation.constraints[place]
        if constraint.template != "linear":
            continue
        if is_choice(compiled, place) or says_exactly(constraint):
            continue
        for word, other in loosened(formulation, place):
            text = f"If {quoted(constraint)} means {word}, not exactly, there is a solution."
            yield Misreading(text, other, False, constraint.span)
    broken = divisible(formulation)
    if broken is not None:
        text = "If fractions are allowed where whole numbers were assumed, there is a solution."
        yield Misreading(text, broken)


def is_choice(compiled: Compiled, place: int) -> bool:
    """Whether a statement settles one yes-or-no decision: there is no amount in it to be read otherwise."""
    model = compiled.model
    rows = np.flatnonzero(model.row_constraint == place)
    part = model.matrix[rows]
    columns = part.indices
    binary = model.is_integer[columns] & (model.column_lower[columns] >= 0) & (model.column_upper[columns] <= 1)
    return bool(len(rows) and (np.diff(part.indptr) == 1).all() and binary.all())


def _is_feasible(formulation: Formulation, tables: Mapping[str, Any], budget: Budget) -> bool:
    if budget.is_spent:
        return False
    try:
        probe, _ = probe_for(compile_formulation(feasibility_part(formulation), tables, largest_value), tables)
    except FormulationError:
        return False
    return probe.check(range(len(probe.system.members)), budget).outcome is Outcome.FEASIBLE
