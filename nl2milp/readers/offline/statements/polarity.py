"""Whether a measure is used up by the things that have it, or brought by them: which way its limit points."""

from __future__ import annotations

from nl2milp.readers.offline.columns import Column
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.scan import Scan

__all__ = ["polarity"]

_USED = frozenset("need require take use consume occupy burn drink eat absorb spend".split())
_BROUGHT = frozenset("provide give yield produce supply contain deliver generate extract remove clear attract".split())


def polarity(scan: Scan, column: Column) -> str:
    """The sign of a limit on the measure: `<=` if it is used up, `>=` if it is brought, empty if nothing tells.

    The verb nearest before each number tells, in its own sentence.
    """
    votes: set[str] = set()
    for position in column.quantities:
        if position >= len(scan.quantities):
            return ""  # made up by the reader of conditions
        quantity = scan.quantities[position]
        sentence = scan.sentences[scan.sentence_at[quantity.first]]
        for index in range(quantity.first - 1, sentence.first - 1, -1):
            if scan.mention_at[index] >= 0:
                continue
            verb = scan.tokens[index].low.removesuffix("s")
            if verb == "take" and UNIT_FACTORS.get(column.unit, ("", 0))[0] != "time":
                break  # a van takes boxes, a box takes room
            if verb in _USED:
                votes.add("<=")
                break
            if verb in _BROUGHT:
                votes.add(">=")
                break
    return votes.pop() if len(votes) == 1 else ""
