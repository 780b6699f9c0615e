"""Piecewise-linear functions: tiers, quantity discounts on the excess or on all units, fixed parts."""

from __future__ import annotations

from functools import partial
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from nl2milp.compile.builder import Literal as Binary
from nl2milp.compile.frames import Frame
from nl2milp.compile.shapes import Shape
from nl2milp.compile.values import Affine, Measured, Terms, flat
from nl2milp.errors import ExpressionError, FormulationError
from nl2milp.templates.base import (
    ClausesSlot,
    ExampleProblem,
    ExpressionSlot,
    Site,
    Slots,
    Template,
    register,
)

__all__ = ["Piecewise", "PiecewiseSlots"]


class PiecewiseSlots(Slots):
    """Slots of `piecewise`."""

    input: ExpressionSlot = Field(description="the quantity that the tiers are of, never negative")
    output: ExpressionSlot = Field(description="what it costs or brings, usually a variable of its own")
    tiers: ClausesSlot = Field(description="index clauses over the tiers in ascending order, such as k in bands")
    upto: ExpressionSlot = Field(
        description="where each tier ends, itself included, of data; the last may be missing for no end"
    )
    rate: ExpressionSlot = Field(description="the rate in each tier, of data")
    mode: Literal["incremental", "all_units"] = Field(
        description="incremental: each unit at the rate of the tier it falls in; all_units: all at the rate reached"
    )
    fixed: ExpressionSlot | None = Field(
        default=None, description="paid once a tier is entered (incremental), or while in it (all_units); of data"
    )
    at_zero: ExpressionSlot = Field(default="0", description="the output where the input is 0, of data")


