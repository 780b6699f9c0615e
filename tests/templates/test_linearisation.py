"""The linearisation takes no more than it needs: rows, binaries, big-M; and says what it lacks."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nl2milp.compile.compiler import Compiled, compile_formulation
from nl2milp.errors import FormulationError, NonlinearError, UnboundedTermError
from nl2milp.formulation import Formulation
from nl2milp.solvers.highs import HighsSolver, largest_value

BINARY = [{"symbol": name, "kind": "binary"} for name in "abcd"]
WHOLE = [{"symbol": "x", "kind": "integer", "upper": 10}, {"symbol": "y", "kind": "integer", "upper": 7}]
LOOSE = [{"symbol": "u", "upper": 10}, {"symbol": "v", "upper": 10}]


def compiled(*constraints: dict[str, Any], variables: Any = None, **more: Any) -> Compiled:
    named = [{"name": f"statement {n}"} | one for n, one in enumerate(constraints)]
    fields = {"variables": variables or [*BINARY, *WHOLE, *LOOSE], "constraints": named, **more}
    return compile_formulation(Formulation.model_validate(fields), relax=largest_value)


def rule(template: str, **slots: Any) -> dict[str, Any]:
    return {"template": template, "slots": {name.rstrip("_"): value for name, value in slots.items()}}


def auxiliaries(model: Compiled) -> int:
    return model.model.num_columns - sum(one.size for one in model.scope.variables)


def rows(model: Compiled) -> list[tuple[dict[str, float], float, float]]:
    """Each row as its terms by name, and its sides."""
    found = []
    linear = model.model
    for row in range(linear.num_rows):
        span = slice(linear.starts[row], linear.starts[row + 1])
        terms = {
            linear.column_name(c): float(v) for c, v in zip(linear.indices[span], linear.values[span], strict=True)
        }
        found.append((terms, float(linear.row_lower[row]), float(linear.row_upper[row])))
    return found


# -- rows without a big-M


@pytest.mark.parametrize(
    ("statement", "terms", "lower", "upper"),
    [
        (rule("if_then", if_="a == 1", then="b == 1"), {"a": -1.0, "b": 1.0}, 0.0, np.inf),
        (rule("if_then", if_="a == 1", then="b == 0"), {"a": -1.0, "b": -1.0}, -1.0, np.inf),
        (rule("k_of_n", conditions=["a == 1", "b == 1"], at_most=1), {"a": 1.0, "b": 1.0}, -np.inf, 1.0),
        (rule("k_of_n", conditions=["a == 1", "b == 1", "c == 1"], exactly=1), dict.fromkeys("abc", 1.0), 1.0, 1.0),
        (rule("iff", first="a == 1", second="b == 1"), {"a": 1.0, "b": -1.0}, 0.0, 0.0),
        (rule("all_or_none", conditions=["a == 1", "b == 0"]), {"a": -1.0, "b": -1.0}, -1.0, -1.0),
        (rule("either_or", options=["a == 1", "b == 1", "c == 0"]), {"a": 1.0, "b": 1.0, "c": -1.0}, 0.0, np.inf),
        (rule("on_off", quantity="x", on="a == 1"), {"x": 1.0, "a": -10.0}, -np.inf, 0.0),
        (rule("on_off", quantity="x", on="a == 1", most=6), {"x": 1.0, "a": -6.0}, -np.inf, 0.0),
        (rule("on_off", quantity="x", on="a == 1", most=600), {"x": 1.0, "a": -10.0}, -np.inf, 0.0),
    ],
)
def test_statements_of_binaries_are_single_rows(statement: Any, terms: Any, lower: float, upper: float) -> None:
    model = compiled(statement)
    assert auxiliaries(model) == 0
    assert (terms, lower, upper) in rows(model)


def test_if_any_of_several_then_one_is_a_row_for_each() -> None:
    model = compiled(rule("if_then", if_="a == 1 or b == 1 or c == 1", then="d == 1"))
    assert auxiliaries(model) == 0
    assert [len(terms) for terms, _, _ in rows(model)] == [2, 2, 2]


def test_of_two_alternatives_one_binary_is_enough() -> None:
    assert auxiliaries(compiled(rule("either_or", options=["x + y <= 4", "x - y >= 2"]))) == 1


def test_what_bounds_settle_needs_no_row() -> None:
    assert rows(compiled(rule("if_then", if_="a == 1", then="x <= 10"))) == []


def test_the_big_m_is_the_least_that_other_statements_allow() -> None:
    statement = rule("if_then", if_="a == 1", then="x <= 3")
    wide = [{"symbol": "a", "kind": "binary"}, {"symbol": "x", "kind": "integer"}, {"symbol": "y", "kind": "integer"}]
    model = compiled(statement, {"slots": {"rule": "2*x + y <= 17"}}, variables=wide)
    assert ({"a": 5.0, "x": 1.0}, -np.inf, 8.0) in rows(model)


def test_a_binary_in_its_own_row_counts_as_it_is() -> None:
    model = compiled(rule("if_then", if_="a == 1", then="x + 4*a <= 6"))
    assert ({"a": 8.0, "x": 1.0}, -np.inf, 10.0) in rows(model)


def test_a_bound_that_propagation_misses_comes_from_the_relaxation() -> None:
    free = [{"symbol": "a", "kind": "binary"}, {"symbol": "u", "lower": None}, {"symbol": "v", "lower": None}]
    facts = [{"slots": {"rule": "u + v <= 4"}}, {"slots": {"rule": "u - v <= 2"}}]
    model = compiled(rule("if_then", if_="a == 1", then="u <= 1"), *facts, variables=free)
    ((terms, _, upper),) = [row for row in rows(model) if "a" in row[0]]
    assert terms["a"] == pytest.approx(2.0, abs=1e-4)
    assert upper == pytest.approx(3.0, abs=1e-4)


def test_a_repeated_condition_keeps_its_binary() -> None:
    once = compiled(rule("either_or", options=["x >= 4", "y >= 3", "a == 1"]))
    same = [rule("either_or", options=["x >= 4", "y >= 3", f"{name} == 1"]) for name in "abc"]
    negation = rule("if_then", if_="x >= 4", then="y <= 2 or b == 1")
    assert auxiliaries(compiled(*same, negation)) == auxiliaries(once)


# -- minima and maxima by their use


@pytest.mark.parametrize(
    ("sense", "value", "count"),
    [
        ("minimize", "max(x, y)", 1),
        ("maximize", "min(x, y)", 1),
        ("maximize", "max(x, y)", 3),
        ("minimize", "min(x, y)", 3),
        ("minimize", "abs(x - y)", 1),
        ("maximize", "abs(x - y)", 3),
        ("minimize", "max(x, max(y, 3))", 2),
        ("minimize", "max(x, y) - min(x, y)", 2),
    ],
)
def test_a_maximum_needs_binaries_only_where_it_is_pushed_up(sense: str, value: str, count: int) -> None:
    assert auxiliaries(compiled(objective={"sense": sense, "value": value})) == count


@pytest.mark.parametrize(("comparison", "count"), [("max(x, y) <= 4", 1), ("max(x, y) >= 4", 3), ("max(x, y) == 4", 3)])
def test_an_equality_needs_both_halves(comparison: str, count: int) -> None:
    assert auxiliaries(compiled({"slots": {"rule": comparison}})) == count


@pytest.mark.parametrize(("sense", "count"), [("minimize", 0), ("maximize", 6)])
def test_tiers_that_grow_dearer_need_no_binaries_where_their_cost_is_minimised(sense: str, count: int) -> None:
    tiers = {"keys": "k in tiers", "columns": ["upto", "rate"], "rows": ["1 3 1", "2 6 2", "3 10 4"]}
    slots = {"input": "x", "output": "u", "tiers": "k in tiers", "upto": "upto[k]", "rate": "rate[k]"}
    needs = {"slots": {"rule": "x >= 5" if sense == "minimize" else "x <= 5"}}
    wide = [*WHOLE, {"symbol": "u"}]
    model = compiled(
        rule("piecewise", mode="incremental", **slots), needs,
        variables=wide, tables=[tiers], objective={"sense": sense, "value": "u"},
    )  # fmt: skip
    assert auxiliaries(model) == count
    solution = HighsSolver().solve(model.model)
    assert solution.objective == pytest.approx(7.0)
    assert solution.values is not None
    assert all(one.all() for one in model.holds(solution.values))


# -- what is refused, and how


def test_without_a_bound_the_error_names_variable_and_statement_and_asks_for_the_bound() -> None:
    wide = [{"symbol": "a", "kind": "binary"}, {"symbol": "load"}]
    with pytest.raises(UnboundedTermError, match=r"statement 0: .*'load'.*largest value"):
        compiled(rule("if_then", if_="a == 1", then="load <= 3"), variables=wide)
    with pytest.raises(UnboundedTermError, match=r"'load'.*largest value"):
        compiled(rule("on_off", quantity="load", on="a == 1"), variables=wide)
    with pytest.raises(UnboundedTermError, match=r"'load'"):
        compiled({"slots": {"rule": "a*load <= 3"}}, variables=wide)


@pytest.mark.parametrize("rule_", ["u*v <= 4", "u^2 <= 4", "exp(u) <= 4", "2^u <= 4"])
def test_a_nonlinear_term_is_refused_by_name(rule_: str) -> None:
    with pytest.raises(NonlinearError, match="u"):
        compiled({"slots": {"rule": rule_}})


def test_strictly_beyond_a_continuous_limit_asks_for_a_tolerance() -> None:
    statement = rule("if_then", if_="u >= 3", then="a == 1")
    with pytest.raises(FormulationError, match="slot 'tolerance'"):
        compiled(statement)
    statement["slots"]["tolerance"] = 0.5
    assert ({"a": -7.5, "u": 1.0}, -np.inf, 2.5) in rows(compiled(statement))


def test_decimal_coefficients_of_whole_quantities_need_no_tolerance() -> None:
    model = compiled(rule("if_then", if_="0.1*x + 0.2*y >= 0.3", then="a == 1"))
    ((terms, _, upper),) = rows(model)
    assert upper == pytest.approx(0.2)
    assert terms["a"] == pytest.approx(-2.2)


@pytest.mark.parametrize(
    ("slots", "reason"),
    [
        ({"conditions": ["a == 1"]}, "at_least, at_most or exactly"),
        ({"conditions": ["a == 1"], "exactly": 1, "at_most": 1}, "exactly says all"),
        ({"conditions": ["a == 1"], "at_most": 1, "weights": ["1", "2"]}, "one entry for each"),
        ({"conditions": ["a == 1"], "at_most": 1, "weights": ["-1"]}, "negative"),
    ],
)
def test_a_count_that_cannot_be_meant_is_refused(slots: Any, reason: str) -> None:
    with pytest.raises(FormulationError, match=reason):
        compiled({"template": "k_of_n", "slots": slots})
