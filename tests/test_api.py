"""The whole way: text or formulation in, checked answer out."""

from __future__ import annotations

import numpy as np
import pytest

import nl2milp
from nl2milp.errors import ExpressionError, FormulationError, InputError
from nl2milp.formulation import Formulation
from nl2milp.linear_model import LinearModel
from nl2milp.readers.base import Choice, Question, Reading
from nl2milp.result import ResultStatus
from nl2milp.solvers import Options, Solution, Status

TEXT = (
    "A joinery builds desks and bookcases. Each desk takes 3 hours of carpentry and 2 hours of finishing and earns a "
    "profit of $70, while each bookcase takes 4 hours of carpentry and 1 hour of finishing and earns a profit of $60. "
    "There are 240 hours of carpentry and 112 hours of finishing available. At least 15 bookcases must be built. "
    "How many desks and bookcases should be built to maximize the profit?"
)


def formulation(*rules: str, value: str | None = "3*x + 2*y", sense: str = "maximize", **more: object) -> Formulation:
    return Formulation.model_validate(
        {
            "variables": [
                {"symbol": "x", "kind": "integer", "label": "big boxes"},
                {"symbol": "y", "kind": "integer", "label": "small boxes"},
            ],
            "objective": {"sense": sense, "value": value},
            "constraints": [{"name": f"c{place}", "slots": {"rule": rule}} for place, rule in enumerate(rules)],
            **more,
        }
    )


class LyingSolver:
    """Answers whatever it is told to."""

    name = "lying"
    features: frozenset[str] = frozenset()

    def __init__(self, values: list[float], objective: float) -> None:
        self.answer = Solution(Status.OPTIMAL, values=np.array(values), objective=objective)

    def solve(self, model: LinearModel, options: Options) -> Solution:
        return self.answer


def test_a_text_is_read_solved_and_checked() -> None:
    result = nl2milp.solve(TEXT, reader="offline")
    assert result.status is ResultStatus.OPTIMAL
    assert result.objective == pytest.approx(4620)
    assert result.variables == {"desks": 42, "bookcases": 28}
    assert result.reader == "offline"
    assert set(result.seconds) == {"read", "compile", "solve"}


def test_a_formulation_is_solved_without_a_reader() -> None:
    result = nl2milp.solve(formulation("x + y <= 7.5", "x <= 4"))
    assert (result.status, result.objective, result.reader) == (ResultStatus.OPTIMAL, 18, None)
    assert result.variables == {"big boxes": 4, "small boxes": 3}


def test_what_is_asked_is_evaluated_on_the_answer() -> None:
    result = nl2milp.solve(formulation("x + y <= 7", "x <= 4", asked="x / y + objective"))
    assert result.asked == pytest.approx(4 / 3 + 18)


@pytest.mark.parametrize(
    ("rules", "status"),
    [
        (("x + y <= 7", "x >= 8"), ResultStatus.INFEASIBLE),
        (("x - y <= 7",), ResultStatus.UNBOUNDED),
        (("2*x + 2*y == 7",), ResultStatus.INFEASIBLE),
        (("x + y <= 7",), ResultStatus.OPTIMAL),
    ],
)
def test_statuses(rules: tuple[str, ...], status: ResultStatus) -> None:
    result = nl2milp.solve(formulation(*rules))
    assert result.status is status
    if status is not ResultStatus.OPTIMAL:
        assert result.objective is None
        assert not result.variables


def test_no_objective_means_any_feasible_answer() -> None:
    result = nl2milp.solve(formulation("x + y == 7", value=None))
    assert result.status is ResultStatus.OPTIMAL
    assert result.variables is not None
    assert sum(result.variables.values()) == 7


@pytest.mark.parametrize(
    ("values", "objective", "kind"),
    [
        ([5.0, 4.0], 23.0, "rows"),
        ([2.5, 0.0], 7.5, "integrality"),
        ([-1.0, 0.0], -3.0, "bounds"),
        ([4.0, 3.0], 99.0, "objective"),
        ([4.0, float("nan")], 18.0, "values"),
        ([4.0], 12.0, "values"),
    ],
)
def test_a_wrong_answer_of_a_solver_is_caught(values: list[float], objective: float, kind: str) -> None:
    result = nl2milp.solve(formulation("x + y <= 7", "x <= 4"), solver=LyingSolver(values, objective))
    assert result.status is ResultStatus.ERROR
    assert kind in {finding.kind for finding in result.findings}
    assert result.variables is None


