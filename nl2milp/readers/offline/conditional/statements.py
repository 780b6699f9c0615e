"""Statements of logic between quantities: from a stretch of the text to rules and charges."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from fractions import Fraction

from nl2milp.readers.offline.choices.wording import IFF
from nl2milp.readers.offline.conditional.alternatives import counts, either, limit_sign, none_or, not_both, together
from nl2milp.readers.offline.conditional.charges import charges_in
from nl2milp.readers.offline.conditional.clauses import Clauses
from nl2milp.readers.offline.conditional.conditions import (
    Condition,
    Every,
    Linear,
    Made,
    Rule,
    Taken,
    negated,
    variables_of,
)
from nl2milp.readers.offline.conditional.findings import Finding, earliest, find
from nl2milp.readers.offline.conditional.provisions import before, expanded, parenthetical
from nl2milp.readers.offline.conditional.vocabulary import MODALS, NEGATIVE, OPTIONAL, VERBLIKE

__all__ = ["listed_conditions", "read_stretch"]


_REASONS = frozenset("because since".split())
_ENOUGH = frozenset("enough suffices suffice sufficient".split())
_HARMLESS = frozenset("otherwise".split())


def read_stretch(clauses: Clauses, first: int, last: int) -> Finding | None:
    """The statements between two tokens; None if they were not understood."""
    last = _without_reason(clauses, first, last)
    first, last = clauses.trimmed(first, last)
    if first >= last:
        return Finding()
    if _is_optional(clauses, first, last):
        return Finding(optional=True)
    if _says_enough(clauses, first, last):
        clauses.used.update(first + q.first for q in clauses.scan(first, last).quantities)
        return Finding()
    divided = _several(clauses, first, last)
    if divided is not None:
        return divided
    explained = _explained(clauses, first, last)
    if explained is not None:
        return explained
    for reader in _READERS:
        found = reader(clauses, first, last)
        if found:
            owners = {v for c in found.charges for v in variables_of(c.condition)}
            found.rules += side_limits(clauses, first, last, tuple(owners) if len(owners) == 1 else ())
            return found
    return Finding() if _says_nothing(clauses, first, last) else None


def listed_conditions(clauses: Clauses, first: int, last: int) -> tuple[Condition, ...]:
    """The conditions behind a colon, one for each comma; empty if one of them was not understood."""
    colon = next((i for i in range(first, last) if clauses.tokens[i].text == ":"), first)
    if colon > first:
        clauses.used.update(first + q.first for q in clauses.scan(first, colon).quantities if q.spelled)
    cuts = [colon, *(i for i in range(colon + 1, last) if clauses.tokens[i].text in {",", ";"}), last]
    found: list[Condition] = []
    for start, stop in itertools.pairwise(cuts):
        start, stop = clauses.trimmed(start, stop)
        if start >= stop:
            continue
        condition = clauses.condition(start, stop)
        if condition is None:
            return ()
        found += list(condition.parts) if isinstance(condition, Every) else [condition]
    return tuple(found)


def _is_optional(clauses: Clauses, first: int, last: int) -> bool:
    """`Either may of course be left out`: the minima said before hold only for what is taken."""
    joint = " ".join(clauses.lows(first, last))
    numbers = [q for q in clauses.scan(first, last).quantities if not q.spelled or q.value != 1]
    if numbers or not any(phrase in joint for phrase in OPTIONAL):
        return False
    return bool({"may", "can", "need", "could"} & set(clauses.lows(first, last)))


def _says_enough(clauses: Clauses, first: int, last: int) -> bool:
    """`One of the two is enough`: what the alternative before says already."""
    scan = clauses.scan(first, last)
    if not _ENOUGH & set(clauses.lows(first, last)) or scan.directions or scan.mentions:
        return False
    return all(q.spelled for q in scan.quantities)


def _says_nothing(clauses: Clauses, first: int, last: int) -> bool:
    """Whether a statement only explains what a decision is: `a plant that is closed makes nothing`."""
    lows = set(clauses.lows(first, last))
    scan = clauses.scan(first, last)
    if "nothing" in lows and lows & {"due", "charged", "paid"} or {"free", "charge"} <= lows:
        clauses.used.update(first + q.first for q in scan.quantities)
        return True
    if any(not q.spelled or q.value > 1 for q in scan.quantities) or scan.mentions:
        return False
    return clauses.tokens[first].low in _HARMLESS or bool(lows & {"nothing", "none", "no", "only"})


def _several(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`..., and ...`, where each side is a statement of its own."""
    tokens = clauses.tokens
    for cut in range(first + 3, last - 3):
        joins = tokens[cut].text == "," and tokens[cut + 1].low in {"and", "but", "while", "whereas"}
        twice = tokens[cut].low == "and" and all(
            "before" in clauses.lows(*ends) for ends in ((first, cut), (cut, last))
        )
        if not (joins or twice) and tokens[cut].text not in {";", ":"} or joins and tokens[cut + 2].low == "not":
            continue
        used, extras = set(clauses.used), list(clauses.extras)
        one, two = read_stretch(clauses, first, cut), read_stretch(clauses, cut + 1, last)
        if one and two:
            one.rules += two.rules
            one.charges += two.charges
            return one
        clauses.used, clauses.extras = used, extras
    return None


