"""Why an objective can be improved without end: what grows, what would stop it, and what is probably missing.

A ray of the recession cone with the least total movement is found by one
linear programme: along it every statement stays satisfied while the objective
improves (Bertsimas, Tsitsiklis, *Introduction to Linear Optimization*,
section 4.9).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import scipy.sparse as sp
from numpy.typing import NDArray

from nl2milp.compile.compiler import Compiled
from nl2milp.diagnose.phrases import Phrases, quoted
from nl2milp.formulation import Constraint, Sense
from nl2milp.linear_model import LinearModel
from nl2milp.solvers import Options, Status
from nl2milp.solvers.highs import HighsSolver

__all__ = ["Growth", "Unboundedness", "explain_unbounded"]

FloatArray: TypeAlias = NDArray[np.float64]

_MOST_RAYS = 5
_SMALL = 1e-7


@dataclass(frozen=True)
class Growth:
    """One variable along a ray.

    Attributes
    ----------
    variable : str
        In the text's own noun, with its labels.
    rate : float
        How much it changes for each unit of the objective; negative where it falls.
    column : int
        Of the model.
    """

    variable: str
    rate: float
    column: int


@dataclass(frozen=True)
class Unboundedness:
    """Why there is no best solution.

    Attributes
    ----------
    rays : tuple of tuple of Growth
        Ways to improve without end, each with the least movement.
    one_sided : tuple of Constraint
        Statements on what grows that limit it from the other side only.
    turned : tuple of Constraint
        Those of them that would bound the objective if they held the other way round.
    suggestions : tuple of str
        What is probably missing, one sentence each.
    """

    rays: tuple[tuple[Growth, ...], ...]
    one_sided: tuple[Constraint, ...]
    turned: tuple[Constraint, ...]
    suggestions: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON-ready data."""
        return {
            "status": "unbounded",
            "rays": [[{"variable": one.variable, "rate": one.rate} for one in ray] for ray in self.rays],
            "one_sided": [one.name for one in self.one_sided],
            "turned": [one.name for one in self.turned],
            "suggestions": list(self.suggestions),
        }

    def __str__(self) -> str:
        """For a terminal."""
        lines = ["The objective can be improved without end:"]
        for ray in self.rays:
            lines.append("  - " + ", ".join(_moves(one) for one in ray))
        if self.one_sided:
            lines.append("Statements that limit these from the other side only:")
            lines += [f"  - {quoted(one)}" for one in self.one_sided]
        lines += self.suggestions
        return "\n".join(lines)


def _moves(growth: Growth) -> str:
    word = "can grow" if growth.rate > 0 else "can fall"
    return f"{growth.variable} {word} without limit"


def explain_unbounded(compiled: Compiled) -> Unboundedness | None:
    """What grows without end in a model that a solver called unbounded.

    Returns
    -------
    Unboundedness or None
        None where no such direction exists: the relaxation is bounded.

    Examples
    --------
    >>> from nl2milp.compile.compiler import compile_formulation
    >>> from nl2milp.formulation import Formulation
    >>> found = explain_unbounded(compile_formulation(Formulation.model_validate({
    ...     "variables": [{"symbol": "x"}, {"symbol": "y", "upper": 4}],
    ...     "objective": {"sense": "maximize", "value": "2*x + y"},
    ...     "constraints": [{"name": "least", "slots": {"rule": "x + y >= 3"}, "quote": "at least 3 in all"}],
    ... })))
    >>> print(found)
    The objective can be improved without end:
      - x can grow without limit
    Statements that limit these from the other side only:
      - “at least 3 in all”
    If “at least 3 in all” meant at most, the objective would be bounded.
    Probably a largest amount of x is missing, or a limit on something that it takes.
    """
    model = compiled.model
    objectives = [(model.sense, model.cost), *((stage.sense, stage.cost) for stage in compiled.stages)]
    for sense, cost in objectives:
        improving = cost if sense is Sense.MAXIMIZE else -cost
        rays = _rays(model, improving)
        if rays:
            return _explained(compiled, improving, rays)
    return None


