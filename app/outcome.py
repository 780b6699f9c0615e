"""How a problem ended, in a few words."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import Any

from nl2milp.app.workspace import Workspace
from nl2milp.formulation import Formulation, Kind, Sense
from nl2milp.result import Result

__all__ = ["as_number", "headline", "plan_rows", "sentence", "status_of"]

_MOST_NAMED = 6

_WORDS = {
    "optimal": ("Best plan found", "good"),
    "infeasible": ("No plan fits", "bad"),
    "unbounded": ("A limit is missing", "bad"),
    "limit": ("Stopped early", "open"),
    "needs_review": ("Needs a look", "open"),
    "error": ("Failed", "bad"),
}


def status_of(result: Result) -> str:
    """How the solve ended, whatever the reader thinks of its reading."""
    if result.status.value == "needs_review" and result.solution is not None:
        return result.solution.status.value
    return result.status.value


def headline(workspace: Workspace) -> tuple[str, str]:
    """A few words on where a workspace stands, and their kind: good, bad, open or none."""
    if workspace.formulation is None:
        return "Not read yet", "none"
    if workspace.result is None:
        return ("Needs a look", "open") if workspace.needs_review else ("Not solved yet", "none")
    words, kind = _WORDS[status_of(workspace.result)]
    if workspace.result.objective is not None:
        words = f"{words}: {as_number(workspace.result.objective)}"
    if workspace.needs_review and kind == "good":
        return f"Proposal: {as_number(workspace.result.objective or 0.0)}", "open"
    return words, kind


def as_number(value: float) -> str:
    """A number as people write it.

    >>> as_number(9500.0), as_number(17.333333333)
    ('9,500', '17.3333')
    """
    from nl2milp.diagnose.phrases import number  # brings the solver along

    return number(float(value))


def plan_rows(variables: Mapping[str, Any] | None) -> list[tuple[str, float]]:
    """Every value by one name, `ship: A, North`, in the formulation's order."""
    rows: list[tuple[str, float]] = []
    for name, value in (variables or {}).items():
        if isinstance(value, Mapping):
            rows += [(f"{name}: {key}", float(one)) for key, one in value.items()]
        else:
            rows.append((name, float(value)))
    return rows


def _gain(formulation: Formulation) -> str:
    aim = formulation.objective
    if aim.goals:
        return "the last goal comes to"
    words = " ".join((aim.quote or "").split()).casefold()
    for noun in ("profit", "cost", "revenue", "income", "earning", "takings", "time", "distance", "score", "benefit"):
        if noun in words:
            return f"the {noun}{'s' if noun == 'earning' else ''} {'are' if noun in ('takings', 'earning') else 'is'}"
    return "the most possible is" if aim.sense is Sense.MAXIMIZE else "the least possible is"


def sentence(result: Result, formulation: Formulation) -> str:
    """The plan in one sentence, as HTML with the numbers in bold; every text in it is escaped."""
    # what is counted is counted by its own noun; what is measured wants its unit
    measured = [one for one in formulation.variables if one.unit and one.kind is Kind.CONTINUOUS]
    units = {one.label or one.symbol: one.unit for one in measured}
    binary = {one.label or one.symbol for one in formulation.variables if one.kind.value == "binary"}
    flat = result.variables or {}
    used = [(name, value) for name, value in plan_rows(flat) if abs(value) > 1e-9]
    yes = [name for name, value in used if name.partition(":")[0] in binary and abs(value - 1) < 1e-6]
    amounts = [(name, value) for name, value in used if name not in yes]
    parts = []
    if amounts:
        parts.append(
            _listed([f"<b>{as_number(value)}</b> {escape(_of(name, value, units))}" for name, value in amounts])
        )
    if yes:
        parts.append(_listed([f"<b>{escape(name)}</b>" for name in yes]))
    plan = f"Choose {', with '.join(parts)}" if parts else "Choose nothing"
    end = ""
    if result.objective is not None and (formulation.objective.value or formulation.objective.goals):
        end = f"; {_gain(formulation)} <b>{as_number(result.objective)}</b>"
    asked = f" What was asked for: <b>{as_number(result.asked)}</b>." if result.asked is not None else ""
    return f"{plan}{end}.{asked}"


def _of(name: str, value: float, units: Mapping[str, str | None]) -> str:
    """`litres of compost`; the name alone where no unit is known, or the name says it."""
    base, colon, key = name.partition(": ")
    unit = units.get(base)
    name = f"{base} ({key})" if colon else name
    if not unit or unit.casefold() in name.casefold():
        return name
    return f"{unit if value == 1 or unit.endswith('s') or len(unit) < 3 else f'{unit}s'} of {name}"


def _listed(parts: list[str]) -> str:
    if len(parts) > _MOST_NAMED:
        parts = [*parts[: _MOST_NAMED - 1], f"{len(parts) - _MOST_NAMED + 1} more (see the table)"]
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"
