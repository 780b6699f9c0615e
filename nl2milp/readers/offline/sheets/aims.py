"""What a text with a sheet is after: one measure, one less another, two multiplied, or the ratio of two."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from nl2milp.readers.offline.columns import Column
from nl2milp.readers.offline.objective import Aim, find_aim
from nl2milp.readers.offline.ratioaims import as_ratio
from nl2milp.readers.offline.senses import Sense
from nl2milp.readers.offline.sheets.divisible import AMOUNTS
from nl2milp.readers.offline.sheets.formulas import explained
from nl2milp.readers.offline.sheets.laying import Layout
from nl2milp.readers.offline.sheets.sheet import Sheet
from nl2milp.readers.offline.tokens import tokenize

__all__ = ["sheet_aim"]

_UNSURE = 0.3
_PAID = frozenset({"profit", "cost", "revenu", "incom", "earn"})
_HEAD = re.compile(r"\(|\b(?:per|with|for|by)\b")
_PERIODS = frozenset("day week month year quarter shift".split())


def sheet_aim(sheet: Sheet, layout: Layout, columns: Sequence[Column], sense: Sense, unit: str) -> Aim:
    """The aim; unsure where the sheet's measures cannot all be of the same things."""
    found = as_ratio(layout.prose, columns, sense, unit, find_aim(layout.scan, columns, sense, unit))
    chained = _chained(sheet, layout, found)
    aim = explained(layout.prose, columns, sense, chained)
    unpaid = sense.words & _PAID and aim.column is not None and not aim.column.money and not aim.column.percent
    if unpaid or _alternatives(sheet, layout, aim.quantities) or chained is found and len(set(_bases(sheet))) > 1:
        return replace(aim, certainty=min(aim.certainty, _UNSURE))
    return aim


def _alternatives(sheet: Sheet, layout: Layout, used: Collection[int]) -> bool:
    """Whether the aim takes one of two measures that are the same of two ways: `cost per own van`, `per hired van`."""
    heads: dict[str, list[Column]] = {}
    for measure, column in zip(sheet.measures, layout.columns, strict=True):
        head = _HEAD.split(measure.text, maxsplit=1)[0].strip().casefold()
        heads.setdefault(head, []).append(column)
    return any(
        len(columns) > 1 and columns[0].money and any(set(column.quantities) & set(used) for column in columns)
        for columns in heads.values()
    )


def _bases(sheet: Sheet) -> Iterator[str]:
    """What the measures say that they are for one of: `per unit` beside `per worker` is of two decisions."""
    for measure in sheet.measures:
        tokens = tokenize(measure.text)
        for place, token in enumerate(tokens[:-1]):
            if token.low not in {"per", "/"}:
                continue
            base = next((other.lemma for other in tokens[place + 1 :] if other.kind == "word"), "")
            if base and base not in _PERIODS and base not in AMOUNTS:
                yield base
            break


def _chained(sheet: Sheet, layout: Layout, aim: Aim) -> Aim:
    """What is earned per bushel, times the bushels per acre, where the aim's measure is of the other's unit."""
    if aim.column is None or aim.under:
        return aim
    pairs = list(zip(sheet.measures, layout.columns, strict=True))
    mine = {
        token.stem
        for measure, column in pairs
        if set(column.quantities) & set(aim.quantities)
        for token in tokenize(measure.text)
    }
    for measure, column in pairs:
        tokens = tokenize(measure.text)
        rated = any(token.low in {"per", "/"} for token in tokens)
        unit = next((token for token in tokens if token.kind == "word"), None)
        apart = not set(column.quantities) & set(aim.quantities) and len(column.values) == len(aim.terms)
        if rated and apart and not column.money and unit is not None and unit.stem in aim.column.words | mine:
            terms = {item: value * column.values[item] for item, value in aim.terms.items()}
            return replace(aim, terms=terms, quantities=tuple(sorted({*aim.quantities, *column.quantities})))
    return aim
