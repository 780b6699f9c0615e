"""A quantity that comes in packs."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from nl2milp.compile.values import Affine, Measured, Terms, flat
from nl2milp.errors import FormulationError
from nl2milp.templates.base import ExampleProblem, ExpressionSlot, Site, Slots, Template, register

__all__ = ["LotSize", "LotSizeSlots"]


class LotSizeSlots(Slots):
    """Slots of `lot_size`."""

    quantity: ExpressionSlot = Field(description="what comes in lots, such as order[p]")
    size: ExpressionSlot = Field(description="the size of one lot, positive, of data")
    lots: ExpressionSlot | None = Field(
        default=None, description="the number of lots, where the problem speaks of it (a cost a pack); else null"
    )


@register
class LotSize(Template):
    """Whole lots only."""

    id = "lot_size"
    title = "Lot size"
    says = "The quantity is a whole number of lots."
    phrases = (
        "in packs of 12",
        "sold by the dozen",
        "in multiples of 50",
        "only full pallets of 40 are delivered",
        "by the case of 6",
        "in batches of exactly 200 litres",
        "in steps of 5",
    )
    maths = r"q = s\,n, \qquad n \in \mathbb{Z}"
    example = ("Screws come in packs of 12.", {"quantity": "screws", "size": "12"})
    hints = (
        "a minimum batch ('at least 40 if any') is on_off, not a lot",
        "name the number of lots where each lot costs something",
    )
    problem = ExampleProblem(
        "A caterer needs at least 100 glasses. Glasses come in packs of 12 for 9 euros a pack, or singly for 1 euro. "
        "What is the least it pays?",
        {
            "variables": [
                {"symbol": "packed", "kind": "integer", "upper": 200},
                {"symbol": "packs", "kind": "integer"},
                {"symbol": "single", "kind": "integer"},
            ],
            "objective": {"sense": "minimize", "value": "9*packs + single"},
            "constraints": [
                {"name": "need", "slots": {"rule": "packed + single >= 100"}},
                {
                    "name": "packs",
                    "template": "lot_size",
                    "slots": {"quantity": "packed", "size": "12", "lots": "packs"},
                },
            ],
        },
        76.0,
    )
    Slots = LotSizeSlots

    def rows(self, site: Site) -> None:
        """`quantity == size * lots`; a whole column counts the lots unless what is named is whole already."""
        slots, frame, build = site.slots, site.frame, site.build
        size = np.asarray(site.number(slots.size), dtype=np.float64)
        if (size <= 0).any():
            raise FormulationError(f"{site.where}: the size of a lot must be positive")
        quantity = site.decision(slots.quantity)
        lots = None if slots.lots is None else site.decision(slots.lots)
        if lots is not None:
            build.add_rows(quantity.plus([lots.times(-size, frame)]), 0.0, 0.0, frame)
            if build.is_whole_valued(lots, frame):
                return
        elif build.is_whole_valued(quantity.times(1.0 / size, frame), frame):
            return
        low, high = build.declared_range(quantity.times(1.0 / size, frame), frame)
        start = build.add_columns(
            f"lots of {slots.quantity}", frame.size, np.ceil(low - 1e-9), np.floor(high + 1e-9), True, frame.labels_at
        )
        columns = start + np.arange(frame.size).reshape(frame.shape) if frame.shape else start
        counted = Affine(0.0, (Terms(None, columns, 1.0),)).times(-size, frame)
        build.add_rows(quantity.plus([counted]), 0.0, 0.0, frame)

    def holds(self, site: Site) -> NDArray[np.bool_]:
        """The quantity's quotient by the size is a whole number: the number of lots, where it is named."""
        slots, frame = site.slots, site.frame
        quantity = site.decision(slots.quantity)
        assert isinstance(quantity, Measured)
        size = flat(site.number(slots.size), frame)
        tolerance = 1e-9 if quantity.is_exact else max(1e-9, site.evaluator.decisions.tolerance)  # type: ignore[union-attr]
        value, scale = flat(quantity.value, frame), np.maximum(1.0, flat(quantity.scale, frame))
        is_whole: NDArray[np.bool_] = np.abs(value - size * np.round(value / size)) <= tolerance * scale
        if slots.lots is None:
            return is_whole
        return is_whole & site.all_points(site.judged(slots.quantity, "==", f"({slots.size})*({slots.lots})").may_hold)
