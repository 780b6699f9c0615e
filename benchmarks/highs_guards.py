"""Which of the guards around HiGHS are still needed: each oddity, tried on HiGHS itself.

    python benchmarks/highs_guards.py

Every check runs in a process of its own, for some never come back. Prints one
line for each: whether this release of HiGHS still does it.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import highspy
import numpy as np

SECONDS = 60
STATUS = highspy.HighsModelStatus


def instance(**options: Any) -> Any:
    highs = highspy.Highs()
    highs.setOptionValue("output_flag", False)
    for name, value in options.items():
        assert highs.setOptionValue(name, value) == highspy.HighsStatus.kOk, name
    return highs


def load(highs: Any, cost: Any, rows: Any, low: Any, high: Any, lower: Any, upper: Any, whole: Any) -> Any:
    """A dense model, minimised."""
    rows = np.atleast_2d(np.asarray(rows, dtype=float))
    count, columns = rows.shape
    places = np.tile(np.arange(columns, dtype=np.int32), count)
    starts = np.arange(0, count * columns + 1, columns, dtype=np.int32)
    full = [np.broadcast_to(np.asarray(one, dtype=float), columns).copy() for one in (cost, lower, upper)]
    sides = [np.broadcast_to(np.asarray(one, dtype=float), count).copy() for one in (low, high)]
    kinds = np.broadcast_to(np.asarray(whole, dtype=np.int32), columns).copy()
    return highs.passModel(
        columns, count, count * columns, 2, 1, 0.0, *full, *sides, starts, places, rows.ravel(), kinds
    )


def hard() -> tuple[Any, ...]:
    """A market split: nobody closes the gap in minutes."""
    drawing = np.random.default_rng(1)
    weights = drawing.integers(0, 100, (5, 60)).astype(float)
    target = np.floor(weights.sum(axis=1) / 2)
    rows = np.hstack([weights, np.eye(5), -np.eye(5)])
    cost = np.r_[np.zeros(60), np.ones(10)]
    return cost, rows, target, target, 0.0, np.r_[np.ones(60), np.full(10, 1e4)], np.r_[np.ones(60), np.zeros(10)]


def load_compiled(highs: Any, parts: dict[str, Any]) -> None:
    from nl2milp.compile.compiler import compile_formulation
    from nl2milp.formulation import Formulation
    from nl2milp.solvers.highs import pass_model

    pass_model(highs, compile_formulation(Formulation.model_validate(parts)).model)


# the models that the tests of the solver have as well
HARD: dict[str, Any] = json.loads(
    (Path(__file__).resolve().parents[1] / "tests" / "solvers" / "hard_for_highs.json").read_text(encoding="utf-8")
)


def aggregator_without_end() -> bool:
    """A model of a dozen columns on which presolve's aggregator ran for ever."""
    highs = instance(mip_heuristic_run_feasibility_jump=False, time_limit=5.0)
    load_compiled(highs, HARD["endless_aggregator"])
    highs.run()
    return False


def solve_error_after_presolve() -> bool:
    """Without feasibility jump, a model of a dozen columns ends with 'Solve error'."""
    highs = instance(mip_heuristic_run_feasibility_jump=False)
    load_compiled(highs, HARD["solve_error"])
    highs.run()
    return highs.getModelStatus() == STATUS.kSolveError


def default_gap_calls_others_optimal() -> bool:
    """The default relative gap of 1e-4: an answer that is not the best is called optimal."""
    found = 0
    for seed in range(6):
        drawing = np.random.default_rng(seed)
        weights = drawing.integers(1_000, 100_000, 16).astype(float)
        model = (-weights, weights, -np.inf, weights.sum() / 2 - 0.5, 0.0, 1.0, 1)
        values = []
        for gap in (1e-4, 0.0):
            highs = instance(mip_rel_gap=gap, mip_abs_gap=1e-6 if gap else 0.0)
            load(highs, *model)
            highs.run()
            values.append(highs.getInfo().objective_function_value)
        found += abs(values[0] - values[1]) > 0.5
    return found > 0


def nan_is_accepted() -> bool:
    """NaN as an objective coefficient."""
    highs = instance()
    outcome = load(highs, [np.nan, 1.0], [[1.0, 1.0]], 1.0, np.inf, 0.0, 10.0, 0)
    return outcome != highspy.HighsStatus.kError


