"""Logic between items: from a sentence to if-then, if and only if, either-or, all or none, and counts."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nl2milp.readers.offline.choices.conditions import (
    All,
    Any,
    Condition,
    Count,
    Is,
    Parser,
    items_of,
    negated,
    sign_at,
)
from nl2milp.readers.offline.choices.elements import resolve, without_reasons
from nl2milp.readers.offline.choices.splitting import (
    Elements,
    chunks_of,
    find_wording,
    has_number,
    lows_of,
    statements_of,
)
from nl2milp.readers.offline.choices.wording import BUNDLE, EXCLUDE, IF, IFF, MUTUAL, NEEDED, ONLY, REQUIRE

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
    """.split()
)


def sounds_logical(elements: Elements) -> bool:
    """Whether a sentence has a word that states of logic are made with."""
    return bool(_CUES & set(lows_of(elements))) or len({item for e in elements for item in e.items}) >= 2


def rules_of(elements: Elements, parser: Parser, group: Sequence[int]) -> list[Rule]:
    """All statements of a sentence; empty if none was understood."""
    plain = without_reasons(elements)
    mutual = _reciprocal(plain)
    if mutual is not None:
        return [mutual]
    ready = resolve(plain, group, parser.everything)
    gloss = find_wording(ready, _GLOSSES)
    if gloss is not None and any(e.items for e in ready[gloss[1] :]):
        ready = ready[gloss[1] :]  # what the sentence comes down to
    announced = _announced(plain, parser)
    if announced is not None:
        return [announced]
    found: list[Rule] = []
    for part in [piece for chunk in chunks_of(ready) for piece in statements_of(chunk)]:
        opening = [e.low for e in part[:4] if e.low not in {"and", ","}][:2]
        likewise = opening in (["so", "does"], ["so", "do"]) or opening[:1] == ["nor"]
        rule = _likewise(part, found[-1]) if likewise and found else _rule(part, parser)
        if rule is not None:
            found.append(rule)
    return found


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
    single = any(e.number >= 0 and e.value == 1 for e in elements) or "either of" in joint
    if len(items) != 2 or not single or "the other" not in joint or not {"if", "when", "whenever"} & set(lows):
        return None
    first, last = elements[0].first, elements[-1].last
    if {"not", "neither", "no"} & set(lows):
        return Rule("k_of_n", (Count(items, "<=", 1),), first, last)
    return Rule("all_or_none", tuple(Is(item) for item in items), first, last)


def _likewise(elements: Elements, before: Rule) -> Rule | None:
    """`..., and so does C with D`: what was said of the pair before."""
    items = tuple(dict.fromkeys(item for e in elements for item in e.items))
    if len(items) != 2:
        return None
    first, last = elements[0].first, elements[-1].last
    parts: tuple[Condition, ...] = (Is(items[0]), Is(items[1]))
    if before.template == "if_then" and len(before.parts) == 2:
        end = before.parts[1]
        parts = (Is(items[0]), Is(items[1], not isinstance(end, Is) or end.positive))
    elif before.template == "k_of_n" and isinstance(before.parts[0], Count):
        parts = (Count(items, before.parts[0].sign, before.parts[0].value),)
    return Rule(before.template, parts, first, last)


_OFFERS = frozenset("decide decides whether considers weighs among candidates chooses choose thinks plans".split())


def _rule(elements: Elements, parser: Parser) -> Rule | None:
    if not any(e.items for e in elements) and not any(e.number >= 0 for e in elements):
        return None
    first, last = elements[0].first, elements[-1].last
    for reader in (_iff, _unless, _only, _bundle, _without, _if, _required, _mutual, _excluded, _simple):
        read: tuple[str, tuple[Condition, ...], bool] | None = reader(elements, parser)
        if read is not None and read[0] == "k_of_n" and _is_idle(read[1][0]):
            return None
        if read is not None:
            return Rule(read[0], read[1], first, last, read[2])
    return None


def _is_idle(condition: Condition) -> bool:
    """Whether a count holds in any case: at most three of three."""
    return isinstance(condition, Count) and condition.sign == "<=" and condition.value >= len(condition.items)


