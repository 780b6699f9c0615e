"""What a table says of things: measures of each, limits of a measure, limits of a thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nl2milp.readers.offline.choices.tables import Table
from nl2milp.readers.offline.quantities import Quantity, find_quantities
from nl2milp.readers.offline.structures.tabulated import is_measure_word
from nl2milp.readers.offline.tokens import tokenize
from nl2milp.readers.offline.words import lemma

__all__ = ["Cell", "Heading", "Sheet", "limit_sign", "read_sheet"]

_WORD = re.compile(r"[^\W\d_]+")
_UPPER = re.compile(
    r"\b(available|availability|capacity|capacities|max(imum)?|limits?|supply|stock|in hand|at most|budget|upper"
    r"|ceiling|on hand)\b",
    re.I,
)
_LOWER = re.compile(
    r"\b(min(imum)?|required?|requirements?|needed|needs?|at least|demand|ordered|orders|contract|lower)\b", re.I
)
_OWN_UPPER = re.compile(
    r"\b(max(imum)?|upper|at most|available|availability|stock|supply|limits?|demand|can be sold|sales forecast)\b",
    re.I,
)
_OWN_LOWER = re.compile(r"\b(min(imum)?|lower|at least|ordered|orders?|contract(ed)?|committed)\b", re.I)
_RATED = re.compile(r"\b(per|each|every)\b|/", re.I)
_PERIODIC = re.compile(r"[A-Za-z]+ (?:per|a|each) (?:day|week|month|quarter|year)", re.I)
_FILLING = frozenset(
    """total daily weekly monthly yearly annual amount number of the per day week month year hour minute unit units
    for each in time resource quantity""".split()
)
_NONE = frozenset({"", "-", "–", "—", "none", "n/a", "na", "unlimited", "no limit", "∞"})


@dataclass(frozen=True)
class Cell:
    """A number in a table: its text with its range of characters, and the quantity that was read in it."""

    text: str
    start: int
    end: int
    quantity: Quantity | None


@dataclass(frozen=True)
class Heading:
    """The name of a row or a column, with its range of characters."""

    text: str
    start: int
    end: int


@dataclass(frozen=True)
class Sheet:
    """Things by measures.

    Attributes
    ----------
    noun, corner : str
        What the things are, and what the measures are, as the corner of the table says; one of them is empty.
    items : tuple of Heading
        The things whose numbers are to be decided.
    measures : tuple of Heading
        What is told of each.
    cells : tuple of tuple of Cell
        For each measure one cell for each item.
    limits : mapping of (int, str) to Cell
        For a measure and a sign, what all items together may or must come to.
    bounds : tuple of (Heading, tuple of Cell)
        Columns that limit each item itself.
    """

    noun: str
    items: tuple[Heading, ...]
    measures: tuple[Heading, ...]
    cells: tuple[tuple[Cell, ...], ...]
    limits: tuple[tuple[int, str, Cell], ...] = ()
    bounds: tuple[tuple[Heading, tuple[Cell, ...]], ...] = ()
    corner: str = ""


def limit_sign(text: str, own: bool = False) -> str:
    """Which way a heading limits: `<=`, `>=`, `demand` where the aim must tell; empty where it limits nothing.

    Parameters
    ----------
    own : bool
        Whether it would limit each thing itself; then a rate per something is none.

    Examples
    --------
    >>> limit_sign("Available"), limit_sign("Minimum daily requirement"), limit_sign("Labour per unit (hours)")
    ('<=', '>=', '')
    >>> limit_sign("Water required per acre", own=True), limit_sign("Maximum demand", own=True)
    ('', '<=')
    """
    if own:
        if re.fullmatch(r"capacity(\s*\([^)]*\))?|room for|most(\s*\([^)]*\))?", text.strip(), re.I):
            return "<="
        if _RATED.search(re.sub(r"(/|\bper )(day|week|month|year)\b", "", text)):
            return ""
        least = _OWN_LOWER.search(text)
        if least and not re.search(r"\bmax", text, re.I):
            return ">="
        if _OWN_UPPER.search(text):
            bare = not re.search(r"\b(max|available|availability|stock|supply|limit|upper|most|can)", text, re.I)
            return "demand" if bare else "<="
        return ""
    if re.search(r"\b(max|available|availability|at most|upper)", text, re.I) or _PERIODIC.fullmatch(text.strip()):
        return "<="
    if _LOWER.search(text):
        return ">="
    return "<=" if _UPPER.search(text) else ""


def read_sheet(text: str, table: Table) -> Sheet | None:
    """A table as a sheet, things in rows; None where a cell is no number."""
    grid = [[_cell(*cell) for cell in row] for row in table.rows]
    headings = _without_per(_headings(text, table))
    labels = [Heading(cell.text, cell.start, cell.end) for cell in (row[0] for row in grid)]
    body = [row[1:] for row in grid]
    if not labels or not headings or any(not heading.text for heading in (*labels, *headings)):
        return None
    if any(cell.quantity is None and cell.text.lower() not in _NONE for row in body for cell in row):
        return None
    noun = _noun(table.header[0])
    prose = text[: table.start] + " " + text[table.end :]
    around = frozenset(lemma(word.lower()) for word in _WORD.findall(prose))
    if not _asked_of_each(noun, prose) and _things_in_columns(labels, headings, body, around):
        body = [list(column) for column in zip(*body, strict=True)]
        turned = _sorted("", list(headings), labels, body)
        return None if turned is None else replace(turned, corner=noun)
    return _sorted(noun, labels, headings, body)


def _cell(text: str, start: int, end: int) -> Cell:
    tokens = tokenize(text)
    found = find_quantities(tokens)
    plain = bool(found) and len(found) == 1 and found[0].first <= 1 and not re.search(r"[*^=]|\d\s*/\s*\d", text)
    opening = plain and (found[0].first == 0 or tokens[0].kind == "mark" or tokens[0].text.isupper())
    return Cell(text, start, end, found[0] if opening else None)


def _headings(text: str, table: Table) -> list[Heading]:
    found: list[Heading] = []
    position = table.start
    for place, header in enumerate(table.header):
        start = text.find(header, position)
        if start < 0:
            return []
        position = start + len(header)
        if place:
            found.append(Heading(header, start, position))
    return found


_PER = re.compile(r"(?:per|each|every|one|for (?:a|an|one|each))\s+(?=\w+$)", re.I)


def _without_per(headings: list[Heading]) -> list[Heading]:
    """Headings that only name things, `per chair`, `per table`, as the things."""
    short = [_PER.match(heading.text) for heading in headings]
    if sum(match is not None for match in short) < 2:
        return headings
    return [
        heading if match is None else Heading(heading.text[match.end() :], heading.start + match.end(), heading.end)
        for heading, match in zip(headings, short, strict=True)
    ]


def _noun(corner: str) -> str:
    words = [word.lower() for word in _WORD.findall(corner)]
    return lemma(words[-1]) if words and words[-1] not in {"name", "type"} else lemma(words[0]) if words else ""


_OF_THINGS = re.compile(
    r"\b(?:how (?:many|much)|which|what)\b[^.,;?!]{0,40}"
    r"|\b\w+ (?:that are |given |listed |shown )?(?:in|from|of) the (?:\w+ )?table\b",
    re.I,
)


def _asked_of_each(noun: str, prose: str) -> bool:
    """Whether it is asked how many of a noun there are, or which: `how many of each product`, `foods in the table`."""
    spoken = {lemma(word.lower()) for found in _OF_THINGS.finditer(prose) for word in _WORD.findall(found[0])}
    return bool(noun) and noun in spoken


def _things_in_columns(
    labels: Sequence[Heading], headings: Sequence[Heading], body: list[list[Cell]], around: frozenset[str]
) -> bool:
    """Whether the columns are the things and the rows the measures."""
    across = [heading.text for heading in headings if not _limits_all(heading.text)]
    down = [label.text for label in labels if not _limits_all(label.text)]
    if not across or not down:
        return False
    score = _measured(down) - _measured(across)
    if all(_WORD.search(heading) and len(heading) > 2 for heading in (*down, *across)):
        score += 0.5 * (_spoken(across, around) - _spoken(down, around))
    if score:
        return score > 0
    kinds = [[_kind(cell) for cell in row] for row in body]
    rows = sum(len(set(row)) == 1 for row in kinds) / len(kinds)
    columns = sum(len(set(column)) == 1 for column in zip(*kinds, strict=True)) / len(kinds[0])
    if rows != columns:
        return rows > columns
    return len(across) < len(headings)


def _spoken(headings: Sequence[str], around: frozenset[str]) -> float:
    """How many of the headings the text around the table speaks of."""
    words = [{lemma(word.lower()) for word in _WORD.findall(heading)} for heading in headings]
    return sum(bool(one) and one <= around for one in words) / len(words)


def _measured(headings: Sequence[str]) -> float:
    """How many of the headings tell what is measured."""
    return sum(_is_measure(heading) for heading in headings) / len(headings)


def _is_measure(heading: str) -> bool:
    words = _WORD.findall(heading)
    return bool(_RATED.search(heading) or "%" in heading or "$" in heading or "(" in heading) or any(
        is_measure_word(word) for word in words
    )


def _kind(cell: Cell) -> str:
    quantity = cell.quantity
    return "" if quantity is None else "$" if quantity.money else quantity.kind + quantity.unit


def _limits_all(text: str) -> bool:
    """Whether a heading among the things limits what they use together: `Available`, `Minimum requirement`."""
    if not limit_sign(text):
        return False
    words = [word.lower() for word in _WORD.findall(re.sub(r"\([^)]*\)", "", text))]
    rest = [
        word
        for word in words
        if word not in _FILLING
        and not _UPPER.fullmatch(word)
        and not _LOWER.fullmatch(word)
        and not is_measure_word(word)
    ]
    return len(rest) == 0


def _sorted(noun: str, labels: list[Heading], headings: list[Heading], body: list[list[Cell]]) -> Sheet | None:
    """Things apart from what limits them together, measures apart from what limits each thing."""
    first = next((at for at in range(len(labels)) if not _limits_all(labels[at].text)), len(labels))
    last = next((at for at in reversed(range(len(labels))) if not _limits_all(labels[at].text)), -1)
    things = list(range(first, last + 1))  # what limits stands at an end; `Budget` among others is a thing
    total = [at for at in range(len(labels)) if at not in things]
    if len(things) < 2 or len({labels[at].text.lower() for at in things}) < len(things):
        return None
    owns = {at: limit_sign(heading.text, own=True) for at, heading in enumerate(headings)}
    kept = [at for at in range(len(headings)) if not owns[at]]
    bounds = tuple(
        (headings[at], tuple(body[thing][at] for thing in things)) for at in range(len(headings)) if owns[at]
    )
    limits: list[tuple[int, str, Cell]] = []
    for at in total:
        for place, measure in enumerate(kept):
            if body[at][measure].quantity is not None:
                limits.append((place, limit_sign(labels[at].text), body[at][measure]))
    cells = tuple(tuple(_or_zero(body[thing][measure]) for thing in things) for measure in kept)
    return Sheet(
        noun, tuple(labels[at] for at in things), tuple(headings[at] for at in kept), cells, tuple(limits), bounds
    )


def _or_zero(cell: Cell) -> Cell:
    """A dash among numbers is a nought."""
    if cell.quantity is not None:
        return cell
    return replace(cell, quantity=find_quantities(tokenize("0"))[0])
