"""Frames: the grid of points that index clauses span.

A frame keeps one array of codes for each index, all broadcastable to its
shape: a clause over a fixed set adds an axis, so that a product of sets stays
a product; a filter or a set that depends on earlier indices flattens the frame
to the points that remain. Every frame knows, for each of its points, the point
of the frame it was opened in, which is what summing over it needs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nl2milp.compile.labels import Coded, IntArray, LabelSet, label_text, taken
from nl2milp.errors import FormulationError
from nl2milp.memory import refuse_beyond_memory

__all__ = ["MAX_POINTS", "ROOT", "Frame"]

MAX_POINTS = 25_000_000
"""Points of one frame; a larger one is refused before it is built."""


_BYTES_PER_POINT = 24
"""A column, a coefficient and a flag or a place: what an expression holds at each point at the least."""

_SMALL_BYTES = 10_000_000


@dataclass(frozen=True, eq=False)
class Frame:
    """A grid of index points.

    Attributes
    ----------
    shape : tuple of int
        Of the grid; `()` for the single point without indices.
    indices : mapping of str to Coded
        Codes broadcastable to `shape` for every index in force.
    parent : Frame or None
        The frame this one was opened in.
    rows : int array broadcastable to `shape`, or 0
        Flat position of each point's parent point.
    lengths : tuple of (str, int)
        What was multiplied, for messages.
    is_product : bool
        Whether each axis is one index that runs over a whole set.
    is_aligned : bool
        Whether the leading axes are the parent's own.
    """

    shape: tuple[int, ...] = ()
    indices: Mapping[str, Coded] = field(default_factory=dict)
    parent: Frame | None = None
    rows: Any = 0
    lengths: tuple[tuple[str, int], ...] = ()
    is_product: bool = True
    is_aligned: bool = True

    @property
    def size(self) -> int:
        """Number of points."""
        return math.prod(self.shape)

    def opened(self) -> Frame:
        """A child with the same points, to extend by clauses."""
        rows = np.arange(self.size).reshape(self.shape) if self.shape else 0
        return Frame(self.shape, self.indices, self, rows, self.lengths, self.is_product)

    def with_axis(self, length: int, new: Mapping[str, Coded], name: str) -> Frame:
        """Every point combined with each of `length` members; `new` holds their codes, shape (length,)."""
        self._refuse_beyond(length, name)
        lengths = (*self.lengths, (name, length))
        indices = {index: _with_trailing_axis(coded) for index, coded in self.indices.items()}
        lead = (1,) * len(self.shape)
        indices |= {index: Coded(coded.base, coded.codes.reshape((*lead, length))) for index, coded in new.items()}
        rows = self.rows if np.ndim(self.rows) == 0 else self.rows[..., None]
        is_product = self.is_product and len(new) == 1
        return Frame((*self.shape, length), indices, self.parent, rows, lengths, is_product, self.is_aligned)

    def _refuse_beyond(self, length: int, name: str) -> None:
        """Refuse a product that is too large before any of it is built."""
        points = self.size * length
        if points * _BYTES_PER_POINT < _SMALL_BYTES:
            return

        def product() -> str:
            sizes = " x ".join(f"{size:,} {of}" for of, size in (*self.lengths, (name, length)))
            return f"{sizes} make {points:,} combinations"

        if points > MAX_POINTS:
            raise FormulationError(
                f"{product()}; at most {MAX_POINTS:,} are built. "
                "Index over the combinations that exist (a table's rows), or split the model"
            )
        refuse_beyond_memory(points * _BYTES_PER_POINT / 1e6, lambda: f"{product()}, which")

    def over(self, names: Sequence[str], members: LabelSet) -> Frame:
        """Every point combined with each member of a set; one index name for each of a member's labels."""
        self._refuse_beyond(len(members), members.name)  # before as many codes are made
        if not members.components:
            return self.with_axis(len(members), {names[0]: Coded(members, members.codes)}, members.name)
        parts = zip(names, members.components, strict=True)
        return self.with_axis(len(members), {name: Coded(base, codes) for name, (base, codes) in parts}, members.name)

    def taken(self, flat: IntArray, new: Mapping[str, Coded] | None = None, name: str = "") -> Frame:
        """The points at the flat positions `flat` (repeats allowed), with further indices of the same length."""
        indices = {index: coded.take(flat, self.shape) for index, coded in self.indices.items()}
        rows = taken(self.rows, flat, self.shape)
        lengths = ((name or "points", len(flat)),)
        return Frame((len(flat),), {**indices, **(new or {})}, self.parent, rows, lengths, False, False)

    def labels_at(self, flat: int, names: tuple[str, ...] | None = None) -> tuple[Any, ...]:
        """The labels of the indices (all, or `names`) at the flat position `flat`."""
        chosen = self.indices if names is None else {name: self.indices[name] for name in names}
        return tuple(coded.base.labels[int(taken(coded.codes, flat, self.shape))] for coded in chosen.values())

    def describe(self, flat: int) -> str:
        """`at p = A, t = 3`, or nothing for the single point."""
        if not self.indices:
            return ""
        pairs = zip(self.indices, self.labels_at(flat), strict=True)
        return " at " + ", ".join(f"{name} = {label_text(label)}" for name, label in pairs)


def _with_trailing_axis(coded: Coded) -> Coded:
    return coded if np.ndim(coded.codes) == 0 else Coded(coded.base, coded.codes[..., None])


ROOT = Frame()
