"""Ways out: which numbers must change and by how much, or which statement must go, least first.

A single change first: each member that is in every core is relaxed alone, which
is what people can act on. Only where no single change is enough are two, or the
members of a smallest correction set, relaxed together. Every repair is checked:
there is a point at the stated values, and none a thousandth (of whole
quantities: one unit) before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from nl2milp.analyse.numbers import Figure, changed, figures
from nl2milp.compile.compiler import Compiled, compile_formulation
from nl2milp.diagnose.compiling import feasibility_part, leans, probe_for
from nl2milp.diagnose.elastic import Slack, least_change, with_sides
from nl2milp.diagnose.marco import Enumeration
from nl2milp.diagnose.probes import Budget, Outcome, RowProbe
from nl2milp.diagnose.sides import StatedSide, stated_sides
from nl2milp.diagnose.system import System
from nl2milp.diagnose.thresholds import exactness, rounded, threshold
from nl2milp.errors import FormulationError
from nl2milp.formulation import Constraint, Formulation, Kind
from nl2milp.solvers.highs import largest_value

__all__ = ["Change", "Repair", "find_repairs"]

_MOST_SETS = 12
_DROPPED = 1.5
"""What giving a whole statement up costs, where 1 is a number doubled or brought to zero."""


@dataclass(frozen=True)
class Change:
    """One change.

    Attributes
    ----------
    constraint : int
        The statement's place.
    name : str
        The statement, with its point where only one of several changes.
    before : float or None
        The number as stated; None where the statement is given up.
    after : float or None
        The number that is enough.
    operator : str
        `<=`, `>=` or `==` for a limit; empty for another number.
    figure : str or None
        The number's name, see :mod:`nl2milp.analyse.numbers`.
    """

    constraint: int
    name: str
    before: float | None = None
    after: float | None = None
    operator: str = ""
    figure: str | None = None

    @property
    def is_dropped(self) -> bool:
        """Whether the statement is given up."""
        return self.after is None


@dataclass(frozen=True)
class Repair:
    """Changes that together give a solution.

    Attributes
    ----------
    changes : tuple of Change
        One, or more where no single one is enough.
    cost : float
        The weighted sum of relative changes, by which repairs are ordered.
    is_soft : bool
        Whether only soft statements change.
    is_exact : bool
        Whether it is verified that there is a point, and none just before.
    """

    changes: tuple[Change, ...]
    cost: float
    is_soft: bool = False
    is_exact: bool = False


class _Workshop:
    """A formulation without a solution, and how to ask about changed versions of it."""

    def __init__(self, compiled: Compiled, budget: Budget) -> None:
        self.compiled, self.budget = compiled, budget
        self.formulation = compiled.formulation
        self.tables = compiled.scope.attached
        self.leans = leans(compiled)
        self.system = System.of_compiled(compiled)
        self.sides = stated_sides(compiled)
        self.figures: dict[int, list[Figure]] = {}
        for figure in figures(self.formulation):
            self.figures.setdefault(figure.constraint, []).append(figure)
        self.continuous = {one.name for one in compiled.scope.variables if one.kind is Kind.CONTINUOUS}

    def ask(self, formulation: Formulation) -> Outcome:
        """Whether a changed formulation has a point."""
        if self.budget.is_spent:
            return Outcome.UNKNOWN
        try:
            compiled = compile_formulation(formulation, self.tables, largest_value)
        except FormulationError:
            return Outcome.UNKNOWN
        probe, _ = probe_for(compiled, self.tables)
        return probe.check(range(len(probe.system.members)), self.budget).outcome

    def is_whole(self, figure: Figure) -> bool:
        """Whether only whole values of a number make sense."""
        if figure.value != int(figure.value):
            return False
        constraint = self.formulation.constraints[figure.constraint]
        if constraint.template == "linear" and not figure.is_side:
            return False
        rows = self.system.members[figure.constraint].rows
        part = self.compiled.model.matrix[rows]
        names = [block for block in self.compiled.model.columns if not block.is_auxiliary]
        used = set(part.indices.tolist())
        mine = [block for block in names if used & set(range(block.start, block.stop))]
        return all(block.name not in self.continuous for block in mine) and bool(
            constraint.template != "linear" or (part.data == np.floor(part.data)).all()
        )


def find_repairs(
    compiled: Compiled,
    enumeration: Enumeration,
    budget: Budget | None = None,
    keep: Iterable[str] = (),
) -> tuple[Repair, ...]:
    """Repairs of an infeasible formulation, soft statements first, then least first.

    Parameters
    ----------
    compiled : Compiled
        Without its objective, as :func:`~nl2milp.diagnose.compiling.probe_for` gives it.
    enumeration : Enumeration
        Its cores and correction sets.
    budget : Budget, optional
        Repairs found by its end are returned.
    keep : iterable of str
        Names of statements that must stay as they are.
    """
    workshop = _Workshop(compiled, budget or Budget())
    kept = {place for place, one in enumerate(compiled.formulation.constraints) if one.name in set(keep)}
    singles = [next(iter(one)) for one in enumeration.corrections if len(one) == 1]
    if not enumeration.is_complete:
        # a member of every core known so far may still be enough
        common = [set(core.members) for core in enumeration.cores]
        singles = sorted(set(singles) | (set.intersection(*common) if common else set()))
    found: list[Repair] = []
    for place in singles:
        if place not in kept and not workshop.budget.is_spent:
            found += _alone(workshop, place)
    if not found:
        sets = [one for one in enumeration.corrections if len(one) > 1 and not one & kept]
        smallest = min((len(one) for one in sets), default=0)
        for chosen in [one for one in sets if len(one) <= smallest + 1][:_MOST_SETS]:
            if not workshop.budget.is_spent:
                found += _together(workshop, sorted(chosen))
    order = {id(one): (not one.is_soft, len(one.changes), one.cost) for one in found}
    return tuple(sorted(found, key=lambda one: order[id(one)]))


# -- one change


def _alone(workshop: _Workshop, place: int) -> list[Repair]:
    """Every way of changing one statement, the others as they are."""
    constraint = workshop.formulation.constraints[place]
    found: list[Repair] = []
    sides = workshop.sides.get(place, [])
    if sides and not workshop.leans:
        repair = _by_sides(workshop, [place])
        found += [] if repair is None else [repair]
    else:
        stated = [side.figure for side in sides if side.figure is not None]
        for figure in stated or _movable(workshop, place):
            found += _by_figure(workshop, workshop.formulation, figure, sides)
    if constraint.template != "linear" or not constraint.hard or not found:
        rest = _dropped(workshop.formulation, place)
        if workshop.ask(rest) is Outcome.FEASIBLE:
            found.append(_repair(workshop, (Change(place, constraint.name),), is_exact=True))
    return found


def _movable(workshop: _Workshop, place: int) -> list[Figure]:
    """The numbers of a statement that one might change: all, or for comparisons of decisions their factors."""
    own = workshop.figures.get(place, [])
    return own[:8]


def _by_figure(
    workshop: _Workshop,
    base: Formulation,
    figure: Figure,
    sides: list[StatedSide],
    others: tuple[Change, ...] = (),
) -> list[Repair]:
    """Move one number of `base` until there is a point."""

    def ask(value: float) -> Outcome:
        return workshop.ask(changed(base, {figure: value}))

    whole = workshop.is_whole(figure)
    is_share = 0 < figure.value < 1
    values = threshold(ask, figure.value, whole, (0.0, 1.0) if is_share else None)
    name = workshop.formulation.constraints[figure.constraint].name
    operator = next((side.operator for side in sides if side.figure == figure), "")
    found = []
    for value in values:
        before = value - np.sign(value - figure.value) * exactness(value, whole)
        is_exact = abs(before - figure.value) < 1e-12 or ask(float(before)) is Outcome.INFEASIBLE
        change = Change(figure.constraint, name, figure.value, float(value), operator, figure.name)
        found.append(_repair(workshop, (*others, change), is_exact))
    return found


def _dropped(formulation: Formulation, place: int) -> Formulation:
    others = (other for other in range(len(formulation.constraints)) if other != place)
    return feasibility_part(formulation, others)


# -- by slacks


def _by_sides(workshop: _Workshop, places: list[int]) -> Repair | None:
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
    moved = {slack: amount for slack, amount in amounts.items() if amount > 1e-7}
    changes: dict[tuple[int, int, int], Change] = {}
    sides: dict[tuple[int, bool], float] = {}
    for slack, amount in moved.items():
        side, at = owner[slack]
        signed = (amount if slack.is_upper else -amount) * side.step
        before = float(side.values[at])
        after = rounded(before + signed, signed > 0)
        limit = _limit(workshop, slack)
        # the row moves by what the stated number moves, rounding included
        sides[slack.row, slack.is_upper] = limit + side.step * (after - before)
        rows = workshop.sides[side.constraint].index(side)
        which = (side.constraint, rows, -1 if side.is_shared else at)
        name = workshop.formulation.constraints[side.constraint].name
        if not side.is_shared and len(side.rows) > 1:
            name = workshop.compiled.model.row_name(slack.row)
        changes[which] = Change(
            side.constraint, name, before, after, side.operator, side.figure.name if side.figure else None
        )
    if not changes:
        return None
    repair = _repair(workshop, tuple(changes.values()))
    return replace(repair, is_exact=_is_exact(workshop, sides, owner, moved))


def _limit(workshop: _Workshop, slack: Slack) -> float:
    model = workshop.compiled.model
    return float((model.row_upper if slack.is_upper else model.row_lower)[slack.row])


def _is_exact(
    workshop: _Workshop,
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


# -- several changes


def _together(workshop: _Workshop, places: list[int]) -> list[Repair]:
    """A repair that changes each of these statements: by slacks where all have limits, else one after the other."""
    if not workshop.leans and all(place in workshop.sides for place in places):
        repair = _by_sides(workshop, places)
        return [] if repair is None else [repair]
    base = workshop.formulation
    changes: tuple[Change, ...] = ()
    is_exact = True
    for number, place in enumerate(places):
        # those that come later are left out: this one must move at least so far
        later = set(places[number + 1 :])
        names = {base.constraints[other].name for other in later}
        rest = base.model_copy(update={"constraints": tuple(one for one in base.constraints if one.name not in names)})
        best = _least(workshop, rest, base.constraints[place], place)
        change = best.changes[0] if best is not None else Change(place, base.constraints[place].name)
        is_exact = is_exact and best is not None and best.is_exact
        changes = (*changes, change)
        base = _applied(base, workshop, change)
        if workshop.ask(base) is Outcome.FEASIBLE:
            break
    if workshop.ask(base) is not Outcome.FEASIBLE:
        return []
    return [_repair(workshop, changes, is_exact)]


def _least(workshop: _Workshop, base: Formulation, constraint: Constraint, place: int) -> Repair | None:
    """The cheapest change of a number of one statement that makes `base` feasible."""
    inside = {one.name: at for at, one in enumerate(base.constraints)}
    at = inside[constraint.name]
    sides = workshop.sides.get(place, [])
    stated = [side.figure for side in sides if side.figure is not None]
    found: list[Repair] = []
    for figure in stated or _movable(workshop, place):
        moved = replace(figure, path=("constraints", at, *figure.path[2:]))
        found += _by_figure(workshop, base, moved, sides)
    return min(found, key=lambda one: one.cost, default=None)


def _applied(base: Formulation, workshop: _Workshop, change: Change) -> Formulation:
    name = workshop.formulation.constraints[change.constraint].name
    if change.after is None:
        return base.model_copy(update={"constraints": tuple(one for one in base.constraints if one.name != name)})
    at = next(at for at, one in enumerate(base.constraints) if one.name == name)
    own = workshop.figures[change.constraint]
    figure = next(one for one in own if one.name == change.figure)
    return changed(base, {replace(figure, path=("constraints", at, *figure.path[2:])): change.after})


def _repair(workshop: _Workshop, changes: tuple[Change, ...], is_exact: bool = False) -> Repair:
    cost = 0.0
    is_soft = True
    for change in changes:
        constraint = workshop.formulation.constraints[change.constraint]
        is_soft = is_soft and not constraint.hard
        if change.after is None or change.before is None:
            cost += constraint.weight * _DROPPED
        else:
            cost += constraint.weight * abs(change.after - change.before) / max(abs(change.before), 1e-9, 1e-3)
    return Repair(changes, cost, is_soft, is_exact)
