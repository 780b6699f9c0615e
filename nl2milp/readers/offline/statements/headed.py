"""The limit at the end of a list under the name of what is measured: `Drivers: 2 a bus, 1 a van, and 30 in all.`."""

from __future__ import annotations

from fractions import Fraction

from nl2milp.readers.offline.columns import scale_between
from nl2milp.readers.offline.headedlists import headed_lists
from nl2milp.readers.offline.statements.base import Context, Row
from nl2milp.readers.offline.statements.nearby import direction_of, implied_sign

__all__ = ["headed_limits"]


def headed_limits(context: Context, sentence: int) -> list[Row]:
    """The measure that such a list gives is limited by its number that stands at no variable."""
    scan = context.scan
    rows: list[Row] = []
    for listed in headed_lists(scan):
        if listed.sentence != sentence or not listed.limits or listed.limits[0] in context.used:
            continue
        position = listed.limits[0]
        measured = {at for at, _ in listed.rates}
        column = next((column for column in context.columns if measured <= set(column.quantities)), None)
        if column is None:
            continue
        quantity = scan.quantities[position]
        direction = direction_of(context, position)
        sign, certainty = (direction[0], 1.0) if direction is not None else implied_sign(context, position)
        if direction is not None and direction[1] >= 0:
            context.directions_used.add(direction[1])
        if scan.tokens[quantity.first - 1].low == "of":
            sign, certainty = "<=", 0.95  # `out of 90 hours`
        doubt = (
            "" if certainty >= 0.8 else f"which way '{scan.words(quantity.first, quantity.last)}' limits is not said"
        )
        context.used.add(position)
        right = quantity.value * (scale_between(quantity.unit, column.unit) or Fraction(1))
        role = "resource limit" if sign == "<=" else "requirement"
        here = scan.sentences[sentence]
        rows.append(
            Row(dict(column.values), sign, right, role, here.first, here.last, (position,), "", certainty, doubt)
        )
    return rows
