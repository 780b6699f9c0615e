"""Ratios and comparisons of one variable with another: at least twice as many A as B, A cannot exceed B."""

from __future__ import annotations

import itertools
from fractions import Fraction

from nl2milp.readers.offline.rules import compare_rule, number
from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.statements.base import Context, Row
from nl2milp.readers.offline.statements.nearby import clause, direction_of, mentions_in, own_words, whole_after

__all__ = ["comparisons", "differences", "ratios"]


def _pair(context: Context, first: int, last: int, start: int, stop: int) -> tuple[int, int] | None:
    """The two variables compared around tokens `first..last`: the greater-than side first."""
    scan = context.scan
    after = [scan.mentions[at].variable for at in mentions_in(scan, last, stop)]
    before = [scan.mentions[at].variable for at in mentions_in(scan, start, first)]
    distinct = list(dict.fromkeys(after))
    if len(distinct) >= 2 and (not before or not _subject(context, first, last, start)):
        return distinct[0], distinct[1]
    if distinct and before:
        others = [variable for variable in before if variable != distinct[0]]
        if others:
            return others[-1], distinct[0]
        if len(distinct) >= 2:
            return distinct[0], distinct[1]
    if len(distinct) >= 2:
        return distinct[0], distinct[1]
    return None


def _subject(context: Context, first: int, last: int, start: int) -> bool:
    """Whether the variable before the phrase is its subject: `the number of A must be at least twice ...`."""
    scan = context.scan
    for index in range(first - 1, start - 1, -1):
        if scan.mention_at[index] >= 0:
            return first - index <= 9
        if scan.tokens[index].text in {","} or scan.quantity_at[index] >= 0:
            return False
    return False


def _bare_direction(context: Context, first: int, start: int) -> tuple[str, int] | None:
    scan = context.scan
    for index in range(first - 1, start - 1, -1):
        at = scan.direction_at[index]
        if at >= 0:
            return scan.directions[at].sign, at
        if scan.quantity_at[index] >= 0:
            return None
    return None


def _direction_behind(context: Context, first: int, stop: int) -> tuple[str, int] | None:
    """A direction at the end of a comparison: `three times as many A as B or more`, `... at least`."""
    scan = context.scan
    for index in range(first, stop):
        at = scan.direction_at[index]
        if at >= 0 and scan.tokens[index].low in {"or", "at"}:
            after = scan.directions[at].last
            number = any(scan.quantity_at[i] >= 0 for i in range(after, min(after + 2, len(scan.tokens))))
            return None if number else (scan.directions[at].sign, at)
    return None


def ratios(context: Context, sentence: int) -> list[Row]:
    """`at least three times as many A as B`, `A is at most half of B`, `A at least 20% of B`."""
    scan = context.scan
    rows: list[Row] = []
    for position, quantity in enumerate(scan.quantities):
        if scan.sentence_at[quantity.first] != sentence or position in context.used:
            continue
        if quantity.kind == "number" or quantity.kind == "percent" and not _of_variable(context, position):
            continue
        whole = whole_after(scan, quantity.last) > quantity.last
        if quantity.kind == "part" and whole and not _of_variable(context, position):
            continue  # a share of all, not so many for each of the other
        start, stop = clause(scan, quantity.first)
        end = stop
        for index in range(quantity.last, stop):
            if scan.quantity_at[index] >= 0:
                end = index
                break
        pair = _pair(context, quantity.first, quantity.last, start, end)
        if pair is None and quantity.kind == "times" and len(scan.names) == 2:
            seen = {scan.mentions[at].variable for at in mentions_in(scan, start, stop)}
            if len(seen) == 1:
                one = seen.pop()
                pair = (one, 1 - one)
        if pair is None:
            continue
        direction = _bare_direction(context, quantity.first, start) or _direction_behind(context, quantity.last, end)
        sign, certainty, doubt = "==", 0.75, "whether the ratio is exact or a least amount is not said"
        if _limited_too(context, position, start, stop):
            certainty = 0.6
        if direction is not None:
            sign, certainty, doubt = direction[0], 1.0, ""
            if direction[1] >= 0:
                context.directions_used.add(direction[1])
        context.used.add(position)
        one, other = pair
        rule = compare_rule(context.symbols[one], sign, quantity.value, context.symbols[other])
        first, last = own_words(scan, position, pair, start, stop)
        rows.append(
            Row(
                {one: Fraction(1), other: -quantity.value},
                sign,
                Fraction(0),
                "ratio",
                first,
                last,
                (position,),
                rule,
                certainty,
                doubt,
            )
        )
    return rows


