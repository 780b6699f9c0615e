"""HiGHS through Pyomo's own interface, and any solver that Pyomo finds (`pyomo:glpk`).

Pyomo keeps what a variable held before a failed solve: values are never read
from the variables of a model unless the result itself says that a solution was
found, and a new model is made for every run. Its names are ours (`x[3]`,
`r[17]`), so that odd or repeated names of a model do not matter.
"""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, ClassVar, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp.errors import InputError, MissingExtraError, SolverError
from nl2milp.linear_model import LinearModel
from nl2milp.solvers.base import Limit, Options, Status
from nl2milp.solvers.guarded import Claim, GuardedSolver, missing
from nl2milp.solvers.highs_instance import silence_banner
from nl2milp.solvers.highs_watch import Watch

__all__ = ["PyomoSolver", "to_pyomo"]

FloatArray: TypeAlias = NDArray[np.float64]

_SMALL = 2_000
_GAP_OPTION = {
    "cbc": "ratio",
    "glpk": "mipgap",
    "gurobi": "MIPGap",
    "cplex": "mip_tolerances_mipgap",
    "scip": "limits/gap",
}

# termination conditions by name, of Pyomo's new interface and of its old one
_STATUS: dict[str, tuple[Status | None, Limit | None]] = {
    "convergenceCriteriaSatisfied": (Status.OPTIMAL, None),
    "optimal": (Status.OPTIMAL, None),
    "globallyOptimal": (Status.OPTIMAL, None),
    "provenInfeasible": (Status.INFEASIBLE, None),
    "infeasible": (Status.INFEASIBLE, None),
    "unbounded": (Status.UNBOUNDED, None),
    "infeasibleOrUnbounded": (None, None),
    "maxTimeLimit": (Status.LIMIT, Limit.TIME),
    "iterationLimit": (Status.LIMIT, Limit.ITERATIONS),
    "maxIterations": (Status.LIMIT, Limit.ITERATIONS),
    "maxEvaluations": (Status.LIMIT, Limit.ITERATIONS),
    "interrupted": (Status.LIMIT, Limit.INTERRUPT),
    "userInterrupt": (Status.LIMIT, Limit.INTERRUPT),
}


def _pyomo() -> Any:
    try:
        import pyomo.environ
    except ImportError as error:
        raise MissingExtraError(missing("Pyomo", "pyomo", error)) from None
    return pyomo.environ


def to_pyomo(model: LinearModel, cost: FloatArray) -> Any:
    """`model` as a Pyomo model that minimises `cost @ x`: variables `x`, rows `r`, objective `o`."""
    pyo = _pyomo()
    from pyomo.core.expr.numeric_expr import LinearExpression

    made = pyo.ConcreteModel()
    made.x = pyo.Var(range(model.num_columns))
    columns = [made.x[at] for at in range(model.num_columns)]
    for one, low, high, whole in zip(columns, model.column_lower, model.column_upper, model.is_integer, strict=True):
        one.domain = pyo.Integers if whole else pyo.Reals
        one.setlb(None if np.isinf(low) else float(low))
        one.setub(None if np.isinf(high) else float(high))

    def row(_: Any, at: int) -> Any:
        part = slice(model.starts[at], model.starts[at + 1])
        body = LinearExpression(
            constant=0.0,
            linear_coefs=model.values[part].tolist(),
            linear_vars=[columns[column] for column in model.indices[part].tolist()],
        )
        low, high = float(model.row_lower[at]), float(model.row_upper[at])
        if low == high:
            return body == low
        return (None if np.isinf(low) else low, body, None if np.isinf(high) else high)

    has_entries = np.diff(model.starts) > 0
    has_side = np.isfinite(model.row_lower) | np.isfinite(model.row_upper)
    made.r = pyo.Constraint(np.flatnonzero(has_entries & has_side).tolist(), rule=row)
    used = np.flatnonzero(cost).tolist()
    made.o = pyo.Objective(
        expr=LinearExpression(
            constant=0.0, linear_coefs=cost[used].tolist(), linear_vars=[columns[column] for column in used]
        )
    )
    return made


@contextmanager
def _quiet() -> Iterator[None]:
    """Pyomo logs a warning for every status but optimal; what it says is in the result."""
    log = logging.getLogger("pyomo")
    before = log.level
    log.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        log.setLevel(before)


def _watched(watch: Watch) -> Any:
    """Pyomo's own interface to HiGHS, whose instance tells and asks `watch` while it runs."""
    from pyomo.contrib.solver.solvers.highs import Highs

    class Watched(Highs):  # type: ignore[misc]
        def _solve(self) -> Any:
            watch.subscribe(self._solver_model)
            return super()._solve()

    return Watched()


def _duals(made: Any, results: Any, model: LinearModel) -> tuple[FloatArray, FloatArray]:
    """Dual values of rows and reduced costs; 0 for what Pyomo was not given."""
    found = np.zeros(model.num_rows)
    by_row = results.solution_loader.get_duals()
    for at in made.r:
        found[at] = by_row[made.r[at]]
    by_column = results.solution_loader.get_reduced_costs()
    costs = [by_column.get(made.x[at], 0.0) for at in range(model.num_columns)]
    return found, np.array(costs, dtype=np.float64)


