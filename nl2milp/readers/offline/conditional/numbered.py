"""Candidates for what is decided on, from what numbers are said of: `the offset press costs $180`, `bolt $0.30`."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from nl2milp.readers.offline.candidates import Phrase, governs
from nl2milp.readers.offline.conditional.vocabulary import PERIODS
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS, MEASURE_NOUNS, UNIT_FACTORS, VERBS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["numbered_sets"]

_LONGEST = 3
_MOST = 8
_TRADED = frozenset("sugar water fat protein carb iron calcium vitamin fiber fuel energy electricity material".split())
_UNNAMED = (MEASURE_NOUNS - _TRADED) | frozenset(
    "charge fee bill content order sum share margin gain chance rest demand".split()
)
_NOUNS_TOO = frozenset(
    """plant plants train trains mixed mixes drink drinks ship ships store stores sets press presses stock stocks
    pack packs supply supplies design designs order orders plan plans show shows mill mills""".split()
)
_SKIPPED = frozenset("a an the each every one its his her their our my this that and but of from to in for on".split())
_PARTICIPLES = frozenset("put sent cut left lent shown sown spun woven".split())
_BREAKS = frozenset(", ; : and while whereas ( plus or".split())
_PER = frozenset("per each every a an".split())
_WITH = frozenset("for on from of to in by with".split())
_DIRECTED = frozenset("least most than exactly only to".split())


def numbered_sets(
    tokens: Sequence[Token], sentences: Sequence[Sentence], quantities: Sequence[Quantity]
) -> list[tuple[tuple[Phrase, ...], bool]]:
    """Sets of phrases, each set the owners of numbers of one sort in the same place, in the order of the text.

    With each goes whether the text speaks of all of them elsewhere, too.
    """
    starts = {q.first for q in quantities}
    slots: dict[tuple[str, str], dict[str, Phrase]] = {}
    for sentence in sentences:
        if sentence.question:
            continue
        for quantity in quantities:
            if not sentence.first <= quantity.first < sentence.last or quantity.kind not in {"number", "percent"}:
                continue
            sort = "$" if quantity.money else quantity.unit or "number"
            if quantity.first and tokens[quantity.first - 1].low in _DIRECTED:
                sort = f"limit {sort}"
            for slot, phrase in _owners(tokens, sentence, quantity, starts):
                slots.setdefault((slot, sort), {}).setdefault(_key(tokens, phrase), phrase)
    found: dict[frozenset[str], tuple[tuple[Phrase, ...], bool]] = {}
    for filled in slots.values():
        named = {key: phrase for key, phrase in filled.items() if tokens[phrase[1] - 1].lemma not in _UNNAMED}
        often = {key: phrase for key, phrase in named.items() if _is_said_again(tokens, phrase)}
        for chosen in (often, named):
            phrases = tuple(sorted(chosen.values()))
            apart = all(one[1] <= two[0] for one, two in itertools.pairwise(phrases))
            if 2 <= len(phrases) <= _MOST and apart:
                found.setdefault(frozenset(chosen), (phrases, chosen is often))
    return list(found.values())


def _is_said_again(tokens: Sequence[Token], phrase: Phrase) -> bool:
    """Whether a text speaks of the last word of a phrase elsewhere; what it decides on it names more than once."""
    return sum(token.lemma == tokens[phrase[1] - 1].lemma for token in tokens) > 1


def _key(tokens: Sequence[Token], phrase: Phrase) -> str:
    return " ".join(token.lemma for token in tokens[phrase[0] : phrase[1]])


def _owners(
    tokens: Sequence[Token], sentence: Sentence, quantity: Quantity, starts: set[int]
) -> list[tuple[str, Phrase]]:
    """The phrases that a number may be said of, with where they stand towards it."""
    found = []
    opening = _phrase(tokens, sentence.first, quantity.first, starts)
    if opening is not None:
        found.append(("sentence", opening))
    begin = quantity.first
    while begin > sentence.first and tokens[begin - 1].low not in _BREAKS and begin - 1 not in starts:
        begin -= 1
    near = _phrase(tokens, begin, quantity.first, starts)
    if near is not None:
        found.append(("clause", near))
    if begin > sentence.first and tokens[begin - 1].text == "(":
        begin = sentence.first  # `lentils ($2 per kg)`
    closest = _last_phrase(tokens, begin, quantity.first, starts)
    if closest is not None and closest != near:
        found.append(("before", closest))
    behind = _behind(tokens, quantity, sentence.last, starts)
    if behind is not None:
        found.append(("behind", behind))
    return found


def _is_part(tokens: Sequence[Token], index: int, starts: set[int]) -> bool:
    token = tokens[index]
    if token.kind != "word" or index in starts or token.low in FUNCTION_WORDS | _PARTICIPLES:
        return False
    if token.low in VERBS and token.low not in _NOUNS_TOO or governs(tuple(tokens), index):
        return False
    return token.lemma not in UNIT_FACTORS and token.lemma not in PERIODS


def _phrase(tokens: Sequence[Token], first: int, last: int, starts: set[int]) -> Phrase | None:
    """The noun phrase that a range begins with, past articles and `lending to`."""
    index = first
    while index < last and (tokens[index].low in _SKIPPED | _BREAKS or tokens[index].low in VERBS - _NOUNS_TOO):
        index += 1
    if index + 1 < last and tokens[index].low.endswith("ing") and tokens[index + 1].low in _WITH:
        index += 2
        while index < last and tokens[index].low in _SKIPPED:
            index += 1
    end = index
    while end < last and end - index < _LONGEST and _is_part(tokens, end, starts):
        end += 1
    return (index, end) if end > index else None


def _last_phrase(tokens: Sequence[Token], first: int, last: int, starts: set[int]) -> Phrase | None:
    """The noun phrase nearest before a number: `a stock fund paying 7 percent`, `houses for 20`."""
    end = last
    while end > first and not _is_part(tokens, end - 1, starts):
        end -= 1
    index = end
    while index > first and end - index < _LONGEST and _is_part(tokens, index - 1, starts):
        index -= 1
    return (index, end) if end > index else None


def _behind(tokens: Sequence[Token], quantity: Quantity, last: int, starts: set[int]) -> Phrase | None:
    """`$12 per lamp`, `30 minutes for a chair`, `$95 for delivering a crate`."""
    for index in range(quantity.last, min(quantity.last + 4, last - 1)):
        if tokens[index].kind == "mark" or index in starts or tokens[index].low == "and":
            return None
        if tokens[index].low not in _PER | _WITH:
            continue
        start = index + 1
        while start < last and tokens[start].low in _SKIPPED:
            start += 1
        end = start
        while end < last and end - start < _LONGEST and _is_part(tokens, end, starts):
            end += 1
        if end > start:
            return (start, end)
    return None
