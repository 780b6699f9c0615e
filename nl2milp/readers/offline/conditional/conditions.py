"""What conditions on quantities say, apart from how a text words them."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

__all__ = [
    "Charge",
    "Condition",
    "Every",
    "Linear",
    "Lot",
    "Made",
    "Not",
    "Rule",
    "Some",
    "Taken",
    "negated",
    "takes",
    "variables_of",
]


@dataclass(frozen=True)
class Linear:
    """`sum(terms) sign right`; `<` and `>` are strict. A `rule` that is already written comes before the terms."""

    terms: tuple[tuple[int, Fraction], ...]
    sign: str
    right: Fraction
    rule: str = ""


@dataclass(frozen=True)
class Made:
    """Any of a quantity is there, or none."""

    variable: int
    positive: bool = True


@dataclass(frozen=True)
class Taken:
    """Something that is taken once or not at all, known by its position among the extras."""

    extra: int
    positive: bool = True


@dataclass(frozen=True)
class Every:
    """All parts hold."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Some:
    """At least one part holds."""

    parts: tuple[Condition, ...]


@dataclass(frozen=True)
class Not:
    """The part does not hold."""

    part: Condition


Condition = Linear | Made | Taken | Every | Some | Not


@dataclass(frozen=True)
class Rule:
    """A statement of logic: its template, and the conditions in the order of the template's slots.

    Attributes
    ----------
    template : str
        `if_then`, `iff`, `either_or`, `all_or_none`, `k_of_n`, `on_off` or `linear`.
    parts : tuple of Condition
        Premise and conclusion, both sides, options, or what is counted.
    first, last : int
        The tokens that state it.
    exclusive : bool
        Of `either_or`: only one option may hold.
    sign, count : str, int
        Of `k_of_n`.
    """

    template: str
    parts: tuple[Condition, ...]
    first: int
    last: int
    exclusive: bool = False
    sign: str = ""
    count: int = 0


@dataclass(frozen=True)
class Lot:
    """A variable comes in whole lots of `size`."""

    variable: int
    size: Fraction
    first: int
    last: int


@dataclass(frozen=True)
class Charge:
    """What is due once where a condition holds.

    Attributes
    ----------
    condition : Condition
        When it is due.
    value : Fraction
        How much.
    unit : str
        `$` for money, else the lemma of the unit.
    label : str
        What is paid for, in the text's words; empty if it is not named.
    gain : bool
        Whether it is received and not paid.
    first, last : int
        The tokens that state it.
    """

    condition: Condition
    value: Fraction
    unit: str
    label: str
    gain: bool
    first: int
    last: int


_TURNED = {"<=": ">", ">=": "<", "<": ">=", ">": "<="}


def negated(condition: Condition) -> Condition:
    """What holds where the condition does not."""
    if isinstance(condition, Made):
        return Made(condition.variable, not condition.positive)
    if isinstance(condition, Taken):
        return Taken(condition.extra, not condition.positive)
    if isinstance(condition, Not):
        return condition.part
    if isinstance(condition, Every):
        return Some(tuple(negated(part) for part in condition.parts))
    if isinstance(condition, Some):
        return Every(tuple(negated(part) for part in condition.parts))
    if condition.sign in _TURNED and not condition.rule:
        return Linear(condition.terms, _TURNED[condition.sign], condition.right)
    return Not(condition)


def variables_of(condition: Condition) -> frozenset[int]:
    """The variables that a condition speaks of."""
    if isinstance(condition, Made):
        return frozenset({condition.variable})
    if isinstance(condition, Taken):
        return frozenset()
    if isinstance(condition, Linear):
        return frozenset(variable for variable, _ in condition.terms)
    if isinstance(condition, Not):
        return variables_of(condition.part)
    return frozenset().union(*(variables_of(part) for part in condition.parts))


def takes(condition: Condition, extra: int) -> bool:
    """Whether a condition speaks of an extra."""
    if isinstance(condition, Taken):
        return condition.extra == extra
    if isinstance(condition, Not):
        return takes(condition.part, extra)
    return isinstance(condition, Every | Some) and any(takes(part, extra) for part in condition.parts)
