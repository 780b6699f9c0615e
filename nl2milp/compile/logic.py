"""One linearisation for every logical statement.

:meth:`Logic.require` adds rows that make a condition hold unless one of some
literals is true; :meth:`Logic.literal` gives a binary that implies a condition
(and, if asked, is implied by it). If-then, either-or, k of n, exclusions and
all nested combinations are these two, so that nothing is written twice.

A junction is encoded in the direction that is needed only (Plaisted and
Greenbaum, 1986, *A structure-preserving clause form translation*); a
comparison that is itself one binary needs no row of its own, which makes
clauses of yes/no decisions the usual covering rows without any big-M; and one
part of every alternative needs no binary, for it holds unless the others do.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

import numpy as np

from nl2milp.compile.builder import Literal, ModelBuilder, Origin
from nl2milp.compile.conditions import Comparison, Junction, Truth, negated, parts_of, restricted, settled
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
        By how much a continuous quantity must be beyond a limit to count as
        strictly beyond it; None raises where it is needed.
    closed : bool
        Whether a strict comparison of continuous quantities that is required
        outright, as it was written, is taken as its closed form.
    """

    def __init__(self, builder: ModelBuilder, tolerance: float | None = None, closed: bool = False) -> None:
        self.builder, self.tolerance, self.closed = builder, tolerance, closed

    def require(self, condition: Condition, frame: Frame, escapes: Sequence[Literal] = ()) -> None:
        """Add rows: `condition` holds at each point of `frame`, unless one of `escapes` is true there."""
        condition = settled(condition, frame)
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
        """A binary at each point that implies `condition`; with `both`, that equals its truth.

        A condition that was asked for before, or its negation, in this or
        another statement, keeps its binary: its rows are a definition, which
        belongs to no statement.
        """
        condition = settled(condition, frame)
        if isinstance(condition, Truth):
            return self.builder.fixed_binary(condition.value, frame)
        own = self.own_literal(condition, frame)
        if own is not None:
            return own
        is_turned = isinstance(condition, Comparison | Junction) and condition.operator in (">", ">=", "!=", "or")
        key = (self.tolerance, frame.shape, _key(negated(condition) if is_turned else condition, frame))
        known = self.builder.literals.setdefault(key, {})
        if "literal" not in known:
            new = self.builder.new_binary(frame, _named(condition))
            known["literal"] = new.complement() if is_turned else new
        made: Literal = known["literal"].complement() if is_turned else known["literal"]
        origin = self.builder.origin
        self.builder.origin = Origin(origin.name)
        for wanted, implied, escape in ((True, condition, made.complement()), (both, negated(condition), made)):
            direction = (implied is condition) is not is_turned
            if wanted and direction not in known:
                known[direction] = True
                self.require(implied, frame, (escape,))
        self.builder.origin = origin
        return made

    def clause(self, literals: Sequence[Literal], frame: Frame) -> None:
        """At least one of `literals` is true at each point."""
        self.builder.add_rows(count_of(_distinct(literals)), 1.0, np.inf, frame)

    def own_literal(self, condition: Condition, frame: Frame) -> Literal | None:
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

    # -- the cases

    def _require_truth(self, condition: Truth, frame: Frame, escapes: Sequence[Literal]) -> None:
        failing = np.flatnonzero(~flat(np.asarray(condition.value, dtype=bool), frame))
        if len(failing):
            there = frame.opened().taken(failing)
            self.clause([escape.at(failing, frame) for escape in escapes], there)

    def _require_any(self, condition: Junction, frame: Frame, escapes: Sequence[Literal]) -> None:
        operands, is_open = parts_of(condition, frame, lambda one: self.own_literal(one, frame) is not None)
        if not is_open.all():
            # where the data make one part true there is nothing to demand
            places = np.flatnonzero(is_open)
            there = frame.opened().taken(places)
            operands = [restricted(operand, places, frame, there) for operand in operands]
            escapes = [escape.at(places, frame) for escape in escapes]
            frame = there
        if not frame.size:
            return
        owned = [(operand, self.own_literal(operand, frame)) for operand in operands]
        literals = [own for _, own in owned if own is not None]
        rest = [operand for operand, own in owned if own is None]
        # the last one needs no binary of its own; a conjunction would have the most rows for it
        rest.sort(key=lambda operand: isinstance(operand, Junction))
        last = rest.pop() if rest else None
        alternatives = [*escapes, *literals, *(self.literal(operand, frame) for operand in rest)]
        if last is None:
            self.clause(alternatives, frame)
        else:
            self.require(last, frame, alternatives)

    def _require_comparison(self, condition: Comparison, frame: Frame, escapes: Sequence[Literal]) -> None:
        own = self.own_literal(condition, frame) if escapes else None
        if own is not None:
            self.clause([*escapes, own], frame)
            return
        difference, operator = condition.difference, condition.operator
        if operator == "!=":
            self._require_any(Junction("or", (condition,)), frame, escapes)
            return
        if operator == "==" and not escapes:
            self.builder.add_rows(difference, 0.0, 0.0, frame)
            return
        if operator in ("<=", "<", "=="):
            self._at_most_zero(difference, operator == "<", condition, frame, escapes)
        if operator in (">=", ">", "=="):
            self._at_most_zero(difference.times(-1.0, frame), operator == ">", condition, frame, escapes)

    def _at_most_zero(
        self, difference: Affine, strict: bool, condition: Comparison, frame: Frame, escapes: Sequence[Literal]
    ) -> None:
        if strict:
            step = self._strict_step(difference, condition, frame, outright=not escapes)
            difference = difference.plus([step.reshape(frame.shape)])
        if escapes:
            self.builder.add_conditional(difference, _distinct(escapes), frame, condition.text)
        else:
            self.builder.add_rows(difference, -np.inf, 0.0, frame)

    def _strict_step(self, difference: Affine, condition: Comparison, frame: Frame, outright: bool) -> Any:
        step = self.builder.smallest_step(difference.times(-1.0, frame), frame)
        unknown = np.isnan(step)
        if not unknown.any():
            return step
        if self.tolerance is not None:
            beyond = self.tolerance
        elif self.closed and outright and not condition.is_negated:
            beyond = 0.0
        else:
            # a plain comparison has no such slot
            slot = "slot 'tolerance' of the template 'logic'" if self.closed else "slot 'tolerance'"
            raise FormulationError(
                f"{self.builder.origin.name}: '{condition.text}' compares continuous quantities strictly; "
                f"say by how much they must differ ({slot}), or make the quantities whole"
            )
        step[unknown] = beyond
        return step


