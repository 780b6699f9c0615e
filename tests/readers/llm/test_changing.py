"""Changes by instruction: only what was said, shown part by part, taken back when asked."""

from __future__ import annotations

from typing import Any

import pytest

pytest.importorskip("langchain_openai")

from nl2milp import api
from nl2milp.errors import InputError, NotUnderstoodError
from nl2milp.formulation import Formulation
from nl2milp.readers.llm import Settings
from nl2milp.readers.llm.changing import Conversation, change

from .serving import Provider, rule, variable

FARM = Formulation.model_validate(
    {
        "variables": [{"symbol": "hens", "kind": "integer"}, {"symbol": "ducks", "kind": "integer"}],
        "objective": {"sense": "maximize", "value": "4*hens + 7*ducks"},
        "constraints": [
            {"name": "area", "slots": {"rule": "2*hens + 3*ducks <= 120"}, "quote": "120 m²", "sentences": ["S1"]},
            {"name": "share", "slots": {"rule": "3*ducks <= hens + ducks"}},
        ],
    }
)


def reply(**parts: Any) -> dict[str, Any]:
    return {
        "remove": [], "sets": [], "tables": [], "parameters": [], "variables": [], "quantities": [], "objective": None,
        "asked": None, "explained": [], "assumptions": [], "questions": [],
    } | parts  # fmt: skip


def test_a_new_limit_is_added_and_nothing_else_changes(provider: Provider, settings: Settings) -> None:
    provider.replies["change"] = reply(linear=[rule(1, "most hens", "hens <= 30")])
    made = change(FARM, "Keep at most 30 hens.", settings=settings)
    assert [str(one) for one in made.differences] == ["+ constraint most hens: hens <= 30   “Keep at most 30 hens.”"]
    assert made.after.constraints[:2] == FARM.constraints
    assert made.added == made.differences
    assert made.removed == made.changed == ()
    assert made.after.constraints[2].span is None, "its quote is the instruction's, and has no place in the text"
    assert made.undo() == FARM
    assert made.before == FARM


def test_a_constraint_written_again_takes_the_place_of_the_old_one(provider: Provider, settings: Settings) -> None:
    provider.replies["change"] = reply(linear=[rule(1, "area", "2*hens + 3*ducks <= 150")])
    made = change(FARM, "There are 150 square metres now.", settings=settings)
    assert [one.name for one in made.after.constraints] == ["area", "share"]
    (one,) = made.changed
    assert (one.before, one.after) == ("2*hens + 3*ducks <= 120", "2*hens + 3*ducks <= 150")


def test_a_third_product_appears_where_its_like_do(provider: Provider, settings: Settings) -> None:
    provider.replies["change"] = reply(
        variables=[variable("geese", sentences=[])],
        linear=[rule(1, "area", "2*hens + 3*ducks + 5*geese <= 120")],
        objective={"sense": "maximize", "value": "4*hens + 7*ducks + 40*geese", "goals": []},
    )
    made = change(FARM, "Add geese with a profit of 40 that need 5 square metres each.", settings=settings)
    assert [one.name for one in made.added] == ["geese"]
    assert [(one.kind, one.name) for one in made.changed] == [("constraint", "area"), ("objective", "")]
    assert api.solve(made.after).objective == 960


def test_what_is_removed_is_said(provider: Provider, settings: Settings) -> None:
    provider.replies["change"] = reply(remove=["share"])
    made = change(FARM, "Drop the share.", settings=settings)
    assert [str(one) for one in made.removed] == ["- constraint share: 3*ducks <= hens + ducks"]


WRONG = {
    "an unknown name": reply(remove=["labour"]),
    "an unknown symbol": reply(linear=[rule(1, "most", "geese <= 3")]),
    "a symbol that others use": reply(remove=["ducks"]),
    "no change that parses": reply(linear=[rule(1, "most", "hens at most 3")]),
}


@pytest.mark.parametrize("kind", WRONG)
def test_a_change_that_cannot_be_made_leaves_everything_as_it_was(
    provider: Provider, settings: Settings, kind: str
) -> None:
    provider.replies["change"] = WRONG[kind]
    conversation = Conversation(FARM, settings)
    with pytest.raises(NotUnderstoodError, match="the model stays as it was"):
        conversation.say("Do something.")
    assert conversation.formulation == FARM
    assert len(provider.asked("change")) == 3


def test_a_number_of_the_instruction_that_is_used_nowhere_is_asked_about_once(
    provider: Provider, settings: Settings
) -> None:
    provider.replies["change"] = reply(linear=[rule(1, "most hens", "hens <= 30")])
    made = change(FARM, "Keep at most 35 hens.", settings=settings)
    assert len(provider.asked("change")) == 2
    assert any("35" in note for note in made.notes)


def test_a_change_that_leaves_no_solution_is_made_all_the_same(provider: Provider, settings: Settings) -> None:
    provider.replies["change"] = reply(linear=[rule(1, "least hens", "hens >= 80")])
    made = change(FARM, "Keep at least 80 hens.", settings=settings)
    assert len(provider.asked("change")) == 1
    assert api.solve(made.after).status.value == "infeasible"


def test_steps_are_taken_back_one_by_one(provider: Provider, settings: Settings) -> None:
    conversation = Conversation(FARM, settings)
    for most in (30, 20):
        provider.replies["change"] = reply(linear=[rule(1, "most hens", f"hens <= {most}")])
        conversation.say(f"Keep at most {most} hens.")
    assert conversation.formulation.constraints[-1].slots["rule"] == "hens <= 20"
    conversation.undo()
    assert conversation.formulation.constraints[-1].slots["rule"] == "hens <= 30"
    conversation.undo()
    assert conversation.formulation == FARM
    assert conversation.undo() is None


@pytest.mark.parametrize("instruction", ["", "  ", "x" * 5000])
def test_an_instruction_is_a_few_words(settings: Settings, instruction: str) -> None:
    with pytest.raises(InputError):
        change(FARM, instruction, settings=settings)
