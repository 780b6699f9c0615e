"""Limits on the mean of a mixture: `500 tons with a strength of at least 7`, where the parts have 8, 6, 5 and 3."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from nl2milp.readers.offline.columns import Column
from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.sheets.divisible import AMOUNTS
from nl2milp.readers.offline.sheets.laying import Layout
from nl2milp.readers.offline.statements.base import Row

__all__ = ["blended"]

_MIXING = frozenset(
    """blend blends blended blending mix mixes mixed mixing mixture mixtures alloy alloys average weighted rating grade
    combining""".split()
)
_ONES = frozenset({"a", "an", "one", "each", "every", "per"})


def blended(layout: Layout, columns: Sequence[Column], rows: Sequence[Row], sense: str) -> list[Row]:
    """The rows, with limits on a mixture's mean as such.

    A number between the least and the greatest of what the parts have, in a
    text of mixtures, is what the mixture has in the mean: as a sum over tons of
    it, it would limit next to nothing.
    """
    prose = layout.prose
    if not _MIXING & {token.low for token in prose.tokens}:
        return list(rows)
    found: list[Row] = []
    for row in rows:
        column = next((column for column in columns if _within(column, row)), None)
        found.append(row if column is None else _mean(row, column))
    least = any(row.sign != "<=" and row.right > 0 for row in found)
    totals = [row for row in found if row.role == "total" and len(row.terms) == len(prose.names)]
    if sense == "minimize" and not least and len(totals) == 1:  # `a bag holds 20 kg` says how much is mixed
        return [replace(row, sign="==") if row is totals[0] else row for row in found]
    if found == list(rows) or totals:
        return found
    whole = _of_one(prose)
    return [*found, whole] if whole is not None else found


def _within(column: Column, row: Row) -> bool:
    values = column.values.values()
    return (
        dict(column.values) == dict(row.terms)
        and row.role in {"resource limit", "requirement"}
        and not column.money
        and min(values) < row.right < max(values)
    )


def _mean(row: Row, column: Column) -> Row:
    terms = {item: value - row.right for item, value in row.terms.items()}
    return replace(row, terms=terms, right=Fraction(0), role="blending",
                   quantities=tuple(sorted({*row.quantities, *column.quantities})))  # fmt: skip


def _of_one(prose: Scan) -> Row | None:
    """That one unit is mixed: `blends a tonne of compost`, `the cheapest kilogram`."""
    for place, (one, two) in enumerate(itertools.pairwise(prose.tokens)):
        if one.low in _ONES and two.lemma in AMOUNTS and prose.sentence_at[place] >= 0:
            everyone = {item: Fraction(1) for item in range(len(prose.names))}
            return Row(everyone, "==", Fraction(1), "total", place, place + 2)
    return None
