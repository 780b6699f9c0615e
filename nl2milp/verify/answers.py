"""An answer against its model and against the statements themselves: neither the solver nor the rows are trusted."""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from nl2milp.compile.compiler import Compiled
from nl2milp.linear_model import LinearModel
from nl2milp.verify.findings import Finding, Severity

__all__ = ["check_answer"]

FloatArray: TypeAlias = NDArray[np.float64]

TOLERANCE = 1e-6


def check_answer(
    compiled: Compiled, values: FloatArray, objective: float | None = None, tolerance: float = TOLERANCE
) -> tuple[Finding, ...]:
    """Check `values` for bounds, integrality, rows, the claimed objective, and each statement's own meaning.

    Parameters
    ----------
    compiled : Compiled
        The formulation with its model.
    values : float array of shape (n,)
        A value for each column.
    objective : float, optional
        What the solver says the objective is.
    tolerance : float
        Absolute below 1, relative to what is added up above it.

    Returns
    -------
    tuple of Finding
        Empty if all is well; every entry is an error.
    """
    model = compiled.model
    if values.shape != (model.num_columns,) or not np.isfinite(values).all():
        return (_error("values", "the solver returned no finite value for every variable"),)
    findings = [*_bounds(model, values, tolerance), *_rows(model, values, tolerance)]
    if objective is not None:
        found = float(model.cost @ values) + model.offset
        scale = max(1.0, float(np.abs(model.cost) @ np.abs(values)))
        if compiled.divisor is not None:
            below = float(compiled.divisor.cost @ values) + compiled.divisor.offset
            found, scale = found / below if below else np.nan, max(1.0, scale / abs(below) if below else 1.0)
        if not abs(found - objective) <= tolerance * scale:
            findings.append(_error("objective", f"the values give {found:.9g}, but the solver says {objective:.9g}"))
    return (*findings, *_statements(compiled, values, tolerance))


def _error(kind: str, message: str, constraint: str | None = None) -> Finding:
    return Finding(kind, message, Severity.ERROR, constraint)


def _bounds(model: LinearModel, values: FloatArray, tolerance: float) -> list[Finding]:
    findings = []
    slack = tolerance * np.maximum(1.0, np.abs(values))
    outside = np.flatnonzero((values < model.column_lower - slack) | (values > model.column_upper + slack))
    if len(outside):
        column = int(outside[0])
        findings.append(_error("bounds", f"'{model.column_name(column)}' = {values[column]:.9g} is outside its bounds"))
    fraction = np.abs(values - np.round(values))
    broken = np.flatnonzero(model.is_integer & (fraction > tolerance))
    if len(broken):
        column = int(broken[0])
        findings.append(_error("integrality", f"'{model.column_name(column)}' = {values[column]:.9g} is not whole"))
    return findings


def _rows(model: LinearModel, values: FloatArray, tolerance: float) -> list[Finding]:
    if not model.num_rows:
        return []
    activity = model.activity(values)
    scale = np.maximum(1.0, model.activity(values, magnitude=True))
    off = np.maximum(model.row_lower - activity, activity - model.row_upper)
    worst = int(np.argmax(off / scale))
    if off[worst] <= tolerance * scale[worst]:
        return []
    return [_error("rows", f"the row of '{model.row_name(worst)}' is violated by {off[worst]:.3g}")]


def _statements(compiled: Compiled, values: FloatArray, tolerance: float) -> list[Finding]:
    findings = []
    verdicts = compiled.holds(values, tolerance)
    for constraint, holds in zip(compiled.formulation.constraints, verdicts, strict=True):
        if not holds.all():
            at = compiled.frame_of(constraint).describe(int(np.argmin(holds)))
            message = f"the answer does not satisfy '{constraint.name}'{at}"
            findings.append(_error("statement", message, constraint.name))
    return findings
