"""Ratios of decisions: as the objective, in comparisons, and refused where they mean something else."""

from __future__ import annotations

import itertools
import operator as op
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nl2milp
from nl2milp.api import compile_model
from nl2milp.errors import FormulationError, NonlinearError
from nl2milp.formulation import Formulation
from nl2milp.optimise import optimise
from nl2milp.solvers import Status


def problem(value: str, *rules: str, sense: str = "maximize", kind: str = "continuous", top: int | None = 10) -> Any:
    names = ("x", "y")
    return Formulation.model_validate(
        {
            "variables": [{"symbol": name, "kind": kind, "upper": top} for name in names],
            "objective": {"sense": sense, "value": value},
            "constraints": [{"name": f"rule {n}", "slots": {"rule": rule}} for n, rule in enumerate(rules)],
        }
    )


def test_a_ratio_of_continuous_quantities_is_one_linear_programme() -> None:
    solution = optimise(compile_model(problem("(3*x + 2*y) / (x + y)", "x + y <= 8", "x + y >= 2")))
    assert solution.objective == pytest.approx(3.0)


def test_a_ratio_may_be_scaled_and_shifted_by_data() -> None:
    solution = optimise(compile_model(problem("100*(x / (y + 2)) - 5", "x - y <= 1")))
    assert solution.objective == pytest.approx(100 * 10 / 11 - 5)


def test_a_ratio_that_is_only_approached_has_no_optimum() -> None:
    assert optimise(compile_model(problem("x / (x + y + 1)", top=None))).status is Status.UNBOUNDED


def test_an_infeasible_ratio_is_infeasible() -> None:
    assert optimise(compile_model(problem("x / (y + 1)", "x >= 11"))).status is Status.INFEASIBLE


small = st.integers(-4, 4)
COMPARE = {"<=": op.le, ">=": op.ge, "<": op.lt, ">": op.gt, "==": op.eq}


@settings(max_examples=60, deadline=None, derandomize=True)
@given(
    small,
    small,
    small,
    st.integers(0, 3),
    st.integers(0, 3),
    st.integers(2, 9),
    st.sampled_from(["minimize", "maximize"]),
)
def test_a_ratio_of_whole_quantities_reaches_brute_force(
    a: int, b: int, c: int, d: int, e: int, room: int, sense: str
) -> None:
    formulation = problem(
        f"({a}*x + {b}*y + {c}) / ({d}*x + {e}*y + 1)", f"x + 2*y <= {room}", sense=sense, kind="integer"
    )
    points = [(x, y) for x, y in itertools.product(range(11), repeat=2) if x + 2 * y <= room]
    best = (max if sense == "maximize" else min)((a * x + b * y + c) / (d * x + e * y + 1) for x, y in points)
    assert optimise(compile_model(formulation)).objective == pytest.approx(best, abs=1e-7)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(small, small, st.integers(1, 3), st.integers(0, 3), st.sampled_from(["<=", ">=", "<", ">", "=="]), small)
def test_a_compared_ratio_means_the_comparison(a: int, b: int, d: int, e: int, operator: str, limit: int) -> None:
    left, right = f"({a}*x + {b}*y) / ({d}*x + {e}*y + 1)", str(limit)
    compare = COMPARE[operator]
    points = [
        (x, y)
        for x, y in itertools.product(range(5), repeat=2)
        if compare((a * x + b * y) / (d * x + e * y + 1), limit)
    ]
    solution = optimise(compile_model(problem("5*x + y", f"{left} {operator} {right}", kind="integer", top=4)))
    if not points:
        assert solution.status is Status.INFEASIBLE
    else:
        assert solution.objective == pytest.approx(max(5 * x + y for x, y in points))


@pytest.mark.parametrize("rule", ["x / (x + y) <= 0.4", "x / (y - 1) <= 2"])
def test_a_divisor_that_may_be_zero_or_negative_is_refused(rule: str) -> None:
    with pytest.raises(FormulationError, match=r"divisor of .* may be"):
        compile_model(problem("x", rule))


@pytest.mark.parametrize("rule", ["x + x/(y + 1) <= 3", "x/(y + 1) <= y", "x/(y + 1) + y/(x + 1) <= 2"])
def test_other_uses_are_refused(rule: str) -> None:
    with pytest.raises(NonlinearError, match="ratio of decisions"):
        compile_model(problem("x", rule))


@pytest.mark.parametrize("kind", ["integer", "continuous"])
def test_the_answer_stands_its_check(kind: str) -> None:
    """What is checked after the solve is the ratio, not its numerator."""
    result = nl2milp.solve(
        Formulation.model_validate(
            {
                "variables": [{"symbol": "x", "kind": kind, "upper": 4}, {"symbol": "y", "lower": 1, "upper": 9}],
                "objective": {"sense": "maximize", "value": "(3*x + 1) / (x + y)"},
            }
        )
    )
    assert (result.status.value, result.objective, result.findings) == ("optimal", pytest.approx(2.6), ())
