"""Formulations and answers as Markdown, for a notebook, an issue or a wiki."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from nl2milp.export.latex import formulation_to_latex
from nl2milp.export.names import one_line
from nl2milp.export.text import rule_to_text
from nl2milp.formulation import Constraint, Formulation, Sense

if TYPE_CHECKING:
    from nl2milp.result import Result

__all__ = ["answer_rows", "constraint_text", "escape", "formulation_to_markdown", "objective_lines"]


def escape(text: object) -> str:
    r"""Any text as one line of Markdown text: no character of it is markup.

    >>> print(escape("*at most* <b>5|6</b>"))
    \*at most\* \<b\>5\|6\</b\>
    """
    return (
        re.sub(r"([\\`*_{}\[\]()#+!|<>~$&-])", r"\\\1", one_line(text))
        .replace("\\-", "-")
        .replace("\\(", "(")
        .replace("\\)", ")")
    )


def constraint_text(constraint: Constraint) -> str:
    """What a constraint demands, in everyday notation."""
    if constraint.template == "linear":
        text = rule_to_text(str(constraint.slots.get("rule", "")))
    else:
        slots = (f"{name}: {_slot(value)}" for name, value in constraint.slots.items() if value is not None)
        text = f"{constraint.template}: " + "; ".join(slots)
    return text + (f", for {constraint.for_}" if constraint.for_ else "")


def _slot(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_slot, value))
    return rule_to_text(value) if isinstance(value, str) else str(value)


def objective_lines(formulation: Formulation) -> list[str]:
    """The objective, or each of several, in everyday notation."""
    objective = formulation.objective
    if objective.value is not None:
        word = "Minimise" if objective.sense is Sense.MINIMIZE else "Maximise"
        return [f"{word} {rule_to_text(objective.value)}"]
    if not objective.goals:
        return ["Any values that satisfy everything"]
    lines = []
    for goal in sorted(objective.goals, key=lambda one: one.priority):
        word = "" if goal.sense is None else "minimise " if goal.sense is Sense.MINIMIZE else "maximise "
        lines.append(f"Priority {goal.priority}: {word}{rule_to_text(goal.rule or goal.value or '')}")
    return lines


def answer_rows(variables: Mapping[str, Any] | None) -> Iterator[tuple[str, str]]:
    """Each variable's name and value; of indexed ones what isn't 0."""
    for name, value in (variables or {}).items():
        if not isinstance(value, Mapping):
            yield name, f"{value:.10g}"
            continue
        for key, number in value.items():
            if number:
                yield f"{name}[{key}]", f"{number:.10g}"


def _table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> list[str]:
    head = list(head)
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return lines + ["| " + " | ".join(escape(cell) for cell in row) + " |" for row in rows]


def formulation_to_markdown(formulation: Formulation, result: Result | None = None) -> str:
    """The formulation, each part with the words it comes from, and the answer where there is one."""
    lines = [f"# {escape(formulation.title or 'Optimisation model')}", ""]
    if result is not None:
        lines += [f"Status: **{result.status.value}**"]
        lines += ["", f"Objective: **{result.objective:.10g}**"] if result.objective is not None else []
        lines += ["", *_table(("Variable", "Value"), answer_rows(result.variables)), ""] if result.variables else [""]
    lines += ["## Decision variables", ""]
    lines += _table(
        ("Symbol", "Meaning", "Kind", "Lower", "Upper"),
        (
            (one.symbol, one.label or one.meaning or "", one.kind.value, one.lower or "", one.upper or "")
            for one in formulation.variables
        ),
    )
    lines += ["", "## Objective", "", *(f"- {escape(line)}" for line in objective_lines(formulation))]
    if formulation.objective.quote:
        lines += ["", f"> {escape(formulation.objective.quote)}"]
    lines += ["", "## Constraints", ""]
    lines += _table(
        ("Name", "Statement", "Words"),
        ((one.name, constraint_text(one), one.quote or one.basis.value) for one in formulation.constraints),
    )
    if formulation.parameters:
        lines += ["", "## Data", ""]
        rows = ((one.symbol, one.value or "", one.unit or "", one.meaning or "") for one in formulation.parameters)
        lines += _table(("Symbol", "Value", "Unit", "Meaning"), rows)
    for title, notes in (("Assumptions", formulation.assumptions), ("Questions", formulation.questions)):
        if notes:
            lines += ["", f"## {title}", "", *(f"- {escape(note)}" for note in notes)]
    lines += ["", "## Model", "", "```math", formulation_to_latex(formulation), "```", ""]
    return "\n".join(lines)
