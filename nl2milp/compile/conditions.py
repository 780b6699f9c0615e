"""Conditions on decisions, while building: comparisons with zero, joined by and/or, negations pushed inward."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from nl2milp.compile.evaluate import Condition
from nl2milp.compile.values import Affine

__all__ = ["Comparison", "Junction", "Truth", "as_condition", "negated"]

_NEGATED = {"<=": ">", "<": ">=", ">=": "<", ">": "<=", "==": "!=", "!=": "=="}


@dataclass(frozen=True, eq=False, slots=True)
class Truth(Condition):
    """True or false by the data, at each point."""

    value: Any


@dataclass(frozen=True, eq=False, slots=True)
class Comparison(Condition):
    """`difference operator 0` at each point; `text` is what it was written as."""

    difference: Affine
    operator: str
    text: str


@dataclass(frozen=True, eq=False, slots=True)
class Junction(Condition):
    """All (`and`) or at least one (`or`) of the operands."""

    operator: str
    operands: tuple[Condition, ...]


def as_condition(value: Any) -> Condition:
    """Truth of data as a condition; conditions as they are."""
    return value if isinstance(value, Condition) else Truth(value)


def negated(condition: Condition) -> Condition:
    """The negation, with no negation inside (De Morgan)."""
    if isinstance(condition, Truth):
        return Truth(np.logical_not(condition.value))
    if isinstance(condition, Comparison):
        return Comparison(condition.difference, _NEGATED[condition.operator], f"not {condition.text}")
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
