"""Checks that a row is about the decisions that its words name: no other one, and none of them left out."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from nl2milp.algebra.syntax import Compare, Number, names_in, walk
from nl2milp.formulation import Constraint, Kind, Span
from nl2milp.readers.offline.audit_numbers import plain_rule, quote_of
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS
from nl2milp.readers.offline.page import Page
from nl2milp.readers.offline.quantities import Quantity, find_quantities
from nl2milp.readers.offline.tokens import Token, tokenize

__all__ = ["OWNER_CHECKS"]

Doubts = Iterator[tuple[str, Span | None]]

_ALL = frozenset(
    """total totals altogether overall combined together both either any all sum whole every each these those them
    everything across""".split()
)
_APART = frozenset("each every per than as both either".split())
_LIMITING = frozenset("least most more fewer less up only maximum minimum exceed exceeds exceeding".split())
_ENDS = frozenset(", ; : . ( ) - – that which who because since while so if".split())


_LIST_MARK = re.compile(r"\w- \w")
"""The next item of a list written in one line."""
_GOES_ON = re.compile(r"\s*(,|and\b|or\b|&)", re.I)


class _Names:
    """Which decisions some words name: by the words of their labels that no other label has."""

    def __init__(self, page: Page) -> None:
        labels = {
            one.symbol: _parts(tokenize(one.label or one.symbol))
            for one in page.formulation.variables
            if "[" not in one.symbol
        }
        self.words: Mapping[str, list[str]] = labels
        self.heads: Mapping[str, str] = {symbol: words[-1] if words else "" for symbol, words in labels.items()}
        self.own: Mapping[str, frozenset[str]] = {
            symbol: frozenset(words).difference(*(other for name, other in labels.items() if name != symbol))
            for symbol, words in labels.items()
        }
        self.size = {symbol: len(words) for symbol, words in labels.items()}

    @property
    def distinct(self) -> bool:
        """Whether each decision can be told from the others by a word."""
        return all(self.own.values())

    def hinted(self, tokens: Sequence[Token]) -> set[str]:
        """Those of which any word of their own is said."""
        said = set(_parts(tokens))
        return {symbol for symbol, own in self.own.items() if own & said}

    def named(self, tokens: Sequence[Token]) -> set[str]:
        """Those that are called by their whole name, or by the part of it that tells them apart."""
        return {symbol for symbol in self.own if self._is_named(symbol, tokens)}

    def modified(self, tokens: Sequence[Token]) -> set[str]:
        """Those of a short name of which more than the last word is said: `the Welsh quarry` for `Welsh slates`."""
        said = set(_parts(tokens))
        short = {symbol: own - {self.heads[symbol]} for symbol, own in self.own.items() if self.size[symbol] < 3}
        return {symbol for symbol, own in short.items() if own & said}

    def _is_named(self, symbol: str, tokens: Sequence[Token]) -> bool:
        own, head, said = self.own[symbol], self.heads[symbol], _parts(tokens)
        if self.size[symbol] == 1 or own == {head} and len(head) == 1:
            return bool(own & set(said))
        if head not in own:
            return bool(own) and own <= set(said)
        return any(word == head and own.intersection(said[max(0, at - 3) : at]) for at, word in enumerate(said))


def _parts(tokens: Sequence[Token]) -> list[str]:
    """The lemmas of some words, those of `half-day` apart."""
    return [part for token in tokens if token.kind != "mark" for part in token.lemma.split("-") if part]


def _rows(page: Page) -> Iterator[tuple[Constraint, Compare]]:
    """The plain rules of a model of amounts, with their statements."""
    if any(one.kind is Kind.BINARY or "[" in one.symbol for one in page.formulation.variables):
        return
    for one in page.formulation.constraints:
        rule = plain_rule(one)
        if rule is not None and one.quote:
            yield one, rule


def _of_others(page: Page) -> Doubts:
    """A row whose words name decisions, and none of those that it limits."""
    names = _Names(page)
    for one, rule in _rows(page):
        mine = names_in(rule)
        tokens = tokenize(quote_of(one))
        if _ALL & {token.low for token in tokens} or _LIST_MARK.search(quote_of(one)):
            continue  # `x4 can have up to 600 each`
        if len(mine) == len(names.own) or not all(names.own.get(symbol) for symbol in mine):
            continue
        if any("respectively" in page.words(sentence) for sentence in page.at(one)):
            continue  # `B, C and D can use up to 60, 40 and 30 respectively`
        named = names.named(tokens)
        if named and not names.hinted(tokens) & mine:
            yield f"this speaks of others than are limited: '{quote_of(one)[:200]}'", one.span


def _one_for_all(page: Page) -> Doubts:
    """A limit of one thing that isn't named whole, where the words speak of all: `4,000 slates altogether`."""
    names = _Names(page)
    for one, rule in _rows(page):
        if one.slots.get("role") != "bound":
            continue
        tokens = tokenize(quote_of(one))
        if _TOTAL.search(quote_of(one)) and not names_in(rule) & names.named(tokens):
            yield f"this speaks of all together, and one of them is limited: '{quote_of(one)[:200]}'", one.span


_TOTAL = re.compile(r"\b(altogether|all told|in (total|all|sum)|overall|combined|both together)\b", re.I)


