"""A sentence as words, numbers and references to items: what the statements are parsed from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from nl2milp.readers.offline.choices.mentions import Mention
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["Element", "make_elements", "resolve", "without_reasons"]


@dataclass(frozen=True)
class Element:
    """A word, a number or a reference, at `tokens[first:last]`.

    Attributes
    ----------
    low : str
        The word in lower case; `<ref>` for a reference, `<num>` for a number.
    items : tuple of int
        What a reference means.
    number : int
        The position of the quantity; -1 if it is none.
    """

    low: str
    lemma: str
    first: int
    last: int
    items: tuple[int, ...] = ()
    number: int = -1
    value: Fraction = Fraction(0)
    money: bool = False


def make_elements(
    tokens: Sequence[Token], sentence: Sentence, mentions: Sequence[Mention], quantities: Sequence[Quantity]
) -> list[Element]:
    """The elements of one sentence in order."""
    at = {mention.first: mention for mention in mentions}
    numbers = {quantity.first: position for position, quantity in enumerate(quantities)}
    found: list[Element] = []
    index = sentence.first
    while index < sentence.last:
        token = tokens[index]
        if index in at:
            found.append(Element("<ref>", "", index, at[index].last, (at[index].item,)))
            index = at[index].last
            continue
        if index in numbers and quantities[numbers[index]].kind in {"number", "part"}:
            quantity = quantities[numbers[index]]
            found.append(Element("<num>", "", index, quantity.last, (), numbers[index], quantity.value, quantity.money))
            index = quantity.last
            continue
        if token.kind != "break":
            found += _words(token, index)
        index += 1
    return found


def _words(token: Token, index: int) -> list[Element]:
    """A word; `isn't` and `cannot` are two."""
    low = token.low.replace("’", "'")
    if low in {"cannot", "can't"}:
        return [Element("can", "can", index, index + 1), Element("not", "not", index, index + 1)]
    if low in {"won't", "shan't"}:
        return [Element("will", "will", index, index + 1), Element("not", "not", index, index + 1)]
    if low.endswith("n't"):
        return [Element(low[:-3] or "do", low[:-3], index, index + 1), Element("not", "not", index, index + 1)]
    return [Element(low, token.lemma, index, index + 1)]


_EXPLAINS = frozenset("its the this there we they it he she his her their our in that".split())
_REASONS = frozenset("because since as whereas although though".split())
_RELATIVES = frozenset("which whose who".split())
_BACK = frozenset("so then and but".split())


def without_reasons(elements: Sequence[Element]) -> list[Element]:
    """Leave out subordinate clauses that only explain: from `, because` or `, which` to where the sentence goes on."""
    kept: list[Element] = []
    index = 0
    size = len(elements)
    while index < size:
        low = elements[index].low
        after = elements[index + 1].low if index + 1 < size else ""
        if not kept and low in {"to", "in"} and _is_purpose(elements, index):
            kept.append(replace(elements[index], low="if", lemma="if"))
            index += 1 if low == "to" else 3
            continue
        opening = not kept and low in {"because", "since", "as", "due", "to", "under", "given"}
        if opening and not _is_condition(elements, index):
            comma = _next(elements, index, {","})
            if comma < size:
                index = comma + 1
                continue
        reason = low == "," and after in _REASONS | _RELATIVES or low in {"because", "since"} and kept
        beyond = elements[index + 2].low if index + 2 < size else ""
        if low == "," and after == "for" and beyond in _EXPLAINS and not _numbered(elements, index):
            reason = True
        if reason and after in _RELATIVES and _limits(elements, index + 1):
            reason = False
        if low == "," and after == "as" and index + 2 < size and elements[index + 2].low in {"well", "soon", "long"}:
            reason = False
        if reason:
            index = _end_of_reason(elements, index + 1)
            continue
        kept.append(elements[index])
        index += 1
    return kept


def _is_purpose(elements: Sequence[Element], index: int) -> bool:
    """`to build A, B must be built`: what the aim takes is demanded of whoever has it."""
    lows = [e.low for e in elements]
    if lows[index] == "in" and lows[index + 1 : index + 3] != ["order", "to"]:
        return False
    comma = _next(elements, index, {","})
    demands = {"must", "has", "have", "needs", "need"} & set(lows[comma:])
    return any(e.items for e in elements[index:comma]) and any(e.items for e in elements[comma:]) and bool(demands)


def _numbered(elements: Sequence[Element], start: int) -> bool:
    """Whether a number or an item follows before the clause ends."""
    for element in elements[start + 2 :]:
        if element.low in {",", ";", "."}:
            return False
        if element.number >= 0 or element.items:
            return True
    return False


def _limits(elements: Sequence[Element], start: int) -> bool:
    """Whether a relative clause states a limit of its own."""
    lows = {e.low for e in elements[start : _end_of_reason(elements, start)]}
    clause = elements[start : _end_of_reason(elements, start)]
    only = any(e.low == "only" and clause[i + 1].number >= 0 for i, e in enumerate(clause[:-1]))
    demands = (
        only
        or bool(lows & {"neither", "if", "unless", "means", "bundle", "notboth"})
        or "not" in lows
        and bool(lows & {"both", "together", "combined"})
    )
    return demands or bool(lows & {"most", "least", "exactly"}) or {"more", "than"} <= lows


def _is_condition(elements: Sequence[Element], index: int) -> bool:
    following = [e.low for e in elements[index + 1 : index + 3]]
    return elements[index].low == "as" and following[:1] in (["soon"], ["long"])


def _next(elements: Sequence[Element], start: int, stops: set[str]) -> int:
    for index in range(start, len(elements)):
        if elements[index].low in stops:
            return index
    return len(elements)


def _end_of_reason(elements: Sequence[Element], start: int) -> int:
    """Where the main clause goes on: at `;`, `.`, or behind a comma after which it is not a list."""
    for index in range(start, len(elements)):
        low = elements[index].low
        if low in {";", ".", "?", ")"}:
            return index
        if low == "," and index + 1 < len(elements):
            after = elements[index + 1].low
            if after in _BACK or index - start > 2:
                return index
    return len(elements)


_AUXILIARIES = frozenset("can may must are should will cannot have could".split())


def resolve(elements: Sequence[Element], group: Sequence[int], everything: Sequence[int]) -> list[Element]:
    """Replace `both`, `the two`, `these three`, `them`, `the other` by references, where nothing else is named."""
    found: list[Element] = []
    index = 0
    recent: list[int] = list(group)
    streak: list[int] = []
    gap = 0
    while index < len(elements):
        element = elements[index]
        if element.items:
            streak = [*streak, *element.items] if gap <= 3 else list(element.items)
            gap = 0
            if len(set(streak)) >= 2:
                recent = list(dict.fromkeys(streak))
            found.append(element)
            index += 1
            continue
        gap += 0 if element.low in {",", "and", "or", "nor", "the", "a", "an"} else 1
        latest = next((e.items for e in reversed(found) if e.items), ())
        if not latest and len(group) == 1 and index == 0:
            latest = tuple(group)
        elif element.low == "it" and index and (_opens(elements, index - 1) or _opens_gerund(elements, index - 1)):
            latest = next((e.items for e in found if e.items), ())  # the subject of what was said before
        if element.low == "it" and len(latest) == 1 and _stands_for(elements, index):
            found.append(Element("<ref>", "", element.first, element.last, latest))
            index += 1
            continue
        if element.low in _OWNERS and len(latest) == 1 and _is_owned(elements, index):
            found.append(Element("<ref>", "", element.first, element.last, latest))
            index += 1
            continue
        size, meant = _anaphor(elements, index, recent, everything)
        if size:
            last = elements[index + size - 1].last
            if element.low == "both" and any(e.items for e in found):
                found.append(element)
            found.append(Element("<ref>", "", element.first, last, tuple(meant)))
            index += size
            continue
        found.append(element)
        index += 1
    return found


_OWNERS = frozenset("his her its their".split())


def _is_owned(elements: Sequence[Element], index: int) -> bool:
    """Whether `his goods must go` says something of him: a duty of what belongs to the one named before."""
    before = elements[index - 1].low if index else ""
    behind = [e.low for e in elements[index + 1 : index + 4]]
    if any(e.items for e in elements[index + 1 : index + 4]):
        return False
    return before in {"so", ",", ";", "and"} and bool({"must", "has", "have", "cannot", "can", "may"} & set(behind[1:]))


_RELATING = frozenset("requires means needs entails implies excludes precludes rules forces depends makes".split())


def _opens(elements: Sequence[Element], index: int) -> bool:
    return elements[index].low in {"and", "but", "so", ",", ";"}


def _opens_gerund(elements: Sequence[Element], index: int) -> bool:
    """Whether a clause begins with a gerund: `so building it requires ...`."""
    return index > 0 and elements[index].low.endswith("ing") and _opens(elements, index - 1)


def _stands_for(elements: Sequence[Element], index: int) -> bool:
    """Whether `it` is one of two things that are related: `both it and the laser`, `without it`."""
    before = elements[index - 1].low if index else ""
    after = elements[index + 1].low if index + 1 < len(elements) else ""
    ahead = any(e.items for e in elements[index + 1 : index + 5])
    if before.endswith("ing") and after in _RELATING:
        return True  # `building it requires ...`
    subject = before in {"", ":", ",", ";", "and", "but", "so", "if", "then", "that", "unless"}
    lows = [e.low for e in elements[index + 1 : index + 5]]
    if (
        subject
        and "be" in lows
        and lows[0] in _AUXILIARIES | {"has"}
        or subject
        and lows[:1] in (["requires"], ["depends"])
    ):
        return True
    return before in {"both", "with", "without", "either", "neither"} and (ahead or after in {"", "."})


def _anaphor(
    elements: Sequence[Element], index: int, recent: Sequence[int], everything: Sequence[int]
) -> tuple[int, list[int]]:
    lows = [e.low for e in elements[index : index + 5]]
    numbers = [int(e.value) if e.number >= 0 and e.value.denominator == 1 else 0 for e in elements[index : index + 5]]
    if not lows:
        return 0, []
    ahead = any(e.items for e in elements[index + 1 : index + 7])
    if lows[0] == "they" and 2 <= len(recent) <= 4 and lows[1:2] and lows[1] in _AUXILIARIES:
        together = {"both", "together", "all", "combined"} & {e.low for e in elements[index + 1 : index + 6]}
        if together or {"not", "be"} <= set(lows[1:4]) or lows[2:3] == ["be"]:
            return 1, list(recent)
    if lows[0] in {"them", "these", "those"} and (len(lows) < 2 or not numbers[1]):
        beside = index and elements[index - 1].low in {"beside", "besides", "with", "alongside", "next", "for"}
        if beside and sum(bool(e.items) for e in elements[:index]) > 1:
            return 0, []  # `posters need television or leaflets beside them`
        if (
            ahead
            or len(recent) < 2
            or lows[0] != "them"
            and len(lows) > 1
            and lows[1] not in {"are", "is", "can", "may"}
        ):
            return 0, []
        return 1, list(recent)
    if lows[0] in {"the", "these", "those", "all"} and len(lows) > 1 and numbers[1] >= 2:
        size = numbers[1]
        if ahead and _list_ahead(elements, index + 2) >= size:
            return 0, []
        if size == len(everything):
            return 2, list(everything)
        if size == len(recent):
            return 2, list(recent)
    if lows[:2] == ["the", "one"] or lows[:2] == ["the", "first"] or lows[:2] == ["the", "former"]:
        return (2, [recent[0]]) if len(recent) == 2 and lows[2:3] not in (["in"], ["of"], ["at"]) else (0, [])
    if lows[:2] == ["the", "other"] or lows[:2] == ["the", "second"] or lows[:2] == ["the", "latter"]:
        counted = len(numbers) > 2 and numbers[2] > 1  # `the other three`
        return (2, [recent[1]]) if len(recent) == 2 and not counted else (0, [])
    if lows[0] == "both" and not ahead and len(recent) == 2 and not any(e.items for e in elements[index + 1 :]):
        before = [e for e in elements[:index] if e.items]
        object_of = index > 1 and (elements[index - 1].low.endswith("ing") or elements[index - 1].low == "of")
        if not before or object_of:
            return 1, list(recent)
    return 0, []


def _list_ahead(elements: Sequence[Element], start: int) -> int:
    """How many references stand in the list after a noun."""
    count = 0
    for element in elements[start : start + 16]:
        if element.items:
            count += 1
        elif count and element.low not in {",", "and", "or", "the", "a", "an"}:
            break
    return count
