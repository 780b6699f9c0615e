"""Long tables and matrices: a matrix becomes one row for each of its cells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import numpy as np

from nl2milp.errors import DataError
from nl2milp.tables.grid import Grid
from nl2milp.tables.numbers import column_values, decimal_mark

__all__ = ["columns_of"]

_NUMERAL = re.compile(r"\d+(\.\d+)?")
_CORNER = re.compile(r"\s*[/\\|×]\s*|\s+(?:to|by|x)\s+")


def columns_of(grid: Grid, decimal: str | None = None) -> tuple[Mapping[str, Any], list[str]]:
    r"""The columns of a table, and notes on what was decided.

    A matrix is known by a corner that is empty or names two things
    (`plant \ market`), by headers that are numbers, or by headers that are
    the labels of its rows as well. Its columns are called by the corner's two
    names (else `row` and `column`) and `value`; empty cells give no row.

    Raises
    ------
    DataError
        A cell has two readings, is no number among numbers, or a key is missing or stands twice.
    """
    mark = decimal or (decimal_mark(grid, range(len(grid.header))) if _has_commas(grid) else None)
    notes: list[str] = []
    columns: dict[str, Any] = {}
    for place, name in enumerate(grid.header):
        columns[name], found = column_values(grid, place, mark)
        notes += found
    is_matrix, reason = _matrix(grid, columns)
    if not is_matrix:
        return columns, notes
    return _long(grid, columns), [*notes, f"{grid.where} is read as a matrix, for {reason}"]


def _has_commas(grid: Grid) -> bool:
    """Whether a comma stands in any cell: without one, there is no question of marks."""
    return any(isinstance(cell, str) and "," in cell for row in grid.rows for cell in row)


def _matrix(grid: Grid, columns: Mapping[str, Any]) -> tuple[bool, str]:
    heads = list(grid.header[1:])
    if len(heads) < 2 or any(columns[one].dtype == object for one in heads):
        return False, ""
    corner = grid.header[0]
    if not corner:
        return True, "its corner is empty"
    if len(_CORNER.split(corner)) == 2:
        return True, f"its corner '{corner}' names rows and columns"
    if all(_NUMERAL.fullmatch(one) for one in heads):
        return True, "its headers are numbers"
    if {str(row[0]).strip() for row in grid.rows} == set(heads):
        return True, "its headers are the labels of its rows"
    return False, ""


def _long(grid: Grid, columns: Mapping[str, Any]) -> Mapping[str, Any]:
    heads = list(grid.header[1:])
    corner = _CORNER.split(grid.header[0])
    down, across = corner if len(corner) == 2 and all(corner) else (grid.header[0] or "row", "column")
    if across in (down, "value") or down == "value":
        raise DataError(f"{grid.where}: the corner '{grid.header[0]}' names rows and columns alike; use two names")
    labels = [str(row[0]).strip() if isinstance(row[0], str) else row[0] for row in grid.rows]
    seen: dict[Any, int] = {}
    for row, label in enumerate(labels):
        if label in (None, ""):
            raise DataError(f"{grid.at(row, 0)}: the row has no label")
        if label in seen:
            first = grid.numbers[seen[label]]
            raise DataError(f"{grid.at(row, 0)}: '{label}' stands in row {first} already; keep one of them")
        seen[label] = row
    values = np.column_stack([columns[one] for one in heads]).ravel()
    kept = np.flatnonzero(~np.isnan(values))
    rows, places = np.divmod(kept, len(heads))
    row_labels, head_labels = np.array(labels, dtype=object), np.array(heads, dtype=object)
    return {down: row_labels[rows], across: head_labels[places], "value": values[kept]}
