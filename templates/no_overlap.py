"""Jobs that exclude each other in time: sequencing on one machine or on several."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field, model_validator

from nl2milp.compile.builder import Literal
from nl2milp.compile.frames import Frame
from nl2milp.compile.labels import IntArray
from nl2milp.compile.networks import new_indices
from nl2milp.compile.sequencing import Pairs, load_rows
from nl2milp.compile.values import flat
from nl2milp.errors import FormulationError
from nl2milp.templates.base import (
    ClausesSlot,
    ConditionSlot,
    ExampleProblem,
    ExpressionSlot,
    Site,
    Slots,
    Template,
    register,
)

__all__ = ["NoOverlap", "NoOverlapSlots"]


class NoOverlapSlots(Slots):
    """Slots of `no_overlap`."""

    over: ClausesSlot = Field(description="the jobs that exclude each other, such as j in jobs")
    start: ExpressionSlot = Field(description="when each begins, such as start[j]")
    duration: ExpressionSlot = Field(description="how long each takes, such as time[j]; may depend on the decisions")
    present: ConditionSlot | None = Field(
        default=None, description="when a job is one of them, such as on[j, m] == 1; null if all always are"
    )
    gap: ExpressionSlot | None = Field(
        default=None, description="the least time from the end of one to the start of a later one, such as setup[j, k]"
    )
    later: str | None = Field(
        default=None, description="names in 'gap' for the indices of the later one, such as k", max_length=200
    )

    @model_validator(mode="after")
    def _complete(self) -> NoOverlapSlots:
        if self.later is not None and self.gap is None:
            raise ValueError("'later' names the later job for 'gap', which is not given")
        return self


@register
class NoOverlap(Template):
    """Intervals that do not overlap."""

    id = "no_overlap"
    title = "One at a time"
    says = "Of any two jobs, one ends before the other begins."
    phrases = (
        "the machine can process only one job at a time",
        "jobs cannot overlap",
        "one after the other",
        "no two operations on the same machine at the same time",
        "the runway must be free before the next aircraft lands",
        "in which order should the jobs be processed",
        "changing from one colour to another takes 20 minutes",
        "the crane serves one ship after the other",
        "minimise the total tardiness on a single machine",
        "each job is done on one of three identical machines",
        "only one meeting can be in the room at any time",
    )
    maths = r"S_i + p_i + g_{ij} \le S_j \;\lor\; S_j + p_j + g_{ji} \le S_i \quad \forall i < j"
    example = (
        "The saw cuts one beam at a time.",
        {"over": "b in beams", "start": "start[b]", "duration": "minutes[b]"},
    )
    hints = (
        "several machines with fixed jobs: 'for' m in machines, and 'over' with a filter, j in jobs if machine[j] == m",
        "a choice of machine: 'for' m in machines, and 'present' on[j, m] == 1",
        "setup times between neighbours go into 'gap'; it stands between any two jobs, not only neighbours",
        "that one given job precedes another is a plain comparison: start[a] + time[a] <= start[b]",
        "for two things with their own conditions either_or may be plainer",
    )
    problem = ExampleProblem(
        "A printer has four orders, one at a time. They take 3, 5, 2 and 4 hours and are due 4, 6, 8 and 9 hours from "
        "now. How small can the sum of the hours by which they are late be?",
        {
            "tables": [
                {"keys": "j in orders", "columns": ["hours", "due"], "rows": ["A 3 4", "B 5 6", "C 2 8", "D 4 9"]}
            ],
            "variables": [{"symbol": "start[j in orders]"}],
            "objective": {"value": "sum(max(0, start[j] + hours[j] - due[j]) for j in orders)"},
            "constraints": [
                {
                    "name": "one at a time",
                    "template": "no_overlap",
                    "slots": {"over": "j in orders", "start": "start[j]", "duration": "hours[j]"},
                }
            ],
        },
        8.0,
    )
    Slots = NoOverlapSlots

    def rows(self, site: Site) -> None:
        """A binary for each pair says which goes first.

        Where durations are data, a job also starts after the total duration of
        those before it, which is far tighter than the pairs alone. Rows against
        circles of three jobs were tried with them and saved no time.
        """
        jobs = _Jobs.of(site)
        pairs = jobs.pairs
        if not len(pairs.first):
            return
        order, gaps, finish = jobs.order(site), jobs.gaps(site), jobs.start.plus([jobs.duration])
        directions = (
            (order[0], pairs.first, pairs.second, gaps[0], jobs.forward),
            (order[1], pairs.second, pairs.first, gaps[1], jobs.backward),
        )
        for goes_first, earlier, later, gap, there in directions:
            ready = finish.at(earlier, jobs.frame, there).plus([gap])
            late = ready.plus([jobs.start.at(later, jobs.frame, there).times(-1.0, there)])
            site.build.add_conditional(late, (goes_first.complement(),), there, "one at a time")
        _tightened(site, jobs, order, gaps)

    def holds(self, site: Site) -> NDArray[np.bool_]:
        """Compare the intervals two by two."""
        jobs = _Jobs.of(site)
        there = np.ones(jobs.frame.size, dtype=bool)
        if site.slots.present is not None:
            there = ~flat(site.verdict(site.slots.present, jobs.frame).may_fail, jobs.frame)
        start, finish = jobs.start, jobs.start.plus([jobs.duration])
        starts, finishes = flat(start.value, jobs.frame), flat(finish.value, jobs.frame)
        scales = flat(finish.scale, jobs.frame)
        measured = jobs.gaps(site)
        gaps = [flat(gap.value, frame) for gap, frame in zip(measured, (jobs.forward, jobs.backward), strict=True)]
        is_exact = finish.is_exact and all(gap.is_exact for gap in measured)
        slack = 1e-9 if is_exact else max(1e-9, site.evaluator.decisions.tolerance)  # type: ignore[union-attr]
        good = np.ones(site.frame.size, dtype=bool)
        owners = flat(jobs.frame.rows, jobs.frame)
        for place, (a, b) in enumerate(zip(jobs.pairs.first.tolist(), jobs.pairs.second.tolist(), strict=True)):
            if not (there[a] and there[b]):
                continue
            allowed = slack * max(1.0, scales[a], scales[b])
            a_first = finishes[a] + gaps[0][place] <= starts[b] + allowed
            b_first = finishes[b] + gaps[1][place] <= starts[a] + allowed
            if not (a_first or b_first):
                good[owners[a]] = False
        return good


@dataclass(frozen=True, eq=False)
class _Jobs:
    """The jobs, and all pairs of those that exclude each other; both flat, the pairs in either order."""

    pairs: Pairs
    forward: Frame
    backward: Frame
    start: Any
    duration: Any

    @classmethod
    def of(cls, site: Site) -> _Jobs:
        slots, spanned = site.slots, site.extend(site.slots.over)
        frame, names = spanned.taken(np.arange(spanned.size)), new_indices(spanned)
        later = [name.strip() for name in slots.later.split(",")] if slots.later else [f"later {n}" for n in names]
        if len(later) != len(names) or len(set(later)) < len(later) or set(later) & set(frame.indices):
            raise FormulationError(
                f"{site.where}: 'later' gives another name for each index of '{slots.over}', "
                f"{len(names)} in all and not used before; not '{slots.later}'"
            )
        pairs = Pairs.of(frame)

        def paired(one: IntArray, other: IntArray) -> Frame:
            named = {new: frame.indices[name].take(other, frame.shape) for new, name in zip(later, names, strict=True)}
            return frame.taken(one, named, f"pairs of {slots.over}")

        forward, backward = paired(pairs.first, pairs.second), paired(pairs.second, pairs.first)
        start, duration = site.decision(slots.start, frame), site.decision(slots.duration, frame)
        return cls(pairs, forward, backward, start, duration)

    @property
    def frame(self) -> Frame:
        """Of the jobs."""
        return self.pairs.frame

    def gaps(self, site: Site) -> tuple[Any, Any]:
        """From the end of the first to the start of the second of each pair, and the other way round."""
        source = site.slots.gap or "0"
        return site.decision(source, self.forward), site.decision(source, self.backward)

    def order(self, site: Site) -> tuple[Literal, Literal]:
        """True only if the first precedes the second, and the other way round; one is true if both are there."""
        build, there = site.build, self.forward
        if site.slots.present is None:
            forth = build.new_binary(there, "goes first")
            return forth, forth.complement()
        condition = site.condition(site.slots.present, self.frame)
        present = site.logic().literal(condition, self.frame, both=True).value()
        forth, back = (build.new_binary(there, name) for name in ("goes first", "goes second"))
        either = forth.value().plus([back.value()])
        one, other = (
            present.at(ends, self.frame, there).times(-1.0, there) for ends in (self.pairs.first, self.pairs.second)
        )
        build.add_rows(either.plus([one, other]), -1.0, np.inf, there)
        for end in (one, other):
            build.add_rows(either.plus([end]), -np.inf, 0.0, there)
        return forth, back


def _tightened(site: Site, jobs: _Jobs, order: tuple[Literal, Literal], gaps: tuple[Any, Any]) -> None:
    """What follows from the order of all jobs, where durations and gaps are data."""
    if jobs.duration.terms or any(gap.terms for gap in gaps):
        return
    lengths = flat(jobs.duration.constant, jobs.frame).astype(float)
    waits = flat(gaps[0].constant, jobs.forward).astype(float), flat(gaps[1].constant, jobs.backward).astype(float)
    # jobs without a length may stand at one time, and then in an order that goes round in a circle
    if (lengths > 0).all() and all((wait >= 0).all() for wait in waits):
        load_rows(site.build, jobs.pairs, order, jobs.start, lengths, waits)
