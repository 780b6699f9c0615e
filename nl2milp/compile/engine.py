"""The entry points of evaluation: what kind of value is wanted, and where an error is.

Which rule evaluates which node is left open here, so that the rules can be
written against it; :mod:`nl2milp.compile.evaluate` joins the two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, ClassVar, NoReturn, Self

import numpy as np

from nl2milp.algebra import syntax as s
from nl2milp.algebra.printer import to_text
from nl2milp.compile.decisions import Condition, Decisions
from nl2milp.compile.definitions import Symbols
from nl2milp.compile.frames import Frame
from nl2milp.compile.labels import Coded, Domain
from nl2milp.compile.values import flat, is_decision, is_truth
from nl2milp.errors import ExpressionError

__all__ = ["Engine", "QuantityValue"]


@dataclass(frozen=True, eq=False)
class QuantityValue:
    """A quantity's value over its home frame, and where it is defined."""

    value: Any
    home: Frame
    domain: Domain


@dataclass(eq=False)
class _Memory:
    """What evaluators of one formulation and one kind of decisions share, whichever expression they are at."""

    quantities: dict[str, QuantityValue] = field(default_factory=dict)
    scalars: dict[str, Any] = field(default_factory=dict)
    """Variables without indices: the same value at every point of every frame."""
    open: list[str] = field(default_factory=list)


class Engine:
    """Evaluates parsed expressions over frames.

    An evaluator is at one expression, which its messages quote: :meth:`at`
    gives another one for another expression; both share what they have found.

    Parameters
    ----------
    scope : Symbols
        The symbols and their data.
    decisions : Decisions or None
        What decision variables stand for; None where data only is allowed.
    extra : mapping of str to data
        Further scalar names (`objective`, in what is asked).
    """

    rules: ClassVar[Mapping[type[s.Node], Callable[[Any, Any, Frame], Any]]] = {}
    """For each kind of node, the function of the evaluator, the node and the frame that gives its value."""

    def __init__(
        self, scope: Symbols, decisions: Decisions | None = None, extra: dict[str, float] | None = None
    ) -> None:
        self.scope, self.decisions = scope, decisions
        self.extra = extra or {}
        self.source, self.where = "", ""
        self.memory = _Memory()

    # -- entry points

    def at(self, source: str, where: str) -> Self:
        """An evaluator for `source`, which stands in the part of the formulation called `where`."""
        other = self._copy()
        other.source, other.where = source, where
        return other

    def for_data(self) -> Self:
        """An evaluator that refuses decision variables."""
        other = self._copy()
        other.decisions, other.memory = None, _Memory()
        return other

    def _copy(self) -> Self:
        other = object.__new__(type(self))
        other.__dict__.update(self.__dict__)
        return other

    def value(self, node: s.Node, frame: Frame) -> Any:
        """Evaluate `node` at every point of `frame`."""
        rule = self.rules.get(type(node))
        if rule is None:
            self.fail(f"'{to_text(node)}' cannot stand here: expected a number or a condition", node)
        return rule(self, node, frame)

    def number(self, node: s.Node, frame: Frame) -> Any:
        """Evaluate to data: a float or a float array over `frame`, finite."""
        value = self.data(node, frame)
        if not np.isfinite(value).all():
            self.fail(f"'{to_text(node)}' is not a finite number{self.first(~np.isfinite(value), frame)}", node)
        return value

    def data(self, node: s.Node, frame: Frame) -> Any:
        """Evaluate to data: a float or a float array over `frame`; a table's `inf` is let through."""
        value = self.expression(node, frame)
        if is_decision(value):
            self.fail(f"'{to_text(node)}' depends on the decisions; only data may stand here", node)
        return value

    def expression(self, node: s.Node, frame: Frame) -> Any:
        """Evaluate to data or a decision value."""
        return self.numeric(self.value(node, frame), node)

    def numeric(self, value: Any, node: s.Node) -> Any:
        """The value of `node` as a number: labels that are numbers count; all else that is no number is refused."""
        if type(value) is float or is_decision(value):
            return value
        if isinstance(value, Coded):
            numbers = value.base.numbers
            if numbers is None:
                self.fail(f"'{to_text(node)}' is a label of '{value.base.name}', not a number", node)
            return numbers[value.codes]
        if isinstance(value, str):
            self.fail(f"'{value}' is a label, not a number", node)
        if isinstance(value, Condition) or is_truth(value):
            self.fail(f"'{to_text(node)}' is a condition, not a number", node)
        return value

    def condition(self, node: s.Node, frame: Frame) -> Any:
        """Evaluate to truth of data or a condition on decisions."""
        value = self.value(node, frame)
        if isinstance(value, Condition) or is_truth(value):
            return value
        text = to_text(node)
        self.fail(f"'{text}' is a value; expected a condition, such as '{text} == 1'", node)

    def truth(self, node: s.Node, frame: Frame) -> Any:
        """Evaluate to truth of data."""
        value = self.condition(node, frame)
        if isinstance(value, Condition):
            self.fail(f"'{to_text(node)}' depends on the decisions; only data may stand here", node)
        return value

    # -- messages

    def fail(self, reason: str, node: s.Node, kind: type[ExpressionError] = ExpressionError) -> NoReturn:
        """Raise an error at `node`."""
        raise kind(reason, self.source, node.at, self.where)

    def first(self, where: Any, frame: Frame) -> str:
        """`at p = A` for the first point at which `where` is true."""
        return frame.describe(int(np.argmax(flat(where, frame)))) if frame.size else ""
