"""Noun phrases that may name a candidate, where a number or a list shows that they do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nl2milp.readers.offline.choices.series import is_possessive
from nl2milp.readers.offline.choices.vocabulary import (
    DATA_VERBS,
    DETERMINERS,
    MODALS,
    NOT_NAMES,
    PREPOSITIONS,
    PRONOUNS,
)
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["Phrase", "phrase_backwards", "phrase_forwards", "phrases_with_numbers"]

_LONGEST = 5
_CALLED = frozenset("called named namely numbered labelled labeled".split())
_GAP = 7
_STOPS = frozenset(", ; . if only unless least most exactly more less fewer exceed".split())
_PARTICLES = frozenset("out off away".split())
"""Words that belong to the verb before them: `carry out bank protection`."""
_LEADS = frozenset("of in on and or with while whereas but finally for from at in by ,".split())


@dataclass(frozen=True)
class Phrase:
    """A noun phrase, `tokens[first:last]` without its article, and why it may name a candidate.

    Attributes
    ----------
    pattern : str
        `verb`, `bracket`, `colon`, `bare`, `behind` (a number for it) or `list`.
    verb : str
        Lemma of the verb between it and its number, if there is one.
    number : int
        Position of the quantity that follows or precedes; -1 for a list.
    """

    first: int
    last: int
    pattern: str
    verb: str = ""
    number: int = -1


def is_name_word(token: Token, first: bool) -> bool:
    """Whether a word may stand inside a name."""
    if token.kind != "word" or token.low in PRONOUNS or token.low in _CALLED:
        return False
    if token.low.endswith(("n't", "n’t", "'d", "’d", "'ll", "’ll", "'re", "’re", "'ve", "’ve")):
        return False
    if token.low in {"second", "third"}:
        return True
    if token.low in PREPOSITIONS | NOT_NAMES and not (token.text[0].isupper() and not first):
        return False
    return token.low not in DETERMINERS and token.low not in MODALS


def is_suffix(tokens: Sequence[Token], index: int) -> bool:
    """Whether the token is the letter or number of `unit 2` or `ward B`."""
    if not 0 < index < len(tokens):
        return False
    token, before = tokens[index], tokens[index - 1]
    if before.kind != "word" or token.start - before.end != 1:
        return False
    if token.kind != "word":
        return False
    return len(token.text) == 1 and token.text.isupper() and token.text != "I" or token.text.isdigit()


def phrase_forwards(tokens: Sequence[Token], start: int, stop: int, verbs: bool = True) -> tuple[int, int] | None:
    """The noun phrase that starts at `start`, after articles; None if there is none."""
    first = start
    while first < stop and (tokens[first].low in DETERMINERS | _PARTICLES and not _is_letter(tokens, first)):
        first += 1
    last = first
    if first < stop and first == start and tokens[first].low in DATA_VERBS and tokens[first].text.islower():
        return None
    while last < stop and last - first < _LONGEST:
        token = tokens[last]
        if last > first and is_suffix(tokens, last):
            return first, last + 1
        if token.text in {"'", "’"} and last > first and tokens[last - 1].text.endswith("s"):
            last += 1
            continue
        if _is_letter(tokens, last):
            return first, last + 1
        if token.low == "of" and last > first and last + 1 < stop and is_name_word(tokens[last + 1], False):
            last += 1
            continue
        if (
            token.low == "and"
            and last > first
            and tokens[last - 1].text[0].isupper()
            and last + 1 < stop
            and tokens[last + 1].text[0].isupper()
            and last + 2 < stop
            and tokens[last + 2].low in DATA_VERBS | MODALS
            and first > 0
            and tokens[first - 1].text in {".", ";", ","}
        ):
            last += 1
            continue
        if token.low in {"second", "third"} and last > first:
            break
        if not is_name_word(token, last == first and not _inside(tokens, last)):
            break
        if verbs and last > first and token.low in DATA_VERBS and _starts_verb(tokens, last, stop):
            break
        last += 1
        if _owns(tokens, last - 1, stop):
            break
    return (first, last) if last > first else None


def _inside(tokens: Sequence[Token], index: int) -> bool:
    """Whether the token stands inside a sentence, where a capital letter means a name."""
    marks = {".", "?", "!", ":", "-", "*", "•", "–", "|"}
    return index > 0 and tokens[index - 1].text not in marks and tokens[index - 1].kind != "break"


def _is_letter(tokens: Sequence[Token], index: int) -> bool:
    """Whether a single capital is a name and not an article or pronoun."""
    token = tokens[index]
    if token.kind != "word" or len(token.text) != 1 or not token.text.isupper() or token.text == "I":
        return False
    return token.text != "A" or _inside(tokens, index) or (index + 1 < len(tokens) and tokens[index + 1].low in MODALS)


def _starts_verb(tokens: Sequence[Token], index: int, stop: int) -> bool:
    following = tokens[index + 1] if index + 1 < stop else None
    if following is None:
        return True
    return following.low not in DATA_VERBS | MODALS and following.text != ":"  # `Night runs: 20 minutes`


def phrase_backwards(tokens: Sequence[Token], end: int, stop: int) -> tuple[int, int] | None:
    """The noun phrase that ends before `end`; it may not begin before `stop`."""
    first = end
    while first > stop and end - first < _LONGEST:
        token = tokens[first - 1]
        if first == end and is_suffix(tokens, first - 1):
            first -= 1
            continue
        if _is_letter(tokens, first - 1) and first == end:
            first -= 1
            continue
        if not is_name_word(token, not _inside(tokens, first - 1)):
            break
        if token.low in DATA_VERBS | _PARTICLES and first < end and token.text.islower():
            break
        if first < end and first - 1 > stop and token.text.islower() and _is_infinitive(tokens, first - 1):
            break  # `it may book television (30,000 viewers)`
        first -= 1
    owner = next((i for i in range(end - 2, first - 1, -1) if _owns(tokens, i, end)), -1)
    if owner >= 0:
        end = owner + 1  # `Novak's daily rate` is a measure of Novak
    return (first, end) if first < end else None


def _owns(tokens: Sequence[Token], index: int, stop: int) -> bool:
    """Whether a name ends here with a possessive: `Novak's rate`, but `St. Mary's Hospital`."""
    following = tokens[index + 1] if index + 1 < stop else None
    return is_possessive(tokens[index]) and (following is None or not following.text[:1].isupper())


_INTENDS = frozenset(
    """wants want expects expect plans plan decides decide whether how able like likes going intends intend hopes hope
    wishes wish needs need has have tries considers""".split()
)


def _is_infinitive(tokens: Sequence[Token], index: int) -> bool:
    """Whether the word at `index` is the verb behind `may`, `can` or `plans to`."""
    before = tokens[index - 1].low
    if before == "to":
        return index > 1 and tokens[index - 2].low in _INTENDS
    return before in {"can", "could", "may", "might", "must", "should", "will", "would"}


def phrases_with_numbers(
    tokens: Sequence[Token], sentences: Sequence[Sentence], quantities: Sequence[Quantity]
) -> tuple[Phrase, ...]:
    """All noun phrases with a number of their own, in the order of the text."""
    at = {quantity.first: position for position, quantity in enumerate(quantities)}
    found: list[Phrase] = []
    for sentence in sentences:
        starts = [sentence.first]
        depth = 0
        for index in range(sentence.first, sentence.last):
            depth += (tokens[index].text == "(") - (tokens[index].text == ")")
            if depth > 0:
                continue
            if tokens[index].text in {",", ";", ":", "-", "*", "•", "–", "|"} or tokens[index].low in {
                "and",
                "or",
                "that",
            }:
                starts.append(index + 1)
        for start in starts:
            if found and found[-1].pattern == "colon" and found[-1].last == start - 1:
                continue  # `Alpha: drilling cost 4`
            phrase = _numbered(tokens, start, sentence.last, at)
            if phrase is not None and (not found or phrase.first >= found[-1].last):
                found.append(phrase)
        found += _behind(tokens, sentence, quantities) + _bracketed(tokens, sentence, at)
    return tuple(found)


def _numbered(tokens: Sequence[Token], start: int, stop: int, at: dict[int, int]) -> Phrase | None:
    while start < stop and (tokens[start].low in _LEADS or _is_gerund(tokens, start)):
        start += 1
    bounds = phrase_forwards(tokens, start, stop)
    if bounds is None:
        return None
    first, last = bounds
    if last >= stop or first in at:
        return None
    if tokens[last].low in {"from", "in", "by", "at"} and tokens[first].kind == "word":
        inner = phrase_forwards(tokens, last + 1, stop)
        if inner is not None and inner[1] < stop and tokens[inner[1]].low in DATA_VERBS | MODALS:
            first, last = inner
    following = tokens[last]
    if following.text == "(":
        number = _first_number(last + 1, min(stop, last + 8), at, tokens, frozenset(")"))
        return Phrase(first, last, "bracket", "", number) if number >= 0 else None
    if following.text in {":", "–", "-", "—"}:
        if any(tokens[i].text == "(" for i in range(last + 1, min(stop, last + 6))):
            return None
        number = _first_number(last + 1, min(stop, last + 10), at, tokens, frozenset())
        return Phrase(first, last, "colon", "", number) if number >= 0 else None
    if last in at:
        return Phrase(first, last, "bare", "", at[last])
    if following.low in {"for", "at"} and last + 1 in at and tokens[start].low in DETERMINERS | {"and", "or"}:
        return Phrase(first, last, "bare", "", at[last + 1])
    if following.text == "," and last + 1 in at:
        return Phrase(first, last, "bare", "", at[last + 1])
    if following.low in MODALS | DATA_VERBS:
        verb = last
        while verb < stop and tokens[verb].low in MODALS | {"also", "only", "not"}:
            verb += 1
        if verb in at:
            return Phrase(first, last, "verb", "have", at[verb])
        number = _first_number(verb, min(stop, verb + _GAP), at, tokens, _STOPS)
        if number >= 0 and verb < stop:
            return Phrase(first, last, "verb", tokens[verb].lemma, number)
    return None


def _is_gerund(tokens: Sequence[Token], index: int) -> bool:
    """`Opening` in `Opening the north hall costs 50`."""
    low = tokens[index].low
    articled = index + 1 < len(tokens) and tokens[index + 1].low in DETERMINERS | {"in", "on"}
    return low.endswith("ing") and len(low) > 5 and articled


def _first_number(first: int, last: int, at: dict[int, int], tokens: Sequence[Token], stops: frozenset[str]) -> int:
    for index in range(first, last):
        if index in at:
            return at[index]
        if tokens[index].low in stops:
            return -1
    return -1


def _behind(tokens: Sequence[Token], sentence: Sentence, quantities: Sequence[Quantity]) -> list[Phrase]:
    """Names behind their numbers: `310 for a toll road, 240 for a wind farm`."""
    found: list[Phrase] = []
    for position, quantity in enumerate(quantities):
        if not sentence.first <= quantity.first < sentence.last:
            continue
        index = quantity.last
        while index < sentence.last and index - quantity.last < 4 and _is_unit(tokens[index]):
            index += 1
        if index >= sentence.last or tokens[index].low not in {"for", "in", "at", "from", "on", "by", "with", "("}:
            continue
        bounds = phrase_forwards(tokens, index + 1, sentence.last, verbs=False)
        if bounds is not None:
            found.append(Phrase(*bounds, "behind", tokens[index].low, position))
    return found if len(found) >= 2 else []


def _bracketed(tokens: Sequence[Token], sentence: Sentence, at: dict[int, int]) -> list[Phrase]:
    """Names before a bracket with numbers, wherever they stand: `are a mass spectrometer (9 square metres)`."""
    found: list[Phrase] = []
    for index in range(sentence.first + 1, sentence.last):
        if tokens[index].text != "(":
            continue
        number = _first_number(index + 1, min(sentence.last, index + 8), at, tokens, frozenset(")"))
        bounds = phrase_backwards(tokens, index, sentence.first)
        if bounds is not None and number >= 0:
            found.append(Phrase(*bounds, "bracket", "", number))
    return found


def _is_unit(token: Token) -> bool:
    return token.kind == "word" and (
        token.lemma in UNIT_FACTORS
        or token.low in {"euro", "euros", "dollars", "a", "per", "year", "thousand"}
        or token.kind == "word"
        and token.low not in PREPOSITIONS
        and token.low not in {"and", "or"}
    )
