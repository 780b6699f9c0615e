"""Conditional sentences: `if`, `unless`, `only if`, `if and only if`, and where their clauses begin and end."""

from __future__ import annotations

import itertools

from nl2milp.readers.offline.choices.conditions import All, Any, Condition, Count, Is, items_of, negated
from nl2milp.readers.offline.choices.parsing import Parser
from nl2milp.readers.offline.choices.splitting import Elements, find_wording, has_number, lows_of
from nl2milp.readers.offline.choices.wording import IF, IFF, ONLY

__all__ = ["Read", "clause_start", "denies", "read_if", "read_iff", "read_only", "read_unless"]

Read = tuple[str, tuple[Condition, ...], bool]
"""A template, its parts, and whether options exclude each other."""


def read_iff(elements: Elements, parser: Parser) -> Read | None:
    """`A if and only if B`, `A exactly when B`, `if A, then and only then B`."""
    at = find_wording(elements, ("iff", *IFF))
    if at is None:
        if not {"nototherwise"} & set(lows_of(elements)):
            return None
        at = find_wording(elements, ("if", "when", "whenever"))
        if at is None:
            return None
    if at[2] == "then and only then":
        start = find_wording(elements, ("if", "when"))
        if start is None or start[0] > at[0]:
            return None
        one, two = parser.clause(elements[start[1] : at[0]]), parser.clause(elements[at[1] :])
    elif at[0] == 0:
        comma = clause_start(elements, at[1], parser)
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


def clause_start(elements: Elements, start: int, parser: Parser) -> int:
    """Where the conclusion begins after a premise that opens the sentence."""
    commas = [i for i in range(start, len(elements)) if elements[i].low == ","]
    thens = [i for i in range(start, len(elements)) if elements[i].low == "then"]
    if thens:
        return thens[0]
    for index in commas:
        before, behind = elements[start:index], elements[index + 1 :]
        if not (any(e.items or e.number >= 0 for e in before) and any(e.items or e.number >= 0 for e in behind)):
            continue
        if behind[0].low in {"and", "or", "nor", "but"} or _lists(elements, start, index):
            continue
        return index
    spoken = [i for i in range(start, len(elements)) if elements[i].items]
    for left, right in itertools.pairwise(spoken):
        between = lows_of(elements[left + 1 : right])
        if has_number(elements[left:right]):
            continue
        again = next((i for i in range(left + 1, right) if elements[i].low in _PRONOUNS), -1)
        if again >= 0 and not set(between) & {"or", "and"}:
            return again  # `if you take A you have to give up B`
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


_ARTICLES = frozenset("the a an".split())
_PRONOUNS = frozenset("i we you they she he it one".split())


def _lists(elements: Elements, start: int, comma: int) -> bool:
    """Whether a comma stands in a list of names that goes on behind it: `A, B and C are built`."""
    if not elements[comma - 1].items:
        return False
    at = comma + 1
    while at < len(elements) and elements[at].low in _ARTICLES:
        at += 1
    if at >= len(elements) or not elements[at].items:
        return False
    while at + 1 < len(elements) and (elements[at + 1].items or elements[at + 1].low in {",", *_ARTICLES}):
        at += 1
    if at + 1 >= len(elements) or elements[at + 1].low not in {"and", "or", "nor"}:
        return False
    counted = any(e.number >= 0 or e.low in {"neither", "none", "of"} for e in elements[start:comma])
    verbs = any(e.low in _VERBS or e.low.endswith("ed") for e in elements[start:comma])
    return counted or not verbs or any(e.low == "if" for e in elements[at + 1 :])


_VERBS = frozenset(
    """is are be was has have do does can may must will would shall should takes take runs run goes go plays give
    gives opens open made chosen join joins holds works exists stays serve choose build buy hire fund select
    """.split()
)


