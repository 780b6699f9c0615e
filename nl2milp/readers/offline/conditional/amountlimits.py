"""The sign of a number in a range of values."""

from __future__ import annotations

from nl2milp.readers.offline.conditional.clauses import Clauses

__all__ = ["limit_sign"]


def limit_sign(clauses: Clauses, offset: int, first: int, last: int) -> str:
    """The sign of a number in a range of values: `at least 20`, `between 20 and 50`, `30 or more`."""
    lows = clauses.lows(offset, offset + first)
    after = clauses.lows(offset + last, min(offset + last + 5, len(clauses.tokens)))
    before = lows[-4:]
    if "between" in before[-1:]:
        return ">="
    if before[-1:] in (["and"], ["to"]) and "between" in lows[-6:] or before[-1:] == ["to"] and "from" in lows[-5:]:
        return "<="
    if before[-2:] == ["at", "least"] or before[-1:] == ["minimum"] or before[-2:] == ["minimum", "of"]:
        return ">="
    if before[-1:] == ["of"] and set(lows[-6:]) & {"minimum", "minimal", "smallest"}:
        return ">="  # `a minimum batch of 30`
    if before[-2:] in (["more", "than"], ["fewer", "than"], ["less", "than"]):
        less = before[-2] != "more"
        turned = bool({"no", "not"} & set(before[:-2]))
        return ">=" if less == turned else "<="
    if before[-2:] in (["at", "most"], ["up", "to"]) or before[-2:] == ["maximum", "of"]:
        return "<="
    for index in range(len(after) - 1):
        if after[index] in {"or", "and"} and after[index + 1] in {"more", "above"}:
            return ">="
        if after[index : index + 2] == ["at", "least"]:
            return ">="
    return ""
