"""Infeasible models drawn at random: a feasible model whose rows are then contradicted by a combination of some."""

from __future__ import annotations

from typing import Any

import numpy as np
import scipy.sparse as sp

from nl2milp.formulation import Formulation, Sense
from nl2milp.linear_model import LinearModel


def linear_model(matrix: Any, lower: Any, upper: Any, integer: Any, most: float = 30.0) -> LinearModel:
    """Rows over columns from 0 to `most`."""
    rows = sp.csr_array(np.asarray(matrix, dtype=float))
    n = rows.shape[1]
    return LinearModel(
        Sense.MINIMIZE,
        np.zeros(n),
        0.0,
        np.zeros(n),
        np.full(n, most),
        np.asarray(integer, dtype=bool),
        rows.indptr.astype(np.int32),
        rows.indices.astype(np.int32),
        rows.data.astype(np.float64),
        np.asarray(lower, dtype=float),
        np.asarray(upper, dtype=float),
    )


def contradictory(seed: int, rows: int, columns: int, whole: float) -> LinearModel:
    """`rows` rows, one of which contradicts a sum of up to four others; a share `whole` of the columns is integer."""
    draw = np.random.default_rng(seed)
    density = max(0.2, 2 / columns) if rows < 150 else 8 / columns
    matrix = np.where(draw.random((rows, columns)) < density, draw.integers(-9, 10, (rows, columns)), 0).astype(float)
    activity = matrix @ draw.integers(0, 10, columns)
    slack = draw.integers(0, 6, rows)
    is_upper = draw.random(rows) < 0.5
    upper = np.where(is_upper, activity + slack, np.inf)
    lower = np.where(is_upper, -np.inf, activity - slack)
    others = draw.choice(np.arange(1, rows), size=min(int(draw.integers(1, 5)), rows - 1), replace=False)
    total, side, sizes = np.zeros(columns), 0.0, 1
    for row in others:
        size = int(draw.integers(1, 4))
        sizes += size
        sign = -size if is_upper[row] else size
        total += sign * matrix[row]
        side += sign * (upper[row] if is_upper[row] else lower[row])
    # the others say `total @ x >= side`; in large models the contradiction is as large as any that arises by chance,
    # for those take long proofs and integer programmes that nobody solves in a test
    gap = int(draw.integers(1, 5)) * (1 if rows < 40 else 25 * sizes)
    matrix[0], lower[0], upper[0] = total, -np.inf, side - gap
    return linear_model(matrix, lower, upper, draw.random(columns) < whole)


def only_in_whole_numbers(seed: int, rows: int, columns: int) -> LinearModel:
    """Integer columns; two rows hold an even sum next to an odd number; the rest is loose."""
    draw = np.random.default_rng(seed)
    matrix = np.where(draw.random((rows, columns)) < max(0.2, 2 / columns), draw.integers(-9, 10, (rows, columns)), 0)
    matrix = matrix.astype(float)
    activity = matrix @ draw.integers(0, 10, columns)
    lower, upper = np.full(rows, -np.inf), activity + draw.integers(0, 6, rows)
    matrix[0] = 2 * draw.integers(1, 4, columns)
    odd = 2 * int(draw.integers(3, 20)) + 1
    matrix[1] = matrix[0]
    lower[0], upper[0] = odd - 0.5, np.inf
    upper[1] = odd + 0.5
    return linear_model(matrix, lower, upper, np.ones(columns))


def word_problem(seed: int) -> Formulation:
    """Resources with rates, least amounts that need more than there is, a share and a comparison; LP or MILP."""
    draw = np.random.default_rng(seed)
    count = int(draw.integers(2, 5))
    names = ["chairs", "tables", "desks", "shelves"][:count]
    kinds = ["integer" if draw.random() < 0.6 else "continuous" for _ in names]
    least = [int(draw.integers(5, 40)) for _ in names]
    constraints: list[dict[str, Any]] = []
    for place in range(int(draw.integers(1, 4))):
        rates = [int(draw.integers(1, 9)) for _ in names]
        needed = sum(rate * amount for rate, amount in zip(rates, least, strict=True))
        # the first resource is short, the others may be
        share = draw.uniform(0.5, 0.97) if place == 0 else draw.uniform(0.8, 1.6)
        terms = " + ".join(f"{rate}*{name}" for rate, name in zip(rates, names, strict=True))
        constraints.append({"name": f"resource {place}", "slots": {"rule": f"{terms} <= {int(needed * share)}"}})
    for name, amount in zip(names, least, strict=True):
        constraints.append({"name": f"least {name}", "slots": {"rule": f"{name} >= {amount}"}})
    if draw.random() < 0.4:
        percent = int(draw.integers(20, 50))
        total = " + ".join(names)
        constraints.append({"name": "share", "slots": {"rule": f"{names[0]} >= {percent}% * ({total})"}})
    if draw.random() < 0.3:
        constraints.append({"name": "twice", "slots": {"rule": f"{names[1]} >= 2*{names[0]}"}})
    if draw.random() < 0.2:
        amount = sum(least) + int(draw.integers(0, 9))
        constraints.append({"name": "exactly", "slots": {"rule": f"{' + '.join(names)} == {amount}"}})
    return Formulation.model_validate(
        {
            "variables": [{"symbol": name, "kind": kind} for name, kind in zip(names, kinds, strict=True)],
            "objective": {"sense": "maximize", "value": " + ".join(names)},
            "constraints": constraints,
        }
    )
