"""Mathematical notation."""

from __future__ import annotations

import pytest

from nl2milp.export.latex import escape, expression_to_latex, formulation_to_latex
from nl2milp.export.text import formulation_to_text, rule_to_text
from nl2milp.formulation import Formulation


@pytest.mark.parametrize(
    ("source", "latex"),
    [
        ("x + 2*y <= 3", r"x + 2\, y \le 3"),
        ("(a + b)*c", r"\left(a + b\right)\, c"),
        ("a - (b - c)", r"a - \left(b - c\right)"),
        ("x/2", r"\frac{x}{2}"),
        ("x1^2", r"{x_{1}}^{2}"),
        ("2*3", r"2 \cdot 3"),
        ("not a == 1 or b == 0 and c == 1", r"\neg a = 1 \vee b = 0 \wedge c = 1"),
        ("a == 1 implies b == 1", r"a = 1 \Rightarrow b = 1"),
        ("max(x, 3)", r"\max\left(x, 3\right)"),
        ("abs(x - y)", r"\left|x - y\right|"),
        ("sum(x[i, j] for i in rows, j in cols if i != j)",
         r"\sum_{i \in \mathit{rows},\, j \in \mathit{cols} :\, i \ne j} {x}_{i, j}"),
        ("ox_carts", r"\mathit{ox\_carts}"),
        ("1e-7*x", r"1 \cdot 10^{-07}\, x"),
    ],
)  # fmt: skip
def test_expressions(source: str, latex: str) -> None:
    assert expression_to_latex(source) == latex


def test_text_is_escaped() -> None:
    assert escape("a_b & 5% $ # { } ~ ^ \\") == (
        r"a\_b \& 5\% \$ \# \{ \} \textasciitilde{} \textasciicircum{} \textbackslash{}"
    )


def test_a_whole_formulation_in_both_notations() -> None:
    formulation = Formulation.model_validate(
        {
            "sets": [{"name": "plants", "members": ["A", "B"]}],
            "parameters": [{"symbol": "limit", "value": 7}],
            "variables": [
                {"symbol": "make[p in plants]", "kind": "integer", "upper": 9},
                {"symbol": "z", "kind": "binary"},
            ],
            "quantities": [{"symbol": "total", "value": "sum(make[p] for p in plants)"}],
            "objective": {"sense": "maximize", "value": "total + 2*z", "quote": "as much as possible"},
            "constraints": [
                {"name": "each_plant", "for": "p in plants", "slots": {"rule": "make[p] <= limit"}, "sentences": ["S2"]}
            ],
        }
    )
    latex = formulation_to_latex(formulation)
    assert r"\forall p \in \mathit{plants}" in latex
    assert r"\text{each\_plant}" in latex
    assert r"z \in \{0, 1\}" in latex
    text = formulation_to_text(formulation)
    for part in (
        "make[p in plants]",
        "whole",
        "yes or no",
        "limit",
        "total + 2 z",
        "make[p] ≤ limit",
        "for p in plants",
    ):
        assert part in text


def test_rules_read_like_people_write_them() -> None:
    assert rule_to_text("10*rickshaws + 8*ox_carts <= 200") == "10 rickshaws + 8 ox_carts ≤ 200"
    assert rule_to_text("not (") == "not ("
