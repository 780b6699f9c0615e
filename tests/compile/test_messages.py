"""Every message says which part, which expression, which column, what was found and what to do."""

from __future__ import annotations

import time
from typing import Any

import pytest

from nl2milp.compile.compiler import compile_formulation
from nl2milp.errors import DataError, ExpressionError, FormulationError, NonlinearError
from nl2milp.formulation import Formulation

BASE: dict[str, Any] = {
    "sets": [
        {"name": "plants", "members": ["A", "B"]},
        {"name": "weeks", "members": ["1..3"]},
        {"name": "near[p in plants]", "members": ["A: B", "B: A"]},
    ],
    "tables": [
        {"keys": "p in plants", "columns": ["supply", "twin"], "rows": ["A 3 B", "B 0 A"]},
        {"keys": "i in plants, j in plants", "set": "arcs", "columns": ["toll"], "rows": ["A B 4"]},
        {"keys": "p in plants", "across": "t in weeks", "columns": ["cost"], "rows": ["A 1 2 3", "B 4 - 6"]},
    ],
    "parameters": [{"symbol": "budget"}, {"symbol": "k", "value": 2}],
    "variables": [
        {"symbol": "trucks", "upper": 9},
        {"symbol": "vans"},
        {"symbol": "make[p in plants, t in weeks]"},
    ],
    "quantities": [{"symbol": "total", "value": "sum(make[p, t] for p in plants, t in weeks)"}],
}


def refused(**change: Any) -> Exception:
    with pytest.raises((ExpressionError, FormulationError, DataError)) as caught:
        compile_formulation(Formulation.model_validate({**BASE, **change}))
    return caught.value


def rule(source: str, clauses: str | None = None) -> ExpressionError:
    """The error of a constraint's rule, whose message must quote the rule and name the constraint."""
    error = refused(constraints=[{"name": "cap", "for": clauses, "slots": {"rule": source}}])
    assert isinstance(error, ExpressionError), error
    assert error.expression == source
    assert error.where.startswith("constraint 'cap'")
    assert str(error).startswith("constraint 'cap'")
    assert f"(column {error.column} of '{source}')" in str(error)
    return error


