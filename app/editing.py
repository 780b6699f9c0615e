"""Parts of a formulation changed by hand: what the tables and cards of the screen hand in, checked."""

from __future__ import annotations

import typing
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any

from pydantic import ValidationError

from nl2milp import templates
from nl2milp.errors import FormulationError
from nl2milp.formulation import Constraint, Formulation, Goal, Objective, Parameter, Sense, Table, Variable

__all__ = [
    "MEET",
    "SlotField",
    "goal_rows",
    "slot_fields",
    "slots_from",
    "with_cells",
    "with_constraint",
    "with_goals",
    "with_objective",
    "with_parameters",
    "with_variables",
    "without_constraint",
]

MEET = "meet"
"""The aim of a goal that is a comparison."""


@dataclass(frozen=True)
class SlotField:
    """How a template's slot is asked for.

    Attributes
    ----------
    name : str
        As in a constraint's slots.
    kind : str
        `text`, `list` (one a line), `yes_no`, `choice` or `number`.
    choices : tuple of str
        Of a `choice`.
    is_required : bool
        Whether it must be filled in.
    help : str
        What it means.
    """

    name: str
    kind: str
    choices: tuple[str, ...] = ()
    is_required: bool = False
    help: str = ""


def slot_fields(template: str) -> tuple[SlotField, ...]:
    """The slots of a template, in their order.

    >>> [(one.name, one.kind, one.is_required) for one in slot_fields("if_then")]
    [('if', 'text', True), ('then', 'text', True), ('tolerance', 'number', False)]
    """
    found = []
    for name, info in templates.get(template).Slots.model_fields.items():
        if template == "linear" and name == "role":
            continue  # it follows from the rule
        kind, choices = _kind(info.annotation)
        found.append(SlotField(info.alias or name, kind, choices, info.is_required(), info.description or ""))
    return tuple(found)


def _kind(annotation: Any) -> tuple[str, tuple[str, ...]]:
    if typing.get_origin(annotation) is typing.Annotated:
        return _kind(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) is typing.Literal:
        return "choice", tuple(map(str, typing.get_args(annotation)))
    if typing.get_origin(annotation) is tuple:
        return "list", ()
    inner = [one for one in typing.get_args(annotation) if one is not NoneType]
    if inner and typing.get_origin(annotation) is not None:
        return _kind(inner[0])
    return {bool: "yes_no", float: "number", int: "number"}.get(annotation, "text"), ()


def slots_from(template: str, given: Mapping[str, Any]) -> dict[str, Any]:
    """Slots from what was filled in; empty ones are left out.

    Raises
    ------
    FormulationError
        A number is none.
    """
    slots: dict[str, Any] = {}
    for field in slot_fields(template):
        value = given.get(field.name)
        if field.kind == "list":
            lines = [line.strip() for line in str(value or "").splitlines() if line.strip()]
            if lines or field.is_required:
                slots[field.name] = lines
        elif field.kind == "yes_no":
            if value:
                slots[field.name] = True
        elif value is not None and str(value).strip():
            slots[field.name] = _number(field.name, value) if field.kind == "number" else str(value).strip()
        elif field.is_required and field.name == "initial":
            slots[field.name] = None  # a stock says that its beginning is not known
    return slots


def _number(name: str, value: Any) -> float:
    try:
        return float(str(value).replace(",", ""))
    except ValueError:
        raise FormulationError(f"'{name}' is a number; '{value}' is none") from None


def with_constraint(formulation: Formulation, old: str | None, new: Constraint) -> Formulation:
    """The formulation with a statement in the place of the one called `old`; at the end where that is None.

    Raises
    ------
    FormulationError
        A slot is wrong, or the name is another statement's.
    """
    templates.get(new.template).checked(new)
    others = {one.name for one in formulation.constraints if one.name != old}
    if new.name in others:
        raise FormulationError(f"another statement is called '{new.name}'; choose another name")
    if old is None:
        return formulation.model_copy(update={"constraints": (*formulation.constraints, new)})
    kept = tuple(new if one.name == old else one for one in formulation.constraints)
    return formulation.model_copy(update={"constraints": kept})


def without_constraint(formulation: Formulation, name: str) -> Formulation:
    """The formulation without the statement called `name`."""
    from nl2milp.analyse.numbers import without

    return without(formulation, frozenset({name}))


def with_objective(formulation: Formulation, sense: Sense, value: str) -> Formulation:
    """The formulation with another objective; an empty one asks for any plan that fits."""
    old = formulation.objective
    new = Objective(sense=sense, value=value.strip() or None, quote=old.quote, span=old.span, sentences=old.sentences)
    return formulation.model_copy(update={"objective": new})


