"""Contradictions of formulations that lack the bound that a conditional statement needs."""

from __future__ import annotations

from typing import Any

import pytest

import nl2milp
from nl2milp.diagnose import contradiction_of, diagnose
from nl2milp.errors import UnboundedTermError
from nl2milp.formulation import Formulation


def _formulation(*rules: dict[str, Any], kind: str = "integer") -> Formulation:
    named = [{"name": f"c{place}", **rule} for place, rule in enumerate(rules)]
    return Formulation.model_validate(
        {
            "variables": [{"symbol": "bus", "kind": kind}, {"symbol": "van", "kind": kind}],
            "objective": {"value": "3*bus + van"},
            "constraints": named,
        }
    )


EITHER = {"template": "either_or", "slots": {"options": ["bus <= 10", "van >= 20"]}}
FEW_VANS = {"slots": {"rule": "van <= 15"}}
MANY_BUSES = {"slots": {"rule": "bus >= 12"}}
LARGE = {"slots": {"rule": "bus + van >= 5"}}


def test_no_bound_is_asked_for_where_the_statements_contradict_each_other_anyway() -> None:
    result = nl2milp.solve(_formulation(EITHER, FEW_VANS, MANY_BUSES, LARGE))
    assert result.status.value == "infeasible"
    assert [sorted(str(member["constraint"]) for member in core) for core in result.to_dict()["cores"]] == [
        ["c0", "c1", "c2"]
    ]


def test_what_has_a_point_is_no_contradiction() -> None:
    assert contradiction_of(_formulation(EITHER, FEW_VANS, {"slots": {"rule": "bus >= 9"}})) is None


def test_a_bound_is_still_asked_for_where_it_matters() -> None:
    unlimited = Formulation.model_validate(
        {
            "variables": [{"symbol": "bus"}, {"symbol": "van"}],
            "objective": {"sense": "maximize", "value": "bus + van"},
            "constraints": [{"name": "c", **EITHER}],
        }
    )
    with pytest.raises(UnboundedTermError):
        nl2milp.solve(unlimited)


def test_a_limit_that_only_gives_a_big_m_is_no_member_of_a_core() -> None:
    """`Exactly one is made` contradicts two demands without the limit on the sum that bounds both."""
    one = {"template": "k_of_n", "slots": {"conditions": ["bus >= 1", "van >= 1"], "exactly": "1"}}
    total = {"slots": {"rule": "bus + van <= 60"}}
    least = [{"slots": {"rule": "bus >= 20"}}, {"slots": {"rule": "van >= 15"}}]
    diagnosis = diagnose(_formulation(one, total, *least))
    assert [sorted(core.members) for core in diagnosis.cores] == [[0, 2, 3]]
