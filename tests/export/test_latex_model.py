"""The compiled model written out as LaTeX."""

from __future__ import annotations

import re

import pytest

from nl2milp import compile_model, templates
from nl2milp.export.latex_model import model_to_latex
from nl2milp.formulation import Formulation


def written(data: dict[str, object], **more: int) -> list[str]:
    return model_to_latex(compile_model(Formulation.model_validate(data)), **more).split("\\\\\n")


@pytest.mark.parametrize("template", templates.names())
def test_every_row_and_variable_has_a_line(template: str) -> None:
    compiled = compile_model(Formulation.model_validate(templates.get(template).problem.formulation))
    text = model_to_latex(compiled, most_rows=10_000)
    added = set(re.findall(r"\\delta_\{\d+\}", text))
    lines = text.split("\\\\\n")
    assert len(lines) == 1 + compiled.model.num_rows + compiled.model.num_columns + len(added)
    assert text.count("{") - text.count(r"\{") == text.count("}") - text.count(r"\}")
    # each thing that a template added is explained
    assert all(rf"& {name} :" in text for name in added)


def test_a_row_is_written_with_a_positive_first_coefficient() -> None:
    data = {"variables": [{"symbol": "x"}, {"symbol": "y"}],
            "constraints": [{"name": "need", "slots": {"rule": "x + 2*y >= 5"}},
                            {"name": "gap", "slots": {"rule": "y - x <= -1"}}]}  # fmt: skip
    lines = "".join(written(data))
    assert r"x + 2\, y \ge 5" in lines
    assert r"x - y \ge 1" in lines


def test_a_large_model_is_cut_and_says_so() -> None:
    data = {"sets": [{"name": "many", "members": ["1..500"]}], "variables": [{"symbol": "x[i in many]"}],
            "constraints": [{"name": "all", "slots": {"rule": "sum(x[i] for i in many) <= 9"}},
                            {"name": "each", "for": "i in many", "slots": {"rule": "x[i] <= i + 1"}}]}  # fmt: skip
    lines = written(data, most_rows=20)
    assert len(lines) == 1 + 21 + 21
    assert r"\cdots \;(488\text{ more})" in lines[1]
    assert any("481 more rows" in line for line in lines)
    assert any("480 more variables" in line for line in lines)


def test_names_are_text() -> None:
    odd = "<script> $ & % # \\ { } _ ^ ~"
    rule = {"name": odd, "slots": {"rule": "x <= 4"}}
    shown = written({"variables": [{"symbol": "x"}], "constraints": [rule]})[1].partition("&& ")[2]
    assert r"\$" in shown
    assert r"\textbackslash{}" in shown
    assert not re.search(r"(?<!\\)[$&%#_^~]", shown)
