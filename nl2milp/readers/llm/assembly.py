"""From the replies of the phases to one formulation."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from nl2milp.algebra import parse_head
from nl2milp.errors import ExpressionError
from nl2milp.formulation import (
    Basis,
    Constraint,
    Formulation,
    Goal,
    IndexSet,
    Kind,
    Objective,
    Parameter,
    Patterns,
    Quantity,
    Table,
    Variable,
)
from nl2milp.readers.llm.catalogue import item_slots
from nl2milp.readers.llm.numbering import NumberedText
from nl2milp.readers.llm.parsing import UnusableReplyError
from nl2milp.readers.llm.tables import inlined
from nl2milp.readers.llm.wire import Declaration, Statement, WireGoal, WireObjective, WireVariable

__all__ = [
    "Drafted",
    "assembled",
    "declared",
    "drafted_constraints",
    "head_name",
    "merged",
    "objective_of",
    "symbol_of",
]

P = TypeVar("P")


def head_name(symbol: str) -> str:
    """The name in `ship[p in plants]`; the whole where it does not parse."""
    try:
        return parse_head(symbol).name
    except ExpressionError:
        return re.split(r"[\[\s(]", symbol, maxsplit=1)[0]


def symbol_of(part: Any) -> str:
    """The name under which a part is replaced or removed; a table's is that of its columns."""
    if isinstance(part, Table):
        return " ".join(part.columns) or part.set or part.keys
    return head_name(getattr(part, "symbol", None) or getattr(part, "name", None) or part.set)


def merged(before: Iterable[P], after: Iterable[P]) -> tuple[P, ...]:
    """Parts by symbol: a later declaration takes the place of the earlier one of the same name."""
    found = {symbol_of(part): part for part in before}
    for part in after:
        found[symbol_of(part)] = part
    return tuple(found.values())


def _variable(one: WireVariable, text: NumberedText) -> Variable:
    binary = one.kind == "binary"
    return Variable(
        symbol=one.symbol, kind=Kind(one.kind), lower=one.lower, outside=one.outside,
        upper="1" if binary and one.upper is None else one.upper,
        unit=one.unit, meaning=one.meaning, label=one.label,
        span=text.span_of(tuple(one.sentences)),
    )  # fmt: skip


def _model(data: BaseModel) -> dict[str, Any]:
    return data.model_dump(mode="json", by_alias=True)


def declared(one: Any, text: NumberedText) -> dict[str, Any]:
    """The parts that a reply declares, as fields of a formulation.

    Raises
    ------
    UnusableReplyError
        One of them does not fit the contract.
    """
    try:
        tables = [Table.model_validate(_model(table)) for table in getattr(one, "tables", [])]
        return {
            "sets": tuple(IndexSet(name=part.name, members=tuple(part.members)) for part in getattr(one, "sets", [])),
            "tables": tuple(inlined(table, text.tables) for table in tables),
            "patterns": tuple(Patterns.model_validate(_model(part)) for part in getattr(one, "patterns", [])),
            "parameters": tuple(
                Parameter(symbol=part.symbol, value=part.value, basis=Basis(part.basis), unit=part.unit)
                for part in getattr(one, "parameters", [])
            ),
            "variables": tuple(_variable(part, text) for part in one.variables),
            "quantities": tuple(
                Quantity(symbol=part.symbol, value=part.value, unit=part.unit)
                for part in getattr(one, "quantities", [])
            ),
        }
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise UnusableReplyError(f"{error.title}: {where}: {first['msg'].lower()}") from None


@dataclass(frozen=True)
class Drafted:
    """A constraint and the statement it comes from (0 if none)."""

    constraint: Constraint
    statement: int


def drafted_constraints(
    fill: Any, names: Sequence[str], statements: Mapping[int, Statement], text: NumberedText
) -> list[Drafted]:
    """The instances in a reply of phase iii, in the order of their statements."""
    found = []
    for name in names:
        for item in getattr(fill, name):
            statement = statements.get(item.statement)
            sentences = tuple(statement.sentences) if statement else ()
            span = text.span_of(sentences)
            constraint = Constraint(
                name=item.name, template=name, slots=item_slots(item), for_=item.for_ or None, sentences=sentences,
                quote=text.text[span.start : span.end] if span else None, span=span,
                basis=Basis.STATED if sentences else Basis.IMPLIED,
            )  # fmt: skip
            found.append(Drafted(constraint, item.statement))
    return sorted(found, key=lambda one: (one.statement == 0, one.statement))


def _goal(one: WireGoal) -> Goal:
    return Goal.model_validate({key: value for key, value in _model(one).items() if value is not None})


def objective_of(one: WireObjective | None, sentences: tuple[str, ...], text: NumberedText) -> Objective | None:
    """The objective that a reply states, if it states one.

    Raises
    ------
    UnusableReplyError
        It has both a value and goals, or a goal has neither or both forms.
    """
    if one is None or (one.value is None and not one.goals):
        return None
    span = text.span_of(sentences)
    quote = text.text[span.start : span.end] if span else None
    try:
        goals = () if one.value is not None else tuple(map(_goal, one.goals))
        return Objective.model_validate(
            {
                "sense": one.sense,
                "value": one.value,
                "goals": goals,
                "sentences": sentences,
                "quote": quote,
                "span": span,
            }
        )
    except ValidationError as error:
        raise UnusableReplyError(f"objective: {error.errors()[0]['msg'].lower()}") from None


def _unique(drafts: Sequence[Drafted]) -> tuple[Constraint, ...]:
    """Constraints with names that differ: a second 'labour' becomes 'labour (2)'."""
    seen: dict[str, int] = {}
    found = []
    for draft in drafts:
        name = draft.constraint.name
        seen[name] = seen.get(name, 0) + 1
        found.append(
            draft.constraint
            if seen[name] == 1
            else draft.constraint.model_copy(update={"name": f"{name} ({seen[name]})"})
        )
    return tuple(found)


def assembled(
    base: Declaration | None,
    fills: Sequence[Any],
    names: Sequence[str],
    statements: Mapping[int, Statement],
    text: NumberedText,
) -> tuple[Formulation, list[Drafted]]:
    """One formulation from phase i (None in one step) and all chunks of phase iii.

    Raises
    ------
    UnusableReplyError
        A part does not fit the contract.
    """
    parts: dict[str, tuple[Any, ...]] = declared(base, text) if base else {}
    notes: dict[str, list[str]] = {
        "assumptions": list(base.assumptions) if base else [], "questions": list(base.questions) if base else []
    }  # fmt: skip
    drafts: list[Drafted] = []
    objective, asked = None, None
    about = next((tuple(one.sentences) for one in statements.values() if one.template == "objective"), ())
    for fill in fills:
        for kind, more in declared(fill, text).items():
            parts[kind] = merged(parts.get(kind, ()), more)
        drafts += drafted_constraints(fill, names, statements, text)
        objective = objective_of(fill.objective, about, text) or objective
        asked = fill.asked or asked
        notes["assumptions"] += fill.assumptions
        notes["questions"] += fill.questions
    formulation = Formulation(
        title=base.title if base else None, **parts, objective=objective or Objective(), constraints=_unique(drafts),
        asked=asked or None,
        assumptions=tuple(dict.fromkeys(notes["assumptions"])), questions=tuple(dict.fromkeys(notes["questions"])),
    )  # fmt: skip
    named = [Drafted(one, draft.statement) for one, draft in zip(formulation.constraints, drafts, strict=True)]
    return formulation, named
