"""Differences: A must exceed B by at least 200, A must not exceed twice B by more than 4."""

from __future__ import annotations

from fractions import Fraction

from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.statements.base import Context, Row

__all__ = ["exceeding"]

_EXCEEDING = frozenset("exceed exceeds more greater higher larger outnumber surpass".split())
_NEGATIONS = frozenset("not cannot never no can't".split())
_ALLOWING = frozenset({"may", "can", "might"})


def exceeding(context: Context, sentence: int) -> list[Row]:
    """`A must exceed B by at least 200`, `more A than B by 50`."""
    scan = context.scan
    here = scan.sentences[sentence]
    rows: list[Row] = []
    for index in range(here.first + 1, here.last - 1):
        if scan.tokens[index].low != "by":
            continue
        place = index + 1
        while place < min(index + 4, here.last) and scan.quantity_at[place] < 0:
            place += 1
        if place >= here.last or scan.quantity_at[place] < 0:
            continue
        position = scan.quantity_at[place]
        before = [
            scan.mentions[at].variable
            for i in range(here.first, index)
            for at in [scan.mention_at[i]]
            if at >= 0 and scan.mentions[at].first == i
        ]
        lows = {token.low for token in scan.tokens[here.first : index]}
        if len(set(before[-2:])) < 2 or not lows & _EXCEEDING:
            continue
        one, other = before[-2:]
        verb = max(i for i in range(here.first, index) if scan.tokens[i].low in _EXCEEDING)
        negated = any(token.low in _NEGATIONS for token in scan.tokens[max(here.first, verb - 4) : verb])
        factors = [at for i in range(verb, index) for at in [scan.quantity_at[i]] if at >= 0]
        multiple = scan.quantities[factors[0]] if factors else None
        if multiple is not None and (multiple.kind == "number" or len(set(factors)) > 1):
            continue
        ahead = scan.quantities[position].last
        following = next((i for i in range(ahead, min(ahead + 4, here.last)) if scan.direction_at[i] >= 0), -1)
        if following >= 0 and scan.tokens[following].low not in {"at", "or", "as"}:
            following = -1
        signs = [scan.directions[scan.direction_at[i]].sign for i in range(index, place) if scan.direction_at[i] >= 0]
        if following >= 0:
            signs.append(scan.directions[scan.direction_at[following]].sign)
            context.directions_used.add(scan.direction_at[following])
        allowed = any(token.low in _ALLOWING for token in scan.tokens[max(here.first, verb - 3) : verb])
        sign = signs[0] if signs else "<=" if allowed else ">="
        if negated:
            sign = "<="
        for i in range(here.first, place):
            if scan.direction_at[i] >= 0:
                context.directions_used.add(scan.direction_at[i])
        context.used.add(position)
        last = scan.quantities[position].last
        factor = _factor_before(scan, here.first, verb)
        used = tuple(sorted({position, *factors[:1], *([factor] if factor >= 0 else [])}))
        context.used.update(used)
        weight = scan.quantities[factor].value if factor >= 0 else Fraction(1)
        terms = {one: weight, other: Fraction(-1) if multiple is None else -multiple.value}
        rows.append(Row(terms, sign, scan.quantities[position].value, "difference", here.first, last, used))
    return rows


def _factor_before(scan: Scan, first: int, verb: int) -> int:
    """The multiple before the subject, in `twice the number of A may exceed B by ten`; -1 if there is none."""
    for index in range(verb - 1, first - 1, -1):
        at = scan.quantity_at[index]
        if at >= 0:
            return at if scan.quantities[at].kind in {"times", "part"} else -1
        if scan.tokens[index].kind == "mark":
            return -1
    return -1
