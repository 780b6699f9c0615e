"""Premises without an `if`: `making more than 20 lamps requires ...`, `with more than 20 lamps, ... must ...`."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from nl2milp.readers.offline.conditional.clauses import Clauses
from nl2milp.readers.offline.conditional.conditions import Linear, Made, Rule
from nl2milp.readers.offline.conditional.consequences import consequence
from nl2milp.readers.offline.conditional.cues import is_premised, refusal
from nl2milp.readers.offline.conditional.findings import Finding, earliest, find
from nl2milp.readers.offline.quantities import Quantity

__all__ = ["premised", "refused"]

_VERBS = ("requires", "require", "means that", "means", "mean", "entails", "entail", "implies", "imply", "necessitates",
          "calls for", "costs", "obliges")  # fmt: skip


def premised(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`Making more than 20 lamps requires at least 10 desks`, `with more than 20 lamps, ... must ...`."""
    if not is_premised(clauses.tokens, first, last, _quantities(clauses, first, last)):
        return None
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


def refused(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`The mill turns down orders below 40 kg`: of that variable none, or at least so much."""
    at = refusal(clauses.tokens, first, last)
    if at < 0:
        return None
    scan = clauses.scan(first, last)
    numbers = [q for q in scan.quantities if first + q.first > at and q.kind == "number"]
    items = clauses.variables(first, last)
    if not items and {"it", "she", "he", "they", "one"} & set(clauses.lows(first, first + 3)):
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
