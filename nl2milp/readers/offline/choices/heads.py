"""The noun that each number of a record belongs to, whatever stands between the two."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nl2milp.readers.offline.choices.names import phrase_backwards, phrase_forwards
from nl2milp.readers.offline.choices.vocabulary import DATA_VERBS, DETERMINERS, MODALS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["Head", "find_heads"]

_REACH = 9
_MEASURES = frozenset(
    """cost costs price prices profit profits return returns benefit benefits score scores value values rating income
    revenue fee rent weight mass volume investment expense gain earnings worth total yearly annual monthly weekly daily
    expected estimated additional extra sum amount budget only about roughly initial net""".split()
)
_LINKS = frozenset("of at with for by to an a the and which that who : - – — ( = ,".split())


@dataclass(frozen=True)
class Head:
    """A noun phrase, `tokens[first:last]`, in front of the first number of its record.

    Attributes
    ----------
    link : str
        What joins it to the number: a verb's lemma, a measure or a mark.
    sentence : int
        Where it stands.
    """

    first: int
    last: int
    link: str
    sentence: int


def find_heads(
    tokens: Sequence[Token], sentences: Sequence[Sentence], quantities: Sequence[Quantity]
) -> tuple[Head, ...]:
    """One head for each record of numbers, in the order of the text."""
    found: list[Head] = []
    for place, sentence in enumerate(sentences):
        own = [q for q in quantities if sentence.first <= q.first < sentence.last and q.kind in {"number", "percent"}]
        stop = sentence.first
        for quantity in own:
            head = _before(tokens, stop, quantity.first, place, stop > sentence.first)
            if head is not None:
                found.append(head)
            stop = quantity.last
        found += _announced(tokens, sentence, place)
    found.sort(key=lambda head: (head.first, head.last))
    return tuple(found)


def _before(tokens: Sequence[Token], stop: int, number: int, place: int, opened: bool) -> Head | None:
    """The nearest noun phrase in front of a number, across verbs, measures and links."""
    at = number
    link, said = "", False
    while at > stop and number - at < _REACH:
        low = tokens[at - 1].low
        lowered = tokens[at - 1].text[:1].islower() or not tokens[at - 1].text[:1].isalpha()
        if low in DATA_VERBS and lowered and not said and tokens[at].text != ":":
            link, said = tokens[at - 1].lemma, True
        elif low in _MEASURES and lowered:
            link = link or tokens[at - 1].lemma
        elif low in {"(", ":", "-", "–", "—", "="}:
            link = low
        elif low in {"for", "at", "with", "has", "have"}:
            link = link or low
        elif lowered and not said and at - 1 > stop and _is_verb(tokens, at - 1):
            link, said = tokens[at - 1].lemma, True
        elif low == "a" and not lowered and at - 1 > stop:
            break  # fund A
        elif low not in _LINKS and low not in MODALS and not (low in DETERMINERS and lowered):
            break
        at -= 1
    bounds = phrase_backwards(tokens, at, stop)
    if bounds is not None and bounds[0] == stop and opened:
        return None  # the unit of the number before
    if bounds is None:
        return None
    outer = _outer(tokens, bounds[0], stop)
    if outer is not None and _again(tokens, outer) and not _again(tokens, bounds):
        bounds = outer  # `rent a ward from a clinic`, where the ward is spoken of again
    return Head(*bounds, link, place)


def _is_verb(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word that is no known verb stands where one does: `will attract 40`, but not `has a 90`."""
    return tokens[index - 1].low in MODALS | {"to", "not"} and tokens[index].low not in DETERMINERS


def _outer(tokens: Sequence[Token], first: int, stop: int) -> tuple[int, int] | None:
    """The noun phrase that a prepositional phrase hangs on."""
    at = first
    while at > stop and tokens[at - 1].low in DETERMINERS:
        at -= 1
    if at <= stop or tokens[at - 1].low not in {"from", "in", "at", "on", "near", "with", "of", "to"}:
        return None
    return phrase_backwards(tokens, at - 1, stop)


def _again(tokens: Sequence[Token], bounds: tuple[int, int]) -> bool:
    """Whether the head noun is spoken of elsewhere."""
    head = tokens[bounds[1] - 1].lemma
    return any(token.lemma == head for i, token in enumerate(tokens) if not bounds[0] <= i < bounds[1])


def _announced(tokens: Sequence[Token], sentence: Sentence, place: int) -> list[Head]:
    """`for the alarm, they pay 40`: names between `for` and a comma at the start of a clause."""
    found: list[Head] = []
    for index in range(sentence.first, sentence.last - 2):
        opening = index == sentence.first or tokens[index - 1].text in {";", ":", "."} or tokens[index - 1].low == "and"
        if tokens[index].low not in {"for", "with"} or not opening:
            continue
        bounds = phrase_forwards(tokens, index + 1, sentence.last, verbs=False)
        if bounds is not None and bounds[1] < sentence.last and tokens[bounds[1]].text == ",":
            found.append(Head(*bounds, "for", place))
    return found
