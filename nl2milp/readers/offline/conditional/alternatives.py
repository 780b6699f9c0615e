"""Alternatives and counts: none or at least so many, one limit or another, not both, at most two kinds."""

from __future__ import annotations

import itertools
from fractions import Fraction

from nl2milp.readers.offline.conditional.clauses import Clauses
from nl2milp.readers.offline.conditional.conditions import Condition, Every, Linear, Made, Not, Rule, Some, variables_of
from nl2milp.readers.offline.conditional.counting import counted
from nl2milp.readers.offline.conditional.cues import AT_ONCE
from nl2milp.readers.offline.conditional.findings import Finding, earliest, find
from nl2milp.readers.offline.conditional.vocabulary import NEGATIVE

__all__ = ["all_made", "counts", "either", "not_all", "not_both", "together"]

_ALL_OR_NONE = (
    "both or neither", "neither or both", "both or none", "none or both", "all or none", "none or all",
    "all or nothing", "together or not at all", "both or not at all", "stand or fall together",
    "either both or neither", "all three or none", "both of them or neither", "either both or none",
    "either all or none", "all three or not at all",
    "both be made or neither", "both are made or neither",
)  # fmt: skip


def together(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`A and B both or neither`."""
    lows = clauses.lows(first, last)
    found = earliest(clauses, first, last, _ALL_OR_NONE)
    loose = "both" in lows and "neither" in lows and "or" in lows
    if found is None and not loose:
        return None
    items = clauses.variables(first, last)
    if len(items) < 2:
        items = clauses.everyone if not items else ()
    if len(items) < 2:
        return None
    return Finding([Rule("all_or_none", tuple(Made(item) for item in items), first, last)])


_EXCLUDING = ("mutually exclusive", "rule each other out", "exclude each other", "incompatible", "rule one another out",
              "exclude one another", "rules out", "rule out",
              "cannot be combined", "can not be combined", "clash")  # fmt: skip


def not_all(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`Not all three products can be made`, `not all of them`."""
    at = earliest(clauses, first, last, ("not all", "cannot all", "can not all", "may not all"))
    if at is None or clauses.scan(first, last).directions:
        return None
    named = clauses.variables(first, last)
    items = named if len(named) > 1 else clauses.everyone
    counted_as = [q for q in clauses.scan(first, last).quantities if q.value != len(items)]
    if counted_as or len(items) < 2 or len(named) == 1:
        return None
    clauses.used.update(first + q.first for q in clauses.scan(first, last).quantities)
    return Finding([Rule("k_of_n", tuple(Made(item) for item in items), first, last, sign="<=", count=len(items) - 1)])


def all_made(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`All three products must be on offer`."""
    at = earliest(clauses, first, last, ("all three", "all four", "all of them"))
    scan = clauses.scan(first, last)
    words = set(clauses.lows(first, last))
    if at is None or scan.mentions or scan.directions or words & NEGATIVE or not words & {"must", "should"}:
        return None
    if any(q.value != len(clauses.everyone) for q in scan.quantities) or not words & _OFFERED:
        return None
    clauses.used.update(first + q.first for q in scan.quantities)
    return Finding([Rule("linear", (Made(item),), first, last) for item in clauses.everyone])


_OFFERED = frozenset("offer made produced included offered grown present represented sold built planted used".split())


def not_both(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`A and B cannot both be made`, `A or B but not both`."""
    lows = set(clauses.lows(first, last))
    items = clauses.variables(first, last)
    excluding = earliest(clauses, first, last, _EXCLUDING) is not None
    joint = bool({"both", "together", "simultaneously"} & lows or earliest(clauses, first, last, AT_ONCE) is not None)
    negative = bool(NEGATIVE & lows) and "neither" not in lows
    if not excluding and not (joint and negative) or clauses.scan(first, last).directions:
        return None
    if not items and excluding | joint and len(clauses.everyone) == 2:
        items = clauses.everyone
    if len(items) < 2:
        return None
    clauses.used.update(first + q.first for q in clauses.scan(first, last).quantities if q.spelled)
    parts = tuple(Made(item) for item in items)
    sign = "==" if "either" in lows and find(clauses, first, last, "but not both") >= 0 and "must" in lows else "<="
    if (
        "either" in lows
        and sign == "<="
        and find(clauses, first, last, "but not both") >= 0
        and not lows & {"can", "may"}
    ):
        sign = "=="
    if len(parts) > 2 and "and" in lows and "or" not in lows:
        return Finding([Rule("k_of_n", parts, first, last, sign="<=", count=len(parts) - 1)])
    return Finding([Rule("k_of_n", parts, first, last, sign=sign, count=1)])


def either(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`either at least 30 tables or no more than 10 chairs`, with or without `either`."""
    listed = _one_of(clauses, first, last)
    if listed is not None:
        return Finding([listed])
    exclusive = any(find(clauses, first, last, p) >= 0 for p in ("but not both", "not both", "exactly one"))
    stop = last
    for phrase in (
        "but not both",
        "( or both )",
        ", or both",
        "or both",
        "not both",
        "one of the two",
        "; one of",
        "but not",
    ):
        at = find(clauses, first, last, phrase)
        if at > first:
            stop = min(stop, at)
    bracket = next((i for i in range(first + 1, stop) if clauses.tokens[i].text == "("), stop)
    if bracket < stop and not clauses.scan(bracket, last).quantities:
        stop = bracket
    start = find(clauses, first, stop, "either")
    start = start + 1 if start >= 0 else first
    tokens = clauses.tokens
    for cut in range(start + 1, stop - 1):
        if tokens[cut].low != "or" or tokens[cut + 1].low in {"more", "less", "fewer", "both", "above", "below"}:
            continue
        lead = clauses.variables(first, start)
        one = clauses.condition(start, cut, lead if len(lead) == 1 else ())
        if one is None:
            continue
        subject = variables_of(one)
        two = clauses.condition(cut + 1, stop, tuple(subject) if len(subject) == 1 else ())
        if two is None:
            continue
        if not any(_compares(part) for part in (one, two)):
            continue
        return Finding([Rule("either_or", (*_options(one), *_options(two)), first, last, exclusive)])
    return None


def _options(condition: Condition) -> tuple[Condition, ...]:
    return condition.parts if isinstance(condition, Some) else (condition,)


def _compares(condition: Condition) -> bool:
    if isinstance(condition, Every | Some):
        return any(_compares(part) for part in condition.parts)
    return isinstance(condition, Linear | Not)


def _one_of(clauses: Clauses, first: int, last: int) -> Rule | None:
    """`the number of benches must be 12, 20 or 30`."""
    scan = clauses.scan(first, last)
    items = clauses.variables(first, last)
    run = list(scan.quantities)
    while len(run) > 2 and not {t.low for t in scan.tokens[run[0].last : run[1].first]} <= {",", "or"}:
        run.pop(0)
    if len(run) < 2 or len(items) != 1 or scan.directions:
        return None
    for one, two in itertools.pairwise(run):
        between = [token.low for token in scan.tokens[one.last : two.first]]
        if not between or set(between) - {",", "or"}:
            return None
    ends = [token.low for token in scan.tokens[run[-1].last :]]
    if scan.tokens[run[-1].first - 1].low != "or" or {"more", "above", "upwards"} & set(ends):
        return None
    clauses.used.update(first + quantity.first for quantity in run)
    clauses.used.update(first + q.first for q in scan.quantities if q.spelled and q.value == len(run))
    options = tuple(Linear(((items[0], Fraction(1)),), "==", quantity.value) for quantity in run)
    return Rule("either_or", options, first, last, exclusive=True)


def counts(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`at most two of the three products are made`."""
    found = counted(clauses, first, last)
    if found is None:
        return None
    return Finding([Rule("k_of_n", found.parts, first, last, sign=found.sign, count=found.count)])
