"""Ratios of decisions: compared with data by multiplying out, or the whole objective; refused anywhere else."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from nl2milp.compile.bounds import as_matrix, largest_activity
from nl2milp.compile.builder import ModelBuilder, Origin
from nl2milp.compile.frames import Frame
from nl2milp.compile.values import Affine, flat, is_decision
from nl2milp.errors import FormulationError, NonlinearError

__all__ = ["Positive", "Quotient", "multiplied_out", "show_positive"]

_MIRRORED = {"<=": ">=", ">=": "<=", "<": ">", ">": "<", "==": "==", "!=": "!="}


@dataclass(frozen=True, eq=False)
class Positive:
    """A divisor that must be shown to be positive once the whole model is there."""

    origin: Origin
    value: Affine
    frame: Frame
    text: str


class Quotient(Affine):
    """`numerator / denominator` over a frame; affine in name only, so that every use but the allowed ones fails."""

    __slots__ = ("denominator", "frame", "numerator")

    numerator: Affine
    denominator: Affine
    frame: Frame

    def __init__(self, numerator: Affine, denominator: Affine, frame: Frame) -> None:
        for name, value in (("numerator", numerator), ("denominator", denominator), ("frame", frame)):
            object.__setattr__(self, name, value)

    def _refused(self) -> NoReturn:
        raise NonlinearError(
            "a ratio of decisions can be compared with data, or be the objective alone; anything else is not linear",
            "a ratio of decisions",
            1,
        )

    @property
    def constant(self) -> Any:
        """Refused: a ratio is not affine."""
        self._refused()

    @property
    def terms(self) -> Any:
        """Refused: a ratio is not affine."""
        self._refused()

    def _with(self, numerator: Affine) -> Quotient:
        return Quotient(numerator, self.denominator, self.frame)

    def plus(self, others: Any) -> Quotient:
        """The sum with data."""
        total = self.numerator
        for other in others:
            if is_decision(other):
                self._refused()
            total = total.plus([self.denominator.times(other, self.frame)])
        return self._with(total)

    def times(self, factor: Any, frame: Frame) -> Quotient:
        """The product with data."""
        return self._with(self.numerator.times(factor, frame))

    def over(self, divisor: Any, frame: Frame) -> Quotient:
        """The quotient by data."""
        return self._with(self.numerator.over(divisor, frame))

    def at(self, places: Any, home: Frame, frame: Frame) -> Quotient:
        """Looked up at points of `home`."""
        return Quotient(self.numerator.at(places, home, frame), self.denominator.at(places, home, frame), frame)

    def summed(self, inner: Frame) -> NoReturn:
        """Refused: a sum of ratios is not linear."""
        self._refused()

    def spread(self, places: Any, there: Frame, frame: Frame) -> NoReturn:
        """Refused: what is 0 elsewhere has no denominator there."""
        self._refused()

    def divisor(self, origin: Origin, text: str) -> Positive:
        """What must be positive for the ratio to mean anything."""
        return Positive(origin, self.denominator, self.frame, text)


def multiplied_out(
    builder: ModelBuilder, left: Any, operator: str, right: Any, frame: Frame, text: str
) -> tuple[Any, str, Any]:
    """`a / b op c` as `a op c * b`, which is the same where b is positive; that is noted to be shown."""
    if not isinstance(left, Quotient):
        left, operator, right = right, _MIRRORED[operator], left
    assert isinstance(left, Quotient)
    if is_decision(right):
        left._refused()
    divisor = left.divisor(builder.origin, text)
    if (_least_of(divisor, builder) < 0).any():
        raise _in_doubt(divisor, "may be negative by its bounds")
    builder.divisors.append(divisor)
    return left.numerator, operator, left.denominator.times(right, frame)


def _least_of(divisor: Positive, builder: ModelBuilder) -> Any:
    """The least value at each point by the stated bounds, minus infinity where there are none."""
    frame = divisor.frame
    matrix = as_matrix(divisor.value.entries(frame), frame.size, builder.num_columns)
    return flat(divisor.value.constant, frame) - largest_activity(-matrix, *builder.bounds())


def show_positive(divisor: Positive, builder: ModelBuilder, largest: Any) -> None:
    """Refuse a divisor that is not positive at every point of the model.

    Parameters
    ----------
    largest : callable or None
        The largest value of `weights @ x` over the model's relaxation.

    Raises
    ------
    FormulationError
        It may be 0 or less.
    """
    frame = divisor.frame
    doubtful = np.flatnonzero(_least_of(divisor, builder) <= 1e-9)
    rows, columns, coefficients = divisor.value.entries(frame)
    constant = flat(divisor.value.constant, frame)
    for point in doubtful:
        mine = rows == point
        weights = np.bincount(columns[mine], weights=-coefficients[mine], minlength=builder.num_columns)
        if largest is None or constant[point] - largest(weights) <= 1e-7:
            raise _in_doubt(divisor, f"may be 0{frame.describe(int(point))}")


def _in_doubt(divisor: Positive, what: str) -> FormulationError:
    return FormulationError(
        f"{divisor.origin.name}: the divisor of '{divisor.text}' {what}; state the least value it can take, "
        "or write the comparison without a division"
    )
