"""Sums that are explained after their limit: at least 50 points, calculated as 5 times A plus 10 times B."""

from __future__ import annotations

from nl2milp.readers.offline.statements.arithmetic import read_side
from nl2milp.readers.offline.statements.base import Context, Row
from nl2milp.readers.offline.statements.nearby import direction_of

__all__ = ["explained_sums"]

_EXPLAINING = frozenset("calculated computed measured defined quantified".split())
_OVER = frozenset("must should cannot is are has have needs may".split())


def explained_sums(context: Context, sentence: int) -> list[Row]:
    """A limit in words of its own, and after it what adds up to it."""
    scan = context.scan
    here = scan.sentences[sentence]
    for index in range(here.first, here.last - 2):
        if scan.tokens[index].low not in _EXPLAINING or scan.tokens[index + 1].low != "as":
            continue
        stop = index + 2
        while stop < here.last and scan.tokens[stop].low not in _OVER and scan.direction_at[stop] < 0:
            if scan.tokens[stop].low in {")", ";"}:
                break
            stop += 1
        if (
            stop < here.last
            and scan.tokens[stop].low in _OVER
            and any(scan.direction_at[i] >= 0 for i in range(stop, min(stop + 5, here.last)))
        ):
            continue
        side = read_side(scan, index + 2, stop)
        if not side.weighted or len(side.terms) < 2 or side.constants:
            continue
        limits = [
            (position, direction)
            for position, quantity in enumerate(scan.quantities)
            if here.first <= quantity.first < here.last
            and not index < quantity.first < stop
            and quantity.kind == "number"
            and position not in context.used
            for direction in [direction_of(context, position)]
            if direction is not None
        ]
        if len(limits) != 1:
            continue
        position, (sign, _) = limits[0]
        for place in range(here.first, here.last):
            if scan.direction_at[place] >= 0:
                context.directions_used.add(scan.direction_at[place])
        used = tuple(sorted({position, *side.used}))
        context.used.update(used)
        role = "resource limit" if sign == "<=" else "requirement"
        right = scan.quantities[position].value
        return [Row(dict(side.terms), sign, right, role, here.first, max(stop, index + 2), used)]
    return []
