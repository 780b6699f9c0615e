"""A report on a formulation and its answer as one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape
from typing import TYPE_CHECKING

from nl2milp.export.markdown import answer_rows, constraint_text, objective_lines
from nl2milp.export.names import one_line
from nl2milp.formulation import Formulation

if TYPE_CHECKING:
    from nl2milp.result import Result

__all__ = ["formulation_to_html"]

_STYLE = """\
body { font: 16px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 60rem; padding: 0 1rem; color: #1b1f24; }
table { border-collapse: collapse; width: 100%; margin: .5rem 0 1.5rem; }
th, td { text-align: left; padding: .35rem .6rem; border-bottom: 1px solid #d8dee4; vertical-align: top; }
td.number { text-align: right; font-variant-numeric: tabular-nums; }
blockquote, td.words { color: #57606a; }
code { font-family: ui-monospace, monospace; font-size: .92em; }
@media (prefers-color-scheme: dark) { body { background: #0d1117; color: #e6edf3; } th, td { border-color: #30363d; }
blockquote, td.words { color: #8d96a0; } }"""


def _text(value: object) -> str:
    return escape(one_line(value), quote=True)


def _table(head: Iterable[str], rows: Iterable[Iterable[str]], caption: str) -> str:
    cells = "".join(f'<th scope="col">{_text(one)}</th>' for one in head)
    body = "".join(f"<tr>{''.join(row)}</tr>\n" for row in rows)
    head_row = f"<thead><tr>{cells}</tr></thead>"
    return f"<table><caption hidden>{_text(caption)}</caption>{head_row}<tbody>\n{body}</tbody></table>"


def _cell(value: object, kind: str = "") -> str:
    return f'<td class="{kind}">{_text(value)}</td>' if kind else f"<td>{_text(value)}</td>"


def _code(value: object) -> str:
    return f"<td><code>{_text(value)}</code></td>"


def formulation_to_html(formulation: Formulation, result: Result | None = None) -> str:
    """The formulation, each part with the words it comes from, and the answer where there is one.

    Every text is escaped, and the page may load nothing: no script, no image,
    no other page.
    """
    title = _text(formulation.title or "Optimisation model")
    parts = [f"<h1>{title}</h1>"]
    if result is not None:
        parts.append(f"<p>Status: <strong>{_text(result.status.value)}</strong></p>")
        if result.objective is not None:
            parts.append(f"<p>Objective: <strong>{result.objective:.10g}</strong></p>")
        if result.variables:
            rows = ([_cell(name), _cell(value, "number")] for name, value in answer_rows(result.variables))
            parts.append(_table(("Variable", "Value"), rows, "The answer"))
        elif result.detail:
            parts.append(f"<p>{_text(result.detail)}</p>")
    parts.append("<h2>Decision variables</h2>")
    rows = (
        [_code(one.symbol), _cell(one.label or one.meaning or ""), _cell(one.kind.value), _code(one.lower or ""),
         _code(one.upper or "")]
        for one in formulation.variables
    )  # fmt: skip
    parts.append(_table(("Symbol", "Meaning", "Kind", "Lower", "Upper"), rows, "Decision variables"))
    parts += ["<h2>Objective</h2>", *(f"<p><code>{_text(line)}</code></p>" for line in objective_lines(formulation))]
    if formulation.objective.quote:
        parts.append(f"<blockquote>{_text(formulation.objective.quote)}</blockquote>")
    rows = (
        [_cell(one.name), _code(constraint_text(one)), _cell(one.quote or one.basis.value, "words")]
        for one in formulation.constraints
    )
    parts += ["<h2>Constraints</h2>", _table(("Name", "Statement", "Words"), rows, "Constraints")]
    if formulation.parameters:
        rows = (
            [_code(one.symbol), _code(one.value or ""), _cell(one.unit or ""), _cell(one.meaning or "")]
            for one in formulation.parameters
        )
        parts += ["<h2>Data</h2>", _table(("Symbol", "Value", "Unit", "Meaning"), rows, "Data")]
    for name, notes in (("Assumptions", formulation.assumptions), ("Questions", formulation.questions)):
        if notes:
            parts += [f"<h2>{name}</h2>", "<ul>", *(f"<li>{_text(note)}</li>" for note in notes), "</ul>"]
    policy = "default-src 'none'; style-src 'unsafe-inline'"
    return "\n".join([
        "<!DOCTYPE html>", '<html lang="en"><head><meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f"<title>{title}</title><style>\n{_STYLE}\n</style></head><body>", *parts, "</body></html>", "",
    ])  # fmt: skip
