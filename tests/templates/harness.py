"""Proof that a template's rows and its `holds` say the same, point by point.

A template is registered here by a strategy that draws whole formulations::

    @instances("if_then")
    @st.composite
    def if_then(draw):
        return Formulation.model_validate({...})

Every drawn formulation is compiled; every point of its variables is
enumerated (continuous ones over quarters of their range, so that all sums are
exact in floating point); and the rows, with the auxiliary columns projected
out, must admit exactly the points for which all constraints hold by their
words. Where the objective is one expression, its best value over the auxiliary
columns must be the expression's value.

Modules called `drawn_*.py` beside this one are imported by `test_proof.py`,
which asks for 200 instances a template and for mutants of the rows to be seen.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import highspy
import numpy as np
from hypothesis import strategies as st

from nl2milp.compile.compiler import Compiled, compile_formulation
from nl2milp.formulation import Formulation, Sense
from nl2milp.linear_model import LinearModel
from nl2milp.solvers.highs import largest_value, to_highs
from tests.templates.projection import TooManyRowsError, projected

__all__ = ["INSTANCES", "Disagreement", "admitted", "check", "disagreements", "instances", "mutants", "points_of"]

INSTANCES: dict[str, st.SearchStrategy[Formulation]] = {}
"""A strategy for each template's id; further ones of the same template are called `id:what`."""

SPARE: dict[str, tuple[str, ...]] = {}
"""Kinds of mutants that may go unseen: rows that strengthen each other can be dropped one at a time."""

MOST_POINTS = 200
MOST_CASES = 2_000_000
SLACK = 1e-6


def instances(name: str, spare: tuple[str, ...] = ()) -> Callable[[Callable[[], st.SearchStrategy[Formulation]]], Any]:
    """Register a composite strategy that draws formulations around the template `name` (or `name:what`)."""

    def add(strategy: Callable[[], st.SearchStrategy[Formulation]]) -> Any:
        if name in INSTANCES:
            raise ValueError(f"'{name}' has a strategy already")
        INSTANCES[name] = strategy()
        SPARE[name] = spare
        return strategy

    return add


@dataclass(frozen=True)
class Disagreement:
    """A point on which the rows and the words differ."""

    point: dict[str, float]
    rows_admit: bool
    words_hold: bool
    detail: str = ""


