"""Compile a formulation, and check values against what it says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp import templates
from nl2milp.algebra import parse_clauses, parse_expression
from nl2milp.algebra.syntax import Compare
from nl2milp.compile.assembly import cost_of
from nl2milp.compile.builder import ModelBuilder, Origin
from nl2milp.compile.building import Building
from nl2milp.compile.cutoff import FindAnswer, add_cutoff, known_value, put_in_box
from nl2milp.compile.evaluate import Evaluator
from nl2milp.compile.finish import BoundByRelaxation, finish
from nl2milp.compile.frames import ROOT, Frame
from nl2milp.compile.measuring import Measuring
from nl2milp.compile.ratios import Quotient, show_positive
from nl2milp.compile.scope import Scope
from nl2milp.compile.values import Affine, Measured
from nl2milp.errors import ExpressionError, FormulationError, UnboundedTermError
from nl2milp.formulation import Constraint, Formulation, Goal, Kind, Sense
from nl2milp.linear_model import LinearModel
from nl2milp.memory import limited_memory
from nl2milp.templates import Site

__all__ = ["Compiled", "compile_formulation"]

FloatArray: TypeAlias = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Stage:
    """One of the objectives that are optimised in order: `value` over the columns, to be minimised or maximised."""

    sense: Sense
    cost: FloatArray
    offset: float


@dataclass(frozen=True, eq=False)
class Compiled:
    """A formulation with its linear model, and the way back.

    Attributes
    ----------
    formulation : Formulation
        What was compiled.
    scope : Scope
        Its symbols and data.
    model : LinearModel
        Columns of the formulation's variables come first, auxiliary ones after them.
    stages : tuple of Stage
        Further objectives, in order of priority, where there is more than one;
        the model's own objective is the first.
    divisor : Stage or None
        Where the objective is a ratio, its divisor, positive at every feasible
        point; the model's own objective is then the numerator alone.
    """

    formulation: Formulation
    scope: Scope
    model: LinearModel
    stages: tuple[Stage, ...] = ()
    divisor: Stage | None = None

    def _measuring(self, values: FloatArray, tolerance: float, extra: dict[str, float] | None = None) -> Evaluator:
        return Evaluator(self.scope, Measuring(values, tolerance), extra)

    def holds(self, values: FloatArray, tolerance: float = 1e-6) -> list[NDArray[np.bool_]]:
        """Whether each constraint is true of `values`, straight from its words.

        Parameters
        ----------
        values : float array of shape (n,)
            A value for each column.
        tolerance : float
            Relative to what is added up; whole quantities are judged exactly.

        Returns
        -------
        list of bool arrays
            For each constraint, one entry for each point it stands at.
        """
        evaluator = self._measuring(values, tolerance)
        verdicts = []
        for constraint in self.formulation.constraints:
            template = templates.get(constraint.template)
            site = _site(constraint, template.checked(constraint), evaluator, None)
            verdicts.append(template.holds(site))
        return verdicts

    def frame_of(self, constraint: Constraint) -> Frame:
        """The points a constraint stands at."""
        return _frame(constraint.for_, Evaluator(self.scope), f"constraint '{constraint.name}'")

    def value_of(self, source: str, values: FloatArray, extra: dict[str, float] | None = None) -> Any:
        """An expression's value at `values`; names in `extra` count as numbers."""
        evaluator = self._measuring(values, 1e-6, extra).at(source, "what is asked")
        found = evaluator.expression(parse_expression(source), ROOT)
        return float(np.asarray(found.value if isinstance(found, Measured) else found))

    def quantities(self, values: FloatArray) -> dict[str, Any]:
        """The value of every scalar quantity, and of indexed ones by their labels."""
        evaluator = self._measuring(values, 1e-6)
        found: dict[str, Any] = {}
        for name in self.scope.declared.quantities:
            value, home = evaluator.quantity(name)
            numbers = np.broadcast_to(value.value if isinstance(value, Measured) else value, home.shape).ravel()
            if home.indices:
                found[name] = {_key_text(home.labels_at(place)): float(number) for place, number in enumerate(numbers)}
            else:
                found[name] = float(numbers[0])
        return found

    @cached_property
    def labels(self) -> dict[str, str]:
        """The text's own noun of each variable's symbol."""
        return {one.name: one.declared.label or one.name for one in self.scope.variables}

    def named_values(self, values: FloatArray) -> dict[str, Any]:
        """Values by variable, and by labels within an indexed one: `{"trucks": 3, "ship": {"A, North": 5}}`."""
        found: dict[str, Any] = {}
        for one in self.scope.variables:
            part = values[one.offset : one.offset + one.size]
            whole = one.kind is not Kind.CONTINUOUS
            numbers = [round(float(x)) if whole else _tidy(float(x)) for x in part]
            name = self.labels[one.name]
            if not one.index_names:
                found[name] = numbers[0]
            else:
                found[name] = {_key_text(one.domain.key(place)): number for place, number in enumerate(numbers)}
        return found


