"""Linear expressions and statements about them, for second answers that are found case by case or over a grid.

A problem is written once, as a function of its variables. Called with
:class:`Expression` objects it gives statements that are divided into cases of
linear rows; called with whole arrays of points it gives arrays of truths. What
holds yes/no values alone is a plain number or a plain truth in both.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import combinations
from typing import Any

import numpy as np

__all__ = [
    "Expression", "Row", "Statement", "at_least", "at_most", "cases", "either", "every", "exactly", "implies",
    "negated", "same", "some",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Expression:
    """Coefficients by variable, and a constant; `whole` where every value at a point of the problem is whole."""

    terms: Mapping[str, float]
    constant: float = 0.0
    whole: bool = True

    @staticmethod
    def of(value: Expression | float) -> Expression:
        """A number as an expression."""
        return value if isinstance(value, Expression) else Expression({}, value, float(value).is_integer())

    def __add__(self, other: Expression | float) -> Expression:
        other = Expression.of(other)
        names = list(dict.fromkeys((*self.terms, *other.terms)))
        terms = {name: self.terms.get(name, 0) + other.terms.get(name, 0) for name in names}
        return Expression(terms, self.constant + other.constant, self.whole and other.whole)

    def __mul__(self, factor: float) -> Expression:
        terms = {name: factor * one for name, one in self.terms.items()}
        return Expression(terms, factor * self.constant, self.whole and float(factor).is_integer())

    def __truediv__(self, divisor: float) -> Expression:
        return self * (1 / divisor)

    def __sub__(self, other: Expression | float) -> Expression:
        return self + Expression.of(other) * -1

    def __rsub__(self, other: float) -> Expression:
        return Expression.of(other) - self

    __radd__ = __add__
    __rmul__ = __mul__

    def __le__(self, other: Expression | float) -> Row:
        return Row(self - other, "<=")

    def __ge__(self, other: Expression | float) -> Row:
        return Row(Expression.of(other) - self, "<=")

    def __lt__(self, other: Expression | float) -> Row:
        return _below(self - other)

    def __gt__(self, other: Expression | float) -> Row:
        return _below(Expression.of(other) - self)

    def __eq__(self, other: Expression | float) -> Row:  # type: ignore[override]
        return Row(self - other, "==")

    __hash__ = None  # type: ignore[assignment]


def _below(expression: Expression) -> Row:
    """The expression is negative, which is a closed set for whole values alone."""
    if not expression.whole:
        raise ValueError("a strict limit on what is divisible has no largest point")
    return Row(expression + 1, "<=")


@dataclass(frozen=True, eq=False)
class Row:
    """The expression is at most zero, or zero."""

    expression: Expression
    comparison: str


@dataclass(frozen=True, eq=False)
class Every:
    """All parts hold."""

    parts: Sequence[Statement]


@dataclass(frozen=True, eq=False)
class Some:
    """One part or more holds."""

    parts: Sequence[Statement]


Statement = int | bool | np.ndarray | Row | Every | Some
"""A yes/no value or truth, one for each point of a grid, or what is to be divided into cases."""


def _truth(statement: Statement) -> Any:
    if isinstance(statement, np.ndarray | np.generic):
        return statement.astype(bool)
    return statement if isinstance(statement, Row | Every | Some) else bool(statement)


def negated(statement: Statement) -> Any:
    """The statement is false."""
    truth = _truth(statement)
    match truth:
        case bool():
            return not truth
        case Every():
            return Some([negated(one) for one in truth.parts])
        case Some():
            return Every([negated(one) for one in truth.parts])
        case Row(expression, "<="):
            return _below(expression * -1)
        case Row(expression, _):
            return Some([_below(expression), _below(expression * -1)])
    return ~truth


def every(*statements: Statement) -> Any:
    """All of them hold."""
    truths = [_truth(one) for one in statements]
    if any(isinstance(one, np.ndarray) for one in truths):
        return reduce(np.logical_and, truths)
    return False if any(one is False for one in truths) else Every([one for one in truths if one is not True])


def some(*statements: Statement) -> Any:
    """One of them holds, or several."""
    truths = [_truth(one) for one in statements]
    if any(isinstance(one, np.ndarray) for one in truths):
        return reduce(np.logical_or, truths)
    return True if any(one is True for one in truths) else Some([one for one in truths if one is not False])


def implies(condition: Statement, consequence: Statement) -> Any:
    """If the condition holds, so does the consequence."""
    return some(negated(condition), consequence)


def same(first: Statement, second: Statement) -> Any:
    """Both hold or neither does."""
    return every(implies(first, second), implies(second, first))


def either(first: Statement, second: Statement) -> Any:
    """One of the two holds, and the other doesn't."""
    return every(some(first, second), some(negated(first), negated(second)))


def at_least(count: int, *statements: Statement) -> Any:
    """So many of them hold, or more."""
    return some(*(every(*chosen) for chosen in combinations(statements, count)))


def at_most(count: int, *statements: Statement) -> Any:
    """So many of them hold, or fewer."""
    return at_least(len(statements) - count, *(negated(one) for one in statements))


def exactly(count: int, *statements: Statement) -> Any:
    """So many of them hold, no more and no fewer."""
    return every(at_least(count, *statements), at_most(count, *statements))


def cases(statements: Sequence[Statement]) -> Iterator[list[Row]]:
    """All ways to make the statements hold together, each a list of rows; they may overlap."""
    pending = [_truth(one) for one in statements]
    rows: list[Row] = []
    open_choices: list[Some] = []
    while pending:
        match pending.pop():
            case False:
                return
            case Row() as row:
                rows.append(row)
            case Every(parts):
                pending.extend(_truth(one) for one in parts)
            case Some() as choice:
                open_choices.append(choice)
    if not open_choices:
        yield rows
        return
    first, *others = open_choices
    for part in first.parts:
        yield from cases([part, *rows, *others])
