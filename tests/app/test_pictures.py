"""The feasible region, the use of limits, and the charts made of them."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from nl2milp import compile_model, solve
from nl2milp.analyse.whatif import sweep
from nl2milp.app import charts
from nl2milp.app.region import Region, feasible_region
from nl2milp.app.usage import limit_uses
from nl2milp.formulation import Formulation


def made(rules: list[Any], kind: str = "continuous", **more: Any) -> Formulation:
    constraints = [
        {"name": f"rule{place}", "slots": {"rule": one}} if isinstance(one, str) else {"name": f"rule{place}", **one}
        for place, one in enumerate(rules)
    ]
    data = {
        "variables": [{"symbol": "x", "kind": kind}, {"symbol": "y", "kind": kind}],
        "objective": {"sense": "maximize", "value": "3*x + 2*y"}, "constraints": constraints, **more,
    }  # fmt: skip
    return Formulation.model_validate(data)


def region_of(formulation: Formulation) -> Region:
    result = solve(formulation)
    assert result.compiled is not None
    assert result.solution is not None
    found = feasible_region(result.compiled, result.solution.values)
    assert found is not None
    return found


def test_the_corners_of_a_region() -> None:
    found = region_of(made(["x + y <= 4", "x <= 3"]))
    assert {(round(x, 9), round(y, 9)) for x, y in found.polygons[0]} == {(0, 0), (3, 0), (3, 1), (0, 4)}
    assert found.best == pytest.approx((3.0, 1.0))
    assert found.direction == pytest.approx((3 / 13**0.5, 2 / 13**0.5))
    assert {line.name for line in found.lines} == {"rule0", "rule1"}
    assert found.whole_points == ()


@pytest.mark.parametrize("seed", range(20))
def test_whole_points_are_those_that_satisfy_every_rule(seed: int) -> None:
    draw = np.random.default_rng(seed)
    rows = [(int(a), int(b), int(c)) for a, b, c in zip(draw.integers(1, 6, 3), draw.integers(-2, 6, 3),
                                                       draw.integers(8, 25, 3), strict=True)]  # fmt: skip
    formulation = made([f"{a}*x + {b}*y <= {c}" for a, b, c in rows] + ["y <= 9"], "integer")
    found = region_of(formulation)
    grid = [(x, y) for x in range(int(found.high[0]) + 1) for y in range(int(found.high[1]) + 1)]
    wanted = {(x, y) for x, y in grid if y <= 9 and all(a * x + b * y <= c for a, b, c in rows)}
    assert set(found.whole_points) == wanted
    assert found.best is not None
    assert tuple(map(round, found.best)) in wanted
    assert max(3 * x + 2 * y for x, y in wanted) == round(3 * found.best[0] + 2 * found.best[1])


def test_a_condition_cuts_the_region_into_pieces() -> None:
    either = {"template": "either_or", "slots": {"options": ["x <= 1", "y <= 1"]}}
    found = region_of(made(["x <= 5", "y <= 5", either], "integer"))
    assert len(found.polygons) == 2
    inside = set(found.whole_points)
    assert (1.0, 5.0) in inside
    assert (5.0, 1.0) in inside
    assert (2.0, 2.0) not in inside


def test_an_open_region_is_cut_off_at_the_frame() -> None:
    formulation = made(["x + y >= 4"], objective={"sense": "minimize", "value": "3*x + 2*y"})
    found = region_of(formulation)
    assert found.best == pytest.approx((0.0, 4.0))
    assert all(found.low[0] <= x <= found.high[0] and found.low[1] <= y <= found.high[1] for x, y in found.polygons[0])


def test_there_is_no_picture_of_more_or_fewer_than_two_decisions() -> None:
    three = made(["x + y + z <= 3"], variables=[{"symbol": one} for one in "xyz"])
    assert feasible_region(compile_model(three), None) is None
    one = Formulation.model_validate({"variables": [{"symbol": "x", "upper": 3}]})
    assert feasible_region(compile_model(one), None) is None


def test_the_use_of_each_limit() -> None:
    rules = [{"slots": {"rule": "x + y <= 10"}, "quote": "10 hours are there"}, "x >= 2", "y == 3", "x <= 90"]
    uses = {one.name: one for one in limit_uses(solve(made(rules)))}
    assert [(one.operator, one.limit, one.used, one.slack) for one in uses.values()] == [
        ("<=", 10, 10, 0), (">=", 2, 7, 5), ("==", 3, 3, 0), ("<=", 90, 7, 83)]  # fmt: skip
    assert (uses["rule0"].unit, uses["rule0"].is_tight, uses["rule1"].is_tight) == ("hours", True, False)
    assert limit_uses(solve(made(["x >= 2", "x <= 1"]))) == ()


def texts(spec: Any) -> str:
    return json.dumps(spec, allow_nan=False)


def test_charts_are_plain_data_with_names_cut_short() -> None:
    long = "x" * 10_000
    assert len(texts(charts.plan_chart([(long, 3.0), (long, 2.0), ("none", 0.0)]))) < 25_000
    names = [one["name"] for one in charts.plan_chart([(long, 3.0), (long, 2.0)])["data"]["values"]]
    assert len(set(names)) == 2
    uses = limit_uses(solve(made([{"slots": {"rule": "x + y <= 10"}, "quote": long}])))
    assert texts(charts.usage_chart(uses))
    region = region_of(made(["x + y <= 4", "x <= 3"], "integer"))
    assert texts(charts.region_chart(region, "best: 11"))
    found = sweep(made(["x + y <= 4"]), "rule0", [1, 2, 3])
    assert [one["y"] for one in charts.sweep_chart(found, 2)["layer"][0]["data"]["values"]] == [3, 6, 9]


def test_the_picture_of_a_large_matrix_is_small() -> None:
    data = {
        "sets": [{"name": "many", "members": ["1..4000"]}], "variables": [{"symbol": "x[i in many]", "upper": 1}],
        "objective": {"sense": "maximize", "value": "sum(x[i] for i in many)"},
        "constraints": [{"name": "pair", "for": "i in many if i < 4000", "slots": {"rule": "x[i] + x[i + 1] <= 1"}}],
    }  # fmt: skip
    model = compile_model(Formulation.model_validate(data)).model
    spec = charts.sparsity_chart(model)
    assert model.num_nonzeros == 7998
    assert sum(one["n"] for one in spec["data"]["values"]) == model.num_nonzeros
    assert len(spec["data"]["values"]) < 400
    small = charts.sparsity_chart(compile_model(made(["x + y <= 4", "x <= 3"])).model)
    assert [(int(one["r"]), int(one["c"])) for one in small["data"]["values"]] == [(0, 0), (0, 1), (1, 0)]
