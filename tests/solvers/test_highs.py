"""The HiGHS backend against models whose answers are known; most pin what HiGHS does not do by itself."""

from __future__ import annotations

import json
import math
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import highspy
import numpy as np
import pytest
import scipy.sparse as sp

from nl2milp.errors import SolverError
from nl2milp.formulation import Sense
from nl2milp.linear_model import ColumnBlock, LinearModel, RowBlock
from nl2milp.solvers import Limit, Options, Progress, Status
from nl2milp.solvers.highs import HighsSolver, largest_value, to_highs

INF = math.inf


def model(
    cost: Any,
    rows: Any = (),
    lower: Any = (),
    upper: Any = (),
    *,
    sense: Sense = Sense.MINIMIZE,
    bounds: tuple[Any, Any] = (0.0, INF),
    integer: Any = False,
    offset: float = 0.0,
) -> LinearModel:
    """Minimise `cost @ x + offset` subject to `lower <= rows @ x <= upper` within bounds."""
    cost = np.asarray(cost, dtype=np.float64)
    count = len(cost)
    matrix = sp.csr_array(np.asarray(rows, dtype=np.float64).reshape(len(lower), count))
    matrix.sort_indices()
    column_lower, column_upper = (np.array(np.broadcast_to(side, (count,)), dtype=np.float64) for side in bounds)
    return LinearModel(
        sense, cost, offset, column_lower, column_upper, np.array(np.broadcast_to(integer, (count,)), dtype=bool),
        matrix.indptr.astype(np.int32), matrix.indices.astype(np.int32), matrix.data,
        np.asarray(lower, dtype=np.float64), np.asarray(upper, dtype=np.float64),
        (ColumnBlock("x", 0, count, lambda place: (place,)),),
        (RowBlock("r", 0, 0, len(lower), lambda place: (place,)),),
    )  # fmt: skip


def hard_knapsacks(items: int = 60, rows: int = 5, seed: int = 1) -> LinearModel:
    """Market-split equations with slack to minimise: no solver closes the gap in minutes."""
    random = np.random.default_rng(seed)
    weights = random.integers(0, 100, (rows, items)).astype(float)
    target = np.floor(weights.sum(axis=1) / 2)
    matrix = np.hstack([weights, np.eye(rows), -np.eye(rows)])
    cost = np.r_[np.zeros(items), np.ones(2 * rows)]
    upper = np.r_[np.ones(items), np.full(2 * rows, 1e4)]
    whole = np.r_[np.ones(items, dtype=bool), np.zeros(2 * rows, dtype=bool)]
    return model(cost, matrix, target, target, bounds=(0.0, upper), integer=whole)


def solve(one: LinearModel, **options: Any) -> Any:
    return HighsSolver().solve(one, Options(**options))


# -- optimality


def test_a_linear_programme_with_its_duals() -> None:
    # at most 8 hours and 9 boards; 3 and 4 earned
    one = model([3, 4], [[1, 2], [3, 1]], [-INF, -INF], [8, 9], sense=Sense.MAXIMIZE, offset=10)
    found = solve(one)
    assert found.status is Status.OPTIMAL
    assert (found.objective, found.bound, found.gap) == (pytest.approx(28), pytest.approx(28), 0)
    np.testing.assert_allclose(found.values, [2, 3])
    np.testing.assert_allclose(found.row_duals, [1.8, 0.4])


@pytest.mark.parametrize("sense", list(Sense))
def test_duals_are_the_change_of_the_objective_per_unit_of_right_hand_side(sense: Sense) -> None:
    random = np.random.default_rng(3)
    cost, rows = random.integers(1, 9, 4).astype(float), random.integers(1, 9, (3, 4)).astype(float)
    sides = ([10, 12, 9], [INF] * 3) if sense is Sense.MINIMIZE else ([-INF] * 3, [10, 12, 9])
    upper = [INF, INF, 0.5, INF]

    def objective(row: int | None = None, column: int | None = None) -> float:
        shifted = [np.array(side, dtype=float) for side in sides]
        if row is not None:
            shifted = [side + 1e-4 * (np.arange(3) == row) for side in shifted]
        cap = np.array(upper)
        if column is not None:
            cap[column] += 1e-4
        return float(solve(model(cost, rows, *shifted, sense=sense, bounds=(0.0, cap))).objective)

    found = solve(model(cost, rows, *sides, sense=sense, bounds=(0.0, upper)))
    for row in range(3):
        assert found.row_duals[row] == pytest.approx((objective(row=row) - found.objective) / 1e-4, abs=1e-5)
    at_upper = (objective(column=2) - found.objective) / 1e-4
    assert (found.reduced_costs[2] if found.values[2] > 0.4 else 0.0) == pytest.approx(at_upper, abs=1e-5)


