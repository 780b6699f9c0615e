"""Whether amounts can be divided: they are measured, or the text says so."""

from __future__ import annotations

import re

from nl2milp.readers.offline.domains import DIVISIBLE
from nl2milp.readers.offline.structures.document import Document

__all__ = ["is_divisible"]

_MEASURES = DIVISIBLE - {"day", "hour", "minute", "dollar", "money", "second", "euro", "fund"} | {
    "mw", "mwh", "kwh", "megawatt", "tonne", "barrel", "metre", "meter",
}  # fmt: skip
_DENIED = re.compile(
    r"(can't|cannot|can not|not) be (divided|split)|indivisible|aren't divided"
    r"|\bwhole (numbers?|units?|ton\w*|hundreds?|thousands?|pieces|kilo\w*)\b|\bintegers?\b", re.I,
)  # fmt: skip
_SAID = re.compile(r"\b(divided|divisible|fractions?|fractional|any part)\b", re.I)


def is_divisible(document: Document) -> bool:
    """Whether parts of what is made, bought or sent make sense."""
    if _DENIED.search(document.text):
        return False
    if _SAID.search(document.text):
        return True
    units = {quantity.unit for quantity in document.quantities if not quantity.money}
    headed = {
        token.lemma for table in document.tables for token in document.tokens if table.start <= token.start < table.end
    }
    return bool((units | headed) & _MEASURES)
