"""Which way the numbers of a range of values point: `at least 20`, `20 to 50`, `30 or more`, `from 30 upwards`."""

from __future__ import annotations

from collections.abc import Sequence

from nl2milp.readers.offline.conditional.clauses import Clauses
from nl2milp.readers.offline.conditional.counting import strictly
from nl2milp.readers.offline.directions import Direction, find_directions
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Token

__all__ = ["amount_signs", "limit_sign"]

_UPWARDS = frozenset("more above upwards upward up over greater higher onwards larger".split())
_RANGING = frozenset("to - – and".split())


def limit_sign(clauses: Clauses, offset: int, first: int, last: int) -> str:
    """The sign of a number in a range of values: `at least 20`, `between 20 and 50`, `30 or more`."""
    lows = clauses.lows(offset, offset + first)
    after = clauses.lows(offset + last, min(offset + last + 5, len(clauses.tokens)))
    before = lows[-4:]
    if "between" in before[-1:]:
        return ">="
    if before[-1:] in (["and"], ["to"]) and "between" in lows[-6:] or before[-1:] == ["to"] and "from" in lows[-5:]:
        return "<="
    if before[-2:] == ["at", "least"] or before[-1:] == ["minimum"] or before[-2:] == ["minimum", "of"]:
        return ">="
    if before[-1:] == ["of"] and set(lows[-6:]) & {"minimum", "minimal", "smallest"}:
        return ">="  # `a minimum batch of 30`
    if before[-2:] in (["more", "than"], ["fewer", "than"], ["less", "than"]):
        less = before[-2] != "more"
        turned = bool({"no", "not"} & set(before[:-2]))
        return ">=" if less == turned else "<="
    if before[-2:] in (["at", "most"], ["up", "to"]) or before[-2:] == ["maximum", "of"]:
        return "<="
    for index in range(len(after) - 1):
        if after[index] in {"or", "and"} and after[index + 1] in {"more", "above"}:
            return ">="
        if after[index : index + 2] == ["at", "least"]:
            return ">="
    return ""


def amount_signs(tokens: Sequence[Token], first: int, last: int, numbers: Sequence[Quantity]) -> list[str]:
    """The sign of each number of a range of tokens, strict where the words are; empty where nothing says it."""
    directions = find_directions(tuple(tokens[first:last]))
    lows = [token.low for token in tokens]
    found: list[str] = []
    for place, quantity in enumerate(numbers):
        following = numbers[place + 1] if place + 1 < len(numbers) else None
        before = numbers[place - 1] if place else None
        if following is not None and _ranges(lows, quantity, following):
            found.append(">=")
            continue
        if before is not None and _ranges(lows, before, quantity):
            found.append("<=")
            continue
        found.append(_directed(lows, first, last, quantity, directions, before))
    return found


def _ranges(lows: Sequence[str], one: Quantity, two: Quantity) -> bool:
    """`20 to 40`, `20 MW - 40 MW`, `between 20 and 40`, `from 20 up to 40`."""
    gap = [low for low in lows[one.last : two.first] if low not in {"$", "€", "£"}]
    if not gap or len(gap) > 3 or gap[-1] not in _RANGING:
        return False
    opened = lows[one.first - 1] if one.first else ""
    if gap[-1] == "and":
        return opened == "between"
    return len(gap) == 1 or one.unit == two.unit or opened in {"from", "between"}


def _directed(
    lows: Sequence[str],
    first: int,
    last: int,
    quantity: Quantity,
    directions: Sequence[Direction],
    before: Quantity | None,
) -> str:
    for direction in directions:
        start, end = first + direction.first, first + direction.last
        words = " ".join(lows[start:end])
        if 0 <= quantity.first - end <= 2:
            turned = words in {"below", "under", "fewer than", "less than", "smaller than", "lower than"}
            negated = turned and direction.sign == ">="
            return direction.sign if negated else strictly(words, direction.sign)
        if 0 <= start - quantity.last <= 3 and lows[start] in {"or", "at", "as"} and not _starts(lows, end):
            return direction.sign
    after = list(lows[quantity.last : min(quantity.last + 4, last)])
    for at, low in enumerate(after):
        if low in {",", ";", "."}:
            break
        if low in {"or", "and"} and after[at + 1 : at + 2] and after[at + 1] in _UPWARDS:
            return ">="
        if low in {"upwards", "upward", "onwards", "on"}:
            return ">="
    start = before.last if before is not None else first
    ahead = lows[start : quantity.first]
    least, most = {"minimum", "minimal", "smallest", "least"} & {*ahead}, {"maximum", "maximal", "largest"} & {*ahead}
    return ">=" if least and not most else "<=" if most and not least else ""


def _starts(lows: Sequence[str], index: int) -> bool:
    return index < len(lows) and lows[index][:1].isdigit()
