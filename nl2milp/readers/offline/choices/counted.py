"""Counts of whole statements: `at least two of these three rules must hold: ...; ...; ...`."""

from __future__ import annotations

from nl2milp.readers.offline.choices.conditionals import Read
from nl2milp.readers.offline.choices.conditions import Among, Condition
from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.parsing import Parser
from nl2milp.readers.offline.choices.signs import sign_at
from nl2milp.readers.offline.choices.splitting import Elements, lows_of

__all__ = ["read_counted"]

_STATEMENTS = frozenset(
    """statement statements condition conditions rule rules requirement requirements demand demands wish wishes option
    options thing things criterion criteria following""".split()
)
_HOLD = frozenset("hold holds true met satisfied fulfilled apply applies be kept respected observed".split())


def read_counted(elements: Elements, parser: Parser) -> Read | None:
    """A number of the statements behind a colon that must hold; None where it is no such list."""
    colon = next((i for i, e in enumerate(elements) if e.low == ":"), len(elements))
    before = elements[:colon]
    lows = set(lows_of(before))
    if not lows & _STATEMENTS or not lows & _HOLD or any(e.items for e in before):
        return None
    signed = [i for i, e in enumerate(before) if e.number >= 0 and sign_at(before, i)]
    if len(signed) != 1:
        return None
    count = before[signed[0]]
    read = [parser.clause(part) for part in _parts(elements[colon + 1 :])]
    parts: list[Condition] = [part for part in read if part is not None]
    if len(parts) != len(read) or len(parts) < 2 or not 1 <= count.value <= len(parts):
        return None
    parser.used.update(e.number for e in before if e.number >= 0)
    sign = sign_at(before, signed[0])
    value = int(count.value) + {">": 1, "<": -1}.get(sign, 0)
    return "k_of_n", (Among(tuple(parts), {">": ">=", "<": "<="}.get(sign, sign), value),), False


def _parts(elements: Elements) -> list[Elements]:
    """The statements between semicolons, without the numbers in brackets before them."""
    parts: list[list[Element]] = [[]]
    for element in elements:
        if element.low == ";":
            parts.append([])
        else:
            parts[-1].append(element)
    return [_unnumbered(part) for part in parts if part]


def _unnumbered(part: Elements) -> Elements:
    close = next((i for i, e in enumerate(part[:4]) if e.low == ")"), -1)
    return part[close + 1 :] if close >= 0 and not any(e.items for e in part[:close]) else part
