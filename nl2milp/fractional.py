"""Models whose objective is a ratio of two linear expressions, the divisor positive.

Continuous ones become one linear programme (Charnes and Cooper, 1962,
*Programming with linear fractional functionals*). With whole variables the
ratio is improved step by step (Dinkelbach, 1967, *On nonlinear fractional
programming*): each step is one mixed-integer programme, few are needed, and
the last one proves the optimum.
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp.compile.compiler import Stage
from nl2milp.errors import SolverError
from nl2milp.formulation import Sense
from nl2milp.linear_model import ColumnBlock, LinearModel
from nl2milp.solvers import Limit, Options, Solution, Solver, Status

__all__ = ["SCALE", "charnes_cooper", "optimise_ratio"]

FloatArray: TypeAlias = NDArray[np.float64]

SCALE = "scale"
"""What the variable is called by which all others are multiplied."""

_MOST_STEPS = 100
_TOLERANCE = 1e-9


def optimise_ratio(model: LinearModel, divisor: Stage, solver: Solver, options: Options) -> Solution:
    """The best ratio of `model`'s objective to `divisor`, in the model's own sense.

    Parameters
    ----------
    model : LinearModel
        Its objective is the numerator.
    divisor : Stage
        Positive at every feasible point.

    Returns
    -------
    Solution
        `objective` is the ratio. UNBOUNDED also where the best ratio is only
        approached, far from every point. There are no duals.

    Raises
    ------
    SolverError
        The solver failed.
    """
    if model.is_integer.any():
        return _step_by_step(model, divisor, solver, options)
    return _by_one_model(model, divisor, solver, options)


def charnes_cooper(model: LinearModel, divisor: Stage) -> LinearModel:
    """The linear programme over `y = x * t` and `t = 1 / divisor(x)`, in which the ratio is linear.

    Returns
    -------
    LinearModel
        Of n + 1 columns, the last of them `t`; its optimum is the best ratio,
        and `y / t` are the values for it.
    """
    import scipy.sparse as sp

    lower, upper = model.column_lower, model.column_upper
    identity = sp.eye_array(model.num_columns, format="csr")
    bounded_below, bounded_above = np.flatnonzero(np.isfinite(lower)), np.flatnonzero(np.isfinite(upper))
    has_low, has_high = np.flatnonzero(np.isfinite(model.row_lower)), np.flatnonzero(np.isfinite(model.row_upper))
    # each row is `coefficients @ y - side * t`, at least 0 or at most 0
    at_least = [(model.matrix[has_low], model.row_lower[has_low]), (identity[bounded_below], lower[bounded_below])]
    at_most = [(model.matrix[has_high], model.row_upper[has_high]), (identity[bounded_above], upper[bounded_above])]
    blocks = [sp.hstack([part, sp.csr_array(-side[:, None])]) for part, side in (*at_least, *at_most)]
    scaling = sp.csr_array(np.append(divisor.cost, divisor.offset)[None, :])
    matrix = sp.csr_array(sp.vstack([*blocks, scaling]))
    low = np.concatenate(
        [np.zeros(len(has_low) + len(bounded_below)), np.full(len(has_high) + len(bounded_above), -np.inf)]
    )
    high = np.where(np.isinf(low), 0.0, np.inf)
    count = model.num_columns + 1
    return LinearModel(
        model.sense, np.append(model.cost, model.offset), 0.0,
        np.append(np.full(model.num_columns, -np.inf), 0.0), np.full(count, np.inf), np.zeros(count, dtype=bool),
        matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32), matrix.data.astype(np.float64),
        np.append(low, 1.0), np.append(high, 1.0), (*model.columns, ColumnBlock(SCALE, model.num_columns, count)),
    )  # fmt: skip


def _by_one_model(model: LinearModel, divisor: Stage, solver: Solver, options: Options) -> Solution:
    found = solver.solve(charnes_cooper(model, divisor), options)
    if found.values is None:
        # scaled by t = 0, an infeasible model may look feasible or unbounded: the model itself says which it is
        return found if found.status is not Status.INFEASIBLE else solver.solve(_without_aim(model), options)
    scale = float(found.values[-1])
    if scale <= _TOLERANCE:
        return Solution(Status.UNBOUNDED, detail="the best ratio is only approached", seconds=found.seconds)
    values = found.values[:-1] / scale
    return replace(found, values=values, objective=_ratio(model, divisor, values), row_duals=None, reduced_costs=None)


def _step_by_step(model: LinearModel, divisor: Stage, solver: Solver, options: Options) -> Solution:
    """Optimise `numerator - ratio * divisor` for the ratio reached so far, until nothing is gained."""
    deadline = None if options.time_limit is None else time.perf_counter() + options.time_limit
    best = solver.solve(_without_aim(model), options)
    seconds = best.seconds
    for _ in range(_MOST_STEPS):
        if best.values is None:
            return replace(best, seconds=seconds)
        ratio = _ratio(model, divisor, best.values)
        left = None if deadline is None else max(deadline - time.perf_counter(), 1e-3)
        aim = replace(model, cost=model.cost - ratio * divisor.cost, offset=model.offset - ratio * divisor.offset)
        found = solver.solve(aim, replace(options, time_limit=left))
        seconds += found.seconds
        if found.values is None or found.status is not Status.OPTIMAL:
            kind = Status.LIMIT if found.status is Status.INFEASIBLE else found.status
            return replace(best, status=kind, limit=found.limit, detail=found.detail, objective=ratio, seconds=seconds,
                           bound=None, gap=None)  # fmt: skip
        gained = _ratio(model, divisor, found.values) - ratio
        gained = gained if model.sense is Sense.MAXIMIZE else -gained
        if gained <= _TOLERANCE * max(1.0, abs(ratio)):
            return replace(best, status=Status.OPTIMAL, objective=ratio, bound=ratio, gap=0.0, seconds=seconds)
        best = found
    return replace(best, status=Status.LIMIT, limit=Limit.ITERATIONS, seconds=seconds, bound=None, gap=None)


def _without_aim(model: LinearModel) -> LinearModel:
    return replace(model, cost=np.zeros(model.num_columns), offset=0.0)


def _ratio(model: LinearModel, divisor: Stage, values: FloatArray) -> float:
    below = float(divisor.cost @ values) + divisor.offset
    if below <= 0:
        raise SolverError(f"the divisor of the objective is {below} at what the solver calls an answer")
    return (float(model.cost @ values) + model.offset) / below
