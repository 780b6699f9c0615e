"""Arithmetic in words: twice A plus three times B minus C must be at least 50, A is at least 5 more than B."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from fractions import Fraction

from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.statements.base import Context, Row
from nl2milp.readers.offline.statements.exceeding import exceeding

__all__ = ["arithmetic", "read_side"]

_HARD = frozenset("; while whereas however although if unless . ?".split())
_JOINING = frozenset("combined sum difference together total along plus minus aggregate added subtracted less".split())
_PLUS = frozenset({"plus", "+", "along", "together"})
_MINUS = frozenset({"minus", "subtracting"})
_ENDS = frozenset(
    """due reflecting because ensuring indicating given which considering based possibly owing so representing allowing
    since as maintaining to in for this per""".split()
)


@dataclass
class _Side:
    """One side of a comparison, while it is read."""

    terms: dict[int, Fraction] = field(default_factory=dict)
    constant: Fraction = Fraction(0)
    weighted: bool = False
    joined: bool = False
    constants: int = 0
    used: list[int] = field(default_factory=list)
    end: int = 0

    def add(self, variable: int, value: Fraction, factor_at: int) -> None:
        self.terms[variable] = self.terms.get(variable, Fraction(0)) + value
        if factor_at >= 0:
            self.weighted = True
            self.used.append(factor_at)


def arithmetic(context: Context, sentence: int) -> list[Row]:
    """Comparisons of sums, differences and multiples of several variables."""
    scan = context.scan
    here = scan.sentences[sentence]
    rows = exceeding(context, sentence)
    begin = here.first
    for at, direction in enumerate(scan.directions):
        if not here.first <= direction.first < here.last or at in context.directions_used:
            continue
        start = begin
        for index in range(direction.first - 1, begin - 1, -1):
            if scan.tokens[index].low in _HARD:
                start = index + 1
                break
        if _own_limit(scan, start, direction.first):
            continue
        left = _read(scan, start, direction.first, right=False)
        right = _read(scan, direction.last, here.last, right=True)
        if scan.tokens[direction.first].low in {"non-negative", "nonnegative"}:
            right = _Side(constants=1, end=direction.last)
        row = _row(context, left, right, direction.sign, start)
        if row is None:
            continue
        lows = {token.low for token in scan.tokens[start : direction.first]}
        if len(left.terms) > 2 and "difference" in lows and lows & {"plus", "along"}:
            row = replace(row, certainty=0.5, doubt="what is taken off, and what is added, is not clear")
        for index in range(start, right.end):
            if scan.direction_at[index] >= 0:
                context.directions_used.add(scan.direction_at[index])
        context.used.update(row.quantities)
        rows.append(row)
        mirrored = _mirrored(scan, row, start, direction.first)
        if mirrored is not None:
            rows.append(mirrored)
        begin = right.end
    return rows


def read_side(scan: Scan, first: int, last: int) -> _Side:
    """A sum of multiples in a range of tokens that holds no comparison."""
    return _read(scan, first, last, right=False)


def _mirrored(scan: Scan, row: Row, first: int, last: int) -> Row | None:
    """The other half of `the difference between A and B must not exceed 10`, which holds both ways."""
    said = any(scan.tokens[index].low == "difference" for index in range(first, last))
    if not said or row.sign != "<=" or row.right <= 0 or sorted(row.terms.values()) != [-1, 1]:
        return None
    return replace(row, terms={variable: -value for variable, value in row.terms.items()})


def _own_limit(scan: Scan, first: int, last: int) -> bool:
    """Whether the range states a limit itself, as in `at least 30% of A and at most ...`."""
    for index in range(first, last):
        if scan.direction_at[index] < 0:
            continue
        after = scan.directions[scan.direction_at[index]].last
        if any(scan.quantity_at[i] >= 0 for i in range(after, min(after + 2, last))):
            return True
    return False


def _row(context: Context, left: _Side, right: _Side, sign: str, start: int) -> Row | None:
    """The comparison of two sides, if it is arithmetic rather than a plain bound or ratio."""
    if not left.terms or left.constants or not (right.constants or right.terms):
        return None
    rich = len(left.terms) > 1 and (left.joined or left.weighted) or left.weighted
    mixed = bool(right.terms) and (bool(right.constants) or len(right.terms) > 1 and right.joined)
    if not rich and not mixed:
        return None
    if not rich and len(left.terms) > 1:
        return None
    if right.constants > 1:
        return None
    if right.constants and not right.terms and _is_share(context.scan, right):
        return None
    if any(context.roles[position] == "rate" and context.scan.quantities[position].kind == "number"
           and context.scan.quantities[position].money for position in left.used):  # fmt: skip
        return None
    terms = dict(left.terms)
    for variable, value in right.terms.items():
        terms[variable] = terms.get(variable, Fraction(0)) - value
    terms = {variable: value for variable, value in terms.items() if value}
    if not terms:
        return None
    role = "resource limit" if sign == "<=" else "requirement" if sign == ">=" else "balance"
    if any(value < 0 for value in terms.values()):
        role = "difference"
    elif all(value == 1 for value in terms.values()):
        role = "total" if len(terms) > 1 else "bound"
    used = tuple(sorted({*left.used, *right.used}))
    return Row(terms, sign, right.constant, role, start, right.end, used)


def _is_share(scan: Scan, side: _Side) -> bool:
    """Whether the constant of a side is a part of a whole: `A and B together may make up no more than 80%`."""
    return any(scan.quantities[position].kind in {"percent", "part"} for position in side.used)


def _read(scan: Scan, first: int, last: int, right: bool) -> _Side:
    """Read a sum of multiples from left to right."""
    side = _Side(end=first)
    sign, factor = Fraction(1), Fraction(1)
    factor_at = -1
    difference = False
    seen = -1
    seen_end = -9
    index = first
    while index < last:
        token = scan.tokens[index]
        if scan.mention_at[index] >= 0:
            mention = scan.mentions[scan.mention_at[index]]
            echo = mention.variable == seen and index - seen_end <= 2 and factor_at < 0
            if not echo:
                side.add(mention.variable, sign * factor, factor_at)
                sign = Fraction(-1) if difference else Fraction(1)
            factor, factor_at = Fraction(1), -1
            seen, seen_end = mention.variable, mention.last
            index = side.end = mention.last
            behind, after = _behind(scan, index, last)
            if behind >= 0 and not echo:
                rest = scan.quantities[behind].value - 1
                side.add(mention.variable, side.terms[mention.variable] * rest, behind)
                index = side.end = after
            continue
        if scan.quantity_at[index] >= 0:
            position = scan.quantity_at[index]
            quantity = scan.quantities[position]
            counted = side.joined and not right and _counts(scan, quantity, last)
            if counted or _is_factor(scan, quantity, last, right):
                if factor_at >= 0:
                    side.used.append(factor_at)
                factor, factor_at = quantity.value, position
            elif not (quantity.spelled and quantity.value <= 6 and not _bare(scan, quantity)):
                if right and side.constants and not side.terms:
                    break
                side.constants += 1
                side.used.append(position)
                value = quantity.value * sign
                if scan.tokens[index - 1].text == "-" and scan.tokens[index - 1].end == token.start:
                    value = -value
                side.constant += value
                sign = Fraction(1)
                side.end = quantity.last
                if right and _less_than(scan, quantity.last):
                    side.constant = -side.constant
            index = quantity.last
            continue
        if token.low in _MINUS or token.text == "-" and right is False and seen >= 0 and _spaced(scan, index):
            sign, side.joined = Fraction(-1), True
        elif token.low in _PLUS:
            sign, side.joined = Fraction(1), True
        elif token.low in {"difference", "excess"}:
            difference, side.joined = True, True
        elif (
            token.low in _JOINING
            or right
            and token.low in {",", "and"}
            and side.terms
            and not side.constants
            and _joint(scan, index, last)
        ):
            side.joined = True
        elif right and (token.low in _HARD or token.low in {":", "("} or _done(scan, side, index)):
            break
        index += 1
    return side


def _joint(scan: Scan, index: int, last: int) -> bool:
    """Whether the list goes on to `combined` or `together`: `at least as many as A and B combined`."""
    seen = False
    for place in range(index, min(index + 9, last)):
        if scan.quantity_at[place] >= 0 or scan.direction_at[place] >= 0:
            return False
        seen |= scan.mention_at[place] >= 0
        if scan.tokens[place].low in {"combined", "together"}:
            return seen
    return False


_WEIGHING = frozenset("factor multiplied weighted weight times".split())
_LINKING = frozenset("of from to in for on at the project spent invested allocated".split())


def _behind(scan: Scan, index: int, last: int) -> tuple[int, int]:
    """The factor of `A (multiplied by 2)`, `A (with a factor of 3)`: its quantity and where the bracket ends."""
    if index >= last or scan.tokens[index].text != "(":
        return -1, index
    stop = index
    while stop < last and scan.tokens[stop].text != ")":
        stop += 1
    inside = range(index + 1, stop)
    found = {scan.quantity_at[i] for i in inside if scan.quantity_at[i] >= 0}
    if stop >= last or len(found) != 1 or not _WEIGHING & {scan.tokens[i].low for i in inside}:
        return -1, index
    return found.pop(), stop + 1


def _counts(scan: Scan, quantity: Quantity, last: int) -> bool:
    """Whether a number in a sum multiplies the variable: `3 A`, `3 acres of A`, `3 units from project A`."""
    if quantity.last >= last or quantity.money or quantity.kind != "number":
        return False
    if scan.mention_at[quantity.last] >= 0:
        return True
    for index in range(quantity.last + 1, min(last, quantity.last + 5)):
        if scan.mention_at[index] >= 0:
            return True
        if scan.tokens[index].low not in _LINKING:
            return False
    return False


def _done(scan: Scan, side: _Side, index: int) -> bool:
    """Whether the right side is over: a reason follows, or another clause."""
    low = scan.tokens[index].low
    if not side.constants and not side.terms:
        return False
    if low in {",", "and", "but"}:
        return True
    if low in {"for", "in", "to"} and side.constants and not side.terms:
        return True
    return low in _ENDS and low not in {"for", "in", "to", "as"} or low == "as" and bool(side.terms)


def _spaced(scan: Scan, index: int) -> bool:
    return scan.tokens[index - 1].end < scan.tokens[index].start


def _is_factor(scan: Scan, quantity: Quantity, last: int, right: bool) -> bool:
    """Whether a number multiplies the variable after it."""
    following = scan.tokens[quantity.last].low if quantity.last < len(scan.tokens) else ""
    marked = quantity.kind in {"times", "part", "percent"} or following in {"*", "time", "x"}
    if right and not marked:
        return False
    for index in range(quantity.last, min(last, quantity.last + (14 if marked else 8))):
        if scan.tokens[index].text == "," and not marked:
            return False
        if scan.mention_at[index] >= 0:
            return marked or following in {"units", "unit", "hours", "of"}
        if scan.quantity_at[index] >= 0 or scan.tokens[index].low in {"plus", "minus"}:
            return False
    return False


def _bare(scan: Scan, quantity: Quantity) -> bool:
    """Whether a small number word is a quantity here and not `the two projects`."""
    following = scan.tokens[quantity.last].low if quantity.last < len(scan.tokens) else ""
    return following in {"units", "unit", "more", "hours", ".", ",", "less", "fewer"}


def _less_than(scan: Scan, index: int) -> bool:
    """`5 fewer than B` is B minus 5."""
    lows = [token.low for token in scan.tokens[index : index + 4]]
    return any(low in {"fewer", "less", "lower"} for low in lows) and "than" in lows
