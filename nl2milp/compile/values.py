"""Values over a frame: what an expression evaluates to, point by point.

- data: a float or a float array broadcastable to the frame's shape;
- truth of data: a bool or a bool array, likewise;
- labels: :class:`~nl2milp.compile.labels.Coded`, or a bare label (`str`);
- :class:`Affine` in the decisions, for building rows;
- :class:`Measured`: a decision expression's value at given values of the
  variables, for checking an answer straight from the words.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp.compile.frames import Frame

__all__ = [
    "Affine",
    "Data",
    "Measured",
    "Terms",
    "counts_of",
    "flat",
    "is_decision",
    "is_truth",
    "negative_of",
    "sum_rows",
]

Data: TypeAlias = float | NDArray[np.float64]


def is_decision(value: Any) -> bool:
    """Whether a value depends on the decisions."""
    return isinstance(value, _DECISIONS)


def is_truth(value: Any) -> bool:
    """Whether a value is true or false by the data."""
    if type(value) is float or isinstance(value, _DECISIONS):
        return False
    return isinstance(value, bool | np.bool_) or (isinstance(value, np.ndarray) and value.dtype == bool)


def negative_of(value: Any, frame: Frame) -> Any:
    """Minus a number or a decision value."""
    return value.times(-1.0, frame) if is_decision(value) else -value


def flat(value: Any, frame: Frame) -> Any:
    """`value` as a flat array over all points of `frame`."""
    if np.ndim(value) == 0:
        return np.full(frame.size, value)
    return np.broadcast_to(value, frame.shape).ravel()


def counts_of(inner: Frame) -> NDArray[np.int64]:
    """How many points of `inner` lie over each point of its parent, shape (parent.size,)."""
    assert inner.parent is not None
    return np.bincount(flat(inner.rows, inner), minlength=inner.parent.size)


def sum_rows(value: Any, inner: Frame) -> Any:
    """Sum data over the points of `inner`, for each point of its parent."""
    parent = inner.parent
    assert parent is not None
    if inner.size == 0 or parent.size == 0:
        return np.zeros(parent.shape) if parent.shape else 0.0
    full = np.broadcast_to(value, inner.shape)
    if inner.is_aligned:
        summed = full.sum(axis=tuple(range(len(parent.shape), len(inner.shape))))
    else:
        rows = np.broadcast_to(inner.rows, inner.shape).ravel()
        summed = np.bincount(rows, weights=full.ravel(), minlength=parent.size).reshape(parent.shape)
    return summed if parent.shape else float(summed)


def _is(value: Any, number: float) -> bool:
    """Whether a value is this one number everywhere, so that an array of it need not be made."""
    return type(value) is float and value == number


@dataclass(frozen=True, eq=False, slots=True)
class Terms:
    """Coefficients on columns: entry k adds `coefficients[k] * x[columns[k]]` to point `rows[k]`.

    The three are broadcastable together. `rows` is None where the entries lie
    on the frame's points one for one.
    """

    rows: Any
    columns: Any
    coefficients: Any

    def shape(self, frame: Frame) -> tuple[int, ...]:
        """Of the entries over `frame`."""
        if self.rows is None:
            return frame.shape
        return np.broadcast_shapes(np.shape(self.rows), np.shape(self.columns), np.shape(self.coefficients))


@dataclass(frozen=True, eq=False, slots=True)
class Affine:
    """`constant + sum(terms)` at each point of a frame."""

    constant: Any
    terms: tuple[Terms, ...]

    def plus(self, others: Sequence[Any]) -> Affine:
        """The sum with data and affine values."""
        constant, terms = self.constant, list(self.terms)
        for other in others:
            if isinstance(other, Affine):
                constant = other.constant if _is(constant, 0.0) else constant + other.constant
                terms += other.terms
            else:
                constant = constant + other
        return Affine(constant, tuple(terms))

    def times(self, factor: Any, frame: Frame) -> Affine:
        """The product with data over `frame`."""
        if type(factor) is float or np.ndim(factor) == 0:
            return Affine(
                self.constant * factor, tuple([Terms(t.rows, t.columns, t.coefficients * factor) for t in self.terms])
            )
        scaled = []
        for t in self.terms:
            here = factor if t.rows is None else np.broadcast_to(factor, frame.shape).ravel()[t.rows]
            scaled.append(Terms(t.rows, t.columns, here if _is(t.coefficients, 1.0) else t.coefficients * here))
        return Affine(0.0 if _is(self.constant, 0.0) else self.constant * factor, tuple(scaled))

    def over(self, divisor: Any, frame: Frame) -> Affine:
        """The quotient by data over `frame`; not the product with its reciprocal, which would round twice."""
        terms = []
        for t in self.terms:
            here = divisor if t.rows is None or np.ndim(divisor) == 0 else flat(divisor, frame)[t.rows]
            terms.append(Terms(t.rows, t.columns, t.coefficients / here))
        return Affine(0.0 if _is(self.constant, 0.0) else self.constant / divisor, tuple(terms))

    def summed(self, inner: Frame) -> Affine:
        """Summed over `inner`, for each point of its parent."""
        terms = []
        for t in self.terms:
            if t.rows is None:
                # one entry for every point, although the column may be constant along an axis
                columns = np.broadcast_to(t.columns, inner.shape)
                terms.append(Terms(inner.rows, columns, t.coefficients))
            else:
                rows = np.broadcast_to(inner.rows, inner.shape).ravel()[t.rows]
                terms.append(Terms(rows, t.columns, t.coefficients))
        return Affine(0.0 if _is(self.constant, 0.0) else sum_rows(self.constant, inner), tuple(terms))

    def depends(self, frame: Frame) -> bool:
        """Whether any coefficient of its entries over `frame` is not 0."""
        for t in self.terms:
            if type(t.columns) is int and type(t.coefficients) is float and t.rows is None:
                if t.coefficients and frame.size:
                    return True
            elif self.entries(frame)[2].any():
                return True
        return False

    def entries(self, frame: Frame) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.float64]]:
        """Flat (row, column, coefficient) of all terms, unsorted; rows are flat points of `frame`."""
        if not frame.shape and all(type(t.columns) is int and type(t.coefficients) is float for t in self.terms):
            # one expression of plain variables: most rules are that
            columns_found = np.array([t.columns for t in self.terms], dtype=np.int64)
            return np.zeros_like(columns_found), columns_found, np.array([t.coefficients for t in self.terms])
        rows, columns, coefficients = [], [], []
        for row, column, coefficient in self._broadcast(frame):
            rows.append(row)
            columns.append(column)
            coefficients.append(coefficient)
        if not rows:
            empty = np.zeros(0, dtype=np.int64)
            return empty, empty, np.zeros(0)
        if len(rows) == 1:
            return rows[0], columns[0], coefficients[0]
        return np.concatenate(rows), np.concatenate(columns), np.concatenate(coefficients)

    def _broadcast(self, frame: Frame) -> Iterator[tuple[Any, Any, Any]]:
        for t in self.terms:
            shape = t.shape(frame)
            rows = np.arange(frame.size) if t.rows is None else np.broadcast_to(t.rows, shape).ravel()
            columns = np.broadcast_to(t.columns, shape).ravel()
            coefficients = np.broadcast_to(t.coefficients, shape).ravel()
            yield rows, columns, np.asarray(coefficients, dtype=np.float64)

    def at(self, places: Any, home: Frame, frame: Frame) -> Affine:
        """This value over `home`, looked up at the points `places` of it from each point of `frame`."""
        wanted = flat(places, frame)
        constant = flat(self.constant, home)[wanted].reshape(frame.shape)
        rows, columns, coefficients = self.entries(home)
        order = np.argsort(rows, kind="stable")
        starts = np.searchsorted(rows[order], np.arange(home.size + 1))
        counts = np.diff(starts)[wanted]
        owners = np.repeat(np.arange(frame.size), counts)
        within = np.arange(len(owners)) - np.repeat(np.cumsum(counts) - counts, counts)
        picked = order[np.repeat(starts[:-1][wanted], counts) + within]
        return Affine(constant, (Terms(owners, columns[picked], coefficients[picked]),))

    def spread(self, places: Any, there: Frame, frame: Frame) -> Affine:
        """This value over the points `places` of `frame`, as one over all of it that is 0 elsewhere."""
        constant: Any = 0.0
        if np.any(self.constant):
            constant = np.zeros(frame.size)
            constant[places] = flat(self.constant, there)
            constant = constant.reshape(frame.shape)
        rows, columns, coefficients = self.entries(there)
        return Affine(constant, (Terms(np.asarray(places)[rows], columns, coefficients),))


@dataclass(frozen=True, eq=False, slots=True)
class Measured:
    """A decision expression's value at given values of the variables.

    Attributes
    ----------
    value : data
        The value.
    scale : data
        A bound on the magnitudes that went into it; tolerances are relative to it.
    is_exact : bool
        Whether only whole-number decisions went in, so that it is right but for rounding.
    """

    value: Any
    scale: Any
    is_exact: bool

    def plus(self, others: Sequence[Any]) -> Measured:
        """The sum with data and measured values."""
        value, scale, is_exact = self.value, self.scale, self.is_exact
        for other in others:
            if isinstance(other, Measured):
                value, scale, is_exact = value + other.value, scale + other.scale, is_exact and other.is_exact
            else:
                value, scale = value + other, scale + abs(other)
        return Measured(value, scale, is_exact)

    def times(self, factor: Any, frame: Frame) -> Measured:
        """The product with data over `frame`."""
        return Measured(self.value * factor, self.scale * abs(factor), self.is_exact)

    def over(self, divisor: Any, frame: Frame) -> Measured:
        """The quotient by data over `frame`."""
        return Measured(self.value / divisor, self.scale / np.abs(divisor), self.is_exact)

    def summed(self, inner: Frame) -> Measured:
        """Summed over `inner`, for each point of its parent."""
        return Measured(sum_rows(self.value, inner), sum_rows(self.scale, inner), self.is_exact)

    def at(self, places: Any, home: Frame, frame: Frame) -> Measured:
        """This value over `home`, looked up at the points `places` of it from each point of `frame`."""
        wanted = flat(places, frame)
        value, scale = (flat(part, home)[wanted].reshape(frame.shape) for part in (self.value, self.scale))
        return Measured(value, scale, self.is_exact)

    def spread(self, places: Any, there: Frame, frame: Frame) -> Measured:
        """This value over the points `places` of `frame`, as one over all of it that is 0 elsewhere."""
        value, scale = np.zeros(frame.size), np.zeros(frame.size)
        value[places], scale[places] = flat(self.value, there), flat(self.scale, there)
        return Measured(value.reshape(frame.shape), scale.reshape(frame.shape), self.is_exact)


_DECISIONS = (Affine, Measured)
"""A tuple, for `isinstance` with a union made each time is several times slower, and this is asked at every node."""
