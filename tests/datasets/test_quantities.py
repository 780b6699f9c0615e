"""Every problem of `quantities.jsonl` is well formed, and its answer is found in two independent ways."""

from __future__ import annotations

import pytest

from nl2milp.formulation import Formulation
from tests.datasets import (
    brute_force_quantities_plain,
    brute_force_quantities_shaped,
    brute_force_quantities_shares,
    brute_force_quantities_switched,
)
from tests.datasets.problems import check_row, load, solve

ROWS = load("quantities.jsonl")
MODULES = (
    brute_force_quantities_plain,
    brute_force_quantities_shares,
    brute_force_quantities_switched,
    brute_force_quantities_shaped,
)
ANSWERS = {name: answer for module in MODULES for name, answer in module.ANSWERS.items()}


def test_every_problem_has_a_second_answer_and_the_other_way_round():
    assert list(ROWS) == [f"quantity-{number:03}" for number in range(1, len(ROWS) + 1)]
    assert set(ANSWERS) == set(ROWS)
    assert sum(len(module.ANSWERS) for module in MODULES) == len(ROWS)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_the_row_is_well_formed_and_quotes_its_text(row):
    check_row(row)


@pytest.mark.parametrize("name", ROWS)
def test_the_answer_is_that_of_an_independent_calculation(name):
    assert ANSWERS[name]() == pytest.approx(ROWS[name]["answer"], rel=1e-6, abs=1e-6)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_the_formulation_gives_the_answer(row):
    assert solve(Formulation.model_validate(row["formulation"])) == pytest.approx(row["answer"], rel=1e-6, abs=1e-6)