def goal_rows(objective: Objective) -> list[dict[str, Any]]:
    """An objective as rows of goals: order, aim, of, weight, each. A single expression is one row, none is no row."""
    if objective.value is not None:
        aim = objective.sense.value
        return [{"order": 1, "aim": aim, "of": objective.value, "weight": "1", "each": ""}]
    return [
        {
            "order": one.priority, "aim": MEET if one.rule is not None else one.sense.value if one.sense else "",
            "of": one.rule or one.value or "", "weight": one.weight, "each": one.for_ or "",
        }
        for one in sorted(objective.goals, key=lambda one: one.priority)
    ]  # fmt: skip


def with_goals(formulation: Formulation, rows: Iterable[Mapping[str, Any]]) -> Formulation:
    """The formulation with goals as the rows say; see :func:`goal_rows`.

    A goal to meet is a comparison, whose violation is made as small as it can
    be; goals of a smaller order come first. A single goal to maximise or
    minimise is a plain objective.

    Raises
    ------
    FormulationError
        A row is wrong.
    """
    old = formulation.objective
    goals: list[Goal] = []
    for number, row in enumerate(rows, start=1):
        of = _text(row.get("of"))
        if of is None:
            raise FormulationError(f"goal {number} says nothing: give an expression, or for one to meet a comparison")
        aim = _text(row.get("aim")) or MEET
        order = _text(row.get("order"))
        data = {
            "priority": 1 if order is None else _whole("order", order), "weight": _text(row.get("weight")) or "1",
            "for": _text(row.get("each")), **({"rule": of} if aim == MEET else {"sense": aim, "value": of}),
        }  # fmt: skip
        goals.append(_checked(Goal, data, f"goal {number}"))
    lone = goals[0] if len(goals) == 1 else None
    if lone is not None and lone.value is not None and lone.sense is not None and lone.for_ is None:
        return with_objective(formulation, lone.sense, lone.value)
    new = Objective(goals=tuple(goals), quote=old.quote, span=old.span, sentences=old.sentences)
    return formulation.model_copy(update={"objective": new})


def _whole(name: str, value: str) -> int:
    number = _number(name, value)
    if number != int(number):
        raise FormulationError(f"'{name}' is a whole number; '{value}' is none")
    return int(number)


def _checked(kind: type[Any], data: Mapping[str, Any], what: str) -> Any:
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join(map(str, first["loc"]))
        raise FormulationError(f"{what}: {field}: {first['msg'].lower()}") from None


def _text(value: Any) -> str | None:
    if value is None or value != value:
        return None
    return str(value).strip() or None


def with_variables(formulation: Formulation, rows: Iterable[Mapping[str, Any]]) -> Formulation:
    """The formulation with its decision variables as the rows say: symbol, label, kind, lower, upper, unit.

    Raises
    ------
    FormulationError
        A row is wrong, or two have one symbol.
    """
    known = {one.symbol: one for one in formulation.variables}
    found: list[Variable] = []
    for row in rows:
        symbol = _text(row.get("symbol"))
        if symbol is None:
            raise FormulationError("a decision needs a symbol, such as vans or ship[p in plants]")
        if any(one.symbol == symbol for one in found):
            raise FormulationError(f"two decisions are called '{symbol}'")
        old = known.get(symbol)
        data = {} if old is None else old.model_dump(by_alias=True)
        for field in ("label", "kind", "lower", "upper", "unit"):
            if field in row:
                data[field] = _text(row[field])
        data |= {"symbol": symbol, "kind": data.get("kind") or "continuous"}
        new: Variable = _checked(Variable, data, f"decision '{symbol}'")
        found.append(new)
    return formulation.model_copy(update={"variables": tuple(found)})


def with_parameters(formulation: Formulation, rows: Sequence[Mapping[str, Any]]) -> Formulation:
    """The formulation with its numbers as the rows say: symbol, value, unit, meaning."""
    known = {one.symbol: one for one in formulation.parameters}
    found = []
    for row in rows:
        symbol = _text(row.get("symbol"))
        if symbol is None:
            raise FormulationError("a number needs a symbol, such as wage")
        old = known.get(symbol)
        data = {} if old is None else old.model_dump(by_alias=True)
        data |= {field: _text(row[field]) for field in ("value", "unit", "meaning") if field in row}
        found.append(_checked(Parameter, data | {"symbol": symbol}, f"number '{symbol}'"))
    return formulation.model_copy(update={"parameters": tuple(found)})


def with_cells(formulation: Formulation, place: int, rows: Sequence[Sequence[Any]]) -> Formulation:
    """The formulation with other rows in one of its tables."""
    table = formulation.tables[place]
    kept = tuple(tuple(None if cell is None or cell != cell else cell for cell in row) for row in rows)
    new = _checked(Table, table.model_dump(by_alias=True) | {"rows": kept}, f"table {place + 1}")
    tables = tuple(new if at == place else one for at, one in enumerate(formulation.tables))
    return formulation.model_copy(update={"tables": tables})
