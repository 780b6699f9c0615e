"""Bounds of quantities: of one, of each, and of all together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from nl2milp.readers.offline.choices.conditions import sign_at
from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.items import Item
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Token

__all__ = ["Bound", "find_bounds", "unit_nouns"]

_EACH = (
    ("of", "each"), ("of", "any", "one"), ("of", "every"), ("of", "either"), ("of", "a"), ("of", "any"),
    ("each", "of"), ("of", "one"),
)  # fmt: skip
_ALL = frozenset("altogether total all overall together combined".split())
_PAST = frozenset("available hours minutes budget".split())
_NEED = frozenset("need needs must require requires demand deliver least transport meet meets seat".split())


@dataclass(frozen=True)
class Bound:
    """The sum of some items' quantities compared with a number, or with that multiple of the item `per`."""

    items: tuple[int, ...]
    sign: str
    value: Fraction
    quantity: int
    first: int
    last: int
    per: int = -1


def unit_nouns(tokens: Sequence[Token], items: Sequence[Item]) -> frozenset[str]:
    """The nouns that one unit of a quantity is called: `tonne` in `a tonne of bolts`, `hectare` in `per hectare`."""
    found = {item.words[0] for item in items if len(item.words) > 2 and item.words[1] == "of"}
    for index in range(1, len(tokens)):
        if tokens[index - 1].low == "per" and tokens[index].kind == "word":
            found.add(tokens[index].lemma)
    for index in range(1, len(tokens) - 1):
        if tokens[index - 1].low in {"a", "an"} and tokens[index + 1].low in {"from", "by"}:
            found.add(tokens[index].lemma)
    heads = [item.words[-1] for item in items]
    found |= {head for head in heads if heads.count(head) == len(heads)}
    return frozenset(found)


def find_bounds(
    elements: Sequence[Element],
    tokens: Sequence[Token],
    quantities: Sequence[Quantity],
    nouns: frozenset[str],
    everyone: tuple[int, ...],
    used: set[int],
    measured: frozenset[str] = frozenset(),
) -> list[Bound]:
    """All bounds that a sentence states."""
    found: list[Bound] = []
    previous: tuple[int, str] = (-9, "")
    for index, element in enumerate(elements):
        if element.number < 0 or element.number in used or element.value == 0:
            continue
        if "$" in measured and (element.money or quantities[element.number].money):
            continue
        if quantities[element.number].kind != "number" or quantities[element.number].unit in measured - nouns:
            continue
        sign = sign_at(elements, index) or _limited(elements, index)
        inherited = not sign and bool(previous[1]) and index - previous[0] <= 8
        sign = sign or (previous[1] if inherited else "")
        target = _target(elements, index, tokens, quantities, nouns, everyone, sign, inherited)
        if target is None:
            continue
        items, each = target
        if not sign:
            sign = _implied(elements, index)
        sign = {">": ">=", "<": "<="}.get(sign, sign)
        used.add(element.number)
        previous = (index, sign)
        per = _per(elements, index)
        if per >= 0 and per not in items:
            found.append(Bound(items, sign, element.value, element.number, *_extent(elements, index), per))
            continue
        for group in [(item,) for item in items] if each else [items]:
            found.append(Bound(group, sign, element.value, element.number, *_extent(elements, index)))
    return found


def _per(elements: Sequence[Element], index: int) -> int:
    """The item of `for every lamp`, before or behind the number; -1 if there is none."""
    near = elements[max(0, index - 10) : index + 7]
    for place in range(len(near) - 1):
        if near[place].low in {"every", "each", "per"} and near[place + 1].items:
            return near[place + 1].items[0]
    return -1


def _limited(elements: Sequence[Element], index: int) -> str:
    """`limit bolts to 18 tonnes`, `flour for 70 loaves`."""
    before = [e.low for e in elements[max(0, index - 5) : index]]
    if before[-1:] == ["to"] and {"limit", "limits", "limited", "restricted", "restricts"} & set(before):
        return "<="
    if before[-1:] == ["for"] and any(e.items for e in elements[index + 1 : index + 3]):
        return "<="
    return ""


def _implied(elements: Sequence[Element], index: int) -> str:
    lows = {e.low for e in elements}
    if lows & {"all", "exactly", "whole", "splits", "split", "every"}:
        return "=="
    return ">=" if lows & _NEED else "<="


def _target(
    elements: Sequence[Element],
    index: int,
    tokens: Sequence[Token],
    quantities: Sequence[Quantity],
    nouns: frozenset[str],
    everyone: tuple[int, ...],
    sign: str,
    inherited: bool,
) -> tuple[tuple[int, ...], bool] | None:
    """Which items a number bounds, and whether each of them; None if it is about something else."""
    ahead = elements[index + 1 : index + 9]
    lows = [e.low for e in ahead]
    for place, element in enumerate(ahead):
        if element.low in {",", ";", ".", "and", "or", "while"} or element.number >= 0:
            break
        if element.low in {"for", "among", "between", "in"} and _list_size(ahead[place + 1 :]) > 1:
            return tuple(dict.fromkeys(i for e in ahead for i in e.items)), False
        if element.low in {"for", "by"} and place > 1:
            break
        if element.items and sign:
            return element.items, False
    for start in range(min(3, len(lows))):
        if any(tuple(lows[start : start + len(p)]) == p for p in _EACH) and sign:
            return everyone, True
    if lows[:1] == ["each"] and sign:
        return everyone, True
    unit = quantities[element_number(elements, index)].unit
    counted = unit in nouns or not unit
    before = list(elements[max(0, index - 9) : index])
    for position in range(len(before) - 1, -1, -1):
        if before[position].low in {";", "."} or before[position].number >= 0:
            break
        if before[position].items and sign and not inherited and (counted or not _is_measure(unit)):
            return before[position].items, False
    words = {e.low for e in elements[max(0, index - 4) : index + 6]}
    if sign and words & _ALL and (counted or not _is_measure(unit)):
        return everyone, False
    if unit and unit in nouns and not any(e.items for e in elements[max(0, index - 6) : index + 3]):
        return everyone, False
    return None


def _list_size(elements: Sequence[Element]) -> int:
    """How many items the list has that begins here."""
    count = 0
    for element in elements:
        if element.items:
            count += 1
        elif element.low not in {",", "and", "or", "the", "a", "an"}:
            break
    return count


def element_number(elements: Sequence[Element], index: int) -> int:
    """The position of the quantity at an element."""
    return elements[index].number


def _is_measure(unit: str) -> bool:
    return unit in {"hour", "minute", "day", "week", "$", "kilogram", "gram", "liter", "meter", "person", "point"}


def _extent(elements: Sequence[Element], index: int) -> tuple[int, int]:
    first = last = index
    while first > 0 and elements[first - 1].low not in {",", ";", ".", ":"} and elements[first - 1].number < 0:
        first -= 1
    while last + 1 < len(elements) and elements[last + 1].low not in {",", ";", ".", ":", "?"}:
        if elements[last + 1].number >= 0:
            break
        last += 1
    return elements[first].first, elements[last].last
