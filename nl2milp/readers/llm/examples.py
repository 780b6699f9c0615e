"""Labelled problems as the replies that a model should have given, phase by phase."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from nl2milp import templates
from nl2milp.algebra import parse_head
from nl2milp.datasets.cases import Case
from nl2milp.errors import InputError
from nl2milp.formulation import Constraint, Formulation
from nl2milp.readers.base import Problem
from nl2milp.readers.llm.assembly import assembled
from nl2milp.readers.llm.catalogue import OTHER, fill_model
from nl2milp.readers.llm.numbering import Line, NumberedText, number
from nl2milp.readers.llm.phases import chunks_of, in_play
from nl2milp.readers.llm.questions import to_classify, to_fill, to_identify
from nl2milp.readers.llm.tables import cell_text
from nl2milp.readers.llm.wire import Declaration, Statement, Statements

__all__ = ["Example", "examples_of", "labelled_formulation"]


@dataclass(frozen=True)
class Example:
    """One conversation: what a phase is told, and what it should reply."""

    phase: str
    system: str
    user: str
    reply: str

    def as_chat(self) -> dict[str, Any]:
        """As fine-tuning services take it."""
        pairs = (("system", self.system), ("user", self.user), ("assistant", self.reply))
        return {"messages": [{"role": role, "content": content} for role, content in pairs]}


def labelled_formulation(case: Case) -> Formulation | None:
    """The formulation that a case is labelled with: whole, or as flat rows; None where it has neither."""
    if isinstance(case.extra.get("formulation"), dict):
        return Formulation.model_validate(case.extra["formulation"])
    if all(key in case.extra for key in ("variables", "objective", "constraints")):
        return _of_rows(case.extra)
    return None


def _identifier(label: str) -> str:
    name = re.sub(r"\W+", "_", label.strip().lower()).strip("_")
    return f"x_{name}" if not name or name[0].isdigit() else name


def _of_rows(labels: Mapping[str, Any]) -> Formulation:
    names = {one["name"]: _identifier(one["name"]) for one in labels["variables"]}

    def sum_of(terms: Mapping[str, float]) -> str:
        parts = [f"{value:.12g}*{names[name]}" for name, value in terms.items() if value]
        return " + ".join(parts).replace("+ -", "- ") or "0"

    aim = labels["objective"]
    variables = [
        {"symbol": names[one["name"]], "label": one["name"], "kind": "integer" if one.get("integer") else "continuous"}
        for one in labels["variables"]
    ]
    constraints = []
    for place, one in enumerate(labels["constraints"], start=1):
        sign = "==" if one["op"] == "=" else one["op"]
        rule = f"{sum_of(one['terms'])} {sign} {one['rhs']:.12g}"
        constraints.append({"name": f"demand {place}", "slots": {"rule": rule}, "quote": one.get("text")})
    return Formulation.model_validate(
        {
            "variables": variables,
            "objective": {
                "sense": {"max": "maximize", "min": "minimize"}[aim["sense"]],
                "value": sum_of(aim["terms"]),
                "quote": aim.get("text"),
            },
            "constraints": constraints,
        }
    )


def _cited(quote: str | None, sentences: Sequence[str], text: NumberedText) -> list[str]:
    """The sentences that a part comes from: those that hold its quote, else those it is labelled with."""
    if quote:
        start = text.text.lower().find(" ".join(quote.split()).lower())
        if start >= 0:
            end = start + len(quote)
            return [line.name for line in text.lines if line.start < end and line.end > start]
    return [name for name in sentences if name in text.by_name]


def _mentions(line: Line, label: str) -> bool:
    return re.search(rf"\b{re.escape(label.lower())}", line.text.lower()) is not None


def _declaration(formulation: Formulation, text: NumberedText) -> Declaration:
    variables = []
    for one in formulation.variables:
        label = one.label or parse_head(one.symbol).name.replace("_", " ")
        first = next((line.name for line in text.lines if _mentions(line, label)), None)
        variables.append(
            {
                "symbol": one.symbol, "label": label, "kind": one.kind.value, "lower": one.lower, "upper": one.upper,
                "outside": one.outside, "unit": one.unit, "meaning": one.meaning, "sentences": [first] if first else [],
            }
        )  # fmt: skip
    labels = ", ".join(str(one["label"]) for one in variables)
    return Declaration.model_validate(
        {
            "plan": f"Decide {labels}.",
            "title": formulation.title,
            "sets": [_as_wire(one) for one in formulation.sets],
            "tables": [_as_wire(one) for one in formulation.tables],
            "patterns": [_as_wire(one) for one in formulation.patterns],
            "parameters": [_as_wire(one) for one in formulation.parameters],
            "variables": variables,
            "assumptions": list(formulation.assumptions),
            "questions": list(formulation.questions),
        }
    )


def _as_wire(part: Any) -> dict[str, Any]:
    data: dict[str, Any] = part.model_dump(mode="json", by_alias=True, exclude_none=True)
    data.pop("units", None)
    if "rows" in data:
        data["rows"] = [row if isinstance(row, str) else " ".join(map(cell_text, row)) for row in data["rows"]]
    if "members" in data:
        members = data["members"]
        data["members"] = [members] if isinstance(members, str) else [_label(one) for one in members]
    return data


def _label(member: Any) -> str:
    return f"({', '.join(map(str, member))})" if isinstance(member, list | tuple) else str(member)


def _says(one: Constraint) -> str:
    if one.template == "linear":
        return str(one.slots["rule"])
    return "; ".join(f"{key} {value}" for key, value in one.slots.items() if value is not None)


def _statements(formulation: Formulation, text: NumberedText) -> tuple[list[Statement], dict[int, Constraint]]:
    """All statements in the order of the text, and the constraint of each that is one."""
    aim = formulation.objective
    found: list[tuple[Statement, Constraint | None]] = []
    if aim.value is not None or aim.goals:
        says = f"{aim.sense.value} {aim.value or 'the goals'}"
        found.append(
            (Statement(sentences=_cited(aim.quote, aim.sentences, text), says=says, template="objective"), None)
        )
    for one in formulation.constraints:
        cited = _cited(one.quote, one.sentences, text)
        found.append((Statement(sentences=cited, says=_says(one), template=one.template), one))
    covered = {name for statement, _ in found for name in statement.sentences}
    for line in text.lines:
        if line.name not in covered:
            kind = "data" if re.search(r"\d", line.text) else "background"
            found.append((Statement(sentences=[line.name], says=line.text, template=kind), None))
    order = {line.name: place for place, line in enumerate(text.lines)}
    found.sort(key=lambda pair: order.get(next(iter(pair[0].sentences), ""), len(order)))
    return [one for one, _ in found], {place: one for place, (_, one) in enumerate(found, start=1) if one is not None}


def examples_of(case: Case, chunk: int = 15) -> list[Example]:
    """The conversations of all phases about one labelled case.

    Raises
    ------
    InputError
        The case has no usable labels, or its replies do not build what it is labelled with.
    """
    try:
        formulation = labelled_formulation(case)
        if formulation is None:
            raise InputError(
                f"{case.id} has no labels: expected a formulation, or variables, objective and constraints"
            )
        text = number(Problem(case.text))
        base = _declaration(formulation, text)
        said, constraints = _statements(formulation, text)
        statements = dict(enumerate(said, start=1))
        names = in_play(statements)
        parts = chunks_of(statements, chunk)
        fills = [_fill(formulation, names, part, constraints, first=place == 0) for place, part in enumerate(parts)]
        built, _ = assembled(base, fills, names, statements, text)
    except (KeyError, TypeError, ValidationError, ValueError) as error:
        raise InputError(f"{case.id}: its labels cannot be used: {' '.join(str(error).split())[:300]}") from None
    _must_agree(case, formulation, built)
    found = [Example("identify", *to_identify(text), _json(base)),
             Example("classify", *to_classify(text, base), _json(Statements(statements=said)))]  # fmt: skip
    whole = len(parts) == 1
    found += [
        Example("fill", *to_fill(text, base, names, part, whole), _json(fill))
        for part, fill in zip(parts, fills, strict=True)
    ]
    return found


def _json(reply: Any) -> str:
    return str(reply.model_dump_json(by_alias=True))


def _fill(
    formulation: Formulation,
    names: Sequence[str],
    part: Mapping[int, Statement],
    constraints: Mapping[int, Constraint],
    *,
    first: bool,
) -> Any:
    items: dict[str, list[dict[str, Any]]] = {name: [] for name in names}
    for place in part:
        if place in constraints:
            one = constraints[place]
            checked = templates.get(one.template).checked(one).model_dump(mode="json", by_alias=True)
            items[one.template].append({"statement": place, "name": one.name, "for": one.for_, **checked})
    data: dict[str, Any] = {**items, "quantities": [_as_wire(one) for one in formulation.quantities] if first else []}
    if any(one.template == "objective" for one in part.values()):
        aim = formulation.objective
        goals = [goal.model_dump(mode="json", by_alias=True) for goal in aim.goals]
        data["objective"] = {"sense": aim.sense.value, "value": aim.value, "goals": goals}
        data["asked"] = formulation.asked
    elif first and formulation.asked:
        data["asked"] = formulation.asked
    assert not set(names) & set(OTHER)
    return fill_model(names).model_validate(data)


def _must_agree(case: Case, labelled: Formulation, built: Formulation) -> None:
    """A reply that would not lead to what is labelled teaches mistakes."""
    from nl2milp.api import solve

    one, other = solve(labelled), solve(built)
    same = one.status is other.status and (
        one.objective == other.objective
        or abs((one.objective or 0.0) - (other.objective or 0.0)) <= 1e-6 * max(1.0, abs(one.objective or 0.0))
    )
    if not same:
        raise InputError(f"{case.id}: its replies give {other.status.value} {other.objective}, "
                         f"its labels {one.status.value} {one.objective}")  # fmt: skip
