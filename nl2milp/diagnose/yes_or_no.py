"""Clashes of yes-or-no decisions in words: `rule out both ferry and bridge, but ... requires one of them`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from math import ceil, floor

from nl2milp.diagnose.addition import Line
from nl2milp.diagnose.measures import measure_of
from nl2milp.diagnose.phrases import Phrases, listed, number

__all__ = ["by_choices"]

_MOST_NAMES = 8


def by_choices(
    phrases: Phrases, limit: Line, rest: Sequence[Line], said: Sequence[str], reached: Fraction
) -> str | None:
    """Why a limit on decisions that are taken or not cannot hold beside what else is said.

    Parameters
    ----------
    phrases : Phrases
        Of the conflicting part.
    limit : Line
        The statement that breaks.
    rest : sequence of Line
        The others, and declared bounds.
    said : sequence of str
        The others in the user's words.
    reached : Fraction
        What the others make of the limit's own left-hand side.

    Returns
    -------
    str or None
        None where the limit is not one on such decisions alone.
    """
    columns = [column for column, _ in limit.terms]
    if not said or len(columns) > _MOST_NAMES or not all(phrases.is_yes_or_no(column) for column in columns):
        return None
    names = {column: phrases.column(column) for column in columns}
    weights = {column: weight / limit.weight for column, weight in limit.terms}
    stated = limit.side / limit.weight
    causes = listed(said)
    causes = causes[0].upper() + causes[1:]
    several = len(said) > 1
    if all(weight == 1 for weight in weights.values()):
        return _counted(list(names.values()), causes, several, limit, stated, reached)
    if all(weight > 0 for weight in weights.values()) and not limit.is_at_least:
        return _added(phrases, names, weights, causes, several, limit, rest, reached)
    return None


def _counted(
    names: Sequence[str], causes: str, several: bool, limit: Line, stated: Fraction, reached: Fraction
) -> str | None:
    """At least or at most so many of some decisions."""
    count = len(names)
    together = "together " if several else ""
    if limit.is_at_least:
        most = floor(reached)
        asked = "it" if count == 1 else f"at least {_number_of(ceil(stated), count)} of them"
        if most <= 0:
            verb = "rule" if several else "rules"
            return f"{causes} {together}{verb} out {_all(names)}, but {limit.said} requires {asked}."
        verb = "allow" if several else "allows"
        return f"{causes} {together}{verb} at most {most} of {listed(names)}, but {limit.said} requires {asked}."
    least = ceil(reached)
    verb = "require" if several else "requires"
    if floor(stated) <= 0:
        allowed = "rules it out" if count == 1 else "rules all of them out"
    else:
        allowed = f"allows at most {_number_of(floor(stated), count)} of them"
    if least >= count:
        return f"{causes} {together}{verb} {_all(names)}, but {limit.said} {allowed}."
    return (
        f"{causes} {together}{verb} at least {_number_of(least, count)} of {listed(names)}, but {limit.said} {allowed}."
    )


def _added(
    phrases: Phrases,
    names: Mapping[int, str],
    weights: Mapping[int, Fraction],
    causes: str,
    several: bool,
    limit: Line,
    rest: Sequence[Line],
    reached: Fraction,
) -> str | None:
    """Decisions that are required, and cost more together than there is."""
    required = _required(rest)
    chosen = [column for column in names if column in required]
    if not chosen or sum((weights[column] for column in chosen), Fraction(0)) != reached:
        return None
    owner = phrases.owner(limit.row)
    stated = limit.side / limit.weight
    measure = measure_of(owner.quote if owner else None, float(stated))
    sizes = [f"{names[column]} ({measure.said(weights[column])})" for column in chosen]
    verb = "require" if several else "requires"
    total = f", together {measure.said(reached)}" if len(chosen) > 1 else ""
    return f"{causes} {verb} {listed(sizes)}{total}, but {limit.said} leaves only {measure.said(stated)}."


def _required(lines: Sequence[Line]) -> set[int]:
    """The yes-or-no columns that the lines settle to yes, one after the other."""
    settled: dict[int, int] = {}
    changed = True
    while changed:
        changed = False
        for line in lines:
            sign = 1 if line.is_at_least else -1
            terms = {column: sign * weight for column, weight in line.terms}
            most = sum((weight * settled.get(column, int(weight > 0)) for column, weight in terms.items()), Fraction(0))
            for column, weight in terms.items():
                if column not in settled and most - abs(weight) < sign * line.side:
                    settled[column] = int(weight > 0)
                    changed = True
    return {column for column, value in settled.items() if value == 1}


def _all(names: Sequence[str]) -> str:
    if len(names) == 1:
        return names[0]
    return f"{'both' if len(names) == 2 else 'all of'} {listed(names)}"


def _number_of(count: int, of: int) -> str:
    return "one" if count == 1 else "all" if count >= of > 1 else number(count)