Read = tuple[str, tuple[Condition, ...], bool]
Reader = Callable[[Elements, Parser], Read | None]


def _iff(elements: Elements, parser: Parser) -> Read | None:
    at = find_wording(elements, IFF)
    if at is None:
        lows = " ".join(lows_of(elements))
        strict = "in this case and in no other" in lows or "otherwise not" in lows or "not otherwise" in lows
        if not strict:
            return None
        at = find_wording(elements, ("if", "when"))
        if at is None:
            return None
    if at[2] == "then and only then":
        start = find_wording(elements, ("if", "when"))
        if start is None or start[0] > at[0]:
            return None
        one, two = parser.clause(elements[start[1] : at[0]]), parser.clause(elements[at[1] :])
    elif at[0] == 0:
        comma = _comma(elements, at[1], parser)
        one, two = parser.clause(elements[at[1] : comma]), parser.clause(elements[comma:])
    else:
        right = elements[at[1] :]
        cut = next((i for i, e in enumerate(right) if e.low in {";", "."}), len(right))
        for index, element in enumerate(right[:cut]):
            if element.low == "," and index + 1 < cut and right[index + 1].low == "so":
                cut = index
                break
        one, two = parser.clause(_last_clause(elements[: at[0]])), parser.clause(right[:cut])
    if one is None or two is None or items_of(one) & items_of(two):
        return None
    return "iff", (one, two), False


def _last_clause(elements: Elements) -> Elements:
    """What is said last before a condition: behind `, and`, `;` or `:`, where that speaks of something."""
    for index in range(len(elements) - 1, 0, -1):
        joined = elements[index].low in {"and", "but", "so"} and elements[index - 1].low == ","
        if not joined and elements[index].low not in {";", ":"}:
            continue
        if any(e.items for e in elements[index + 1 :]):
            return elements[index + 1 :]
    return elements


def _comma(elements: Elements, start: int, parser: Parser) -> int:
    """Where the conclusion begins after a premise that opens the sentence."""
    commas = [i for i in range(start, len(elements)) if elements[i].low == ","]
    thens = [i for i in range(start, len(elements)) if elements[i].low == "then"]
    if thens:
        return thens[0]
    for index in commas:
        before, behind = elements[start:index], elements[index + 1 :]
        if not (any(e.items or e.number >= 0 for e in before) and any(e.items or e.number >= 0 for e in behind)):
            continue
        if index + 1 < len(elements) and elements[index + 1].low in {"and", "or"}:
            continue
        inner = {e.low for e in before}
        if not inner & _VERBS:
            continue
        return index
    for index in commas:
        if any(e.items for e in elements[start:index]):
            return index
    spoken = [i for i in range(start, len(elements)) if elements[i].items]
    for left, right in itertools.pairwise(spoken):
        between = lows_of(elements[left + 1 : right])
        if has_number(elements[left:right]):
            continue
        if set(between) & _VERBS and not set(between) & {"or", "and", "if", "with", "both"}:
            verb = next(i for i in range(left + 1, right) if elements[i].low in _VERBS)
            if right - verb > 1 and (right - verb > 2 or elements[right - 1].low in {"the", "a", "an"}):
                return right - 1 if elements[right - 1].low in {"the", "a", "an"} else right
    if len(spoken) >= 2:
        for index in range(spoken[0] + 1, spoken[-1]):
            low, after = elements[index].low, elements[index + 1].low
            if low in {"must", "has", "have", "cannot", "may", "should", "needs"}:
                return index
            if low in {"is", "are"} and after in {"obliged", "required", "forced", "bound", "not"}:
                return index
    numbers = [i for i in range(start, len(elements)) if elements[i].number >= 0]
    for index in range(numbers[0] if numbers else len(elements), len(elements) - 1):
        if elements[index].items and elements[index + 1].low in {"i", "we", "they", "it", "you", "the", "at", "no"}:
            return index + 1
    return len(elements)


_VERBS = frozenset(
    """is are be was has have do does can may must will would shall should takes take runs run goes go plays give
    gives opens open made chosen join joins holds works exists stays serve choose build buy hire fund select
    """.split()
)


