"""What is due once: `a mould costs 1,400 once`, `opening the plant costs 500`, `cleaning takes 20 minutes`."""

from __future__ import annotations

from collections.abc import Sequence

from nl2milp.readers.offline.columns import scale_between
from nl2milp.readers.offline.conditional.clauses import Clauses
from nl2milp.readers.offline.conditional.conditions import Charge, Condition, Every, Made, Some, Taken
from nl2milp.readers.offline.conditional.dues import is_price, is_rate, pieces_of
from nl2milp.readers.offline.conditional.vocabulary import KINDS, ONCE
from nl2milp.readers.offline.lexicon import GENERIC_NOUNS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.scan import Scan

__all__ = ["charges_beside", "charges_in"]

_GAINS = frozenset(
    "bonus bonuses subsidy subsidies grant reward receives receive gets earns earned refund rebate".split()
)
_LOST = frozenset("lost needed spent used required gone".split())
_TAKING = frozenset("takes take uses use requires require needs need consumes costs cost loses lose".split())


def charges_in(clauses: Clauses, first: int, last: int, premise: Condition | None) -> list[Charge]:
    """The charges that a range states: under the premise, or for the variables that it names.

    Without a premise the range must say that something is due once. Empty
    where a number of it is a price of one unit.
    """
    first, last = clauses.trimmed(first, last)
    if first >= last:
        return []
    scan = clauses.scan(first, last)
    lows = {token.low for token in scan.tokens}
    fixed = [q for q in scan.quantities if _is_fixed(clauses, scan, q)]
    if not fixed or any(
        is_price(scan.tokens, q, 0, len(scan.tokens))
        and _rated(clauses, scan, q)
        and not (premise is not None and _for_something(clauses, scan, q))
        for q in scan.quantities
    ):
        return []
    gain = bool(lows & _GAINS) and not lows & {"pay", "paid", "pays", "costs", "cost"}
    if isinstance(premise, Every) and len(fixed) == len(premise.parts) and len(fixed) > 1:
        pairs = zip(fixed, premise.parts, strict=True)  # `fees of 300 and 80 are due if A and B, respectively, ...`
        return [_charge(clauses, scan, first, quantity, part, gain) for quantity, part in pairs]
    if premise is not None:
        return _under(clauses, scan, first, fixed, premise, gain)
    extra = clauses.extra_in(first, last)
    if extra < 0 and clauses.extras and scan.tokens[0].low in {"it", "she", "he", "they", "this"}:
        extra = len(clauses.extras) - 1  # `a nurse is on board if ...; she costs 60 a voyage`
    if extra >= 0 and not scan.mentions and len(fixed) == 1:
        return _under(clauses, scan, first, fixed, Taken(extra), gain)
    if not any(piece.due for piece in pieces_of(scan.tokens, scan.quantities, 0, len(scan.tokens))) and not lows & ONCE:
        return []
    return _owned(clauses, scan, first, fixed, gain)


def _is_fixed(clauses: Clauses, scan: Scan, quantity: Quantity) -> bool:
    """Whether a number can be due once: money, or an amount of a resource that is taken away."""
    if quantity.kind != "number" or quantity.value == 0 or quantity.spelled and quantity.value == 1:
        return False
    if any(d.last <= quantity.first <= d.last + 1 or quantity.last == d.first for d in scan.directions):
        return False
    if is_price(scan.tokens, quantity, 0, len(scan.tokens)):
        return clauses.draft.domain.unit != "$"
    units = {column.unit for column in clauses.draft.columns if column.unit and not column.money}
    if not any(scale_between(quantity.unit, unit) is not None for unit in units) or not quantity.unit:
        return False
    before = {token.low for token in scan.tokens[: quantity.first]}
    lost = {token.low for token in scan.tokens[quantity.last : quantity.last + 4]} & _LOST
    return bool(before & _TAKING or lost) and not _rated(clauses, scan, quantity)


def _for_something(clauses: Clauses, scan: Scan, quantity: Quantity) -> bool:
    """`$300 must be paid for a mould`: for one thing that nothing is decided about."""
    if scan.mentions:
        return False
    for index in range(quantity.last, len(scan.tokens) - 2):
        if scan.tokens[index].low == "for" and scan.tokens[index + 1].low in {"a", "an", "one", "another"}:
            known = {word for name in clauses.draft.scan.names for word in name.lemmas} | {clauses.draft.domain.unit}
            return scan.tokens[index + 2].lemma not in known | GENERIC_NOUNS | KINDS
    return False


