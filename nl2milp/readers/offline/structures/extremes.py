"""Aims at the worst of several: `so that the longest of the times is as short as possible`."""

from __future__ import annotations

import re

from nl2milp.readers.offline.structures.document import Document

__all__ = ["find_extreme"]

_MOST = r"(?:longest|largest|greatest|highest|maximum|maximal|latest|worst|slowest|busiest|biggest|farthest|furthest)"
_LEAST = r"(?:smallest|lowest|least|minimum|minimal|shortest|weakest|poorest|worst)"
_MINIMAX = re.compile(
    rf"\b{_MOST}\b[^.?!]*\bas\s+(?:short|small|low|little|early|soon|light|near|brief|quick)\s+as\s+possible\b"
    rf"|\bminimi[sz]\w*\s+(?:the\s+)?(?:\w+\s+)?{_MOST}\b",
    re.I,
)
_MAXIMIN = re.compile(
    rf"\b{_LEAST}\b[^.?!]*\bas\s+(?:large|high|great|much|long|good|well|strong|well\s+off)\s+as\s+possible\b"
    rf"|\bmaximi[sz]\w*\s+(?:the\s+)?(?:\w+\s+)?{_LEAST}\b",
    re.I,
)


def find_extreme(document: Document) -> tuple[str, int] | None:
    """The sense in which the worst of several is optimised, and the sentence that says so; None if none is.

    `minimize` for a largest value that is kept small, `maximize` for a smallest one that is kept large.
    """
    for place, sentence in enumerate(document.sentences):
        words = document.said(sentence)
        if _MINIMAX.search(words):
            return "minimize", place
        if _MAXIMIN.search(words):
            return "maximize", place
    return None
