"""What differs between two formulations, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum, unique
from typing import Any

from nl2milp.formulation import Formulation
from nl2milp.readers.llm.assembly import symbol_of

__all__ = ["Difference", "How", "differences"]

_KINDS = ("sets", "tables", "patterns", "parameters", "variables", "quantities")
_PLACES = {"span", "quote", "sentences"}


@unique
class How(StrEnum):
    """What became of a part."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Difference:
    """One part that is not as it was.

    Attributes
    ----------
    how : How
        Added, removed, or changed.
    kind : str
        `variable`, `constraint`, `objective`, ...
    name : str
        Of the part; empty for the objective and what is asked.
    before, after : str or None
        The part in the formulation's notation.
    quote : str or None
        The words of the instruction that it comes from, where the model cited them.
    """

    how: How
    kind: str
    name: str
    before: str | None = None
    after: str | None = None
    quote: str | None = None

    def __str__(self) -> str:
        sign = {How.ADDED: "+", How.REMOVED: "-", How.CHANGED: "~"}[self.how]
        shown = " → ".join(part for part in (self.before, self.after) if part)
        cited = f"   “{self.quote}”" if self.quote else ""
        return f"{sign} {' '.join(part for part in (self.kind, self.name) if part)}: {shown}{cited}"


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(one)}" for key, one in value.items() if one is not None)
    if isinstance(value, list):
        return "; ".join(map(_shown, value))
    return str(value)


def _text(part: Any) -> str:
    data = part.model_dump(mode="json", by_alias=True, exclude_defaults=True, exclude=_PLACES)
    for name in ("name", "symbol"):
        data.pop(name, None)
    if data.get("template", "linear") == "linear" and "slots" in data:
        rule = str(data["slots"].get("rule", ""))
        return rule + (f" for {data['for']}" if data.get("for") else "")
    return _shown(data)


def _parts(formulation: Formulation) -> Iterator[tuple[str, str, Any]]:
    for kind in _KINDS:
        singular = {"quantities": "quantity", "patterns": "patterns"}.get(kind, kind[:-1])
        for part in getattr(formulation, kind):
            yield singular, symbol_of(part), part
    for part in formulation.constraints:
        yield "constraint", part.name, part
    if formulation.objective.value is not None or formulation.objective.goals:
        yield "objective", "", formulation.objective


def _same(one: Any, other: Any) -> bool:
    return bool(one.model_dump(exclude=_PLACES) == other.model_dump(exclude=_PLACES))


def differences(before: Formulation, after: Formulation) -> tuple[Difference, ...]:
    """The parts added, removed and changed, in the order of the formulation.

    Where a part stands in a text does not count.

    Examples
    --------
    >>> one = Formulation.model_validate({"variables": [{"symbol": "vans"}]})
    >>> rule = {"name": "most vans", "slots": {"rule": "vans <= 3"}}
    >>> other = Formulation.model_validate({"variables": [{"symbol": "vans"}], "constraints": [rule]})
    >>> print(*differences(one, other))
    + constraint most vans: vans <= 3
    """
    old = {(kind, name): part for kind, name, part in _parts(before)}
    new = {(kind, name): part for kind, name, part in _parts(after)}
    found = []
    for key in [*old, *(key for key in new if key not in old)]:
        kind, name = key
        if key not in new:
            found.append(Difference(How.REMOVED, kind, name, before=_text(old[key]), quote=None))
        elif key not in old:
            found.append(Difference(How.ADDED, kind, name, after=_text(new[key]), quote=_quote(new[key])))
        elif not _same(old[key], new[key]):
            quote = _quote(new[key])
            found.append(Difference(How.CHANGED, kind, name, _text(old[key]), _text(new[key]), quote))
    if before.asked != after.asked:
        how = How.ADDED if before.asked is None else How.REMOVED if after.asked is None else How.CHANGED
        found.append(Difference(how, "asked", "", before.asked, after.asked))
    return tuple(found)


def _quote(part: Any) -> str | None:
    quote: str | None = getattr(part, "quote", None)
    return quote


def of_kind(found: Sequence[Difference], how: How) -> tuple[Difference, ...]:
    """Those of one kind."""
    return tuple(one for one in found if one.how is how)
