"""From what the phases understood to a reading: where each part stands, what is left open, and why."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from nl2milp.formulation import Formulation
from nl2milp.readers.base import Question, Reading, Statement
from nl2milp.readers.llm.narrowing import narrowed
from nl2milp.readers.llm.numbering import NumberedText
from nl2milp.readers.llm.phases import Understood

__all__ = ["as_reading"]

_KINDS = {"asked": "objective"}


def as_reading(understood: Understood, text: NumberedText, reader: str, details: Mapping[str, Any]) -> Reading:
    """The reading; not confident where a serious finding is left, or a part did not build."""
    judged = understood.judged
    formulation = _placed(judged.formulation, text)
    serious = [issue for issue in understood.issues if issue.serious]
    lost = {one.name: one for one in judged.lost}
    cited = {name for one in lost.values() for name in one.sentences}
    cited |= {issue.sentence for issue in understood.issues if issue.serious and issue.sentence}
    notes = tuple(f"{one.sentence}: {one.what} is not in the model: {one.why}" for one in understood.explained)
    formulation = formulation.model_copy(update={"assumptions": (*formulation.assumptions, *notes)})
    missing = [one.symbol for one in formulation.parameters if one.value is None]
    return Reading(
        formulation=formulation,
        reader=reader,
        statements=_statements(formulation, understood, text),
        questions=tuple(Question(f"What is {name}? The text does not say.") for name in missing),
        not_understood=tuple(text.by_name[name].span for name in sorted(cited) if name in text.by_name),
        confident=not serious and not lost and not missing,
        reasons=tuple(dict.fromkeys(issue.message for issue in understood.issues)),
        details=dict(details),
    )


def _placed(formulation: Formulation, text: NumberedText) -> Formulation:
    """With the span of each constraint narrowed to the words that state it."""
    constraints = []
    shared: dict[tuple[str, ...], int] = {}
    for one in formulation.constraints:
        shared[one.sentences] = shared.get(one.sentences, 0) + 1
    for one in formulation.constraints:
        if one.span is not None and shared[one.sentences] > 1:
            span = narrowed(one, text.text)
            one = one.model_copy(update={"span": span, "quote": text.text[span.start : span.end]})
        constraints.append(one)
    return formulation.model_copy(update={"constraints": tuple(constraints)})


def _statements(formulation: Formulation, understood: Understood, text: NumberedText) -> tuple[Statement, ...]:
    found = []
    for one in formulation.constraints:
        if one.span is not None:
            role = one.slots.get("role") if one.template == "linear" else None
            found.append(Statement(one.span, one.template, one.name, role if isinstance(role, str) else None))
    kinds = {"objective": "objective", "asked": "objective", "variable": "variable", "data": "data"}
    for statement in understood.statements.values():
        kind = kinds.get(statement.template, "background" if statement.template == "background" else None)
        if kind is None:
            continue
        for name in statement.sentences:
            if name in text.by_name:
                found.append(Statement(text.by_name[name].span, kind, "objective" if kind == "objective" else None))
    return tuple(sorted(found, key=lambda one: (one.span.start, one.span.end)))
