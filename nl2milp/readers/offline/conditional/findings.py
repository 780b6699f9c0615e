"""What a stretch of the text says, and how its fixed expressions are found."""

from __future__ import annotations

from dataclasses import dataclass, field

from nl2milp.readers.offline.conditional.clauses import Clauses
from nl2milp.readers.offline.conditional.conditions import Charge, Rule

__all__ = ["Finding", "earliest", "find"]


@dataclass
class Finding:
    """What a stretch says: rules, what is due once, and whether it lets something be left out."""

    rules: list[Rule] = field(default_factory=list)
    charges: list[Charge] = field(default_factory=list)
    optional: bool = False

    def __bool__(self) -> bool:
        return bool(self.rules or self.charges)


def find(clauses: Clauses, first: int, last: int, phrase: str) -> int:
    """Where a phrase begins inside a range, or -1."""
    words = phrase.split()
    lows = clauses.lows(first, last)
    for index in range(len(lows) - len(words) + 1):
        if lows[index : index + len(words)] == words:
            return first + index
    return -1


def earliest(clauses: Clauses, first: int, last: int, phrases: tuple[str, ...]) -> tuple[int, int] | None:
    """The range of the first of some phrases; of several at one place the longest."""
    found = [(at, -len(p.split())) for p in phrases if (at := find(clauses, first, last, p)) >= 0]
    if not found:
        return None
    at, size = min(found)
    return at, at - size
