"""Several objectives: in order, weighted, as goals; and the smallest of largest values."""

from __future__ import annotations

import itertools
import time
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2milp.api import compile_model
from nl2milp.errors import SolverError
from nl2milp.formulation import Formulation
from nl2milp.linear_model import LinearModel
from nl2milp.optimise import held, optimise
from nl2milp.solvers import Limit, Options, Solution, Status
from nl2milp.solvers.highs import HighsSolver


def problem(
    goals: list[dict[str, Any]] | None = None, *rules: str, kind: str = "integer", **objective: Any
) -> Formulation:
    return Formulation.model_validate(
        {
            "variables": [{"symbol": name, "kind": kind, "upper": 6} for name in ("x", "y")],
            "objective": {"goals": goals} if goals else objective,
            "constraints": [{"name": f"rule {n}", "slots": {"rule": rule}} for n, rule in enumerate(rules)],
        }
    )


number = st.integers(-3, 3)
aims = st.tuples(number, number, st.integers(0, 12), st.sampled_from(["minimize", "maximize", "<=", ">=", "=="]))


def shortfall(aim: tuple[int, int, int, str], x: int, y: int) -> int:
    """What an aim is missed by, or what is to be minimised, in plain Python."""
    a, b, wanted, kind = aim
    value = a * x + b * y
    return {
        "minimize": value,
        "maximize": -value,
        "<=": max(0, value - wanted),
        ">=": max(0, wanted - value),
        "==": abs(value - wanted),
    }[kind]


def goal(aim: tuple[int, int, int, str], priority: int, weight: int = 1) -> dict[str, Any]:
    a, b, wanted, kind = aim
    value = f"{a}*x + {b}*y"
    stated = {"sense": kind, "value": value} if kind.endswith("mize") else {"rule": f"{value} {kind} {wanted}"}
    return {"priority": priority, "weight": str(weight), **stated}


POINTS = [(x, y) for x, y in itertools.product(range(7), repeat=2) if x + y <= 8]


@settings(max_examples=80, deadline=None, derandomize=True)
@given(st.lists(aims, min_size=2, max_size=3))
def test_goals_in_order_reach_the_lexicographic_optimum(chosen: list[tuple[int, int, int, str]]) -> None:
    goals = [goal(aim, place + 1) for place, aim in enumerate(chosen)]
    least = min(tuple(shortfall(aim, x, y) for aim in chosen) for x, y in POINTS)
    solution = optimise(compile_model(problem(goals, "x + y <= 8")))
    assert solution.status is Status.OPTIMAL
    assert solution.extra["stages"] == pytest.approx(list(least), abs=1e-6)
    assert solution.objective == pytest.approx(least[-1], abs=1e-6)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(st.lists(st.tuples(aims, st.integers(1, 4)), min_size=2, max_size=3))
def test_weighted_goals_reach_the_least_sum(chosen: list[tuple[tuple[int, int, int, str], int]]) -> None:
    goals = [goal(aim, 1, weight) for aim, weight in chosen]
    least = min(sum(weight * shortfall(aim, x, y) for aim, weight in chosen) for x, y in POINTS)
    assert optimise(compile_model(problem(goals, "x + y <= 8"))).objective == pytest.approx(least, abs=1e-6)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(aims, aims, st.sampled_from(["minimize", "maximize"]), st.sampled_from(["min", "max"]))
def test_the_least_of_largest_values_and_its_relatives(one: Any, other: Any, sense: str, function: str) -> None:
    """min-max and max-min; and min-min and max-max, where the column must be held from the other side."""
    value = f"{function}({one[0]}*x + {one[1]}*y, {other[0]}*x + {other[1]}*y + {other[2]})"
    pick: Any = {"min": min, "max": max}
    found = [pick[function](one[0] * x + one[1] * y, other[0] * x + other[1] * y + other[2]) for x, y in POINTS]
    best = pick[sense[:3]](found)
    solution = optimise(compile_model(problem(None, "x + y <= 8", sense=sense, value=value)))
    assert solution.objective == pytest.approx(best, abs=1e-6)


