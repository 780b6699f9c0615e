"""Budgets, requirements and counts: the numbers that belong to no item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from nl2milp.readers.offline.choices.aims import COSTS, classes_of
from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.facts import unit_of
from nl2milp.readers.offline.choices.lists import scale_of
from nl2milp.readers.offline.choices.measures import Column
from nl2milp.readers.offline.choices.signs import sign_at
from nl2milp.readers.offline.choices.totals import (
    Total,
    counts_of,
    is_between,
    is_each,
    is_picked,
    is_total,
    sign_of_places,
)
from nl2milp.readers.offline.columns import scale_between
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Token

__all__ = ["Limit", "find_limits", "left_over", "strongest"]

_NEEDS = frozenset("need needs needed must require requires required demand demands demanded".split())
_DUTIES = frozenset("reach command install supply deliver collect".split())
"""What is demanded only where it has to be done: `has to deliver 90`, but `the panels deliver 90`."""
_CAPS = frozenset("available has have afford room spend budget limit most within stored hired work hire raised".split())


@dataclass(frozen=True)
class Limit:
    """A column's total compared with a number."""

    column: int
    sign: str
    value: Fraction
    quantity: int
    first: int
    last: int
    certain: bool


def find_limits(
    elements: Sequence[Element],
    tokens: Sequence[Token],
    quantities: Sequence[Quantity],
    columns: Sequence[Column],
    used: set[int],
    size: int,
    sought: Mapping[int, str] | None = None,
) -> list[Limit | Total]:
    """All limits that a sentence states with numbers not used so far.

    `sought` gives the columns that the aim speaks of, and its sense: what is maximised is hardly limited from above.
    """
    found: list[Limit | Total] = []
    taken: set[int] = set()
    for index, element in enumerate(elements):
        if element.number < 0 or element.number in used:
            continue
        quantity = quantities[element.number]
        if quantity.kind != "number":
            continue
        sign = sign_at(elements, index)
        slots = sign_of_places(elements, index, columns) if not sign and 1 < quantity.value < size else ""
        if not sign and 1 < quantity.value < size:
            sign = "==" if is_picked(elements, index) else slots
        if quantity.spelled and not sign and quantity.value <= size and not is_between(elements, index):
            unit = unit_of(tokens, quantity)
            if quantity.value == size or unit not in {column.unit for column in columns}:
                used.add(element.number)
                continue
        words = _around(elements, index)
        unit = unit_of(tokens, quantity)
        told = {e.number for e in elements if e.number >= 0}
        here = [at for at, column in enumerate(columns) if told & set(column.quantities)]
        best, score, lead = _best(columns, unit, words, quantity, used, tokens, sign, taken, sought or {}, here)
        whole = quantity.value.denominator == 1 and quantity.value <= size and not quantity.money
        total = whole and score < 3.0 and quantity.value >= 2 and (bool(slots) or is_total(elements, index, sign))
        if total:
            found += [
                Total(mark, value, element.number, element.first, element.last)
                for mark, value in counts_of(elements, index, sign)
            ]
            used.add(element.number)
            continue
        if sign in {">=", ">", "=="} and quantity.value == 1 or is_each(elements, index):
            continue
        lone = bool(sign) and score >= 0.5 and score - lead < 0.2
        if best < 0 or score < 1.0 and not lone or whole and quantity.spelled and not sign and score < 3.0:
            continue
        lows = {e.low for e in elements[max(0, index - 9) : index + 9]}
        if not sign:
            caps = lows & _CAPS - ({"have", "has"} if _is_duty(elements, index) else set())
            kinds = classes_of(columns[best].words)
            spent = not columns[best].words & _INCOME and (
                "cost" in kinds or unit == "$" and best not in (sought or {})
            )
            sign = ">=" if _demands(elements, lows) and not caps and not spent else "<="
        sign = {">": ">=", "<": "<="}.get(sign, sign)
        if sign == "==" and elements[index - 1].low == "only":
            sign = "<="
        scale = scale_between(unit, columns[best].unit) or Fraction(1)
        taken.add(best)
        first, last = _extent(elements, index)
        certain = score >= 1.5 or score >= 1.0 and lead >= 1.0 or lone
        found.append(Limit(best, sign, quantity.value * scale, element.number, first, last, certain))
        used.add(element.number)
    return found


def strongest(limits: Sequence[Limit | Total]) -> tuple[Limit | Total, ...]:
    """The limits without counts that an exact one of the same number makes idle: `four slots`, `fill all four`."""
    exact = {one.value for one in limits if isinstance(one, Total) and one.sign == "=="}
    return tuple(one for one in limits if not isinstance(one, Total) or one.sign == "==" or one.value not in exact)


def _demands(elements: Sequence[Element], lows: set[str]) -> bool:
    """Whether the words of a sentence demand an amount: `we need 40`, `the plan has to deliver 90`."""
    if lows & _NEEDS:
        return True
    said = [e.low for e in elements]
    return bool(lows & _DUTIES) and any(
        low in _DUTIES and {"to", "should", "shall"} & set(said[max(0, at - 3) : at]) for at, low in enumerate(said)
    )


def _is_duty(elements: Sequence[Element], index: int) -> bool:
    """Whether `have` before a number is `have to`: `the savings have to reach 600`."""
    lows = [e.low for e in elements[max(0, index - 9) : index]]
    return any(low in {"have", "has"} and lows[i + 1 : i + 2] == ["to"] for i, low in enumerate(lows))


