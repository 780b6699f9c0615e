"""Solve a compiled formulation, its objectives one after the other where there are several.

Objectives in order are solved lexicographically: each is optimised over the
points that are optimal for all before it. What an earlier one has reached is
held by one row (Ehrgott, *Multicriteria Optimization*, section 5.1).
"""

from __future__ import annotations

import time
from dataclasses import replace
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp import solvers
from nl2milp.compile.compiler import Compiled, Stage
from nl2milp.errors import SolverError
from nl2milp.formulation import Sense
from nl2milp.fractional import optimise_ratio
from nl2milp.linear_model import LinearModel, RowBlock
from nl2milp.solvers import Limit, Options, Solution, Solver, Status

__all__ = ["STAGE_TOLERANCES", "feasible_values", "held", "optimise"]

STAGE_TOLERANCES = (1e-9, 1e-6)
"""By how much, relative to its value and absolute below 1, an earlier objective may be worse in a later stage.

The second is tried where rounding makes the first infeasible.
"""

FloatArray: TypeAlias = NDArray[np.float64]

_LEAST_SECONDS = 1e-3


def optimise(compiled: Compiled, solver: Solver | None = None, options: Options | None = None) -> Solution:
    """The optimum of a compiled formulation, in the order of its objectives.

    Parameters
    ----------
    compiled : Compiled
        Its model's objective comes first, then its `stages`; or it is a ratio.
    solver : Solver, optional
        HiGHS by default.
    options : Options, optional
        The time limit holds for all stages together.

    Returns
    -------
    Solution
        Of the last stage that gave an answer. `objective` is the value of the
        last objective, in its own sense; with several objectives
        `extra["stages"]` holds the values of all of them, in order, at
        `values`. Where a limit ended an earlier stage, `bound` and `gap` are
        None, for nothing is proven of the last objective.

    Raises
    ------
    SolverError
        The solver failed, or called infeasible what it had solved before.

    Examples
    --------
    >>> from nl2milp.compile.compiler import compile_formulation
    >>> from nl2milp.formulation import Formulation
    >>> solution = optimise(compile_formulation(Formulation.model_validate({
    ...     "variables": [{"symbol": "x", "upper": 6}, {"symbol": "y", "upper": 9}],
    ...     "constraints": [{"name": "room", "slots": {"rule": "x + y <= 10"}}],
    ...     "objective": {"goals": [
    ...         {"priority": 1, "sense": "maximize", "value": "x + y"},
    ...         {"priority": 2, "rule": "x >= 8"}]},
    ... })))
    >>> [round(value, 6) for value in solution.extra["stages"]]
    [-10.0, 2.0]
    """
    solver = solver or solvers.get("highs")
    options = options or Options()
    if compiled.divisor is not None:
        return optimise_ratio(compiled.model, compiled.divisor, solver, options)
    deadline = None if options.time_limit is None else time.perf_counter() + options.time_limit
    solution = solver.solve(compiled.model, options)
    if not compiled.stages or solution.values is None:
        return solution
    stages = (_own(compiled.model), *compiled.stages)
    model, seconds, is_last = compiled.model, solution.seconds, False
    for place, stage in enumerate(compiled.stages, start=1):
        if solution.status is not Status.OPTIMAL:
            break
        assert solution.values is not None
        earlier, values = model, solution.values
        for tolerance in STAGE_TOLERANCES:
            model = held(earlier, stages[place - 1], values, tolerance)
            found = _solved(_aimed(model, stage), solver, options, deadline)
            seconds += found.seconds
            if found.status is not Status.INFEASIBLE:
                break
        solution = _continued(solution, found, place)
        is_last = found.values is not None and place == len(compiled.stages)
    return _reported(solution, stages, compiled.model.num_rows, seconds, is_last)


def held(model: LinearModel, stage: Stage, values: FloatArray, tolerance: float) -> LinearModel:
    """`model` with one more row: the objective of `stage` stays as good as it is at `values`.

    An objective with whole coefficients on whole variables is held exactly;
    any other one within `tolerance`, relative to its value and absolute below 1.
    """
    columns = np.flatnonzero(stage.cost)
    costs = stage.cost[columns]
    reached = float(costs @ values[columns])
    if model.is_integer[columns].all() and (costs == np.floor(costs)).all():
        limit, slack = float(round(reached)), 0.0
    else:
        limit, slack = reached, tolerance * max(1.0, abs(reached))
    is_least = stage.sense is Sense.MINIMIZE
    block = RowBlock("an earlier objective, held", -1, model.num_rows, model.num_rows + 1)
    return replace(
        model,
        starts=np.append(model.starts, model.starts[-1] + len(columns)).astype(np.int32),
        indices=np.append(model.indices, columns).astype(np.int32),
        values=np.append(model.values, costs),
        row_lower=np.append(model.row_lower, -np.inf if is_least else limit - slack),
        row_upper=np.append(model.row_upper, limit + slack if is_least else np.inf),
        rows=(*model.rows, block),
    )


def _own(model: LinearModel) -> Stage:
    return Stage(model.sense, model.cost, model.offset)


def _aimed(model: LinearModel, stage: Stage) -> LinearModel:
    return replace(model, sense=stage.sense, cost=stage.cost, offset=stage.offset)


def _solved(model: LinearModel, solver: Solver, options: Options, deadline: float | None) -> Solution:
    """`model`, solved in the time that is left."""
    if deadline is None:
        return solver.solve(model, options)
    left = deadline - time.perf_counter()
    if left < _LEAST_SECONDS:
        return Solution(Status.LIMIT, Limit.TIME, "no time was left for a later objective")
    return solver.solve(model, replace(options, time_limit=left))


def _continued(before: Solution, found: Solution, place: int) -> Solution:
    """What is known after a later stage."""
    if found.status is Status.INFEASIBLE:
        raise SolverError(
            f"objective {place + 1} was called infeasible although the answer to objective {place} satisfies everything"
        )
    if found.status is Status.UNBOUNDED:
        return replace(found, detail=f"objective {place + 1} of those in order is unbounded")
    if found.values is None:
        # a limit or a failure before a first point: the earlier stage's answer still stands
        return replace(before, status=found.status, limit=found.limit, detail=found.detail)
    return found


def _reported(solution: Solution, stages: tuple[Stage, ...], rows: int, seconds: float, is_last: bool) -> Solution:
    if solution.values is None:
        return replace(solution, seconds=seconds)
    reached = [float(stage.cost @ solution.values) + stage.offset for stage in stages]
    return replace(
        solution,
        objective=reached[-1],
        bound=solution.bound if is_last else None,
        gap=solution.gap if is_last else None,
        row_duals=solution.row_duals[:rows] if is_last and solution.row_duals is not None else None,
        reduced_costs=solution.reduced_costs if is_last else None,
        seconds=seconds,
        extra={**solution.extra, "stages": reached},
    )


def feasible_values(model: LinearModel) -> FloatArray | None:
    """Values of a feasible point of `model`, within a fifth of the optimum if that is soon found; None if none is."""
    return solvers.get("highs").solve(model, Options(time_limit=5.0, gap=0.2)).values
