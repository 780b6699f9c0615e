"""What a little more or less of everything is worth, for linear programmes: dual values and how far they hold.

With whole numbers there is no such thing: the optimum moves in jumps, and
dual values of some relaxation would be numbers about another problem. For those
see :mod:`nl2milp.analyse.prices`, which solves again.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from nl2milp.compile.compiler import Compiled
from nl2milp.diagnose.measures import Measure, measure_of
from nl2milp.diagnose.phrases import Phrases, number, quoted
from nl2milp.diagnose.sides import StatedSide, stated_sides
from nl2milp.errors import InputError
from nl2milp.formulation import Sense
from nl2milp.linear_model import LinearModel
from nl2milp.solvers import Options, Status
from nl2milp.solvers.highs import HighsSolver
from nl2milp.solvers.highs_ranging import Ranging, ranging

__all__ = ["CostRange", "LimitPrice", "Sensitivity", "sensitivity"]

_ZERO = 1e-9


@dataclass(frozen=True)
class LimitPrice:
    """What a limit is worth.

    Attributes
    ----------
    name : str
        The statement, with its point where it has several.
    constraint : int
        Its place.
    stated : float
        The limit as stated.
    slack : float
        How far the answer stays from it; 0 where it is tight.
    more, less : float
        Change of the objective for one more and for one less of the limit, near
        the stated value; with a degenerate optimum they may differ, otherwise
        they are opposite.
    low, high : float
        Between these values of the limit that holds.
    sentence : str
        In words.
    """

    name: str
    constraint: int
    stated: float
    slack: float
    more: float
    less: float
    low: float
    high: float
    sentence: str = ""


@dataclass(frozen=True)
class CostRange:
    """How far an objective coefficient can move before another plan is better.

    Attributes
    ----------
    variable : str
        In the text's own noun.
    value : float
        In the optimal plan.
    cost : float
        Its coefficient in the objective.
    low, high : float
        Between these the plan stays optimal.
    reduced : float
        Change of the objective per unit, for a variable at a bound.
    sentence : str
        In words.
    """

    variable: str
    value: float
    cost: float
    low: float
    high: float
    reduced: float
    sentence: str = ""


@dataclass(frozen=True)
class Sensitivity:
    """Dual values, reduced costs and ranges of a linear programme's optimum.

    Attributes
    ----------
    objective : float
        The optimum.
    limits : tuple of LimitPrice
        Dearest first.
    costs : tuple of CostRange
        One for each variable.
    is_degenerate : bool
        Dual values need not be unique; `more` and `less` were found by solving again.
    has_alternatives : bool
        Other plans may be as good.
    """

    objective: float
    limits: tuple[LimitPrice, ...]
    costs: tuple[CostRange, ...]
    is_degenerate: bool
    has_alternatives: bool

    def to_dict(self) -> dict[str, Any]:
        """All of it as JSON-ready data; infinite ends are null."""

        def plain(item: LimitPrice | CostRange) -> dict[str, Any]:
            found = {key: getattr(item, key) for key in item.__dataclass_fields__}
            return {key: None if isinstance(one, float) and not np.isfinite(one) else one for key, one in found.items()}

        return {
            "objective": self.objective,
            "limits": [plain(one) for one in self.limits],
            "costs": [plain(one) for one in self.costs],
            "degenerate": self.is_degenerate,
            "alternatives": self.has_alternatives,
        }

    def __str__(self) -> str:
        """For a terminal."""
        lines = ["What the limits are worth", *(f"  {one.sentence}" for one in self.limits)]
        lines += ["", "How far the objective's numbers may move", *(f"  {one.sentence}" for one in self.costs)]
        if self.is_degenerate:
            lines.append(
                "\nThe optimum is degenerate: more limits meet in it than are needed to fix it, so that one more and "
                "one less of a limit may be worth different amounts, and ranges may be wider than shown."
            )
        if self.has_alternatives:
            lines.append("\nOther plans may reach the same objective.")
        return "\n".join(lines)


def sensitivity(compiled: Compiled) -> Sensitivity:
    """Dual values and ranges of a formulation that is a linear programme.

    Raises
    ------
    InputError
        It has whole-number decisions, or several objectives.
    SolverError
        It has no optimum.

    Examples
    --------
    >>> from nl2milp.compile.compiler import compile_formulation
    >>> from nl2milp.formulation import Formulation
    >>> found = sensitivity(compile_formulation(Formulation.model_validate({
    ...     "variables": [{"symbol": "tables"}, {"symbol": "chairs"}],
    ...     "objective": {"sense": "maximize", "value": "30*tables + 20*chairs"},
    ...     "constraints": [
    ...         {"name": "labour", "slots": {"rule": "2*tables + chairs <= 80"}, "quote": "80 hours of labour"},
    ...         {"name": "wood", "slots": {"rule": "tables + chairs <= 60"}},
    ...     ],
    ... })))
    >>> print(found.limits[0].sentence)
    labour (“80 hours of labour”): one more hour is worth 10 until 120 hours, one less loses 10 down to 60 hours
    """
    if compiled.model.is_integer.any():
        raise InputError(
            "dual values and ranges hold for linear programmes only, and this problem has whole-number decisions; "
            "ask for the prices of its statements instead, which are found by solving again"
        )
    if compiled.stages:
        raise InputError("with several objectives in order there are no dual values; ask for the prices of statements")
    found = ranging(compiled.model)
    phrases = Phrases(compiled)
    sides = [side for several in stated_sides(compiled).values() for side in several]
    limits = [limit for side in sides for limit in _limits(compiled, phrases, side, found)]
    limits.sort(key=lambda one: (-max(abs(one.more), abs(one.less)), one.name))
    return Sensitivity(
        found.objective, tuple(limits), tuple(_costs(compiled, phrases, found)), found.is_degenerate,
        found.has_alternatives,
    )  # fmt: skip


def _limits(compiled: Compiled, phrases: Phrases, side: StatedSide, found: Ranging) -> list[LimitPrice]:
    model = compiled.model
    constraint = compiled.formulation.constraints[side.constraint]
    quote = quoted(constraint) if constraint.quote else ""
    priced = []
    for at, row in enumerate(side.rows.tolist()):
        height = float(model.row_upper[row])
        stated = float(side.values[at])
        price = float(found.row_duals[row]) * side.step
        low, high = float(found.side_low[row]), float(found.side_high[row])
        ends = sorted((stated + side.step * (low - height), stated + side.step * (high - height)))
        activity = float((model.matrix[[row]] @ found.values)[0])
        slack = 0.0 if found.is_tight[row] else abs(height - activity)
        more, less = price, -price
        if slack > 0:
            more = less = 0.0
            ends = [stated - slack, np.inf] if side.step > 0 else [-np.inf, stated + slack]
        elif found.is_degenerate:
            more, less = _moved(model, row, side.step, found.objective), _moved(model, row, -side.step, found.objective)
        measure = measure_of(constraint.quote, stated)
        name = model.row_name(row).replace("_", " ")
        one = LimitPrice(name, side.constraint, stated, slack, more, less, ends[0], ends[1])
        priced.append(replace(one, sentence=_limit_sentence(one, measure, quote, model.sense)))
    return priced


def _moved(model: LinearModel, row: int, direction: float, objective: float) -> float:
    """The change of the objective per unit when the side of `row` moves; infinite where there is no optimum then."""
    step = direction * 1e-4 * max(1.0, abs(float(model.row_upper[row])))
    lower, upper = model.row_lower.copy(), model.row_upper.copy()
    upper[row] += step
    if np.isfinite(lower[row]):
        lower[row] += step
    solution = HighsSolver().solve(replace(model, row_lower=lower, row_upper=upper), Options())
    if solution.status is not Status.OPTIMAL or solution.objective is None:
        return float("inf") if (model.sense is Sense.MINIMIZE) else float("-inf")
    change = (solution.objective - objective) / abs(step)
    return 0.0 if abs(change) < 1e-6 else round(change, 6)


def _limit_sentence(one: LimitPrice, measure: Measure, quote: str, sense: Sense) -> str:
    name = f"{one.name} ({quote})" if quote else one.name
    if one.slack > 0:
        return f"{name}: {measure.said(one.slack)} to spare; more is worth nothing"
    if abs(one.more) <= _ZERO and abs(one.less) <= _ZERO:
        return f"{name}: tight, but a little more or less changes nothing"
    until = f" until {measure.said(one.high)}" if np.isfinite(one.high) else ""
    down = f" down to {measure.said(one.low)}" if np.isfinite(one.low) else ""
    more, less = (_worth(change * measure.step, sense) for change in (one.more, one.less))
    return (
        f"{name}: {measure.one_more} {more}{until if abs(one.more) > _ZERO else ''}, "
        f"one less {less}{down if abs(one.less) > _ZERO else ''}"
    )


def _worth(change: float, sense: Sense) -> str:
    """What a change of the objective is to its owner."""
    if not np.isfinite(change):
        return "leaves no solution"
    if abs(change) <= _ZERO:
        return "changes nothing"
    if sense is Sense.MAXIMIZE:
        return f"is worth {number(change)}" if change > 0 else f"loses {number(-change)}"
    return f"saves {number(-change)}" if change < 0 else f"costs {number(change)}"


def _costs(compiled: Compiled, phrases: Phrases, found: Ranging) -> list[CostRange]:
    model = compiled.model
    ranges = []
    for column in range(model.num_columns):
        if phrases.is_auxiliary(column):
            continue
        value = float(found.values[column])
        cost = float(model.cost[column])
        reduced = float(found.reduced_costs[column])
        low, high = float(found.cost_low[column]), float(found.cost_high[column])
        name = phrases.column(column)
        words = [f"{name}: {number(value)} in the plan"]
        if np.isfinite(low) or np.isfinite(high):
            least = number(low) if np.isfinite(low) else "anything"
            most = number(high) if np.isfinite(high) else "anything"
            words.append(f"the plan stays best while its {number(cost)} is between {least} and {most}")
        if abs(reduced) > _ZERO:
            words.append(f"one more would change the objective by {number(reduced)}")
        ranges.append(CostRange(name, value, cost, low, high, reduced, "; ".join(words)))
    return ranges
