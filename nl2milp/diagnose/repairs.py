"""Ways out: which numbers must change and by how much, or which statement must go, least first.

A single change first: each member that is in every core is relaxed alone, which
is what people can act on. Then the members of small correction sets are relaxed
together: all that there is where no single change is enough. Every repair is checked:
there is a point at the stated values, and none a thousandth (of whole
quantities: one unit) before.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from nl2milp.analyse.numbers import Figure, changed
from nl2milp.compile.bounds import largest_activity
from nl2milp.compile.compiler import Compiled
from nl2milp.diagnose.compiling import feasibility_part
from nl2milp.diagnose.marco import Enumeration
from nl2milp.diagnose.misreadings import is_choice
from nl2milp.diagnose.probes import Budget, Outcome
from nl2milp.diagnose.relaxing import by_sides
from nl2milp.diagnose.sides import StatedSide
from nl2milp.diagnose.thresholds import exactness, threshold
from nl2milp.diagnose.workshop import Change, Repair, Workshop, make_repair
from nl2milp.formulation import Constraint, Formulation

__all__ = ["Change", "Repair", "find_repairs"]

_MOST_SETS = 12
_MORE_SETS = 3
"""Ways of several changes that are shown beside single ones: whoever cannot change those may still have them."""
_MOST_FIGURES = 8


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
    workshop = Workshop(compiled, budget or Budget())
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
    sets = [one for one in enumeration.corrections if len(one) > 1 and not one & kept]
    smallest = min((len(one) for one in sets), default=0)
    most = _MORE_SETS if found else _MOST_SETS
    for chosen in sorted((one for one in sets if len(one) <= smallest + 1), key=len)[:most]:
        if not workshop.budget.is_spent:
            found += _together(workshop, sorted(chosen))
    order = {id(one): (not one.is_soft, len(one.changes), one.cost) for one in found}
    return tuple(sorted(found, key=lambda one: order[id(one)]))


# -- one change


def _alone(workshop: Workshop, place: int) -> list[Repair]:
    """Every way of changing one statement, the others as they are."""
    constraint = workshop.formulation.constraints[place]
    found: list[Repair] = []
    sides = workshop.sides.get(place, [])
    if is_choice(workshop.compiled, place):
        pass  # a yes or no has no number to change
    elif sides and not workshop.leans:
        repair = by_sides(workshop, [place])
        found += [] if repair is None or _turns_sign(repair) else [repair]
    else:
        stated = [side.figure for side in sides if side.figure is not None]
        for figure in stated or _movable(workshop, place):
            found += _by_figure(workshop, workshop.formulation, figure, sides)
    amounts = [one for one in found if not _says_nothing(workshop, one.changes[0])]
    is_idle = len(amounts) < len(found)
    found = amounts
    if constraint.template != "linear" or not constraint.hard or not found or is_idle:
        rest = _dropped(workshop.formulation, place)
        if workshop.ask(rest) is Outcome.FEASIBLE:
            found.append(make_repair(workshop, (Change(place, constraint.name),), is_exact=True))
    return found


def _movable(workshop: Workshop, place: int) -> list[Figure]:
    """The numbers of a statement that one might change: all, or for comparisons of decisions their factors."""
    own = workshop.figures.get(place, [])
    if workshop.formulation.constraints[place].template != "linear":
        # `open == 1` asks for a yes: that is no amount
        own = [one for one in own if _is_slot(one) or one.value not in (0.0, 1.0)]
    return own[:_MOST_FIGURES]


def _is_slot(figure: Figure) -> bool:
    """Whether a number is a slot of its own, such as at_most."""
    return not figure.end and isinstance(figure.path[-1], str)


def _says_nothing(workshop: Workshop, change: Change) -> bool:
    """Whether a statement with its new number allows everything that the bounds do: then it is given up.

    A budget that is enough for everything still is an amount to be told.
    """
    own = workshop.figures.get(change.constraint, [])
    figure = next((one for one in own if one.name == change.figure), None)
    is_count = workshop.formulation.constraints[change.constraint].template != "linear"
    if figure is None or change.after is None or not (is_count or change.after == 0):
        return False
    changed_one = changed(workshop.formulation, {figure: change.after}).constraints[change.constraint]
    alone = workshop.formulation.model_copy(update={"constraints": (changed_one,)})
    compiled = workshop.compile(alone)
    if compiled is None:
        return False
    model = compiled.model
    if any(block.is_auxiliary for block in model.columns):
        return False
    most = largest_activity(model.matrix, model.column_lower, model.column_upper)
    least = -largest_activity(-model.matrix, model.column_lower, model.column_upper)
    return bool((least >= model.row_lower).all() and (most <= model.row_upper).all())


def _turns_sign(repair: Repair) -> bool:
    """Whether a number would have to fall below zero, or rise above: texts don't mean that."""
    return any(change.before and change.after and change.before * change.after < 0 for change in repair.changes)


