"""Small tables inside the text: Markdown, columns set apart by spaces or tabs, and lines of a name and its values."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass

from nl2milp.readers.offline.tokens import Token

__all__ = ["Table", "find_tables", "without_tables"]

_RULE = re.compile(r"[\s|:+-]+")


@dataclass(frozen=True)
class Table:
    """A table: the words of its header, and its rows of cells.

    Attributes
    ----------
    header : tuple of str
        The texts of the first row.
    rows : tuple
        For each row its cells, each a text with its range of characters.
    start, end : int
        Where it stands in the text.
    """

    header: tuple[str, ...]
    rows: tuple[tuple[tuple[str, int, int], ...], ...]
    start: int
    end: int


def find_tables(text: str) -> tuple[Table, ...]:
    """All tables: lines of cells between bars, columns set apart by wide spaces or tabs, or lines `name: 3, 4, 5`.

    Each needs a header and two lines more; a line that only draws a rule counts as one.
    """
    found: list[Table] = []
    lines: list[tuple[str, int]] = []
    position = 0
    barred = ""
    for line in [*text.split("\n"), ""]:
        kind = _form(line)
        if kind and (not lines or kind == barred):
            lines.append((line, position))
        else:
            found += _tables(lines, barred)
            lines = [(line, position)] if kind else []
        barred = kind
        position += len(line) + 1
    return tuple(table for table in found if table.rows)


def _tables(lines: Sequence[tuple[str, int]], form: str) -> list[Table]:
    if len(lines) < 3:
        return []
    if form == "barred":
        return [_table(lines)]
    cells = [_split_line(line, start, form) for line, start in lines if not _RULE.fullmatch(line)]
    if form == "aligned":
        cells = [_parted(row, max(len(other) for other in cells)) for row in cells]
    widths = [len(row) for row in cells]
    if len(cells) < 3 or form == "named" and cells and any(_numeric(text) for text, _, _ in cells[0][1:]):
        return []
    if widths[0] == widths[1] - 1:  # a header that says nothing above the names
        start = lines[0][1]
        cells[0] = [("", start, start), *cells[0]]
    if any(_numeric(text) for text, _, _ in cells[0][1:]):
        return []
    table = _of_cells(cells, lines)
    plain = len(set(widths[1:])) == 1 and widths[1] > 2 and len(cells[0]) == widths[1]
    return [table] if plain and all(any(_numeric(text) for text, _, _ in row[1:]) for row in table.rows) else []


def _parted(row: Sequence[tuple[str, int, int]], width: int) -> list[tuple[str, int, int]]:
    """A line whose first number stands only one space behind a long name, `Oven (m2) 3    2`, in its cells."""
    found = _NAME_AND_NUMBER.fullmatch(row[0][0]) if len(row) == width - 1 else None
    if found is None:
        return list(row)
    name, number = found.span("name"), found.span("number")
    start = row[0][1]
    text = row[0][0]
    return [
        (text[name[0] : name[1]], start + name[0], start + name[1]),
        (text[number[0] : number[1]], start + number[0], start + number[1]),
        *row[1:],
    ]


_NAME_AND_NUMBER = re.compile(r"(?P<name>.*\S) (?P<number>[$€£]?\d[\d,.]*)")
_GAP = re.compile(r"\t+|[ ]{2,}")
_NAMED = re.compile(r"(?P<name>[^\W\d_][^:|\n]{0,60}):[ \t]+(?P<rest>\S[^\n]*)")
_BAR = re.compile(r"\|")
_SPACE = re.compile(r"\s+")
_COMMA = re.compile(r"[,;]\s+")
_NUMERIC = re.compile(r"[$€£]?\s?-?\d")


def _numeric(text: str) -> bool:
    return _NUMERIC.match(text) is not None or text in {"-", "–", "—"}


def _form(line: str) -> str:
    """How the cells of a line are told apart: `barred`, `piped`, `aligned` or `named`; empty where it has none."""
    bare = line.strip()
    if bare.startswith("|"):
        return "barred"
    if bare.count("|") > 1:
        return "piped"
    named = _NAMED.fullmatch(bare)
    if named is not None and len(_values(named["rest"])) > 1 and not bare.endswith((".", "?", ":")):
        return "named"
    parts = len(_GAP.split(bare))
    return "aligned" if parts > 2 or parts == 2 and line.startswith("   ") else ""


def _values(rest: str) -> list[str]:
    return _COMMA.split(rest) if _COMMA.search(rest) else rest.split()


def _split_line(line: str, start: int, form: str) -> list[tuple[str, int, int]]:
    """The cells of a line, each with its range of characters."""
    body = line.strip()
    offset = start + len(line) - len(line.lstrip())
    gaps = {"piped": _BAR, "aligned": _GAP, "named": _COMMA}[form]
    found: list[tuple[str, int, int]] = []
    position = 0
    named = _NAMED.fullmatch(body) if form == "named" else None
    if named is not None:
        found.append((named["name"].rstrip(), offset, offset + len(named["name"].rstrip())))
        position = named.start("rest")
        gaps = gaps if gaps.search(named["rest"]) else _SPACE
    for first, last in itertools.pairwise(
        [position, *(end for gap in gaps.finditer(body, position) for end in gap.span()), len(body)]
    ):
        part = body[first:last]
        if gaps.fullmatch(part) and first > position:
            continue
        begin = offset + first + (len(part) - len(part.lstrip()))
        found.append((part.strip(), begin, begin + len(part.strip())))
    return found


def _table(lines: Sequence[tuple[str, int]]) -> Table:
    return _of_cells([_cells(line, start) for line, start in lines if not _RULE.fullmatch(line)], lines)


def _of_cells(cells: Sequence[Sequence[tuple[str, int, int]]], lines: Sequence[tuple[str, int]]) -> Table:
    end = lines[-1][1] + len(lines[-1][0])
    header = tuple(text for text, _, _ in cells[0]) if cells else ()
    rows = tuple(tuple(row) for row in cells[1:] if len(row) == len(header))
    return Table(header, rows, lines[0][1], end)


def _cells(line: str, start: int) -> list[tuple[str, int, int]]:
    found: list[tuple[str, int, int]] = []
    position = line.index("|") + 1
    body = line.rstrip()
    body = body[:-1] if body.endswith("|") else body
    for part in body[position:].split("|"):
        text = part.strip()
        first = start + position + (len(part) - len(part.lstrip()))
        found.append((text, first, first + len(text)))
        position += len(part) + 1
    return found


def without_tables(tokens: Sequence[Token], tables: Sequence[Table]) -> tuple[Token, ...]:
    """The tokens outside of the tables; where a table stood, a sentence ends."""
    if not tables:
        return tuple(tokens)
    return tuple(
        t for t in tokens if not any(table.start <= t.start < table.end and t.kind != "break" for table in tables)
    )
