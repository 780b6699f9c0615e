"""What if a number were another, or a statement did not hold? Scenarios side by side, and one number over a range."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import numpy as np

from nl2milp.analyse.numbers import changed, find, without
from nl2milp.errors import FormulationError, InputError
from nl2milp.formulation import Formulation
from nl2milp.solvers import Options

if TYPE_CHECKING:
    from nl2milp.result import Result

__all__ = ["Comparison", "Outcome", "Scenario", "Sweep", "compare", "sweep"]

_HALVINGS = 16
_MOST_BREAKS = 8
"""Between two neighbouring values of a sweep."""
_TIGHT = 1e-7


@dataclass(frozen=True)
class Scenario:
    """A version of a problem.

    Attributes
    ----------
    name : str
        For the table.
    numbers : mapping of str to float
        Other values, by the names of :mod:`nl2milp.analyse.numbers`.
    off : tuple of str
        Statements that don't hold.
    """

    name: str
    numbers: Mapping[str, float] = field(default_factory=dict)
    off: tuple[str, ...] = ()

    def of(self, formulation: Formulation) -> Formulation:
        """The formulation in this version.

        Raises
        ------
        InputError
            A number or statement of that name doesn't exist.
        """
        return without(changed(formulation, {**self.numbers}), frozenset(self.off))


@dataclass(frozen=True)
class Outcome:
    """How a version ended.

    Attributes
    ----------
    name : str
        The scenario's.
    status : str
        As :class:`~nl2milp.result.ResultStatus`.
    objective : float or None
        Where there is an answer.
    variables : mapping
        Under the text's own nouns; indexed ones by their labels.
    tight : tuple of str
        Statements with nothing to spare, where all amounts can be divided.
    """

    name: str
    status: str
    objective: float | None
    variables: Mapping[str, Any]
    tight: tuple[str, ...] = ()

    @property
    def plan(self) -> dict[str, float]:
        """Every value by one name: `ship[A, North]`."""
        flat: dict[str, float] = {}
        for name, value in self.variables.items():
            if isinstance(value, Mapping):
                flat |= {f"{name}[{key}]": float(one) for key, one in value.items()}
            else:
                flat[name] = float(value)
        return flat


@dataclass(frozen=True)
class Comparison:
    """Scenarios side by side; the first is what the others are compared with."""

    outcomes: tuple[Outcome, ...]

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON-ready data, with the change of the objective against the first."""
        first = self.outcomes[0].objective
        return {
            "scenarios": [
                {
                    "name": one.name,
                    "status": one.status,
                    "objective": one.objective,
                    "change": None if one.objective is None or first is None else one.objective - first,
                    "variables": dict(one.variables),
                }
                for one in self.outcomes
            ]
        }

    def rows(self) -> list[list[str]]:
        """The table: a line for the status, the objective and each variable that differs from 0 somewhere."""
        from nl2milp.diagnose.phrases import number

        plans = [one.plan for one in self.outcomes]
        names = list(dict.fromkeys(name for plan in plans for name in plan))
        shown = [name for name in names if any(plan.get(name) for plan in plans)]
        table = [
            ["", *(one.name for one in self.outcomes)],
            ["status", *(one.status for one in self.outcomes)],
            ["objective", *("-" if one.objective is None else number(one.objective) for one in self.outcomes)],
        ]
        for name in shown:
            table.append([name, *("-" if name not in plan else number(plan[name]) for plan in plans)])
        return table


