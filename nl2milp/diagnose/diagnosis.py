"""What is wrong with a formulation that has no solution, and the ways out: all of it in one object."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum, unique
from typing import Any

from nl2milp.compile.compiler import Compiled, compile_formulation
from nl2milp.diagnose.compiling import feasibility_part, probe_for
from nl2milp.diagnose.cores import Core, Found, find_core
from nl2milp.diagnose.marco import enumerate_all
from nl2milp.diagnose.measures import measure_of
from nl2milp.diagnose.misreadings import Misreading, find_misreadings
from nl2milp.diagnose.phrases import quoted
from nl2milp.diagnose.preferences import preferring
from nl2milp.diagnose.probes import Budget, Outcome, RowProbe
from nl2milp.diagnose.repairs import Change, Repair, find_repairs
from nl2milp.diagnose.system import System
from nl2milp.diagnose.words import Explanation, explain
from nl2milp.formulation import Constraint, Formulation
from nl2milp.readers.base import Reading
from nl2milp.solvers.highs import largest_value

__all__ = ["Diagnosis", "Verdict", "change_to_text", "diagnose", "has_point", "refine", "repair_to_text"]

_MOST_CORES = 50
_MOST_EXPLAINED = 8


@unique
class Verdict(StrEnum):
    """Whether there is a solution at all."""

    INFEASIBLE = "infeasible"
    FEASIBLE = "feasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, eq=False)
class Diagnosis:
    """Cores and repairs of a formulation.

    Attributes
    ----------
    verdict : Verdict
        FEASIBLE contradicts whoever called it infeasible: there is a point,
        and it was checked. UNKNOWN where time ended first.
    cores : tuple of Core
        Smallest first.
    corrections : tuple of frozenset of int
        Minimal sets of statements without which the rest has a solution.
    is_complete : bool
        Whether these are proven to be all cores and all correction sets.
    explanations : tuple of Explanation
        Of the first cores, in their order.
    repairs : tuple of Repair
        Soft statements first, then least first.
    misreadings : tuple of Misreading
        Other readings with a solution.
    """

    verdict: Verdict
    formulation: Formulation
    cores: tuple[Core, ...] = ()
    corrections: tuple[frozenset[int], ...] = ()
    is_complete: bool = False
    explanations: tuple[Explanation, ...] = ()
    repairs: tuple[Repair, ...] = ()
    misreadings: tuple[Misreading, ...] = ()
    is_out_of_time: bool = False
    seconds: float = 0.0
    solver_runs: int = 0
    bare: Compiled | None = field(default=None, repr=False)

    def constraint(self, place: int) -> Constraint:
        """The statement at a place."""
        return self.formulation.constraints[place]

    def cores_to_list(self) -> list[list[dict[str, Any]]]:
        """The cores as JSON-ready data: for each member its name, quote and span."""
        return [[_member(self.constraint(place)) for place in core.members] for core in self.cores]

    def repairs_to_list(self) -> list[dict[str, Any]]:
        """The repairs as JSON-ready data; a change without a new number gives its statement up."""
        return [
            {
                "changes": [
                    {
                        "constraint": change.name,
                        "from": change.before,
                        "to": change.after,
                        "drop": change.is_dropped,
                        "number": change.figure,
                    }
                    for change in repair.changes
                ],
                "text": repair_to_text(repair, self.formulation),
                "cost": round(repair.cost, 9),
                "exact": repair.is_exact,
            }
            for repair in self.repairs
        ]

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON-ready data."""
        return {
            "status": self.verdict.value,
            "cores": self.cores_to_list(),
            "minimal": [core.is_minimal for core in self.cores],
            "complete": self.is_complete,
            "why": [one.sentence for one in self.explanations],
            "proofs": [list(one.addition) for one in self.explanations],
            "corrections": [[self.constraint(place).name for place in sorted(one)] for one in self.corrections],
            "misreadings": [{"text": one.text, "asked": one.is_asked} for one in self.misreadings],
            "repairs": self.repairs_to_list(),
            "seconds": round(self.seconds, 6),
        }

    def __str__(self) -> str:
        """For a terminal."""
        from nl2milp.diagnose.report import diagnosis_to_text

        return diagnosis_to_text(self)


def _member(constraint: Constraint) -> dict[str, Any]:
    span = constraint.span
    return {
        "constraint": constraint.name,
        "quote": constraint.quote or "",
        "start": None if span is None else span.start,
        "end": None if span is None else span.end,
    }


