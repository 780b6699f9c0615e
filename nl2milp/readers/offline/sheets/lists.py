"""A list of things with the facts of each as a sheet: `- Corn: 9 % protein, 4 % fat, 0.22 euros per kg`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from nl2milp.readers.offline.directions import find_directions
from nl2milp.readers.offline.quantities import find_quantities
from nl2milp.readers.offline.sheets.sheet import Cell, Heading, Sheet, limit_sign
from nl2milp.readers.offline.tokens import tokenize
from nl2milp.readers.offline.words import stem

__all__ = ["Listed", "read_list"]

_LINE = re.compile(
    r"[ \t]*(?:[-*•·–]|\(?\d{1,2}[.)]|\(?[a-z][.)])[ \t]+"
    r"(?P<name>[^\W\d_][^:\n]{0,40}?)\s*(?::|\s[–—-]\s)\s*(?P<facts>\S[^\n]*)"
)
_BREAK = re.compile(
    r"[,;](?!\d{3}\b)\s*|\s+and\s+(?=\S*\d)|\s+and\s+(?=(?:a|an|the|uses|needs|takes|sells|costs|earns)\s)"
)
_LEAST = 2


@dataclass(frozen=True)
class Listed:
    """A sheet made of a list, and the range of characters that the list covers."""

    sheet: Sheet
    start: int
    end: int


def read_list(text: str) -> Listed | None:
    """The first list of things whose lines give facts of the same kinds; None where there is none."""
    position = 0
    run: list[tuple[Heading, list[Cell]]] = []
    start = end = 0
    for line in [*text.split("\n"), ""]:
        item = _item(line, position)
        if item is not None and (not run or len(item[1]) == len(run[0][1])):
            start = start if run else position
            end = position + len(line)
            run.append(item)
        elif len(run) >= _LEAST:
            break
        else:
            run = [] if item is None else [item]
            start, end = position, position + len(line)
        position += len(line) + 1
    sheet = _sheet(run) if len(run) >= _LEAST else None
    return None if sheet is None else Listed(sheet, start, end)


def _item(line: str, position: int) -> tuple[Heading, list[Cell]] | None:
    """The name and the facts of a line; None if one of its facts is none."""
    match = _LINE.fullmatch(line.rstrip())
    if match is None:
        return None
    name = Heading(match["name"], position + match.start("name"), position + match.end("name"))
    cells: list[Cell] = []
    first = match.start("facts")
    stops = [(gap.start(), gap.end()) for gap in _BREAK.finditer(line, first)]
    for last, following in [*stops, (len(line.rstrip().rstrip(".")), len(line))]:
        part = line[first:last]
        tokens = tokenize(part)
        found = find_quantities(tokens)
        if len(found) != 1 or find_directions(tokens):
            return None
        cells.append(Cell(part, position + first, position + last, found[0]))
        first = following
    return (name, cells) if cells else None


def _sheet(run: Sequence[tuple[Heading, Sequence[Cell]]]) -> Sheet | None:
    """The sheet of lines that give the same facts in the same order."""
    names = tuple(name for name, _ in run)
    if len({name.text.casefold() for name in names}) < len(names):
        return None
    measures: list[Heading] = []
    columns: list[tuple[Cell, ...]] = []
    bounds: list[tuple[Heading, tuple[Cell, ...]]] = []
    for cells in zip(*(cells for _, cells in run), strict=True):
        words = [_words(cell.text) for cell in cells]
        kinds = {(cell.quantity.money, cell.quantity.kind) for cell in cells if cell.quantity is not None}
        shared = frozenset.intersection(*words)
        if len(kinds) > 1 or not shared and not all(cell.quantity and cell.quantity.money for cell in cells):
            return None
        heading = Heading(_bare(cells[0]), cells[0].start, cells[0].end)
        if limit_sign(heading.text, own=True):
            bounds.append((heading, cells))
        else:
            measures.append(heading)
            columns.append(cells)
    return Sheet("", names, tuple(measures), tuple(columns), (), tuple(bounds)) if measures else None


def _words(text: str) -> frozenset[str]:
    return frozenset(stem(word.lower()) for word in re.findall(r"[^\W\d_]+|%", text))


def _bare(cell: Cell) -> str:
    """A fact without its number: what it tells."""
    return re.sub(r"[$€£]?\s?\d[\d,.]*\s?%?", " ", cell.text).strip()
