"""The command that writes files."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from nl2milp.cli.guard import NOT_UNDERSTOOD, one_sentence_errors
from nl2milp.cli.inputs import data_options
from nl2milp.cli.model_options import model_options
from nl2milp.errors import InputError

__all__ = ["COMMANDS"]


@click.command()
@click.argument("source", metavar="FILE|-")
@click.option("--to", required=True, help="excel, highspy, html, json, latex, lp, markdown, mps, pulp or pyomo.")
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), help="The file to write; else the terminal.")
@click.option("--reader", default="auto", show_default=True, help="Who reads: offline, llm, cross_checked or auto.")
@one_sentence_errors
@data_options
@model_options()
def export(source: str, to: str, out: Path | None, reader: str, tables: dict[str, Any]) -> None:
    """Write the problem in FILE as a model, a programme, a report or a workbook.

    FILE holds words, a formulation as JSON, or a model as LP or MPS. Reports
    and workbooks show the answer, too.
    """
    from nl2milp.api import compile_model, read, solve
    from nl2milp.cli.inputs import read_formulation, read_text
    from nl2milp.export.files import FORMATS, render, write

    if to not in FORMATS:
        raise InputError(f"there is no format '{to}'; the formats are {', '.join(FORMATS)}")
    reasons: tuple[str, ...] = ()
    text = read_text(source)
    formulation = read_formulation(text, source)
    if formulation is None:
        reading = read(text, reader=reader, tables=tables)
        tables = dict(reading.tables)
        formulation, reasons = reading.formulation, reading.reasons if not reading.confident else ()
    compiled = compile_model(formulation, tables=tables)
    result = solve(formulation, tables=tables) if FORMATS[to].shows_answer else None
    if out is not None:
        write(compiled, to, out, result)
    else:
        content = render(compiled, to, result)
        if isinstance(content, bytes):
            raise InputError(f"{FORMATS[to].title} does not fit a terminal; name a file with --out")
        click.echo(content, nl=False)
    for reason in reasons:
        click.echo(f"nl2milp: {reason}", err=True)
    sys.exit(NOT_UNDERSTOOD if reasons else 0)


COMMANDS = (export,)
