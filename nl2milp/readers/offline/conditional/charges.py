"""What is due once: `a mould costs 1,400 once`, `opening the plant costs 500`, `cleaning takes 20 minutes`."""

from __future__ import annotations

from collections.abc import Sequence

from nl2milp.readers.offline.columns import scale_between
from nl2milp.readers.offline.conditional.clauses import Clauses
from nl2milp.readers.offline.conditional.conditions import Charge, Condition, Made, Some, Taken
from nl2milp.readers.offline.conditional.vocabulary import KINDS, ONCE, ONCE_PHRASES, PERIODS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.scan import Scan

__all__ = ["charges_in", "is_rate"]

_GAINS = frozenset(
    "bonus bonuses subsidy subsidies grant reward receives receive gets earns earned refund rebate".split()
)
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
    if not fixed or any(q.money and is_rate(clauses, scan, q) for q in scan.quantities):
        return []
    gain = bool(lows & _GAINS) and not lows & {"pay", "paid", "pays", "costs", "cost"}
    if premise is not None:
        return _under(clauses, scan, first, fixed, premise, gain)
    joint = " ".join(token.low for token in scan.tokens)
    once = bool(lows & ONCE) or any(phrase in joint for phrase in ONCE_PHRASES)
    extra = clauses.extra_in(first, last)
    if extra >= 0 and not scan.mentions and len(fixed) == 1:
        return _under(clauses, scan, first, fixed, Taken(extra), gain)
    if not once:
        return []
    return _owned(clauses, scan, first, fixed, gain)


def _is_fixed(clauses: Clauses, scan: Scan, quantity: Quantity) -> bool:
    """Whether a number can be due once: money, or an amount of a resource that is taken away."""
    if quantity.kind != "number" or quantity.value == 0:
        return False
    if any(d.last <= quantity.first <= d.last + 1 or quantity.last == d.first for d in scan.directions):
        return False
    if quantity.money:
        return clauses.draft.domain.unit != "$"
    units = {column.unit for column in clauses.draft.columns if column.unit and not column.money}
    if not any(scale_between(quantity.unit, unit) is not None for unit in units) or not quantity.unit:
        return False
    before = {token.low for token in scan.tokens[: quantity.first]}
    return bool(before & _TAKING) and not is_rate(clauses, scan, quantity)


def is_rate(clauses: Clauses, scan: Scan, quantity: Quantity) -> bool:
    """Whether the number is for one unit: `5 dollars per chair`, `each chair costs 5`."""
    ahead = scan.tokens[quantity.last : quantity.last + 5]
    unit = clauses.draft.domain.unit
    for place, token in enumerate(ahead):
        if token.kind == "mark" or scan.quantity_at[quantity.last + place] >= 0:
            break
        if token.low in {"each", "apiece"} and place == 0:
            following = ahead[place + 1].lemma if place + 1 < len(ahead) else ""
            return following not in PERIODS
        if token.low in {"per", "a", "an", "every", "each"} and place + 1 < len(ahead):
            following = ahead[place + 1].lemma
            if following in PERIODS and following != unit:
                continue
            return token.low == "per" or place <= 1
    start = max([q.last for q in scan.quantities if q.last <= quantity.first], default=0)
    for index in range(start, quantity.first - 1):
        following = scan.tokens[index + 1].lemma
        if scan.tokens[index].low in {"each", "every", "per"} and following not in PERIODS | KINDS:
            return True
    return False


def _charge(clauses: Clauses, scan: Scan, first: int, quantity: Quantity, condition: Condition, gain: bool) -> Charge:
    clauses.used.add(first + quantity.first)
    extra = clauses.named_extra(first, first + len(scan.tokens)) if not isinstance(condition, Taken) else -1
    label = clauses.extras[extra].label if extra >= 0 else ""
    unit = "$" if quantity.money else quantity.unit
    return Charge(condition, quantity.value, unit, label, gain, first, first + len(scan.tokens))


def _under(
    clauses: Clauses, scan: Scan, first: int, fixed: Sequence[Quantity], premise: Condition, gain: bool
) -> list[Charge]:
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
