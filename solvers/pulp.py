"""HiGHS and CBC through PuLP.

PuLP's own statuses are not used where the solver's can be read: PuLP calls
both what is unbounded or infeasible 'infeasible', and the end of time 'optimal'.
Columns and rows get names of ours (`c3`, `r17`), so that odd or repeated names
of a model do not matter; rows with two sides become two.
"""

from __future__ import annotations

import time
from typing import Any, ClassVar, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp.errors import MissingExtraError, SolverError
from nl2milp.linear_model import LinearModel
from nl2milp.solvers.base import Limit, Options, Status
from nl2milp.solvers.guarded import Claim, GuardedSolver, missing
from nl2milp.solvers.highs_instance import silence_banner
from nl2milp.solvers.highs_watch import INFINITE, Watch

__all__ = ["PulpCbcSolver", "PulpSolver"]

FloatArray: TypeAlias = NDArray[np.float64]

_LEAST_SECONDS = 0.01
_SMALL = 2_000

_HIGHS: dict[str, tuple[Status | None, Limit | None]] = {
    "kOptimal": (Status.OPTIMAL, None),
    "kInfeasible": (Status.INFEASIBLE, None),
    "kUnbounded": (Status.UNBOUNDED, None),
    "kUnboundedOrInfeasible": (None, None),
    "kTimeLimit": (Status.LIMIT, Limit.TIME),
    "kIterationLimit": (Status.LIMIT, Limit.ITERATIONS),
    "kSolutionLimit": (Status.LIMIT, Limit.ITERATIONS),
    "kInterrupt": (Status.LIMIT, Limit.INTERRUPT),
    "kHighsInterrupt": (Status.LIMIT, Limit.INTERRUPT),
    "kMemoryLimit": (Status.LIMIT, Limit.MEMORY),
}


def _pulp() -> Any:
    try:
        import pulp
    except ImportError as error:
        raise MissingExtraError(missing("PuLP", "pulp", error)) from None
    return pulp


def to_pulp(model: LinearModel, cost: FloatArray) -> tuple[Any, list[Any], list[tuple[int, Any]]]:
    """`model` as a PuLP problem that minimises `cost @ x`; its variables by column, and (row, constraint) pairs."""
    pulp = _pulp()
    problem = pulp.LpProblem("m", pulp.LpMinimize)
    # what PuLP 4 wants, where it is there already
    add = getattr(problem, "add_variable", pulp.LpVariable)
    columns = [
        add(
            f"c{number}",
            None if np.isinf(low) else float(low),
            None if np.isinf(high) else float(high),
            pulp.LpInteger if whole else pulp.LpContinuous,
        )
        for number, (low, high, whole) in enumerate(
            zip(model.column_lower, model.column_upper, model.is_integer, strict=True)
        )
    ]
    problem.setObjective(pulp.LpAffineExpression([(columns[at], float(cost[at])) for at in np.flatnonzero(cost)]))
    rows: list[tuple[int, Any]] = []
    for row in range(model.num_rows):
        part = slice(model.starts[row], model.starts[row + 1])
        entries = [
            (columns[at], float(value)) for at, value in zip(model.indices[part], model.values[part], strict=True)
        ]
        if not entries:
            continue
        low, high = float(model.row_lower[row]), float(model.row_upper[row])
        sides = [(pulp.LpConstraintEQ, low, "")] if low == high else []
        if not sides and np.isfinite(low):
            sides.append((pulp.LpConstraintGE, low, "l"))
        if low != high and np.isfinite(high):
            sides.append((pulp.LpConstraintLE, high, "u"))
        for sense, side, mark in sides:
            expression = pulp.LpAffineExpression(entries)
            rows.append((row, pulp.LpConstraint(expression, sense, f"r{row}{mark}", side)))
            problem.addConstraint(rows[-1][1])
    return problem, columns, rows


def _values(columns: list[Any]) -> FloatArray:
    return np.array([np.nan if one.varValue is None else one.varValue for one in columns], dtype=np.float64)


def _duals(rows: list[tuple[int, Any]], columns: list[Any], model: LinearModel) -> tuple[FloatArray, FloatArray] | None:
    """Dual values of rows, both sides of one added, and reduced costs; None of a mixed-integer model."""
    if model.is_integer.any():
        return None
    found = np.zeros(model.num_rows)
    for row, constraint in rows:
        if constraint.pi is None:
            return None
        found[row] += constraint.pi
    # of a column that stands nowhere, nothing depends
    return found, np.array([one.dj or 0.0 for one in columns], dtype=np.float64)


