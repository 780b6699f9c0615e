"""One or more runs as a report, in Markdown and as a stand-alone HTML page."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import Any

from nl2milp.errors import InputError
from nl2milp.evaluate.comparison import compare_runs
from nl2milp.evaluate.plots import bars, histograms
from nl2milp.evaluate.rows import Row, read_rows
from nl2milp.evaluate.summary import summarise

__all__ = ["OUTCOMES", "FinishedRun", "load_run", "outcome", "to_html", "to_markdown"]

OUTCOMES = (
    "correct",
    "needs review",
    "wrong number",
    "no solution found where there is one",
    "a solution found where there is none",
    "stopped at a limit",
    "crash",
    "not scored",
)
"""Classes of outcomes, the good one first."""


@dataclass(frozen=True)
class FinishedRun:
    """A run's rows with its name and what was run."""

    name: str
    data: str
    reader: str
    rows: tuple[Row, ...]


def load_run(folder: Path) -> FinishedRun:
    """The run in a folder that `nl2milp evaluate --out` wrote.

    Raises
    ------
    InputError
        It holds none.
    """
    try:
        record = json.loads((folder / "run.json").read_text(encoding="utf-8"))
        rows = tuple(read_rows(folder / "results.jsonl"))
        run = FinishedRun(folder.name, str(record["data"]), str(record["reader"]), rows)
    except (OSError, json.JSONDecodeError, KeyError, TypeError):
        raise InputError(f"{folder} holds no run; name a folder that `nl2milp evaluate --out` wrote") from None
    if not rows:
        raise InputError(f"{folder} holds no results yet")
    return run


def outcome(row: Row) -> str:
    """The class of a row's outcome, one of :data:`OUTCOMES`."""
    if row.status == "error":
        return "crash"
    if row.correct is None:
        return "not scored"
    if row.correct:
        return "correct"
    if row.status == "needs_review":
        return "needs review"
    if row.status in ("infeasible", "unbounded"):
        return "no solution found where there is one"
    if not isinstance(row.answer, float):
        return "a solution found where there is none"
    return "stopped at a limit" if row.status == "limit" else "wrong number"


_LONGEST_REASON = 300


def _percent(value: Any) -> str:
    return "" if value is None else f"{100 * value:.1f} %"


_FIGURES = (
    ("problems", "problems", str),
    ("correct", "correct", str),
    ("accuracy", "accuracy", _percent),
    ("accuracy_interval_95", "95 % interval", lambda pair: "" if pair is None else " to ".join(map(_percent, pair))),
    ("confident_share", "confident", _percent),
    ("accuracy_among_confident", "accuracy among confident", _percent),
    ("nl4opt_mapping_accuracy", "declarations (NL4Opt)", _percent),
    ("objective_accuracy", "objectives", _percent),
    ("constraint_accuracy", "constraints", _percent),
    ("whole_model_accuracy", "whole models", _percent),
    ("template_precision", "templates, precision", _percent),
    ("template_recall", "templates, recall", _percent),
    ("crashes", "crashes", str),
    ("scorer_failures", "scorer failures", str),
    ("median_seconds", "median time", lambda seconds: f"{1000 * seconds:.1f} ms"),
    ("tokens", "tokens", lambda tokens: "" if tokens is None else f"{tokens:,}"),
    ("cost", "cost", lambda cost: "" if cost is None else f"{cost:.4f}"),
)  # fmt: skip


def _figures(runs: Sequence[FinishedRun]) -> list[list[str]]:
    summaries = [summarise(run.rows) for run in runs]
    table = [["", *(run.name for run in runs)]]
    table.append(["data", *(Path(run.data).name for run in runs)])
    table.append(["reader", *(run.reader for run in runs)])
    for key, title, shown in _FIGURES:
        if any(summary.get(key) is not None for summary in summaries):
            table.append([title, *("" if key not in summary else shown(summary[key]) for summary in summaries)])
    return table


