"""Gathers columns, rows, and what can only be finished when bounds and uses are known.

Three things wait until the whole model is there, because the tightest form of
each depends on the rest: rows that hold unless a literal is true (their big-M
comes from propagated bounds), products with a binary (likewise), and minima
and maxima (whose costly half is needed only where something pushes against
it). :mod:`nl2milp.compile.finish` does that.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from math import gcd, lcm, prod
from typing import TYPE_CHECKING, Any

import numpy as np

from nl2milp.compile.frames import ROOT, Frame
from nl2milp.compile.labels import IntArray
from nl2milp.compile.values import Affine, Terms, flat
from nl2milp.linear_model import ColumnBlock
from nl2milp.memory import refuse_beyond_memory

if TYPE_CHECKING:
    from nl2milp.compile.ratios import Positive

__all__ = ["Conditional", "Extreme", "Literal", "ModelBuilder", "Origin", "Product", "Rows"]

_LARGEST_DENOMINATOR = 1_000_000

_BYTES_PER_LINE, _BYTES_PER_ENTRY = 200, 150
"""Of each column and row, and of each coefficient: what building and solving a large linear programme with HiGHS
held at the least (transportation of 4e4 to 1e6 variables; a search over whole variables takes more)."""

_SMALL_BYTES = 10_000_000


@dataclass(frozen=True)
class Origin:
    """The constraint that rows belong to; `constraint` is -1 for the objective and for definitions."""

    name: str
    constraint: int = -1


@dataclass(frozen=True, eq=False)
class Literal:
    """A binary column at each point of a frame, or its complement."""

    columns: Any
    is_positive: bool = True

    def complement(self) -> Literal:
        """True where this is false."""
        return Literal(self.columns, not self.is_positive)

    def value(self) -> Affine:
        """1 where true, 0 where false."""
        if self.is_positive:
            return Affine(0.0, (Terms(None, self.columns, 1.0),))
        return Affine(1.0, (Terms(None, self.columns, -1.0),))

    def at(self, places: IntArray, frame: Frame) -> Literal:
        """At some points of `frame` only."""
        return Literal(flat(self.columns, frame)[places], self.is_positive)


@dataclass(frozen=True, eq=False)
class Rows:
    """`lower <= terms of value <= upper`, one row for each of `count` points of `frame`."""

    origin: Origin
    frame: Frame
    value: Affine
    lower: Any
    upper: Any
    count: int

    @cached_property
    def _entries(self) -> tuple[IntArray, IntArray, Any]:
        return self.value.entries(self.frame)

    @property
    def rows(self) -> IntArray:
        """The row of each entry, counted from the first of these."""
        return self._entries[0]

    @property
    def columns(self) -> IntArray:
        """The column of each entry."""
        return self._entries[1]

    @property
    def coefficients(self) -> Any:
        """The coefficient of each entry."""
        return self._entries[2]

    @property
    def size(self) -> int:
        """Number of entries, repeated and zero ones included; they are not made for it."""
        return sum(prod(term.shape(self.frame)) for term in self.value.terms)


@dataclass(frozen=True, eq=False)
class Conditional:
    """`difference <= 0` at each point, unless one of the literals is true there."""

    origin: Origin
    frame: Frame
    difference: Affine
    escapes: tuple[Literal, ...]
    text: str
    most: Any = None
    """Where an escape is true, `difference <= most` is demanded instead; it takes one escape."""


@dataclass(eq=False)
class Extreme:
    """Columns that equal, point by point, the largest of the members that name them.

    `members` are affine over `frame`; member k belongs to column
    `start + owners[k]`. Rows that keep the column above its members are always
    made; the ones that hold it down only where something pushes it up.
    """

    origin: Origin
    start: int
    count: int
    frame: Frame
    members: Affine
    owners: IntArray
    text: str


@dataclass(frozen=True, eq=False)
class Product:
    """The column that equals `binary * factor`."""

    origin: Origin
    column: int
    binary: int
    factor: int


@dataclass(eq=False)
class ModelBuilder:
    """What a model is gathered in.

    `describe` names a column for messages.
    """

    lower: list[Any] = field(default_factory=list)
    upper: list[Any] = field(default_factory=list)
    integer: list[Any] = field(default_factory=list)
    blocks: list[ColumnBlock] = field(default_factory=list)
    num_columns: int = 0
    num_rows: int = 0
    num_entries: int = 0
    rows: list[Rows] = field(default_factory=list)
    conditionals: list[Conditional] = field(default_factory=list)
    extremes: list[Extreme] = field(default_factory=list)
    products: list[Product] = field(default_factory=list)
    divisors: list[Positive] = field(default_factory=list)
    order: list[Extreme | Product] = field(default_factory=list)
    shapes: list[Any] = field(default_factory=list)
    """Of :class:`~nl2milp.compile.shapes.Shape`."""
    origin: Origin = field(default_factory=lambda: Origin("objective"))
    literals: dict[Hashable, dict[Any, Any]] = field(default_factory=dict)
    _product_columns: dict[tuple[int, int], int] = field(default_factory=dict)
    _digits: dict[int, tuple[float, list[tuple[int, float]]]] = field(default_factory=dict)
    _whole_valued: set[int] = field(default_factory=set)
    _binary: Any = None
    _whole: Any = None

    # -- columns

    def add_columns(
        self,
        name: str,
        count: int,
        lower: Any,
        upper: Any,
        integer: bool,
        key: Callable[[int], tuple[Any, ...]] = lambda place: (),
        auxiliary: bool = True,
    ) -> int:
        """Append columns and return the first of them."""
        start = self.num_columns
        self.lower.append((count, lower))
        self.upper.append((count, upper))
        self.integer.append((count, integer))
        self.blocks.append(ColumnBlock(name, start, start + count, key, auxiliary))
        self.num_columns += count
        self._binary = self._whole = None
        self._refuse_beyond_memory(name)
        return start

    def _refuse_beyond_memory(self, name: str) -> None:
        """Refuse a model that would not fit, as soon as its sizes say so and before its arrays are made."""
        needed = _BYTES_PER_LINE * (self.num_columns + self.num_rows) + _BYTES_PER_ENTRY * self.num_entries
        if needed > _SMALL_BYTES:
            refuse_beyond_memory(
                needed / 1e6,
                lambda: (
                    f"the model has {self.num_columns:,} variables, {self.num_rows:,} rows and {self.num_entries:,} "
                    f"coefficients up to '{name}', and solving it"
                ),
            )

    @staticmethod
    def _joined(parts: list[Any], kind: Any) -> Any:
        joined = np.empty(sum(count for count, _ in parts), dtype=kind)
        start = 0
        for count, value in parts:
            joined[start : start + count] = np.ravel(value)
            start += count
        return joined

    def bounds(self) -> tuple[Any, Any]:
        """Lower and upper bounds of all columns so far, each of shape (n,)."""
        return self._joined(self.lower, np.float64), self._joined(self.upper, np.float64)

    def is_whole(self) -> Any:
        """Which columns are integer, shape (n,)."""
        if self._whole is None:
            self._whole = self._joined(self.integer, np.bool_)
        return self._whole

    def is_binary(self) -> Any:
        """Which columns are integer within 0 and 1, shape (n,)."""
        if self._binary is None:
            lower, upper = self.bounds()
            self._binary = self.is_whole() & (lower >= 0) & (upper <= 1)
        return self._binary

    # -- rows

    def add_rows(self, value: Any, lower: Any, upper: Any, frame: Frame) -> None:
        """Append `lower <= value <= upper` at each point of `frame`."""
        if not isinstance(value, Affine):
            value = Affine(value, ())
        constant = flat(value.constant, frame) if np.ndim(value.constant) else value.constant
        low = lower if np.ndim(lower) == 0 else flat(lower, frame)
        high = upper if np.ndim(upper) == 0 else flat(upper, frame)
        made = Rows(self.origin, frame, value, low - constant, high - constant, frame.size)
        self.num_rows += made.count
        self.num_entries += made.size
        self._refuse_beyond_memory(self.origin.name)
        self.rows.append(made)

    def add_conditional(
        self, difference: Affine, escapes: Sequence[Literal], frame: Frame, text: str, most: Any = None
    ) -> None:
        """Append `difference <= 0` at each point of `frame`, unless an escape is true there (then `<= most`)."""
        if escapes:
            self.conditionals.append(Conditional(self.origin, frame, difference, tuple(escapes), text, most))
        else:
            self.add_rows(difference, -np.inf, 0.0, frame)

    # -- definitions

    def new_binary(self, frame: Frame, name: str) -> Literal:
        """A new binary column for each point of `frame`."""
        start = self.add_columns(name, frame.size, 0.0, 1.0, True, frame.labels_at)
        columns: Any = start + np.arange(frame.size).reshape(frame.shape) if frame.shape else start
        return Literal(columns)

    def fixed_binary(self, value: Any, frame: Frame) -> Literal:
        """A binary column for each point of `frame`, fixed to the truth of data."""
        fixed = flat(np.asarray(value, dtype=np.float64), frame)
        start = self.add_columns("a truth of the data", frame.size, fixed, fixed, True, frame.labels_at)
        return Literal(start + np.arange(frame.size).reshape(frame.shape) if frame.shape else start)

    def largest(self, members: Affine, inner: Frame, text: str) -> Affine:
        """A new column for each point of the parent of `inner`: the largest member over the points of `inner`."""
        parent = inner.parent
        assert parent is not None
        start = self.add_columns(text, parent.size, -np.inf, np.inf, False, parent.labels_at)
        if self.is_whole_valued(members, inner):
            self._whole_valued.update(range(start, start + parent.size))
        owners = flat(inner.rows, inner)
        made = Extreme(self.origin, start, parent.size, inner, members, owners, text)
        self.extremes.append(made)
        self.order.append(made)
        columns: Any = start + np.arange(parent.size).reshape(parent.shape) if parent.shape else start
        return Affine(0.0, (Terms(None, columns, 1.0),))

    def product_column(self, binary: int, factor: int) -> int:
        """The column of `binary * factor`, made once for each pair."""
        if binary == factor:
            return binary
        key = (min(binary, factor), max(binary, factor)) if self.is_binary()[factor] else (binary, factor)
        if key not in self._product_columns:
            name = f"{self.name_of(binary)} * {self.name_of(factor)}"
            column = self.add_columns(name, 1, -np.inf, np.inf, False)
            if self.takes_whole_values()[factor]:
                self._whole_valued.add(column)
            made = Product(self.origin, column, *key)
            self.products.append(made)
            self.order.append(made)
            self._product_columns[key] = column
        return self._product_columns[key]

    def digits(self, column: int) -> tuple[float, list[tuple[int, float]]]:
        """A bounded whole column as `offset + sum(weight * binary)`: the offset and (binary, weight) pairs."""
        if column not in self._digits:
            lower, upper = self.bounds()
            offset, span = float(lower[column]), int(upper[column] - lower[column])
            name = self.name_of(column)
            count = span.bit_length()
            start = self.add_columns(f"digit of {name}", count, 0.0, 1.0, True, lambda place: (place,))
            pairs = [(start + place, float(2**place)) for place in range(count)]
            self._digits[column] = offset, pairs
            columns = np.array([column, *(digit for digit, _ in pairs)])
            weights = np.array([1.0, *(-weight for _, weight in pairs)])
            link = Affine(-offset, (Terms(np.zeros(count + 1, dtype=np.int64), columns, weights),))
            self.add_rows(link, 0.0, 0.0, ROOT)
        return self._digits[column]

    def name_of(self, column: int) -> str:
        """A column as people write it."""
        for block in self.blocks:
            if block.start <= column < block.stop:
                key = block.key(column - block.start)
                return f"{block.name}[{', '.join(map(str, key))}]" if key else block.name
        return f"column {column}"

    def declared_range(self, value: Affine, frame: Frame) -> tuple[Any, Any]:
        """The least and the largest of `value` that the declared bounds allow, each of shape (size,)."""
        rows, columns, coefficients = value.entries(frame)
        lower, upper = self.bounds()
        constant = flat(value.constant, frame)
        ends = []
        for first, second in ((lower, upper), (upper, lower)):
            with np.errstate(invalid="ignore"):
                terms = np.where(coefficients > 0, coefficients * first[columns], coefficients * second[columns])
            terms[coefficients == 0] = 0.0
            ends.append(constant + np.bincount(rows, weights=terms, minlength=frame.size))
        return ends[0], ends[1]

    # -- integrality of expressions

    def takes_whole_values(self) -> Any:
        """Which columns stand for whole numbers, shape (n,): integer ones, and what is defined from such alone."""
        whole = self.is_whole().copy()
        whole[list(self._whole_valued)] = True
        return whole

    def is_whole_valued(self, value: Affine, frame: Frame) -> bool:
        """Whether `value` is a whole number wherever its whole columns are."""
        _, columns, coefficients = value.entries(frame)
        numbers = np.concatenate([coefficients, np.atleast_1d(value.constant).ravel()])
        return bool(self.takes_whole_values()[columns].all() and (numbers == np.floor(numbers)).all())

    def smallest_step(self, value: Affine, frame: Frame) -> Any:
        """For each point, the smallest positive amount that `value` can exceed 0 by; NaN where one is continuous.

        All decisions in it must be whole and its coefficients have a common
        measure; then `value > 0` is the same as `value >= step`.
        """
        rows, columns, coefficients = value.entries(frame)
        used = coefficients != 0
        rows, columns, coefficients = rows[used], columns[used], coefficients[used]
        is_loose = np.bincount(rows[~self.takes_whole_values()[columns]], minlength=frame.size) > 0
        constant = flat(value.constant, frame).astype(np.float64)
        steps = np.ones(frame.size)
        if not ((coefficients == np.floor(coefficients)).all() and (constant == np.floor(constant)).all()):
            for point in range(frame.size):
                mine = coefficients[rows == point]
                steps[point] = np.nan if is_loose[point] else _step(mine.tolist(), float(constant[point]))
        steps[is_loose] = np.nan
        return steps


def _step(coefficients: list[float], constant: float) -> float:
    exact = [_as_fraction(one) for one in coefficients]
    offset = _as_fraction(constant)
    denominator = lcm(offset.denominator, *(one.denominator for one in exact))
    if denominator > _LARGEST_DENOMINATOR:
        return float("nan")
    common = gcd(*(int(one * denominator) for one in exact)) if exact else 0
    whole = int(offset * denominator)
    if common == 0:
        return float(Fraction(max(whole, 1), denominator))
    return float(Fraction(whole % common or common, denominator))


def _as_fraction(value: float) -> Fraction:
    """The number as it was meant: 0.1 + 0.2 is three tenths."""
    near = Fraction(value).limit_denominator(_LARGEST_DENOMINATOR)
    return near if abs(float(near) - value) <= 1e-12 * max(1.0, abs(value)) else Fraction(value)
