"""Logic between items: from a sentence to if-then, if and only if, either-or, all or none, and counts."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nl2milp.readers.offline.choices.canonical import canonical
from nl2milp.readers.offline.choices.conditionals import denies, read_if, read_iff, read_only, read_unless
from nl2milp.readers.offline.choices.conditions import All, Condition, Count, Is, condition_of
from nl2milp.readers.offline.choices.counted import read_counted
from nl2milp.readers.offline.choices.demands import BULLETS, read_demand, read_settled
from nl2milp.readers.offline.choices.duties import read_duty
from nl2milp.readers.offline.choices.elements import resolve, without_reasons
from nl2milp.readers.offline.choices.parsing import Parser
from nl2milp.readers.offline.choices.relations import (
    read_bundle,
    read_excluded,
    read_mutual,
    read_required,
    read_without,
)
from nl2milp.readers.offline.choices.relative import read_relative
from nl2milp.readers.offline.choices.signs import sign_at
from nl2milp.readers.offline.choices.splitting import (
    Elements,
    chunks_of,
    find_wording,
    has_number,
    lows_of,
    statements_of,
)
from nl2milp.readers.offline.choices.wording import SAME

__all__ = ["Rule", "rules_of", "sounds_logical"]


@dataclass(frozen=True)
class Rule:
    """One statement of logic.

    Attributes
    ----------
    template : str
        `if_then`, `iff`, `either_or`, `all_or_none`, `k_of_n` or `logic`.
    parts : tuple of Condition
        Premise and conclusion, both sides, the options, or the one condition.
    exclusive : bool
        For `either_or`: whether only one option may hold.
    """

    template: str
    parts: tuple[Condition, ...]
    first: int
    last: int
    exclusive: bool = False


_CUES = frozenset(
    """have condition promised promise obliges insists contract need if unless only either neither nor both
    exclusive exclude excludes clash clashes whenever provided requires require depends depend presupposes
    bundle together without incompatible combined needs rule rules cannot otherwise necessary none least not no
    never must has most exactly when forbids precludes prerequisite whoever refuses where useless implies
    conflict conflicts out obliges oblige must means should more than fewer presuppose entails relies relates
    compulsory mandatory essential obligatory insists decided agreed resolved impossible refuse indispensable vital
    available unacceptable together both so before until omitted sure demand event whichever include demands
    demanded wants expects stipulates orders
    """.split()
)


def sounds_logical(elements: Elements) -> bool:
    """Whether a sentence has a word that states of logic are made with."""
    items = {item for e in elements for item in e.items}
    told = elements[0].low in BULLETS or any(pair == ("will", "be") for pair in itertools.pairwise(lows_of(elements)))
    return bool(_CUES & set(lows_of(elements))) or len(items) >= 2 or told and bool(items) and not has_number(elements)


def rules_of(elements: Elements, parser: Parser, group: Sequence[int], earlier: Sequence[Rule] = ()) -> list[Rule]:
    """All statements of a sentence; empty if none was understood.

    `earlier` has the statements before it, which `the same holds for A and B` speaks of.
    """
    parser = replace(parser, inner=lambda clause: _inner(clause, parser))
    plain = without_reasons(canonical(elements))
    mutual = _reciprocal(plain)
    if mutual is not None:
        return [mutual]
    ready = resolve(plain, group, parser.everything)
    gloss = find_wording(ready, _GLOSSES)
    if gloss is not None and any(e.items for e in ready[gloss[1] :]):
        ready = ready[gloss[1] :]  # what the sentence comes down to
    counted = read_counted(plain, parser)
    if counted is not None:
        return [Rule(*counted[:2], elements[0].first, elements[-1].last, counted[2])]
    compared = read_relative(ready, parser)
    if compared is not None:
        return [Rule(*compared[:2], elements[0].first, elements[-1].last)]
    announced = _announced(plain, parser)
    if announced is not None:
        return [announced]
    found: list[Rule] = []
    for part in [piece for chunk in chunks_of(ready) for piece in statements_of(chunk)]:
        if _allows(part):
            continue
        opening = [e.low for e in part[:4] if e.low not in {"and", ","}][:2]
        likewise = opening in (["so", "does"], ["so", "do"]) or opening[:1] == ["nor"]
        rule = _likewise(part, found[-1]) if likewise and found else _rule(part, parser)
        same = find_wording(part[:6], SAME) if rule is None and earlier else None
        if same is not None and not any(e.items for e in part[: same[1]]):
            rule = _likewise(part, earlier[-1])
        if rule is not None:
            found += _apart(_both_ways(rule) if "viceversa" in lows_of(part) else rule)
    duty = read_duty(elements) if not found else None
    return found if duty is None else [Rule("logic", (duty,), elements[0].first, elements[-1].last)]


def _apart(rule: Rule) -> list[Rule]:
    """Several counts in one clause as a statement each."""
    whole = rule.parts[0]
    if rule.template != "logic" or not isinstance(whole, All):
        return [rule]
    counts = [part for part in whole.parts if isinstance(part, Count)]
    return (
        [replace(rule, template="k_of_n", parts=(part,)) for part in counts] if counts == list(whole.parts) else [rule]
    )


def _allows(elements: Elements) -> bool:
    """Whether a clause only says what is possible: `A can run without B`."""
    lows = set(lows_of(elements))
    free = lows & {"can", "may", "could"} and not lows & {"not", "no", "never", "only", "neither", "nor", "hardly"}
    return bool("without" in lows and free and not lows & {"must", "if", "unless"})


def _both_ways(rule: Rule) -> Rule:
    """`A requires B, and vice versa`; that things exclude each other holds both ways in any case."""
    if rule.template != "if_then" or any(denies(part) for part in rule.parts):
        return rule
    return replace(rule, template="iff")


_GLOSSES = ("which means that", "which means", "this means that", "meaning that", "in other words", "that is to say")


def _announced(elements: Elements, parser: Parser) -> Rule | None:
    """`exactly two suppliers: A, B and C`, `four of the seven are to be sent: A, ...`: a count of the list behind."""
    colon = next((i for i, e in enumerate(elements) if e.low == ":"), len(elements))
    before, listed = elements[:colon], elements[colon + 1 :]
    items = tuple(dict.fromkeys(item for e in listed for item in e.items))
    if len(items) < 2 or any(e.items for e in before) or {"if", "unless", "only"} & set(lows_of(elements)):
        return None
    for index, element in enumerate(before):
        whole = element.number >= 0 and element.value.denominator == 1 and not element.money
        if not whole or not 1 <= element.value < len(items):
            continue
        behind = lows_of(before[index + 1 : index + 3])
        if "each" in behind:
            continue
        sign = sign_at(before, index) or ("==" if behind[:1] == ["of"] and behind[1:] in (["the"], ["these"]) else "")
        if not sign:
            continue
        parser.used.add(element.number)
        value = int(element.value) + {">": 1, "<": -1}.get(sign, 0)
        sign = {">": ">=", "<": "<="}.get(sign, sign)
        return Rule("k_of_n", (Count(items, sign, value),), elements[0].first, elements[-1].last)
    return None


def _reciprocal(elements: Elements) -> Rule | None:
    """`if one of the two is built, the other must (not) be`."""
    lows = lows_of(elements)
    items = tuple(dict.fromkeys(item for e in elements for item in e.items))
    joint = " ".join(lows)
    if len(items) == 2 and _alone(lows):
        return Rule("all_or_none", tuple(Is(item) for item in items), elements[0].first, elements[-1].last)
    single = any(e.number >= 0 and e.value == 1 for e in elements) or "either of" in joint
    if len(items) != 2 or not single or "the other" not in joint or not _HINGES & set(lows):
        return None
    first, last = elements[0].first, elements[-1].last
    if {"not", "neither", "no", "excludes", "precludes", "omit", "without"} & set(lows) or "rules out" in joint:
        if "iff" in lows:
            return Rule("k_of_n", (Count(items, "==", 1),), first, last)
        return Rule("k_of_n", (Count(items, "<=", 1),), first, last)
    return Rule("all_or_none", tuple(Is(item) for item in items), first, last)


def _alone(lows: Sequence[str]) -> bool:
    """Whether neither of two goes without the other."""
    joint = " ".join(lows)
    denied = {"neither", "not", "no", "never", "useless"} & set(lows)
    return bool(denied and ("without the other" in joint or "neither" in lows and _LONE & set(lows)))


_LONE = frozenset("alone separately individually".split())
_HINGES = frozenset(
    "if when whenever iff means requires entails implies obliges excludes precludes rules demands calls".split()
)


def _likewise(elements: Elements, before: Rule) -> Rule | None:
    """`..., and so does C with D`: what was said of the pair before."""
    items = tuple(dict.fromkeys(item for e in elements for item in e.items))
    if len(items) != 2:
        return None
    first, last = elements[0].first, elements[-1].last
    parts: tuple[Condition, ...] = (Is(items[0]), Is(items[1]))
    if before.template not in {"if_then", "iff", "all_or_none", "either_or", "k_of_n"}:
        return None
    if before.template == "if_then" and len(before.parts) == 2:
        end = before.parts[1]
        parts = (Is(items[0]), Is(items[1], not isinstance(end, Is) or end.positive))
    elif before.template == "k_of_n" and isinstance(before.parts[0], Count):
        parts = (Count(items, before.parts[0].sign, before.parts[0].value),)
    return Rule(before.template, parts, first, last, before.exclusive)


def _rule(elements: Elements, parser: Parser) -> Rule | None:
    if not any(e.items for e in elements) and not any(e.number >= 0 for e in elements):
        return None
    first, last = elements[0].first, elements[-1].last
    for reader in (*_RELATING, read_demand, read_settled):
        read: tuple[str, tuple[Condition, ...], bool] | None = reader(elements, parser)
        if read is not None and read[0] == "k_of_n" and _is_idle(read[1][0]):
            return None
        if read is not None:
            return Rule(read[0], read[1], first, last, read[2])
    return None


_RELATING = (
    read_iff, read_unless, read_only, read_bundle, read_without, read_if, read_required, read_mutual, read_excluded,
)  # fmt: skip
"""Ways in which a clause can relate candidates, in the order in which they bind."""


def _inner(elements: Elements, parser: Parser) -> Condition | None:
    """The condition that a statement inside of another one is: `(if A,) B requires C`."""
    for reader in _RELATING:
        read = reader(elements, parser)
        if read is not None:
            return condition_of(*read)
    return None


def _is_idle(condition: Condition) -> bool:
    """Whether a count holds in any case: at most three of three."""
    return isinstance(condition, Count) and condition.sign == "<=" and condition.value >= len(condition.items)
