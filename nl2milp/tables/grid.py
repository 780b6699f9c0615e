"""A sheet of cells before anything is known of them, and a table when it is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nl2milp.errors import DataError

__all__ = ["MISSING", "Grid", "Loaded", "is_missing"]

MISSING = frozenset(("", "-", "–", "—", "null", "none", "nan", "na", "n/a", "#n/a"))
"""Cells, in lower case, that say that nothing is there."""


@dataclass(frozen=True, eq=False)
class Grid:
    """Cells by row.

    Attributes
    ----------
    name : str
        The table's name.
    where : str
        File and sheet, for messages.
    header : sequence of str
        One for each column.
    rows : sequence of sequences
        Cells, each row as long as the header.
    numbers : sequence of int
        For each row its number in the file, from 1.
    """

    name: str
    where: str
    header: Sequence[str]
    rows: Sequence[Sequence[Any]]
    numbers: Sequence[int]

    def at(self, row: int, column: int) -> str:
        """A place, for messages: `costs.csv, row 3, column 'price'`."""
        return f"{self.where}, row {self.numbers[row]}, column '{self.header[column]}'"


@dataclass(frozen=True, eq=False)
class Loaded:
    """Tables by name, each a mapping of column name to values, and what was decided about them."""

    tables: Mapping[str, Mapping[str, Any]]
    notes: tuple[str, ...] = field(default=())


def is_missing(cell: Any) -> bool:
    """Whether a cell says that nothing is there."""
    if cell is None:
        return True
    if isinstance(cell, str):
        return not cell or cell.strip().casefold() in MISSING
    return bool(cell != cell)  # NaN is not equal to itself


def framed(name: str, where: str, rows: Sequence[Sequence[Any]]) -> tuple[Grid, list[str]]:
    """Cut a sheet into header and rows; blank rows go, and a title above the header is noted.

    Raises
    ------
    DataError
        It is empty, a header is missing or stands twice, a row is longer than the header.
    """
    notes = []
    start = 0
    filled = [sum(not _is_blank(cell) for cell in row) for row in rows[:20]]
    while start < len(filled) and filled[start] == 0:
        start += 1
    if start >= len(rows) or (filled and start >= len(filled)):
        raise DataError(f"{where} is empty; expected a header and rows under it")
    if start + 1 < len(filled) and filled[start] == 1 and filled[start + 1] > 1:
        title = next(str(cell) for cell in rows[start] if not _is_blank(cell))
        notes.append(f"{where}, row {start + 1}: '{title}' is taken for a title above the table")
        start += 1
    header = ["" if _is_blank(cell) else " ".join(str(cell).split()) for cell in rows[start]]
    while header and not header[-1]:
        header.pop()
    width = len(header)
    for column, one in enumerate(header):
        if not one and column > 0:
            raise DataError(f"{where}, row {start + 1}: column {column + 1} has no header; give it a name")
        if one in header[:column]:
            raise DataError(f"{where}, row {start + 1}: the header '{one}' stands twice; rename one of the columns")
    kept, numbers = [], []
    for number, row in enumerate(rows[start + 1 :], start=start + 2):
        if len(row) == width and row[0] not in (None, ""):
            kept.append(row)
            numbers.append(number)
            continue
        if all(_is_blank(cell) for cell in row):
            continue
        if any(not _is_blank(cell) for cell in row[width:]):
            raise DataError(f"{where}, row {number} has {len(row)} cells, and the header has {width}")
        kept.append([*row[:width], *[None] * (width - len(row))])
        numbers.append(number)
    if not kept:
        raise DataError(f"{where} has a header but no rows under it")
    return Grid(name, where, header, kept, numbers), notes


def _is_blank(cell: Any) -> bool:
    return cell is None or (isinstance(cell, str) and not cell.strip())
