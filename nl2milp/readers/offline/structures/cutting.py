"""Pieces cut from longer stock: how many bars, rolls or boards are needed for all of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from nl2milp.formulation import Kind, Patterns
from nl2milp.readers.offline.choices.tabular import number_in
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.rules import number
from nl2milp.readers.offline.structures.accounting import account
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.drafting import Draft
from nl2milp.readers.offline.structures.labels import Group, Label

__all__ = ["draft_cutting"]

_CUTS = frozenset(
    "cut cuts cutting saw saws sawing sawn slit slitting slitter trim trimmed trimming piece pieces".split()
)
_WAYS = frozenset("pattern patterns way ways waste scrap leftover leftovers".split())
_SIZES = re.compile(r"\b(length|width|long|wide|size|metres?|meters?|cm|mm|inch\w*|feet|ft|m)\b", re.I)
_AMOUNTS = re.compile(r"\b(number|pieces?|demand|order\w*|needed|required|quantity|amount|rolls?|boards?)\b", re.I)
_FEW = re.compile(
    r"\bhow many\b[^?]*\b(least|minimum|fewest)\b|\bas few\b|\bfewest\b|\b(smallest|least|minimum) number\b"
    r"|\bminimi[sz]e\b|\b(least|lowest|cheapest)\b",
    re.I,
)
_CONDITIONS = frozenset("if unless either neither except most exceed up only than".split())
_MOST_PIECES = 12


@dataclass(frozen=True)
class _Piece:
    """Pieces of one size: the size in the smallest unit of the text, and how many."""

    label: str
    size: Fraction
    count: Fraction
    used: frozenset[int]
    place: int


@dataclass(frozen=True)
class _Stock:
    size: Fraction
    price: Fraction | None
    used: frozenset[int]
    place: int


def draft_cutting(document: Document) -> Draft | None:
    """The model of cutting pieces out of stock; None if the text is none."""
    lows = {token.low for token in document.tokens}
    asked = [at for at, sentence in enumerate(document.sentences) if _FEW.search(document.said(sentence))]
    if not lows & _CUTS or lows & _WAYS or not asked:
        return None
    pieces = _of_tables(document) or _of_text(document)
    if not 2 <= len(pieces) <= _MOST_PIECES or len({piece.size for piece in pieces}) < len(pieces):
        return None
    stocks = _stocks(document, pieces)
    if not stocks or len(stocks) > 1 and any(stock.price is None for stock in stocks):
        return None
    return _written(document, pieces, stocks, asked[-1])


def _is_length(quantity: Quantity) -> bool:
    return UNIT_FACTORS.get(quantity.unit, ("",))[0] == "length" and not quantity.money


def _in_unit(document: Document, quantity: Quantity) -> Fraction:
    """A length in the smallest unit of length that the text uses."""
    units = [UNIT_FACTORS[one.unit][1] for one in document.quantities if _is_length(one)]
    return quantity.value * UNIT_FACTORS[quantity.unit][1] / min(units)


def _of_text(document: Document) -> list[_Piece]:
    """`24 pieces of 1.5 m`, `10 of 2.5 m`, `18 boards 2 m long`: a count, at most three words, and a length."""
    tokens, quantities = document.tokens, document.quantities
    found: list[_Piece] = []
    for at, size in enumerate(quantities[1:], 1):
        count = quantities[at - 1]
        whole = count.kind == "number" and not count.money and not _is_length(count) and count.value.denominator == 1
        between = tokens[count.last : size.first]
        plain = all(token.kind == "word" and token.low not in {"and", "or", "to"} for token in between)
        if not _is_length(size) or not whole or not plain or len(between) > 4 or not between:
            continue
        written = document.text[tokens[size.first].start : tokens[size.last].end]
        place = document.place_of(size.first)
        found.append(_Piece(written, _in_unit(document, size), count.value, frozenset({at - 1, at}), place))
    return found


def _of_tables(document: Document) -> list[_Piece]:
    """Two columns of numbers: one of sizes, one of how many."""
    if len(document.tables) != 1 or len(document.tables[0].header) > 3:
        return []
    table = document.tables[0]
    sizes = [at for at, head in enumerate(table.header) if _SIZES.search(head)]
    counts = [at for at, head in enumerate(table.header) if at not in sizes and _AMOUNTS.search(head)]
    if len(sizes) != 1 or len(counts) != 1:
        return []
    units = [quantity for quantity in document.quantities if _is_length(quantity)]
    named = {quantity.unit for quantity in units}
    found = []
    for row in table.rows:
        size, count = number_in(row[sizes[0]][0]), number_in(row[counts[0]][0])
        if size is None or count is None or len(named) != 1:
            return []
        found.append(_Piece(row[sizes[0]][0], size, count, frozenset(), -1))
    return found


def _stocks(document: Document, pieces: Sequence[_Piece]) -> list[_Stock]:
    """The lengths that pieces are cut from: longer than any of them, with what each costs."""
    taken = frozenset().union(*(piece.used for piece in pieces))
    longest = max(piece.size for piece in pieces)
    found: dict[Fraction, _Stock] = {}
    for at, quantity in enumerate(document.quantities):
        if at in taken or not _is_length(quantity) or _in_unit(document, quantity) < longest:
            continue
        size, place = _in_unit(document, quantity), document.place_of(quantity.first)
        after = document.quantities[at + 1] if at + 1 < len(document.quantities) else None
        priced = after is not None and after.money and document.place_of(after.first) == place
        before = found.get(size)
        price = after.value if priced and after is not None else before.price if before else None
        used = frozenset({at, *((at + 1,) if priced else ()), *(before.used if before else ())})
        found[size] = _Stock(size, price, used, before.place if before else place)
    return list(found.values())


def _written(document: Document, pieces: Sequence[_Piece], stocks: Sequence[_Stock], place: int) -> Draft:
    out = Draft(document)
    labels = tuple(Label(piece.label, (piece.label,), 0, 0) for piece in pieces)
    axis = out.axis(Group(labels, "piece"), "pieces")
    at = f"[{axis.index}]"
    size = out.vector(axis, "length", {n: piece.size for n, piece in enumerate(pieces)})
    needed = out.vector(axis, "needed", {n: piece.count for n, piece in enumerate(pieces)})
    patterns, count, bars, way = (out.name(name) for name in ("patterns", "count", "bars", "k"))
    if len(stocks) == 1:
        index, over, capacity, declared = way, f"{way} in {patterns}", number(stocks[0].size), patterns
        price = f"{number(stocks[0].price)}*" if stocks[0].price is not None else ""
    else:
        kinds = out.axis(
            Group(tuple(Label(number(s.size), (number(s.size),), 0, 0) for s in stocks), "stock"), "stocks"
        )
        long = out.vector(kinds, "stock_length", {n: stock.size for n, stock in enumerate(stocks)})
        cost = out.vector(kinds, "price", {n: stock.price or Fraction(0) for n, stock in enumerate(stocks)})
        index, capacity = f"{kinds.index},{way}", f"{long}[{kinds.index}]"
        declared = f"{patterns}[{kinds.clause}]"
        over = f"{kinds.clause}, {way} in {patterns}[{kinds.index}]"
        price = f"{cost}[{kinds.index}]*"
    out.patterns.append(Patterns(set=declared, count=count, items=axis.clause, size=f"{size}{at}", capacity=capacity))
    out.variable(f"{bars}[{over}]", Kind.INTEGER, "bars")
    out.minimise("minimize", f"sum({price}{bars}[{index}] for {over})", place)
    rule = f"sum({count}[{index},{axis.index}]*{bars}[{index}] for {over}) >= {needed}{at}"
    places = {piece.place for piece in pieces if piece.place >= 0}
    out.add("pieces", "linear", {"rule": rule, "role": "covering"}, places, axis.clause)
    out.used.update(*(piece.used for piece in pieces), *(stock.used for stock in stocks))
    out.understood |= {stock.place for stock in stocks}
    for where, sentence in enumerate(document.sentences):
        lows = set(document.lows(sentence))
        numbers = any(sentence.first <= quantity.first < sentence.last for quantity in document.quantities)
        if not numbers and not lows & _CONDITIONS and lows & _HANDWORK:
            out.understood.add(where)
    account(out, frozenset())
    return out


_HANDWORK = frozenset("cut cuts saw joined pieced welded glued together neglected kerf pieces away loss".split())