def test_integer_models_have_no_duals() -> None:
    found = solve(model([1, 1], [[2, 3]], [7], [INF], integer=True))
    assert (found.status, found.objective, found.bound, found.gap) == (Status.OPTIMAL, 3, 3, 0)
    assert found.row_duals is None
    assert found.reduced_costs is None


def test_the_bound_of_an_integer_maximisation_counts_the_constant() -> None:
    found = solve(model([5, 4], [[6, 5]], [-INF], [17], sense=Sense.MAXIMIZE, integer=True, offset=100))
    assert found.objective == 114
    assert found.bound == pytest.approx(114)


def test_the_default_gap_is_zero() -> None:
    # HiGHS's own default calls 9999 of 10000 optimal
    weights = np.random.default_rng(0).integers(20_000, 90_000, 20).astype(float)
    capacity = float(np.floor(weights.sum() / 2))
    one = model(weights, [weights], [-INF], [capacity], sense=Sense.MAXIMIZE, bounds=(0, 1), integer=True)
    reachable = {0.0}
    for weight in weights:
        reachable |= {total + weight for total in reachable if total + weight <= capacity}
    found = solve(one)
    assert (found.status, found.objective, found.gap) == (Status.OPTIMAL, max(reachable), 0)


def test_a_gap_that_was_asked_for_is_used() -> None:
    weights = np.random.default_rng(0).integers(20_000, 90_000, 60).astype(float)
    one = model(weights, [weights], [-INF], [weights.sum() / 2], sense=Sense.MAXIMIZE, bounds=(0, 1), integer=True)
    found = solve(one, gap=0.05)
    assert found.status is Status.OPTIMAL
    assert 0 <= found.gap <= 0.05


# -- no optimum


def test_infeasible_gives_no_values() -> None:
    for integer in (False, True):
        found = solve(model([1, 1], [[1, 1], [1, 1]], [5, -INF], [INF, 3], integer=integer))
        assert (found.status, found.values, found.objective, found.row_duals) == (Status.INFEASIBLE, None, None, None)


def test_unbounded_and_infeasible_are_told_apart() -> None:
    free = {"bounds": (-INF, INF)}
    for integer in (False, True):
        assert solve(model([-1, 0], [[1, -1]], [0], [0], integer=integer)).status is Status.UNBOUNDED
        assert solve(model([-1, 0], integer=integer, **free)).status is Status.UNBOUNDED
        both = model([-1, 0, 0], [[0, 1, 1], [0, 1, 1]], [5, -INF], [INF, 3], integer=integer)
        assert solve(both).status is Status.INFEASIBLE


def test_an_integer_model_without_a_point_is_infeasible_though_its_relaxation_is_unbounded() -> None:
    # 2y + 2z = 3 has no whole solution
    one = model([-1, 0, 0], [[0, 2, 2]], [3], [3], integer=True, bounds=(0, [INF, 9, 9]))
    assert solve(one).status is Status.INFEASIBLE


def test_the_second_run_of_an_unbounded_model_keeps_to_the_time_limit() -> None:
    hard = hard_knapsacks()
    matrix = np.hstack([hard.matrix.toarray()[:, :60], np.zeros((5, 1))])
    one = model(np.r_[np.zeros(60), -1.0], matrix, hard.row_lower, hard.row_lower, integer=True,
                bounds=(0.0, np.r_[np.ones(60), INF]))  # fmt: skip
    started = time.perf_counter()
    found = solve(one, time_limit=1.0)
    assert time.perf_counter() - started < 10
    assert (found.status, found.limit, found.values) == (Status.LIMIT, Limit.TIME, None)


def test_contradictory_bounds_name_the_variable() -> None:
    found = solve(model([1, 1], bounds=([0, 5], [9, 3])))
    assert found.status is Status.INFEASIBLE
    assert "x[1]" in found.detail


# -- small and odd models


