"""What a template is, where it is used, and how it is found by name."""

from __future__ import annotations

import importlib
import pkgutil
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from typing import Annotated, Any, ClassVar, TypeVar

import numpy as np
from numpy.typing import NDArray
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from nl2milp.algebra import parse_clauses, parse_each, parse_expression
from nl2milp.algebra.syntax import Clause, Compare, Filter, Node
from nl2milp.compile.builder import ModelBuilder
from nl2milp.compile.conditions import as_condition
from nl2milp.compile.evaluate import Condition, Evaluator
from nl2milp.compile.frames import Frame
from nl2milp.compile.logic import Logic
from nl2milp.compile.measuring import Verdict, as_verdict
from nl2milp.compile.values import flat
from nl2milp.errors import ExpressionError, FormulationError
from nl2milp.formulation import Constraint, Expression

__all__ = [
    "ClausesSlot",
    "ConditionSlot",
    "ConditionsSlot",
    "ExampleProblem",
    "ExpressionSlot",
    "Site",
    "Slots",
    "Template",
    "ToleranceSlot",
    "get",
    "is_one_for_one",
    "names",
    "register",
]

ExpressionSlot = Annotated[Expression, Field(description="an expression of the grammar")]
ConditionSlot = Annotated[
    Expression, Field(description="a condition, such as open[p] == 1 or trucks >= 20 and vans <= 5")
]
ClausesSlot = Annotated[str, Field(description="index clauses, such as t in periods", max_length=20_000)]


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


ConditionsSlot = Annotated[
    tuple[ConditionSlot, ...],
    BeforeValidator(_listed),
    Field(min_length=1, description="conditions; one may be repeated, open[s] == 1 for s in sites"),
]


ToleranceSlot = Annotated[
    float | None,
    Field(
        default=None,
        gt=0,
        description="by how much a continuous quantity must be beyond a limit to count as strictly beyond it; "
        "null where all quantities compared are whole",
    ),
]


@dataclass(frozen=True)
class ExampleProblem:
    """A problem in words that a template serves, with its whole formulation and its answer.

    Attributes
    ----------
    text : str
        The problem.
    formulation : dict
        Fields of a :class:`~nl2milp.formulation.Formulation`.
    answer : float
        The optimal objective.
    """

    text: str
    formulation: dict[str, Any]
    answer: float


class Slots(BaseModel):
    """Base of a template's slots: frozen, and closed to unknown names."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


@dataclass(frozen=True, eq=False)
class Site:
    """An instance of a template in a formulation, over the frame of its `for` clauses.

    Attributes
    ----------
    constraint : Constraint
        As declared.
    slots : Slots
        Checked against the template's schema.
    frame : Frame
        One point for each time the constraint stands.
    evaluator : Evaluator
        Gives affine values while building, measured ones while checking.
    builder : ModelBuilder or None
        None while checking.
    """

    constraint: Constraint
    slots: Any
    frame: Frame
    evaluator: Evaluator
    builder: ModelBuilder | None = None

    @property
    def build(self) -> ModelBuilder:
        """The builder; only while building."""
        if self.builder is None:
            raise RuntimeError("rows are asked of a site that only checks")
        return self.builder

    @property
    def where(self) -> str:
        """The constraint, for messages."""
        return f"constraint '{self.constraint.name}'"

    def _located(self, source: str, slot: str = "") -> Evaluator:
        return self.evaluator.at(source, f"{self.where}{f', slot {slot}' if slot else ''}")

    def parse(self, source: str) -> Node:
        """The parsed form of an expression or condition."""
        try:
            return parse_expression(source)
        except ExpressionError as error:
            raise error.within(self.where) from None

    def expression(self, source: str, frame: Frame | None = None) -> Any:
        """The value of an expression at each point: data, or a decision value."""
        node = self.parse(source)
        return self._located(source).expression(node, frame or self.frame)

    def decision(self, source: str, frame: Frame | None = None) -> Any:
        """The value of an expression, data taken as a constant decision value."""
        value = self.expression(source, frame)
        assert self.evaluator.decisions is not None
        return self.evaluator.decisions.known(value)

    def number(self, source: str, frame: Frame | None = None) -> Any:
        """The value of an expression of data."""
        node = self.parse(source)
        return self._located(source).number(node, frame or self.frame)

    def condition(self, source: str, frame: Frame | None = None) -> Condition:
        """A condition at each point."""
        node = self.parse(source)
        found = self._located(source).condition(node, frame or self.frame)
        return as_condition(found) if self.builder is not None else as_verdict(found)

    def clauses(self, source: str) -> tuple[Clause | Filter, ...]:
        """Parsed index clauses."""
        try:
            return parse_clauses(source)
        except ExpressionError as error:
            raise error.within(self.where) from None

    def extend(self, source: str, frame: Frame | None = None) -> Frame:
        """The frame that index clauses span over each point."""
        clauses = self.clauses(source)
        return self._located(source).extend(frame or self.frame, clauses)

    def conditions(self, sources: Sequence[str]) -> list[tuple[Condition, Frame]]:
        """Listed conditions, each with the frame it is spanned over (a child of this one)."""
        found = []
        for source in sources:
            try:
                each = parse_each(source)
            except ExpressionError as error:
                raise error.within(self.where) from None
            evaluator = self._located(source)
            frame = evaluator.extend(self.frame, each.clauses)
            value = evaluator.condition(each.body, frame)
            found.append((as_condition(value) if self.builder is not None else as_verdict(value), frame))
        return found

    def logic(self, tolerance: float | None = None, closed: bool = False) -> Logic:
        """The linearisation of conditions into this site's model."""
        return Logic(self.build, tolerance, closed)

    def verdict(self, source: str, frame: Frame | None = None) -> Verdict:
        """A condition's verdict at each point; only while checking."""
        found = self.condition(source, frame)
        assert isinstance(found, Verdict)
        return found

    def compared(self, left: str, operator: str, right: str, frame: Frame | None = None) -> Condition:
        """The condition that two expressions compare as stated."""
        frame = frame or self.frame
        values = self.decision(left, frame), self.decision(right, frame)
        node = Compare((self.parse(left), self.parse(right)), (operator,))
        assert self.evaluator.decisions is not None
        return self.evaluator.decisions.compare(values[0], operator, values[1], frame, node)

    def judged(self, left: str, operator: str, right: str, frame: Frame | None = None) -> Verdict:
        """The verdict on a comparison of two expressions; only while checking."""
        return as_verdict(self.compared(left, operator, right, frame))

    def counts(self, sources: Sequence[str], weights: Sequence[str] = ()) -> tuple[Any, Any, Any]:
        """How many of the listed conditions must hold, may hold, and are listed; or the sums of their weights.

        Flat over the points of the frame; weights are not negative.
        """
        totals = np.zeros((3, self.frame.size))
        for place, (found, inner) in enumerate(self.conditions(sources)):
            assert isinstance(found, Verdict)
            weight = flat(self.number(weights[place], inner) if weights else 1.0, inner)
            rows = flat(inner.rows, inner)
            chosen = np.logical_not(flat(found.may_fail, inner)), flat(found.may_hold, inner), np.ones(inner.size)
            for total, counted in zip(totals, chosen, strict=True):
                np.add.at(total, rows, weight * counted)
        return totals[0], totals[1], totals[2]

    def all_points(self, value: Any) -> NDArray[np.bool_]:
        """Truth at each point of the frame, flat."""
        if not self.frame.shape:
            return np.array([value], dtype=bool).ravel()
        return np.broadcast_to(np.asarray(value, dtype=bool), self.frame.shape).ravel()


