"""Further candidates for what is decided on: the subjects of rates, and names with one head in common."""

from __future__ import annotations

from collections.abc import Sequence

from nl2milp.readers.offline.candidates import Phrase
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS, VERBS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["subject_sets"]

_ARTICLES = frozenset("a an each every one the".split())
_LONGEST = 4


def subject_sets(
    tokens: Sequence[Token], sentences: Sequence[Sentence], quantities: Sequence[Quantity]
) -> list[tuple[Phrase, ...]]:
    """Sets of phrases that may name the variables together, each phrase once."""
    found = [_rated(tokens, sentences, quantities), _headed(tokens, capital=True), _headed(tokens, capital=False)]
    return [phrases for phrases in found if 2 <= len(phrases) <= 8]


def _rated(
    tokens: Sequence[Token], sentences: Sequence[Sentence], quantities: Sequence[Quantity]
) -> tuple[Phrase, ...]:
    """`A lorry moves 60 tonnes`, `a tractor with trailer moves 35`: what a number is said of."""
    starts = {quantity.first for quantity in quantities}
    found: dict[tuple[str, ...], Phrase] = {}
    for sentence in sentences:
        for index in range(sentence.first, sentence.last - 2):
            opens = index == sentence.first or tokens[index - 1].low in {",", ";", "and", "while", "whereas", "-", ":"}
            if not opens or tokens[index].low not in {"a", "an", "each", "every", "one"} or index in starts - {index}:
                continue
            end = index + 1
            while end < min(sentence.last, index + 1 + _LONGEST) and _is_noun(tokens, end, starts):
                end += 1
            ahead = range(end, min(end + 5, sentence.last))
            if end == index + 1 or not any(place in starts for place in ahead):
                continue
            key = tuple(token.lemma for token in tokens[index + 1 : end])
            found.setdefault(key, (index + 1, end))
    return tuple(sorted(found.values()))


def _is_noun(tokens: Sequence[Token], index: int, starts: set[int]) -> bool:
    token = tokens[index]
    if token.kind != "word" or index in starts or token.low in FUNCTION_WORDS:
        return False
    before_number = index + 1 in starts
    verb = token.low in VERBS or before_number and token.low.endswith("s")
    return not verb


def _headed(tokens: Sequence[Token], *, capital: bool) -> tuple[Phrase, ...]:
    """`plant Ost` and `plant West`, or `the city van` and `the coast van`: names with one word in common."""
    groups: dict[str, dict[str, Phrase]] = {}
    for index in range(1, len(tokens) - 1):
        one, two = tokens[index], tokens[index + 1]
        if one.kind != "word" or two.kind not in {"word", "number"}:
            continue
        if capital:
            named = two.text[:1].isupper() or two.kind == "number" and len(two.text) == 1
            if named and one.low not in FUNCTION_WORDS and one.low not in {"costs", "cost"}:
                groups.setdefault(one.lemma, {}).setdefault(two.lemma, (index, index + 2))
            continue
        plain = one.low not in FUNCTION_WORDS | VERBS and two.low not in FUNCTION_WORDS and two.kind == "word"
        if plain and tokens[index - 1].low == "the" and two.low == two.lemma:
            groups.setdefault(two.lemma, {}).setdefault(one.lemma, (index, index + 2))
    best = max(groups.values(), key=len, default={})
    return tuple(sorted(best.values())) if len(best) >= 2 else ()
