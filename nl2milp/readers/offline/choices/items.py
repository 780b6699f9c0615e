"""The candidates of a choice, and every place where the text speaks of one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from nl2milp.readers.offline.choices.lists import NameList, NumberRun, find_lists, find_runs
from nl2milp.readers.offline.choices.names import Phrase, is_suffix, phrases_with_numbers
from nl2milp.readers.offline.choices.vocabulary import (
    CONNECTIVES,
    DATA_VERBS,
    DETERMINERS,
    MODALS,
    NOT_NAMES,
    PREPOSITIONS,
    PRONOUNS,
    SCALES,
)
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["Item", "Mention", "distinct_items", "find_items", "find_mentions"]

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


@dataclass(frozen=True)
class Mention:
    """One reference to an item, `tokens[first:last]`."""

    first: int
    last: int
    item: int


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
            tokens[index - 1].text[0].isupper() and _inside(tokens, index - 1)
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


def is_form(token: Token, word: str) -> bool:
    """Whether a token is a form of a word: `minibuses` of `minibus`."""
    return token.lemma == word or token.low in {f"{word}s", f"{word}es"}


def find_mentions(tokens: Sequence[Token], items: Sequence[Item]) -> tuple[Mention, ...]:
    """Every reference to an item, by its full name or by the words that only it has."""
    owners = Counter(word for item in items for word in set(item.words))
    lone = {word: at for at, item in enumerate(items) for word in item.words if owners[word] == 1}
    proper = {
        word
        for item in items
        for word, token in zip(item.words, tokens[item.first : item.last], strict=False)
        if item.proper and item.last - item.first == len(item.words) and token.text[0].isupper()
    }
    lower = {token.lemma for token in tokens if token.text.islower()}
    first = {index for item in items for index in range(item.first, item.last)}
    again = {t.lemma for i, t in enumerate(tokens) if i not in first and t.text[0].isupper() and _inside(tokens, i)}
    proper = {word for word in proper if word in again} | {w for w in proper if w not in lower}
    heads = {item.words[-2] for item in items if len(item.words) > 1 and len(item.words[-1]) <= 2}
    starts = {form for item in items for form in (item.words[0], f"{item.words[0]}s", f"{item.words[0]}es")}
    found: list[Mention] = []
    index = 0
    while index < len(tokens):
        if index and (tokens[index - 1].low, tokens[index].low) == ("as", "well"):
            index += 1
            continue
        if tokens[index].lemma not in lone and tokens[index].lemma not in starts and tokens[index].low not in starts:
            index += 1
            continue
        mention = _mention_at(tokens, index, items, lone, proper, heads, found)
        if mention is None:
            index += 1
        else:
            found.append(mention)
            index = mention.last
    return tuple(found)


def item_is_inside(tokens: Sequence[Token], word: str) -> bool:
    """Whether the word is written with a capital inside a sentence."""
    return any(t.lemma == word and t.text[0].isupper() and _inside(tokens, i) for i, t in enumerate(tokens))


def _inside(tokens: Sequence[Token], index: int) -> bool:
    return index > 0 and tokens[index - 1].text not in {".", "?", "!", ":", "-"} and tokens[index - 1].kind != "break"


def _mention_at(
    tokens: Sequence[Token],
    index: int,
    items: Sequence[Item],
    lone: dict[str, int],
    proper: set[str],
    heads: set[str],
    before: Sequence[Mention],
) -> Mention | None:
    best: Mention | None = None
    for at, item in enumerate(items):
        size = len(item.words)
        if index + size <= len(tokens) and all(
            is_form(tokens[index + step], word) for step, word in enumerate(item.words)
        ):
            if item.proper and size == 1 and tokens[index].text.islower() and item.words[0] in proper:
                continue
            if size == 1 and item.words[0] == "a" and not _suffix_follows(tokens, index, item, heads, before):
                continue  # an article
            if best is None or size > best.last - best.first:
                best = Mention(index, index + size, at)
    if best is not None:
        return best
    token = tokens[index]
    if token.kind not in {"word", "number"}:
        return None
    at = lone.get(token.lemma, -1)
    if at < 0:
        return None
    item = items[at]
    short = len(token.text) <= 2 and (token.text.isdigit() or len(token.text) == 1)
    if short and not _suffix_follows(tokens, index, item, heads, before):
        return None
    if not short and token.text.islower() and token.lemma in proper:
        return None
    if not short and token.low in MODALS | DETERMINERS | {"of", "and"}:
        return None
    if not short and len(item.words) > 1 and index and tokens[index - 1].kind == "number":
        return None  # `9 hours` beside the jazz hour
    if len(item.words) > 1 and token.low in {f"{token.lemma}s", f"{token.lemma}es"} and not _is_plural(tokens, item):
        return None  # `money for parks` beside the skate park
    if (
        len(item.words) > 1
        and token.lemma == item.words[-1]
        and not short
        and not _may_stand_alone(tokens, index, item)
    ):
        return None  # `a coal plant` beside the gas plant
    modifier = len(item.words) > 1 and token.lemma != item.words[-1]
    if modifier and (index < item.first or index and tokens[index - 1].low in {"a", "an"} and not short):
        return None  # `a museum plans` beside the museum shop
    first, last = index, index + 1
    while last < len(tokens) and tokens[last].lemma in item.words and tokens[last].lemma != token.lemma:
        last += 1
    return Mention(first, last, at)


_CLOSED = DETERMINERS | PREPOSITIONS | MODALS | PRONOUNS | CONNECTIVES | NOT_NAMES | DATA_VERBS


def _may_stand_alone(tokens: Sequence[Token], index: int, item: Item) -> bool:
    """Whether a head noun without its modifiers means the item: `the plant`, but not `a coal plant`."""
    before = tokens[index - 1] if index else None
    if before is None or before.kind != "word" or tokens[index].text[0].isupper():
        return True
    if before.low in {"a", "an"}:
        return False
    return before.low in _CLOSED or before.lemma in item.words or before.low.endswith("ing")


def _suffix_follows(
    tokens: Sequence[Token], index: int, item: Item, heads: set[str], before: Sequence[Mention]
) -> bool:
    """Whether a lone letter or number means an item: behind the noun, or in a list that began so."""
    token = tokens[index]
    previous = tokens[index - 1] if index else None
    if previous is not None and previous.lemma in heads:
        return True
    if token.kind == "word" and not token.text.isdigit():
        if not token.text.isupper() or token.text == "I":
            return False
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        if token.text != "A":
            return True
        return _inside(tokens, index) or (
            following is not None and following.low in MODALS | {"and", "or", ",", "only"}
        )
    if not before or previous is None:
        return False
    return previous.low in {"and", "or", ",", "nor"} and index - before[-1].last <= 2 and item.words[-1] == token.low


def _is_plural(tokens: Sequence[Token], item: Item) -> bool:
    """Whether the name was first written in the plural."""
    return any(token.low != token.lemma for token in tokens[item.first : item.last])
