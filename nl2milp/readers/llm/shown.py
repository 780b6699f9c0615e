"""Declarations, statements and formulations as compact text for prompts."""

from __future__ import annotations

from collections.abc import Mapping

from nl2milp.formulation import Formulation
from nl2milp.readers.llm.wire import Declaration, Statement, WireTable, WireVariable

__all__ = ["declarations", "formulation_shown", "statement_list"]

_MOST_ROWS = 6
_MOST_MEMBERS = 25


def _few(values: list[str], most: int) -> str:
    more = f", ... ({len(values)} in all)" if len(values) > most else ""
    return ", ".join(values[:most]) + more


def _table(one: WireTable) -> str:
    head = f"table [{one.keys}{f'; across {one.across}' if one.across else ''}]"
    named = f" (the set of its keys: {one.set})" if one.set else ""
    if one.source:
        return f"{head} of {', '.join(one.columns)}{named}: from the attached table {one.source}"
    rows = " | ".join(one.rows[:_MOST_ROWS]) + (f" | ... ({len(one.rows)} rows)" if len(one.rows) > _MOST_ROWS else "")
    return f"{head} of {', '.join(one.columns)}{named}: {rows}"


def _variable(one: WireVariable) -> str:
    low = "no lower bound" if one.lower is None else f">= {one.lower}"
    bounds = "" if one.kind == "binary" else f", {low}" + (f", <= {one.upper}" if one.upper is not None else "")
    outside = f", {one.outside} outside" if one.outside is not None else ""
    unit = f" [{one.unit}]" if one.unit else ""
    meaning = f": {one.meaning or one.label}" if one.meaning or one.label else ""
    return f"variable {one.symbol}{unit} {one.kind}{bounds}{outside}{meaning}"


def declarations(one: Declaration) -> str:
    """What phase i declared, for the phases after it.

    >>> print(declarations(Declaration(plan="", variables=[WireVariable(symbol="vans", kind="integer")])))
    variable vans integer, >= 0
    """
    lines = [f"set {part.name} = {{{_few(part.members, _MOST_MEMBERS)}}}" for part in one.sets]
    lines += [_table(part) for part in one.tables]
    lines += [
        f"patterns {part.set}, counts {part.count}, of {part.items} with size {part.size} in {part.capacity}"
        for part in one.patterns
    ]
    for parameter in one.parameters:
        value = "not given" if parameter.value is None else parameter.value
        lines.append(f"parameter {parameter.symbol} = {value}{f' [{parameter.unit}]' if parameter.unit else ''}")
    lines += [_variable(part) for part in one.variables]
    return "\n".join(lines)


def statement_list(statements: Mapping[int, Statement]) -> str:
    """Numbered statements with their sentences and templates."""
    lines = []
    for place, one in statements.items():
        where = f" ({', '.join(one.sentences)})" if one.sentences else " (implied)"
        lines.append(f"{place} {one.template}: {one.says}{where}")
    return "\n".join(lines) or "none"


def formulation_shown(one: Formulation) -> str:
    """A whole formulation as JSON, without defaults and without where it stands in the text."""
    keep = one.model_copy(
        update={
            "constraints": tuple(
                part.model_copy(update={"span": None, "quote": None, "sentences": ()}) for part in one.constraints
            ),
            "variables": tuple(part.model_copy(update={"span": None}) for part in one.variables),
            "objective": one.objective.model_copy(update={"span": None, "quote": None, "sentences": ()}),
        }
    )
    return keep.model_dump_json(by_alias=True, exclude_defaults=True)
