"""Where tables come from: CSV and Excel files, data frames, and Markdown in a problem's text."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from nl2milp.errors import DataError, InputError, MissingExtraError
from nl2milp.tables.grid import Grid, Loaded, framed
from nl2milp.tables.layout import columns_of

__all__ = ["attached", "load_tables", "markdown_tables", "read_tables"]

_MOST_BYTES = 500_000_000
_MOST_EXPANDED = 2_000_000_000
_DELIMITERS = ",;\t|"
_ROW = re.compile(r"^[ \t]*\|(.*)\|[ \t]*$")
_RULE = re.compile(r"^[ \t]*\|[\s:|\-]+\|[ \t]*$")


def load_tables(paths: Iterable[str | Path], decimal: str | None = None) -> Loaded:
    """Load CSV files, each a table by the file's name, and Excel files, each sheet a table by the sheet's name.

    Parameters
    ----------
    paths : iterable of str or Path
        Files that end in .csv, .tsv, .txt, .xlsx or .xlsm.
    decimal : str, optional
        The mark of decimals, `.` or `,`, where the files do not show it beyond doubt.

    Raises
    ------
    InputError
        A file is missing, of another kind, or not UTF-8.
    DataError
        A cell has two readings or is no number among numbers; two tables have one name.
    MissingExtraError
        An Excel file, and openpyxl is not installed.
    """
    return _loaded((sheet for path in map(Path, paths) for sheet in _sheets(path)), decimal)


def read_tables(files: Mapping[str, bytes], decimal: str | None = None) -> Loaded:
    r"""Tables from the contents of files, by their names; otherwise as :func:`load_tables`.

    Examples
    --------
    >>> read_tables({"costs.csv": b"plant,cost\nA,3\n"}).tables["costs"]["cost"].tolist()
    [3.0]
    """
    return _loaded((sheet for name, content in files.items() for sheet in _contents(Path(name), content)), decimal)


def _loaded(sheets: Iterable[tuple[str, str, list[list[Any]]]], decimal: str | None) -> Loaded:
    if decimal not in (None, ".", ","):
        raise InputError(f"decimals are marked by '.' or ',', not by '{decimal}'")
    tables: dict[str, Mapping[str, Any]] = {}
    notes: list[str] = []
    for name, where, rows in sheets:
        grid, found = framed(name, where, rows)
        if name in tables:
            raise DataError(f"{where}: a table '{name}' is attached already; rename the file or the sheet")
        tables[name], more = columns_of(grid, decimal)
        notes += [*found, *more]
    return Loaded(tables, tuple(notes))


def _sheets(path: Path) -> Iterator[tuple[str, str, list[list[Any]]]]:
    if not path.is_file():
        raise InputError(f"there is no file '{path}'")
    _refuse_large(path, path.stat().st_size)
    yield from _contents(path, path.read_bytes())


def _refuse_large(path: Path, size: int) -> None:
    if size > _MOST_BYTES:
        raise InputError(f"'{path}' has {size / 1e6:,.0f} MB; tables of up to {_MOST_BYTES / 1e6:,.0f} MB are read")


def _contents(path: Path, content: bytes) -> Iterator[tuple[str, str, list[list[Any]]]]:
    _refuse_large(path, len(content))
    suffix = path.suffix.casefold()
    if suffix in (".csv", ".tsv", ".txt"):
        yield path.stem, path.name, _csv(path, content)
    elif suffix in (".xlsx", ".xlsm"):
        yield from _excel(path, content)
    else:
        raise InputError(f"'{path}' is no table by its name; tables are .csv, .tsv, .txt, .xlsx or .xlsm files")


def _csv(path: Path, content: bytes) -> list[list[Any]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError(f"'{path}' is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    if "\x00" in text:
        raise InputError(f"'{path}' holds binary data; save it as CSV")
    head = text[:20_000].splitlines()[:20]
    # the mark that cuts the first lines into the same number of cells
    counts = {mark: [len(row) for row in csv.reader(head, delimiter=mark) if row] for mark in _DELIMITERS}
    steady = [mark for mark in _DELIMITERS if len(set(counts[mark])) == 1 and counts[mark][0] > 1]
    if len(steady) > 1 and "," in steady:
        steady.remove(",")  # a decimal comma in every row
    mark = steady[0] if steady else max(_DELIMITERS, key=lambda one: counts[one][0] if counts[one] else 0)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True))
    except csv.Error as error:
        raise DataError(f"{path.name} cannot be read as CSV: {error}") from None


def _excel(path: Path, content: bytes) -> Iterator[tuple[str, str, list[list[Any]]]]:
    import zipfile

    try:
        import openpyxl
    except ImportError as error:
        raise MissingExtraError(f"Excel files need openpyxl: pip install 'nl2milp[tables]' ({error})") from None
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            expanded = sum(one.file_size for one in packed.infolist())
        if expanded > _MOST_EXPANDED:
            raise InputError(f"'{path}' unpacks to {expanded / 1e6:,.0f} MB, more than is read")
        # formulas by the values that Excel has stored for them
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise InputError(f"'{path}' is not an Excel file that can be read: {error}") from None
    try:
        for sheet in book.worksheets:
            rows = [list(row) for row in sheet.iter_rows(values_only=True)]
            if any(cell is not None for row in rows for cell in row):
                yield sheet.title, f"{path.name}, sheet '{sheet.title}'", rows
    finally:
        book.close()


def attached(tables: Mapping[str, Any]) -> dict[str, Mapping[str, Any]]:
    """Tables as columns: data frames by their columns, with a named index as columns before them.

    Parameters
    ----------
    tables : mapping of str to (data frame or mapping of column name to values)
        Anything with `columns` and `to_numpy` counts as a data frame.

    Raises
    ------
    DataError
        A column stands twice.

    Examples
    --------
    >>> attached({"costs": {"p": ["A"], "cost": [3]}})
    {'costs': {'p': ['A'], 'cost': [3]}}
    """
    return {name: _frame(name, table) if _is_frame(table) else table for name, table in tables.items()}


def _is_frame(table: Any) -> bool:
    return not isinstance(table, Mapping) and hasattr(table, "columns") and hasattr(table, "to_numpy")


def _frame(name: str, frame: Any) -> Mapping[str, Any]:
    index = getattr(frame, "index", None)
    if index is not None and any(one is not None for one in index.names):
        frame = frame.reset_index()
    names = [str(one) for one in frame.columns]
    for place, one in enumerate(names):
        if one in names[:place]:
            raise DataError(f"attached table '{name}': the column '{one}' stands twice; rename one of them")
    return {one: np.asarray(frame.iloc[:, place]) for place, one in enumerate(names)}


def markdown_tables(text: str, decimal: str | None = None) -> Loaded:
    r"""The Markdown tables in a text, called `table_1`, `table_2`, ...

    Raises
    ------
    DataError
        As :func:`load_tables`; rows are numbered by the lines of the text.

    Examples
    --------
    >>> found = markdown_tables("Costs:\n| plant | cost |\n|---|---|\n| A | 3 |\n| B | 4.5 |\n")
    >>> {name: values.tolist() for name, values in found.tables["table_1"].items()}
    {'plant': ['A', 'B'], 'cost': [3.0, 4.5]}
    """
    tables: dict[str, Mapping[str, Any]] = {}
    notes: list[str] = []
    for first, lines in _markdown_blocks(text):
        name = f"table_{len(tables) + 1}"
        cells = [[cell.replace("\\|", "|").strip() for cell in re.split(r"(?<!\\)\|", line)] for line in lines]
        where = f"the table in line {first}"
        grid, found = framed(name, where, [cells[0], *cells[2:]])
        grid = Grid(name, where, grid.header, grid.rows, [first + number for number in grid.numbers])
        tables[name], more = columns_of(grid, decimal)
        notes += [*found, *more]
    return Loaded(tables, tuple(notes))


def _markdown_blocks(text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of each table without their outer bars, and the line it starts in."""
    block: list[str] = []
    lines = text.splitlines()
    for number, line in enumerate([*lines, ""], start=1):
        match = _ROW.match(line)
        if match:
            block.append(match[1])
            continue
        if len(block) > 2 and _RULE.match(f"|{block[1]}|"):
            yield number - len(block), block
        block = []
