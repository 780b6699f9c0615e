"""The runner: the same numbers every time, whatever kills it."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from nl2milp import readers
from nl2milp.datasets.cases import Case
from nl2milp.errors import InputError, NotUnderstoodError
from nl2milp.evaluate.rows import Row, read_rows
from nl2milp.evaluate.runner import evaluate
from nl2milp.evaluate.summary import bootstrap_interval, summarise
from nl2milp.formulation import Formulation
from nl2milp.readers.base import Problem, Reading

PRODUCTS = ["desks", "lamps", "chairs", "shelves", "boats", "kites", "drums", "vases", "scarves", "candles"]


def problem(rng: random.Random) -> tuple[str, float]:
    """A word problem with two products, and its optimum by enumeration."""
    one, other = rng.sample(PRODUCTS, 2)
    hours = [rng.randint(2, 9), rng.randint(2, 9)]
    profit = [rng.randint(10, 90), rng.randint(10, 90)]
    limit, least = rng.randint(60, 200), rng.randint(2, 6)
    text = (
        f"A workshop makes {one} and {other}. The {one} take {hours[0]} hours each and the {other} take {hours[1]} "
        f"hours each. There are {limit} hours available. At least {least} {other} must be made. The profit is "
        f"${profit[0]} on each of the {one} and ${profit[1]} on each of the {other}. How many {one} and {other} "
        "should be made to maximize the profit?"
    )
    best = max(
        profit[0] * x + profit[1] * y
        for x in range(limit // hours[0] + 1)
        for y in range(least, limit // hours[1] + 1)
        if hours[0] * x + hours[1] * y <= limit
    )
    return text, float(best)


def some_cases(count: int) -> list[Case]:
    rng = random.Random(7)
    return [Case(f"p{number:03}", *problem(rng)) for number in range(count)]


def without_times(rows: list[Row]) -> list[dict[str, Any]]:
    summary = summarise(rows)
    kept = {key: value for key, value in summary.items() if "seconds" not in key}
    return [kept, *({"id": row.id, "status": row.status, "correct": row.correct, "n": row.objective} for row in rows)]


def test_the_same_twice_and_with_two_workers(tmp_path: Path) -> None:
    cases = some_cases(12)
    runs = [
        evaluate(cases, data="own", reader="offline", out=tmp_path / str(workers), workers=workers)
        for workers in (1, 2)
    ]
    assert without_times(runs[0]) == without_times(runs[1])
    assert [row.id for row in runs[1]] == [case.id for case in cases]


def test_finished_rows_are_not_run_again(tmp_path: Path) -> None:
    cases = some_cases(6)
    evaluate(cases, data="own", reader="offline", out=tmp_path)
    seen: list[Row] = []
    evaluate(cases, data="own", reader="offline", out=tmp_path, report=lambda row, done: seen.append(row))
    assert seen == []


def test_a_row_that_was_cut_off_is_run_again(tmp_path: Path) -> None:
    cases = some_cases(4)
    whole = evaluate(cases, data="own", reader="offline", out=tmp_path)
    path = tmp_path / "results.jsonl"
    content = path.read_text()
    path.write_text(content[: int(len(content) * 0.6)])
    assert without_times(evaluate(cases, data="own", reader="offline", out=tmp_path)) == without_times(whole)


def test_another_run_in_the_same_folder_is_refused(tmp_path: Path) -> None:
    evaluate(some_cases(2), data="own", reader="offline", out=tmp_path)
    with pytest.raises(InputError, match="holds another run"):
        evaluate(some_cases(3), data="own", reader="offline", out=tmp_path)


KILLED = """
import json, sys, time
from pathlib import Path
from nl2milp.datasets.cases import load_cases
from nl2milp.evaluate.runner import evaluate
evaluate(load_cases(Path(sys.argv[1])), data="own", reader="offline", out=Path(sys.argv[2]), workers=int(sys.argv[3]),
         report=lambda row, done: time.sleep(0.01))
