"""What the brute forces are written with: subsets, grids, and linear programmes between yes/no decisions."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations, product
from typing import Any

from scipy.optimize import linprog

__all__ = ["CASES", "Sense", "best_of", "case", "grid", "implies", "linear", "pick", "subsets", "total"]

Chosen = frozenset[str]
Sense = Callable[[Iterable[float]], float]
"""`max` or `min`."""

CASES: dict[str, Callable[[], float | None]] = {}
"""The brute force of each problem, by the problem's id; None stands for no solution."""


def case(identifier: str) -> Callable[[Callable[[], float | None]], Callable[[], float | None]]:
    """Enter a brute force under the id of its problem."""

    def enter(function: Callable[[], float | None]) -> Callable[[], float | None]:
        if identifier in CASES:
            raise ValueError(f"{identifier} has a brute force already")
        CASES[identifier] = function
        return function

    return enter


def implies(condition: object, consequence: object) -> bool:
    return not condition or bool(consequence)


def total(amounts: Mapping[str, float], chosen: Iterable[str]) -> float:
    return sum(amounts[name] for name in chosen)


def subsets(names: Iterable[str]) -> Iterator[Chosen]:
    listed = list(names)
    return (
        frozenset(some) for some in chain.from_iterable(combinations(listed, size) for size in range(len(listed) + 1))
    )


def pick(sense: Sense, worth: Mapping[str, float], allowed: Callable[[Chosen], object]) -> float | None:
    """The best total worth of a subset that is allowed."""
    return sense((total(worth, some) for some in subsets(worth) if allowed(some)), default=None)  # type: ignore[call-arg]


def grid(
    sense: Sense, ranges: Sequence[Collection[Any]], value: Callable[..., float], allowed: Callable[..., object]
) -> float | None:
    """The best value over all combinations of the ranges that are allowed."""
    return sense((value(*point) for point in product(*ranges) if allowed(*point)), default=None)  # type: ignore[call-arg]


def linear(
    sense: Sense,
    worth: Sequence[float],
    at_most: Sequence[tuple[Sequence[float], float]],
    bounds: Sequence[tuple[float, float | None]] | None = None,
) -> float | None:
    """The optimum of a linear programme over divisible quantities; None where it has none.

    `at_most` holds rows `(coefficients, limit)`; an "at least" is written with its signs turned.
    """
    sign = -1.0 if sense is max else 1.0
    found = linprog(
        [sign * one for one in worth],
        A_ub=[list(row) for row, _ in at_most] or None,
        b_ub=[limit for _, limit in at_most] or None,
        bounds=bounds or [(0, None)] * len(worth),
    )
    return sign * found.fun if found.status == 0 else None


def best_of(sense: Sense, *optima: float | None) -> float | None:
    """The best of the alternatives that have a solution."""
    return sense((one for one in optima if one is not None), default=None)  # type: ignore[call-arg]
