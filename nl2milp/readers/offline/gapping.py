"""Numbers whose verb is said once for all: `a hen lays 5 eggs a week, a duck 4 and a goose 1`."""

from __future__ import annotations

import itertools

from nl2milp.readers.offline.lexicon import DETERMINERS
from nl2milp.readers.offline.scan import Scan

__all__ = ["gapped_rates", "stock_before_colon"]

_JOINTS = frozenset(", and but while whereas".split())
_OPENERS = DETERMINERS | {"for", "of", "only"}
_LIMITING = frozenset("must should limited ordered available stock capacity promised left at-most have has".split())
_FAR = 5
"""More words than a unit with `each` or `a week` has."""


def gapped_rates(scan: Scan, roles: list[str]) -> None:
    """Where a number stands right behind one variable and goes on from another one's, both are rates."""
    for sentence in scan.sentences:
        inside = [at for at, quantity in enumerate(scan.quantities) if sentence.first <= quantity.first < sentence.last]
        for one, other in itertools.pairwise(inside):
            if _goes_on(scan, one, other) and (roles[one] == "rate" or _begins(scan, sentence.first, one)):
                roles[one] = roles[other] = "rate"


def _goes_on(scan: Scan, one: int, other: int) -> bool:
    """Whether the second number stands right behind a variable that only a comma or `and` parts from the first one."""
    earlier, later = scan.quantities[one], scan.quantities[other]
    at = scan.mention_at[later.first - 1]
    if at < 0 or {earlier.kind, later.kind} - {"number", "percent"} or earlier.kind != later.kind:
        return False
    index = scan.mentions[at].first - 1
    while index > earlier.last and scan.tokens[index].low in _OPENERS:
        index -= 1
    if scan.tokens[index].low not in _JOINTS or index - earlier.last > _FAR:
        return False
    ahead = scan.mention_at[later.last] if later.last < len(scan.tokens) else -1
    gap = range(earlier.last, index)
    return ahead < 0 and not any(scan.direction_at[i] >= 0 or scan.mention_at[i] >= 0 for i in gap)


def _begins(scan: Scan, first: int, position: int) -> bool:
    """Whether a number is said of a variable before it, and nothing before it speaks of a limit."""
    before = range(first, scan.quantities[position].first)
    if any(scan.direction_at[i] >= 0 or scan.tokens[i].low in _LIMITING for i in before):
        return False
    return any(scan.mention_at[i] >= 0 for i in before)


def stock_before_colon(scan: Scan, roles: list[str]) -> None:
    """`The pond is 60 square metres: a duck wants two, a goose four`: what the rates behind a colon have to share."""
    for sentence in scan.sentences:
        inside = range(sentence.first, sentence.last)
        colon = next((index for index in inside if scan.tokens[index].text == ":"), -1)
        if colon < 0 or any(scan.mention_at[index] >= 0 for index in range(sentence.first, colon)):
            continue
        before = {scan.quantity_at[index] for index in range(sentence.first, colon)} - {-1}
        after = {scan.quantity_at[index] for index in range(colon, sentence.last)} - {-1}
        owners = {scan.mentions[scan.mention_at[index]].variable for index in inside if scan.mention_at[index] >= 0}
        shared = len(before) == 1 and len(owners) > 1 and len(after) >= len(owners)
        if shared and all(roles[at] == "rate" for at in after):
            position = before.pop()
            quantity = scan.quantities[position]
            if quantity.kind == "number" and (roles[position] == "rate" or not quantity.spelled):
                roles[position] = "limit"
