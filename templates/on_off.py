"""A quantity that is there or not: fixed charge, minimum batch, semi-continuous, link to a yes/no decision."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from nl2milp.compile.builder import Literal
from nl2milp.compile.conditions import as_condition
from nl2milp.compile.values import Affine, is_decision
from nl2milp.errors import FormulationError
from nl2milp.templates.base import (
    ConditionSlot,
    ExampleProblem,
    ExpressionSlot,
    Site,
    Slots,
    Template,
    ToleranceSlot,
    register,
)

__all__ = ["OnOff", "OnOffSlots"]


class OnOffSlots(Slots):
    """Slots of `on_off`."""

    quantity: ExpressionSlot = Field(description="what is there or not, such as make[p]")
    on: ConditionSlot | None = Field(
        default=None,
        description="when it may be there, usually a yes/no decision, open[p] == 1; null: 0 or within the limits",
    )
    least: ExpressionSlot | None = Field(
        default=None, description="the least quantity when on, of data; null where the text states none"
    )
    most: ExpressionSlot | None = Field(
        default=None, description="the greatest quantity when on, of data; null: what follows from the other limits"
    )
    tolerance: ToleranceSlot = None


@register
class OnOff(Template):
    """Nothing when off, and within limits when on."""

    id = "on_off"
    title = "On or off"
    says = "When the decision is off the quantity is 0; when it is on the quantity is within its limits."
    phrases = (
        "opening the plant costs 500 once",
        "a fixed charge applies if any is made",
        "a set-up is needed before anything can be produced",
        "if any, at least 30",
        "either none or between 20 and 100",
        "the minimum order is 50 pieces",
        "a batch has at least 40 litres",
        "only open warehouses can ship",
        "nothing can be sent unless the line is built",
        "can only be used if rented",
        "each opened centre has a capacity of 300",
        "if it is planted at all, then on at least 5 hectares",
    )
    maths = r"y = 0 \Rightarrow q = 0, \qquad y = 1 \Rightarrow \ell \le q \le u"
    example = (
        "An opened centre ships at most its capacity; a closed one ships nothing.",
        {"quantity": "sum(ship[c, s] for s in stores)", "on": "open[c] == 1", "most": "capacity[c]"},
    )
    hints = (
        "put the fixed cost into the objective, on the yes/no decision: 500*open",
        "one on_off for each item (for = 'p in products') is tighter than one for their sum",
        "a minimum batch 'if any' without a yes/no decision of its own leaves 'on' null",
        "where 'most' is null, the quantity needs an upper bound from elsewhere",
    )
    problem = ExampleProblem(
        "Two breweries can supply a town that needs 60 barrels. Opening the north one costs 400 and each barrel 10; "
        "it holds up to 80. The south one costs 150 to open and 14 a barrel, up to 50, and an opened brewery makes at "
        "least 20 barrels. What is the cheapest supply?",
        {
            "tables": [
                {
                    "keys": "b in breweries",
                    "columns": ["opening", "cost", "capacity"],
                    "rows": ["north 400 10 80", "south 150 14 50"],
                }
            ],
            "variables": [
                {"symbol": "make[b in breweries]"},
                {"symbol": "opened[b in breweries]", "kind": "binary"},
            ],
            "objective": {
                "sense": "minimize",
                "value": "sum(opening[b]*opened[b] + cost[b]*make[b] for b in breweries)",
            },
            "constraints": [
                {"name": "need", "slots": {"rule": "sum(make[b] for b in breweries) >= 60"}},
                {
                    "name": "opened",
                    "template": "on_off",
                    "for": "b in breweries",
                    "slots": {
                        "quantity": "make[b]",
                        "on": "opened[b] == 1",
                        "least": "20",
                        "most": "capacity[b]",
                    },
                },
            ],
        },
        1000.0,
    )
    Slots = OnOffSlots

    def rows(self, site: Site) -> None:
        """`least * on <= quantity <= most * on`, each with the tighter of the stated limit and the derived one."""
        slots, frame, build = site.slots, site.frame, site.build
        on, quantity = self._on(site), site.decision(slots.quantity)
        assert isinstance(quantity, Affine)
        least, most = self._limit(site, slots.least), self._limit(site, slots.most)
        if least is not None and most is not None and (np.asarray(least) > np.asarray(most) + 1e-9).any():
            raise FormulationError(f"{site.where}: the least quantity when on is above the greatest")
        text = slots.quantity
        build.add_conditional(quantity, (on,), frame, text, np.inf if most is None else most)
        build.add_conditional(
            quantity.times(-1.0, frame), (on,), frame, text, np.inf if least is None else -np.asarray(least)
        )

    @staticmethod
    def _on(site: Site) -> Literal:
        if site.slots.on is None:
            return site.build.new_binary(site.frame, f"{site.slots.quantity} is on")
        on = as_condition(site.condition(site.slots.on))
        return site.logic(site.slots.tolerance).literal(on, site.frame, both=True)

    @staticmethod
    def _limit(site: Site, source: str | None) -> Any:
        if source is None:
            return None
        limit = site.expression(source)
        if is_decision(limit):
            raise FormulationError(
                f"{site.where}: the limit '{source}' depends on the decisions; limits of on_off are data. State it "
                "apart, with if_then"
            )
        return limit

    def holds(self, site: Site) -> NDArray[np.bool_]:
        """Off and nothing, or on and within the limits."""
        slots = site.slots
        nothing = site.judged(slots.quantity, "==", "0")
        within = np.ones(site.frame.size, dtype=bool)
        for limit, operator in ((slots.least, ">="), (slots.most, "<=")):
            if limit is not None:
                within &= site.all_points(site.judged(slots.quantity, operator, limit).may_hold)
        off_and_nothing, on_and_within = site.all_points(nothing.may_hold), within
        if slots.on is not None:
            on = site.verdict(slots.on)
            off_and_nothing = off_and_nothing & site.all_points(on.may_fail)
            on_and_within = on_and_within & site.all_points(on.may_hold)
        return off_and_nothing | on_and_within
