"""Several numbers of each thing, told apart by the words beside them: `the Deutz takes 6 hours and is due in 8`.

A thing's numbers stand in its row of a table, in its line of a list, or in
sentences that name it. What a number is, the caller tells by its words.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.signs import sign_at
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.labels import Group, find_references, lines_of
from nl2milp.readers.offline.structures.vectors import Vector, read_vectors

__all__ = ["Clue", "Profile", "profile_of_table", "read_profiles"]

_CLOSE = frozenset(", ; and but while plus ( ) .".split())


@dataclass(frozen=True)
class Profile:
    """What the numbers of the things of a group are.

    Attributes
    ----------
    values : mapping
        For each part (as the caller names it) the number of each thing.
    signs : mapping
        For each part the comparison that stands beside its first number; empty if there is none.
    places : mapping
        For each part and each thing the sentence it stands in; empty for those of tables.
    sentences, quantities : frozenset of int
        Where it is said, and with which numbers.
    """

    group: Group
    values: Mapping[str, Mapping[int, Fraction]]
    signs: Mapping[str, str]
    sentences: frozenset[int]
    quantities: frozenset[int]
    places: Mapping[str, Mapping[int, int]] = field(default_factory=dict)

    def full(self, part: str) -> bool:
        """Whether every thing has a number for a part."""
        return len(self.values.get(part, ())) == len(self.group)


@dataclass(frozen=True)
class _Fact:
    label: int
    nth: int
    number: int
    value: Fraction
    sign: str
    place: int
    part: str


@dataclass(frozen=True)
class Clue:
    """What stands beside a number: the words of its stretch, those behind it in order, its sign, and if it is money."""

    words: frozenset[str]
    money: bool = False
    after: tuple[str, ...] = ()
    sign: str = ""


PartOf = Callable[[Clue], str]
"""Tells what a number is by what stands beside it; empty if that says nothing."""


def read_profiles(document: Document, group: Group, part_of: PartOf, used: frozenset[int] = frozenset()) -> Profile:
    """The numbers that stand beside the names of a group in sentences and in lines of lists."""
    facts: list[_Fact] = []
    current: int | None = None
    for place, elements in enumerate(lines_of(document, find_references(document, group.labels))):
        named = {item for element in elements for item in element.items}
        if named:
            current = next(iter(named)) if len(named) == 1 else None
        elif not _goes_on(elements):
            current = None
        facts += _of_sentence(elements, place, current, part_of, used)
    parts = _by_position(facts)
    values: dict[str, dict[int, Fraction]] = {}
    signs: dict[str, str] = {}
    places: dict[str, dict[int, int]] = {}
    taken: set[int] = set()
    for fact, part in zip(facts, parts, strict=True):
        if not part or fact.label in values.setdefault(part, {}):
            continue
        values[part][fact.label] = fact.value
        places.setdefault(part, {})[fact.label] = fact.place
        signs.setdefault(part, fact.sign)
        taken.add(fact.number)
    for vector in read_vectors(document, group, used | taken):
        part = part_of(Clue(vector.words, vector.money, sign=vector.sign)) if vector.full else ""
        if part and not values.get(part):
            values[part] = dict(vector.values)
            places[part] = dict.fromkeys(vector.values, min(vector.sentences))
            signs[part] = vector.sign
            taken |= vector.quantities
    values = {part: found for part, found in values.items() if found}
    sentences = frozenset(place for part in values for place in places.get(part, {}).values())
    return Profile(group, values, signs, sentences, frozenset(taken), places)


def profile_of_table(group: Group, vectors: Sequence[Vector], part_of: PartOf) -> Profile | None:
    """The columns of a table as a profile; None if one of them is not known, or two are the same."""
    values: dict[str, Mapping[int, Fraction]] = {}
    for vector in vectors:
        part = part_of(Clue(vector.words, vector.money))
        if not part or part in values:
            return None
        values[part] = vector.values
    return Profile(group, values, dict.fromkeys(values, ""), frozenset(), frozenset())


def _goes_on(elements: Sequence[Element]) -> bool:
    """Whether a sentence speaks of what the one before it named: `It is due on day 8`."""
    opening = [e.low for e in elements[:3]]
    return bool({"it", "its", "he", "she", "this"} & set(opening))


def _of_sentence(
    elements: Sequence[Element], place: int, current: int | None, part_of: PartOf, used: frozenset[int]
) -> list[_Fact]:
    events = [
        index
        for index, e in enumerate(elements)
        if len(e.items) == 1 or e.number >= 0 and e.number not in used and not _counts(elements, index)
    ]
    if not any(elements[index].number >= 0 for index in events):
        return []
    if _in_lists([bool(elements[index].items) for index in events]):
        return []
    behind = _names_follow(elements, events)
    found: list[_Fact] = []
    label, nth = (None if behind else current), 0
    for place_in, index in enumerate(events):
        element = elements[index]
        if element.items:
            if not behind:
                label, nth = element.items[0], 0
            continue
        if behind:
            label = next((elements[i].items[0] for i in events[place_in + 1 :] if elements[i].items), None)
            nth = sum(1 for fact in found if fact.label == label)
        if label is None:
            return []
        first = max([i for i in events if i < index], default=-1) + 1
        last = min([i for i in events if i > index], default=len(elements))
        near = [*_lead(elements[first:index]), *_tail(elements[index + 1 : last])]
        words = frozenset(word for e in near for word in (e.low, e.lemma) if word)
        after, sign = tuple(e.low for e in elements[index + 1 : last]), sign_at(elements, index)
        part = part_of(Clue(words, element.money, after, sign))
        found.append(_Fact(label, nth, element.number, element.value, sign, place, part))
        nth += 1
    return found


def _in_lists(kinds: Sequence[bool]) -> bool:
    """Whether names and numbers stand in a list each: `2, 7 and 4 hours for A, B and C, respectively`."""
    half = len(kinds) // 2
    first, last = kinds[:half], kinds[half:]
    return half > 1 and len(kinds) == 2 * half and len(set(first)) == len(set(last)) == 1 and first[0] != last[0]


def _names_follow(elements: Sequence[Element], events: Sequence[int]) -> bool:
    """Whether each number stands before its name: `6 hours for the Deutz, 4 for the Fendt`."""
    kinds = [bool(elements[index].items) for index in events]
    if kinds[0] or not kinds[-1]:
        return False
    pairs = all(not one and two for one, two in zip(kinds[::2], kinds[1::2], strict=False))
    return len(kinds) % 2 == 0 and pairs


def _counts(elements: Sequence[Element], index: int) -> bool:
    """Whether a number only counts the things: `the four jobs`, `one`."""
    before = elements[index - 1].low if index else ""
    after = elements[index + 1].low if index + 1 < len(elements) else ""
    single = elements[index].value == 1 and after in {"of", "after", "at"}
    return single or before in {"the", "these", "those", "all"} and elements[index].value <= 12 and after != "%"


def _lead(elements: Sequence[Element]) -> Sequence[Element]:
    """The words before a number, from the last comma or conjunction on."""
    cut = max((i for i, e in enumerate(elements) if e.low in _CLOSE), default=-1)
    return elements[cut + 1 :]


def _tail(elements: Sequence[Element]) -> Sequence[Element]:
    cut = next((i for i, e in enumerate(elements) if e.low in _CLOSE), len(elements))
    return elements[:cut]


def _by_position(facts: Sequence[_Fact]) -> list[str]:
    """The part of each fact; one without words of its own is what stands at its position with the others."""
    found = [fact.part for fact in facts]
    for at, fact in enumerate(facts):
        if found[at]:
            continue
        alike = [other.part for other in facts if other.part and other.nth == fact.nth and other.label != fact.label]
        taken = {found[i] for i, other in enumerate(facts) if other.label == fact.label}
        found[at] = next((part for part in alike if part not in taken), "")
    return found