def test_models_without_columns_rows_or_both() -> None:
    assert solve(model([], offset=7.0)).objective == 7
    assert solve(model([], [], [1.0], [INF])).status is Status.INFEASIBLE
    assert solve(model([], [], [-1.0], [0.0])).status is Status.OPTIMAL
    found = solve(model([2, -3], bounds=(1, 4)))
    assert (found.status, found.objective) == (Status.OPTIMAL, -10)
    np.testing.assert_allclose(found.values, [1, 4])


def test_an_empty_row_is_checked() -> None:
    assert solve(model([1], [[0]], [1], [INF])).status is Status.INFEASIBLE
    assert solve(model([1], [[0]], [-INF], [1])).objective == 0


@pytest.mark.parametrize(
    ("change", "named"),
    [
        ({"cost": [1, math.nan]}, r"objective coefficient .* x\[1\]"),
        ({"cost": [1, INF]}, r"objective coefficient .* x\[1\]"),
        ({"rows": [[1, 1], [1, math.nan]]}, r"coefficient .* r\[1\]"),
        ({"rows": [[1, INF], [1, 1]]}, r"coefficient .* r\[0\]"),
        ({"lower": [math.nan, 0]}, r"right-hand side .* r\[0\]"),
        ({"lower": [0, INF]}, r"right-hand side .* r\[1\]"),
        ({"bounds": ([0, math.nan], INF)}, r"bound .* x\[1\]"),
        ({"bounds": (0, [-INF, 1])}, r"bound .* x\[0\]"),
        ({"offset": math.nan}, "constant of the objective"),
        ({"rows": [[1, 1e16], [1, 1]]}, "does not accept"),
    ],
)
def test_what_is_no_finite_number_is_refused(change: dict[str, Any], named: str) -> None:
    arguments: dict[str, Any] = {"cost": [1, 1], "rows": [[1, 1], [1, 2]], "lower": [0, 0], "upper": [5, 5], **change}
    with pytest.raises(SolverError, match=named):
        solve(model(**arguments))


def test_an_unknown_status_is_an_error_not_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(highspy.Highs, "getModelStatus", lambda self: highspy.HighsModelStatus.kSolveError)
    found = solve(model([1], [[1]], [1], [2], integer=True))
    assert (found.status, found.values) == (Status.ERROR, None)


# -- limits and interruptions


def test_a_time_limit_gives_the_best_so_far() -> None:
    found = solve(hard_knapsacks(), time_limit=1.0)
    assert (found.status, found.limit) == (Status.LIMIT, Limit.TIME)
    one = hard_knapsacks()
    assert found.values is not None
    activity = one.matrix @ found.values
    np.testing.assert_allclose(activity, one.row_lower, atol=1e-5)
    assert found.bound <= found.objective
    assert found.gap > 0


def test_a_time_limit_too_short_for_any_point_is_no_infeasibility() -> None:
    found = solve(hard_knapsacks(), time_limit=1e-6)
    assert (found.status, found.limit) == (Status.LIMIT, Limit.TIME)


def test_stop_from_another_thread_and_solve_again_afterwards() -> None:
    solver, stop = HighsSolver(), threading.Event()
    timer = threading.Timer(0.5, stop.set)
    timer.start()
    found = solver.solve(hard_knapsacks(), Options(stop=stop, time_limit=60))
    assert (found.status, found.limit) == (Status.LIMIT, Limit.INTERRUPT)
    assert found.seconds < 30
    stop.clear()
    assert solver.solve(model([1], [[1]], [2], [9], integer=True), Options(stop=stop)).objective == 2


