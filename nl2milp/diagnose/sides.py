"""The limits that linear statements state, and the rows whose sides they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from nl2milp.algebra import parse_clauses, parse_expression, parse_head
from nl2milp.algebra.syntax import Arithmetic, Clause, Compare, Index, Name, Negative, Node, Number, names_in
from nl2milp.analyse.numbers import Figure, figures
from nl2milp.compile.compiler import Compiled
from nl2milp.errors import ExpressionError
from nl2milp.formulation import Constraint

__all__ = ["StatedSide", "stated_sides"]


@dataclass(frozen=True, eq=False)
class StatedSide:
    """One limit of a statement.

    Attributes
    ----------
    constraint : int
        Its place.
    operator : str
        `<=`, `>=` or `==`, with the limit on the right.
    rows : int array of shape (k,)
        One row for each point.
    values : float array of shape (k,)
        The limit as stated.
    step : float
        1 or -1: how the stated value moves when a row's side moves up by one.
    figure : Figure or None
        The number in the formulation, where it is a single one.
    is_shared : bool
        Whether it is the same number at all points.
    cells : tuple of Figure or None
        For each row the number of a table that it is, where it is one that no other statement uses.
    """

    constraint: int
    operator: str
    rows: NDArray[np.int64]
    values: NDArray[np.float64]
    step: float
    figure: Figure | None
    is_shared: bool
    cells: tuple[Figure | None, ...] = ()

    def figure_at(self, at: int) -> Figure | None:
        """The number in the formulation that a point's limit is: the statement's own, or one of a table."""
        return self.figure or (self.cells[at] if self.cells else None)


def stated_sides(compiled: Compiled) -> dict[int, list[StatedSide]]:
    """For each linear statement its limits; none for one that compares decisions alone."""
    model, formulation = compiled.model, compiled.formulation
    symbols = [one.symbol for one in formulation.variables] + [one.symbol for one in formulation.quantities]
    decisions = {parse_head(symbol).name for symbol in symbols}
    by_place: dict[int, list[Figure]] = {}
    tabled: dict[str, Figure] = {}
    for figure in figures(formulation):
        by_place.setdefault(figure.constraint, []).append(figure)
        if figure.path[0] == "tables":
            tabled[figure.name] = figure
    uses = Counter(name for one in formulation.constraints for name in _names(one))
    blocks: dict[int, list[NDArray[np.int64]]] = {}
    for block in model.rows:
        blocks.setdefault(block.constraint, []).append(np.arange(block.start, block.stop))
    found: dict[int, list[StatedSide]] = {}
    for place, constraint in enumerate(formulation.constraints):
        comparison = _comparison(constraint)
        rows = blocks.get(place, [])
        if comparison is None or len(rows) != len(comparison.operators):
            continue
        own = by_place.get(place, [])
        bound = _bound_names(constraint)
        for number, mine in enumerate(rows):
            side = _side(compiled, place, comparison, number, mine, decisions, own, bound)
            if side is not None:
                cells = _cells(compiled, constraint, comparison.operands[number : number + 2], side, tabled, uses)
                found.setdefault(place, []).append(replace(side, cells=cells))
    return found


def _names(constraint: Constraint) -> set[str]:
    """The words of a statement's slots, among them the names of the tables' columns that it uses."""
    return set(re.findall(r"[^\W\d]\w*", repr(constraint.slots)))


def _cells(
    compiled: Compiled,
    constraint: Constraint,
    operands: Sequence[Node],
    side: StatedSide,
    tabled: Mapping[str, Figure],
    uses: Mapping[str, int],
) -> tuple[Figure | None, ...]:
    """The cell that the limit of each row is, where it is `capacity[p]` and nothing else reads that column."""
    limit = next((one for one in operands if isinstance(one, Index) and uses.get(one.name) == 1), None)
    if side.figure is not None or limit is None or not constraint.for_ or not tabled:
        return ()
    order = [name for clause in parse_clauses(constraint.for_) if isinstance(clause, Clause) for name in clause.names]
    blocks = [one for one in compiled.model.rows if one.constraint == side.constraint]
    found: list[Figure | None] = []
    for row, value in zip(side.rows.tolist(), side.values.tolist(), strict=True):
        block = next(one for one in blocks if one.start <= row < one.stop)
        labels = dict(zip(order, block.key(row - block.start), strict=False))
        wanted = [labels.get(one.name) if isinstance(one, Name) else None for one in limit.arguments]
        figure = None if None in wanted else tabled.get(f"{limit.name}[{', '.join(map(str, wanted))}]")
        found.append(figure if figure is not None and figure.value == value else None)
    return tuple(found)


def _comparison(constraint: Constraint) -> Compare | None:
    if constraint.template != "linear":
        return None
    try:
        node = parse_expression(str(constraint.slots.get("rule", "")))
    except ExpressionError:
        return None
    return node if isinstance(node, Compare) and "!=" not in node.operators else None


def _bound_names(constraint: Constraint) -> set[str]:
    if not constraint.for_:
        return set()
    clauses = parse_clauses(constraint.for_)
    return {name for clause in clauses if isinstance(clause, Clause) for name in clause.names}


def _side(
    compiled: Compiled,
    place: int,
    comparison: Compare,
    number: int,
    rows: NDArray[np.int64],
    decisions: set[str],
    own: list[Figure],
    bound: set[str],
) -> StatedSide | None:
    left, right = comparison.operands[number], comparison.operands[number + 1]
    operator = {"<": "<=", ">": ">="}.get(comparison.operators[number], comparison.operators[number])
    model = compiled.model
    height = model.row_upper[rows] if np.isfinite(model.row_upper[rows]).all() else None
    if height is None or not len(rows):
        return None
    # rows are `left - right` with its constant moved over, turned around for >=
    turned = -1.0 if operator == ">=" else 1.0
    for operand, sign in ((right, -1.0), (left, 1.0)):
        if not names_in(operand) & decisions:
            # the limit v adds sign*v to the difference: the row's side is -turned*sign*v
            step = -turned * sign
            figure = _figure_at(own, operand)
            values = np.full(len(rows), figure.value) if figure is not None else step * height
            flipped = {"<=": ">=", ">=": "<="}.get(operator, operator) if sign > 0 else operator
            is_shared = figure is not None or not names_in(operand) & bound
            return StatedSide(place, flipped, rows, values, step, figure, is_shared)
    added = [found for operand, sign in ((right, -1.0), (left, 1.0)) for found in _added(operand, sign)]
    if len(added) == 1 and added[0][0].value:
        literal, sign = added[0]
        figure = _figure_at(own, literal)
        if figure is not None:
            step = -turned * sign
            values = np.full(len(rows), figure.value)
            is_above = operator if sign < 0 else {"<=": ">=", ">=": "<="}.get(operator, operator)
            return StatedSide(place, is_above, rows, values, step, figure, True)
    return None


def _added(node: Node, sign: float) -> Iterator[tuple[Number, float]]:
    """Numbers that are added or subtracted at the top of an expression, with their sign in the difference."""
    if isinstance(node, Number):
        yield node, sign
    elif isinstance(node, Arithmetic) and node.operators[0] in "+-":
        for operand, mark in zip(node.operands, ("+", *node.operators), strict=True):
            yield from _added(operand, sign if mark == "+" else -sign)


def _figure_at(own: list[Figure], node: Node) -> Figure | None:
    """The figure that `node` is, where it is nothing but a number."""
    if isinstance(node, Negative):
        node = node.operand
    if not isinstance(node, Number):
        return None
    return next((one for one in own if one.start == node.at - 1 and one.path[-1] == "rule"), None)
