"""Solve one model with every backend that is installed, and compare what they say.

A limit that one of them runs into is no contradiction; a status that differs,
an optimum that differs by more than the tolerance, or a point that breaks the
model is. It is a backend itself, so that whatever is solved in several steps is
compared at each of them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import ClassVar

from nl2milp.errors import InputError, MissingExtraError, SolverError
from nl2milp.formulation import Sense
from nl2milp.linear_model import LinearModel
from nl2milp.solvers.base import Options, Solution, Status, get, names
from nl2milp.solvers.checks import violation

__all__ = ["CrossCheck", "CrossCheckSolver", "cross_check"]

TOLERANCE = 1e-6
"""Two optima that differ by more, relative to their size and absolute below 1, are two answers."""

_BROKEN = 1e-5
_ITSELF = "cross_check"


@dataclass(frozen=True, eq=False)
class CrossCheck:
    """What each backend said of one model.

    Attributes
    ----------
    solutions : mapping of str to Solution
        By the name of the backend; one that failed has the status ERROR.
    missing : mapping of str to str
        Backends that are not installed, and what they say.
    differences : tuple of str
        Every contradiction in a sentence; empty where all agree.
    """

    solutions: dict[str, Solution]
    missing: dict[str, str]
    differences: tuple[str, ...]

    @property
    def agree(self) -> bool:
        """Whether at least two backends were asked and none contradicts another."""
        return len(self.solutions) > 1 and not self.differences

    def __str__(self) -> str:
        """One line for each backend, then the contradictions."""
        lines = []
        for name, found in self.solutions.items():
            value = "" if found.objective is None else f" {found.objective:.10g}"
            lines.append(f"{name}: {found.status.value}{value} ({found.seconds:.2f} s)")
        lines += [f"{name}: not installed" for name in self.missing]
        return "\n".join(lines + [f"differs: {one}" for one in self.differences])


def cross_check(
    model: LinearModel, options: Options | None = None, backends: Sequence[str] | None = None
) -> CrossCheck:
    """Solve `model` with all backends that are installed and compare their answers.

    Parameters
    ----------
    model : LinearModel
        What to solve.
    options : Options, optional
        For each of them; the time limit is each one's own.
    backends : sequence of str, optional
        Names of backends; all by default. One that is named must be installed.

    Raises
    ------
    InputError
        There is no such backend.
    MissingExtraError
        A backend that was named is not installed.

    Examples
    --------
    >>> from nl2milp.compile.compiler import compile_formulation
    >>> from nl2milp.formulation import Formulation
    >>> model = compile_formulation(Formulation.model_validate({
    ...     "variables": [{"symbol": "x", "upper": 6, "kind": "integer"}],
    ...     "objective": {"sense": "maximize", "value": "2*x + 1"},
    ... })).model
    >>> found = cross_check(model, backends=["highs"])
    >>> found.solutions["highs"].objective
    13.0
    """
    options = options or Options()
    solutions: dict[str, Solution] = {}
    missing: dict[str, str] = {}
    for name in backends if backends is not None else _all():
        if name == _ITSELF:
            raise InputError("a cross-check does not check itself; name other solvers")
        try:
            solutions[name] = get(name).solve(model, options)
        except MissingExtraError as error:
            if backends is not None:
                raise
            missing[name] = str(error)
        except SolverError as error:
            solutions[name] = Solution(Status.ERROR, detail=str(error))
    return CrossCheck(solutions, missing, tuple(_differences(model, solutions, options)))


def _all() -> list[str]:
    """HiGHS first, for its answer has the most to it."""
    return sorted((name for name in names() if name != _ITSELF), key=lambda name: (name != "highs", name))


def _differences(model: LinearModel, solutions: dict[str, Solution], options: Options) -> list[str]:
    found = []
    for name, one in solutions.items():
        if one.status is Status.ERROR:
            found.append(f"{name} failed: {one.detail}")
        elif one.values is not None and (worst := violation(model, one.values)) > _BROKEN:
            found.append(f"the point of {name} breaks the model by {worst:.1e}")
    judged = {name: one for name, one in solutions.items() if one.status not in (Status.ERROR, Status.LIMIT)}
    if len({one.status for one in judged.values()}) > 1:
        found.append(", ".join(f"{name} says {one.status.value}" for name, one in judged.items()))
        return found
    optima = {name: one.objective for name, one in judged.items() if one.objective is not None}
    known = {**optima, **_incumbents(solutions)}
    for name, value in optima.items():
        allowed = max(TOLERANCE, options.gap) * max(1.0, abs(value))
        for other, reached in known.items():
            better = value - reached if model.sense is Sense.MINIMIZE else reached - value
            if better > allowed:
                found.append(f"{name} calls {value:.10g} optimal, and {other} has {reached:.10g}")
    infeasible = [name for name, one in judged.items() if one.status is Status.INFEASIBLE]
    if infeasible:
        found += [f"{infeasible[0]} says infeasible, and {name} has a point" for name in _incumbents(solutions)]
    return found


def _incumbents(solutions: dict[str, Solution]) -> dict[str, float]:
    """The best found by those that ran into a limit."""
    return {
        name: one.objective
        for name, one in solutions.items()
        if one.status is Status.LIMIT and one.objective is not None
    }


class CrossCheckSolver:
    """All backends that are installed at once; an answer only where they agree."""

    name: ClassVar[str] = _ITSELF
    features: ClassVar[frozenset[str]] = frozenset({"gap", "time_limit"})

    def solve(self, model: LinearModel, options: Options | None = None) -> Solution:
        """The answer of the first backend that has one, where no other contradicts it.

        Raises
        ------
        SolverError
            They contradict each other; the message says how.
        MissingExtraError
            Only one backend is installed, so that nothing can be compared.
        """
        found = cross_check(model, options)
        if len(found.solutions) < 2:
            reasons = "; ".join(found.missing.values())
            raise MissingExtraError(f"a cross-check needs a second solver: {reasons}")
        if found.differences:
            raise SolverError(f"the solvers contradict each other: {'; '.join(found.differences)}")
        ranked = sorted(found.solutions.values(), key=lambda one: one.status is Status.LIMIT)
        best = ranked[0]
        agreed = ", ".join(found.solutions)
        return replace(
            best,
            detail=f"{best.detail}; compared: {agreed}",
            extra={**best.extra, "cross_check": found},
            seconds=sum(one.seconds for one in found.solutions.values()),
        )
