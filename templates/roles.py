"""The role of a comparison: what kind of statement its shape makes it.

Rules of the same template differ in what they are for: a resource limit, a
requirement, a ratio. The role is shown, taught, measured and explained, and
never changes the model. It follows from the rule's shape: the terms, their
signs, the constant, and whether the decisions are yes or no.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from nl2milp.formulation import Formulation
from nl2milp.linear_model import LinearModel

__all__ = ["Role", "Shape", "checked_role", "role_of", "role_of_row", "row_shape", "with_roles"]


class Role(StrEnum):
    """What a comparison is for."""

    BOUND = "bound"
    FIXED_VALUE = "fixed value"
    TOTAL = "total"
    RESOURCE_LIMIT = "resource limit"
    REQUIREMENT = "requirement"
    SHARE = "share"
    RATIO = "ratio"
    COMPARISON = "comparison"
    DIFFERENCE = "difference"
    BALANCE = "balance"
    BLENDING = "blending"
    ASSIGNMENT = "assignment"
    COVERING = "covering"
    PACKING = "packing"
    PRECEDENCE = "precedence"
    LINK = "link"


@dataclass(frozen=True, eq=False)
class Shape:
    """`coefficients @ x` between `lower` and `upper`, of which some decisions are yes or no.

    Attributes
    ----------
    coefficients : float array of shape (k,)
        None of them 0.
    is_binary : bool array of shape (k,)
        Whether each decision is yes or no.
    lower, upper : float
        Sides; infinite where there is none.
    """

    coefficients: NDArray[np.float64]
    is_binary: NDArray[np.bool_]
    lower: float
    upper: float

    @property
    def is_equal(self) -> bool:
        """Whether both sides are the same."""
        return self.lower == self.upper

    @property
    def side(self) -> float:
        """The finite side."""
        return self.upper if np.isfinite(self.upper) else self.lower

    def oriented(self) -> Shape:
        """With more positive than negative coefficients, or as many and an upper side."""
        positive = int((self.coefficients > 0).sum())
        negative = len(self.coefficients) - positive
        if negative > positive or (negative == positive and not np.isfinite(self.upper)):
            return Shape(-self.coefficients, self.is_binary, -self.upper, -self.lower)
        return self


def role_of(shape: Shape) -> Role:
    """The role that a rule's shape gives it.

    >>> role_of(Shape(np.array([2.0, 1.0]), np.array([False, False]), -np.inf, 40.0)).value
    'resource limit'
    >>> role_of(Shape(np.array([1.0, 1.0]), np.array([True, True]), 1.0, 1.0)).value
    'assignment'
    """
    shape = shape.oriented()
    if len(shape.coefficients) <= 1:
        return Role.FIXED_VALUE if shape.is_equal else Role.BOUND
    if (shape.coefficients > 0).all():
        return _of_sum(shape)
    return _of_difference(shape)


def _of_sum(shape: Shape) -> Role:
    has_units = bool((shape.coefficients == 1).all())
    if has_units and shape.is_binary.all():
        if shape.is_equal:
            return Role.ASSIGNMENT
        return Role.PACKING if np.isfinite(shape.upper) else Role.COVERING
    if has_units:
        return Role.TOTAL
    return Role.REQUIREMENT if not np.isfinite(shape.upper) or shape.is_equal else Role.RESOURCE_LIMIT


def _of_difference(shape: Shape) -> Role:
    count, side = len(shape.coefficients), shape.side
    if count == 2 and side == 0:
        if shape.is_binary.all():
            return Role.PRECEDENCE
        if shape.is_binary.any():
            return Role.LINK
        return Role.COMPARISON if (np.abs(shape.coefficients) == 1).all() else Role.RATIO
    if count == 2:
        return Role.DIFFERENCE
    if side == 0 and shape.is_binary.any() and not shape.is_binary.all():
        return Role.LINK
    if shape.is_equal:
        return Role.BALANCE
    if side != 0:
        return Role.DIFFERENCE
    if (np.abs(shape.coefficients) == 1).all():
        return Role.COMPARISON
    return Role.SHARE if _is_share(shape.coefficients) else Role.BLENDING


def _is_share(coefficients: NDArray[np.float64]) -> bool:
    """`x - f * (x + y + ...)` has two values of coefficients, f apart from 1 - f."""
    values = np.unique(np.round(coefficients, 9))
    return len(values) == 2 and bool(abs(values[1] - values[0] - 1.0) <= 1e-6)


_SAME_SHAPE: tuple[frozenset[Role], ...] = (
    frozenset({Role.TOTAL, Role.RESOURCE_LIMIT, Role.REQUIREMENT}),
    frozenset({Role.ASSIGNMENT, Role.COVERING, Role.PACKING, Role.TOTAL}),
    frozenset({Role.RATIO, Role.SHARE, Role.COMPARISON, Role.BLENDING}),
    frozenset({Role.DIFFERENCE, Role.COMPARISON, Role.PRECEDENCE, Role.BALANCE}),
    frozenset({Role.LINK, Role.PRECEDENCE}),
)
"""Roles that one shape may have: which of them it is only the words can tell."""


def checked_role(stated: str | None, shape: Shape) -> Role:
    """The stated role where the shape allows it, else the shape's own."""
    found = role_of(shape)
    wanted = next((role for role in Role if role.value == stated), None)
    if wanted is None or wanted is found:
        return found
    return wanted if any({wanted, found} <= group for group in _SAME_SHAPE) else found


def row_shape(model: LinearModel, row: int) -> Shape:
    """The shape of a row of a linear model."""
    span = slice(int(model.starts[row]), int(model.starts[row + 1]))
    columns, values = model.indices[span], model.values[span]
    is_binary = model.is_integer & (model.column_lower >= 0) & (model.column_upper <= 1)
    return Shape(values, is_binary[columns], float(model.row_lower[row]), float(model.row_upper[row]))


def role_of_row(model: LinearModel, row: int, stated: str | None = None) -> Role:
    """The role of a row, checked against the one that a reader stated."""
    return checked_role(stated, row_shape(model, row))


def with_roles(formulation: Formulation, model: LinearModel) -> Formulation:
    """The formulation with the role of each `linear` constraint checked against its first row, and corrected."""
    first = {block.constraint: block.start for block in reversed(model.rows) if block.stop > block.start}
    constraints = list(formulation.constraints)
    for number, constraint in enumerate(constraints):
        if constraint.template == "linear" and number in first:
            stated = constraint.slots.get("role")
            role = role_of_row(model, first[number], stated if isinstance(stated, str) else None)
            if role.value != stated:
                slots = {**constraint.slots, "role": role.value}
                constraints[number] = constraint.model_copy(update={"slots": slots})
    return formulation.model_copy(update={"constraints": tuple(constraints)})