def _by_figure(
    workshop: Workshop,
    base: Formulation,
    figure: Figure,
    sides: list[StatedSide],
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
        found.append(make_repair(workshop, (change,), bool(is_exact)))
    return found


def _dropped(formulation: Formulation, place: int) -> Formulation:
    others = (other for other in range(len(formulation.constraints)) if other != place)
    return feasibility_part(formulation, others)


# -- several changes


def _together(workshop: Workshop, places: list[int]) -> list[Repair]:
    """A repair that changes each of these statements: by slacks where all have limits, else one after the other."""
    are_amounts = not any(is_choice(workshop.compiled, place) for place in places)
    if are_amounts and not workshop.leans and all(place in workshop.sides for place in places):
        repair = by_sides(workshop, places)
        return [] if repair is None else [repair]
    base = workshop.formulation
    stated = base.constraints
    changes: tuple[Change, ...] = ()
    is_exact = True
    for number, place in enumerate(places):
        # those that come later are left out: this one must move at least so far
        later = set(places[number + 1 :])
        names = {stated[other].name for other in later}
        rest = base.model_copy(update={"constraints": tuple(one for one in base.constraints if one.name not in names)})
        best = _least(workshop, rest, stated[place], place)
        change = best.changes[0] if best is not None else Change(place, stated[place].name)
        if _says_nothing(workshop, change):
            best, change = None, Change(place, stated[place].name)
        # what has no number that is enough is given up, and can't be kept
        is_exact = is_exact and (best.is_exact if best is not None else workshop.ask(rest) is Outcome.INFEASIBLE)
        changes = (*changes, change)
        base = _applied(base, workshop, change)
        if workshop.ask(base) is Outcome.FEASIBLE:
            break
    if workshop.ask(base) is not Outcome.FEASIBLE:
        return []
    return [make_repair(workshop, changes, is_exact)]


def _least(workshop: Workshop, base: Formulation, constraint: Constraint, place: int) -> Repair | None:
    """The cheapest change of a number of one statement that makes `base` feasible."""
    if is_choice(workshop.compiled, place):
        return None
    inside = {one.name: at for at, one in enumerate(base.constraints)}
    at = inside[constraint.name]
    sides = workshop.sides.get(place, [])
    stated = [side.figure for side in sides if side.figure is not None]
    found: list[Repair] = []
    for figure in stated or _movable(workshop, place):
        moved = replace(figure, path=("constraints", at, *figure.path[2:]))
        found += _by_figure(workshop, base, moved, sides)
    return min(found, key=lambda one: one.cost, default=None)


def _applied(base: Formulation, workshop: Workshop, change: Change) -> Formulation:
    name = workshop.formulation.constraints[change.constraint].name
    if change.after is None:
        return base.model_copy(update={"constraints": tuple(one for one in base.constraints if one.name != name)})
    at = next(at for at, one in enumerate(base.constraints) if one.name == name)
    own = workshop.figures[change.constraint]
    figure = next(one for one in own if one.name == change.figure)
    return changed(base, {replace(figure, path=("constraints", at, *figure.path[2:])): change.after})
