"""Columns of the table of attributes: one measure, its rate for each variable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from nl2milp.readers.offline.lexicon import FUNCTION_WORDS, UNIT_FACTORS
from nl2milp.readers.offline.rates import Rate
from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.words import stem

__all__ = ["Column", "make_columns", "scale_between"]


@dataclass(frozen=True)
class Column:
    """One measure of all variables.

    Attributes
    ----------
    values : mapping of int to Fraction
        Its rate for each variable that has one.
    quantities : tuple of int
        The quantities it was made of.
    unit : str
        Their common unit; empty if there is none.
    before, after : frozenset of str
        Words around the numbers; what they measure is mostly said after them.
    money : bool
        Whether it is in a currency.
    """

    values: Mapping[int, Fraction]
    quantities: tuple[int, ...]
    unit: str
    before: frozenset[str]
    after: frozenset[str]
    money: bool
    percent: bool

    @property
    def words(self) -> frozenset[str]:
        """All words around its numbers."""
        return self.before | self.after


def scale_between(unit: str, other: str) -> Fraction | None:
    """How many `other` one `unit` is; None where they do not measure the same.

    >>> scale_between("hour", "minute")
    Fraction(60, 1)
    """
    if unit == other:
        return Fraction(1)
    one, two = UNIT_FACTORS.get(unit), UNIT_FACTORS.get(other)
    if one is None or two is None or one[0] != two[0]:
        return None
    return Fraction(one[1], two[1])


def _overlap(one: frozenset[str], other: frozenset[str]) -> float:
    if not one or not other:
        return 0.0
    return len(one & other) / min(len(one), len(other))


def _likeness(scan: Scan, one: Rate, other: Rate) -> float:
    a, b = scan.quantities[one.quantity], scan.quantities[other.quantity]
    score = 0.0
    if one.group >= 0 and one.group == other.group:
        score += 5.0
    beside = scan.sentence_at[a.first] == scan.sentence_at[b.first] and "" in {a.unit, b.unit}
    if a.money != b.money and not beside or (a.kind == "percent") != (b.kind == "percent"):
        score -= 5.0
    if a.unit and b.unit:
        if a.unit == b.unit:
            score += 1.0
        elif scale_between(a.unit, b.unit) is None and {a.unit, b.unit} & UNIT_FACTORS.keys():
            score -= 3.0 if {a.unit, b.unit} <= UNIT_FACTORS.keys() else 1.5
    score += 2.5 * _overlap(one.after, other.after) + 1.5 * _overlap(one.before, other.before)
    score += 0.5 * _overlap(one.before | one.after, other.before | other.after)
    if _differ(scan, one, other):
        score -= 2.5 if not _thing(scan, one) & _thing(scan, other) else 4.0
    if one.order == other.order:
        score += 0.6
    same = scan.sentence_at[a.first] == scan.sentence_at[b.first]
    return score + (0.4 if same else 0.0)


def _thing(scan: Scan, rate: Rate) -> frozenset[str]:
    """What is measured, in `3 units of almond butter`: the words after `of`."""
    last = scan.quantities[rate.quantity].last
    if last + 1 >= len(scan.tokens) or scan.tokens[last + 1].low != "of":
        return frozenset()
    stop = last + 2
    while stop < min(last + 6, len(scan.tokens)):
        token = scan.tokens[stop]
        if token.kind != "word" or token.low in FUNCTION_WORDS and len(token.text) > 1:
            break
        stop += 1
    return rate.after & frozenset(scan.tokens[i].stem for i in range(last + 2, stop))


def _differ(scan: Scan, one: Rate, other: Rate) -> bool:
    """Whether two rates name different things: oats and barley, or peanut butter and almond butter."""
    a, b = _thing(scan, one), _thing(scan, other)
    if not a or not b:
        return False
    if not a & b:
        return True
    owners = [{stem(word) for word in name.own} for name in scan.names]
    return any((a - b) & mine and (b - a) & yours for mine in owners for yours in owners if mine is not yours)


def make_columns(scan: Scan, rates: Sequence[Rate]) -> tuple[Column, ...]:
    """Match the rates of different variables into columns, the likeliest pairs first."""
    groups: list[list[Rate]] = [[rate] for rate in rates]
    pairs = sorted(
        (
            (-_likeness(scan, one, other), i, j)
            for i, one in enumerate(rates)
            for j, other in enumerate(rates)
            if i < j and not set(one.variables) & set(other.variables)
        ),
    )
    place = list(range(len(rates)))
    for negative, i, j in pairs:
        if -negative < 0.5 or place[i] == place[j]:
            continue
        one, other = groups[place[i]], groups[place[j]]
        if {v for rate in one for v in rate.variables} & {v for rate in other for v in rate.variables}:
            continue
        links = [_likeness(scan, a, b) for a in one for b in other]
        if sum(links) / len(links) < 0.5:
            continue
        target, source = place[i], place[j]
        groups[target] = one + other
        groups[source] = []
        place = [target if p == source else p for p in place]
    return tuple(_column(scan, group) for group in groups if group)


def _column(scan: Scan, group: list[Rate]) -> Column:
    units = [scan.quantities[rate.quantity].unit for rate in group]
    known = [unit for unit in units if unit in UNIT_FACTORS]
    unit = known[0] if known else max(units, key=units.count)
    values: dict[int, Fraction] = {}
    all_lost = all("los" in rate.before | rate.after for rate in group)
    for rate in group:
        quantity = scan.quantities[rate.quantity]
        scale = scale_between(quantity.unit, unit) if quantity.unit in UNIT_FACTORS else Fraction(1)
        lost = "los" in rate.before | rate.after
        for variable in rate.variables:
            value = quantity.value * (scale or 1)
            values.setdefault(variable, -value if lost and not all_lost else value)
    quantities = [scan.quantities[rate.quantity] for rate in group]
    return Column(
        values,
        tuple(sorted(rate.quantity for rate in group)),
        unit,
        frozenset().union(*(rate.before for rate in group)),
        frozenset().union(*(rate.after for rate in group)),
        any(quantity.money for quantity in quantities),
        any(quantity.kind == "percent" for quantity in quantities),
    )
