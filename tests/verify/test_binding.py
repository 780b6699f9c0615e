"""Limits that can never decide anything."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import nl2milp
from nl2milp.formulation import Formulation
from nl2milp.readers.base import Reading
from nl2milp.verify.binding import idle_limits


def of(rules: list[str], **variables: object) -> list[str | None]:
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": name, **variables} for name in ("x", "y")],
            "constraints": [{"name": f"c{place}", "slots": {"rule": rule}} for place, rule in enumerate(rules)],
        }
    )
    return [finding.constraint for finding in idle_limits(nl2milp.compile_model(formulation))]


@pytest.mark.parametrize(
    ("rules", "idle"),
    [
        (["x + y <= 10", "x <= 11"], ["c1"]),
        (["x + y <= 10", "x <= 10"], []),  # it can be reached
        (["x >= 5", "y >= 5", "x + y >= 9"], ["c2"]),
        (["x >= 5", "y >= 5", "x + y >= 10"], []),
        (["x + y <= 10", "x >= 0"], []),  # a harmless thing to say
        (["x + y == 10", "x <= 12"], ["c1"]),
        (["x <= 3"], []),
    ],
)
def test_idle(rules: list[str], idle: list[str]) -> None:
    assert of(rules) == idle


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-3, 3), st.integers(-3, 3), st.sampled_from(["<=", ">="]), st.integers(-6, 12)),
        min_size=1,
        max_size=4,
    )
)
def test_what_is_called_idle_cuts_nothing_off(rows: list[tuple[int, int, str, int]]) -> None:
    """On the whole points of a box: leaving an idle limit out admits no further point."""

    def admits(kept: list[tuple[int, int, str, int]], point: tuple[int, ...]) -> bool:
        sums = [(a * point[0] + b * point[1], sign, side) for a, b, sign, side in kept]
        return all(value <= side if sign == "<=" else value >= side for value, sign, side in sums)

    rules = [f"{a}*x + {b}*y {sign} {side}" for a, b, sign, side in rows]
    points = list(itertools.product(range(6), repeat=2))
    before = {point for point in points if admits(rows, point)}
    if not before:
        return
    for name in of(rules, kind="integer", upper=5):
        place = int(str(name)[1:])
        rest = [row for at, row in enumerate(rows) if at != place]
        assert {point for point in points if admits(rest, point)} == before, (rules, name)


def test_shown_beside_the_limits_and_no_error() -> None:
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": "x"}],
            "objective": {"sense": "maximize", "value": "x"},
            "constraints": [
                {"name": "time", "slots": {"rule": "2*x <= 40"}},
                {"name": "demand", "slots": {"rule": "x <= 600"}},
            ],
        }
    )
    result = nl2milp.solve(Reading(formulation, "test"))
    assert result.status is nl2milp.ResultStatus.OPTIMAL
    assert [(one["kind"], one["constraint"]) for one in result.to_dict()["findings"]] == [("idle", "demand")]
    assert "never let it matter" in str(result)
    assert "To check" not in str(result)
    assert np.isclose(result.objective or 0.0, 20.0)
