"""Columns of cells as numbers or labels: separators, percent signs and units, decided by evidence or refused."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp.errors import DataError
from nl2milp.tables.grid import Grid, is_missing

__all__ = ["column_values", "decimal_mark", "plain_numbers"]

Values: TypeAlias = NDArray[Any]

_PLAIN = re.compile(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?")
_AMOUNT = re.compile(
    r"(?P<before>[$€£¥]|[A-Z]{3}(?=\s?[-+\d]))?\s*(?P<sign>[-+−]?)\s*(?P<digits>\d[\d.,'\u00a0\u202f ]*|[.,]\d+)\s*"
    r"(?P<after>%|[^\W\d_][^\d]*|[$€£¥])?"
)
_POINT = re.compile(r"\d{1,3}(?:,\d{3})+\.\d*|\d*\.(?:\d{1,2}|\d{4,})|(?:\d{4,}|0)\.\d+|\d{1,3}(?:,\d{3}){2,}")
_COMMA = re.compile(
    r"\d{1,3}(?:\.\d{3})*,(?:\d{1,2}|\d{4,})|\d{4,},\d+|0,\d+|,\d+|\d{1,3}(?:\.\d{3})+,\d+|\d{1,3}(?:\.\d{3}){2,}"
)
_ERRORS = frozenset(("#DIV/0!", "#REF!", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"))
_MOST_TEXT = 0.5


def decimal_mark(grid: Grid, columns: Sequence[int]) -> str | None:
    """Which mark these columns use for decimals, by what cells show beyond doubt; None if none does.

    Raises
    ------
    DataError
        Some show a point and some a comma.
    """
    seen: dict[str, str] = {}
    for column in columns:
        for row, cells in enumerate(grid.rows):
            cell = cells[column]
            if not isinstance(cell, str) or ("," not in cell and "." not in cell):
                continue
            match = _AMOUNT.fullmatch(cell.strip())
            if match is None:
                continue
            digits = match["digits"].strip()
            is_point, is_comma = bool(_POINT.fullmatch(digits)), bool(_COMMA.fullmatch(digits))
            if is_point != is_comma:
                mark = "." if is_point else ","
                seen.setdefault(mark, f"{cell.strip()!r} ({grid.at(row, column)})")
                if len(seen) > 1:
                    raise DataError(
                        f"decimals are written with a point in {seen['.']} and with a comma in {seen[',']}; use one"
                    )
    return next(iter(seen), None)


def column_values(grid: Grid, column: int, mark: str | None) -> tuple[Values, list[str]]:
    """A column as floats (NaN where missing) or as labels (None where missing), and notes on what was decided.

    Parameters
    ----------
    grid : Grid
        The sheet.
    column : int
        Which column.
    mark : str or None
        The decimal mark, where it is known.

    Raises
    ------
    DataError
        Text among numbers, an amount with two readings, percent signs or units on some cells only.
    """
    cells = [row[column] for row in grid.rows]
    # where decimals have a comma, a point is a separator: 1.234 is no plain number then
    has_points = mark == "," and any(isinstance(cell, str) and "." in cell for cell in cells)
    quick = None if has_points else plain_numbers(cells)
    if quick is not None:
        return quick, []
    missing = [is_missing(cell) for cell in cells]
    for row, cell in enumerate(cells):
        if isinstance(cell, str) and cell.strip().upper() in _ERRORS:
            raise DataError(f"{grid.at(row, column)} holds the error {cell.strip()}; mend its formula")
    amounts = {cell: _AMOUNT.fullmatch(cell.strip()) for cell in set(filter(_is_text, cells))}
    matches = [None if gone or not isinstance(cell, str) else amounts[cell]
               for cell, gone in zip(cells, missing, strict=True)]  # fmt: skip
    is_number = [
        not gone and (match is not None or _is_number(cell))
        for cell, match, gone in zip(cells, matches, missing, strict=True)
    ]
    present, count = len(cells) - sum(missing), sum(is_number)
    notes = []
    if any(missing):
        row = missing.index(True)
        notes.append(
            f"{grid.at(row, column)}: missing" + (f", and {sum(missing) - 1} more" if sum(missing) > 1 else "")
        )
    if count < present:
        if count > _MOST_TEXT * present:
            row = next(
                row for row, (gone, good) in enumerate(zip(missing, is_number, strict=True)) if not gone and not good
            )
            raise DataError(
                f"{grid.at(row, column)} holds {cells[row]!r} among {count} numbers; give a number, '-' where there is "
                "none, or names that are not numbers in the whole column"
            )
        labels = np.empty(len(cells), dtype=object)
        labels[:] = [None if gone else _label(cell) for cell, gone in zip(cells, missing, strict=True)]
        return labels, notes
    values = np.full(len(cells), np.nan)
    marks: dict[str, int] = {}
    for row, (cell, match, gone) in enumerate(zip(cells, matches, missing, strict=True)):
        if gone:
            continue
        marks.setdefault(_unit(match), row)
        values[row] = float(cell) if match is None else _amount(grid, row, column, match, mark)
    if len(marks) > 1:
        (one, first), (other, second) = list(marks.items())[:2]
        raise DataError(
            f"{grid.at(second, column)} is {_named(other)} and row {grid.numbers[first]} is {_named(one)}; "
            "bring the column to one unit"
        )
    unit = next(iter(marks), "")
    if unit == "%":
        values /= 100.0
        notes.append(f"{grid.where}, column '{grid.header[column]}': percentages are taken as fractions, 5 % as 0.05")
    elif unit:
        notes.append(f"{grid.where}, column '{grid.header[column]}': all are in {unit}, which is left out")
    return values, notes


def _is_text(cell: Any) -> bool:
    return isinstance(cell, str)


def plain_numbers(cells: Sequence[Any]) -> Values | None:
    """Cells as floats, where all are plain numbers; None where any is not. Does not look at each."""
    if any(isinstance(cell, bool) for cell in cells[:1000]):
        return None
    try:
        values = np.array(cells, dtype=np.float64)
    except (TypeError, ValueError, OverflowError):
        return None
    # float() takes 'nan', 'inf' and '1_000' as well
    if not np.isfinite(values).all():
        return None
    if any(isinstance(cell, str) and "_" in cell for cell in cells):
        return None
    return values


def _is_number(cell: Any) -> bool:
    return isinstance(cell, int | float) and not isinstance(cell, bool)


def _label(cell: Any) -> Any:
    if isinstance(cell, str):
        return cell.strip()
    return cell if _is_number(cell) else str(cell)


def _unit(match: re.Match[str] | None) -> str:
    if match is None:
        return ""
    return f"{match['before'] or ''} {match['after'] or ''}".strip()


def _named(unit: str) -> str:
    return f"in {unit}" if unit else "without a unit"


def _amount(grid: Grid, row: int, column: int, match: re.Match[str], mark: str | None) -> float:
    digits = re.sub(r"[\s'\u00a0\u202f]", "", match["digits"])
    if "," in digits and not _PLAIN.fullmatch(digits) and mark is None:
        raise DataError(
            f"{grid.at(row, column)}: {match[0]!r} may be {digits.replace(',', '')} or {digits.replace(',', '.')}; "
            "write it without a separator, or say which mark decimals have"
        )
    if mark == ",":
        digits = digits.replace(".", "").replace(",", ".")
    else:
        digits = digits.replace(",", "")
    try:
        value = float(digits)
    except ValueError:
        raise DataError(f"{grid.at(row, column)} holds {match[0]!r}, which is not one number") from None
    return -value if match["sign"] in ("-", "−") else value
