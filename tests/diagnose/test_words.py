"""Conflicts, ways out and unbounded objectives, in the user's words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import nl2milp
from nl2milp.diagnose import Verdict, diagnose, refine, repair_to_text
from nl2milp.diagnose.unbounded import explain_unbounded
from nl2milp.formulation import Formulation
from nl2milp.readers.base import Choice, Question, Reading

PROBLEMS = Path(__file__).resolve().parents[2] / "datasets" / "infeasible.jsonl"


def own_problems() -> list[dict[str, object]]:
    return [json.loads(line) for line in PROBLEMS.read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("part", range(4))
def test_the_marked_sentences_are_found(part: int) -> None:
    for problem in own_problems()[part::4]:
        formulation = Formulation.model_validate(problem["formulation"])
        diagnosis = diagnose(formulation, seconds=20.0)
        assert diagnosis.is_complete, problem["id"]
        found = {frozenset(formulation.constraints[at].quote for at in core.members) for core in diagnosis.cores}
        assert found == {frozenset(one) for one in problem["conflicts"]}, problem["id"]  # type: ignore[attr-defined]
        assert diagnosis.repairs, problem["id"]
        assert all(one.sentence.endswith(".") for one in diagnosis.explanations)


CHAIRS = Formulation.model_validate(
    {
        "variables": [{"symbol": "chairs", "kind": "integer"}, {"symbol": "tables", "kind": "integer"}],
        "objective": {"sense": "maximize", "value": "30*chairs + 50*tables"},
        "constraints": [
            {
                "name": "labour",
                "slots": {"rule": "2*chairs + 3*tables <= 60"},
                "quote": "only 60 hours are available",
                "span": {"start": 10, "end": 37},
            },
            {"name": "order", "slots": {"rule": "chairs >= 40"}, "quote": "at least 40 chairs"},
            {"name": "idle", "slots": {"rule": "tables <= 100"}},
        ],
    }
)


def test_a_clash_is_told_in_numbers() -> None:
    diagnosis = diagnose(CHAIRS)
    explanation = diagnosis.explanations[0]
    expected = "2 hours for each of at least 40 chairs comes to 80 hours, but only 60 hours are available."
    assert explanation.sentence == expected
    assert explanation.is_proven
    assert explanation.addition[-1] == "The same sum would be at least 80 and at most 60."


def test_results_carry_cores_and_repairs_in_the_fixed_form() -> None:
    result = nl2milp.solve(CHAIRS)
    data = json.loads(json.dumps(result.to_dict()))
    assert data["status"] == "infeasible"
    assert data["cores"] == [
        [
            {"constraint": "labour", "quote": "only 60 hours are available", "start": 10, "end": 37},
            {"constraint": "order", "quote": "at least 40 chairs", "start": None, "end": None},
        ]
    ]
    changes = [(one["constraint"], one["from"], one["to"]) for repair in data["repairs"] for one in repair["changes"]]
    assert changes == [("order", 40.0, 30.0), ("labour", 60.0, 80.0)]
    assert "only 60 hours are available” [labour]" in str(result)


def test_an_answer_has_no_diagnosis() -> None:
    easy = CHAIRS.model_copy(update={"constraints": CHAIRS.constraints[:1]})
    data = nl2milp.solve(easy).to_dict()
    assert (data["cores"], data["repairs"], data["diagnosis"]) == ([], [], None)
    assert diagnose(easy).verdict is Verdict.FEASIBLE


def test_another_reading_with_a_solution_comes_first() -> None:
    order = CHAIRS.constraints[1].model_copy(update={"slots": {"rule": "chairs + tables >= 25"}})
    other = CHAIRS.model_copy(update={"constraints": (CHAIRS.constraints[0], order, CHAIRS.constraints[2])})
    worse = CHAIRS.model_copy(update={"constraints": (*CHAIRS.constraints, order)})
    question = Question(
        "Is it 40 chairs?", None, (Choice("chairs", CHAIRS), Choice("pieces", other), Choice("both", worse))
    )
    diagnosis = diagnose(Reading(CHAIRS, "offline", questions=(question,)))
    assert [one.is_asked for one in diagnosis.misreadings] == [True]
    assert diagnosis.misreadings[0].text == "If the answer to “Is it 40 chairs?” is “pieces”, there is a solution."
    assert str(diagnosis).startswith("Perhaps it was misread")


@pytest.mark.parametrize(("quote", "is_open"), [("an order of 40 chairs", True), ("exactly 40 chairs", False)])
def test_an_equation_may_have_meant_at_most_unless_it_says_exactly(quote: str, is_open: bool) -> None:
    order = CHAIRS.constraints[1].model_copy(update={"slots": {"rule": "chairs == 40"}, "quote": quote})
    formulation = CHAIRS.model_copy(update={"constraints": (CHAIRS.constraints[0], order)})
    texts = [one.text for one in diagnose(formulation).misreadings]
    assert (f"If “{quote}” means at most, not exactly, there is a solution." in texts) is is_open


def test_multiples_explain_what_only_whole_numbers_forbid() -> None:
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": "boxes", "kind": "integer"}, {"symbol": "trays", "kind": "integer"}],
            "constraints": [{"name": "eggs", "slots": {"rule": "6*boxes + 30*trays == 500"}, "quote": "all 500 eggs"}],
        }
    )
    sentence = diagnose(formulation).explanations[0].sentence
    assert sentence == "In whole numbers 6 boxes + 30 trays is always a multiple of 6, but “all 500 eggs” asks for 500."


def test_families_are_one_member_until_they_are_refined() -> None:
    formulation = Formulation.model_validate(
        {
            "tables": [{"keys": "p in plants", "columns": ["most", "least"], "rows": ["A 10 8", "B 10 14", "C 9 9"]}],
            "variables": [{"symbol": "make[p in plants]"}],
            "constraints": [
                {"name": "supply", "for": "p in plants", "slots": {"rule": "make[p] <= most[p]"}},
                {"name": "demand", "for": "p in plants", "slots": {"rule": "make[p] >= least[p]"}},
            ],
        }
    )
    diagnosis = diagnose(formulation)
    assert [core.members for core in diagnosis.cores] == [(0, 1)]
    assert refine(diagnosis, diagnosis.cores[0]) == (["supply[B]", "demand[B]"], True)


def test_what_grows_without_end_and_what_would_stop_it() -> None:
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": "x", "label": "loaves"}, {"symbol": "y", "upper": 5}, {"symbol": "z"}],
            "objective": {"sense": "maximize", "value": "2*x + y + z"},
            "constraints": [
                {"name": "least", "slots": {"rule": "x + y >= 3"}, "quote": "at least 3"},
                {"name": "oven", "slots": {"rule": "z <= 8"}},
            ],
        }
    )
    found = explain_unbounded(nl2milp.compile_model(formulation))
    assert found is not None
    assert [[one.variable for one in ray] for ray in found.rays] == [["loaves"]]
    assert found.rays[0][0].rate > 0
    assert [one.name for one in found.one_sided] == ["least"]
    assert [one.name for one in found.turned] == ["least"]
    result = nl2milp.solve(formulation)
    assert "loaves can grow without limit" in str(result)
    assert result.to_dict()["diagnosis"]["suggestions"]


def test_a_bounded_problem_has_no_such_explanation() -> None:
    assert explain_unbounded(nl2milp.compile_model(CHAIRS)) is None


def test_a_share_is_lowered_in_words() -> None:
    problem = next(one for one in own_problems() if one["id"] == "infeasible-002")
    formulation = Formulation.model_validate(problem["formulation"])
    text = repair_to_text(diagnose(formulation).repairs[0], formulation)
    assert text.startswith("lower spaghetti share from 40% to at most 35% (")


@pytest.mark.parametrize(("first", "second"), [("x <= -5", "-x <= 3"), ("x >= 5", "-x >= -3")])
def test_bounds_of_a_negated_variable(first: str, second: str) -> None:
    constraints = [{"name": "first", "slots": {"rule": first}}, {"name": "second", "slots": {"rule": second}}]
    found = diagnose(
        Formulation.model_validate({"variables": [{"symbol": "x", "lower": None}], "constraints": constraints})
    )
    least, most = ("-3", "-5") if first == "x <= -5" else ("5", "3")
    assert f"X must be at least {least}" in found.explanations[0].sentence
    assert f"at most {most}" in found.explanations[0].sentence
