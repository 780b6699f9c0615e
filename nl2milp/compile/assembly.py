"""From gathered rows to compressed sparse rows.

Most rows of large models are alike: point after point the same number of
entries, in ascending columns. Those are written straight from broadcast
columns to where they belong. What is spared is memory more than arithmetic:
the system has to clear each new page, and arrays of millions that live for a
moment are new pages every time.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp.compile.builder import Rows
from nl2milp.compile.frames import ROOT, Frame
from nl2milp.compile.labels import CHUNK
from nl2milp.compile.values import Affine, Terms
from nl2milp.linear_model import RowBlock

__all__ = ["Assembled", "assemble", "cost_of"]

if TYPE_CHECKING:
    import scipy.sparse as sp

FloatArray: TypeAlias = NDArray[np.float64]


@dataclass(eq=False)
class Assembled:
    """Rows in compressed form."""

    starts: Any
    indices: Any
    values: FloatArray
    lower: FloatArray
    upper: FloatArray
    blocks: tuple[RowBlock, ...]

    def matrix(self, columns: int) -> sp.csr_array:
        """The coefficients, shape (rows, columns)."""
        import scipy.sparse as sp  # a tenth of a second, and most small models do without

        return sp.csr_array((self.values, self.indices, self.starts), shape=(len(self.lower), columns))


@dataclass(eq=False)
class _Piece:
    """The entries of some rows, row after row.

    Attributes
    ----------
    rows : int
        How many.
    counts : int, or int array of shape (rows,)
        Entries of every row, or of each.
    columns, coefficients : list
        Where every row has the same number: blocks side by side, broadcastable
        to (rows, width). Else one flat array.
    widths : list of int
        Of the blocks.
    """

    rows: int
    counts: Any
    columns: list[Any]
    coefficients: list[Any]
    widths: list[int]

    @property
    def size(self) -> int:
        """Number of entries."""
        return self.rows * int(self.counts) if np.ndim(self.counts) == 0 else len(self.columns[0])

    def write(self, indices: Any, values: FloatArray) -> None:
        """Write all entries into flat arrays of their size, each converted where it is put."""
        if np.ndim(self.counts):
            indices[:], values[:] = self.columns[0], self.coefficients[0]
            return
        shape, at = (self.rows, int(self.counts)), 0
        for width, columns, coefficients in zip(self.widths, self.columns, self.coefficients, strict=True):
            indices.reshape(shape)[:, at : at + width] = columns
            values.reshape(shape)[:, at : at + width] = coefficients
            at += width


def assemble(parts: list[Rows], columns: int) -> Assembled:
    """Concatenate row parts; sort and sum entries only where they are not in order already.

    Parameters
    ----------
    parts : list of Rows
        In the order of their rows.
    columns : int
        Of the model.
    """
    total = sum(part.count for part in parts)
    lower, upper = np.empty(total), np.empty(total)
    blocks, row = [], 0
    for part in parts:
        origin, stop = part.origin, row + part.count
        lower[row:stop], upper[row:stop] = part.lower, part.upper
        blocks.append(RowBlock(origin.name, origin.constraint, row, stop, part.frame.labels_at))
        row = stop
    pieces = list(_pieces(parts, columns))
    nonzeros = sum(piece.size for piece in pieces)
    starts = np.zeros(total + 1, dtype=np.int32)
    indices, values = np.empty(nonzeros, dtype=np.int32), np.empty(nonzeros)
    row = entry = 0
    for piece in pieces:
        ends = np.cumsum(piece.counts) if np.ndim(piece.counts) else piece.counts * np.arange(1, piece.rows + 1)
        starts[row + 1 : row + piece.rows + 1] = entry + ends
        stop = entry + piece.size
        piece.write(indices[entry:stop], values[entry:stop])
        row, entry = row + piece.rows, stop
    return Assembled(starts, indices, values, lower, upper, tuple(blocks))


def _pieces(parts: list[Rows], columns: int) -> Iterator[_Piece]:
    """One for each part; a small model in one, for many small arrays take longer than a large one."""
    if len(parts) > 1 and sum(part.size for part in parts) <= CHUNK:
        joined, row = [], 0
        for part in parts:
            joined.append(part.rows + row if row else part.rows)
            row += part.count
        found = [np.concatenate([getattr(part, name) for part in parts]) for name in ("columns", "coefficients")]
        yield _ordered(np.concatenate(joined), found[0], found[1], row, columns)
        return
    for part in parts:
        yield _steady(part) or _ordered(part.rows, part.columns, part.coefficients, part.count, columns)


def _ordered(row: Any, column: Any, value: Any, count: int, columns: int) -> _Piece:
    """Entries in any order, by row and then column, each column once and without zeros."""
    if not _is_ascending(row, column):
        cells, where = np.unique(row * columns + column, return_inverse=True)
        value = np.bincount(where, weights=value, minlength=len(cells))
        row, column = np.divmod(cells, columns)
    if len(value) and not value.all():
        kept = value != 0
        row, column, value = row[kept], column[kept], value[kept]
    counts = np.bincount(row, minlength=count) if len(row) else np.zeros(count, dtype=np.int64)
    return _Piece(count, counts, [column], [value], [])


def _is_ascending(row: Any, column: Any) -> bool:
    """Whether entries are ordered by row and then column, and none stands twice."""
    for start in range(0, len(row) - 1, CHUNK):
        rows, columns = row[start : start + CHUNK + 1], column[start : start + CHUNK + 1]
        steps = rows[1:] - rows[:-1]
        if not ((steps > 0) | ((steps == 0) & (columns[1:] > columns[:-1]))).all():
            return False
    return True


# -- rows that are alike


def _steady(part: Rows) -> _Piece | None:
    """The rows of `part`, if all have the same number of entries, in ascending columns and none of them zero."""
    blocks: list[tuple[Any, Any]] = []
    for term in part.value.terms:
        block = _block(term, part.frame)
        if block is None or not np.all(term.coefficients):
            return None
        if not _rises(block[0], blocks[-1][0] if blocks else None):
            return None
        blocks.append(block)
    if not blocks:
        return None
    widths = [columns.shape[1] for columns, _ in blocks]
    columns, coefficients = (list(side) for side in zip(*blocks, strict=True))
    return _Piece(part.frame.size, sum(widths), columns, coefficients, widths)


def _block(term: Terms, frame: Frame) -> tuple[Any, Any] | None:
    """Columns and coefficients of a term as (points, width), if its entries lie point after point, as many at each."""
    shape = term.shape(frame)
    size, entries = frame.size, math.prod(shape)
    if not entries:
        return None
    if term.rows is not None and size > 1:
        rows = np.asarray(term.rows)
        is_spread = rows.ndim == len(shape) and rows.size == size and rows.shape[: len(frame.shape)] == frame.shape
        if not is_spread or not (rows.ravel() == np.arange(size)).all():
            return None
    wide = (size, entries // size)
    sides = (term.columns, term.coefficients)
    columns, coefficients = (
        np.broadcast_to(one, shape).reshape(wide) if np.ndim(one) else np.broadcast_to(one, wide) for one in sides
    )
    return columns, coefficients


def _rises(block: Any, before: Any) -> bool:
    """Whether columns ascend in every row, and begin behind those of the block before."""
    if before is not None and not (block[:, 0] > before[:, -1]).all():
        return False
    rows, width = block.shape
    if rows == 1:
        pieces = (block[:, at : at + CHUNK + 1] for at in range(0, width - 1, CHUNK))
    else:
        step = max(1, CHUNK // width)
        pieces = (block[at : at + step] for at in range(0, rows, step))
    return all((piece[:, 1:] > piece[:, :-1]).all() for piece in pieces)


def cost_of(objective: Affine, columns: int) -> FloatArray:
    """The coefficient of each column, shape (columns,)."""
    cost = np.zeros(columns)
    for term in objective.terms:
        shape = term.shape(ROOT)
        column = np.broadcast_to(term.columns, shape).ravel()
        coefficient = np.broadcast_to(term.coefficients, shape).ravel()
        if len(column) and _rises(column[None, :], None):
            cost[column] = coefficient if term is objective.terms[0] else cost[column] + coefficient
        else:
            cost += np.bincount(column, weights=coefficient, minlength=columns)
    return cost
