"""From a table's rows to columns of keys and values, each cell accounted for."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nl2milp.algebra import parse_clauses, to_text
from nl2milp.algebra.syntax import Filter, Name, Range
from nl2milp.compile.labels import Label, as_label
from nl2milp.errors import DataError, FormulationError
from nl2milp.formulation import Table

__all__ = ["Columns", "KeyColumn", "read_table", "split_row"]

_CELL = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"|(\S+)")
_MISSING = ("-", "", "null", "None", "–", "—")


@dataclass(frozen=True, eq=False)
class KeyColumn:
    """One index of a table: its name, the set it names, and the label of every row."""

    index: str
    set_name: str
    labels: Sequence[Label]


@dataclass(frozen=True, eq=False)
class Columns:
    """A table as columns.

    Attributes
    ----------
    keys : tuple of KeyColumn
        Keys of the n rows, `across` unrolled.
    values : mapping of str to array of shape (n,)
        Floats with NaN where missing, or objects (labels, None where missing).
    where : str
        For messages.
    """

    keys: tuple[KeyColumn, ...]
    values: Mapping[str, NDArray[Any]]
    where: str


def split_row(row: str) -> list[str | None]:
    """The cells of a row written as text: blanks separate, quotes hold together, `-` is missing.

    >>> split_row("'North York' 12 - 1,000")
    ['North York', '12', None, '1,000']
    """
    cells: list[str | None] = []
    for single, double, bare in _CELL.findall(row):
        quoted = single or double
        cells.append(quoted if quoted else None if bare in _MISSING else bare)
    return cells


def _number(cell: Any) -> float | None:
    if isinstance(cell, int | float):
        return float(cell)
    text = str(cell).strip().replace(",", "")
    scale = 1.0
    if text.endswith("%"):
        text, scale = text[:-1], 0.01
    try:
        return float(text) * scale
    except ValueError:
        return None


def _column(cells: list[Any], name: str, where: str) -> NDArray[Any]:
    """Numbers if every cell that is there is one, else labels."""
    numbers = [float("nan") if cell is None else _number(cell) for cell in cells]
    if any(number is None for number in numbers):
        return np.array([None if cell is None else as_label(cell) for cell in cells], dtype=object)
    values = np.array(numbers, dtype=np.float64)
    written = [cell for cell, value in zip(cells, values, strict=True) if cell is not None and np.isnan(value)]
    if written:
        raise DataError(f"{where}: column '{name}' holds {written[0]!r}; give a number, or '-' where there is none")
    return values


def _key_clauses(source: str, where: str) -> list[tuple[str, str]]:
    found = []
    for clause in parse_clauses(source):
        if isinstance(clause, Filter) or len(clause.names) != 1 or not isinstance(clause.collection, Name | Range):
            raise FormulationError(f"{where}: keys are written 'p in plants, m in markets', not '{source}'")
        found.append((clause.names[0], to_text(clause.collection)))
    return found


def read_table(table: Table, members: Mapping[str, Sequence[Label]], attached: Mapping[str, Any]) -> Columns:
    """Read `table` into columns.

    Parameters
    ----------
    table : Table
        As declared in the formulation.
    members : mapping of str to labels
        Sets declared so far; `across` needs its set there.
    attached : mapping of str to (mapping of column name to sequence)
        Attached tables, for a table with a `source`.

    Raises
    ------
    DataError
        A row with too few or too many cells, a missing key, a value that is
        not a number (`inf` is one: the end of the last tier).
    """
    where = f"table of {', '.join(table.columns) or table.keys}"
    keys = _key_clauses(table.keys, where)
    if table.source is not None:
        return _from_source(table, keys, attached, where)
    if table.across is None:
        return _from_rows(table, keys, where)
    return _from_matrix(table, keys, members, where)


def _cells(row: Any, expected: int, number: int, where: str, shape: str) -> list[Any]:
    cells = split_row(row) if isinstance(row, str) else [None if cell in (None, "-") else cell for cell in row]
    if len(cells) != expected:
        raise DataError(f"{where}: row {number} has {len(cells)} cells, expected {expected} ({shape}): {row!r}")
    return cells


def _keys_of(cells: list[Any], keys: list[tuple[str, str]], number: int, where: str) -> list[Label]:
    for (index, _), cell in zip(keys, cells, strict=False):
        if cell is None:
            raise DataError(f"{where}: row {number} has no key '{index}'; every row needs its keys")
    return [as_label(cell) for cell in cells[: len(keys)]]


def _from_rows(table: Table, keys: list[tuple[str, str]], where: str) -> Columns:
    width = len(keys) + len(table.columns)
    shape = f"{len(keys)} keys and {len(table.columns)} values"
    labels: list[list[Label]] = []
    cells: list[list[Any]] = []
    for number, row in enumerate(table.rows, start=1):
        found = _cells(row, width, number, where, shape)
        labels.append(_keys_of(found, keys, number, where))
        cells.append(found[len(keys) :])
    _refuse_repeats(labels, where)
    columns = [_column([row[place] for row in cells], name, where) for place, name in enumerate(table.columns)]
    named = [KeyColumn(index, name, [row[at] for row in labels]) for at, (index, name) in enumerate(keys)]
    return Columns(tuple(named), dict(zip(table.columns, columns, strict=True)), where)


def _refuse_repeats(labels: list[list[Label]], where: str) -> None:
    seen: dict[tuple[Label, ...], int] = {}
    for number, row in enumerate(labels, start=1):
        first = seen.setdefault(tuple(row), number)
        if first != number:
            shown = ", ".join(map(str, row))
            raise DataError(f"{where}: rows {first} and {number} both have the key {shown}; keep one of them")


def _from_matrix(
    table: Table, keys: list[tuple[str, str]], members: Mapping[str, Sequence[Label]], where: str
) -> Columns:
    assert table.across is not None
    across = _key_clauses(table.across, where)
    if len(across) != 1 or len(table.columns) != 1:
        raise FormulationError(f"{where}: a table with 'across' has one index across and one column name")
    index, set_name = across[0]
    heads = members.get(set_name)
    if heads is None:
        raise FormulationError(
            f"{where}: the set '{set_name}' that runs across is not declared; list its members in sets"
        )
    shape = f"{len(keys)} keys and one value for each of the {len(heads)} members of {set_name}"
    labels: list[list[Label]] = []
    values: list[Any] = []
    for number, row in enumerate(table.rows, start=1):
        found = _cells(row, len(keys) + len(heads), number, where, shape)
        labels.append(_keys_of(found, keys, number, where))
        values += found[len(keys) :]
    _refuse_repeats(labels, where)
    repeated = [[row[at] for row in labels for _ in heads] for at in range(len(keys))]
    named = [KeyColumn(name, of, column) for (name, of), column in zip(keys, repeated, strict=True)]
    named.append(KeyColumn(index, set_name, list(heads) * len(labels)))
    column = _column(values, table.columns[0], where)
    present = np.array([value is not None for value in values], dtype=bool)
    if table.set is not None and not present.all():
        # a set of the keys that occur leaves out the empty cells of a matrix
        kept = np.flatnonzero(present)
        named = [KeyColumn(key.index, key.set_name, [key.labels[place] for place in kept]) for key in named]
        column = column[kept]
    return Columns(tuple(named), {table.columns[0]: column}, where)


def _from_source(table: Table, keys: list[tuple[str, str]], attached: Mapping[str, Any], where: str) -> Columns:
    if table.source not in attached:
        known = ", ".join(sorted(attached)) or "none"
        raise DataError(f"{where}: there is no attached table '{table.source}'; attached are: {known}")
    source = attached[table.source]
    missing = [name for name in [*(index for index, _ in keys), *table.columns] if name not in source]
    if missing:
        raise DataError(
            f"attached table '{table.source}' has no column '{missing[0]}'; it has {', '.join(map(str, source))}"
        )
    named = []
    for index, set_name in keys:
        raw = source[index]
        cells = raw.tolist() if hasattr(raw, "tolist") else list(raw)
        named.append(KeyColumn(index, set_name, [as_label(cell) for cell in cells]))
    values = {}
    for name in table.columns:
        raw = source[name]
        if isinstance(raw, np.ndarray) and raw.dtype.kind in "fiu":
            values[name] = raw.astype(np.float64)
        else:
            values[name] = _column(list(raw), name, where)
    return Columns(tuple(named), values, where)