@register
class Piecewise(Template):
    """A function given by tiers."""

    id = "piecewise"
    title = "Tiers"
    says = "The output is the input's piecewise-linear function that the tiers give."
    phrases = (
        "the first 100 cost 5 each, every further one 4",
        "beyond 40 hours, each hour is paid at 1.5 times the rate",
        "a discount applies to all units from 500 on",
        "up to 20 for 10 each, 21 to 50 for 9 each",
        "tariff in three bands",
        "the price falls with the quantity ordered",
        "diminishing returns: the first million brings 8%, the next 5%",
        "if more than 200 are bought, every one costs 8 instead of 10",
    )
    maths = r"g = f(q), \quad f \text{ piecewise linear with breakpoints } u_1 < u_2 < \dots < u_K"
    example = (
        "The first 100 kWh cost 0.30 each, the next 200 cost 0.25, all beyond 0.20.",
        {
            "input": "energy",
            "output": "bill",
            "tiers": "k in bands",
            "upto": "upto[k]",
            "rate": "price[k]",
            "mode": "incremental",
        },
    )
    hints = (
        "'each further unit', 'the next 50': incremental; 'all units', 'the whole order': all_units",
        "between continuous tiers the limit itself belongs to both; for whole quantities upto is the tier's last",
        "give the output a variable of its own and use that in the objective",
    )
    problem = ExampleProblem(
        "A workshop needs 150 boards, which two mills offer. Mill A asks 6 euros for each of the first 60 boards and "
        "4 for each further one. Mill B asks 5 euros a board, but 3.50 for every one of them when more than 100 are "
        "taken. Mill B can deliver at most 120. What is the cheapest purchase?",
        {
            "tables": [
                {"keys": "k in tiers", "columns": ["upto_a", "rate_a", "upto_b", "rate_b"],
                 "rows": ["1 60 6 100 5", "2 - 4 120 3.5"]},
            ],
            "variables": [
                {"symbol": "from_a", "kind": "integer", "upper": 150},
                {"symbol": "from_b", "kind": "integer", "upper": 120},
                {"symbol": "paid_a"},
                {"symbol": "paid_b"},
            ],
            "objective": {"sense": "minimize", "value": "paid_a + paid_b"},
            "constraints": [
                {"name": "need", "slots": {"rule": "from_a + from_b >= 150"}},
                {"name": "mill A", "template": "piecewise",
                 "slots": {"input": "from_a", "output": "paid_a", "tiers": "k in tiers", "upto": "upto_a[k]",
                           "rate": "rate_a[k]", "mode": "incremental"}},
                {"name": "mill B", "template": "piecewise",
                 "slots": {"input": "from_b", "output": "paid_b", "tiers": "k in tiers", "upto": "upto_b[k]",
                           "rate": "rate_b[k]", "mode": "all_units"}},
            ],
        },
        600.0,
    )  # fmt: skip
    Slots = PiecewiseSlots

    def rows(self, site: Site) -> None:
        """The lines of a convex or concave function where its use allows; else one binary for each tier.

        The latter is the multiple-choice form, whose relaxation is the convex
        hull of the graph (Croxton, Gendron and Magnanti, 2003, *A comparison
        of mixed-integer programming models for nonconvex piecewise linear
        cost minimization problems*).
        """
        tiers = Tiers.of(site)
        quantity, result = site.decision(site.slots.input), site.decision(site.slots.output)
        exact = partial(self._choose, site, tiers, quantity, result)
        direction, columns = tiers.direction(), result.entries(site.frame)[1]
        if direction is None or not _is_plain(result, site.frame):
            exact()
            return
        inputs = quantity.entries(site.frame)[1]
        site.build.shapes.append(
            Shape(
                site.build.origin, columns, inputs, direction,
                partial(self._side, site, tiers, quantity, result, direction), exact,
            )
        )  # fmt: skip

    @staticmethod
    def _side(site: Site, tiers: Tiers, quantity: Affine, result: Affine, direction: float) -> None:
        """The output is beyond every line, and the input within the tiers."""
        inner, frame = tiers.inner, site.frame
        line = _lifted(quantity, inner).times(tiers.rate.reshape(inner.shape), inner)
        line = line.plus([tiers.base.reshape(inner.shape)])
        beyond = _lifted(result, inner).plus([line.times(-1.0, inner)])
        site.build.add_rows(beyond.times(direction, inner), 0.0, np.inf, inner)
        last = np.flatnonzero(tiers.is_last)
        end = np.empty(frame.size)
        end[tiers.owner[last]] = tiers.upto[last]
        site.build.add_rows(quantity, 0.0, end.reshape(frame.shape), frame)

    @staticmethod
    def _choose(site: Site, tiers: Tiers, quantity: Affine, result: Affine) -> None:
        """Exactly one tier; the input is that tier's own part, which is 0 elsewhere."""
        build, frame, inner = site.build, site.frame, tiers.inner
        if not tiers.has_jumps and tiers.is_single:
            tiers_line = quantity.times(tiers.rate.reshape(frame.shape), frame)
            line = tiers_line.plus([tiers.base.reshape(frame.shape)])
            build.add_rows(result.plus([line.times(-1.0, frame)]), 0.0, 0.0, frame)
            build.add_rows(quantity, 0.0, tiers.upto.reshape(frame.shape), frame)
            return
        chosen = build.new_binary(inner, f"tier of {site.slots.input}")
        start = build.add_columns(f"{site.slots.input} in tier", inner.size, 0.0, np.inf, False, inner.labels_at)
        columns = start + np.arange(inner.size).reshape(inner.shape)
        part = Affine(0.0, (Terms(None, columns, 1.0),))
        count = chosen.value().summed(inner)
        base = chosen.value().times(tiers.base.reshape(inner.shape), inner)
        line = base.plus([part.times(tiers.rate.reshape(inner.shape), inner)]).summed(inner)
        least = tiers.after + build_steps(site, tiers, quantity)
        if tiers.has_jumps:
            none: Binary = build.new_binary(frame, f"none of {site.slots.input}")
            count = count.plus([none.value()])
            line = line.plus([none.value().times(tiers.at_zero.reshape(frame.shape), frame)])
        else:
            least[tiers.is_first] = 0.0
        build.add_rows(count, 1.0, 1.0, frame)
        build.add_rows(quantity.plus([part.summed(inner).times(-1.0, frame)]), 0.0, 0.0, frame)
        build.add_rows(result.plus([line.times(-1.0, frame)]), 0.0, 0.0, frame)
        text = f"{site.slots.input} in its last tier"
        build.add_conditional(part, (chosen,), inner, text, tiers.upto.reshape(inner.shape))
        build.add_conditional(part.times(-1.0, inner), (chosen,), inner, text, -least.reshape(inner.shape))

    def holds(self, site: Site) -> NDArray[np.bool_]:
        """The output is what the tiers give for the input, added up tier by tier."""
        tiers = Tiers.of(site)
        quantity, result = site.decision(site.slots.input), site.decision(site.slots.output)
        assert isinstance(quantity, Measured)
        assert isinstance(result, Measured)
        least = 1e-9 if site.evaluator.decisions.tolerance == 0 else 1e-6  # type: ignore[union-attr]
        amounts, results = flat(quantity.value, site.frame), flat(result.value, site.frame)
        scale = np.maximum(1.0, np.maximum(flat(quantity.scale, site.frame), flat(result.scale, site.frame)))
        good = np.zeros(site.frame.size, dtype=bool)
        for point in range(site.frame.size):
            mine = np.flatnonzero(tiers.owner == point)
            slack = (1e-9 if quantity.is_exact else least) * scale[point]
            outputs = self._outputs(site, tiers, mine, float(amounts[point]), slack, quantity.is_exact)
            rates = max(1.0, float(np.abs(tiers.rate[mine]).max()))
            good[point] = any(abs(results[point] - one) <= least * scale[point] * rates for one in outputs)
        return good

    @staticmethod
    def _outputs(site: Site, tiers: Tiers, mine: Any, amount: float, slack: float, is_exact: bool) -> list[float]:
        """What the function may be at `amount`: two values at a limit between continuous tiers, none outside of all."""
        found = [float(tiers.at_zero[tiers.owner[mine[0]]])] if abs(amount) <= slack else []
        if found and is_exact:
            return found
        entered, start = float(tiers.at_zero[tiers.owner[mine[0]]]), 0.0
        for tier in mine:
            end, rate, fixed = tiers.upto[tier], tiers.rate[tier], tiers.fixed[tier]
            is_inside = start + slack < amount if is_exact else start - slack <= amount
            if is_inside and amount <= end + slack:
                whole = site.slots.mode == "all_units"
                found.append(fixed + rate * amount if whole else entered + fixed + rate * (amount - start))
            if np.isfinite(end):
                entered += fixed + rate * (end - start)
            start = end
        return found


