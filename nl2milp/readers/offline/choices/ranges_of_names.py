"""Names given as a range: `projects A to F`, `six start-ups, A to F`, `locations 1 to 7`."""

from __future__ import annotations

from collections.abc import Sequence

from nl2milp.readers.offline.choices.items import Item
from nl2milp.readers.offline.choices.vocabulary import DATA_VERBS, DETERMINERS, MODALS, NOT_NAMES, PREPOSITIONS
from nl2milp.readers.offline.tokens import Token

__all__ = ["named_range"]

_MOST = 26


def named_range(tokens: Sequence[Token]) -> tuple[Item, ...]:
    """The items of the first range of letters or of numbered names; empty if there is none.

    Numbers count as names where `mark_series` turned them into words.

    >>> from nl2milp.readers.offline.tokens import tokenize
    >>> [item.label for item in named_range(tokenize("Six start-ups, A to F, need money."))][:2]
    ['start-up A', 'start-up B']
    """
    for index in range(1, len(tokens) - 2):
        left, to, right = tokens[index : index + 3]
        if to.low not in {"to", "-", "–", "through"} or left.kind != "word" or right.kind != "word":
            continue
        names = _between(left.text, right.text)
        noun = _noun(tokens, index)
        if not names or noun is None:
            continue
        return tuple(Item(f"{noun.lemma} {n}", (noun.lemma, n.lower()), True, index - 1, index + 3) for n in names)
    return ()


def _between(left: str, right: str) -> list[str]:
    if len(left) == len(right) == 1 and left.isupper() and right.isupper() and left < right <= "Z":
        return [chr(code) for code in range(ord(left), ord(right) + 1)]
    if left.isdigit() and right.isdigit() and 2 < int(right) - int(left) + 2 <= _MOST:
        return [str(number) for number in range(int(left), int(right) + 1)]
    return []


def _noun(tokens: Sequence[Token], index: int) -> Token | None:
    """The plural noun before a range, across a comma, a bracket or `labelled`."""
    at = index - 1
    while at > 0 and tokens[at].low in {",", "(", ":", "labelled", "labeled", "called", "named", "numbered", "from"}:
        at -= 1
    noun = tokens[at]
    closed = DETERMINERS | PREPOSITIONS | MODALS | NOT_NAMES | DATA_VERBS - {noun.low if noun.low != noun.lemma else ""}
    return noun if noun.kind == "word" and noun.low not in closed and noun.lemma != noun.low else None
