"""What the independent second answers share: whole grids of points, and a flat model for what is too large for one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp

Row = tuple[Sequence[float], str, float]
"""Coefficients, a comparison, a right-hand side."""


def grid(*ranges: Iterable[float]) -> list[np.ndarray]:
    """All points of the product of `ranges`, one flat array for each of them."""
    return [axis.ravel() for axis in np.meshgrid(*(np.array(list(one)) for one in ranges), indexing="ij")]


def largest(value: np.ndarray, *conditions: np.ndarray) -> float | None:
    """The largest value at a point where all conditions are true; None where there is no such point."""
    kept = value[np.logical_and.reduce(conditions)]
    return float(kept.max()) if len(kept) else None


def smallest(value: np.ndarray, *conditions: np.ndarray) -> float | None:
    """The smallest value at a point where all conditions are true; None where there is no such point."""
    kept = value[np.logical_and.reduce(conditions)]
    return float(kept.min()) if len(kept) else None


def flat(
    best: Callable[..., float],
    cost: Sequence[float],
    rows: Sequence[Row],
    whole: bool | Sequence[int] = True,
    upper: Sequence[float] | float = np.inf,
) -> float | None:
    """The optimum of a model written row by row; `best` is `max` or `min`, variables are at least zero."""
    sign = -1.0 if best is max else 1.0
    sides = {"<=": (-np.inf, 0.0), ">=": (0.0, np.inf), "==": (0.0, 0.0)}
    constraints = LinearConstraint(
        np.array([row[0] for row in rows], dtype=float),
        [row[2] + sides[row[1]][0] for row in rows],
        [row[2] + sides[row[1]][1] for row in rows],
    )
    found = milp(
        sign * np.array(cost, dtype=float),
        integrality=np.broadcast_to(np.array(whole, dtype=int), len(cost)),
        bounds=Bounds(0, upper),
        constraints=constraints,
        options={"mip_rel_gap": 0},
    )
    assert found.status in (0, 2), found.message
    return None if found.status == 2 else sign * found.fun


def minimal_conflicts(names: Sequence[str], possible: Callable[[frozenset[str]], bool]) -> set[frozenset[str]]:
    """All smallest sets of names that are not possible together."""
    found: list[frozenset[str]] = []
    for size in range(1, len(names) + 1):
        for chosen in map(frozenset, combinations(names, size)):
            if not any(one <= chosen for one in found) and not possible(chosen):
                found.append(chosen)
    return set(found)
