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
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from nl2milp.datasets.cases import Case
from nl2milp.errors import AwaitingRepliesError, InputError, Nl2milpError, ProviderError
from nl2milp.evaluate.labels import against_labels
from nl2milp.evaluate.scoring import answered, is_correct
from nl2milp.formulation import Formulation
from nl2milp.result import Result

__all__ = ["Row", "Run", "evaluate", "read_rows", "run_case"]


@dataclass(frozen=True)
class Row:
    """The outcome of one case; `results.jsonl` holds one a line.

    Attributes
    ----------
    correct : bool or None
        None where the data set gives no answer.
    seconds : float
        Wall time from text to verified answer.
    error : str
        The message of a crash; empty otherwise.
    labels : dict
        What the case's labels say of the reading, see
        :func:`~nl2milp.evaluate.labels.against_labels`.
    scorer_error : str
        The message where the comparison with labels itself failed.
    formulation : dict or None
        What was understood.
    again : bool
        Whether the same run should try it again: its model could not be asked,
        or a batch's answers are not there yet (then `status` is `awaiting`).
    """

    id: str
    status: str
    objective: float | None
    answer: float | str | None
    correct: bool | None
    confident: bool
    seconds: float
    tokens: int | None = None
    cost: float | None = None
    error: str = ""
    reasons: tuple[str, ...] = ()
    labels: dict[str, Any] = field(default_factory=dict)
    scorer_error: str = ""
    formulation: dict[str, Any] | None = None
    again: bool = False


@dataclass(frozen=True)
class Run:
    """What is run: it identifies a folder of results, so that two runs are not mixed up."""

    data: str
    reader: str
    time_limit: float
    digest: str


def run_case(case: Case, reader: str, time_limit: float) -> Row:
    """Read, solve and score one case; an error becomes a row, never an exception."""
    from nl2milp.api import solve
    from nl2milp.solvers import Options

    started = time.perf_counter()
    try:
        result = solve(case.text, reader=reader, options=Options(time_limit=time_limit))
    except AwaitingRepliesError:
        return Row(case.id, "awaiting", None, case.answer, None, False, time.perf_counter() - started, again=True)
    except Exception as error:  # a batch outlives whatever a single text brings about
        kind = "" if isinstance(error, Nl2milpError) else f"{type(error).__name__}: "
        seconds = time.perf_counter() - started
        correct = None if case.answer is None else False
        again = isinstance(error, ProviderError)
        return Row(case.id, "error", None, case.answer, correct, False, seconds, error=f"{kind}{error}", again=again)
    seconds = time.perf_counter() - started
    confident = result.status.value not in ("needs_review", "error")
    detail = result.detail if result.status.value == "error" else ""
    labels, scorer_error = _labels(case, result)
    formulation = result.formulation
    return Row(
        case.id, result.status.value, answered(result), case.answer, is_correct(case, result), confident, seconds,
        *_spent(result), error=detail, reasons=result.reasons, labels=labels, scorer_error=scorer_error,
        formulation=_as_data(formulation),
    )  # fmt: skip


def _spent(result: Result) -> tuple[int | None, float | None]:
    """Tokens and cost, as far as the reader counts them."""
    details = {} if result.reading is None else result.reading.details
    tokens = details.get("input_tokens", 0) + details.get("output_tokens", 0)
    return tokens or None, details.get("cost")


def _as_data(formulation: Formulation | None) -> dict[str, Any] | None:
    if formulation is None:
        return None
    return formulation.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _labels(case: Case, result: Result) -> tuple[dict[str, Any], str]:
    """The comparison with labels; a failure of the scorer is no failure of the reader and is told apart."""
    try:
        return against_labels(case, result), ""
    except Exception as error:
        return {}, f"{type(error).__name__}: {error}"


def _digest(cases: Sequence[Case]) -> str:
    content = json.dumps([[case.id, case.text, case.answer] for case in cases])
    return hashlib.sha256(content.encode()).hexdigest()[:16]


def read_rows(path: Path) -> Iterator[Row]:
    """The complete rows of a results file; a last line that was cut off is left out."""
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            found = json.loads(line)
            yield Row(**{**found, "reasons": tuple(found.get("reasons", ()))})
        except (json.JSONDecodeError, TypeError):
            continue


def _line(row: Row) -> str:
    return json.dumps(asdict(row), ensure_ascii=False) + "\n"


def _write_whole(path: Path, text: str) -> None:
    """Replace a file in one step, so that a kill leaves the old or the new one."""
    draft = path.with_name(path.name + ".tmp")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


def _results(cases: Sequence[Case], reader: str, time_limit: float, workers: int) -> Iterable[Row]:
    if workers == 1:
        return (run_case(case, reader, time_limit) for case in cases)
    from joblib import Parallel, delayed

    parallel = Parallel(n_jobs=workers, return_as="generator_unordered", batch_size="auto")
    found: Iterable[Row] = parallel(delayed(run_case)(case, reader, time_limit) for case in cases)
    return found


def evaluate(
    cases: Sequence[Case],
    *,
    data: str,
    reader: str,
    out: Path,
    workers: int = 1,
    time_limit: float = 60.0,
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
        Processes.
    time_limit : float
        Seconds for the solver, each case.
    report : callable, optional
        Called with each new row and the number done so far.

    Raises
    ------
    InputError
        `out` cannot be written, or holds the results of another run.
    """
    run = Run(data, reader, time_limit, _digest(cases))
    path = _prepare(out, run)
    done = {row.id: row for row in read_rows(path) if not row.again}
    _write_whole(path, "".join(map(_line, done.values())))
    waiting = [case for case in cases if case.id not in done]
    with path.open("a", encoding="utf-8") as sink:
        for row in _results(waiting, reader, time_limit, workers):
            sink.write(_line(row))
            sink.flush()
            os.fsync(sink.fileno())
            done[row.id] = row
            if report is not None:
                report(row, len(done))
    rows = [done[case.id] for case in cases]
    _write_whole(path, "".join(map(_line, rows)))
    return rows


def _prepare(out: Path, run: Run) -> Path:
    record = out / "run.json"
    try:
        out.mkdir(parents=True, exist_ok=True)
        if record.exists():
            before = json.loads(record.read_text(encoding="utf-8"))
            changed = [key for key, value in asdict(run).items() if before.get(key) != value]
            if changed:
                raise InputError(
                    f"{out} holds another run ({', '.join(f'{key} {before.get(key)!r}' for key in changed)}); "
                    "choose another folder, or delete it"
                )
        _write_whole(record, json.dumps(asdict(run), indent=1) + "\n")
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}") from None
    except json.JSONDecodeError:
        raise InputError(f"{record} is not a record of a run; choose another folder") from None
    return out / "results.jsonl"
