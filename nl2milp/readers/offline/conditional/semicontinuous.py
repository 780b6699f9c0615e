"""Amounts that are either absent or in a range: `none, or 20 to 40`, `if it runs, 40 to 100`, `the same for hats`."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction

from nl2milp.readers.offline.conditional.absence import absences, alternative, has_batch, presences
from nl2milp.readers.offline.conditional.amountlimits import amount_signs
from nl2milp.readers.offline.conditional.clauses import Clauses
from nl2milp.readers.offline.conditional.conditions import Linear, Made, Rule
from nl2milp.readers.offline.conditional.findings import Finding
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.quantities import Quantity, find_quantities

__all__ = ["semicontinuous"]

_LEADING = frozenset(
    """, ; : and while whereas but the same applies apply holds hold goes is true for to from in into of a an with also
    likewise similarly those that""".split()
)
_EACH = frozenset("each every both either any all".split())


def semicontinuous(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`Desks are skipped or made in a run of 20 to 40`, each piece of the sentence about a variable of its own."""
    if clauses.extra_in(first, last) >= 0:
        return None  # `if the inspector comes, at least 6 barrels must be pressed`
    rules: list[Rule] = []
    used: set[int] = set()
    for start, stop in _pieces(clauses, first, last):
        found = _piece(clauses, start, stop, bool(rules), used)
        if found is None:
            return None
        rules += [replace(rule, first=first, last=last) for rule in found]
    clauses.used |= used
    return Finding(rules) if rules else None


def _numbers(clauses: Clauses, first: int, last: int) -> list[Quantity]:
    found = [
        replace(q, first=q.first + first, last=q.last + first) for q in find_quantities(clauses.tokens[first:last])
    ]
    return [q for q in found if q.value and not (q.spelled and q.value == 1)]


def _pieces(clauses: Clauses, first: int, last: int) -> list[tuple[int, int]]:
    """Cut where another variable begins behind a number: `..., Birch either nothing or 30`, `..., 15 trains`."""
    numbers = _numbers(clauses, first, last)
    cuts = [first]
    for index in range(first + 1, last - 1):
        if clauses.tokens[index].low not in {",", ";", "and", "while", "whereas", "but"}:
            continue
        inside = [q for q in numbers if cuts[-1] <= q.first < index]
        place = index + 1
        while place < last and clauses.tokens[place].low in _LEADING:
            place += 1
        counted = next((q for q in numbers if q.first == place), None)
        place = counted.last if counted is not None else place
        begins = next((m for m in clauses.mentions if m.first == place), None)
        earlier = {m.variable for m in clauses.spoken(cuts[-1], index)}
        if inside and begins is not None and begins.variable not in earlier:
            cuts.append(index)
    cuts.append(last)
    return [(cuts[i], cuts[i + 1]) for i in range(len(cuts) - 1)]


def _piece(clauses: Clauses, first: int, last: int, goes_on: bool, used: set[int]) -> list[Rule] | None:
    tokens = clauses.tokens
    numbers = _numbers(clauses, first, last)
    said = presences(tokens, first, last, numbers)
    offered = alternative(tokens, first, last, numbers) is not None or has_batch(tokens, first, last)
    if not offered and not said and not goes_on or not numbers:
        return None
    if any(start <= q.first < stop for q in numbers for start, stop in said):
        return None
    items = _subject(clauses, first, last, said)
    if not items:
        return None
    unit = clauses.draft.domain.unit
    measured = {column.unit for column in clauses.draft.columns if column.unit and not column.money}
    for quantity in numbers:
        foreign = quantity.unit in UNIT_FACTORS or quantity.unit in measured
        if quantity.kind != "number" or (quantity.money or foreign) and quantity.unit != unit:
            return None
    signs = amount_signs(tokens, first, last, numbers)
    if not all(signs) or not said and not any(sign[0] == ">" for sign in signs):
        return None
    said_limits = [(sign, q.value) for sign, q in zip(signs, numbers, strict=True)]
    least = {value for sign, value in said_limits if sign[0] == ">"}
    # `fewer than 30 are not worth the trouble, so none or at least 30`
    said_limits = [(sign, value) for sign, value in said_limits if sign != "<" or value not in least]
    limits = {sign[0]: (sign, value) for sign, value in said_limits}
    if len({(sign[0], value) for sign, value in said_limits}) != len(limits):
        return None
    used.update(q.first for q in numbers)
    used.update(first + q.first for q in find_quantities(tokens[first:last]) if q.value <= 1)
    rules = []
    for item in items:
        parts = tuple(Linear(((item, Fraction(1)),), sign, value) for sign, value in limits.values())
        rules.append(Rule("on_off", (Made(item), *parts), first, last))
    return rules


def _subject(clauses: Clauses, first: int, last: int, said: list[tuple[int, int]]) -> tuple[int, ...]:
    """The variable that a piece is about, or those that it lists at its beginning; empty if it is not clear."""
    items = clauses.variables(first, last)
    lows = clauses.lows(first, last)
    if len(items) == 1:
        return items
    if not items:
        if _EACH & set(lows) and {"kind", "type", "product", "one", "them", "these"} & set(lows):
            return ()
        return clauses.recent(first)
    spoken = clauses.spoken(first, last)
    gaps = [set(clauses.lows(one.last, two.first)) for one, two in itertools.pairwise(spoken)]
    listed = len(items) == len(spoken) and all(gap <= {",", "and", "or", "nor", "the", "both"} for gap in gaps)
    if said or not listed or not absences(clauses.tokens, first, last):
        return ()
    return items
