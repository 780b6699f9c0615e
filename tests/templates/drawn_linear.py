"""Instances of `linear`; the shortest example of what a template registers for its proof."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from nl2milp.formulation import Formulation
from tests.templates.drawing import binaries, comparison, condition, integers
from tests.templates.harness import instances


@instances("linear")
@st.composite
def linear(draw: Any) -> Formulation:
    variables = [*draw(integers(2)), *binaries(1)]
    rules = draw(st.lists(comparison(variables), min_size=1, max_size=2))
    return Formulation.model_validate(
        {
            "variables": variables,
            "constraints": [{"name": f"rule {n}", "slots": {"rule": rule}} for n, rule in enumerate(rules)],
        }
    )


@instances("linear:conditions")
@st.composite
def conditions(draw: Any) -> Formulation:
    """Nested and, or, not, implies in the rule itself."""
    variables = [*draw(integers(2)), *binaries(2)]
    rule = draw(condition(variables, depth=3))
    return Formulation.model_validate(
        {"variables": variables, "constraints": [{"name": "rule", "slots": {"rule": rule}}]}
    )
