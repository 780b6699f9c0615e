"""A workspace as plain data for the database, and back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from nl2milp.app.store import Snapshot
from nl2milp.app.workspace import Workspace
from nl2milp.formulation import Formulation, Span
from nl2milp.readers.base import Choice, Question, Reading, Statement
from nl2milp.result import Result, ResultStatus

__all__ = ["from_snapshot", "to_snapshot"]

_STATEMENT, _DOUBT, _REASON, _UNSURE, _CONFIRMED, _READER = (
    "statement", "not understood", "reason", "unsure", "confirmed", "reader")  # fmt: skip


def to_snapshot(workspace: Workspace) -> Snapshot:
    """All of a workspace but its past and its conversation."""
    formulation = workspace.formulation
    return Snapshot(
        text=workspace.text,
        tables=workspace.tables,
        reader=workspace.reader,
        formulation=None if formulation is None else _data(formulation),
        marks=_marks(workspace),
        questions=[_question(one, workspace.chosen[place]) for place, one in enumerate(workspace.questions)],
        result=None if workspace.result is None else workspace.result.to_dict(),
        note=workspace.note,
    )


def from_snapshot(snapshot: Snapshot) -> Workspace:
    """The workspace that was saved.

    Its result has the answer, and no linear model: whatever needs one solves
    again. Marks that this version does not know are left out.
    """
    if snapshot.formulation is None:
        return Workspace(snapshot.text, snapshot.tables, snapshot.reader, note=snapshot.note)
    formulation = Formulation.model_validate(snapshot.formulation)
    statements, doubts, reasons = [], [], []
    is_unsure = is_confirmed = False
    reader = snapshot.reader
    for mark in snapshot.marks:
        kind = mark.get("kind")
        span = _span(mark, len(snapshot.text))
        if kind == _STATEMENT and span is not None and isinstance(mark.get("template"), str):
            statements.append(Statement(span, mark["template"], _text(mark.get("part")), _text(mark.get("role"))))
        elif kind == _DOUBT and span is not None:
            doubts.append(span)
        elif kind == _REASON and isinstance(mark.get("text"), str):
            reasons.append(mark["text"])
        elif kind == _READER and isinstance(mark.get("name"), str):
            reader = mark["name"]
        is_unsure |= kind == _UNSURE
        is_confirmed |= kind == _CONFIRMED
    asked = [_asked(one, snapshot) for one in snapshot.questions]
    questions = tuple(question for question, _ in asked)
    # where nothing was edited, the reading is what was taken of each question
    taken = next((q.choices[chosen].formulation for q, chosen in asked if q.choices), formulation)
    reading = Reading(
        taken if len(asked) == 1 else formulation,
        reader,
        tuple(statements),
        questions,
        tuple(doubts),
        not is_unsure,
        tuple(reasons),
    )
    return Workspace(
        snapshot.text,
        snapshot.tables,
        snapshot.reader,
        reading,
        formulation,
        tuple(chosen for _, chosen in asked),
        is_confirmed,
        _result(snapshot, formulation, reading),
        note=snapshot.note,
    )


def _data(formulation: Formulation) -> dict[str, Any]:
    return formulation.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _marks(workspace: Workspace) -> list[dict[str, Any]]:
    reading = workspace.reading
    if reading is None:
        return []
    marks: list[dict[str, Any]] = [
        {"kind": _STATEMENT, "start": one.span.start, "end": one.span.end, "template": one.template}
        | {key: value for key, value in (("part", one.part), ("role", one.role)) if value}
        for one in reading.statements
    ]
    marks += [{"kind": _DOUBT, "start": one.start, "end": one.end} for one in reading.not_understood]
    marks += [{"kind": _REASON, "text": one} for one in reading.reasons]
    marks.append({"kind": _READER, "name": reading.reader})
    if not reading.confident:
        marks.append({"kind": _UNSURE})
    if workspace.is_confirmed:
        marks.append({"kind": _CONFIRMED})
    return marks


def _question(question: Question, chosen: int) -> dict[str, Any]:
    data: dict[str, Any] = {
        "text": question.text,
        "choices": [{"label": one.label, "formulation": _data(one.formulation)} for one in question.choices],
        "chosen": chosen,
    }
    if question.span is not None:
        data |= {"start": question.span.start, "end": question.span.end}
    return data


def _asked(data: dict[str, Any], snapshot: Snapshot) -> tuple[Question, int]:
    from pydantic import ValidationError

    choices = []
    for one in data.get("choices") or ():
        try:
            choices.append(Choice(str(one["label"]), Formulation.model_validate(one["formulation"])))
        except (KeyError, TypeError, ValidationError):
            # a file may hold anything: a question without choices is only shown
            choices = []
            break
    chosen = data.get("chosen")
    place = chosen if isinstance(chosen, int) and 0 <= chosen < len(choices) else 0
    return Question(str(data.get("text", "")), _span(data, len(snapshot.text)), tuple(choices)), place


def _span(data: dict[str, Any], length: int) -> Span | None:
    start, end = data.get("start"), data.get("end")
    if not isinstance(start, int) or not isinstance(end, int) or not 0 <= start <= end <= length:
        return None
    return Span(start=start, end=end)


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _number(value: Any) -> float | None:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def _result(snapshot: Snapshot, formulation: Formulation, reading: Reading) -> Result | None:
    data = snapshot.result
    if data is None:
        return None
    variables = data.get("variables")
    return replace(
        Result(ResultStatus(data["status"]), _number(data.get("objective")), _number(data.get("asked"))),
        variables=variables if isinstance(variables, dict) and variables else None,
        reader=reading.reader,
        formulation=formulation,
        reasons=tuple(map(str, data.get("reasons") or ())),
        detail=str(data.get("detail") or ""),
        reading=reading,
    )
