"""Every place where the text speaks of a candidate."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from nl2milp.readers.offline.choices.items import Item, is_inside
from nl2milp.readers.offline.choices.vocabulary import (
    CONNECTIVES,
    DATA_VERBS,
    DETERMINERS,
    MODALS,
    NOT_NAMES,
    PREPOSITIONS,
    PRONOUNS,
)
from nl2milp.readers.offline.tokens import Token

__all__ = ["Mention", "find_mentions"]


@dataclass(frozen=True)
class Mention:
    """One reference to an item, `tokens[first:last]`."""

    first: int
    last: int
    item: int


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
    again = {t.lemma for i, t in enumerate(tokens) if i not in first and t.text[0].isupper() and is_inside(tokens, i)}
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
        return is_inside(tokens, index) or (
            following is not None and following.low in MODALS | {"and", "or", ",", "only"}
        )
    if not before or previous is None:
        return False
    return previous.low in {"and", "or", ",", "nor"} and index - before[-1].last <= 2 and item.words[-1] == token.low


def _is_plural(tokens: Sequence[Token], item: Item) -> bool:
    """Whether the name was first written in the plural."""
    return any(token.low != token.lemma for token in tokens[item.first : item.last])
