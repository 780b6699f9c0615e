"""Conditions on decisions, while building: comparisons with zero, joined by and/or, negations pushed inward."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from nl2milp.algebra.printer import to_text
from nl2milp.algebra.syntax import Node
from nl2milp.compile.evaluate import Condition
from nl2milp.compile.frames import Frame
from nl2milp.compile.labels import IntArray
from nl2milp.compile.values import Affine, flat

__all__ = [
    "Comparison",
    "Junction",
    "Truth",
    "as_condition",
    "joined",
    "negated",
    "parts_of",
    "restricted",
    "settled",
]

_NEGATED = {"<=": ">", "<": ">=", ">=": "<", ">": "<=", "==": "!=", "!=": "=="}
_EXACT = 1e-9


@dataclass(frozen=True, eq=False, slots=True)
class Truth(Condition):
    """True or false by the data, at each point."""

    value: Any

    def spread(self, places: IntArray, there: Frame, frame: Frame) -> Truth:
        """False outside of `places`, where the data have decided already."""
        value = np.zeros(frame.size, dtype=bool)
        value[places] = flat(self.value, there)
        return Truth(value.reshape(frame.shape))


@dataclass(frozen=True, eq=False, slots=True)
class Comparison(Condition):
    """`difference operator 0` at each point; what it was written as, and whether that was negated."""

    difference: Affine
    operator: str
    written: str | Node
    is_negated: bool = False

    @property
    def text(self) -> str:
        """What it was written as; made when it is asked for, which of most comparisons it never is."""
        return self.written if isinstance(self.written, str) else to_text(self.written)

    def spread(self, places: IntArray, there: Frame, frame: Frame) -> Comparison:
        """`0 operator 0` outside of `places`, where the data have decided already."""
        return replace(self, difference=self.difference.spread(places, there, frame))


@dataclass(frozen=True, eq=False, slots=True)
class Junction(Condition):
    """All (`and`) or at least one (`or`) of the operands."""

    operator: str
    operands: tuple[Condition, ...]

    def spread(self, places: IntArray, there: Frame, frame: Frame) -> Junction:
        """The junction of the spread operands."""
        return Junction(self.operator, tuple(operand.spread(places, there, frame) for operand in self.operands))


def as_condition(value: Any) -> Condition:
    """Truth of data as a condition; conditions as they are."""
    return value if isinstance(value, Condition) else Truth(value)


def negated(condition: Condition) -> Condition:
    """The negation, with no negation inside (De Morgan)."""
    if isinstance(condition, Truth):
        return Truth(np.logical_not(condition.value))
    if isinstance(condition, Comparison):
        was = condition.is_negated
        text = condition.text.removeprefix("not ") if was else f"not {condition.text}"
        return Comparison(condition.difference, _NEGATED[condition.operator], text, not was)
    assert isinstance(condition, Junction)
    other = "or" if condition.operator == "and" else "and"
    return Junction(other, tuple(negated(operand) for operand in condition.operands))


def joined(operator: str, operands: Sequence[Any]) -> Condition:
    """The junction of conditions and truths, flattened."""
    found: list[Condition] = []
    for operand in map(as_condition, operands):
        if isinstance(operand, Junction) and operand.operator == operator:
            found += operand.operands
        else:
            found.append(operand)
    return found[0] if len(found) == 1 else Junction(operator, tuple(found))


def settled(condition: Condition, frame: Frame) -> Condition:
    """A comparison in which no decision is left, as the truth it is; all else as it is."""
    if isinstance(condition, Comparison) and not condition.difference.depends(frame):
        value, operator = flat(condition.difference.constant, frame), condition.operator
        below, close = value < -_EXACT, np.abs(value) <= _EXACT
        truths = {"<=": below | close, "<": below, ">=": ~below, ">": ~below & ~close, "==": close, "!=": ~close}
        return Truth(truths[operator].reshape(frame.shape))
    return condition


def restricted(condition: Condition, places: NDArray[np.int64], frame: Frame, there: Frame) -> Condition:
    """The condition at the points `places` of `frame` only, which `there` consists of."""
    if isinstance(condition, Truth):
        return Truth(flat(condition.value, frame)[places].reshape(there.shape))
    if isinstance(condition, Comparison):
        difference = condition.difference.at(places, frame, there)
        return Comparison(difference, condition.operator, condition.text, condition.is_negated)
    assert isinstance(condition, Junction)
    return Junction(condition.operator, tuple(restricted(one, places, frame, there) for one in condition.operands))


def parts_of(
    alternatives: Junction, frame: Frame, is_whole: Callable[[Comparison], bool]
) -> tuple[list[Condition], NDArray[np.bool_]]:
    """The parts of an `or` that decide, and where the data leave it open.

    Alternatives within alternatives are spread out, `!=` becomes `<` or `>`,
    and truths of the data are taken out: where one is true, the whole is.
    Comparisons for which `is_whole` says so are left as they are.
    """
    parts: list[Condition] = []
    is_open = np.ones(frame.size, dtype=bool)
    waiting = list(reversed(alternatives.operands))
    while waiting:
        one = settled(waiting.pop(), frame)
        if isinstance(one, Junction) and one.operator == "or":
            waiting += reversed(one.operands)
        elif isinstance(one, Comparison) and one.operator == "!=" and not is_whole(one):
            waiting += [Comparison(one.difference, side, one.text, True) for side in (">", "<")]
        elif isinstance(one, Truth):
            is_open &= ~flat(np.asarray(one.value, dtype=bool), frame)
        else:
            parts.append(one)
    return parts, is_open
