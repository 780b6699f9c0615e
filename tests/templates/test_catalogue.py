"""The catalogue for people: complete, current, and its examples solve."""

from __future__ import annotations

from pathlib import Path

import pytest

from nl2milp import templates
from nl2milp.compile.compiler import compile_formulation
from nl2milp.formulation import Constraint, Formulation
from nl2milp.optimise import feasible_values
from nl2milp.solvers import Status
from nl2milp.solvers.highs import HighsSolver, largest_value
from nl2milp.templates import catalogue

PAGE = Path(__file__).resolve().parents[2] / "docs" / "templates.md"


def test_the_document_is_current() -> None:
    assert PAGE.read_text(encoding="utf-8") == catalogue.document(), (
        "run python -m nl2milp.templates.catalogue docs/templates.md"
    )


@pytest.mark.parametrize("name", templates.names())
def test_an_entry_is_complete(name: str) -> None:
    template = templates.get(name)
    page = catalogue.page(name)
    for part in (template.title, template.says, template.maths, template.example[0], template.problem.text):
        assert part in page
    assert len(template.phrases) >= 5
    assert all(field.description for field in template.Slots.model_fields.values())


@pytest.mark.parametrize("name", templates.names())
def test_the_slots_of_the_example_are_valid(name: str) -> None:
    template = templates.get(name)
    template.checked(Constraint(name="example", template=name, slots=template.example[1]))


@pytest.mark.parametrize("name", templates.names())
def test_the_example_problem_uses_its_template_and_has_its_answer(name: str) -> None:
    problem = templates.get(name).problem
    formulation = Formulation.model_validate(problem.formulation)
    assert name in {constraint.template for constraint in formulation.constraints}
    compiled = compile_formulation(formulation, relax=largest_value, find=feasible_values)
    solution = HighsSolver().solve(compiled.model)
    assert solution.status is Status.OPTIMAL
    assert solution.objective == pytest.approx(problem.answer)
    assert solution.values is not None
    assert all(held.all() for held in compiled.holds(solution.values))


def test_the_list_names_every_template() -> None:
    assert [name for name, _, _ in catalogue.listing()] == templates.names()
    assert all(name in catalogue.summary() for name in templates.names())
