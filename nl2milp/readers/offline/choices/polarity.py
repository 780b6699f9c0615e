"""Whether a clause says that something is chosen or that it is not."""

from __future__ import annotations

from collections.abc import Sequence

from nl2milp.readers.offline.choices.elements import Element

__all__ = ["is_left_out", "is_negative"]

_NEGATIVE = frozenset(
    """missing misses declines withdraws skips unchosen refused away useless worthless pointless unusable not no
    none never neither nor without closed shut dropped rejected excluded forbidden forbids prohibited banned
    impossible omitted skipped unavailable off abandoned cancelled out unbuilt idle forgone absent unopened
    blocked dispensed leave leaves omit omits skip skips drop drops forgo forgoes refuse refuses rejecting skipping
    fallow vacant empty
    """.split()
)

_BEFORE_OUT = frozenset("rule rules ruled left leave leaves leaving be is are stay stays drop drops".split())


def is_negative(elements: Sequence[Element]) -> bool:
    """Whether an odd number of negations stands in the clause."""
    count = 0
    for index, element in enumerate(elements):
        low = element.low
        stays = elements[index - 1].low in {"at", "stays", "stay"}
        if low == "home" and stays and not {"leave", "leaves"} & {e.low for e in elements[:index]}:
            count += 1
        if low not in _NEGATIVE and not _is_undone(low):
            continue
        after = elements[index + 1].low if index + 1 < len(elements) else ""
        if low == "not" and after in {"only", "until"} or low == "no" and after in {"matter", "other"}:
            continue
        if low in {"leave", "leaves"} and "out" in {e.low for e in elements[index:]}:
            continue
        leaving = {"leave", "leaves", "leaving", "left"} & {e.low for e in elements[:index]}
        if low == "out" and not leaving and elements[index - 1].low not in _BEFORE_OUT:
            continue  # `carried out`, `called out`
        if low == "off" and not {"is", "are", "be", "stays", "switched", "left"} & {
            e.low for e in elements[max(0, index - 2) : index]
        }:
            continue
        if low == "neither" and {"not", "never", "no", "refuse", "refuses"} & {e.low for e in elements[:index]}:
            continue
        if low == "nor" and any(e.low in {"neither", "not"} for e in elements[:index]):
            continue
        count += 1
    lows = " ".join(e.low for e in elements)
    count += "give way" in lows or "gives way" in lows
    return count % 2 == 1


def is_left_out(elements: Sequence[Element]) -> bool:
    """Whether what is said of things is itself a negation, as in `A or B is closed`, and no `not` denies it."""
    last = max((i for i, e in enumerate(elements) if e.items), default=-1)
    said = [e.low for e in elements[last + 1 :]]
    denied = {"not", "no", "never", "neither", "nor"} & {e.low for e in elements}
    return not denied and any(low in _NEGATIVE - _BARRED or _is_undone(low) for low in said)


_BARRED = frozenset("impossible useless worthless pointless forbidden prohibited banned unavailable excluded".split())


def _is_undone(word: str) -> bool:
    """Whether a participle says that something is not done: `unfunded`, `unplanted`."""
    return word.startswith("un") and len(word) > 6 and word.endswith(("ed", "en")) and word[2:5] not in {"der", "ite"}
