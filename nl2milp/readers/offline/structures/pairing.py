"""Logic between who does what: `if Bo takes the night, Cy has to take the early shift`, as rules on pairs."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from nl2milp.readers.offline.choices.conditions import All, Condition, Count, Is
from nl2milp.readers.offline.choices.elements import Element, without_reasons
from nl2milp.readers.offline.choices.logic import Rule
from nl2milp.readers.offline.choices.parsing import Parser
from nl2milp.readers.offline.choices.writing import Writer
from nl2milp.readers.offline.structures.degrees import Sides
from nl2milp.readers.offline.structures.stating import rules_in

__all__ = ["PairRule", "Pairs", "pair_rules"]


@dataclass(frozen=True)
class PairRule:
    """A rule on pairs, or one that stands for each thing of a side (`over`), with what is then summed or compared."""

    rule: Rule | None
    over: int = -1
    items: tuple[int, ...] = ()
    sign: str = ""


class Pairs:
    """Numbers for pairs of a row and a column, and for whether a row or a column is used at all."""

    def __init__(self, rows: int, columns: int) -> None:
        self.rows = rows
        self.columns = columns

    def pair(self, row: int, column: int) -> int:
        """The item of a pair."""
        return row * self.columns + column

    def used(self, label: int) -> int:
        """The item of a row or a column (a label counted through both) being used at all."""
        return self.rows * self.columns + label

    def writer(self, pair: Callable[[int, int], str], total: Callable[[int], str]) -> Writer:
        """A writer of conditions, given how a pair and how the sum of a label's pairs are written."""
        symbols = [pair(row, column) for row in range(self.rows) for column in range(self.columns)]
        symbols += [total(label) for label in range(self.rows + self.columns)]
        return Writer(symbols, lambda item: item >= self.rows * self.columns)


_HARD = frozenset("if unless when whenever then because since ; : only provided while whereas where".split())
_LIST = frozenset(", and or nor the a an both either neither to on in at for of".split())
_PRONOUNS = frozenset("he she they it him her them".split())
_SAME = frozenset("same together jointly".split())
_WHO = frozenset("whoever nobody anyone who".split())


@dataclass
class _Segment:
    """Mentions that belong to one clause, by side, with their places among the elements."""

    sides: tuple[list[int], list[int]]
    places: tuple[list[int], list[int]]
    first: int
    last: int


def pair_rules(
    elements: Sequence[Element], sides: Sides, pairs: Pairs, surely: frozenset[int] = frozenset()
) -> list[PairRule]:
    """The rules of a sentence; empty if it states none that is understood.

    Parameters
    ----------
    surely : frozenset of int
        The sides of which each thing is allotted anyway: to say that it is says nothing.
    """
    plain = _staying(_trimmed(without_reasons(elements)))
    shared = _shared(plain, sides, pairs)
    if shared is not None:
        return shared
    crossed = _crossed(plain, sides, pairs)
    if crossed:
        return crossed
    only = _only(plain, sides, pairs)
    if only:
        return only
    merged = _merged(plain, sides, pairs)
    if merged is None or not any(element.items for element in merged):
        return []
    everything = tuple(range(pairs.rows * pairs.columns + pairs.rows + pairs.columns))
    parser = Parser(everything, lambda item: False, lambda noun: (), set())
    for element in merged:
        for item in element.items:
            label = item - pairs.rows * pairs.columns
            if label >= 0 and (0 if label < pairs.rows else 1) in surely:
                return []
    return [PairRule(rule) for rule in rules_in(merged, parser, ())]


def _trimmed(elements: Sequence[Element]) -> list[Element]:
    """Without a clause of place that only explains: `must not drive South, where a bridge is too weak`."""
    for index in range(1, len(elements) - 1):
        leads = elements[index].low == "," and elements[index + 1].low == "where"
        if leads and any(e.items for e in elements[:index]) and not any(e.items for e in elements[index:]):
            return list(elements[:index])
    return list(elements)


def _staying(elements: list[Element]) -> list[Element]:
    """`has to stay at home` as a negation."""
    stays = {"stay", "remain", "keep", "leave", "leaf", "left"}
    return [
        replace(element, low="idle", lemma="idle")
        if element.low == "home" and stays & {e.lemma for e in elements[max(0, index - 4) : index]}
        else element
        for index, element in enumerate(elements)
    ]


