"""Models that would not fit are refused by their sizes, before they are built."""

from __future__ import annotations

import time
import tracemalloc
from typing import Any

import numpy as np
import pytest

import nl2milp
from nl2milp.compile.compiler import compile_formulation
from nl2milp.errors import FormulationError
from nl2milp.formulation import Formulation
from nl2milp.memory import available_megabytes, used_megabytes
from nl2milp.solvers import Options


def grid(rows: int, columns: int) -> Formulation:
    return Formulation.model_validate(
        {
            "sets": [{"name": "plants", "members": [f"1..{rows}"]}, {"name": "markets", "members": [f"1..{columns}"]}],
            "variables": [{"symbol": "ship[p in plants, m in markets]"}],
            "objective": {"value": "sum(ship[p, m] for p in plants, m in markets)"},
            "constraints": [
                {"name": "supply", "for": "p in plants", "slots": {"rule": "sum(ship[p, m] for m in markets) <= 5"}},
                {"name": "demand", "for": "m in markets", "slots": {"rule": "sum(ship[p, m] for p in plants) >= 1"}},
            ],
        }
    )


def test_ten_thousand_million_combinations_are_refused_at_once() -> None:
    started = time.perf_counter()
    with pytest.raises(FormulationError, match=r"100,000 plants x 100,000 markets make 10,000,000,000 combinations"):
        compile_formulation(grid(100_000, 100_000))
    assert time.perf_counter() - started < 1


def test_a_model_beyond_the_limit_is_refused_before_it_takes_memory() -> None:
    tracemalloc.start()
    try:
        with pytest.raises(FormulationError, match=r"20,250,000 variables.*the memory limit of .* MB are left"):
            compile_formulation(grid(4_500, 4_500), memory_limit=used_megabytes() + 1_000)
        assert tracemalloc.get_traced_memory()[1] < 100e6
    finally:
        tracemalloc.stop()


def test_a_model_beyond_the_machine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nl2milp.memory.available_megabytes", lambda: 60.0)
    with pytest.raises(FormulationError, match=r"the machine has 60 MB left"):
        compile_formulation(grid(600, 600))


def test_coefficients_count_not_only_variables(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("nl2milp.memory.available_megabytes", lambda: 100.0)
    parts: dict[str, Any] = {
        "sets": [{"name": "a", "members": ["1..1000"]}],
        "variables": [{"symbol": "x[i in a]", "upper": 1}],
        "constraints": [{"name": "dense", "for": "i in a", "slots": {"rule": "sum((i + j)*x[j] for j in a) <= i"}}],
    }
    with pytest.raises(FormulationError, match=r"1,000,000 coefficients up to 'dense'"):
        compile_formulation(Formulation.model_validate(parts))


def test_solve_keeps_to_the_limit_it_is_given() -> None:
    limit = used_megabytes() + 20
    with pytest.raises(FormulationError, match="memory limit"):
        nl2milp.solve(grid(600, 600), options=Options(memory_limit=limit))


def test_what_fits_is_built() -> None:
    model = compile_formulation(grid(30, 20), memory_limit=used_megabytes() + 500).model
    assert (model.num_columns, model.num_nonzeros) == (600, 1_200)
    assert np.array_equal(np.diff(model.starts), [20] * 30 + [30] * 20)


def test_the_machine_says_what_it_has() -> None:
    found = available_megabytes()
    assert found is None or found > 0
