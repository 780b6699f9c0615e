"""A text as words, numbers, sentences and tables: what all structures are looked for in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from nl2milp.readers.offline.choices.series import mark_series, whole_sentences
from nl2milp.readers.offline.choices.tables import Table, find_tables
from nl2milp.readers.offline.choices.vocabulary import CONNECTIVES, PREPOSITIONS
from nl2milp.readers.offline.quantities import Quantity, find_quantities
from nl2milp.readers.offline.tokens import Sentence, Token, tokenize
from nl2milp.readers.offline.words import lemma, stem

__all__ = ["Document", "read_document"]


@dataclass(frozen=True)
class Document:
    """The parts of a text.

    Attributes
    ----------
    tokens : tuple of Token
        All of them, those of tables included; numbers that belong to names are words.
    sentences : tuple of Sentence
        Those outside of tables.
    quantities : tuple of Quantity
        The numbers outside of tables.
    tables : tuple of Table
        The Markdown tables.
    memo : dict
        What was worked out of the text already, for :func:`~nl2milp.readers.offline.structures.labels.lines_of`.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quantities: tuple[Quantity, ...]
    tables: tuple[Table, ...]
    memo: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def lows(self, sentence: Sentence) -> list[str]:
        """The words of a sentence in lower case."""
        return [token.low for token in self.tokens[sentence.first : sentence.last]]

    def said(self, sentence: Sentence) -> str:
        """The sentence as it is written, in one line."""
        return " ".join(self.text[sentence.start : sentence.end].split())

    def place_of(self, token: int) -> int:
        """The position of the sentence that holds a token; -1 if it stands in a table."""
        return next((n for n, s in enumerate(self.sentences) if s.first <= token < s.last), -1)


def read_document(text: str) -> Document:
    """Split a text into its parts."""
    tables = find_tables(text)
    tokens = mark_destinations(_names_only(_split_lanes(tokenize(text))))

    def inside(start: int) -> bool:
        return any(table.start <= start < table.end for table in tables)

    sentences = tuple(s for s in whole_sentences(tokens) if not inside(s.start))
    quantities = tuple(
        _in_coins(tokens, quantity)
        for quantity in find_quantities(tokens)
        if not inside(tokens[quantity.first].start) and not _is_pronoun(tokens, quantity)
    )
    return Document(text, tokens, sentences, quantities, tables)


def _split_lanes(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """`Gdansk-Alfa $15` as two names, where either stands alone elsewhere."""
    alone = {token.text for token in tokens if token.kind == "word"}
    found: list[Token] = []
    for token in tokens:
        one, mark, two = token.text.partition("-")
        if not mark or token.kind != "word" or one not in alone or two not in alone or not one[0].isupper():
            found.append(token)
            continue
        middle = token.start + len(one)
        for part, start in ((one, token.start), (two, middle + 1)):
            low = part.lower()
            found.append(replace(token, text=part, low=low, lemma=lemma(low), stem=stem(low), start=start,
                                 end=start + len(part)))  # fmt: skip
    return tuple(found)


def _names_only(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Mark series of names, but not the numbers of `early 9, late 6, night 2`, where each name has its own."""
    marked = list(mark_series(tokens))
    rated = set()
    for index in range(len(tokens) - 4):
        noun, number, mark, other, second = tokens[index : index + 5]
        alike = noun.kind == other.kind == "word" and number.kind == second.kind == "number" and number.text.isdigit()
        if (
            alike
            and mark.low in {",", "and"}
            and other.low not in PREPOSITIONS | CONNECTIVES
            and noun.lemma != other.lemma
            and noun.lemma == noun.low
        ):
            rated |= {noun.lemma, other.lemma}
    for index in range(1, len(tokens)):
        if marked[index] is not tokens[index] and tokens[index - 1].lemma in rated:
            marked[index] = tokens[index]
    return tuple(marked)


def mark_destinations(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Make the numbers of `to 2 costs 12, to 3 costs 47` words: they are the places that `Hospital 2` has begun."""
    suffixes = {
        token.text
        for before, token in itertools.pairwise(tokens)
        if token.kind == "word" and token.text.isdigit() and before.kind == "word"
    }
    found = list(tokens)
    for index in range(1, len(tokens) - 1):
        token, before, after = tokens[index], tokens[index - 1], tokens[index + 1]
        if token.kind == "number" and token.text in suffixes and before.low == "to" and after.low in _BEHIND:
            found[index] = replace(token, kind="word")
    return tuple(found)


_BEHIND = frozenset("cost costs is are : ( takes".split())


def _is_pronoun(tokens: Sequence[Token], quantity: Quantity) -> bool:
    """Whether `one` stands for a thing named before: `a mast on Gable costs 52, one on Knott costs 30`."""
    if not quantity.spelled or quantity.value != 1 or quantity.last + 1 >= len(tokens):
        return False
    before = tokens[quantity.first - 1].low if quantity.first else ""
    after, then = tokens[quantity.last].low, tokens[quantity.last + 1].low
    counted = before in {"least", "most", "exactly", "only", "than", "just"} or then in {"each", "every", "any"}
    return (after in {"on", "at", "in", "that", "which", "who", "from"} or before == "the") and not counted


def _in_coins(tokens: Sequence[Token], quantity: Quantity) -> Quantity:
    """A number of cents as it is written: beside `70 to Keffi` nobody means 0.7."""
    after = tokens[quantity.last].lemma if quantity.last < len(tokens) else ""
    if quantity.unit == "$" and after in {"cent", "pence"}:
        return replace(quantity, value=quantity.value * 100)
    return quantity
