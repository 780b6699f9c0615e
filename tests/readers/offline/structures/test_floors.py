"""How many problems of the shipped data sets are read rightly and with confidence; none may be confident and wrong."""

from __future__ import annotations

import json
from importlib.resources import files

import pytest

import nl2milp

FLOORS = [
    ("logic", "assignment_logic", 7),
    ("logic", "covering", 7),
    ("quantities", "assignment", 6),
    ("quantities", "transport", 4),
    ("quantities", "location", 3),
]


@pytest.mark.parametrize(("name", "family", "floor"), FLOORS)
def test_family(name: str, family: str, floor: int) -> None:
    right, wrong = 0, []
    lines = (files("nl2milp.datasets") / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    for case in [case for case in map(json.loads, lines) if case["family"] == family]:
        result = nl2milp.solve(case["text"], reader="offline")
        if result.status.value == "needs_review":
            continue
        answer = case["answer"]
        solved = isinstance(answer, int | float) and result.objective == pytest.approx(answer, rel=1e-6)
        if solved or not isinstance(answer, int | float) and result.objective is None:
            right += 1
        else:
            wrong.append(case["id"])
    assert not wrong
    assert right >= floor
