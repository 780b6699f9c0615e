"""Candidate sets of decision variables, from coordination, parallel phrases and identifiers."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from nl2milp.readers.offline.bullets import listed_items
from nl2milp.readers.offline.lexicon import DETERMINERS, FUNCTION_WORDS, NUMBER_WORDS, VERBS
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["NOUNS_TOO", "CandidateSet", "Phrase", "candidate_sets", "governs", "is_identifier"]

Phrase = tuple[int, int]
"""A noun phrase as a range of tokens, `tokens[first:last]`."""

_LONGEST = 5
_MOST_MEMBERS = 8
_IDENTIFIER = re.compile(r"^(?:[A-Z]|[A-Za-z]_?\{?\d{1,2}\}?|[ivx]{1,4}|[IVX]{1,4})$")
_LINKS = frozenset({"and", "or", "&", "nor"})
_OPENERS = frozenset("each per every a an one another the of in on at with 1 both using by".split())
_PREPOSITIONS = frozenset("of in on at with by using both".split())
_UNITED = frozenset("each every per a an one any".split())
_STARTERS = frozenset("while whereas and or that has have".split())
_ENDS = frozenset("and or while whereas but so for".split())
_AUXILIARIES = frozenset("is are be has have had will can must should may which that who whose".split())
NOUNS_TOO = frozenset(
    """plant plants mix mixes drink drinks seat seats ship ships store stores design designs plan plans cook cooks work
    works process fish run runs charge supply supplies clean treat treats sized mixed craft crafts
    build designs fix pick store move holds feature located planting fishing mixing shipping cleaning cooking
    cleaning answer shot hit train trains fries stock stocks order pack packs feed feeds strike strikes
    schedule""".split()
)
_BEFORE_ITEMS = frozenset("by with using via in on at through from".split())
_SPELLED = frozenset("one two three four five".split())


@dataclass(frozen=True, slots=True)
class CandidateSet:
    """Phrases that may name the decision variables together.

    Attributes
    ----------
    phrases : tuple of Phrase
        One for each variable, in the order of the text.
    source : str
        What proposed it: `list`, `coordination`, `parallel` or `identifiers`.
    """

    phrases: tuple[Phrase, ...]
    source: str


def is_identifier(token: Token) -> bool:
    """Whether a token is a label such as `A`, `x1`, `3` or `II` rather than a word."""
    if token.kind == "number":
        return len(token.text) <= 2 and token.text.isdigit()
    return token.low in _SPELLED or bool(_IDENTIFIER.match(token.text))


def candidate_sets(tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]) -> tuple[CandidateSet, ...]:
    """All candidate sets, without duplicates, in a fixed order."""
    found: dict[tuple[tuple[str, ...], ...], CandidateSet] = {}
    items = listed_items(tokens)
    listed = [CandidateSet(items, "list")] if items else []
    for candidate in (*listed, *_coordinated(tokens), *_parallel(tokens, sentences), *_identified(tokens)):
        names = tuple(tuple(token.lemma for token in tokens[first:last]) for first, last in candidate.phrases)
        if len(set(names)) == len(names) and names not in found and not _gapped(tokens, candidate.phrases):
            found[names] = candidate
    return tuple(found.values())


def _gapped(tokens: tuple[Token, ...], phrases: Sequence[Phrase]) -> bool:
    """Whether numbers are said of different things and name none: `a hen lays 5 eggs, a duck 4 and a goose 1`."""
    numbered = [
        tokens[last - 2].lemma for first, last in phrases if last - first > 1 and tokens[last - 1].kind == "number"
    ]
    return len(set(numbered)) > 1


def _in_phrase(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether the token can stand inside a noun phrase."""
    if not 0 <= index < len(tokens):
        return False
    token = tokens[index]
    if token.kind == "word":
        if token.low in _ADVERBS or _measures(tokens, index):
            return False
        if token.low in VERBS and token.low not in NOUNS_TOO and not _participle(tokens, index):
            return False
        if governs(tokens, index) or token.text == "I" and _is_pronoun(tokens, index):
            return False
        if token.text == "A" or token.low not in FUNCTION_WORDS or len(token.text) == 1 and token.text.isupper():
            return True
        return token.low == "plus" and token.text == "Plus"
    if token.kind != "number" or len(token.text) > 2 or index == 0 or tokens[index - 1].kind != "word":
        return False
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return (
        tokens[index - 1].low not in VERBS
        and _numbers_things(tokens, index)
        and (following is None or following.kind == "mark" or following.low in FUNCTION_WORDS or following.low in VERBS)
    )


