"""How many of one kind go to each of the other: `each stall is run by exactly one volunteer`, `one text each`."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field

from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.signs import sign_at
from nl2milp.readers.offline.choices.vocabulary import DATA_VERBS, MODALS, PREPOSITIONS
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.labels import Group

__all__ = ["Degree", "Sides", "find_degrees", "make_sides"]

_EACH = frozenset("each every no nobody none neither everyone everybody any whoever".split())
_DENY = frozenset("no nobody none neither never not cannot".split())
_PEOPLE = frozenset("nobody everyone everybody whoever".split())
_NOT_NOUNS = (
    MODALS | DATA_VERBS | PREPOSITIONS | frozenset("of them us these those other others single more one two".split())
)
_PERSONS = frozenset("person people worker employee member someone anyone us staff".split())
_AGENTS = ("er", "or", "ist", "ian", "ant", "ent", "man", "woman", "eer", "ee", "nurse", "pilot", "student", "guide")
_MOST = 40


@dataclass(frozen=True)
class Degree:
    """Each thing of one side has a number of things of the other.

    Attributes
    ----------
    side : int
        Whose things the sum stands for: 0 the rows, 1 the columns.
    """

    side: int
    sign: str
    value: int
    sentence: int
    postposed: bool = False


@dataclass
class Sides:
    """Rows and columns, and what the text calls the things of each."""

    groups: tuple[Group, Group]
    nouns: tuple[set[str], set[str]] = field(default_factory=lambda: (set(), set()))

    def of_noun(self, noun: str) -> int:
        """The side that a noun stands for; -1 if it is that of neither."""
        return next((side for side in (0, 1) if noun in self.nouns[side]), -1)

    def of_item(self, item: int) -> int:
        """The side of a label, counted through rows and columns."""
        return 0 if item < len(self.groups[0]) else 1


def make_sides(document: Document, rows: Group, columns: Group) -> Sides:
    """The two sides with their nouns: those found with the groups, and those that the text quantifies or counts."""
    sides = Sides((rows, columns))
    quantified, counted = _quantified(document), _counted(document)
    for side, group in enumerate(sides.groups):
        said = {*quantified, *(noun for noun, _ in counted)}
        first = group.labels[0].words
        if group.noun and (group.noun in said or len(first) > 1 and group.noun in first):
            sides.nouns[side].add(group.noun)
        heads = {label.words[-1] for label in group.labels if len(label.words) > 1}
        if len(heads) == 1 and not group.labels[0].numbered:
            sides.nouns[side].update(heads)
    for noun, size in counted:
        fits = [side for side in (0, 1) if len(sides.groups[side]) == size]
        if sides.of_noun(noun) < 0 and len(fits) == 1:
            sides.nouns[fits[0]].add(noun)
    _name_alike(sides, counted, _quantified(document, frozenset({"each", "every"})))
    both = [noun for noun in quantified if sides.of_noun(noun) < 0 and noun not in UNIT_FACTORS]
    if not sides.nouns[0] and not sides.nouns[1] and len(both) == 2:
        people = [noun for noun in both if noun in _PERSONS or noun.endswith(_AGENTS)]
        if len(people) == 1:
            sides.nouns[_human(sides)].add(people[0])
    for noun in [*quantified, *(noun for noun, _ in counted)]:
        bare = [side for side in (0, 1) if not sides.nouns[side]]
        if sides.of_noun(noun) < 0 and len(bare) == 1 and noun not in UNIT_FACTORS:
            sides.nouns[bare[0]].add(noun)
    for noun in quantified:
        if sides.of_noun(noun) < 0 and noun in _PERSONS:
            sides.nouns[_human(sides)].add(noun)
    return sides


def _name_alike(sides: Sides, counted: Sequence[tuple[str, int]], quantified: Sequence[str]) -> None:
    """`four cases and four paralegals`: which noun is which side's, where there are as many of either.

    A noun for people is that of the names, else the one of which the text says `each`; with one of each for each,
    it makes no difference.
    """
    sizes = {len(group) for group in sides.groups}
    nouns = list(dict.fromkeys(noun for noun, size in counted if size in sizes))
    if len(sizes) != 1 or any(sides.nouns) or len(nouns) != 2:
        return
    people = [noun for noun in nouns if noun in _PERSONS or noun.endswith(_AGENTS)]
    people = people if len(people) == 1 else [noun for noun in nouns if noun in quantified]
    first = people[0] if people else nouns[0]
    human = _human(sides)
    sides.nouns[human].add(first)
    sides.nouns[1 - human].add(nouns[1] if first == nouns[0] else nouns[0])


def _human(sides: Sides) -> int:
    """The side whose labels are single words with capitals, as people's names are."""
    proper = [
        sum(label.text[:1].isupper() and len(label.words) == 1 for label in group.labels) / len(group)
        for group in sides.groups
    ]
    return 0 if proper[0] >= proper[1] else 1