def _key_text(key: tuple[Any, ...]) -> str:
    return ", ".join(map(str, key))


def _tidy(value: float) -> float:
    """Without the solver's noise around a whole number."""
    nearest = round(value)
    return float(nearest) if abs(value - nearest) <= 1e-9 * max(1.0, abs(value)) else value


def _frame(clauses: str | None, evaluator: Evaluator, where: str) -> Frame:
    if not clauses:
        return ROOT
    try:
        return evaluator.at(clauses, f"{where}, for").extend(ROOT, parse_clauses(clauses))
    except ExpressionError as error:
        raise error.within(where) from None


def _site(constraint: Constraint, slots: Any, evaluator: Evaluator, builder: ModelBuilder | None) -> Site:
    frame = _frame(constraint.for_, evaluator, f"constraint '{constraint.name}'")
    return Site(constraint, slots, frame, evaluator, builder)


def compile_formulation(
    formulation: Formulation,
    attached: Mapping[str, Any] | None = None,
    relax: BoundByRelaxation | None = None,
    find: FindAnswer | None = None,
    memory_limit: float | None = None,
) -> Compiled:
    """Compile `formulation` to a linear model.

    Parameters
    ----------
    formulation : Formulation
        What a reader understood.
    attached : mapping, optional
        Attached tables by name, each a mapping of column name to values.
    relax : callable, optional
        Solves a relaxation for bounds that propagation does not find.
    find : callable, optional
        Finds a feasible point of a model, for bounds that follow only from
        what a known answer costs; see :mod:`nl2milp.compile.cutoff`.
    memory_limit : float, optional
        Megabytes that the whole process may use. What would need more, or more
        than the machine has left, is refused by its sizes before it is built.

    Raises
    ------
    FormulationError
        A part is wrong; the message names it and the column.
    DataError
        A table is.
    """
    with limited_memory(memory_limit):
        try:
            return _compiled(formulation, attached, relax)
        except UnboundedTermError:
            if find is None:
                raise
            known = known_value(lambda size: _compiled(formulation, attached, relax, box=size), find)
            if known is None:
                raise
        return _compiled(formulation, attached, relax, cutoff=known)


def _compiled(
    formulation: Formulation,
    attached: Mapping[str, Any] | None,
    relax: BoundByRelaxation | None,
    box: float | None = None,
    cutoff: float | None = None,
) -> Compiled:
    """Compile; in a box of that size, or with a row that the objective is no worse than `cutoff`."""
    scope = Scope(formulation, attached)
    builder = ModelBuilder()
    for one in scope.variables:
        builder.add_columns(
            one.name, one.size, one.lower, one.upper, one.kind is not Kind.CONTINUOUS,
            one.domain.key if one.index_names else (lambda place: ()), auxiliary=False,
        )  # fmt: skip
    evaluator = Evaluator(scope, Building(builder))
    _refuse_repeated_names(formulation)
    for number, constraint in enumerate(formulation.constraints):
        template = templates.get(constraint.template)
        builder.origin = Origin(constraint.name, number)
        site = _site(constraint, template.checked(constraint), evaluator, builder)
        try:
            template.rows(site)
        except ExpressionError as error:
            raise error.within(site.where) from None
    builder.origin = Origin("objective")
    objectives = _objectives(formulation, evaluator, builder)
    if box is not None:
        put_in_box(builder, box)
    if cutoff is not None:
        add_cutoff(builder, *objectives[0], cutoff)
    sense, value = objectives[0]
    if not isinstance(value, Quotient):
        model = finish(builder, objectives, relax)
        _show_divisors(builder, model, relax)
        return Compiled(formulation, scope, model, tuple(_stage(builder, *one) for one in objectives[1:]))
    builder.divisors.append(value.divisor(builder.origin, formulation.objective.value or ""))
    # a better ratio may want its divisor larger or smaller
    divisor = value.denominator
    model = finish(builder, [(sense, value.numerator), (Sense.MINIMIZE, divisor), (Sense.MAXIMIZE, divisor)], relax)
    _show_divisors(builder, model, relax)
    return Compiled(formulation, scope, model, divisor=_stage(builder, sense, divisor))


