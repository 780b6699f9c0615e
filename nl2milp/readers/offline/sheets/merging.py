"""Several tables of one text as one sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nl2milp.readers.offline.choices.tables import Table
from nl2milp.readers.offline.sheets.sheet import Cell, Heading, Sheet, limit_sign, read_sheet
from nl2milp.readers.offline.tokens import tokenize

__all__ = ["read_sheets"]


def read_sheets(text: str, tables: Sequence[Table]) -> Sheet | None:
    """All tables as one sheet; None where there is none, or where they are not of the same things."""
    found = [read_sheet(text, table) for table in tables]
    if not found or None in found:
        return None
    sheets = sorted((sheet for sheet in found if sheet is not None), key=lambda sheet: -len(sheet.measures))
    whole = sheets[0]
    for sheet in sheets[1:]:
        joined = _joined(whole, sheet) or _limited(whole, sheet)
        if joined is None:
            return None
        whole = joined
    return whole if whole.measures else None


def _words(heading: Heading) -> frozenset[str]:
    return frozenset(token.lemma for token in tokenize(heading.text) if token.kind == "word")


def _joined(one: Sheet, other: Sheet) -> Sheet | None:
    """Two sheets of the same things side by side."""
    order = _matched([_words(item) for item in one.items], [_words(item) for item in other.items])
    if order is None or len(one.items) != len(other.items):
        return None
    return replace(
        one,
        measures=(*one.measures, *other.measures),
        cells=(*one.cells, *(tuple(cells[at] for at in order) for cells in other.cells)),
        limits=(*one.limits, *((place + len(one.measures), sign, cell) for place, sign, cell in other.limits)),
        bounds=(*one.bounds, *((heading, tuple(cells[at] for at in order)) for heading, cells in other.bounds)),
    )


def _limited(one: Sheet, other: Sheet) -> Sheet | None:
    """A sheet whose things are the other's measures: what there is of each resource."""
    order = _matched([_words(item) for item in other.items], [_words(measure) for measure in one.measures])
    if order is None:
        return None
    columns: list[tuple[Heading, tuple[Cell, ...]]] = [*other.bounds, *zip(other.measures, other.cells, strict=True)]
    limits = [
        (order[at], limit_sign(heading.text), cell)
        for heading, cells in columns
        for at, cell in enumerate(cells)
        if limit_sign(heading.text) and cell.quantity is not None
    ]
    return replace(one, limits=(*one.limits, *limits)) if limits and len(columns) == 1 else None


def _matched(wanted: Sequence[frozenset[str]], given: Sequence[frozenset[str]]) -> list[int] | None:
    """For each of `wanted` the place of the one among `given` that shares its words; None if that is not clear."""
    found: list[int] = []
    for words in wanted:
        fitting = [at for at, other in enumerate(given) if words <= other or other <= words]
        if len(fitting) != 1 or fitting[0] in found:
            return None
        found.append(fitting[0])
    return found