def diagnose(
    problem: Compiled | Formulation | Reading,
    *,
    seconds: float = 10.0,
    most_cores: int = _MOST_CORES,
    keep: Collection[str] = (),
    soft: Collection[str] = (),
    weights: Mapping[str, float] | None = None,
    reading: Reading | None = None,
    budget: Budget | None = None,
) -> Diagnosis:
    """Find the statements that contradict each other, and the least changes that end it.

    Parameters
    ----------
    problem : Compiled, Formulation or Reading
        What has no solution.
    seconds : float
        For everything; the best so far is returned when they end.
    most_cores : int
        Stop looking for more after so many.
    keep, soft : collection of str
        Names of statements that no repair may change, and of those to be
        changed before all others.
    weights : mapping of str to float, optional
        How unwelcome a change of a statement is; 1 for those not named.
    reading : Reading, optional
        Where the formulation came from: its open questions are tried first.
    budget : Budget, optional
        Instead of `seconds`, with a stop of your own.

    Returns
    -------
    Diagnosis
        Its verdict is FEASIBLE where a point was found after all.

    Raises
    ------
    InputError
        A statement that is named does not exist, or a weight is no number above zero.

    Examples
    --------
    >>> diagnosis = diagnose(Formulation.model_validate({
    ...     "variables": [{"symbol": "chairs", "kind": "integer"}],
    ...     "constraints": [
    ...         {"name": "hours", "slots": {"rule": "2*chairs <= 60"}, "quote": "only 60 hours are available"},
    ...         {"name": "order", "slots": {"rule": "chairs >= 40"}, "quote": "at least 40 chairs"},
    ...     ],
    ... }))
    >>> diagnosis.explanations[0].sentence
    '2 hours for each of at least 40 chairs comes to 80 hours, but only 60 hours are available.'
    >>> repair_to_text(diagnosis.repairs[0], diagnosis.formulation)
    'lower order from 40 to at most 30 chairs (“at least 40 chairs”)'
    """
    budget = budget or Budget(seconds)
    if isinstance(problem, Reading):
        reading, problem = problem, problem.formulation
    compiled = compile_formulation(problem, None, largest_value) if isinstance(problem, Formulation) else problem
    formulation = preferring(compiled.formulation, keep, soft, weights)
    compiled = replace(compiled, formulation=formulation)
    # a third of the time is kept for repairs
    search = budget.part(0.65)
    probe, bare = probe_for(compiled, compiled.scope.attached)
    found, first = find_core(probe, search)
    elapsed = budget.seconds - budget.left if budget.seconds != float("inf") else 0.0
    if found is not Found.CORE or first is None:
        verdict = Verdict.FEASIBLE if found is Found.FEASIBLE else Verdict.UNKNOWN
        return Diagnosis(verdict, formulation, seconds=elapsed, solver_runs=probe.asked, bare=bare)
    enumeration = enumerate_all(probe, search, most_cores, first)
    cores = tuple(sorted(enumeration.cores, key=lambda core: (len(core.members), core.members)))
    common = set.intersection(*(set(core.members) for core in cores))
    misreadings = find_misreadings(bare, sorted(common), reading, budget.part(0.3))
    repairs = find_repairs(bare, enumeration, budget, keep)
    explanations = tuple(explain(bare, core.members) for core in cores[:_MOST_EXPLAINED])
    return Diagnosis(
        Verdict.INFEASIBLE,
        formulation,
        cores,
        enumeration.corrections,
        enumeration.is_complete,
        explanations,
        repairs,
        misreadings,
        budget.is_spent,
        budget.seconds - budget.left if budget.seconds != float("inf") else 0.0,
        probe.asked,
        bare,
    )


def has_point(compiled: Compiled, seconds: float = 1.0) -> bool:
    """Whether a point that satisfies all statements was found, and checked, in the time given."""
    probe, _ = probe_for(compiled, compiled.scope.attached)
    answer = probe.check(range(len(probe.system.members)), Budget(seconds))
    return answer.outcome is Outcome.FEASIBLE


def refine(diagnosis: Diagnosis, core: Core, budget: Budget | None = None) -> tuple[list[str], bool]:
    """The points of a core's statements that conflict, where a statement stands for many.

    Parameters
    ----------
    diagnosis : Diagnosis
        It holds the core.
    core : Core
        One of its cores.
    budget : Budget, optional
        For the search within.

    Returns
    -------
    list of str
        Statements with the labels of their points.
    bool
        Whether it is proven that none of them can be left out.
    """
    assert diagnosis.bare is not None
    part = compile_formulation(
        feasibility_part(diagnosis.formulation, core.members), diagnosis.bare.scope.attached, largest_value
    )
    system = System.of_compiled(part)
    points = system.split(range(len(system.members)))
    found, finer = find_core(RowProbe(points), budget or Budget(10.0))
    if found is not Found.CORE or finer is None:
        return [member.name for member in system.members], False
    return [points.members[place].name for place in finer.members], finer.is_minimal


# -- words


def change_to_text(change: Change, formulation: Formulation) -> str:
    """`raise the budget from $8,000 to at least $9,500`, in the units of the statement."""
    constraint = formulation.constraints[change.constraint]
    quote = f" ({quoted(constraint)})" if constraint.quote else ""
    name = change.name.replace("_", " ")
    if change.after is None or change.before is None:
        return f"give up {name}{quote}"
    upward = change.after > change.before
    measure = measure_of(constraint.quote, change.before)
    before = measure.bare(change.before)
    if change.figure is not None and change.figure != constraint.name and not change.operator:
        start = f": the number {before}"
    else:
        start = f" from {before}"
    verb, limit = ("raise", "at least") if upward else ("lower", "at most")
    is_named = measure.noun.lower() in name.lower().split()
    after = replace(measure, noun="" if is_named else measure.noun).said(change.after, upward)
    return f"{verb} {name}{start} to {limit} {after}{quote}"


def repair_to_text(repair: Repair, formulation: Formulation) -> str:
    """All changes of a repair in one sentence."""
    return ", and ".join(change_to_text(change, formulation) for change in repair.changes)