def count_of(literals: Sequence[Literal]) -> Affine:
    """How many of `literals` are true at each point."""
    return Affine(0.0, ()).plus([one.value() for one in literals])


def _distinct(literals: Sequence[Literal]) -> tuple[Literal, ...]:
    """Without those that repeat another: their double count would weaken the row's relaxation."""
    found: list[Literal] = []
    for one in literals:
        if not any(one.is_positive is two.is_positive and np.array_equal(one.columns, two.columns) for two in found):
            found.append(one)
    return tuple(found)


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


def _key(condition: Condition, frame: Frame) -> Hashable:
    """Equal for conditions with equal entries in equal order."""
    if isinstance(condition, Comparison):
        constant = np.asarray(flat(condition.difference.constant, frame), dtype=np.float64)
        parts = (constant, *condition.difference.entries(frame))
        return (condition.operator, *(part.tobytes() for part in parts))
    if isinstance(condition, Truth):
        truths: Hashable = flat(np.asarray(condition.value, dtype=bool), frame).tobytes()
        return truths
    assert isinstance(condition, Junction)
    return condition.operator, frozenset(_key(operand, frame) for operand in condition.operands)


def _named(condition: Condition) -> str:
    if isinstance(condition, Comparison):
        return condition.text
    if isinstance(condition, Truth):
        return "a truth of the data"
    assert isinstance(condition, Junction)
    return f" {condition.operator} ".join(map(_named, condition.operands))
