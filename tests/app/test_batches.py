"""Evaluations in the background, by real processes."""

from __future__ import annotations

import json
import time
from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy")

from nl2milp import datasets
from nl2milp.app.batches import Batch, Done, batches, begun, cases_of, delete, rows_of, summary_of, work
from nl2milp.app.jobs import Job, State, submit
from nl2milp.datasets.cases import Case
from nl2milp.errors import InputError, SolverError


@pytest.fixture
def few() -> list[Case]:
    return datasets.load("infeasible")[:3]


def ran(batch: Batch) -> Job[Batch]:
    job = submit(lambda job: work(batch, job))
    assert job.wait(120)
    return job


def test_a_run_is_worked_on_kept_and_found_again(few: list[Case], tmp_path: Path) -> None:
    batch = begun(tmp_path, "infeasible", few, "offline", 10.0)
    assert rows_of(batch) == []
    job = ran(batch)
    assert job.state is State.DONE, job.error
    rows = rows_of(batch)
    assert [row.id for row in rows] == [case.id for case in few]
    assert job.progress == Done(3, 3, sum(bool(row.correct) for row in rows))
    (found,) = batches(tmp_path)
    assert found == batch
    assert summary_of(rows)["problems"] == 3
    assert cases_of(found)[few[0].id].text == few[0].text
    delete(found)
    delete(found)
    assert batches(tmp_path) == []


def test_a_stopped_run_keeps_what_is_done_and_goes_on(tmp_path: Path) -> None:
    cases = datasets.load("logic")[:50]
    batch = begun(tmp_path, "logic", cases, "offline", 10.0)
    job = submit(lambda job: work(batch, job))
    end = time.monotonic() + 60
    while job.progress is None or not job.progress.done:
        assert time.monotonic() < end
        time.sleep(0.02)
    job.stop()
    assert job.wait(30)
    assert job.state is State.STOPPED
    before = rows_of(batch)
    assert 0 < len(before) < len(cases)

    again = ran(batch)
    assert again.state is State.DONE, again.error
    after = rows_of(batch)
    assert [row.id for row in after] == [case.id for case in cases]
    assert {row.id: row.seconds for row in after}.items() >= {row.id: row.seconds for row in before}.items()


def test_a_run_that_fails_says_why(few: list[Case], tmp_path: Path) -> None:
    job = ran(begun(tmp_path, "infeasible", few, "nosuch", 10.0))
    assert job.state is State.FAILED
    assert isinstance(job.error, SolverError)
    assert "nosuch" in str(job.error)


def test_labels_travel_with_the_problems(few: list[Case], tmp_path: Path) -> None:
    batch = begun(tmp_path, "infeasible", few, "offline", 10.0)
    assert cases_of(batch)[few[0].id] == few[0]


def test_two_runs_of_one_second_have_their_own_folders(few: list[Case], tmp_path: Path) -> None:
    made = [begun(tmp_path, "x", few, "offline", 1.0) for _ in range(3)]
    assert len({batch.folder for batch in made}) == 3


def test_what_is_no_run_is_passed_over(few: list[Case], tmp_path: Path) -> None:
    for number, content in enumerate(("", "{}", "[]", "null", json.dumps({"data": "x", "total": "many"}))):
        (tmp_path / f"{number}").mkdir()
        (tmp_path / f"{number}" / "batch.json").write_text(content)
    (tmp_path / "empty").mkdir()
    assert batches(tmp_path) == []
    assert batches(tmp_path / "nosuch") == []
    with pytest.raises(InputError, match="no problem"):
        begun(tmp_path, "x", [], "offline", 1.0)
    with pytest.raises(InputError, match="cannot be written"):
        begun(Path("/dev/null/x"), "x", few, "offline", 1.0)
