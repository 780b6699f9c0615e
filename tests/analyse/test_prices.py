"""What limits and statements are worth, against solving again; and what happens under other numbers."""

from __future__ import annotations

import json

import numpy as np
import pytest
from click.testing import CliRunner

import nl2milp
from nl2milp.analyse.numbers import changed, find, without
from nl2milp.analyse.prices import rule_prices
from nl2milp.analyse.sensitivity import sensitivity
from nl2milp.analyse.whatif import Scenario, compare, sweep
from nl2milp.cli import main
from nl2milp.errors import InputError
from nl2milp.formulation import Formulation
from nl2milp.solvers import Status


def workshop(kind: str = "continuous", sense: str = "maximize", seed: int = 0) -> Formulation:
    """Two products, three limits and a least amount, drawn at random."""
    draw = np.random.default_rng(seed)
    rates = draw.integers(1, 9, (3, 2))
    limits = draw.integers(40, 120, 3)
    signs = {"maximize": "<=", "minimize": ">="}[sense]
    constraints = [
        {"name": f"limit {at}", "slots": {"rule": f"{a}*x + {b}*y {signs} {limit}"}, "quote": f"{limit} hours of work"}
        for at, ((a, b), limit) in enumerate(zip(rates.tolist(), limits.tolist(), strict=True))
    ]
    constraints.append({"name": "few", "slots": {"rule": "x >= 1" if sense == "maximize" else "x <= 60"}})
    profit = draw.integers(2, 20, 2)
    return Formulation.model_validate(
        {
            "variables": [{"symbol": "x", "kind": kind}, {"symbol": "y", "kind": kind}],
            "objective": {"sense": sense, "value": f"{profit[0]}*x + {profit[1]}*y"},
            "constraints": constraints,
        }
    )


def objective(formulation: Formulation) -> float:
    found = nl2milp.solve(formulation).objective
    assert found is not None
    return found


@pytest.mark.parametrize("sense", ["maximize", "minimize"])
@pytest.mark.parametrize("seed", range(12))
def test_a_dual_value_is_what_a_little_more_is_worth(sense: str, seed: int) -> None:
    formulation = workshop(sense=sense, seed=seed)
    found = sensitivity(nl2milp.compile_model(formulation))
    base = objective(formulation)
    assert found.objective == pytest.approx(base)
    for limit in found.limits:
        name = formulation.constraints[limit.constraint].name
        for change, size in ((limit.more, 1.0), (limit.less, -1.0)):
            room = (limit.high - limit.stated) if size > 0 else (limit.stated - limit.low)
            step = min(0.01, room)
            if step > 1e-6:
                moved = objective(changed(formulation, {find(formulation, name): limit.stated + size * step}))
                assert (moved - base) / step == pytest.approx(change, abs=1e-4)


@pytest.mark.parametrize("seed", range(8))
def test_a_price_holds_up_to_the_end_of_its_range(seed: int) -> None:
    formulation = workshop(seed=seed)
    found = sensitivity(nl2milp.compile_model(formulation))
    if found.is_degenerate:
        pytest.skip("ranges of a degenerate optimum are those of one basis")
    base = objective(formulation)
    for limit in found.limits:
        name = formulation.constraints[limit.constraint].name
        if limit.slack == 0 and np.isfinite(limit.high):
            inside = objective(changed(formulation, {find(formulation, name): limit.high}))
            assert inside == pytest.approx(base + limit.more * (limit.high - limit.stated))


@pytest.mark.parametrize("seed", range(8))
def test_within_the_range_of_a_cost_the_plan_stays(seed: int) -> None:
    formulation = workshop(seed=seed)
    found = sensitivity(nl2milp.compile_model(formulation))
    plan = nl2milp.solve(formulation).variables
    assert plan is not None
    for number, one in enumerate(found.costs, start=1):
        for end in (one.low, one.high):
            if np.isfinite(end):
                value = one.cost + 0.98 * (end - one.cost)
                moved = nl2milp.solve(changed(formulation, {find(formulation, f"objective#{number}"): value}))
                assert moved.objective == pytest.approx(
                    sum((value if other == number else cost.cost) * plan[cost.variable]
                        for other, cost in enumerate(found.costs, start=1))
                )  # fmt: skip


