"""The candidates of a choice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nl2milp.readers.offline.choices.lists import NameList, NumberRun, find_lists, find_runs
from nl2milp.readers.offline.choices.names import Phrase, is_suffix, phrases_with_numbers
from nl2milp.readers.offline.choices.vocabulary import (
    DETERMINERS,
    SCALES,
)
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["Item", "distinct_items", "find_items", "is_inside", "item_is_inside"]

_GENERIC = frozenset(
    """cost price budget profit income score total benefit value fund money year day week month hour minute person
    limit capacity time goal aim work rest figure number amount order case plan offer thing something fee""".split()
)
_OWNERS = frozenset("our my its their your his".split())
_HOLDERS = frozenset("have has had own owns spend".split())


@dataclass(frozen=True)
class Item:
    """A candidate.

    Attributes
    ----------
    label : str
        Its name as the text writes it.
    words : tuple of str
        The lemmas of the name.
    proper : bool
        Written with capitals inside sentences.
    first, last : int
        Where it is first named.
    """

    label: str
    words: tuple[str, ...]
    proper: bool
    first: int
    last: int


def find_items(
    tokens: Sequence[Token], sentences: Sequence[Sentence], quantities: Sequence[Quantity]
) -> tuple[Item, ...]:
    """The candidates: the names that share verbs, units or a list; empty if there are fewer than two."""
    lists = find_lists(tokens, sentences)
    runs = find_runs(tokens, quantities)
    chosen: list[tuple[int, int]] = []
    best = _best_list(tokens, lists, runs)
    phrases = [p for p in phrases_with_numbers(tokens, sentences, quantities) if not _is_generic(tokens, p)]
    bare = Counter(_key(tokens, p.first, p.last) for p in phrases if p.pattern == "bare")
    phrases = [p for p in phrases if bare[_key(tokens, p.first, p.last)] < 3]  # the name of a measure: `rating 6`
    group = _best_group(tokens, sentences, phrases, quantities)
    if best is not None and len(best.phrases) >= len({_key(tokens, p.first, p.last) for p in group}):
        chosen += list(best.phrases)
    else:
        chosen += [(p.first, p.last) for p in group]
        for found in lists:
            if any(len(run.quantities) == len(found.phrases) and 0 <= run.first - found.last < 12 for run in runs):
                chosen += list(found.phrases)
    if best is not None and chosen[: len(best.phrases)] == list(best.phrases):
        chosen += [(p.first, p.last) for p in group if p.pattern in {"verb", "bracket"}]
    return distinct_items(tokens, chosen)


def _key(tokens: Sequence[Token], first: int, last: int) -> tuple[str, ...]:
    return tuple(token.lemma for token in tokens[first:last])


def _is_generic(tokens: Sequence[Token], phrase: Phrase) -> bool:
    head = tokens[phrase.last - 1]
    if head.lemma in _GENERIC and not head.text[0].isupper():
        return True
    before = tokens[phrase.first - 1].low if phrase.first else ""
    lone = phrase.last - phrase.first == 1
    if lone and head.low.endswith("ing") and before not in DETERMINERS:
        again = sum(token.lemma == head.lemma for token in tokens) > 1
        return not item_is_inside(tokens, head.lemma) and not again
    if all(_is_measure(token) for token in tokens[phrase.first : phrase.last]) or before in _OWNERS:
        return True
    if lone and head.low.endswith("ly"):
        return True
    return before in {"each", "every", "per"} or any(t.kind == "break" for t in tokens[phrase.first : phrase.last])


def _is_measure(token: Token) -> bool:
    return token.lemma in UNIT_FACTORS or token.low in SCALES or token.lemma in {"euro", "dollar", "pound", "franc"}


def _best_list(tokens: Sequence[Token], lists: Sequence[NameList], runs: Sequence[NumberRun]) -> NameList | None:
    """The list of names for which most runs of numbers have the right length."""
    best: tuple[int, int] | None = None
    place = -1
    for position, found in enumerate(lists):
        size = len(found.phrases)
        fitting = sum(len(run.quantities) == size for run in runs)
        if size < 2 or not fitting or any(all(_is_measure(t) for t in tokens[a:b]) for a, b in found.phrases):
            continue
        if best is None or (fitting * size, size) > best:
            best, place = (fitting * size, size), position
    return lists[place] if place >= 0 else None


def _best_group(
    tokens: Sequence[Token], sentences: Sequence[Sentence], phrases: Sequence[Phrase], quantities: Sequence[Quantity]
) -> list[Phrase]:
    """The phrases that hang together by a verb, a unit or a pattern: the biggest such group."""
    at = {index: n for n, sentence in enumerate(sentences) for index in range(sentence.first, sentence.last)}
    shortened = {
        p.first: at[p.first] for q in phrases if q.pattern == "bare" for p in phrases if at[p.first] == at[q.first]
    }
    groups: list[tuple[set[str], list[Phrase]]] = []
    for phrase in phrases:
        marks = _marks(tokens, phrase, quantities, shortened)
        joined: tuple[set[str], list[Phrase]] = (set(marks), [phrase])
        rest = []
        for group in groups:
            if group[0] & marks:
                joined = (group[0] | joined[0], group[1] + joined[1])
            else:
                rest.append(group)
        groups = [*rest, joined]
    best: list[Phrase] = []
    for _, members in groups:
        members.sort(key=lambda phrase: phrase.first)
        if len({_key(tokens, p.first, p.last) for p in members}) > len({_key(tokens, p.first, p.last) for p in best}):
            best = members
    return best if len(best) >= 2 else []


def _marks(
    tokens: Sequence[Token], phrase: Phrase, quantities: Sequence[Quantity], shortened: Mapping[int, int]
) -> frozenset[str]:
    verb = phrase.verb
    if verb in _HOLDERS or verb in {"have", "be", "spend"}:
        return frozenset({f"holder {phrase.first}"})
    marks = set()
    unit = quantities[phrase.number].unit
    if phrase.first in shortened:
        marks.add(f"sentence {shortened[phrase.first]}")
    if phrase.pattern == "verb" and unit not in {"", "$", "thousand", "million", "euro", "pound"}:
        marks.add(f"unit {unit}")
    if phrase.pattern == "verb" and verb:
        marks.add(f"verb {verb}")
    if phrase.pattern != "verb" and unit not in {"", "thousand", "million"}:
        marks |= {f"{phrase.pattern} {unit}", f"unit {unit}"}
    if phrase.pattern in {"bare", "colon", "bracket", "behind"}:
        marks.add(phrase.pattern)
        marks.add("record")
    if phrase.pattern == "verb":
        marks.add("record" if phrase.verb in {"cost", "need", "take", "require", "bring"} else f"verb {verb}")
    return frozenset(marks)


def distinct_items(tokens: Sequence[Token], chosen: Sequence[tuple[int, int]]) -> tuple[Item, ...]:
    """One item for each different name; a name inside a longer one is the same thing."""
    found: list[Item] = []
    carried = ""
    for first, last in sorted(set(chosen)):
        words = _key(tokens, first, last)
        label = " ".join(token.text for token in tokens[first:last])
        if last - first == 1 and len(words[0]) == 1 and carried:
            words, label = (carried, words[0]), f"{carried} {label}"
        proper = any(token.text[0].isupper() for token in tokens[first + 1 : last])
        if proper and tokens[first].low.endswith("ing") and _stands_alone(tokens, words[1:], first + 1):
            first, words = first + 1, words[1:]  # `refitting Aurora costs 16`
            label = " ".join(token.text for token in tokens[first:last])
        if is_suffix(tokens, last - 1) and last - first > 1:
            carried = tokens[last - 2].lemma
        elif last - first > 1 or len(words[0]) > 1:
            carried = ""
        if any(set(words) <= set(item.words) or set(item.words) <= set(words) for item in found):
            continue
        inside = any(t.text[0].isupper() for t in tokens[first + 1 : last]) or tokens[first].text[0].isupper()
        found.append(Item(label, words, inside, first, last))
    heads = Counter(item.words[-1] for item in found)
    found = _without_class(found)
    shared = {head for head, count in heads.items() if count >= 2}
    for index in range(1, len(tokens)):
        bounds = (index - 1, index + 1)
        if tokens[index].lemma not in shared or not (
            tokens[index - 1].text[0].isupper() and is_inside(tokens, index - 1)
        ):
            continue
        words = _key(tokens, *bounds)
        if not any(set(words) <= set(item.words) for item in found):
            found.append(Item(" ".join(t.text for t in tokens[index - 1 : index + 1]), words, True, *bounds))
    found.sort(key=lambda item: item.first)
    return tuple(found) if len(found) >= 2 else ()


def _stands_alone(tokens: Sequence[Token], words: tuple[str, ...], first: int) -> bool:
    """Whether a name is said elsewhere without the word before it."""
    size, before = len(words), tokens[first - 1].lemma
    return any(
        i != first and _key(tokens, i, i + size) == words and tokens[i - 1].lemma != before
        for i in range(1, len(tokens) - size + 1)
    )


def _without_class(found: Sequence[Item]) -> list[Item]:
    """`test T1` beside `T2` is just `T1`; `C` beside `load A` is `load C`."""
    codes = [item for item in found if len(item.words) == 1 and any(letter.isdigit() for letter in item.words[0])]
    if codes:
        return [
            Item(item.label.split()[-1], item.words[-1:], True, item.last - 1, item.last)
            if len(item.words) == 2 and any(letter.isdigit() for letter in item.words[1])
            else item
            for item in found
        ]
    found = _without_verbs(found)
    led = [item for item in found if len(item.words) == 2 and len(item.words[1]) == 1]
    if not led:
        return list(found)
    noun = led[0].words[0]
    return [
        Item(f"{noun} {item.label}", (noun, item.words[0]), True, item.first, item.last)
        if len(item.words) == 1 and len(item.words[0]) == 1
        else Item(f"{item.words[0]} {item.label.split()[-1]}", item.words, True, item.first, item.last)
        if item in led
        else item
        for item in found
    ]


def _without_verbs(found: Sequence[Item]) -> list[Item]:
    """`resell lot 1` beside `lot 2` is `lot 1`."""
    nouns = Counter(item.words[-2] for item in found if len(item.words) > 1 and _is_code(item.words[-1]))
    return [
        Item(" ".join(item.label.split()[-2:]), item.words[-2:], item.proper, item.last - 2, item.last)
        if len(item.words) > 2 and _is_code(item.words[-1]) and nouns[item.words[-2]] > 1
        else item
        for item in found
    ]


def _is_code(word: str) -> bool:
    return len(word) == 1 or word.isdigit()


def item_is_inside(tokens: Sequence[Token], word: str) -> bool:
    """Whether the word is written with a capital inside a sentence."""
    return any(t.lemma == word and t.text[0].isupper() and is_inside(tokens, i) for i, t in enumerate(tokens))


def is_inside(tokens: Sequence[Token], index: int) -> bool:
    """Whether a token stands inside a sentence, where a capital letter means a name."""
    return index > 0 and tokens[index - 1].text not in {".", "?", "!", ":", "-"} and tokens[index - 1].kind != "break"
