"""What can conflict: the rows of a model in groups, one for each statement, over a background that always holds."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp.compile.compiler import Compiled
from nl2milp.linear_model import LinearModel

__all__ = ["Member", "System"]

FloatArray: TypeAlias = NDArray[np.float64]
BoolArray: TypeAlias = NDArray[np.bool_]
Places: TypeAlias = NDArray[np.int64]

TOLERANCE = 2e-6
"""How exactly a point has to satisfy a row: twice the solver's own tolerance, or for large numbers their noise.

It has to be finer than the thousandth that a repair is exact to.
"""
STRICT = 1e-7
"""The tolerance of the solver's own linear programmes."""
_NOISE = 1e-9


@dataclass(frozen=True, eq=False)
class Member:
    """Rows that stand or fall together.

    Attributes
    ----------
    name : str
        The statement's name, with the labels of its point if it is one of several.
    rows : int array
        Its rows in the model.
    constraint : int
        Its place in the formulation's constraints; -1 where there is no formulation.
    key : tuple
        The labels of its point, where a statement for many was split.
    weight : float
        How unwelcome a change of it is.
    hard : bool
        A soft member is given up before any hard one.
    """

    name: str
    rows: Places
    constraint: int = -1
    key: tuple[Any, ...] = ()
    weight: float = 1.0
    hard: bool = True


