"""Enumeration against brute force over all subsets."""

from __future__ import annotations

import time
from itertools import combinations

import pytest

from nl2milp.diagnose.hitting import Map, as_set
from nl2milp.diagnose.marco import enumerate_all, walk
from nl2milp.diagnose.probes import Budget, Outcome, RowProbe, SolverProbe
from nl2milp.diagnose.system import System
from nl2milp.solvers.highs import HighsSolver
from tests.diagnose.models import contradictory, only_in_whole_numbers

Sets = set[frozenset[int]]


def by_brute_force(system: System) -> tuple[Sets, Sets]:
    """All minimal infeasible sets, and the complements of all maximal feasible ones."""
    count = len(system.members)
    probe = SolverProbe(system, HighsSolver())
    feasible = {
        frozenset(members): probe.check(members, Budget()).outcome is Outcome.FEASIBLE
        for size in range(count + 1)
        for members in combinations(range(count), size)
    }
    cores = {one for one, has in feasible.items() if not has and all(feasible[one - {member}] for member in one)}
    everything = frozenset(range(count))
    corrections = {
        everything - one
        for one, has in feasible.items()
        if has and all(not feasible[one | {member}] for member in everything - one)
    }
    return cores, corrections


@pytest.mark.parametrize("part", range(10))
def test_all_cores_and_correction_sets_are_found(part: int) -> None:
    for seed in range(part * 20, part * 20 + 20):
        rows, columns = (4, 5, 5, 6, 4, 7)[seed % 6], 2 + seed % 3
        if seed % 4 == 3:
            model = only_in_whole_numbers(seed, rows, columns)
        else:
            model = contradictory(seed, rows, columns, (0.0, 1.0, 0.5)[seed % 3])
        system = System.of_rows(model)
        found = enumerate_all(RowProbe(system), Budget(20.0))
        assert found.is_complete
        cores, corrections = by_brute_force(system)
        assert {frozenset(core.members) for core in found.cores} == cores
        assert len(found.cores) == len(cores)
        assert set(found.corrections) == corrections
        assert len(found.corrections) == len(corrections)


def test_cores_come_one_by_one() -> None:
    system = System.of_rows(contradictory(5, 30, 12, 0.5))
    found = walk(RowProbe(system), Budget(20.0))
    assert next(found) is not None


@pytest.mark.parametrize("seed", range(12))
def test_the_first_three_cores_of_thirty_rows_take_less_than_two_seconds(seed: int) -> None:
    system = System.of_rows(contradictory(1000 + seed, 30, 12, (0.0, 0.5, 1.0)[seed % 3]))
    start = time.perf_counter()
    found = enumerate_all(RowProbe(system), Budget(20.0), most_cores=3)
    assert time.perf_counter() - start < 2.0
    assert len(found.cores) == 3 or found.is_complete


def test_a_budget_that_ends_first_is_said() -> None:
    system = System.of_rows(contradictory(1002, 30, 12, 1.0))
    found = enumerate_all(RowProbe(system), Budget(20.0), most_cores=2)
    assert len(found.cores) == 2
    assert not found.is_complete
    assert not enumerate_all(RowProbe(system), Budget(0.0)).is_complete


def test_the_map_visits_every_set_once() -> None:
    known, seen = Map(4), set()
    while (seed := known.unexplored()) is not None:
        assert seed not in seen
        seen.add(seed)
        # feasible when it has at most two members
        if seed.bit_count() <= 2:
            known.add_correction(known.everything & ~seed)
        else:
            known.add_core(sum(1 << member for member in sorted(as_set(seed))[:3]))
    assert {one.bit_count() for one in known.cores} == {3}
    assert len(known.cores) == 4
    assert len(known.corrections) == 6
