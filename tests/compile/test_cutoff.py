"""Bounds from what a known answer costs: exact, derived, and never a guess that stays."""

from __future__ import annotations

import itertools
from typing import Any

import numpy as np
import pytest

from nl2milp.compile.compiler import compile_formulation
from nl2milp.errors import UnboundedTermError
from nl2milp.formulation import Formulation
from nl2milp.linear_model import LinearModel
from nl2milp.optimise import feasible_values, optimise
from nl2milp.solvers.highs import largest_value

TIMES = [3, 5, 2, 4]


def schedule(objective: dict[str, Any] | None) -> Formulation:
    """Four jobs, one at a time, that may begin at any time from 0 on."""
    return Formulation.model_validate(
        {
            "tables": [{"keys": "j in jobs", "columns": ["time"], "rows": list(enumerate(TIMES))}],
            "variables": [{"symbol": "start[j in jobs]"}],
            "objective": objective or {},
            "constraints": [
                {
                    "name": "one at a time",
                    "template": "no_overlap",
                    "slots": {"over": "j in jobs", "start": "start[j]", "duration": "time[j]"},
                }
            ],
        }
    )


MAKESPAN = {"value": "max(start[j] + time[j] for j in jobs)"}
TOTAL = {"value": "sum(start[j] for j in jobs)"}


@pytest.mark.parametrize(
    ("objective", "best"),
    [
        (MAKESPAN, sum(TIMES)),
        (TOTAL, sum(itertools.accumulate([0, *sorted(TIMES)[:-1]]))),
        ({"sense": "maximize", "value": "-sum(start[j] for j in jobs)"}, -16.0),
        ({"goals": [{"priority": 1, "rule": "sum(start[j] for j in jobs) <= 10"}]}, 6.0),
    ],
)
def test_the_optimum_is_reached_without_a_stated_horizon(objective: dict[str, Any], best: float) -> None:
    compiled = compile_formulation(schedule(objective), relax=largest_value, find=feasible_values)
    solution = optimise(compiled)
    assert solution.objective == pytest.approx(best, abs=1e-5)
    assert all(verdict.all() for verdict in compiled.holds(solution.values))  # type: ignore[arg-type]


@pytest.mark.parametrize("objective", [MAKESPAN, TOTAL])
def test_no_coefficient_is_larger_than_what_the_known_answer_allows(objective: dict[str, Any]) -> None:
    model = compile_formulation(schedule(objective), relax=largest_value, find=feasible_values).model
    names = [model.row_name(row) for row in range(model.num_rows)]
    cutoff = names.index("no worse than a known answer")
    assert model.row_constraint[cutoff] == -1
    assert np.abs(model.values).max() <= 2 * model.row_upper[cutoff]


def test_an_objective_that_bounds_nothing_is_refused() -> None:
    with pytest.raises(UnboundedTermError, match="start"):
        compile_formulation(schedule(None), relax=largest_value, find=feasible_values)


def test_without_a_way_to_find_an_answer_the_bound_is_asked_for() -> None:
    with pytest.raises(UnboundedTermError, match="state the largest value"):
        compile_formulation(schedule(MAKESPAN), relax=largest_value)


def test_an_answer_that_is_not_true_is_not_believed() -> None:
    """However it was found: here all jobs at once."""

    def lie(model: LinearModel) -> Any:
        return np.where(np.isfinite(model.column_lower), model.column_lower, 0.0)

    with pytest.raises(UnboundedTermError):
        compile_formulation(schedule(MAKESPAN), relax=largest_value, find=lie)


def test_stated_bounds_need_no_known_answer() -> None:
    bounded = schedule(MAKESPAN).model_dump(by_alias=True, mode="json")
    bounded["variables"][0]["upper"] = "20"

    def fail(model: LinearModel) -> Any:
        raise AssertionError("nothing has to be found")

    compiled = compile_formulation(Formulation.model_validate(bounded), relax=largest_value, find=fail)
    assert optimise(compiled).objective == pytest.approx(sum(TIMES), abs=1e-5)
