"""Run a reader over cases: in parallel, resumable, one row lost at most.

Every result is appended to `results.jsonl` and flushed before the next one is
waited for; a run that was killed goes on where it stopped, and the file is put
in the order of the cases at the end. The work is handed to joblib, so that
another of its backends can carry it.
"""

from __future__ import annotations

import hashlib
import json
import os
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from nl2milp.datasets.cases import Case
from nl2milp.errors import InputError
from nl2milp.evaluate.rows import TOLERANCE, Row, read_rows, to_line

__all__ = ["Run", "evaluate"]


_SYNC_SECONDS = 1.0
"""Between two syncs of the results to the disk."""


@dataclass(frozen=True)
class Run:
    """What is run: it identifies a folder of results, so that two runs are not mixed up."""

    data: str
    reader: str
    time_limit: float
    digest: str
    tolerance: float = TOLERANCE


def _worked(case: Case, reader: str, time_limit: float, tolerance: float) -> Row:
    """Run one case; what that needs is imported where the work is done, not where it is handed out."""
    from nl2milp.evaluate.work import run_case

    return run_case(case, reader, time_limit, tolerance)


def _digest(cases: Sequence[Case]) -> str:
    content = json.dumps([[case.id, case.text, case.answer] for case in cases])
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def _write_whole(path: Path, text: str) -> None:
    """Replace a file in one step, so that a kill leaves the old or the new one."""
    draft = path.with_name(path.name + ".tmp")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def _results(cases: Sequence[Case], run: Run, workers: int) -> Iterable[Row]:
    how = (run.reader, run.time_limit, run.tolerance)
    if workers == 1:
        return (_worked(case, *how) for case in cases)
    from joblib import Parallel, delayed

    parallel = Parallel(n_jobs=workers, return_as="generator_unordered", batch_size="auto")
    found: Iterable[Row] = parallel(delayed(_worked)(case, *how) for case in cases)
    return found


def evaluate(
    cases: Sequence[Case],
    *,
    data: str,
    reader: str,
    out: Path,
    workers: int = 1,
    time_limit: float = 60.0,
    tolerance: float = TOLERANCE,
    report: Callable[[Row, int], Any] | None = None,
) -> list[Row]:
    """Run all cases that `out` does not hold yet, and return the rows of all of them in order.

    Parameters
    ----------
    cases : sequence of Case
        What to run.
    data, reader : str
        Names, for the record; the reader is looked up by its name.
    out : Path
        Folder for `results.jsonl` and `run.json`; made if it is not there.
    workers : int
        Processes; or, inside `joblib.parallel_config(backend="dask")` and its
        like, workers of that backend.
    time_limit : float
        Seconds for each case, reading included.
    tolerance : float
        Relative error up to which an answer is correct. Figures with another
        than the default are not to be compared with any that have it.
    report : callable, optional
        Called with each new row and the number done so far.

    Raises
    ------
    InputError
        `out` cannot be written, or holds the results of another run.
    """
    run = Run(data, reader, time_limit, _digest(cases), tolerance)
    path = _prepare(out, run)
    done = {row.id: row for row in read_rows(path) if not row.again}
    lines = {row.id: to_line(row) for row in done.values()}
    _write_whole(path, "".join(lines.values()))
    waiting = [case for case in cases if case.id not in done]
    synced = time.monotonic()
    with path.open("a", encoding="utf-8") as sink:
        for row in _results(waiting, run, workers):
            lines[row.id] = to_line(row)
            sink.write(lines[row.id])
            sink.flush()  # from here on a kill of this process loses nothing; a crash of the machine, a second's rows
            if time.monotonic() - synced > _SYNC_SECONDS:
                os.fsync(sink.fileno())
                synced = time.monotonic()
            done[row.id] = row
            if report is not None:
                report(row, len(done))
    _write_whole(path, "".join(lines[case.id] for case in cases))
    return [done[case.id] for case in cases]


def _prepare(out: Path, run: Run) -> Path:
    record = out / "run.json"
    try:
        out.mkdir(parents=True, exist_ok=True)
        if record.exists():
            before = {"tolerance": TOLERANCE, **json.loads(record.read_text(encoding="utf-8"))}
            changed = [key for key, value in asdict(run).items() if before.get(key) != value]
            if changed:
                raise InputError(
                    f"{out} holds another run ({', '.join(f'{key} {before.get(key)!r}' for key in changed)}); "
                    "choose another folder, or delete it"
                )
        _write_whole(record, json.dumps(asdict(run), indent=1) + "\n")
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}") from None
    except (json.JSONDecodeError, TypeError):
        raise InputError(f"{record} is not a record of a run; choose another folder") from None
    return out / "results.jsonl"
