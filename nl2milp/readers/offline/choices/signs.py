"""The comparison that the words around a number state."""

from __future__ import annotations

from collections.abc import Sequence

from nl2milp.readers.offline.choices.elements import Element

__all__ = ["sign_at"]


def _denied(before: Sequence[str]) -> bool:
    """Whether the clause before a comparison denies it: `does not want to spend more than`."""
    clause = before[max((i + 1 for i, low in enumerate(before) if low in {",", ";", "and", "but"}), default=0) :]
    return bool({"no", "not", "never"} & set(clause))


def sign_at(elements: Sequence[Element], index: int) -> str:
    """The comparison that the words around a number state; empty if none does."""
    before = [e.low for e in elements[max(0, index - 6) : index]]
    after = [e.low for e in elements[index + 1 : index + 5]]
    near = before[-3:]
    pair = tuple(near[-2:])
    if pair == ("up", "to") and near[:1] in (["add"], ["adds"], ["adding"], ["come"], ["sum"]):
        pair = ("to",)
    if pair in {("at", "least"), ("minimum", "of")} or near[-1:] == ["minimum"]:
        return ">="
    if pair in {("at", "most"), ("maximum", "of"), ("up", "to"), ("limited", "to")} or near[-1:] == ["within"]:
        return "<="
    if pair in {("more", "than"), ("greater", "than"), ("larger", "than")} or near[-1:] in (["over"], ["above"]):
        return "<=" if _denied(before) else ">"
    if pair in {("fewer", "than"), ("less", "than")} or near[-1:] in (["under"], ["below"]):
        return ">=" if _denied(before) else "<"
    if near[-1:] in (["exceed"], ["exceeds"], ["exceeding"]):
        return "<=" if _denied(before) else ">"
    if near[-1:] in (["exactly"], ["precisely"]) or near[-1:] == ["only"]:
        return "=="
    if after[:2] in (["or", "more"], ["at", "least"], ["or", "above"]) and after[2:3] != ["than"]:
        return ">="
    if (
        after[:2] in (["or", "fewer"], ["or", "less"], ["at", "most"])
        and after[2:3] != ["than"]
        or "at the most" in " ".join(after[:5])
    ):
        return "<="
    tail = after[1:4]
    ahead = [e.low for e in elements[index + 1 : index + 8]]
    for place in range(len(ahead) - 1):
        if ahead[0] != "of":
            break
        if ahead[place] == "at" and ahead[place + 1] in {"most", "least"} or ahead[place : place + 2] == ["at", "the"]:
            return "<=" if "most" in ahead[place : place + 3] else ">="
    if tail[:2] in (["or", "more"], ["at", "least"]) and tail[2:3] != ["than"]:
        return ">="
    if tail[:2] in (["or", "fewer"], ["or", "less"], ["at", "most"]) and tail[2:3] != ["than"]:
        return "<="
    return ""
