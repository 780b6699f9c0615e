"""What each statement costs: solve without it, and with its limit a step higher and lower.

It holds for linear and mixed-integer programmes alike, for nothing is derived:
every figure is the difference of two optima.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

from nl2milp.analyse.numbers import Figure, changed, figures, without
from nl2milp.compile.compiler import compile_formulation
from nl2milp.errors import FormulationError, SolverError
from nl2milp.formulation import Formulation, Sense
from nl2milp.optimise import feasible_values, optimise
from nl2milp.solvers import Options, Status
from nl2milp.solvers.highs import largest_value

__all__ = ["Optimum", "Price", "Prices", "rule_prices"]


@dataclass(frozen=True)
class Optimum:
    """How one version ended: the status, and the objective where there is one."""

    status: Status
    objective: float | None = None


@dataclass(frozen=True)
class Price:
    """What one statement costs.

    Attributes
    ----------
    constraint : str
        Its name.
    quote : str or None
        Its words.
    without : Optimum or None
        The optimum without it; None where time ended first.
    gain : float or None
        By how much the objective would be better without it, at least 0;
        infinite where it would be unbounded.
    stated, step : float or None
        The limit, and the step by which it was moved.
    higher, lower : Optimum or None
        The optimum with the limit a step higher and lower.
    """

    constraint: str
    quote: str | None
    without: Optimum | None
    gain: float | None
    stated: float | None = None
    step: float | None = None
    higher: Optimum | None = None
    lower: Optimum | None = None


@dataclass(frozen=True)
class Prices:
    """All statements, the dearest first.

    Attributes
    ----------
    optimum : Optimum
        With all of them.
    prices : tuple of Price
        Sorted by `gain`.
    is_complete : bool
        Whether every one was solved in the time given.
    """

    optimum: Optimum
    prices: tuple[Price, ...]
    is_complete: bool

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON-ready data."""

        def plain(one: Optimum | None) -> dict[str, Any] | None:
            return None if one is None else {"status": one.status.value, "objective": one.objective}

        return {
            **(plain(self.optimum) or {}),
            "complete": self.is_complete,
            "prices": [
                {
                    "constraint": one.constraint,
                    "quote": one.quote or "",
                    "gain": one.gain if one.gain is not None and one.gain != float("inf") else None,
                    "without": plain(one.without),
                    "limit": one.stated,
                    "step": one.step,
                    "higher": plain(one.higher),
                    "lower": plain(one.lower),
                }
                for one in self.prices
            ],
        }


def rule_prices(
    formulation: Formulation,
    tables: Mapping[str, Any] | None = None,
    *,
    names: Iterable[str] | None = None,
    seconds: float = 30.0,
    workers: int = 2,
    gap: float = 0.0,
    stop: threading.Event | None = None,
) -> Prices:
    """Solve without each statement, and with its limit one step up and down.

    Parameters
    ----------
    formulation : Formulation
        With an objective.
    tables : mapping, optional
        Attached tables.
    names : iterable of str, optional
        Only these statements.
    seconds : float
        For all runs together.
    workers : int
        Threads; the solver releases Python's lock while it runs.

    Examples
    --------
    >>> found = rule_prices(Formulation.model_validate({
    ...     "variables": [{"symbol": "x", "kind": "integer", "upper": 90}],
    ...     "objective": {"sense": "maximize", "value": "3*x"},
    ...     "constraints": [{"name": "hours", "slots": {"rule": "2*x <= 41"}}],
    ... }))
    >>> price = found.prices[0]
    >>> found.optimum.objective, price.gain, price.higher.objective, price.lower.objective
    (60.0, 210.0, 63.0, 60.0)
    """
    deadline = time.perf_counter() + seconds
    wanted = None if names is None else set(names)
    sides: dict[int, Figure] = {}
    for figure in figures(formulation):
        if figure.constraint >= 0 and figure.name == formulation.constraints[figure.constraint].name:
            sides.setdefault(figure.constraint, figure)

    def solved(version: Formulation) -> Optimum | None:
        left = deadline - time.perf_counter()
        if left <= 0 or (stop is not None and stop.is_set()):
            return None
        try:
            compiled = compile_formulation(version, tables, largest_value, feasible_values)
            solution = optimise(compiled, options=Options(time_limit=max(left, 1e-3), gap=gap, stop=stop))
        except (FormulationError, SolverError):
            return Optimum(Status.ERROR)
        return Optimum(solution.status, solution.objective if solution.status is Status.OPTIMAL else None)

    base = solved(formulation) or Optimum(Status.LIMIT)
    places = [place for place, one in enumerate(formulation.constraints) if wanted is None or one.name in wanted]

    def priced(place: int) -> Price:
        constraint = formulation.constraints[place]
        free = solved(without(formulation, frozenset({constraint.name})))
        figure = sides.get(place)
        if figure is None:
            return Price(constraint.name, constraint.quote, free, _gain(formulation, base, free))
        step = step_of(figure.value)
        higher = solved(changed(formulation, {figure: figure.value + step}))
        lower = solved(changed(formulation, {figure: figure.value - step}))
        return Price(
            constraint.name, constraint.quote, free, _gain(formulation, base, free), figure.value, step, higher, lower
        )

    with ThreadPoolExecutor(max(1, workers)) as pool:
        prices = list(pool.map(priced, places))
    prices.sort(key=lambda one: (one.gain is None, -(one.gain or 0.0), one.constraint))
    return Prices(base, tuple(prices), all(one.without is not None for one in prices))


def step_of(value: float) -> float:
    """One unit of a number's last digit: 1 for 40 and 1,500, 0.01 for 0.4 and 0.35.

    >>> step_of(40.0), step_of(0.35), step_of(2.5), step_of(0.4)
    (1.0, 0.01, 0.1, 0.01)
    """
    if value == int(value):
        return 1.0
    if 0 < abs(value) < 1:
        return 0.01
    digits = len(repr(float(value)).partition(".")[2])
    return float(10.0 ** -min(digits, 4))


def _gain(formulation: Formulation, base: Optimum, free: Optimum | None) -> float | None:
    """How much better the objective is without a statement."""
    if free is not None and free.status is Status.UNBOUNDED:
        return float("inf")
    if free is None or free.objective is None or base.objective is None:
        return None
    objective = formulation.objective
    sense = Sense.MINIMIZE if objective.goals else objective.sense
    gain = free.objective - base.objective if sense is Sense.MAXIMIZE else base.objective - free.objective
    return 0.0 if abs(gain) <= 1e-9 * max(1.0, abs(base.objective)) else gain
