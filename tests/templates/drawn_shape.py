"""Instances with minima, maxima, absolute values and products, in rules, conditions, quantities and the objective."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from nl2milp.formulation import Formulation
from tests.templates.drawing import affine, binaries, continuous, integers, whole
from tests.templates.drawn_logic import tolerance
from tests.templates.harness import instances


@st.composite
def shaped(draw: Any, variables: list[dict[str, Any]], depth: int = 2, names: tuple[str, ...] = ()) -> str:
    """An expression with nested minima, maxima, absolute values and products with a binary."""
    kind = draw(st.integers(0, 5)) if depth else 5
    inner = lambda: draw(shaped(variables, depth - 1, names))  # noqa: E731
    if kind <= 1:
        return f"{draw(st.sampled_from(['min', 'max']))}({inner()}, {inner()})"
    if kind == 2:
        return f"abs({inner()})"
    if kind == 3:
        return f"b1*({inner()})"
    if kind == 4:
        return f"({draw(st.sampled_from(['2', '-1', '-3']))}*({inner()}) + {draw(affine(variables, 1))})"
    return draw(st.sampled_from([*names, draw(affine(variables))]))


@st.composite
def formulations(draw: Any, is_continuous: bool) -> Formulation:
    variables = [*draw(integers(2, widest=3)), *binaries(2)]
    if is_continuous:
        variables[0] = continuous("x1", draw(st.sampled_from([0, -2])), 2)
    quantities = [{"symbol": "peak", "value": draw(shaped(variables, 1))}]
    names = ("peak", "peak")
    rules = draw(st.lists(rule(variables, names, is_continuous), min_size=0, max_size=2))
    objective = {"sense": draw(st.sampled_from(["minimize", "maximize"])), "value": draw(shaped(variables, 2, names))}
    return Formulation.model_validate(
        {
            "variables": variables,
            "quantities": quantities,
            "objective": objective,
            "constraints": [{"name": f"rule {n}"} | one for n, one in enumerate(rules)],
        }
    )


@st.composite
def rule(draw: Any, variables: list[dict[str, Any]], names: tuple[str, ...], is_continuous: bool) -> dict[str, Any]:
    operator = draw(st.sampled_from(["<=", ">=", "=="] + ([] if is_continuous else ["<", "!="])))
    comparison = f"{draw(shaped(variables, 2, names))} {operator} {draw(whole(-2, 4))}"
    if draw(st.booleans()):
        return {"slots": {"rule": comparison}}
    slots = {"if": "b2 == 1", "then": comparison}
    if draw(st.booleans()):
        slots = {"if": comparison, "then": "b2 == 1"}
    return {"template": "if_then", "slots": slots | tolerance(is_continuous)}


instances("linear:shapes")(lambda: formulations(False))
instances("linear:shapes continuous")(lambda: formulations(True))


@instances("linear:products")
@st.composite
def products(draw: Any) -> Formulation:
    """Bounded integer times bounded variable, and sums times sums."""
    variables = [*draw(integers(2, widest=3)), *binaries(2)]
    left, right = draw(affine(variables)), draw(affine(variables))
    bound = f"({left})*({right}) {draw(st.sampled_from(['<=', '>=', '==']))} {draw(whole(-2, 6))}"
    return Formulation.model_validate(
        {
            "variables": variables,
            "objective": {"value": draw(st.sampled_from(["x1*x2", "x1*b1 - x2*b2", "b1*b2 + x1", "x1*(b1 - b2)"]))},
            "constraints": [{"name": "bound", "slots": {"rule": bound}}],
        }
    )


@instances("linear:ranges")
@st.composite
def ranges(draw: Any) -> Formulation:
    """Minima and maxima over clauses, some within a constraint that stands at several points."""
    rows = [f"i{n} {draw(whole(0, 3))}" for n in range(3)]
    spread = "max(x[i] + size[i] for i in items) - min(x[i] for i in items)"
    rules = [
        {"rule": f"{spread} <= {draw(whole(1, 4))}"},
        {"rule": f"{spread} >= {draw(whole(1, 4))}"},
        {"rule": f"max(x[i] for i in items if size[i] > 0 or i == i0) == {draw(whole(0, 2))}"},
    ]
    per_item = {"rule": f"max(x[i]*size[k] for i in items if i != k) {draw(st.sampled_from(['<=', '>=']))} x[k]"}
    constraints = [{"name": "one", "slots": draw(st.sampled_from(rules))}]
    if draw(st.booleans()):
        constraints.append({"name": "each", "for": "k in items", "slots": per_item})
    return Formulation.model_validate(
        {
            "tables": [{"keys": "i in items", "columns": ["size"], "rows": rows}],
            "variables": [{"symbol": "x[i in items]", "kind": "integer", "upper": draw(whole(1, 3))}],
            "objective": {
                "sense": draw(st.sampled_from(["minimize", "maximize"])),
                "value": draw(st.sampled_from([spread, "sum(abs(x[i] - size[i]) for i in items)"])),
            },
            "constraints": constraints,
        }
    )