def _rated(clauses: Clauses, scan: Scan, quantity: Quantity) -> bool:
    start = max([q.last for q in scan.quantities if q.last <= quantity.first], default=0)
    return is_rate(scan.tokens, quantity, start, len(scan.tokens), clauses.draft.domain.unit)


def _charge(clauses: Clauses, scan: Scan, first: int, quantity: Quantity, condition: Condition, gain: bool) -> Charge:
    clauses.used.add(first + quantity.first)
    extra = -1
    if not isinstance(condition, Taken | Made):
        extra = clauses.named_extra(first, first + len(scan.tokens))
    label = clauses.extras[extra].label if extra >= 0 else ""
    unit = "$" if is_price(scan.tokens, quantity, 0, len(scan.tokens)) else quantity.unit
    return Charge(condition, quantity.value, unit, label, gain, first, first + len(scan.tokens))


def _under(
    clauses: Clauses, scan: Scan, first: int, fixed: Sequence[Quantity], premise: Condition, gain: bool
) -> list[Charge]:
    if sum(is_price(scan.tokens, q, 0, len(scan.tokens)) for q in fixed) > 1 and len(scan.mentions) > 1:
        return []  # prices of several things, not of what the premise speaks of
    if {"together", "altogether", "total", "once"} & {token.low for token in scan.tokens}:
        clauses.used.update(first + q.first for q in scan.quantities if q.spelled)
    return [_charge(clauses, scan, first, quantity, premise, gain) for quantity in fixed]


def _owned(clauses: Clauses, scan: Scan, first: int, fixed: Sequence[Quantity], gain: bool) -> list[Charge]:
    """Charges of the variables named beside them, one by one or all of them together."""
    spoken = [mention.variable for mention in scan.mentions]
    numbers = [
        q for q in scan.quantities
        if q in fixed or q.kind == "number" and not q.unit and not q.spelled and len(fixed) < len(spoken)
    ]  # fmt: skip
    items = tuple(dict.fromkeys(spoken))
    lows = {token.low for token in scan.tokens}
    if len(numbers) == len(items) > 1:
        return [_charge(clauses, scan, first, q, Made(v), gain) for q, v in zip(numbers, items, strict=True)]
    of_extras = _of_extras(clauses, scan, first, fixed, gain) if not items else []
    if of_extras:
        return of_extras
    if not items and len(fixed) == len(clauses.everyone) > 1:
        return [_charge(clauses, scan, first, q, Made(v), gain) for q, v in zip(fixed, clauses.everyone, strict=True)]
    if len(fixed) != 1:
        return []
    if len(items) == 1:
        return [_charge(clauses, scan, first, fixed[0], Made(items[0]), gain)]
    if len(items) > 1:
        condition = Some(tuple(Made(item) for item in items))
        return [_charge(clauses, scan, first, fixed[0], condition, gain)]
    if lows & {"each", "every"}:
        return [_charge(clauses, scan, first, fixed[0], Made(item), gain) for item in clauses.everyone]
    return []


def _of_extras(clauses: Clauses, scan: Scan, first: int, fixed: Sequence[Quantity], gain: bool) -> list[Charge]:
    """`Setting up the loom costs 120, setting up the press 75`: each price is that of the extra named before it."""
    found: list[Charge] = []
    start = 0
    for place, quantity in enumerate(fixed):
        until = fixed[place + 1].first if place + 1 < len(fixed) else len(scan.tokens)
        behind = scan.tokens[quantity.last].low in {"for", "on"} if quantity.last < len(scan.tokens) else False
        extra = clauses.extra_in(first + quantity.last, first + until) if behind else -1
        if extra < 0 and quantity.first > start:
            extra = clauses.extra_in(first + start, first + quantity.first)
        if extra < 0:
            return []
        found.append(_charge(clauses, scan, first, quantity, Taken(extra), gain))
        start = quantity.last
    return found


def charges_beside(clauses: Clauses, first: int, last: int, start: int) -> list[Charge]:
    """Charges in a piece of a sentence that begins at `start`: of the variables in it, or named last before it."""
    scan = clauses.scan(first, last)
    lows = {token.low for token in scan.tokens}
    prices = [q for q in scan.quantities if q.kind == "number" and q.value and not (q.spelled and q.value == 1)]
    gain = bool(lows & _GAINS) and not lows & {"pay", "paid", "pays", "costs", "cost"}
    owners = clauses.variables(first, last) or clauses.variables(start, first)[-1:]
    if len(prices) == 1 and owners:
        return [_charge(clauses, scan, first, prices[0], Made(owners[-1]), gain)]
    if len(prices) == len(clauses.everyone):
        return [_charge(clauses, scan, first, q, Made(v), gain) for q, v in zip(prices, clauses.everyone, strict=True)]
    return []
