"""Which reading to trust: the table of quantities, or one with conditions between them."""

from __future__ import annotations

import itertools

from nl2milp.readers.offline.confidence import find_doubts, is_confident
from nl2milp.readers.offline.pipeline import Draft
from nl2milp.readers.offline.scan import Scan

__all__ = ["is_plain"]

_STRONG = frozenset("unless whenever neither else multiples lots batches packs otherwise provided".split())
_PHRASES = (
    ("not", "both"), ("but", "both"), ("only", "when"), ("only", "if"), ("or", "none"), ("or", "zero"), ("zero", "or"),
    ("or", "not"), ("none", "or"), ("nothing", "or"), ("or", "nothing"), ("if", "any"), ("or", "else"),
)  # fmt: skip
_OBLIGING = frozenset("must should cannot required requires exactly only".split())


def is_plain(draft: Draft) -> bool:
    """Whether a reading without conditions is sure of itself and the text states no condition between variables."""
    return not _conditional(draft.scan) and is_confident(draft, find_doubts(draft))


def _conditional(scan: Scan) -> bool:
    lows = [token.low for token in scan.tokens]
    if _STRONG & set(lows) or any(pair in _PHRASES for pair in itertools.pairwise(lows)):
        return True
    for sentence in scan.sentences:
        for index in range(sentence.first, sentence.last):
            if lows[index] in {"if", "when", "once"} and _speaks_of_variable(scan, index, sentence.last):
                return True
            if lows[index] == "either" and _OBLIGING & set(lows[sentence.first : sentence.last]):
                return True
    return False


def _speaks_of_variable(scan: Scan, index: int, last: int) -> bool:
    """Whether the clause after `if` says something of a variable other than its rates or the aim."""
    rated = {"profit", "cost", "costs", "price", "takes", "requires", "needs", "each", "per", "every", "earns", "sells"}
    for place in range(index + 1, last):
        low = scan.tokens[place].low
        if low in {",", "how", "then"} or low in rated:
            return False
        if scan.mention_at[place] >= 0:
            ahead = {scan.tokens[i].low for i in range(place, min(place + 8, last))}
            return not ahead & rated
    return False
