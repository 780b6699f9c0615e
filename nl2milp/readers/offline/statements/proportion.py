"""Proportions: for every four children there must be at least one teenager, at least as many A as B."""

from __future__ import annotations

from fractions import Fraction

from nl2milp.readers.offline.rules import compare_rule
from nl2milp.readers.offline.statements.base import Context, Row
from nl2milp.readers.offline.statements.nearby import clause

__all__ = ["proportions"]

_OBLIGING = frozenset("must should needs need requires require".split())
_OPEN = "whether the proportion is exact or a least one is not said"


def proportions(context: Context, sentence: int) -> list[Row]:
    """Rows for `for every [n] A ... at least [m] B` and for `at least as many A as [a part of] B`."""
    return _for_every(context, sentence) + _as_many(context, sentence)


def _for_every(context: Context, sentence: int) -> list[Row]:
    scan = context.scan
    here = scan.sentences[sentence]
    rows: list[Row] = []
    for index in range(here.first, here.last - 2):
        if scan.tokens[index].low not in {"for", "per"} or scan.tokens[index + 1].low not in {"every", "each"}:
            continue
        place, ones = index + 2, []
        factor = Fraction(1)
        if scan.quantity_at[place] >= 0:
            ones.append(scan.quantity_at[place])
            factor = scan.quantities[ones[0]].value
            place = scan.quantities[ones[0]].last
        base = _mention(context, place, min(place + 4, here.last))
        if base is None:
            continue
        start, stop = scan.mentions[base].last, clause(scan, index)[1]
        signs = [at for i in range(start, stop) for at in [scan.direction_at[i]] if at >= 0]
        needed = any(scan.tokens[i].low in {"must", "need", "needs", "should", "required", "requires"}
                     for i in range(start, stop))  # fmt: skip
        numbers = sorted({at for i in range(start, stop) for at in [scan.quantity_at[i]] if at >= 0})
        if not (signs or needed) or len(numbers) != 1 or scan.quantities[numbers[0]].kind != "number":
            backward = _before(context, index, here.first)
            if backward is not None and not numbers:
                rows.append(_row(context, backward, base, factor, ones, index, start))
            continue
        count = scan.quantities[numbers[0]]
        other = _mention(context, count.last, min(count.last + 4, stop))
        if other is None or scan.mentions[other].variable == scan.mentions[base].variable or count.money:
            continue
        rows.append(_row(context, (numbers[0], other, signs[0] if signs else -1), base, factor, ones, index, stop))
    return rows


def _before(context: Context, index: int, first: int) -> tuple[int, int, int] | None:
    """Quantity, mention and direction of `at least three nurses` right before `for every doctor`."""
    scan = context.scan
    at = _subject_before(context, index, first)
    if at < 0 or scan.mentions[at].first == 0:
        return None
    number = scan.quantity_at[scan.mentions[at].first - 1]
    if number < 0 or scan.quantities[number].kind != "number" or scan.quantities[number].money:
        return None
    sign = scan.direction_at[scan.quantities[number].first - 1] if scan.quantities[number].first else -1
    if sign < 0:
        behind = range(index, min(index + 8, scan.sentences[scan.sentence_at[index]].last))
        sign = next(
            (scan.direction_at[i] for i in behind if scan.tokens[i].low == "or" and scan.direction_at[i] >= 0), -1
        )
    obliged = any(
        scan.tokens[i].low in _OBLIGING or scan.tokens[i].low in {"has", "have"} and scan.tokens[i + 1].low == "to"
        for i in range(first, index)
    )
    return (number, at, sign) if sign >= 0 or obliged else None


def _subject_before(context: Context, index: int, first: int) -> int:
    """The mention before `for every`, also over its verb: `at least two panels must be installed for every pump`."""
    scan = context.scan
    for place in range(index - 1, max(first, index - 7), -1):
        if scan.mention_at[place] >= 0:
            return scan.mention_at[place]
        if scan.quantity_at[place] >= 0 or scan.tokens[place].kind == "mark":
            break
    return -1


def _row(
    context: Context, count: tuple[int, int, int], base: int, factor: Fraction, ones: list[int], first: int, last: int
) -> Row:
    scan = context.scan
    number, other, direction = count
    sign = scan.directions[direction].sign if direction >= 0 else ">="
    one, two = scan.mentions[other].variable, scan.mentions[base].variable
    value = scan.quantities[number].value / factor
    used = tuple(sorted({number, *ones}))
    context.used.update(used)
    if direction >= 0:
        context.directions_used.add(direction)
    first = min(first, scan.quantities[number].first)
    rule = compare_rule(context.symbols[one], sign, value, context.symbols[two])
    terms = {one: Fraction(1), two: -value}
    return Row(terms, sign, Fraction(0), "ratio", first, last, used, rule, 1.0 if direction >= 0 else 0.8)


def _mention(context: Context, first: int, last: int) -> int | None:
    """The first mention in the range, before any other quantity."""
    scan = context.scan
    for index in range(first, last):
        if scan.mention_at[index] >= 0:
            return scan.mention_at[index]
        if scan.quantity_at[index] >= 0:
            return None
    return None


def _as_many(context: Context, sentence: int) -> list[Row]:
    scan = context.scan
    here = scan.sentences[sentence]
    rows: list[Row] = []
    for index in range(here.first, here.last - 4):
        if scan.tokens[index].low != "as" or scan.tokens[index + 1].low not in {"many", "much"}:
            continue
        if index > here.first and scan.quantity_at[index - 1] >= 0:
            continue
        stop = clause(scan, index)[1]
        middle = next((i for i in range(index + 2, min(stop, index + 12)) if scan.tokens[i].low == "as"), -1)
        if middle < 0:
            continue
        left, right = _mention(context, index + 2, middle), None
        place, value = middle + 1, Fraction(1)
        used: tuple[int, ...] = ()
        if scan.quantity_at[place] >= 0:
            quantity = scan.quantities[scan.quantity_at[place]]
            if quantity.kind == "number":
                continue
            value, used, place = quantity.value, (scan.quantity_at[place],), quantity.last
        right = _mention(context, place, min(place + 6, stop))
        if left is None or right is None or scan.mentions[left].variable == scan.mentions[right].variable:
            continue
        at = scan.direction_at[index - 1] if index > here.first else -1
        sign = scan.directions[at].sign if at >= 0 else "=="
        for i in range(max(here.first, index - 3), middle):
            if scan.direction_at[i] >= 0:
                context.directions_used.add(scan.direction_at[i])
        context.used.update(used)
        one, two = scan.mentions[left].variable, scan.mentions[right].variable
        rule = compare_rule(context.symbols[one], sign, value, context.symbols[two])
        terms = {one: Fraction(1), two: -value}
        sure, doubt = (1.0, "") if at >= 0 else (0.75, _OPEN)
        last = scan.mentions[right].last
        rows.append(Row(terms, sign, Fraction(0), "ratio", max(here.first, index - 3), last, used, rule, sure, doubt))
    return rows