def read_unless(elements: Elements, parser: Parser) -> Read | None:
    """`A unless B`: if not B, then A; where A is only allowed, not both."""
    at = find_wording(elements, ("unless", "except if", "except when", "except where", "not until", "until", "before"))
    if at is None:
        return None
    if at[2] in {"until", "before"}:
        lows = set(lows_of(elements[: at[0]]))
        if at[0] <= 1 or not any(e.items for e in elements[at[1] :]):
            return None
        if not {"not", "never", "no"} & lows:
            first, second = parser.clause(elements[: at[0]]), parser.clause(elements[at[1] :])
            demanded = at[2] == "before" and {"must", "has", "have", "needs", "need"} & lows
            return ("if_then", (second, first), False) if demanded and first and second else None
    if at[0] <= 1:
        comma = clause_start(elements, at[1], parser)
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


def read_only(elements: Elements, parser: Parser) -> Read | None:
    """`A only if B`, `only if B can A`, `A may be built provided that B is`."""
    at = find_wording(elements, ONLY)
    if at is not None and at[0] == 0:
        # `only if P can Q`
        comma = _inverted(elements, at[1])
        condition, allowed = parser.clause(elements[at[1] : comma]), parser.clause(elements[comma:])
        if condition is not None and allowed is not None and not at[2].startswith("only") and denies(allowed):
            return "if_then", (condition, allowed), False
    elif at is not None:
        condition, allowed = parser.clause(elements[at[1] :]), parser.clause(elements[: at[0]])
    else:
        only = find_wording(elements, ("only",))
        if only is None:
            return None
        at = find_wording(
            elements,
            ("if", "when", "where", "together with", "once", "alongside", "after", "with", "in case"),
            only[1],
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


def denies(condition: Condition) -> bool:
    """Whether a conclusion only forbids."""
    if isinstance(condition, All | Any):
        return all(denies(part) for part in condition.parts)
    return isinstance(condition, Is) and not condition.positive


def _apart(condition: Condition, other: Condition) -> Condition:
    """The condition without the items that the other one speaks of, where something is left of it."""
    if not isinstance(condition, All | Any):
        return condition
    rest = tuple(part for part in condition.parts if not items_of(part) & items_of(other))
    if not rest or len(rest) == len(condition.parts):
        return condition
    negative = all(denies(part) for part in condition.parts)
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


def read_if(elements: Elements, parser: Parser) -> Read | None:
    """`if A, B`, `B whenever A`, `should A be built, B must be`."""
    case = find_wording(elements, ("in which case", "in that case"))
    if case is not None and case[0] > 1 and not {"if", "unless", "either"} & set(lows_of(elements)):
        premise, conclusion = parser.clause(elements[: case[0]]), parser.clause(elements[case[1] :])
        return None if premise is None or conclusion is None else ("if_then", (premise, conclusion), False)
    at = find_wording(elements, IF)
    if at is None and elements[0].low == "with" and "," in lows_of(elements):
        at = (0, 1, "with")  # `with A in the plan, B must be in it`
    while at is not None and at[2] == "once" and (at[1] == len(elements) or elements[at[1]].low in {",", "and", "or"}):
        at = find_wording(elements, IF, at[1])  # `costs 40 once, ...`
    if at is None:
        return None
    if at[2] in {"when", "where", "once", "should"} and at[0] > 3 and at[2] != "when":
        return None
    comma = 0
    leads = not any(e.items for e in elements[: at[0]]) and not _has_comparison(elements[: at[0]])
    if leads:
        comma = clause_start(elements, at[1], parser)
        premise, conclusion = parser.clause(elements[at[1] : comma]), parser.clause(elements[comma:])
    else:
        premise, conclusion = parser.clause(elements[at[1] :]), parser.clause(elements[: at[0]])
    if premise is None or conclusion is None or premise == conclusion:
        return None
    said = set(lows_of(elements[at[1] : comma] if leads else elements[at[1] :]))
    if isinstance(premise, Count) and premise.sign == "==" and not {"exactly", "precisely", "only", "just"} & said:
        premise = Count(premise.items, ">=", premise.value)  # `if two of them are built`
    after = lows_of(elements[comma : comma + 3]) if leads else []
    if "so" in after and isinstance(premise, Is) and isinstance(conclusion, Is):
        conclusion = Is(conclusion.item, premise.positive)  # `if A is left out, so is B`
    return "if_then", (premise, conclusion), False


def _has_comparison(elements: Elements) -> bool:
    return any(e.number >= 0 for e in elements) and bool(
        {"least", "most", "more", "fewer", "less"} & set(lows_of(elements))
    )