@dataclass(frozen=True)
class Sweep:
    """One number over a range.

    Attributes
    ----------
    number : str
        Its name.
    values : tuple of float
        In order.
    outcomes : tuple of Outcome
        One for each value.
    breaks : tuple of float
        Where the plan changes: other variables are used, other statements limit
        it, whole ones take other values, or there is no answer any more.
    is_complete : bool
        Whether the time was enough.
    """

    number: str
    values: tuple[float, ...]
    outcomes: tuple[Outcome, ...]
    breaks: tuple[float, ...] = ()
    is_complete: bool = True

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON-ready data."""
        return {
            "number": self.number,
            "points": [
                {
                    "value": value,
                    "status": one.status,
                    "objective": one.objective,
                    "variables": dict(one.variables),
                }
                for value, one in zip(self.values, self.outcomes, strict=True)
            ],
            "breaks": list(self.breaks),
            "complete": self.is_complete,
        }


def _solve(formulation: Formulation, name: str, tables: Mapping[str, Any] | None, options: Options | None) -> Outcome:
    from nl2milp.api import solve

    try:
        result = solve(formulation, tables=tables, options=options)
    except FormulationError as error:
        return Outcome(name, f"error: {error}", None, {})
    return Outcome(name, result.status.value, result.objective, result.variables or {}, _tight(result))


def _tight(result: Result) -> tuple[str, ...]:
    """The statements that limit a plan of amounts that can be divided; for others it is their values that tell."""
    compiled, values = result.compiled, None if result.solution is None else result.solution.values
    if compiled is None or values is None or compiled.model.is_integer.any():
        return ()
    model = compiled.model
    activity = model.activity(values)
    gap = np.minimum(np.abs(activity - model.row_lower), np.abs(model.row_upper - activity))
    rows = gap <= _TIGHT * np.maximum(1.0, model.activity(values, magnitude=True))
    places = sorted(set(model.row_constraint[rows].tolist()) - {-1})
    return tuple(compiled.formulation.constraints[place].name for place in places)


def compare(
    formulation: Formulation,
    scenarios: Sequence[Scenario],
    tables: Mapping[str, Any] | None = None,
    options: Options | None = None,
) -> Comparison:
    """Solve the problem as it is, and each scenario.

    Examples
    --------
    >>> formulation = Formulation.model_validate({
    ...     "variables": [{"symbol": "x", "kind": "integer"}],
    ...     "objective": {"sense": "maximize", "value": "3*x"},
    ...     "constraints": [{"name": "hours", "slots": {"rule": "2*x <= 41"}}],
    ... })
    >>> found = compare(formulation, [Scenario("overtime", {"hours": 50})])
    >>> [(one.name, one.objective) for one in found.outcomes]
    [('as stated', 60.0), ('overtime', 75.0)]
    """
    versions = [(Scenario("as stated"), formulation)]
    versions += [(scenario, scenario.of(formulation)) for scenario in scenarios]
    return Comparison(tuple(_solve(version, scenario.name, tables, options) for scenario, version in versions))


def sweep(
    formulation: Formulation,
    name: str,
    values: Iterable[float],
    tables: Mapping[str, Any] | None = None,
    options: Options | None = None,
    seconds: float = 60.0,
) -> Sweep:
    """Solve the problem for each value of one number, and find where the plan changes in between.

    Parameters
    ----------
    formulation : Formulation
        The problem.
    name : str
        The number, see :mod:`nl2milp.analyse.numbers`.
    values : iterable of float
        At least one.
    seconds : float
        For all runs; where they end first, the sweep is shorter and not complete.

    Examples
    --------
    >>> formulation = Formulation.model_validate({
    ...     "variables": [{"symbol": "x"}, {"symbol": "y"}],
    ...     "objective": {"sense": "maximize", "value": "3*x + 2*y"},
    ...     "constraints": [{"name": "hours", "slots": {"rule": "x + y <= 10"}}],
    ... })
    >>> found = sweep(formulation, "objective#1", [1, 2, 3, 4])
    >>> [one.objective for one in found.outcomes], [round(one, 2) for one in found.breaks]
    ([20.0, 20.0, 30.0, 40.0], [2.0])
    """
    figure = find(formulation, name)
    ordered = sorted(set(map(float, values)))
    if not ordered:
        raise InputError("a sweep needs at least one value")
    deadline = time.perf_counter() + seconds
    known: dict[float, Outcome] = {}

    def at(value: float) -> Outcome:
        if value not in known:
            known[value] = _solve(changed(formulation, {figure: value}), f"{name} = {value:g}", tables, options)
        return known[value]

    done = [value for value in ordered if time.perf_counter() < deadline and at(value) is not None]
    breaks: list[float] = []
    for low, high in pairwise(done):
        start = low
        for _ in range(_MOST_BREAKS):
            if _shape(at(start)) == _shape(at(high)) or time.perf_counter() > deadline:
                break
            left, right = start, high
            for _ in range(_HALVINGS):
                middle = (left + right) / 2
                if _shape(at(middle)) == _shape(at(start)):
                    left = middle
                else:
                    right = middle
            breaks.append(_short(left, right))
            start = right
    once = tuple(dict.fromkeys(breaks))
    return Sweep(name, tuple(done), tuple(known[value] for value in done), once, len(done) == len(ordered))


def _short(left: float, right: float) -> float:
    """The shortest decimal between."""
    for digits in range(6):
        near = round((left + right) / 2, digits)
        if left <= near <= right:
            return near
    return (left + right) / 2


def _shape(outcome: Outcome) -> tuple[Any, ...]:
    """What makes a plan another one: its status, what is used, the values of whole numbers, and what limits it."""
    used = []
    for name, value in outcome.plan.items():
        kind = _is_whole(outcome, name)
        if abs(value) > 1e-7:
            used.append((name, round(value) if kind else None))
    return outcome.status, tuple(used), outcome.tight


def _is_whole(outcome: Outcome, name: str) -> bool:
    value = outcome.variables.get(name)
    if value is None:
        base, _, key = name.partition("[")
        inner = outcome.variables.get(base)
        value = inner.get(key.rstrip("]")) if isinstance(inner, Mapping) else None
    return isinstance(value, int)
