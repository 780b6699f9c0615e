"""A text in sentences, beside what was read in it."""

from __future__ import annotations

from dataclasses import dataclass

from nl2milp.formulation import Constraint, Formulation
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
