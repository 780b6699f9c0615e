"""The one question that every search asks: do these members have a point? Feasible, infeasible, or unknown.

*Feasible* is believed only with a point that satisfies what was asked, checked
here; *unknown* is never infeasible. Points are kept: a set of members that a
known point satisfies isn't asked about again, and a solver that called it
infeasible would be contradicted by that point.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from enum import StrEnum, unique
from typing import Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp.diagnose.system import System
from nl2milp.linear_model import LinearModel
from nl2milp.solvers import Options, Solver, Status
from nl2milp.solvers.highs_probe import HighsProbe, Probed

__all__ = ["Answer", "Budget", "Outcome", "Probe", "RowProbe", "SolverProbe"]

FloatArray: TypeAlias = NDArray[np.float64]

_KEPT_POINTS = 200
_KEPT_SETS = 20
_SMALL_RAY = 1e-9


@unique
class Outcome(StrEnum):
    """What is known of a set of members."""

    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, eq=False)
class Answer:
    """What a probe found.

    Attributes
    ----------
    outcome : Outcome
        Whether the members have a point.
    point : float array or None
        One that satisfies them, where feasible.
    hint : frozenset of int or None
        Members that alone may be infeasible: those in the dual ray. To be checked.
    relaxed : bool
        Whether the linear relaxation is infeasible already.
    fractional : float array or None
        A point of the relaxation, where that was all that was asked.
    """

    outcome: Outcome
    point: FloatArray | None = None
    hint: frozenset[int] | None = None
    relaxed: bool = False
    fractional: FloatArray | None = None


@dataclass(eq=False)
class Budget:
    """Seconds for a whole search.

    >>> Budget(60.0).is_spent
    False
    """

    seconds: float = float("inf")
    per_probe: float = float("inf")
    stop: threading.Event | None = None
    started: float = field(default_factory=time.perf_counter)

    @property
    def left(self) -> float:
        """Seconds that remain."""
        return self.seconds - (time.perf_counter() - self.started)

    @property
    def is_spent(self) -> bool:
        """Whether the time is over, or a stop was asked for."""
        return self.left <= 0 or (self.stop is not None and self.stop.is_set())

    @property
    def limit(self) -> float | None:
        """Seconds for the next probe; None without end."""
        least = min(self.left, self.per_probe)
        return None if least == float("inf") else max(least, 1e-3)

    def part(self, share: float) -> Budget:
        """A budget of a share of what is left."""
        return Budget(self.left * share, self.per_probe, self.stop)


class Probe(Protocol):
    """Answers whether members of a system have a point."""

    system: System

    @property
    def asked(self) -> int:
        """How many solver runs it took so far."""
        ...

    @property
    def contradictions(self) -> int:
        """How many answers of the solver did not stand a check."""
        ...

    def check(self, members: Iterable[int], budget: Budget, relaxed: bool = False) -> Answer:
        """Whether these members, with the background, have a point.

        With `relaxed`, a probe that can may look at the linear relaxation
        alone; what that doesn't settle is unknown.
        """
        ...

    def narrowed(self, members: Iterable[int]) -> Probe:
        """A probe for subsets of these members, which may be faster."""
        ...


@dataclass(eq=False)
class _Tally:
    """What a probe and its narrowed ones have asked and found together.

    The infeasible sets are kept because of models that are nearly feasible:
    within the solver's tolerance they have points, found from one basis and
    not from another. A point that satisfies an infeasible set proves nothing.
    """

    asked: int = 0
    contradictions: int = 0
    infeasible: list[frozenset[int]] = field(default_factory=list)

    def note(self, members: frozenset[int]) -> None:
        """Remember an infeasible set; of those that contain it there is no need."""
        self.infeasible = [*(one for one in self.infeasible[-_KEPT_SETS:] if not members <= one), members]

    def refute(self, violated: frozenset[int], covered: frozenset[int]) -> bool:
        """Whether a point that violates just these of the members it covers satisfies an infeasible set."""
        return any(one <= covered and not one & violated for one in self.infeasible)


@dataclass(frozen=True, eq=False)
class _Known:
    """A point, the members it was found for, and those that it misses."""

    point: FloatArray
    wanted: frozenset[int]
    violated: frozenset[int]

    def answers(self, members: frozenset[int]) -> bool:
        """Whether the point shows that these members are feasible."""
        return members <= self.wanted or not self.violated & members


class RowProbe:
    """A probe by HiGHS: one model, in which rows are switched off in place.

    The linear relaxation is asked first: it is fast, its ray names a smaller
    conflict, and its point is often whole.
    """

    def __init__(self, system: System, options: Options | None = None, make: Callable[..., HighsProbe] = HighsProbe):
        self.system = system
        self._options, self._make = options or Options(), make
        self._engine: HighsProbe | None = None
        self._points: list[_Known] = []
        self._tally = _Tally()
        self._covered = frozenset(range(len(system.members)))
        model = system.model
        with np.errstate(invalid="ignore"):
            low = np.where(model.is_integer, np.ceil(model.column_lower - 1e-6), model.column_lower)
            high = np.where(model.is_integer, np.floor(model.column_upper + 1e-6), model.column_upper)
        self._crossed = bool((low > high).any())

    @property
    def asked(self) -> int:
        """Solver runs, those of narrowed probes included."""
        return self._tally.asked

    @property
    def contradictions(self) -> int:
        """Answers that did not stand a check, those of narrowed probes included."""
        return self._tally.contradictions

    def check(self, members: Iterable[int], budget: Budget, relaxed: bool = False) -> Answer:
        """See :class:`Probe`."""
        wanted = frozenset(members)
        for known in reversed(self._points):
            if known.answers(wanted):
                return Answer(Outcome.FEASIBLE, known.point)
        if self._crossed:
            return Answer(Outcome.INFEASIBLE, hint=frozenset(), relaxed=True)
        if budget.is_spent:
            return Answer(Outcome.UNKNOWN)
        if self._engine is None:
            self._engine = self._make(self.system.model, self._options)
        active = self.system.active(wanted)
        self._tally.asked += 1
        found = self._engine.relaxation(active, budget.limit)
        answer = self._believed(found, wanted)
        if answer is None and found.values is not None and not self.system.model.is_integer.any():
            # a point that doesn't stand the check: a second opinion, from a basis and numbers of its own
            self._tally.asked += 1
            found = self._engine.afresh(active, budget.limit)
            answer = self._believed(found, wanted)
        if found.status is Status.INFEASIBLE:
            self._tally.note(wanted)
            return Answer(Outcome.INFEASIBLE, None, self._named(found.ray, wanted), relaxed=True)
        if answer is not None:
            return answer
        if relaxed or not self.system.model.is_integer.any() or budget.is_spent:
            return Answer(Outcome.UNKNOWN, fractional=found.values)
        self._tally.asked += 1
        found = self._engine.mixed(active, budget.limit)
        if found.status is Status.INFEASIBLE:
            self._tally.note(wanted)
            return Answer(Outcome.INFEASIBLE)
        answer = self._believed(found, wanted)
        if answer is not None:
            return answer
        self._tally.contradictions += found.values is not None
        return Answer(Outcome.UNKNOWN)

    def _believed(self, found: Probed, wanted: frozenset[int]) -> Answer | None:
        """The answer feasible, if the point deserves it."""
        if found.values is None:
            return None
        point = np.where(self.system.model.is_integer, np.round(found.values), found.values)
        for candidate in (point, found.values):
            if self.system.admits(candidate, wanted):
                violated = self.system.violated(candidate)
                if self._tally.refute(violated - wanted, self._covered):
                    continue
                self._points = [*self._points[-_KEPT_POINTS:], _Known(candidate, wanted, violated)]
                return Answer(Outcome.FEASIBLE, candidate)
        return None

    def _named(self, ray: FloatArray | None, wanted: frozenset[int]) -> frozenset[int] | None:
        if ray is None or not len(ray):
            return None
        weights = np.abs(ray)
        if not weights.max() > 0:
            return None
        owner = self.system.owner[weights > _SMALL_RAY * weights.max()]
        return frozenset(owner[owner >= 0].tolist()) & wanted

    def narrowed(self, members: Iterable[int]) -> RowProbe:
        """See :class:`Probe`."""
        members = frozenset(members)
        made = RowProbe(self.system.narrowed(members), self._options, self._make)
        made._tally, made._covered = self._tally, members
        return made


class SolverProbe:
    """A probe by any registered backend: builds each part anew and has it solved. Slow, and independent."""

    def __init__(self, system: System, solver: Solver, options: Options | None = None):
        self.system, self.solver, self._options = system, solver, options or Options()
        self.asked = 0
        self.contradictions = 0

    def check(self, members: Iterable[int], budget: Budget, relaxed: bool = False) -> Answer:
        """See :class:`Probe`."""
        wanted = frozenset(members)
        if budget.is_spent:
            return Answer(Outcome.UNKNOWN)
        part = self.system.narrowed(wanted)
        assert part.columns is not None
        self.asked += 1
        model = part.model
        options = Options(budget.limit, 0.0, self._options.threads, self._options.seed, self._options.stop)
        found = self.solver.solve(_without_objective(model), options)
        if found.status is Status.INFEASIBLE:
            return Answer(Outcome.INFEASIBLE)
        if found.values is not None:
            point = self.system.lifted(found.values, part.columns)
            if self.system.admits(point, wanted):
                return Answer(Outcome.FEASIBLE, point)
            self.contradictions += 1
        return Answer(Outcome.UNKNOWN)

    def narrowed(self, members: Iterable[int]) -> SolverProbe:
        """See :class:`Probe`."""
        return self


def _without_objective(model: LinearModel) -> LinearModel:
    return replace(model, cost=np.zeros(model.num_columns), offset=0.0)