def _all_for_one(page: Page) -> Doubts:
    """A sum of all where the words name one of them and speak of no total."""
    names = _Names(page)
    if len(names.own) < 2 or not names.distinct:
        return
    for one, rule in _rows(page):
        if one.slots.get("role") != "total" or names_in(rule) != set(names.own):
            continue
        tokens = tokenize(quote_of(one))
        if one.span is not None and (_GOES_ON.match(page.text[one.span.end :]) or tokens[-1].low in FUNCTION_WORDS):
            continue  # `100 hectares are under maize`, `, rye and beet`
        if _ALL & {token.low for token in tokens}:
            continue
        hinted = names.hinted(tokens)
        if len(hinted) == 1 and (hinted == names.named(tokens) or hinted & names.modified(tokens)):
            yield f"this names one thing, and all are added up: '{quote_of(one)[:200]}'", one.span


def _behind_the_number(page: Page) -> Doubts:
    """A number whose noun is another decision than the one that it limits, or several of them."""
    names = _Names(page)
    for one, rule in _rows(page):
        mine = names_in(rule)
        if one.slots.get("role") not in {"bound", "share", "total"}:
            continue
        if one.span is not None and _GOES_ON.match(page.text[one.span.end :]):
            continue
        limited = names_in(rule.operands[0]) if one.slots["role"] == "share" else mine
        values = {abs(part.value) for part in walk(rule) if isinstance(part, Number)}
        tokens = tokenize(quote_of(one))
        quantities = find_quantities(tokens)
        for place, quantity in enumerate(quantities):
            if float(quantity.value) not in values:
                continue
            stretch = _stretch(tokens, quantities, place)
            named = names.named(stretch)
            said = _said(tokens, quantity, stretch)
            if named and not named & limited:
                yield f"'{said}' limits something else in the model", one.span
            elif one.slots["role"] == "bound" and len(named) > 1 and not _APART & {token.low for token in stretch}:
                yield f"'{said}' names several, and one of them is limited", one.span
            elif one.slots["role"] == "total" and named and named < limited and not _joined(tokens, quantities, place):
                yield f"'{said}' limits something else in the model", one.span
            break


def _stretch(tokens: Sequence[Token], quantities: Sequence[Quantity], place: int) -> Sequence[Token]:
    """The words behind a number up to the next number, limit or mark."""
    start = quantities[place].last
    stop = start
    others = {other.first for other in quantities}
    while stop < len(tokens) and stop not in others and tokens[stop].low not in _LIMITING | _ENDS:
        if tokens[stop].low == "and" and stop + 1 < len(tokens) and tokens[stop + 1].low in {"for", "it"}:
            break  # `1,500 units, and for good B it is less`
        stop += 1
    return tokens[start:stop]


def _joined(tokens: Sequence[Token], quantities: Sequence[Quantity], place: int) -> bool:
    """Whether an `and` or `or` stands behind a number, before the next one: `20 axes, saws and files`."""
    stop = quantities[place + 1].first if place + 1 < len(quantities) else len(tokens)
    return bool({"and", "or", "plus", "&"} & {token.low for token in tokens[quantities[place].last : stop]})


def _said(tokens: Sequence[Token], quantity: Quantity, stretch: Sequence[Token]) -> str:
    return " ".join(token.text for token in (*tokens[quantity.first : quantity.last], *stretch))


def _part_of_ratio(page: Page) -> Doubts:
    """A comparison with a decision that its words don't name, where they point at nothing said before."""
    names = _Names(page)
    if not names.distinct:
        return
    for one, rule in _rows(page):
        if one.slots.get("role") not in {"ratio", "comparison"}:
            continue
        tokens = tokenize(quote_of(one))
        missing = names_in(rule) - names.hinted(tokens)
        if missing and names.hinted(tokens) and not _POINTING & {token.low for token in tokens}:
            yield f"what this is compared with is not clear: '{quote_of(one)[:200]}'", one.span


_COMPARING = re.compile(
    r"\b(outnumber\w*|exceed\w*|surpass\w*|overtake\w*|than|as (many|much|few|little)|twice|thrice"
    r"|(double|triple|half|equal to) (the|as|of)|for (each|every))\b",
    re.I,
)


def _uncompared(page: Page) -> Doubts:
    """A sentence without a figure that compares decisions, of which nothing came: `vans must not outnumber cars`."""
    if any(one.kind is Kind.BINARY or "[" in one.symbol for one in page.formulation.variables):
        return
    names = _Names(page)
    aim = page.formulation.objective.span
    for sentence in page.sentences:
        words = page.words(sentence)
        if sentence.question or page.of(sentence) or re.search(r"\d", words) or not _COMPARING.search(words):
            continue
        asked = aim is not None and aim.start < sentence.end and sentence.start < aim.end
        if not asked and len(names.hinted(tokenize(words))) > 1:
            yield page.about(sentence, "what this compares is not in the model")


def _called_alike(page: Page) -> Doubts:
    """Decisions called `guides` and `night guides` beside talk of day guides: all that is said goes to the first."""
    if any(one.kind is Kind.BINARY for one in page.formulation.variables):
        return
    names = _Names(page)
    tokens = tokenize(page.text)
    known = set().union(*names.words.values())
    for symbol, own in names.own.items():
        before = Counter(
            tokens[at - 1].lemma for at, token in enumerate(tokens) if at and token.lemma == names.words[symbol][0]
        )
        others = {word for word, count in before.items() if count > 1 and word not in known | FUNCTION_WORDS}
        bare = before.total() > sum(before[word] for word in known | others)
        if not own and others and bare:
            yield f"no word tells '{symbol.replace('_', ' ')}' from the other decisions", None


_POINTING = _ALL | frozenset(
    "it its they their this that one ones other others rest former latter first second same remaining such".split()
)

OWNER_CHECKS = (_of_others, _one_for_all, _all_for_one, _behind_the_number, _part_of_ratio, _uncompared, _called_alike)
"""In the order in which their doubts are shown."""
