"""Every number has a name, and changing one leaves the rest alone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nl2milp.analyse.numbers import changed, figures, find, without
from nl2milp.errors import InputError
from nl2milp.formulation import Formulation

FORMULATION = Formulation.model_validate(
    {
        "sets": [{"name": "markets", "members": ["North", "South"]}],
        "tables": [
            {"keys": "p in plants", "columns": ["capacity"], "rows": ["A 1,000", "'B b' 20"]},
            {
                "keys": "p in plants",
                "across": "m in markets",
                "columns": ["cost"],
                "rows": [["A", 1, 2], ["B b", 3, 4]],
            },
        ],
        "parameters": [{"symbol": "wage", "value": 12}],
        "variables": [{"symbol": "x", "upper": 30}, {"symbol": "y", "kind": "integer", "lower": "-5"}],
        "objective": {"sense": "maximize", "value": "3*x - 2*y"},
        "constraints": [
            {"name": "between", "slots": {"rule": "5 <= 20*x <= 800"}},
            {"name": "share", "slots": {"rule": "x >= 40% * (x + y)"}},
            {"name": "count", "template": "k_of_n", "slots": {"conditions": ["y >= 3"], "at_most": 2}},
            {"name": "low", "slots": {"rule": "x - 4 >= -4"}},
        ],
    }
)


def test_names_and_values() -> None:
    assert {one.name: one.value for one in figures(FORMULATION)} == {
        "between#1": 5, "between#2": 20, "between#3": 800, "share": 0.4, "count#1": 3, "count": 2, "low#1": 4,
        "low": -4, "wage": 12, "capacity[A]": 1000, "capacity[B b]": 20, "cost[A, North]": 1, "cost[A, South]": 2,
        "cost[B b, North]": 3, "cost[B b, South]": 4, "x.lower": 0, "x.upper": 30, "y.lower": -5,
        "objective#1": 3, "objective#2": 2,
    }  # fmt: skip


def test_every_number_can_be_changed_alone() -> None:
    before = figures(FORMULATION)
    for place, figure in enumerate(before):
        after = figures(changed(FORMULATION, {figure: 77.0}))
        assert [one.name for one in after] == [one.name for one in before]
        assert [one.value for one in after] == [77.0 if at == place else one.value for at, one in enumerate(before)]


def test_several_numbers_of_one_rule_change_together() -> None:
    rule = changed(FORMULATION, {"between#1": -6.5, "between#2": 7, "between#3": 9}).constraints[0].slots["rule"]
    assert rule == "(-6.5) <= 7*x <= 9"


def test_unknown_names_list_what_there_is() -> None:
    with pytest.raises(InputError, match="between#1"):
        find(FORMULATION, "between")
    with pytest.raises(InputError, match="wage"):
        find(FORMULATION, "wages")
    with pytest.raises(InputError, match="no statement called 'shares'; there is share"):
        without(FORMULATION, frozenset({"shares"}))


def test_statements_leave() -> None:
    left = without(FORMULATION, frozenset({"share", "low"}))
    assert [one.name for one in left.constraints] == ["between", "count"]


@pytest.mark.parametrize("name", ["infeasible.jsonl", "logic.jsonl", "quantities.jsonl"])
def test_numbers_of_the_project_s_own_problems_survive_a_change(name: str) -> None:
    path = Path(__file__).resolve().parents[2] / "datasets" / name
    for line in path.read_text(encoding="utf-8").splitlines():
        formulation = Formulation.model_validate(json.loads(line)["formulation"])
        before = figures(formulation)
        same = changed(formulation, {figure: figure.value for figure in before})
        assert [(one.name, one.value) for one in figures(same)] == [(one.name, one.value) for one in before]
