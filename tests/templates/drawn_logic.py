"""Instances of the templates of logic: nested conditions over integers and binaries, indexed ones, counts."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from nl2milp.formulation import Formulation
from tests.templates.drawing import binaries, condition, continuous, integers, whole
from tests.templates.harness import instances


@st.composite
def stated(draw: Any, template: str, slots: Any, extra: bool = False) -> Formulation:
    """One or two constraints of `template` with drawn slots over two integers and two binaries."""
    variables = [*draw(integers(2, widest=3)), *binaries(2)]
    if extra:
        variables[1] = continuous("x2", 0, draw(st.sampled_from([1, 2, 4])))
    count = draw(st.integers(1, 2))
    constraints = [
        {"name": f"statement {n}", "template": template, "slots": {**draw(slots(variables)), **tolerance(extra)}}
        for n in range(count)
    ]
    return Formulation.model_validate({"variables": variables, "constraints": constraints})


def tolerance(is_continuous: bool) -> dict[str, float]:
    """Finer than the quarters that continuous points lie on."""
    return {"tolerance": 1 / 64} if is_continuous else {}


@st.composite
def if_then_slots(draw: Any, variables: list[dict[str, Any]]) -> dict[str, Any]:
    return {"if": draw(condition(variables, 1)), "then": draw(condition(variables, 1))}


@st.composite
def iff_slots(draw: Any, variables: list[dict[str, Any]]) -> dict[str, Any]:
    return {"first": draw(condition(variables, 1)), "second": draw(condition(variables, 1))}


@st.composite
def either_slots(draw: Any, variables: list[dict[str, Any]]) -> dict[str, Any]:
    options = draw(st.lists(condition(variables, 1), min_size=2, max_size=3))
    return {"options": options, "exclusive": draw(st.booleans())}


@st.composite
def together_slots(draw: Any, variables: list[dict[str, Any]]) -> dict[str, Any]:
    return {"conditions": draw(st.lists(condition(variables, 1), min_size=2, max_size=3))}


@st.composite
def logic_slots(draw: Any, variables: list[dict[str, Any]]) -> dict[str, Any]:
    return {"condition": draw(condition(variables, 3))}


@st.composite
def count_slots(draw: Any, variables: list[dict[str, Any]]) -> dict[str, Any]:
    conditions = draw(st.lists(condition(variables, 1), min_size=2, max_size=4))
    slots: dict[str, Any] = {"conditions": conditions} | draw(limits(len(conditions)))
    if draw(st.integers(0, 2)) == 0:
        slots["weights"] = draw(st.lists(whole(0, 3), min_size=len(conditions), max_size=len(conditions)))
    return slots


@st.composite
def limits(draw: Any, most: int) -> dict[str, Any]:
    kind = draw(st.sampled_from(["at_least", "at_most", "exactly", "both"]))
    if kind != "both":
        return {kind: draw(whole(0, most))}
    low = draw(whole(0, most))
    return {"at_least": low, "at_most": low + draw(whole(0, 1))}


SLOTS = {
    "if_then": if_then_slots,
    "iff": iff_slots,
    "either_or": either_slots,
    "all_or_none": together_slots,
    "logic": logic_slots,
    "k_of_n": count_slots,
}
for template, slots in SLOTS.items():
    instances(template)(lambda template=template, slots=slots: stated(template, slots))
    instances(f"{template}:continuous")(lambda template=template, slots=slots: stated(template, slots, True))


@instances("k_of_n:indexed")
@st.composite
def indexed_counts(draw: Any) -> Formulation:
    """Entries with clauses and filters, within a constraint that stands once for each row."""
    count = draw(st.integers(2, 3))
    rows = [f"i{n} {draw(whole(-1, 3))} {draw(whole(0, 2))}" for n in range(count)]
    entry = draw(st.sampled_from(["x[i] >= limit[i]", "x[i] != y and limit[i] >= 1", "x[i] <= limit[i] or b[r] == 1"]))
    clauses = draw(st.sampled_from(["i in items", "i in items if limit[i] > 0", "i in items if shift[r] > limit[i]"]))
    other = draw(st.sampled_from(["b[r] == 0", "y >= shift[r]"]))
    return Formulation.model_validate(
        {
            "tables": [
                {"keys": "i in items", "columns": ["limit", "weight"], "rows": rows},
                {"keys": "r in rounds", "columns": ["shift"], "rows": ["r1 1", f"r2 {draw(whole(-1, 3))}"]},
            ],
            "variables": [
                {"symbol": "x[i in items]", "kind": "integer", "upper": 2},
                {"symbol": "b[r in rounds]", "kind": "binary"},
                {"symbol": "y", "kind": "integer", "lower": -1, "upper": 1},
            ],
            "constraints": [
                {
                    "name": "count",
                    "template": "k_of_n",
                    "for": draw(st.sampled_from(["r in rounds", "r in rounds if shift[r] >= 0"])),
                    "slots": {
                        "conditions": [f"{entry} for {clauses}", other],
                        "weights": draw(st.sampled_from([[], ["weight[i]", "2"]])),
                        **draw(limits(count)),
                    },
                }
            ],
        }
    )


@instances("if_then:indexed")
@st.composite
def indexed_rules(draw: Any) -> Formulation:
    """Rules between pairs, with filters by data inside the condition."""
    rows = [f"i{n} {draw(whole(0, 3))}" for n in range(3)]
    premise = draw(
        st.sampled_from(
            [
                "i != j and x[i] == 1 and x[j] == 1",
                "x[i] == 1 or limit[j] > limit[i]",
                "not (x[i] == 0 and limit[i] <= 2)",
                "y >= limit[i] and i != j",
                "sum(x[k] for k in items if k != i) >= limit[j]",
            ]
        )
    )
    conclusion = draw(
        st.sampled_from(
            ["y <= limit[j]", "x[j] == 0 or y == limit[i]", "y >= 1 and x[j] == 1", "i == j or y != limit[j]"]
        )
    )
    return Formulation.model_validate(
        {
            "tables": [{"keys": "i in items", "columns": ["limit"], "rows": rows}],
            "variables": [
                {"symbol": "x[i in items]", "kind": "binary"},
                {"symbol": "y", "kind": "integer", "upper": draw(whole(2, 5))},
            ],
            "constraints": [
                {
                    "name": "rule",
                    "template": "if_then",
                    "for": draw(st.sampled_from(["i in items, j in items", "i in items, j in items if i != j"])),
                    "slots": {"if": premise, "then": conclusion},
                }
            ],
        }
    )
