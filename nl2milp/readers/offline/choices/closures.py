"""Texts that choose what to give up: `which branches should be closed?`, where open means not chosen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["gives_up", "turned"]

_GIVING_UP = frozenset(
    """close closes closed closing shut shuts shutting cancel cancels cancelled canceled cancelling scrap scraps
    scrapped scrapping axe axes axed axing discontinue discontinued discontinuing drop drops dropped dropping""".split()
)
_KEEPING = frozenset(
    """open opened keep keeps kept keeping stay stays staying remain remains remaining retain retained survive survives
    continue continues run running""".split()
)


def gives_up(tokens: Sequence[Token], sentences: Sequence[Sentence], aim: int, firsts: frozenset[int]) -> bool:
    """Whether candidates are chosen to be given up: the aim's sentence asks for that, or their data are those of it.

    `firsts` has the places where candidates are named.
    """
    here = sentences[aim]
    lows = {token.low for token in tokens[here.first : here.last]}
    if lows & _GIVING_UP and not lows & _KEEPING:
        return True
    return (
        any(
            token.low in _GIVING_UP and token.low.endswith("ing") and {index + 1, index + 2} & firsts
            for index, token in enumerate(tokens)
        )
        and not lows & _KEEPING
    )


def turned(elements: Sequence[Element]) -> list[Element]:
    """The elements, where giving something up is what is chosen, and keeping it is not."""
    found: list[Element] = []
    for element in elements:
        if element.low in _GIVING_UP:
            found.append(replace(element, low="chosen", lemma="choose"))
        elif element.low in _KEEPING:
            if not found or found[-1].low != "omitted":  # `stay open` says it once
                found.append(replace(element, low="omitted", lemma="omitted"))
        else:
            found.append(element)
    return found