def test_words_of_a_price() -> None:
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": "tables"}, {"symbol": "chairs"}],
            "objective": {"sense": "maximize", "value": "30*tables + 20*chairs"},
            "constraints": [
                {"name": "labour", "slots": {"rule": "2*tables + chairs <= 80"}, "quote": "80 hours of labour"},
                {"name": "wood", "slots": {"rule": "tables + chairs <= 60"}},
                {"name": "paint", "slots": {"rule": "tables <= 45"}},
            ],
        }
    )
    sentences = [one.sentence for one in sensitivity(nl2milp.compile_model(formulation)).limits]
    assert sentences[0].startswith("labour (“80 hours of labour”): one more hour is worth 10 until ")
    assert sentences[-1] == "paint: 25 to spare; more is worth nothing"


def test_a_degenerate_optimum_is_said_and_priced_both_ways() -> None:
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": "x"}, {"symbol": "y"}],
            "objective": {"sense": "maximize", "value": "x + y"},
            "constraints": [
                {"name": "a", "slots": {"rule": "x <= 10"}},
                {"name": "b", "slots": {"rule": "y <= 10"}},
                {"name": "c", "slots": {"rule": "x + y <= 20"}},
            ],
        }
    )
    found = sensitivity(nl2milp.compile_model(formulation))
    assert found.is_degenerate
    assert {one.name: (one.more, one.less) for one in found.limits} == {"a": (0, -1), "b": (0, -1), "c": (0, -1)}
    assert "degenerate" in str(found)


def test_whole_numbers_have_no_dual_values() -> None:
    with pytest.raises(InputError, match="linear programmes only"):
        sensitivity(nl2milp.compile_model(workshop("integer")))


@pytest.mark.parametrize("kind", ["continuous", "integer"])
@pytest.mark.parametrize("seed", range(5))
def test_prices_are_differences_of_optima(kind: str, seed: int) -> None:
    formulation = workshop(kind, seed=seed)
    found = rule_prices(formulation)
    assert found.is_complete
    base = objective(formulation)
    gains = [one.gain for one in found.prices]
    assert gains == sorted(gains, key=lambda gain: -(gain or 0.0))
    for price in found.prices:
        free = nl2milp.solve(without(formulation, frozenset({price.constraint})))
        assert price.gain == pytest.approx((free.objective or 0.0) - base, abs=1e-9)
        assert price.higher is not None
        assert price.stated is not None
        moved = nl2milp.solve(changed(formulation, {price.constraint: price.stated + 1}))
        assert price.higher.objective == moved.objective


def test_what_keeps_a_problem_bounded_is_without_price() -> None:
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": "x"}],
            "objective": {"sense": "maximize", "value": "x"},
            "constraints": [{"name": "only", "slots": {"rule": "x <= 4"}}],
        }
    )
    price = rule_prices(formulation).prices[0]
    assert price.gain == float("inf")
    assert price.without is not None
    assert price.without.status is Status.UNBOUNDED


def test_no_time_is_said() -> None:
    found = rule_prices(workshop(), seconds=1e-9)
    assert not found.is_complete
    assert all(one.gain is None for one in found.prices)


def test_scenarios_side_by_side() -> None:
    formulation = workshop("integer")
    table = compare(formulation, [Scenario("more", {"limit 0": 200}), Scenario("free", {}, ("few",))])
    assert [one.name for one in table.outcomes] == ["as stated", "more", "free"]
    assert table.outcomes[1].objective == objective(changed(formulation, {"limit 0": 200}))
    assert table.rows()[2][0] == "objective"
    assert table.to_dict()["scenarios"][0]["change"] == 0


