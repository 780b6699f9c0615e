"""Items and measures out of a table whose rows are the candidates."""

from __future__ import annotations

import re
from collections.abc import Sequence
from fractions import Fraction

from nl2milp.readers.offline.choices.items import Item
from nl2milp.readers.offline.choices.measures import Column
from nl2milp.readers.offline.choices.tables import Table
from nl2milp.readers.offline.choices.vocabulary import SCALES
from nl2milp.readers.offline.tokens import Token
from nl2milp.readers.offline.words import lemma, stem

__all__ = ["columns_of", "items_of_table", "number_in"]

_NUMBER = re.compile(r"[$€£]?\s?(\d{1,3}(?:,\d{3})+|\d+)(\.\d+)?\s?(thousand|million|billion|k|m)?\b")
_WORD = re.compile(r"[^\W\d_]+")
_MONEY = frozenset("euro euros dollar dollars pound pounds franc francs crown crowns cent cents usd eur".split())


def number_in(cell: str) -> Fraction | None:
    """The number that a cell begins with; None if it doesn't.

    >>> number_in("$1,300"), number_in("1.5 million"), number_in("north")
    (Fraction(1300, 1), Fraction(1500000, 1), None)
    """
    match = _NUMBER.match(cell)
    if match is None:
        return Fraction(0) if cell in {"-", "–", "—", "none", "no"} else None
    value = Fraction(match.group(1).replace(",", "") + (match.group(2) or ""))
    return value * {"m": 1_000_000, **SCALES}.get(match.group(3) or "", 1)


def items_of_table(table: Table, tokens: Sequence[Token]) -> tuple[Item, ...]:
    """One item for each row, called by its first cell; empty if the other cells aren't numbers."""
    if len(table.rows) < 2 or not any(number_in(cell) is not None for cell, _, _ in table.rows[0][1:]):
        return ()
    found: list[Item] = []
    for row in table.rows:
        label, start, end = row[0]
        places = [i for i, token in enumerate(tokens) if start <= token.start < end]
        if not places:
            return ()
        words = tuple(tokens[i].lemma for i in places if tokens[i].kind != "mark")
        head = lemma(table.header[0].split()[-1].lower()) if table.header[0].split() else ""
        if len(words) == 1 and len(words[0]) <= 2 and head.isalpha():
            label, words = f"{head} {label}", (head, *words)
        found.append(Item(label, words, label[:1].isupper(), places[0], places[-1] + 1))
    return tuple(found)


def columns_of(table: Table) -> list[Column]:
    """The numeric columns, with the words and the unit of their headers."""
    found: list[Column] = []
    for place in range(1, len(table.header)):
        cells = [number_in(row[place][0]) for row in table.rows]
        if any(cell is None for cell in cells):
            continue
        lows = [word.lower() for word in _WORD.findall(table.header[place])]
        money = bool(_MONEY & set(lows)) or any(mark in table.header[place] + table.rows[0][place][0] for mark in "$€£")
        scale = next((SCALES[word] for word in lows if word in SCALES), 1)
        column = Column("$" if money else lemma(lows[-1]) if lows else "")
        column.words |= {form for word in lows for form in (word, lemma(word), stem(word))}
        for item, cell in enumerate(cells):
            assert cell is not None
            column.values[item] = cell * scale
        found.append(column)
    return found