@pytest.mark.parametrize(
    ("source", "clauses", "column", "reason"),
    [
        ("truck <= 3", None, 1, "unknown name 'truck'; did you mean 'trucks'?"),
        ("trucks <= qqq", None, 11, "unknown name 'qqq'; known are: budget"),
        ("trucks <= u + 1", "p in plants", 11, "the indices here are p"),
        ("trucks <= plants", None, 11, "'plants' is a set"),
        ("trucks <= plants[A]", None, 11, "'plants' is a set"),
        ("make[A] <= 3", None, 1, "'make' takes 2 indices, but 1 is given"),
        ("trucks[1] <= 3", None, 1, "'trucks' takes no index, but 1 is given"),
        ("make <= 3", None, 1, "'make' takes 2 indices, but none is given"),
        ("supply[A, B] <= 3", None, 1, "'supply' takes 1 index, but 2 are given"),
        ("make[p, t + 1] <= 3", "p in plants, t in weeks", 1, "'make' has no entry [A, 4] at p = A, t = 3"),
        ("make[C, 1] <= 3", None, 6, "unknown name 'C'"),
        ("make['C', 1] <= 3", None, 1, "'make' has no entry [C, 1]"),
        ("trucks <= toll[i, j]", "i in plants, j in plants", 11, "there is no value for 'toll[A, A]'"),
        ("trucks <= cost[p, t]", "p in plants, t in weeks", 11, "there is no value for 'cost[B, 2]'"),
        ("trucks <= budget", None, 11, "the text gives no value for 'budget'"),
        ("trucks <= 1 / supply[p]", "p in plants", 15, "division by zero: 'supply[p]' is 0 at p = B"),
        ("trucks <= 5 % 0", None, 15, "division by zero"),
        ("trucks <= log(supply[p])", "p in plants", 11, "log() of 0 is not a finite number at p = B"),
        ("trucks <= 1e308 * 1e308", None, 17, "is not a finite number"),
        ("trucks <= p", "p in plants", 11, "'p' is a label of 'plants', not a number"),
        ("trucks <= 'A'", None, 11, "'A' is a label, not a number"),
        ("trucks <= (k == 2)", None, 14, "'k == 2' is a condition; expected a number"),
        ("trucks + (k == 2) <= 3", None, 13, "'k == 2' is a condition, not a number"),
        ("trucks", None, 1, "'trucks' is a value; expected a condition, such as 'trucks == 1'"),
        ("5 % trucks <= 3", None, 5, "'trucks' depends on the decisions; a divisor takes data only"),
        ("trucks // 2 <= 3", None, 8, "'//' takes data only"),
        ("trucks ^ 2 <= 3", None, 8, "a power of a decision is not linear"),
        ("log(trucks) <= 3", None, 1, "log() takes data only"),
        ("trucks * vans <= 3", None, 8, "'trucks' and 'vans' is not linear"),
        ("prod(make[p, 1] for p in plants) <= 3", None, 1, "prod() takes data only"),
        ("make[trucks, 1] <= 3", None, 6, "'trucks' is a decision variable and cannot be an index"),
        ("make[trucks + 1, 1] <= 3", None, 13, "cannot be an index"),
        ("make[k == 2, 1] <= 3", None, 8, "cannot be an index"),
        ("trucks <= (1 if vans > 2 else 3)", None, 22, "use the template if_then instead"),
        ("sum(make[p, 1] for p in plants if vans > 2) <= 3", None, 40, "'vans' is a decision variable|only data may"),
        ("sum(1 for q in nowhere) <= trucks", None, 16, "there is no set 'nowhere'; the sets are: arcs, near"),
        ("sum(1 for q in near) <= trucks", None, 16, "'near' is a family of sets; write near[...]"),
        ("sum(1 for q in supply[A]) <= trucks", None, 16, "there is no family of sets 'supply'"),
        ("sum(1 for q in near['C']) <= trucks", None, 16, "'near' has no entry [C]"),
        ("sum(1 for a in arcs) <= trucks", None, 11, "the members of 'arcs' have 2 labels, but 1 index name is given"),
        ("sum(1 for (a, b) in plants) <= trucks", None, 11, "have 1 label, but 2 index names are given"),
        ("sum(1 for (a, b) in near[A]) <= trucks", None, 11, "are single labels, not tuples"),
        ("sum(1 for p in plants) <= trucks", "p in plants", 11, "the index 'p' is already in use around this"),
        ("sum(1 for vans in plants) <= trucks", None, 11, "the index 'vans' has the name of a symbol"),
        ("sum(1 for q in {A, k + 1}) <= trucks", None, 22, "lists labels or numbers"),
        ("sum(1 for q in 1..k / 4) <= trucks", None, 21, "is not a whole number"),
        ("sum(1 for q in 1..trucks) <= trucks", None, 19, "only data may stand here"),
        ("sum(1 for q in {A, A}) <= trucks", None, 16, "the member 'A' is listed twice"),
        ("min(make[p, 1] for p in plants if p == 3) <= 3", None, 1, "min() over nothing"),
        ("floor(k, 2) <= trucks", None, 1, "floor() takes one argument, not 2"),
        ("abs(trucks for p in plants) <= 3", None, 1, "abs() takes one argument, not clauses"),
        ("A < B", None, 3, "labels can only be compared by == and !="),
        ("(A, B) in plants", None, 8, "have 1 label, not 2"),
        ("A in arcs", None, 3, "have 2 labels, not 1"),
        ("trucks in weeks", None, 1, "cannot be an index"),
        ("(trucks, vans) <= 3", None, 1, "cannot stand here"),
    ],
)
def test_a_rule(source: str, clauses: str | None, column: int, reason: str) -> None:
    error = rule(source, clauses)
    assert any(part in error.reason for part in reason.split("|")), error.reason
    assert error.column == column, error


def test_what_is_not_linear_has_a_type_of_its_own() -> None:
    for source in ("trucks * vans <= 3", "5 // trucks <= 3", "trucks ^ 2 <= 3", "exp(trucks) <= 3"):
        assert isinstance(rule(source), NonlinearError)


