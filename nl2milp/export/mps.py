"""Models in the free MPS format, with readable names and the direction of the objective in a section of its own."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nl2milp.errors import InputError
from nl2milp.export.lp import names_of
from nl2milp.export.names import one_line
from nl2milp.formulation import Sense
from nl2milp.linear_model import LinearModel

__all__ = ["model_to_mps"]


def model_to_mps(model: LinearModel, title: str | None = None) -> str:
    """The model as text in the free MPS format.

    The sense stands in an OBJSENSE section, not in a comment, which readers
    would ignore and minimise; every bound is written, for what is meant by
    none differs between readers; rows without sides are left out.

    Raises
    ------
    InputError
        The model has no variables: the format cannot say so.
    """
    if not model.num_columns:
        raise InputError("a model without variables cannot be written as MPS; write it as json")
    columns, rows = names_of(model)
    lines = [f"* {one_line(title)}"] if title else []
    for place, name in enumerate(columns):
        original = one_line(model.column_name(place))
        if original != name:
            lines.append(f"* {name} = {original}")
    lines += [
        "NAME model",
        "OBJSENSE",
        "    MIN" if model.sense is Sense.MINIMIZE else "    MAX",
        "ROWS",
        " N objective",
    ]
    kept = np.isfinite(model.row_lower) | np.isfinite(model.row_upper)
    lines += [f" {_kind(model, row)} {rows[row]}" for row in np.flatnonzero(kept).tolist()]
    lines += ["COLUMNS", *_columns(model, columns, rows, kept), "RHS"]
    if model.offset:
        lines.append(f" RHS objective {-model.offset!r}")  # of the objective, the negative of its constant
    for row in np.flatnonzero(kept).tolist():
        side = float(model.row_lower[row] if np.isfinite(model.row_lower[row]) else model.row_upper[row])
        if side:
            lines.append(f" RHS {rows[row]} {side!r}")
    low, high = model.row_lower, model.row_upper
    ranges = np.flatnonzero(np.isfinite(low) & np.isfinite(high) & (low != high)).tolist()
    if ranges:
        lines += ["RANGES", *(f" RNG {rows[row]} {float(high[row] - low[row])!r}" for row in ranges)]
    lines += ["BOUNDS", *_bounds(model, columns)]
    return "\n".join([*lines, "ENDATA", ""])


def _kind(model: LinearModel, row: int) -> str:
    if model.row_lower[row] == model.row_upper[row]:
        return "E"
    return "G" if np.isfinite(model.row_lower[row]) else "L"


def _columns(model: LinearModel, columns: list[str], rows: list[str], kept: np.ndarray) -> Iterator[str]:
    by_column = model.matrix.tocsc()
    starts, places, values = by_column.indptr.tolist(), by_column.indices.tolist(), by_column.data.tolist()
    is_whole = False
    for column, name in enumerate(columns):
        if bool(model.is_integer[column]) != is_whole:
            is_whole = not is_whole
            word = "INTORG" if is_whole else "INTEND"
            yield f" MARKER{column} 'MARKER' '{word}'"
        cost = float(model.cost[column])
        part = range(starts[column], starts[column + 1])
        found = [f" {name} {rows[places[at]]} {values[at]!r}" for at in part if kept[places[at]]]
        if cost or not found:  # a column without any entry would be lost
            yield f" {name} objective {cost!r}"
        yield from found
    if is_whole:
        yield " MARKEREND 'MARKER' 'INTEND'"


def _bounds(model: LinearModel, columns: list[str]) -> Iterator[str]:
    for name, low, high in zip(columns, model.column_lower.tolist(), model.column_upper.tolist(), strict=True):
        if low == high:
            yield f" FX BND {name} {low!r}"
        elif low == -np.inf and high == np.inf:
            yield f" FR BND {name}"
        else:
            # the lower one first: some readers move it to minus infinity at a negative upper one
            yield f" MI BND {name}" if low == -np.inf else f" LO BND {name} {low!r}"
            yield f" PL BND {name}" if high == np.inf else f" UP BND {name} {high!r}"
