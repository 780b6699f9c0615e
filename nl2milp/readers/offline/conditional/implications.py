"""Implications: if, only if, unless, if and only if, without, requires."""

from __future__ import annotations

from nl2milp.readers.offline.choices.wording import IFF
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
from nl2milp.readers.offline.conditional.consequences import consequence, implied
from nl2milp.readers.offline.conditional.findings import Finding, earliest, find
from nl2milp.readers.offline.conditional.vocabulary import MODALS, NEGATIVE, VERBLIKE

__all__ = ["if_then", "iff", "only_if", "requires", "unless", "without_it"]


def iff(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`A is made if and only if B is made`."""
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


def unless(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`No more than 10 of A unless at least 5 of B`."""
    at = earliest(clauses, first, last, ("unless", "except if", "except when"))
    if at is None:
        return None
    if at[0] - first <= 1:
        for cut in _cuts(clauses, at[1], last):
            premise = clauses.condition(at[1], cut)
            if premise is None:
                continue
            found = consequence(clauses, negated(premise), cut, last, first, last)
            if found:
                return found
        return None
    premise = clauses.condition(at[1], last)
    return None if premise is None else consequence(clauses, negated(premise), first, at[0], first, last)


_ONLY = (
    "only if", "only when", "only where", "only once", "only after", "only together with", "only alongside",
    "provided that", "provided", "as long as", "so long as", "on condition that", "only provided", "only as long as",
    "not until", "only with",
)  # fmt: skip


def only_if(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`A can only be made if B is made`, also with a charge: `only with a press for $300`."""
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
    subject = variables_of(allowed)
    needed = clauses.condition(at[1], last, tuple(subject) if len(subject) == 1 else ())
    if needed is None:
        extra = clauses.named_extra(at[1], last)
        needed = Taken(extra) if extra >= 0 else None
    if needed is None:
        return None
    if isinstance(allowed, Made) and isinstance(needed, Linear) and variables_of(needed) == subject:
        return Finding([implied(allowed, needed, first, last)])
    if isinstance(allowed, Every) and len(allowed.parts) == 2 and needed in allowed.parts:
        return None
    return Finding([Rule("if_then", (allowed, needed), first, last)])


_IF = (
    "if", "whenever", "when", "once", "as soon as", "in case", "in the event that", "provided that", "should",
    "every time", "supposing", "where",
)  # fmt: skip


def if_then(clauses: Clauses, first: int, last: int) -> Finding | None:
    """`If more than 20 of A are made, at least 10 of B must be made`, in either order."""
    at = earliest(clauses, first, last, _IF)
    while at is not None and (
        clauses.tokens[at[0]].low == "should"
        and at[0] > first + 2
        or clauses.tokens[at[0]].low == "once"
        and _is_adverb(clauses, at[0], last)
    ):
        at = earliest(clauses, at[1], last, _IF)
    if at is None or at[0] > first and clauses.tokens[at[0] - 1].low == "only":
        return None
    if at[0] > first and clauses.tokens[at[0] - 1].text in {":", ";", "-", "–"}:
        first = at[0]
    led = not clauses.spoken(first, at[0]) and not clauses.scan(first, at[0]).quantities if at[0] > first else True
    if led:
        spoken_of = clauses.recent(first)
        for cut in _cuts(clauses, at[1], last):
            of_all = "of them" in " ".join(clauses.lows(at[1], cut))  # `as soon as there are more than eighty of them`
            premise = _resumed(clauses, at[1], cut) or clauses.condition(
                at[1], cut, clauses.everyone if of_all else spoken_of
            )
            if premise is None and clauses.tokens[at[1]].low in {"the", "a", "an"}:
                premise = _brought_in(clauses, at[1], cut)
            if premise is None:
                continue
            found = consequence(clauses, premise, cut, last, first, last)
            if found:
                return found
    if at[0] > first and not _is_inserted(clauses, at, last):
        premise = _resumed(clauses, at[1], last) or clauses.condition(at[1], last, clauses.recent(at[0]))
        if premise is not None:
            return consequence(clauses, premise, first, at[0], first, last)
    return None


def _is_inserted(clauses: Clauses, at: tuple[int, int], last: int) -> bool:
    """Whether a premise stands between commas, so that what follows from it goes on behind: `A, if made, can ...`."""
    commas = [i for i in range(at[1], last - 1) if clauses.tokens[i].text == ","]
    return clauses.tokens[at[0] - 1].text == "," and bool(commas) and _stands(clauses, commas[0], last)


def _resumed(clauses: Clauses, first: int, last: int) -> Condition | None:
    """`if they are made (at all)`: of the variable, or of the extra, that was spoken of last."""
    first, last = clauses.trimmed(first, last)
    scan = clauses.scan(first, last) if first < last else None
    if scan is None or scan.quantities or scan.mentions or last - first > 6:
        return None
    lows = clauses.lows(first, last)
    spoken = clauses.recent(first)
    if lows[0] not in {
        "it",
        "they",
        "any",
        "some",
        "anything",
        "something",
        "made",
        "used",
        "produced",
    } or not VERBLIKE & set(lows):
        return None
    if not spoken or any(extra.last <= first and extra.first > first - 25 for extra in clauses.extras):
        return None
    return Made(spoken[0], not NEGATIVE & set(lows))


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


def without_it(clauses: Clauses, first: int, last: int) -> Finding | None:
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


_REQUIRES = ("requires that", "requires", "require", "calls for", "depends on", "presupposes", "needs", "need")


def requires(clauses: Clauses, first: int, last: int) -> Finding | None:
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
