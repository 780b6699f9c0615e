"""Limits that can never decide anything: often a number in the wrong unit, or a statement that was misread."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from nl2milp.compile.compiler import Compiled
from nl2milp.verify.findings import Finding, Severity

__all__ = ["idle_limits"]

_MOST_ROWS = 60
_MOST_COLUMNS = 300
_RELATIVE = 1e-6


def idle_limits(compiled: Compiled) -> tuple[Finding, ...]:
    """Notes on stated limits that the other statements keep from ever being reached.

    Parameters
    ----------
    compiled : Compiled
        A formulation that has a solution. Nothing is said of large models.

    Returns
    -------
    tuple of Finding
        Of the kind `idle`, one for each `linear` statement with one row. Judged by
        the linear relaxation without that row, so that nothing is called
        idle that is not; what only integrality keeps away is not found.

    Examples
    --------
    >>> from nl2milp.compile.compiler import compile_formulation
    >>> from nl2milp.formulation import Formulation
    >>> for finding in idle_limits(compile_formulation(Formulation.model_validate({
    ...     "variables": [{"symbol": "x"}, {"symbol": "y"}],
    ...     "constraints": [{"name": "time", "slots": {"rule": "2*x + y <= 40"}},
    ...                     {"name": "demand", "slots": {"rule": "x <= 600"}}],
    ... }))):
    ...     print(finding.message)
    'demand' can never matter: the other statements never let it reach this limit
    """
    from nl2milp.solvers.highs import largest_value

    model = compiled.model
    if model.num_rows > _MOST_ROWS or model.num_columns > _MOST_COLUMNS:
        return ()
    findings = []
    for block in model.rows:
        if block.constraint < 0 or block.stop - block.start != 1:
            continue
        constraint = compiled.formulation.constraints[block.constraint]
        row = block.start
        lower, upper = float(model.row_lower[row]), float(model.row_upper[row])
        if constraint.template != "linear" or np.isfinite(lower) == np.isfinite(upper):
            continue
        sign, side = (1.0, upper) if np.isfinite(upper) else (-1.0, -lower)
        weights = sign * model.matrix[[row]].toarray()[0]
        if side == 0.0 and np.count_nonzero(weights) == 1:
            continue  # that amounts are not negative is often said, and harmless
        free_lower, free_upper = model.row_lower.copy(), model.row_upper.copy()
        free_lower[row], free_upper[row] = -np.inf, np.inf
        reached = largest_value(replace(model, row_lower=free_lower, row_upper=free_upper), weights)
        if side - reached > _RELATIVE * max(1.0, abs(side)):
            words = " ".join((constraint.quote or "").split())
            name = f"“{words}”" if words else f"'{constraint.name}'"
            where = "reach this limit" if sign > 0 else "go down to this minimum"
            message = f"{name} can never matter: the other statements never let it {where}"
            findings.append(Finding("idle", message, Severity.NOTE, constraint.name, constraint.span))
    return tuple(findings)
