"""Names of things, in groups: the rows, columns and keys that numbers belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nl2milp.readers.offline.choices.elements import Element, make_elements
from nl2milp.readers.offline.choices.mentions import Mention
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["Group", "Label", "find_references", "lines_of"]

_SHORT = 2


@dataclass(frozen=True)
class Label:
    """One name.

    Attributes
    ----------
    text : str
        As the text writes it.
    words : tuple of str
        Its lemmas.
    first, last : int
        The tokens where it first stands.
    numbered : bool
        Whether it is a noun with a number or a letter, as `City 1`, of which the last part may stand alone.
    """

    text: str
    words: tuple[str, ...]
    first: int
    last: int
    numbered: bool = False
    tabular: bool = False


@dataclass(frozen=True)
class Group:
    """Names of one kind, in the order of the text, and the noun for the kind; empty if none is known."""

    labels: tuple[Label, ...]
    noun: str = ""
    source: str = ""

    def __len__(self) -> int:
        return len(self.labels)

    @property
    def names(self) -> frozenset[tuple[str, ...]]:
        """The words of all labels."""
        return frozenset(label.words for label in self.labels)


def find_references(document: Document, labels: Sequence[Label]) -> list[Mention]:
    """Every place where one of the labels is meant; `item` is its position."""
    tokens = document.tokens
    owners: dict[str, set[int]] = {}
    for at, label in enumerate(labels):
        for word in label.words:
            owners.setdefault(word, set()).add(at)
    lone = {word: next(iter(found)) for word, found in owners.items() if len(found) == 1}
    nouns = {label.words[0] for label in labels if label.numbered}
    suffixes = {(label.words[0], label.words[-1]): at for at, label in enumerate(labels) if label.numbered}
    leading: dict[str, list[int]] = {}
    for at, label in enumerate(labels):
        leading.setdefault(label.words[0], []).append(at)
    found: list[Mention] = []
    noun = ""
    index = 0
    while index < len(tokens):
        token = tokens[index]
        if token.kind == "break" or token.text == ".":
            noun = ""
        if token.lemma in nouns:
            noun = token.lemma
        mention = _full(tokens, index, labels, leading.get(token.lemma, ())) or _bare(
            tokens, index, suffixes, noun, found
        )
        if mention is None and token.kind == "word" and token.lemma in lone:
            label = labels[lone[token.lemma]]
            if _may_stand_alone(tokens, index, label):
                mention = Mention(index, _end_of(tokens, index, label), lone[token.lemma])
        if mention is None:
            index += 1
            continue
        found.append(mention)
        index = mention.last
    return found


def _full(tokens: Sequence[Token], index: int, labels: Sequence[Label], candidates: Sequence[int]) -> Mention | None:
    best: Mention | None = None
    for at in candidates:
        label = labels[at]
        size = len(label.words)
        if index + size > len(tokens):
            continue
        if not all(tokens[index + k].lemma == word for k, word in enumerate(label.words)):
            continue
        if size == 1 and not _same_case(tokens, index, label):
            continue
        if best is None or size > best.last - best.first:
            best = Mention(index, index + size, at)
    return best


def _same_case(tokens: Sequence[Token], index: int, label: Label) -> bool:
    """A name with a capital is not meant by the same word without one; nor the letter `a` by an article."""
    token = tokens[index]
    if len(label.text) == 1 and label.text.lower() == "a":
        before = tokens[index - 1].lemma if index else ""
        after = tokens[index + 1].low if index + 1 < len(tokens) else ""
        is_capital = label.text == "A" and (after in _AHEAD or before in {"from", "to"})
        listed = before in {"job", "task", ","} or after in {",", "and"}
        return token.text == label.text and (is_capital or listed)
    return label.tabular or not label.text[:1].isupper() or token.text[:1].isupper()


_AHEAD = frozenset("is must can cannot may has and or , .".split())


_BEFORE = frozenset("to and or from nor both either in at on of than with by but".split())


def _bare(
    tokens: Sequence[Token], index: int, suffixes: dict[tuple[str, str], int], noun: str, found: Sequence[Mention]
) -> Mention | None:
    """The number or letter of `districts 1, 2 and 5`, or of `to 2 costs 12`."""
    token = tokens[index]
    if token.kind not in {"word", "number"} or not suffixes:
        return None
    nouns = {kind for kind, suffix in suffixes if suffix == token.lemma}
    ahead = tokens[index - 1] if index else None
    if ahead is not None and ahead.kind == "word" and ahead.lemma not in nouns and ahead.low not in _BEFORE:
        return None  # the number of another kind: `Center 1`, where stores are looked for
    if noun not in nouns:
        letters = (
            token.text.isupper() and token.kind == "word" and not token.text.isdigit() and token.text not in {"A", "I"}
        )
        if len(nouns) != 1 or not letters and not (token.kind == "word" and token.text.isdigit()):
            return None
        noun = next(iter(nouns))
    at = suffixes[noun, token.lemma]
    if token.kind == "word" and (token.text.isdigit() or len(token.text) <= _SHORT and token.low != "a"):
        return Mention(index, index + 1, at)
    before = tokens[index - 1].low if index else ""
    near = bool(found) and index - found[-1].last <= _SHORT
    if before in {"and", "or", ",", "&"} and near and token.kind == "number":
        after = tokens[index + 1] if index + 1 < len(tokens) else None
        if (
            after is None
            or after.kind != "word"
            or after.low in {"and", "or", "are", "is", "for", "which", "respectively"}
        ):
            return Mention(index, index + 1, at)
    if tokens[index - 1].lemma == noun or before in {"and", "or", ","} and near:
        return Mention(index, index + 1, at) if token.kind != "number" else None
    return None


_COMMON = frozenset("of the and for in to a an new old total each unit per day".split())


def _may_stand_alone(tokens: Sequence[Token], index: int, label: Label) -> bool:
    token = tokens[index]
    if len(label.words) < 2 or label.numbered or token.low in _COMMON or len(token.text) <= _SHORT:
        return False
    capital = any(part[:1].isupper() and part.lower().startswith(token.lemma[:3]) for part in label.text.split())
    return label.tabular or not capital or token.text[0].isupper()


def _end_of(tokens: Sequence[Token], index: int, label: Label) -> int:
    last = index + 1
    while last < len(tokens) and tokens[last].lemma in label.words and tokens[last].lemma != tokens[last - 1].lemma:
        last += 1
    return last


def lines_of(document: Document, mentions: Sequence[Mention]) -> list[list[Element]]:
    """The elements of each sentence, with references to labels by position; not to be changed in place.

    Groups are tried with one another, and most sentences name none of a group: each sentence is gone through once
    for each set of references in it.
    """
    lines = []
    for place, sentence in enumerate(document.sentences):
        inside = _within(mentions, sentence)
        key = place, tuple(inside)
        if key not in document.memo:
            document.memo[key] = make_elements(document.tokens, sentence, inside, document.quantities)
        lines.append(document.memo[key])
    return lines


def _within(mentions: Sequence[Mention], sentence: Sentence) -> list[Mention]:
    return [mention for mention in mentions if sentence.first <= mention.first < sentence.last]
