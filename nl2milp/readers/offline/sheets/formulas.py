"""An aim that the text explains beside it: `the highest contribution (price minus material)`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nl2milp.readers.offline.columns import Column
from nl2milp.readers.offline.objective import Aim
from nl2milp.readers.offline.rates import content
from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.senses import Sense

__all__ = ["explained"]

_LESS = frozenset({"minus", "less", "-", "–"})
_LEADING = frozenset("( , : = is i.e as".split())


def explained(scan: Scan, columns: Sequence[Column], sense: Sense, aim: Aim) -> Aim:
    """The aim as one measure less another, where the text says so in the sentence of the aim; else as it is."""
    here = scan.sentences[scan.sentence_at[sense.first]]
    for index in range(here.first + 1, here.last - 1):
        if scan.tokens[index].low not in _LESS or scan.quantity_at[index + 1] >= 0:
            continue
        first, last = index, index + 1
        while first > here.first and scan.tokens[first - 1].low not in _LEADING:
            first -= 1
        while last < here.last and scan.tokens[last].low not in {")", ",", "."}:
            last += 1
        above = _named(columns, content(scan, first, index))
        below = _named(columns, content(scan, index + 1, last))
        if above is not None and below is not None and above is not below:
            terms = {item: value - below.values[item] for item, value in above.values.items()}
            used = tuple(sorted({*above.quantities, *below.quantities}))
            return replace(aim, terms=terms, quantities=used, certainty=1.0, column=above)
    return aim


def _named(columns: Sequence[Column], words: frozenset[str]) -> Column | None:
    """The one full column of money that the words name."""
    size = max((len(column.values) for column in columns), default=0)
    found = [column for column in columns if column.money and column.words & words and len(column.values) == size]
    return found[0] if len(found) == 1 else None
