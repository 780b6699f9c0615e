"""A linear model without a formulation, such as one from a file, as a formulation: one rule for each row."""

from __future__ import annotations

import numpy as np

from nl2milp.algebra.printer import format_number
from nl2milp.export.names import identifiers, one_line
from nl2milp.formulation import Constraint, Formulation, Kind, Objective, Variable
from nl2milp.linear_model import LinearModel

__all__ = ["model_to_formulation"]

_LONGEST = 18_000
_WORDS = frozenset("sum min max prod abs log exp sqrt round floor ceil and or not in if else for inf".split())


def model_to_formulation(model: LinearModel) -> Formulation | None:
    """The formulation that says what `model` says, so that it can be diagnosed, explained and changed.

    Returns
    -------
    Formulation or None
        None where a row is too long to be written as a rule. Rows without
        sides, which demand nothing, are left out.

    Examples
    --------
    >>> from nl2milp.compile.compiler import compile_formulation
    >>> source = Formulation.model_validate({
    ...     "variables": [{"symbol": "x", "kind": "integer", "upper": 4}, {"symbol": "y"}],
    ...     "objective": {"sense": "maximize", "value": "2*x + 3*y + 1"},
    ...     "constraints": [{"name": "room", "slots": {"rule": "x + 2*y <= 7.5"}}]})
    >>> made = model_to_formulation(compile_formulation(source).model)
    >>> made.objective.value, made.constraints[0].slots["rule"]
    ('2*x + 3*y + 1', 'x + 2*y <= 7.5')
    """
    labels = [one_line(model.column_name(at)) for at in range(model.num_columns)]
    symbols = identifiers(labels, _WORDS)
    variables = []
    for at, (symbol, label) in enumerate(zip(symbols, labels, strict=True)):
        low, high = float(model.column_lower[at]), float(model.column_upper[at])
        whole = bool(model.is_integer[at])
        kind = Kind.BINARY if whole and low == 0 and high == 1 else Kind.INTEGER if whole else Kind.CONTINUOUS
        bounds = {} if kind is Kind.BINARY else {"lower": _bound(low), "upper": _bound(high)}
        variables.append(Variable(symbol=symbol, kind=kind, label=label or None, **bounds))
    objective = _sum(symbols, np.flatnonzero(model.cost).tolist(), model.cost[model.cost != 0].tolist(), model.offset)
    if len(objective) > _LONGEST:
        return None
    constraints = []
    names: dict[str, int] = {}
    for row in range(model.num_rows):
        part = slice(model.starts[row], model.starts[row + 1])
        low, high = float(model.row_lower[row]), float(model.row_upper[row])
        if low == -np.inf and high == np.inf:
            continue
        body = _sum(symbols, model.indices[part].tolist(), model.values[part].tolist(), 0.0)
        rule = f"{body} == {format_number(low)}" if low == high else body
        if low != high:
            rule = rule if low == -np.inf else f"{format_number(low)} <= {rule}"
            rule = rule if high == np.inf else f"{rule} <= {format_number(high)}"
        if len(rule) > _LONGEST:
            return None
        name = one_line(model.row_name(row)) or f"row {row + 1}"
        names[name] = names.get(name, 0) + 1
        name = name if names[name] == 1 else f"{name} ({names[name]})"
        constraints.append(Constraint(name=name, slots={"rule": rule}))
    return Formulation(
        variables=tuple(variables),
        objective=Objective(sense=model.sense, value=objective),
        constraints=tuple(constraints),
    )


def _bound(value: float) -> str | None:
    return format_number(value) if np.isfinite(value) else None


def _sum(symbols: list[str], columns: list[int], values: list[float], constant: float) -> str:
    text = ""
    for column, value in zip(columns, values, strict=True):
        size = abs(value)
        term = symbols[column] if size == 1 else f"{format_number(size)}*{symbols[column]}"
        text += (f" - {term}" if text else f"-{term}") if value < 0 else (f" + {term}" if text else term)
    if constant or not text:
        sign = "-" if constant < 0 else "+"
        text = f"{text} {sign} {format_number(abs(constant))}" if text else format_number(constant)
    return text
