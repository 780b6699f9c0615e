"""A comparison of linear expressions, and the role it plays."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from nl2milp.templates.base import ConditionSlot, ExampleProblem, Site, Slots, Template, register

__all__ = ["Linear", "LinearSlots"]


class LinearSlots(Slots):
    """Slots of `linear`."""

    rule: ConditionSlot = Field(description="a comparison, or a chain of them: a <= x <= b")
    role: str | None = Field(default=None, description="what kind of statement it is; shown, never changes the model")


@register
class Linear(Template):
    """Any comparison that is linear in the decisions."""

    id = "linear"
    title = "Comparison"
    says = "Two linear expressions compare as stated."
    phrases = (
        "at most",
        "at least",
        "no more than",
        "no less than",
        "exactly",
        "must not exceed",
        "is limited to",
        "is available",
        "needs a minimum of",
        "a total of",
        "twice as many as",
        "at least 40% of all",
        "between 10 and 20",
    )
    maths = r"\sum_j a_j x_j \;\{\le,\ge,=\}\; b"
    example = (
        "At most 40 hours of labour are available.",
        {"rule": "2*tables + chairs <= 40", "role": "resource limit"},
    )
    hints = (
        "'at most', 'no more than', 'cannot exceed' are <=; 'at least', 'a minimum of' are >=",
        "a percentage is of the total unless something else is named: x >= 0.4*(x + y)",
        "'three times as many x as y' is x == 3*y, 'at least three times' is x >= 3*y",
        "bring both sides to one unit before comparing: minutes and hours, grams and kilograms",
    )
    problem = ExampleProblem(
        "A joiner makes tables (profit 70, 4 hours) and chairs (profit 40, 2 hours) and has 40 hours. At least twice "
        "as many chairs as tables must be made, and no more than 12 chairs can be sold. What is the highest profit?",
        {
            "variables": [{"symbol": "tables", "kind": "integer"}, {"symbol": "chairs", "kind": "integer"}],
            "objective": {"sense": "maximize", "value": "70*tables + 40*chairs"},
            "constraints": [
                {"name": "hours", "slots": {"rule": "4*tables + 2*chairs <= 40", "role": "resource limit"}},
                {"name": "sets", "slots": {"rule": "chairs >= 2*tables", "role": "ratio"}},
                {"name": "sales", "slots": {"rule": "chairs <= 12", "role": "bound"}},
            ],
        },
        760.0,
    )
    Slots = LinearSlots

    def rows(self, site: Site) -> None:
        """One row for each comparison."""
        site.logic(closed=True).require(site.condition(site.slots.rule), site.frame)

    def holds(self, site: Site) -> NDArray[np.bool_]:
        """The comparison, on the values."""
        return site.all_points(site.verdict(site.slots.rule).may_hold)

    def latex(self, slots: Any) -> str:
        """The rule itself."""
        from nl2milp.export.latex import expression_to_latex

        return expression_to_latex(slots.rule)