"""


@pytest.mark.parametrize(("workers", "times"), [(1, 10), (2, 2)])
def test_killed_and_resumed_gives_the_same_table(tmp_path: Path, workers: int, times: int) -> None:
    cases = some_cases(60)
    data = tmp_path / "data.jsonl"
    rows = [json.dumps({"id": case.id, "text": case.text, "answer": case.answer}) for case in cases]
    data.write_text("\n".join(rows) + "\n")
    undisturbed = evaluate(cases, data="own", reader="offline", out=tmp_path / "whole")
    out = tmp_path / "killed"
    command = [sys.executable, "-c", KILLED, str(data), str(out), str(workers)]
    rng = random.Random(workers)
    kills = 0
    for _ in range(times):
        done = len(list(read_rows(out / "results.jsonl")))
        process = subprocess.Popen(command, start_new_session=True)
        deadline = time.monotonic() + 60
        goal = min(done + rng.randint(1, 5), len(cases) - 1)
        while process.poll() is None and time.monotonic() < deadline:
            if len(list(read_rows(out / "results.jsonl"))) >= goal:
                break
            time.sleep(0.005)
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
            kills += 1
        process.wait()
    assert kills == times
    subprocess.run(command, check=True)
    resumed = list(read_rows(out / "results.jsonl"))
    assert without_times(resumed) == without_times(undisturbed)


def test_crashes_wrong_answers_and_scorer_failures_are_kept_apart(tmp_path: Path) -> None:
    text, answer = problem(random.Random(1))
    cases = [
        Case("right", text, answer),
        Case("wrong", text, answer + 7),
        Case("odd labels", text, answer, {"variables": ["a"], "objective": {}, "constraints": []}),
        Case("unscored", text, None),
        Case("crash", "word " * 200_000, 1.0),
    ]
    summary = summarise(evaluate(cases, data="own", reader="offline", out=tmp_path))
    assert summary["scored"] == 4
    assert (summary["correct"], summary["wrong_answers"]) == (2, 1)
    assert (summary["crashes"], summary["scorer_failures"]) == (1, 1)


def test_bootstrap_covers_the_share() -> None:
    low, high = bootstrap_interval([True] * 70 + [False] * 30)
    assert low < 0.7 < high
    assert bootstrap_interval([True] * 10) == (1.0, 1.0)


def test_copies_of_the_process_give_the_same_rows(tmp_path: Path) -> None:
    data = tmp_path / "data.jsonl"
    rows = [{"id": case.id, "text": case.text, "answer": case.answer} for case in some_cases(30)]
    data.write_text("".join(json.dumps(row) + "\n" for row in rows))
    found = {}
    for workers in ("1", "2"):
        command = [sys.executable, "-m", "nl2milp", "evaluate", str(data), "--reader", "offline", "--workers", workers]
        run = subprocess.run([*command, "--out", str(tmp_path / workers)], check=True, capture_output=True, text=True)
        assert "Traceback" not in run.stderr
        found[workers] = without_times(list(read_rows(tmp_path / workers / "results.jsonl")))
    assert found["1"] == found["2"]
    assert found["1"][0]["correct"] == 30


class Endless:
    """A reader that never comes back from some texts."""

    name = "endless"

    def read(self, problem: Any) -> Any:
        if "forever" in problem.text:
            re.match(r"(a+)+b", "a" * 64)
        raise NotUnderstoodError("nothing was found")


def test_the_time_limit_holds_for_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "get", lambda name: Endless())
    cases = [Case("slow", "forever", 1.0), Case("quick", "anything", 2.0)]
    started = time.perf_counter()
    rows = evaluate(cases, data="own", reader="offline", out=tmp_path, time_limit=0.3)
    assert time.perf_counter() - started < 10
    assert [(row.status, row.correct, row.confident) for row in rows] == [
        ("limit", False, False),
        ("needs_review", False, False),
    ]
    assert "reading was stopped" in rows[0].reasons[0]


def test_another_tolerance_is_recorded_and_kept_apart(tmp_path: Path) -> None:
    text, answer = problem(random.Random(1))
    cases = [Case("near", text, answer * 1.02)]
    assert not evaluate(cases, data="own", reader="offline", out=tmp_path / "usual")[0].correct
    assert evaluate(cases, data="own", reader="offline", out=tmp_path / "wide", tolerance=0.05)[0].correct
    assert json.loads((tmp_path / "wide" / "run.json").read_text())["tolerance"] == 0.05
    with pytest.raises(InputError, match="tolerance"):
        evaluate(cases, data="own", reader="offline", out=tmp_path / "wide")


class FromTable:
    """A reader that refers to a table that is attached to its problem."""

    name = "from a table"

    def read(self, problem: Problem) -> Reading:
        parts = {
            "tables": [{"keys": "p in plants", "columns": ["most"], "source": "plants"}],
            "variables": [{"symbol": "make[p in plants]"}],
            "objective": {"sense": "maximize", "value": "sum(make[p] for p in plants)"},
            "constraints": [{"name": "most", "for": "p in plants", "slots": {"rule": "make[p] <= most[p]"}}],
        }
        return Reading(Formulation.model_validate(parts), self.name)


def test_a_problem_may_have_tables_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "get", lambda name: FromTable())
    tables = {"plants": {"p": ["north", "south"], "most": [40, 70]}}
    cases = [Case("with", "text", 110.0, {"tables": tables}), Case("without", "text", 110.0)]
    rows = evaluate(cases, data="own", reader="offline", out=tmp_path)
    assert [(row.status, row.correct) for row in rows] == [("optimal", True), ("error", False)]
    assert "no attached table 'plants'" in rows[1].error
