"""Sensitivity of linear programmes from HiGHS's optimal basis.

HiGHS minimises what it is given here, so that its signs don't depend on the
direction of the objective; the results are turned back to the model's own
sense. Its ranging is of the basis: with a degenerate optimum the true ranges
may be wider, which is said by :attr:`Ranging.is_degenerate`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import highspy
import numpy as np
from numpy.typing import NDArray

from nl2milp.errors import SolverError
from nl2milp.formulation import Sense
from nl2milp.linear_model import LinearModel
from nl2milp.solvers.base import Options
from nl2milp.solvers.checks import refuse_non_finite
from nl2milp.solvers.highs import _MODEL_STATUS, _instance, to_highs

__all__ = ["Ranging", "ranging"]

FloatArray: TypeAlias = NDArray[np.float64]
BoolArray: TypeAlias = NDArray[np.bool_]

_TIGHT = 1e-7


@dataclass(frozen=True, eq=False)
class Ranging:
    """Dual values and their ranges, in the model's own sense.

    Attributes
    ----------
    values : float array of shape (n,)
        The optimal point.
    objective : float
        Its value.
    row_duals : float array of shape (m,)
        Change of the objective per unit of the side of a row.
    reduced_costs : float array of shape (n,)
        Change of the objective per unit of a variable that is at a bound.
    side_low, side_high : float arrays of shape (m,)
        Between these the dual value of a tight row stays as it is.
    cost_low, cost_high : float arrays of shape (n,)
        Between these costs the values stay optimal.
    is_tight : bool array of shape (m,)
        Rows at one of their sides.
    is_degenerate : bool
        More rows and bounds are tight than there are variables: dual values need not be unique.
    has_alternatives : bool
        Other points may be as good.
    """

    values: FloatArray
    objective: float
    row_duals: FloatArray
    reduced_costs: FloatArray
    side_low: FloatArray
    side_high: FloatArray
    cost_low: FloatArray
    cost_high: FloatArray
    is_tight: BoolArray
    is_degenerate: bool
    has_alternatives: bool


def ranging(model: LinearModel, options: Options | None = None) -> Ranging:
    """Solve a linear programme and range its optimum.

    Raises
    ------
    SolverError
        The model has whole-number variables, or no optimum.
    """
    if model.is_integer.any():
        raise SolverError("dual values belong to linear programmes; this model has whole-number variables")
    refuse_non_finite(model)
    highs: Any = _instance(options or Options(), small=True)
    highs.setOptionValue("solver", "simplex")
    highs.passModel(to_highs(model))
    highs.run()
    if highs.getModelStatus() != _MODEL_STATUS.kOptimal:
        raise SolverError(f"there is no optimum to range: {highs.modelStatusToString(highs.getModelStatus())}")
    solution = highs.getSolution()
    if not solution.dual_valid:
        raise SolverError("HiGHS gives no dual values for this optimum")
    sign = 1.0 if model.sense is Sense.MINIMIZE else -1.0
    values = np.array(solution.col_value, dtype=np.float64)
    duals = sign * np.array(solution.row_dual, dtype=np.float64)
    costs = sign * np.array(solution.col_dual, dtype=np.float64)
    status, ranges = highs.getRanging()
    n, m = model.num_columns, model.num_rows
    if status == highspy.HighsStatus.kOk:
        side_high = np.array(ranges.row_bound_up.value_, dtype=np.float64)[:m]
        side_low = np.array(ranges.row_bound_dn.value_, dtype=np.float64)[:m]
        # the arrays of costs have one entry for each row as well
        up = np.array(ranges.col_cost_up.value_, dtype=np.float64)[:n]
        down = np.array(ranges.col_cost_dn.value_, dtype=np.float64)[:n]
    else:
        side_low, side_high = np.full(m, np.nan), np.full(m, np.nan)
        up, down = np.full(n, np.nan), np.full(n, np.nan)
    cost_low, cost_high = (down, up) if sign > 0 else (-up, -down)
    activity = model.activity(values) if m else np.zeros(0)
    scale = _TIGHT * np.maximum(1.0, np.abs(activity))
    tight = (np.abs(activity - model.row_lower) <= scale) | (np.abs(activity - model.row_upper) <= scale)
    width = _TIGHT * np.maximum(1.0, np.abs(values))
    at_bound = (np.abs(values - model.column_lower) <= width) | (np.abs(values - model.column_upper) <= width)
    count = int(tight.sum() + at_bound.sum())
    priced = int((np.abs(duals[tight]) > _TIGHT).sum() + (np.abs(costs[at_bound]) > _TIGHT).sum())
    return Ranging(
        values, float(model.cost @ values) + model.offset, duals, costs, _far(side_low), _far(side_high),
        _far(cost_low), _far(cost_high), tight, count > n, priced < n,
    )  # fmt: skip


def _far(values: FloatArray) -> FloatArray:
    """HiGHS's 1e30 and beyond as infinity."""
    return np.where(values >= 1e29, np.inf, np.where(values <= -1e29, -np.inf, values))
