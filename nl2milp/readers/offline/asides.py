"""Numbers that say nothing of the problem: `Table 6`, `(about 14.2 m)`, `(constraint 3)`."""

from __future__ import annotations

from collections.abc import Sequence

from nl2milp.readers.offline.lexicon import VERBS
from nl2milp.readers.offline.tokens import Token

__all__ = ["without_asides"]

_REFERRED = frozenset(
    "table tables figure exhibit constraint constraints restriction guideline equation section note".split()
)
_ROUGHLY = frozenset("about approximately approx roughly around ca".split())


def without_asides(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """The tokens without what only refers to a place in the text or says a number again in another unit.

    >>> from nl2milp.readers.offline.tokens import tokenize
    >>> [token.text for token in without_asides(tokenize("500 cubic feet (about 14.2 m), see Table 6"))]
    ['500', 'cubic', 'feet', ',', 'see', 'Table']
    """
    kept: list[Token] = []
    index, expected = 0, 1
    while index < len(tokens):
        token = tokens[index]
        following = tokens[index + 1].low if index + 1 < len(tokens) else ""
        if token.text == "(" and following in _ROUGHLY:
            closing = _closing(tokens, index)
            if closing > index:
                index = closing + 1
                continue
        if token.kind == "number" and token.text.isdigit() and _refers(kept):
            index += 1
            continue
        if token.kind == "number" and token.text.isdigit() and _labels(tokens, index):
            index += 1
            continue
        if token.kind == "number" and _is_clock(tokens, index):
            index += 3
            continue
        if token.text == str(expected) and _enumerates(tokens, index):
            expected += 1
            index += 2
            continue
        kept.append(token)
        index += 1
    return tuple(kept)


def _refers(before: Sequence[Token]) -> bool:
    """Whether the word before a number points to a place in the text, and is no thing: `a table 42 dollars`."""
    if not before or before[-1].low not in _REFERRED:
        return False
    opening = before[-2].low if len(before) > 1 else ""
    return before[-1].text[:1].isupper() or opening in {"(", "in", "see", "following", "from"}


_HEADING = 6
"""A heading has at most so many tokens."""


def _labels(tokens: Sequence[Token], index: int) -> bool:
    """Whether a number ends a heading that says nothing: `Production order 77.`, `Rota, ward 9.`."""
    if index == 0 or index > _HEADING or index + 2 >= len(tokens) or len(tokens[index].text) > _DIGITS:
        return False
    stop = tokens[index + 1]
    plain = all(token.kind == "word" or token.text == "," for token in tokens[:index])
    silent = not any(token.low in VERBS - {"order", "plan"} | _LINKING for token in tokens[:index])
    return plain and silent and tokens[index - 1].kind == "word" and (stop.text in {".", ":"} or stop.kind == "break")


_DIGITS = 4
_LINKING = frozenset("is are has have of to with for per than least most exactly total maximum minimum".split())


def _is_clock(tokens: Sequence[Token], index: int) -> bool:
    """Whether a number is a time of day: `18:00`."""
    if index + 2 >= len(tokens) or tokens[index + 1].text != ":" or tokens[index + 2].kind != "number":
        return False
    glued = tokens[index].end == tokens[index + 1].start and tokens[index + 1].end == tokens[index + 2].start
    return glued and len(tokens[index + 2].text) == 2


def _enumerates(tokens: Sequence[Token], index: int) -> bool:
    """Whether a number counts points inside of a paragraph: `... as follows: 1. All is spent. 2. No more than ...`."""
    if index == 0 or index + 2 >= len(tokens) or tokens[index - 1].text not in {".", ":", ";"}:
        return False
    stop, word = tokens[index + 1], tokens[index + 2]
    return stop.text in {".", ")"} and stop.start == tokens[index].end and word.text[:1].isupper()


def _closing(tokens: Sequence[Token], opening: int) -> int:
    """Where the bracket that opens at `opening` closes in the same line, after few words; -1 if it doesn't."""
    for index in range(opening + 1, min(opening + 8, len(tokens))):
        if tokens[index].text == ")":
            return index
        if tokens[index].kind == "break":
            return -1
    return -1