def points_of(compiled: Compiled, most: int = MOST_POINTS) -> Any:
    """Points of the formulation's variables, shape (count, n): all of them, or a fixed sample with the corners."""
    model = compiled.model
    count = sum(one.size for one in compiled.scope.variables)
    axes = []
    for column in range(count):
        low, high = model.column_lower[column], model.column_upper[column]
        low = low if np.isfinite(low) else min(0.0, high) - 4.0
        high = high if np.isfinite(high) else low + 8.0
        step = 1.0 if model.is_integer[column] else (high - low) / 4 or 1.0
        axes.append(np.arange(np.ceil(low) if model.is_integer[column] else low, high + 1e-9, step))
    total = int(np.prod([len(axis) for axis in axes], dtype=np.float64))
    if total <= most:
        return np.array(list(itertools.product(*axes)), dtype=np.float64).reshape(total, count)
    random = np.random.default_rng(0)
    chosen = [random.choice(axis, most) for axis in axes]
    corners = [random.choice(axis[[0, -1]], most // 4) for axis in axes]
    return np.unique(np.vstack([np.array(chosen).T, np.array(corners).T]), axis=0)


# -- what the rows admit


def admitted(model: LinearModel, points: Any) -> tuple[Any, Any]:
    """Whether some values of the columns after the given ones meet the rows; and the best objective over them.

    Returns
    -------
    (bool array, float array), each of shape (count,)
    """
    count = points.shape[1]
    whole = [column for column in range(count, model.num_columns) if model.is_integer[column]]
    loose = [column for column in range(count, model.num_columns) if not model.is_integer[column]]
    matrix = model.matrix.toarray()
    within = ((points >= model.column_lower[:count] - SLACK) & (points <= model.column_upper[:count] + SLACK)).all(1)
    ranges = [np.arange(model.column_lower[c], model.column_upper[c] + 0.5) for c in whole]
    cases = int(np.prod([len(one) for one in ranges], dtype=np.float64)) if ranges else 1
    possible = within & _plain_rows_hold(matrix, model, points)
    try:
        below, limit = projected(model, loose)
    except TooManyRowsError:
        return _solved(model, points, possible)
    if cases * len(points) * len(limit) > MOST_CASES:
        return _solved(model, points, possible)
    table = np.array(list(itertools.product(*ranges)), dtype=np.float64).reshape(cases, len(whole))
    used = [*range(count), *whole]
    # cases that no point makes feasible are left out early: most rows are about the auxiliary columns alone
    own = (below[:, :count] == 0).all(axis=1) & (below[:, -1] == 0)
    table = table[(table @ below[np.ix_(own, whole)].T <= limit[own] + SLACK).all(axis=1)]
    matrix = below[:, used]
    left = limit - (points @ matrix[:, :count].T)[:, None, :] - (table @ matrix[:, count:].T)[None]
    rate = below[:, -1]
    good = (left[..., rate == 0] >= -SLACK).all(axis=2)
    # what the rows leave of the objective is an interval
    bottom = (left[..., rate < 0] / rate[rate < 0]).max(axis=2, initial=-np.inf)
    top = (left[..., rate > 0] / rate[rate > 0]).min(axis=2, initial=np.inf)
    good &= bottom <= top + SLACK
    if model.sense is Sense.MINIMIZE:
        best = np.where(good, bottom, np.inf).min(axis=1, initial=np.inf)
    else:
        best = np.where(good, top, -np.inf).max(axis=1, initial=-np.inf)
    return within & good.any(axis=1), best


def _plain_rows_hold(matrix: Any, model: LinearModel, points: Any) -> Any:
    """Whether the rows without auxiliary columns hold: they need no solver."""
    plain = (matrix[:, points.shape[1] :] == 0).all(axis=1)
    activity = points @ matrix[plain, : points.shape[1]].T
    return ((activity >= model.row_lower[plain] - SLACK) & (activity <= model.row_upper[plain] + SLACK)).all(axis=1)


def _solved(model: LinearModel, points: Any, still: Any) -> tuple[Any, Any]:
    """What HiGHS says of the points that may `still` be admitted."""
    good, best = still.copy(), np.full(len(points), np.inf if model.sense is Sense.MINIMIZE else -np.inf)
    for place in np.flatnonzero(still):
        # a new instance each time: with only the bounds changed, HiGHS 1.15 has ended in a segmentation fault here
        good[place], best[place] = _by_highs(_solver(model), model, points[place])
    return good, best


def _solver(model: LinearModel) -> highspy.Highs:
    highs = highspy.Highs()
    for name, value in {"output_flag": False, "threads": 1, "mip_heuristic_run_feasibility_jump": False}.items():
        highs.setOptionValue(name, value)
    highs.setOptionValue("mip_rel_gap", 0.0)
    highs.passModel(to_highs(model))
    return highs


def _by_highs(highs: highspy.Highs, model: LinearModel, point: Any) -> tuple[bool, float]:
    for column, value in enumerate(point):
        highs.changeColBounds(column, float(value), float(value))
    highs.run()
    status = highs.getModelStatus()
    sign = 1.0 if model.sense is Sense.MINIMIZE else -1.0
    if status == highspy.HighsModelStatus.kOptimal:
        return True, sign * highs.getInfo().objective_function_value
    if status == highspy.HighsModelStatus.kUnbounded:
        return True, -sign * np.inf
    assert status in (highspy.HighsModelStatus.kInfeasible, highspy.HighsModelStatus.kUnboundedOrInfeasible), status
    return False, sign * np.inf


# -- what the words say


def words_hold(compiled: Compiled, points: Any) -> Any:
    """Whether all constraints hold by their words, judged exactly. Shape (count,)."""
    return np.array([all(one.all() for one in compiled.holds(point, tolerance=0.0)) for point in points], dtype=bool)


def disagreements(compiled: Compiled, model: LinearModel | None = None, points: Any = None) -> Iterator[Disagreement]:
    """Every point on which `model` (the compiled one, if not given) and the words differ."""
    model = compiled.model if model is None else model
    points = points_of(compiled) if points is None else points
    if not len(points):
        return
    words = words_hold(compiled, points)
    rows, best = admitted(model, points)
    names = [model.column_name(column) for column in range(points.shape[1])]
    for place in np.flatnonzero(rows != words):
        yield Disagreement(dict(zip(names, points[place], strict=True)), bool(rows[place]), bool(words[place]))
    value = compiled.formulation.objective.value
    if value is None:
        return
    for place in np.flatnonzero(rows & words):
        said = compiled.value_of(value, points[place])
        if abs(said - best[place]) > 1e-5 * max(1.0, abs(said)):
            detail = f"the objective is {said} by its words and {best[place]} by the model"
            yield Disagreement(dict(zip(names, points[place], strict=True)), True, True, detail)


def check(formulation: Formulation) -> Compiled:
    """Compile, and demand that rows and words agree on every point."""
    compiled = compile_formulation(formulation, relax=largest_value)
    found = next(disagreements(compiled), None)
    if found is not None:
        raise AssertionError(f"{found}\n{formulation.to_json()}")
    return compiled


# -- mutants


def mutants(model: LinearModel) -> Iterator[tuple[str, LinearModel]]:
    """The model with one thing wrong: a row dropped, a coefficient's sign flipped, a side moved by one."""
    for row in range(model.num_rows):
        lower, upper = model.row_lower.copy(), model.row_upper.copy()
        lower[row], upper[row] = -np.inf, np.inf
        yield "row dropped", replace(model, row_lower=lower, row_upper=upper)
        for side, step in (("upper", 1.0), ("upper", -1.0), ("lower", 1.0), ("lower", -1.0)):
            sides = {"lower": model.row_lower.copy(), "upper": model.row_upper.copy()}
            if np.isfinite(sides[side][row]):
                sides[side][row] += step
                yield "side moved", replace(model, row_lower=sides["lower"], row_upper=sides["upper"])
    for entry in range(model.num_nonzeros):
        values = model.values.copy()
        values[entry] *= -1.0
        yield "sign flipped", replace(model, values=values)
