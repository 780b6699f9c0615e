"""A proof that needs no solver: multiples of the statements' own rows that add up to something false.

Farkas' lemma: a system of linear inequalities has no solution exactly when a
combination of them, with multipliers of the right signs, reads `0 >= 1`. The
solver's dual ray gives the multipliers up to rounding; here they are made
fractions and the sum is checked in exact arithmetic, so that nothing of the
solver is trusted (Applegate, Cook, Dash, Espinoza 2007, *Exact solutions to
linear programming problems*, use the same step).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, isfinite, lcm
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp.diagnose.system import System
from nl2milp.solvers import Options, Status
from nl2milp.solvers.highs_probe import HighsProbe

__all__ = ["Proof", "check_proof", "prove"]

FloatArray: TypeAlias = NDArray[np.float64]

_DENOMINATORS = (60, 1_000, 1_000_000)
_MOST_TO_SOLVE = 60
"""Rows up to which the multipliers are solved for in fractions where rounding them isn't enough."""


@dataclass(frozen=True)
class Proof:
    """Multipliers that prove a contradiction.

    The rows with positive multipliers are taken at their lower side, those
    with negative ones at their upper side: what they add up to is at least
    `demanded`, and within the bounds of the variables at most `possible`.

    Attributes
    ----------
    rows : tuple of (int, Fraction)
        Rows of the model with their multipliers, none of them zero.
    bounds : tuple of (int, bool, Fraction)
        Bounds that are used: the column, whether it is its upper bound, and the
        coefficient that the sum has there.
    demanded, possible : Fraction
        `demanded > possible`.
    """

    rows: tuple[tuple[int, Fraction], ...]
    bounds: tuple[tuple[int, bool, Fraction], ...]
    demanded: Fraction
    possible: Fraction


def exact(value: float) -> Fraction:
    """The number as it was meant: 0.1 is a tenth."""
    near = Fraction(value).limit_denominator(1_000_000)
    return near if abs(float(near) - value) <= 1e-12 * max(1.0, abs(value)) else Fraction(value)


def prove(system: System, members: Sequence[int]) -> Proof | None:
    """An exact proof that these members have no common point, integrality left aside.

    Returns
    -------
    Proof or None
        None where the linear relaxation is feasible, or no multipliers that are
        exactly right were found.
    """
    model = system.model
    rows = np.flatnonzero(system.active(members))
    crossed = np.flatnonzero(model.column_lower > model.column_upper)
    if len(crossed):
        column = int(crossed[0])
        low, high = exact(float(model.column_lower[column])), exact(float(model.column_upper[column]))
        return Proof((), ((column, False, Fraction(-1)), (column, True, Fraction(1))), low, high)
    part = system.narrowed(members)
    if not len(rows) or part.columns is None:
        return None
    for row in range(len(rows)) if len(rows) <= _MOST_TO_SOLVE else ():
        # one row against the bounds; for those the solver gives no ray
        for weight in (Fraction(1), Fraction(-1)):
            proof = check_proof(part, {row: weight})
            if proof is not None:
                return _placed(proof, rows, part.columns)
    found = HighsProbe(part.model, Options()).relaxation(np.ones(len(rows), dtype=bool), 10.0)
    if found.status is not Status.INFEASIBLE or found.ray is None:
        return None
    weights = found.ray / np.abs(found.ray).max()
    support = np.flatnonzero(np.abs(weights) > 1e-9)
    for sign in (1.0, -1.0):
        for multipliers in _candidates(part, sign * weights, support):
            proof = check_proof(part, multipliers)
            if proof is not None:
                return _placed(proof, rows, part.columns)
    return None


