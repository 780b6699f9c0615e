"""Kinds of candidates that a text sets up, and counts of them: `Ada and Eva are nurses; at least one nurse must go`."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.vocabulary import DETERMINERS, MODALS, NOT_NAMES, PREPOSITIONS, PRONOUNS

__all__ = ["Group", "find_groups", "sets_up", "with_groups"]

_LISTING = frozenset(", and or the a an".split())
_SUBJECTS = _LISTING | frozenset("only just others other rest three two four while whereas <num>".split())
_CLOSED = DETERMINERS | MODALS | NOT_NAMES | PREPOSITIONS | PRONOUNS | frozenset("more while located situated".split())
_RELATIONS = frozenset(
    """not mutually exclusive exclusives alternatives incompatible both too only rivals compatible chosen built selected
    taken opened made available candidates possible options considered proposed planned""".split()
)
_LONGEST = 6
_REACH = 8


@dataclass(frozen=True)
class Group:
    """Some of the candidates, and the words that only they are called by."""

    items: tuple[int, ...]
    words: frozenset[str]
    named: bool = False
    """Whether only their names tell that they are of one kind."""


def find_groups(lines: Sequence[Sequence[Element]], names: Sequence[Sequence[str]]) -> tuple[Group, ...]:
    """The kinds that sentences set up, or that names tell, for two or more of the candidates, but not all.

    `names` has the words of each candidate's name: a left panel and a right panel are `the two panels`.
    """
    size = len(names)
    heads = Counter(words[-1] for words in names if len(words) > 1 and len(words[-1]) > 2)
    found = [
        Group(tuple(at for at, words in enumerate(names) if words[-1] == head), frozenset({head}), True)
        for head, count in heads.items()
        if 2 <= count < size and sum(head in words for words in names) == count
    ]
    for line in lines:
        for clause in _clauses(line):
            group = _predicated(clause) or _introduced(clause) or _rest(clause, found, size)
            if group is not None and 2 <= len(group.items) < size:
                found.append(group)
    common = Counter(word for group in found for word in group.words)
    apart = [replace(group, words=frozenset(w for w in group.words if common[w] == 1)) for group in found]
    return tuple(group for group in apart if group.words)


def with_groups(line: Sequence[Element], groups: Sequence[Group]) -> list[Element]:
    """A sentence in which a counted kind is a reference to its candidates; without the clauses that set up a kind."""
    clauses = _clauses(line)
    plain = [clause for clause in clauses if not any(_defines(clause, group) for group in groups)]
    if len(plain) < len(clauses):
        told = {word for clause in plain for e in clause for word in (e.lemma, e.lemma.removesuffix("s"))}
        if not any(_predicated(clause) for clause in clauses) or not any(group.words & told for group in groups):
            return list(line)
        mark = replace(line[0], low=";", lemma=";", items=(), number=-1)
        line = [element for clause in plain for element in (*clause, mark)]
    relative = _is_relative(line)
    found: list[Element] = []
    for index, element in enumerate(line):
        fitting = [group for group in groups if {element.lemma, element.lemma.removesuffix("s")} & group.words]
        before = line[max(0, index - _REACH) : index]
        near = max((i for i, e in enumerate(before) if e.number >= 0), default=-1)
        counted = near >= 0 and not before[near].money and not {",", ";"} & {e.low for e in before[near:]}
        counted = counted or relative
        if len(fitting) == 1 and fitting[0].named:  # `the two panels`, but `at least two clubs` may be of any name
            definite = near > 0 and before[near - 1].low in {"the", "these", "those", "all"}
            counted = definite and near == len(before) - 1 and before[near].value == len(fitting[0].items)
        if len(fitting) == 1 and counted and not element.items and element.number < 0:
            found.append(replace(element, low="<ref>", lemma="", items=fitting[0].items))
        else:
            found.append(element)
    return found


def _is_relative(line: Sequence[Element]) -> bool:
    """Whether kinds are compared with each other, or with a part of all: `as many ... as`, `half of`."""
    lows = [e.low for e in line]
    pairs = list(itertools.pairwise(lows))
    parts = any(e.number >= 0 and 0 < e.value < 1 for e in line)
    return (
        ("as", "many") in pairs
        or parts
        or bool({"more", "fewer"} & set(lows))
        and "than" in lows
        and not any(e.number >= 0 for e in line)
    )


def sets_up(line: Sequence[Element], groups: Sequence[Group], lines: Sequence[Sequence[Element]]) -> bool:
    """Whether a sentence only says what candidates are called, and another one uses it."""
    made = [group for group in groups if any(_defines(clause, group) for clause in _clauses(line))]
    others = {e.lemma.removesuffix("s") for other in lines if other is not line for e in other}
    return bool(made) and all(group.words & others for group in made)


def _clauses(line: Sequence[Element]) -> list[Sequence[Element]]:
    marks = [i for i, e in enumerate(line) if e.low in {";", ".", ":"} and not _opens_list(line, i)]
    marks += [i for i in range(len(line)) if _joins(line, i)]
    cuts = [-1, *sorted(marks), len(line)]
    return [line[a + 1 : b] for a, b in itertools.pairwise(cuts)]


def _joins(line: Sequence[Element], index: int) -> bool:
    """`A and B are nurses, and C and D are drivers`, `..., the others are drivers`."""
    if not index or line[index].low not in {",", "and", "while", "whereas"}:
        return False
    behind = next((i for i in range(index + 1, len(line)) if line[i].low == "are"), -1)
    if behind < 0 or line[index - 1].items or not {e.low for e in line[index + 1 : behind] if not e.items} <= _SUBJECTS:
        return False
    before = [i for i in range(index) if line[i].low == "are"]
    named = sum(bool(e.items) for e in line[index + 1 : behind])
    return named > 1 or bool(before) and not any(e.items for e in line[before[-1] : index])


def _rest(clause: Sequence[Element], found: Sequence[Group], size: int) -> Group | None:
    """`the others are in the south`: all that the kind before leaves."""
    lows = [e.low for e in clause if e.low not in {"and", "while", "whereas", ","}]
    verb = lows.index("are") if "are" in lows else -1
    if not found or not 0 < verb <= 3 or lows[:2] not in (["the", "others"], ["the", "other"], ["the", "rest"]):
        return None
    items = tuple(item for item in range(size) if item not in found[-1].items)
    start = next(i for i, e in enumerate(clause) if e.low == "are")
    return Group(items, _words(clause[start + 1 :]))


def _opens_list(line: Sequence[Element], index: int) -> bool:
    return line[index].low == ":" and any(e.items for e in line[index + 1 : index + 4])


def _predicated(clause: Sequence[Element]) -> Group | None:
    """`A, B and C are primary schools`."""
    spoken = [i for i, e in enumerate(clause) if e.items]
    if len(spoken) < 2 or any({e.low for e in clause[a + 1 : b]} - _LISTING for a, b in itertools.pairwise(spoken)):
        return None
    verb = next((i for i in range(spoken[-1] + 1, min(spoken[-1] + 3, len(clause))) if clause[i].low == "are"), -1)
    if verb < 0 or clause[spoken[-1] + 1 : verb] and clause[spoken[-1] + 1].low != ",":
        return None
    stop = next(
        (i for i in range(verb + 1, len(clause)) if clause[i].low in {",", "and", "but", ")", "which", "so"}),
        len(clause),
    )
    said = clause[verb + 1 : stop]
    if not 1 <= len(said) <= _LONGEST or {e.low for e in said} & _RELATIONS or any(e.number >= 0 for e in said):
        return None
    return Group(_items(clause), _words(said))


def _introduced(clause: Sequence[Element]) -> Group | None:
    """`in the north there are A, B and C`, `three are in the old town: A, B and C`."""
    first = next((i for i, e in enumerate(clause) if e.items), 0)
    lead = clause[:first]
    lows = [e.low for e in lead]
    there = any(pair in {("there", "are"), ("there", "is")} for pair in itertools.pairwise(lows))
    opened = bool(lows) and (lows[-1] in {":", "are"} or lows[-2:] in (["are", "the"], [":", "the"]))
    if not (there or opened) or not 2 <= len(lead) <= 9 or set(lows) & _RELATIONS:
        return None
    return Group(_items(clause), _words(lead))


def _items(clause: Sequence[Element]) -> tuple[int, ...]:
    return tuple(dict.fromkeys(item for e in clause for item in e.items))


def _words(elements: Sequence[Element]) -> frozenset[str]:
    return frozenset(
        e.lemma.removesuffix("s") for e in elements if e.lemma.isalpha() and e.low not in _CLOSED and len(e.lemma) > 2
    )


def _defines(clause: Sequence[Element], group: Group) -> bool:
    made = _predicated(clause) or _introduced(clause)
    return made is not None and made.items == group.items