def _watched(kind: Any, watch: Watch, **settings: Any) -> Any:
    """PuLP's solver of that kind, whose instance of HiGHS tells and asks `watch` while it runs."""

    class Watched(kind):  # type: ignore[misc]
        def callSolver(self, lp: Any) -> None:  # noqa: N802 - PuLP's name
            watch.subscribe(lp.solverModel)
            with watch.until_interrupted():
                super().callSolver(lp)

    return Watched(**settings)


class PulpSolver(GuardedSolver):
    """HiGHS through PuLP."""

    name: ClassVar[str] = "pulp"
    features: ClassVar[frozenset[str]] = frozenset(
        {"duals", "gap", "interrupt", "memory_limit", "progress", "time_limit"}
    )

    def _run(self, model: LinearModel, cost: FloatArray, options: Options) -> Claim:
        pulp = _pulp()
        problem, columns, rows = to_pulp(model, cost)
        settings: dict[str, Any] = {"random_seed": options.seed}
        if model.num_columns <= _SMALL:
            settings["mip_heuristic_run_feasibility_jump"] = False
        if options.gap == 0:
            settings["mip_abs_gap"] = 0.0
        watch = Watch(options, model.sense, model.offset)
        settings |= {"msg": False, "gapRel": options.gap, "threads": options.threads, "timeLimit": options.time_limit}
        solver = _watched(pulp.HiGHS, watch, **settings)
        silence_banner()
        if not solver.available():
            raise MissingExtraError(missing("highspy", "pulp", "PuLP does not find it"))
        try:
            problem.solve(solver)
        except pulp.PulpError as error:
            raise SolverError(f"PuLP failed: {error}") from error
        # PuLP's own status is lossy: the instance that it made knows better
        instance = problem.solverModel
        word = instance.getModelStatus().name
        if word == "kNotset":
            return Claim(Status.ERROR, detail=f"HiGHS did not start with {options.threads} threads", is_started=False)
        status, limit = _HIGHS.get(word, (Status.ERROR, None))
        watch.reraise()
        if watch.is_full and limit is Limit.INTERRUPT:
            limit = Limit.MEMORY
        info = instance.getInfo()
        has_point = int(info.primal_solution_status) == 2
        bound = float(info.mip_dual_bound) if model.is_integer.any() else None
        return Claim(
            status,
            limit,
            f"HiGHS through PuLP: {instance.modelStatusToString(instance.getModelStatus())}",
            _values(columns) if has_point else None,
            None if bound is None or abs(bound) >= INFINITE else bound,
            True,
            *((_duals(rows, columns, model) or (None, None)) if status is Status.OPTIMAL else (None, None)),
        )


class PulpCbcSolver(GuardedSolver):
    """CBC through PuLP, as a process of its own, which can neither be asked nor stopped on the way."""

    name: ClassVar[str] = "pulp_cbc"
    features: ClassVar[frozenset[str]] = frozenset({"duals", "gap", "time_limit"})

    def _run(self, model: LinearModel, cost: FloatArray, options: Options) -> Claim:
        pulp = _pulp()
        problem, columns, rows = to_pulp(model, cost)
        limit = None if options.time_limit is None else max(options.time_limit, _LEAST_SECONDS)
        settings: dict[str, Any] = {"msg": False, "gapRel": options.gap, "threads": options.threads, "timeLimit": limit}
        settings["options"] = [f"randomSeed {options.seed}", f"randomCbcSeed {options.seed}"] if options.seed else []
        solver = pulp.COIN_CMD(**settings)
        if not solver.available():
            solver = pulp.PULP_CBC_CMD(**settings)
        if not solver.available():
            raise MissingExtraError("this solver needs CBC: put the programme cbc on the path")
        started = time.perf_counter()
        try:
            problem.solve(solver)
        except pulp.PulpError as error:
            raise SolverError(f"PuLP failed: {error}") from error
        is_late = limit is not None and time.perf_counter() - started >= 0.9 * limit
        word = f"CBC through PuLP: {pulp.LpStatus[problem.status]}, {pulp.LpSolution[problem.sol_status]}"
        found = problem.sol_status
        if found == pulp.LpSolutionOptimal:
            row_duals, costs = _duals(rows, columns, model) or (None, None)
            values = _values(columns)
            return Claim(Status.OPTIMAL, detail=word, values=values, row_duals=row_duals, reduced_costs=costs)
        if found == pulp.LpSolutionIntegerFeasible:
            return Claim(Status.LIMIT, Limit.TIME if is_late else Limit.ITERATIONS, word, _values(columns))
        if is_late:
            # nothing that is said at the end of time is proven
            return Claim(Status.LIMIT, Limit.TIME, word)
        # of what is infeasible for its whole numbers alone, PuLP says that no solution was found
        said = {pulp.LpStatusInfeasible: Status.INFEASIBLE, pulp.LpStatusUnbounded: Status.UNBOUNDED}
        return Claim(said.get(problem.status, Status.ERROR), detail=word)
