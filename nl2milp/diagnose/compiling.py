"""A probe that compiles what it is asked about: for models whose rows lean on one another.

The big-M of a conditional row, and the bounds of an auxiliary column, are
derived from all statements. Switching another statement's rows off leaves
them as they were, so that a part of such a model could be infeasible although
the statements it stands for are not. This probe leaves statements out of the
formulation and compiles again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from nl2milp.compile.compiler import Compiled, compile_formulation
from nl2milp.diagnose.farkas import prove
from nl2milp.diagnose.probes import Answer, Budget, Outcome, RowProbe
from nl2milp.diagnose.propagation import propagated
from nl2milp.diagnose.system import System
from nl2milp.errors import FormulationError, UnboundedTermError
from nl2milp.formulation import Formulation, Kind, Objective
from nl2milp.solvers import Options
from nl2milp.solvers.highs import largest_value

__all__ = ["CompilingProbe", "contradiction_of", "feasibility_part", "leans", "probe_for", "with_bounds"]

_ASSUMED_BOUNDS = (1e5, 1e8)
"""Where a part has no bound for a big-M, its variables are kept below the first of these.

A point is then a point. That there is none is believed only with a proof, by
exact addition or by propagation, that holds with the second bound as well:
numbers beyond that are in no text.
"""


def feasibility_part(formulation: Formulation, places: Iterable[int] | None = None) -> Formulation:
    """The formulation without its objective, and with the constraints at `places` alone."""
    kept = formulation.constraints
    if places is not None:
        chosen = set(places)
        kept = tuple(one for place, one in enumerate(kept) if place in chosen)
    return formulation.model_copy(update={"objective": Objective(), "constraints": kept, "asked": None})


def leans(compiled: Compiled) -> bool:
    """Whether rows of one statement may have been derived from others: conditional rows, auxiliary columns."""
    model = compiled.model
    if any(block.is_auxiliary for block in model.columns):
        return True
    return any(constraint.template != "linear" for constraint in compiled.formulation.constraints)


class CompilingProbe:
    """A probe over statements; see :class:`~nl2milp.diagnose.probes.Probe`."""

    def __init__(self, compiled: Compiled, tables: Mapping[str, Any] | None = None, options: Options | None = None):
        self.compiled, self._tables, self._options = compiled, tables, options
        self.system = System.of_compiled(compiled)
        self._known: dict[frozenset[int], Answer] = {}
        self.asked = 0
        self.contradictions = 0

    def check(self, members: Iterable[int], budget: Budget, relaxed: bool = False) -> Answer:
        """Compile these statements and see whether they have a point."""
        wanted = frozenset(members)
        if wanted not in self._known:
            for known, answer in self._known.items():
                # what a larger set has, a smaller one has too, and the reverse
                if (answer.outcome is Outcome.FEASIBLE and wanted < known) or (
                    answer.outcome is Outcome.INFEASIBLE and wanted > known
                ):
                    return Answer(answer.outcome)
            if budget.is_spent:
                return Answer(Outcome.UNKNOWN)
            answer = self._ask(wanted, budget)
            if answer.outcome is Outcome.UNKNOWN:
                return answer
            self._known[wanted] = answer
        return self._known[wanted]

    def narrowed(self, members: Iterable[int]) -> CompilingProbe:
        """The same probe: it builds no more than it is asked about."""
        return self

    def _ask(self, wanted: frozenset[int], budget: Budget) -> Answer:
        order = sorted(wanted)
        part = feasibility_part(self.compiled.formulation, order)
        is_assumed = False
        try:
            compiled = compile_formulation(part, self._tables, largest_value)
        except UnboundedTermError:
            is_assumed = True
            try:
                compiled = compile_formulation(with_bounds(part), self._tables, largest_value)
            except FormulationError:
                return Answer(Outcome.UNKNOWN)
        probe = RowProbe(System.of_compiled(compiled), self._options)
        answer = probe.check(range(len(order)), budget)
        self.asked += probe.asked
        self.contradictions += probe.contradictions
        if answer.outcome is Outcome.FEASIBLE and answer.point is not None:
            if all(truth.all() for truth in compiled.holds(answer.point)):
                return Answer(Outcome.FEASIBLE)
            self.contradictions += 1
            return Answer(Outcome.UNKNOWN)
        if answer.outcome is Outcome.INFEASIBLE and (not is_assumed or self._is_proven(part)):
            hint = None if answer.hint is None else frozenset(order[place] for place in answer.hint)
            return Answer(Outcome.INFEASIBLE, None, hint, answer.relaxed)
        return Answer(Outcome.UNKNOWN)

    def _is_proven(self, part: Formulation) -> bool:
        """Whether a part without bounds of its own is proven infeasible within very wide ones."""
        try:
            wide = compile_formulation(with_bounds(part, _ASSUMED_BOUNDS[1]), self._tables, largest_value)
        except FormulationError:
            return False
        return _is_cut_off(System.of_compiled(wide))


_MOST_CASES = 32


def _is_cut_off(system: System) -> bool:
    """Whether exact addition or propagation proves that there is no point, in every case of yes and no if need be."""
    cases = [system.model]
    for seen in range(_MOST_CASES):
        if not cases:
            return True
        model = cases.pop()
        case = replace(system, model=model)
        everything = range(len(case.members))
        if propagated(case, frozenset(everything)) is not None or prove(case, everything) is not None:
            continue
        is_open = model.is_integer & (model.column_lower == 0) & (model.column_upper == 1)
        if not is_open.any() or seen + len(cases) + 2 > _MOST_CASES:
            return False
        column = int(np.argmax(is_open))
        for value in (0.0, 1.0):
            lower, upper = model.column_lower.copy(), model.column_upper.copy()
            lower[column] = upper[column] = value
            cases.append(replace(model, column_lower=lower, column_upper=upper))
    return not cases


def contradiction_of(formulation: Formulation, tables: Mapping[str, Any] | None = None) -> Compiled | None:
    """A formulation that lacks a bound for a big-M, compiled within bounds, if it is proven to have no point at all.

    Whatever the missing bound were, its statements contradict each other: it need not be asked for.
    """
    part = feasibility_part(formulation)
    try:
        wide = compile_formulation(with_bounds(part, _ASSUMED_BOUNDS[1]), tables, largest_value)
        if not _is_cut_off(System.of_compiled(wide)):
            return None
        compiled = compile_formulation(with_bounds(formulation), tables, largest_value)
    except FormulationError:
        return None
    return replace(compiled, formulation=formulation)


def with_bounds(part: Formulation, bound: float = _ASSUMED_BOUNDS[0]) -> Formulation:
    """With an upper and a lower bound on every variable that has none."""
    variables = []
    for one in part.variables:
        if one.kind is not Kind.BINARY:
            lower = f"{-bound}" if one.lower is None else one.lower
            upper = f"{bound}" if one.upper is None else one.upper
            one = one.model_copy(update={"lower": lower, "upper": upper})
        variables.append(one)
    return part.model_copy(update={"variables": tuple(variables)})


def probe_for(
    compiled: Compiled, tables: Mapping[str, Any] | None = None, options: Options | None = None
) -> tuple[RowProbe | CompilingProbe, Compiled]:
    """The right probe for a formulation, and the formulation compiled without its objective.

    The objective is left out: its auxiliary rows could not conflict, but their
    bounds would make the model look as if its statements leaned on each other.
    """
    bare = compiled
    if compiled.formulation.objective.value is not None or compiled.formulation.objective.goals or compiled.stages:
        part = feasibility_part(compiled.formulation)
        try:
            bare = compile_formulation(part, tables, largest_value)
        except UnboundedTermError:
            bare = replace(compile_formulation(with_bounds(part), tables, largest_value), formulation=part)
    if leans(bare):
        return CompilingProbe(bare, tables, options), bare
    return RowProbe(System.of_compiled(bare), options), bare
