"""Limits of one variable, of a resource, or of the total."""

from __future__ import annotations

from fractions import Fraction

from nl2milp.readers.offline.columns import scale_between
from nl2milp.readers.offline.rates import content, surroundings
from nl2milp.readers.offline.statements.base import Context, Row
from nl2milp.readers.offline.statements.matching import (
    alike_columns,
    best_score,
    column_scores,
    counts_variables,
    in_own_unit,
    limits_amounts,
    listed_words,
    names_resource,
)
from nl2milp.readers.offline.statements.nearby import UNTOLD, direction_of, implied_sign
from nl2milp.readers.offline.statements.polarity import polarity
from nl2milp.readers.offline.statements.scope import (
    SEVERAL,
    counts_heads,
    either_type,
    herd_of,
    herd_sizes,
    in_order,
    linked_variables,
    says_each,
    says_total,
)
from nl2milp.readers.offline.statements.unclaimed import UNSURE

__all__ = ["limits"]


def limits(context: Context, sentence: int) -> list[Row]:
    """Every quantity that is a limit and not yet explained becomes a row of one of the three kinds."""
    scan = context.scan
    rows: list[Row] = []
    positions = [
        position
        for position, quantity in enumerate(scan.quantities)
        if scan.sentence_at[quantity.first] == sentence
        and context.roles[position] == "limit"
        and position not in context.used
        and quantity.kind == "number"
    ]
    listed = listed_words(context, sentence, positions)
    zipped = in_order(context, sentence, positions)
    taken: set[int] = set()
    herds = {herd for position in positions for _, herd in [herd_of(context, position)] if herd >= 0}
    positions = [position for position in positions if position not in herds | herd_sizes(context)]
    ranked = sorted(positions, key=lambda position: (-best_score(context, position, listed.get(position)), position))
    for position in ranked:
        rows += _read(context, position, positions, listed.get(position), taken, zipped.get(position))
    return rows


def _sign(context: Context, position: int) -> tuple[str, float]:
    direction = direction_of(context, position)
    if direction is None:
        return implied_sign(context, position)
    if direction[1] >= 0:
        context.directions_used.add(direction[1])
    return direction[0], 1.0


