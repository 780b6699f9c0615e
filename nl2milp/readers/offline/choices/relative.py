"""How many of one kind against another: `as many in the suburbs as in the old town`, `half of them in the north`."""

from __future__ import annotations

from fractions import Fraction

from nl2milp.readers.offline.choices.conditionals import Read
from nl2milp.readers.offline.choices.conditions import Relative
from nl2milp.readers.offline.choices.parsing import Parser
from nl2milp.readers.offline.choices.signs import sign_at
from nl2milp.readers.offline.choices.splitting import Elements, lows_of

__all__ = ["read_relative"]

_HINGES = frozenset("if unless when whenever only either without".split())


def read_relative(elements: Elements, parser: Parser) -> Read | None:
    """A comparison of two counts, or of a count with a part of all that is chosen; None where there is none."""
    if _HINGES & set(lows_of(elements)):
        return None
    return _as_many(elements) or _part(elements, parser)


def _as_many(elements: Elements) -> Read | None:
    """`at least as many A as B`, `more A than B`."""
    lows = lows_of(elements)
    for index, low in enumerate(lows):
        if lows[index : index + 2] == ["as", "many"]:
            second = next((i for i in range(index + 2, len(lows)) if lows[i] == "as"), -1)
            before = lows[max(0, index - 2) : index]
            sign, plus = ("<=" if before == ["at", "most"] else "==" if before[-1:] == ["exactly"] else ">="), 0
        elif low in {"more", "fewer"} and not any(e.number >= 0 for e in elements):
            second = next((i for i in range(index + 1, len(lows)) if lows[i] == "than"), -1)
            denied = bool({"no", "not", "never", "cannot"} & set(lows[max(0, index - 4) : index]))
            more = low == "more"
            sign, plus = ("<=" if more == denied else ">="), 0 if denied else 1 if more else -1
        else:
            continue
        left = _items(elements[index:second]) or _items(elements[:index])
        right = _items(elements[second:])
        if second < 0 or not left or not right or set(left) & set(right):
            continue
        return "linear", (Relative(left, sign, right, Fraction(1), plus),), False
    return None


def _part(elements: Elements, parser: Parser) -> Read | None:
    """`at least half of the projects that are chosen must be in the north`."""
    for index, element in enumerate(elements):
        if element.number < 0 or not 0 < element.value < 1 or elements[index + 1 : index + 2] == []:
            continue
        sign, kind = sign_at(elements, index), _items(elements[index:])
        if elements[index + 1].low != "of" or not sign or not kind or _items(elements[:index]):
            continue
        parser.used.add(element.number)
        sign = {">": ">=", "<": "<="}.get(sign, sign)
        return "linear", (Relative(kind, sign, parser.everything, element.value),), False
    return None


def _items(elements: Elements) -> tuple[int, ...]:
    return tuple(dict.fromkeys(item for e in elements for item in e.items))
