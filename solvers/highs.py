"""HiGHS through `passModel`: the default backend.

What is guarded here was measured with highspy 1.15: the default relative gap
of 1e-4 calls answers optimal that are not; NaN is accepted as data; after an
infeasible run stale values can be read; the interrupt flag is sticky; the time
limit of linear programmes is cumulative per instance; on an unbounded
mixed-integer model the status is 'unbounded or infeasible'.
"""

from __future__ import annotations

import time
from typing import Any, ClassVar

import highspy
import numpy as np
from numpy.typing import NDArray

from nl2milp.errors import SolverError
from nl2milp.formulation import Sense
from nl2milp.linear_model import LinearModel
from nl2milp.solvers.base import Limit, Options, Progress, Solution, Status

__all__ = ["HighsSolver", "largest_value", "to_highs"]

_SMALL = 2_000
"""Columns up to which feasibility jump is off: it takes nine tenths of the time of tiny models and changes no answer."""

_MODEL_STATUS = highspy.HighsModelStatus
_STATUS: dict[Any, tuple[Status, Limit | None]] = {
    _MODEL_STATUS.kOptimal: (Status.OPTIMAL, None),
    _MODEL_STATUS.kModelEmpty: (Status.OPTIMAL, None),
    _MODEL_STATUS.kInfeasible: (Status.INFEASIBLE, None),
    _MODEL_STATUS.kUnbounded: (Status.UNBOUNDED, None),
    _MODEL_STATUS.kTimeLimit: (Status.LIMIT, Limit.TIME),
    _MODEL_STATUS.kInterrupt: (Status.LIMIT, Limit.INTERRUPT),
    _MODEL_STATUS.kHighsInterrupt: (Status.LIMIT, Limit.INTERRUPT),
    _MODEL_STATUS.kIterationLimit: (Status.LIMIT, Limit.ITERATIONS),
    _MODEL_STATUS.kSolutionLimit: (Status.LIMIT, Limit.ITERATIONS),
    _MODEL_STATUS.kMemoryLimit: (Status.LIMIT, Limit.MEMORY),
}


def _refuse_non_finite(model: LinearModel) -> None:
    parts = {
        "objective coefficient": np.isfinite(model.cost),
        "coefficient": np.isfinite(model.values),
        "bound": ~(np.isnan(model.column_lower) | np.isnan(model.column_upper)),
        "right-hand side": ~(np.isnan(model.row_lower) | np.isnan(model.row_upper)),
    }
    for what, good in parts.items():
        if not good.all():
            raise SolverError(f"the model has a {what} that is not a finite number (entry {int(np.argmin(good))})")


def to_highs(model: LinearModel, integer: bool = True) -> highspy.HighsLp:
    """The model in HiGHS's own form, minimising; with `integer` false, its linear relaxation."""
    sign = 1.0 if model.sense is Sense.MINIMIZE else -1.0
    lp = highspy.HighsLp()
    lp.num_col_, lp.num_row_ = model.num_columns, model.num_rows
    lp.col_cost_ = sign * model.cost
    lp.offset_ = sign * model.offset
    lp.col_lower_, lp.col_upper_ = model.column_lower, model.column_upper
    lp.row_lower_, lp.row_upper_ = model.row_lower, model.row_upper
    lp.a_matrix_.format_ = highspy.MatrixFormat.kRowwise
    lp.a_matrix_.num_col_, lp.a_matrix_.num_row_ = model.num_columns, model.num_rows
    lp.a_matrix_.start_, lp.a_matrix_.index_ = model.starts, model.indices
    lp.a_matrix_.value_ = model.values
    if integer and model.is_integer.any():
        kinds = (highspy.HighsVarType.kContinuous, highspy.HighsVarType.kInteger)
        lp.integrality_ = [kinds[whole] for whole in model.is_integer.tolist()]
    return lp


def _instance(options: Options, small: bool) -> highspy.Highs:
    highs = highspy.Highs()
    settings: dict[str, Any] = {
        "output_flag": False,
        "threads": options.threads,
        "random_seed": options.seed,
        "mip_rel_gap": options.gap,
    }
    if small:
        settings["mip_heuristic_run_feasibility_jump"] = False
    if options.time_limit is not None:
        settings["time_limit"] = options.time_limit
    for name, value in settings.items():
        if highs.setOptionValue(name, value) != highspy.HighsStatus.kOk:
            raise SolverError(f"HiGHS refuses the option {name} = {value}")
    return highs


def _watch(highs: highspy.Highs, model: LinearModel, options: Options) -> None:
    """Subscribe to what can stop a run and to what reports on it."""
    stop, progress = options.stop, options.progress
    if stop is not None:
        for callback in (highs.cbSimplexInterrupt, highs.cbIpmInterrupt, highs.cbMipInterrupt):
            # the flag is sticky: it must be written on every call, not only when set
            callback.subscribe(lambda event: event.interrupt(stop.is_set()))
    if progress is not None:
        sign = 1.0 if model.sense is Sense.MINIMIZE else -1.0

        def report(event: Any) -> None:
            out = event.data_out
            incumbent = sign * out.mip_primal_bound if abs(out.mip_primal_bound) < 1e100 else float("nan")
            bound = sign * out.mip_dual_bound if abs(out.mip_dual_bound) < 1e100 else float("nan")
            progress(Progress(out.running_time, incumbent, bound, out.mip_gap, out.mip_node_count))

        highs.cbMipLogging.subscribe(report)


