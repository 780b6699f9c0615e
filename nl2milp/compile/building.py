"""Decisions while building: affine in columns, with new columns for minima, maxima and products."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NoReturn

import numpy as np

from nl2milp.algebra import syntax as s
from nl2milp.algebra.printer import to_text
from nl2milp.compile.builder import ModelBuilder
from nl2milp.compile.conditions import Comparison, joined, negated
from nl2milp.compile.conditions import as_condition as _as_condition
from nl2milp.compile.evaluate import Condition
from nl2milp.compile.frames import Frame
from nl2milp.compile.ratios import Quotient, multiplied_out
from nl2milp.compile.scope import VariableDefinition
from nl2milp.compile.values import Affine, Terms, flat

__all__ = ["Building"]


class Building:
    """Decisions as affine values over the columns of a :class:`~nl2milp.compile.builder.ModelBuilder`."""

    def __init__(self, builder: ModelBuilder) -> None:
        self.builder = builder

    def variable(self, definition: VariableDefinition, keys: Any, frame: Frame) -> Affine:
        """The columns at `keys` of the variable's domain."""
        return Affine(0.0, (Terms(None, definition.offset + keys, 1.0),))

    def known(self, value: Any) -> Affine:
        """Data as a constant."""
        return value if isinstance(value, Affine) else Affine(value, ())

    def compare(self, left: Any, operator: str, right: Any, frame: Frame, node: s.Compare) -> Condition:
        """The comparison of the difference with zero; of a ratio, multiplied out."""
        if isinstance(left, Quotient) or isinstance(right, Quotient):
            left, operator, right = multiplied_out(self.builder, left, operator, right, frame, to_text(node))
        minus = right.times(-1.0, frame) if isinstance(right, Affine) else -right
        difference = left.plus([minus]) if isinstance(left, Affine) else minus.plus([left])
        return Comparison(difference, operator, node)

    def combine(self, operator: str, operands: Sequence[Any], frame: Frame) -> Condition:
        """Junctions, and negations pushed inward."""
        if operator == "not":
            return negated(_as_condition(operands[0]))
        return joined(operator, operands)

    # -- piecewise

    def extreme(self, function: str, values: Sequence[Any], frame: Frame) -> Affine:
        """A column between the listed values and what pushes it."""
        sign = 1.0 if function == "max" else -1.0
        inner = frame.opened()
        count = len(values)
        shape = (*frame.shape, count)
        rows = inner.rows if np.ndim(inner.rows) == 0 else inner.rows[..., None]
        inner = Frame(
            shape, {}, frame, np.broadcast_to(rows, shape) if frame.shape else np.zeros(shape, dtype=np.int64)
        )
        parts: list[tuple[Any, Any, Any]] = []
        constants = np.zeros((frame.size, count))
        for place, value in enumerate(values):
            affine = self.known(value)
            constants[:, place] = flat(affine.constant, frame)
            points, columns, coefficients = affine.entries(frame)
            parts.append((points * count + place, columns, coefficients))
        joined_parts = [np.concatenate([part[at] for part in parts]) for at in range(3)]
        members = Affine(constants.reshape(shape), (Terms(*joined_parts),)).times(sign, inner)
        listed = f"{function} of {count} values"
        return self.builder.largest(members, inner, listed).times(sign, frame)

    def extreme_over(self, function: str, value: Affine, inner: Frame) -> Affine:
        """A column for each point of the parent."""
        sign = 1.0 if function == "max" else -1.0
        parent = inner.parent
        assert parent is not None
        return self.builder.largest(value.times(sign, inner), inner, function).times(sign, parent)

    def absolute(self, value: Affine, frame: Frame) -> Affine:
        """The larger of the value and its negative."""
        return self.extreme("max", [value, value.times(-1.0, frame)], frame)

    # -- products

    def product(self, left: Affine, right: Affine, frame: Frame, fail: Callable[[str], NoReturn]) -> Affine:
        """The product, if each pair of columns has a binary or a bounded whole one."""
        result = left.times(flat(right.constant, frame).reshape(frame.shape), frame).plus(
            [right.times(flat(left.constant, frame).reshape(frame.shape), frame)]
        )
        both = flat(left.constant, frame) * flat(right.constant, frame)
        result = result.plus([-both.reshape(frame.shape)])
        rows, columns, coefficients = self._pairs(left, right, frame, fail)
        return result.plus([Affine(0.0, (Terms(rows, columns, coefficients),))])

    def _pairs(
        self, left: Affine, right: Affine, frame: Frame, fail: Callable[[str], NoReturn]
    ) -> tuple[Any, Any, Any]:
        right_by_row: dict[int, list[tuple[int, float]]] = {}
        for row, column, coefficient in zip(*right.entries(frame), strict=True):
            right_by_row.setdefault(int(row), []).append((int(column), float(coefficient)))
        rows: list[int] = []
        columns: list[int] = []
        coefficients: list[float] = []
        for row, column, coefficient in zip(*left.entries(frame), strict=True):
            for other, factor in right_by_row.get(int(row), []):
                for product, scale in self._product(int(column), other, fail):
                    rows.append(int(row))
                    columns.append(product)
                    coefficients.append(float(coefficient) * factor * scale)
        return np.array(rows, dtype=np.int64), np.array(columns, dtype=np.int64), np.array(coefficients)

    def _product(self, one: int, other: int, fail: Callable[[str], NoReturn]) -> list[tuple[int, float]]:
        """The product of two columns as (column, coefficient) pairs."""
        binary = self.builder.is_binary()
        if binary[one]:
            return [(self.builder.product_column(one, other), 1.0)]
        if binary[other]:
            return [(self.builder.product_column(other, one), 1.0)]
        whole = self.builder.is_whole()
        lower, upper = self.builder.bounds()
        for digitised, factor in ((one, other), (other, one)):
            if whole[digitised] and np.isfinite(lower[digitised]) and upper[digitised] - lower[digitised] <= 1024:
                offset, digits = self.builder.digits(digitised)
                terms = [(factor, offset)] if offset else []
                return terms + [(self.builder.product_column(digit, factor), weight) for digit, weight in digits]
        name, other_name = self.builder.name_of(one), self.builder.name_of(other)
        fail(
            f"the product of '{name}' and '{other_name}' is not linear: neither is a yes/no decision "
            "nor a whole number within stated bounds (at most 1,024 apart)"
        )

    def nonlinear(self, function: str, value: Any, frame: Frame) -> Affine | None:
        """A ratio, for a comparison or the objective; no other function of decisions can be built."""
        if function != "/" or any(isinstance(part, Quotient) for part in value):
            return None
        numerator, denominator = map(self.known, value)
        return Quotient(numerator, denominator, frame)
