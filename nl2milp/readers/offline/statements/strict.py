"""Strict limits of whole numbers: more than twelve violins are at least thirteen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.rules import linear_rule
from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.statements.base import Row

__all__ = ["whole_strict"]

_STRICT = {"more": ">=", "greater": ">=", "above": ">=", "exceed": ">=", "exceeds": ">=", "exceeding": ">=",
           "fewer": "<=", "less": "<=", "below": "<=", "under": "<="}  # fmt: skip


def whole_strict(scan: Scan, rows: Sequence[Row], symbols: Sequence[str]) -> list[Row]:
    """The rows of a model in whole numbers, the strict ones among the limits of counts written as such.

    Amounts of money and of measures such as hours are left as they are said: there the difference is none in practice.
    """
    return [_written(scan, row, symbols) for row in rows]


def _written(scan: Scan, row: Row, symbols: Sequence[str]) -> Row:
    whole = all(value.denominator == 1 for value in row.terms.values()) and row.right.denominator == 1
    if len(row.quantities) != 1 or not whole or row.rule or row.sign == "==":
        return row
    quantity = scan.quantities[row.quantities[0]]
    at = scan.direction_at[quantity.first - 1] if quantity.first else -1
    if at < 0 or quantity.money or quantity.unit in UNIT_FACTORS or quantity.kind != "number":
        return row
    direction = scan.directions[at]
    words = [token.low for token in scan.tokens[direction.first : direction.last]]
    if "equal" in words or _STRICT.get(words[0]) != row.sign or direction.sign != row.sign:
        return row
    # the number stays as it stands in the text
    return replace(row, rule=linear_rule(row.terms, row.sign[0], row.right, symbols))
