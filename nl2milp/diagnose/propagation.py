"""Bound propagation that remembers why: a conflict of bounds, and the rows it follows from.

Savelsbergh (1994), *Preprocessing and probing techniques for mixed integer
programming problems*; the explanation is that of lazy clause generation
(Ohrimenko, Stuckey, Codish 2009): every tightened bound points at the row and
at the earlier bounds that gave it.
"""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass

import numpy as np

from nl2milp.diagnose.system import System

__all__ = ["Conflict", "Step", "conflict_of", "propagated"]

_MOST_NONZEROS = 40_000
_MOST_STEPS = 4_000
_CLEAR = 1e-6
"""A conflict, and a step, must be larger than this, relative to its size."""


@dataclass(frozen=True)
class Step:
    """A bound that follows.

    Attributes
    ----------
    column : int
        Whose bound.
    is_upper : bool
        Which bound.
    value : float
        The new bound.
    row : int
        The row it follows from; -1 for a declared bound.
    because : tuple of int
        Earlier steps, by number.
    """

    column: int
    is_upper: bool
    value: float
    row: int
    because: tuple[int, ...]


@dataclass(frozen=True)
class Conflict:
    """Steps that end in a contradiction, and the rows they use.

    Attributes
    ----------
    steps : tuple of Step
        In order; `because` counts within it.
    row : int
        The row that cannot be met within the last bounds; -1 where the bounds of a column cross.
    rows : frozenset of int
        All rows that were used.
    """

    steps: tuple[Step, ...]
    row: int
    rows: frozenset[int]


class _Propagation:
    def __init__(self, system: System, members: frozenset[int]) -> None:
        self.model = system.model
        matrix = system.model.matrix
        self.active = np.flatnonzero(system.active(members)).tolist()
        self.starts, self.indices = matrix.indptr.tolist(), matrix.indices.tolist()
        self.values = matrix.data.tolist()
        self.row_lower, self.row_upper = self.model.row_lower.tolist(), self.model.row_upper.tolist()
        self.whole = self.model.is_integer.tolist()
        self.bounds = [self.model.column_lower.tolist(), self.model.column_upper.tolist()]
        self.latest: list[dict[int, int]] = [{}, {}]
        self.steps: list[Step] = []

    def run(self) -> Conflict | None:
        """Propagate until nothing moves, something conflicts, or the steps run out."""
        for column, whole in enumerate(self.whole):
            if whole:
                for side in (0, 1):
                    self._set(column, side, self.bounds[side][column], -1, ())
            if self.bounds[0][column] > self.bounds[1][column]:
                return self._explained(-1, [self.latest[0].get(column), self.latest[1].get(column)])
        of_column: dict[int, list[int]] = {}
        for row in self.active:
            for place in range(self.starts[row], self.starts[row + 1]):
                of_column.setdefault(self.indices[place], []).append(row)
        queue = deque(self.active)
        waiting = set(self.active)
        while queue and len(self.steps) < _MOST_STEPS:
            row = queue.popleft()
            waiting.discard(row)
            for is_upper in (True, False):
                moved = self._row(row, is_upper)
                if isinstance(moved, Conflict):
                    return moved
                for column in moved:
                    for other in of_column[column]:
                        if other not in waiting:
                            waiting.add(other)
                            queue.append(other)
        return None

    def _row(self, row: int, is_upper: bool) -> Conflict | list[int]:
        """Apply one side of a row: `sum(sign * a * x) <= sign * side`."""
        side = self.row_upper[row] if is_upper else self.row_lower[row]
        if not math.isfinite(side):
            return []
        sign = 1.0 if is_upper else -1.0
        limit = sign * side
        total, size, open_at, count = 0.0, abs(limit), -1, 0
        used: list[int | None] = []
        places = range(self.starts[row], self.starts[row + 1])
        for place in places:
            value = sign * self.values[place]
            if value == 0:
                continue
            column, end = self.indices[place], int(value < 0)
            bound = self.bounds[end][column]
            if not math.isfinite(bound):
                open_at, count = place, count + 1
                if count > 1:
                    return []
                continue
            total += value * bound
            size = max(size, abs(value * bound))
            used.append(self.latest[end].get(column))
        if count == 0 and total > limit + _CLEAR * max(1.0, size):
            return self._explained(row, used)
        moved = []
        for place in places if count == 0 else (open_at,):
            value = sign * self.values[place]
            if value == 0:
                continue
            column = self.indices[place]
            end = int(value < 0)
            rest = total - (value * self.bounds[end][column] if count == 0 else 0.0)
            bound = (limit - rest) / value
            # a positive coefficient limits from above
            other = 1 - end
            because = [
                self.latest[int(sign * self.values[p] < 0)].get(self.indices[p])
                for p in places
                if p != place and self.values[p] != 0
            ]
            if self._set(column, other, bound, row, tuple(step for step in because if step is not None)):
                if self._crossed(column):
                    return self._explained(-1, [self.latest[0].get(column), self.latest[1].get(column)])
                # the bound that moved is not one that `total` was made of: those are of the other side
                moved.append(column)
        return moved

    def _crossed(self, column: int) -> bool:
        low, high = self.bounds[0][column], self.bounds[1][column]
        return bool(low > high + _CLEAR * max(1.0, abs(low), abs(high)))

    def _set(self, column: int, side: int, value: float, row: int, because: tuple[int, ...]) -> bool:
        """Tighten a bound if the step is worth it."""
        if not math.isfinite(value) or abs(value) > 1e12:
            return False
        if self.whole[column]:
            value = math.floor(value + 1e-6) if side else math.ceil(value - 1e-6)
        old = self.bounds[side][column]
        gain = (old - value) if side else (value - old)
        if not gain > 1e-6 * max(1.0, abs(value)):
            return False
        width = self.bounds[1][column] - self.bounds[0][column]
        if not self.whole[column] and math.isfinite(width) and gain < 1e-3 * width:
            return False  # endless small steps
        self.bounds[side][column] = value
        self.latest[side][column] = len(self.steps)
        self.steps.append(Step(column, bool(side), value, row, because))
        return True

    def _explained(self, row: int, last: list[int | None]) -> Conflict:
        """Only the steps that the contradiction follows from."""
        kept: set[int] = set()
        waiting = [step for step in last if step is not None]
        while waiting:
            step = waiting.pop()
            if step not in kept:
                kept.add(step)
                waiting += self.steps[step].because
        order = {old: new for new, old in enumerate(sorted(kept))}
        steps = tuple(
            Step(one.column, one.is_upper, one.value, one.row, tuple(order[before] for before in one.because))
            for one in (self.steps[old] for old in order)
        )
        rows = {step.row for step in steps if step.row >= 0} | ({row} if row >= 0 else set())
        return Conflict(steps, row, frozenset(rows))


def propagated(system: System, members: frozenset[int]) -> Conflict | None:
    """A conflict of bounds among these members; None where propagation finds none, or the model is large."""
    if system.model.num_nonzeros > _MOST_NONZEROS:
        return None
    return _Propagation(system, members).run()


def conflict_of(system: System) -> frozenset[int] | None:
    """Members that conflict by bound propagation alone; None where it finds nothing."""
    conflict = propagated(system, frozenset(range(len(system.members))))
    if conflict is None:
        return None
    owners = system.owner[sorted(conflict.rows)] if conflict.rows else np.zeros(0, dtype=np.int64)
    return frozenset(owners[owners >= 0].tolist())
