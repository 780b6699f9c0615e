"""A backend that is reached through another package, whose claims are not taken at their word.

What is guarded here was measured: PuLP 3.3 calls an unbounded mixed-integer
model infeasible (coin-or/pulp#894) and a run that ended at its time limit
optimal; Pyomo 6.10 keeps the values of an earlier solve after a failure; both
refuse or misjudge empty models, and give up where another number of threads was
used before. A subclass says how its package is asked; everything else is here.
"""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass, replace
from typing import Any, ClassVar, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp.errors import SolverError
from nl2milp.formulation import Sense
from nl2milp.linear_model import LinearModel
from nl2milp.solvers.base import Limit, Options, Solution, Status
from nl2milp.solvers.checks import can_be_unbounded, refuse_non_finite, settled, violation

__all__ = ["Claim", "GuardedSolver"]

FloatArray: TypeAlias = NDArray[np.float64]

TOLERANCE = 1e-5
"""A point that breaks the model by more is not accepted: solvers that write text files round to some digits."""


@dataclass(frozen=True, eq=False)
class Claim:
    """What a package says of one run; nothing of it is checked yet.

    Attributes
    ----------
    status : Status or None
        None where it says 'infeasible or unbounded'.
    limit : Limit or None
        Which limit, where `status` is LIMIT.
    detail : str
        Its own words.
    values : float array of shape (n,) or None
        A point; NaN for a column the solver never saw.
    bound : float or None
        Best bound of the minimised objective, without the constant.
    row_duals, reduced_costs : float arrays of shape (m,) and (n,), or None
        Of a linear programme, as it was minimised.
    is_started : bool
        False where the solver did not run at all.
    """

    status: Status | None
    limit: Limit | None = None
    detail: str = ""
    values: FloatArray | None = None
    bound: float | None = None
    is_started: bool = True
    row_duals: FloatArray | None = None
    reduced_costs: FloatArray | None = None


class GuardedSolver:
    """Base of backends behind another package; a subclass gives `_run`."""

    name: ClassVar[str]
    features: ClassVar[frozenset[str]] = frozenset({"gap", "time_limit"})

    def _run(self, model: LinearModel, cost: FloatArray, options: Options) -> Claim:
        """Minimise `cost @ x` over `model`, which has columns, and no empty row that is not met."""
        raise NotImplementedError

    def solve(self, model: LinearModel, options: Options | None = None) -> Solution:
        """Solve `model`; see :class:`~nl2milp.solvers.base.Solver`."""
        options = options or Options()
        refuse_non_finite(model)
        found = settled(model)
        if found is not None:
            return found
        started = time.perf_counter()
        cost = model.cost if model.sense is Sense.MINIMIZE else -model.cost
        claim = self._believed(self._asked(model, cost, options), model, options, started)
        return _solution(claim, model, options, time.perf_counter() - started)

    def _asked(self, model: LinearModel, cost: FloatArray, options: Options) -> Claim:
        if not cost.any() and not model.num_nonzeros:
            # both packages leave out what stands nowhere, and then find no model at all
            return Claim(Status.OPTIMAL, detail="nothing to decide", values=np.full(model.num_columns, np.nan))
        claim = self._run(model, cost, options)
        if claim.is_started:
            return claim
        # another number of threads was started in this OS thread: take a new one
        claims: list[Claim] = []
        errors: list[BaseException] = []

        def work() -> None:
            try:
                claims.append(self._run(model, cost, options))
            except BaseException as error:
                errors.append(error)

        worker = threading.Thread(target=work, daemon=True)
        worker.start()
        worker.join()
        if errors:
            raise errors[0]
        return claims[0]

    def _believed(self, claim: Claim, model: LinearModel, options: Options, started: float) -> Claim:
        """The claim, where it stands; a run without an objective tells infeasible and unbounded apart."""
        if claim.status not in (Status.INFEASIBLE, Status.UNBOUNDED, None):
            return claim
        endless = can_be_unbounded(model)
        if not endless and claim.status is Status.INFEASIBLE:
            return claim
        if claim.status is Status.UNBOUNDED and not model.is_integer.any():
            return claim
        if options.time_limit is not None:
            left = options.time_limit - (time.perf_counter() - started)
            if left <= 0:
                return Claim(Status.LIMIT, Limit.TIME, f"{claim.detail}, and no time was left to tell which")
            options = replace(options, time_limit=left)
        second = self._asked(model, np.zeros(model.num_columns), options)
        if second.status is Status.OPTIMAL:
            if endless:
                return Claim(Status.UNBOUNDED, detail=claim.detail)
            return Claim(Status.ERROR, detail=f"{claim.detail}, although no variable can grow without end")
        # without an objective nothing is unbounded
        is_empty = second.status in (Status.INFEASIBLE, None)
        return replace(second, values=None, bound=None, status=Status.INFEASIBLE if is_empty else second.status)


def _solution(claim: Claim, model: LinearModel, options: Options, seconds: float) -> Solution:
    kind = claim.status
    assert kind is not None
    if kind in (Status.INFEASIBLE, Status.UNBOUNDED, Status.ERROR):
        return Solution(kind, detail=claim.detail, seconds=seconds)  # values that can still be read are stale
    values = None if claim.values is None else _completed(claim.values, model)
    if values is not None and violation(model, values) > TOLERANCE:
        if kind is Status.OPTIMAL:
            raise SolverError(f"{claim.detail}: the point it gives breaks the model by {violation(model, values):.1e}")
        values = None  # the relaxation's point, given for want of a better one
    if values is None:
        if kind is Status.OPTIMAL:
            return Solution(Status.ERROR, detail=f"{claim.detail}, but without a feasible point", seconds=seconds)
        return Solution(kind, claim.limit, claim.detail, seconds=seconds)
    objective = float(model.cost @ values) + model.offset
    sign = 1.0 if model.sense is Sense.MINIMIZE else -1.0
    bound = None if claim.bound is None or not np.isfinite(claim.bound) else sign * claim.bound + model.offset
    if kind is Status.OPTIMAL and (options.gap == 0 or not model.is_integer.any()):
        bound = objective
    gap = None if bound is None else abs(objective - bound) / max(1e-10, abs(objective)) if objective != bound else 0.0
    duals, costs = (
        None if one is None or kind is not Status.OPTIMAL or model.is_integer.any() else sign * one
        for one in (claim.row_duals, claim.reduced_costs)
    )
    return Solution(kind, claim.limit, claim.detail, values, objective, bound, gap, duals, costs, seconds)


def _completed(values: FloatArray, model: LinearModel) -> FloatArray:
    """With a value for columns the solver never saw, and whole numbers without the noise of text files."""
    rest = np.clip(0.0, model.column_lower, model.column_upper)
    rest = np.where(model.is_integer, np.where(rest > 0, np.ceil(rest), np.floor(rest)), rest)
    found: FloatArray = np.where(np.isnan(values), rest, values)
    nearest = np.round(found)
    noise = model.is_integer & (np.abs(found - nearest) <= TOLERANCE)
    return np.where(noise, nearest, found)


def missing(package: str, extra: str, error: Any) -> str:
    """What to say where a package is not there."""
    return f"this solver needs {package}, which is not installed: pip install 'nl2milp[{extra}]' ({error})"
