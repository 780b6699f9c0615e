"""From a table's rows to columns of keys and values, each cell accounted for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nl2milp.algebra import parse_clauses, to_text
from nl2milp.algebra.syntax import Filter, Name, Range
from nl2milp.compile.labels import CHUNK, IntArray, Label, as_label
from nl2milp.errors import DataError, ExpressionError, FormulationError
from nl2milp.formulation import Table

__all__ = ["Columns", "KeyColumn", "read_table", "split_row", "where_of"]

_CELL = re.compile(r"'((?:[^'\\]|\\.)*)'|\"((?:[^\"\\]|\\.)*)\"|(\S+)")
_MISSING = ("-", "", "null", "None", "–", "—")


@dataclass(frozen=True, eq=False)
class KeyColumn:
    """One index of a table.

    Attributes
    ----------
    index, set_name : str
        Its name, and the set it names.
    distinct : tuple of labels
        In the order of their first row.
    codes : int array of shape (n,)
        For each row the place of its label in `distinct`.
    """

    index: str
    set_name: str
    distinct: tuple[Label, ...]
    codes: IntArray


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

    def has_label(self, label: Label) -> bool:
        """Whether a key or a cell is `label`."""
        if any(label in key.distinct for key in self.keys):
            return True
        return any(values.dtype == object and label in values.tolist() for values in self.values.values())


def where_of(table: Table) -> str:
    """A table, for messages."""
    return f"table of {', '.join(table.columns) or table.keys}"


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


def read_table(table: Table, members: Mapping[str, Sequence[Label]], attached: Mapping[str, Any]) -> Columns:
    """Read `table` into columns.

    Parameters
    ----------
    table : Table
        As declared in the formulation.
    members : mapping of str to labels
        The set that `across` runs over, if it is declared elsewhere.
    attached : mapping of str to (mapping of column name to sequence)
        Attached tables, for a table with a `source`.

    Raises
    ------
    DataError
        A row with too few or too many cells, a missing key, the same key
        twice, a value that is not a number (`inf` is one: the end of the last
        tier).
    """
    where = where_of(table)
    keys = _key_clauses(table.keys, where)
    if table.source is not None:
        if table.across is not None or table.rows:
            raise FormulationError(f"{where}: a table with a source has no rows of its own and no 'across'")
        return _from_source(table.source, table.columns, keys, attached, where)
    if table.across is None:
        return _from_rows(table, keys, where)
    return _from_matrix(table, keys, members, where)


def _key_clauses(source: str, where: str) -> list[tuple[str, str]]:
    try:
        clauses = parse_clauses(source)
    except ExpressionError as error:
        raise error.within(where) from None
    found = []
    for clause in clauses:
        if isinstance(clause, Filter) or len(clause.names) != 1 or not isinstance(clause.collection, Name | Range):
            raise FormulationError(f"{where}: keys are written 'p in plants, m in markets', not '{source}'")
        found.append((clause.names[0], to_text(clause.collection)))
    if len({index for index, _ in found}) < len(found):
        raise FormulationError(f"{where}: the index names in '{source}' must differ")
    return found


# -- cells


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


def _values(cells: Sequence[Any], name: str, where: str) -> NDArray[Any]:
    """Numbers if every cell that is there is one, else labels."""
    try:
        numbers = [float("nan") if cell is None else _number(cell) for cell in cells]
    except OverflowError:
        raise DataError(f"{where}: column '{name}' holds a number beyond 1.8e308") from None
    if any(number is None for number in numbers):
        labels = np.empty(len(cells), dtype=object)
        labels[:] = [None if cell is None else as_label(cell) for cell in cells]
        return labels
    values = np.array(numbers, dtype=np.float64)
    written = [cell for cell, value in zip(cells, values, strict=True) if cell is not None and np.isnan(value)]
    if written:
        raise DataError(f"{where}: column '{name}' holds {written[0]!r}; give a number, or '-' where there is none")
    return values


def _coded(labels: Iterable[Label]) -> tuple[tuple[Label, ...], IntArray]:
    """The distinct labels in the order they come, and the code of each."""
    places: dict[Label, int] = {}
    codes = [places.setdefault(label, len(places)) for label in labels]
    return tuple(places), np.array(codes, dtype=np.int64)


def _is_rising(keys: Sequence[KeyColumn]) -> bool:
    """Whether each row's key comes after the one before, in the order of the labels; most tables are so."""
    rows = len(keys[0].codes)
    if prod(len(key.distinct) for key in keys) >= 2**62:
        return False
    for start in range(0, rows - 1, CHUNK):
        cells: Any = 0
        for key in keys:
            cells = cells * len(key.distinct) + key.codes[start : start + CHUNK + 1]
        if not (cells[1:] > cells[:-1]).all():
            return False
    return True


