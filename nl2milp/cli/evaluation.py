"""`nl2milp evaluate`: progress while it runs, figures when it is done."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import click

from nl2milp import readers
from nl2milp.evaluate.cases import load_cases
from nl2milp.evaluate.runner import Row, evaluate
from nl2milp.evaluate.summary import summarise

__all__ = ["run_evaluation"]


def run_evaluation(data: str, reader: str, out: Path | None, workers: int, time_limit: float, as_json: bool) -> None:
    """Evaluate `reader` on `data` and print the figures; see `nl2milp evaluate --help`."""
    name = readers.choose(reader)
    readers.get(name)  # a wrong name fails before any work
    cases = load_cases(Path(data))
    with tempfile.TemporaryDirectory() as scratch:
        folder = out or Path(scratch)
        rows = _with_progress(cases, name, data, folder, workers, time_limit)
        summary = {"data": data, "reader": name, **summarise(rows)}
        (folder / "summary.json").write_text(json.dumps(summary, indent=1) + "\n", encoding="utf-8")
    click.echo(json.dumps(summary) if as_json else _shown(summary))
    if out is not None and not as_json:
        click.echo(f"results in {out}")


def _with_progress(cases: Any, reader: str, data: str, folder: Path, workers: int, time_limit: float) -> list[Row]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    console = Console(stderr=True)
    bar = Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn(),
        console=console, transient=True, disable=not console.is_terminal,
    )  # fmt: skip
    counts = {"new": 0, "right": 0}
    with bar:
        task = bar.add_task(reader, total=len(cases))

        def report(row: Row, done: int) -> None:
            counts["new"] += 1
            counts["right"] += row.correct
            bar.update(task, completed=done, description=f"{reader} {counts['right'] / counts['new']:.1%} correct")

        return evaluate(
            cases, data=data, reader=reader, out=folder, workers=workers, time_limit=time_limit, report=report
        )


def _shown(summary: dict[str, Any]) -> str:
    right = summary["correct"]
    low, high = summary["accuracy_interval_95"]
    among = summary["accuracy_among_confident"]
    lines = [
        f"{summary['reader']} on {summary['data']}: {summary['problems']} problems",
        f"  correct             {right} ({summary['accuracy']:.1%}; 95 % interval {low:.1%} to {high:.1%})",
        f"  confident           {summary['confident_share']:.1%}, of these correct "
        + ("none" if among is None else f"{among:.1%}"),
        f"  wrong and confident {summary['wrong_answers']}",
        f"  needs review        {summary['needs_review']}",
        f"  crashes             {summary['crashes']}",
        f"  median time         {summary['median_seconds'] * 1000:.1f} ms",
    ]
    return "\n".join(lines)
