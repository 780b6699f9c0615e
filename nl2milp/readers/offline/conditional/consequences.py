"""What follows from a premise: a charge, a condition, or something to be taken along."""

from __future__ import annotations

from fractions import Fraction

from nl2milp.readers.offline.conditional.amountlimits import limit_sign
from nl2milp.readers.offline.conditional.charges import charges_in
from nl2milp.readers.offline.conditional.clauses import Clauses
from nl2milp.readers.offline.conditional.conditions import Condition, Every, Linear, Made, Rule, Taken, variables_of
from nl2milp.readers.offline.conditional.findings import Finding, find
from nl2milp.readers.offline.conditional.vocabulary import NEGATIVE
from nl2milp.readers.offline.lexicon import UNIT_FACTORS

__all__ = ["consequence", "implied"]


def consequence(clauses: Clauses, premise: Condition, start: int, stop: int, first: int, last: int) -> Finding | None:
    """What follows from a premise: a charge, a condition, or something to be taken along."""
    premise = _simple(premise)
    both = _both_follow(clauses, premise, start, stop, first, last)
    if both is not None:
        return both
    charged = charges_in(clauses, start, stop, premise)
    if charged:
        return Finding([], charged)
    of_itself = _minimum(clauses, premise, start, stop, first, last)
    if of_itself is not None:
        return of_itself
    subject = tuple(sorted(variables_of(premise)))
    conclusion = clauses.condition(start, stop, subject if len(subject) == 1 else ())
    if conclusion is not None:
        conclusion = _without(conclusion, premise)
        if conclusion == premise:
            return None
        return Finding([implied(premise, conclusion, first, last)])
    scan = clauses.scan(*clauses.trimmed(start, stop)) if clauses.trimmed(start, stop)[0] < stop else None
    if scan is None or any(not q.spelled or q.value != 1 for q in scan.quantities) or scan.mentions and scan.quantities:
        return None
    other = _the_other(clauses, premise, start, stop)
    if other is not None:
        return Finding([other])
    extra = clauses.named_extra(start, stop)
    if extra < 0:
        return None
    negative = bool(NEGATIVE & set(clauses.lows(start, stop)))
    return Finding([Rule("if_then", (premise, Taken(extra, not negative)), first, last)])


def _minimum(clauses: Clauses, premise: Condition, start: int, stop: int, first: int, last: int) -> Finding | None:
    """`lamps come in a minimum batch of 30 if they are made`: limits of what the premise says is made."""
    if not isinstance(premise, Made) or not premise.positive:
        return None
    start, stop = clauses.trimmed(start, stop)
    if start >= stop or set(clauses.variables(start, stop)) - {premise.variable}:
        return None
    scan = clauses.scan(start, stop)
    parts: list[Condition] = []
    for quantity in scan.quantities:
        sign = limit_sign(clauses, start, quantity.first, quantity.last)
        foreign = quantity.money or quantity.unit in UNIT_FACTORS
        if quantity.kind != "number" or not sign or foreign and quantity.unit != clauses.draft.domain.unit:
            return None
        parts.append(Linear(((premise.variable, Fraction(1)),), sign, quantity.value))
    if not parts:
        return None
    clauses.used.update(start + quantity.first for quantity in scan.quantities)
    return Finding([Rule("on_off", (premise, *parts), first, last)])


def _both_follow(clauses: Clauses, premise: Condition, start: int, stop: int, first: int, last: int) -> Finding | None:
    """`..., at least two are needed, and each costs 500`: two consequences, one of them a charge."""
    for cut in range(start + 2, stop - 2):
        if clauses.tokens[cut].low != "and":
            continue
        sides = [(start, cut), (cut + 1, stop)]
        charged = [bool(charges_in(clauses, *side, premise)) for side in sides]
        if charged[0] == charged[1]:
            continue
        one = consequence(clauses, premise, start, cut, first, last)
        two = consequence(clauses, premise, cut + 1, stop, first, last)
        if one and two:
            return Finding(one.rules + two.rules, one.charges + two.charges)
    return None


def _simple(premise: Condition) -> Condition:
    """`at least one is made` is that any are made."""
    if isinstance(premise, Linear) and len(premise.terms) == 1 and not premise.rule:
        (variable, factor), *_ = premise.terms
        if factor == 1 and (premise.sign, premise.right) in ((">=", Fraction(1)), (">", Fraction(0))):
            return Made(variable)
    return premise


def _without(conclusion: Condition, premise: Condition) -> Condition:
    """The conclusion without what the premise says already."""
    if isinstance(conclusion, Every) and premise in conclusion.parts and len(conclusion.parts) == 2:
        return next(part for part in conclusion.parts if part != premise)
    return conclusion


def implied(premise: Condition, conclusion: Condition, first: int, last: int) -> Rule:
    """An implication; a minimum of what is made at all is `on_off`."""
    bounded = isinstance(conclusion, Linear) and len(conclusion.terms) == 1 and conclusion.sign in {">=", ">"}
    if isinstance(premise, Made) and premise.positive and bounded and variables_of(conclusion) == variables_of(premise):
        return Rule("on_off", (premise, conclusion), first, last)
    return Rule("if_then", (premise, conclusion), first, last)


def _the_other(clauses: Clauses, premise: Condition, start: int, stop: int) -> Rule | None:
    """`if one of the two is made, the other must (not) be made`."""
    if find(clauses, start, stop, "the other") < 0 or len(clauses.everyone) != 2:
        return None
    both = tuple(Made(variable) for variable in clauses.everyone)
    negative = bool(NEGATIVE & set(clauses.lows(start, stop)))
    if negative:
        return Rule("k_of_n", both, start, stop, sign="<=", count=1)
    return Rule("all_or_none", both, start, stop)
