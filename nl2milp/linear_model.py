"""The linear model: numpy arrays, and for every row the constraint it came from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp.formulation import Sense

if TYPE_CHECKING:
    import scipy.sparse as sp

__all__ = ["ColumnBlock", "LinearModel", "RowBlock"]

FloatArray: TypeAlias = NDArray[np.float64]
IntArray: TypeAlias = NDArray[np.int32]


@dataclass(frozen=True, eq=False)
class ColumnBlock:
    """Consecutive columns of one variable.

    Attributes
    ----------
    name : str
        The variable's symbol, or a description of an auxiliary one.
    start, stop : int
        Half-open range of columns.
    key : callable
        From a column's place in the block to its index labels.
    is_auxiliary : bool
        Whether a template introduced it.
    """

    name: str
    start: int
    stop: int
    key: Callable[[int], tuple[Any, ...]] = field(default=lambda place: ())
    is_auxiliary: bool = False


@dataclass(frozen=True, eq=False)
class RowBlock:
    """Consecutive rows of one constraint.

    Attributes
    ----------
    name : str
        The constraint's name, or a description of what defines an auxiliary variable.
    constraint : int
        Its place in the formulation's constraints; -1 for a definition.
    start, stop : int
        Half-open range of rows.
    key : callable
        From a row's place in the block to the labels of its index point.
    """

    name: str
    constraint: int
    start: int
    stop: int
    key: Callable[[int], tuple[Any, ...]] = field(default=lambda place: ())


@dataclass(frozen=True, eq=False)
class LinearModel:
    """A mixed-integer linear programme with n columns and m rows.

    Minimise or maximise `cost @ x + offset` subject to
    `row_lower <= A @ x <= row_upper`, `column_lower <= x <= column_upper`, and
    `x[j]` whole where `is_integer[j]`.

    Attributes
    ----------
    starts : int array of shape (m + 1,)
        Start of each row in `indices` and `values` (compressed sparse rows).
    indices : int array of shape (nonzeros,)
        Columns, ascending within a row.
    values : float array of shape (nonzeros,)
        Coefficients.
    cost, column_lower, column_upper : float arrays of shape (n,)
        Objective coefficients and bounds; infinite where there is none.
    is_integer : bool array of shape (n,)
        Integrality.
    row_lower, row_upper : float arrays of shape (m,)
        Sides of the rows.
    """

    sense: Sense
    cost: FloatArray
    offset: float
    column_lower: FloatArray
    column_upper: FloatArray
    is_integer: NDArray[np.bool_]
    starts: IntArray
    indices: IntArray
    values: FloatArray
    row_lower: FloatArray
    row_upper: FloatArray
    columns: tuple[ColumnBlock, ...] = ()
    rows: tuple[RowBlock, ...] = ()

    @property
    def num_columns(self) -> int:
        """Number of variables, auxiliary ones included."""
        return len(self.cost)

    @property
    def num_rows(self) -> int:
        """Number of rows."""
        return len(self.row_lower)

    @property
    def num_nonzeros(self) -> int:
        """Number of stored coefficients."""
        return len(self.values)

    @cached_property
    def matrix(self) -> sp.csr_array:
        """The coefficients, shape (m, n)."""
        import scipy.sparse as sp  # a tenth of a second, and most small models do without

        return sp.csr_array((self.values, self.indices, self.starts), shape=(self.num_rows, self.num_columns))

    def activity(self, values: FloatArray, magnitude: bool = False) -> FloatArray:
        """The left side of each row at `values`, shape (m,); with `magnitude`, the sum of its terms' magnitudes."""
        terms = self.values * values[self.indices]
        rows = np.repeat(np.arange(self.num_rows), np.diff(self.starts))
        weights = np.abs(terms) if magnitude else terms
        return np.bincount(rows, weights=weights, minlength=self.num_rows).astype(np.float64, copy=False)

    @cached_property
    def _column_starts(self) -> IntArray:
        return np.array([block.start for block in self.columns], dtype=np.int32)

    @cached_property
    def _row_starts(self) -> IntArray:
        return np.array([block.start for block in self.rows], dtype=np.int32)

    def column_name(self, column: int) -> str:
        """`ship[A, North]` of a column; `column 7` where no block has it."""
        return _name(self.columns, self._column_starts, column, "column")

    def row_name(self, row: int) -> str:
        """`supply[A]` of a row; `row 7` where no block has it."""
        return _name(self.rows, self._row_starts, row, "row")

    @cached_property
    def row_constraint(self) -> IntArray:
        """For each row the place of its constraint in the formulation; -1 for a definition. Shape (m,)."""
        owner = np.full(self.num_rows, -1, dtype=np.int32)
        for block in self.rows:
            owner[block.start : block.stop] = block.constraint
        return owner


def _name(blocks: Sequence[ColumnBlock | RowBlock], starts: IntArray, place: int, kind: str) -> str:
    number = int(np.searchsorted(starts, place, side="right")) - 1  # the last one to start here: others are empty
    if number < 0 or place >= blocks[number].stop:
        return f"{kind} {place}"
    return _indexed(blocks[number].name, blocks[number].key(place - blocks[number].start))


def _indexed(name: str, key: tuple[Any, ...]) -> str:
    return f"{name}[{', '.join(map(str, key))}]" if key else name