def _unless(elements: Elements, parser: Parser) -> Read | None:
    at = find_wording(elements, ("unless", "except if", "except when", "except where", "not until"))
    if at is None:
        return None
    if at[0] <= 1:
        comma = _comma(elements, at[1], parser)
        premise, conclusion = parser.clause(elements[at[1] : comma]), parser.clause(elements[comma:])
    else:
        premise, conclusion = parser.clause(elements[at[1] :]), parser.clause(elements[: at[0]])
    if premise is None or conclusion is None:
        return None
    conclusion = _apart(conclusion, premise)
    lows = set(lows_of(elements))
    allowed = lows & {"may", "can", "could"} and not lows & {"must", "has", "have", "should"}
    if allowed and isinstance(conclusion, Is) and conclusion.positive:
        return "if_then", (premise, negated(conclusion)), False
    if at[2] == "not until":
        conclusion = negated(conclusion)
    return "if_then", (negated(premise), conclusion), False


def _only(elements: Elements, parser: Parser) -> Read | None:
    at = find_wording(elements, ONLY)
    if at is not None and at[0] == 0:
        # `only if P can Q`
        comma = _inverted(elements, at[1])
        condition, allowed = parser.clause(elements[at[1] : comma]), parser.clause(elements[comma:])
        if condition is not None and allowed is not None and not at[2].startswith("only") and _denies(allowed):
            return "if_then", (condition, allowed), False
    elif at is not None:
        condition, allowed = parser.clause(elements[at[1] :]), parser.clause(elements[: at[0]])
    else:
        only = find_wording(elements, ("only",))
        if only is None:
            return None
        at = find_wording(
            elements, ("if", "when", "where", "together with", "once", "alongside", "after", "with"), only[1]
        )
        if at is None:
            return None
        condition, allowed = parser.clause(elements[at[1] :]), parser.clause(elements[: at[0]])
    if condition is not None and allowed is None and not any(e.items for e in elements[: at[0]]):
        return "logic", (condition,), False
    if condition is None or allowed is None:
        return None
    items = items_of(allowed)
    if items != items_of(condition):
        allowed = _apart(allowed, condition)
    if items == items_of(condition):
        return ("all_or_none", tuple(Is(i) for i in sorted(items)), False) if len(items) >= 2 else None
    return "if_then", (allowed, condition), False


def _denies(condition: Condition) -> bool:
    """Whether a conclusion only forbids."""
    if isinstance(condition, All | Any):
        return all(_denies(part) for part in condition.parts)
    return isinstance(condition, Is) and not condition.positive


def _apart(condition: Condition, other: Condition) -> Condition:
    """The condition without the items that the other one speaks of, where something is left of it."""
    if not isinstance(condition, All | Any):
        return condition
    rest = tuple(part for part in condition.parts if not items_of(part) & items_of(other))
    if not rest or len(rest) == len(condition.parts):
        return condition
    negative = all(_denies(part) for part in condition.parts)
    if len(rest) == 1 and isinstance(rest[0], Is):
        return Is(rest[0].item, not negative)
    return All(rest) if isinstance(condition, All) else Any(rest)


def _inverted(elements: Elements, start: int) -> int:
    """Where the main clause begins after a leading `only if ...`: at an inverted auxiliary, or a comma."""
    spoken = [i for i in range(start, len(elements)) if elements[i].items]
    for index in range((spoken[0] + 1) if spoken else start, len(elements) - 1):
        if elements[index].low in {"can", "may", "is", "are", "will", "does", "do"} and elements[index + 1].items:
            return index
        if elements[index].low in {"can", "may", "is", "are", "will"} and elements[index + 1].low in {"the", "a", "an"}:
            return index
    return next((i for i in range(start, len(elements)) if elements[i].low == ","), len(elements))