def stale_values_after_infeasible() -> bool:
    """After an infeasible run, values of something can still be read."""
    highs = instance()
    load(highs, [1.0, 1.0], [[1.0, 1.0]], 5.0, np.inf, 0.0, 10.0, 0)
    highs.run()
    highs.changeRowBounds(0, 50.0, np.inf)
    highs.run()
    assert highs.getModelStatus() == STATUS.kInfeasible
    return bool(highs.getSolution().value_valid)


def interrupt_flag_is_sticky() -> bool:
    """A stop that is not taken back ends the next run as well."""
    highs = instance()
    load(highs, *hard())
    threading.Timer(0.5, lambda: setattr(stop, "on", True)).start()
    stop = type("Stop", (), {"on": False})()
    highs.cbMipInterrupt.subscribe(lambda event: event.interrupt(True) if stop.on else None)
    highs.run()
    stop.on = False
    highs.setOptionValue("time_limit", highs.getRunTime() + 3.0)
    started = time.perf_counter()
    highs.clearSolver()
    highs.run()
    return time.perf_counter() - started < 1.5


def time_limit_is_cumulative() -> bool:
    """The time limit of linear programmes counts from the first run of an instance."""
    highs = instance(time_limit=0.2, presolve="off")
    drawing = np.random.default_rng(0)
    load(highs, -drawing.random(400), drawing.random((400, 400)), -np.inf, 100.0, 0.0, 1.0, 0)
    for _ in range(200):
        highs.clearSolver()
        highs.run()
        if highs.getModelStatus() == STATUS.kTimeLimit:
            return True
    return False


def unbounded_or_infeasible() -> bool:
    """An unbounded mixed-integer model is 'unbounded or infeasible'."""
    highs = instance()
    load(highs, [-1.0, 0.0], [[1.0, -1.0]], -np.inf, 0.0, 0.0, np.inf, 1)
    highs.run()
    return highs.getModelStatus() == STATUS.kUnboundedOrInfeasible


def threads_cannot_change() -> bool:
    """A second number of threads within one thread of the system fails."""
    for threads in (1, 2):
        highs = instance(threads=threads)
        load(highs, -np.arange(1.0, 9.0), np.arange(1.0, 9.0), -np.inf, 17.0, 0.0, 3.0, 1)
        highs.run()
    return highs.getModelStatus() == STATUS.kNotset


def banner_on_standard_output() -> bool:
    """The first instance prints a banner, whatever `output_flag` says."""
    said = "import highspy; h = highspy.Highs(); h.setOptionValue('output_flag', False)"
    return bool(subprocess.run([sys.executable, "-c", said], capture_output=True, check=True).stdout)


def feasibility_jump_costs_tiny_models() -> bool:
    """With feasibility jump, tiny models take more than half as long again."""
    seconds = []
    for jump in (True, False):
        started = time.process_time()
        for seed in range(40):
            drawing = np.random.default_rng(seed)
            highs = instance(mip_heuristic_run_feasibility_jump=jump)
            rows = drawing.integers(1, 30, (4, 4))
            load(highs, -drawing.integers(5, 99, 4), rows, -np.inf, drawing.integers(100, 900, 4), 0.0, np.inf, 1)
            highs.run()
        seconds.append(time.process_time() - started)
    return seconds[0] > 1.5 * seconds[1]


CHECKS: dict[str, Callable[[], bool]] = {
    one.__name__: one
    for one in (
        aggregator_without_end,
        solve_error_after_presolve,
        default_gap_calls_others_optimal,
        nan_is_accepted,
        stale_values_after_infeasible,
        interrupt_flag_is_sticky,
        time_limit_is_cumulative,
        unbounded_or_infeasible,
        threads_cannot_change,
        banner_on_standard_output,
        feasibility_jump_costs_tiny_models,
    )
}


def main() -> None:
    """Run all, or the one that is named, whose outcome is the exit code."""
    if len(sys.argv) == 2:
        sys.exit(10 if CHECKS[sys.argv[1]]() else 11)
    print(f"HiGHS {highspy.Highs().version()}")
    for name, check in CHECKS.items():
        try:
            run = subprocess.run([sys.executable, __file__, name], capture_output=True, timeout=SECONDS)
            outcome = {10: "yes", 11: "no"}.get(run.returncode, f"failed: {run.stderr.decode()[-200:]}")
        except subprocess.TimeoutExpired:
            outcome = f"yes: running after {SECONDS} s"
        print(f"{name:42} {outcome:8} {(check.__doc__ or '').splitlines()[0]}", flush=True)


if __name__ == "__main__":
    main()