def left_over(
    lines: Sequence[Sequence[Element]],
    tokens: Sequence[Token],
    quantities: Sequence[Quantity],
    columns: Sequence[Column],
    free: Sequence[int],
    used: set[int],
) -> list[Limit]:
    """A number that nothing else explains limits the one measure that nothing else limits."""
    found: list[Limit] = []
    units = {column.unit for column in columns}
    for at in free:
        column = columns[at]
        low, high = min(column.values.values()), sum(column.values.values())
        fitting = [
            (elements, index)
            for elements in lines
            for index, element in enumerate(elements)
            if element.number >= 0
            and element.number not in used
            and quantities[element.number].kind == "number"
            and (not quantities[element.number].spelled or element.value > 12)
            and low <= element.value <= high
            and (
                unit_of(tokens, quantities[element.number]) in {"", column.unit, *column.words}
                or not column.unit
                and unit_of(tokens, quantities[element.number]) not in units
            )
        ]
        if len(fitting) != 1:
            continue
        elements, index = fitting[0]
        sign = {">": ">=", "<": "<=", "==": "<="}.get(sign_at(elements, index), sign_at(elements, index))
        if not sign:
            lows = {e.low for e in elements}
            sign = ">=" if _demands(elements, lows) and not lows & _CAPS else "<="
        told = bool({e.low for e in elements} & _GIVEN) and len(free) == 1
        used.add(elements[index].number)
        found.append(Limit(at, sign, elements[index].value, elements[index].number, *_extent(elements, index), told))
    return found


_GIVEN = frozenset(
    "there works available has have budget capital limit limited most least spend afford needs must".split()
)


def _around(elements: Sequence[Element], index: int) -> set[str]:
    """Lemmas of the words of the clause around a number."""
    first = index
    while (
        first > 0
        and elements[first - 1].low not in {";", "."}
        and index - first < 11
        and elements[first - 1].number < 0
    ):
        first -= 1
    if first > 0 and elements[first - 1].number >= 0:  # `210 grown-ups and at least 160`: of another number
        first = next((i + 1 for i in range(index - 1, first, -1) if elements[i].low in {",", "and", "but"}), first)
    last = index + 1
    while last < len(elements) and elements[last].low not in {";", "."} and last - index < 9:
        if elements[last].number >= 0:
            break
        last += 1
    return {e.lemma for e in elements[first:last]} | {e.low for e in elements[first:last]}


_AGAINST = {"maximize": frozenset(["", "<=", "<"]), "minimize": frozenset([">=", ">"])}


def _best(
    columns: Sequence[Column],
    unit: str,
    words: set[str],
    quantity: Quantity,
    used: set[int],
    tokens: Sequence[Token],
    sign: str,
    taken: set[int],
    sought: Mapping[int, str],
    here: Sequence[int],
) -> tuple[int, float, float]:
    """The column that a number limits, its score, and by how much it leads the next.

    `here` has the columns whose numbers stand in the same sentence.
    """
    best, top, second = -1, 0.0, 0.0
    for at, column in enumerate(columns):
        score = 0.0
        if unit and column.unit:
            if unit == column.unit:
                score += 3.0
            elif scale_between(unit, column.unit):
                score += 2.5
            elif _akin({unit}, {column.unit}):
                score += 2.0
            elif "$" in {unit, column.unit}:
                score -= 3.0
        sizes = column.values.values()
        if unit and not column.unit and unit in column.words:
            score += 1.5
        if unit == "$" and not column.unit and min(sizes) >= 1000 and min(sizes) <= quantity.value <= sum(sizes):
            score += 1.2  # `can spend 60 thousand crowns`, and the prices are only said to be thousands
        if not unit and column.unit == "$" and scale_of(tokens, quantity) > 1:
            score += 1.2
        costly = "cost" in classes_of(column.words)
        if words & COSTS and costly:
            score += 1.5
        elif unit == "$" and column.unit == "" and costly:
            score += 2.0
        if sign in {"", "<=", "<"} and not costly and (column.words & _INCOME or classes_of(column.words)):
            score -= 2.0 if unit == "$" or words & COSTS else 0.5
        if quantity.value > sum(column.values.values()) or quantity.value < min(column.values.values()):
            score -= 1.0
        if column.unit and column.unit in words:
            score += 1.5
        if here == [at] and not (unit and column.unit and unit != column.unit):
            score += 1.5
        score += 0.5 * min(len(words & column.words), 3) + 0.7 * _akin(words, column.words)
        score -= 1.0 if at in taken else 0.0
        score -= 1.0 if sign in _AGAINST.get(sought.get(at, ""), frozenset()) else 0.0
        score += 0.02 * len(column.values) - 0.01 * at
        if score > top:
            best, top, second = at, score, top
        elif score > second:
            second = score
    return best, top, top - second


def _akin(words: set[str], others: set[str]) -> bool:
    """Whether two long words begin alike: `maintenance`, `maintain`."""
    heads = {word[:5] for word in words if len(word) > 5}
    return any(word[:5] in heads for word in others - words if len(word) > 5)


_INCOME = frozenset("profit income earn revenue return gain bring yield margin takings save benefit value".split())


def _extent(elements: Sequence[Element], index: int) -> tuple[int, int]:
    first = last = index
    while first > 0 and elements[first - 1].low not in {",", ";", ".", ":"} and elements[first - 1].number < 0:
        first -= 1
    while last + 1 < len(elements) and elements[last + 1].low not in {",", ";", ".", ":", "?"}:
        if elements[last + 1].number >= 0:
            break
        last += 1
    while first < index and elements[first].low in {"and", "but"}:
        first += 1
    return elements[first].first, elements[last].last