def test_a_wrong_linearisation_is_caught_by_the_words(monkeypatch: pytest.MonkeyPatch) -> None:
    from nl2milp import templates

    monkeypatch.setattr(type(templates.get("linear")), "rows", lambda self, site: None)
    result = nl2milp.solve(formulation("x + y <= 7", "x <= 4", value="-3*x - 2*y + 1"))
    assert result.status is ResultStatus.OPTIMAL  # without rows, zero is the answer, and it satisfies the words
    result = nl2milp.solve(formulation("x + y >= 7", value="3*x + 2*y", sense="minimize"))
    assert result.status is ResultStatus.ERROR
    assert [finding.constraint for finding in result.findings] == ["c0"]


def test_an_unsure_reading_gives_a_proposal_only() -> None:
    reading = Reading(formulation("x + y <= 7"), "test", confident=False, reasons=("'about 7' is vague",))
    result = nl2milp.solve(reading)
    assert (result.status, result.objective) == (ResultStatus.NEEDS_REVIEW, 21)
    assert result.reasons == ("'about 7' is vague",)


def test_a_reading_that_does_not_compile_needs_review() -> None:
    result = nl2milp.solve(Reading(formulation("x + z <= 7"), "test"))
    assert result.status is ResultStatus.NEEDS_REVIEW
    assert "unknown name 'z'" in result.reasons[0]


def test_questions_come_through() -> None:
    choice = Choice("each", formulation("x <= 7", "y <= 7"))
    reading = Reading(formulation("x + y <= 7"), "test", questions=(Question("Each or in total?", None, (choice,)),))
    assert nl2milp.solve(reading).to_dict()["questions"] == [
        {"text": "Each or in total?", "choices": ["each"], "outcomes": [None]}
    ]


def test_a_formulation_that_is_wrong_says_where() -> None:
    with pytest.raises(ExpressionError, match=r"constraint 'c0'.*unknown name 'z'.*column 5 of 'x \+ z <= 7'"):
        nl2milp.solve(formulation("x + z <= 7"))


def test_repeated_names_of_constraints_are_refused() -> None:
    twice = {"name": "limit", "slots": {"rule": "x <= 1"}}
    with pytest.raises(FormulationError, match="two constraints are called 'limit'"):
        nl2milp.solve(formulation(constraints=[twice, twice]))


@pytest.mark.parametrize("wrong", [None, 3, b"text", ["text"]])
def test_what_is_no_problem_is_refused(wrong: object) -> None:
    with pytest.raises(InputError, match="a problem is text"):
        nl2milp.solve(wrong)  # type: ignore[arg-type]


def test_unknown_readers_and_solvers_are_named() -> None:
    with pytest.raises(InputError, match="no reader named 'psychic'"):
        nl2milp.solve(TEXT, reader="psychic")
    with pytest.raises(InputError, match="no solver 'abacus'"):
        nl2milp.solve(formulation(), solver="abacus")


def test_json_holds_the_fixed_keys() -> None:
    found = nl2milp.solve(TEXT, reader="offline").to_dict()
    for key in (
        "status",
        "objective",
        "variables",
        "reader",
        "formulation",
        "questions",
        "findings",
        "cores",
        "repairs",
    ):
        assert key in found
    assert set(found["seconds"]) == {"read", "compile", "solve"}
    assert Formulation.model_validate(found["formulation"])


def test_exports_are_sorted_and_there() -> None:
    assert nl2milp.__all__ == sorted(nl2milp.__all__)
    for name in nl2milp.__all__:
        assert getattr(nl2milp, name) is not None


def test_a_role_that_the_shape_contradicts_is_corrected() -> None:
    result = nl2milp.solve(
        formulation(constraints=[{"name": "most", "slots": {"rule": "x + y <= 7", "role": "ratio"}}])
    )
    assert result.formulation is not None
    assert result.formulation.constraints[0].slots["role"] == "total"


def test_a_formulation_handed_in_names_no_reader() -> None:
    formulation = Formulation.model_validate({"variables": [{"symbol": "x", "upper": 3}]})
    assert "reader" not in str(nl2milp.solve(formulation))


def test_a_best_plan_that_does_nothing_is_pointed_out() -> None:
    idle = formulation("x + y <= 7", sense="minimize")
    result = nl2milp.solve(Reading(idle, "test"))
    assert result.status is ResultStatus.OPTIMAL
    assert "do nothing" in result.reasons[-1]
    # a formulation that was handed in is taken at its word
    assert nl2milp.solve(idle).reasons == ()
