"""Formulations and results as plain text for a terminal."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from nl2milp.algebra import parse_expression, parse_head, to_text
from nl2milp.algebra.printer import format_number
from nl2milp.errors import ExpressionError
from nl2milp.formulation import Constraint, Formulation, Kind, Variable

if TYPE_CHECKING:
    from nl2milp.readers.base import Outcome
    from nl2milp.result import Result

__all__ = ["formulation_to_text", "result_to_text", "rule_to_text"]

_SIGNS = {"<=": "≤", ">=": "≥", "==": "=", "!=": "≠"}
_MOST_ROWS = 40


def rule_to_text(source: str) -> str:
    """An expression in everyday notation.

    >>> rule_to_text("10*rickshaws + 8*ox_carts <= 200")
    '10 rickshaws + 8 ox_carts ≤ 200'
    """
    try:
        text = to_text(parse_expression(source))
    except ExpressionError:
        text = source
    text = re.sub(r"(?<![\w.])(\d[\d.]*) \* (?=[^\W\d])", r"\1 ", text)
    text = text.replace(" * ", "·")
    return re.sub(r"<=|>=|==|!=", lambda match: _SIGNS[match[0]], text)


def _shown(text: str, width: int) -> str:
    text = " ".join(text.split())
    return text if len(text) <= width else text[: width - 1] + "…"


def _table(rows: Sequence[Sequence[str]], widths: Sequence[int], indent: str = "  ") -> list[str]:
    """Left-aligned columns, each as wide as its widest cell up to the given width."""
    cells = [[_shown(cell, width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    size = [max(len(row[place]) for row in cells) for place in range(len(widths))] if cells else []
    return [
        (indent + "  ".join(cell.ljust(width) for cell, width in zip(row, size, strict=True))).rstrip() for row in cells
    ]


def _bounds(variable: Variable) -> str:
    if variable.kind is Kind.BINARY:
        return "yes or no (1 or 0)"
    word = "whole" if variable.kind is Kind.INTEGER else "any amount"
    low = "" if variable.lower is None else f"{variable.lower} ≤ "
    high = "" if variable.upper is None else f" ≤ {variable.upper}"
    if variable.upper is None:
        return f"{word}, no bounds" if variable.lower is None else f"{word}, at least {variable.lower}"
    return f"{word}, {low}·{high}"


def _statement(constraint: Constraint) -> str:
    """What a constraint demands, from its slots."""
    slots = dict(constraint.slots)
    if constraint.template == "linear":
        text = rule_to_text(str(slots.get("rule", "")))
    else:
        text = "; ".join(f"{name}: {_slot(value)}" for name, value in slots.items() if value is not None)
    return text + (f"   for {constraint.for_}" if constraint.for_ else "")


def _slot(value: Any) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_slot, value))
    return rule_to_text(value) if isinstance(value, str) else str(value)


def formulation_to_text(formulation: Formulation) -> str:
    """Decision variables, objective and constraints, each with the words it comes from."""
    lines: list[str] = ["Decision variables"]
    rows = []
    for variable in formulation.variables:
        name = parse_head(variable.symbol)
        symbol = to_text(name)
        meaning = variable.meaning or variable.label or ""
        unit = f" [{variable.unit}]" if variable.unit else ""
        rows.append((symbol, meaning if meaning != symbol else "", _bounds(variable) + unit))
    lines += _table(rows, (44, 50, 40))
    data = _data_lines(formulation)
    if data:
        lines += ["", "Data", *data]
    lines += ["", "Model", *_objective_lines(formulation)]
    for constraint in formulation.constraints:
        quote = constraint.quote or ""
        role = str(constraint.slots.get("role") or "") if constraint.template == "linear" else constraint.template
        where = " ".join(constraint.sentences)
        note = "   ".join(part for part in (role, where, f"“{_shown(quote, 70)}”" if quote else "") if part)
        lines.append(f"  {constraint.name}: {_statement(constraint)}")
        if note:
            lines.append(f"      {note}")
    return "\n".join(lines)


def _data_lines(formulation: Formulation) -> list[str]:
    rows = [
        (to_text(parse_head(one.symbol)), "not given" if one.value is None else one.value, one.basis.value)
        for one in formulation.parameters
    ]
    for one in formulation.sets:
        rows.append((one.name, "{" + ", ".join(map(str, one.members)) + "}", "set"))
    for table in formulation.tables:
        source = f"attached table '{table.source}'" if table.source else f"{len(table.rows)} rows"
        rows.append((", ".join(table.columns), f"{source}, by {table.keys}", "table"))
    lines = _table(rows, (44, 60, 10))
    lines += _table(
        [(to_text(parse_head(one.symbol)), f"= {rule_to_text(one.value)}") for one in formulation.quantities], (44, 90)
    )
    return lines


def _objective_lines(formulation: Formulation) -> Iterable[str]:
    objective = formulation.objective
    if objective.value is not None:
        yield f"  {objective.sense.value} {rule_to_text(objective.value)}"
        if objective.quote:
            yield f"      “{_shown(objective.quote, 90)}”"
    for goal in objective.goals:
        aim = goal.rule if goal.rule is not None else f"{goal.sense.value if goal.sense else ''} {goal.value}"
        yield f"  goal {goal.priority}: {rule_to_text(aim)}" + (f"   for {goal.for_}" if goal.for_ else "")
    if objective.value is None and not objective.goals:
        yield "  find any feasible values"
    yield "  subject to"


def _number(value: float) -> str:
    return f"{value:,.6f}".rstrip("0").rstrip(".") if abs(value) < 1e15 else format_number(value)


_HEADLINE = {
    "optimal": "Optimal",
    "infeasible": "No solution: the statements contradict each other",
    "unbounded": "Unbounded: the objective can be improved without end, so a limit is missing",
    "limit": "Stopped before the optimum was proven",
    "needs_review": "Needs review: not everything was understood, so this is only a proposal",
    "error": "Failed",
}


def result_to_text(result: Result) -> str:
    """What was understood, the model, and the answer."""
    blocks: list[str] = []
    if result.formulation is not None:
        if result.reader is not None:
            blocks.append(f"Read by the {result.reader} reader.")
        blocks.append(formulation_to_text(result.formulation))
    nothing = result.formulation is None and result.status.value == "needs_review"
    answer = ["No model: the text was not understood" if nothing else f"Answer: {_HEADLINE[result.status.value]}"]
    if result.objective is not None:
        answer[0] += f", objective {_number(result.objective)}"
    if result.asked is not None:
        answer.append(f"  asked: {_number(result.asked)}")
    if result.detail and result.status.value in ("error", "limit"):
        answer.append(f"  {result.detail}")
    answer += _value_lines(result)
    answer += _usage_lines(result)
    blocks.append("\n".join(answer))
    if result.diagnosis is not None:
        blocks.append(_diagnosis(result.diagnosis))
    notes = [f"  {reason}" for reason in result.reasons]
    notes += [f"  {finding.message}" for finding in result.findings if finding.kind != "idle"]
    if notes:
        blocks.append("\n".join(["To check", *notes]))
    if result.questions:
        asked = []
        for question in result.questions:
            asked.append(f"  {question.text}")
            asked += [
                f"      {place}. {choice.label}{_outcome(choice.outcome)}"
                for place, choice in enumerate(question.choices, start=1)
            ]
        blocks.append("\n".join(["Questions", *asked]))
    return "\n\n".join(blocks)


def _outcome(outcome: Outcome | None) -> str:
    if outcome is None:
        return ""
    if outcome.status != "optimal" or outcome.objective is None:
        return f" ({outcome.status})"
    return f" (objective {_number(outcome.objective)})"


def _diagnosis(found: Any) -> str:
    from nl2milp.diagnose import Diagnosis
    from nl2milp.diagnose.report import diagnosis_to_text

    return diagnosis_to_text(found, proofs=False) if isinstance(found, Diagnosis) else str(found)


def _value_lines(result: Result) -> list[str]:
    rows: list[tuple[str, str]] = []
    for name, value in (result.variables or {}).items():
        if isinstance(value, dict):
            shown = {key: number for key, number in value.items() if number}
            rows += [(f"{name}[{key}]", _number(number)) for key, number in list(shown.items())[:_MOST_ROWS]]
            if len(shown) > _MOST_ROWS:
                rows.append((name, f"... and {len(shown) - _MOST_ROWS} more that are not 0"))
            if not shown:
                rows.append((name, "all 0"))
        else:
            rows.append((name, _number(value)))
    return _table(rows, (60, 40))


def _usage_lines(result: Result) -> list[str]:
    """How far each single-row limit is used."""
    if result.compiled is None or result.solution is None or result.solution.values is None:
        return []
    model, values = result.compiled.model, result.solution.values
    activity = model.activity(values)
    idle = {finding.constraint for finding in result.findings if finding.kind == "idle"}
    rows = []
    for block in model.rows:
        if block.constraint < 0 or block.stop - block.start != 1:
            continue
        lower, upper, found = model.row_lower[block.start], model.row_upper[block.start], activity[block.start]
        sides = [side for side in (lower, upper) if np.isfinite(side)]
        slack = min(abs(found - side) for side in sides) if sides else 0.0
        used = "tight" if slack <= 1e-6 * max(1.0, abs(found)) else f"{_number(float(slack))} to spare"
        rows.append((block.name, f"{used}; the others never let it matter" if block.name in idle else used))
    return ["", "Limits", *_table(rows, (60, 70))] if rows else []
