"""What a formulation takes, what it refuses, and that JSON keeps it whole."""

from __future__ import annotations

import json
from typing import Any

import pytest
from pydantic import ValidationError

from nl2milp.formulation import Formulation, Goal, Kind, Objective, Sense, Span

FULL: dict[str, Any] = {
    "title": "Shipping",
    "sets": [{"name": "periods", "members": ["1..4"]}, {"name": "plants", "members": ["A", 2, "North York"]}],
    "tables": [{"keys": "p in plants", "columns": ["supply"], "rows": ["A 3", ["North York", 4], "2 -"]}],
    "patterns": [{"set": "cuts", "count": "n", "items": "o in orders", "size": "w[o]", "capacity": 20}],
    "parameters": [{"symbol": "rate", "value": "20%", "basis": "assumed", "span": {"start": 3, "end": 6}}],
    "variables": [{"symbol": "x[p in plants]", "kind": "integer", "upper": 7, "outside": 0.5}],
    "quantities": [{"symbol": "total", "value": "sum(x[p] for p in plants)"}],
    "objective": {"sense": "maximize", "value": "total", "sentences": ["S1"]},
    "constraints": [{"name": "cap", "for": "p in plants", "slots": {"rule": "x[p] <= 3"}, "hard": False}],
    "asked": "total",
    "assumptions": ["whole trucks"],
    "questions": ["per day?"],
}


def test_json_numbers_may_stand_for_expressions() -> None:
    one = Formulation.model_validate(FULL).variables[0]
    assert (one.upper, one.outside, one.lower, one.kind) == ("7", "0.5", "0", Kind.INTEGER)


@pytest.mark.parametrize("written", [lambda one: one.model_dump_json(), lambda one: one.to_json()])
def test_json_keeps_it_whole(written: Any) -> None:
    formulation = Formulation.model_validate(FULL)
    assert Formulation.model_validate_json(written(formulation)) == formulation


def test_to_json_leaves_out_what_is_at_its_default() -> None:
    found = json.loads(Formulation.model_validate({"variables": [{"symbol": "x"}]}).to_json())
    assert found == {"variables": [{"symbol": "x"}]}


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"colour": "red"}, "Extra inputs are not permitted"),
        ({"variables": [{"symbol": ""}]}, "at least 1 character"),
        ({"variables": [{"symbol": "x", "kind": "whole"}]}, "'continuous', 'integer' or 'binary'"),
        ({"variables": [{"symbol": "x", "upper": "x" * 20_001}]}, "at most 20000 characters"),
        ({"variables": [{"symbol": "x", "upper": True}]}, "valid string"),
        ({"objective": {"sense": "most"}}, "'minimize' or 'maximize'"),
        ({"constraints": [{"name": "c", "weight": 0}]}, "greater than 0"),
        ({"parameters": [{"symbol": "k", "span": {"start": 4, "end": 2}}]}, "before its start 4"),
    ],
)
def test_what_is_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(ValidationError, match=message):
        Formulation.model_validate(change)


def test_parts_are_frozen() -> None:
    with pytest.raises(ValidationError):
        Span(start=0, end=1).end = 5  # type: ignore[misc]


def test_a_goal_is_a_rule_or_a_value_with_a_sense() -> None:
    assert Goal(rule="x <= 3", for_="p in plants").for_ == "p in plants"
    with pytest.raises(ValidationError, match="either a rule"):
        Goal()
    with pytest.raises(ValidationError, match="either a rule"):
        Goal(rule="x <= 3", value="x", sense=Sense.MINIMIZE)
    with pytest.raises(ValidationError, match="needs a sense"):
        Goal(value="x")
    with pytest.raises(ValidationError, match="either a value or goals"):
        Objective(value="x", goals=(Goal(rule="x <= 3"),))
