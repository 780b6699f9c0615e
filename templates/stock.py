"""Stock kept over periods: what is there, what comes in, what goes out."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from pydantic import Field

from nl2milp.algebra.syntax import Clause
from nl2milp.compile.frames import Frame
from nl2milp.compile.values import Affine, Measured, Terms, flat
from nl2milp.errors import FormulationError
from nl2milp.templates.base import ClausesSlot, ExampleProblem, ExpressionSlot, Site, Slots, Template, register

__all__ = ["Stock", "StockSlots"]


class StockSlots(Slots):
    """Slots of `stock`."""

    over: ClausesSlot = Field(description="the periods, such as t in months; the order of the members is that of time")
    stock: ExpressionSlot = Field(description="what is left at the end of each period, such as stock[t]")
    inflow: ExpressionSlot = Field(description="what comes in during each period: produced, bought, delivered")
    outflow: ExpressionSlot = Field(description="what goes out during each period: demand, sales, use")
    initial: ExpressionSlot | None = Field(
        description="what is there before the first period; 0 only if the text says or clearly implies it, else null"
    )
    final: ExpressionSlot | None = Field(
        default=None, description="what must be there after the last period, with nothing owed; null if not stated"
    )
    backlog: ExpressionSlot | None = Field(
        default=None, description="what is owed at the end of each period, such as late[t]; null if all must be on time"
    )
    capacity: ExpressionSlot | None = Field(
        default=None, description="the most that can be kept at the end of a period; null if not stated"
    )


@register
class Stock(Template):
    """Inventory balance over periods."""

    id = "stock"
    title = "Stock over periods"
    says = "What is left at the end of a period is what was there before, plus what came in, less what went out."
    phrases = (
        "inventory at the end of each month",
        "ending inventory equals beginning inventory plus production minus demand",
        "can be stored for later periods",
        "unsold goods are carried over to the next week",
        "held in stock at a cost of 2 per unit and month",
        "there are 50 units in the warehouse at the beginning of January",
        "demand that is not met on time is backordered",
        "late deliveries are allowed at a penalty",
        "the tank holds 300 litres at the start",
        "at the end of the year 100 units must remain in stock",
        "money left over is put into the next year's budget",
        "tools sent for repair come back two stages later",
    )
    maths = r"s_t - b_t = s_{t-1} - b_{t-1} + \mathrm{in}_t - \mathrm{out}_t \quad \forall t"
    example = (
        "There are 20 units in stock at the beginning; each month's demand is met from production or from stock.",
        {
            "over": "t in months",
            "stock": "stock[t]",
            "inflow": "make[t]",
            "outflow": "demand[t]",
            "initial": "20",
        },
    )
    hints = (
        "one constraint for all periods: the periods belong into 'over', other indices into 'for'",
        "'initial' is null when the text does not say what is there at the beginning; then the user is asked",
        "goods that arrive later: shift the index in 'inflow', such as order[t-2] with 'outside' 0",
        "without 'backlog' every demand is met on time, because stock cannot be negative",
    )
    problem = ExampleProblem(
        "A brewery sells 40, 60, 90 and 50 barrels in the four months from May. It brews at most 70 barrels a month, "
        "at a cost of 50, 60, 80 and 70 a barrel; a barrel kept in the cellar at the end of a month costs 8, and the "
        "cellar has room for 45. At the beginning of May there are 15 barrels in it; at the end of August there "
        "should be 10. What does the cheapest plan cost?",
        {
            "tables": [
                {
                    "keys": "m in months",
                    "columns": ["demand", "cost"],
                    "rows": ["May 40 50", "June 60 60", "July 90 80", "August 50 70"],
                }
            ],
            "variables": [{"symbol": "brew[m in months]", "upper": 70}, {"symbol": "stock[m in months]"}],
            "objective": {"value": "sum(cost[m]*brew[m] + 8*stock[m] for m in months)"},
            "constraints": [
                {
                    "name": "barrels",
                    "template": "stock",
                    "slots": {
                        "over": "m in months",
                        "stock": "stock[m]",
                        "inflow": "brew[m]",
                        "outflow": "demand[m]",
                        "initial": "15",
                        "final": "10",
                        "capacity": "45",
                    },
                }
            ],
        },
        15700.0,
    )
    Slots = StockSlots

    def rows(self, site: Site) -> None:
        """One balance row for each period, without auxiliary columns."""
        slots, periods = site.slots, _periods(site)
        level = _level(site, periods)
        first, _ = _ends(periods)
        change = site.decision(slots.inflow, periods).plus([_minus(site.decision(slots.outflow, periods), periods)])
        at_start = np.zeros(periods.size)
        at_start[first] = 1.0
        owners = np.broadcast_to(periods.rows, periods.shape)
        start = site.decision(_initial(site)).at(owners, site.frame, periods)
        before = _delayed(level, periods).plus([start.times(at_start.reshape(periods.shape), periods)])
        site.build.add_rows(level.plus([_minus(before, periods), _minus(change, periods)]), 0.0, 0.0, periods)
        if slots.capacity is not None:
            room = _minus(site.decision(slots.capacity, periods), periods)
            site.build.add_rows(site.decision(slots.stock, periods).plus([room]), -np.inf, 0.0, periods)
        if slots.final is not None:
            self._final_rows(site, periods)

    @staticmethod
    def _final_rows(site: Site, periods: Frame) -> None:
        _, last = _ends(periods)
        owners = flat(periods.rows, periods)[last]
        there = site.frame.opened().taken(owners)
        wanted = site.decision(site.slots.final).at(owners, site.frame, there)
        left = site.decision(site.slots.stock, periods).at(last, periods, there)
        site.build.add_rows(left.plus([_minus(wanted, there)]), 0.0, 0.0, there)
        if site.slots.backlog is not None:
            site.build.add_rows(site.decision(site.slots.backlog, periods).at(last, periods, there), 0.0, 0.0, there)

    def holds(self, site: Site) -> NDArray[np.bool_]:
        """Go through the periods, and compare what should be there with what is said to be there."""
        slots, periods = site.slots, _periods(site)
        read = {
            name: _Column(site.decision(source, periods), periods)
            for name in ("stock", "backlog", "inflow", "outflow", "capacity")
            if (source := getattr(slots, name)) is not None
        }
        initial = _Column(site.decision(_initial(site)), site.frame)
        final = _Column(site.decision(slots.final), site.frame) if slots.final is not None else None
        slack = site.evaluator.decisions.tolerance  # type: ignore[union-attr]
        good = np.ones(site.frame.size, dtype=bool)
        members: list[list[int]] = [[] for _ in range(site.frame.size)]
        for point, owner in enumerate(flat(periods.rows, periods).tolist()):
            members[owner].append(point)
        for owner, points in enumerate(members):
            good[owner] = _simulated(owner, points, read, initial, final, slack)
        return good


class _Column:
    """A measured value, flat."""

    def __init__(self, measured: Measured, frame: Frame) -> None:
        self.values = flat(measured.value, frame).tolist()
        self.scales = flat(measured.scale, frame).tolist()
        self.is_exact = measured.is_exact


def _simulated(
    owner: int, points: list[int], read: dict[str, _Column], initial: _Column, final: _Column | None, slack: float
) -> bool:
    def same(left: float, right: float, scale: float, *parts: _Column) -> bool:
        exact = all(part.is_exact for part in parts)
        return abs(left - right) <= (1e-9 if exact or slack == 0 else slack) * max(1.0, scale)

    there, scale = initial.values[owner], initial.scales[owner]
    for point in points:
        there += read["inflow"].values[point] - read["outflow"].values[point]
        stock = read["stock"].values[point]
        owed = read["backlog"].values[point] if "backlog" in read else 0.0
        scale = max([scale, *(part.scales[point] for part in read.values())])
        if not same(there, stock - owed, scale, initial, *read.values()):
            return False
        if "capacity" in read:
            room = read["capacity"].values[point]
            if stock > room and not same(stock, room, scale, read["stock"], read["capacity"]):
                return False
        there = stock - owed
    if final is None or not points:
        return True
    last = points[-1]
    if "backlog" in read and not same(read["backlog"].values[last], 0.0, 0.0, read["backlog"]):
        return False
    return same(read["stock"].values[last], final.values[owner], final.scales[owner], read["stock"], final)


def _periods(site: Site) -> Frame:
    """The periods of each point, in the order of time."""
    clauses = site.clauses(site.slots.over)
    if sum(isinstance(clause, Clause) for clause in clauses) != 1:
        raise FormulationError(
            f"{site.where}: 'over' is one clause, such as t in months; other indices belong into 'for'"
        )
    return site.extend(site.slots.over)


def _initial(site: Site) -> str:
    initial = site.slots.initial
    if initial is None:
        raise FormulationError(
            f"{site.where}: the text does not say what is in stock before the first period; "
            "state it in 'initial' (0 if there is nothing)"
        )
    return str(initial)


def _ends(periods: Frame) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """First and last period of each point that has any; a point's periods lie one behind the other."""
    owners = flat(periods.rows, periods)
    starts = np.flatnonzero(np.diff(owners, prepend=-1))
    return starts, np.append(starts[1:], len(owners))[: len(starts)] - 1


def _level(site: Site, periods: Frame) -> Affine:
    level: Affine = site.decision(site.slots.stock, periods)
    if site.slots.backlog is not None:
        level = level.plus([_minus(site.decision(site.slots.backlog, periods), periods)])
    return level


def _minus(value: Affine, frame: Frame) -> Affine:
    return value.times(-1.0, frame)


def _delayed(level: Affine, periods: Frame) -> Affine:
    """The level one period earlier, 0 in first periods."""
    owners = flat(periods.rows, periods)
    has_next = np.append(np.diff(owners) == 0, False)[: len(owners)]
    rows, columns, coefficients = level.entries(periods)
    kept = has_next[rows]
    constant = np.zeros(periods.size)
    constant[1:] = np.where(has_next, flat(level.constant, periods), 0.0)[:-1]
    return Affine(constant.reshape(periods.shape), (Terms(rows[kept] + 1, columns[kept], coefficients[kept]),))
