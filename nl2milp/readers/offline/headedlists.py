"""Lists under the name of what is measured: `Paint: two tins per door, three per gate, 40 tins in stock.`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from nl2milp.readers.offline.scan import Scan

__all__ = ["HeadedList", "headed_lists", "headed_roles"]

_LONGEST = 10
"""More words than a heading has."""


@dataclass(frozen=True, slots=True)
class HeadedList:
    """One measure, with its rate for each variable and what limits it.

    Attributes
    ----------
    sentence : int
        Where it stands.
    head : tuple of int
        The tokens of the heading, `tokens[first:last]`.
    rates : tuple of tuple of int
        Pairs of a quantity and its variable.
    limits : tuple of int
        Quantities that no variable stands at.
    """

    sentence: int
    head: tuple[int, int]
    rates: tuple[tuple[int, int], ...]
    limits: tuple[int, ...]


def headed_lists(scan: Scan) -> tuple[HeadedList, ...]:
    """All such lists of a text that give one number for every variable."""
    return tuple(found for number in range(len(scan.sentences)) if (found := _read(scan, number)) is not None)


def headed_roles(scan: Scan, roles: list[str]) -> None:
    """The numbers of such lists are rates where they stand at a variable, and limits where they do not."""
    for listed in headed_lists(scan):
        for position, _ in listed.rates:
            roles[position] = "rate"
        for position in listed.limits:
            roles[position] = "limit"


def _read(scan: Scan, number: int) -> HeadedList | None:
    here = scan.sentences[number]
    colon = next(
        (i for i in range(here.first, min(here.first + _LONGEST, here.last)) if scan.tokens[i].text == ":"), -1
    )
    if colon < 0 or not any(scan.tokens[i].kind == "word" for i in range(here.first, colon)):
        return None
    if any(scan.mention_at[i] >= 0 or scan.quantity_at[i] >= 0 for i in range(here.first, colon)):
        return None
    rates: dict[int, int] = {}
    limits: list[int] = []
    for first, last in _parts(scan, colon + 1, here.last):
        numbers = {scan.quantity_at[i] for i in range(first, last)} - {-1}
        owners = {scan.mentions[scan.mention_at[i]].variable for i in range(first, last) if scan.mention_at[i] >= 0}
        directed = any(scan.direction_at[i] >= 0 for i in range(first, last))
        if len(numbers) == 1 and len(owners) == 1 and not owners & rates.keys() and not directed:
            rates[owners.pop()] = numbers.pop()
        elif len(numbers) == 1 and not owners:
            limits += numbers
        elif numbers or owners:
            return None
    kinds = {(scan.quantities[at].kind, scan.quantities[at].money) for at in rates.values()}
    if len(rates) != len(scan.names) or len(limits) > 1 or len(kinds) > 1:
        return None
    pairs = tuple(sorted((position, variable) for variable, position in rates.items()))
    return HeadedList(number, (here.first, colon), pairs, tuple(limits))


def _parts(scan: Scan, first: int, last: int) -> Iterator[tuple[int, int]]:
    """The parts between commas, and between `and` where a number stands on both sides of it."""
    start = first
    for index in range(first, last):
        low = scan.tokens[index].low
        if low == "," or low in {"and", "but", "while"} and _numbered(scan, start, index):
            yield start, index
            start = index + 1
    yield start, last


def _numbered(scan: Scan, first: int, last: int) -> bool:
    return any(scan.quantity_at[index] >= 0 for index in range(first, last))
