"""The formulation: the contract between readers and everything behind them.

Plain data, solver-independent, JSON in and out. Slots such as `value`, `rule`
or `upper` hold strings in the grammar of :mod:`nl2milp.algebra`; they are
parsed there, never executed.

>>> formulation = Formulation.model_validate({
...     "variables": [{"symbol": "trucks", "kind": "integer"}],
...     "objective": {"sense": "minimize", "value": "90*trucks"},
...     "constraints": [{"name": "demand", "slots": {"rule": "40*trucks >= 500"}}],
... })
>>> formulation.variables[0].lower
'0'
>>> Formulation.model_validate_json(formulation.model_dump_json()) == formulation
True
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, JsonValue, model_validator

__all__ = [
    "Basis",
    "Constraint",
    "Expression",
    "Formulation",
    "Goal",
    "IndexSet",
    "Kind",
    "Objective",
    "Parameter",
    "Patterns",
    "Quantity",
    "Sense",
    "Span",
    "Table",
    "Variable",
]


def _number_to_text(value: Any) -> Any:
    """Let JSON numbers stand where the grammar wants an expression."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return repr(value)


Expression = Annotated[str, Field(max_length=20_000), BeforeValidator(_number_to_text)]
"""A string in the grammar of :mod:`nl2milp.algebra`; a JSON number is taken too."""

Symbol = Annotated[str, Field(min_length=1, max_length=2_000)]
"""A name, with index clauses if the thing is indexed: `ship[p in plants, m in markets]`."""

Scalar = str | int | float | None


class Kind(StrEnum):
    """Domain of a decision variable."""

    CONTINUOUS = "continuous"
    INTEGER = "integer"
    BINARY = "binary"


class Sense(StrEnum):
    """Direction of an objective."""

    MINIMIZE = "minimize"
    MAXIMIZE = "maximize"


class Basis(StrEnum):
    """Where a part comes from."""

    STATED = "stated"
    COMPUTED = "computed"
    ASSUMED = "assumed"
    IMPLIED = "implied"


class Part(BaseModel):
    """Base of all parts: frozen, and closed to unknown fields."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Span(Part):
    """Half-open range of characters, `text[start:end]`, of the problem's text."""

    start: int = Field(ge=0)
    end: int = Field(ge=0)

    @model_validator(mode="after")
    def _ordered(self) -> Span:
        if self.end < self.start:
            raise ValueError(f"a span ends at {self.end}, before its start {self.start}")
        return self


class IndexSet(Part):
    """A set of labels.

    `members` are labels, ranges (`1..6`), or one computed definition
    (`(s, l) for s in months, l in lengths if s + l <= 5`). A family
    (`serving[o in orders]`) has one member `key: label, label` for each key.
    """

    name: Symbol
    members: tuple[Scalar, ...] = ()
    meaning: str | None = None


class Table(Part):
    """Keyed rows that declare parameters and, where they are new, the key sets.

    Each row is its keys followed by one value for each column (or, with
    `across`, one value for each member of the set that `across` runs over). A
    row is a list, or a string of values separated by blanks in which a label
    with blanks stands in single quotes; `-` or null is a missing value.
    `set` names the set of the keys that occur. `source` takes the rows from
    the attached table of that name instead.
    """

    keys: str
    across: str | None = None
    set: str | None = None
    columns: tuple[str, ...] = ()
    rows: tuple[str | tuple[Scalar, ...], ...] = ()
    source: str | None = None
    units: tuple[str | None, ...] = ()


class Patterns(Part):
    """All maximal ways of cutting items out of a stock length.

    Declares the set `set` (`patterns[w in stocks]` or `patterns`) and the
    parameter `count`, indexed by stock (if any), pattern and item.
    """

    set: Symbol
    count: str
    items: str
    size: Expression
    capacity: Expression


class Parameter(Part):
    """A known number, or a family of them computed from data. `value` is null where the text gives none."""

    symbol: Symbol
    value: Expression | None = None
    basis: Basis = Basis.STATED
    unit: str | None = None
    meaning: str | None = None
    span: Span | None = None


class Variable(Part):
    """A decision variable, scalar or indexed.

    `outside` is its value at indices just outside its domain (before the first
    period); null makes such a reference an error. `label` is the text's noun.
    """

    symbol: Symbol
    kind: Kind = Kind.CONTINUOUS
    lower: Expression | None = "0"
    upper: Expression | None = None
    outside: Expression | None = None
    unit: str | None = None
    meaning: str | None = None
    label: str | None = None
    span: Span | None = None


class Quantity(Part):
    """A defined expression, used and shown by name."""

    symbol: Symbol
    value: Expression
    unit: str | None = None
    meaning: str | None = None


class Goal(Part):
    """One of several aims: a comparison whose violation is minimised, or an expression with a sense.

    Goals of a smaller `priority` come first; within one priority the weighted
    sum counts.
    """

    priority: int = Field(default=1, ge=1)
    rule: Expression | None = None
    sense: Sense | None = None
    value: Expression | None = None
    weight: Expression = "1"
    for_: str | None = Field(default=None, alias="for")

    @model_validator(mode="after")
    def _one_form(self) -> Goal:
        if (self.rule is None) == (self.value is None):
            raise ValueError("a goal has either a rule (a comparison) or a value with a sense")
        if self.value is not None and self.sense is None:
            raise ValueError("a goal with a value needs a sense, minimize or maximize")
        return self


class Objective(Part):
    """One expression with a sense, or goals; neither means any feasible answer will do."""

    sense: Sense = Sense.MINIMIZE
    value: Expression | None = None
    goals: tuple[Goal, ...] = ()
    sentences: tuple[str, ...] = ()
    quote: str | None = None
    span: Span | None = None

    @model_validator(mode="after")
    def _one_form(self) -> Objective:
        if self.value is not None and self.goals:
            raise ValueError("an objective has either a value or goals, not both")
        return self


class Constraint(Part):
    """One statement as an instance of a template.

    `slots` are checked against the template's own schema. `for` holds index
    clauses; the constraint stands once for each point. `sentences` are the
    numbers of the sentences it comes from (`S7`), empty for one that is
    implied. A soft constraint (`hard` false) may be given up in a repair first.
    """

    name: str = Field(min_length=1, max_length=2_000)
    template: str = "linear"
    slots: dict[str, JsonValue] = Field(default_factory=dict)
    for_: str | None = Field(default=None, alias="for")
    sentences: tuple[str, ...] = ()
    quote: str | None = None
    span: Span | None = None
    basis: Basis = Basis.STATED
    hard: bool = True
    weight: float = Field(default=1.0, gt=0)


class Formulation(Part):
    """A whole optimisation problem, as a reader understood it."""

    title: str | None = None
    sets: tuple[IndexSet, ...] = ()
    tables: tuple[Table, ...] = ()
    patterns: tuple[Patterns, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    variables: tuple[Variable, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    objective: Objective = Objective()
    constraints: tuple[Constraint, ...] = ()
    asked: Expression | None = None
    assumptions: tuple[str, ...] = ()
    questions: tuple[str, ...] = ()

    def to_json(self) -> str:
        """The formulation as JSON, without the fields that are at their defaults."""
        return self.model_dump_json(by_alias=True, exclude_defaults=True, indent=1)