class Tiers:
    """The tiers of every point, flat over the frame of tiers.

    Attributes
    ----------
    inner : Frame
        The tiers of every point.
    owner : int array of shape (size,)
        The point of each tier.
    after, upto : float arrays of shape (size,)
        Where each starts and ends.
    rate, fixed : float arrays of shape (size,)
        As stated.
    base : float array of shape (size,)
        Constant of the line that the function follows in each.
    at_zero : float array, one entry for each point
        The function at 0.
    """

    def __init__(self, site: Site, inner: Frame) -> None:
        slots, where = site.slots, site.where
        self.inner = inner
        self.owner = flat(inner.rows, inner)
        if len(np.unique(self.owner)) < site.frame.size:
            raise FormulationError(f"{where}: there is no tier{site.frame.describe(0)}")
        if (np.diff(self.owner) < 0).any():
            raise FormulationError(f"{where}: the tiers of a point must follow each other")
        self.is_first = np.concatenate([[True], np.diff(self.owner) > 0])
        self.is_last = np.concatenate([np.diff(self.owner) > 0, [True]])
        self.rate = flat(site.number(slots.rate, inner), inner).astype(np.float64)
        self.fixed = flat(0.0 if slots.fixed is None else site.number(slots.fixed, inner), inner).astype(np.float64)
        self.at_zero = flat(site.number(slots.at_zero), site.frame).astype(np.float64)
        self.upto = self._ends(site)
        self.after = np.where(self.is_first, 0.0, np.roll(self.upto, 1))
        if (self.upto <= self.after).any():
            at = int(np.argmax(self.upto <= self.after))
            raise FormulationError(
                f"{where}: the tiers must ascend, but one ends at {self.upto[at]:g} after {self.after[at]:g}"
                f"{inner.describe(at)}"
            )
        self.base = self.fixed.copy() if slots.mode == "all_units" else self._entered()
        jump_at_zero = np.abs(self.base[self.is_first] - self.at_zero[self.owner[self.is_first]]) > 1e-12
        self.has_jumps = bool(jump_at_zero.any())
        self.is_single = bool((self.is_first & self.is_last).all())
        self.is_continuous = not self.has_jumps and slots.mode == "incremental" and not self.fixed.any()

    @classmethod
    def of(cls, site: Site) -> Tiers:
        """The tiers of a site."""
        return cls(site, site.extend(site.slots.tiers))

    def _ends(self, site: Site) -> NDArray[np.float64]:
        ends = np.full(self.inner.size, np.inf)
        early, last = np.flatnonzero(~self.is_last), np.flatnonzero(self.is_last)
        if len(early):
            ends[early] = site.number(site.slots.upto, self.inner.taken(early))
        for place in last:
            # only the last tier's end may be missing
            try:
                ends[place] = flat(site.expression(site.slots.upto, self.inner.taken(np.array([place]))), Frame((1,)))[
                    0
                ]
            except ExpressionError as error:
                if "no value" not in str(error):
                    raise
        return ends

    def _entered(self) -> NDArray[np.float64]:
        """Constants of the incremental lines: what was added up before each tier, less its rate times its start."""
        base = np.zeros(self.inner.size)
        total = 0.0
        for tier in range(self.inner.size):
            total = (self.at_zero[self.owner[tier]] if self.is_first[tier] else total) + self.fixed[tier]
            base[tier] = total - self.rate[tier] * self.after[tier]
            if not self.is_last[tier]:
                total += self.rate[tier] * (self.upto[tier] - self.after[tier])
        return base

    def direction(self) -> float | None:
        """1 where the function is convex at all points, -1 where it is concave at all, None otherwise."""
        if not self.is_continuous or self.is_single:
            return None
        change = np.diff(self.rate)[~self.is_first[1:]]
        return 1.0 if (change >= 0).all() else -1.0 if (change <= 0).all() else None


def build_steps(site: Site, tiers: Tiers, quantity: Affine) -> NDArray[np.float64]:
    """How far beyond its start the input is at least within each tier: 0 where it is continuous."""
    beyond = _lifted(quantity, tiers.inner).plus([-tiers.after.reshape(tiers.inner.shape)])
    step: NDArray[np.float64] = site.build.smallest_step(beyond, tiers.inner)
    return np.where(np.isnan(step), 0.0, step)


def _lifted(value: Affine, inner: Frame) -> Affine:
    """A value over the parent, at each point of the child."""
    parent = inner.parent
    assert parent is not None
    return value.at(inner.rows, parent, inner)


def _is_plain(value: Affine, frame: Frame) -> bool:
    """Whether the value is one column at each point, each its own."""
    rows, columns, coefficients = value.entries(frame)
    return bool(
        np.array_equal(rows, np.arange(frame.size))
        and (coefficients == 1).all()
        and len(np.unique(columns)) == frame.size
        and not np.any(value.constant)
    )
