"""What a solver takes and gives, and how it is found by name."""

from __future__ import annotations

import importlib
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum, unique
from functools import cache
from importlib.metadata import entry_points
from typing import Any, ClassVar, Protocol, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp.errors import InputError
from nl2milp.linear_model import LinearModel

__all__ = ["Limit", "Options", "Progress", "Solution", "Solver", "Status", "get", "names", "register"]

FloatArray: TypeAlias = NDArray[np.float64]


@unique
class Status(StrEnum):
    """How a solve ended."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    LIMIT = "limit"
    ERROR = "error"


@unique
class Limit(StrEnum):
    """What stopped a solve that ended at a limit."""

    TIME = "time"
    INTERRUPT = "interrupt"
    MEMORY = "memory"
    ITERATIONS = "iterations"


@dataclass(frozen=True)
class Progress:
    """A report during a long solve: incumbent and bound in the model's own sense, NaN where there is none yet."""

    seconds: float
    incumbent: float
    bound: float
    gap: float
    nodes: int


@dataclass(frozen=True)
class Options:
    """What all solvers understand, as far as they declare it: a feature that one lacks is not heeded by it.

    Attributes
    ----------
    time_limit : float or None
        Seconds.
    gap : float
        Relative gap at which a mixed-integer solve may stop; 0 demands the optimum.
    threads : int
        Fixed for the whole process once a solve has run.
    seed : int
        Of the solver's random numbers.
    stop : Event or None
        Set from another thread to end the solve with the best solution so far.
    progress : callable or None
        Called now and then during a mixed-integer solve.
    memory_limit : float or None
        Megabytes that the whole process may use; beyond it the solve ends with
        the best solution so far. It is looked at now and then while HiGHS
        searches, not while it prepares.
    """

    time_limit: float | None = None
    gap: float = 0.0
    threads: int = 1
    seed: int = 0
    stop: threading.Event | None = None
    progress: Callable[[Progress], None] | None = None
    memory_limit: float | None = None

    def __post_init__(self) -> None:
        if self.time_limit is not None and not 0 < self.time_limit < float("inf"):
            raise InputError(f"the time limit must be a positive number of seconds, not {self.time_limit}")
        if not 0 <= self.gap < 1:
            raise InputError(f"the gap must be at least 0 and below 1, not {self.gap}")
        if self.memory_limit is not None and not 0 < self.memory_limit < float("inf"):
            raise InputError(f"the memory limit must be a positive number of megabytes, not {self.memory_limit}")
        if self.threads < 1:
            raise InputError(f"the number of threads must be at least 1, not {self.threads}")


@dataclass(frozen=True, eq=False)
class Solution:
    """What a solver found.

    Attributes
    ----------
    status : Status
        How it ended.
    limit : Limit or None
        Which limit, where `status` is LIMIT.
    detail : str
        The solver's own words.
    values : float array of shape (n,) or None
        A feasible point, where one is known; at LIMIT the best so far.
    objective, bound, gap : float or None
        Of `values`, in the model's own sense; the best bound proven, and the
        relative distance between the two.
    row_duals, reduced_costs : float arrays of shape (m,) and (n,), or None
        Linear programmes only: the change of the objective per unit of a right-hand
        side, and per unit of a variable at its bound, in the model's own sense.
    seconds : float
        Wall time inside the solver.
    """

    status: Status
    limit: Limit | None = None
    detail: str = ""
    values: FloatArray | None = None
    objective: float | None = None
    bound: float | None = None
    gap: float | None = None
    row_duals: FloatArray | None = None
    reduced_costs: FloatArray | None = None
    seconds: float = 0.0
    extra: dict[str, Any] = field(default_factory=dict)


class Solver(Protocol):
    """A backend. Features are declared; what is not declared is not available."""

    name: ClassVar[str]
    features: ClassVar[frozenset[str]]
    """Of: `duals`, `gap`, `interrupt`, `memory_limit`, `progress`, `time_limit`, `start`."""

    def solve(self, model: LinearModel, options: Options) -> Solution:
        """Solve `model`.

        Raises
        ------
        SolverError
            The run failed or contradicts itself.
        MissingExtraError
            The backend's package is not installed.
        """
        ...


_FACTORIES: dict[str, Callable[[], Solver]] = {}


def register(name: str, factory: Callable[[], Solver]) -> None:
    """Register a backend.

    Raises
    ------
    ValueError
        The name is taken.
    """
    if name in _FACTORIES:
        raise ValueError(f"a solver '{name}' is registered already")
    _FACTORIES[name] = factory


def _built_in(module: str, kind: str) -> Callable[[], Solver]:
    def make() -> Solver:
        made: Solver = getattr(importlib.import_module(module), kind)()
        return made

    return make


register("cross_check", _built_in("nl2milp.solvers.cross_check", "CrossCheckSolver"))
register("highs", _built_in("nl2milp.solvers.highs", "HighsSolver"))
register("pulp", _built_in("nl2milp.solvers.pulp", "PulpSolver"))
register("pulp_cbc", _built_in("nl2milp.solvers.pulp", "PulpCbcSolver"))
register("pyomo", _built_in("nl2milp.solvers.pyomo", "PyomoSolver"))


@cache
def _load_plugins() -> None:
    for plugin in entry_points(group="nl2milp.solvers"):
        register(plugin.name, plugin.load())


def get(name: str) -> Solver:
    """The backend called `name`; with a colon, one of the engines behind it (`pyomo:glpk`).

    Raises
    ------
    InputError
        There is none; the message lists those there are.
    """
    name, _, engine = name.partition(":")
    if name not in _FACTORIES:
        _load_plugins()
    if name not in _FACTORIES:
        raise InputError(f"there is no solver '{name}'; the solvers are {', '.join(names())}")
    solver = _FACTORIES[name]()
    if not engine:
        return solver
    if not hasattr(solver, "using"):
        raise InputError(f"the solver '{name}' has no engines to choose from; leave out ':{engine}'")
    chosen: Solver = solver.using(engine)
    return chosen


def names() -> list[str]:
    """The names of all backends, sorted."""
    _load_plugins()
    return sorted(_FACTORIES)
