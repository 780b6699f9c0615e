"""How many candidates may be chosen altogether: where a number counts them, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nl2milp.readers.offline.choices.detection import is_taken
from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.measures import Column

__all__ = ["Total", "counts_of", "is_between", "is_each", "is_picked", "is_total", "sign_of_places"]


@dataclass(frozen=True)
class Total:
    """How many items may be chosen altogether."""

    sign: str
    value: int
    quantity: int
    first: int
    last: int


def is_total(elements: Sequence[Element], index: int, sign: str) -> bool:
    """Whether a compared number counts candidates that its clause does not name."""
    if not sign:
        return is_between(elements, index)
    if index and elements[index - 1].low in {"the", "these", "those", "all"}:
        return False
    first = last = index
    while first > 0 and elements[first - 1].low not in {",", ";", ".", ":"}:
        first -= 1
    while last + 1 < len(elements) and elements[last + 1].low not in {",", ";", ".", ":"}:
        last += 1
    return not any(e.items for e in elements[first:last])


_PICKS = frozenset(
    """choose chooses pick picks select selects send sends nominate nominates appoint appoints hire hires field fields
    shortlist name names open opens build builds buy buys take sign signs""".split()
)
_TEAMS = frozenset("team crew committee board panel jury delegation squad shortlist line-up programme relay".split())
_PICKED = frozenset("chosen picked selected sent appointed hired nominated named opened built bought wanted".split())


def is_picked(elements: Sequence[Element], index: int) -> bool:
    """`must choose four players`, `five of them are to be selected`: a number of items without a comparison."""
    before = [e.low for e in elements[max(0, index - 3) : index]]
    behind = [e.low for e in elements[index + 1 : index + 9]]
    if before[-1:] in (["of"], ["the"], ["these"], ["all"]) or elements[index].money:
        return False
    if any(e.items for e in elements[max(0, index - 3) : index + 4]):
        return False
    lows = [e.low for e in elements]
    asked = before[-1:] == ["which"] and behind[:1] != ["of"]  # `which five have the best rating`
    team = _TEAMS & set(lows[:index]) and {"has", "have", "of", "comprises", "includes", "needs"} & set(before)
    if asked or team and behind[:1] != ["of"] and elements[index].low == "<num>":
        return True
    if behind[:2] == ["of", "the"] and _PICKS & set(before):
        return True
    demands = {"must", "has", "have", "will", "to", "can"} & {e.low for e in elements[max(0, index - 6) : index]}
    passive = {"must", "to", "will", "has", "have"} & set(behind) and (
        bool(_PICKED & set(behind)) or behind[:1] == ["of"] and any(is_taken(low) for low in behind)
    )
    return bool(_PICKS & set(before) and demands or passive)


_PLACES = frozenset("slot place spot opening vacancy position berth stall pitch stand".split())


def sign_of_places(elements: Sequence[Element], index: int, columns: Sequence[Column]) -> str:
    """`four slots`, `fill all three places`: as many can be chosen, or must be; empty where the number is of others."""
    behind = next((e.lemma for e in elements[index + 1 : index + 3] if e.lemma in _PLACES), "")
    if not behind or any(behind == column.unit or behind in column.words for column in columns):
        return ""
    lows = {e.low for e in elements[max(0, index - 5) : index]}
    if any(e.items for e in elements[max(0, index - 5) : index]):
        return ""  # `Alder takes two places`
    return (
        "=="
        if lows & {"fill", "fills", "filled", "occupy"}
        or "all" in lows
        and "filled" in {e.low for e in elements[index:]}
        else "<="
    )


def is_each(elements: Sequence[Element], index: int) -> bool:
    """`at most one is built in a village`: said of every item, not of all together."""
    behind = [e.low for e in elements[index + 1 : index + 8]]
    return elements[index].value == 1 and any(word in behind for word in ("a", "each", "every", "any", "per"))


def is_between(elements: Sequence[Element], index: int) -> bool:
    """Whether a number is an end of `between two and four`."""
    return "between" in [e.low for e in elements[max(0, index - 4) : index]]


def counts_of(elements: Sequence[Element], index: int, sign: str) -> list[tuple[str, int]]:
    """The comparisons, without strict ones, that a number of candidates states."""
    value = int(elements[index].value)
    before = [e.low for e in elements[max(0, index - 4) : index]]
    if "between" in before:
        return [("<=" if before[-1] == "and" else ">=", value)]
    if sign == ">":
        return [(">=", value + 1)]
    if sign == "<":
        return [("<=", value - 1)]
    return [(sign, value)]
