"""Conditions on candidates and on quantities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

__all__ = [
    "All",
    "Among",
    "Any",
    "Compare",
    "Condition",
    "Count",
    "Is",
    "Never",
    "Relative",
    "condition_of",
    "items_of",
    "negated",
]


@dataclass(frozen=True)
class Is:
    """One item is chosen, or made at all; or not."""

    item: int
    positive: bool = True


@dataclass(frozen=True)
class Compare:
    """The sum of the items' quantities compared with a number."""

    items: tuple[int, ...]
    sign: str
    value: Fraction


@dataclass(frozen=True)
class Count:
    """How many of the items are chosen."""

    items: tuple[int, ...]
    sign: str
    value: int


@dataclass(frozen=True)
class All:
    """All parts hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Any:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Never:
    """The part does not hold."""

    part: Condition


@dataclass(frozen=True)
class Among:
    """How many of several conditions hold."""

    parts: tuple[Condition, ...]
    sign: str
    value: int


@dataclass(frozen=True)
class Relative:
    """How many of some items are chosen, compared with a part of how many of others are, and a number more."""

    items: tuple[int, ...]
    sign: str
    others: tuple[int, ...]
    part: Fraction
    plus: int = 0


Condition = Is | Compare | Count | All | Any | Never | Among | Relative


def negated(condition: Condition) -> Condition:
    """What holds when the condition does not."""
    if isinstance(condition, Is):
        return Is(condition.item, not condition.positive)
    if isinstance(condition, Never):
        return condition.part
    if isinstance(condition, All):
        return Any(tuple(negated(part) for part in condition.parts))
    if isinstance(condition, Any):
        return All(tuple(negated(part) for part in condition.parts))
    return Never(condition)


def items_of(condition: Condition) -> set[int]:
    """The items it speaks of."""
    if isinstance(condition, Is):
        return {condition.item}
    if isinstance(condition, Compare | Count):
        return set(condition.items)
    if isinstance(condition, Relative):
        return {*condition.items, *condition.others}
    if isinstance(condition, Never):
        return items_of(condition.part)
    return {item for part in condition.parts for item in items_of(part)}


def condition_of(template: str, parts: Sequence[Condition], exclusive: bool) -> Condition | None:
    """A whole statement as a condition; None where it can be none."""
    if template == "if_then":
        return Any((negated(parts[0]), parts[1]))
    if template == "iff":
        one, two = parts
        return Any((All((one, two)), All((negated(one), negated(two)))))
    if template == "all_or_none":
        return Any((All(tuple(parts)), All(tuple(negated(part) for part in parts))))
    if template == "either_or":
        return Among(tuple(parts), "==", 1) if exclusive else Any(tuple(parts))
    return parts[0] if len(parts) == 1 else None
