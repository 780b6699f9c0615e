"""Where one sentence makes several statements: cutting it at `;`, `, and` and commas."""

from __future__ import annotations

from collections.abc import Sequence

from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.signs import sign_at
from nl2milp.readers.offline.choices.wording import EXCLUDE, MUTUAL, NEEDED, REQUIRE

__all__ = ["Elements", "chunks_of", "find_wording", "has_number", "lows_of", "statements_of"]

Elements = Sequence[Element]


def lows_of(elements: Elements) -> list[str]:
    """The words in lower case."""
    return [element.low for element in elements]


def find_wording(elements: Elements, phrases: Sequence[str], start: int = 0) -> tuple[int, int, str] | None:
    """The first place where one of the phrases stands; of several at one place, the longest."""
    lows = lows_of(elements)
    best: tuple[int, int, str] | None = None
    for phrase in phrases:
        words = phrase.split()
        for index in range(start, len(lows) - len(words) + 1):
            if lows[index : index + len(words)] == words:
                if best is None or index < best[0] or index == best[0] and len(words) > best[1] - best[0]:
                    best = (index, index + len(words), phrase)
                break
    return best


def chunks_of(elements: Elements) -> list[Elements]:
    """The parts between commas, where each of them relates two items or more by a verb of its own."""
    if {"if", "unless", "whenever", "when", "neither", "only", "or"} & set(lows_of(elements)):
        conditional = {"if", "unless", "whenever", "when", "neither", "or"} & set(lows_of(elements))
        if conditional:
            return [elements]
    parts: list[list[Element]] = [[]]
    for element in elements:
        if element.low in {",", ";"}:
            parts.append([])
        else:
            parts[-1].append(element)
    relating = [part for part in parts if sum(len(e.items) for e in part) >= 2 and _relates(part)]
    return list(relating) if len(relating) >= 2 and len(relating) >= len(parts) - 2 else [elements]


def _relates(elements: Elements) -> bool:
    found = find_wording(elements, (*EXCLUDE, *REQUIRE, *NEEDED, *MUTUAL)) is not None
    return (
        found
        or "not" in lows_of(elements)
        or any(sign_at(elements, i) for i, e in enumerate(elements) if e.number >= 0)
    )


_OWN = frozenset(
    """if unless requires require depends depend presupposes excludes clashes whenever only without needs provided
    neither either both precludes incompatible exclusive forbids cannot not most least exactly
    """.split()
)


def has_number(elements: Elements) -> bool:
    """Whether a number stands among them."""
    return any(e.number >= 0 for e in elements)


def statements_of(elements: Elements) -> list[Elements]:
    """Cut at `;` and at `, and`, where both sides speak of items and state something of their own."""
    for index, element in enumerate(elements):
        cut = _paired(elements, index)
        if cut:
            return [*statements_of(elements[:index]), *statements_of(elements[index + cut :])]
        if element.low not in {";", ".", ":"} and not (
            element.low == ","
            and index + 1 < len(elements)
            and elements[index + 1].low in {"and", "but", "so", "while", "nor"}
        ):
            continue
        one, two = elements[:index], elements[index + 1 :]
        plain = not {"both", "one", "they", "them", "together", "either", "only"} & set(
            lows_of(two)
        ) and not has_number(two)
        if two and two[0].low == "so" and any(e.items for e in one) and not any(e.items for e in two) and plain:
            return statements_of(one)
        if not (any(e.items for e in one) and any(e.items for e in two)):
            free = not {"if", "unless", "when", "should"} & set(lows_of(one)) or element.low == ":"
            if any(e.items for e in two) and len(two) > 4 and free and not (element.low == ":" and has_number(one)):
                return statements_of(two)
            joint = {"both", "together"} & set(lows_of(two)) and {"not", "never", "no", "impossible"} & set(
                lows_of(two)
            )
            if element.low in {";"} and any(e.items for e in one) and not joint:
                return [one]
            continue
        if element.low in {";"}:
            return [one, *statements_of(two)]
        if element.low == ":" and (set(lows_of(two)) & _OWN or "when" in lows_of(two)) and not has_number(one):
            return statements_of(two)
        again = {item for e in two for item in e.items} <= {item for e in one for item in e.items}
        if two[0].low == "so" and len(two) > 1 and (two[1].items or two[1].low.endswith("ing")) and again:
            return statements_of(two)  # `the owner forbids A, so A cannot be rented`
        if (
            two[0].low == "so"
            and len(two) > 1
            and two[1].low in {"that", "if", "i", "we", "they", "it", "only", "when"}
        ):
            return statements_of(two)
        if [e.low for e in two[:3]][1:] in (["so", "does"], ["so", "do"], ["so", "is"], ["so", "are"]):
            return [one, *statements_of(two)]
        if (
            two[0].low == "nor"
            and len({i for e in two for i in e.items}) == len({i for e in one for i in e.items}) == 2
        ):
            return [one, *statements_of(two)]
        conditional = {"if", "unless", "whenever", "when", "where"}
        if set(lows_of(one)) & _OWN and set(lows_of(two)) & _OWN:
            if one and one[0].low in conditional and not set(lows_of(one[1:])) & {",", "then"}:
                continue
            if set(lows_of(two)) & {
                "if",
                "unless",
                "requires",
                "depends",
                "only",
                "excludes",
                "most",
                "least",
                "exactly",
                "presupposes",
                "clashes",
                "without",
                "whenever",
                "needs",
            }:
                return [one, *statements_of(two)]
    return [elements]


def _paired(elements: Elements, index: int) -> int:
    """How many words join two statements alike at `index`: `A without B or B without A`, `..., and of the others`."""
    sides = elements[:index], elements[index + 1 :]
    if elements[index].low == "," and lows_of(sides[1][:3]) in (["and", "of", "the"], ["and", "of", "these"]):
        return 2
    twice = elements[index].low in {"or", "nor", "and"} and all("without" in lows_of(side) for side in sides)
    return 1 if twice and all(len({item for e in side for item in e.items}) > 1 for side in sides) else 0
