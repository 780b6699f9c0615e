"""Statements that provide for something: `before any rugs can be woven`, `80 more hours for 180`."""

from __future__ import annotations

from nl2milp.readers.offline.conditional.charges import charges_in
from nl2milp.readers.offline.conditional.clauses import Clauses
from nl2milp.readers.offline.conditional.conditions import Charge, Made, Rule, Some, Taken
from nl2milp.readers.offline.conditional.findings import Finding, find
from nl2milp.readers.offline.conditional.vocabulary import EXPANDING
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.scan import Scan

__all__ = ["before", "expanded"]


def before(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`Before any rugs can be woven a loom must be set up`, also the other way round."""
    at = find(clauses, first, last, "before")
    if at < 0 or not {"can", "any", "may"} & set(clauses.lows(at, last)):
        return None
    if at - first > 1:
        allowed, needed = clauses.condition(at + 1, last), (first, at)
    else:
        cut = next((i for i in range(at + 1, last) if clauses.tokens[i].text == ","), -1)
        if cut < 0:
            return None
        allowed, needed = clauses.condition(at + 1, cut), (cut + 1, last)
    if not isinstance(allowed, Made | Some):
        return None
    charged = charges_in(clauses, *needed, allowed)
    if charged:
        return Finding([], charged)
    extra = clauses.named_extra(*needed)
    return Finding([Rule("if_then", (allowed, Taken(extra)), first, last)]) if extra >= 0 else None


def expanded(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`A second saw can be rented for 180, which gives 80 more hours of sawing`."""
    scan = clauses.scan(first, last)
    if scan.mentions or not EXPANDING & set(clauses.lows(first, last)):
        return None
    prices = [q for q in scan.quantities if q.money]
    more = [q for q in scan.quantities if not q.money and _is_further(scan, q)]
    if len(prices) != 1 or len(more) != 1 or more[0].value <= 1:
        return None
    extra = clauses.named_extra(first, first + prices[0].first)
    extra = extra if extra >= 0 else clauses.named_extra(first, last)
    if extra < 0:
        return None
    clauses.used.update({first + prices[0].first, first + more[0].first})
    paid = Charge(Taken(extra), prices[0].value, "$", "", False, first, last)
    return Finding([], [paid, Charge(Taken(extra), more[0].value, _unit(scan, more[0]), "", True, first, last)])


def _is_further(scan: Scan, quantity: Quantity) -> bool:
    near = scan.tokens[max(0, quantity.first - 2) : quantity.last + 2]
    limited = any(direction.last == quantity.first for direction in scan.directions)
    return bool(EXPANDING & {token.low for token in near}) and not limited


def _unit(scan: Scan, quantity: Quantity) -> str:
    """The unit of `80 more moulding hours`: the last word of its noun phrase."""
    if quantity.unit:
        return quantity.unit
    end = quantity.last
    while end < len(scan.tokens) and end - quantity.last < 4 and scan.tokens[end].kind == "word":
        if scan.tokens[end].low in {"of", "for", "a", "per", "and", "to"}:
            break
        end += 1
    return scan.tokens[end - 1].lemma
