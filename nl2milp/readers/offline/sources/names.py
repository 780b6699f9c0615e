"""Candidates for the sources of a text, and what amounts are counted in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from nl2milp.readers.offline.bullets import listed_items
from nl2milp.readers.offline.candidates import CandidateSet, Phrase
from nl2milp.readers.offline.choices.items import find_items
from nl2milp.readers.offline.conditional.subjects import subject_sets
from nl2milp.readers.offline.conditional.vocabulary import PERIODS
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS, UNIT_FACTORS, VERBS
from nl2milp.readers.offline.mentions import Name, names_of
from nl2milp.readers.offline.naming import best_sets
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["PER", "amount_noun", "amount_unit", "class_nouns", "source_names"]

PER = frozenset("a an per each every one".split())
_SIZES = frozenset("cubic square metric more further extra additional other".split())
_SETS = 4
_TIMES = 3
"""So many amounts in days are amounts, and not what prices are for: `900 a day`."""


def amount_noun(tokens: Sequence[Token], index: int) -> str:
    """The noun at `index`, past words of size: `metre` of `cubic metres`; empty if there is none."""
    while index < len(tokens) and tokens[index].low in _SIZES:
        index += 1
    if index >= len(tokens) or tokens[index].kind != "word" or tokens[index].low in FUNCTION_WORDS:
        return ""
    return tokens[index].lemma


def amount_unit(tokens: Sequence[Token], quantities: Sequence[Quantity]) -> str:
    """What amounts are counted in: the noun behind most numbers that prices are for as well; empty if there is none."""
    counted: Counter[str] = Counter()
    for quantity in quantities:
        if quantity.kind == "number" and not quantity.money:
            counted[amount_noun(tokens, quantity.last)] += 1
    priced: Counter[str] = Counter()
    for index in range(len(tokens) - 1):
        if tokens[index].low in PER:
            priced[amount_noun(tokens, index + 1)] += 1
    best, score = "", 0
    for noun, times in counted.items():
        if not noun or noun in PERIODS and noun != "hour" and times < _TIMES or not priced[noun]:
            continue
        if times + priced[noun] > score:
            best, score = noun, times + priced[noun]
    if best:
        return best
    apiece = any(token.low in {"each", "apiece"} for token in tokens)
    units = [(times, noun) for noun, times in counted.items() if noun and noun not in PERIODS and times > 2]
    return max(units)[1] if apiece and units else ""


def source_names(
    tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], quantities: tuple[Quantity, ...]
) -> list[tuple[Name, ...]]:
    """What the sources may be called: names with capitals, list items, names with a common head, and coordinations."""
    found: list[tuple[Phrase, ...]] = []
    items = listed_items(tokens)
    found += [items] if items else []
    found += [phrases for phrases in (_measured(tokens, quantities),) if len(phrases) > 1]
    found += [phrases for phrases in (_capitals(tokens, sentences),) if len(phrases) > 1]
    found += [phrases for phrases in (_priced(tokens, quantities),) if len(phrases) > 1]
    listed = find_items(tokens, sentences, quantities)
    found += [tuple((item.first, item.last) for item in listed)] if len(listed) > 1 else []
    found += subject_sets(tokens, sentences, quantities)
    found += [named.candidate.phrases for named in best_sets(tokens, sentences, quantities)[:_SETS]]
    sets = [names_of(tokens, CandidateSet(tuple(phrases), "parallel")) for phrases in found]
    return list(dict.fromkeys(sets))


def _measured(tokens: Sequence[Token], quantities: Sequence[Quantity]) -> tuple[Phrase, ...]:
    """What amounts are of, named more than once: `a sack of wheat`, `250 of papayas`."""
    units = {amount_noun(tokens, quantity.last) for quantity in quantities if not quantity.money} - {""}
    ends = {quantity.last for quantity in quantities}
    places: dict[str, list[int]] = {}
    for index in range(1, len(tokens) - 1):
        before = tokens[index - 1]
        opened = before.lemma in units or index in ends or before.low in {",", "and", "or"}
        if tokens[index].low == "of" and opened and _is_noun(tokens[index + 1]) and tokens[index + 1].kind == "word":
            places.setdefault(tokens[index + 1].lemma, []).append(index + 1)
    return tuple(sorted((at[0], at[0] + 1) for noun, at in places.items() if len(at) > 1 and noun not in units))


_PRICING = frozenset("costs cost charges charge asks rents earns".split())


def _priced(tokens: Sequence[Token], quantities: Sequence[Quantity]) -> tuple[Phrase, ...]:
    """What stands before `costs` and a price: `studio North costs 20,000`, `the one in the old school costs 120`."""
    starts = {quantity.first for quantity in quantities}
    found: dict[tuple[str, ...], Phrase] = {}
    for index in range(1, len(tokens) - 2):
        offered = tokens[index].low in {"for", "at"} and tokens[index - 1].text[:1].isupper()
        if tokens[index].low not in _PRICING and not offered or not {index + 1, index + 2} & starts:
            continue
        first = index
        while first > 0 and index - first < 3 and _is_noun(tokens[first - 1]):
            first -= 1
        if first < index:
            found.setdefault(tuple(token.lemma for token in tokens[first:index]), (first, index))
    return tuple(found.values())


def _is_noun(token: Token) -> bool:
    named = token.kind == "number" or token.text[:1].isupper() and token.low not in {"the", "a", "it", "and"}
    plain = token.kind == "word" and token.low not in FUNCTION_WORDS and not token.low.endswith("ing")
    return named or plain and token.low not in VERBS


def _capitals(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> tuple[Phrase, ...]:
    """Names written with a capital inside a sentence that come back: `Alder`, `Kiln 2`, `supplier A`."""
    starts = {sentence.first for sentence in sentences} | {
        i + 1 for i, token in enumerate(tokens) if token.text in {".", ":", "-", "?"} or token.kind == "break"
    }
    places: dict[str, list[int]] = {}
    for index, token in enumerate(tokens):
        if (
            token.kind == "word"
            and token.text[:1].isupper()
            and token.text not in {"I", "A"}
            or token.text == "A"
            and index not in starts
        ):
            places.setdefault(token.text, []).append(index)
    heads = Counter(
        tokens[at].text
        for at in range(len(tokens) - 1)
        if tokens[at].text[:1].isupper() and tokens[at + 1].text[:1].isupper() and at + 1 not in starts
    )
    found = []
    for text, at in places.items():
        inside = [index for index in at if index not in starts]
        plain = any(token.text == text.lower() for token in tokens) or text.lower() in VERBS | UNIT_FACTORS.keys()
        if len(at) < 2 or not inside or plain and len(text) > 1 or heads[text] > 1 or text.lower() in FUNCTION_WORDS:
            continue
        found.append((at[0], at[0] + 1))
    return tuple(sorted(found))


def class_nouns(tokens: Sequence[Token], quantities: Sequence[Quantity], names: Sequence[Name]) -> frozenset[str]:
    """The nouns for one of the sources: `quarry` after `three quarries`, `kiln` of `Kiln 2` and `Kiln 3`."""
    found = {
        tokens[quantity.last].lemma
        for quantity in quantities
        if quantity.spelled and quantity.value == len(names) and quantity.last < len(tokens)
    }
    for index in range(len(tokens) - 2):
        relative = tokens[index + 2].low in {"that", "which", "with", "where", "whose"}
        if relative and tokens[index].low in {"a", "an", "each", "every", "any", "no"}:
            found.add(tokens[index + 1].lemma)  # `a boat that is not fitted out`
    found |= set.intersection(*({*name.lemmas} - name.own for name in names))
    for name in names:
        before = tokens[name.first - 1]
        if before.kind == "word" and before.low not in FUNCTION_WORDS and before.low not in VERBS:
            found.add(before.lemma)
    return frozenset(found - FUNCTION_WORDS)
