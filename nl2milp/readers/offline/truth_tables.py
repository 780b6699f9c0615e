"""Statements of logic among a few yes/no decisions, as truth tables."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nl2milp.algebra import parse_expression
from nl2milp.algebra.syntax import And, Arithmetic, Compare, Implies, Name, Negative, Node, Not, Number, Or
from nl2milp.errors import ExpressionError
from nl2milp.formulation import Constraint, Formulation, Kind

__all__ = ["Truth", "listed", "points", "truth_of"]

_MOST_DECISIONS = 12

Truth = NDArray[np.bool_]


class _NotPlainError(Exception):
    """An expression of more than the decisions and numbers."""


def points(formulation: Formulation) -> Mapping[str, NDArray[np.float64]] | None:
    """Every way to say yes or no, as a column for each decision; None where there is more to decide."""
    if not 0 < len(formulation.variables) <= _MOST_DECISIONS:
        return None
    if any(one.kind is not Kind.BINARY or "[" in one.symbol for one in formulation.variables):
        return None
    grid = np.array(list(itertools.product((0.0, 1.0), repeat=len(formulation.variables))))
    return {one.symbol: grid[:, place] for place, one in enumerate(formulation.variables)}


def truth_of(constraint: Constraint, grid: Mapping[str, NDArray[np.float64]]) -> Truth | None:
    """Where a statement of logic holds; None for other statements."""
    slots = constraint.slots
    if constraint.for_ is not None:
        return None
    try:
        if constraint.template == "if_then":
            return ~_condition(slots["if"], grid) | _condition(slots["then"], grid)
        if constraint.template == "iff":
            return np.asarray(_condition(slots["first"], grid) == _condition(slots["second"], grid))
        if constraint.template == "logic":
            return _condition(slots["condition"], grid)
        if constraint.template == "either_or":
            many = sum(_condition(one, grid).astype(int) for one in listed(slots["options"]))
            return np.asarray(many == 1 if slots.get("exclusive") else many >= 1)
        if constraint.template in ("all_or_none", "k_of_n") and not slots.get("weights"):
            several = listed(slots["conditions"])
            many = np.asarray(sum(_condition(one, grid).astype(int) for one in several))
            if constraint.template == "all_or_none":
                return np.asarray((many == 0) | (many == len(several)))
            low, high, exact = (slots.get(key) for key in ("at_least", "at_most", "exactly"))
            found = np.ones(many.shape, dtype=bool)
            for bound, compare in ((low, np.greater_equal), (high, np.less_equal), (exact, np.equal)):
                if bound is not None:
                    found &= compare(many, _value(parse_expression(str(bound)), grid))
            return found
    except (ExpressionError, _NotPlainError):
        return None
    return None


def listed(value: object) -> Sequence[object]:
    """A slot's value as a list; a single one as a list of one."""
    return value if isinstance(value, list | tuple) else [value]


def _condition(source: object, grid: Mapping[str, NDArray[np.float64]]) -> Truth:
    return np.asarray(_value(parse_expression(str(source)), grid), dtype=bool)


def _value(node: Node, grid: Mapping[str, NDArray[np.float64]]) -> Any:
    """A node at all points; raises _NotPlainError at what is not made of the decisions and numbers alone."""
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Name):
        if node.name not in grid:
            raise _NotPlainError
        return grid[node.name]
    if isinstance(node, Negative):
        return -np.asarray(_value(node.operand, grid))
    if isinstance(node, Not):
        return ~np.asarray(_value(node.operand, grid), dtype=bool)
    if isinstance(node, And | Or):
        parts = [np.asarray(_value(one, grid), dtype=bool) for one in node.operands]
        return np.logical_and.reduce(parts) if isinstance(node, And) else np.logical_or.reduce(parts)
    if isinstance(node, Implies):
        premise, conclusion = (np.asarray(_value(one, grid), dtype=bool) for one in (node.premise, node.conclusion))
        return ~premise | conclusion
    if isinstance(node, Arithmetic) and set(node.operators) <= {"+", "-", "*"}:
        total = np.asarray(_value(node.operands[0], grid))
        for operator, operand in zip(node.operators, node.operands[1:], strict=True):
            part = np.asarray(_value(operand, grid))
            total = np.asarray({"+": np.add, "-": np.subtract, "*": np.multiply}[operator](total, part))
        return total
    if isinstance(node, Compare):
        values = [np.asarray(_value(one, grid)) for one in node.operands]
        found = np.ones(len(next(iter(grid.values()))), dtype=bool)
        for operator, left, right in zip(node.operators, values[:-1], values[1:], strict=True):
            found &= _COMPARISONS[operator](left, right)
        return found
    raise _NotPlainError


_COMPARISONS = {
    "<=": np.less_equal,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    ">": np.greater,
}
