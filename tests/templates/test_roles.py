"""Roles follow from the shape of a rule; a stated one counts where the shape allows it."""

from __future__ import annotations

import pytest

from nl2milp.compile.compiler import compile_formulation
from nl2milp.formulation import Formulation
from nl2milp.linear_model import LinearModel
from nl2milp.templates.roles import Role, role_of_row

VARIABLES = [
    {"symbol": "x"},
    {"symbol": "y"},
    {"symbol": "z"},
    {"symbol": "a", "kind": "binary"},
    {"symbol": "b", "kind": "binary"},
    {"symbol": "c", "kind": "binary"},
]


def model_of(rule: str) -> LinearModel:
    constraints = [{"name": "rule", "slots": {"rule": rule}}]
    return compile_formulation(Formulation.model_validate({"variables": VARIABLES, "constraints": constraints})).model


@pytest.mark.parametrize(
    ("rule", "role"),
    [
        ("x <= 5", Role.BOUND),
        ("2*x >= 5", Role.BOUND),
        ("x == 5", Role.FIXED_VALUE),
        ("x + y + z <= 40", Role.TOTAL),
        ("2*x + 3*y <= 40", Role.RESOURCE_LIMIT),
        ("2*x + 3*y >= 40", Role.REQUIREMENT),
        ("x >= 0.4*(x + y + z)", Role.SHARE),
        ("x >= 2*y", Role.RATIO),
        ("x >= y", Role.COMPARISON),
        ("x + y >= z", Role.COMPARISON),
        ("x - y >= 10", Role.DIFFERENCE),
        ("x - y - z == 0", Role.BALANCE),
        ("0.2*x + 0.5*y <= 0.3*(x + y + z)", Role.BLENDING),
        ("a + b + c == 1", Role.ASSIGNMENT),
        ("a + b >= 1", Role.COVERING),
        ("a + b <= 1", Role.PACKING),
        ("a <= b", Role.PRECEDENCE),
        ("x <= 50*a", Role.LINK),
        ("x + y <= 50*a", Role.LINK),
    ],
)
def test_the_shape_gives_the_role(rule: str, role: Role) -> None:
    assert role_of_row(model_of(rule), 0) is role


def test_a_stated_role_counts_where_the_shape_allows_it() -> None:
    assert role_of_row(model_of("x + y <= 40"), 0, "resource limit") is Role.RESOURCE_LIMIT


def test_a_stated_role_that_contradicts_the_shape_is_corrected() -> None:
    assert role_of_row(model_of("x <= 40"), 0, "assignment") is Role.BOUND
    assert role_of_row(model_of("x <= 40"), 0, "no such role") is Role.BOUND
