"""What decision variables may stand for in an expression: columns while building, numbers while checking."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NoReturn, Protocol

from nl2milp.algebra.syntax import Compare
from nl2milp.compile.definitions import VariableDefinition
from nl2milp.compile.frames import Frame
from nl2milp.compile.labels import IntArray

__all__ = ["Condition", "Decisions"]


class Condition:
    """Base of what a comparison of decisions evaluates to; the two kinds of decisions have their own."""

    __slots__ = ()

    def spread(self, places: IntArray, there: Frame, frame: Frame) -> Condition:
        """This condition over the points `places` of `frame`, as one over all of it.

        Elsewhere it may be anything: data decides there. None of the kinds has
        to offer it; the condition is then evaluated over all of `frame`.
        """
        raise NotImplementedError


class Decisions(Protocol):
    """What the decision variables in an expression stand for."""

    def variable(self, definition: VariableDefinition, keys: Any, frame: Frame) -> Any:
        """Values of a variable at `keys` of its domain."""
        ...

    def known(self, value: Any) -> Any:
        """Data as a decision value."""
        ...

    def product(self, left: Any, right: Any, frame: Frame, fail: Callable[[str], NoReturn]) -> Any:
        """The product of two decision values."""
        ...

    def extreme(self, function: str, values: Sequence[Any], frame: Frame) -> Any:
        """The smallest (`min`) or largest (`max`) of values, some of them decisions."""
        ...

    def extreme_over(self, function: str, value: Any, inner: Frame) -> Any:
        """The smallest or largest over the points of `inner`, for each point of its parent."""
        ...

    def absolute(self, value: Any, frame: Frame) -> Any:
        """The absolute value."""
        ...

    def compare(self, left: Any, operator: str, right: Any, frame: Frame, node: Compare) -> Condition:
        """The condition `left operator right`."""
        ...

    def combine(self, operator: str, operands: Sequence[Any], frame: Frame) -> Condition:
        """The conjunction (`and`) or disjunction (`or`) of conditions and truths, or the negation (`not`) of one."""
        ...

    def nonlinear(self, function: str, value: Any, frame: Frame) -> Any:
        """A function of decisions that takes data only; None where that is not allowed."""
        ...