def _quantified(document: Document, words: frozenset[str] = frozenset({"each", "every", "no", "any"})) -> list[str]:
    """Nouns behind `each`, `every`, `no`."""
    found: list[str] = []
    tokens = document.tokens
    for index, token in enumerate(tokens[:-1]):
        shared = token.low == "per" and index > 1 and tokens[index - 2].low in {"one", "1", "two", "2"}
        if token.low not in words and not shared or document.place_of(index) < 0:
            continue
        if token.low == "no" and index and tokens[index - 1].low not in {"and", ",", ".", ":", ";", "but", "that"}:
            continue  # `has no permit for it` says nothing of all permits
        for ahead in tokens[index + 1 : index + 5]:
            if ahead.kind != "word":
                break
            if ahead.low in _NOT_NOUNS and ahead.low not in {"of"} or ahead.low in {"more", "less", "fewer"}:
                break
            if ahead.low in {"of", "the", "its", "my", "our", "your", "these", "four", "three", "five", "two", "six"}:
                continue
            if ahead.lemma not in found:
                found.append(ahead.lemma)
            break
    return found


def _counted(document: Document) -> list[tuple[str, int]]:
    """Nouns in the plural behind a small number: `four stalls`."""
    found: list[tuple[str, int]] = []
    for quantity in document.quantities:
        if quantity.kind != "number" or quantity.money or quantity.value.denominator != 1 or quantity.value > _MOST:
            continue
        for token in document.tokens[quantity.last : quantity.last + 3]:
            if token.kind != "word" or token.low in PREPOSITIONS:
                break
            if token.lemma != token.low and token.low not in _NOT_NOUNS and token.lemma not in UNIT_FACTORS:
                found.append((token.lemma, int(quantity.value)))
                break
    return found


def find_degrees(
    document: Document, lines: Sequence[Sequence[Element]], sides: Sides, data: frozenset[int]
) -> list[Degree]:
    """All statements of how many go to each, in the sentences that are not `data`."""
    found: list[Degree] = []
    for place, elements in enumerate(lines):
        if place in data:
            continue
        for one in _of_sentence(elements, sides, place):
            if one not in found:
                found.append(one)
        left = _left_over(document, elements, sides, place)
        if left is not None:
            found.append(left)
    return found


def _of_sentence(elements: Sequence[Element], sides: Sides, place: int) -> list[Degree]:
    starts = [
        index
        for index, element in enumerate(elements)
        if element.low in _EACH or _indefinite(elements, index) or _is_per(elements, index, sides)
    ]
    found: list[Degree] = []
    for start, stop in itertools.pairwise([*starts, len(elements)]):
        found += _quantifier(elements, start, stop, sides, place)
    return found


def _indefinite(elements: Sequence[Element], index: int) -> bool:
    """`A lecturer may give no more than two courses`: one stands for each."""
    low = elements[index].low
    if low not in {"a", "an"} or any(e.low not in {"and", ",", "but", "also", "-"} for e in elements[:index]):
        return False
    return any(
        e.low in {"may", "can", "must", "cannot", "has", "takes", "gets"} for e in elements[index + 2 : index + 5]
    )


def _is_per(elements: Sequence[Element], index: int, sides: Sides) -> bool:
    """`one nurse per ward`: as `one nurse for each ward`."""
    counted = index > 1 and elements[index - 2].number >= 0
    return (
        elements[index].low == "per"
        and counted
        and sides.of_noun(elements[index + 1].lemma if index + 1 < len(elements) else "") >= 0
    )


def _quantifier(elements: Sequence[Element], start: int, stop: int, sides: Sides, place: int) -> list[Degree]:
    subject, behind = _subject(elements, start, stop, sides)
    numbers = [
        index
        for index in range(behind, stop)
        if _is_degree(elements, index, sides) and not _counts_group(elements, index, sides)
    ]
    found: list[Degree] = []
    denied = elements[start].low in _DENY
    for index in numbers:
        counted = _noun_after(elements, index, sides)
        side = 1 - counted if counted >= 0 else subject
        if side < 0:
            continue
        sign = _sign(elements, index, denied)
        value = int(elements[index].value)
        if denied and sign == "==":
            sign, value = "<=", value - 1  # `no room takes two bands`
        if subject >= 0 and counted >= 0 and subject == counted:
            continue
        found.append(Degree(side, sign, value, place))
    if found:
        return found
    before = [
        index
        for index in range(max(0, start - 5), start)
        if _is_degree(elements, index, sides)
        and not any(e.low in {",", ";", ":"} or e.items for e in elements[index:start])
    ]
    if before and elements[start].low in {"each", "every", "per"}:
        counted = _noun_after(elements, before[-1], sides)
        side = 1 - counted if counted >= 0 else subject
        if side >= 0:
            sign = _sign(elements, before[-1], False)
            return [Degree(side, sign, int(elements[before[-1]].value), place, True)]
    others = {item for e in elements[behind:stop] for item in e.items if sides.of_item(item) != subject}
    if (
        subject >= 0
        and len(others) == len(sides.groups[1 - subject])
        and "or" in [e.low for e in elements[behind:stop]]
    ):
        return [Degree(subject, "==", 1, place)]  # `each in the north bay or in the south bay`
    return []