def _stage(builder: ModelBuilder, sense: Sense, value: Affine) -> Stage:
    return Stage(sense, cost_of(value, builder.num_columns), float(np.asarray(value.constant).ravel()[0]))


def _show_divisors(builder: ModelBuilder, model: LinearModel, relax: BoundByRelaxation | None) -> None:
    for divisor in builder.divisors:
        show_positive(divisor, builder, None if relax is None else partial(relax, model))


def _refuse_repeated_names(formulation: Formulation) -> None:
    seen: set[str] = set()
    for constraint in formulation.constraints:
        if constraint.name in seen:
            raise FormulationError(f"two constraints are called '{constraint.name}'; give one of them another name")
        seen.add(constraint.name)


def _objectives(formulation: Formulation, evaluator: Evaluator, builder: ModelBuilder) -> list[tuple[Sense, Affine]]:
    """The objectives in order, each over the single point."""
    objective = formulation.objective
    if objective.value is not None:
        try:
            value = evaluator.at(objective.value, "objective").expression(parse_expression(objective.value), ROOT)
        except ExpressionError as error:
            raise error.within("objective") from None
        return [(objective.sense, value if isinstance(value, Affine) else Affine(value, ()))]
    if not objective.goals:
        return [(objective.sense, Affine(0.0, ()))]
    by_priority: dict[int, list[Goal]] = {}
    for goal in objective.goals:
        by_priority.setdefault(goal.priority, []).append(goal)
    return [
        (Sense.MINIMIZE, Affine(0.0, ()).plus([_goal(goal, evaluator) for goal in by_priority[priority]]))
        for priority in sorted(by_priority)
    ]


def _goal(goal: Goal, evaluator: Evaluator) -> Any:
    """What a goal adds to its priority's sum, to be minimised: the weighted shortfall, or the weighted value."""
    where = f"goal '{goal.rule or goal.value}'"
    frame = _frame(goal.for_, evaluator, where)
    frame = frame if goal.for_ else ROOT.opened()
    try:
        if goal.value is not None:
            value = evaluator.at(goal.value, where).expression(parse_expression(goal.value), frame)
            if goal.sense is Sense.MAXIMIZE:
                value = value.times(-1.0, frame) if isinstance(value, Affine) else -value
        else:
            assert goal.rule is not None
            value = _shortfall(goal.rule, evaluator.at(goal.rule, where), frame)
        weight = evaluator.at(goal.weight, where).number(parse_expression(goal.weight), frame)
    except ExpressionError as error:
        raise error.within(where) from None
    weighted = value.times(weight, frame) if isinstance(value, Affine) else value * weight
    return (
        weighted.summed(frame)
        if isinstance(weighted, Affine)
        else float(np.sum(np.broadcast_to(weighted, frame.shape)))
    )


def _shortfall(rule: str, evaluator: Evaluator, frame: Frame) -> Any:
    node = parse_expression(rule)
    if not isinstance(node, Compare) or len(node.operators) != 1 or node.operators[0] not in ("<=", ">=", "=="):
        evaluator.fail("a goal is one comparison by <=, >= or ==", node)
    left, right = (evaluator.expression(operand, frame) for operand in node.operands)
    decisions = evaluator.decisions
    assert decisions is not None
    excess = decisions.known(left).plus([decisions.known(right).times(-1.0, frame)])
    if node.operators[0] == "==":
        return decisions.absolute(excess, frame)
    over = excess if node.operators[0] == "<=" else excess.times(-1.0, frame)
    return decisions.extreme("max", [0.0, over], frame)