def _classes(runs: Sequence[FinishedRun]) -> list[list[str]]:
    counts = [Counter(map(outcome, run.rows)) for run in runs]
    table = [["outcome", *(run.name for run in runs)]]
    for name in OUTCOMES:
        if any(count[name] for count in counts):
            table.append([name, *(str(count[name]) for count in counts)])
    return table


def _reading_errors(runs: Sequence[FinishedRun]) -> list[list[str]]:
    """Of readings with labels: what was wrong in those that are not whole."""
    table = [["in readings with labels", *(run.name for run in runs)]]
    compared = [[row.labels["declarations"] for row in run.rows if "declarations" in row.labels] for run in runs]
    if not any(compared):
        return []
    tests = {
        "all declarations right": lambda one: one["variables"] and not one["missing"] and not one["surplus"],
        "objective wrong": lambda one: not one["objective"],
        "a constraint missing or wrong": lambda one: one["constraints"] < one["labelled_constraints"],
        "only surplus constraints": lambda one: not one["missing"] and one["surplus"] > 0,
        "other number of variables": lambda one: not one["variables"],
    }
    for title, test in tests.items():
        table.append([title, *(str(sum(map(bool, map(test, part)))) for part in compared)])
    return table


def _pairs(runs: Sequence[FinishedRun]) -> list[tuple[str, list[list[str]], list[list[str]]]]:
    """For each pair of runs over the same problems: the split, McNemar's test, and where they differ."""
    found = []
    for first, second in combinations(runs, 2):
        if {row.id for row in first.rows} != {row.id for row in second.rows}:
            continue
        paired = compare_runs(first.rows, second.rows)
        heads = ["both right", "only " + first.name, "only " + second.name, "neither", "p (McNemar, exact)"]
        counts = [paired.both, paired.only_first, paired.only_second, paired.neither]
        split = [heads, [*map(str, counts), f"{paired.p_value:.4g}"]]
        one, other = ({row.id: row for row in run.rows} for run in (first, second))
        listed = [["problem", "answer", first.name, second.name]]
        for name in paired.differing:
            listed.append([name, _shown(one[name].answer), _answer(one[name]), _answer(other[name])])
        found.append((f"{first.name} against {second.name}", split, listed))
    return found


def _shown(value: float | str | None) -> str:
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _found(row: Row) -> str:
    return "-" if row.objective is None else f"{row.objective:.6g}"


def _answer(row: Row) -> str:
    return f"{_found(row)} ({outcome(row)})"


def _failures(run: FinishedRun) -> list[list[str]]:
    table = [["problem", "outcome", "answer", "found", "why"]]
    for row in run.rows:
        kind = outcome(row)
        if kind not in ("correct", "not scored"):
            why = row.error or "; ".join(row.reasons) or ("the reader was sure" if row.confident else "")
            table.append([row.id, kind, _shown(row.answer), _found(row), _shortened(why)])
    return table


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_REASON else f"{text[:_LONGEST_REASON].rsplit(' ', 1)[0]} ..."


def _cell(text: str) -> str:
    """Text that no Markdown of its own survives in."""
    plain = " ".join(text.split())
    for mark in "\\`*_{}[]<>()#+-!|$~":
        plain = plain.replace(mark, "\\" + mark)
    return plain


def _markdown_table(table: list[list[str]]) -> str:
    head, *body = ([_cell(cell) for cell in row] for row in table)
    lines = [f"| {' | '.join(head)} |", "|" + "---|" * len(head)]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in body)])


def to_markdown(runs: Sequence[FinishedRun], failures: bool = True) -> str:
    """The report in Markdown.

    Parameters
    ----------
    runs : sequence of FinishedRun
        One, or several side by side.
    failures : bool
        Whether to list every problem that was not answered correctly.
    """
    parts = ["# Evaluation", _markdown_table(_figures(runs)), "## Outcomes", _markdown_table(_classes(runs))]
    errors = _reading_errors(runs)
    if errors:
        parts += ["## What was read wrongly", _markdown_table(errors)]
    for title, split, listed in _pairs(runs):
        parts += [f"## {_cell(title)}", _markdown_table(split)]
        if len(listed) > 1:
            parts += ["Where they differ:", _markdown_table(listed)]
    for run in runs if failures else ():
        table = _failures(run)
        if len(table) > 1:
            parts += [f"## Not correct in {_cell(run.name)}", _markdown_table(table)]
    return "\n\n".join(parts) + "\n"


