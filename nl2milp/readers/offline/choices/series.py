"""Numbered and lettered names: `unit 2`, `lines 1 and 4`, whose numbers count nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from nl2milp.readers.offline.choices.vocabulary import DATA_VERBS, DETERMINERS, MODALS, NOT_NAMES, PREPOSITIONS
from nl2milp.readers.offline.lexicon import NUMBER_WORDS, UNIT_FACTORS
from nl2milp.readers.offline.tokens import Sentence, Token, split_sentences
from nl2milp.readers.offline.words import lemma, stem

__all__ = [
    "is_possessive",
    "mark_series",
    "whole_sentences",
    "with_measures",
    "without_possessives",
    "without_quotes",
]


def mark_series(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens, with the numbers of a series of names turned into words.

    >>> from nl2milp.readers.offline.tokens import tokenize
    >>> [t.text for t in mark_series(tokenize("Unit 1 earns 9. Units 2 and 3 earn 8.")) if t.kind == "number"]
    ['9', '8']
    """
    suffixes: dict[str, set[str]] = defaultdict(set)
    places: dict[str, list[int]] = defaultdict(list)
    for index in range(1, len(tokens)):
        noun = tokens[index - 1]
        if noun.low in {"numbered", "labelled", "labeled"} and index > 2:
            noun = tokens[index - 3 if tokens[index - 2].text == "," else index - 2]
            if _range_end(tokens, index) >= 0 and noun.kind == "word" and noun.lemma != noun.low:
                _add_range(tokens, index, noun.lemma, suffixes, places)
            continue
        if not _is_small(tokens[index]) or noun.kind != "word" or not _may_lead(tokens, index - 1):
            continue
        at = index
        end = _range_end(tokens, index)
        if end >= 0 and noun.lemma != noun.low:
            _add_range(tokens, index, noun.lemma, suffixes, places)
            continue
        while True:
            suffixes[noun.lemma].add(tokens[at].text)
            places[noun.lemma].append(at)
            following = _next_in_list(tokens, at)
            if following < 0 or noun.lemma == noun.low:
                break
            at = following
    series = {
        place
        for lemma, found in suffixes.items()
        if len(found) >= 2
        and max(map(int, found)) <= len(found) + 3
        and not _counts(tokens, lemma)
        and ("1" in found or _is_run(found))  # `the telescope 3 bays and 4 visitors`
        for place in places[lemma]
    }
    listed = {index for index in range(len(tokens) - 1) if _is_list_number(tokens, index)}
    series |= {
        index
        for index in range(len(tokens) - 1)
        if tokens[index].kind == "number"
        and tokens[index + 1].text == "D"
        and tokens[index + 1].start == tokens[index].end
    }  # a 3D printer
    kinds = {**dict.fromkeys(series, "word"), **dict.fromkeys(listed, "mark")}
    return tuple(replace(t, kind=kinds[index]) if index in kinds else t for index, t in enumerate(tokens))


def _is_list_number(tokens: Sequence[Token], index: int) -> bool:
    """Whether a number only counts the lines of a list: `2.` or `(2)` where a line begins."""
    opened = index and tokens[index - 1].text == "("
    start = index - 1 if opened else index
    begins = start == 0 or tokens[start - 1].kind == "break"
    behind = tokens[index + 1].text
    return _is_small(tokens[index]) and begins and (behind == ")" or behind == "." and not opened)


def _is_run(numbers: set[str]) -> bool:
    values = sorted(map(int, numbers))
    return len(values) > 2 and values == list(range(values[0], values[0] + len(values)))


