"""Fourier and Motzkin's elimination: the rows of a model without its continuous auxiliary columns, exactly."""

from __future__ import annotations

from typing import Any

import numpy as np

from nl2milp.linear_model import LinearModel

__all__ = ["TooManyRowsError", "projected"]

ZERO = 1e-11


class TooManyRowsError(Exception):
    """The elimination would need more rows than it is worth."""


def projected(model: LinearModel, gone: list[int], most: int = 2_000) -> tuple[Any, Any]:
    """Rows `G @ (x, z) <= h` that hold for some values of the columns `gone` exactly where the model's do.

    The column after the model's own, z, is the objective's value, of which
    the rows leave what is attainable.

    Returns
    -------
    (float array of shape (m, n + 1), float array of shape (m,)); the columns `gone` are 0.
    """
    count = model.num_columns
    rows = np.hstack([model.matrix.toarray(), np.zeros((model.num_rows, 1))])
    is_equal = model.row_lower == model.row_upper
    equal = np.vstack([rows[is_equal], np.append(model.cost, -1.0)])
    sides = np.append(model.row_lower[is_equal], -model.offset)
    has_low, has_high = (np.isfinite(one) & ~is_equal for one in (model.row_lower, model.row_upper))
    left = [rows[has_high], -rows[has_low]]
    right = [model.row_upper[has_high], -model.row_lower[has_low]]
    for column in gone:
        unit = np.zeros((1, count + 1))
        unit[0, column] = 1.0
        for sign, bound in ((1.0, model.column_upper[column]), (-1.0, -model.column_lower[column])):
            if np.isfinite(bound):
                left.append(sign * unit)
                right.append(np.array([bound]))
    below, limit = np.vstack(left), np.concatenate(right)
    for column in gone:
        pivots = np.flatnonzero(np.abs(equal[:, column]) > ZERO)
        if len(pivots):
            at = pivots[-1]
            row, side = equal[at] / equal[at, column], sides[at] / equal[at, column]
            equal, sides = np.delete(equal, at, 0), np.delete(sides, at)
            sides, limit = sides - equal[:, column] * side, limit - below[:, column] * side
            equal, below = equal - np.outer(equal[:, column], row), below - np.outer(below[:, column], row)
        else:
            below, limit = _paired(below, limit, column, most)
        equal[:, column] = below[:, column] = 0.0
    return np.vstack([below, equal, -equal]), np.concatenate([limit, sides, -sides])


def _paired(below: Any, limit: Any, column: int, most: int) -> tuple[Any, Any]:
    """Each upper with each lower limit on the column."""
    up, down = (np.flatnonzero(sign * below[:, column] > ZERO) for sign in (1.0, -1.0))
    if len(up) * len(down) > most:
        raise TooManyRowsError
    rest = np.setdiff1d(np.arange(len(below)), np.concatenate([up, down]))
    size = np.where(np.abs(below[:, column]) > ZERO, np.abs(below[:, column]), 1.0)
    scaled, ends = below / size[:, None], limit / size
    made = (scaled[up][:, None] + scaled[down][None]).reshape(-1, below.shape[1])
    totals = (ends[up][:, None] + ends[down][None]).ravel()
    found, values = np.vstack([below[rest], made]), np.concatenate([limit[rest], totals])
    # of rows that are the same on their left only the tightest counts
    kept, where = np.unique(np.round(found, 9), axis=0, return_inverse=True)
    tightest = np.full(len(kept), np.inf)
    np.minimum.at(tightest, where.ravel(), values)
    return kept, tightest
