"""Shares of a whole: at least 40% of the items must be A."""

from __future__ import annotations

from fractions import Fraction

from nl2milp.readers.offline.rules import share_rule
from nl2milp.readers.offline.statements.base import Context, Row
from nl2milp.readers.offline.statements.nearby import clause, direction_of, mentions_in, own_words, whole_after

__all__ = ["shares"]


def shares(context: Context, sentence: int) -> list[Row]:
    """One variable against a part of all: percentages, halves and thirds that are limits."""
    scan = context.scan
    rows: list[Row] = []
    for position, quantity in enumerate(scan.quantities):
        if scan.sentence_at[quantity.first] != sentence or position in context.used:
            continue
        if quantity.kind not in {"percent", "part"}:
            continue
        direction = direction_of(context, position)
        if context.roles[position] == "rate" and direction is None:
            continue
        if direction is None and quantity.kind == "part":
            continue
        start, stop = clause(scan, quantity.first)
        variables = _targets(context, position, start, stop)
        if not variables:
            rows += _of_each(context, position, start, stop)
            continue
        sign, certainty, doubt = "==", 0.6, "whether the share is exact is not said"
        if direction is not None:
            sign, certainty, doubt = direction[0], 1.0, ""
            if direction[1] >= 0:
                context.directions_used.add(direction[1])
        context.used.add(position)
        terms = {
            variable: (Fraction(1) if variable in variables else Fraction(0)) - quantity.value
            for variable in range(len(scan.names))
        }
        rule = share_rule([context.symbols[v] for v in variables], sign, quantity.value, context.symbols)
        first, last = own_words(scan, position, variables, start, stop)
        rows.append(Row(terms, sign, Fraction(0), "share", first, last, (position,), rule, certainty, doubt))
    return rows


def _of_each(context: Context, position: int, start: int, stop: int) -> list[Row]:
    """`No supplier may deliver more than 60 percent of the tonnes`: a share that holds for each by itself."""
    scan, quantity = context.scan, context.scan.quantities[position]
    before = [token.low for token in scan.tokens[start : quantity.first]]
    direction = direction_of(context, position)
    follows = scan.tokens[quantity.last].low if quantity.last < len(scan.tokens) else ""
    if direction is None or follows != "of" or mentions_in(scan, start, stop):
        return []
    denied = bool({"no", "none", "neither"} & set(before))
    if not denied and not {"each", "every", "any"} & set(before) or denied and direction[0] != "<=":
        return []
    if direction[1] >= 0:
        context.directions_used.add(direction[1])
    context.used.add(position)
    rows = []
    for variable, symbol in enumerate(context.symbols):
        terms = {v: Fraction(v == variable) - quantity.value for v in range(len(scan.names))}
        rule = share_rule([symbol], direction[0], quantity.value, context.symbols)
        rows.append(Row(terms, direction[0], Fraction(0), "share", start, stop, (position,), rule, 0.9, ""))
    return rows


def _targets(context: Context, position: int, start: int, stop: int) -> tuple[int, ...]:
    """The variable whose share it is: the next one mentioned, or else the last before."""
    scan = context.scan
    quantity = scan.quantities[position]
    end, begin = stop, start
    for index in range(quantity.last, stop):
        if scan.quantity_at[index] >= 0:
            end = index
            break
    for index in range(quantity.first - 1, start - 1, -1):
        if scan.quantity_at[index] >= 0:
            begin = scan.quantities[scan.quantity_at[index]].last
            break
    shared = _named_share(context, begin, quantity.first)
    if shared is not None:
        return (shared,)
    joint = _joint_share(context, begin, quantity.first)
    if joint:
        return joint
    behind = whole_after(scan, quantity.last)
    after = [scan.mentions[at].variable for at in mentions_in(scan, behind, end)]
    before = [scan.mentions[at].variable for at in mentions_in(scan, begin, quantity.first)]
    if before and (not after or _subject_before(context, begin, quantity.first)):
        return (before[-1],)
    if after:
        return (after[0],)
    everywhere = {scan.mentions[at].variable for at in mentions_in(scan, start, stop)}
    return tuple(everywhere) if len(everywhere) == 1 else ()


_SHARES = frozenset("share proportion percentage fraction".split())


def _named_share(context: Context, first: int, last: int) -> int | None:
    """The variable of `the share of A among all B`, whatever else is named before the number."""
    scan = context.scan
    for index in range(first, last - 2):
        if scan.tokens[index].low in _SHARES and scan.tokens[index + 1].low == "of":
            inside = mentions_in(scan, index + 2, min(index + 5, last))
            return scan.mentions[inside[0]].variable if inside else None
    return None


def _joint_share(context: Context, first: int, last: int) -> tuple[int, ...]:
    """The variables of `A and B together may make up`; empty if the share is of one."""
    scan = context.scan
    if not {"together", "combined"} & {token.low for token in scan.tokens[first:last]}:
        return ()
    found = tuple(dict.fromkeys(scan.mentions[at].variable for at in mentions_in(scan, first, last)))
    return found if 1 < len(found) < len(scan.names) else ()


def _subject_before(context: Context, first: int, last: int) -> bool:
    scan = context.scan
    for index in range(last - 1, first - 1, -1):
        if scan.mention_at[index] >= 0:
            return True
        if scan.tokens[index].low in {",", "and", "or"}:
            return False
    return False
