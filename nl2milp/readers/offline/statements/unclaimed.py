"""Limits in words of their own, matched with the one measure left: `carries 40 people`, `600 guests`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nl2milp.readers.offline.columns import Column, scale_between
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.objective import Aim
from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.statements.base import Row
from nl2milp.readers.offline.statements.nearby import UNTOLD
from nl2milp.readers.offline.statements.polarity import polarity

__all__ = ["UNSURE", "with_unclaimed"]

UNSURE = "it is not clear what this limits"
"""The doubt about a limit on the sum of all that does not name them."""


_AVERAGED = frozenset("mix mixture blend average quality rating concentration grade".split())
"""Words for what a whole has on average and not in sum."""


def with_unclaimed(scan: Scan, columns: Sequence[Column], aim: Aim, rows: Sequence[Row]) -> list[Row]:
    """The rows, where a sum of all became a limit on the measure that is left over.

    Only where just one such limit and just one full measure are left: the text gave its numbers for some limit, and
    the limit counts something other than the variables.
    """
    size = len(scan.names)
    left = [
        column
        for column in columns
        if len(column.values) == size
        and not column.money
        and not column.percent
        and column.quantities != aim.quantities
        and not any(dict(row.terms) == dict(column.values) for row in rows)
    ]
    unsure = [place for place, row in enumerate(rows) if _is_unsure(scan, row)]
    if len(left) != 1 or len(unsure) != 1 or not aim.quantities and aim.certainty < 0.8:
        return list(rows)
    column, row = left[0], rows[unsure[0]]
    sentence = scan.sentences[scan.sentence_at[row.first]]
    if _AVERAGED & {token.lemma for token in scan.tokens[sentence.first : sentence.last]}:
        return list(rows)
    unit = scan.quantities[row.quantities[0]].unit
    if {unit, column.unit} & UNIT_FACTORS.keys() and scale_between(unit, column.unit) is None:
        return list(rows)
    sign = row.sign
    if row.certainty <= UNTOLD * 0.7:
        sign = polarity(scan, column) or sign
    found = list(rows)
    role = "resource limit" if sign == "<=" else "requirement"
    right = row.right * (scale_between(unit, column.unit) or 1)
    found[unsure[0]] = replace(
        row,
        terms=dict(column.values),
        sign=sign,
        right=right,
        role=role,
        certainty=max(row.certainty, UNTOLD),
        doubt="",
    )
    return found


def _is_unsure(scan: Scan, row: Row) -> bool:
    everyone = len(row.terms) == len(scan.names) and all(value == 1 for value in row.terms.values())
    return everyone and row.doubt == UNSURE and len(row.quantities) == 1
