"""Texts of our own in many styles, against optima computed from their models by scipy."""

import math
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import Bounds, LinearConstraint, milp

import nl2milp
from nl2milp.errors import Nl2milpError

PROBLEMS: list[dict[str, Any]] = [
    problem
    for name in ("varied.toml", "varied_more.toml")
    for path in [Path(__file__).with_name(name)]
    if path.exists()
    for problem in tomllib.loads(path.read_text(encoding="utf-8"))["problem"]
]


def expected(problem: dict[str, Any]) -> float:
    """The optimum of the model that the text states."""
    costs = np.array(problem["objective"], dtype=float)
    sign = -1 if problem["sense"] == "max" else 1
    left, low, high = [], [], []
    for row in problem["rows"]:
        *terms, relation, right = row.split()
        left.append([float(term) for term in terms])
        low.append(float(right) - 1e-9 if relation in {">=", "=="} else -np.inf)
        high.append(float(right) + 1e-9 if relation in {"<=", "=="} else np.inf)
    solved = milp(
        sign * costs,
        constraints=LinearConstraint(np.array(left), np.array(low), np.array(high)),
        integrality=np.full(len(costs), int(problem.get("whole", True))),
        bounds=Bounds(0, np.inf),
    )
    assert solved.success, problem["name"]
    return float(sign * solved.fun)


def outcome(problem: dict[str, Any]) -> tuple[bool, bool]:
    """Whether the reader's model has the expected optimum, and whether the reader was confident."""
    try:
        reading = nl2milp.read(problem["text"], reader="offline")
        solution = nl2milp.solve(reading)
    except Nl2milpError:
        return False, False
    value = solution.objective
    if value is None:
        return False, reading.confident
    aims = [expected(problem) * scale for scale in problem.get("scales", [1])]
    return any(math.isclose(value, aim, rel_tol=1e-4) for aim in aims), reading.confident


@pytest.mark.parametrize("problem", PROBLEMS, ids=lambda problem: problem["name"])
def test_varied(problem: dict[str, Any]) -> None:
    right, confident = outcome(problem)
    if problem.get("open"):
        pytest.xfail("not understood yet") if not right else None
        return
    assert right
    assert confident or problem.get("unsure")