@pytest.mark.parametrize(
    ("change", "where", "expression"),
    [
        (
            {"quantities": [{"symbol": "q", "value": "trucks + oops"}], "objective": {"value": "q"}},
            "quantity 'q'",
            "trucks + oops",
        ),
        (
            {"quantities": [{"symbol": "q[p in oops]", "value": "1"}], "objective": {"value": "q[A]"}},
            "quantity 'q'",
            "q[p in oops]",
        ),
        ({"parameters": [{"symbol": "z", "value": "1 +"}]}, "parameter 'z'", "1 +"),
        ({"parameters": [{"symbol": "z", "value": "trucks + 1"}]}, "parameter 'z'", "trucks + 1"),
        ({"variables": [{"symbol": "x", "upper": "2 *"}]}, "variable 'x', upper", "2 *"),
        ({"variables": [{"symbol": "x", "lower": "y"}, {"symbol": "y"}]}, "variable 'x', lower", "y"),
        ({"variables": [{"symbol": "x", "lower": "1e308*10"}]}, "variable 'x', lower", "1e308*10"),
        ({"variables": [{"symbol": "x[t in 1..]"}]}, "a variable 'x[t in 1..]'", "x[t in 1..]"),
        ({"variables": [{"symbol": "x[t in T]"}]}, "variable 'x'", "x[t in T]"),
        (
            {"variables": [{"symbol": "x[t in weeks]", "outside": "q"}], "objective": {"value": "x[0]"}},
            "variable 'x', outside",
            "q",
        ),
        ({"objective": {"value": "trucks + oops"}}, "objective", "trucks + oops"),
        ({"objective": {"goals": [{"rule": "trucks <= oops"}]}}, "goal 'trucks <= oops'", "trucks <= oops"),
        (
            {"constraints": [{"name": "c", "for": "p in oops", "slots": {"rule": "trucks <= 3"}}]},
            "constraint 'c'",
            "p in oops",
        ),
        (
            {"sets": [*BASE["sets"], {"name": "s", "members": ["i for i in plants if i < 3"]}]},
            "set 's'",
            "i in plants if i < 3",
        ),
    ],
)
def test_the_part_that_holds_the_expression_is_named(change: dict[str, Any], where: str, expression: str) -> None:
    quantities = {"quantities": []} if "variables" in change and "quantities" not in change else {}
    error = refused(**{**quantities, **change})
    assert isinstance(error, ExpressionError), error
    assert error.where.startswith(where), error.where
    assert error.expression == expression


def test_a_mistake_inside_a_quantity_is_not_blamed_on_the_rule_that_uses_it() -> None:
    quantities = [
        {"symbol": "inner[p in plants]", "value": "make[p, 1] / supply[p]"},
        {"symbol": "outer", "value": "sum(inner[p] for p in plants)"},
    ]
    error = refused(quantities=quantities, constraints=[{"name": "cap", "slots": {"rule": "outer <= 3"}}])
    assert isinstance(error, ExpressionError)
    assert (error.where, error.expression) == ("quantity 'inner'", "make[p, 1] / supply[p]")


def test_after_a_quantity_the_rule_itself_is_quoted_again() -> None:
    assert rule("total <= oops").expression == "total <= oops"


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (
            {"parameters": [{"symbol": "a", "value": "b"}, {"symbol": "b", "value": "a"}]},
            "'a' is defined by itself: a -> b -> a|b -> a -> b",
        ),
        (
            {"quantities": [{"symbol": "q", "value": "q + 1"}], "objective": {"value": "q"}},
            "'q' is defined by itself: q -> q",
        ),
        (
            {"sets": [{"name": "s", "members": ["i for i in s"]}], "tables": [], "variables": [], "quantities": []},
            "'s' is defined by itself",
        ),
        ({"variables": [{"symbol": "k"}], "quantities": []}, "'k' is declared as a parameter and again as a variable"),
        ({"variables": [{"symbol": "objective"}], "quantities": []}, "is none of and, else"),
        ({"sets": [{"name": "plants", "members": ["A", "A"]}]}, "the member 'A' is listed twice"),
        ({"sets": [{"name": "plants", "members": ["A", None]}]}, "has an empty member"),
        ({"tables": [{"keys": "p in plants", "columns": ["c"], "rows": ["A 1 2"]}]}, "row 1 has 3 cells, expected 2"),
        (
            {"tables": [{"keys": "p in plants", "columns": ["c"], "rows": ["A 1", "A 2"]}]},
            "rows 1 and 2 both have the key A",
        ),
        ({"tables": [{"keys": "p in plants", "columns": ["c"], "rows": ["Z 1"]}]}, "'Z' is not a member of 'plants'"),
        ({"tables": [{"keys": "p in plants", "columns": ["c"], "rows": ["- 1"]}]}, "row 1 has no key 'p'"),
        (
            {"tables": [{"keys": "p in plants", "columns": ["c"], "source": "sheet"}]},
            "there is no attached table 'sheet'; attached are: none",
        ),
        ({"tables": [{"keys": "p in", "columns": ["c"], "rows": []}]}, "table of c: "),
        (
            {"tables": [{"keys": "p in plants", "across": "t in T", "columns": ["c"], "rows": []}]},
            "the set 'T' that runs across is not declared",
        ),
    ],
)
def test_declarations(change: dict[str, Any], message: str) -> None:
    error = refused(**{**{"variables": [], "quantities": [], "tables": []}, **change})
    assert any(part in str(error) for part in message.split("|")), error