def _numbers_things(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a number may be a label: `line 1` beside `line 2`, but not `pears 3` beside plain `pears`."""
    noun = tokens[index - 1]
    if noun.text[0].isupper():
        return True
    again = [i + 1 for i, token in enumerate(tokens[:-1]) if token.lemma == noun.lemma and i + 1 != index]
    return not again or any(tokens[i].kind == "number" or tokens[i].low in NUMBER_WORDS for i in again)


_ADVERBS = frozenset("exactly apiece altogether respectively precisely approximately".split())
_SPANS = frozenset("hour minute day week".split())


def _measures(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a number in words counts a span of time: `two hours` is no thing."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return following is not None and tokens[index].low in NUMBER_WORDS and following.lemma in _SPANS


def _is_pronoun(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether `I` is who speaks, and no label such as `type I`."""
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    return following is not None and following.kind == "word" and following.low not in _LINKS | {"is", "has"}


def governs(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a word is the verb of `a show lasts 45 minutes`: like a plural, before a number."""
    low = tokens[index].low
    if len(low) < 4 or not low.endswith("s") or low.endswith(("ss", "us", "is")) or index + 1 >= len(tokens):
        return False
    before, following = tokens[index - 1] if index else None, tokens[index + 1]
    if before is None or before.kind != "word" or before.low in FUNCTION_WORDS or before.lemma != before.low:
        return False
    return following.kind == "number" or following.text in {"$", "€", "£"} or following.low in NUMBER_WORDS


def _participle(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether a participle belongs to the noun after it, as in `privately owned cars`."""
    if not tokens[index].low.endswith("ed") or index + 1 >= len(tokens):
        return False
    following = tokens[index + 1]
    return following.kind == "word" and following.low not in FUNCTION_WORDS and following.low not in VERBS


def _lefts(tokens: tuple[Token, ...], end: int) -> list[Phrase]:
    """Phrases that end just before `end`, the shortest first."""
    found: list[Phrase] = []
    index = end - 1
    while end - index <= _LONGEST and _in_phrase(tokens, index):
        found.append((index, end))
        index -= 1
    if tokens[index].low == "of" and found and end - index <= _LONGEST and _in_phrase(tokens, index - 1):
        found.append((index - 1, end))
    return found


def _rights(tokens: tuple[Token, ...], start: int) -> list[Phrase]:
    """Phrases that start at `start`, past an article, the shortest first."""
    while start < len(tokens) and (
        tokens[start].low in DETERMINERS
        and tokens[start].text != "A"
        or tokens[start].low in {"(", ")"} | _BEFORE_ITEMS
    ):
        start += 1
    found: list[Phrase] = []
    index = start
    while index - start < _LONGEST and _in_phrase(tokens, index):
        found.append((start, index + 1))
        index += 1
    if (
        found
        and index < len(tokens)
        and tokens[index].low == "of"
        and index - start < 3
        and _in_phrase(tokens, index + 1)
    ):
        found.append((start, index + 2))
        if _in_phrase(tokens, index + 2):
            found.append((start, index + 3))
    return found


def _coordinated(tokens: tuple[Token, ...]) -> list[CandidateSet]:
    found: list[CandidateSet] = []
    for index, token in enumerate(tokens):
        if token.low not in _LINKS and not (token.low == "well" and index > 1 and tokens[index - 1].low == "as"):
            continue
        start, end = index + 1, index
        if token.low == "well":
            start, end = index + 2, index - 1
        middles: list[Phrase] = []
        while end > 0 and tokens[end - 1].text in {",", ")", "("}:
            end -= 1
        rights = _rights(tokens, start)
        if not rights:
            continue
        lefts = _lefts(tokens, end)
        found += [CandidateSet((left, right), "coordination") for left in lefts[:4] for right in rights[:5]]
        while lefts and len(middles) < _MOST_MEMBERS - 2:
            longest = max(lefts, key=lambda phrase: phrase[1] - phrase[0])
            comma = longest[0] - 1
            while comma > 0 and (tokens[comma].low in DETERMINERS or tokens[comma].low in _BEFORE_ITEMS):
                comma -= 1
            if comma <= 0 or tokens[comma].text != ",":
                break
            middles.insert(0, longest)
            lefts = _lefts(tokens, comma)
            if len(middles) == 1 and len(lefts) > 1 and lefts[0][1] - lefts[0][0] > 4:
                break
            inner = tuple(middles)
            found += [CandidateSet((left, *inner, right), "coordination") for left in lefts[:4] for right in rights[:4]]
    return found


def _parallel(tokens: tuple[Token, ...], sentences: tuple[Sentence, ...]) -> list[CandidateSet]:
    """Phrases in the same place of different clauses: `Each A requires ... Each B requires ...`."""
    slots: dict[tuple[str, str], dict[tuple[str, ...], Phrase]] = defaultdict(dict)
    for index, token in enumerate(tokens):
        previous = token.low
        opens = previous in _OPENERS
        starts = index == 0 or tokens[index - 1].text in {".", "?", ";", ":", ","} or tokens[index - 1].kind == "break"
        starts = starts or tokens[index - 1].low in _STARTERS or tokens[index - 1].low in VERBS
        phrases = _rights(tokens, index + 1) if opens else _rights(tokens, index) if starts else []
        if previous == "of" and index > 1 and tokens[index - 2].low in _UNITED:
            for first, last in phrases[:1]:
                slots["unit", "of"].setdefault(tuple(tokens[i].lemma for i in range(first, last)), (first, last))
        for first, last in phrases[:5]:
            following = tokens[last] if last < len(tokens) else None
            if following is None or following.low == "of":
                continue
            if following.low in VERBS or following.low in FUNCTION_WORDS or following.kind != "word":
                kind = following.low if following.low in FUNCTION_WORDS else "end"
                if following.low in VERBS or following.low in _AUXILIARIES:
                    kind = "verb"
                elif following.low in _ENDS:
                    kind = "end"
                key = ("^" if not opens or previous in _PREPOSITIONS else "the" if previous == "the" else "each", kind)
                names = tuple(tokens[i].lemma for i in range(first, last))
                slots[key].setdefault(names, (first, last))
    found: list[CandidateSet] = []
    for filled in slots.values():
        phrases = list(filled.values())
        if not 2 <= len(phrases) <= 20:
            continue
        found += [
            CandidateSet((one, other), "parallel")
            for position, one in enumerate(phrases)
            for other in phrases[position + 1 : position + 4]
            if one[1] <= other[0]
        ]
        by_form: dict[str | int, list[Phrase]] = defaultdict(list)
        for phrase in phrases:
            by_form[tokens[phrase[1] - 1].lemma].append(phrase)
            by_form[phrase[1] - phrase[0]].append(phrase)
        for group in (phrases, phrases[:3], *by_form.values()):
            apart = [one for place, one in enumerate(group) if place == 0 or group[place - 1][1] <= one[0]]
            if 3 <= len(apart) <= 6:
                found.append(CandidateSet(tuple(apart), "parallel"))
    return found


def _identified(tokens: tuple[Token, ...]) -> list[CandidateSet]:
    """Series such as `farm 1, farm 2`, `type A, type B`, `x1, x2, x3` or `X and Y`."""
    headed: dict[str, dict[str, Phrase]] = defaultdict(dict)
    bare: dict[str, Phrase] = {}
    for index, token in enumerate(tokens):
        if not is_identifier(token):
            continue
        before = tokens[index - 1] if index else None
        sentence_start = before is None or before.text in {".", "?"} or before.kind == "break"
        if before is not None and before.kind == "word" and _in_phrase(tokens, index - 1) and before.low not in VERBS:
            headed[before.lemma].setdefault(token.low, (index - 1, index + 1))
        if token.kind == "word" and token.text not in {"I", "A"} and not sentence_start or token.text[-1].isdigit():
            if token.kind == "word" and token.low not in _SPELLED:
                bare.setdefault(token.low, (index, index + 1))
        elif token.kind == "word" and token.text == "A" and not sentence_start:
            bare.setdefault(token.low, (index, index + 1))
    groups = [*headed.values(), bare]
    return [
        CandidateSet(tuple(sorted(group.values())), "identifiers")
        for group in groups
        if 2 <= len(group) <= _MOST_MEMBERS
    ]