def _if(elements: Elements, parser: Parser) -> Read | None:
    at = find_wording(elements, IF)
    while at is not None and at[2] == "once" and (at[1] == len(elements) or elements[at[1]].low in {",", "and", "or"}):
        at = find_wording(elements, IF, at[1])  # `costs 40 once, ...`
    if at is None:
        return None
    if at[2] in {"when", "where", "once", "should"} and at[0] > 3 and at[2] != "when":
        return None
    comma = 0
    leads = not any(e.items for e in elements[: at[0]]) and not _has_comparison(elements[: at[0]])
    if leads:
        comma = _comma(elements, at[1], parser)
        premise, conclusion = parser.clause(elements[at[1] : comma]), parser.clause(elements[comma:])
    else:
        premise, conclusion = parser.clause(elements[at[1] :]), parser.clause(elements[: at[0]])
    if premise is None or conclusion is None or premise == conclusion:
        return None
    after = lows_of(elements[comma : comma + 3]) if leads else []
    if "so" in after and isinstance(premise, Is) and isinstance(conclusion, Is):
        conclusion = Is(conclusion.item, premise.positive)  # `if A is left out, so is B`
    return "if_then", (premise, conclusion), False


def _has_comparison(elements: Elements) -> bool:
    return any(e.number >= 0 for e in elements) and bool(
        {"least", "most", "more", "fewer", "less"} & set(lows_of(elements))
    )


def _bundle(elements: Elements, parser: Parser) -> Read | None:
    at = find_wording(elements, BUNDLE)
    if at is None and not _all_or_none(lows_of(elements)):
        return None
    items = list(dict.fromkeys(item for e in elements for item in e.items))
    if len(items) < 2 or any(e.low in {"if", "unless"} for e in elements):
        return None
    return "all_or_none", tuple(Is(item) for item in items), False


def _all_or_none(lows: Sequence[str]) -> bool:
    """`are all built or none of them is`, `can only be built together`."""
    if "only" in lows and "together" in lows[lows.index("only") :] and "with" not in lows:
        return True
    whole = next((i for i, low in enumerate(lows) if low in {"all", "both"}), len(lows))
    other = next((i for i in range(whole, len(lows)) if lows[i] == "or"), len(lows))
    if "both" in lows[whole : whole + 1] and lows[other + 1 : other + 2] == ["both"]:
        return bool({"not", "left", "dropped", "rejected", "omitted", "skipped"} & set(lows[other:]))
    return bool({"none", "neither"} & set(lows[other : other + 3]))


def _without(elements: Elements, parser: Parser) -> Read | None:
    at = find_wording(elements, ("without",))
    if at is None or not any(e.items for e in elements[at[1] :]):
        return None
    if at[0] > 1 and not any(e.items for e in elements[: at[0]]):
        return None
    left = list(elements[: at[0]])
    lows = lows_of(left)
    if at[0] <= 1:
        comma = _comma(elements, at[1], parser)
        base, rest = parser.clause(elements[at[1] : comma]), parser.clause(elements[comma:])
        if base is not None and rest is not None:
            return "if_then", (negated(base), rest), False
        return None
    goes = "goes without" in " ".join(lows_of(elements)) or "or not at all" in " ".join(lows_of(elements))
    one = tuple(dict.fromkeys(i for e in left for i in e.items))
    two = tuple(dict.fromkeys(i for e in elements[at[1] :] for i in e.items))
    first: Condition = Is(one[-1]) if len(one) == 1 else All(tuple(Is(i) for i in one))
    second: Condition = Is(two[0]) if len(two) == 1 else All(tuple(Is(i) for i in two))
    negative = bool({"not", "no", "never", "useless", "worthless", "impossible", "pointless", "nothing"} & set(lows))
    if goes and not negative:
        return "if_then", (first, negated(second)), False
    return "if_then", (first, second), False


