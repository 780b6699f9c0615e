"""Evaluations in the background: each a folder of its own, worked on by a process of its own.

The process is `nl2milp evaluate`: it takes no time from the pages, a crash in it
is its own, and killed at any moment it leaves whole rows, from which it goes on.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nl2milp.app.jobs import Job, StoppedError
from nl2milp.datasets.cases import Case, load_cases
from nl2milp.errors import InputError, SolverError
from nl2milp.evaluate.rows import Row, read_rows

__all__ = ["Batch", "Done", "batches", "begun", "cases_of", "delete", "rows_of", "summary_of", "work"]

_LOOK_SECONDS = 0.3
"""Between two looks at what is done."""

_PATIENCE = 5.0
"""Seconds that the process has to end by itself when it is stopped."""


@dataclass(frozen=True)
class Done:
    """How far a run is."""

    done: int
    total: int
    right: int


@dataclass(frozen=True)
class Batch:
    """A run over a data set.

    Attributes
    ----------
    folder : Path
        Its files: `batch.json`, `data.jsonl`, and those of
        :func:`nl2milp.evaluate.runner.evaluate`.
    data, reader : str
        Names.
    time_limit : float
        Seconds for the solver, each problem.
    total : int
        Problems.
    created : float
        Seconds since 1970.
    """

    folder: Path
    data: str
    reader: str
    time_limit: float
    total: int
    created: float

    @property
    def moment(self) -> datetime:
        """When it was begun, in UTC."""
        return datetime.fromtimestamp(self.created, UTC)


def begun(root: Path, data: str, cases: Sequence[Case], reader: str, time_limit: float) -> Batch:
    """Write down a new run in a new folder below `root`.

    Raises
    ------
    InputError
        There is nothing to run, or the folder cannot be written.
    """
    if not cases:
        raise InputError("there is no problem in this data set")
    now = time.time()
    stamp = datetime.fromtimestamp(now).strftime("%Y%m%d-%H%M%S")
    try:
        folder = next(
            path for number in range(1, 1000) if not (path := root / (stamp + f"-{number}" * (number > 1))).exists()
        )
        folder.mkdir(parents=True, mode=0o700)  # texts may be private
        lines = (json.dumps({**case.extra, "id": case.id, "text": case.text, "answer": case.answer}) for case in cases)
        (folder / "data.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
        batch = Batch(folder, data, reader, time_limit, len(cases), now)
        record = {name: value for name, value in asdict(batch).items() if name != "folder"}
        draft = folder / "batch.tmp"
        draft.write_text(json.dumps(record) + "\n", encoding="utf-8")
        draft.replace(folder / "batch.json")
    except OSError as error:
        raise InputError(f"{root} cannot be written: {error.strerror}") from None
    return batch


def batches(root: Path) -> list[Batch]:
    """All runs below `root`, the newest first; folders that hold none are passed over."""
    found = []
    for path in root.glob("*/batch.json"):
        try:
            data = json.loads(path.read_text(encoding="utf-8"))
            found.append(
                Batch(
                    path.parent,
                    str(data["data"]),
                    str(data["reader"]),
                    float(data["time_limit"]),
                    int(data["total"]),
                    float(data["created"]),
                )
            )
        except (OSError, ValueError, TypeError, KeyError):
            continue
    return sorted(found, key=lambda one: one.created, reverse=True)


def work(batch: Batch, job: Job[Batch]) -> Batch:
    """Run what is not done yet; reports :class:`Done`.

    Raises
    ------
    SolverError
        The process failed; the message is its own.
    StoppedError
        The job was told to stop; what is done is kept.
    """
    command = [sys.executable, "-m", "nl2milp", "evaluate", str(batch.folder / "data.jsonl"), "--json"]
    command += ["--reader", batch.reader, "--out", str(batch.folder), "--time-limit", str(batch.time_limit)]
    log = batch.folder / "errors.txt"
    job.report(_done(batch))
    with log.open("wb") as sink:
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=sink, **_apart()
        )
        try:
            while process.poll() is None:
                if job.stopping.wait(_LOOK_SECONDS):
                    raise StoppedError
                job.report(_done(batch))
        finally:
            _ended(process)
            job.report(_done(batch))
    if process.returncode:
        said = log.read_text(encoding="utf-8", errors="replace").strip().splitlines()
        raise SolverError(f"the run failed: {said[-1][:500] if said else f'exit code {process.returncode}'}")
    return batch


def _apart() -> dict[str, Any]:
    """So that Ctrl-C in the app's terminal reaches the app alone, which ends the run in order."""
    if sys.platform == "win32":
        return {"creationflags": subprocess.CREATE_NEW_PROCESS_GROUP}
    return {"start_new_session": True}


def _ended(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.terminate()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def rows_of(batch: Batch) -> list[Row]:
    """What is done, one row a problem, in the order of the data."""
    found = {row.id: row for row in read_rows(batch.folder / "results.jsonl")}
    return list(found.values())


def _done(batch: Batch) -> Done:
    rows = rows_of(batch)
    return Done(len(rows), batch.total, sum(bool(row.correct) for row in rows))


def cases_of(batch: Batch) -> Mapping[str, Case]:
    """The problems of a run by their ids.

    Raises
    ------
    InputError
        Its file is not there any more, or damaged.
    """
    return {case.id: case for case in load_cases(batch.folder / "data.jsonl")}


def summary_of(rows: Sequence[Row]) -> dict[str, Any]:
    """The figures of a run as far as it is done."""
    from nl2milp.evaluate.summary import summarise

    return summarise(rows)


def delete(batch: Batch) -> None:
    """Delete a run with its results.

    Raises
    ------
    InputError
        It cannot be deleted.
    """
    try:
        shutil.rmtree(batch.folder)
    except FileNotFoundError:
        pass
    except OSError as error:
        raise InputError(f"{batch.folder} cannot be deleted: {error.strerror}") from None
