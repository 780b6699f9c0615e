"""The text with everything that was recognised word by word: the ground all later stages stand on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from nl2milp.readers.offline.directions import Direction, find_directions
from nl2milp.readers.offline.mentions import Mention, Name
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["Scan", "behind_bracket", "make_scan"]


@dataclass(frozen=True)
class Scan:
    """Tokens, sentences, quantities, directions, variables' names and their mentions.

    The `*_at` tuples have one entry for each token: the position of what
    covers it, or -1.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quantities: tuple[Quantity, ...]
    directions: tuple[Direction, ...]
    names: tuple[Name, ...]
    mentions: tuple[Mention, ...]
    quantity_at: tuple[int, ...] = field(repr=False, default=())
    direction_at: tuple[int, ...] = field(repr=False, default=())
    mention_at: tuple[int, ...] = field(repr=False, default=())
    sentence_at: tuple[int, ...] = field(repr=False, default=())

    def words(self, first: int, last: int) -> str:
        """The text from the first to the last token of the range."""
        return self.text[self.tokens[first].start : self.tokens[last - 1].end]


def make_scan(
    text: str,
    tokens: tuple[Token, ...],
    sentences: tuple[Sentence, ...],
    quantities: tuple[Quantity, ...],
    names: tuple[Name, ...],
    mentions: tuple[Mention, ...],
) -> Scan:
    """Put the parts together; numbers inside a variable's name are not quantities."""
    mention_at = _cover(len(tokens), mentions)
    kept = tuple(q for q in quantities if mention_at[q.first] < 0 or q.spelled and mention_at[q.last - 1] < 0)
    directions = find_directions(tokens)
    sentence_at = _cover(len(tokens), sentences)
    return Scan(
        text,
        tokens,
        sentences,
        kept,
        directions,
        names,
        mentions,
        _cover(len(tokens), kept),
        _cover(len(tokens), directions),
        mention_at,
        sentence_at,
    )


def _cover(size: int, parts: Sequence[Mention | Quantity | Direction | Sentence]) -> tuple[int, ...]:
    at = [-1] * size
    for position, part in enumerate(parts):
        for index in range(part.first, part.last):
            at[index] = position
    return tuple(at)


def behind_bracket(scan: Scan, index: int) -> int:
    """Where the text goes on behind a bracket: `bonds (4%), shares (7%) and gold`."""
    if index + 1 >= len(scan.tokens) or scan.tokens[index].text != "(":
        return index
    closing = (i for i in range(index, min(index + 8, len(scan.tokens))) if scan.tokens[i].text == ")")
    return next(closing, index - 1) + 1
