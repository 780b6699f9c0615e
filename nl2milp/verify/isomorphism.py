"""Matching the columns of two canonical models so that all rows agree.

Colour refinement (Weisfeiler and Leman 1968) on the graph of columns and rows
splits the columns into classes that a matching must respect; where a class has
several members, one is tried after the other.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

from nl2milp.verify.canonical import CanonicalModel, Row

__all__ = ["TRIALS", "find_matching"]

TRIALS = 2_000
"""Branches tried before giving up; models of word-problem size need a handful."""


class _OutOfTrials(Exception):
    pass


class _Search:
    def __init__(self, first: CanonicalModel, second: CanonicalModel) -> None:
        self.models = (first, second)
        self.trials = 0

    def refine(self, colours: tuple[list[Hashable], list[Hashable]]) -> tuple[list[int], list[int]] | None:
        """Split classes until nothing changes; None as soon as the two models differ."""
        numbered = _renumbered(colours)
        while True:
            if Counter(numbered[0]) != Counter(numbered[1]):
                return None
            fresh: tuple[list[Hashable], list[Hashable]] = ([], [])
            for model, colour, out in zip(self.models, numbered, fresh, strict=True):
                out.extend(_signatures(model, colour))
            after = _renumbered(fresh)
            if len(set(after[0]) | set(after[1])) == len(set(numbered[0]) | set(numbered[1])):
                return after if Counter(after[0]) == Counter(after[1]) else None
            numbered = after

    def match(self, colours: tuple[list[Hashable], list[Hashable]]) -> list[int] | None:
        """For each column of the first model its partner in the second."""
        refined = self.refine(colours)
        if refined is None:
            return None
        first, second = refined
        counts = Counter(first)
        choice = min((count for count in counts.values() if count > 1), default=0)
        if not choice:
            place = {colour: column for column, colour in enumerate(second)}
            matching = [place[colour] for colour in first]
            return matching if _agrees(*self.models, matching) else None
        colour = next(colour for colour in first if counts[colour] == choice)
        column = first.index(colour)
        for partner in (other for other, own in enumerate(second) if own == colour):
            self.trials += 1
            if self.trials > TRIALS:
                raise _OutOfTrials
            marked: tuple[list[Hashable], list[Hashable]] = (list(first), list(second))
            marked[0][column] = marked[1][partner] = "chosen"
            found = self.match(marked)
            if found is not None:
                return found
        return None


def _renumbered(colours: tuple[Sequence[Hashable], Sequence[Hashable]]) -> tuple[list[int], list[int]]:
    numbers: dict[Hashable, int] = {}
    return tuple([numbers.setdefault(colour, len(numbers)) for colour in part] for part in colours)  # type: ignore[return-value]


def _signatures(model: CanonicalModel, colours: list[int]) -> list[Hashable]:
    """Each column's colour with the multiset of (its coefficient, the row seen from it)."""
    seen: list[list[Hashable]] = [[] for _ in colours]
    for terms, side in model.rows:
        row = (side, tuple(sorted((value, colours[column]) for column, value in terms)))
        for column, value in terms:
            seen[column].append((value, row))
    return [(colour, tuple(sorted(map(repr, rows)))) for colour, rows in zip(colours, seen, strict=True)]


def _agrees(first: CanonicalModel, second: CanonicalModel, matching: list[int]) -> bool:
    mapped: set[Row] = set()
    for terms, side in first.rows:
        mapped.add((tuple(sorted((matching[column], value) for column, value in terms)), side))
    return mapped == second.rows


def find_matching(first: CanonicalModel, second: CanonicalModel) -> list[int] | bool | None:
    """A matching of columns under which the two models are the same.

    Returns
    -------
    list of int, None, or False
        The partner of each column; None where there is none; False where the
        search was given up.
    """
    if len(first.columns) != len(second.columns) or len(first.rows) != len(second.rows):
        return None
    if first.offset != second.offset or first.is_contradictory != second.is_contradictory:
        return None
    try:
        return _Search(first, second).match((list(first.columns), list(second.columns)))
    except _OutOfTrials:
        return False
