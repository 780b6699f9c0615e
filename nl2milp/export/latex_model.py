"""A compiled model written out in mathematical notation: one line for each row, nothing indexed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from nl2milp.algebra.printer import format_number
from nl2milp.export.latex import escape, symbol_to_latex
from nl2milp.formulation import Sense

if TYPE_CHECKING:
    from nl2milp.compile.compiler import Compiled
    from nl2milp.linear_model import LinearModel

__all__ = ["model_to_latex"]

_MOST_ROWS = 40
_MOST_TERMS = 12
_LONGEST = 60


def model_to_latex(compiled: Compiled, most_rows: int = _MOST_ROWS) -> str:
    r"""The linear model, row by row, as an `aligned` block.

    What a template introduced is written as :math:`\delta_1`, ..., and what it
    stands for below. Of a large model the first rows and terms are shown, and
    how many there are in all.

    Parameters
    ----------
    compiled : Compiled
        With its model.
    most_rows : int
        Of rows, and of bounds.

    Examples
    --------
    >>> from nl2milp import Formulation, compile_model
    >>> print(model_to_latex(compile_model(Formulation.model_validate({
    ...     "variables": [{"symbol": "x", "kind": "integer", "upper": 9}, {"symbol": "y"}],
    ...     "objective": {"sense": "maximize", "value": "3*x + y"},
    ...     "constraints": [{"name": "room", "slots": {"rule": "x + 2*y <= 12"}}]}))))
    \begin{aligned}
    \max\quad & 3\, x + y \\
    \text{s.t.}\quad & x + 2\, y \le 12 && \text{room} \\
    & 0 \le x \le 9,\; x \in \mathbb{Z} \\
    & y \ge 0
    \end{aligned}
    """
    return "\\begin{aligned}\n" + " \\\\\n".join(_lines(compiled, most_rows)) + "\n\\end{aligned}"


def _lines(compiled: Compiled, most_rows: int) -> Iterator[str]:
    model = compiled.model
    names = _Names(model)
    word = r"\max" if model.sense is Sense.MAXIMIZE else r"\min"
    columns = np.flatnonzero(model.cost)
    aim = names.sum(columns, model.cost[columns])
    if model.offset:
        aim = f"{aim} {'+' if model.offset > 0 else '-'} {_number(abs(model.offset))}" if len(columns) else aim
    yield rf"{word}\quad & {aim}"
    lead = r"\text{s.t.}\quad "
    for row in range(min(model.num_rows, most_rows)):
        begin, end = int(model.starts[row]), int(model.starts[row + 1])
        weights = model.values[begin:end]
        lower, upper = float(model.row_lower[row]), float(model.row_upper[row])
        if len(weights) and weights[0] < 0:
            weights, lower, upper = -weights, -upper, -lower
        rule = _sided(names.sum(model.indices[begin:end], weights), lower, upper)
        yield rf"{lead}& {rule} && \text{{{escape(_short(model.row_name(row)))}}}"
        lead = ""
    if model.num_rows > most_rows:
        yield rf"& \vdots && \text{{{model.num_rows - most_rows:,} more rows}}"
    for column in range(min(model.num_columns, most_rows)):
        yield rf"{lead}& {_bounds(model, column, names[column])}"
        lead = ""
    if model.num_columns > most_rows:
        yield rf"& \vdots && \text{{{model.num_columns - most_rows:,} more variables}}"
    for shown, meaning in names.meanings.items():
        yield rf"& {shown} : && \text{{{escape(_short(meaning))}}}"


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


class _Names:
    """The LaTeX of each column, and of auxiliary ones what they stand for."""

    def __init__(self, model: LinearModel) -> None:
        self.model = model
        self.meanings: dict[str, str] = {}
        self._known: dict[int, str] = {}
        self._auxiliary = [place for block in model.columns if block.is_auxiliary for place in (block.start,)]

    def __getitem__(self, column: int) -> str:
        if column not in self._known:
            block = next(one for one in self.model.columns if one.start <= column < one.stop)
            key = ", ".join(rf"\text{{{escape(str(one))}}}" for one in block.key(column - block.start))
            if block.is_auxiliary:
                base = rf"\delta_{{{self._auxiliary.index(block.start) + 1}}}"
                self.meanings.setdefault(base, block.name)
                shown = rf"{{{base}}}^{{{key}}}" if key else base
            else:
                symbol = symbol_to_latex(block.name)
                shown = rf"{{{symbol}}}_{{{key}}}" if key else symbol
            self._known[column] = shown
        return self._known[column]

    def sum(self, columns: np.ndarray, weights: np.ndarray) -> str:
        """The terms of a row or of the objective; the first of many."""
        parts: list[str] = []
        for column, weight in zip(columns[:_MOST_TERMS].tolist(), weights[:_MOST_TERMS].tolist(), strict=True):
            size = "" if abs(weight) == 1 else rf"{_number(abs(weight))}\, "
            sign = "-" if weight < 0 else "+"
            parts.append(
                f"{sign} {size}{self[column]}" if parts else f"{'-' if weight < 0 else ''}{size}{self[column]}"
            )
        if len(columns) > _MOST_TERMS:
            parts.append(rf"+ \cdots \;({len(columns) - _MOST_TERMS:,}\text{{ more}})")
        return " ".join(parts) or "0"


def _number(value: float) -> str:
    shown = format_number(float(f"{value:.10g}"))
    mantissa, e, exponent = shown.partition("e")
    return rf"{mantissa} \cdot 10^{{{int(exponent)}}}" if e else shown


def _sided(left: str, lower: float, upper: float) -> str:
    if lower == upper:
        return rf"{left} = {_number(lower)}"
    if np.isfinite(lower) and np.isfinite(upper):
        return rf"{_number(lower)} \le {left} \le {_number(upper)}"
    if np.isfinite(upper):
        return rf"{left} \le {_number(upper)}"
    return rf"{left} \ge {_number(lower)}" if np.isfinite(lower) else left


def _bounds(model: LinearModel, column: int, name: str) -> str:
    lower, upper = float(model.column_lower[column]), float(model.column_upper[column])
    whole = bool(model.is_integer[column])
    if whole and (lower, upper) == (0.0, 1.0):
        return rf"{name} \in \{{0, 1\}}"
    bounds = _sided(name, lower, upper)
    kind = rf"{name} \in \mathbb{{Z}}" if whole else rf"{name} \in \mathbb{{R}}"
    if bounds == name:
        return kind
    return rf"{bounds},\; {kind}" if whole else bounds
