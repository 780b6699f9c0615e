"""A big-M where no bound is stated: what a known answer costs, any better one costs at most.

A makespan has no upper bound of its own. Any feasible answer gives one: no
optimal answer is worse, so the row `objective <= its value` may join the
model, and from it follow bounds on all that the objective weighs on. How the
answer was found does not matter, because it is put to every constraint's words
before it is believed: here it comes from the same model within a box around
the data's own size. The box does not stay; no M is guessed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp.compile.builder import ModelBuilder, Origin
from nl2milp.compile.frames import ROOT
from nl2milp.compile.ratios import Quotient
from nl2milp.compile.values import Affine, flat
from nl2milp.formulation import Kind, Sense
from nl2milp.linear_model import LinearModel

if TYPE_CHECKING:
    from nl2milp.compile.compiler import Compiled

__all__ = ["FindAnswer", "add_cutoff", "known_value", "put_in_box"]

FloatArray: TypeAlias = NDArray[np.float64]

FindAnswer: TypeAlias = Callable[[LinearModel], FloatArray | None]
"""A feasible point of a model, the better the smaller the Ms; None where none was found."""

BOXES = (1.0, 10.0, 1_000.0)
"""Sizes of the box that are tried, in sums of the data's magnitudes."""

_LARGEST_BOX = 1e7
_MARGIN = 1e-6


def put_in_box(builder: ModelBuilder, size: float) -> None:
    """Give every column without a bound one at `size` times the sum of the magnitudes in the model."""
    total = 1.0
    for part in builder.rows:
        for side in (part.lower, part.upper):
            finite = np.broadcast_to(side, (part.count,))
            total += float(np.abs(finite[np.isfinite(finite)]).sum())
    waiting = [(one.difference, one.frame) for one in builder.conditionals]
    waiting += [(one.members, one.frame) for one in builder.extremes]
    for value, frame in waiting:
        total += float(np.abs(flat(value.constant, frame)).sum())
    lower, upper = builder.bounds()
    stated = np.concatenate([lower[np.isfinite(lower)], upper[np.isfinite(upper)]])
    box = min(size * (total + float(np.abs(stated).max(initial=0.0))), _LARGEST_BOX)
    builder.lower = [(builder.num_columns, np.where(np.isfinite(lower), lower, np.minimum(upper, 0.0) - box))]
    builder.upper = [(builder.num_columns, np.where(np.isfinite(upper), upper, np.maximum(lower, 0.0) + box))]


def add_cutoff(builder: ModelBuilder, sense: Sense, objective: Affine, value: float) -> None:
    """Add the row that the objective is no worse than `value`."""
    builder.origin = Origin("no worse than a known answer")
    if isinstance(objective, Quotient):
        objective, value = objective.numerator.plus([objective.denominator.times(-value, ROOT)]), 0.0
    margin = _MARGIN * max(1.0, abs(value))
    if sense is Sense.MINIMIZE:
        builder.add_rows(objective, -np.inf, value + margin, ROOT)
    else:
        builder.add_rows(objective, value - margin, np.inf, ROOT)


def known_value(within: Callable[[float], Compiled], find: FindAnswer) -> float | None:
    """The objective at an answer that is true of every constraint; None where none is found.

    Parameters
    ----------
    within : callable
        Compiles the formulation with its columns in a box of the given size.
    find : callable
        Finds a feasible point of a model.
    """
    for size in BOXES:
        compiled = within(size)
        values = _answer(compiled.model, find)
        if values is not None and _is_true(compiled, values):
            return _objective(compiled, values)
    return None


def _answer(model: LinearModel, find: FindAnswer) -> FloatArray | None:
    """A point whose whole columns are exactly whole: in a big box a literal may be only nearly 0 or 1."""
    values = find(model)
    if values is None or not model.is_integer.any():
        return values
    fixed = np.where(model.is_integer, np.round(values), 0.0)
    return find(
        replace(
            model,
            column_lower=np.where(model.is_integer, fixed, model.column_lower),
            column_upper=np.where(model.is_integer, fixed, model.column_upper),
            is_integer=np.zeros(model.num_columns, dtype=bool),
        )
    )


def _is_true(compiled: Compiled, values: FloatArray) -> bool:
    for one in compiled.scope.variables:
        part = values[one.offset : one.offset + one.size]
        scale = _MARGIN * np.maximum(1.0, np.abs(part))
        if one.kind is not Kind.CONTINUOUS and not (np.abs(part - np.round(part)) <= scale).all():
            return False
        low, high = flat(one.lower, one.home), flat(one.upper, one.home)
        if not ((part >= low - scale) & (part <= high + scale)).all():
            return False
    return all(bool(verdict.all()) for verdict in compiled.holds(values))


def _objective(compiled: Compiled, values: FloatArray) -> float:
    said: Any = compiled.formulation.objective.value
    if said is not None:
        return float(compiled.value_of(said, values))
    # goals: their columns are at least the shortfalls they stand for, and that is the safe side
    return float(compiled.model.cost @ values) + compiled.model.offset