class Template(ABC):
    """A kind of statement, defined twice: by its rows, and straight from the words.

    `rows` is what the solver gets. `holds` is what the statement says; tests
    demand that both admit the same points, and every answer is put to `holds`
    again.
    """

    id: ClassVar[str]
    title: ClassVar[str]
    says: ClassVar[str]
    """What an instance demands, in one sentence."""
    phrases: ClassVar[tuple[str, ...]]
    """Ways people say it."""
    maths: ClassVar[str]
    """The statement in LaTeX, with generic symbols."""
    example: ClassVar[tuple[str, dict[str, Any]]]
    """A sentence, and the slots it fills."""
    hints: ClassVar[tuple[str, ...]] = ()
    """Mistakes that readers make with it."""
    problem: ClassVar[ExampleProblem]
    """A problem in words with its formulation and answer; shown, and solved by a test."""
    Slots: ClassVar[type[Slots]]

    @abstractmethod
    def rows(self, site: Site) -> None:
        """Add the linear rows to `site.build`."""

    @abstractmethod
    def holds(self, site: Site) -> NDArray[np.bool_]:
        """Whether the statement is true of the values, flat over the points of `site.frame`."""

    def latex(self, slots: Any) -> str:
        """An instance in mathematical notation."""
        from nl2milp.export.latex import slots_to_latex

        return slots_to_latex(self.title, slots)

    def checked(self, constraint: Constraint) -> Any:
        """The constraint's slots, checked against the schema.

        Raises
        ------
        FormulationError
            A slot that is missing, unknown, or of the wrong type.
        """
        try:
            return self.Slots.model_validate(constraint.slots)
        except ValidationError as error:
            first = error.errors()[0]
            slot = ".".join(str(part) for part in first["loc"])
            fields = self.Slots.model_fields
            slots = ", ".join(fields[name].alias or name for name in fields)
            raise FormulationError(
                f"constraint '{constraint.name}': slot '{slot}' of template '{self.id}': {first['msg'].lower()}; "
                f"its slots are {slots}"
            ) from None


def is_one_for_one(inner: Frame) -> bool:
    """Whether a child has the points of its parent, one for one."""
    return inner.parent is not None and np.array_equal(flat(inner.rows, inner), np.arange(inner.parent.size))


T = TypeVar("T", bound=type[Template])
_REGISTRY: dict[str, Template] = {}


def register(template: T) -> T:
    """Register a template class under its id; a class decorator.

    Raises
    ------
    ValueError
        The id is taken.
    """
    if template.id in _REGISTRY:
        raise ValueError(f"a template '{template.id}' is registered already")
    _REGISTRY[template.id] = template()
    return template


@cache
def _load_all() -> None:
    """Import every module beside this one, and the plug-ins: each registers its own."""
    import nl2milp.templates

    for module in pkgutil.iter_modules(nl2milp.templates.__path__):
        importlib.import_module(f"nl2milp.templates.{module.name}")
    for plugin in entry_points(group="nl2milp.templates"):
        plugin.load()


def get(template: str) -> Template:
    """The template called `template`.

    Raises
    ------
    FormulationError
        There is none; the message lists those there are.
    """
    _load_all()
    if template not in _REGISTRY:
        raise FormulationError(f"there is no template '{template}'; the templates are {', '.join(names())}")
    return _REGISTRY[template]


def names() -> list[str]:
    """The ids of all templates, sorted."""
    _load_all()
    return sorted(_REGISTRY)
