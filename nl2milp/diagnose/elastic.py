"""The least change of right-hand sides that makes members feasible beside all others.

Every side of the chosen rows gets a slack, and the weighted sum of the slacks
is minimised (Chinneck 2008, *Feasibility and Infeasibility in Optimization*,
section 7). The solver's own relaxation isn't used: it reports objective 0 with
"valid" values where the rest is infeasible still.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nl2milp.diagnose.probes import Budget
from nl2milp.diagnose.system import System
from nl2milp.errors import SolverError
from nl2milp.formulation import Sense
from nl2milp.linear_model import LinearModel
from nl2milp.solvers import Options, Solution, Status
from nl2milp.solvers.highs import HighsSolver

__all__ = ["Slack", "least_change", "tightest_conflict", "with_sides"]


@dataclass(frozen=True)
class Slack:
    """A side that may give way.

    Attributes
    ----------
    row : int
        Of the model.
    is_upper : bool
        Which side; the upper one moves up, the lower one down.
    price : float
        Of one unit.
    group : int
        Slacks of one group move together, by the same amount.
    """

    row: int
    is_upper: bool
    price: float
    group: int


def least_change(system: System, slacks: list[Slack], budget: Budget) -> dict[Slack, float] | None:
    """The cheapest amounts by which sides give way; None where none are enough, or it wasn't settled in time."""
    model = system.model
    groups = sorted({one.group for one in slacks})
    column_of = {group: model.num_columns + place for place, group in enumerate(groups)}
    price = {one.group: one.price for one in slacks}
    elastic = _extended(model, slacks, column_of, [price[group] for group in groups])
    if budget.is_spent:
        return None
    solution = _solved(elastic, budget)
    if solution is None or solution.status is not Status.OPTIMAL or solution.values is None:
        return None
    values = solution.values
    return {one: max(0.0, float(values[column_of[one.group]])) for one in slacks}


def tightest_conflict(system: System, budget: Budget) -> frozenset[int] | None:
    """Members that conflict in the linear relaxation, few of them: those with a price when all rows give way alike.

    Minimises the largest violation. The dual values of its optimum are the
    multipliers of a Farkas proof with the largest contradiction for the sum of
    their sizes, which favours short proofs; a dual ray has no such aim.
    """
    model = system.model
    slacks = [
        Slack(row, is_upper, 1.0, int(is_upper))  # an equation gives way on both sides
        for row in np.flatnonzero(system.owner >= 0).tolist()
        for is_upper, sides in ((True, model.row_upper), (False, model.row_lower))
        if np.isfinite(sides[row])
    ]
    if not slacks or budget.is_spent:
        return None
    relaxed = replace(model, is_integer=np.zeros(model.num_columns, dtype=bool))
    groups = sorted({one.group for one in slacks})
    columns = {group: model.num_columns + place for place, group in enumerate(groups)}
    elastic = _extended(relaxed, slacks, columns, [1.0] * len(groups))
    solution = _solved(elastic, budget)
    if (
        solution is None
        or solution.status is not Status.OPTIMAL
        or solution.row_duals is None
        or not (solution.objective or 0.0) > 1e-7
    ):
        return None
    owners = system.owner[np.abs(solution.row_duals) > 1e-9]
    return frozenset(owners[owners >= 0].tolist())


def _solved(model: LinearModel, budget: Budget) -> Solution | None:
    """The solution; None where the solver refuses the model, for numbers that are too large."""
    try:
        return HighsSolver().solve(model, Options(time_limit=budget.limit, stop=budget.stop))
    except SolverError:
        return None


def _extended(
    model: LinearModel, slacks: list[Slack], column_of: Mapping[int, int], prices: list[float]
) -> LinearModel:
    count = len(prices)
    by_row: dict[int, list[tuple[int, float]]] = {}
    for one in slacks:
        by_row.setdefault(one.row, []).append((column_of[one.group], -1.0 if one.is_upper else 1.0))
    starts, indices, values = [0], [], []
    matrix = model.matrix
    for row in range(model.num_rows):
        begin, end = int(matrix.indptr[row]), int(matrix.indptr[row + 1])
        extra = sorted(by_row.get(row, []))
        indices += [matrix.indices[begin:end], np.array([column for column, _ in extra], dtype=np.int32)]
        values += [matrix.data[begin:end], np.array([weight for _, weight in extra])]
        starts.append(starts[-1] + end - begin + len(extra))
    nothing: list[Any] = [np.zeros(0)]
    return replace(
        model,
        sense=Sense.MINIMIZE,
        cost=np.concatenate([np.zeros(model.num_columns), np.array(prices)]),
        offset=0.0,
        column_lower=np.concatenate([model.column_lower, np.zeros(count)]),
        column_upper=np.concatenate([model.column_upper, np.full(count, np.inf)]),
        is_integer=np.concatenate([model.is_integer, np.zeros(count, dtype=bool)]),
        starts=np.array(starts, dtype=np.int32),
        indices=np.concatenate(indices or nothing).astype(np.int32),
        values=np.concatenate(values or nothing).astype(np.float64),
        columns=(),
        rows=(),
    )


def with_sides(model: LinearModel, moved: Mapping[tuple[int, bool], float]) -> LinearModel:
    """The model with other sides: by row, and whether it is the upper one; an equation stays one."""
    lower, upper = model.row_lower.copy(), model.row_upper.copy()
    for (row, is_upper), value in moved.items():
        if model.row_lower[row] == model.row_upper[row]:
            lower[row] = upper[row] = value
        else:
            (upper if is_upper else lower)[row] = value
    return replace(model, row_lower=lower, row_upper=upper)
