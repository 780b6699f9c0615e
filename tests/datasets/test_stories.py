"""Stories, unseen and held-out problems: their form, and answers and conflicts found by cases and over whole grids."""

from __future__ import annotations

from collections import Counter
from typing import Any

import pytest

from tests.datasets.brute_force_heldout import HELDOUT
from tests.datasets.brute_force_stories import STORIES
from tests.datasets.brute_force_unseen import UNSEEN
from tests.datasets.enumeration import conflicts, conflicts_on_grid, optimum, optimum_on_grid
from tests.datasets.problems import NO_ANSWER, load

SETS = {"story": load("stories.jsonl"), "unseen": load("unseen.jsonl"), "heldout": load("heldout.jsonl")}
ROWS = {name: row for rows in SETS.values() for name, row in rows.items()}
PROBLEMS = STORIES.all | UNSEEN.all | HELDOUT.all
LOGIC = {
    "selection", "implication", "exclusion", "all_or_none", "k_of_n", "either_or", "threshold", "semi_continuous",
    "fixed_charge", "lot_size", "iff", "nested",
}  # fmt: skip
OFTEN_ENOUGH = {"story": (LOGIC, 5), "unseen": (LOGIC, 5), "heldout": (LOGIC - {"iff", "nested"}, 3)}
"""The families of logic that each set has, and how many problems at least."""
SOLVABLE = [name for name, row in ROWS.items() if row["family"] != "infeasible"]
INFEASIBLE = [name for name, row in ROWS.items() if row["family"] == "infeasible"]
WITH_LOGIC = [name for name in SOLVABLE if ROWS[name]["family"] in LOGIC]

each_solvable = pytest.mark.parametrize("name", SOLVABLE)
each_infeasible = pytest.mark.parametrize("name", INFEASIBLE)


def marked(name: str) -> set[frozenset[str]]:
    return {frozenset(quotes) for quotes in ROWS[name]["conflicts"]}


def same_as(answer: Any) -> Any:
    return pytest.approx(answer, rel=1e-6, abs=1e-6)


def on_a_grid(names: list[str]) -> Any:
    """Those without anything divisible."""
    return pytest.mark.parametrize("name", [name for name in names if not PROBLEMS[name].divisible])


@pytest.mark.parametrize("prefix", SETS)
def test_ids_count_up_within_each_kind(prefix: str) -> None:
    names = list(SETS[prefix])
    kinds = Counter(name.rsplit("-", 1)[0] for name in names)
    assert names == [f"{kind}-{number:03}" for kind, count in kinds.items() for number in range(1, count + 1)]
    assert list(kinds) == [f"{prefix}-logic", f"{prefix}-linear", f"{prefix}-infeasible"]


def test_texts_are_unique_over_all_sets() -> None:
    assert len({row["text"] for row in ROWS.values()}) == len(ROWS) == sum(map(len, SETS.values()))


@pytest.mark.parametrize("prefix", SETS)
def test_every_family_occurs_often_enough_to_compare(prefix: str) -> None:
    families = Counter(row["family"] for row in SETS[prefix].values())
    logic, least = OFTEN_ENOUGH[prefix]
    assert set(families) == logic | {"linear", "infeasible"}
    assert min(families.values()) >= least
    assert all((row["family"] in logic) == ("-logic-" in name) for name, row in SETS[prefix].items())


def test_every_problem_is_written_a_second_time_and_the_other_way_round() -> None:
    assert set(PROBLEMS) == set(ROWS)


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS)
def test_row_is_complete(row: dict[str, Any]) -> None:
    infeasible = row["family"] == "infeasible"
    assert set(row) == {"id", "family", "text", "answer"} | ({"conflicts"} if infeasible else set())
    assert row["text"] == row["text"].strip()
    assert (row["answer"] == NO_ANSWER) == infeasible


@each_solvable
def test_the_best_of_all_cases_is_the_answer(name: str) -> None:
    assert optimum(PROBLEMS[name]) == same_as(ROWS[name]["answer"])


@on_a_grid(SOLVABLE)
def test_the_best_point_of_a_grid_is_the_answer(name: str) -> None:
    assert optimum_on_grid(PROBLEMS[name]) == same_as(ROWS[name]["answer"])


@pytest.mark.parametrize("name", WITH_LOGIC)
def test_leaving_out_some_logic_changes_the_answer(name: str) -> None:
    """A reader that overlooks the logic is not right by luck."""
    count = PROBLEMS[name].count_of_logic()
    found = [optimum(PROBLEMS[name], left_out=place) for place in range(count)]
    assert not count or any(one != same_as(ROWS[name]["answer"]) for one in found)


@each_infeasible
def test_statements_are_quoted_from_the_text_once(name: str) -> None:
    text = ROWS[name]["text"]
    quotes = PROBLEMS[name].quotes()
    assert all(text.count(quote) == 1 for quote in quotes)
    assert len(marked(name)) == len(ROWS[name]["conflicts"]) >= 1
    assert all(len(one) == len(set(one)) and set(one) <= set(quotes) for one in ROWS[name]["conflicts"])


@each_infeasible
def test_the_marked_conflicts_are_all_those_over_the_cases(name: str) -> None:
    assert conflicts(PROBLEMS[name]) == marked(name)


@on_a_grid(INFEASIBLE)
def test_the_marked_conflicts_are_all_those_over_a_grid(name: str) -> None:
    assert conflicts_on_grid(PROBLEMS[name]) == marked(name)
