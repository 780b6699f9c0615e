"""A text in sentences, beside what was read in it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from nl2milp.formulation import Constraint, Formulation, Span
from nl2milp.readers.base import Reading
from nl2milp.readers.offline.tokens import Sentence

__all__ = ["Page"]


@dataclass(frozen=True)
class Page:
    """A text in sentences, beside what was read in it."""

    text: str
    sentences: tuple[Sentence, ...]
    reading: Reading

    @property
    def formulation(self) -> Formulation:
        return self.reading.formulation

    def words(self, sentence: Sentence) -> str:
        return " ".join(self.text[sentence.start : sentence.end].split())

    def of(self, sentence: Sentence) -> list[Constraint]:
        """The constraints that come from a sentence."""
        return [
            one
            for one in self.formulation.constraints
            if one.span is not None and one.span.start < sentence.end and sentence.start < one.span.end
        ]

    def at(self, constraint: Constraint) -> list[Sentence]:
        """The sentences that a constraint comes from."""
        span = constraint.span
        return [] if span is None else [s for s in self.sentences if s.start < span.end and span.start < s.end]

    @cached_property
    def marks(self) -> Mapping[str, frozenset[str]]:
        """The words that name one decision and no other, by its symbol."""
        words = {
            one.symbol: {word for word in _words(one.label or "") if len(word) > 2}
            for one in self.formulation.variables
            if "[" not in one.symbol and not (one.label or "").startswith("any ")  # whether there is any of another one
        }
        return {
            symbol: frozenset(own.difference(*(other for name, other in words.items() if name != symbol)))
            for symbol, own in words.items()
        }

    def named(self, words: str) -> set[str]:
        """The symbols of the decisions that some words name."""
        said = set(_words(words))
        return {symbol for symbol, words in self.marks.items() if words & said}

    def about(self, sentence: Sentence, reason: str) -> tuple[str, Span]:
        """A reason against the reading, with the sentence that it is about."""
        words = self.words(sentence)
        shown = words if len(words) <= 200 else f"{words[:197]}..."
        return f"{reason}: '{shown}'", Span(start=sentence.start, end=sentence.end)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_][\w'’-]*", text.casefold())
