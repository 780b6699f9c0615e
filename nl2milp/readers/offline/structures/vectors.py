"""Numbers that belong to one name each: `Altona can deliver 120 kegs and Barmbek 150`."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.lists import scale_of
from nl2milp.readers.offline.choices.signs import sign_at
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.labels import Group, find_references, lines_of

__all__ = ["Vector", "read_vectors"]


@dataclass(frozen=True)
class Vector:
    """Numbers by name.

    Attributes
    ----------
    words : frozenset of str
        Lemmas that tell what the numbers measure.
    near : frozenset of str
        Those of them that stand beside the numbers, without the heading above a list.
    sign : str
        `==` where the text says *exactly*, `<=` for *up to*, `>=` for *at least*; empty where it says none of them.
    """

    group: Group
    values: Mapping[int, Fraction]
    words: frozenset[str]
    sentences: frozenset[int] = frozenset()
    quantities: frozenset[int] = frozenset()
    money: bool = False
    sign: str = ""
    unit: str = ""
    near: frozenset[str] = frozenset()

    @property
    def full(self) -> bool:
        """Whether every name has its number."""
        return len(self.values) == len(self.group)


@dataclass(frozen=True)
class _Fact:
    label: int
    number: int
    sentence: int
    nth: int
    words: frozenset[str]
    near: frozenset[str]
    sign: str


def read_vectors(document: Document, group: Group, used: frozenset[int]) -> list[Vector]:
    """The vectors over a group, in the order of the text; numbers in `used` are taken already."""
    lines = lines_of(document, find_references(document, group.labels))
    found: list[Vector] = []
    rest: list[_Fact] = []
    for place, elements in enumerate(lines):
        facts = _facts(document, place, elements, group, used)
        columns = {fact.nth: [other for other in facts if other.nth == fact.nth] for fact in facts}
        whole = [column for column in columns.values() if {fact.label for fact in column} == set(range(len(group)))]
        if whole and len(whole) == len(columns):
            found += [_vector(document, group, column) for column in whole]
        else:
            rest += facts
    found += _by_line(document, group, rest)
    return sorted(found, key=lambda vector: min(vector.quantities))


def _by_line(document: Document, group: Group, facts: Sequence[_Fact]) -> list[Vector]:
    """Vectors of which each line holds one label's numbers: `Facility 1 has 229 units but needs 158`."""
    found: list[Vector] = []
    open_facts: dict[int, list[_Fact]] = {}
    for fact in facts:
        column = open_facts.setdefault(fact.nth, [])
        if fact.label in {other.label for other in column}:
            column.clear()
        column.append(fact)
        if len(column) == len(group):
            found.append(_vector(document, group, column))
            open_facts[fact.nth] = []
    return found


def _vector(document: Document, group: Group, facts: Sequence[_Fact]) -> Vector:
    values = _scaled(document, facts)
    shared = frozenset.union(*(fact.words for fact in facts))
    first = document.quantities[facts[0].number]
    return Vector(
        group,
        values,
        shared,
        frozenset(fact.sentence for fact in facts),
        frozenset(fact.number for fact in facts),
        any(document.quantities[fact.number].money for fact in facts),
        facts[0].sign,
        first.unit,
        frozenset.union(*(fact.near for fact in facts)),
    )


def _scaled(document: Document, facts: Sequence[_Fact]) -> dict[int, Fraction]:
    """The values by label; `3.1 million in Au, 2.8 in Berg` and `9, 5 and 8 million` are all in millions."""
    scales = [scale_of(document.tokens, document.quantities[fact.number]) for fact in facts]
    values = {fact.label: document.quantities[fact.number].value for fact in facts}
    for at, others in ((0, scales[1:]), (-1, scales[:-1])):
        if scales[at] > 1 and set(others) == {1}:
            one = facts[at].label
            return {label: value if label == one else value * scales[at] for label, value in values.items()}
    return values


