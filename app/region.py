"""The picture of a problem with two decisions: the points that satisfy every statement, and the best of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import combinations, product
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp.compile.compiler import Compiled
from nl2milp.formulation import Sense

__all__ = ["Line", "Region", "feasible_region"]

Point: TypeAlias = tuple[float, float]
FloatArray: TypeAlias = NDArray[np.float64]

_MOST_SWITCHES = 5
_MOST_POINTS = 2_500
_TOLERANCE = 1e-7
_ROOM = 1.15


@dataclass(frozen=True)
class Line:
    """The edge of a statement within the picture."""

    name: str
    start: Point
    end: Point


@dataclass(frozen=True)
class Region:
    """What a picture of two decisions shows.

    Attributes
    ----------
    names : pair of str
        Of the two axes.
    low, high : pair of float
        The ends of the two axes.
    polygons : tuple of tuple of points
        Together the points that satisfy every statement, whole or not; several
        where conditions cut it into pieces.
    lines : tuple of Line
        Edges of the statements.
    whole_points : tuple of points
        Those with whole values in it, where both decisions are whole; empty
        where there are too many to be seen.
    best : point or None
        The answer.
    direction : point or None
        Of unit length: where the objective gets better; None where it does not depend on the two.
    """

    names: tuple[str, str]
    low: Point
    high: Point
    polygons: tuple[tuple[Point, ...], ...]
    lines: tuple[Line, ...]
    whole_points: tuple[Point, ...]
    best: Point | None
    direction: Point | None


def feasible_region(compiled: Compiled, values: FloatArray | None) -> Region | None:
    """The picture of a model with two decisions; None for any other.

    What templates added may be yes-or-no columns, a few of them: each way of
    setting them gives one piece of the region.
    """
    model = compiled.model
    own = [place for block in model.columns if not block.is_auxiliary for place in range(block.start, block.stop)]
    added = [place for block in model.columns if block.is_auxiliary for place in range(block.start, block.stop)]
    switches = all(
        model.is_integer[one] and model.column_lower[one] >= 0 and model.column_upper[one] <= 1 for one in added
    )
    if len(own) != 2 or len(added) > _MOST_SWITCHES or not switches:
        return None
    matrix = model.matrix.toarray()
    pieces = []
    for setting in product((0.0, 1.0), repeat=len(added)):
        shift = matrix[:, added] @ np.array(setting) if added else np.zeros(model.num_rows)
        pieces.append(_half_planes(matrix[:, own], model.row_lower - shift, model.row_upper - shift))
    box = _half_planes(np.eye(2), model.column_lower[own], model.column_upper[own])
    best = None if values is None else (float(values[own[0]]), float(values[own[1]]))
    low, high = _view([np.vstack([piece, box]) for piece in pieces], best)
    corners: list[Point] = [(low[0], low[1]), (high[0], low[1]), (high[0], high[1]), (low[0], high[1])]
    polygons = [_clipped(corners, np.vstack([piece, box])) for piece in pieces]
    polygons = [polygon for polygon in polygons if polygon]
    whole = bool(model.is_integer[own].all())
    points = _whole_points(low, high, [np.vstack([piece, box]) for piece in pieces]) if whole else ()
    labels = [compiled.labels.get(block.name, block.name) + _key(block.key(place - block.start))
              for place in own for block in model.columns if block.start <= place < block.stop]  # fmt: skip
    return Region(
        (labels[0], labels[1]),
        low,
        high,
        tuple(tuple(polygon) for polygon in polygons),
        () if added else tuple(_lines(compiled, matrix[:, own], low, high)),
        points,
        best,
        _direction(model.cost[own], model.sense),
    )


def _key(key: tuple[object, ...]) -> str:
    return f" {', '.join(map(str, key))}" if key else ""


def _half_planes(matrix: FloatArray, lower: FloatArray, upper: FloatArray) -> FloatArray:
    """Rows (a, b, c) of `a*x + b*y <= c`."""
    above = [(*row, end) for row, end in zip(matrix, upper, strict=True) if np.isfinite(end)]
    below = [(*-row, -end) for row, end in zip(matrix, lower, strict=True) if np.isfinite(end)]
    return np.array([*above, *below], dtype=float).reshape(-1, 3)


def _inside(planes: FloatArray, points: FloatArray) -> NDArray[np.bool_]:
    scale = np.maximum(1.0, np.abs(planes[:, 2]))
    holds: NDArray[np.bool_] = np.all(points @ planes[:, :2].T <= planes[:, 2] + _TOLERANCE * scale, axis=1)
    return holds


def _view(pieces: Iterable[FloatArray], best: Point | None) -> tuple[Point, Point]:
    """Axes that show every corner, and the answer; a bit beyond what they hold."""
    corners: list[Point] = [(0.0, 0.0)] + ([best] if best else [])
    crossings: list[Point] = []
    for planes in pieces:
        for one, other in combinations(planes, 2):
            determinant = one[0] * other[1] - one[1] * other[0]
            if abs(determinant) < 1e-12:
                continue
            x = (one[2] * other[1] - one[1] * other[2]) / determinant
            y = (one[0] * other[2] - one[2] * other[0]) / determinant
            crossings.append((float(x), float(y)))
        if crossings:
            points = np.array(crossings)
            corners += [tuple(map(float, point)) for point in points[_inside(planes, points)]]  # type: ignore[misc]
    ends = np.array(corners)
    low, high = ends.min(axis=0), ends.max(axis=0)
    size = np.where(high - low > 0, high - low, 1.0)
    edge = np.where(low < 0, low - size * (_ROOM - 1), low)
    top = high + size * (_ROOM - 1)
    return (float(edge[0]), float(edge[1])), (float(top[0]), float(top[1]))


def _clipped(polygon: list[Point], planes: FloatArray) -> list[Point]:
    """A polygon cut by half-planes, one after the other (Sutherland and Hodgman)."""
    for a, b, c in planes:
        kept: list[Point] = []
        for place, end in enumerate(polygon):
            start = polygon[place - 1]
            before, after = a * start[0] + b * start[1] - c, a * end[0] + b * end[1] - c
            slack = _TOLERANCE * max(1.0, abs(c))
            if (before > slack) != (after > slack):
                share = before / (before - after)
                kept.append((start[0] + share * (end[0] - start[0]), start[1] + share * (end[1] - start[1])))
            if after <= slack:
                kept.append(end)
        polygon = kept
        if not polygon:
            return []
    return polygon


def _whole_points(low: Point, high: Point, pieces: list[FloatArray]) -> tuple[Point, ...]:
    first, last = np.ceil(low), np.floor(high)
    count = (last - first + 1).clip(min=0)
    if count.prod() > _MOST_POINTS:
        return ()
    grid = np.array([(x, y) for x in np.arange(first[0], last[0] + 1) for y in np.arange(first[1], last[1] + 1)])
    if not len(grid):
        return ()
    kept = np.logical_or.reduce([_inside(planes, grid) for planes in pieces])
    return tuple((float(x), float(y)) for x, y in grid[kept])


def _lines(compiled: Compiled, matrix: FloatArray, low: Point, high: Point) -> Iterable[Line]:
    """Where each statement ends, cut off at the picture's frame; axes are left out."""
    model = compiled.model
    for row in range(model.num_rows):
        a, b = float(matrix[row, 0]), float(matrix[row, 1])
        for end in {float(model.row_lower[row]), float(model.row_upper[row])}:
            if not np.isfinite(end) or (a == 0 and b == 0):
                continue
            found = _across(a, b, end, low, high)
            if found is not None:
                yield Line(_said(compiled, row), *found)


def _said(compiled: Compiled, row: int) -> str:
    """The words of a row's statement, or its name."""
    place = int(compiled.model.row_constraint[row])
    quote = compiled.formulation.constraints[place].quote if place >= 0 else None
    return " ".join(quote.split()) if quote else compiled.model.row_name(row).replace("_", " ")


def _across(a: float, b: float, c: float, low: Point, high: Point) -> tuple[Point, Point] | None:
    points: list[Point] = []
    if b:
        points += [(x, (c - a * x) / b) for x in (low[0], high[0])]
    if a:
        points += [((c - b * y) / a, y) for y in (low[1], high[1])]
    inside = [
        (x, y)
        for x, y in points
        if low[0] - _TOLERANCE <= x <= high[0] + _TOLERANCE and low[1] - _TOLERANCE <= y <= high[1] + _TOLERANCE
    ]
    if len(inside) < 2:
        return None
    inside.sort()
    return inside[0], inside[-1]


def _direction(cost: FloatArray, sense: Sense) -> Point | None:
    length = float(np.hypot(*cost))
    if not length:
        return None
    sign = 1.0 if sense is Sense.MAXIMIZE else -1.0
    return sign * float(cost[0]) / length, sign * float(cost[1]) / length
