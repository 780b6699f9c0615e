"""What a backend declares beyond an answer, it does: duals, stops, progress, a limit of memory."""

from __future__ import annotations

import math
import threading
import time
from typing import Any

import numpy as np
import pytest

from nl2milp import solvers
from nl2milp.formulation import Sense
from nl2milp.memory import used_megabytes
from nl2milp.solvers import Limit, Options, Progress, Status
from tests.solvers.test_highs import hard_knapsacks, model

INF = math.inf
BACKENDS = ["highs", "pulp", "pulp_cbc", "pyomo"]


def declaring(feature: str) -> list[Any]:
    found = []
    for name in BACKENDS:
        marks = () if feature in solvers.get(name).features else pytest.mark.skip(reason=f"{name} has no {feature}")
        found.append(pytest.param(name, marks=marks))
    return found


@pytest.mark.parametrize("sense", list(Sense))
@pytest.mark.parametrize("name", declaring("duals"))
def test_duals_are_those_of_the_linear_programme(name: str, sense: Sense) -> None:
    random = np.random.default_rng(3)
    matrix = random.integers(0, 9, (6, 8)).astype(float)
    matrix[4] = 0.0  # a row without variables, which no package is given
    low = np.full(6, -INF) if sense is Sense.MAXIMIZE else random.integers(5, 20, 6).astype(float)
    high = random.integers(30, 60, 6).astype(float) if sense is Sense.MAXIMIZE else np.full(6, INF)
    low[4], high[4] = -INF, 7.0
    low[0], high[0] = (1.0, high[0]) if sense is Sense.MAXIMIZE else (low[0], 500.0)  # a range
    one = model(random.integers(1, 9, 8).astype(float), matrix, low, high, bounds=(0.0, 4.0), sense=sense, offset=3)
    found = solvers.get(name).solve(one, Options())
    expected = solvers.get("highs").solve(one, Options())
    assert found.objective == pytest.approx(expected.objective)
    assert found.row_duals is not None
    assert found.reduced_costs is not None
    assert (found.row_duals.shape, found.reduced_costs.shape) == ((6,), (8,))
    # by duality, whichever of several duals it is
    assert found.reduced_costs == pytest.approx(one.cost - one.matrix.T @ found.row_duals, abs=1e-6)
    sides = (
        np.where(found.row_duals > 0, low, high)
        if sense is Sense.MINIMIZE
        else np.where(found.row_duals > 0, high, low)
    )
    used = np.abs(found.row_duals) > 1e-9
    ends = np.where((found.reduced_costs > 0) == (sense is Sense.MAXIMIZE), one.column_upper, one.column_lower)
    bound = found.row_duals[used] @ sides[used] + found.reduced_costs @ ends + one.offset
    assert bound == pytest.approx(found.objective)


@pytest.mark.parametrize("name", declaring("duals"))
def test_whole_numbers_have_no_duals(name: str) -> None:
    found = solvers.get(name).solve(model([3, 4], [[1, 2]], [-INF], [8], sense=Sense.MAXIMIZE, integer=True), Options())
    assert found.status is Status.OPTIMAL
    assert found.row_duals is None
    assert found.reduced_costs is None


@pytest.mark.parametrize("name", declaring("interrupt"))
def test_a_stop_ends_a_solve_with_the_best_so_far(name: str) -> None:
    stop = threading.Event()
    threading.Timer(1.0, stop.set).start()
    started = time.perf_counter()
    found = solvers.get(name).solve(hard_knapsacks(), Options(stop=stop, time_limit=60))
    assert time.perf_counter() - started < 30
    assert (found.status, found.limit) == (Status.LIMIT, Limit.INTERRUPT)
    assert found.objective is not None


@pytest.mark.parametrize("name", declaring("progress"))
def test_progress_is_reported_in_the_models_own_terms(name: str) -> None:
    reports: list[Progress] = []
    one = hard_knapsacks()
    found = solvers.get(name).solve(one, Options(time_limit=2, progress=reports.append))
    assert found.objective is not None
    assert reports
    assert reports[-1].incumbent >= found.objective - 1e-6
    assert reports[-1].bound <= found.objective + 1e-6


@pytest.mark.parametrize("name", declaring("progress"))
def test_what_a_progress_callback_raises_comes_out(name: str) -> None:
    def fail(report: Progress) -> None:
        raise RuntimeError("enough")

    with pytest.raises(RuntimeError, match="enough"):
        solvers.get(name).solve(hard_knapsacks(), Options(time_limit=30, progress=fail))


@pytest.mark.parametrize("name", declaring("memory_limit"))
def test_a_limit_of_memory_is_told_from_a_stop(name: str) -> None:
    found = solvers.get(name).solve(hard_knapsacks(), Options(memory_limit=used_megabytes() / 2, time_limit=60))
    assert (found.status, found.limit) == (Status.LIMIT, Limit.MEMORY)


def test_engines_that_cannot_be_stopped_do_not_declare_it() -> None:
    for name in ("pulp_cbc", "pyomo:glpk"):
        assert not solvers.get(name).features & {"interrupt", "progress", "memory_limit"}
