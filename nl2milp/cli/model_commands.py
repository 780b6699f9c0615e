"""The commands about the language model: its calls, changes in words, explanations, fine-tuning data."""

from __future__ import annotations

import json
import sys
import time
from dataclasses import asdict, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nl2milp.cli.guard import one_sentence_errors
from nl2milp.cli.inputs import data_options
from nl2milp.cli.model_options import model_options

if TYPE_CHECKING:
    from nl2milp.datasets.cases import Case
    from nl2milp.readers.llm.store import LoggedCall

__all__ = ["COMMANDS"]

_READER = click.option("--reader", default="auto", show_default=True, help="Who reads FILE, where it is in words.")


@click.command()
@click.option("--last", type=click.IntRange(1), default=20, show_default=True, help="How many calls.")
@click.option("--show", type=int, metavar="NUMBER", help="One call in full.")
@click.option("--errors", is_flag=True, help="Only those that failed.")
@click.option("--file", "path", type=click.Path(path_type=Path), help="Another log than the usual one.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, a call a line.")
@one_sentence_errors
def log(last: int, show: int | None, errors: bool, path: Path | None, as_json: bool) -> None:
    """Show the calls of language models: when, which phase, tokens, cost, and how they ended.

    Keys are never in it. NL2MILP_LOG=off switches the log off.
    """
    from nl2milp.errors import InputError
    from nl2milp.readers.llm.settings import Settings
    from nl2milp.readers.llm.store import CallLog

    file = path or Settings.from_environment().log
    if file is None:
        raise InputError("the log is switched off (NL2MILP_LOG); name a file with --file")
    calls = CallLog(file).read(last, only=show, errors=errors)
    if show is not None and not calls:
        raise InputError(f"there is no call number {show} in {file}")
    if as_json:
        for call in calls:
            click.echo(json.dumps(asdict(call), ensure_ascii=False))
    elif show is not None:
        click.echo(_in_full(calls[0]))
    elif not calls:
        click.echo(f"no calls in {file}")
    else:
        for call in calls:
            click.echo(_line(call))


def _line(call: LoggedCall) -> str:
    when = time.strftime("%Y-%m-%d %H:%M:%S", time.localtime(call.at))
    tokens = "" if call.input_tokens is None else f"{call.input_tokens:,} in, {call.output_tokens or 0:,} out"
    cost = "" if call.cost is None else f"${call.cost:.4f}"
    seconds = "" if call.seconds is None else f"{call.seconds:.1f} s"
    said = " ".join((call.error or "").split())
    about = [f"{call.id:>5}", when, f"{call.phase:<9}", call.model, call.status, tokens, cost, seconds, said]
    return "  ".join(part for part in about if part)


def _in_full(call: LoggedCall) -> str:
    parts = [
        _line(call),
        f"settings: {json.dumps(dict(call.settings))}, prompts {call.prompts}, reading {call.reading}",
    ]
    parts += [f"--- {message.role}\n{message.text}" for message in call.messages]
    parts.append(f"--- reply\n{call.reply}" if call.reply is not None else f"--- error\n{call.error}")
    return "\n\n".join(parts)


def _cases(data: str) -> list[Case]:
    """A file, or a registered data set by its name."""
    from nl2milp import datasets
    from nl2milp.datasets.cases import load_cases

    path = Path(data)
    return load_cases(path) if path.exists() or path.suffix else datasets.load(data)


