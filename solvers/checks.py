"""What every backend owes a model before and after its solver has seen it.

Solvers differ most where a model is odd: without columns, with rows that hold
no variable, with crossed bounds, with data that are not numbers. These are
settled here, once, and so is what may be believed of a claim.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp.errors import SolverError
from nl2milp.formulation import Sense
from nl2milp.linear_model import LinearModel
from nl2milp.solvers.base import Solution, Status

__all__ = ["can_be_unbounded", "refuse_non_finite", "settled", "violation"]

FloatArray: TypeAlias = NDArray[np.float64]

_ROW_SLACK = 1e-9


def refuse_non_finite(model: LinearModel) -> None:
    """Refuse what solvers would take without a word.

    Raises
    ------
    SolverError
        A number of the model is NaN, or infinite where it must not be.
    """
    column_bounds, row_bounds = (model.column_lower, model.column_upper), (model.row_lower, model.row_upper)
    parts: dict[str, tuple[NDArray[np.bool_], Callable[[int], str]]] = {
        "objective coefficient": (np.isfinite(model.cost), model.column_name),
        "coefficient": (np.isfinite(model.values), lambda entry: model.row_name(_row_of(model, entry))),
        "bound": (_bounds_make_sense(*column_bounds), model.column_name),
        "right-hand side": (_bounds_make_sense(*row_bounds), model.row_name),
    }
    for what, (good, name) in parts.items():
        if not good.all():
            raise SolverError(f"the model has a {what} that is not a finite number: {name(int(np.argmin(good)))}")
    if not np.isfinite(model.offset):
        raise SolverError(f"the constant of the objective is {model.offset}")


def _bounds_make_sense(lower: FloatArray, upper: FloatArray) -> NDArray[np.bool_]:
    """Neither is NaN, nor infinite on the wrong side."""
    made: NDArray[np.bool_] = (lower < np.inf) & (upper > -np.inf)
    return made


def _row_of(model: LinearModel, entry: int) -> int:
    return int(np.searchsorted(model.starts, entry, side="right")) - 1


def settled(model: LinearModel) -> Solution | None:
    """The answer where no solver is needed: crossed bounds, unmet rows without variables, no columns.

    Returns
    -------
    Solution or None
        None where a solver must be asked.
    """
    crossed = np.flatnonzero(model.column_lower > model.column_upper)
    if len(crossed):
        detail = f"the bounds of {model.column_name(int(crossed[0]))} contradict each other"
        return Solution(Status.INFEASIBLE, detail=detail)
    empty = np.diff(model.starts) == 0
    unmet = empty & ((model.row_lower > _ROW_SLACK) | (model.row_upper < -_ROW_SLACK))
    if unmet.any():
        detail = f"a row without variables is not met: {model.row_name(int(np.argmax(unmet)))}"
        return Solution(Status.INFEASIBLE, detail=detail)
    if model.num_columns == 0:
        return Solution(Status.OPTIMAL, None, "empty", np.zeros(0), model.offset, model.offset, 0.0)
    return None


def can_be_unbounded(model: LinearModel) -> bool:
    """Whether a column without a bound in the objective's direction exists; none means that nothing can run away."""
    cost = model.cost if model.sense is Sense.MINIMIZE else -model.cost
    endless = ((cost > 0) & np.isneginf(model.column_lower)) | ((cost < 0) & np.isposinf(model.column_upper))
    return bool(endless.any())


def violation(model: LinearModel, values: FloatArray) -> float:
    """By how much `values` break a bound, a row or integrality, relative to the magnitudes added up; 0 if not at all.

    Parameters
    ----------
    model : LinearModel
        The model.
    values : float array of shape (n,)
        A point.
    """
    if not np.isfinite(values).all():
        return float("inf")
    scale = np.maximum(1.0, np.abs(values))
    worst = [np.maximum(model.column_lower - values, values - model.column_upper) / scale]
    whole = values[model.is_integer]
    worst.append(np.abs(whole - np.round(whole)))
    if model.num_rows:
        activity = model.activity(values)
        magnitude = np.maximum(1.0, model.activity(values, magnitude=True))
        worst.append(np.maximum(model.row_lower - activity, activity - model.row_upper) / magnitude)
    return max(0.0, max((float(one.max()) for one in worst if len(one)), default=0.0))
