"""A sheet laid out behind the text that stands around it: tokens, names, quantities, columns of rates."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from nl2milp.readers.offline.asides import without_asides
from nl2milp.readers.offline.candidates import CandidateSet
from nl2milp.readers.offline.choices.tables import Table, without_tables
from nl2milp.readers.offline.columns import Column, scale_between
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS, UNIT_FACTORS
from nl2milp.readers.offline.mentions import Name, find_mentions, names_of
from nl2milp.readers.offline.quantities import Quantity, find_quantities
from nl2milp.readers.offline.scan import Scan, make_scan
from nl2milp.readers.offline.sheets.sheet import Cell, Heading, Sheet
from nl2milp.readers.offline.tokens import Token, split_sentences, tokenize

__all__ = ["Layout", "lay_out"]

_MONEY = frozenset("price cost profit revenue margin wage fee salary income earning sale expense".split())
_CURRENCY = frozenset("$ € £ eur usd gbp euro dollar".split())
_TIMES = frozenset("day week month year shift".split())


@dataclass(frozen=True)
class Layout:
    """A text with the sheet behind it.

    Attributes
    ----------
    prose : Scan
        The text around the tables.
    scan : Scan
        The same, and behind it the tables' lines, whose numbers are quantities too.
    columns : tuple of Column
        One for each measure of the sheet.
    places : mapping of int to int
        Where a cell begins in the text, and which quantity it is.
    """

    prose: Scan
    scan: Scan
    columns: tuple[Column, ...]
    places: dict[int, int]


def lay_out(text: str, sheet: Sheet, tables: Sequence[Table]) -> Layout:
    """Put the tables' lines behind the other sentences, so that only what is meant to looks at them."""
    everything = tokenize(text)
    around = without_asides(without_tables(everything, tables))
    sentences = split_sentences(around)
    quantities = _without_counts(around, find_quantities(around), sheet)
    labels: list[Token] = []
    phrases: list[tuple[int, int]] = []
    for item in sheet.items:
        words = _label_tokens(item, sheet.noun)
        first = len(around) + len(labels)
        labels += words
        phrases.append((first, first + len(words)))
    named = (*around, *labels)
    names = _known(names_of(named, CandidateSet(tuple(phrases), "list")), sheet)
    mentions = find_mentions(around, sentences, quantities, names)
    prose = make_scan(text, around, sentences, quantities, names, mentions)
    tokens: list[Token] = list(named)
    lines = list(sentences)
    found: list[Quantity] = list(prose.quantities)
    places: dict[int, int] = {}
    cells = sorted((cell for cell in _cells(sheet) if cell.start >= 0), key=lambda cell: cell.start)
    for cell in cells:
        if cell.start in places or cell.quantity is None:
            continue
        first = len(tokens)
        tokens += _shifted(cell.text, cell.start)
        lines.append(replace(sentences[-1], number=len(lines) + 1, first=first, last=len(tokens), start=cell.start,
                             end=cell.end, question=False))  # fmt: skip
        places[cell.start] = len(found)
        found.append(replace(cell.quantity, first=first + cell.quantity.first, last=first + cell.quantity.last))
    full = make_scan(text, tuple(tokens), tuple(lines), tuple(found), names, prose.mentions)
    kept = tuple(direction for direction in full.directions if direction.first < len(around))
    at = tuple(place if place < len(kept) else -1 for place in full.direction_at)
    full = replace(full, directions=kept, direction_at=at)
    shares = _said_in_percent(prose)
    columns = tuple(
        _column(measure, cells, places, shares) for measure, cells in zip(sheet.measures, sheet.cells, strict=True)
    )
    return Layout(prose, full, columns, places)


def _without_counts(tokens: Sequence[Token], quantities: Sequence[Quantity], sheet: Sheet) -> tuple[Quantity, ...]:
    """Without the numbers that only count the table's rows or columns: `four nutrients`, `the three grains`."""
    sizes = {(len(sheet.items), sheet.noun), (len(sheet.measures), sheet.corner)}
    heads = {tokenize(item.text)[0].lemma for item in (*sheet.items, *sheet.measures) if item.text}
    return tuple(
        quantity
        for quantity in quantities
        if not any(
            quantity.value == size
            and quantity.unit
            and quantity.unit in {noun, *heads}
            and quantity.unit not in UNIT_FACTORS
            for size, noun in sizes
        )
    )


