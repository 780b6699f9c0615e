"""Commands and their options."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import click

from nl2milp._version import __version__
from nl2milp.cli import export, model_commands
from nl2milp.cli.guard import FAILURE, NOT_UNDERSTOOD, one_sentence_errors
from nl2milp.cli.inputs import data_options
from nl2milp.cli.model_options import model_options

__all__ = ["main"]


class _Main(click.Group):
    """With --json, errors of usage are JSON as well, like all others."""

    def main(self, args: Any = None, **settings: Any) -> Any:  # type: ignore[override]
        given = list(sys.argv[1:] if args is None else args)
        if "--json" not in given or not settings.get("standalone_mode", True):
            return super().main(given, **settings)
        try:
            code = super().main(given, **{**settings, "standalone_mode": False})
        except click.ClickException as error:
            click.echo(json.dumps({"status": "error", "detail": error.format_message()}, ensure_ascii=False))
            error.show()
            sys.exit(error.exit_code)
        except click.Abort:
            sys.exit(FAILURE)
        sys.exit(code if isinstance(code, int) else 0)


@click.group(cls=_Main, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="nl2milp")
def main() -> None:
    """Optimisation problems in plain words, turned into linear programmes and solved.

    \b
    nl2milp solve problem.txt          read, solve and explain a problem
    nl2milp solve - --json             the same for programs, from standard input
    nl2milp formulate problem.txt      the formulation alone
    nl2milp diagnose problem.txt       why there is no solution, and the ways out
    nl2milp analyse problem.txt        what limits are worth and statements cost
    nl2milp whatif problem.txt         other numbers, statements switched off
    nl2milp export problem.txt --to pyomo   a programme, a model, a report or a workbook
    nl2milp explain problem.txt        the model and its answer in plain words
    nl2milp chat model.json            change a model by instructions in words
    nl2milp templates                  what a requirement can be sorted into
    nl2milp evaluate data.jsonl        accuracy over a set of problems
    nl2milp app                        all of it on a screen, in the browser
    """  # noqa: D301 - the backspace is click's mark for lines to keep


_READER = click.option(
    "--reader",
    default="auto",
    show_default=True,
    help="Who reads: offline, llm, cross_checked (both, compared), or auto: llm if a model is named, else offline.",
)


@main.command()
@click.argument("source", metavar="FILE|-")
@_READER
@click.option("--solver", default="highs", show_default=True, help="highs, pulp, pulp_cbc, pyomo, or pyomo:ENGINE.")
@click.option("--cross-check", "cross_checked", is_flag=True, help="Solve with all that are installed, and compare.")
@click.option("--time-limit", type=float, help="Seconds for the solver.")
@click.option("--memory-limit", type=float, metavar="MB", help="Megabytes for the process; then the best so far.")
@click.option("--progress/--no-progress", default=None, help="Show best and bound on standard error; on a terminal.")
@click.option("--gap", type=float, default=0.0, show_default=True, help="Relative gap at which the solver may stop.")
@click.option("--threads", type=int, default=1, show_default=True, help="Threads of the solver.")
@click.option("--seed", type=int, default=0, show_default=True, help="Of the solver's random numbers.")
@click.option(
    "--choose",
    "choices",
    type=int,
    multiple=True,
    metavar="N",
    help="Answer the questions that the text leaves open, in their order, each by the number of a choice.",
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@one_sentence_errors
@data_options
@model_options()
def solve(
    source: str,
    reader: str,
    tables: dict[str, Any],
    solver: str,
    cross_checked: bool,
    time_limit: float | None,
    memory_limit: float | None,
    progress: bool | None,
    gap: float,
    threads: int,
    seed: int,
    choices: tuple[int, ...],
    as_json: bool,
) -> None:
    """Read the problem in FILE (words, a formulation as JSON, or an LP or MPS model), solve it and show the answer.

    Exit code 0 when it was read and solved, whatever its status; 2 for bad
    input; 3 when it was not fully understood; 1 for a failure. Ctrl-C during a
    long solve ends it with the best solution so far.
    """
    from nl2milp.api import solve as solve_problem
    from nl2milp.cli.answering import next_answered
    from nl2milp.cli.inputs import read_formulation, read_text
    from nl2milp.cli.progress import progress_line
    from nl2milp.solvers import Options

    text = read_text(source)
    problem = read_formulation(text, source) or text
    backend = "cross_check" if cross_checked else solver
    _tell_what_lacks(backend, {"progress": progress is True, "memory_limit": memory_limit is not None})
    with progress_line(progress) as report:
        options = Options(time_limit, gap, threads, seed, progress=report, memory_limit=memory_limit)
        result = solve_problem(problem, reader=reader, solver=backend, tables=tables, options=options)
        for number in choices:
            result = solve_problem(next_answered(result, number), solver=backend, tables=tables, options=options)
    click.echo(json.dumps(result.to_dict(), ensure_ascii=False) if as_json else str(result))
    sys.exit({"needs_review": NOT_UNDERSTOOD, "error": FAILURE}.get(result.status.value, 0))


def _tell_what_lacks(solver: str, wanted: dict[str, bool]) -> None:
    """Say on standard error which of the wanted features the solver does not have."""
    from nl2milp import solvers

    has = solvers.get(solver).features
    for feature, is_wanted in wanted.items():
        if is_wanted and feature not in has:
            option = feature.replace("_", "-")
            click.echo(f"nl2milp: the solver '{solver}' does not heed --{option}; highs does", err=True)


@main.command()
@click.argument("source", metavar="FILE|-")
@_READER
@click.option("--json", "as_json", is_flag=True, help="Print the formulation as JSON.")
@click.option("--latex", "as_latex", is_flag=True, help="Print it in LaTeX.")
@one_sentence_errors
@data_options
@model_options()
def formulate(source: str, reader: str, tables: dict[str, Any], as_json: bool, as_latex: bool) -> None:
    """Read the problem in FILE and show its formulation, without solving it."""
    from nl2milp.api import read
    from nl2milp.cli.inputs import read_formulation, read_text
    from nl2milp.export.latex import formulation_to_latex
    from nl2milp.export.text import formulation_to_text

    text = read_text(source)
    formulation = read_formulation(text, source)
    reasons: tuple[str, ...] = ()
    if formulation is None:
        reading = read(text, reader=reader, tables=tables)
        formulation, reasons = reading.formulation, reading.reasons if not reading.confident else ()
    if as_json:
        click.echo(formulation.to_json())
    elif as_latex:
        click.echo(formulation_to_latex(formulation))
    else:
        click.echo(formulation_to_text(formulation))
    for reason in reasons:
        click.echo(f"nl2milp: {reason}", err=True)
    sys.exit(NOT_UNDERSTOOD if reasons else 0)


@main.command()
@click.argument("source", metavar="FILE|-")
@_READER
@click.option("--seconds", type=click.FloatRange(0.01), default=10.0, show_default=True, help="For everything.")
@click.option("--keep", multiple=True, metavar="STATEMENT", help="Never to be changed; may be given several times.")
@click.option("--soft", multiple=True, metavar="STATEMENT", help="To be changed before all others; likewise.")
@click.option(
    "--weight", "weights", multiple=True, metavar="STATEMENT=NUMBER", help="How unwelcome a change of it is: 1."
)
@click.option("--points", is_flag=True, help="Which points of indexed statements conflict.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@one_sentence_errors
@data_options
@model_options()
def diagnose(
    source: str,
    reader: str,
    tables: dict[str, Any],
    seconds: float,
    keep: tuple[str, ...],
    soft: tuple[str, ...],
    weights: tuple[str, ...],
    points: bool,
    as_json: bool,
) -> None:
    """Show which statements of FILE contradict each other, why, and the least changes that end it.

    For an objective without a limit: what grows, and what is missing.
    """
    from nl2milp.cli.diagnosis import run_diagnosis

    run_diagnosis(source, reader, tables, seconds, keep, soft, weights, points, as_json)


@main.command()
@click.argument("source", metavar="FILE|-")
@_READER
@click.option(
    "--seconds", type=click.FloatRange(0.01), default=30.0, show_default=True, help="For all solves together."
)
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@one_sentence_errors
@data_options
@model_options()
def analyse(source: str, reader: str, tables: dict[str, Any], seconds: float, as_json: bool) -> None:
    """Show what each statement of FILE costs, and for linear programmes dual values and ranges."""
    from nl2milp.cli.diagnosis import run_analysis

    run_analysis(source, reader, tables, seconds, as_json)


@main.command()
@click.argument("source", metavar="FILE|-")
@_READER
@click.option("--set", "numbers", multiple=True, metavar="NAME=VALUE", help="A scenario; several changes with ';'.")
@click.option("--off", multiple=True, metavar="STATEMENT", help="A scenario without this statement.")
@click.option("--sweep", "over", metavar="NAME=FROM:TO:POINTS", help="One number over a range.")
@click.option("--list", "listed", is_flag=True, help="The names of all numbers and statements.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
@one_sentence_errors
@data_options
@model_options()
def whatif(
    source: str,
    reader: str,
    tables: dict[str, Any],
    numbers: tuple[str, ...],
    off: tuple[str, ...],
    over: str | None,
    listed: bool,
    as_json: bool,
) -> None:
    """Solve FILE with other numbers or without some statements, side by side.

    Every --set and every --off is a scenario of its own.
    """
    from nl2milp.cli.diagnosis import run_whatif

    run_whatif(source, reader, tables, numbers, off, over, listed, as_json)


@main.command()
@click.argument("data", metavar="DATA")
@_READER
@click.option("--out", type=click.Path(path_type=Path), help="Folder for results; a killed run goes on there.")
@click.option("--workers", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@click.option("--time-limit", type=float, default=60.0, show_default=True, help="Seconds for each problem.")
@click.option(
    "--tolerance",
    type=click.FloatRange(0, 1, max_open=True),
    default=1e-4,
    show_default=True,
    help="Relative error up to which an answer is correct; another one is written into the summary.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@one_sentence_errors
@model_options(deferred=True)
def evaluate(
    data: str,
    reader: str,
    out: Path | None,
    workers: int,
    time_limit: float,
    tolerance: float,
    as_json: bool,
    deferred: Path | None,
) -> None:
    """Run a reader over DATA, a JSONL file of {"id", "text", "answer"}, and report how often it is right.

    Writes results.jsonl (one row a problem) and summary.json into the folder
    given by --out; running the same again goes on where it stopped. A row may
    have tables of its own, {"tables": {NAME: {COLUMN: [VALUES]}}}. With
    --deferred, the model's answers come from batch files put into that folder.
    """
    from nl2milp.cli.evaluation import run_evaluation

    run_evaluation(data, reader, out, workers, time_limit, tolerance, as_json, deferred)


@main.command()
@click.argument("runs", metavar="DIR...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--out", type=click.Path(path_type=Path), help="Write report.md and report.html into this folder.")
@one_sentence_errors
def report(runs: tuple[Path, ...], out: Path | None) -> None:
    """Report on one or more finished runs: figures, errors by class, and where runs differ (McNemar's test)."""
    from nl2milp.cli.evaluation import write_report

    write_report(runs, out)


@main.command()
@click.argument("template", required=False, metavar="[ID]")
@click.option("--json", "as_json", is_flag=True, help="Print ids, titles and slots as JSON.")
@one_sentence_errors
def templates(template: str | None, as_json: bool) -> None:
    """List the templates, or show one: what it says, its slots, its mathematics, an example."""
    from nl2milp.cli.catalogue import show_all, show_one

    if template is None:
        show_all(as_json)
    else:
        show_one(template, as_json)


@main.command()
@one_sentence_errors
def schema() -> None:
    """Print the JSON schema of a formulation."""
    from nl2milp.export.schema import formulation_schema

    click.echo(json.dumps(formulation_schema(), indent=1))


@main.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True, help="Of the web server.")
@click.option(
    "--address", default="127.0.0.1", show_default=True, help="0.0.0.0 lets other machines in; there is no log-in."
)
@one_sentence_errors
def app(port: int, address: str) -> None:
    """Serve the web app: describe a problem, check what was understood, solve it, explore it.

    Ctrl-C ends it. Work is kept in a database: an SQLite file in your data
    folder, or the one that NL2MILP_DATABASE names as an SQLAlchemy URL.
    """
    from nl2milp.app.launch import launch

    def ready(url: str) -> None:
        click.echo(f"nl2milp: open {url} in a browser; Ctrl-C ends it")

    launch(port, address, ready)


for _command in (*model_commands.COMMANDS, *export.COMMANDS):
    main.add_command(_command)