def _explained(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`The showroom is small: at most two kinds can be made`: what stands behind the colon, if that says it all."""
    for cut in range(first + 1, last - 3):
        if clauses.tokens[cut].text == ":" and not clauses.scan(first, cut).quantities:
            found = read_stretch(clauses, cut + 1, last)
            if found:
                return found
    return None


def side_limits(clauses: Clauses, first: int, last: int, subject: tuple[int, ...] = ()) -> list[Rule]:
    """Plain limits in a clause beside a condition: `a printer for 250, on which at most 80 banners can be made`."""
    found: list[Rule] = []
    breaks = {",", "and"} if subject else {","}
    cuts = [first, *(i for i in range(first + 1, last) if clauses.tokens[i].low in breaks), last]
    for start, stop in itertools.pairwise(cuts):
        start, stop = clauses.trimmed(start, stop)
        if start >= stop or not clauses.spoken(start, stop) and not subject:
            continue
        scan = clauses.scan(start, stop)
        if not scan.directions or not any(start + q.first not in clauses.used for q in scan.quantities):
            continue
        if any(start + q.first in clauses.used for q in scan.quantities):
            continue
        limit = clauses.condition(start, stop, subject)
        if isinstance(limit, Linear):
            found.append(Rule("linear", (limit,), start, stop))
    return found


def _without_reason(clauses: Clauses, first: int, last: int) -> int:
    """Where the statement ends and its reason begins: `..., because the showroom is small`."""
    tokens = clauses.tokens
    for index in range(first + 3, last - 1):
        if tokens[index].low in _REASONS and not clauses.scan(index, last).directions:
            return index
        lacking = tokens[index].low == "for" and tokens[index + 1].low in {"lack", "want", "reasons"}
        if lacking or tokens[index].low == "," and tokens[index + 1].low in {"as", "so"}:
            scan = clauses.scan(index, last)
            if not scan.directions and not scan.mentions and not scan.quantities:
                return index
    return last


def _iff(clauses: Clauses, first: int, last: int) -> Finding | None:
    at = earliest(clauses, first, last, IFF)
    if at is None:
        return None
    if at[0] > first:
        pair = clauses.condition(first, at[0]), clauses.condition(at[1], last)
    else:
        pair = _divided(clauses, at[1], last)
    if at[0] > first and pair[1] is not None:
        due = charges_in(clauses, first, at[0], pair[1])
        if due:
            return Finding([], due)
        extra = clauses.named_extra(first, at[0]) if pair[0] is None else -1
        pair = (Taken(extra), pair[1]) if extra >= 0 else pair
    if pair[0] is None or pair[1] is None:
        return None
    return Finding([Rule("iff", (pair[0], pair[1]), first, last)])


def _divided(clauses: Clauses, first: int, last: int) -> tuple[Condition | None, Condition | None]:
    for cut in _cuts(clauses, first, last):
        one = clauses.condition(first, cut)
        two = clauses.condition(cut, last, tuple(variables_of(one)) if one is not None else ())
        if one is not None and two is not None:
            return one, two
    return None, None


def _cuts(clauses: Clauses, first: int, last: int) -> list[int]:
    """Where the main clause may begin behind a premise that opens the sentence, the likeliest first."""
    if first >= last:
        return []
    tokens = clauses.tokens
    thens = [i for i in range(first + 1, last) if tokens[i].low == "then"]
    commas = [i for i in range(first + 1, last) if tokens[i].text == "," and _stands(clauses, first, i)]
    joined = {"and", "or"}
    commas.sort(key=lambda i: i + 1 < last and tokens[i + 1].low in joined)
    directions = [first + d.first for d in clauses.scan(first, last).directions if d.first > 1]
    modal = [i for i in range(first + 2, last) if tokens[i].low in MODALS]
    return thens + commas + directions + modal


def _stands(clauses: Clauses, first: int, last: int) -> bool:
    """Whether a range can be a clause: it has a verb, or a number."""
    return any(low in VERBLIKE for low in clauses.lows(first, last)) or bool(clauses.scan(first, last).quantities)


def _unless(clauses: Clauses, first: int, last: int) -> Finding | None:
    at = earliest(clauses, first, last, ("unless", "except if", "except when"))
    if at is None:
        return None
    if at[0] - first <= 1:
        for cut in _cuts(clauses, at[1], last):
            premise = clauses.condition(at[1], cut)
            if premise is None:
                continue
            found = _consequence(clauses, negated(premise), cut, last, first, last)
            if found:
                return found
        return None
    premise = clauses.condition(at[1], last)
    return None if premise is None else _consequence(clauses, negated(premise), first, at[0], first, last)


_ONLY = (
    "only if", "only when", "only where", "only once", "only after", "only together with", "only alongside",
    "provided that", "provided", "as long as", "so long as", "on condition that", "only provided", "only as long as",
    "not until", "only with",
)  # fmt: skip


def _only(clauses: Clauses, first: int, last: int) -> Finding | None:
    at = earliest(clauses, first, last, _ONLY)
    if at is None:
        only = find(clauses, first, last, "only")
        if only < 0:
            return None
        at = earliest(clauses, only + 1, last, ("if", "when", "where", "once", "together with", "alongside", "after"))
        if at is None:
            return None
    if at[0] - first <= 1:
        cuts = [i for i in range(at[1] + 1, last) if clauses.tokens[i].low in {"can", "may", "is", "are", "will"}]
        for cut in [*cuts, *_cuts(clauses, at[1], last)]:
            needed, allowed = clauses.condition(at[1], cut), clauses.condition(cut, last)
            if needed is not None and allowed is not None:
                return Finding([Rule("if_then", (allowed, needed), first, last)])
        return None
    allowed = clauses.condition(first, at[0])
    if allowed is None:
        return None
    found = charges_in(clauses, at[1], last, allowed)
    if found:
        return Finding([], found)
    needed = clauses.condition(at[1], last)
    if needed is None:
        extra = clauses.named_extra(at[1], last)
        needed = Taken(extra) if extra >= 0 else None
    if needed is None:
        return None
    if isinstance(allowed, Every) and len(allowed.parts) == 2 and needed in allowed.parts:
        return None
    return Finding([Rule("if_then", (allowed, needed), first, last)])


_IF = (
    "if", "whenever", "when", "once", "as soon as", "in case", "in the event that", "provided that", "should",
    "every time", "supposing", "where",
)  # fmt: skip


def _if(clauses: Clauses, first: int, last: int) -> Finding | None:
    at = earliest(clauses, first, last, _IF)
    while at is not None and (
        clauses.tokens[at[0]].low == "should"
        and at[0] > first + 2
        or clauses.tokens[at[0]].low == "once"
        and _is_adverb(clauses, at[0], last)
    ):
        at = earliest(clauses, at[1], last, _IF)
    if at is None:
        return None
    if at[0] > first and clauses.tokens[at[0] - 1].text in {":", ";", "-", "–"}:
        first = at[0]
    led = not clauses.spoken(first, at[0]) and not clauses.scan(first, at[0]).quantities if at[0] > first else True
    if led:
        spoken_of = clauses.recent(first)
        for cut in _cuts(clauses, at[1], last):
            of_all = "of them" in " ".join(clauses.lows(at[1], cut))  # `as soon as there are more than eighty of them`
            premise = clauses.condition(at[1], cut, clauses.everyone if of_all else spoken_of)
            if premise is None and clauses.tokens[at[1]].low in {"the", "a", "an"}:
                premise = _brought_in(clauses, at[1], cut)
            if premise is None:
                continue
            found = _consequence(clauses, premise, cut, last, first, last)
            if found:
                return found
    if at[0] > first:
        premise = clauses.condition(at[1], last)
        if premise is not None:
            return _consequence(clauses, premise, first, at[0], first, last)
    return None


def _brought_in(clauses: Clauses, first: int, last: int) -> Condition | None:
    """`if the night baker is called in`: something taken or not, that no number is about."""
    scan = clauses.scan(first, last)
    if scan.quantities or scan.mentions or last - first > 9 or not VERBLIKE & set(clauses.lows(first, last)):
        return None
    extra = clauses.named_extra(first, last)
    return None if extra < 0 else Taken(extra, not NEGATIVE & set(clauses.lows(first, last)))


def _is_adverb(clauses: Clauses, index: int, last: int) -> bool:
    """Whether `once` means one time."""
    after = clauses.tokens[index + 1] if index + 1 < last else None
    return after is None or after.kind != "word" or after.low in {"for", "per", "a", "and", "to"}


def _consequence(clauses: Clauses, premise: Condition, start: int, stop: int, first: int, last: int) -> Finding | None:
    """What follows from a premise: a charge, a condition, or something to be taken along."""
    premise = _simple(premise)
    both = _both_follow(clauses, premise, start, stop, first, last)
    if both is not None:
        return both
    charged = charges_in(clauses, start, stop, premise)
    if charged:
        return Finding([], charged)
    subject = tuple(sorted(variables_of(premise)))
    conclusion = clauses.condition(start, stop, subject if len(subject) == 1 else ())
    if conclusion is not None:
        conclusion = _without(conclusion, premise)
        if conclusion == premise:
            return None
        return Finding([_implied(premise, conclusion, first, last)])
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


def _both_follow(clauses: Clauses, premise: Condition, start: int, stop: int, first: int, last: int) -> Finding | None:
    """`..., at least two are needed, and each costs 500`: two consequences, one of them a charge."""
    for cut in range(start + 2, stop - 2):
        if clauses.tokens[cut].low != "and":
            continue
        sides = [(start, cut), (cut + 1, stop)]
        charged = [bool(charges_in(clauses, *side, premise)) for side in sides]
        if charged[0] == charged[1]:
            continue
        one = _consequence(clauses, premise, start, cut, first, last)
        two = _consequence(clauses, premise, cut + 1, stop, first, last)
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


def _implied(premise: Condition, conclusion: Condition, first: int, last: int) -> Rule:
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


def _without_it(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`no chairs can be made without tables`, `without the machine no banners can be made`."""
    at = find(clauses, first, last, "without")
    if at < 0 or clauses.scan(first, last).quantities:
        return None
    if at - first <= 1:
        for cut in _cuts(clauses, at + 1, last):
            needed, rest = clauses.condition(at + 1, cut), clauses.condition(cut, last)
            if needed is not None and rest is not None:
                return Finding([Rule("if_then", (negated(needed), rest), first, last)])
        return None
    items = clauses.variables(first, at)
    needed = clauses.condition(at + 1, last)
    if len(items) != 1 or needed is None:
        return None
    return Finding([Rule("if_then", (Made(items[0]), needed), first, last)])


_REQUIRES = ("requires that", "requires", "require", "calls for", "depends on", "presupposes", "needs")


def _requires(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`making chairs requires that tables are made`, `producing desks at all requires a jig costing 500`."""
    at = earliest(clauses, first, last, _REQUIRES)
    if at is None or at[0] <= first:
        return None
    items = clauses.variables(first, at[0])
    if len(items) != 1 or clauses.scan(first, at[0]).quantities:
        return None
    charged = charges_in(clauses, at[1], last, Made(items[0]))
    if charged:
        return Finding([], charged)
    if clauses.scan(at[1], last).quantities and clauses.tokens[at[1] - 1].low != "that":
        return None  # `X requires at least 300 vehicles` is a plain limit
    needed = clauses.condition(at[1], last)
    if needed is None or variables_of(needed) <= {items[0]}:
        return None
    return Finding([Rule("if_then", (Made(items[0]), needed), first, last)])


def _charged(clauses: Clauses, first: int, last: int) -> Finding | None:
    charges = charges_in(clauses, first, last, None)
    return Finding([], charges) if charges else None


def _relative(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`A kitchen that is open must cook at least 150 meals`: a minimum of each that is there at all."""
    lows = clauses.lows(first, last)
    joint = " ".join(lows)
    scan = clauses.scan(first, last)
    if scan.mentions or not any(p in joint for p in _THERE) or not scan.directions:
        return None
    rules: list[Rule] = []
    for quantity in scan.quantities:
        sign = limit_sign(clauses, first, quantity.first, quantity.last)
        if quantity.money or not sign:
            return None
        clauses.used.add(first + quantity.first)
        for variable in clauses.everyone:
            limit = Linear(((variable, Fraction(1)),), sign, quantity.value)
            rules.append(Rule("on_off", (Made(variable), limit), first, last))
    return Finding(rules)


_THERE = ("that is", "which is", "that are", "which are", "where it", "with whom", "in which", "where we", "opened",
          "that opens", "present", "once it is", "opened for", "that runs", "chosen", "used at all")  # fmt: skip


_READERS: tuple[Callable[[Clauses, int, int], Finding | None], ...] = (
    parenthetical, expanded, before,
    _iff, _unless, _only, _if, together, none_or, not_both, either, counts, _without_it, _requires, _charged, _relative,
)  # fmt: skip