def _cells(sheet: Sheet) -> list[Cell]:
    found = [cell for cells in sheet.cells for cell in cells]
    found += [cell for _, _, cell in sheet.limits]
    found += [cell for _, cells in sheet.bounds for cell in cells]
    return [cell for cell in found if cell.quantity is not None and any(mark.isdigit() for mark in cell.text)]


def _shifted(text: str, start: int) -> list[Token]:
    """The tokens of a stretch of the text, with their places in the whole."""
    return [replace(token, start=token.start + start, end=token.end + start) for token in tokenize(text)]


def _label_tokens(item: Heading, noun: str) -> list[Token]:
    """The words of an item's name; behind the noun of all items where it is only a number or a letter."""
    words = [token for token in _shifted(item.text, item.start) if token.kind in {"word", "number"}]
    bare = len(words) == 1 and (words[0].kind == "number" or len(words[0].text) == 1)
    if bare and noun:
        (head,) = tokenize(noun)[:1]
        words = [replace(head, start=item.start, end=item.start), *words]
    return words


def _known(names: Sequence[Name], sheet: Sheet) -> tuple[Name, ...]:
    """The names with the labels as the table writes them."""
    return tuple(
        replace(name, label=item.text) if len(item.text) > 2 else name
        for name, item in zip(names, sheet.items, strict=True)
    )


def _said_in_percent(prose: Scan) -> frozenset[str]:
    """The words right beside a percentage: `at most 1.2 percent caffeine`, `a fat content of 5 %`."""
    found: set[str] = set()
    for quantity in prose.quantities:
        if quantity.kind == "percent":
            beside = (*prose.tokens[max(0, quantity.first - 4) : quantity.first], *prose.tokens[quantity.last :][:3])
            found |= {token.stem for token in beside if _says(token)}
    return frozenset(found)


def _column(measure: Heading, cells: Sequence[Cell], places: dict[int, int], shares: frozenset[str]) -> Column:
    tokens = tokenize(measure.text)
    quantities = [cell.quantity for cell in cells if cell.quantity is not None]
    lemmas = {token.lemma for token in tokens}
    unit = _unit(tokens)
    money = any(quantity.money for quantity in quantities) or bool(lemmas & _CURRENCY)
    if not money and not unit and lemmas & _MONEY and not any(quantity.unit for quantity in quantities):
        money = all(quantity.kind == "number" for quantity in quantities)
    percent = any(quantity.kind == "percent" for quantity in quantities)
    given = [quantity.unit for quantity in quantities if quantity.unit and not quantity.money]
    unit = "$" if money else unit or (given[0] if given else "")
    words = {token.stem for place, token in enumerate(tokens) if _says(token) and not _behind_per(tokens, place)}
    words |= {
        part
        for token in tokens
        if "-" in token.low
        for part in (word.stem for word in tokenize(token.low.replace("-", " ")))
    }
    words |= {token.stem for cell in cells for token in tokenize(cell.text) if _says(token)}
    bare = not money and not unit and not any(quantity.unit for quantity in quantities)
    said = (
        bool(words & shares)
        and bare
        and all(1 <= quantity.value <= 100 or not quantity.value for quantity in quantities)
    )
    parts = 100 if not percent and ("%" in measure.text or said) else 1
    values: dict[int, Fraction] = {}
    for item, quantity in enumerate(quantities):
        scale = scale_between(quantity.unit, unit) if quantity.unit in UNIT_FACTORS and not money else None
        values[item] = quantity.value * (scale or 1) / parts
    own = tuple(places[cell.start] for cell in cells if cell.start in places)
    return Column(values, own, unit, frozenset(), frozenset(words), money, percent or parts == 100)


def _says(token: Token) -> bool:
    return token.kind == "word" and token.low not in FUNCTION_WORDS and token.lemma not in {"x", "unit"}


def _behind_per(tokens: Sequence[Token], place: int) -> bool:
    """Whether a word only says for what a rate is: `complaints per parcel`, `bushels/acre`."""
    for index in range(place - 1, -1, -1):
        if tokens[index].low in {"per", "/"}:
            return True
        if tokens[index].low in {"(", ")", ","}:
            return False
    return False


def _unit(tokens: Sequence[Token]) -> str:
    """The unit in a heading: `Labour (hours)`, `Minutes of painting`; not that behind `per` or a slash."""
    for place, token in enumerate(tokens):
        before = tokens[place - 1].low if place else ""
        if token.low == "h" and before == "(":
            return "hour"
        if token.lemma in UNIT_FACTORS and before not in {"per", "/", "each", "every"} and token.lemma not in _TIMES:
            return token.lemma
    return ""
