"""Contents of a mixture: at least 40% of it must be copper, where the parts hold 20%, 35% and 60%."""

from __future__ import annotations

from fractions import Fraction

from nl2milp.readers.offline.columns import Column
from nl2milp.readers.offline.rates import content, surroundings
from nl2milp.readers.offline.statements.base import Context, Row
from nl2milp.readers.offline.statements.nearby import clause, direction_of, mentions_in

__all__ = ["blends"]


def blends(context: Context, sentence: int) -> list[Row]:
    """A limit in percent on what every variable holds a percentage of: the mean of the mixture is limited."""
    scan = context.scan
    rows: list[Row] = []
    for position, quantity in enumerate(scan.quantities):
        if scan.sentence_at[quantity.first] != sentence or position in context.used or quantity.kind != "percent":
            continue
        direction = direction_of(context, position)
        start, stop = clause(scan, quantity.first)
        column = _column(context, position)
        if direction is None or mentions_in(scan, start, stop) and not _names(context, position, column):
            continue
        if column is None:
            continue
        if direction[1] >= 0:
            context.directions_used.add(direction[1])
        context.used.update((position, *column.quantities))
        terms = {variable: value - quantity.value for variable, value in column.values.items()}
        used = tuple(sorted((position, *column.quantities)))
        rows.append(Row(terms, direction[0], Fraction(0), "blending", start, stop, used))
    return rows


def _names(context: Context, position: int, column: Column | None) -> bool:
    """Whether the measure stands right behind the number: `at least 22 % protein, and at least 15 % rice`."""
    last = context.scan.quantities[position].last
    behind = context.scan.tokens[last] if last < len(context.scan.tokens) else None
    return (
        column is not None and behind is not None and behind.stem in column.after and context.scan.mention_at[last] < 0
    )


def _column(context: Context, position: int) -> Column | None:
    """The full column of percentages that measures the same content, by its words."""
    before, after = surroundings(context.scan, position)
    words = content(context.scan, *after) | content(context.scan, *before)
    full = [column for column in context.columns if column.percent and len(column.values) == len(context.scan.names)]
    full = [column for column in full if column.quantities != context.aim]
    named = [column for column in full if words & column.after] or [column for column in full if words & column.words]
    return named[0] if len(named) == 1 else None
