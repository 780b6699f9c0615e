"""Statements of logic between quantities: from a stretch of the text to rules and charges."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from fractions import Fraction

from nl2milp.readers.offline.conditional.alternatives import (
    counts,
    either,
    not_all,
    not_both,
    together,
)
from nl2milp.readers.offline.conditional.amountlimits import limit_sign
from nl2milp.readers.offline.conditional.charges import charges_in
from nl2milp.readers.offline.conditional.clauses import Clauses
from nl2milp.readers.offline.conditional.conditions import (
    Condition,
    Every,
    Linear,
    Made,
    Rule,
    variables_of,
)
from nl2milp.readers.offline.conditional.findings import Finding
from nl2milp.readers.offline.conditional.implications import if_then, iff, only_if, requires, unless, without_it
from nl2milp.readers.offline.conditional.premises import premised, refused
from nl2milp.readers.offline.conditional.provisions import before, expanded
from nl2milp.readers.offline.conditional.semicontinuous import semicontinuous
from nl2milp.readers.offline.conditional.vocabulary import OPTIONAL, WISHES

__all__ = ["listed_conditions", "read_stretch"]


_BACK = 30
_REASONS = frozenset("because since".split())
_ENOUGH = frozenset("enough suffices suffice sufficient".split())
_HARMLESS = frozenset("otherwise".split())


def read_stretch(clauses: Clauses, first: int, last: int) -> Finding | None:
    """The statements between two tokens; None if they were not understood."""
    whole, last = last, _without_contrary(clauses, first, last)
    if last < whole:
        clauses.used.update(last + q.first for q in clauses.scan(last, whole).quantities)
    whole, last = last, _without_reason(clauses, first, last)
    if last < whole:
        clauses.used.update(last + q.first for q in clauses.scan(last, whole).quantities if q.spelled)
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
    if clauses.scan(first, last).directions:
        return False  # `one product at most may be left out`
    return bool({"may", "can", "need", "could", "fine", "allowed"} & set(clauses.lows(first, last)))


def _says_enough(clauses: Clauses, first: int, last: int) -> bool:
    """`One of the two is enough`: what the alternative before says already."""
    scan = clauses.scan(first, last)
    lows = clauses.lows(first, last)
    # `one of these two demands must be met`, right behind them
    again = bool({"these", "those"} & set(lows)) and {"one", "of"} <= set(lows) and not clauses.wishes
    again = (
        again
        and bool(WISHES & {token.lemma for token in scan.tokens})
        and "or" in clauses.lows(max(0, first - _BACK), first)
    )
    if not (again or _ENOUGH & set(lows)) or scan.directions or scan.mentions:
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
    return bool(_HARMLESS & lows) or bool(lows & {"nothing", "none", "no", "only"})


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
        lead = clauses.scan(first, cut)
        if lead.mentions and not clauses.spoken(cut + 1, last):
            continue  # `A and B only as a pair: both or neither`
        lows = set(clauses.lows(first, cut))
        either = {"one", "of"} <= lows and not lead.directions and bool(WISHES & {t.lemma for t in lead.tokens})
        told = either or not lead.directions and not {"must", "may", "can", "should", "only"} & lows
        if clauses.tokens[cut].text == ":" and (
            not lead.quantities or told and all(q.spelled for q in lead.quantities)
        ):
            clauses.used.update(first + q.first for q in lead.quantities)
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


def _without_contrary(clauses: Clauses, first: int, last: int) -> int:
    """Where the statement ends and its reverse begins: `...; with 15 or fewer, there is no such demand`."""
    for index in range(first + 3, last - 3):
        joint = " ".join(clauses.lows(index, last))
        if clauses.tokens[index].text in {";", ":", ","} and any(phrase in joint for phrase in _CONTRARY):
            scan = clauses.scan(index, last)
            if not scan.mentions and not any(q.money for q in scan.quantities) and len(scan.quantities) <= 1:
                return index
    return last


_CONTRARY = ("no such", "does not apply", "do not apply", "doesn't apply", "nothing is asked", "nothing else is asked",
             "nothing is demanded", "no demand", "no need", "falls away", "nothing of the kind")  # fmt: skip


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


def _charged(clauses: Clauses, first: int, last: int) -> Finding | None:
    charges = charges_in(clauses, first, last, None)
    return Finding([], charges) if charges else None


def _relative(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`A kitchen that is open must cook at least 150 meals`: a minimum of each that is there at all."""
    lows = clauses.lows(first, last)
    joint = " ".join(lows)
    scan = clauses.scan(first, last)
    there = any(p in joint for p in _THERE) or any(f" {p} " in f" {joint} " for p in _COUNTS_AS)
    if scan.mentions or not there or not scan.directions:
        return None
    rules: list[Rule] = []
    for quantity in scan.quantities:
        sign = limit_sign(clauses, first, quantity.first, quantity.last)
        if quantity.money and clauses.draft.domain.unit != "$" or not sign:
            return None
        clauses.used.add(first + quantity.first)
        for variable in clauses.everyone:
            limit = Linear(((variable, Fraction(1)),), sign, quantity.value)
            rules.append(Rule("on_off", (Made(variable), limit), first, last))
    return Finding(rules)


_THERE = ("that is", "which is", "that are", "which are", "where it", "with whom", "in which", "where we", "opened",
          "that opens", "present", "once it is", "opened for", "that runs", "chosen", "used at all")  # fmt: skip


_COUNTS_AS = ("counts as", "count as", "counted as", "regarded as", "considered", "qualifies as", "deemed")
"""What says when a thing is there at all: `a fund counts as held only if at least 900 is in it`."""


def _defined(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`A fund counts as held only if at least 900 is in it`."""
    joint = f" {' '.join(clauses.lows(first, last))} "
    return _relative(clauses, first, last) if any(f" {phrase} " in joint for phrase in _COUNTS_AS) else None


def _due_exactly(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`A clerk costing 90 comes exactly when 70 or more are made; for fewer, nobody comes`: no range of amounts."""
    priced = any(quantity.money for quantity in clauses.scan(first, last).quantities)
    return iff(clauses, first, last) if priced and clauses.draft.domain.unit != "$" else None


_READERS: tuple[Callable[[Clauses, int, int], Finding | None], ...] = (
    _defined, _due_exactly, semicontinuous, expanded, before, premised, refused,
    iff, unless, only_if, if_then, together, not_all, not_both, either, counts, without_it, requires, _charged,
    _relative,
)  # fmt: skip
