"""A part as a fraction of a whole."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from nl2milp.compile.conditions import Comparison
from nl2milp.templates.base import ExampleProblem, ExpressionSlot, Site, Slots, Template, register

__all__ = ["Share", "ShareSlots"]


class ShareSlots(Slots):
    """Slots of `share`."""

    part: ExpressionSlot = Field(description="the part, such as apples or mix[r, b]")
    whole: ExpressionSlot = Field(description="what it is a part of, such as apples + pears")
    sense: Literal["<=", ">=", "=="] = Field(description="at most, at least or exactly the fraction")
    fraction: ExpressionSlot = Field(description="the fraction, of data: 0.4 or 40% for forty per cent")


@register
class Share(Template):
    """A part of a whole."""

    id = "share"
    title = "Share of a whole"
    says = "The part is at most, at least or exactly a fraction of the whole."
    phrases = (
        "at least 40% of all",
        "no more than a third of the total",
        "must make up half of the mix",
        "at most 60 per cent of the budget goes to",
        "a minimum of 20% of the crops must be",
        "accounts for exactly a quarter of",
        "the blend contains at most 5% sulphur",
    )
    maths = r"\text{part} \;\{\le,\ge,=\}\; f \cdot \text{whole}"
    example = (
        "At least 40% of the fruit must be apples.",
        {"part": "apples", "whole": "apples + pears", "sense": ">=", "fraction": "0.4"},
    )
    hints = (
        "the whole is the total unless something else is named, and contains the part",
        "a blend's property is a share too: the part is the weighted sum of what goes in",
    )
    problem = ExampleProblem(
        "A greengrocer packs apples (profit 2 a kilogram) and pears (profit 3), 100 kg together. At least 40% of what "
        "is packed must be apples. What is the highest profit?",
        {
            "variables": [{"symbol": "apples"}, {"symbol": "pears"}],
            "objective": {"sense": "maximize", "value": "2*apples + 3*pears"},
            "constraints": [
                {"name": "all", "slots": {"rule": "apples + pears <= 100", "role": "total"}},
                {
                    "name": "apples",
                    "template": "share",
                    "slots": {"part": "apples", "whole": "apples + pears", "sense": ">=", "fraction": "0.4"},
                },
            ],
        },
        260.0,
    )
    Slots = ShareSlots

    def rows(self, site: Site) -> None:
        """`part - fraction * whole` compared with 0."""
        slots, frame = site.slots, site.frame
        share = site.decision(slots.whole).times(-np.asarray(site.number(slots.fraction)), frame)
        difference = site.decision(slots.part).plus([share])
        site.logic().require(Comparison(difference, slots.sense, f"{slots.part} of {slots.whole}"), frame)

    def holds(self, site: Site) -> NDArray[np.bool_]:
        """The part compared with the fraction's multiple of the whole."""
        slots = site.slots
        return site.all_points(site.judged(slots.part, slots.sense, f"({slots.fraction})*({slots.whole})").may_hold)
