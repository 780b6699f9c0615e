"""One linearisation for every logical statement.

:func:`require` adds rows that make a condition hold unless one of some
literals is true; :func:`literal` gives a binary that implies a condition (and,
if asked, is implied by it). If-then, either-or, k of n, exclusions and all
nested combinations are these two, so that nothing is written twice.

A junction is encoded in the direction that is needed only (Plaisted and
Greenbaum, 1986); a comparison that is itself one binary needs no row of its
own, which makes clauses of yes/no decisions the usual covering rows without
any big-M.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from nl2milp.compile.builder import Literal, ModelBuilder
from nl2milp.compile.conditions import Comparison, Junction, Truth, negated
from nl2milp.compile.evaluate import Condition
from nl2milp.compile.frames import Frame
from nl2milp.compile.values import Affine, flat
from nl2milp.errors import FormulationError

__all__ = ["Logic"]


class Logic:
    """Adds conditions to a model.

    Parameters
    ----------
    builder : ModelBuilder
        Where rows and binaries go.
    tolerance : float or None
        By how much a continuous quantity must be beyond a limit for the strict
        negation to count; None raises where it is needed.
    closed : bool
        Whether strict comparisons between continuous quantities are taken as
        their closed form (`<` as `<=`).
    """

    def __init__(self, builder: ModelBuilder, tolerance: float | None = None, closed: bool = False) -> None:
        self.builder, self.tolerance, self.closed = builder, tolerance, closed

    def require(self, condition: Condition, frame: Frame, escapes: tuple[Literal, ...] = ()) -> None:
        """Add rows: `condition` holds at each point of `frame`, unless one of `escapes` is true there."""
        if isinstance(condition, Truth):
            self._require_truth(condition, frame, escapes)
        elif isinstance(condition, Comparison):
            self._require_comparison(condition, frame, escapes)
        elif isinstance(condition, Junction) and condition.operator == "and":
            for operand in condition.operands:
                self.require(operand, frame, escapes)
        elif isinstance(condition, Junction):
            self._require_any(condition, frame, escapes)

    def literal(self, condition: Condition, frame: Frame, both: bool = False) -> Literal:
        """A binary at each point that implies `condition`; with `both`, that equals its truth."""
        own = self._own_literal(condition, frame)
        if own is not None:
            return own
        made = self.builder.new_binary(frame, _named(condition))
        self.require(condition, frame, (made.complement(),))
        if both:
            self.require(negated(condition), frame, (made,))
        return made

    def clause(self, literals: tuple[Literal, ...], frame: Frame) -> None:
        """At least one of `literals` is true at each point."""
        self.builder.add_rows(_count(literals), 1.0, np.inf, frame)

    # -- the cases

    def _require_truth(self, condition: Truth, frame: Frame, escapes: tuple[Literal, ...]) -> None:
        failing = np.flatnonzero(~flat(np.asarray(condition.value, dtype=bool), frame))
        if len(failing):
            there = frame.opened().taken(failing)
            self.clause(tuple(escape.at(failing, frame) for escape in escapes), there)

    def _require_any(self, condition: Junction, frame: Frame, escapes: tuple[Literal, ...]) -> None:
        literals, comparisons, rest = [], [], []
        for operand in condition.operands:
            own = self._own_literal(operand, frame)
            if own is not None:
                literals.append(own)
            elif isinstance(operand, Comparison) and operand.operator not in ("==", "!="):
                comparisons.append(operand)
            else:
                rest.append(operand)
        # one comparison needs no binary of its own: it holds unless one of the others does
        last = comparisons.pop() if comparisons else None
        literals += [self.literal(operand, frame) for operand in (*rest, *comparisons)]
        alternatives = (*escapes, *literals)
        if last is None:
            self.clause(alternatives, frame)
        else:
            self.require(last, frame, alternatives)

    def _require_comparison(self, condition: Comparison, frame: Frame, escapes: tuple[Literal, ...]) -> None:
        own = self._own_literal(condition, frame) if escapes else None
        if own is not None:
            self.clause((*escapes, own), frame)
            return
        difference, operator = condition.difference, condition.operator
        if operator == "!=":
            sides = tuple(Comparison(difference, side, condition.text) for side in ("<", ">"))
            self._require_any(Junction("or", sides), frame, escapes)
            return
        if operator == "==" and not escapes:
            self.builder.add_rows(difference, 0.0, 0.0, frame)
            return
        if operator in ("<=", "<", "=="):
            self._at_most_zero(difference, operator == "<", condition, frame, escapes)
        if operator in (">=", ">", "=="):
            self._at_most_zero(difference.times(-1.0, frame), operator == ">", condition, frame, escapes)

    def _at_most_zero(
        self, difference: Affine, strict: bool, condition: Comparison, frame: Frame, escapes: tuple[Literal, ...]
    ) -> None:
        if strict:
            step = self._strict_step(difference, condition, frame)
            difference = difference.plus([step if np.ndim(step) == 0 else step.reshape(frame.shape)])
        self.builder.add_conditional(difference, escapes, frame, condition.text)

    def _strict_step(self, difference: Affine, condition: Comparison, frame: Frame) -> Any:
        step = self.builder.smallest_step(difference.times(-1.0, frame), frame)
        if step is not None:
            return step
        if self.tolerance is not None:
            return self.tolerance
        if self.closed:
            return 0.0
        raise FormulationError(
            f"{self.builder.origin.name}: '{condition.text}' compares continuous quantities strictly; "
            "say by how much they must differ (slot 'tolerance'), or make the quantities whole"
        )

    def _own_literal(self, condition: Condition, frame: Frame) -> Literal | None:
        """The binary that a comparison such as `open[p] == 1` is, if it is one and the same way at every point."""
        if not isinstance(condition, Comparison):
            return None
        rows, columns, coefficients = condition.difference.entries(frame)
        if len(columns) != frame.size or not np.array_equal(rows, np.arange(frame.size)):
            return None
        if not self.builder.is_binary()[columns].all():
            return None
        constant = flat(condition.difference.constant, frame)
        at_zero, at_one = (_holds(value, condition.operator) for value in (constant, constant + coefficients))
        shaped = columns.reshape(frame.shape) if frame.shape else columns[0]
        if at_one.all() and not at_zero.any():
            return Literal(shaped, True)
        if at_zero.all() and not at_one.any():
            return Literal(shaped, False)
        return None


def _holds(value: Any, operator: str) -> Any:
    slack = 1e-9
    return {
        "<=": value <= slack,
        "<": value < -slack,
        ">=": value >= -slack,
        ">": value > slack,
        "==": np.abs(value) <= slack,
        "!=": np.abs(value) > slack,
    }[operator]


def _count(literals: tuple[Literal, ...]) -> Affine:
    return Affine(0.0, ()).plus([one.value() for one in literals])


def _named(condition: Condition) -> str:
    if isinstance(condition, Comparison):
        return condition.text
    if isinstance(condition, Truth):
        return "a truth of the data"
    assert isinstance(condition, Junction)
    return f" {condition.operator} ".join(map(_named, condition.operands))
