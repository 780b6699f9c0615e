"""Reading and solving a text with the offline reader."""

from __future__ import annotations

from collections.abc import Callable

import pytest

import nl2milp
from nl2milp.readers import get
from nl2milp.readers.base import Problem, Reading

Read = Callable[[str], Reading]
Solve = Callable[[str], float]


@pytest.fixture
def read() -> Read:
    return lambda text: get("offline").read(Problem(text))


@pytest.fixture
def solved(read: Read) -> Solve:
    def solve(text: str) -> float:
        result = nl2milp.solve(text, reader="offline")
        assert result.status.value == "optimal", (result.status, read(text).reasons)
        assert result.objective is not None
        return result.objective

    return solve