def _sign(elements: Sequence[Element], index: int, denied: bool) -> str:
    sign = sign_at(elements, index)
    if index > 1 and elements[index - 1].low == "over" and elements[index - 2].lemma == "take":
        sign = ""
    if denied and sign in {">", ">="}:
        return "<=" if sign == ">" else "<"
    return {"": "==", ">": ">=", "<": "<="}.get(sign, sign)


def _subject(elements: Sequence[Element], start: int, stop: int, sides: Sides) -> tuple[int, int]:
    """The side that a quantifier speaks of, and where the predicate begins; -1 where it is not said."""
    if elements[start].low in _PEOPLE:
        return _human(sides), start + 1
    for index in range(start + 1, min(start + 6, stop)):
        element = elements[index]
        if element.items:
            return sides.of_item(element.items[0]), index + 1
        side = sides.of_noun(element.lemma)
        if side >= 0:
            return side, index + 1
        if elements[start].low in {"a", "an"} and index > start + 2:
            return -1, stop
        if element.low in PREPOSITIONS - {"of"}:
            break
        if element.low in {"them", "us", "these", "those"}:
            return _before(elements, start, sides), index + 1
        if element.number >= 0 and not _counts_group(elements, index, sides):
            break
        if element.low in MODALS | DATA_VERBS or element.low in {",", "."}:
            break
    if elements[start].low in {"a", "an"}:
        return -1, stop
    return _before(elements, start, sides), start + 1


def _before(elements: Sequence[Element], start: int, sides: Sides) -> int:
    """The side that was named last before a place."""
    for element in reversed(elements[:start]):
        if element.items:
            return sides.of_item(element.items[0])
        side = sides.of_noun(element.lemma)
        if side >= 0:
            return side
    return -1


def _is_degree(elements: Sequence[Element], index: int, sides: Sides) -> bool:
    element = elements[index]
    if element.number < 0 or element.money or element.value.denominator != 1 or not 1 <= element.value <= _MOST:
        return False
    after = elements[index + 1] if index + 1 < len(elements) else None
    return after is None or after.lemma not in UNIT_FACTORS or sides.of_noun(after.lemma) >= 0


def _counts_group(elements: Sequence[Element], index: int, sides: Sides) -> bool:
    """Whether a number only says how many there are of a kind: `one of its four courses`."""
    side = _noun_after(elements, index, sides)
    before = elements[index - 1].low if index else ""
    if side >= 0:
        return len(sides.groups[side]) == elements[index].value and before in {
            "of", "the", "its", "my", "our", "these", "all", "your", "their", "",
        }  # fmt: skip
    sizes = [len(group) for group in sides.groups]
    return before in {"the", "these", "its", "my", "our"} or before == "of" and elements[index].value in sizes


def _noun_after(elements: Sequence[Element], index: int, sides: Sides) -> int:
    """The side that a number counts: that of the noun behind it, also in `one of the actors`."""
    for element in elements[index + 1 : index + 6]:
        if element.items:
            return sides.of_item(element.items[0])
        side = sides.of_noun(element.lemma)
        if side >= 0:
            return side
        if (
            element.number >= 0
            and element.value > 1
            or element.low in {"of", "the", "my", "our", "its", "these", "other"}
        ):
            continue
        if element.low in {",", ".", ";", "and", "at", "each", "to", "in", "on"} | MODALS:
            break
    return -1


_LEFT = frozenset("left over remains stays stay home idle spare unused out rests".split())


def _left_over(document: Document, elements: Sequence[Element], sides: Sides, place: int) -> Degree | None:
    """`one volunteer will be left over`: so many more than there are places, and each has one at most."""
    sizes = [len(group) for group in sides.groups]
    bigger = 0 if sizes[0] > sizes[1] else 1
    more = abs(sizes[0] - sizes[1])
    said = _LEFT & set(document.lows(document.sentences[place]))
    if more and said and any(e.number >= 0 and e.value == more for e in elements):
        return Degree(bigger, "<=", 1, place)
    return None
