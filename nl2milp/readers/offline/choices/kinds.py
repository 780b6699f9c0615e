"""What a sentence does: give data, offer the candidates, say that they are whole, or state something to be read."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.signs import sign_at
from nl2milp.readers.offline.choices.splitting import find_wording
from nl2milp.readers.offline.choices.wording import EXCLUDE, NEEDED, REQUIRE
from nl2milp.readers.offline.quantities import Quantity

__all__ = ["is_data", "is_indivisible", "is_offer", "refers", "relates", "without_once"]

_HINGES = frozenset("if unless both neither nor only without either whenever".split())
_CONDITIONS = frozenset("if unless only without whenever neither nor cannot not no must when".split())
_LISTING = frozenset(", and or nor the a an its as well : ( ) either both".split())
_WHOLE = frozenset(
    """once part partly partially parts split whole wholly full fully complete completely entire entirely shared divided
    half twice fraction fractions fractional indivisible copy copies repeated all-or-nothing""".split()
)
_BACK = frozenset("they them these those both it former latter other same others two three four five many half".split())


def is_data(elements: Sequence[Element], quantities: Sequence[Quantity], size: int) -> bool:
    """Whether a sentence gives numbers of the items, as a table does."""
    numbers = [
        i
        for i, e in enumerate(elements)
        if e.number >= 0
        and (not quantities[e.number].spelled or e.value > 12)
        and not (e.value <= size and e.value.denominator == 1 and not e.money and _counts(elements, i))
    ]
    lows = _lows(elements)
    sparse = all(e.low != "only" or elements[i + 1].number >= 0 for i, e in enumerate(elements[:-1]))
    if (lows - {"only"} if sparse else lows) & _HINGES:
        return len(numbers) >= 4
    if len(numbers) >= 2:
        return True
    return bool(numbers) and any(e.items for e in elements) and not relates(elements)


def _lows(elements: Sequence[Element]) -> set[str]:
    """The words; `should` only where it opens a condition."""
    lows = {e.low for e in elements}
    return lows | {"if"} if elements and elements[0].low == "should" else lows


_DUTIES = frozenset("compulsory mandatory necessary needed obligatory required".split())
_CONSIDERS = frozenset("decide decides whether considers considering weighs among candidates chooses choose".split())


def _counts(elements: Sequence[Element], index: int) -> bool:
    behind = elements[index + 1].low if index + 1 < len(elements) else ""
    return bool(sign_at(elements, index)) or behind == "of"


def relates(elements: Sequence[Element]) -> bool:
    """Whether the sentence relates items to items, or demands or forbids them."""
    if _lows(elements) & _CONDITIONS:
        return True
    if _DUTIES & {e.low for e in elements} and len({item for e in elements for item in e.items}) > 1:
        return True
    found = find_wording(elements, (*EXCLUDE, *REQUIRE, *NEEDED))
    return (
        found is not None
        and any(e.items for e in elements[: found[0]])
        and any(e.items for e in elements[found[1] : found[1] + 4])
    )


def is_offer(elements: Sequence[Element]) -> bool:
    """Whether a sentence only names what can be chosen, in one list."""
    spoken = [i for i, e in enumerate(elements) if e.items]
    lows = _lows(elements)
    if lows & _CONDITIONS or not spoken:
        return False
    if len(spoken) == 1:
        return True
    listed = all(
        {e.low for e in elements[a + 1 : b] if e.number < 0} <= _LISTING or any(e.number >= 0 for e in elements[a:b])
        for a, b in itertools.pairwise(spoken)
    )
    if len(spoken) == 2 and [e.low for e in elements[spoken[0] + 1 : spoken[1]]] in (["to"], ["through"], ["-"], ["–"]):
        return True
    listed = listed or bool(lows & {"may", "can", "could", "might", "would", *_CONSIDERS})
    return len(spoken) >= 3 and listed and find_wording(elements, (*EXCLUDE, *REQUIRE)) is None


def is_indivisible(elements: Sequence[Element]) -> bool:
    """Whether a sentence only says that a candidate is taken as a whole and once, or left."""
    lows = [e.low for e in elements]
    if any(lows[i : i + 3] == ["must", "be", "kept"] for i in range(len(lows))) and len(elements) < 25:
        return not {"if", "unless", "only"} & set(lows)  # how a thing is treated, not whether it is taken
    if any(e.items for e in elements) and {"if", "unless", "only", "either", "must"} & set(lows):
        return False
    opening = [low for low in lows if low not in {"and", "but", ","}][:1]
    if opening == ["no"] and "than" in lows and [e.value for e in elements if e.number >= 0] == [1]:
        return True  # `no project needs more than one of these`
    told = _WHOLE & set(lows) or any(pair in {("at", "all"), ("or", "not")} for pair in itertools.pairwise(lows))
    singly = any(
        e.value == 1 and "most" in lows[max(0, i - 2) : i] and {"a", "each", "every", "any", "per"} & set(lows[i:])
        for i, e in enumerate(elements)
        if e.number >= 0
    )
    counts = [e.value for i, e in enumerate(elements) if e.number >= 0 and "of" not in lows[max(0, i - 2) : i]]
    return bool(told or singly) and all(value <= 1 for value in counts)


_ONCE = tuple(
    tuple(phrase.split())
    for phrase in (
        "once at most", "at most once", "no more than once", "not more than once", "never more than once",
        "one of each at most", "at most one of each", "no more than one of each", "not more than one of each",
        "one of each kind at most", "at most one of every", "more than one of each", "more than once",
        "one of a kind at most", "at most one copy", "at most a single time", "one copy of each at most",
    )
)  # fmt: skip


def without_once(lows: Sequence[str]) -> list[str]:
    """The words without those that say that each candidate is taken at most once, which every reading has it."""
    kept = list(lows)
    for phrase in _ONCE:
        size = len(phrase)
        for index in range(len(kept) - size, -1, -1):
            if tuple(kept[index : index + size]) == phrase:
                del kept[index : index + size]
    return kept


def refers(elements: Sequence[Element]) -> bool:
    """Whether a sentence speaks of items, of numbers, or back to something; else it can demand nothing."""
    return any(e.items or e.number >= 0 or e.low in _BACK for e in elements)
