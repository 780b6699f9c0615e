"""Stocks that have to be used up: the whole sum must be invested, all of the land has to be planted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.statements.base import Row
from nl2milp.readers.offline.statements.nearby import clause

__all__ = ["used_up"]

_ALL = frozenset("all whole entire full everything".split())
_STOCKS = frozenset(
    """sum money budget amount land area fund capital field time stock everything it supply capacity hectare acre
    hour""".split()
)
_USING = frozenset(
    "invested spent used planted allocated distributed cultivated filled sold processed utilized".split()
)
_OBLIGING = frozenset({"must", "should", "to", "shall"})


def used_up(scan: Scan, rows: Sequence[Row]) -> list[Row]:
    """The rows, where a total that has to be used up is an equality stated by the words that say so."""
    found = list(rows)
    for sentence in scan.sentences:
        for index in range(sentence.first, sentence.last):
            if scan.tokens[index].low not in _ALL:
                continue
            start, stop = clause(scan, index)
            start = max(start, _comma(scan, index, start))
            lows = [token.low for token in scan.tokens[index:stop]]
            lemmas = {token.lemma for token in scan.tokens[index : index + 5]}
            verb = next((place for place, low in enumerate(lows[:12]) if low in _USING), -1)
            if verb < 0 or not lemmas & _STOCKS or not _OBLIGING & set(lows[:verb]):
                continue
            if any(scan.quantity_at[i] >= 0 for i in range(start, index + verb)):
                continue
            place = _last_total(scan, found, index)
            if place >= 0:
                found[place] = replace(
                    found[place], sign="==", first=start, last=index + verb + 1, certainty=1.0, doubt=""
                )
    return found


def _comma(scan: Scan, index: int, start: int) -> int:
    for place in range(index, start - 1, -1):
        if scan.tokens[place].text in {",", ";"}:
            return place + 1
    return start


def _last_total(scan: Scan, rows: Sequence[Row], index: int) -> int:
    """The last total stated before, which bounds the sum of all variables from above."""
    found = [
        place
        for place, row in enumerate(rows)
        if row.first < index
        and len(row.terms) == len(scan.names)
        and set(row.terms.values()) == {1}
        and row.sign == "<="
    ]
    return found[-1] if found else -1
