"""Exact proofs: fractions, checked by adding up; and none where there is nothing to prove."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from nl2milp.diagnose.cores import find_core
from nl2milp.diagnose.farkas import check_proof, prove
from nl2milp.diagnose.probes import RowProbe
from nl2milp.diagnose.propagation import propagated
from nl2milp.diagnose.system import System
from tests.diagnose.models import contradictory, linear_model, only_in_whole_numbers


def is_valid(system: System, multipliers: dict[int, Fraction]) -> bool:
    """The definition again, column by column, without the code under test."""
    model = system.model
    dense = model.matrix.toarray()
    demanded = sum(
        (w * Fraction(float(model.row_lower[r] if w > 0 else model.row_upper[r])) for r, w in multipliers.items()),
        Fraction(0),
    )
    possible = Fraction(0)
    for column in range(model.num_columns):
        total = sum((w * Fraction(float(dense[r, column])) for r, w in multipliers.items()), Fraction(0))
        if total:
            possible += total * Fraction(float(model.column_upper[column] if total > 0 else model.column_lower[column]))
    return demanded > possible


@pytest.mark.parametrize("part", range(4))
def test_cores_of_relaxations_have_exact_proofs(part: int) -> None:
    for seed in range(part * 25, part * 25 + 25):
        system = System.of_rows(contradictory(seed, 5 + seed % 60, 3 + seed % 20, (0.0, 0.5)[seed % 2]))
        _, core = find_core(RowProbe(system))
        assert core is not None
        if core.relaxed:
            proof = prove(system, core.members)
            assert proof is not None, seed
            assert proof.demanded > proof.possible
            assert {row for row, _ in proof.rows} <= set(core.members)
            assert is_valid(system, dict(proof.rows))


def test_a_feasible_relaxation_has_no_proof() -> None:
    system = System.of_rows(only_in_whole_numbers(0, 6, 4))
    assert prove(system, range(6)) is None


def test_wrong_multipliers_prove_nothing() -> None:
    system = System.of_rows(linear_model([[1.0, 1.0], [1.0, 1.0]], [5.0, -np.inf], [np.inf, 4.0], [False, False]))
    assert check_proof(system, {0: Fraction(1), 1: Fraction(-1)}) is not None
    assert check_proof(system, {0: Fraction(1), 1: Fraction(-1, 2)}) is None
    assert check_proof(system, {0: Fraction(-1), 1: Fraction(1)}) is None


@pytest.mark.parametrize("seed", range(40))
def test_conflicts_by_propagation_are_infeasible(seed: int) -> None:
    system = System.of_rows(contradictory(seed, 6, 3, 1.0))
    conflict = propagated(system, frozenset(range(6)))
    if conflict is not None:
        found, core = find_core(RowProbe(System.of_groups(system.model, [[row] for row in sorted(conflict.rows)])))
        assert found.value == "core"
        assert core is not None


def test_propagation_finds_nothing_in_a_feasible_model() -> None:
    for seed in range(30):
        draw = np.random.default_rng(seed)
        matrix = draw.integers(-5, 6, (8, 5)).astype(float)
        activity = matrix @ draw.integers(0, 10, 5)
        system = System.of_rows(linear_model(matrix, activity - 2, activity + 2, np.ones(5)))
        assert propagated(system, frozenset(range(8))) is None