def _limited_too(context: Context, position: int, start: int, stop: int) -> bool:
    """Whether the clause of a ratio also states a limit: then it may be a sum with a multiple in it."""
    scan = context.scan
    if not {"combining", "combined", "total", "sum", "plus"} & {token.low for token in scan.tokens[start:stop]}:
        return False
    return any(
        other != position and start <= quantity.first < stop and quantity.kind == "number"
        for other, quantity in enumerate(scan.quantities)
    )


def _of_variable(context: Context, position: int) -> bool:
    """Whether `40% of` is followed by a variable and not by a total."""
    scan = context.scan
    quantity = scan.quantities[position]
    if context.roles[position] == "rate" and direction_of(context, position) is None:
        return False
    if quantity.last >= len(scan.tokens) or scan.tokens[quantity.last].low != "of":
        return False
    for index in range(quantity.last + 1, min(quantity.last + 8, len(scan.tokens))):
        low = scan.tokens[index].low
        if scan.mention_at[index] >= 0:
            start, _ = clause(scan, quantity.first)
            variable = scan.mentions[scan.mention_at[index]].variable
            before = [scan.mentions[at].variable for at in mentions_in(scan, start, quantity.first)]
            return any(other != variable for other in before)
        if low not in {"the", "of", "number", "amount", "total", "a", "quantity", "money", "invested", "in", "that"}:
            return False
    return False


def differences(context: Context, sentence: int) -> list[Row]:
    """`at least 20 more A than B`, `A exceeds B by at least 5`."""
    scan = context.scan
    rows: list[Row] = []
    for position, quantity in enumerate(scan.quantities):
        if scan.sentence_at[quantity.first] != sentence or position in context.used or quantity.kind != "number":
            continue
        tokens = scan.tokens[quantity.last : quantity.last + 5]
        words = [token.low for token in tokens]
        if _or_more(words):
            continue  # `twenty or more` compares nothing
        more = next((w for w in words if w in {"more", "fewer", "less", "greater", "higher", "lower"}), "")
        if not more or any(scan.mention_at[i] >= 0 for i in range(quantity.last, quantity.last + words.index(more))):
            continue
        if words[max(0, words.index(more) - 1)] == "or":
            continue  # `10 trips or more` compares nothing
        start, stop = clause(scan, quantity.first)
        pair = _pair(context, quantity.first, quantity.last, start, stop)
        ends = [i for i in range(quantity.last, stop) if scan.tokens[i].low == "than" and not _in_refusal(scan, i)]
        if pair is None or not ends:
            continue
        direction = _bare_direction(context, quantity.first, start)
        sign = direction[0] if direction else "=="
        one, other = pair if more in {"more", "greater", "higher"} else (pair[1], pair[0])
        for at in scan.direction_at[start:stop]:
            if at >= 0:
                context.directions_used.add(at)
        context.used.add(position)
        rule = f"{context.symbols[one]} - {context.symbols[other]} {sign} {number(quantity.value)}"
        terms = {one: Fraction(1), other: Fraction(-1)}
        certainty = 1.0 if direction else 0.7
        doubt = "" if direction else "whether the difference is exact or a least one is not said"
        rows.append(Row(terms, sign, quantity.value, "difference", start, stop, (position,), rule, certainty, doubt))
    return rows


def _in_refusal(scan: Scan, index: int) -> bool:
    """Whether a word belongs to a limit of its own: `than` in `no more than 14`."""
    at = scan.direction_at[index]
    return at >= 0 and scan.tokens[scan.directions[at].first].low in {"no", "not", "cannot", "can't", "never"}


def _or_more(words: list[str]) -> bool:
    return len(words) > 1 and words[0] == "or" and words[1] in {"more", "fewer", "less", "greater", "higher"}