def _rays(model: LinearModel, improving: FloatArray) -> list[FloatArray]:
    found: list[FloatArray] = []
    held: set[int] = set()
    while len(found) < _MOST_RAYS:
        ray = _least_ray(model, improving, held)
        if ray is None:
            break
        found.append(ray)
        # the next one must do without what grows here
        held.update(np.flatnonzero(np.abs(ray) > _SMALL).tolist())
    return found


def _least_ray(
    model: LinearModel, improving: FloatArray, held: Iterable[int], both_sides: NDArray[np.bool_] | None = None
) -> FloatArray | None:
    """The direction of least total movement that improves by one; None where there is none.

    Parameters
    ----------
    held : iterable of int
        Columns that may not move.
    both_sides : bool array of shape (m,), optional
        Rows that may not move either way.
    """
    n = model.num_columns
    fixed = np.zeros(n, dtype=bool)
    fixed[list(held)] = True
    up = np.where(np.isfinite(model.column_upper) | fixed, 0.0, np.inf)
    down = np.where(np.isfinite(model.column_lower) | fixed, 0.0, np.inf)
    closed = np.zeros(model.num_rows, dtype=bool) if both_sides is None else both_sides
    row_lower = np.where(np.isfinite(model.row_lower) | closed, 0.0, -np.inf)
    row_upper = np.where(np.isfinite(model.row_upper) | closed, 0.0, np.inf)
    whole = sp.vstack([model.matrix, sp.csr_array(improving.reshape(1, -1))]).tocsr()
    doubled = sp.csr_array(sp.hstack([whole, -whole])).sorted_indices()
    direction = LinearModel(
        Sense.MINIMIZE,
        np.ones(2 * n),
        0.0,
        np.zeros(2 * n),
        np.concatenate([up, down]),
        np.zeros(2 * n, dtype=bool),
        doubled.indptr.astype(np.int32),
        doubled.indices.astype(np.int32),
        doubled.data.astype(np.float64),
        np.append(row_lower, 1.0),
        np.append(row_upper, 1.0),
    )
    solution = HighsSolver().solve(direction, Options(time_limit=30.0))
    if solution.status is not Status.OPTIMAL or solution.values is None:
        return None
    ray: FloatArray = solution.values[:n] - solution.values[n:]
    return ray


def _explained(compiled: Compiled, improving: FloatArray, rays: list[FloatArray]) -> Unboundedness:
    model, phrases = compiled.model, Phrases(compiled)
    owner = model.row_constraint
    shown, one_sided, turned = [], [], []
    moving: list[str] = []
    activity = np.zeros(model.num_rows)
    for ray in rays:
        columns = [int(column) for column in np.flatnonzero(np.abs(ray) > _SMALL)]
        growths = [Growth(phrases.column(column), round(float(ray[column]), 9), column) for column in columns]
        own = [one for one in growths if not phrases.is_auxiliary(one.column)] or growths
        shown.append(tuple(own))
        moving += [one.variable for one in own if one.variable not in moving]
        activity = np.maximum(activity, np.abs(model.matrix @ ray)) if model.num_rows else activity
    touched = sorted(set(owner[activity > _SMALL].tolist()) - {-1})
    for place in touched:
        constraint = compiled.formulation.constraints[place]
        one_sided.append(constraint)
        if _least_ray(model, improving, (), owner == place) is None:
            turned.append(constraint)
    suggestions = []
    for constraint in turned:
        rule = str(constraint.slots.get("rule", ""))
        other = "at most" if ">" in rule or "≥" in rule else "at least"
        suggestions.append(f"If {quoted(constraint)} meant {other}, the objective would be bounded.")
    names = moving[0] if len(moving) == 1 else f"{', '.join(moving[:-1])} or {moving[-1]}"
    rising = any(growth.rate > 0 for ray in shown for growth in ray)
    if rising:
        taken = "it takes" if len(moving) == 1 else "they take"
        suggestions.append(f"Probably a largest amount of {names} is missing, or a limit on something that {taken}.")
    else:
        suggestions.append(f"Probably a least amount of {names} is missing.")
    return Unboundedness(tuple(shown), tuple(one_sided), tuple(turned), tuple(suggestions))