CTRL_C = """
import os, signal, sys, threading
from nl2milp.solvers import Options
from nl2milp.solvers.highs import HighsSolver
from tests.solvers.test_highs import hard_knapsacks
threading.Timer(1.0, lambda: os.kill(os.getpid(), signal.SIGINT)).start()
found = HighsSolver().solve(hard_knapsacks(), Options(time_limit=60))
print(found.status, found.limit, found.values is not None, found.seconds < 30)
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
def test_ctrl_c_ends_a_long_solve_with_the_best_so_far() -> None:
    run = subprocess.run([sys.executable, "-c", CTRL_C], capture_output=True, text=True, check=False, timeout=120)
    assert run.stdout.splitlines() == ["limit interrupt True True", "True"], run.stderr


def test_a_handler_of_ones_own_for_ctrl_c_is_left_alone() -> None:
    mine = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        assert solve(model([1], [[1]], [1], [2])).objective == 1
        assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    finally:
        signal.signal(signal.SIGINT, mine)


def test_progress_is_reported_in_the_models_own_sense() -> None:
    reports: list[Progress] = []
    hard = hard_knapsacks(30, 3)
    one = model(-hard.cost, hard.matrix.toarray(), hard.row_lower, hard.row_upper, sense=Sense.MAXIMIZE,
                bounds=(0.0, hard.column_upper), integer=hard.is_integer, offset=1000.0)  # fmt: skip
    solve(one, time_limit=2.0, progress=reports.append)
    assert reports
    known = [report for report in reports if not math.isnan(report.incumbent + report.bound)]
    assert known
    for report in known:
        assert report.incumbent <= report.bound + 1e-6
        assert report.bound <= 1000 + 1e-6


def test_an_exception_from_a_progress_callback_ends_the_run_and_is_raised() -> None:
    def broken(report: Progress) -> None:
        raise ZeroDivisionError("from the callback")

    with pytest.raises(ZeroDivisionError, match="from the callback"):
        solve(hard_knapsacks(), time_limit=30, progress=broken)


# -- threads and output


def test_another_number_of_threads_than_this_thread_started_with_works() -> None:
    one = model([1, 2], [[3, 5]], [7], [INF], integer=True)
    for threads in (1, 2, 1, 2):
        assert solve(one, threads=threads).objective == solve(one).objective


def test_solves_in_parallel_threads() -> None:
    found: dict[int, float] = {}

    def work(number: int) -> None:
        for _ in range(5):
            found[number] = solve(model([1], [[1]], [number + 0.5], [INF], integer=True)).objective

    workers = [threading.Thread(target=work, args=(number,)) for number in range(6)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert found == {number: number + 1 for number in range(6)}


def test_nothing_is_printed(capfd: pytest.CaptureFixture[str]) -> None:
    solve(hard_knapsacks(20, 2), time_limit=1.0)
    solve(model([1, 1], [[1, 1]], [1], [2]))
    assert capfd.readouterr() == ("", "")


# -- helpers


def test_largest_value_over_the_relaxation() -> None:
    one = model([0, 0], [[2, 2]], [-INF], [5], integer=True)
    assert largest_value(one, np.array([1.0, 0.0])) == pytest.approx(2.5, abs=1e-5)
    assert largest_value(one, np.array([-1.0, 0.0])) == pytest.approx(0, abs=1e-5)
    assert largest_value(model([0]), np.array([1.0])) == INF


def test_to_highs_minimises() -> None:
    lp = to_highs(model([1, 2], [[1, 1]], [0], [3], sense=Sense.MAXIMIZE, integer=[True, False], offset=4))
    np.testing.assert_array_equal(lp.col_cost_, [-1, -2])
    assert lp.offset_ == -4
    assert len(to_highs(model([1], integer=True), integer=False).integrality_) in (0, 1)


HARD = Path(__file__).with_name("hard_for_highs.json")
WITHOUT_END = """
import json, pathlib, sys
import nl2milp
parts = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))["endless_aggregator"]
print(nl2milp.solve(nl2milp.Formulation.model_validate(parts)).objective)
"""


def test_presolve_comes_to_an_end() -> None:
    """HiGHS 1.15 ran for ever in its aggregator on this model of a dozen columns, deaf to limits; 1.16 does not."""
    command = [sys.executable, "-c", WITHOUT_END, str(HARD)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert float(done.stdout) == 1.0


def test_a_run_that_fails_after_presolve_is_tried_without() -> None:
    """Without feasibility jump, HiGHS 1.15 ends with 'Solve error' on this model of a dozen columns."""
    import nl2milp

    parts = json.loads(HARD.read_text(encoding="utf-8"))["solve_error"]
    formulation = nl2milp.Formulation.model_validate(parts)
    assert nl2milp.solve(formulation).objective == pytest.approx(58.0)


def test_nothing_is_printed_to_standard_output() -> None:
    """HiGHS 1.16 prints a banner with the first instance of a process, past Python's own standard output."""
    code = "from nl2milp.solvers.highs import HighsSolver; print(HighsSolver.name)"
    solving = (
        "from nl2milp.solvers.highs_instance import silent_instance; "
        "h = silent_instance(); h.addVariable(0, 1, 1); h.run()"
    )
    done = subprocess.run([sys.executable, "-c", f"{code}; {solving}"], capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == ("highs\n", "")
