"""A linear model in a form that does not depend on how it was written.

Every row becomes one or two inequalities `a @ x <= b` with coprime whole
coefficients where the numbers are rational; inequalities on one variable
become bounds; whole left sides get whole right sides; repeated rows are one.
What is left to chance is only the order of columns and rows, which
:mod:`nl2milp.verify.isomorphism` matches.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import ceil, floor, gcd, isfinite, lcm
from typing import TypeAlias

import numpy as np

from nl2milp.formulation import Sense
from nl2milp.linear_model import LinearModel

__all__ = ["CanonicalModel", "Column", "Row", "canonical", "inequalities", "rational"]

Row: TypeAlias = tuple[tuple[tuple[int, Fraction], ...], Fraction]
"""((column, coefficient) pairs in order of column, right-hand side) of an inequality `<=`."""

_LARGEST_DENOMINATOR = 10**7


@dataclass(frozen=True)
class Column:
    """What is known of a variable apart from the rows; bounds are None where there is none."""

    cost: Fraction
    lower: Fraction | None
    upper: Fraction | None
    is_integer: bool


@dataclass(frozen=True)
class CanonicalModel:
    """The columns, and the distinct inequalities on two or more of them; minimised.

    `is_contradictory` tells of a row without variables that is false, or of
    bounds that cross: such models have no points whatever else they say.
    """

    columns: tuple[Column, ...]
    rows: frozenset[Row]
    offset: Fraction
    is_contradictory: bool


@lru_cache(maxsize=65_536)
def rational(value: float) -> Fraction:
    """The simple fraction that a decimal stands for: 0.30000000000000004 is 3/10.

    >>> rational(0.1 + 0.2), rational(1 / 3), rational(2.5e9)
    (Fraction(3, 10), Fraction(1, 3), Fraction(2500000000, 1))
    """
    exact = Fraction(value)
    simple = exact.limit_denominator(_LARGEST_DENOMINATOR)
    return simple if abs(simple - exact) <= abs(exact) * Fraction(1, 10**12) else exact


def _scaled(terms: Mapping[int, Fraction], side: Fraction) -> Row:
    """The inequality with coprime whole coefficients."""
    denominator = lcm(*(value.denominator for value in terms.values()))
    common = gcd(*(int(value * denominator) for value in terms.values()))
    factor = Fraction(denominator, common)
    return tuple((column, terms[column] * factor) for column in sorted(terms)), side * factor


def inequalities(model: LinearModel) -> list[tuple[int, Row]]:
    """Every row as its inequalities, each with the row's number; not yet merged with bounds."""
    found = []
    for row in range(model.num_rows):
        span = slice(model.starts[row], model.starts[row + 1])
        terms = {
            int(column): rational(float(value))
            for column, value in zip(model.indices[span], model.values[span], strict=True)
        }
        for sign, side in ((1, float(model.row_upper[row])), (-1, -float(model.row_lower[row]))):
            if isfinite(side):
                signed = {column: sign * value for column, value in terms.items()}
                found.append((row, _scaled(signed, rational(side)) if terms else ((), rational(side))))
    return found


def canonical(model: LinearModel) -> CanonicalModel:
    """The canonical form of `model`."""
    sign = 1 if model.sense is Sense.MINIMIZE else -1
    lower = [rational(float(value)) if np.isfinite(value) else None for value in model.column_lower]
    upper = [rational(float(value)) if np.isfinite(value) else None for value in model.column_upper]
    whole = model.is_integer.tolist()
    rows: set[Row] = set()
    contradictory = False
    for _, (terms, side) in inequalities(model):
        if not terms:
            contradictory |= side < 0
        elif len(terms) == 1:
            (column, coefficient), *_ = terms
            _tighten(lower, upper, column, side / coefficient, coefficient > 0)
        else:
            all_whole = all(whole[column] for column, _ in terms)
            rows.add((terms, Fraction(floor(side)) if all_whole else side))
    for column, is_whole in enumerate(whole):
        low, high = lower[column], upper[column]
        if is_whole:
            lower[column] = low = None if low is None else Fraction(ceil(low))
            upper[column] = high = None if high is None else Fraction(floor(high))
        contradictory |= low is not None and high is not None and low > high
    columns = tuple(
        Column(sign * rational(float(cost)), low, high, is_whole)
        for cost, low, high, is_whole in zip(model.cost, lower, upper, whole, strict=True)
    )
    return CanonicalModel(columns, frozenset(rows), sign * rational(model.offset), contradictory)


def _tighten(
    lower: list[Fraction | None], upper: list[Fraction | None], column: int, limit: Fraction, is_upper: bool
) -> None:
    if is_upper:
        known = upper[column]
        upper[column] = limit if known is None else min(known, limit)
    else:
        known = lower[column]
        lower[column] = limit if known is None else max(known, limit)
