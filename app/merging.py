"""A change between two formulations, carried over to a third: choosing a reading keeps what was edited since."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from nl2milp.formulation import Constraint, Formulation, Goal, Patterns, Table

__all__ = ["carried_over"]

_LISTS = ("sets", "tables", "patterns", "parameters", "variables", "quantities", "constraints")
_SINGLE = ("title", "objective", "asked")


def carried_over(before: Formulation, after: Formulation, onto: Formulation) -> Formulation:
    """`onto` with the parts that differ between `before` and `after` as they are in `after`.

    Examples
    --------
    >>> def made(rule, other="y <= 9"):
    ...     return Formulation.model_validate({"variables": [{"symbol": "x"}, {"symbol": "y"}], "constraints": [
    ...         {"name": "one", "slots": {"rule": rule}}, {"name": "two", "slots": {"rule": other}}]})
    >>> found = carried_over(made("x <= 1"), made("x == 1"), made("x <= 1", "y <= 7"))
    >>> [one.slots["rule"] for one in found.constraints]
    ['x == 1', 'y <= 7']
    """
    if before == onto:
        return after
    update: dict[str, Any] = {}
    for field in _LISTS:
        old, new, mine = (getattr(one, field) for one in (before, after, onto))
        if old != new:
            update[field] = _carried_list(old, new, mine)
    for field in _SINGLE:
        if getattr(before, field) != getattr(after, field):
            update[field] = getattr(after, field)
    for field in ("assumptions", "questions"):
        old, new, mine = (getattr(one, field) for one in (before, after, onto))
        update[field] = (*(one for one in mine if one not in set(old) - set(new)),
                         *(one for one in new if one not in old and one not in mine))  # fmt: skip
    return onto.model_copy(update=update)


def _key(part: Any) -> str:
    if isinstance(part, Constraint):
        return part.name
    if isinstance(part, Table):
        return f"{part.keys} {' '.join(part.columns)}"
    if isinstance(part, Patterns | Goal):
        return str(part)
    return str(getattr(part, "symbol", None) or getattr(part, "name", ""))


def _carried_list(old: Sequence[Any], new: Sequence[Any], mine: Sequence[Any]) -> tuple[Any, ...]:
    before = {_key(one): one for one in old}
    after = {_key(one): one for one in new}
    kept: list[Any] = []
    for one in mine:
        key = _key(one)
        if key in before and key not in after:
            continue
        kept.append(after[key] if key in after and after[key] != before.get(key) else one)
    present = {_key(one) for one in kept}
    return (*kept, *(one for key, one in after.items() if key not in before and key not in present))
