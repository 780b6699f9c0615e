"""The words within a sentence that a constraint comes from, where a sentence holds several."""

from __future__ import annotations

import re
from itertools import pairwise

from nl2milp.formulation import Constraint, Span

__all__ = ["narrowed"]

_BREAK = re.compile(r"[;:]\s+|,\s+(?=(?:and|or|but|while|at|no|not|with)\b)|\s+(?=(?:and|but|while|whereas)\b)|,\s+")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")


def _clauses(text: str, start: int, end: int) -> list[tuple[int, int]]:
    cuts = [start, *(start + match.end() for match in _BREAK.finditer(text[start:end])), end]
    return [(one, other) for one, other in pairwise(cuts) if other > one]


def _marks(text: str) -> set[str]:
    words = {word.lower()[:5] for word in re.findall(r"[^\W\d_]{3,}", text)}
    return words | {number.replace(",", "").rstrip("0").rstrip(".") for number in _NUMBER.findall(text)}


def narrowed(constraint: Constraint, text: str) -> Span:
    """The shortest run of clauses in the constraint's span that shares most with its name and rule.

    Examples
    --------
    >>> text = "At most 20 vans can be bought, and at least 5 trucks."
    >>> rule = Constraint(name="trucks", slots={"rule": "trucks >= 5"}, span=Span(start=0, end=len(text)))
    >>> span = narrowed(rule, text)
    >>> text[span.start:span.end]
    'and at least 5 trucks.'
    """
    span = constraint.span
    assert span is not None
    said = _marks(" ".join([constraint.name, *map(str, constraint.slots.values())]).replace("_", " "))
    clauses = _clauses(text, span.start, span.end)
    best, score = (span.start, span.end), -1.0
    for first in range(len(clauses)):
        for last in range(first, min(first + 6, len(clauses))):
            start, end = clauses[first][0], clauses[last][1]
            shared = len(said & _marks(text[start:end]))
            value = shared - 0.1 * (last - first)
            if value > score:
                best, score = (start, end), value
    if score <= 0:
        return span
    return Span(start=best[0], end=best[0] + len(text[best[0] : best[1]].rstrip()))
