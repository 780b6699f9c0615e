"""Premises without an `if`: `making more than 20 lamps requires ...`, `with more than 20 lamps, ... must ...`."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from nl2milp.readers.offline.conditional.clauses import Clauses
from nl2milp.readers.offline.conditional.conditions import Linear, Made, Rule, Taken
from nl2milp.readers.offline.conditional.consequences import consequence
from nl2milp.readers.offline.conditional.cues import is_premised, refusal, threshold_end
from nl2milp.readers.offline.conditional.findings import Finding, earliest, find
from nl2milp.readers.offline.quantities import Quantity

__all__ = ["needed", "premised", "refused"]

_VERBS = ("requires", "require", "means that", "means", "mean", "entails", "entail", "implies", "imply", "necessitates",
          "calls for", "costs", "obliges")  # fmt: skip


def premised(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`Making more than 20 lamps requires at least 10 desks`, `with more than 20 lamps, ... must ...`."""
    if not is_premised(clauses.tokens, first, last, _quantities(clauses, first, last)):
        return None
    comma = threshold_end(clauses.tokens, first, last, _quantities(clauses, first, last))
    if comma >= 0:
        return _beyond(clauses, first, comma, last)
    if clauses.tokens[first].low == "whoever":
        for cut in range(first + 2, last - 2):
            premise = (
                clauses.condition(first + 1, cut) if clauses.tokens[cut].low in {"has", "must", "should"} else None
            )
            if isinstance(premise, Linear):
                return consequence(clauses, premise, cut, last, first, last)
    verb = earliest(clauses, first, last, _VERBS)
    if verb is not None and (clauses.tokens[first].low.endswith("ing") or clauses.scan(first, last).directions):
        premise = clauses.condition(first, verb[0])
        at = verb[1] - (clauses.tokens[verb[0]].low == "costs")
        if isinstance(premise, Linear):
            return consequence(clauses, premise, at, last, first, last)
    at = find(clauses, first, last, "with")
    for cut in range(at + 3, last - 2) if at >= 0 else ():
        if clauses.tokens[cut].low not in {",", "must", "has", "have", "needs", "need", "can", "may", "cannot"}:
            continue
        premise = clauses.condition(at + 1, cut)
        found = consequence(clauses, premise, cut, last, first, last) if isinstance(premise, Linear) else None
        if found:
            return found
    return None


def _beyond(clauses: Clauses, first: int, comma: int, last: int) -> Finding | None:
    """`From 20 lamps on, at least 10 desks are required`."""
    items = clauses.variables(first, comma)
    numbers = clauses.scan(first, comma).quantities
    if len(items) != 1 or len(numbers) != 1:
        return None
    clauses.used.add(first + numbers[0].first)
    sign = ">=" if clauses.tokens[first].low == "from" else ">"
    premise = Linear(((items[0], Fraction(1)),), sign, numbers[0].value)
    return consequence(clauses, premise, comma, last, first, last)


def needed(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`A mould is needed for lamps`: something to be taken if any are made."""
    at = earliest(clauses, first, last, _NEEDED)
    if at is None or clauses.scan(first, last).quantities or clauses.spoken(first, at[0]):
        return None
    items = clauses.variables(at[1], last)
    extra = clauses.named_extra(first, at[0]) if items else -1
    if extra < 0:
        return None
    return Finding([Rule("if_then", (Made(item), Taken(extra)), first, last) for item in items])


_NEEDED = ("is needed for", "is required for", "is necessary for", "are needed for", "are required for")


def refused(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`The mill turns down orders below 40 kg`: of that variable none, or at least so much."""
    at = refusal(clauses.tokens, first, last)
    if at < 0:
        return None
    scan = clauses.scan(first, last)
    numbers = [q for q in scan.quantities if first + q.first > at and q.kind == "number"]
    items = clauses.variables(first, last)
    resumed = clauses.tokens[first - 1].low in {"and", "but"} if first else False  # `and delivers nothing below 9`
    if not items and (resumed or {"it", "she", "he", "they", "one"} & set(clauses.lows(first, first + 3))):
        items = clauses.recent(first)
    if len(items) != 1 or not numbers:
        return None
    if numbers[0].money and clauses.draft.domain.unit != "$":
        return None
    clauses.used.add(first + numbers[0].first)
    limit = Linear(((items[0], Fraction(1)),), ">=", numbers[0].value)
    rules = [Rule("on_off", (Made(items[0]), limit), first, last)]
    for upper in numbers[1:]:
        more = clauses.lows(first + numbers[0].last, first + upper.first)
        if more[-2:] != ["more", "than"] or len(numbers) > 2:
            return None
        clauses.used.add(first + upper.first)
        most = Linear(((items[0], Fraction(1)),), "<=", upper.value)
        rules = [Rule("on_off", (Made(items[0]), limit, most), first, last)]
    return Finding(rules)


def _quantities(clauses: Clauses, first: int, last: int) -> list[Quantity]:
    return [replace(q, first=first + q.first, last=first + q.last) for q in clauses.scan(first, last).quantities]
