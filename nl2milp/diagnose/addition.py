"""A Farkas proof as an addition of the user's own statements."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from nl2milp.compile.compiler import Compiled
from nl2milp.diagnose.farkas import Proof, exact
from nl2milp.diagnose.phrases import Phrases, number

__all__ = ["Line", "added_up", "addition", "orientation"]


@dataclass(frozen=True)
class Line:
    """One summand.

    Attributes
    ----------
    row : int
        The row; -1 for a declared bound.
    said : str
        The statement.
    weight : Fraction
        By what it is multiplied, positive.
    terms : tuple of (int, Fraction)
        Its left-hand side, multiplied.
    is_at_least : bool
        Whether it says at least or at most.
    side : Fraction
        Its right-hand side, multiplied.
    """

    row: int
    said: str
    weight: Fraction
    terms: tuple[tuple[int, Fraction], ...]
    is_at_least: bool
    side: Fraction


def orientation(compiled: Compiled, row: int) -> float:
    """-1 where a row is what was stated with its sign turned around, as the compiler writes `>=`; else 1."""
    model = compiled.model
    if np.isfinite(model.row_lower[row]):
        return 1.0
    begin, end = int(model.matrix.indptr[row]), int(model.matrix.indptr[row + 1])
    values = model.matrix.data[begin:end]
    turned = (values < 0).sum() > (values > 0).sum() or (model.row_upper[row] < 0 and not (values > 0).all())
    return -1.0 if turned else 1.0


def addition(compiled: Compiled, proof: Proof) -> list[Line]:
    """The summands: statements and bounds that say at least, and such that say at most.

    The left-hand sides of both kinds add up to the same, their right-hand
    sides contradict each other.
    """
    model, phrases = compiled.model, Phrases(compiled)
    lines = []
    for row, weight in proof.rows:
        turn = Fraction(int(orientation(compiled, row)))
        side = exact(float(model.row_lower[row] if weight > 0 else model.row_upper[row]))
        size, is_at_least = abs(weight), weight * turn > 0
        terms = tuple((column, size * turn * exact(value)) for column, value in phrases.terms(row))
        lines.append(Line(row, phrases.said(row), size, terms, is_at_least, size * turn * side))
    for column, is_upper, weight in proof.bounds:
        bound = exact(float(model.column_upper[column] if is_upper else model.column_lower[column]))
        size = abs(weight)
        word = "at most" if is_upper else "at least"
        said = f"{phrases.column(column)} is {word} {number(bound)}"
        lines.append(Line(-1, said, size, ((column, size),), not is_upper, size * bound))
    return lines


def added_up(compiled: Compiled, lines: list[Line]) -> list[str]:
    """The addition as text, ending with what is false."""
    phrases = Phrases(compiled)
    shown: list[str] = []
    totals = []
    for is_at_least, sign in ((True, "≥"), (False, "≤")):
        chosen = [line for line in lines if line.is_at_least is is_at_least]
        total: dict[int, Fraction] = {}
        for line in chosen:
            for column, weight in line.terms:
                total[column] = total.get(column, Fraction(0)) + weight
            left = phrases.sum_of(list(line.terms))
            shown.append(f"{number(line.weight)} × {line.said}:  {left} {sign} {number(line.side)}")
        side = sum((line.side for line in chosen), Fraction(0))
        left = phrases.sum_of([(column, weight) for column, weight in sorted(total.items()) if weight])
        if len(chosen) > 1:
            shown.append(f"    added up:  {left} {sign} {number(side)}")
        totals.append(side)
    shown.append(f"The same sum would be at least {number(totals[0])} and at most {number(totals[1])}.")
    return shown
