"""Small Markdown tables inside the text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Table", "find_tables"]

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
    """All tables whose lines begin with a bar."""
    found: list[Table] = []
    lines: list[tuple[str, int]] = []
    position = 0
    for line in [*text.split("\n"), ""]:
        if line.lstrip().startswith("|"):
            lines.append((line, position))
        else:
            if len(lines) >= 3:
                found.append(_table(lines))
            lines = []
        position += len(line) + 1
    return tuple(table for table in found if table.rows)


def _table(lines: Sequence[tuple[str, int]]) -> Table:
    cells = [_cells(line, start) for line, start in lines if not _RULE.fullmatch(line)]
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
