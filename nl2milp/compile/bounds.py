"""Feasibility-based bound tightening over a whole model, vectorised.

Savelsbergh (1994), *Preprocessing and probing techniques for mixed integer
programming problems*, section 1.1: from a row's smallest activity over all
other columns follows a bound on each of its columns.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

__all__ = ["as_matrix", "largest_activity", "least_slack", "propagate", "tidied"]

if TYPE_CHECKING:
    import scipy.sparse as sp

FloatArray: TypeAlias = NDArray[np.float64]

_SLACK = 1e-9
_BIG = 1e15
"""Bounds beyond this are kept as infinite: a big-M from them would be numerically void."""


def as_matrix(entries: tuple[Any, Any, Any], rows: int, columns: int) -> sp.csr_array:
    """Entries (row, column, coefficient) as a sparse matrix, repeated ones added."""
    import scipy.sparse as sp  # a tenth of a second, and most small models do without

    row, column, coefficient = entries
    return sp.csr_array((coefficient, (row, column)), shape=(rows, columns))


def _smallest_terms(matrix: sp.csr_array, lower: FloatArray, upper: FloatArray) -> FloatArray:
    """The least each stored coefficient can contribute, -inf where unbounded."""
    values, columns = matrix.data, matrix.indices
    with np.errstate(invalid="ignore"):
        terms: FloatArray = np.where(values > 0, values * lower[columns], values * upper[columns])
    terms[values == 0] = 0.0
    return terms


def largest_activity(matrix: sp.csr_array, lower: FloatArray, upper: FloatArray) -> FloatArray:
    """The largest value of each row within the bounds, infinite where unbounded. Shape (m,)."""
    terms = -_smallest_terms(-matrix, lower, upper)
    rows = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    return np.bincount(rows, weights=terms, minlength=matrix.shape[0]).astype(np.float64)


def least_slack(
    largest: FloatArray, entries: Any, columns: Any, is_true_at_one: bool, lower: FloatArray, upper: FloatArray
) -> FloatArray:
    """The largest value of each row when its own binary is true, from its largest value at all.

    Parameters
    ----------
    largest : float array of shape (m,)
        The row's largest activity.
    entries : tuple of arrays
        Row, column and coefficient of what is in the rows.
    columns : int array of shape (m,)
        The binary of each row, which may be in the row itself.
    is_true_at_one : bool
        Whether 1 or 0 is its truth.
    lower, upper : float arrays of shape (n,)
        Bounds of the columns.
    """
    rows, places, coefficients = entries
    mine = places == columns[rows]
    own = np.bincount(rows[mine], weights=coefficients[mine], minlength=len(largest))
    most = np.maximum(own * lower[columns], own * upper[columns])
    slack: FloatArray = largest - most + own * (1.0 if is_true_at_one else 0.0)
    return slack


def tidied(values: FloatArray) -> FloatArray:
    """Without the noise that propagation adds for safety, where taking it off moves by less than rows are exact."""
    with np.errstate(divide="ignore", invalid="ignore"):
        scale = 10.0 ** (7 - np.where(values == 0, 0, np.floor(np.log10(np.abs(values)))))
        near = np.round(values * scale) / scale
        is_noise = np.abs(near - values) <= np.minimum(5e-7, 3e-9 * np.maximum(1.0, np.abs(values)))
    return np.where(is_noise, near, values)


def propagate(
    matrix: sp.csr_array,
    row_lower: FloatArray,
    row_upper: FloatArray,
    lower: FloatArray,
    upper: FloatArray,
    is_integer: NDArray[np.bool_],
    rounds: int = 30,
) -> tuple[FloatArray, FloatArray]:
    """Tighten bounds on columns until nothing moves, or for a number of rounds.

    Parameters
    ----------
    matrix : sparse array of shape (m, n)
        Coefficients.
    row_lower, row_upper : float arrays of shape (m,)
        Sides.
    lower, upper : float arrays of shape (n,)
        Bounds to start from; not changed.
    is_integer : bool array of shape (n,)
        Whose bounds are rounded inward.
    rounds : int
        At most so many passes; any prefix of them gives valid bounds.

    Returns
    -------
    lower, upper : float arrays of shape (n,)
        Valid for every feasible point. Where they cross, there is none.
    """
    lower, upper = lower.copy(), upper.copy()
    sides = [(matrix, row_upper), (-matrix, -row_lower)]
    parts = [_finite_side(part, side) for part, side in sides]
    for _ in range(rounds):
        before = lower.copy(), upper.copy()
        for part, side, rows in parts:
            _tighten(part, side, rows, lower, upper)
        lower[is_integer] = np.ceil(lower[is_integer] - 1e-6)
        upper[is_integer] = np.floor(upper[is_integer] + 1e-6)
        lower[lower < -_BIG], upper[upper > _BIG] = -np.inf, np.inf
        if not (_moved(before[0], lower) or _moved(before[1], upper)) or (lower > upper + 1e-6).any():
            break
    return lower, upper


def _finite_side(matrix: sp.csr_array, side: FloatArray) -> tuple[sp.csr_array, FloatArray, Any]:
    kept = np.flatnonzero(np.isfinite(side))
    part = matrix[kept]
    return part, side[kept], np.repeat(np.arange(len(kept)), np.diff(part.indptr))


def _tighten(matrix: sp.csr_array, side: FloatArray, rows: Any, lower: FloatArray, upper: FloatArray) -> None:
    """Apply `matrix @ x <= side` to the bounds, in place."""
    terms = _smallest_terms(matrix, lower, upper)
    open_terms = ~np.isfinite(terms)
    finite = np.where(open_terms, 0.0, terms)
    count = matrix.shape[0]
    total = np.bincount(rows, weights=finite, minlength=count)
    opens = np.bincount(rows, weights=open_terms, minlength=count)
    # a column's bound follows when all the others in its row are bounded
    useful = (opens[rows] - open_terms == 0) & (matrix.data != 0)
    rest = total[rows] - finite
    values, columns = matrix.data, matrix.indices
    with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
        limit = (side[rows] - rest) / values
    limit = limit + _SLACK * np.sign(values) * np.maximum(1.0, np.abs(limit))
    ups = useful & (values > 0)
    downs = useful & (values < 0)
    np.minimum.at(upper, columns[ups], limit[ups])
    np.maximum.at(lower, columns[downs], limit[downs])


def _moved(before: FloatArray, after: FloatArray) -> bool:
    with np.errstate(invalid="ignore"):
        change = np.abs(after - before)
    change[np.isnan(change)] = 0.0
    return bool((change > 1e-6 * np.maximum(1.0, np.abs(np.where(np.isfinite(after), after, 1.0)))).any())
