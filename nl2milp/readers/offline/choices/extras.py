"""Things that a condition brings in, with a price of their own: `a second studio, which costs 500`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.facts import unit_of
from nl2milp.readers.offline.choices.items import Item
from nl2milp.readers.offline.choices.names import phrase_backwards, phrase_forwards
from nl2milp.readers.offline.choices.vocabulary import DETERMINERS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Token

__all__ = ["Extra", "find_extras"]

_HINGES = frozenset(
    """if unless when whenever only requires require needs need demands calls must compulsory needed necessary mandatory
    provided without""".split()
)
_LINKS = frozenset("which whose that costing for at".split())


@dataclass(frozen=True)
class Extra:
    """Something to be taken along, and what it costs."""

    item: Item
    quantity: int
    value: Fraction
    unit: str


def find_extras(elements: Sequence[Element], tokens: Sequence[Token], quantities: Sequence[Quantity]) -> list[Extra]:
    """The priced things in one conditional sentence that are no items yet."""
    lows = [e.low for e in elements]
    hinges = _HINGES & set(lows)
    if not hinges or hinges == {"must"} and not any(e.items for e in elements):
        return []
    found: list[Extra] = []
    for index, element in enumerate(elements):
        if element.number < 0:
            continue
        quantity = quantities[element.number]
        unit = unit_of(tokens, quantity)
        if {"least", "most", "than", "exactly"} & set(lows[max(0, index - 3) : index]):
            continue
        priced = unit == "$" or {"cost", "costs", "costing", "price", "for", "fee"} & set(
            lows[max(0, index - 4) : index]
        )
        year = not unit and 1900 <= quantity.value <= 2100 and not quantity.spelled
        if not priced or year or quantity.value < 1 or quantity.spelled and unit != "$":
            continue
        bounds = _priced(elements, tokens, index) or _opening(elements, tokens, index)
        if bounds is None or any(e.items and e.first < bounds[1] and e.last > bounds[0] for e in elements):
            continue
        label = " ".join(token.text for token in tokens[bounds[0] : bounds[1]])
        words = tuple(token.lemma for token in tokens[bounds[0] : bounds[1]])
        found.append(Extra(Item(label, words, False, *bounds), element.number, quantity.value, unit))
    return found


def _priced(elements: Sequence[Element], tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """The noun phrase that the price at `index` belongs to."""
    link = index
    while link > 0 and index - link < 6 and elements[link].low not in _LINKS:
        if elements[link].items:
            return None
        link -= 1
    if elements[link].low not in _LINKS:
        return _subject(elements, tokens, index)
    before = link - 1 if link and elements[link - 1].low == "," else link
    if before <= 0:
        return None
    if elements[link].low in {"for", "at"} and before == link:
        bounds = phrase_backwards(tokens, elements[link].first, elements[0].first)
        if bounds is not None and _has_article(tokens, bounds[0]):
            return bounds
        return _clause_subject(elements, tokens, link)
    bounds = phrase_backwards(tokens, elements[before].first, elements[0].first)
    if bounds is not None and _has_article(tokens, bounds[0]):
        return bounds
    return _clause_subject(elements, tokens, before)


def _opening(elements: Sequence[Element], tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """`a trained operator, hired for 600, is needed for ...`: the subject, where it is no candidate."""
    start = 1 if elements[0].low in {"also", "but", "and"} else 0
    if elements[start].low not in {"a", "an"} or any(e.number >= 0 or e.items for e in elements[:index]):
        return None
    return phrase_forwards(tokens, elements[start].first, elements[index].first)


def _has_article(tokens: Sequence[Token], first: int) -> bool:
    return first > 0 and tokens[first - 1].low in DETERMINERS


def _subject(elements: Sequence[Element], tokens: Sequence[Token], index: int) -> tuple[int, int] | None:
    """`a fee of 500 is due`: the noun before the number."""
    if index >= 2 and elements[index - 1].low == "of":
        return phrase_backwards(tokens, elements[index - 1].first, elements[0].first)
    return None


def _clause_subject(elements: Sequence[Element], tokens: Sequence[Token], end: int) -> tuple[int, int] | None:
    """The subject of the clause that ends at `end`: a noun phrase with an article at its beginning."""
    start = end - 1
    while start > 0 and elements[start - 1].low not in {",", ";", "then", ":"}:
        start -= 1
    while start < end and elements[start].low in {",", "then", "and", "also"}:
        start += 1
    if start >= end or elements[start].low not in DETERMINERS:
        return None
    return phrase_forwards(tokens, elements[start].first, elements[end - 1].last)
