"""HiGHS through `passModel`: the default backend.

What is guarded here was measured with highspy 1.16 (benchmarks/highs_guards.py
tries it again): the default relative gap
of 1e-4 calls answers optimal that are not; NaN is accepted as data; after an
infeasible run stale values can be read; the interrupt flag is sticky; the time
limit of linear programmes is cumulative per instance; an unbounded
mixed-integer model is 'unbounded or infeasible', or unbounded by its
relaxation alone; the number of threads cannot change within an OS thread; and
a run is deaf to Ctrl-C.
"""

from __future__ import annotations

import threading
import time
from dataclasses import replace
from typing import Any, ClassVar

import highspy
import numpy as np
from numpy.typing import NDArray

from nl2milp.errors import SolverError
from nl2milp.formulation import Sense
from nl2milp.linear_model import LinearModel
from nl2milp.solvers.base import Limit, Options, Solution, Status
from nl2milp.solvers.checks import refuse_non_finite, settled
from nl2milp.solvers.highs_instance import silent_instance
from nl2milp.solvers.highs_watch import INFINITE, Watch

__all__ = ["HighsSolver", "largest_value", "pass_model", "to_highs"]

_SMALL = 2_000
"""Columns up to which feasibility jump is off: nine tenths of the time of tiny models, and no answer changes."""

_MODEL_STATUS = highspy.HighsModelStatus
_INTERRUPTED = getattr(_MODEL_STATUS, "kHighsInterrupt", _MODEL_STATUS.kInterrupt)  # the stubs do not know it
_STATUS: dict[Any, tuple[Status, Limit | None]] = {
    _MODEL_STATUS.kOptimal: (Status.OPTIMAL, None),
    _MODEL_STATUS.kInfeasible: (Status.INFEASIBLE, None),
    _MODEL_STATUS.kUnbounded: (Status.UNBOUNDED, None),
    _MODEL_STATUS.kTimeLimit: (Status.LIMIT, Limit.TIME),
    _MODEL_STATUS.kInterrupt: (Status.LIMIT, Limit.INTERRUPT),
    _INTERRUPTED: (Status.LIMIT, Limit.INTERRUPT),
    _MODEL_STATUS.kIterationLimit: (Status.LIMIT, Limit.ITERATIONS),
    _MODEL_STATUS.kSolutionLimit: (Status.LIMIT, Limit.ITERATIONS),
    _MODEL_STATUS.kMemoryLimit: (Status.LIMIT, Limit.MEMORY),
}


# -- to HiGHS


def to_highs(model: LinearModel, integer: bool = True) -> highspy.HighsLp:
    """The model in HiGHS's own form, minimising; with `integer` false, its linear relaxation."""
    highs = silent_instance()
    pass_model(highs, model, integer)
    return highs.getLp()


def pass_model(
    highs: highspy.Highs, model: LinearModel, integer: bool = True, cost: NDArray[np.float64] | None = None
) -> None:
    """Load a model into an instance, minimising: some algorithms flip the signs of duals where it maximises.

    Parameters
    ----------
    highs : Highs
        The instance.
    model : LinearModel
        What to load.
    integer : bool
        False loads the linear relaxation.
    cost : float array of shape (n,), optional
        To minimise instead of the model's own objective.

    Raises
    ------
    SolverError
        HiGHS does not accept the model.
    """
    sign = 1.0 if model.sense is Sense.MINIMIZE else -1.0
    outcome = highs.passModel(
        model.num_columns,
        model.num_rows,
        model.num_nonzeros,
        int(highspy.MatrixFormat.kRowwise),
        int(highspy.ObjSense.kMinimize),
        sign * model.offset if cost is None else 0.0,
        sign * model.cost if cost is None else cost,
        model.column_lower,
        model.column_upper,
        model.row_lower,
        model.row_upper,
        model.starts,
        model.indices,
        model.values,
        model.is_integer.astype(np.int32) if integer else np.zeros(model.num_columns, dtype=np.int32),
    )
    if outcome == highspy.HighsStatus.kError:
        raise SolverError(
            "HiGHS does not accept the model; it takes coefficients up to 1e15 and objective coefficients below 1e20"
        )


def _instance(options: Options, small: bool) -> highspy.Highs:
    highs = silent_instance()
    settings: dict[str, Any] = {
        "threads": options.threads,
        "random_seed": options.seed,
        "mip_rel_gap": options.gap,
    }
    if options.gap == 0:
        settings["mip_abs_gap"] = 0.0
    if small:
        settings["mip_heuristic_run_feasibility_jump"] = False
    if options.time_limit is not None:
        settings["time_limit"] = options.time_limit
    for name, value in settings.items():
        if highs.setOptionValue(name, value) != highspy.HighsStatus.kOk:
            raise SolverError(f"HiGHS refuses the option {name} = {value}")
    return highs


# -- runs


class HighsSolver:
    """HiGHS."""

    name: ClassVar[str] = "highs"
    features: ClassVar[frozenset[str]] = frozenset(
        {"duals", "gap", "interrupt", "memory_limit", "progress", "time_limit"}
    )

    def solve(self, model: LinearModel, options: Options | None = None) -> Solution:
        """Solve `model`; see :class:`~nl2milp.solvers.base.Solver`.

        Ctrl-C in the main thread, like `options.stop`, ends the run with the
        best solution so far.
        """
        options = options or Options()
        refuse_non_finite(model)
        started = time.perf_counter()
        found = settled(model)
        if found is not None:
            return found
        watch = Watch(options, model.sense)
        with watch.until_interrupted():
            highs, status = _run(model, options, watch)
            if watch.error is None and _is_doubtful(status, model):
                status = _told_apart(model, options, watch, started)
        watch.reraise()
        found = _solution(highs, status, model, time.perf_counter() - started)
        if watch.is_full and found.limit is Limit.INTERRUPT:
            return replace(found, limit=Limit.MEMORY, detail=f"more than {options.memory_limit:,.0f} MB were used")
        return found


