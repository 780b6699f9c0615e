"""Models in the LP format, with readable names."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from nl2milp.errors import InputError
from nl2milp.export.names import one_line, plain_names
from nl2milp.formulation import Sense
from nl2milp.linear_model import LinearModel

__all__ = ["model_to_lp", "names_of"]

_WIDTH = 110


def names_of(model: LinearModel) -> tuple[list[str], list[str]]:
    """Names of all columns and rows that every reader takes, no two alike; `objective` is left free."""
    columns = plain_names((model.column_name(at) for at in range(model.num_columns)), ["objective"])
    rows = plain_names((model.row_name(at) for at in range(model.num_rows)), ["objective"])
    return columns, rows


def _number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() and abs(value) < 1e15 else repr(float(value))


def _wrapped(lead: str, terms: Iterator[str]) -> str:
    """Terms after a lead, on as many lines as it takes."""
    lines, line = [], lead
    for term in terms:
        if len(line) + len(term) > _WIDTH:
            lines.append(line)
            line = "   "
        line += f" {term}"
    return "\n".join([*lines, line])


def _terms(columns: list[str], at: list[int], values: list[float]) -> Iterator[str]:
    for place, (column, value) in enumerate(zip(at, values, strict=True)):
        sign = "-" if value < 0 else "" if place == 0 else "+"
        size = abs(value)
        yield " ".join(part for part in (sign, "" if size == 1 else _number(size), columns[column]) if part)


def model_to_lp(model: LinearModel, title: str | None = None) -> str:
    r"""The model as text in the LP format.

    A row with two different sides becomes two, for not every reader knows
    ranges; a row without sides, which demands nothing, is left out. Where a
    name had to be changed, a comment says what it was.

    Raises
    ------
    InputError
        The model has no variables: the format cannot say so.
    """
    if not model.num_columns:
        raise InputError("a model without variables cannot be written as LP; write it as json")
    columns, rows = names_of(model)
    lines = [f"\\ {one_line(title)}"] if title else []
    for place, name in enumerate(columns):
        original = one_line(model.column_name(place))
        if original != name:
            lines.append(f"\\ {name} = {original}")
    lines.append("Minimize" if model.sense is Sense.MINIMIZE else "Maximize")
    used = np.zeros(model.num_columns, dtype=bool)
    used[model.indices] = True
    # every variable is named in the objective or a row, so that a reader finds the same columns
    listed = np.flatnonzero((model.cost != 0) | ~used).tolist() or [0]
    terms = list(_terms(columns, listed, model.cost[listed].tolist()))
    if model.offset:
        terms.append(("+ " if model.offset > 0 else "- ") + _number(abs(model.offset)))
    lines += [_wrapped(" objective:", iter(terms)), "Subject To", *_rows(model, columns, rows)]
    lines += ["Bounds", *_bounds(model, columns)]
    whole = np.flatnonzero(model.is_integer).tolist()
    if whole:
        lines += ["General", _wrapped("", (columns[at] for at in whole))]
    return "\n".join([*lines, "End", ""])


def _rows(model: LinearModel, columns: list[str], rows: list[str]) -> Iterator[str]:
    indices, values, starts = model.indices.tolist(), model.values.tolist(), model.starts.tolist()
    for row, name in enumerate(rows):
        part = slice(starts[row], starts[row + 1])
        low, high = float(model.row_lower[row]), float(model.row_upper[row])
        terms = list(_terms(columns, indices[part], values[part])) or [f"0 {columns[0]}"]
        if low == high:
            yield _wrapped(f" {name}:", iter([*terms, f"= {_number(low)}"]))
            continue
        both = np.isfinite(low) and np.isfinite(high)
        if np.isfinite(low):
            yield _wrapped(f" {name}{'__low' if both else ''}:", iter([*terms, f">= {_number(low)}"]))
        if np.isfinite(high):
            yield _wrapped(f" {name}{'__high' if both else ''}:", iter([*terms, f"<= {_number(high)}"]))


def _bounds(model: LinearModel, columns: list[str]) -> Iterator[str]:
    for name, low, high in zip(columns, model.column_lower.tolist(), model.column_upper.tolist(), strict=True):
        if low == high:
            yield f" {name} = {_number(low)}"
        elif low == -np.inf and high == np.inf:
            yield f" {name} free"
        else:
            # both sides are written: what is meant by none differs between readers
            low_text = "-inf" if low == -np.inf else _number(low)
            yield f" {low_text} <= {name} <= {'+inf' if high == np.inf else _number(high)}"