def test_a_continuous_objective_is_held_without_giving_way() -> None:
    goals = [{"priority": 1, "sense": "maximize", "value": "x + y"}, {"priority": 2, "rule": "x >= 8"}]
    solution = optimise(compile_model(problem(goals, "x + y <= 10", kind="continuous")))
    assert solution.extra["stages"] == pytest.approx([-10.0, 2.0], abs=1e-7)


def test_later_objectives_of_an_infeasible_model_are_not_tried() -> None:
    goals = [{"priority": 1, "rule": "x >= 2"}, {"priority": 2, "rule": "y >= 2"}]
    assert optimise(compile_model(problem(goals, "x >= 7"))).status is Status.INFEASIBLE


def test_a_later_objective_may_be_unbounded() -> None:
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": "x"}, {"symbol": "y"}],
            "objective": {
                "goals": [
                    {"priority": 1, "sense": "minimize", "value": "x"},
                    {"priority": 2, "sense": "maximize", "value": "y"},
                ]
            },
        }
    )
    solution = optimise(compile_model(formulation))
    assert solution.status is Status.UNBOUNDED
    assert "objective 2" in solution.detail


class Scripted:
    """HiGHS for the first stage, and given answers after it."""

    name = "scripted"
    features: frozenset[str] = frozenset()

    def __init__(self, *later: Solution) -> None:
        self.later = list(later)
        self.seen: list[LinearModel] = []

    def solve(self, model: LinearModel, options: Options) -> Solution:
        self.seen.append(model)
        return HighsSolver().solve(model, options) if len(self.seen) == 1 else self.later.pop(0)


TWO = [{"priority": 1, "sense": "maximize", "value": "x"}, {"priority": 2, "sense": "maximize", "value": "y"}]


def test_an_answer_of_an_earlier_stage_survives_a_limit_in_a_later_one() -> None:
    solver = Scripted(Solution(Status.LIMIT, Limit.TIME, "time"))
    solution = optimise(compile_model(problem(TWO, "x + y <= 8")), solver)
    assert (solution.status, solution.limit, solution.bound) == (Status.LIMIT, Limit.TIME, None)
    assert solution.values is not None
    assert solution.extra["stages"][0] == pytest.approx(-6)


def test_a_solver_that_contradicts_itself_is_reported() -> None:
    solver = Scripted(Solution(Status.INFEASIBLE), Solution(Status.INFEASIBLE))
    with pytest.raises(SolverError, match="objective 2 was called infeasible"):
        optimise(compile_model(problem(TWO, "x + y <= 8", kind="continuous")), solver)
    assert len(solver.seen) == 3, "the second tolerance is tried"


class Slow(Scripted):
    """Uses up the whole time limit in the first stage."""

    def solve(self, model: LinearModel, options: Options) -> Solution:
        found = super().solve(model, replace(options, time_limit=None))
        time.sleep(options.time_limit or 0.0)
        return found


def test_no_time_is_left_for_a_later_objective() -> None:
    solver = Slow()
    solution = optimise(compile_model(problem(TWO, "x + y <= 8")), solver, Options(time_limit=0.01))
    assert (solution.status, solution.limit) == (Status.LIMIT, Limit.TIME)
    assert solution.values is not None
    assert len(solver.seen) == 1


def test_whole_objectives_are_held_exactly() -> None:
    compiled = compile_model(problem(TWO, "x + y <= 8"))
    first = HighsSolver().solve(compiled.model)
    assert first.values is not None
    model = held(compiled.model, replace(compiled.stages[0], cost=compiled.model.cost), first.values, 1e-6)
    assert model.num_rows == compiled.model.num_rows + 1
    assert model.row_upper[-1] == -6.0
    assert np.isneginf(model.row_lower[-1])
    assert model.row_name(model.num_rows - 1) == "an earlier objective, held"
