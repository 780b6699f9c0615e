"""Who may not, or alone may, have what: `can't be given to Karl or Lena`, `isn't licensed for it`, `by Jana or nobody`.

Only sentences about one thing of a side and some of the other, without any
condition; all else is left to the grammar of rules.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from nl2milp.readers.offline.choices.conditions import Is
from nl2milp.readers.offline.choices.elements import Element, without_reasons
from nl2milp.readers.offline.choices.logic import Rule
from nl2milp.readers.offline.structures.degrees import Sides
from nl2milp.readers.offline.structures.pairing import PairRule, Pairs

__all__ = ["permissions"]

_CONDITIONS = frozenset(
    """if unless when whenever except either both same together than more fewer less exactly while whereas whoever
    different apart before after too""".split()
)
_BARRED = frozenset(
    """refuses refuse refused unable barred banned forbidden prohibited excluded unqualified unlicensed untrained
    allergic unsuitable unsuited lacks unfit off-limits""".split()
)
_ABLE = frozenset(
    """licensed qualified trained certified able allowed permitted eligible authorised authorized cleared suitable
    suited equipped available approved entitled fit given assigned sent put do take work used done handled""".split()
)
_NOT = frozenset("not never cannot no".split())
_MODALS = frozenset("can could may must should will shall is are be do does has have".split())
_ASIDES = frozenset("after for since given being as due owing because with without by in like".split())
_PERMITS = frozenset("can ca could may must should will".split())  # `ca` is what `can't` is cut into
_MUST = frozenset("must has have needs insist insists insisted wants required only reserved".split())
_ALONE = frozenset("only nobody else alone either or nor reserved else".split())


def permissions(
    elements: Sequence[Element], sides: Sides, pairs: Pairs, single: frozenset[int] = frozenset()
) -> list[PairRule]:
    """The pairs that a sentence rules out, each as a rule; empty if it rules out none, or is not plain enough.

    Parameters
    ----------
    single : frozenset of int
        The sides of which each thing gets exactly one of the other: for these alone, `must go to Ann or Bo` bars all
        others.
    """
    found: list[PairRule] = []
    for part in _parts(_without_asides(without_reasons(elements))):
        rules = _of_part(part, sides, pairs, single)
        if not rules:
            return []
        found += rules
    return found


def _without_asides(elements: Sequence[Element]) -> list[Element]:
    """Without what stands between two commas and names nothing: `Comet, after his injury, can't ...`."""
    found = list(elements)
    commas = [index for index, element in enumerate(found) if element.low == ","]
    for one, two in itertools.pairwise(commas):
        inside = found[one + 1 : two]
        opening = inside[0].low if inside else ""
        if opening in _ASIDES and not any(e.items or e.number >= 0 for e in inside):
            return found[:one] + _without_asides(found[two + 1 :])
    return found


def _parts(elements: Sequence[Element]) -> list[list[Element]]:
    """The sentence, cut before `and` or `but` where a new thing with a predicate of its own begins."""
    cuts = [0]
    for index in range(1, len(elements) - 2):
        joined = elements[index].low in {"and", "but", ";"} and elements[index - 1].low == ","
        ahead, behind = elements[cuts[-1] : index], elements[index:]
        if (
            joined
            and _is_denied(ahead)
            and _is_denied(behind)
            and all(any(e.items for e in p) for p in (ahead, behind))
        ):
            cuts.append(index)
    return [list(elements[a:b]) for a, b in zip(cuts, [*cuts[1:], len(elements)], strict=True)]


def _is_denied(elements: Sequence[Element]) -> bool:
    lows = {element.low for element in elements}
    return bool(_NOT & lows or _BARRED & lows)


def _of_part(elements: Sequence[Element], sides: Sides, pairs: Pairs, single: frozenset[int]) -> list[PairRule]:
    lows = [element.low for element in elements]
    if _CONDITIONS & set(lows) or any(e.number >= 0 and e.value != 1 for e in elements):
        return []
    named = list(dict.fromkeys(item for element in elements for item in element.items))
    rows = [item for item in named if sides.of_item(item) == 0]
    columns = [item for item in named if sides.of_item(item) == 1]
    if not rows or not columns or len(rows) > 1 and len(columns) > 1:
        return []
    size = len(sides.groups[0])
    denied = _denied(lows)
    alone = not denied and _allowed(lows)
    if not denied and not alone:
        return []
    many = 0 if len(rows) > 1 else 1
    if alone:
        if len(rows) == len(columns) == 1 and not _ALONE & set(lows):
            return []  # `the tour must be given to Ann` is a rule of its own
        if len(rows) == len(columns) == 1:
            many = sides.of_item(named[-1])
        if 1 - many not in single and not {"only", "else", "reserved"} & set(lows):
            return []
        kept = rows if many == 0 else columns
        every = range(size) if many == 0 else range(size, size + len(sides.groups[1]))
        others = [item for item in every if item not in kept]
        rows, columns = (others, columns) if many == 0 else (rows, others)
    first, last = elements[0].first, elements[-1].last
    return [
        PairRule(Rule("logic", (Is(pairs.pair(row, column - size), False),), first, last))
        for row in rows
        for column in columns
    ]


def _denied(lows: Sequence[str]) -> bool:
    """Whether one predicate is denied, and nothing else."""
    negatives = [index for index, low in enumerate(lows) if low in _NOT]
    if _BARRED & set(lows):
        return not negatives
    if len(negatives) != 1:
        return False
    at = negatives[0]
    if lows[at] == "no":
        return bool({"permit", "licence", "license", "training", "certificate"} & set(lows[at + 1 : at + 4]))
    if "else" in lows[at:]:
        return False
    around = set(lows[max(0, at - 2) : at])
    return bool(_PERMITS & around) or bool(_MODALS & around and _ABLE & set(lows[at + 1 : at + 4]))


def _allowed(lows: Sequence[str]) -> bool:
    """`must be handled by Bilal or Chloe`, `only by ...`, `by Jana and nobody else`."""
    if _NOT & set(lows) or "neither" in lows:
        return False
    obliged = bool(_MUST & set(lows)) or "else" in lows
    return obliged and bool(_ALONE & set(lows)) and "nor" not in lows
