"""The deletion filter as it was first described: the oracle that the fast search is measured against.

Chinneck, Dravnieks (1991), *Locating minimal infeasible constraint sets in
linear programs*, ORSA Journal on Computing 3(2): drop each member in turn, and
for good if what is left is still infeasible. One solve for each member, nothing
shared with :mod:`nl2milp.diagnose.cores`.
"""

from __future__ import annotations

from nl2milp.diagnose.probes import Budget, Outcome, Probe

__all__ = ["deletion_filter", "is_irreducible"]


def deletion_filter(probe: Probe, budget: Budget | None = None) -> tuple[frozenset[int], bool]:
    """A core by plain deletion, and whether every answer on the way was certain.

    The members must be infeasible together.
    """
    budget = budget or Budget()
    core = set(range(len(probe.system.members)))
    certain = True
    for member in sorted(core):
        outcome = probe.check(core - {member}, budget).outcome
        certain = certain and outcome is not Outcome.UNKNOWN
        if outcome is Outcome.INFEASIBLE:
            core.discard(member)
    return frozenset(core), certain


def is_irreducible(probe: Probe, core: frozenset[int], budget: Budget | None = None) -> bool:
    """Whether `core` is infeasible and feasible without any one of its members."""
    budget = budget or Budget()
    if probe.check(core, budget).outcome is not Outcome.INFEASIBLE:
        return False
    return all(probe.check(core - {member}, budget).outcome is Outcome.FEASIBLE for member in core)
