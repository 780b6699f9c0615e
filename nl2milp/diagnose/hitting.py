"""The map of an enumeration: which sets of members are not known yet to be feasible or infeasible.

Sets are whole numbers, one bit a member. A set is unexplored when it contains
no known core and lies within no known feasible set; in terms of what it leaves
out: when that hits every core and contains no known correction set. Found by
branching on a core that is not hit, the smallest first (Reiter 1987, with the
later correction of Greiner, Smith, Wilkerson 1989).
"""

from __future__ import annotations

from collections.abc import Iterator

__all__ = ["Map", "as_set", "bits"]


def bits(number: int) -> Iterator[int]:
    """The members in a set.

    >>> list(bits(0b1010))
    [1, 3]
    """
    while number:
        lowest = number & -number
        yield lowest.bit_length() - 1
        number ^= lowest


def as_set(number: int) -> frozenset[int]:
    """A set of members from its bits."""
    return frozenset(bits(number))


class Map:
    """What is known of the sets of `count` members.

    >>> known = Map(3)
    >>> known.add_core(0b011)
    >>> bin(known.unexplored() or 0)
    '0b110'
    >>> known.add_correction(0b001), known.add_correction(0b010), known.unexplored()
    (None, None, None)
    """

    def __init__(self, count: int) -> None:
        self.everything = (1 << count) - 1
        self.cores: list[int] = []
        self.corrections: list[int] = []

    def add_core(self, core: int) -> None:
        """No set that contains `core` is feasible."""
        self.cores.append(core)
        self.cores.sort(key=int.bit_count)

    def add_correction(self, correction: int) -> None:
        """All sets that leave out `correction`, or more, are feasible (or are not to be asked about)."""
        self.corrections.append(correction)

    def unexplored(self) -> int | None:
        """A largest unexplored set; None where every set is known."""
        left_out = self._search(0, 0)
        return None if left_out is None else self.everything & ~left_out

    def _search(self, out: int, kept: int) -> int | None:
        if any(correction & ~out == 0 for correction in self.corrections):
            return None
        missed = 0
        fewest = self.everything.bit_count() + 1
        for core in self.cores:
            if core & out:
                continue
            free = core & ~kept
            size = free.bit_count()
            if size == 0:
                return None
            if size < fewest:
                missed, fewest = free, size
                if size == 1:
                    break
        if not missed:
            return self._least(out)
        for member in bits(missed):
            found = self._search(out | 1 << member, kept)
            if found is not None:
                return found
            # every set without this member is explored, so it stays in the others
            kept |= 1 << member
        return None

    def _least(self, out: int) -> int:
        """Leave out no more than needed; fewer members contain fewer corrections."""
        for member in bits(out):
            smaller = out & ~(1 << member)
            if all(core & smaller for core in self.cores):
                out = smaller
        return out
