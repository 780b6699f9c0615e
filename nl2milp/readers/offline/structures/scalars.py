"""Numbers that stand alone, each with the words of its own clause: what they measure is told by these."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.signs import sign_at
from nl2milp.readers.offline.structures.document import Document

__all__ = ["Scalar", "find_scalars"]

_JOINS = frozenset("and but while whereas or".split())


@dataclass(frozen=True)
class Scalar:
    """One number.

    Attributes
    ----------
    number : int
        The position of its quantity.
    place : int
        Its sentence.
    sign : str
        `<=`, `>=`, `==` or empty.
    words : frozenset of str
        The words and lemmas of its clause.
    wide : frozenset of str
        Those of its whole sentence.
    before, after : tuple of str
        The nearest words in lower case, in the order of the text.
    items : frozenset of int
        The labels that its clause refers to.
    """

    number: int
    place: int
    value: Fraction
    money: bool
    sign: str
    words: frozenset[str]
    wide: frozenset[str]
    before: tuple[str, ...]
    after: tuple[str, ...]
    items: frozenset[int]


def find_scalars(document: Document, lines: Sequence[Sequence[Element]], used: frozenset[int]) -> list[Scalar]:
    """The numbers outside of tables that are not in `used`, in the order of the text."""
    found: list[Scalar] = []
    for place, elements in enumerate(lines):
        wide = _words(elements)
        for first, last in _clauses(elements, used):
            clause = elements[first:last]
            words = _words(clause)
            items = frozenset(item for element in clause for item in element.items)
            for index in range(first, last):
                element = elements[index]
                if element.number < 0 or element.number in used:
                    continue
                found.append(
                    Scalar(
                        element.number,
                        place,
                        element.value,
                        element.money or _is_price(elements, index),
                        sign_at(elements, index),
                        words,
                        wide,
                        tuple(e.low for e in elements[max(0, index - 6) : index]),
                        tuple(e.low for e in elements[index + 1 : index + 7]),
                        items,
                    )
                )
    return found


def _is_price(elements: Sequence[Element], index: int) -> bool:
    """Whether a number without a currency is one of money: `at a cost of 50 each`, `storing one costs 2`."""
    before = [element.low for element in elements[max(0, index - 2) : index]]
    after = elements[index + 1].low if index + 1 < len(elements) else "."
    return (before[-1:] in (["costs"], ["cost"]) or before in (["cost", "of"], ["price", "of"])) and after in _BEHIND


_BEHIND = frozenset(". , ; ) and but each apiece per a an for to if in".split())


def _words(elements: Sequence[Element]) -> frozenset[str]:
    return frozenset(word for e in elements for word in (e.low, e.lemma) if word and not e.items)


def _clauses(elements: Sequence[Element], used: frozenset[int]) -> list[tuple[int, int]]:
    """Stretches with a number each, cut at commas and conjunctions between two numbers."""
    cuts = [0]
    numbers = [index for index, e in enumerate(elements) if e.number >= 0 and e.number not in used]
    for one, two in itertools.pairwise(numbers):
        between = range(one + 1, two)
        marks = [i for i in between if elements[i].low in {",", ";", ":"}]
        joined = [i for i in between if elements[i].low in _JOINS and not _is_range(elements, one, i)]
        firm = [i for i in marks if i + 1 in joined] or joined or marks
        if firm:
            cuts.append(firm[-1] if firm is joined else firm[0])
    return [(a, b) for a, b in zip(cuts, [*cuts[1:], len(elements)], strict=True) if b > a]


def _is_range(elements: Sequence[Element], number: int, joint: int) -> bool:
    """`between 40 and 90` is one clause."""
    return joint == number + 1 and any(e.low == "between" for e in elements[max(0, number - 3) : number])
