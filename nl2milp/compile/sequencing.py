"""Rows that follow from an order of jobs that exclude each other, and make its relaxation tighter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from nl2milp.compile.bounds import as_matrix, largest_activity
from nl2milp.compile.builder import Literal, ModelBuilder
from nl2milp.compile.frames import Frame
from nl2milp.compile.labels import IntArray
from nl2milp.compile.networks import gathered
from nl2milp.compile.values import Affine, flat

__all__ = ["Pairs", "load_rows"]


@dataclass(frozen=True, eq=False)
class Pairs:
    """All pairs of the points of a flat frame that belong to one point of its parent.

    Attributes
    ----------
    first, second : int arrays
        Points of the frame; those that share a `first` lie one behind the other.
    """

    frame: Frame
    first: IntArray
    second: IntArray

    @classmethod
    def of(cls, frame: Frame) -> Pairs:
        """The pairs of the points of `frame`, whose owners do not decrease."""
        owners, places = flat(frame.rows, frame), np.arange(frame.size)
        behind = np.searchsorted(owners, owners, side="right") - places - 1
        first = np.repeat(places, behind)
        within = np.arange(len(first)) - np.repeat(np.cumsum(behind) - behind, behind)
        return cls(frame, first, first + 1 + within)


def load_rows(
    build: ModelBuilder,
    pairs: Pairs,
    order: tuple[Literal, Literal],
    start: Affine,
    lengths: Any,
    waits: tuple[Any, Any],
) -> None:
    """A job starts after all that precede it have taken their time, and leaves time for all that follow.

    Parameters
    ----------
    order : pair of literals
        Over the pairs: true only if the first precedes the second, and the other way round.
    lengths : float array of shape (jobs,)
        Positive durations.
    waits : pair of float arrays of shape (pairs,)
        The least times between the two, in either order, none negative.
    """
    frame, first, second = pairs.frame, pairs.first, pairs.second
    pair_frame = Frame((len(first),))
    after, before = np.full(frame.size, np.inf), np.full(frame.size, np.inf)
    for earlier, later, wait in ((first, second, waits[0]), (second, first, waits[1])):
        np.minimum.at(after, earlier, wait)
        np.minimum.at(before, later, wait)
    forth, back = (literal.value() for literal in order)
    lowest, highest = _range(build, start, lengths, frame)
    for sign, share, limit in ((-1.0, lengths + after, lowest), (1.0, lengths + before, highest)):
        # what weighs on a job: those before it below, those after it above
        onto_second, onto_first = (forth, back) if sign < 0 else (back, forth)
        total = gathered(onto_second.times(share[first], pair_frame), pair_frame, second, frame.size).plus(
            [gathered(onto_first.times(share[second], pair_frame), pair_frame, first, frame.size)]
        )
        low: Any
        high: Any
        if sign < 0:
            value, low, high = start.plus([total.times(-1.0, frame)]), limit, np.inf
        else:
            value, low, high = start.plus([lengths, total]), -np.inf, limit
        places = np.flatnonzero(np.isfinite(limit) & np.isfinite(share))
        if len(places):
            there = frame.opened().taken(places)
            low, high = (np.broadcast_to(side, frame.shape)[places] for side in (low, high))
            build.add_rows(value.at(places, frame, there), low, high, there)


def _range(build: ModelBuilder, start: Affine, lengths: Any, frame: Frame) -> tuple[Any, Any]:
    """For each job, the earliest start and the latest finish of all jobs of its point, by their stated bounds."""
    matrix = as_matrix(start.entries(frame), frame.size, build.num_columns)
    lower, upper = build.bounds()
    constant = flat(start.constant, frame)
    earliest = constant - largest_activity(-matrix, lower, upper)
    latest = constant + largest_activity(matrix, lower, upper) + lengths
    owners = flat(frame.rows, frame)
    lowest = np.full(owners.max() + 1, np.inf)
    highest = np.full(owners.max() + 1, -np.inf)
    np.minimum.at(lowest, owners, earliest)
    np.maximum.at(highest, owners, latest)
    return lowest[owners], highest[owners]