@click.command("finetune-data")
@click.argument("data", metavar="DATA")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="Folder for the files.")
@click.option(
    "--share", type=click.FloatRange(0, 1), default=0.9, show_default=True, help="Of the problems for training."
)
@click.option("--apart", multiple=True, metavar="DATA", help="Kept for evaluation: it and its twins are left out.")
@click.option("--json", "as_json", is_flag=True, help="Print the counts as JSON.")
@one_sentence_errors
def finetune_data(data: str, out: Path, share: float, apart: tuple[str, ...], as_json: bool) -> None:
    """Write chat-format JSONL per phase from DATA, labelled problems, for fine-tuning a model.

    Problems that are worded alike stay on one side of the split.
    """
    from nl2milp.readers.llm.finetuning import write_finetuning_data

    kept = [case for one in apart for case in _cases(one)]
    written = write_finetuning_data(_cases(data), out, share=share, apart=kept)
    if as_json:
        click.echo(json.dumps(asdict(written)))
        return
    for name, count in written.examples.items():
        click.echo(f"{count:>6}  {out / name}")
    for name, why in list(written.left_out.items())[:10]:
        click.echo(f"nl2milp: left out: {name}: {why}", err=True)
    if len(written.left_out) > 10:
        click.echo(f"nl2milp: and {len(written.left_out) - 10} more, see {out / 'summary.json'}", err=True)


@click.command()
@click.argument("source", metavar="FILE|-")
@_READER
@click.option("--offline", is_flag=True, help="From the templates' own words, without any model.")
@one_sentence_errors
@data_options
@model_options()
def explain(source: str, reader: str, tables: dict[str, Any], offline: bool) -> None:
    """Explain FILE and its answer in plain words: what was decided, why, what binds, what contradicts itself."""
    from nl2milp.api import solve
    from nl2milp.cli.inputs import read_formulation, read_text
    from nl2milp.export.account import account
    from nl2milp.readers.llm.settings import is_configured

    text = read_text(source)
    result = solve(read_formulation(text, source) or text, reader=reader, tables=tables)
    if offline or reader == "offline" or not is_configured():
        click.echo(account(result))
        return
    from nl2milp.readers.llm.explaining import explain as explained

    click.echo(explained(result))


@click.command()
@click.argument("source", metavar="FILE")
@_READER
@click.option("--say", "said", multiple=True, metavar="INSTRUCTION", help="Instead of asking for them one by one.")
@click.option("--out", type=click.Path(path_type=Path), help="Write the changed formulation here at the end.")
@one_sentence_errors
@data_options
@model_options()
def chat(source: str, reader: str, tables: dict[str, Any], said: tuple[str, ...], out: Path | None) -> None:
    r"""Change the model in FILE by instructions in words, such as: make it at most 3 trucks.

    \b
    Beside instructions, a line may be
      undo    take the last change back
      solve   solve it as it stands
      show    show it as it stands
      quit    end
    """
    from nl2milp.api import read
    from nl2milp.cli.inputs import read_formulation, read_text
    from nl2milp.errors import Nl2milpError
    from nl2milp.readers.llm.changing import Conversation

    text = read_text(source)
    formulation = read_formulation(text, source)
    if formulation is None:
        reading = read(text, reader=reader, tables=tables)
        formulation, tables = reading.formulation, dict(reading.tables)
    conversation = Conversation(formulation, tables=tables)
    failed = False
    for line in said or _lines():
        if line.strip().lower() in ("quit", "exit"):
            break
        try:
            shown = _said(conversation, line.strip())
        except Nl2milpError as error:
            failed, shown = True, f"nl2milp: {' '.join(str(error).split())}"
        if shown:
            click.echo(shown)
    if out is not None:
        out.write_text(conversation.formulation.to_json() + "\n", encoding="utf-8")
    sys.exit(3 if failed and said else 0)


def _lines() -> Any:
    """Lines from the terminal or a pipe."""
    if not sys.stdin.isatty():
        yield from sys.stdin
        return
    while True:
        try:
            yield click.prompt(">", prompt_suffix=" ")
        except click.Abort:
            return


def _said(conversation: Any, line: str) -> str:
    from nl2milp.api import solve
    from nl2milp.export.text import formulation_to_text

    formulation = conversation.formulation
    word = line.lower()
    if not line:
        return ""
    if word == "undo":
        last = conversation.undo()
        return "there is nothing to take back" if last is None else f"taken back: {last.instruction}"
    if word == "solve":
        return str(replace(solve(formulation, tables=conversation.tables), formulation=None))
    if word == "show":
        return formulation_to_text(formulation)
    return str(conversation.say(line))


COMMANDS = (chat, explain, finetune_data, log)