class PyomoSolver(GuardedSolver):
    """HiGHS through Pyomo's own interface to it."""

    name: ClassVar[str] = "pyomo"
    features: ClassVar[frozenset[str]] = frozenset(
        {"duals", "gap", "interrupt", "memory_limit", "progress", "time_limit"}
    )

    def using(self, engine: str) -> GuardedSolver:
        """The same backend with another engine."""
        return PyomoSolver() if engine == "highs" else PyomoEngineSolver(engine)

    def _run(self, model: LinearModel, cost: FloatArray, options: Options) -> Claim:
        made = to_pyomo(model, cost)
        with _quiet():
            return self._highs(made, model, options)

    def _highs(self, made: Any, model: LinearModel, options: Options) -> Claim:
        silence_banner()
        watch = Watch(options, model.sense, model.offset)
        solver = _watched(watch)
        if not solver.available():
            raise MissingExtraError(missing("highspy", "pyomo", "Pyomo does not find it"))
        settings: dict[str, Any] = {"random_seed": options.seed}
        if model.num_columns <= _SMALL:
            settings["mip_heuristic_run_feasibility_jump"] = False
        try:
            results = solver.solve(
                made,
                load_solutions=False,
                raise_exception_on_nonoptimal_result=False,
                threads=options.threads,
                time_limit=options.time_limit,
                rel_gap=options.gap,
                abs_gap=0.0 if options.gap == 0 else None,
                solver_options=settings,
            )
        except Exception as error:  # Pyomo's errors share no base class
            raise SolverError(f"Pyomo failed: {error}") from error
        watch.reraise()
        word = results.termination_condition.name
        if word == "unknown" and watch.is_stopped:
            word = "interrupted"  # Pyomo does not know this status of HiGHS
        if word == "unknown":
            return Claim(Status.ERROR, detail="HiGHS through Pyomo: unknown", is_started=False)
        status, limit = _STATUS.get(word, (Status.ERROR, None))
        values = None
        if results.solution_status.name in ("optimal", "feasible"):
            primals = results.solution_loader.get_vars()
            values = np.array([primals.get(made.x[at], np.nan) for at in range(model.num_columns)], dtype=np.float64)
        if watch.is_full and limit is Limit.INTERRUPT:
            limit = Limit.MEMORY
        mixed = bool(model.is_integer.any())
        bound = results.objective_bound if mixed else None
        claim = Claim(status, limit, f"HiGHS through Pyomo: {word}", values, bound)
        if status is not Status.OPTIMAL or mixed:
            return claim
        duals, costs = _duals(made, results, model)
        return replace(claim, row_duals=duals, reduced_costs=costs)


class PyomoEngineSolver(GuardedSolver):
    """Another solver that Pyomo finds, which can neither be asked nor stopped on the way.

    Parameters
    ----------
    engine : str
        Pyomo's own name of it.
    """

    name: ClassVar[str] = "pyomo"

    def __init__(self, engine: str) -> None:
        if not re.fullmatch(r"[A-Za-z]\w*", engine):
            raise InputError(f"'{engine}' is not the name of a solver of Pyomo's, such as glpk, cbc or gurobi")
        self.engine = engine

    def _run(self, model: LinearModel, cost: FloatArray, options: Options) -> Claim:
        made = to_pyomo(model, cost)
        with _quiet():
            return self._other(made, model, options)

    def _other(self, made: Any, model: LinearModel, options: Options) -> Claim:
        pyo = _pyomo()
        solver = pyo.SolverFactory(self.engine)
        try:
            is_there = bool(solver.available(exception_flag=False))
        except Exception:  # an unknown name: Pyomo raises what its version likes
            is_there = False
        if not is_there:
            raise MissingExtraError(f"Pyomo does not find the solver '{self.engine}'; install it, or take 'pyomo'")
        if self.engine in _GAP_OPTION:
            solver.options[_GAP_OPTION[self.engine]] = options.gap
        limits = {} if options.time_limit is None else {"timelimit": options.time_limit}
        started = time.perf_counter()
        try:
            results = solver.solve(made, load_solutions=False, **limits)
        except Exception as error:  # Pyomo's errors share no base class
            raise SolverError(f"Pyomo failed: {error}") from error
        seconds = time.perf_counter() - started
        word = str(results.solver.termination_condition)
        status, limit = _STATUS.get(word, (Status.ERROR, None))
        values = None
        if status in (Status.OPTIMAL, Status.LIMIT) and len(results.solution):
            made.solutions.load_from(results)
            found = [made.x[at].value for at in range(model.num_columns)]
            values = np.array([np.nan if one is None else one for one in found], dtype=np.float64)
        if status is Status.ERROR and options.time_limit is not None and seconds >= 0.9 * options.time_limit:
            status, limit = Status.LIMIT, Limit.TIME
        return Claim(status, limit, f"{self.engine} through Pyomo: {word}", values)
