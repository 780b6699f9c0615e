"""What is demanded of one candidate alone, whoever demands it and however the sentence goes on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nl2milp.readers.offline.choices.conditions import Is
from nl2milp.readers.offline.choices.elements import Element

__all__ = ["read_duty"]

_ASKING = (
    r"(?:demands?|demanded|requires?|required|insists?|insisted|asks?|wants?|expects?|stipulates?|specifies|orders?)"
)
_LEFT_OUT = r"(?:left (?:out|off|aside)|dropped|omitted|skipped|missing|passed over|given up|cut)"
_DENIED = r"(?:cannot|can not|can't|must not|mustn't|may not|is not to|are not to)"
_BOUND = r"(?:must|has to|have to|needs to|need to|is to|are to)"
_WANTED = (
    re.compile(rf"\b{_ASKING} that (?:the )?X (?:be|is|are|must be|should be|shall be|has to be|will be)\b(?! not\b)"),
    re.compile(rf"\b{_ASKING} (?:for )?(?:the )?X to be\b"),
    re.compile(rf"\bX\b.*\b{_DENIED} (?:\w+ )?be {_LEFT_OUT}\b"),
    re.compile(r"\b(?:not|never|no|refuses?|rejects?)\b.*\bwithout (?:the )?X\b"),
    re.compile(rf"\bX\b.*\b{_BOUND} (?:therefore |thus |also |certainly )?be (?!{_LEFT_OUT}\b)\w+"),
)
_UNWANTED = (
    re.compile(rf"\bX\b.*\b{_DENIED} (?:therefore |thus |also )?be (?!{_LEFT_OUT}\b)\w+"),
    re.compile(rf"\b{_ASKING} that (?:the )?X (?:not be|is not|must not be|should not be)\b"),
    re.compile(rf"\bX\b.*\b{_BOUND} be {_LEFT_OUT}\b"),
)
_OPEN = frozenset("if unless only either or whether when whenever where neither nor both other others else".split())


def read_duty(elements: Sequence[Element]) -> Is | None:
    """The one candidate of a sentence as taken or left, where somebody or something demands that.

    None where the sentence names several, has a number or a condition, or
    demands nothing in words known here.
    """
    items = {item for element in elements for item in element.items}
    if len(items) != 1 or any(element.number >= 0 for element in elements) or _OPEN & {e.low for e in elements}:
        return None
    words = " ".join("X" if element.items else element.low for element in elements)
    [item] = items
    for patterns, positive in ((_UNWANTED, False), (_WANTED, True)):
        if any(pattern.search(words) for pattern in patterns):
            return Is(item, positive)
    return None