class HighsSolver:
    """HiGHS."""

    name: ClassVar[str] = "highs"
    features: ClassVar[frozenset[str]] = frozenset({"duals", "gap", "interrupt", "progress", "time_limit"})

    def solve(self, model: LinearModel, options: Options | None = None) -> Solution:
        """Solve `model`; see :class:`~nl2milp.solvers.base.Solver`."""
        options = options or Options()
        _refuse_non_finite(model)
        started = time.perf_counter()
        crossed = np.flatnonzero(model.column_lower > model.column_upper)
        if len(crossed):
            detail = f"the bounds of {model.column_name(int(crossed[0]))} contradict each other"
            return Solution(Status.INFEASIBLE, detail=detail)
        highs = _instance(options, model.num_columns <= _SMALL)
        _watch(highs, model, options)
        if highs.passModel(to_highs(model)) == highspy.HighsStatus.kError:
            raise SolverError("HiGHS does not accept the model")
        highs.run()
        status = highs.getModelStatus()
        if status in (_MODEL_STATUS.kUnknown, _MODEL_STATUS.kSolveError) and not model.is_integer.any():
            status = _run_otherwise(highs)
        if status == _MODEL_STATUS.kUnboundedOrInfeasible:
            status = _told_apart(model, options)
        return _solution(highs, status, model, time.perf_counter() - started)


def _run_otherwise(highs: highspy.Highs) -> Any:
    """A second try at a linear programme whose status stayed unknown, without presolve and scaling."""
    highs.setOptionValue("presolve", "off")
    highs.setOptionValue("simplex_scale_strategy", 0)
    highs.clearSolver()
    highs.run()
    return highs.getModelStatus()


def _told_apart(model: LinearModel, options: Options) -> Any:
    """Unbounded or infeasible: whichever a run without an objective shows."""
    highs = _instance(options, model.num_columns <= _SMALL)
    lp = to_highs(model)
    lp.col_cost_ = np.zeros(model.num_columns)
    highs.passModel(lp)
    highs.run()
    status = highs.getModelStatus()
    return _MODEL_STATUS.kUnbounded if status == _MODEL_STATUS.kOptimal else status


def _solution(highs: highspy.Highs, status: Any, model: LinearModel, seconds: float) -> Solution:
    info = highs.getInfo()
    detail = str(highs.modelStatusToString(status))
    kind, limit = _STATUS.get(status, (Status.ERROR, None))
    if kind in (Status.INFEASIBLE, Status.UNBOUNDED, Status.ERROR):
        return Solution(kind, detail=detail, seconds=seconds)
    if status == _MODEL_STATUS.kModelEmpty:
        return _of_empty(model, seconds)
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        if kind is Status.OPTIMAL:
            return Solution(Status.ERROR, detail=f"{detail}, but without a feasible point", seconds=seconds)
        return Solution(kind, limit, detail, seconds=seconds)
    sign = 1.0 if model.sense is Sense.MINIMIZE else -1.0
    found = highs.getSolution()
    values = np.array(found.col_value, dtype=np.float64)
    objective = float(model.cost @ values) + model.offset
    mixed = bool(model.is_integer.any())
    bound = sign * info.mip_dual_bound if mixed else (objective if kind is Status.OPTIMAL else None)
    gap = float(info.mip_gap) if mixed else (0.0 if kind is Status.OPTIMAL else None)
    duals = costs = None
    if not mixed and found.dual_valid and kind is Status.OPTIMAL:
        duals = sign * np.array(found.row_dual, dtype=np.float64)
        costs = sign * np.array(found.col_dual, dtype=np.float64)
    return Solution(kind, limit, detail, values, objective, bound, gap, duals, costs, seconds)


def _of_empty(model: LinearModel, seconds: float) -> Solution:
    """HiGHS calls a model without columns empty whatever its rows say; they compare zero with their sides."""
    if (model.row_lower > 1e-9).any() or (model.row_upper < -1e-9).any():
        return Solution(Status.INFEASIBLE, detail="a row without variables is not met", seconds=seconds)
    nothing = np.zeros(0)
    return Solution(Status.OPTIMAL, None, "empty", nothing, model.offset, model.offset, 0.0, None, None, seconds)


def largest_value(model: LinearModel, weights: NDArray[np.float64]) -> float:
    """The largest `weights @ x` over the linear relaxation of `model`; infinite where there is none or it is not found."""
    highs = _instance(Options(), small=True)
    lp = to_highs(model, integer=False)
    lp.col_cost_, lp.offset_ = -weights, 0.0
    highs.passModel(lp)
    highs.run()
    if highs.getModelStatus() != _MODEL_STATUS.kOptimal:
        return float("inf")
    found = -float(highs.getInfo().objective_function_value)
    return found + 1e-6 * max(1.0, abs(found))
