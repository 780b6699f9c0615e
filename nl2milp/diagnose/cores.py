"""One irreducible infeasible subsystem over the members of a system, in stages.

1. bound propagation, whose explanation is often the core already;
2. the members in the dual ray of the linear relaxation (Gleeson, Ryan 1990),
   or, where only integrality is at fault, members added while a point violates
   them (Chinneck 2008, *Feasibility and Infeasibility in Optimization*, 6.2);
3. deletion in chunks that halve, each infeasible answer shrinking further by
   its ray (Chinneck, Dravnieks 1991; Junker 2004, *QuickXplain*).

Every shrinking is an answer of the probe. A member is *needed* when the rest
has a point; the core is minimal when all of its members are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum, unique

import numpy as np

from nl2milp.diagnose.elastic import tightest_conflict
from nl2milp.diagnose.probes import Answer, Budget, Outcome, Probe
from nl2milp.diagnose.propagation import conflict_of

__all__ = ["Core", "Found", "find_core", "shrink"]

Progress = Callable[[frozenset[int], str], None]

_FEW = 6
"""A conflict of bounds of at most so many members is taken as it is."""

_CHUNKS = 8
_LARGE = 2_000
_MANY = 1_000
"""Systems of more members are not asked about as a whole while a part may do."""
_SMALL = 24
"""Up to so many members are deleted one at a time."""


@dataclass(frozen=True)
class Core:
    """Members that cannot hold together.

    Attributes
    ----------
    members : tuple of int
        In the system's order; empty where bounds and definitions alone conflict.
    needed : frozenset of int
        Those without which the rest is proven feasible.
    relaxed : bool
        Whether the linear relaxation of the core is infeasible already.
    """

    members: tuple[int, ...]
    needed: frozenset[int]
    relaxed: bool

    @property
    def is_minimal(self) -> bool:
        """Whether it is proven that no member can be left out."""
        return self.needed == frozenset(self.members)


@unique
class Found(StrEnum):
    """How a search for a core ended."""

    CORE = "core"
    FEASIBLE = "feasible"
    UNKNOWN = "unknown"


def find_core(
    probe: Probe, budget: Budget | None = None, progress: Progress | None = None
) -> tuple[Found, Core | None]:
    """An irreducible infeasible subsystem of all members of the probe's system.

    Parameters
    ----------
    probe : Probe
        Over the system.
    budget : Budget, optional
        When it ends, the best core so far is returned, not minimal then.
    progress : callable, optional
        Told of every smaller infeasible set, with the stage that found it.

    Returns
    -------
    Found
        `CORE`; `FEASIBLE` where there is a point; `UNKNOWN` where that wasn't settled.
    Core or None
        The core, where there is one.
    """
    budget = budget or Budget()
    tell = progress or (lambda members, stage: None)
    everything = frozenset(range(len(probe.system.members)))
    by_propagation = conflict_of(probe.system)
    if by_propagation is not None and len(by_propagation) > _FEW:
        # a long chain of roundings; the relaxation, if it is infeasible, has a smaller and easier conflict
        answer = probe.check(everything, budget, relaxed=True)
        if answer.outcome is Outcome.INFEASIBLE:
            by_propagation = None
    if by_propagation is not None:
        narrow = probe.narrowed(by_propagation)
        answer = narrow.check(by_propagation, budget)
        if answer.outcome is Outcome.INFEASIBLE:
            tell(by_propagation, "bounds")
            return Found.CORE, shrink(narrow, by_propagation, answer, budget, tell)
    if len(everything) > _MANY:
        subset, answer = _grown_in_stages(probe, everything, budget)
    else:
        subset, answer = everything, probe.check(everything, budget)
    if answer.outcome is Outcome.FEASIBLE:
        return Found.FEASIBLE, None
    if answer.outcome is Outcome.UNKNOWN:
        return Found.UNKNOWN, None
    subset, answer = _first_subset(probe, subset, answer, budget)
    tell(subset, "infeasible subset")
    narrow = probe.narrowed(subset)
    if not answer.relaxed:
        return Found.CORE, shrink(narrow, subset, answer, budget, tell)
    # with linear programmes alone first: they are fast, and leave less for the others
    relaxed = shrink(narrow, subset, answer, budget, tell, relaxed=True)
    if relaxed.is_minimal or budget.is_spent:
        return Found.CORE, relaxed
    tell(frozenset(relaxed.members), "minimal without regard to whole numbers")
    narrow = probe.narrowed(relaxed.members)
    answer = Answer(Outcome.INFEASIBLE, relaxed=True)
    return Found.CORE, shrink(narrow, relaxed.members, answer, budget, tell, relaxed.needed)


def _first_subset(
    probe: Probe, everything: frozenset[int], answer: Answer, budget: Budget
) -> tuple[frozenset[int], Answer]:
    """A smaller infeasible set: what the ray names, or what grows from violated members."""
    if not answer.relaxed:
        if len(everything) <= _FEW:
            return everything, answer
        grown, found = _grown(probe, frozenset(), budget)
        return (grown, found) if found.outcome is Outcome.INFEASIBLE else (everything, answer)
    best = everything, answer
    if answer.hint is not None:
        again = probe.narrowed(answer.hint).check(answer.hint, budget, relaxed=True)
        if again.outcome is Outcome.INFEASIBLE:
            best = answer.hint, again
    if len(best[0]) > _SMALL:
        shorter = tightest_conflict(probe.system.narrowed(best[0]), budget)
        whole = tightest_conflict(probe.system, budget) if len(everything) <= _LARGE else None
        for one in (shorter, whole):
            if one is not None and len(one) < len(best[0]):
                again = probe.narrowed(one).check(one, budget, relaxed=True)
                if again.outcome is Outcome.INFEASIBLE:
                    best = one, again
    return best


def _grown_in_stages(probe: Probe, everything: frozenset[int], budget: Budget) -> tuple[frozenset[int], Answer]:
    """An infeasible set grown within the relaxation, else from there with whole numbers, or a point of everything."""
    grown, answer = _grown(probe, frozenset(), budget, relaxed=True)
    if answer.outcome is Outcome.UNKNOWN and not budget.is_spent:
        grown, answer = _grown(probe, frozenset(), budget)
    if answer.outcome is Outcome.UNKNOWN and not budget.is_spent:
        return everything, probe.check(everything, budget)
    return grown, answer


def _grown(probe: Probe, start: frozenset[int], budget: Budget, relaxed: bool = False) -> tuple[frozenset[int], Answer]:
    """Add the members that a point violates most until there is no point, or nothing is violated any more."""
    grown, system = start, probe.system
    while not budget.is_spent:
        found = probe.check(grown, budget, relaxed)
        if found.outcome is Outcome.INFEASIBLE:
            return grown, found
        point = found.fractional if found.point is None else found.point
        if point is None:
            break
        excess = system.excess(point)
        rows = np.flatnonzero((excess > 0) & (system.owner >= 0))
        rows = rows[[int(owner) not in grown for owner in system.owner[rows]]] if len(rows) else rows
        if not len(rows):
            # everything holds; in whole numbers too, or that is left open
            return grown, found
        order = rows[np.argsort(-excess[rows])]
        count = max(int((excess[order] >= 0.5 * excess[order[0]]).sum()), len(grown) // 4)
        grown |= frozenset(system.owner[order[:count]].tolist())
    return grown, Answer(Outcome.UNKNOWN)


def shrink(
    probe: Probe,
    members: Iterable[int],
    answer: Answer,
    budget: Budget,
    tell: Progress = lambda members, stage: None,
    needed: Iterable[int] = (),
    relaxed: bool = False,
) -> Core:
    """A core within `members`, whose infeasibility `answer` has shown.

    Parameters
    ----------
    needed : iterable of int
        Members known to be in every core within `members`.
    relaxed : bool
        Look at linear relaxations alone: the core is then infeasible, but
        perhaps not all of its members are needed.
    """
    core, known, is_relaxed = set(members), set(needed), answer.relaxed
    if answer.hint is not None and answer.hint < core and known <= answer.hint:
        again = probe.check(answer.hint, budget, relaxed)
        if again.outcome is Outcome.INFEASIBLE:
            core, is_relaxed = set(answer.hint), again.relaxed
    undecided: set[int] = set()
    step = max(1, len(core) // _CHUNKS) if len(core) > _SMALL else 1
    while not budget.is_spent:
        waiting = [member for member in sorted(core) if member not in known and member not in undecided]
        while waiting and not budget.is_spent:
            chunk, waiting = waiting[:step], waiting[step:]
            chunk = [member for member in chunk if member in core and member not in known]
            if not chunk:
                continue
            rest = core.difference(chunk)
            found = probe.check(rest, budget, relaxed)
            if found.outcome is Outcome.INFEASIBLE:
                is_smaller = found.hint is not None and known <= found.hint and found.hint < rest
                if is_smaller and found.hint is not None and len(found.hint) < len(rest):
                    again = probe.check(found.hint, budget, relaxed)
                    if again.outcome is Outcome.INFEASIBLE:
                        rest, found = set(found.hint), again
                core, is_relaxed = set(rest), found.relaxed
                tell(frozenset(core), "smaller")
            elif found.outcome is Outcome.UNKNOWN:
                if len(chunk) == 1:
                    undecided.update(chunk)
            elif len(chunk) == 1:
                known.update(chunk)
            elif found.point is not None:
                # where only one member keeps the point from all others, that member is needed
                missed = probe.system.violated(found.point) & core
                if len(missed) == 1:
                    known |= missed
        if step == 1:
            break
        step = max(1, step // 2)
    return Core(tuple(sorted(core)), frozenset(known & core), is_relaxed)