def _shared(elements: Sequence[Element], sides: Sides, pairs: Pairs) -> list[PairRule] | None:
    """`must not be done on the same machine`, `whoever gives Algebra must not give Chemistry`."""
    lows = [element.low for element in elements]
    if {"if", "unless", "whenever"} & set(lows):
        return None
    items = tuple(dict.fromkeys(item for element in elements for item in element.items))
    if len(items) < 2 or len({sides.of_item(item) for item in items}) != 1:
        return None
    side = sides.of_item(items[0])
    joint = bool(_SAME & set(lows)) or sides.of_noun(_after_one(elements)) == 1 - side
    who = bool(_WHO & set(lows[:2])) and len(items) == 2
    if not joint and not who:
        return None
    negative = bool({"not", "never", "no", "nobody", "neither", "cannot"} & set(lows))
    size = len(sides.groups[0])
    local = tuple(item - (size if side else 0) for item in items)
    if negative:
        if lows[:1] == ["whoever"] or who or len(items) == 2 or joint:
            return [PairRule(None, 1 - side, local, "<=")]
        return None
    if who:
        return [PairRule(None, 1 - side, local, "implies")]
    return [PairRule(None, 1 - side, (one, two), "==") for one, two in itertools.pairwise(local)]


def _after_one(elements: Sequence[Element]) -> str:
    return next(
        (two.lemma for one, two in itertools.pairwise(elements) if one.low in {"one", "<num>"} and one.value == 1), ""
    )


def _crossed(elements: Sequence[Element], sides: Sides, pairs: Pairs) -> list[PairRule]:
    """`it may not be that one of them plays the King and the other the Fool`."""
    lows = [element.low for element in elements]
    found: tuple[list[int], list[int]] = ([], [])
    for element in elements:
        for item in element.items:
            if item not in found[sides.of_item(item)]:
                found[sides.of_item(item)].append(item)
    between = "between" in lows or "other" in lows and "one" in [*lows, *("one" for e in elements if e.value == 1)]
    if len(found[0]) != 2 or len(found[1]) != 2 or not between or "not" not in lows:
        return []
    size = len(sides.groups[0])
    one, two = found[0]
    left, right = (item - size for item in found[1])
    first, last = elements[0].first, elements[-1].last
    return [
        PairRule(Rule("k_of_n", (Count((pairs.pair(one, a), pairs.pair(two, b)), "<=", 1),), first, last))
        for a, b in ((left, right), (right, left))
    ]


def _only(elements: Sequence[Element], sides: Sides, pairs: Pairs) -> list[PairRule]:
    """`Only Ann can do the tour`, `Ann can only do the tour or the booth`: all other pairs are ruled out."""
    lows = [element.low for element in elements]
    conditional = {"if", "unless", "when", "whenever", "with", "together"} & set(lows)
    if "only" not in lows or conditional or lows.count("only") > 1:
        return []
    at = lows.index("only")
    items = [(index, item) for index, element in enumerate(elements) for item in element.items]
    ahead = [item for index, item in items if index > at]
    if not items or not ahead:
        return []
    size = len(sides.groups[0])
    allowed_side = sides.of_item(ahead[0])
    allowed = [item for item in ahead if sides.of_item(item) == allowed_side]
    fixed = [item for _, item in items if sides.of_item(item) != allowed_side]
    if len(fixed) != 1:
        return []
    others = [
        label
        for label in range(size if allowed_side == 0 else len(sides.groups[1]))
        if label + (0 if allowed_side == 0 else size) not in allowed
    ]
    first, last = elements[0].first, elements[-1].last
    return [
        PairRule(Rule("logic", (Is(_pair(pairs, sides, fixed[0], other, allowed_side), False),), first, last))
        for other in others
    ]


def _pair(pairs: Pairs, sides: Sides, fixed: int, other: int, side: int) -> int:
    size = len(sides.groups[0])
    return pairs.pair(other, fixed - size) if side == 0 else pairs.pair(fixed, other)


