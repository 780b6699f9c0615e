"""What the numbers of a text say about each other: the coin or the unit of a list, and noughts said in words."""

from __future__ import annotations

import itertools
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING

from nl2milp.readers.offline.lexicon import FUNCTION_WORDS
from nl2milp.readers.offline.tokens import Token

if TYPE_CHECKING:
    from nl2milp.readers.offline.quantities import Quantity

__all__ = ["in_context"]


def in_context(tokens: tuple[Token, ...], found: list[Quantity]) -> list[Quantity]:
    """The numbers of a text in its order, with what the others tell about them."""
    found = _with_noughts(tokens, _shared_out(tokens, _in_percent(tokens, _in_cents(tokens, found))))
    coined = any(q.money and q.last < len(tokens) and tokens[q.last].lemma == "pound" for q in found)
    return [_coined(tokens, q) for q in found] if coined else found


def _in_cents(tokens: tuple[Token, ...], found: list[Quantity]) -> list[Quantity]:
    """Numbers of a list that ends in cents are cents too: `2, 6 and 5 cents`."""
    coins = {"cent", "pence"}
    cents = {at for at, q in enumerate(found) if q.money and q.last < len(tokens) and tokens[q.last].lemma in coins}
    for at in range(len(found) - 2, -1, -1):
        one, two = found[at], found[at + 1]
        gap = {token.low for token in tokens[one.last : two.first]}
        bare = one.kind == "number" and not one.money and not one.unit
        if at + 1 in cents and bare and gap and gap <= {",", "and", "or"}:
            found[at] = replace(one, value=one.value / 100, money=True, unit="$")
            cents.add(at)
    return found


def _in_percent(tokens: tuple[Token, ...], quantities: list[Quantity]) -> list[Quantity]:
    """Numbers of a list that ends in percent are percentages too: `9, 22 and 17 percent protein`."""
    found = list(quantities)
    for at in range(len(found) - 2, -1, -1):
        one, two = found[at], found[at + 1]
        gap = {token.low for token in tokens[one.last : two.first]}
        bare = one.kind == "number" and not one.money and not one.unit and not one.spelled
        if two.kind == "percent" and bare and gap and gap <= {",", "and", "or"}:
            found[at] = replace(one, value=one.value / 100, kind="percent", unit="percent")
    return found


_OF_THESE = frozenset({("of", "which"), ("of", "these"), ("of", "this"), ("of", "it"), ("of", "them")})


def _shared_out(tokens: tuple[Token, ...], quantities: list[Quantity]) -> list[Quantity]:
    """The numbers with the unit of what they are parts of: `80 litres of milk, of which a cake takes 2 and a pie 3`."""
    found = list(quantities)
    unit, stop = "", -1
    for at, quantity in enumerate(found):
        if quantity.first < stop and not quantity.unit and not quantity.money and quantity.kind == "number":
            found[at] = replace(quantity, unit=unit)
        if not quantity.unit or quantity.money:
            continue
        ahead = [token.low for token in tokens[quantity.last : quantity.last + 7]]
        opening = next((i for i, pair in enumerate(itertools.pairwise(ahead)) if pair in _OF_THESE), -1)
        if opening > 0 and ahead[opening - 1] in {",", ".", ";", "and"}:
            start = quantity.last + opening
            unit = quantity.unit
            stop = next((i for i in range(start, len(tokens)) if tokens[i].text in {".", ";", "?"}), len(tokens))
    return found


def _with_noughts(tokens: tuple[Token, ...], found: list[Quantity]) -> list[Quantity]:
    """The numbers with the noughts said in words: `a team needs 2 vans and no driver`, `silver holds 4%, tin none`."""
    percents = {tokens[q.last].lemma for q in found if q.kind == "percent" and q.last < len(tokens)}
    nouns = percents | {q.unit for q in found if q.kind == "number" and not q.money}
    pairs = [(one.low, two.lemma) for one, two in itertools.pairwise(tokens)]
    added: list[Quantity] = []
    for index, token in enumerate(tokens):
        following = index + 1
        if token.low == "none":
            before = next((q for q in reversed(found) if 0 < index - q.last <= _NEAR and not q.money), None)
            plain = index > 0 and tokens[index - 1].kind == "word" and tokens[index - 1].low not in _BEFORE_NONE
            if before is None or not plain or any(tokens[i].text == "." for i in range(before.last, index)):
                continue
            kind, unit = before.kind, before.unit
        elif token.low in {"no", "without"} and following < len(tokens) and tokens[following].lemma in nouns:
            if pairs.count((token.low, tokens[following].lemma)) > 1:
                continue  # a name: `films with no people`
            kind = "percent" if tokens[following].lemma in percents else "number"
            unit = "percent" if kind == "percent" else tokens[following].lemma
            following += 1
        else:
            continue
        ends = following >= len(tokens) or tokens[following].kind in {"mark", "break"}
        if kind in {"number", "percent"} and (ends or tokens[following].low in {"and", "but", "while", "whereas"}):
            nought = replace(found[0], value=Fraction(0), kind=kind, money=False, spelled=True, unit=unit)
            added.append(replace(nought, first=index, last=index + 1))
    return sorted([*found, *added], key=lambda quantity: quantity.first) if added else found


_NEAR = 12
_BEFORE_NONE = FUNCTION_WORDS - {"has", "have"}


def _coined(tokens: tuple[Token, ...], quantity: Quantity) -> Quantity:
    """Pounds that are money, where other pounds of the text are: `8 pounds on a car and 5 pounds on a motorbike`."""
    weighed = [token.low for token in tokens[quantity.last + 1 : quantity.last + 2]] == ["of"]
    return quantity if quantity.unit != "pound" or weighed else replace(quantity, money=True, unit="$")
