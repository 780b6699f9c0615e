"""Plain weighted sums out of expressions: the coefficient of each decision, as audits compare them with the words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from nl2milp.algebra.syntax import Arithmetic, Compare, Name, Negative, Node, Number, children

__all__ = ["Weighed", "constants", "weighed", "weighed_rule"]


@dataclass(frozen=True)
class Weighed:
    """`sum(weights) + constant`, where a rule is meant `sign 0`.

    Attributes
    ----------
    weights : mapping of str to float
        Coefficient of each decision; none is zero.
    constant : float
        What is added to them.
    """

    weights: Mapping[str, float]
    constant: float = 0.0


def weighed(node: Node) -> Weighed | None:
    """The weights of a linear expression; None for anything else."""
    if isinstance(node, Number):
        return Weighed({}, node.value)
    if isinstance(node, Name):
        return Weighed({node.name: 1.0})
    if isinstance(node, Negative):
        inner = weighed(node.operand)
        return None if inner is None else _times(inner, -1.0)
    if not isinstance(node, Arithmetic):
        return None
    total = weighed(node.operands[0])
    for operator, operand in zip(node.operators, node.operands[1:], strict=True):
        part = weighed(operand)
        if total is None or part is None:
            return None
        total = _joined(total, operator, part)
    return total


def _joined(left: Weighed, operator: str, right: Weighed) -> Weighed | None:
    if operator in {"+", "-"}:
        right = right if operator == "+" else _times(right, -1.0)
        names = {**left.weights, **right.weights}
        sums = {name: left.weights.get(name, 0.0) + right.weights.get(name, 0.0) for name in names}
        kept = {name: value for name, value in sums.items() if abs(value) > 1e-12}
        return Weighed(kept, left.constant + right.constant)
    if operator == "*" and not left.weights:
        return _times(right, left.constant)
    if operator == "*" and not right.weights:
        return _times(left, right.constant)
    if operator == "/" and not right.weights and right.constant:
        return _times(left, 1 / right.constant)
    return None


def _times(one: Weighed, factor: float) -> Weighed:
    kept = {name: value * factor for name, value in one.weights.items() if value * factor}
    return Weighed(kept, one.constant * factor)


def weighed_rule(rule: Compare) -> Weighed | None:
    """Left side minus right side of a comparison with one sign."""
    left, right = weighed(rule.operands[0]), weighed(rule.operands[1])
    return None if left is None or right is None else _joined(left, "-", right)


def constants(node: Node) -> Iterator[float]:
    """The numbers of an expression from left to right; one made of numbers alone, `5/6`, counts as one."""
    found = weighed(node)
    if found is not None and not found.weights:
        yield found.constant
        return
    for part in children(node):
        yield from constants(part)
