"""Cores are irreducible: judged by plain deletion over models built anew, which shares no step with the search."""

from __future__ import annotations

import numpy as np
import pytest

from nl2milp.diagnose.cores import Found, find_core
from nl2milp.diagnose.naive import deletion_filter, is_irreducible
from nl2milp.diagnose.probes import Budget, RowProbe, SolverProbe
from nl2milp.diagnose.system import System
from nl2milp.linear_model import LinearModel
from nl2milp.solvers.highs import HighsSolver
from tests.diagnose.models import contradictory, linear_model, only_in_whole_numbers

SIZES = [(5, 3), (8, 4), (12, 6), (20, 8), (30, 12), (50, 20), (80, 30), (120, 40), (250, 60), (500, 90)]


def model_of(kind: str, seed: int) -> LinearModel:
    rows, columns = SIZES[seed % len(SIZES)]
    if kind == "whole numbers":
        return only_in_whole_numbers(seed, rows, columns)
    return contradictory(seed, rows, columns, {"linear": 0.0, "mixed": 0.5, "integer": 1.0}[kind])


@pytest.mark.parametrize("kind", ["linear", "mixed", "integer", "whole numbers"])
@pytest.mark.parametrize("part", range(5))
def test_every_member_of_a_core_is_needed(kind: str, part: int) -> None:
    for seed in range(part * 15, part * 15 + 15):
        system = System.of_rows(model_of(kind, seed))
        found, core = find_core(RowProbe(system), Budget(20.0))
        assert found is Found.CORE
        assert core is not None
        assert core.is_minimal, f"{kind} {seed}: not proven minimal"
        judge = SolverProbe(system, HighsSolver())
        assert is_irreducible(judge, frozenset(core.members)), f"{kind} {seed}: {core.members}"


@pytest.mark.parametrize("seed", range(12))
def test_plain_deletion_finds_cores_as_well(seed: int) -> None:
    system = System.of_rows(contradictory(seed, 8 + seed, 5, 0.5))
    core, is_certain = deletion_filter(SolverProbe(system, HighsSolver()))
    assert is_certain
    assert is_irreducible(RowProbe(system), core)


def test_groups_of_rows_stand_or_fall_together() -> None:
    matrix = [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0], [1.0, -1.0]]
    model = linear_model(matrix, [-np.inf, -np.inf, 9, -np.inf], [2, 3, 99, 0], [1, 1])
    system = System.of_groups(model, [[0, 1], [2], [3]])
    _, core = find_core(RowProbe(system))
    assert core is not None
    assert core.members == (0, 1)
    assert core.is_minimal


def test_bounds_that_conflict_by_themselves_are_a_core_without_members() -> None:
    model = linear_model([[1.0]], [-np.inf], [5.0], [False], most=-1.0)
    found, core = find_core(RowProbe(System.of_rows(model)))
    assert found is Found.CORE
    assert core is not None
    assert core.members == ()
    assert core.is_minimal


def test_a_feasible_model_has_no_core() -> None:
    model = linear_model([[1.0, 1.0]], [-np.inf], [5.0], [True, False])
    assert find_core(RowProbe(System.of_rows(model))) == (Found.FEASIBLE, None)


def test_where_time_ends_first_members_stay_and_nothing_is_called_minimal() -> None:
    system = System.of_rows(contradictory(3, 60, 20, 1.0))
    smaller: list[frozenset[int]] = []

    class Ending(Budget):
        """Ends after the first infeasible set was seen."""

        @property
        def is_spent(self) -> bool:
            return len(smaller) > 0

    found, core = find_core(RowProbe(system), Ending(), lambda members, stage: smaller.append(members))
    assert found is Found.CORE
    assert core is not None
    assert set(core.members) <= smaller[0]
    assert core.needed == frozenset()
    assert not core.is_minimal


def test_progress_tells_of_ever_smaller_infeasible_sets() -> None:
    system = System.of_rows(contradictory(11, 80, 25, 0.0))
    sizes: list[int] = []
    find_core(RowProbe(system), progress=lambda members, stage: sizes.append(len(members)))
    assert sizes == sorted(sizes, reverse=True)
