"""Changes in words, without a language model."""

from __future__ import annotations

import pytest

from nl2milp.app.talking import heard, suggestions
from nl2milp.errors import InputError, NotUnderstoodError
from nl2milp.formulation import Formulation

MADE = Formulation.model_validate({
    "variables": [{"symbol": "trucks", "kind": "integer"}, {"symbol": "vans", "kind": "integer"}],
    "objective": {"sense": "maximize", "value": "70*trucks + 40*vans", "quote": "the highest profit"},
    "parameters": [{"symbol": "wage", "value": "25", "meaning": "hourly wage"}],
    "constraints": [
        {"name": "budget", "slots": {"rule": "300*trucks + 200*vans <= 8000"}, "quote": "There is $8,000 to spend"},
        {"name": "drivers", "slots": {"rule": "trucks + vans <= 30"}, "quote": "30 drivers are at hand"},
        {"name": "order", "slots": {"rule": "vans >= 5"}, "quote": "at least 5 vans are ordered"},
        {"name": "mix", "slots": {"rule": "trucks >= 0.4*(trucks + vans)"}, "quote": "at least 40% must be trucks"},
    ],
})  # fmt: skip


def rules(formulation: Formulation) -> dict[str, str]:
    return {one.name: str(one.slots["rule"]) for one in formulation.constraints}


@pytest.mark.parametrize(
    ("said", "name", "rule"),
    [
        ("make the budget 9,000", "budget", "300*trucks + 200*vans <= 9000"),
        ("Set the budget to $9000.", "budget", "300*trucks + 200*vans <= 9000"),
        ("what if the budget were 9000", "budget", "300*trucks + 200*vans <= 9000"),
        ("raise the budget by 500", "budget", "300*trucks + 200*vans <= 8500"),
        ("lower the budget by 10%", "budget", "300*trucks + 200*vans <= 7200"),
        ("double the budget", "budget", "300*trucks + 200*vans <= 16000"),
        ("change 8,000 to 8,400", "budget", "300*trucks + 200*vans <= 8400"),
        ("there are 35 drivers", "drivers", "trucks + vans <= 35"),
        ("make the mix 50%", "mix", "trucks >= 0.5*(trucks + vans)"),
        ("make it at least 8 vans", "order", "vans >= 8"),
        ("the order is twelve", "order", "vans >= 12"),
    ],
)
def test_a_number_becomes_another(said: str, name: str, rule: str) -> None:
    after = rules(heard(said, MADE).formulation)
    assert after == rules(MADE) | {name: rule}


@pytest.mark.parametrize(
    ("said", "rule"),
    [("at most 3 trucks", "trucks <= 3"), ("make it no more than 3 trucks", "trucks <= 3"),
     ("exactly 4 trucks", "trucks == 4"), ("up to 12 vans", "vans <= 12")],
)  # fmt: skip
def test_a_limit_is_added(said: str, rule: str) -> None:
    after = rules(heard(said, MADE).formulation)
    assert [one for name, one in after.items() if name not in rules(MADE)] == [rule]


def test_the_same_limit_said_again_takes_the_place_of_the_first() -> None:
    once = heard("at most 3 trucks", MADE).formulation
    twice = heard("at most 6 trucks", once).formulation
    assert [one for one in rules(twice).values() if one.startswith("trucks <=")] == ["trucks <= 6"]


def test_a_statement_is_switched_off_and_on_again() -> None:
    off = heard("switch off the order", MADE)
    assert "order" not in rules(off.formulation)
    on = heard("switch on the order again", off.formulation, [MADE])
    assert rules(on.formulation) == rules(MADE)
    with pytest.raises(NotUnderstoodError, match="switched off before"):
        heard("switch on the order", MADE, [MADE])


def test_parameters_and_the_objective_can_be_changed() -> None:
    assert heard("make the wage 30", MADE).formulation.parameters[0].value == "30"
    assert heard("make the profit of a truck 80", MADE).formulation.objective.value == "80*trucks + 40*vans"
    assert heard("minimise instead", MADE).formulation.objective.sense.value == "minimize"


@pytest.mark.parametrize(
    ("said", "says"),
    [
        ("paint it blue", "did not understand"),
        ("make the moon 9", "nothing called"),
        ("switch off the sea", "no statement"),
        ("make the budget 8,000", "already"),
        ("maximize it", "already"),
        ("change 77 to 78", "no number"),
    ],
)
def test_what_is_not_understood_is_said_to_be_so(said: str, says: str) -> None:
    with pytest.raises(NotUnderstoodError, match=says):
        heard(said, MADE)


def test_what_has_two_meanings_is_asked_about() -> None:
    twins = Formulation.model_validate({
        "variables": [{"symbol": "x"}, {"symbol": "y"}],
        "constraints": [{"name": "first hours", "slots": {"rule": "x <= 8"}},
                        {"name": "second hours", "slots": {"rule": "y <= 8"}}]})  # fmt: skip
    with pytest.raises(NotUnderstoodError, match=r"several numbers: first hours.*second hours"):
        heard("make the hours 9", twins)
    with pytest.raises(NotUnderstoodError, match="several statements"):
        heard("switch off hours", twins)


@pytest.mark.parametrize("said", ["", "   ", "x" * 501])
def test_what_is_no_instruction_is_refused(said: str) -> None:
    with pytest.raises(InputError):
        heard(said, MADE)


def test_what_is_suggested_is_understood() -> None:
    found = suggestions(MADE)
    assert len(found) == 3
    for one in found:
        assert heard(one, MADE).formulation != MADE