def _run(
    model: LinearModel, options: Options, watch: Watch, cost: NDArray[np.float64] | None = None
) -> tuple[highspy.Highs, Any]:
    """Load and run; the instance and the model's status."""
    highs = _instance(options, model.num_columns <= _SMALL)
    watch.subscribe(highs)
    pass_model(highs, model, cost=cost)
    outcome = highs.run()
    status = highs.getModelStatus()
    if outcome == highspy.HighsStatus.kError and status == _MODEL_STATUS.kNotset:
        # another number of threads was started in this OS thread, and cannot be changed: take a new one
        worker = threading.Thread(target=highs.run, daemon=True)
        worker.start()
        worker.join()
        status = highs.getModelStatus()
        if status == _MODEL_STATUS.kNotset:
            raise SolverError(f"HiGHS does not start with {options.threads} threads")
    if status in (_MODEL_STATUS.kUnknown, _MODEL_STATUS.kSolveError):
        status = _run_otherwise(highs, model, options)
    return highs, status


def _run_otherwise(highs: highspy.Highs, model: LinearModel, options: Options) -> Any:
    """A second try at a model whose status stayed unknown, without presolve, and of a linear one without scaling."""
    highs.setOptionValue("presolve", "off")
    if not model.is_integer.any():
        highs.setOptionValue("simplex_scale_strategy", 0)
    elif options.time_limit is not None:
        # of mixed-integer models the limit is for each run
        highs.setOptionValue("time_limit", max(options.time_limit - highs.getRunTime(), 1e-3))
    highs.clearSolver()
    highs.run()
    return highs.getModelStatus()


def _is_doubtful(status: Any, model: LinearModel) -> bool:
    """Whether 'unbounded' may still mean infeasible: of a mixed-integer model, HiGHS judges by the relaxation."""
    if status == _MODEL_STATUS.kUnboundedOrInfeasible:
        return True
    return bool(status == _MODEL_STATUS.kUnbounded and model.is_integer.any())


def _told_apart(model: LinearModel, options: Options, watch: Watch, started: float) -> Any:
    """Unbounded or infeasible: whichever a run without an objective shows, in the time that is left.

    With rational data a feasible mixed-integer model is unbounded exactly if
    its relaxation is (Meyer, 1974).
    """
    if options.time_limit is not None:
        left = options.time_limit - (time.perf_counter() - started)
        if left <= 0:
            return _MODEL_STATUS.kTimeLimit
        options = replace(options, time_limit=left)
    _, status = _run(model, options, watch, cost=np.zeros(model.num_columns))
    return _MODEL_STATUS.kUnbounded if status == _MODEL_STATUS.kOptimal else status


# -- from HiGHS


def _solution(highs: highspy.Highs, status: Any, model: LinearModel, seconds: float) -> Solution:
    info = highs.getInfo()
    detail = str(highs.modelStatusToString(status))
    kind, limit = _STATUS.get(status, (Status.ERROR, None))
    if kind in (Status.INFEASIBLE, Status.UNBOUNDED, Status.ERROR):
        return Solution(kind, detail=detail, seconds=seconds)  # values that can still be read are stale
    if info.primal_solution_status != highspy.SolutionStatus.kSolutionStatusFeasible:
        if kind is Status.OPTIMAL:
            return Solution(Status.ERROR, detail=f"{detail}, but without a feasible point", seconds=seconds)
        return Solution(kind, limit, detail, seconds=seconds)
    sign = 1.0 if model.sense is Sense.MINIMIZE else -1.0
    found = highs.getSolution()
    values = np.array(found.col_value, dtype=np.float64)
    objective = float(model.cost @ values) + model.offset
    is_optimal, mixed = kind is Status.OPTIMAL, bool(model.is_integer.any())
    bound, gap = (objective, 0.0) if is_optimal else (None, None)
    if mixed:
        bound = sign * info.mip_dual_bound if abs(info.mip_dual_bound) < INFINITE else None
        gap = float(info.mip_gap) if abs(info.mip_gap) < INFINITE else None
    duals = costs = None
    if not mixed and found.dual_valid and is_optimal:
        duals = sign * np.array(found.row_dual, dtype=np.float64)
        costs = sign * np.array(found.col_dual, dtype=np.float64)
    return Solution(kind, limit, detail, values, objective, bound, gap, duals, costs, seconds)


def largest_value(model: LinearModel, weights: NDArray[np.float64]) -> float:
    """The largest `weights @ x` over the linear relaxation of `model`; infinite where none is found."""
    if not model.num_columns:
        return 0.0
    highs = _instance(Options(), small=True)
    pass_model(highs, model, integer=False, cost=-weights)
    highs.run()
    if highs.getModelStatus() != _MODEL_STATUS.kOptimal:
        return float("inf")
    found = -float(highs.getInfo().objective_function_value)
    return found + 1e-6 * max(1.0, abs(found))