def _facts(
    document: Document, place: int, elements: Sequence[Element], group: Group, used: frozenset[int]
) -> list[_Fact]:
    size = len(group)
    events = [
        (index, element)
        for index, element in enumerate(elements)
        if element.items or element.number >= 0 and element.number not in used and not _idle(elements, index)
    ]
    kinds = "".join("R" if element.items else "N" for _, element in events)
    if "N" not in kinds:
        return []
    numbers = [(index, element.number) for index, element in events if not element.items]
    leads = kinds == "N" + "RN" * size or len(numbers) > 1 and elements[numbers[0][0]].value == size
    if len(numbers) == size + 1 and leads:
        events = [event for event in events if event[0] != numbers[0][0]]  # `Three customers take 800, 500 and 450`
        numbers = numbers[1:]
        kinds = "".join("R" if element.items else "N" for _, element in events)
    labels = [element.items[0] for _, element in events if element.items]
    announced = _announcement(document, place)
    local = frozenset(e.lemma for e in elements if e.lemma)
    whole = local

    def fact(label: int, at: int, nth: int, words: frozenset[str]) -> _Fact:
        index, number = numbers[at]
        return _Fact(label, number, place, nth, words | announced, words, sign_at(elements, index))

    count = len(numbers)
    if kinds in {"RN" * count, "NR" * count} and len(set(labels)) == count:
        return [fact(label, at, 0, whole) for at, label in enumerate(labels)]
    if not labels and count > size > 1:
        # `the silos hold 45, 60 and 55 tonnes; the mills need 40, 70 and 50`: the stretch that names the kind
        for stretch in _stretches(elements):
            if group.noun in {e.lemma for e in stretch} and len(stretch) < len(elements):
                return _facts(document, place, stretch, group, used)
        return []
    if count == size and size > 1 and _is_run(elements, numbers):
        if not labels:
            named = _speaks_of_all(document, place) or group.noun in {e.lemma for e in elements[: numbers[0][0]]}
            return [fact(at, at, 0, whole) for at in range(count)] if named else []
        if sorted(labels) == list(range(size)) and kinds in {"R" * size + "N" * size, "N" * size + "R" * size}:
            return [fact(label, at, 0, whole) for at, label in enumerate(labels)]
        return []
    if len(labels) == 1 and kinds[0] == "R":
        found = []
        for at, (index, _) in enumerate(numbers):
            before = numbers[at - 1][0] if at else -1
            after = numbers[at + 1][0] if at + 1 < count else len(elements)
            near = [*elements[before + 1 : index], *_tail(elements[index + 1 : min(after, index + 4)])]
            found.append(fact(labels[0], at, at, frozenset(e.lemma for e in near if e.lemma)))
        return found
    if kinds == "".join("R" + "N" * (kinds.count("N") // len(labels)) for _ in labels) if labels else False:
        # `Westgate costs 400 and holds 150, Milton costs 300 and holds 120`
        each = count // len(labels)
        return [fact(label, at * each + nth, nth, whole) for at, label in enumerate(labels) for nth in range(each)]
    return []


def _stretches(elements: Sequence[Element]) -> list[Sequence[Element]]:
    """A sentence, cut at semicolons and before `and the`, `while the`."""
    cuts = [0]
    for index in range(1, len(elements) - 1):
        low, after = elements[index].low, elements[index + 1].low
        if low == ";" or low in {"and", "while", "whereas", "but"} and after in {"the", "our", "its", "these"}:
            cuts.append(index)
    return [elements[a:b] for a, b in itertools.pairwise([*cuts, len(elements)])]


def _tail(elements: Sequence[Element]) -> Sequence[Element]:
    """The words behind a number that still belong to it."""
    stop = next((i for i, e in enumerate(elements) if e.low in {",", ";", "but", "and", "yet", "while"}), len(elements))
    return elements[:stop]


def _idle(elements: Sequence[Element], index: int) -> bool:
    """Whether a number counts the named things: `the three texts`, `of the two`."""
    before = elements[index - 1].low if index else ""
    return before in {"the", "these", "those", "all", "its", "our", "my"} and elements[index].value <= 12


def _is_run(elements: Sequence[Element], numbers: Sequence[tuple[int, int]]) -> bool:
    """Whether only commas, `and` and a unit stand between the numbers."""
    first, last = numbers[0][0], numbers[-1][0]
    words = [e for e in elements[first : last + 1] if e.number < 0 and e.low not in {",", "and"}]
    return len({e.low for e in words}) <= 1


_ALL = frozenset("they these respectively them each order".split())


def _speaks_of_all(document: Document, place: int) -> bool:
    return bool(_ALL & set(document.lows(document.sentences[place])))


def _announcement(document: Document, place: int) -> frozenset[str]:
    """The words of the line above a list that this sentence is part of."""
    tokens = document.tokens
    if tokens[document.sentences[place].first].text not in {"-", "*", "•", "·", "–"}:
        return frozenset()
    at = place
    while at >= 0 and tokens[document.sentences[at].first].text in {"-", "*", "•", "·", "–"}:
        at -= 1
    if at < 0:
        return frozenset()
    here = document.sentences[at]
    return frozenset(token.lemma for token in tokens[here.first : here.last] if token.kind == "word")
