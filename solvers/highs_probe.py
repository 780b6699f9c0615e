"""Feasibility of one model with rows switched on and off in place: what the search for conflicts asks of HiGHS.

Two instances are kept: the linear relaxation without presolve, so that its
basis and its dual ray survive from one question to the next, and the model
itself. A row is switched off by freeing its sides; removing rows would
renumber them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, TypeAlias

import highspy
import numpy as np
from numpy.typing import NDArray

from nl2milp.linear_model import LinearModel
from nl2milp.solvers.base import Options, Status
from nl2milp.solvers.checks import refuse_non_finite
from nl2milp.solvers.highs import _MODEL_STATUS, _SMALL, _STATUS, _instance, to_highs
from nl2milp.solvers.highs_watch import Watch

__all__ = ["HighsProbe", "Probed"]

FloatArray: TypeAlias = NDArray[np.float64]
BoolArray: TypeAlias = NDArray[np.bool_]

_LEAST_SECONDS = 1e-3


@dataclass(frozen=True, eq=False)
class Probed:
    """The solver's claim about one question; nothing of it is checked here.

    Attributes
    ----------
    status : Status
        OPTIMAL (a point was found), INFEASIBLE, LIMIT, or ERROR.
    values : float array of shape (n,) or None
        The point.
    ray : float array of shape (m,) or None
        A dual ray, where the linear relaxation has no point.
    """

    status: Status
    values: FloatArray | None = None
    ray: FloatArray | None = None


class HighsProbe:
    """A model without its objective, whose rows can be switched off.

    Parameters
    ----------
    model : LinearModel
        The objective is ignored.
    options : Options
        Seed, threads and stop; the time limit is given with each question.
    presolve : bool
        Of the linear relaxation. Without it, runs start from the last basis.
    """

    def __init__(self, model: LinearModel, options: Options | None = None, presolve: bool = False) -> None:
        refuse_non_finite(model)
        self.model = model
        self._options = options or Options()
        self._lp = self._load(integer=False)
        self._lp.setOptionValue("presolve", "choose" if presolve else "off")
        self._mip = self._load(integer=True) if model.is_integer.any() else None
        everything = np.ones(model.num_rows, dtype=bool)
        self._on = {id(self._lp): everything, id(self._mip): everything.copy()}

    def _load(self, integer: bool) -> Any:
        small = self.model.num_columns <= _SMALL
        highs: Any = _instance(Options(threads=self._options.threads, seed=self._options.seed), small)
        Watch(self._options, self.model.sense).subscribe(highs)
        lp = to_highs(self.model, integer)
        lp.col_cost_ = np.zeros(self.model.num_columns)
        highs.passModel(lp)
        return highs

    def _switch(self, highs: Any, active: BoolArray) -> None:
        known = self._on[id(highs)]
        changed = np.flatnonzero(known != active)
        self._set_sides(highs, changed, active)
        known[changed] = active[changed]

    def _set_sides(self, highs: Any, rows: NDArray[np.int64], active: BoolArray) -> None:
        if len(rows):
            lower = np.where(active[rows], self.model.row_lower[rows], -np.inf)
            upper = np.where(active[rows], self.model.row_upper[rows], np.inf)
            highs.changeRowsBounds(len(rows), rows.astype(np.int32), lower, upper)

    def relaxation(self, active: BoolArray, seconds: float | None = None) -> Probed:
        """The linear relaxation of the rows in `active`, shape (m,)."""
        self._switch(self._lp, active)
        # linear programmes count their time from the creation of the instance
        self._limit(self._lp, seconds, self._lp.getRunTime())
        self._lp.run()
        status = self._lp.getModelStatus()
        if status in (_MODEL_STATUS.kUnknown, _MODEL_STATUS.kSolveError):
            found = self.afresh(active, seconds)
            if found.status in (Status.OPTIMAL, Status.INFEASIBLE):
                return found
            status = self._by_interior_points(seconds)
        return self._with_ray(self._lp, status)

    def afresh(self, active: BoolArray, seconds: float | None = None) -> Probed:
        """As :meth:`relaxation`, but from no basis and with the numbers as they are: slower, and more exact.

        Scaling can make a nearly feasible model look feasible, and leave others unsettled.
        """
        highs = self._load(integer=False)
        highs.setOptionValue("presolve", "off")
        highs.setOptionValue("simplex_scale_strategy", 0)
        self._set_sides(highs, np.flatnonzero(~active), active)
        self._limit(highs, seconds, 0.0)
        highs.run()
        return self._with_ray(highs, highs.getModelStatus())

    def _with_ray(self, highs: Any, status: Any) -> Probed:
        found = self._found(highs, status)
        if found.status is not Status.INFEASIBLE:
            return found
        try:
            _, exists, ray = highs.getDualRay()
        except RuntimeError:
            return found
        usable = exists and ray is not None and len(ray) == self.model.num_rows and np.isfinite(ray).all()
        return Probed(found.status, None, np.array(ray) if usable else None)

    def mixed(self, active: BoolArray, seconds: float | None = None) -> Probed:
        """The model with its integrality, of the rows in `active`."""
        if self._mip is None:
            return self.relaxation(active, seconds)
        self._switch(self._mip, active)
        self._limit(self._mip, seconds, 0.0)
        self._mip.run()
        return self._found(self._mip, self._mip.getModelStatus())

    def _by_interior_points(self, seconds: float | None) -> Any:
        """A last try at a relaxation whose status stayed unknown."""
        self._lp.setOptionValue("solver", "ipm")
        self._limit(self._lp, seconds, self._lp.getRunTime())
        self._lp.run()
        status = self._lp.getModelStatus()
        self._lp.setOptionValue("solver", "choose")
        return status

    @staticmethod
    def _limit(highs: Any, seconds: float | None, already: float) -> None:
        limit = float("inf") if seconds is None else already + max(seconds, _LEAST_SECONDS)
        highs.setOptionValue("time_limit", limit)

    @staticmethod
    def _found(highs: Any, status: Any) -> Probed:
        kind, _ = _STATUS.get(status, (Status.ERROR, None))
        has_point = highs.getInfo().primal_solution_status == highspy.SolutionStatus.kSolutionStatusFeasible
        # after an infeasible run stale values are readable: only the primal status tells
        if kind in (Status.OPTIMAL, Status.LIMIT) and has_point:
            return Probed(Status.OPTIMAL, np.array(highs.getSolution().col_value, dtype=np.float64))
        if kind is Status.OPTIMAL and status == _MODEL_STATUS.kModelEmpty:
            return Probed(Status.OPTIMAL, np.zeros(highs.getNumCol()))
        return Probed(kind if kind in (Status.INFEASIBLE, Status.LIMIT) else Status.ERROR)