def without_quotes(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens without quotation marks around names; an apostrophe alone stays."""
    marks = [i for i, token in enumerate(tokens) if token.text in _QUOTES]
    opened = [i for i in marks if i + 1 < len(tokens) and tokens[i + 1].start == tokens[i].end and _spaced(tokens, i)]
    dropped = set(opened) | {i for i in marks if any(o < i <= o + _LONGEST for o in opened)}
    return tuple(token for i, token in enumerate(tokens) if i not in dropped)


def with_measures(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens, with `90-minute` as a number and its unit, and the number in `Hydro Two` as part of a name."""
    found: list[Token] = []
    for index, token in enumerate(tokens):
        figure, _, unit = token.text.partition("-")
        if token.kind == "word" and figure.isdigit() and lemma(unit.lower()) in _MEASURED:
            middle = token.start + len(figure)
            low = unit.lower()
            found.append(Token(figure, figure, figure, figure, token.start, middle, "number"))
            found.append(Token(unit, low, lemma(low), stem(low), middle + 1, token.end, "word"))
        elif _is_named_number(tokens, index):
            found.append(replace(token, low=token.text, lemma=token.text, stem=token.text))
        else:
            found.append(token)
    return tuple(found)


_MEASURED = frozenset(UNIT_FACTORS) | frozenset("euro franc watt kilowatt megawatt hectare point day month".split())


def _is_named_number(tokens: Sequence[Token], index: int) -> bool:
    """Whether a number in words is the second part of a name: `Hydro Two`."""
    token = tokens[index]
    if index < 2 or token.low not in NUMBER_WORDS or not token.text[0].isupper() or token.text.isupper():
        return False
    before = tokens[index - 1]
    return before.kind == "word" and before.text[0].isupper() and token.start - before.end == 1


def without_possessives(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens with `Novak's` written `Novak`: its range still has the ending, as `is_possessive` sees."""
    return tuple(
        replace(t, text=t.text[:-2], low=t.low[:-2], lemma=t.low[:-2], stem=t.low[:-2])
        if t.kind == "word" and t.text[0].isupper() and t.text[-2:] in {"'s", "’s"} and t.low[:-2] not in _SHORT
        else t
        for t in tokens
    )


def is_possessive(token: Token) -> bool:
    """Whether an ending was taken off by `without_possessives`."""
    return token.kind == "word" and token.end - token.start == len(token.text) + 2


_SHORT = frozenset("it that there here what who he she how where let".split())
_QUOTES = frozenset("'\"“”‘’«»„")
_LONGEST = 7


def _spaced(tokens: Sequence[Token], index: int) -> bool:
    return index == 0 or tokens[index - 1].end < tokens[index].start or tokens[index - 1].text in {"(", "-"}


def whole_sentences(tokens: Sequence[Token]) -> tuple[Sentence, ...]:
    """The sentences up to full stops: what semicolons part belongs together here."""
    found: list[Sentence] = []
    for sentence in split_sentences(tuple(tokens)):
        before = found[-1] if found else None
        if before is not None and tokens[before.last - 1].text == ";":
            found[-1] = replace(before, last=sentence.last, end=sentence.end, question=sentence.question)
        else:
            found.append(sentence)
    return tuple(found)


def _is_small(token: Token) -> bool:
    return token.kind == "number" and token.text.isdigit() and len(token.text) <= 2


def _may_lead(tokens: Sequence[Token], index: int) -> bool:
    noun = tokens[index]
    closed = DETERMINERS | MODALS | NOT_NAMES | PREPOSITIONS
    if not noun.text[0].isupper():  # `Store 1` is a name, `store 1` may say how much is stored
        closed |= DATA_VERBS
    return noun.low not in closed and noun.lemma not in UNIT_FACTORS and noun.end + 1 == tokens[index + 1].start


def _add_range(
    tokens: Sequence[Token], index: int, noun: str, suffixes: dict[str, set[str]], places: dict[str, list[int]]
) -> None:
    """Note the numbers of `1 to 7` as names."""
    end = _range_end(tokens, index)
    suffixes[noun] |= {str(n) for n in range(int(tokens[index].text), int(tokens[end].text) + 1)}
    places[noun] += [index, end]


def _range_end(tokens: Sequence[Token], index: int) -> int:
    """The last number of `1 to 7`; -1 if none follows."""
    if index + 2 >= len(tokens) or tokens[index + 1].low not in {"to", "-", "–", "through"}:
        return -1
    last = tokens[index + 2]
    return index + 2 if _is_small(last) and int(tokens[index].text) < int(last.text) else -1


def _next_in_list(tokens: Sequence[Token], index: int) -> int:
    """The next number of `1, 2 and 3`; -1 if the list ends here."""
    at = index + 1
    while at < len(tokens) and at < index + 3 and tokens[at].low in {",", "and", "or", "nor"}:
        at += 1
    return at if at > index + 1 and at < len(tokens) and _is_small(tokens[at]) else -1


def _counts(tokens: Sequence[Token], lemma: str) -> bool:
    """Whether numbers also stand right before the noun, as in `2 units`, so often that it is counted."""
    before = sum(t.lemma == lemma and i > 0 and tokens[i - 1].kind == "number" for i, t in enumerate(tokens))
    behind = sum(
        t.lemma == lemma and i + 1 < len(tokens) and tokens[i + 1].kind == "number" for i, t in enumerate(tokens)
    )
    return before > behind
