"""Which things a text chooses among: several readings of its lists and records, judged by the numbers they explain."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from nl2milp.readers.offline.choices.elements import Element, make_elements
from nl2milp.readers.offline.choices.facts import CURRENCIES, find_facts
from nl2milp.readers.offline.choices.heads import Head, find_heads
from nl2milp.readers.offline.choices.items import Item, distinct_items, find_items
from nl2milp.readers.offline.choices.lists import find_lists, find_runs
from nl2milp.readers.offline.choices.measures import Column, find_columns
from nl2milp.readers.offline.choices.mentions import find_mentions
from nl2milp.readers.offline.choices.ranges_of_names import named_range
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["best_items"]

_MOST = 24
_BARRED = frozenset("budget total limit time money fund sum capacity deadline".split())


def best_items(
    tokens: Sequence[Token], sentences: Sequence[Sentence], quantities: Sequence[Quantity]
) -> tuple[Item, ...]:
    """The candidates whose records and lists explain the most numbers of the text; empty if there are none."""
    best: tuple[Item, ...] = ()
    top = 0.0
    seen: set[frozenset[tuple[str, ...]]] = set()
    others: list[Item] = []
    for place, items in enumerate(_hypotheses(tokens, sentences, quantities)):
        names = frozenset(item.words for item in items)
        if len(items) < 2 or names in seen or any(_is_unit(item) for item in items):
            continue
        seen.add(names)
        score = _explained(tokens, sentences, quantities, items) - 0.01 * place
        others += [item for item in items if item.words not in {other.words for other in others}]
        if score > top:
            best, top = items, score
        if len(seen) > _MOST:
            break
    return _with_missing(tokens, sentences, quantities, best, top, others)


def _with_missing(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    quantities: Sequence[Quantity],
    items: tuple[Item, ...],
    score: float,
    others: Sequence[Item],
) -> tuple[Item, ...]:
    """The candidates with the one more that a list of numbers asks for, where some other name explains more."""
    lengths = {len(run.quantities) for run in find_runs(tokens, quantities)}
    if len(items) < 3 or len(items) in lengths or len(items) + 1 not in lengths:
        return items
    known = {word for item in items for word in item.words}
    best = items
    for other in others:
        if known & set(other.words):
            continue
        more = tuple(sorted((*items, other), key=lambda item: item.first))
        gained = _explained(tokens, sentences, quantities, more)
        if gained > score + 1:
            best, score = more, gained
    return best


def _is_unit(item: Item) -> bool:
    return (
        item.label.islower() and len(item.words) == 1 and (item.words[0] in UNIT_FACTORS or item.words[0] in CURRENCIES)
    )


def _hypotheses(
    tokens: Sequence[Token], sentences: Sequence[Sentence], quantities: Sequence[Quantity]
) -> Iterator[tuple[Item, ...]]:
    ranged = named_range(tokens)
    if ranged:
        yield ranged
    yield find_items(tokens, sentences, quantities)
    for found in find_lists(tokens, sentences):
        if len(found.phrases) >= 3:
            yield distinct_items(tokens, found.phrases)
    heads = [head for head in find_heads(tokens, sentences, quantities) if not _is_barred(tokens, head)]
    for group in _groups(heads):
        yield distinct_items(tokens, [(head.first, head.last) for head in group])


def _is_barred(tokens: Sequence[Token], head: Head) -> bool:
    """Whether a noun phrase is no candidate: a sum of money, or what a measure is taken of, as in `pay per match`."""
    before = tokens[head.first - 1].low if head.first else ""
    return tokens[head.last - 1].lemma in _BARRED or before in {"per", "each", "every"}


def _groups(heads: Sequence[Head]) -> Iterator[list[Head]]:
    """Heads that hang together: in one sentence, by what joins them to their numbers, or all."""
    for sentence in dict.fromkeys(head.sentence for head in heads):
        yield [head for head in heads if head.sentence == sentence]
    for link in dict.fromkeys(head.link for head in heads):
        yield [head for head in heads if head.link == link]
    own = [head for head in heads if head.link not in {"has", "have"}]  # `the fund has 30 million` is no record
    yield [head for head in own if head.link]
    yield own


def _explained(
    tokens: Sequence[Token], sentences: Sequence[Sentence], quantities: Sequence[Quantity], items: Sequence[Item]
) -> float:
    """How many numbers stand in columns that all items share; those of ragged columns count against it."""
    mentions = find_mentions(tokens, items)
    lines = [make_elements(tokens, sentence, mentions, quantities) for sentence in sentences]
    skipped = frozenset(n for n, line in enumerate(lines) if _states_logic(line))
    facts = find_facts(tokens, sentences, quantities, mentions, skipped, len(items))
    columns = find_columns(facts, items)
    score = sum(_worth(_figures(column, quantities), len(items)) for column in columns)
    named = {mention.item for line in skipped for mention in mentions if _inside(sentences[line], mention.first)}
    return score + 0.3 * len(named)


def _figures(column: Column, quantities: Sequence[Quantity]) -> int:
    """How many items have a number; small ones in words don't count beside figures: `send five of the eight`."""
    spelled = sum(quantities[q].spelled and quantities[q].value <= 12 for q in column.quantities)
    return len(column.values) - spelled if 2 * spelled < len(column.quantities) else len(column.values)


def _worth(found: int, size: int) -> float:
    if found == size:
        return float(found)
    if size > 3 and found >= size - 1:
        return found - 2.5
    return 0.3 * found if 2 * found > size else -0.4 * found


def _inside(sentence: Sentence, index: int) -> bool:
    return sentence.first <= index < sentence.last


_LOGIC = frozenset("if unless only without neither either whenever".split())


def _states_logic(elements: Sequence[Element]) -> bool:
    lows = {element.low for element in elements}
    return bool(lows & _LOGIC) and sum(e.number >= 0 and (e.money or e.value > 12) for e in elements) < 3