_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #222; }
h2 { margin-top: 2.5rem; } svg { display: block; max-width: 100%; height: auto; margin: 1rem 0; }
table { border-collapse: collapse; margin: 1rem 0; }
td, th { padding: .25rem .7rem; text-align: left; vertical-align: top; overflow-wrap: break-word; }
td.number, th.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.short { white-space: nowrap; }
tr { border-bottom: 1px solid #ddd; } th { border-bottom: 2px solid #888; }
tbody tr:hover { background: #8881; }
.wide { overflow-x: auto; } svg text { font: 12px system-ui, sans-serif; fill: currentColor; }
summary { cursor: pointer; font-weight: 600; }
@media (prefers-color-scheme: dark) { body { background: #181818; color: #ddd; } tr { border-color: #444; } }
"""


_NUMERAL = re.compile(r"-?[\d,.]+(e[+-]?\d+)?( ?%| ms)?")


def _kind(cells: list[str]) -> str:
    """The class of a column: numbers to the right, short words on one line."""
    if any(map(_NUMERAL.fullmatch, cells)) and all(_NUMERAL.fullmatch(one) or len(one) < 20 for one in cells):
        return ' class="number"'
    return ' class="short"' if all(len(one) <= 40 for one in cells) else ""


def _html_table(table: list[list[str]]) -> str:
    head, *body = table
    kinds = [_kind([row[place] for row in body]) for place in range(len(head))]
    cells = "".join(f"<th{kind}>{html.escape(cell)}</th>" for cell, kind in zip(head, kinds, strict=True))
    rows = "".join(
        "<tr>" + "".join(f"<td{kind}>{html.escape(cell)}</td>" for cell, kind in zip(row, kinds, strict=True)) + "</tr>"
        for row in body
    )
    return f'<div class="wide"><table><thead><tr>{cells}</tr></thead><tbody>{rows}</tbody></table></div>'


_MOST_SHOWN = 100
"""Rows of a list that is shown at once; a longer one opens on a click."""


def _title(runs: Sequence[FinishedRun]) -> str:
    if len(runs) > 1:
        return f"Evaluation: {len(runs)} runs"
    return f"Evaluation: {runs[0].reader} on {Path(runs[0].data).stem}"


def to_html(runs: Sequence[FinishedRun]) -> str:
    """The report as one HTML page that needs nothing else."""
    parts = [f"<h1>{html.escape(_title(runs))}</h1>", _html_table(_figures(runs))]
    parts += ["<h2>Outcomes</h2>", _html_table(_classes(runs))]
    counts = {run.name: Counter(map(outcome, run.rows)) for run in runs}
    parts.append(bars({name: {key: count[key] for key in OUTCOMES} for name, count in counts.items()}))
    parts.append("<h2>Seconds per problem</h2>")
    parts.append(histograms({run.name: [row.seconds for row in run.rows] for run in runs}))
    errors = _reading_errors(runs)
    if errors:
        parts += ["<h2>What was read wrongly</h2>", _html_table(errors)]
    for title, split, listed in _pairs(runs):
        parts += [f"<h2>{html.escape(title)}</h2>", _html_table(split)]
        if len(listed) > 1:
            parts += ["<p>Where they differ:</p>", _html_table(listed)]
    for run in runs:
        table = _failures(run)
        if len(table) > 1:
            parts.append(f"<h2>Not correct in {html.escape(run.name)}</h2>")
            is_open = " open" if len(table) <= _MOST_SHOWN else ""
            parts.append(
                f"<details{is_open}><summary>{len(table) - 1} problems</summary>{_html_table(table)}</details>"
            )
    page = "\n".join(parts)
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(_title(runs))}</title><style>{_STYLE}</style></head><body>{page}</body></html>\n"
    )
