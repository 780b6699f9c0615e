"""Stretches of the day, `6:00-10:00` or `midnight to 4 am`, and the numbers that belong to them."""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from nl2milp.readers.offline.choices.tabular import number_in
from nl2milp.readers.offline.structures.document import Document

__all__ = ["Block", "find_blocks"]

_TIME = r"(?:\d{1,2}(?::\d\d|\.\d\d)?[ \t]*(?:[ap]\.?[ \t]?m\b\.?|o['’]clock)?|noon|midday|midnight)"
_RANGE = re.compile(
    rf"(?:\bfrom[ \t]+|\bbetween[ \t]+)?(?<![\w.])(?P<first>{_TIME})[ \t]*"
    r"(?:-|–|—|~|\\sim|\bto\b|\buntil\b|\btill\b|\band\b)[ \t]*"
    rf"(?P<last>{_TIME})(?![\w%])",
    re.I,
)
_HOUR = re.compile(r"(?P<hour>\d{1,2})(?:[:.](?P<minute>\d\d))?\s*(?P<half>[ap])?", re.I)
_DAY = 24


@dataclass(frozen=True)
class Block:
    """A stretch of the day, in hours from midnight, and what is needed in it.

    Attributes
    ----------
    label : str
        As the text writes it.
    number : int
        The position of the quantity; -1 if it stands in a table.
    """

    label: str
    start: Fraction
    length: Fraction
    need: Fraction
    number: int = -1
    place: int = -1


def find_blocks(document: Document) -> tuple[list[Block], frozenset[int]]:
    """The stretches of a day in their order, and all numbers that belong to them; empty if they do not join."""
    found = _of_tables(document)
    used: set[int] = set()
    if not found:
        found, used = _of_text(document)
    found.sort(key=lambda block: block.start)
    if len(found) < 3 or len({block.length for block in found}) > 1:
        return [], frozenset()
    for one, two in itertools.pairwise(found):
        if one.start + one.length != two.start:
            return [], frozenset()
    return found, frozenset(used)


def _hour(text: str) -> Fraction:
    low = text.strip().lower()
    if low in {"noon", "midday"}:
        return Fraction(12)
    if low == "midnight":
        return Fraction(0)
    match = _HOUR.match(low)
    assert match is not None
    hour = Fraction(int(match["hour"]) % (12 if match["half"] else _DAY)) + Fraction(int(match["minute"] or 0), 60)
    return hour + 12 if match["half"] == "p" else hour


def _stretch(match: re.Match[str]) -> tuple[Fraction, Fraction]:
    """Where it starts, and how long it is; `2 to 6 pm` starts in the afternoon too."""
    first, last = match["first"], match["last"]
    half = re.search(r"[ap]\.?\s?m", last, re.I)
    if half and first.strip().isdigit():
        start = _hour(f"{first} {half[0]}")
        if (_hour(last) - start) % _DAY > 12:
            start = _hour(first)
    else:
        start = _hour(first)
    return start, (_hour(last) - start) % _DAY


def _of_tables(document: Document) -> list[Block]:
    """Rows or columns that are called by stretches of the day; several pairs of columns may stand side by side."""
    found: list[Block] = []
    for table in document.tables:
        lines = [[cell for cell, _, _ in row] for row in table.rows]
        grid = [list(table.header), *lines]
        for cells in [*lines, *map(list, zip(*grid, strict=False))]:
            for cell, other in itertools.pairwise(cells):
                label = cell.strip(" $").replace("\\sim", "–")
                match = _RANGE.fullmatch(label)
                need = number_in(other) if match else None
                if match is not None and need is not None and "sim" not in other and not _RANGE.search(other):
                    start, length = _stretch(match)
                    found.append(Block(label, start, length, need))
    return list({block.start: block for block in found}.values())


def _of_text(document: Document) -> tuple[list[Block], set[int]]:
    tokens = document.tokens
    matches = [m for m in _RANGE.finditer(document.text) if _stretch(m)[1] > 0]
    numbers = [
        (tokens[quantity.first].start, position)
        for position, quantity in enumerate(document.quantities)
        if quantity.kind == "number" and not quantity.money and quantity.unit != "hour"
    ]
    inside = {position for at, position in numbers if any(m.start() <= at < m.end() for m in matches)}
    free = [(at, position) for at, position in numbers if position not in inside]
    ahead = _paired(document, matches, free, behind=False)
    behind = _paired(document, matches, free, behind=True)
    pairs = max((behind, ahead), key=len)
    found = []
    for match, position in pairs:
        start, length = _stretch(match)
        quantity = document.quantities[position]
        place = document.place_of(quantity.first)
        found.append(Block(match.group().strip(), start, length, quantity.value, position, place))
    return found, inside | {position for _, position in pairs}


def _paired(
    document: Document, matches: Sequence[re.Match[str]], numbers: Sequence[tuple[int, int]], behind: bool
) -> list[tuple[re.Match[str], int]]:
    """Each stretch with the one number that stands between it and the next, or between it and the one before."""
    found = []
    for at, match in enumerate(matches):
        if behind:
            low, high = match.end(), matches[at + 1].start() if at + 1 < len(matches) else match.end() + 40
        else:
            low, high = matches[at - 1].end() if at else match.start() - 60, match.start()
        between = [position for place, position in numbers if low <= place < high]
        joint = document.text[min(low, match.end()) : high]
        if len(between) == 1 and "?" not in joint:
            found.append((match, between[0]))
    return found
