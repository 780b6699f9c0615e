"""Nodes and arcs of networks over frames: which node each arc leaves and which it enters, without nodes times arcs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from nl2milp.compile.frames import Frame
from nl2milp.compile.labels import Coded, Domain, IntArray, LabelSet
from nl2milp.compile.values import Affine, Terms, flat

__all__ = ["Nodes", "gathered", "new_indices"]


def new_indices(frame: Frame) -> list[str]:
    """The indices that `frame` adds to those of the frame it was opened in."""
    outer = frame.parent.indices if frame.parent is not None else {}
    return [name for name in frame.indices if name not in outer]


@dataclass(frozen=True, eq=False)
class Nodes:
    """The nodes of one network for each point of a frame.

    Attributes
    ----------
    points : LabelSet
        The points of the outer frame, by number.
    domain : Domain
        Whose keys are (point, label, ...) of each node.
    """

    points: LabelSet
    domain: Domain

    @classmethod
    def of_frame(cls, frame: Frame) -> Nodes:
        """One node for each point of `frame`, named by its new indices."""
        parent = frame.parent
        assert parent is not None
        points = LabelSet("points", range(parent.size))
        coded = [frame.indices[name] for name in new_indices(frame)]
        keys = (flat(frame.rows, frame), *(flat(one.codes, frame) for one in coded))
        return cls(points, Domain((points, *(one.base for one in coded)), keys))

    @classmethod
    def of_ends(cls, arcs: Frame, ends: Sequence[str]) -> Nodes:
        """The nodes that occur at either end of the arcs, in the order of their labels' sets."""
        parent = arcs.parent
        assert parent is not None
        points = LabelSet("points", range(parent.size))
        coded = [arcs.indices[name] for name in ends]
        labels = LabelSet("nodes", tuple(dict.fromkeys(label for one in coded for label in one.base.labels)))
        rows = flat(arcs.rows, arcs)
        places = np.concatenate([flat(labels.places(one), arcs) for one in coded])
        cells = np.unique(np.tile(rows, len(coded)) * max(len(labels), 1) + places)
        owner, code = np.divmod(cells, max(len(labels), 1))
        return cls(points, Domain((points, labels), (owner, code)))

    @property
    def count(self) -> int:
        """Number of nodes over all points."""
        return self.domain.size

    @property
    def owners(self) -> IntArray:
        """The point each node belongs to."""
        assert self.domain.keys is not None
        return self.domain.keys[0]

    def places(self, frame: Frame, ends: Sequence[str]) -> IntArray:
        """Flat over `frame`, the node that the indices `ends` name; -1 where they name none."""
        rows = Coded(self.points, flat(frame.rows, frame))
        labels = [Coded(frame.indices[name].base, flat(frame.indices[name].codes, frame)) for name in ends]
        keys, missing = self.domain.lookup([rows, *labels])
        return np.where(missing, -1, keys)


def gathered(value: Affine, home: Frame, places: IntArray, count: int) -> Affine:
    """The sum of `value` over the points of `home` that have the same place, for each of `count` places; flat."""
    rows, columns, coefficients = value.entries(home)
    there = places[rows]
    kept = there >= 0
    known = places >= 0
    constant = np.bincount(places[known], weights=flat(value.constant, home)[known], minlength=count)
    return Affine(constant, (Terms(there[kept], columns[kept], coefficients[kept]),))
