"""`nl2milp evaluate`: progress while it runs, figures when it is done."""

from __future__ import annotations

import json
import tempfile
import time
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import click

from nl2milp import datasets, readers
from nl2milp.datasets.cases import Case, load_cases
from nl2milp.errors import InputError
from nl2milp.evaluate.rows import TOLERANCE, Row
from nl2milp.evaluate.runner import evaluate
from nl2milp.evaluate.summary import summarise

__all__ = ["run_evaluation", "write_report"]


_SHOWN_SECONDS = 0.1
"""Between two drawings of the bar."""


def run_evaluation(
    data: str,
    reader: str,
    out: Path | None,
    workers: int,
    time_limit: float,
    tolerance: float,
    as_json: bool,
    deferred: Path | None = None,
) -> None:
    """Evaluate `reader` on `data` and print the figures; see `nl2milp evaluate --help`."""
    name = readers.choose(reader)
    readers.get(name)  # a wrong name fails before any work
    cases = _cases(data)
    with tempfile.TemporaryDirectory() as scratch:
        folder = out or Path(scratch)
        rows = _with_progress(cases, name, data, folder, workers, time_limit, tolerance)
        summary = {"data": data, "reader": name, "tolerance": tolerance, **summarise(rows)}
        (folder / "summary.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    click.echo(json.dumps(summary) if as_json else _shown(summary))
    if out is not None and not as_json:
        click.echo(f"results in {out}")
    waiting = summary["statuses"].get("awaiting", 0)
    if waiting and deferred is not None:
        click.echo(
            f"nl2milp: {waiting} problems wait for answers: send the newest {deferred}/requests-*.jsonl as a batch, "
            "put the file of answers beside it as answers-*.jsonl, and run the same again",
            err=True,
        )


def _cases(data: str) -> list[Case]:
    """A registered data set by its name, or a file; a file of that name wins."""
    path = Path(data)
    if path.exists() or path.suffix:
        if path.is_dir():
            raise InputError(f"'{data}' is a folder; name a JSONL file or one of {', '.join(datasets.names())}")
        return load_cases(path)
    about = datasets.get(data)
    click.echo(f"{about.title}; licence {about.licence}; {about.home}", err=True)
    return datasets.load(data)


def _with_progress(
    cases: Any, reader: str, data: str, folder: Path, workers: int, time_limit: float, tolerance: float
) -> list[Row]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=console, transient=True, disable=not console.is_terminal,
        auto_refresh=False,  # by a thread, which would keep workers from being copies of this process
    )  # fmt: skip
    counts = {"new": 0, "right": 0, "shown": 0.0}
    with bar:
        task = bar.add_task(reader, total=len(cases))

        def report(row: Row, done: int) -> None:
            counts["new"] += 1
            counts["right"] += bool(row.correct)
            bar.update(task, completed=done, description=f"{reader} {counts['right'] / counts['new']:.1%} correct")
            if time.monotonic() - counts["shown"] > _SHOWN_SECONDS:
                counts["shown"] = time.monotonic()
                bar.refresh()

        with _workers(workers):
            return evaluate(
                cases,
                data=data,
                reader=reader,
                out=folder,
                workers=workers,
                time_limit=time_limit,
                tolerance=tolerance,
                report=report,
            )


def _workers(count: int) -> AbstractContextManager[None]:
    """How several workers are started."""
    if count == 1:
        return nullcontext()
    from nl2milp.evaluate.forking import copies_of_this_process

    return copies_of_this_process()


def _percent(value: float | None) -> str:
    return "none" if value is None else f"{value:.1%}"


def _shown(summary: dict[str, Any]) -> str:
    lines = [f"{summary['reader']} on {summary['data']}: {summary['problems']} problems"]
    if summary["tolerance"] != TOLERANCE:
        lines.append(
            f"  answers within a relative {summary['tolerance']:g} count as correct, not {TOLERANCE:g} as usual"
        )
    if summary["scored"]:
        low, high = summary["accuracy_interval_95"]
        right = f"{summary['correct']} of {summary['scored']}"
        lines += [
            f"  correct              {right} ({summary['accuracy']:.1%}; 95 % interval {low:.1%} to {high:.1%})",
            f"  confident            {_percent(summary['confident_share'])}, of these correct "
            f"{_percent(summary['accuracy_among_confident'])}",
            f"  wrong and confident  {summary['wrong_answers']}",
        ]
    lines += [
        f"  needs review         {summary['needs_review']}",
        f"  crashes              {summary['crashes']}",
    ]
    shown = {
        "nl4opt_mapping_accuracy": "declarations (NL4Opt)",
        "whole_model_accuracy": "whole models",
        "objective_accuracy": "objectives",
        "constraint_accuracy": "constraints",
        "variables_accuracy": "variables",
        "template_precision": "templates, precision",
        "template_recall": "templates, recall",
    }
    lines += [f"  {title:<21}{_percent(summary[key])}" for key, title in shown.items() if key in summary]
    if summary["scorer_failures"]:
        lines.append(f"  scorer failures      {summary['scorer_failures']}")
    lines.append(f"  median time          {summary['median_seconds'] * 1000:.1f} ms")
    return "\n".join(lines)


def write_report(folders: Sequence[Path], out: Path | None) -> None:
    """Report on finished runs: to `out` as Markdown and HTML, else to the terminal as Markdown."""
    from nl2milp.evaluate.report import load_run, to_html, to_markdown

    runs = [load_run(folder) for folder in folders]
    if out is None:
        click.echo(to_markdown(runs), nl=False)
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
        (out / "report.md").write_text(to_markdown(runs), encoding="utf-8")
        (out / "report.html").write_text(to_html(runs), encoding="utf-8")
    except OSError as error:
        raise InputError(f"{out} cannot be written: {error.strerror}") from None
    click.echo(f"{out / 'report.md'}\n{out / 'report.html'}")
