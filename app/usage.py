"""How far each stated limit is used by an answer."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nl2milp.diagnose.measures import measure_of
from nl2milp.diagnose.sides import stated_sides
from nl2milp.result import Result

__all__ = ["Use", "limit_uses"]

_TIGHT = 1e-6


@dataclass(frozen=True)
class Use:
    """One limit.

    Attributes
    ----------
    name : str
        The statement's, with its point where it has several.
    quote : str
        Its words; empty where none are known.
    operator : str
        `<=`, `>=` or `==`.
    limit, used : float
        As stated, and what the answer comes to, in the unit of the words.
    slack : float
        How far it is from the limit, at least 0.
    unit : str
        As in the words; empty if unknown.
    point : str
        Which of the statement's points it is, where it has several.
    """

    name: str
    quote: str
    operator: str
    limit: float
    used: float
    slack: float
    unit: str
    point: str = ""

    @property
    def title(self) -> str:
        """Its words, or its name, with its point."""
        return " · ".join(filter(None, [self.quote or self.name, self.point if self.quote else ""]))

    @property
    def is_tight(self) -> bool:
        """Whether there is nothing to spare."""
        return self.slack <= _TIGHT * max(1.0, abs(self.limit))


def limit_uses(result: Result) -> tuple[Use, ...]:
    """Every limit that the formulation states as a number, in its order.

    Empty for a result without values or without its model.
    """
    if result.compiled is None or result.solution is None or result.solution.values is None:
        return ()
    compiled, model = result.compiled, result.compiled.model
    activity = model.matrix @ result.solution.values
    found = []
    for place, sides in stated_sides(compiled).items():
        constraint = compiled.formulation.constraints[place]
        for side in sides:
            for at, row in enumerate(side.rows.tolist()):
                lower, upper = float(model.row_lower[row]), float(model.row_upper[row])
                ends = [abs(float(activity[row]) - end) for end in (lower, upper) if np.isfinite(end)]
                slack = min(ends, default=0.0)
                limit = float(side.values[at])
                used = limit if side.operator == "==" else limit + (slack if side.operator == ">=" else -slack)
                quote = " ".join((constraint.quote or "").split())
                name = model.row_name(row).replace("_", " ")
                point = name.rpartition("[")[2].rstrip("]") if len(side.rows) > 1 and name.endswith("]") else ""
                measure = measure_of(constraint.quote, limit)
                slack = 0.0 if side.operator == "==" else slack
                size = measure.size
                found.append(
                    Use(name, quote, side.operator, limit / size, used / size, slack / size, measure.noun, point)
                )
    return tuple(found)
