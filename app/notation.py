"""Rules as people read them, cut into pieces so that each number keeps its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nl2milp.algebra import parse_head
from nl2milp.analyse.numbers import Figure
from nl2milp.errors import ExpressionError
from nl2milp.formulation import Formulation

__all__ = ["Piece", "labels_of", "pieces", "slot_lines"]

_SIGNS = {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}
_TOKEN = re.compile(r"'[^']*'|<=|>=|==|!=|[^\W\d]\w*|\s*\*\s*|.", re.DOTALL)


@dataclass(frozen=True)
class Piece:
    """A stretch of a rule; `figure` names the number that it is, if it is one."""

    text: str
    figure: str = ""


def labels_of(formulation: Formulation) -> dict[str, str]:
    """The text's nouns by symbol."""
    found = {}
    for one in formulation.variables:
        try:
            name = parse_head(one.symbol).name
        except ExpressionError:
            continue
        found[name] = one.label or name.replace("_", " ")
    return found


def pieces(source: str, figures: Iterable[Figure] = (), labels: Mapping[str, str] | None = None) -> list[Piece]:
    """A rule of the grammar in everyday notation.

    Parameters
    ----------
    source : str
        The rule.
    figures : iterable of Figure
        The numbers in it, with their places in `source`.
    labels : mapping, optional
        Nouns for its symbols.

    Examples
    --------
    >>> "".join(one.text for one in pieces("10*ox_carts + 8*y <= 200", (), {"ox_carts": "ox carts"}))
    '10 ox carts + 8 y ≤ 200'
    """
    found: list[Piece] = []
    at = 0
    for figure in sorted(figures, key=lambda one: one.start):
        if figure.start < at:
            continue
        found += _prose(source[at : figure.start], labels or {}, source[:at])
        found.append(Piece(_number(source[figure.start : figure.end]), figure.name))
        at = figure.end
    return found + _prose(source[at:], labels or {}, source[:at])


def _number(text: str) -> str:
    """With thousands separators: `1200` is `1,200`."""
    whole, point, rest = text.partition(".")
    return f"{int(whole):,}{point}{rest}" if whole.isdecimal() and len(whole) > 3 else text


def _prose(source: str, labels: Mapping[str, str], before: str) -> list[Piece]:
    if not source:
        return []
    out = []
    last = before[-1:] if before else ""
    for match in _TOKEN.finditer(source):
        text = match.group()
        if text.strip() == "*":
            # a factor and its noun stand side by side, two symbols have a dot between them
            text = " " if last.isdigit() or last == ")" else " · "
        elif text in _SIGNS:
            text = _SIGNS[text]
        else:
            text = labels.get(text, text)
        out.append(text)
        last = text[-1:] or last
    return [Piece("".join(out))]


def slot_lines(
    slots: Mapping[str, Any], figures: Sequence[Figure], labels: Mapping[str, str]
) -> list[tuple[str, list[Piece]]]:
    """A statement's slots, a line each: the slot's name, empty where it is the only one, and its pieces."""
    lines: list[tuple[str, list[Piece]]] = []
    for slot, value in slots.items():
        if value is None or slot == "role":
            continue
        own = [one for one in figures if len(one.path) > 3 and one.path[3] == slot]
        values = list(value) if isinstance(value, list | tuple) else [value]
        for place, one in enumerate(values):
            here = [
                figure
                for figure in own
                if not isinstance(value, list | tuple) or (len(figure.path) > 4 and figure.path[4] == place)
            ]
            lines.append((slot.replace("_", " ") if not place else "", _slot(one, here, labels)))
    return [("", lines[0][1])] if len(lines) == 1 and "rule" in slots else lines


def _slot(value: Any, figures: Sequence[Figure], labels: Mapping[str, str]) -> list[Piece]:
    if isinstance(value, bool):
        return [Piece("yes" if value else "no")]
    whole = next((one for one in figures if not one.end), None)
    if whole is not None and not isinstance(value, dict):
        return [Piece(str(value), whole.name)]
    if isinstance(value, str):
        return pieces(value, [one for one in figures if one.end], labels)
    return [Piece(str(value))]
