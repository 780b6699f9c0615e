"""Background work, with real solves."""

from __future__ import annotations

import itertools
import logging
import random
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import nl2milp
from nl2milp.app import jobs
from nl2milp.app.jobs import Job, State, find, submit
from nl2milp.errors import InputError
from nl2milp.formulation import Formulation
from nl2milp.solvers import Options, Progress

TEXT = (
    "A baker makes loaves and cakes. A loaf takes 1 hour and earns $3, a cake takes 2 hours and earns $7. "
    "There are 40 hours available. How many of each should be made to maximize profit?"
)


def long_problem() -> Formulation:
    """A market split (Cornuejols and Dawande 1998): minutes for a solver, a first solution at once."""
    draw = random.Random(1)
    markets, products = range(5), range(45)
    variables = [{"symbol": f"x{i}", "kind": "binary"} for i in products]
    constraints, slacks = [], []
    for j in markets:
        weights = [draw.randrange(100) for _ in products]
        sold = " + ".join(f"{weight} * x{i}" for i, weight in enumerate(weights))
        constraints.append(
            {"name": f"market {j}", "slots": {"rule": f"{sold} + over{j} - under{j} == {sum(weights) // 2}"}}
        )
        slacks += [f"over{j}", f"under{j}"]
    variables += [{"symbol": slack, "upper": 5000} for slack in slacks]
    return Formulation.model_validate(
        {
            "variables": variables,
            "constraints": constraints,
            "objective": {"sense": "minimize", "value": " + ".join(slacks)},
        }
    )


def solving(job: Job[nl2milp.Result]) -> nl2milp.Result:
    return nl2milp.solve(long_problem(), options=Options(stop=job.stopping, progress=job.report, time_limit=120))


@pytest.fixture
def long_job() -> Iterator[Job[nl2milp.Result]]:
    job = submit(solving)
    yield job
    job.stop()
    assert job.wait(60)


def until(true: object, seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, "it did not come about in time"
        time.sleep(0.01)


def test_a_long_solve_reports_lets_others_pass_and_stops_with_the_best_so_far(
    long_job: Job[nl2milp.Result],
) -> None:
    until(lambda: long_job.progress is not None and long_job.progress.incumbent == long_job.progress.incumbent)
    assert isinstance(long_job.progress, Progress)
    assert long_job.state is State.RUNNING

    small = submit(lambda job: nl2milp.solve(TEXT, reader="offline", options=Options(stop=job.stopping)))
    assert small.wait(30)
    assert small.result is not None
    assert small.result.objective == 140
    assert not long_job.is_final

    long_job.stop()
    assert long_job.wait(10)
    assert long_job.state is State.DONE
    assert long_job.result is not None
    assert long_job.result.status.value == "limit"
    assert long_job.result.objective is not None


def test_the_result_is_stored_before_the_job_counts_as_done(tmp_path: Path) -> None:
    pytest.importorskip("sqlalchemy")
    from nl2milp.app.store import Snapshot, Store

    store = Store(f"sqlite:///{tmp_path / 'projects.sqlite'}")
    project = store.create("Vans")

    def save(job: Job[nl2milp.Result]) -> None:
        assert job.result is not None
        time.sleep(0.1)
        store.save(project, Snapshot(TEXT, result=job.result.to_dict()))

    store.save(project, Snapshot(TEXT))
    job = submit(lambda job: nl2milp.solve(TEXT, reader="offline"), on_done=save)
    until(lambda: job.is_final)
    (version,) = store.versions(project)
    assert (version.status, version.objective) == ("optimal", 140)


def test_a_result_that_cannot_be_stored_is_told_and_kept(caplog: pytest.LogCaptureFixture) -> None:
    def save(job: Job[int]) -> None:
        raise InputError("the disk is full of 4711 crates")

    with caplog.at_level(logging.INFO):
        job = submit(lambda job: 3, on_done=save)
        assert job.wait(10)
    assert (job.state, job.result) == (State.DONE, 3)
    assert isinstance(job.unsaved, InputError)
    assert "4711" not in caplog.text


def test_a_failure_is_kept_for_the_page_and_logged_without_its_message(caplog: pytest.LogCaptureFixture) -> None:
    def fail(job: Job[None]) -> None:
        raise KeyError("4711 crates")

    stored = []
    with caplog.at_level(logging.INFO):
        job = submit(fail, on_done=stored.append)
        assert job.wait(10)
    assert job.state is State.FAILED
    assert isinstance(job.error, KeyError)
    assert stored == []
    assert "KeyError" in caplog.text
    assert "4711" not in caplog.text


def test_work_in_steps_ends_where_it_looks() -> None:
    steps = []

    def count(job: Job[None]) -> None:
        for number in itertools.count():
            job.check()
            job.report(number)
            steps.append(number)
            time.sleep(0.01)

    job = submit(count)
    until(lambda: job.progress)
    job.stop()
    assert job.wait(10)
    assert job.state is State.STOPPED
    assert job.error is None
    assert job.progress == steps[-1]
    seconds = job.seconds
    time.sleep(0.02)
    assert job.seconds == seconds


def test_a_job_is_found_by_its_name_and_a_newer_one_takes_its_place() -> None:
    first = submit(lambda job: job.stopping.wait(60), name=("project", 1))
    assert find(("project", 1)) is first
    assert find(("project", 2)) is None
    second = submit(lambda job: "new", name=("project", 1))
    assert first.wait(10)
    assert second.wait(10)
    assert find(("project", 1)) is second


def test_finished_jobs_are_not_kept_for_ever() -> None:
    for number in range(40):
        assert submit(lambda job: None, name=("many", number)).wait(10)
    assert find(("many", 0)) is None
    assert find(("many", 39)) is not None
    assert len(jobs._LIVE) == 0


def test_a_job_that_waits_for_its_turn_can_be_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_TURNS", threading.BoundedSemaphore(1))
    gate = threading.Event()
    first = submit(lambda job: gate.wait(60))
    until(lambda: first.state is State.RUNNING)
    waiting = submit(lambda job: "never")
    assert waiting.state is State.WAITING
    waiting.stop()
    gate.set()
    assert waiting.wait(10)
    assert (waiting.state, waiting.result) == (State.STOPPED, None)


def test_there_is_an_end_to_what_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "_MOST", 1)
    job = submit(lambda job: job.stopping.wait(60))
    with pytest.raises(InputError, match="try again"):
        submit(lambda job: None)
    job.stop()
    assert job.wait(10)
