"""How one clause states a condition on candidates."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from nl2milp.readers.offline.choices.conditions import All, Any, Compare, Condition, Count, Is, negated
from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.polarity import is_left_out, is_negative
from nl2milp.readers.offline.choices.signs import sign_at

__all__ = ["Parser"]

_LISTING = frozenset(
    ", and or nor the a an also either both in at by for from with as well else to on of but not".split()
)
_PLAIN = frozenset(", and or nor the a an".split())
_TOGETHER = frozenset("both together combined simultaneously jointly same share all".split())
_RELATING = frozenset(
    """if unless requires require entails entail implies imply presupposes presuppose necessitates necessitate excludes
    exclude precludes preclude forbids forbid depends depend demands""".split()
)


def _relates(elements: Sequence[Element]) -> bool:
    """Whether a clause is a statement about two others: a connective with references on both sides."""
    spoken = [i for i, e in enumerate(elements) if e.items]
    return any(
        e.low in _RELATING and spoken[0] < i < spoken[-1] or e.low in {"if", "unless"} and i < spoken[0]
        for i, e in enumerate(elements)
        if len(spoken) > 1
    )


@dataclass(frozen=True)
class Parser:
    """Reads clauses.

    Attributes
    ----------
    everything : tuple of int
        All items.
    is_quantity : callable
        Whether an item is a quantity and not a yes/no decision.
    sums : callable
        The items that a bare noun after a number stands for: `100 patients`.
    used : set of int
        The quantities that became part of a condition; added to.
    inner : callable, optional
        Reads a clause that is a statement of its own, such as `A requires B` behind `if C is built`.
    """

    everything: tuple[int, ...]
    is_quantity: Callable[[int], bool]
    sums: Callable[[str], tuple[int, ...]]
    used: set[int]
    inner: Callable[[Sequence[Element]], Condition | None] | None = None

    def clause(self, elements: Sequence[Element]) -> Condition | None:
        """The condition that a clause states; None if it speaks of nothing to decide."""
        elements = _stripped(elements)
        exclusive = self._exclusive(elements)
        if exclusive is not None:
            return exclusive
        for connective in ("orelse", "or", "and"):
            parts = self._split(elements, connective)
            if parts is None:
                continue
            read = [self.clause(part) for part in parts]
            if all(part is not None for part in read):
                joined = tuple(part for part in read if part is not None)
                return All(joined) if connective == "and" else Any(joined)
        if self.inner is not None and _relates(elements):
            return self.inner(elements)
        return self._atomic(elements)

    def _exclusive(self, elements: Sequence[Element]) -> Condition | None:
        """`A or B must be chosen, but not both`: one of them; where they only may be chosen, at most one."""
        lows = [e.low for e in elements]
        if "notboth" not in lows:
            return None
        index = lows.index("notboth")
        inner = self.clause(elements[:index])
        if not isinstance(inner, Any) or any(e.items for e in elements[index + 1 :]):
            return None
        items = tuple(part.item for part in inner.parts if isinstance(part, Is) and part.positive)
        if len(items) != len(inner.parts):
            return None
        free = {"may", "can", "could"} & set(lows[:index]) and not {"must", "has", "have", "should"} & set(lows[:index])
        return Count(items, "<=" if free else "==", 1)

    def _split(self, elements: Sequence[Element], connective: str) -> list[Sequence[Element]] | None:
        """Cut where a new clause begins, if one does: a verb stands before the connective."""
        spoken = [i for i, e in enumerate(elements) if e.items or e.number >= 0]
        for left, right in itertools.pairwise(spoken):
            between = elements[left + 1 : right]
            cuts = [
                left + 1 + i
                for i, e in enumerate(between)
                if e.low == connective or connective == "and" and e.low in {"but", ";", "while"}
            ]
            if cuts and connective == "orelse":
                return [elements[: cuts[-1]], elements[cuts[-1] + 1 :]]
            if not cuts or all(e.low in _LISTING for e in between):
                continue
            before = [e for e in elements[left + 1 : cuts[-1]] if e.low not in _LISTING]
            compared = all(
                any(e.number >= 0 and sign_at(side, i) for i, e in enumerate(side))
                for side in (elements[: cuts[-1]], elements[cuts[-1] + 1 :])
            )
            if not before and not compared and not any(e.low in _VERBS for e in elements[: cuts[-1]]):
                continue
            if not before and not compared and not any(e.low in _VERBS for e in elements[cuts[-1] : right]):
                continue
            one, two = elements[: cuts[-1]], elements[cuts[-1] + 1 :]
            if _has_subject(one) and _has_subject(two):
                return [one, two]
        return None

    def _atomic(self, elements: Sequence[Element]) -> Condition | None:
        compared = self._comparison(elements)
        if compared is not None:
            return compared
        spoken = [i for i, e in enumerate(elements) if e.items]
        counted = self._counted(elements, spoken)
        if counted is not None:
            return counted
        if not spoken:
            return None
        items = [item for i in spoken for item in elements[i].items]
        lows = [e.low for e in elements]
        inner = self._exception(elements, spoken)
        if inner is not None:
            return inner
        before = lows[: lows.index("neither")] if "neither" in lows else []
        if {"not", "never", "no", "refuse", "refuses", "impossible"} & set(before) and len(items) > 1:
            return Any(tuple(Is(item) for item in dict.fromkeys(items)))  # `no plan with neither A nor B`
        negative = is_negative(elements)
        disjoint = any("or" in [e.low for e in elements[a:b]] for a, b in itertools.pairwise(spoken))
        if "orboth" in lows[spoken[-1] :]:
            disjoint = True
        if "either" in lows[: spoken[0] + 1] and "and" not in lows[spoken[0] : spoken[-1]] and len(items) != 1:
            disjoint = True
        positive = tuple(Is(item) for item in dict.fromkeys(items))
        if len(positive) == 1:
            return Is(positive[0].item, not negative)
        if negative:
            apart = any(
                {e.low for e in elements[a + 1 : b]} - _LISTING - {"the", "is", "are"}
                for a, b in itertools.pairwise(spoken)
            )
            if len(positive) == 2 and apart and not {"neither", "nor", "or"} & set(lows):
                return Any(tuple(Is(part.item, False) for part in positive))
            if is_left_out(elements) and not disjoint and "both" in lows:
                return All(tuple(Is(part.item, False) for part in positive))  # `both A and B are closed`
            if disjoint and is_left_out(elements) or _TOGETHER & set(lows) and "neither" not in lows:
                return Any(tuple(Is(part.item, False) for part in positive))
            return All(tuple(Is(part.item, False) for part in positive))
        return Any(positive) if disjoint else All(positive)

    def _exception(self, elements: Sequence[Element], spoken: Sequence[int]) -> Condition | None:
        """`A but not B`, `A and not B`."""
        for left, right in itertools.pairwise(spoken):
            between = [e.low for e in elements[left + 1 : right]]
            alone = "without" in between and not is_negative([*elements[: left + 1], *elements[right:]])
            if alone and "requires" not in between:
                return All((self._whole(elements[: left + 1]), negated(self._whole(elements[right:]))))
            if "not" in between and any(word in between for word in ("but", "and")) and not set(between) - _LISTING:
                one = self._atomic(elements[: left + 1])
                two = self._atomic(elements[right:])
                if one is not None and two is not None:
                    return All((one, negated(two)))
        return None

    def _whole(self, elements: Sequence[Element]) -> Condition:
        """All that is named, or one of it where `or` joins it."""
        parts = tuple(Is(item) for item in dict.fromkeys(item for e in elements for item in e.items))
        if len(parts) == 1:
            return parts[0]
        return Any(parts) if "or" in {e.low for e in elements} else All(parts)

    def _counted(self, elements: Sequence[Element], spoken: Sequence[int]) -> Condition | None:
        """`at least two of A, B and C`, `exactly one of them`, `none of the three`."""
        for index, element in enumerate(elements):
            if element.number < 0 or element.value.denominator != 1 or element.money:
                continue
            if index > 1 and elements[index - 1].low == "only" and elements[index - 2].items:
                continue  # `Alder takes 5 days and Birch only 3`
            if "each" in {e.low for e in elements[index + 1 : index + 3]}:
                continue  # `at most one of each of the four`: said of every single one
            behind = [i for i in spoken if i > index]
            of = next((i for i in range(index + 1, min(index + 4, len(elements))) if elements[i].low == "of"), -1)
            sign = sign_at(elements, index)
            if of >= 0 and behind:
                items = tuple(dict.fromkeys(item for i in behind for item in elements[i].items))
            elif of >= 0 and sign:
                before = tuple(dict.fromkeys(item for e in elements[:index] for item in e.items))
                back = {"these", "them", "those"} & {e.low for e in elements[of + 1 : of + 2]}
                items = before if back and len(before) > 1 else self.everything
            elif sign and len({item for i in behind for item in elements[i].items}) >= 2:
                items = tuple(dict.fromkeys(item for i in behind for item in elements[i].items))
            elif sign and spoken and spoken[0] < index and self._named(elements) > element.value:
                items = tuple(dict.fromkeys(item for i in spoken for item in elements[i].items))
            else:
                continue
            if element.value >= len(items) + 1 or any(self.is_quantity(i) for i in items) and of < 0:
                continue
            return self._with_second(elements, index, items)
        return None

    def _named(self, elements: Sequence[Element]) -> int:
        return len({item for e in elements for item in e.items})

    def _with_second(self, elements: Sequence[Element], index: int, items: tuple[int, ...]) -> Condition:
        """The count at `index`, and the one that is joined to it: `at least one but no more than two`."""
        first = self._count(elements, index, items)
        for at in range(index + 1, min(index + 7, len(elements))):
            if elements[at].number < 0 and not elements[at].items:
                continue
            joined = {"but", "and"} & {e.low for e in elements[index:at]}
            if not elements[at].items and joined and sign_at(elements, at) and elements[at].value <= len(items):
                return All((first, self._count(elements, at, items)))
            break
        return first

    def _count(self, elements: Sequence[Element], index: int, items: tuple[int, ...]) -> Count:
        element = elements[index]
        self.used.add(element.number)
        before = elements[index - 1].low if index else ""
        if before == "no" and element.value > 1:
            return Count(items, "<=", int(element.value) - 1)  # `no two of them may be chosen`
        sign = "<=" if before == "only" else sign_at(elements, index) or "=="
        value = int(element.value) + {">": 1, "<": -1}.get(sign, 0)
        sign = {">": ">=", "<": "<="}.get(sign, sign)
        last = max((i for i, e in enumerate(elements) if e.items or e.number >= 0), default=index)
        said = elements[last + 1 :]
        if "without" not in {e.low for e in said} and is_negative(said):  # `at least two of them must stay closed`
            return Count(items, {">=": "<=", "<=": ">="}.get(sign, sign), len(items) - value)
        return Count(items, sign, value)

    def _comparison(self, elements: Sequence[Element]) -> Condition | None:
        """`more than 20 chairs`, `the number of chairs may not exceed 8`, `6 or more buses`."""
        for index, element in enumerate(elements):
            if element.number < 0:
                continue
            sign = sign_at(elements, index)
            if not sign:
                continue
            items = self._compared(elements, index)
            if not items or not all(self.is_quantity(item) for item in items):
                continue
            of = [e.low for e in elements[index + 1 : index + 3]]
            if "of" in of[:1] and any(len(e.items) > 1 for e in elements):
                continue
            self.used.add(element.number)
            return Compare(items, sign, element.value)
        return None

    def _compared(self, elements: Sequence[Element], index: int) -> tuple[int, ...]:
        behind = [e for e in elements[index + 1 : index + 6] if e.items]
        if behind and elements[index + 1 : index + 2] and elements[index + 1].items:
            return behind[0].items
        noun = elements[index + 1].lemma if index + 1 < len(elements) else ""
        near = [e for e in elements[index + 1 : index + 5] if e.items]
        if near:
            return near[0].items
        before = [e for e in elements[:index] if e.items]
        if before:
            return tuple(dict.fromkeys(item for e in before for item in e.items))
        after = [e for e in elements[index + 1 :] if e.items]
        if after:
            return after[0].items
        return self.sums(noun)


_VERBS = frozenset(
    """is are be was were has have do does did can could may might must will would shall should need needs takes
    take run runs goes go plays play opened built made chosen taken
    """.split()
)


def _stripped(elements: Sequence[Element]) -> Sequence[Element]:
    first, last = 0, len(elements)
    skip = {",", "then", "and", "but", ";", ".", ":", "so", "also", "that", "or", "else"}
    while first < last and elements[first].low in skip:
        first += 1
    while last > first and elements[last - 1].low in {",", ".", ";", ":", "?", "and", "only", "but"}:
        last -= 1
    return elements[first:last]


def _has_subject(elements: Sequence[Element]) -> bool:
    return any(e.items for e in elements) or any(e.number >= 0 for e in elements)
