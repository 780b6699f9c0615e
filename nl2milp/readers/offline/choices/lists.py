"""Lists of names and runs of numbers: `Lund, Malmo and Ystad`, `95, 170 and 60 thousand euros`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from nl2milp.readers.offline.choices.names import phrase_backwards, phrase_forwards
from nl2milp.readers.offline.choices.vocabulary import DATA_VERBS, DETERMINERS, PREPOSITIONS, SCALES
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["NameList", "NumberRun", "find_lists", "find_runs", "scale_of"]


@dataclass(frozen=True)
class NameList:
    """A coordination of noun phrases."""

    phrases: tuple[tuple[int, int], ...]
    first: int
    last: int


@dataclass(frozen=True)
class NumberRun:
    """Two or more numbers in one coordination, with the scale of the last one given to all.

    Attributes
    ----------
    quantities : tuple of int
        Positions among the quantities.
    values : tuple of Fraction
        Their values, scaled alike.
    """

    quantities: tuple[int, ...]
    values: tuple[Fraction, ...]
    first: int
    last: int


def scale_of(tokens: Sequence[Token], quantity: Quantity) -> int:
    """The product of the scale words inside a number."""
    scale = 1
    for token in tokens[quantity.first + 1 : quantity.last]:
        scale *= SCALES.get(token.low, 1)
    return scale


def find_runs(tokens: Sequence[Token], quantities: Sequence[Quantity]) -> tuple[NumberRun, ...]:
    """All runs of at least two numbers between which only commas, `and` and one unit word stand."""
    found: list[NumberRun] = []
    position = 0
    while position < len(quantities):
        members = [position]
        while members[-1] + 1 < len(quantities) and _joins(
            tokens, quantities[members[-1]], quantities[members[-1] + 1]
        ):
            members.append(members[-1] + 1)
        if len(members) >= 2:
            scales = [scale_of(tokens, quantities[m]) for m in members]
            last = scales[-1]
            values = [
                quantities[m].value * (last if scale == 1 and last > 1 and set(scales) == {1, last} else 1)
                for m, scale in zip(members, scales, strict=True)
            ]
            if sum(scale > 1 for scale in scales) > 1:
                values = [quantities[m].value for m in members]
            run = NumberRun(tuple(members), tuple(values), quantities[members[0]].first, quantities[members[-1]].last)
            found.append(run)
        position = members[-1] + 1
    return tuple(found)


def _joins(tokens: Sequence[Token], left: Quantity, right: Quantity) -> bool:
    between = tokens[left.last : right.first]
    marks = [token for token in between if token.low in {",", "and", "or"}]
    words = [token for token in between if token.low not in {",", "and", "or"}]
    if not marks or len(words) > 1 or any(token.kind in {"break", "mark"} for token in words):
        return False
    alike = left.money == right.money or tokens[right.last - 1].low in SCALES or right.money and not left.unit
    return alike and (not words or words[0].lemma == left.unit == right.unit)


def find_lists(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[NameList, ...]:
    """Coordinations of two or more names, ending with `and` or `or`."""
    found: list[NameList] = []
    for sentence in sentences:
        for index in range(sentence.first + 1, sentence.last - 1):
            if tokens[index].low not in {"and", "or"}:
                continue
            listed = _list_at(tokens, sentence, index)
            if listed is not None:
                found.append(listed)
                if len(listed.phrases) > 3:  # the first may be what the others are called
                    found.append(NameList(listed.phrases[1:], listed.phrases[1][0], listed.last))
        for index in range(sentence.first + 1, sentence.last - 4):
            if tokens[index].text == ":":
                found += _bare_list(tokens, index + 1, sentence.last)
    return tuple(found)


def _bare_list(tokens: Sequence[Token], start: int, stop: int) -> list[NameList]:
    """The names behind a colon that only commas part, as in `: alarm, boiler, carport`."""
    phrases: list[tuple[int, int]] = []
    at = start
    while at < stop:
        bounds = phrase_forwards(tokens, at, stop)
        if bounds is None:
            break
        phrases.append(bounds)
        at = bounds[1]
        if at >= stop or tokens[at].text != ",":
            break
        at += 1
    closed = at >= stop or tokens[at].text in {".", ";"} or tokens[at].kind == "break"
    return [NameList(tuple(phrases), phrases[0][0], phrases[-1][1])] if closed and len(phrases) > 2 else []


def _list_at(tokens: Sequence[Token], sentence: Sentence, index: int) -> NameList | None:
    end = phrase_forwards(tokens, index + 1, sentence.last)
    if end is None and tokens[index + 1].low in DATA_VERBS:
        end = phrase_forwards(tokens, index + 2, sentence.last)
    if end is None:
        return None
    phrases = [end]
    stop = index - 1 if tokens[index - 1].text == "," else index
    while True:
        bounds = phrase_backwards(tokens, stop, sentence.first)
        if bounds is None:
            break
        phrases.append(bounds)
        first = bounds[0]
        while first > sentence.first and tokens[first - 1].low in DETERMINERS:
            first -= 1
        bare = first - 2 > sentence.first and tokens[first - 2].text == "," and tokens[first - 1].text.islower()
        if first < bounds[0] and bare and tokens[first - 1].low not in PREPOSITIONS:
            first -= 1  # `replace the lamps, plant a wood`: each with a verb of its own
        if first - 1 <= sentence.first or tokens[first - 1].text != ",":
            break
        stop = first - 1
    if len(phrases) < 2:
        return None
    phrases.reverse()
    return NameList(tuple(phrases), phrases[0][0], phrases[-1][1])
