"""Time that several people have each: `two tailors who each work 35 hours`, `three shifts of 8 hours`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nl2milp.readers.offline.candidates import is_identifier
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["pooled_times"]

_SPANS = frozenset("hour minute".split())
_MOST = 500
_WORKERS = (
    "er", "or", "ist", "ian", "man", "woman", "person", "nurse", "cook", "mechanic", "student", "volunteer", "employee",
    "staff", "hand", "tailor", "apprentice", "guide", "potter", "clerk", "smith",
)  # fmt: skip
_EACH = frozenset("each apiece".split())
_ORDINALS = frozenset("first second third other one".split())


def pooled_times(
    tokens: Sequence[Token], sentences: Sequence[Sentence], quantities: Sequence[Quantity]
) -> tuple[Quantity, ...]:
    """The quantities with the time of all together in place of the time of each, and without their count.

    >>> from nl2milp.readers.offline.quantities import find_quantities
    >>> from nl2milp.readers.offline.tokens import split_sentences, tokenize
    >>> tokens = tokenize("There are two tailors who can each work 35 hours.")
    >>> [float(one.value) for one in pooled_times(tokens, split_sentences(tokens), find_quantities(tokens))]
    [70.0]
    """
    kept: list[Quantity] = []
    for quantity in quantities:
        count = kept[-1] if kept else None
        if count is not None and _is_count(count) and _of_each(tokens, sentences, count, quantity):
            kept[-1] = replace(quantity, value=quantity.value * count.value)
        else:
            kept.append(quantity)
    return tuple(kept)


def _is_count(quantity: Quantity) -> bool:
    whole = quantity.value.denominator == 1 and 2 <= quantity.value <= _MOST
    return whole and quantity.kind == "number" and not quantity.money and quantity.unit not in _SPANS


def _of_each(tokens: Sequence[Token], sentences: Sequence[Sentence], count: Quantity, time: Quantity) -> bool:
    if time.unit not in _SPANS or time.kind != "number":
        return False
    sentence = next(one for one in sentences if one.first <= count.first < one.last)
    if time.first >= sentence.last:
        return False
    noun = next((i for i in range(count.last, min(count.last + 3, time.first)) if _is_worker(tokens[i])), None)
    if noun is None or _are_told_apart(tokens, tokens[noun].lemma):
        return False
    between = [token.low for token in tokens[noun + 1 : time.first]]
    if tokens[noun].lemma == "shift" and between == ["of"]:
        return True
    behind = [token.low for token in tokens[time.last : min(time.last + 6, sentence.last)]]
    for place in [*range(noun + 1, time.first), *range(time.last, time.last + len(behind))]:
        if tokens[place].low in _EACH:
            following = tokens[place + 1] if place + 1 < len(tokens) else None
            return following is None or following.lemma != tokens[noun].lemma or place < time.first
        if place >= time.last and (tokens[place].kind == "number" or tokens[place].text in {",", ";"}):
            return False
    return False


def _is_worker(token: Token) -> bool:
    return (
        token.kind == "word" and token.lemma != token.low and (token.lemma.endswith(_WORKERS) or token.lemma == "shift")
    )


def _are_told_apart(tokens: Sequence[Token], noun: str) -> bool:
    """Whether each has a name or a number of its own: `the first printer`, `mill 2`; then their times are apart too."""
    for index, token in enumerate(tokens):
        if token.lemma != noun:
            continue
        if index and tokens[index - 1].low in _ORDINALS:
            return True
        if index + 1 < len(tokens) and is_identifier(tokens[index + 1]) and tokens[index + 1].low != "a":
            return True
    return False
