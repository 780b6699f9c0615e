"""Prices that are due once, told from prices of one unit by the words of the piece they stand in."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass

from nl2milp.readers.offline.conditional.vocabulary import KINDS, ONCE, ONCE_PHRASES, PERIODS
from nl2milp.readers.offline.lexicon import VERBS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Token

__all__ = ["Piece", "is_price", "is_rate", "pieces_of"]

_COINED = frozenset("pound crown".split())
_PAYING = frozenset(
    "cost costs costing rent rented fee pay pays paid price charge charges earns earn brings bring".split()
)
_GIVING = frozenset("costs earns brings takes sells yields gives fetches makes needs uses".split())
_BREAKS = frozenset(", ; : and plus but then while whereas".split())
_COSTS = frozenset("cost costs takes".split())


@dataclass(frozen=True)
class Piece:
    """A stretch between separators, `tokens[first:last]`, with the prices in it.

    Attributes
    ----------
    due : bool or None
        Whether its prices are due once; None where nothing says so.
    """

    first: int
    last: int
    prices: tuple[Quantity, ...]
    due: bool | None


def is_price(tokens: Sequence[Token], quantity: Quantity, first: int, last: int) -> bool:
    """Whether a number is an amount of money, also of one whose coin is a weight too."""
    if quantity.money:
        return True
    if quantity.spelled and quantity.value == 1:
        return False
    if not quantity.unit and tokens[quantity.last - 1].low in {"thousand", "million"}:
        near = {token.low for token in tokens[max(first, quantity.first - 3) : quantity.first]}
        return bool(near & {"cost", "costs", "plus"})
    return quantity.unit in _COINED and any(token.low in _PAYING for token in tokens[first:last])


def is_rate(tokens: Sequence[Token], quantity: Quantity, start: int, stop: int, unit: str = "") -> bool:
    """Whether a number is for one unit: `5 dollars per chair`, `each chair costs 5`; `unit` is what is decided on."""
    for index in range(quantity.last, min(stop, quantity.last + 5)):
        low = tokens[index].low
        following = tokens[index + 1].lemma if index + 1 < stop else ""
        if tokens[index].kind in {"mark", "number"}:
            break
        if low in {"each", "apiece"} and index == quantity.last and following not in PERIODS:
            return True
        if low in {"per", "a", "an", "every", "each", "for"} and following:
            noun = following
            if low == "for":
                if tokens[index + 1].low not in {"each", "every", "one", "a", "an"} or index + 2 >= stop:
                    continue
                noun = tokens[index + 2].lemma
            if noun in PERIODS and noun != unit:
                continue
            if noun in KINDS and low == "for":
                continue
            return low in {"per", "for"} or index - quantity.last <= 1
    for index in range(start, quantity.first - 1):
        low, following = tokens[index].low, tokens[index + 1].lemma
        if low in {"each", "every", "per"} and following not in PERIODS | KINDS:
            return True
        if (
            low in {"a", "an", "one"}
            and index == start
            and tokens[index + 2].low in _GIVING
            and not _is_relative(tokens, start, stop)
        ):
            return following not in ONCE
    return False


def _is_relative(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """`a van that is sent out costs ...`: the price of its being there."""
    return any(tokens[index].low in {"that", "which", "when", "if"} for index in range(start, stop))


def pieces_of(tokens: Sequence[Token], quantities: Sequence[Quantity], first: int, last: int) -> list[Piece]:
    """The pieces of a segment; one without a verb goes on with what the piece before it said."""
    inside = [q for q in quantities if first <= q.first < last]
    found: list[Piece] = []
    for start, stop in _cut(tokens, inside, first, last):
        prices = tuple(q for q in inside if start <= q.first < stop and is_price(tokens, q, first, last))
        due = _is_due(tokens, prices, start, stop)
        opened = {token.low for token in tokens[first : min(first + 3, start)]}
        if due and opened & {"per", "each", "every"} and not ONCE & {token.low for token in tokens[start:stop]}:
            due = False  # `per acre of lettuce, watering costs $10`
        verbs = any(token.low in VERBS and token.low not in {"set"} for token in tokens[start:stop])
        bare = tuple(
            q for q in inside
            if start <= q.first < stop and not q.unit and q.kind == "number"
            and tokens[q.first - 1].low not in {"least", "most", "than", "to", "exactly"}
        )  # fmt: skip
        if due is None and found and found[-1].due is not None and not verbs and (prices or bare):
            due, prices = found[-1].due, prices or bare
        if due and found and found[-1].due and tokens[start].low == "plus" and _per_period(tokens, prices, stop):
            due = False  # `20 thousand to rent plus 3 thousand a day`
        found.append(Piece(start, stop, prices, due))
    return found


def _per_period(tokens: Sequence[Token], prices: Sequence[Quantity], stop: int) -> bool:
    return any(
        price.last + 1 < stop
        and tokens[price.last].low in {"a", "per", "each"}
        and tokens[price.last + 1].lemma in PERIODS
        for price in prices
    )


def _cut(tokens: Sequence[Token], inside: Sequence[Quantity], first: int, last: int) -> list[tuple[int, int]]:
    """Cut at separators, but not between the numbers of one list."""
    listed = set()
    for one, two in itertools.pairwise(inside):
        between = [t for t in tokens[one.last : two.first] if t.text not in "$€£" and t.lemma != one.unit]
        singly = (
            "costs" in {token.low for token in tokens[first : one.first]} and tokens[two.last - 1] is not tokens[-1]
        )
        apart = singly and tokens[two.last].low in {"a", "per", "each"}  # `costs 1,100 and 30 a hectare`
        if all(token.low in {",", "and", "or"} for token in between) and not apart:
            listed |= set(range(one.last, two.first))
    cuts = [first]
    for index in range(first + 1, last):
        fresh = index - 1 > cuts[-1] or tokens[index - 1].low not in _BREAKS
        if tokens[index].low in _BREAKS and index not in listed and fresh:
            cuts.append(index)
    cuts.append(last)
    pieces = [(a, b) for a, b in itertools.pairwise(cuts) if a < b]
    joined: list[tuple[int, int]] = []
    for start, stop in pieces:
        relative = tokens[start].low == "," and start + 1 < stop and tokens[start + 1].low in {"which", "whose"}
        bare = bool(joined) and not any(joined[-1][0] <= q.first < joined[-1][1] for q in inside)
        if relative and bare:
            joined[-1] = (joined[-1][0], stop)  # `lamps need a licence, which costs $300`
        else:
            joined.append((start, stop))
    return joined


def _is_due(tokens: Sequence[Token], prices: Sequence[Quantity], start: int, stop: int) -> bool | None:
    words = [token.low for token in tokens[start:stop]]
    if prices and any(is_rate(tokens, q, _after_break(tokens, start), stop) for q in prices):
        return False
    joint = " ".join(words)
    gerund = bool(prices) and _is_gerund(tokens, _after_break(tokens, start), prices[0].first)
    relative = bool({"cost", "costs"} & set(words)) and any(
        phrase in joint for phrase in ("that is", "that are", "which is", "which are")
    )
    when = "when" in words and {"open", "on", "running", "used"} & set(words)
    if gerund or relative or when or ONCE & set(words) or any(phrase in joint for phrase in ONCE_PHRASES):
        return True
    return None


def _is_gerund(tokens: Sequence[Token], start: int, stop: int) -> bool:
    """`starting it up costs ...`, `fitting out the Anna costs ...`; but `buying a sofa costs ...` is said of each."""
    words = [token.low for token in tokens[start:stop]]
    if not words or not words[0].endswith("ing") or not _COSTS & set(words):
        return False
    of_each = words[1:2] in (["a"], ["an"], ["each"], ["every"], ["one"])
    return not of_each or bool({"open", "on", "up", "running"} & set(words))


def _after_break(tokens: Sequence[Token], start: int) -> int:
    while start + 1 < len(tokens) and tokens[start].low in _BREAKS:
        start += 1
    return start
