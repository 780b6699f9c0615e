"""Frames: the grid of points that index clauses span.

A frame keeps one array of codes for each index, all broadcastable to its
shape: a clause over a fixed set adds an axis, so that a product of sets stays
a product; a filter or a set that depends on earlier indices flattens the frame
to the points that remain. Every frame knows, for each of its points, the point
of the frame it was opened in, which is what summing over it needs.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from nl2milp.compile.labels import Coded, IntArray, label_text
from nl2milp.errors import FormulationError

__all__ = ["MAX_POINTS", "ROOT", "Frame"]

MAX_POINTS = 100_000_000
"""Points of one frame; a larger one is refused before it is built."""


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
        lengths = (*self.lengths, (name, length))
        if self.size * length > MAX_POINTS:
            product = " x ".join(f"{size:,} {of}" for of, size in lengths)
            total = math.prod(size for _, size in lengths)
            raise FormulationError(
                f"{product} make {total:,} combinations; at most {MAX_POINTS:,} are built. "
                "Index over the combinations that exist (a table's rows), or split the model"
            )
        indices = {index: _with_trailing_axis(coded) for index, coded in self.indices.items()}
        lead = (1,) * len(self.shape)
        indices |= {index: Coded(coded.base, coded.codes.reshape((*lead, length))) for index, coded in new.items()}
        rows = self.rows if np.ndim(self.rows) == 0 else self.rows[..., None]
        is_product = self.is_product and len(new) == 1
        return Frame((*self.shape, length), indices, self.parent, rows, lengths, is_product, self.is_aligned)

    def taken(self, flat: IntArray, new: Mapping[str, Coded] | None = None, name: str = "") -> Frame:
        """The points at the flat positions `flat` (repeats allowed), with further indices of the same length."""
        if len(flat) > MAX_POINTS:
            raise FormulationError(
                f"{name or 'these clauses'} make {len(flat):,} points; at most {MAX_POINTS:,} are built"
            )
        indices = {index: coded.take(flat, self.shape) for index, coded in self.indices.items()}
        rows = np.broadcast_to(self.rows, self.shape).ravel()[flat]
        return Frame(
            (len(flat),), {**indices, **(new or {})}, self.parent, rows, ((name or "points", len(flat)),), False, False
        )

    def labels_at(self, flat: int, names: tuple[str, ...] | None = None) -> tuple[Any, ...]:
        """The labels of the indices (all, or `names`) at the flat position `flat`."""
        chosen = self.indices if names is None else {name: self.indices[name] for name in names}
        return tuple(
            coded.base.labels[int(np.broadcast_to(coded.codes, self.shape).ravel()[flat])] for coded in chosen.values()
        )

    def describe(self, flat: int) -> str:
        """`at p = A, t = 3`, or nothing for the single point."""
        if not self.indices:
            return ""
        pairs = zip(self.indices, self.labels_at(flat), strict=True)
        return " at " + ", ".join(f"{name} = {label_text(label)}" for name, label in pairs)


def _with_trailing_axis(coded: Coded) -> Coded:
    return coded if np.ndim(coded.codes) == 0 else Coded(coded.base, coded.codes[..., None])


ROOT = Frame()
