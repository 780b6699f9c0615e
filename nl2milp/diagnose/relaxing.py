"""Repairs that move the sides of rows: the least amounts come from one programme with slacks, exact and quick."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nl2milp.diagnose.elastic import Slack, least_change, with_sides
from nl2milp.diagnose.probes import Outcome, RowProbe
from nl2milp.diagnose.sides import StatedSide
from nl2milp.diagnose.system import System
from nl2milp.diagnose.thresholds import exactness, rounded
from nl2milp.diagnose.workshop import Change, Repair, Workshop, make_repair

__all__ = ["by_sides"]

_NOTHING = 1e-7


def by_sides(workshop: Workshop, places: list[int]) -> Repair | None:
    """Relax the limits of these statements together, at the least weighted sum of relative changes."""
    slacks: list[Slack] = []
    owner: dict[Slack, tuple[StatedSide, int]] = {}
    group = 0
    for place in places:
        weight = workshop.formulation.constraints[place].weight
        for side in workshop.sides[place]:
            for at, row in enumerate(side.rows.tolist()):
                price = weight / max(1.0, abs(float(side.values[at])))
                for is_upper in (True, False) if side.operator == "==" else (True,):
                    # up and down are two groups, also of a shared number
                    key = group + 2 * (0 if side.is_shared else at) + (not is_upper)
                    slack = Slack(row, is_upper, price, key)
                    slacks.append(slack)
                    owner[slack] = side, at
            group += 2 * (1 if side.is_shared else len(side.rows))
    amounts = least_change(workshop.system, slacks, workshop.budget)
    if amounts is None:
        return None
    is_one = len(places) == 1
    moved = {slack: amount for slack, amount in amounts.items() if amount > _NOTHING}
    equations = {slack: amount for slack, amount in moved.items() if owner[slack][0].operator == "=="}
    if equations and not is_one:
        # rounding an equation's number asks a little more of the others: work them out again with it as it is rounded
        held = {
            (slack.row, slack.is_upper): _moved_limit(workshop, owner[slack], slack, amount, is_one)[1]
            for slack, amount in equations.items()
        }
        system = System(with_sides(workshop.compiled.model, held), workshop.system.members)
        others = [slack for slack in slacks if owner[slack][0].operator != "=="]
        again = least_change(system, others, workshop.budget) if others else None
        if again is not None:
            moved = {**equations, **{slack: amount for slack, amount in again.items() if amount > _NOTHING}}
    changes: dict[tuple[int, int, int], Change] = {}
    sides: dict[tuple[int, bool], float] = {}
    for slack, amount in moved.items():
        side, at = owner[slack]
        before = float(side.values[at])
        after, sides[slack.row, slack.is_upper] = _moved_limit(workshop, owner[slack], slack, amount, is_one)
        rows = workshop.sides[side.constraint].index(side)
        which = (side.constraint, rows, -1 if side.is_shared else at)
        name = workshop.formulation.constraints[side.constraint].name
        if not side.is_shared and len(side.rows) > 1:
            name = workshop.compiled.model.row_name(slack.row)
        figure = side.figure_at(at)
        changes[which] = Change(side.constraint, name, before, after, side.operator, figure.name if figure else None)
    if not changes:
        return None
    repair = make_repair(workshop, tuple(changes.values()))
    return replace(repair, is_exact=_is_exact(workshop, sides, owner, moved))


def _moved_limit(
    workshop: Workshop, owner: tuple[StatedSide, int], slack: Slack, amount: float, is_one: bool
) -> tuple[float, float]:
    """The stated number after a change, rounded, and the side of the row that goes with it."""
    model = workshop.compiled.model
    side, at = owner
    before = float(side.values[at])
    signed = (amount if slack.is_upper else -amount) * side.step
    after = rounded(before + signed, signed > 0, fine=not is_one)
    limit = float((model.row_upper if slack.is_upper else model.row_lower)[slack.row])
    # the row moves by what the stated number moves, rounding included
    return after, limit + side.step * (after - before)


def _is_exact(
    workshop: Workshop,
    sides: dict[tuple[int, bool], float],
    owner: dict[Slack, tuple[StatedSide, int]],
    moved: dict[Slack, float],
) -> bool:
    """Whether there is a point at the new sides, and none when any number of them is a step short."""
    everything = range(len(workshop.system.members))

    def outcome(moves: dict[tuple[int, bool], float]) -> Outcome:
        system = System(with_sides(workshop.compiled.model, moves), workshop.system.members)
        return RowProbe(system).check(everything, workshop.budget).outcome

    if outcome(sides) is not Outcome.FEASIBLE:
        return False
    groups: dict[int, list[Slack]] = {}
    for slack in moved:
        groups.setdefault(slack.group, []).append(slack)
    for members in groups.values():
        short = dict(sides)
        for slack in members:
            side, at = owner[slack]
            part = workshop.compiled.model.matrix[[slack.row]]
            whole = bool(
                workshop.compiled.model.is_integer[part.indices].all() and (part.data == np.floor(part.data)).all()
            ) and float(side.values[at]) == int(side.values[at])
            step = min(exactness(float(side.values[at]), whole), moved[slack])
            short[slack.row, slack.is_upper] -= step if slack.is_upper else -step
        if outcome(short) is not Outcome.INFEASIBLE:
            return False
    return True