@dataclass(frozen=True, eq=False)
class System:
    """A model and its members; rows of no member, bounds and integrality are the background.

    Attributes
    ----------
    model : LinearModel
        Its objective plays no part.
    members : tuple of Member
        Disjoint.
    columns : int array of shape (n,) or None
        The original column of each, where columns were left out.
    """

    model: LinearModel
    members: tuple[Member, ...]
    columns: Places | None = field(default=None)

    @classmethod
    def of_rows(cls, model: LinearModel) -> System:
        """Every row a member of its own."""
        names = [model.row_name(row) if model.rows else f"row {row + 1}" for row in range(model.num_rows)]
        return cls(model, tuple(Member(name, np.array([row])) for row, name in enumerate(names)))

    @classmethod
    def of_groups(cls, model: LinearModel, groups: Sequence[Sequence[int]]) -> System:
        """One member for each group of rows."""
        made = (Member(f"group {place + 1}", np.array(rows, dtype=np.int64)) for place, rows in enumerate(groups))
        return cls(model, tuple(made))

    @classmethod
    def of_compiled(cls, compiled: Compiled) -> System:
        """One member for each statement of a formulation, with all its points."""
        model, owner = compiled.model, compiled.model.row_constraint
        order = np.argsort(owner, kind="stable")
        starts = np.searchsorted(owner[order], np.arange(len(compiled.formulation.constraints) + 1))
        members = []
        for place, constraint in enumerate(compiled.formulation.constraints):
            rows = np.sort(order[starts[place] : starts[place + 1]])
            members.append(Member(constraint.name, rows, place, (), constraint.weight, constraint.hard))
        return cls(model, tuple(members))

    def split(self, places: Iterable[int]) -> System:
        """The members at `places` point by point, all others left out of the members (their rows are dropped)."""
        members: list[Member] = []
        for place in places:
            member = self.members[place]
            points: dict[tuple[Any, ...], list[int]] = {}
            for block in self.model.rows:
                if block.constraint == member.constraint:
                    for row in range(block.start, block.stop):
                        points.setdefault(block.key(row - block.start), []).append(row)
            for key, rows in points.items():
                name = f"{member.name}[{', '.join(map(str, key))}]" if key else member.name
                members.append(replace(member, name=name, rows=np.array(rows), key=key))
        return System(self.model, tuple(members))

    @cached_property
    def owner(self) -> Places:
        """The member of each row, -1 for the background. Shape (m,)."""
        owner = np.full(self.model.num_rows, -1, dtype=np.int64)
        for place, member in enumerate(self.members):
            owner[member.rows] = place
        return owner

    @cached_property
    def background(self) -> BoolArray:
        """The rows that always hold, shape (m,): those of no member and no statement."""
        if self.model.rows and any(member.constraint >= 0 for member in self.members):
            return (self.owner < 0) & (self.model.row_constraint < 0)
        return self.owner < 0

    def active(self, members: Iterable[int]) -> BoolArray:
        """Which rows hold when these members do, shape (m,)."""
        rows = self.background.copy()
        for place in members:
            rows[self.members[place].rows] = True
        return rows

    def violated(self, point: FloatArray) -> frozenset[int]:
        """The members that `point` does not satisfy, so exactly that a solver would not accept it for them either.

        A point of one question answers another one by this. With the wider
        tolerance it would prove members needed without which there is no
        point: nearly feasible models have points that miss by a millionth.
        """
        off = self.excess(point, STRICT)
        return frozenset(self.owner[(off > 0) & (self.owner >= 0)].tolist())

    def excess(self, point: FloatArray, tolerance: float = TOLERANCE) -> FloatArray:
        """By how much each row is violated, zero within the tolerance. Shape (m,)."""
        model = self.model
        if not model.num_rows:
            return np.zeros(0)
        activity: FloatArray = model.matrix @ point
        scale = self._absolute @ np.abs(point)
        with np.errstate(invalid="ignore"):
            off = np.maximum(model.row_lower - activity, activity - model.row_upper)
        return np.where(off > np.maximum(tolerance, _NOISE * scale), off / np.maximum(1.0, scale), 0.0)

    @cached_property
    def _absolute(self) -> Any:
        return abs(self.model.matrix)

    def admits(self, point: FloatArray, members: Iterable[int]) -> bool:
        """Whether `point` satisfies these members and the background."""
        model = self.model
        if point.shape != (model.num_columns,) or not np.isfinite(point).all():
            return False
        slack = TOLERANCE * np.maximum(1.0, np.abs(point))
        inside = (point >= model.column_lower - slack) & (point <= model.column_upper + slack)
        whole = ~model.is_integer | (np.abs(point - np.round(point)) <= TOLERANCE)
        return bool((inside & whole).all() and not (self.excess(point)[self.active(members)] > 0).any())

    def narrowed(self, members: Iterable[int]) -> System:
        """These members and the background alone, with only the columns they use; the other members are empty."""
        kept = set(members)
        rows = np.flatnonzero(self.active(kept))
        model = self.model
        part = model.matrix[rows]
        used = np.zeros(model.num_columns, dtype=bool)
        used[part.indices[part.data != 0]] = True
        with np.errstate(invalid="ignore"):
            low = np.where(model.is_integer, np.ceil(model.column_lower - TOLERANCE), model.column_lower)
            high = np.where(model.is_integer, np.floor(model.column_upper + TOLERANCE), model.column_upper)
        used |= low > high  # bounds that contradict each other belong to every part
        columns = np.flatnonzero(used)
        part = part[:, columns].sorted_indices()
        new_place = np.full(model.num_rows, -1, dtype=np.int64)
        new_place[rows] = np.arange(len(rows))
        nothing = np.zeros(0, dtype=np.int64)
        return System(
            replace(
                model,
                cost=model.cost[columns],
                column_lower=model.column_lower[columns],
                column_upper=model.column_upper[columns],
                is_integer=model.is_integer[columns],
                starts=part.indptr.astype(np.int32),
                indices=part.indices.astype(np.int32),
                values=part.data,
                row_lower=model.row_lower[rows],
                row_upper=model.row_upper[rows],
                columns=(),
                rows=(),
            ),
            tuple(
                replace(member, rows=new_place[member.rows] if place in kept else nothing)
                for place, member in enumerate(self.members)
            ),
            columns,
        )

    def lifted(self, point: FloatArray, columns: Places) -> FloatArray:
        """A point over all columns from one over `columns`: the others as near to zero as they can be."""
        model = self.model
        lower = np.where(model.is_integer, np.ceil(model.column_lower - TOLERANCE), model.column_lower)
        upper = np.where(model.is_integer, np.floor(model.column_upper + TOLERANCE), model.column_upper)
        whole: FloatArray = np.clip(0.0, lower, upper)
        whole[columns] = point
        return whole
