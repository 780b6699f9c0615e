"""What a single clause demands, forbids or tells as settled of candidates, without relating them."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from nl2milp.readers.offline.choices.conditionals import Read, denies
from nl2milp.readers.offline.choices.conditions import All, Any, Condition, Count, Is
from nl2milp.readers.offline.choices.detection import is_taken
from nl2milp.readers.offline.choices.parsing import Parser
from nl2milp.readers.offline.choices.splitting import Elements, find_wording, lows_of

__all__ = ["BULLETS", "read_demand", "read_settled"]

BULLETS = frozenset("- * • – ·".split())
_OFFERS = frozenset("decide decides whether considers weighs among candidates chooses choose thinks plans".split())
_MUST = frozenset(
    """obliges promised promise condition contract needs need commits must either out has have required obliged
    insists insist wants want demands demand need needs be least most exactly can may cannot not should shall
    only no neither commits least orelse notboth orboth omitted impossible decided agreed resolved refuse refuses
    compulsory mandatory essential obligatory indispensable vital sure included
    """.split()
)


_DEMANDS = frozenset(
    """must obliged required promised insists need needs obliges compulsory mandatory essential condition committed
    agreed contract should demands decided resolved obligatory indispensable vital
    """.split()
)


_JOINING = frozenset(", and or nor both the a an as well also together".split())


def _listed(elements: Elements) -> bool:
    """Whether all items stand in one list, or in clauses that `and`, `but` or `while` joins."""
    spoken = [i for i, e in enumerate(elements) if e.items]
    gaps = [set(lows_of(elements[a + 1 : b])) for a, b in itertools.pairwise(spoken)]
    return all(gap <= _JOINING or {"and", "but", "while", "nor", "or"} & gap for gap in gaps)


def read_settled(elements: Elements, parser: Parser) -> Read | None:
    """`- The panels are installed next year`, `the bridge will be built`: what is settled, and no data."""
    lows = lows_of(elements)
    listed = lows[0] in BULLETS or elements[0].number >= 0 and lows[1:2] in (["."], [")"])
    settled = any(pair == ("will", "be") for pair in itertools.pairwise(lows))
    rest = elements[2:] if listed and lows[0] not in BULLETS else elements
    spoken = [i for i, e in enumerate(elements) if e.items]
    if len(spoken) != 1 or any(e.number >= 0 for e in rest) or not (listed or settled):
        return None
    behind = elements[spoken[0] + 1 : spoken[0] + 5]
    verb = next((i for i, e in enumerate(behind) if e.low in {"is", "are", "be", "gets", "get"}), -1)
    taken = verb >= 0 and any(is_taken(e.low) for e in behind[verb + 1 : verb + 3])
    condition = parser.clause(rest) if taken else None
    return None if condition is None else ("logic", (condition,), False)


_WANTS = frozenset("need needs demands insists".split())
_FORBIDS = frozenset(
    "impossible omitted can may must will could out allowed possible question does do be shall should no".split()
)


def _binding(condition: Condition, elements: Elements) -> bool:
    """Whether a sentence demands or forbids, and doesn't just tell."""
    lows = lows_of(elements)
    if isinstance(condition, Is) and not condition.positive or isinstance(condition, All) and denies(condition):
        denied = any(e.low == "not" and is_taken(lows[i + 1]) for i, e in enumerate(elements[:-1]))
        return bool(denied or _FORBIDS & set(lows)) and not any(e.number >= 0 and e.value > 12 for e in elements)
    to = any(low in {"has", "have"} and lows[i + 1 : i + 2] == ["to"] for i, low in enumerate(lows))
    if to or _is_due(lows) and not any(e.number >= 0 for e in elements):
        return True
    if any(lows[i : i + 2] in (["sure", "to"], ["sure", "that"]) for i in range(len(lows))):
        return True
    if any(lows[i : i + 3] == ["must", "be", "kept"] for i in range(len(lows))):
        return False  # how a thing is treated, not whether it is taken
    return any(
        low in _DEMANDS
        and (
            low not in _WANTS
            or lows[i + 1] == "to"
            or any(e.items for e in elements[i + 1 : i + 4])
            or lows[i + 1] == "that"
        )
        for i, low in enumerate(lows[:-1])
    )


def _is_due(lows: Sequence[str]) -> bool:
    return any(lows[i : i + 3] in (["is", "to", "be"], ["are", "to", "be"]) for i in range(len(lows)))


def _counts_unread(elements: Elements, parser: Parser) -> bool:
    """Whether a small number stands before the verb that no count was made of."""
    return any(
        e.number >= 0 and e.number not in parser.used and e.value <= 3 and elements[i + 1].low in _DUTY
        for i, e in enumerate(elements[:-1])
    )


_DUTY = frozenset("must has have should can may will is are".split())


def read_demand(elements: Elements, parser: Parser) -> Read | None:
    """`A must be built`, `at least two of A, B and C`, `either A or B`: a demand or a ban without a premise."""
    lows = lows_of(elements)
    if not (_MUST & set(lows) or _is_due(lows)) or find_wording(elements, ("whichever of",)):
        return None
    if "either" in lows:
        exclusive = "notboth" in lows
        single = parser.clause(elements[lows.index("either") :]) if exclusive else None
        if isinstance(single, Count):
            return (
                ("k_of_n", (single,), False)
                if single.sign == "<="
                else ("either_or", tuple(Is(item) for item in single.items), True)
            )
        trimmed = list(elements[: lows.index("notboth")] if exclusive else elements)
        start = lows.index("either")
        read = parser.clause(trimmed[start:])
        if isinstance(read, Any) and len(read.parts) >= 2:
            return "either_or", read.parts, exclusive
    if {"partly", "partially", "twice", "half", "split"} & set(lows) or ("in", "part") in itertools.pairwise(lows):
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
        return "either_or", condition.parts, "notboth" in lows
    offered = isinstance(condition, All) and not any(denies(part) for part in condition.parts)
    if offered and _OFFERS & set(lows):
        return None
    if isinstance(condition, All) and not _listed(elements):
        return None  # `Beta gets on with Gamma only`: some relation that isn't known
    if isinstance(condition, All) and _counts_unread(elements, parser):
        return None  # `of A and B one must be built`
    if _binding(condition, elements):
        return "logic", (condition,), False
    return None
