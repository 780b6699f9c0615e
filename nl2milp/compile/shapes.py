"""Functions whose convex or concave shape may make binaries needless: decided when all uses are known.

An output column that must equal a convex function of the input needs only the
rows that keep it above the function where the objective pulls it down and
nothing pushes it up (for concave functions, the other way round): then the
optimum lies on the function. Otherwise the exact rows are taken.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from nl2milp.compile.builder import ModelBuilder, Origin
from nl2milp.compile.frames import ROOT
from nl2milp.compile.values import Affine
from nl2milp.formulation import Sense

__all__ = ["Shape", "settle_shapes"]


@dataclass(frozen=True, eq=False)
class Shape:
    """Output columns that equal a convex (`direction` 1) or concave (-1) function.

    Attributes
    ----------
    origin : Origin
        The statement.
    columns : int array
        Output columns.
    inputs : int array
        Columns that the function depends on.
    direction : float
        1 for convex, -1 for concave.
    add_side : callable
        Adds the rows that keep the output on the shape's side of the function.
    add_exact : callable
        Adds the rows that make it equal.
    """

    origin: Origin
    columns: Any
    inputs: Any
    direction: float
    add_side: Callable[[], None]
    add_exact: Callable[[], None]


def settle_shapes(builder: ModelBuilder, objectives: list[tuple[Sense, Affine]]) -> None:
    """Add the rows of every shape that waited."""
    if not builder.shapes:
        return
    count = builder.num_columns
    wanted = {direction: _pushed(builder, objectives, direction, count) for direction in (1.0, -1.0)}
    sense, value = objectives[0]
    _, column, coefficient = value.entries(ROOT)
    cost = np.bincount(column, weights=coefficient, minlength=count) * (1.0 if sense is Sense.MINIMIZE else -1.0)
    for shape in builder.shapes:
        builder.origin = shape.origin
        is_pulled = (shape.direction * cost[shape.columns] > 0).all()
        if is_pulled and not wanted[shape.direction][shape.columns].any():
            shape.add_side()
        else:
            shape.add_exact()


def _pushed(builder: ModelBuilder, objectives: list[tuple[Sense, Affine]], direction: float, count: int) -> Any:
    """Columns that something would like larger (`direction` 1) or smaller (-1)."""
    pushed = np.zeros(count, dtype=bool)
    for sense, value in objectives:
        _, column, coefficient = value.entries(ROOT)
        sign = direction if sense is Sense.MINIMIZE else -direction
        pushed[column[sign * coefficient < 0]] = True
    for part in builder.rows:
        low, high = (np.broadcast_to(side, (part.count,)) for side in (part.lower, part.upper))
        signed = direction * part.coefficients
        up = ((signed > 0) & np.isfinite(low[part.rows])) | ((signed < 0) & np.isfinite(high[part.rows]))
        pushed[part.columns[up]] = True
    for conditional in builder.conditionals:
        pushed[conditional.difference.entries(conditional.frame)[1]] = True
    for extreme in builder.extremes:
        pushed[extreme.members.entries(extreme.frame)[1]] = True
    for product in builder.products:
        pushed[product.factor] = True
    for shape in builder.shapes:
        pushed[shape.inputs] = True
    return pushed