def _required(elements: Elements, parser: Parser) -> Read | None:
    for wordings, reverse in ((NEEDED, True), (REQUIRE, False)):
        at = find_wording(elements, wordings)
        if at is None:
            continue
        left, right = elements[: at[0]], elements[at[1] :]
        if not any(e.items for e in left) or not any(e.items for e in right):
            continue
        one, two = parser.clause(left), parser.clause(right)
        if one is None or two is None or items_of(one) & items_of(two):
            continue
        if reverse:
            one, two = two, one
        return "if_then", (one if at[2] in _EVENTS else _each(one, elements), two), False
    lows = lows_of(elements)
    if "necessary" in lows or "compulsory" in lows or "mandatory" in lows:
        at = find_wording(elements, ("makes", "make"))
        if at is not None:
            one, two = parser.clause(elements[: at[0]]), parser.clause(elements[at[1] :])
            if one is not None and two is not None:
                return "if_then", (one, two), False
    return None


def _any(parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else Any(tuple(parts))


def _all(parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else All(tuple(parts))


_EVENTS = frozenset("means mean implies imply entails entail".split())  # what happens together, not each for itself


def _each(condition: Condition, elements: Elements) -> Condition:
    """`both A and B require C` speaks of each of them, unless it says together."""
    joint = {"together", "combined", "combination", "jointly", "simultaneously"} & set(lows_of(elements))
    plain = isinstance(condition, All) and all(isinstance(part, Is) and part.positive for part in condition.parts)
    return Any(condition.parts) if plain and isinstance(condition, All) and not joint else condition


def _mutual(elements: Elements, parser: Parser) -> Read | None:
    at = find_wording(elements, MUTUAL)
    items = tuple(dict.fromkeys(item for e in elements for item in e.items))
    if at is None or len(items) < 2:
        return None
    if at[2] in {"clash", "conflict", "overlap", "alternatives", "collide"} and any(e.items for e in elements[at[1] :]):
        return None
    return "k_of_n", (Count(items, "<=", 1),), False


def _excluded(elements: Elements, parser: Parser) -> Read | None:
    at = find_wording(elements, EXCLUDE)
    lows = lows_of(elements)
    if at is not None:
        one, two = parser.clause(elements[: at[0]]), parser.clause(elements[at[1] :])
        if one is not None and two is not None and not items_of(one) & items_of(two):
            return "if_then", (_each(one, elements), negated(two) if not isinstance(two, All) else _none_of(two)), False
        told = one is None or two is not None and items_of(one) == items_of(two)
        if told and isinstance(two, All) and at[2] in _FORBID:
            forbidden = tuple(sorted(items_of(two)))
            return "k_of_n", (Count(forbidden, "<=", len(forbidden) - 1),), False
    joint = " ".join(lows)
    if "either" in lows and " or " in joint and " with either " not in joint:
        return None
    cannot = bool({"not", "never", "no", "impossible", "forbidden", "prohibited"} & set(lows))
    if any(e.number >= 0 and sign_at(elements, i) for i, e in enumerate(elements)):
        return None
    bars = (
        "bars" in lows
        or "barred" in lows
        or "rules out" in joint
        or "out of the question" in joint
        or "is out" in joint
    )
    items = tuple(dict.fromkeys(item for e in elements for item in e.items))
    joint = (
        joint.replace("at the same time", "together").replace("side by side", "together").replace("at once", "together")
    )
    lows = joint.split(" ")
    both = {
        "both",
        "together",
        "combined",
        "combine",
        "with",
        "simultaneously",
        "alongside",
        "all",
        "next",
        "share",
    } & set(lows)
    if cannot and len(items) == 2 and ("each other" in joint or "one another" in joint):
        return "k_of_n", (Count(items, "<=", 1),), False
    if "with" in both and (cannot or bars) and len(items) > 2 and joint.count(" with ") == 1:
        cut = max(i for i, low in enumerate(lows) if low == "with")
        one, two = parser.clause(elements[:cut]), parser.clause(elements[cut + 1 :])
        if one is not None and two is not None and not items_of(one) & items_of(two):
            left, right = sorted(items_of(one)), sorted(items_of(two))
            premise = _any([Is(item) for item in left])
            return "if_then", (premise, _all([Is(item, False) for item in right])), False
    if (cannot or bars) and both and len(items) >= 2 and not find_wording(elements, ("at least",)):
        if "neither" in lows:
            return None
        if "all" in lows and len(items) > 2 and "both" not in lows:
            return "k_of_n", (Count(items, "<=", len(items) - 1),), False
        return "k_of_n", (Count(items, "<=", 1 if len(items) == 2 or "with" in both else len(items) - 1),), False
    return None


_FORBID = frozenset("forbids forbid prohibits prohibit prevents prevent rules rule precludes".split()) | {
    "rules out",
    "rule out",
    "forbids us to",
    "forbids the",
}


def _none_of(condition: All) -> Condition:
    return All(tuple(negated(part) for part in condition.parts))


_MUST = frozenset(
    """obliges promised promise condition contract needs need commits must either out has have required obliged
    insists insist wants want demands demand need needs be least most exactly can may cannot not should shall
    only no neither commits least
    """.split()
)


_DEMANDS = frozenset(
    """must obliged required promised insists need needs obliges compulsory mandatory essential condition committed
    agreed contract should demands
    """.split()
)


def _listed(elements: Elements) -> bool:
    """Whether all items stand in one list, or have a verb each."""
    spoken = [i for i, e in enumerate(elements) if e.items]
    gaps = [lows_of(elements[a + 1 : b]) for a, b in itertools.pairwise(spoken)]
    return all({"and", ",", "or", "nor"} & set(gap) for gap in gaps)


_WANTS = frozenset("need needs demands insists".split())
_FORBIDS = frozenset("can may must will could out allowed possible question does do be shall should no".split())


def _binding(condition: Condition, elements: Elements) -> bool:
    """Whether a sentence demands or forbids, and doesn't just tell."""
    lows = lows_of(elements)
    if isinstance(condition, Is) and not condition.positive or isinstance(condition, All) and _denies(condition):
        return bool(_FORBIDS & set(lows)) and not any(e.number >= 0 and e.value > 12 for e in elements)
    to = any(low in {"has", "have"} and lows[i + 1 : i + 2] == ["to"] for i, low in enumerate(lows))
    if to:
        return True
    if any(lows[i : i + 3] == ["must", "be", "kept"] for i in range(len(lows))):
        return False  # how a thing is treated, not whether it is taken
    return any(
        low in _DEMANDS and (low not in _WANTS or lows[i + 1] == "to" or any(e.items for e in elements[i + 1 : i + 3]))
        for i, low in enumerate(lows[:-1])
    )


def _simple(elements: Elements, parser: Parser) -> Read | None:
    lows = lows_of(elements)
    if not _MUST & set(lows):
        return None
    if "either" in lows:
        exclusive = "but not both" in " ".join(lows) or "not both" in " ".join(lows)
        single = parser.clause(elements[lows.index("either") :]) if exclusive else None
        if isinstance(single, Count):
            return (
                ("k_of_n", (single,), False)
                if single.sign == "<="
                else ("either_or", tuple(Is(item) for item in single.items), True)
            )
        trimmed = list(elements)
        at = find_wording(elements, ("but not both", "not both", "but not for both", "and not both"))
        if at is not None:
            trimmed = list(elements[: at[0]])
        start = lows.index("either")
        read = parser.clause(trimmed[start:])
        if isinstance(read, Any) and len(read.parts) >= 2:
            return "either_or", read.parts, exclusive
    if {"part", "partly", "partially", "twice", "half", "split"} & set(lows):
        return None
    condition = parser.clause(elements)
    if condition is None:
        return None
    if isinstance(condition, All) and all(isinstance(part, Count) for part in condition.parts):
        return "logic", (condition,), False
    if isinstance(condition, All) and isinstance(condition.parts[-1], Count):
        condition = condition.parts[-1]
    if isinstance(condition, Count):
        return "k_of_n", (condition,), False
    if isinstance(condition, Any):
        exclusive = "not both" in " ".join(lows)
        return "either_or", condition.parts, exclusive
    offered = isinstance(condition, All) and not any(_denies(part) for part in condition.parts)
    if offered and _OFFERS & set(lows):
        return None
    if isinstance(condition, All) and not _listed(elements):
        return None  # `Beta gets on with Gamma only`: some relation that isn't known
    if _binding(condition, elements):
        return "logic", (condition,), False
    return None
