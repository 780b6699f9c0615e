"""What each limit of a ledger limits: a variable, a measure, or the sum of all; by what is counted, then by unit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from nl2milp.readers.offline.columns import Column, scale_between
from nl2milp.readers.offline.conditional.vocabulary import PERIODS
from nl2milp.readers.offline.directions import Direction
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.rates import content
from nl2milp.readers.offline.scan import Scan, behind_bracket
from nl2milp.readers.offline.statements.base import Context, Row
from nl2milp.readers.offline.statements.nearby import UNTOLD, clause, direction_of, implied_sign
from nl2milp.readers.offline.statements.polarity import polarity
from nl2milp.readers.offline.statements.scope import denies_any, made_into
from nl2milp.readers.offline.statements.unclaimed import UNSURE

__all__ = ["allotted", "is_counter"]

_TOTAL = frozenset("total altogether together combined overall all whole".split())
_DIVIDING = frozenset("splits split divides divide spread all exactly".split())
_INVESTED = frozenset("invested spent used placed put distributed divided".split())
_JOINTLY = frozenset("joint jointly together combined altogether sum".split())
_EACH = frozenset("each every any either one".split())
_GENERIC = frozenset("item piece unit thing product good article vehicle".split())
_PAYING = frozenset("spend spent budget cost costs afford invest pay".split())


def allotted(context: Context, sentence: int) -> list[Row]:
    """A row for every limit of a sentence that nothing explains yet, and that something can be made of."""
    scan = context.scan
    rows: list[Row] = []
    for position, quantity in enumerate(scan.quantities):
        if scan.sentence_at[quantity.first] != sentence or position in context.used:
            continue
        if context.roles[position] != "limit" or quantity.kind != "number" or is_counter(scan, position):
            continue
        sign, certainty = _sign(context, position)
        found = _row(context, position, sign, certainty)
        if found:
            context.used.add(position)
            rows += found
    return rows


def _spends_all(scan: Scan) -> bool:
    """Whether a sentence says that nothing may be left: `everything must be invested`."""
    for sentence in scan.sentences:
        lows = [token.low for token in scan.tokens[sentence.first : sentence.last]]
        whole = lows[:1] == ["everything"] or lows[:2] in (["all", "money"], ["the", "whole"], ["all", "of"])
        if whole and {"must", "has", "is"} & set(lows[:5]) and _INVESTED & set(lows):
            return True
    return False


def is_counter(scan: Scan, position: int) -> bool:
    """Whether a number only counts what the text is about: `three products`, `one day`."""
    quantity = scan.quantities[position]
    near = any(0 <= quantity.first - d.last <= 1 or _is_behind(scan, quantity, d) for d in scan.directions)
    return quantity.spelled and quantity.value <= len(scan.names) and not near


def _is_behind(scan: Scan, quantity: Quantity, direction: Direction) -> bool:
    """`three or more`, `two nurses at least`."""
    return 0 <= direction.first - quantity.last <= 2 and scan.tokens[direction.first].low in {"or", "at"}


def _sign(context: Context, position: int) -> tuple[str, float]:
    scan, quantity = context.scan, context.scan.quantities[position]
    for place, direction in enumerate(scan.directions):
        gap = direction.first - quantity.last
        if 0 <= gap <= 2 and scan.tokens[direction.first].low == "at" and not _starts_number(scan, direction.last):
            context.directions_used.add(place)
            return direction.sign, 1.0  # `ten gates at least have been promised`
    found = direction_of(context, position)
    if found is not None:
        if found[1] >= 0:
            context.directions_used.add(found[1])
        return found[0], 1.0
    tokens, first = context.scan.tokens, context.scan.quantities[position].first
    if first > 1 and tokens[first - 1].low == "of" and context.sense == "maximize":
        return "<=", 0.95  # `4 minutes of lathe time, of 480 minutes`
    return implied_sign(context, position)


def _starts_number(scan: Scan, index: int) -> bool:
    return any(scan.quantity_at[i] >= 0 for i in range(index, min(index + 2, len(scan.tokens))))


def _row(context: Context, position: int, sign: str, certainty: float) -> list[Row]:
    scan, quantity = context.scan, context.scan.quantities[position]
    everyone = {variable: Fraction(1) for variable in range(len(scan.names))}
    turned = made_into(context, position, scan.sentences[scan.sentence_at[quantity.first]].last)
    if (not quantity.money or context.unit == "$") and _all_listed(scan, position) and not turned:
        split = _DIVIDING & set(_clause(scan, position)) or _spends_all(scan)
        return [_made(context, position, everyone, "==" if split else sign, "total", max(certainty, 0.9))]
    owners = _counted(context, position)
    if owners:
        return [_made(context, position, {owner: Fraction(1)}, sign, "bound", certainty) for owner in owners]
    column = _column(context, position)
    if column is not None:
        if certainty <= UNTOLD and context.sense == "minimize":
            sign = polarity(scan, column) or sign
        scale = scale_between(quantity.unit, column.unit) or Fraction(1)
        role = "resource limit" if sign == "<=" else "requirement"
        return [_made(context, position, dict(column.values), sign, role, certainty, scale)]
    own = not quantity.money and (quantity.unit == context.unit or quantity.unit not in UNIT_FACTORS)
    if quantity.money and context.unit == "$":
        own = True
    if not own:
        return []
    lows = _clause(scan, position)
    if {"event", "case", "amount", "quantity"} & set(lows):  # `in any event no more than 50`, `any amount up to 30`
        lows = [low for low in lows if low != "any"]
    of_either = any(lows[at : at + 2] == ["of", "either"] for at in range(len(lows)))  # `castings of either kind`
    denied = denies_any(scan.tokens[slice(*clause(scan, quantity.first))])
    if (_EACH & set(lows) or denied) and not _TOTAL & set(lows) and not of_either:
        return [_made(context, position, {v: Fraction(1)}, sign, "bound", certainty) for v in everyone]
    subject = _subject(scan, position)
    if len(subject) == 1 and not _TOTAL & set(lows):
        return [_made(context, position, {subject[0]: Fraction(1)}, sign, "bound", certainty)]
    if 1 < len(subject) < len(everyone) and _JOINTLY & set(lows):  # `their joint output may not exceed 85`
        return [_made(context, position, {v: Fraction(1) for v in subject}, sign, "total", certainty)]
    noun = scan.tokens[quantity.last].lemma if quantity.last < len(scan.tokens) else ""
    total = (
        of_either
        or bool(_TOTAL & set(lows))
        or noun in _GENERIC
        or quantity.unit == context.unit
        and bool(context.unit)
    )
    if total or len(subject) == len(everyone):
        return [_made(context, position, everyone, sign, "total", certainty)]
    named = {word for name in scan.names for word in name.lemmas}
    if not subject and quantity.unit and quantity.unit not in UNIT_FACTORS.keys() | PERIODS | named:
        made = _made(context, position, everyone, sign, "total", certainty * 0.75)
        return [replace(made, doubt=made.doubt or UNSURE)]
    return []


def _made(
    context: Context,
    position: int,
    terms: dict[int, Fraction],
    sign: str,
    role: str,
    certainty: float,
    scale: Fraction = Fraction(1),
) -> Row:
    scan, quantity = context.scan, context.scan.quantities[position]
    doubt = "" if certainty >= 0.8 else f"which way '{scan.words(quantity.first, quantity.last)}' limits is not said"
    sentence = scan.sentences[scan.sentence_at[quantity.first]]
    first = last = quantity.first
    while first > sentence.first and scan.tokens[first - 1].text not in {",", ";", ":"}:
        if scan.quantity_at[first - 1] >= 0:
            break
        first -= 1
    while last < sentence.last and scan.tokens[last].kind != "mark":
        if scan.quantity_at[last] >= 0 and scan.quantity_at[last] != position:
            break
        last += 1
    value = quantity.value * scale
    return Row(terms, sign, value, role, first, max(last, quantity.last), (position,), "", certainty, doubt)


def _counted(context: Context, position: int) -> tuple[int, ...]:
    """The variables that a number counts: `80 gears`, `25 barrels of white`, `room for 12 shelters`."""
    scan, quantity = context.scan, context.scan.quantities[position]
    if quantity.money and context.unit != "$":
        return ()
    last = quantity.last
    behind = [token.low for token in scan.tokens[last : last + 2]]
    if behind in (["of", "which"], ["of", "whom"], ["of", "them"], ["of", "these"]):
        stop = min(last + 9, len(scan.tokens))
        named = [scan.mentions[scan.mention_at[i]].variable for i in range(last, stop) if scan.mention_at[i] >= 0]
        return tuple(named[:1])  # `55 units, at most 30 of which may be kennels`
    for index in range(last, min(last + 5, len(scan.tokens))):
        token = scan.tokens[index]
        if scan.mention_at[index] >= 0:
            measured = any(quantity.unit == column.unit for column in context.columns if column.unit)
            if measured and quantity.unit != context.unit and index > last:
                return ()
            return (scan.mentions[scan.mention_at[index]].variable,)
        if token.kind != "word" or token.low in {"and", "or", "for", "on", "with", "per", "each"}:
            return ()
        if token.low not in {"of", "the", "a"} and index > last and not _is_unit(scan, last, index):
            return ()
    return ()


def _all_listed(scan: Scan, position: int) -> bool:
    """`100 containers among rail, barge and road`: a number followed by the list of all variables."""
    last = scan.quantities[position].last
    for index in range(last, min(last + 9, len(scan.tokens))):
        if scan.tokens[index].low in {"among", "between", "for", "on", "into", "to", "in", "across"}:
            found: set[int] = set()
            stop = index + 1
            while stop < len(scan.tokens) and (scan.mention_at[stop] >= 0 or scan.tokens[stop].low in _JOINING):
                if scan.mention_at[stop] >= 0:
                    found.add(scan.mentions[scan.mention_at[stop]].variable)
                stop = behind_bracket(scan, stop + 1)
            if len(found) == len(scan.names) or len(found) > 1:
                return len(found) == len(scan.names)
            continue
        if scan.mention_at[index] >= 0 or scan.tokens[index].kind != "word":
            return False
    return False


_JOINING = frozenset(", and or the a an both".split())


def _is_unit(scan: Scan, first: int, index: int) -> bool:
    return index - first <= 1 or scan.tokens[index].low in {"of", "the"}


def _column(context: Context, position: int) -> Column | None:
    """The measure that a limit is in."""
    scan, quantity = context.scan, context.scan.quantities[position]
    sentence = scan.sentences[scan.sentence_at[quantity.first]]
    words = content(scan, sentence.first, sentence.last)
    near = content(scan, max(sentence.first, quantity.first - 6), quantity.first) | content(
        scan, quantity.last, min(sentence.last, quantity.last + 6)
    )
    best: tuple[float, Column] | None = None
    for column in context.columns:
        if column.money != quantity.money or column.percent or len(column.values) < 1:
            continue
        if column.quantities == context.aim and quantity.money and not near & _PAYING:
            continue
        score = 0.0
        if (
            quantity.unit
            and quantity.unit == column.unit
            or quantity.unit
            and scale_between(quantity.unit, column.unit) is not None
        ):
            score = 2.0
        elif quantity.money:
            score = 1.0
        elif (
            not near & column.words
            or {quantity.unit, column.unit} & UNIT_FACTORS.keys() - {""}
            and quantity.unit
            and column.unit
        ):
            continue
        score += 2.0 * _beside(scan, column, position)
        score += len(near & column.after) + 0.5 * len(near & column.before) + 0.1 * len(words & column.words)
        score += 0.3 * (len(column.values) == len(scan.names))
        if quantity.unit == context.unit and context.unit:
            score -= 2.5
        if best is None or score > best[0]:
            best = score, column
    return best[1] if best is not None and best[0] >= 1 else None


def _beside(scan: Scan, column: Column, position: int) -> bool:
    """Whether a measure's numbers stand in the limit's own sentence: `180 units, of which a litre of red uses 2`."""
    here = scan.sentence_at[scan.quantities[position].first]
    inside = sum(scan.sentence_at[scan.quantities[q].first] == here for q in column.quantities)
    return inside > 1 and 2 * inside >= len(column.quantities) and not column.money


def _clause(scan: Scan, position: int) -> list[str]:
    quantity = scan.quantities[position]
    sentence = scan.sentences[scan.sentence_at[quantity.first]]
    first, last = quantity.first, quantity.last
    while first > sentence.first and scan.tokens[first - 1].text not in {";", ":"} and scan.quantity_at[first - 1] < 0:
        first -= 1
    while last < sentence.last and scan.tokens[last].text not in {",", ";", ":"} and scan.quantity_at[last] < 0:
        last += 1
    inside = range(quantity.first, quantity.last)
    return [scan.tokens[index].low for index in range(first, last) if index not in inside]


def _subject(scan: Scan, position: int) -> tuple[int, ...]:
    """The variables named in the clause of a number."""
    quantity = scan.quantities[position]
    sentence = scan.sentences[scan.sentence_at[quantity.first]]
    earlier = max([q.last for q in scan.quantities if q.last <= quantity.first], default=0)
    for start in (max(earlier, sentence.first), sentence.first):
        near = tuple(dict.fromkeys(m.variable for m in scan.mentions if start <= m.first < quantity.first))
        if near:
            return near
    stop = quantity.last
    while stop < sentence.last and scan.quantity_at[stop] < 0:
        listed = scan.tokens[stop].text == "," and any(m.last == stop for m in scan.mentions)
        if scan.tokens[stop].kind == "mark" and not listed:
            break
        stop += 1
    return tuple(dict.fromkeys(m.variable for m in scan.mentions if quantity.last <= m.first < stop))
