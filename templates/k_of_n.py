"""How many of several conditions hold: at least, at most, exactly k of n, with weights or without."""

from __future__ import annotations

from typing import Annotated, Any

import numpy as np
from numpy.typing import NDArray
from pydantic import BeforeValidator, Field, model_validator

from nl2milp.compile.conditions import negated
from nl2milp.compile.values import Affine, flat
from nl2milp.errors import FormulationError
from nl2milp.templates.base import (
    ConditionsSlot,
    ExampleProblem,
    ExpressionSlot,
    Site,
    Slots,
    Template,
    ToleranceSlot,
    register,
)

__all__ = ["KOfN", "KOfNSlots"]


class KOfNSlots(Slots):
    """Slots of `k_of_n`."""

    conditions: ConditionsSlot
    at_least: ExpressionSlot | None = Field(default=None, description="the least number that must hold, of data")
    at_most: ExpressionSlot | None = Field(default=None, description="the greatest number that may hold, of data")
    exactly: ExpressionSlot | None = Field(default=None, description="the number that must hold, of data")
    weights: Annotated[
        tuple[ExpressionSlot, ...],
        BeforeValidator(lambda value: [value] if isinstance(value, str | int | float) else value or ()),
    ] = Field(
        default=(),
        description="one weight for each entry of conditions, of data and not negative, over the entry's own "
        "indices; the weights of those that hold are added up instead of counting them",
    )
    tolerance: ToleranceSlot = None

    @model_validator(mode="after")
    def _some_number(self) -> KOfNSlots:
        if self.at_least is None and self.at_most is None and self.exactly is None:
            raise ValueError("say at_least, at_most or exactly how many")
        if self.exactly is not None and (self.at_least is not None or self.at_most is not None):
            raise ValueError("exactly says all that at_least and at_most could")
        if self.weights and len(self.weights) != len(self.conditions):
            raise ValueError("weights has one entry for each entry of conditions")
        return self


@register
class KOfN(Template):
    """A count of conditions within limits."""

    id = "k_of_n"
    title = "k of n"
    says = "Of the conditions at least, at most or exactly so many hold."
    phrases = (
        "at most two of the four sites",
        "at least one of A, B and C",
        "exactly one of them",
        "no more than three kinds",
        "not both",
        "A and B cannot be combined",
        "A is incompatible with B",
        "A and B exclude each other",
        "neither A nor B",
        "choose 2 out of 5",
        "at least two different lengths must be rented",
        "only one of the machines may run",
        "at most k different products are made, each in at least a minimum batch",
        "in no more than 3 of the 12 months",
        "projects worth at least 10 points altogether",
    )
    maths = r"k_{\min} \le \sum_{i} w_i\,[P_i] \le k_{\max}"
    example = (
        "At most two of the four sites may be opened.",
        {"conditions": ["open[s] == 1 for s in sites"], "at_most": "2"},
    )
    hints = (
        "'not both', 'cannot be combined': at_most 1 of the two; 'neither': at_most 0",
        "one entry can be repeated: make[p] >= 1 for p in products",
        "'at most k kinds used' counts make[p] > 0 (a whole quantity) or make[p] >= smallest[p] with an on_off "
        "minimum batch (a continuous one)",
    )
    problem = ExampleProblem(
        "A farm may grow wheat, maize, beets and rape on at most 100, 60, 40 and 50 hectares, with a profit of 5, 7, "
        "9 and 6 hundred a hectare. There are 120 hectares. No more than two different crops are to be grown. What "
        "is the highest profit?",
        {
            "tables": [
                {
                    "keys": "c in crops",
                    "columns": ["area", "profit"],
                    "rows": ["wheat 100 5", "maize 60 7", "beets 40 9", "rape 50 6"],
                }
            ],
            "variables": [{"symbol": "grow[c in crops]", "kind": "integer", "upper": "area[c]"}],
            "objective": {"sense": "maximize", "value": "sum(profit[c]*grow[c] for c in crops)"},
            "constraints": [
                {"name": "land", "slots": {"rule": "sum(grow[c] for c in crops) <= 120"}},
                {
                    "name": "two crops",
                    "template": "k_of_n",
                    "slots": {"conditions": ["grow[c] > 0 for c in crops"], "at_most": "2"},
                },
            ],
        },
        780.0,
    )
    Slots = KOfNSlots

    def _limits(self, site: Site) -> tuple[Any, Any]:
        slots = site.slots
        least = slots.exactly if slots.exactly is not None else slots.at_least
        most = slots.exactly if slots.exactly is not None else slots.at_most
        return (
            flat(-np.inf if least is None else site.number(least), site.frame),
            flat(np.inf if most is None else site.number(most), site.frame),
        )

    def rows(self, site: Site) -> None:
        """One row of the binaries of the conditions, each tied to its condition in the direction that counts.

        'At least' needs binaries that imply their conditions, 'at most' ones
        that are implied by them; none are needed where no condition may hold.
        """
        least, most = self._limits(site)
        logic, conditions = site.logic(site.slots.tolerance), site.conditions(site.slots.conditions)
        if not site.slots.weights and (most == 0).all() and (least <= 0).all():
            for condition, inner in conditions:
                logic.require(negated(condition), inner)
            return
        total = Affine(0.0, ())
        for place, (condition, inner) in enumerate(conditions):
            if np.isinf(most).all():
                counted = logic.literal(condition, inner)
            elif np.isinf(least).all():
                counted = logic.literal(negated(condition), inner).complement()
            else:
                counted = logic.literal(condition, inner, both=True)
            total = total.plus([counted.value().times(self._weight(site, place, inner), inner).summed(inner)])
        shape = site.frame.shape
        site.build.add_rows(total, least.reshape(shape), most.reshape(shape), site.frame)

    def _weight(self, site: Site, place: int, inner: Any) -> Any:
        if not site.slots.weights:
            return 1.0
        weight = site.number(site.slots.weights[place], inner)
        if np.any(np.asarray(weight) < 0):
            raise FormulationError(f"{site.where}: a weight is negative; count the negation of that condition instead")
        return weight

    def holds(self, site: Site) -> NDArray[np.bool_]:
        """As many may hold as must, and no more must than may."""
        least, most = self._limits(site)
        must, may, _ = site.counts(site.slots.conditions, site.slots.weights)
        good: NDArray[np.bool_] = (may >= least - 1e-9) & (must <= most + 1e-9)
        return good
