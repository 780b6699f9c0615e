"""No problem of `infeasible.jsonl` has a solution, and exactly the marked sets of statements are why."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest

from nl2milp.formulation import Formulation
from tests.datasets.brute_force import minimal_conflicts
from tests.datasets.brute_force_infeasible import ANSWERS
from tests.datasets.problems import NO_ANSWER, check_row, load, solve, without

ROWS = load("infeasible.jsonl")
Sets = set[frozenset[str]]

each_row = pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)


def statements(row) -> list[str]:
    """The quotes of the formulation's constraints, in order; what is implied is background."""
    return list(dict.fromkeys(one["quote"] for one in row["formulation"]["constraints"] if "quote" in one))


def conflicts(row) -> Sets:
    return {frozenset(quotes) for quotes in row["conflicts"]}


def conflicts_on_grid(quotes, truths) -> Sets:
    """All smallest sets of statements that no point makes true together."""
    bits = sum(truth.astype(np.int64) << place for place, truth in enumerate(truths))
    points = [{quote for place, quote in enumerate(quotes) if point >> place & 1} for point in np.unique(bits)]
    return minimal_conflicts(quotes, lambda chosen: any(chosen <= point for point in points))


def smallest_repairs(quotes, sets: Sets) -> Sets:
    """All smallest sets of statements without which no set of `sets` is complete."""
    found: list[frozenset[str]] = []
    for size in range(len(quotes) + 1):
        for chosen in map(frozenset, combinations(quotes, size)):
            if all(chosen & one for one in sets) and not any(one <= chosen for one in found):
                found.append(chosen)
    return set(found)


def test_every_problem_has_its_truths_and_the_other_way_round():
    assert list(ROWS) == [f"infeasible-{number:03}" for number in range(1, len(ROWS) + 1)]
    assert set(ANSWERS) == set(ROWS)


@each_row
def test_the_row_is_well_formed_and_quotes_its_text(row):
    check_row(row)
    assert row["answer"] == NO_ANSWER
    assert len(conflicts(row)) == len(row["conflicts"]) >= 1
    assert all(one <= set(statements(row)) for one in conflicts(row))


@each_row
def test_the_marked_conflicts_are_all_those_over_a_grid_of_points(row):
    truths = ANSWERS[row["id"]]()
    assert len(truths) == len(statements(row))
    assert conflicts_on_grid(statements(row), truths) == conflicts(row)


@each_row
def test_the_formulation_has_no_solution_because_of_the_marked_conflicts_alone(row):
    formulation = Formulation.model_validate(row["formulation"])
    quotes = statements(row)
    for conflict in conflicts(row):
        assert solve(without(formulation, set(quotes) - conflict), any_point=True) is None
        for spared in conflict:
            assert solve(without(formulation, (set(quotes) - conflict) | {spared}), any_point=True) is not None
    for repair in smallest_repairs(quotes, conflicts(row)):
        assert solve(without(formulation, repair), any_point=True) is not None