HUGE = [
    {"variables": [{"symbol": "x[i in 1..9000, j in 1..9000]"}]},
    {"variables": [{"symbol": "x[i in 1..1000000000]"}]},
    {"sets": [{"name": "many", "members": ["1..1000000000"]}]},
    {"sets": [{"name": "many", "members": ["(i, j, k) for i in 1..900, j in 1..900, k in 1..900"]}]},
    {"objective": {"value": "sum(i for i in 1..9000, j in 1..9000)"}},
    {"constraints": [{"name": "c", "for": "i in 1..9000, j in 1..9000", "slots": {"rule": "i <= 3"}}]},
    {"parameters": [{"symbol": "z", "value": "sum(1 for i in 1..9000, j in i..9000000)"}]},
    {"parameters": [{"symbol": "z[i in 1..9000, j in 1..9000]", "value": "1"}]},
]


@pytest.mark.parametrize("change", HUGE)
def test_huge_products_are_refused_at_once_naming_their_sizes(change: dict[str, Any]) -> None:
    started = time.process_time()
    with pytest.raises(FormulationError, match=r"at most 25,000,000 are built"):
        compile_formulation(Formulation.model_validate(change))
    assert time.process_time() - started < 5


def test_a_huge_product_names_the_sizes_that_were_multiplied() -> None:
    with pytest.raises(FormulationError, match=r"9,000 1\.\.9000 x 9,000 1\.\.9000 make 81,000,000 combinations"):
        compile_formulation(Formulation.model_validate(HUGE[0]))


@pytest.mark.parametrize(
    "parts",
    [
        {
            "variables": [{"symbol": "x"}],
            "quantities": [{"symbol": "q0", "value": "x"}]
            + [{"symbol": f"q{k}", "value": f"q{k - 1} + 1"} for k in range(1, 2000)],
            "objective": {"value": "q1999"},
        },
        {
            "parameters": [{"symbol": f"p{k}", "value": f"p{k + 1} + 1"} for k in range(2000)]
            + [{"symbol": "p2000", "value": "1"}],
            "variables": [{"symbol": "x", "upper": "p0"}],
        },
    ],
)
def test_thousands_of_definitions_each_on_the_next_are_refused(parts: dict[str, Any]) -> None:
    with pytest.raises(FormulationError, match="each on the next"):
        compile_formulation(Formulation.model_validate(parts))


def test_deep_and_long_expressions_evaluate() -> None:
    deep = "abs(" * 55 + "x" + ")" * 55
    long = " + ".join(["x"] * 5000)
    negated = "not " * 56 + "x <= 3"
    parts = {
        "variables": [{"symbol": "x", "upper": 9}],
        "objective": {"value": f"{deep}"},
        "constraints": [
            {"name": "long", "slots": {"rule": f"{long[:19_900].rstrip('+ ')} <= 9"}},
            {"name": "not", "slots": {"rule": negated}},
        ],
    }
    compiled = compile_formulation(Formulation.model_validate(parts))
    assert compiled.model.values[0] == long[:19_900].count("x")


def test_a_plain_comparison_is_sent_to_a_template_with_a_tolerance() -> None:
    with pytest.raises(FormulationError, match="slot 'tolerance' of the template 'logic'"):
        compile_formulation(
            Formulation.model_validate(
                {
                    "variables": [{"symbol": "x", "upper": 9}],
                    "constraints": [{"name": "c", "slots": {"rule": "x != 3"}}],
                }
            )
        )