def _merged(elements: Sequence[Element], sides: Sides, pairs: Pairs) -> list[Element] | None:
    """The sentence with references to pairs, or to things being used, in the place of names."""
    found = _segments(elements, sides)
    if not found:
        return _whole_side(elements, sides, pairs)
    out = list(_whole_side(elements, sides, pairs) or elements)
    offset = len(sides.groups[0])
    before: _Segment | None = None
    changed: dict[int, tuple[int, ...] | None] = {}
    for segment in found:
        rows, columns = segment.sides
        if (not rows or not columns) and before is not None and _has_pronoun(elements, before, segment):
            side = 0 if not rows else 1
            inherited = before.sides[side]
            if len(inherited) == 1:
                segment.sides[side].extend(inherited)
        rows, columns = segment.sides
        if rows and columns:
            if len(rows) > 1 and len(columns) > 1:
                return None
            lead = 0 if len(rows) > len(columns) or len(segment.places[1]) == 0 else 1
            for place, item in zip(segment.places[lead], segment.sides[lead], strict=False):
                row, column = (item, columns[0]) if lead == 0 else (rows[0], item)
                changed[place] = (pairs.pair(row, column - offset),)
            for place in segment.places[1 - lead]:
                changed[place] = None
        else:
            side = 0 if rows else 1
            for place, item in zip(segment.places[side], segment.sides[side], strict=True):
                changed[place] = (pairs.used(item),)
        before = segment
    kept: list[Element] = []
    for place, element in enumerate(out):
        if place not in changed:
            kept.append(element)
        elif changed[place] is not None:
            kept.append(replace(element, items=changed[place] or ()))
    return _single_negation(kept)


def _single_negation(elements: list[Element]) -> list[Element]:
    """Without a predicate that only gives a reason: `is not admitted to it and cannot take the contract`."""
    spoken = [index for index, element in enumerate(elements) if element.items]
    conditional = {"if", "unless", "only", "when", "whenever"} & {element.low for element in elements}
    if len(spoken) != 1 or conditional:
        return elements
    for index in range(len(elements) - 1, 0, -1):
        later = [element.low for element in elements[index:]]
        if elements[index].low in {"and", "so"} and "not" in later:
            return [elements[spoken[0]], *(e for e in elements[index + 1 :] if not e.items)]
    if "too" in {element.low for element in elements} and "not" not in {element.low for element in elements}:
        at = next(i for i, element in enumerate(elements) if element.low == "too")
        return [*elements[:at], replace(elements[at], low="not", lemma="not"), *elements[at + 1 :]]
    return elements


def _whole_side(elements: Sequence[Element], sides: Sides, pairs: Pairs) -> list[Element] | None:
    """`at least two of the three lecturers`: the noun stands for all of its side."""
    offset = len(sides.groups[0])
    out = list(elements)
    hit = False
    for index, element in enumerate(elements):
        side = sides.of_noun(element.lemma)
        counted = any(e.number >= 0 for e in elements[max(0, index - 6) : index])
        of = any(e.low == "of" for e in elements[max(0, index - 4) : index])
        plural = element.low != element.lemma
        if side < 0 or element.items or not counted or not of or not plural:
            continue
        start = 0 if side == 0 else offset
        labels = range(start, start + len(sides.groups[side]))
        out[index] = replace(element, low="<ref>", items=tuple(pairs.used(label) for label in labels))
        hit = True
    return out if hit else None


def _has_pronoun(elements: Sequence[Element], before: _Segment, segment: _Segment) -> bool:
    return any(element.low in _PRONOUNS for element in elements[before.last + 1 : segment.first])


def _segments(elements: Sequence[Element], sides: Sides) -> list[_Segment]:
    found: list[_Segment] = []
    last = -1
    for place, element in enumerate(elements):
        if not element.items:
            continue
        item = element.items[0]
        side = sides.of_item(item)
        between = [e.low for e in elements[last + 1 : place]]
        listed = set(between) <= _LIST
        current = found[-1] if found else None
        cut = current is None or bool(_HARD & set(between)) or "," in between and not listed
        if current is not None and not cut:
            opposite = current.sides[1 - side]
            if current.sides[side] and opposite and not listed or current.sides[side] and not opposite and not listed:
                cut = True
            elif current.sides[side] and opposite and current.places[1 - side][-1] > current.places[side][-1]:
                cut = True  # `Ann the tour and Bo the menu`
        if cut or current is None:
            current = _Segment(([], []), ([], []), place, place)
            found.append(current)
        current.sides[side].append(item)
        current.places[side].append(place)
        current.last = place
        last = place
    return found


def conditions_of(rule: Rule) -> tuple[Condition, ...]:
    """The parts of a rule; one that demands several things at once is several conditions."""
    first = rule.parts[0]
    if rule.template == "logic" and isinstance(first, All):
        return first.parts
    return rule.parts
