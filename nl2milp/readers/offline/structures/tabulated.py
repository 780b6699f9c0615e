"""Matrices and vectors out of Markdown tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from nl2milp.readers.offline.choices.tables import Table
from nl2milp.readers.offline.choices.tabular import number_in
from nl2milp.readers.offline.choices.vocabulary import DETERMINERS, PREPOSITIONS
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.labels import Group, Label
from nl2milp.readers.offline.structures.matrices import Matrix
from nl2milp.readers.offline.structures.vectors import Vector
from nl2milp.readers.offline.words import lemma

__all__ = ["Tabulated", "is_measure_word", "read_table"]

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W\d_]+)*")
_UNIT = re.compile(r"\(([^)]*)\)")
_MONEY = re.compile(r"[$€£]|\b(euros?|dollars?|pounds?|francs?|crowns?|cents?|usd|eur)\b", re.IGNORECASE)
_CORNER = re.compile(r"\s*[/\\|×]\s*|\s+(?:to|by|x)\s+")
_MEASURES = frozenset(
    """cost price fee supply demand stock store stored capacity need needed requirement require required available
    availability limit most least hour time minute profit margin revenue weight reader rating fixed opening rent
    distance duration maximum minimum max min population person inhabitant salary wage point score value benefit
    charge expense total amount order request quantity number income yield wanted must share size load output
    space area room budget earning gain return""".split()
)

_QUALIFIERS = frozenset(
    """unit production processing setup set-up preparation prep completion variable monthly weekly daily annual
    yearly purchase purchasing operating operation initial holding storage selling buying start starting flat
    contract""".split()
)


@dataclass(frozen=True)
class Tabulated:
    """What one table holds.

    Attributes
    ----------
    rows : Group
        What the rows are called.
    matrices : tuple of Matrix
        Numbers for each row and each column that is called like a thing.
    vectors : tuple of Vector
        Numbers for each row alone, and, from a row of totals, for each column alone.
    others : mapping
        Columns of words by their header: for each row the text of its cell.
    """

    rows: Group
    matrices: tuple[Matrix, ...]
    vectors: tuple[Vector, ...]
    others: tuple[tuple[str, tuple[str, ...]], ...] = ()


def read_table(document: Document, table: Table) -> Tabulated | None:
    """The matrices and vectors of a table; None if it is not of a shape that is known."""
    near = _words_before(document, table)
    if table.header and all(number_in(cell) is not None for cell, _, _ in table.rows[0]) and len(table.rows) == 1:
        return _single(table, near)
    labelled = [(_label(row[0][0]), row) for row in table.rows]
    capital = all(row[0][0][:1].isupper() for row in table.rows)
    things = [(label, row) for label, row in labelled if label is not None and (capital or not _is_measure(row[0][0]))]
    totals = [row for _, row in labelled if not capital and _is_measure(row[0][0])]
    if len(things) < 2:
        return None
    corner = _CORNER.split(table.header[0])
    rows = Group(tuple(label for label, _ in things), _noun(corner[0]) if len(corner) < 3 else "")
    body = [row for _, row in things]
    vectors: list[Vector] = []
    others: list[tuple[str, tuple[str, ...]]] = []
    measured: dict[str, list[tuple[int, Label]]] = {}
    numbers: dict[int, list[Fraction | None]] = {}
    for place in range(1, len(table.header)):
        header = table.header[place]
        cells = numbers[place] = _numbers([row[place][0] for row in body])
        if any(cell is None for cell in cells):
            others.append((header, tuple(row[place][0] for row in body)))
            continue
        measure, label = _divided(header)
        if label is None:
            values = {at: cell for at, cell in enumerate(cells) if cell is not None}
            vectors.append(Vector(rows, values, _words(header), money=_is_money(header, body[0][place][0])))
        else:
            measured.setdefault(measure, []).append((place, label))
    matrices: list[Matrix] = []
    for measure, columns in measured.items():
        if len(columns) < 2:
            place, _ = columns[0]
            lone = {at: cell for at, cell in enumerate(numbers[place]) if cell is not None}
            vectors.append(Vector(rows, lone, _words(table.header[place]), money=_is_money(table.header[place], "")))
            continue
        group = Group(tuple(label for _, label in columns), _noun(corner[1]) if len(corner) == 2 else "")
        pairs: dict[tuple[int, int], Fraction] = {}
        for at, row in enumerate(body):
            for other, (place, _) in enumerate(columns):
                cell, said = numbers[place][at], row[place][0]
                if cell is not None and said not in _DASHES:
                    pairs[at, other] = cell
        words = frozenset({measure}) if measure else near
        money = _is_money(measure or " ".join(near), body[0][columns[0][0]][0]) or measure in {"cost", "price"}
        matrices.append(Matrix(rows, group, pairs, words=words, money=money, span=(table.start, table.end)))
        for row in totals:
            cells = [number_in(row[place][0]) for place, _ in columns]
            if all(cell is not None for cell in cells):
                found = {at: cell for at, cell in enumerate(cells) if cell is not None}
                vectors.append(Vector(group, found, _words(row[0][0]), money=_is_money(row[0][0], "")))
    return Tabulated(rows, tuple(matrices), tuple(vectors), tuple(others))


def _numbers(cells: Sequence[str]) -> list[Fraction | None]:
    """The numbers of a column; where it says nothing but yes and no, 1 and 0."""
    lows = [cell.lower() for cell in cells]
    if set(lows) <= _TRUE | _FALSE and _TRUE & set(lows):
        return [Fraction(low in _TRUE) for low in lows]
    return [number_in(cell) for cell in cells]


_TRUE, _FALSE = frozenset({"yes", "y", "true", "✓", "✔"}), frozenset({"no", "n", "false", "", "-", "–", "—"})
_DASHES = frozenset({"-", "–", "—", "", "x", "n/a", "none"})


def _single(table: Table, near: frozenset[str]) -> Tabulated | None:
    labels = [_label(header) for header in table.header]
    cells = [number_in(cell) for cell, _, _ in table.rows[0]]
    if any(label is None for label in labels) or any(cell is None for cell in cells):
        return None
    group = Group(tuple(label for label in labels if label is not None))
    values = {at: cell for at, cell in enumerate(cells) if cell is not None}
    return Tabulated(group, (), (Vector(group, values, near),))


def _label(text: str) -> Label | None:
    words = list(_WORD.findall(_UNIT.sub("", text)))
    while len(words) > 1 and words[0].lower() in PREPOSITIONS | DETERMINERS:
        words = words[1:]
    if not words:
        return None
    lemmas = tuple(lemma(word.lower()) for word in words)
    numbered = len(words) == 2 and (words[1].isdigit() or len(words[1]) == 1)
    return Label(" ".join(words), lemmas, 0, 0, numbered, True)


def _noun(text: str) -> str:
    words = [word.lower() for word in _WORD.findall(text) if word.lower() not in PREPOSITIONS]
    return lemma(words[-1]) if words else ""


def _words(text: str) -> frozenset[str]:
    return frozenset(lemma(word.lower()) for word in _WORD.findall(text))


def _is_measure(text: str) -> bool:
    return _divided(text)[1] is None


def _divided(header: str) -> tuple[str, Label | None]:
    """The measure and the name in a header: `hours north` has both, `from West` and `supply` have one."""
    words = _WORD.findall(_UNIT.sub("", header))
    measures = [lemma(word.lower()) for word in words if is_measure_word(word)]
    rest = [word for word in words if not is_measure_word(word)]
    if _UNIT.search(header) and not any(word[0].isupper() for word in words):
        return " ".join(measures) or header, None
    if not measures:
        return "", _label(header)
    rest = [word for word in rest if word.lower() not in PREPOSITIONS | DETERMINERS]
    if any(lemma(word.lower()) in _QUALIFIERS for word in rest):
        return " ".join(measures), None  # `Unit Production Cost` names no thing
    leads = len(measures) == 1 and lemma(words[0].lower()) == measures[0]
    named = len(rest) == 1 or not all(word.islower() for word in rest)
    if not rest or len(measures) > 1 or not (named and (leads or not rest[0].islower())):
        return " ".join(measures), None
    return measures[0], _label(" ".join(rest))


def is_measure_word(word: str) -> bool:
    """Whether a word of a heading tells what is measured, and names no thing."""
    single = lemma(word.lower())
    return single in _MEASURES or word.lower() in _MEASURES or single in UNIT_FACTORS and single != "second"


def _is_money(header: str, cell: str) -> bool:
    return _MONEY.search(f"{header} {cell}") is not None


def _words_before(document: Document, table: Table) -> frozenset[str]:
    """What the sentence before a table says that it holds."""
    before = [sentence for sentence in document.sentences if sentence.end <= table.start]
    if not before:
        return frozenset()
    here = before[-1]
    return frozenset(token.lemma for token in document.tokens[here.first : here.last] if token.kind == "word")