def test_a_sweep_gives_the_curve_and_where_the_plan_changes() -> None:
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": "x"}, {"symbol": "y"}],
            "objective": {"sense": "maximize", "value": "3*x + 2*y"},
            "constraints": [
                {"name": "hours", "slots": {"rule": "x + y <= 10"}},
                {"name": "least", "slots": {"rule": "x + y >= 4"}},
            ],
        }
    )
    curve = sweep(formulation, "objective#1", [1, 1.5, 3])
    assert [one.objective for one in curve.outcomes] == [20, 20, 30]
    assert curve.breaks == pytest.approx((2.0,), abs=0.01)
    ends = sweep(formulation, "hours", [2, 6])
    assert [one.status for one in ends.outcomes] == ["infeasible", "optimal"]
    assert ends.breaks == pytest.approx((4.0,), abs=0.01)


TEXT = json.dumps(workshop("integer").model_dump(mode="json", by_alias=True))


@pytest.mark.parametrize(
    ("arguments", "key"),
    [
        (["diagnose", "-", "--json"], "cores"),
        (["diagnose", "-", "--soft", "few", "--weight", "limit 0=2", "--json"], "cores"),
        (["analyse", "-", "--json"], "prices"),
        (["whatif", "-", "--list", "--json"], "numbers"),
        (["whatif", "-", "--set", "limit 0=50;limit 1=60", "--off", "few", "--json"], "scenarios"),
        (["whatif", "-", "--sweep", "limit 0=40:80:3", "--json"], "points"),
    ],
)
def test_commands_print_one_json_object_and_text(arguments: list[str], key: str) -> None:
    run = CliRunner().invoke(main, arguments, input=TEXT)
    assert run.exit_code == 0, run.output
    assert key in json.loads(run.stdout)
    run = CliRunner().invoke(main, arguments[:-1], input=TEXT)
    assert run.exit_code == 0, run.output
    assert run.stdout.strip()


@pytest.mark.parametrize(
    "arguments",
    [
        ["whatif", "-"],
        ["whatif", "-", "--set", "limit 9=4"],
        ["whatif", "-", "--sweep", "few=1"],
        ["whatif", "-", "--off", "no"],
        ["diagnose", "-", "--keep", "no"],
        ["diagnose", "-", "--weight", "few"],
        ["diagnose", "-", "--weight", "few=0"],
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_code_2(arguments: list[str]) -> None:
    run = CliRunner().invoke(main, arguments, input=TEXT)
    assert run.exit_code == 2
    assert run.stderr.startswith("nl2milp: ")


def test_diagnose_of_an_unbounded_problem() -> None:
    formulation = {"variables": [{"symbol": "x"}], "objective": {"sense": "maximize", "value": "x"}}
    run = CliRunner().invoke(main, ["diagnose", "-", "--json"], input=json.dumps(formulation))
    assert json.loads(run.stdout)["status"] == "unbounded"


def test_prices_of_a_plan_without_a_stated_end() -> None:
    """A makespan has no bound for a big-M but what a known answer gives, as when it is solved."""
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": "a"}, {"symbol": "b"}, {"symbol": "end"}],
            "objective": {"value": "end"},
            "constraints": [
                {"name": "one", "template": "either_or", "slots": {"options": ["a + 3 <= b", "b + 4 <= a"]}},
                {"name": "end of a", "slots": {"rule": "end >= a + 3"}},
                {"name": "end of b", "slots": {"rule": "end >= b + 4"}},
            ],
        }
    )
    found = rule_prices(formulation, names=["one"])
    assert (found.optimum.status, found.optimum.objective) == (Status.OPTIMAL, pytest.approx(7.0))
    assert found.prices[0].gain == pytest.approx(3.0)


def test_a_sweep_finds_each_place_where_another_statement_limits_the_plan() -> None:
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": "x"}, {"symbol": "y"}],
            "objective": {"sense": "maximize", "value": "2*x + y"},
            "constraints": [
                {"name": "press", "slots": {"rule": "x <= 4"}},
                {"name": "oven", "slots": {"rule": "y <= 6"}},
                {"name": "hours", "slots": {"rule": "x + y <= 5"}},
            ],
        }
    )
    # x alone to 4 hours, then y to 10, then hours are worth nothing
    curve = sweep(formulation, "hours", [1, 20])
    assert curve.breaks == pytest.approx((4.0, 10.0), abs=1e-3)
    assert curve.outcomes[-1].tight == ("press", "oven")
