"""All cores and all minimal correction sets, lazily.

Liffiton, Previti, Malik, Marques-Silva (2016), *Fast, flexible MUS
enumeration*, Constraints 21(2): take a largest set not known yet; if it is
feasible, what it leaves out is a minimal correction set, else it holds a core.
Both kinds block what they decide, until nothing is left.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from nl2milp.diagnose.cores import Core, shrink
from nl2milp.diagnose.hitting import Map, as_set
from nl2milp.diagnose.probes import Budget, Outcome, Probe

__all__ = ["Enumeration", "enumerate_all", "walk"]


@dataclass(frozen=True)
class Enumeration:
    """Cores and correction sets.

    Attributes
    ----------
    cores : tuple of Core
        In the order they were found.
    corrections : tuple of frozenset of int
        Minimal sets of members without which the rest is feasible, smallest first.
    is_complete : bool
        Whether it is proven that there are no others.
    """

    cores: tuple[Core, ...] = ()
    corrections: tuple[frozenset[int], ...] = ()
    is_complete: bool = False


@dataclass(eq=False)
class _State:
    is_complete: bool = False
    is_certain: bool = True
    known: list[Core] = field(default_factory=list)


def walk(
    probe: Probe, budget: Budget, state: _State | None = None, first: Core | None = None
) -> Iterator[Core | frozenset[int]]:
    """Cores, and minimal correction sets as plain sets, as they are found."""
    state = state or _State()
    known = Map(len(probe.system.members))
    if first is not None:
        if not first.members:
            state.is_complete = True
            yield first
            return
        known.add_core(_bits(first.members))
        state.is_certain = first.is_minimal
        yield first
    while not budget.is_spent:
        seed = known.unexplored()
        if seed is None:
            state.is_complete = state.is_certain
            return
        answer = probe.check(as_set(seed), budget)
        left_out = known.everything & ~seed
        if answer.outcome is Outcome.FEASIBLE:
            known.add_correction(left_out)
            if left_out:
                yield as_set(left_out)
        elif answer.outcome is Outcome.UNKNOWN:
            # not to be asked again; what lies below stays open
            known.add_correction(left_out)
            state.is_certain = False
        else:
            # a member that alone corrects a known feasible set is in every core outside of it
            sole = [one for one in known.corrections if (one & seed).bit_count() == 1]
            needed = frozenset().union(*(as_set(one & seed) for one in sole)) if state.is_certain else frozenset()
            core = shrink(probe, as_set(seed), answer, budget, needed=needed)
            known.add_core(_bits(core.members))
            state.is_certain = state.is_certain and core.is_minimal
            yield core
            if not core.members:
                state.is_complete = True
                return


def enumerate_all(
    probe: Probe,
    budget: Budget | None = None,
    most_cores: int | None = None,
    first: Core | None = None,
) -> Enumeration:
    """All cores and minimal correction sets, or as many as the budget allows.

    Parameters
    ----------
    probe : Probe
        Over the system.
    budget : Budget, optional
        Where it ends first, the result says that it is not complete.
    most_cores : int, optional
        Stop after so many cores.
    first : Core, optional
        One that is known already.
    """
    state = _State()
    cores: list[Core] = []
    corrections: list[frozenset[int]] = []
    for found in walk(probe, budget or Budget(), state, first):
        if isinstance(found, Core):
            cores.append(found)
            if most_cores is not None and len(cores) >= most_cores:
                break
        else:
            corrections.append(found)
    corrections.sort(key=lambda one: (len(one), sorted(one)))
    return Enumeration(tuple(cores), tuple(corrections), state.is_complete)


def _bits(members: tuple[int, ...]) -> int:
    return sum(1 << member for member in members)