def _candidates(part: System, weights: FloatArray, support: NDArray[np.int64]) -> list[dict[int, Fraction]]:
    found = []
    ordered = support[np.argsort(np.abs(weights[support]))]
    # as multiples of one another they are simplest
    units = [abs(float(weights[row])) for row in dict.fromkeys((ordered[0], ordered[-1], ordered[len(ordered) // 2]))]
    for most in _DENOMINATORS:
        for unit in units:
            found.append({int(row): Fraction(float(weights[row]) / unit).limit_denominator(most) for row in support})
    if len(support) <= _MOST_TO_SOLVE:
        solved = _solved(part, weights, support)
        if solved is not None:
            found.append(solved)
    return found


def _solved(part: System, weights: FloatArray, support: NDArray[np.int64]) -> dict[int, Fraction] | None:
    """The multipliers that make the sum vanish wherever no bound can take it up, one of them set to its own size."""
    model, matrix = part.model, part.model.matrix
    total = matrix.T @ weights
    needs_zero = ~np.isfinite(np.where(total > 0, model.column_upper, model.column_lower)) | (np.abs(total) < 1e-9)
    equations = [
        [exact(float(value)) for value in line] for line in matrix[support].toarray().T[needs_zero] if np.any(line)
    ]
    free = _eliminated(equations, len(support))
    values: list[Fraction | None] = [None] * len(support)
    for place in range(len(support)):
        if place not in {pivot for pivot, _ in free}:
            values[place] = Fraction(float(weights[support[place]])).limit_denominator(1_000_000)
    for pivot, line in free:
        others = (line[place] * (values[place] or 0) for place in range(len(support)) if place != pivot)
        values[pivot] = -sum(others, Fraction(0))
    return {int(row): value for row, value in zip(support, values, strict=True) if value}


def _eliminated(lines: list[list[Fraction]], width: int) -> list[tuple[int, list[Fraction]]]:
    """Reduced row echelon form: pivots and their lines. The smallest multipliers become the pivots' right sides."""
    done: list[tuple[int, list[Fraction]]] = []
    for line in lines:
        for pivot, other in done:
            if line[pivot]:
                factor = line[pivot]
                line = [a - factor * b for a, b in zip(line, other, strict=True)]
        pivot = next((place for place in range(width) if line[place]), -1)
        if pivot < 0:
            continue
        lead = line[pivot]
        line = [a / lead for a in line]
        done = [
            (at, [a - other[pivot] * b for a, b in zip(other, line, strict=True)] if other[pivot] else other)
            for at, other in done
        ]
        done.append((pivot, line))
    return done


def check_proof(system: System, multipliers: dict[int, Fraction]) -> Proof | None:
    """The proof that `multipliers` of the model's rows are, checked in fractions; None if they are none."""
    model, matrix = system.model, system.model.matrix
    demanded = Fraction(0)
    total: dict[int, Fraction] = {}
    kept = {row: weight for row, weight in multipliers.items() if weight}
    for row, weight in kept.items():
        side = float(model.row_lower[row] if weight > 0 else model.row_upper[row])
        if not isfinite(side):
            return None
        demanded += weight * exact(side)
        for place in range(matrix.indptr[row], matrix.indptr[row + 1]):
            column = int(matrix.indices[place])
            total[column] = total.get(column, Fraction(0)) + weight * exact(float(matrix.data[place]))
    possible = Fraction(0)
    bounds = []
    for column, weight in sorted(total.items()):
        if not weight:
            continue
        bound = float(model.column_upper[column] if weight > 0 else model.column_lower[column])
        if not isfinite(bound):
            return None
        possible += weight * exact(bound)
        bounds.append((column, weight > 0, weight))
    if not demanded > possible:
        return None
    scale = _whole_scale(list(kept.values()))
    return Proof(
        tuple((row, weight * scale) for row, weight in sorted(kept.items())),
        tuple((column, is_upper, weight * scale) for column, is_upper, weight in bounds),
        demanded * scale,
        possible * scale,
    )


def _whole_scale(weights: list[Fraction]) -> Fraction:
    """What makes the multipliers whole numbers without a common factor."""
    if not weights:
        return Fraction(1)
    shared = lcm(*(weight.denominator for weight in weights))
    return Fraction(shared, gcd(*(int(weight * shared) for weight in weights)) or 1)


def _placed(proof: Proof, rows: NDArray[np.int64], columns: NDArray[np.int64]) -> Proof:
    return Proof(
        tuple((int(rows[row]), weight) for row, weight in proof.rows),
        tuple((int(columns[column]), is_upper, weight) for column, is_upper, weight in proof.bounds),
        proof.demanded,
        proof.possible,
    )
