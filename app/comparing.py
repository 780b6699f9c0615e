"""Two versions of a project side by side."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from nl2milp.app.store import Snapshot
from nl2milp.formulation import Formulation

__all__ = ["Comparison", "Stretch", "compare"]

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")

_MOST_WORDS = 20_000
"""Beyond them texts are compared by lines: word by word would take seconds."""

_SIGNS = {"equal": "", "insert": "+", "delete": "-"}


@dataclass(frozen=True)
class Stretch:
    """A piece of a text: in both (`sign` empty), in the second alone (`+`), in the first alone (`-`)."""

    sign: str
    text: str


@dataclass(frozen=True)
class Comparison:
    """What differs between two versions.

    Attributes
    ----------
    text : tuple of Stretch
        The two texts merged.
    parts : tuple of (str, str, str)
        For each part of the formulation that differs: its kind and name, as it
        was, as it is.
    values : tuple of (str, object, object)
        The status, the objective and each decision of the two results; an empty
        text where one has none.
    tables : tuple of str
        Names of attached tables that differ.
    """

    text: tuple[Stretch, ...]
    parts: tuple[tuple[str, str, str], ...]
    values: tuple[tuple[str, Any, Any], ...]
    tables: tuple[str, ...]

    @property
    def same_text(self) -> bool:
        """Whether the texts are the same."""
        return not any(one.sign for one in self.text)


def compare(one: Snapshot, other: Snapshot) -> Comparison:
    """What differs between two versions.

    Examples
    --------
    >>> found = compare(Snapshot("At most 3 vans."), Snapshot("At most 4 vans."))
    >>> [(part.sign, part.text) for part in found.text]
    [('', 'At most '), ('-', '3'), ('+', '4'), ('', ' vans.')]
    """
    before, after = dict(one.tables), dict(other.tables)
    return Comparison(
        tuple(_merged(one.text, other.text)),
        tuple(_parts(one.formulation, other.formulation)),
        tuple(_values(one.result, other.result)),
        tuple(name for name in {**before, **after} if before.get(name) != after.get(name)),
    )


def _merged(one: str, other: str) -> Iterator[Stretch]:
    old, new = _WORDS.findall(one), _WORDS.findall(other)
    if len(old) + len(new) > _MOST_WORDS:
        old, new = one.splitlines(keepends=True), other.splitlines(keepends=True)
    for kind, start, end, first, last in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "replace":
            yield Stretch("-", "".join(old[start:end]))
            yield Stretch("+", "".join(new[first:last]))
        else:
            yield Stretch(_SIGNS[kind], "".join(new[first:last] if kind != "delete" else old[start:end]))


def _parts(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> Iterator[tuple[str, str, str]]:
    from nl2milp.readers.llm.differences import differences

    if one is None and other is None:
        return
    before, after = Formulation.model_validate(one or {}), Formulation.model_validate(other or {})
    for found in differences(before, after):
        yield " ".join(part for part in (found.kind, found.name) if part), found.before or "", found.after or ""


def _values(one: Mapping[str, Any] | None, other: Mapping[str, Any] | None) -> Iterator[tuple[str, Any, Any]]:
    if not one and not other:
        return
    old, new = _figures(one), _figures(other)
    for name in {**old, **new}:
        yield name, old.get(name, ""), new.get(name, "")


def _figures(result: Mapping[str, Any] | None) -> dict[str, Any]:
    if not result:
        return {}
    found: dict[str, Any] = {"status": str(result.get("status", "")).replace("_", " ")}
    if result.get("objective") is not None:
        found["objective"] = result["objective"]
    for name, value in (result.get("variables") or {}).items():
        if isinstance(value, Mapping):
            found |= {f"{name}: {label}": number for label, number in value.items()}
        else:
            found[str(name)] = value
    return found