def _refuse_repeats(keys: Sequence[KeyColumn], where: str) -> None:
    """Raise where two rows have the same key."""
    if not keys:
        return
    if _is_rising(keys):
        return
    cells = keys[0].codes
    for key in keys[1:]:
        # numbered anew after each key, so that the products stay small
        cells = cells * len(key.distinct) + key.codes
        if len(keys) > 2:
            cells = np.unique(cells, return_inverse=True)[1]
    order = np.argsort(cells, kind="stable")
    same = np.flatnonzero(np.diff(cells[order]) == 0)
    if len(same):
        first, second = order[same[0]], order[same[0] + 1]
        shown = ", ".join(str(key.distinct[key.codes[first]]) for key in keys)
        raise DataError(f"{where}: rows {first + 1} and {second + 1} both have the key {shown}; keep one of them")


# -- rows, matrices, attached tables


def _cells(row: Any, expected: int, number: int, where: str, shape: str) -> list[Any]:
    cells = split_row(row) if isinstance(row, str) else [None if cell in (None, "-") else cell for cell in row]
    if len(cells) != expected:
        raise DataError(f"{where}: row {number} has {len(cells)} cells, expected {expected} ({shape}): {row!r:.200}")
    return cells


def _labels(cells: list[Any], keys: list[tuple[str, str]], number: int, where: str) -> list[Label]:
    for (index, _), cell in zip(keys, cells, strict=False):
        if cell is None:
            raise DataError(f"{where}: row {number} has no key '{index}'; every row needs its keys")
    try:
        return [as_label(cell) for cell in cells[: len(keys)]]
    except DataError as error:
        raise DataError(f"{where}: row {number}: {error}") from None


def _from_rows(table: Table, keys: list[tuple[str, str]], where: str) -> Columns:
    width = len(keys) + len(table.columns)
    shape = f"{len(keys)} keys and {len(table.columns)} values"
    labels: list[list[Label]] = []
    cells: list[list[Any]] = []
    for number, row in enumerate(table.rows, start=1):
        found = _cells(row, width, number, where, shape)
        labels.append(_labels(found, keys, number, where))
        cells.append(found[len(keys) :])
    columns = [_values([row[place] for row in cells], name, where) for place, name in enumerate(table.columns)]
    named = [KeyColumn(index, name, *_coded(row[at] for row in labels)) for at, (index, name) in enumerate(keys)]
    _refuse_repeats(named, where)
    return Columns(tuple(named), dict(zip(table.columns, columns, strict=True)), where)


def _from_matrix(
    table: Table, keys: list[tuple[str, str]], members: Mapping[str, Sequence[Label]], where: str
) -> Columns:
    assert table.across is not None
    across = _key_clauses(table.across, where)
    if len(across) != 1 or len(table.columns) != 1:
        raise FormulationError(f"{where}: a table with 'across' has one index across and one column name")
    index, set_name = across[0]
    if index in (name for name, _ in keys):
        raise FormulationError(f"{where}: the index '{index}' runs both down and across; rename one of the two")
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
        labels.append(_labels(found, keys, number, where))
        values += found[len(keys) :]
    down = [KeyColumn(name, of, *_coded(row[at] for row in labels)) for at, (name, of) in enumerate(keys)]
    _refuse_repeats(down, where)
    named = [KeyColumn(key.index, key.set_name, key.distinct, np.repeat(key.codes, len(heads))) for key in down]
    named.append(KeyColumn(index, set_name, tuple(heads), np.tile(np.arange(len(heads)), len(labels))))
    column = _values(values, table.columns[0], where)
    if table.set is not None:
        # a set of the keys that occur leaves out the empty cells of a matrix
        kept = np.flatnonzero([value is not None for value in values])
        named = [KeyColumn(key.index, key.set_name, key.distinct, key.codes[kept]) for key in named]
        column = column[kept]
    return Columns(tuple(named), {table.columns[0]: column}, where)


