"""Aims that divide one total by another: `the profit per hour of work`, `the cost-impact ratio`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from nl2milp.readers.offline.columns import Column, scale_between
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.objective import Aim, find_aim
from nl2milp.readers.offline.rates import content
from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.senses import Sense
from nl2milp.readers.offline.words import stem

__all__ = ["as_ratio"]

Words = frozenset[str]

_PERIODS = frozenset("day week month year season shift night quarter annum trip".split())
_STOPS = frozenset(") ( . , ; : ? while subject given which where".split())
_TOTALS = frozenset(stem(word) for word in "total sum average overall combined net define ratio efficiency".split())
_COUNTING = frozenset(stem(word) for word in "unit item product piece".split())


def as_ratio(scan: Scan, columns: Sequence[Column], sense: Sense, unit: str, aim: Aim) -> Aim:
    """The aim as a ratio, where the text asks for one and both of its totals are known; else as it is."""
    said = _parts(scan, sense)
    if said is None:
        return aim
    over, under = said
    above = find_aim(scan, columns, replace(sense, words=over, count=False), unit)
    if above.certainty < 0.9 or above.column is None:
        return aim
    below = _divisor(scan, columns, under, unit, above)
    if below is None or dict(below[0]) == dict(above.terms):
        return aim
    terms, used = below
    return replace(above, quantities=tuple(sorted({*above.quantities, *used})), under=terms)


def _parts(scan: Scan, sense: Sense) -> tuple[Words, Words] | None:
    """The words of what is divided and of what it is divided by."""
    tokens = scan.tokens
    for index in range(len(tokens) - 1):
        if tokens[index].low == "divided" and tokens[index + 1].low == "by":
            return _around(scan, index, index + 2)
    place = scan.sentence_at[sense.first]
    last = scan.sentences[place].last
    for index in range(sense.first, last - 1):
        low, following = tokens[index].low, tokens[index + 1]
        if low == "per" and following.lemma not in _PERIODS and _bare(scan, index):
            timed = following.lemma == "hour" and (index + 2 >= last or tokens[index + 2].low != "of")
            return None if timed else _around(scan, index, index + 1)
        if following.lemma == "ratio" and "-" in low:
            first, _, second = low.replace("-to-", "-").partition("-")
            return frozenset({stem(first)}), frozenset({stem(second)})
        if low == "ratio" and following.low == "of":
            to = next((at for at in range(index, last) if tokens[at].low == "to"), -1)
            return _around(scan, to, to + 1) if to > 0 else None
    return None


def _bare(scan: Scan, index: int) -> bool:
    """Whether no number stands before `per`, as it does where a rate is told."""
    return all(scan.quantity_at[at] < 0 for at in range(max(0, index - 3), index))


def _around(scan: Scan, middle: int, behind: int) -> tuple[Words, Words] | None:
    """The words before and behind the division, up to where the clause ends."""
    here = scan.sentences[scan.sentence_at[middle]]
    first = middle
    while first > here.first and scan.tokens[first - 1].low not in _STOPS | {"as", "maximize", "minimize"}:
        first -= 1
    last = behind
    while last < here.last and scan.tokens[last].low not in _STOPS | {"in", "for", "on"}:
        last += 1
    over, under = (content(scan, start, stop) - _TOTALS for start, stop in ((first, middle), (behind, last)))
    return (over, under) if over and under else None


def _divisor(
    scan: Scan, columns: Sequence[Column], words: Words, unit: str, above: Aim
) -> tuple[Mapping[int, Fraction], tuple[int, ...]] | None:
    """The total that the words name: of one measure, or of the things themselves."""
    everyone = {item: Fraction(1) for item in range(len(scan.names))}
    if unit and words == {stem(unit)}:
        return everyone, ()
    columns = [column for column in columns if not set(column.quantities) <= set(above.quantities)]
    scores = [_named(column, columns, words) for column in columns]
    ranked = sorted(scores, reverse=True)
    if ranked and ranked[0] > 0 and (len(ranked) == 1 or ranked[0] > ranked[1]):
        column = columns[scores.index(ranked[0])]
        whole = len(column.values) == len(scan.names) and dict(column.values) != dict(above.terms)
        scale = next((scale_between(column.unit, name) for name in ("hour", "minute") if stem(name) in words), None)
        values = {item: value * (scale or 1) for item, value in column.values.items()}
        return (values, column.quantities) if whole else None
    return (everyone, ()) if words <= _COUNTING | _asked_for(scan) else None


def _named(column: Column, columns: Sequence[Column], words: Words) -> float:
    """How well words name a measure; those that many measures share count little."""
    score = sum(1.0 / sum(word in other.words for other in columns) for word in words & column.words)
    timed = UNIT_FACTORS.get(column.unit, ("", 0))[0] == "time" and words & {stem("hour"), stem("time"), stem("minute")}
    return score + (1.0 if timed or column.unit and stem(column.unit) in words else 0.0)


def _asked_for(scan: Scan) -> Words:
    """What the text wants to know the numbers of: `how many teams to allocate`, or has them in: `a crate of butter`."""
    found: set[str] = set()
    for index in range(len(scan.tokens) - 2):
        if scan.tokens[index].low == "how" and scan.tokens[index + 1].low == "many":
            found |= {token.stem for token in scan.tokens[index + 2 : index + 5] if token.kind == "word"}
    for mention in scan.mentions:
        if mention.first > 1 and scan.tokens[mention.first - 1].low == "of":
            found.add(scan.tokens[mention.first - 2].stem)
    return frozenset(found)
