"""All statements of logic that a text makes about its candidates, sentence by sentence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nl2milp.readers.offline.choices.conditions import Count, items_of
from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.groups_of_items import find_groups, sets_up, with_groups
from nl2milp.readers.offline.choices.kinds import is_data, is_indivisible, is_offer
from nl2milp.readers.offline.choices.logic import Rule, rules_of, sounds_logical
from nl2milp.readers.offline.choices.parsing import Parser
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence

__all__ = ["Stated", "find_stated", "group_before"]


@dataclass
class Stated:
    """What the sentences of a text state.

    Attributes
    ----------
    lines : list
        The sentences, with kinds of candidates as references.
    rules : list of Rule
        The statements in order.
    logical : frozenset of int
        The sentences that state them.
    missed : list of int
        Sentences that sound like logic and were not understood.
    told : set of int
        Sentences that only bring in what a later one is about.
    """

    lines: list[list[Element]]
    rules: list[Rule] = field(default_factory=list)
    logical: frozenset[int] = frozenset()
    missed: list[int] = field(default_factory=list)
    told: set[int] = field(default_factory=set)


def find_stated(
    lines: Sequence[list[Element]],
    sentences: Sequence[Sentence],
    quantities: Sequence[Quantity],
    names: Sequence[Sequence[str]],
    used: set[int],
) -> Stated:
    """The statements about the candidates called by `names`; the numbers in them are added to `used`."""
    size = len(names)
    groups = find_groups(lines, names)
    found = Stated([with_groups(line, groups) for line in lines] if groups else list(lines))
    found.told = {number for number, line in enumerate(lines) if sets_up(line, groups, lines)}
    parser = Parser(tuple(range(size)), lambda item: False, lambda noun: (), used)
    for number, elements in enumerate(found.lines):
        if not sounds_logical(elements) or _asks(elements, sentences[number]):
            continue
        before = group_before(found.lines, number)
        rules = rules_of(elements, parser, before, found.rules)
        if is_indivisible(elements) and not any(e.items for e in elements):
            continue
        if is_data(elements, quantities, size):
            found.rules += [rule for rule in rules if isinstance(rule.parts[0], Count) and len(rule.parts) == 1]
            continue
        if rules:
            found.logical |= {number}
            found.rules += rules
            spoken = {item for rule in rules for part in rule.parts for item in items_of(part)}
            if number - 1 in found.missed and _points_back(elements) and set(before) <= spoken:
                found.missed.remove(number - 1)
                found.told.add(number - 1)  # it only brought in what this sentence is about
        elif number not in found.told and any(e.items for e in elements) and not _is_idle(elements):
            found.missed.append(number)
    return found


def _is_idle(elements: Sequence[Element]) -> bool:
    """Whether a sentence only offers the candidates, or says that they are taken whole."""
    return is_offer(elements) or is_indivisible(elements)


def _asks(elements: Sequence[Element], sentence: Sentence) -> bool:
    """Whether a sentence only asks which to choose: `which of them should be built to reach the most people?`."""
    lows = [e.low for e in elements]
    return (
        sentence.question and lows[0] in {"which", "what", "how"} and not {"if", "unless", "only", "given"} & set(lows)
    )


def _points_back(elements: Sequence[Element]) -> bool:
    """Whether a sentence speaks of what was named before: `these two`, `both`, `they`."""
    return bool({"these", "both", "they", "them", "two", "neither", "those"} & {e.low for e in elements}) or any(
        e.number >= 0 and e.value == 2 for e in elements
    )


def group_before(lines: Sequence[Sequence[Element]], number: int) -> list[int]:
    """The items that the nearest earlier sentence lists."""
    for before in range(number - 1, max(-1, number - 3), -1):
        items = list(dict.fromkeys(item for e in lines[before] for item in e.items))
        if 2 <= len(items) <= 4 or len(items) == 1 and before == number - 1:
            return items
    return []
