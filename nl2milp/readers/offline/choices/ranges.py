"""Statements about one quantity's values: none or at least so many, one of several numbers, whole lots."""

from __future__ import annotations

from collections.abc import Sequence

from nl2milp.readers.offline.choices.conditions import Compare, Condition, Is, sign_at
from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.logic import Rule

__all__ = ["range_rules"]

_NOTHING = frozenset("none zero nothing any all out".split())
_EACH = frozenset("each every any all".split())


def range_rules(elements: Sequence[Element], everyone: Sequence[int], used: set[int]) -> list[Rule]:
    """The rules that a sentence states about the values of single quantities; empty if it states none."""
    found: list[Rule] = []
    for part in _clauses(elements):
        found += _lots(part, everyone, used) or _options(part, used) or _minimum(part, everyone, used)
    return found


def _clauses(elements: Sequence[Element]) -> list[Sequence[Element]]:
    """Cut at `;` and at `, and` between clauses with numbers and items of their own."""
    for index, element in enumerate(elements):
        conjunction = element.low == "," and index + 1 < len(elements) and elements[index + 1].low in {"and", "while"}
        if element.low != ";" and not conjunction:
            continue
        one, two = elements[:index], elements[index + 1 :]
        if all(any(e.items for e in side) and any(e.number >= 0 for e in side) for side in (one, two)):
            return [one, *_clauses(two)]
    return [elements]


def _owners(elements: Sequence[Element], everyone: Sequence[int]) -> tuple[int, ...]:
    items = tuple(dict.fromkeys(item for e in elements for item in e.items))
    if items:
        return items
    return tuple(everyone) if _EACH & {e.low for e in elements} else ()


def _lots(elements: Sequence[Element], everyone: Sequence[int], used: set[int]) -> list[Rule]:
    """`in packs of 12`, `in multiples of 40`, `only full pallets of 30`."""
    lows = [e.low for e in elements]
    for index, element in enumerate(elements):
        if element.number < 0 or index < 2 or lows[index - 1] != "of":
            continue
        if lows[index - 2] not in _LOTS or element.value <= 1:
            continue
        owners = _owners(elements, everyone)
        if owners:
            used.add(element.number)
            first, last = elements[0].first, elements[-1].last
            return [Rule("lot_size", (Compare((owner,), "==", element.value),), first, last) for owner in owners[:1]]
    return []


_LOTS = frozenset(
    """packs multiples lots boxes batches pallets crates cases bundles steps cartons packets sets bags rolls trays
    dozens containers truckloads
    """.split()
)


def _options(elements: Sequence[Element], used: set[int]) -> list[Rule]:
    """`must be 12, 20 or 30`."""
    for index, element in enumerate(elements):
        run = [element] if element.number >= 0 else []
        at = index + 1
        while run and at + 1 < len(elements) and elements[at].low in {",", "or"} and elements[at + 1].number >= 0:
            run.append(elements[at + 1])
            joined_or = elements[at].low == "or"
            at += 2
        owners = [item for e in elements[:index] for item in e.items]
        if len(run) < 2 or not joined_or or not owners:
            continue
        used.update(e.number for e in run)
        options: tuple[Condition, ...] = tuple(Compare((owners[-1],), "==", e.value) for e in run)
        return [Rule("either_or", options, elements[0].first, elements[-1].last)]
    return []


def _minimum(elements: Sequence[Element], everyone: Sequence[int], used: set[int]) -> list[Rule]:
    """`either none or at least 30`, `if any are made, at least 30`, `zero or between 20 and 50`."""
    lows = ["zero" if e.number >= 0 and e.value == 0 else e.low for e in elements]
    joint = " ".join(lows)
    spoken = [i for i, e in enumerate(elements) if e.items]
    none = (
        "either" in lows and bool({"none", "zero", "nothing", "no", "not"} & set(lows))
        or "or none" in joint or "or not at all" in joint or "if any" in joint or "if they are" in joint
        or "or zero" in joint or "zero or" in joint or "none or" in joint or "if it is" in joint or "at all" in joint
        or "left out" in joint or "if at all" in joint or "present" in lows or "or nothing" in joint
        or "that is open" in joint or "once started" in joint
    )  # fmt: skip
    owners = _owners(elements, everyone)
    if not none or not owners or len({item for i in spoken for item in elements[i].items}) > 1:
        return []
    bounds: list[tuple[str, Element]] = []
    for index, element in enumerate(elements):
        if element.number < 0 or element.value == 0:
            continue
        sign = sign_at(elements, index)
        if "between" in lows[max(0, index - 4) : index]:
            sign = "<=" if lows[index - 1] == "and" else ">="
        if sign:
            bounds.append((sign, element))
    if not bounds or bounds[0][0] not in {">=", ">", "<="}:
        return []
    used.update(element.number for _, element in bounds)
    first, last = elements[0].first, elements[-1].last
    rules: list[Rule] = []
    for owner in dict.fromkeys(owners):
        within: tuple[Condition, ...] = tuple(Compare((owner,), sign, e.value) for sign, e in bounds)
        rules.append(Rule("on_off", (Is(owner, False), *within), first, last))
    return rules