def _from_source(
    source: str, columns: Sequence[str], keys: list[tuple[str, str]], attached: Mapping[str, Any], where: str
) -> Columns:
    if source not in attached:
        known = ", ".join(sorted(attached)) or "none"
        raise DataError(f"{where}: there is no attached table '{source}'; attached are: {known}")
    found = attached[source]
    where = f"attached table '{source}'"
    arrays: dict[str, Any] = {}
    for name in [*(index for index, _ in keys), *columns]:
        if name not in found:
            raise DataError(f"{where} has no column '{name}'; it has {', '.join(map(str, found))}")
        arrays[name] = np.asarray(found[name])
        if arrays[name].ndim != 1:
            raise DataError(f"{where}: column '{name}' is not a flat list of values")
    lengths = {name: len(array) for name, array in arrays.items()}
    if len(set(lengths.values())) > 1:
        shown = ", ".join(f"'{name}' has {length}" for name, length in lengths.items())
        raise DataError(f"{where}: the columns differ in length: {shown}")
    named = [KeyColumn(index, of, *_factorised(arrays[index], index, where)) for index, of in keys]
    _refuse_repeats(named, where)
    values = {}
    for name in columns:
        array = arrays[name]
        if array.dtype.kind in "fiub":
            values[name] = array.astype(np.float64, copy=False)
        else:
            values[name] = _values([None if _is_missing(cell) else cell for cell in array.tolist()], name, where)
    return Columns(tuple(named), values, where)


def _is_missing(cell: Any) -> bool:
    return (
        cell is None or cell != cell or (isinstance(cell, str) and cell.strip() in _MISSING)
    )  # NaN is not equal to itself


def _factorised(array: NDArray[Any], index: str, where: str) -> tuple[tuple[Label, ...], IntArray]:
    """The distinct labels of a key column in the order they come, and codes; no loop over rows of whole numbers."""
    if array.dtype.kind in "iu" and len(array):
        low, high = int(array.min()), int(array.max())
        if high - low <= 4 * len(array) + 1_000 and max(abs(low), abs(high)) < 2**53:
            return _factorised_span(array, low, high)
    cells = array.tolist()
    labels: dict[Any, Label] = {}
    for row, cell in enumerate(dict.fromkeys(cells)):
        if _is_missing(cell):
            raise DataError(f"{where}: row {cells.index(cell) + 1 if cell == cell else row + 1} has no key '{index}'")
        labels[cell] = as_label(cell if isinstance(cell, int | float) else str(cell))
    distinct, codes = _coded(labels.values())
    places = dict(zip(labels, codes.tolist(), strict=True))
    return distinct, np.fromiter(map(places.__getitem__, cells), dtype=np.int64, count=len(cells))


def _factorised_span(array: NDArray[Any], low: int, high: int) -> tuple[tuple[Label, ...], IntArray]:
    """Of whole numbers within a span that is not much longer than the column."""
    rows = len(array)
    first = np.full(high - low + 1, -1, dtype=np.int64)
    pieces = [slice(start, min(start + CHUNK, rows)) for start in range(0, rows, CHUNK)]
    for piece in reversed(pieces):
        # the last one written is the first row
        first[array[piece][::-1].astype(np.int64) - low] = np.arange(piece.stop - 1, piece.start - 1, -1)
    present = np.flatnonzero(first >= 0)
    order = present[np.argsort(first[present], kind="stable")]
    places = np.empty(high - low + 1, dtype=np.int64)
    places[order] = np.arange(len(order))
    codes = np.empty(rows, dtype=np.int64)
    for piece in pieces:
        codes[piece] = places[array[piece].astype(np.int64) - low]
    return tuple((order + low).tolist()), codes
