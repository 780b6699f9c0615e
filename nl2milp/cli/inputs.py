"""Texts and formulations from files and standard input."""

from __future__ import annotations

import sys
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from nl2milp.errors import InputError

if TYPE_CHECKING:
    from nl2milp.formulation import Formulation

__all__ = ["MAX_BYTES", "data_options", "read_formulation", "read_tables", "read_text"]

MODEL_FILES = (".lp", ".mps", ".lp.gz", ".mps.gz")
"""Endings of files that hold a model rather than words."""

MAX_BYTES = 2_000_000
"""A problem's text of more than this is refused before it is read."""


def _bytes(source: str) -> tuple[bytes, str]:
    if source == "-":
        return sys.stdin.buffer.read(MAX_BYTES + 1), "standard input"
    path = Path(source)
    if not path.exists():
        raise InputError(f"there is no file '{source}'")
    if path.is_dir():
        raise InputError(f"'{source}' is a folder; name a file with the problem's text, or - for standard input")
    try:
        with path.open("rb") as file:
            return file.read(MAX_BYTES + 1), f"'{source}'"
    except OSError as error:
        raise InputError(f"'{source}' cannot be read: {error.strerror}") from None


def _formulation_of_file(source: str) -> Formulation:
    """What an LP or MPS file says, one rule for each row."""
    from nl2milp.export.model_formulation import model_to_formulation
    from nl2milp.solvers.highs_files import read_model

    made = model_to_formulation(read_model(source))
    if made is None:
        raise InputError(
            f"'{source}' has rows too long to be written as rules; in Python, nl2milp.solvers.highs_files.read_model "
            "and a solver of nl2milp.solvers take it"
        )
    return made


def read_text(source: str) -> str:
    """The text of a file, or of standard input for `-`; of an LP or MPS file, its formulation as JSON.

    Raises
    ------
    InputError
        It is missing, a folder, too large, empty, or not UTF-8.
    """
    if source.casefold().endswith(MODEL_FILES):
        return _formulation_of_file(source).to_json()
    content, where = _bytes(source)
    if len(content) > MAX_BYTES:
        raise InputError(f"{where} is larger than {MAX_BYTES:,} bytes; a problem's text is a few pages at most")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"{where} is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    if not text.strip():
        raise InputError(f"{where} is empty; expected a problem in words")
    return text


def read_formulation(text: str, source: str) -> Formulation | None:
    """The formulation that a text is, where it is JSON; None where it is words.

    Raises
    ------
    InputError
        It is JSON, but not a formulation; the message names the field.
    """
    if not text.lstrip().startswith("{"):
        return None
    from pydantic import ValidationError

    from nl2milp.formulation import Formulation

    try:
        return Formulation.model_validate_json(text)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(str(part) for part in first["loc"]) or "the whole"
        raise InputError(f"'{source}' is not a formulation: {field}: {first['msg']}") from None


def data_options(command: Any) -> Any:
    """Options for tables in files, `--data`, several times, and `--decimal`; the command takes `tables`, loaded."""

    @wraps(command)
    def with_tables(*args: Any, data: tuple[str, ...], decimal: str | None, **kwargs: Any) -> Any:
        return command(*args, tables=read_tables(data, decimal), **kwargs)

    marked = click.option("--decimal", type=click.Choice([".", ","]), help="The mark of decimals in --data.")
    said = "A table: CSV, or Excel with a table on each sheet; several times."
    return click.option("--data", multiple=True, metavar="FILE", help=said)(marked(with_tables))


def read_tables(paths: tuple[str, ...], decimal: str | None) -> dict[str, Any]:
    """The tables in files, by name; what was decided about them goes to standard error."""
    if not paths:
        return {}
    from nl2milp.tables import load_tables

    loaded = load_tables(paths, decimal)
    for note in loaded.notes:
        click.echo(f"nl2milp: {note}", err=True)
    return dict(loaded.tables)