def _read(
    context: Context,
    position: int,
    positions: list[int],
    words: frozenset[str] | None,
    taken: set[int],
    owner: int | None,
) -> list[Row]:
    scan = context.scan
    quantity = scan.quantities[position]
    sign, certainty = _sign(context, position)
    _, after = surroundings(scan, position)
    near = content(scan, *after) if words is None else words
    scores = [score - (1.0 if at in taken else 0.0) for at, score in enumerate(column_scores(context, position, words))]
    best = max(range(len(scores)), key=lambda place: scores[place], default=-1)
    top = scores[best] if best >= 0 else -9.0
    variables = linked_variables(context, position, positions) if owner is None else (owner,)
    if owner is not None:
        top = -9.0
    if in_own_unit(context, position, near, len(variables) == 1):
        top = -9.0
    if not variables and says_total(context, position) and counts_heads(context, position):
        top = -9.0
    if (
        best >= 0
        and context.columns[best].quantities == context.aim
        and limits_amounts(context, position, bool(variables))
    ):
        top = -9.0
    if len(variables) > 1 and quantity.money and context.unit != "$" and top >= 0.5:
        variables = ()
    first, last = _extent(context, position)
    context.used.add(position)
    if quantity.value == 0 and sign == ">=":
        return []
    doubt = "" if certainty >= 0.8 else f"which way '{scan.words(quantity.first, quantity.last)}' limits is not said"
    if variables and _of_them(context, position):
        certainty, doubt = certainty * 0.6, "it is not clear what 'of them' stands for"
    if variables and (
        top < 2.5 or words is None and len(variables) == 1 and not names_resource(context, position, best)
    ):
        role = "bound" if len(variables) == 1 else "total"
        if len(variables) > 1 and not says_each(context, position):
            terms = {variable: Fraction(1) for variable in variables}
            return [Row(terms, sign, quantity.value, role, first, last, (position,), "", certainty * 0.95, doubt)]
        return [
            Row({variable: Fraction(1)}, sign, quantity.value, "bound", first, last, (position,), "", certainty, doubt)
            for variable in variables
        ]
    chosen = [best] if top >= 1.0 else []
    if chosen and top < 2.5 and says_total(context, position):
        column = context.columns[best]
        alike = quantity.unit == column.unit or scale_between(quantity.unit, column.unit) is not None
        if not alike and not near & column.words and not quantity.money:
            chosen = []
    if chosen and says_each(context, position, SEVERAL):
        chosen = alike_columns(context, scores, best, position)
    if chosen:
        taken.update(chosen)
        return _on_columns(context, position, chosen, scores, sign, certainty, doubt)
    everyone = {variable: Fraction(1) for variable in range(len(scan.names))}
    either = either_type(context, position)
    if either or says_each(context, position) and not says_total(context, position):
        return [
            Row(
                {variable: Fraction(1)},
                sign,
                quantity.value,
                "bound",
                first,
                last,
                (position,),
                "",
                certainty * 0.9,
                doubt,
            )
            for variable in everyone
        ]
    if sign == ">=" and certainty < 1 and context.sense == "maximize" and says_total(context, position):
        sign, certainty = "==", 0.8
    sure = says_total(context, position) or counts_variables(context, position, near)
    doubt = doubt or ("" if sure else UNSURE)
    return [
        Row(
            everyone,
            sign,
            quantity.value,
            "total",
            first,
            last,
            (position,),
            "",
            certainty * (1 if sure else 0.7),
            doubt,
        )
    ]


def _on_columns(
    context: Context, position: int, chosen: list[int], scores: list[float], sign: str, certainty: float, doubt: str
) -> list[Row]:
    """A limit on each of the chosen measures."""
    quantity = context.scan.quantities[position]
    first, last = _extent(context, position)
    times, herd = herd_of(context, position)
    if herd >= 0:
        context.used.add(herd)
    ties = sorted(scores, reverse=True)
    unsure = len(chosen) == 1 and len(ties) > 1 and ties[0] - ties[1] < 0.3
    rows = []
    for place in chosen:
        column = context.columns[place]
        told = sign
        if certainty <= UNTOLD and context.sense == "minimize":
            told = polarity(context.scan, column) or sign
        rows.append(
            Row(
                dict(column.values),
                told,
                quantity.value * (scale_between(quantity.unit, column.unit) or Fraction(1)) * times,
                "resource limit" if told == "<=" else "requirement",
                first,
                last,
                (position,),
                "",
                certainty * (0.6 if unsure else 1.0),
                doubt or (UNSURE if unsure else ""),
            )
        )
    return rows


def _of_them(context: Context, position: int) -> bool:
    """Whether a number counts what was named before, as in `at least 300 of them by bike`."""
    earlier = context.scan.quantities[position - 1] if position else None
    if earlier is None or not any(earlier.unit and earlier.unit == column.unit for column in context.columns):
        return False
    last = context.scan.quantities[position].last
    lows = [token.low for token in context.scan.tokens[last : last + 2]]
    return len(lows) == 2 and lows[0] == "of" and lows[1] in {"them", "these", "those", "which"}


def _extent(context: Context, position: int) -> tuple[int, int]:
    """The tokens that state the limit, from its direction phrase to the end of its words."""
    scan = context.scan
    (first, _), (_, last) = surroundings(scan, position)
    while last > first and scan.tokens[last - 1].kind == "mark":
        last -= 1
    while first < last and (scan.tokens[first].kind == "mark" or scan.tokens[first].low in {"and", "but"}):
        first += 1
    return first, max(last, scan.quantities[position].last)