def comparisons(context: Context, sentence: int) -> list[Row]:
    """`the number of A cannot exceed the number of B`, `more A than B`."""
    scan = context.scan
    rows: list[Row] = []
    for at, direction in enumerate(scan.directions):
        if scan.sentence_at[direction.first] != sentence or at in context.directions_used:
            continue
        start, stop = clause(scan, direction.first)
        end = stop
        for index in range(direction.last, stop):
            if scan.quantity_at[index] >= 0:
                end = index
                break
        if end < stop and len({scan.mentions[m].variable for m in mentions_in(scan, direction.last, end)}) == 0:
            continue
        if scan.tokens[direction.first].low in {"maximum", "minimum", "max", "min", "limits"}:
            continue
        pointing = [token.low for token in scan.tokens[direction.last : direction.last + 2]]
        if pointing in (["that", "many"], ["that", "much"], ["this", "many"], ["this", "much"], ["that", "number"]):
            context.directions_used.add(at)  # of a number that was told before: `20 are ordered, at least that many`
            continue
        begin = start
        for index in range(direction.first - 1, start - 1, -1):
            if scan.quantity_at[index] >= 0:
                begin = scan.quantities[scan.quantity_at[index]].last
                break
        after = list(dict.fromkeys(scan.mentions[m].variable for m in mentions_in(scan, direction.last, end)))
        before = [scan.mentions[m].variable for m in mentions_in(scan, begin, direction.first)]
        pair = None
        if before and after and before[-1] != after[0]:
            pair = (before[-1], after[0])
        if pair is None:
            continue
        context.directions_used.add(at)
        one, other = pair
        left, right = _added(scan, begin, direction.first, one), _added(scan, direction.last, end, other)
        if set(left) & set(right):
            left, right = (one,), (other,)
        terms = {**dict.fromkeys(left, Fraction(1)), **dict.fromkeys(right, Fraction(-1))}
        sums = [" + ".join(context.symbols[variable] for variable in side) for side in (left, right)]
        rule = f"{sums[0]} {direction.sign} {sums[1]}"
        rows.append(Row(terms, direction.sign, Fraction(0), "comparison", start, stop, (), rule))
    return rows + _more_than(context, sentence)


def _added(scan: Scan, first: int, last: int, variable: int) -> tuple[int, ...]:
    """All that a side of a comparison adds up: `the combined output of A, B and C`; else the one variable."""
    if not {token.low for token in scan.tokens[first:last]} & _ADDING:
        return (variable,)
    places = mentions_in(scan, first, last)
    found = list(dict.fromkeys(scan.mentions[at].variable for at in places))
    gaps = [
        {token.low for token in scan.tokens[scan.mentions[one].last : scan.mentions[other].first]}
        for one, other in itertools.pairwise(places)
    ]
    return tuple(found) if all(gap <= _LINKING for gap in gaps) else (variable,)


_ADDING = frozenset("combined total sum together plus altogether".split())
_LINKING = frozenset(", and plus the of both number amount".split())


def _more_than(context: Context, sentence: int) -> list[Row]:
    """`more green grapes than red grapes`, where the words are apart."""
    scan = context.scan
    here = scan.sentences[sentence]
    rows: list[Row] = []
    for index in range(here.first, here.last):
        low = scan.tokens[index].low
        if low not in {"more", "fewer", "less"} or scan.direction_at[index] >= 0 or scan.quantity_at[index - 1] >= 0:
            continue
        _, stop = clause(scan, index)
        than = next((i for i in range(index + 1, min(stop, index + 12)) if scan.tokens[i].low == "than"), None)
        if than is None or any(scan.quantity_at[i] >= 0 for i in range(index, than)):
            continue
        left = mentions_in(scan, index, than)
        right = mentions_in(scan, than, min(stop, than + 10))
        if not left or not right or scan.mentions[left[0]].variable == scan.mentions[right[0]].variable:
            continue
        one, other = scan.mentions[left[0]].variable, scan.mentions[right[0]].variable
        sign = ">=" if low == "more" else "<="
        if _denied(scan, index, here.first):
            sign = "<=" if low == "more" else ">="
        rule = compare_rule(context.symbols[one], sign, Fraction(1), context.symbols[other])
        terms = {one: Fraction(1), other: Fraction(-1)}
        rows.append(Row(terms, sign, Fraction(0), "comparison", index, stop, (), rule))
    return rows


def _denied(scan: Scan, index: int, first: int) -> bool:
    """Whether `no`, `not` or `never` turns the comparison round: `no fewer A than B`, `must not buy more A than B`."""
    if scan.tokens[index - 1].low == "no":
        return True
    return any(token.low in _DENYING for token in scan.tokens[max(first, index - 5) : index])


_DENYING = frozenset("not never cannot can't mustn't shouldn't won't doesn't don't".split())
