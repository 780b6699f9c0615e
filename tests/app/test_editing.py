"""Parts of a formulation changed by hand."""

from __future__ import annotations

import pytest

from nl2milp import templates
from nl2milp.app.editing import (
    goal_rows,
    slot_fields,
    slots_from,
    with_cells,
    with_constraint,
    with_goals,
    with_objective,
    with_parameters,
    with_variables,
    without_constraint,
)
from nl2milp.errors import FormulationError
from nl2milp.formulation import Constraint, Formulation, Sense

MADE = Formulation.model_validate({
    "variables": [{"symbol": "vans", "kind": "integer", "label": "vans", "span": {"start": 0, "end": 4}}],
    "parameters": [{"symbol": "wage", "value": "25"}],
    "tables": [{"keys": "p in plants", "set": "plants", "columns": ["cost"], "rows": [["A", 3], ["B", 4]]}],
    "objective": {"value": "3*vans", "quote": "the least cost"},
    "constraints": [{"name": "need", "slots": {"rule": "vans >= 2"}, "quote": "at least 2 vans"}],
})  # fmt: skip


@pytest.mark.parametrize("template", templates.names())
def test_what_an_editor_shows_of_a_template_is_what_it_saves(template: str) -> None:
    """The example of each template goes through the form and comes out as it was."""
    slots = templates.get(template).example[1]
    shown = {}
    for field in slot_fields(template):
        value = slots.get(field.name)
        shown[field.name] = "\n".join(value) if field.kind == "list" and isinstance(value, list) else value
    saved = Constraint(name="one", template=template, slots=slots_from(template, shown))
    wanted = Constraint(name="one", template=template, slots={k: v for k, v in slots.items() if k != "role"})
    assert templates.get(template).checked(saved) == templates.get(template).checked(wanted)


def test_a_statement_is_put_in_its_place_added_and_removed() -> None:
    other = MADE.constraints[0].model_copy(update={"slots": {"rule": "vans >= 3"}})
    changed = with_constraint(MADE, "need", other)
    assert [one.slots["rule"] for one in changed.constraints] == ["vans >= 3"]
    more = with_constraint(changed, None, Constraint(name="most", slots={"rule": "vans <= 9"}))
    assert [one.name for one in more.constraints] == ["need", "most"]
    assert [one.name for one in without_constraint(more, "need").constraints] == ["most"]


def test_a_wrong_statement_is_refused() -> None:
    with pytest.raises(FormulationError, match="slot"):
        with_constraint(MADE, None, Constraint(name="x", template="if_then", slots={"if": "vans >= 1"}))
    with pytest.raises(FormulationError, match="another name"):
        with_constraint(MADE, None, Constraint(name="need", slots={"rule": "vans <= 9"}))
    with pytest.raises(FormulationError, match="number"):
        slots_from("if_then", {"if": "a", "then": "b", "tolerance": "some"})


def test_decisions_are_changed_added_and_removed_and_keep_their_place_in_the_text() -> None:
    rows = [{"symbol": "vans", "label": "big vans", "kind": "binary", "lower": "", "upper": None, "unit": ""},
            {"symbol": "cars", "label": "", "kind": "", "lower": "1", "upper": "9", "unit": "car"}]  # fmt: skip
    vans, cars = with_variables(MADE, rows).variables
    assert (vans.label, vans.kind.value, vans.lower, vans.span) == ("big vans", "binary", None, MADE.variables[0].span)
    assert (cars.kind.value, cars.lower, cars.upper, cars.label) == ("continuous", "1", "9", None)
    assert with_variables(MADE, rows[1:]).variables == (cars,)
    with pytest.raises(FormulationError, match="symbol"):
        with_variables(MADE, [{"symbol": " "}])
    with pytest.raises(FormulationError, match="two decisions"):
        with_variables(MADE, [{"symbol": "a"}, {"symbol": "a"}])
    with pytest.raises(FormulationError, match="kind"):
        with_variables(MADE, [{"symbol": "a", "kind": "odd"}])


def test_goals_are_rows_in_order_and_one_of_them_is_a_plain_objective() -> None:
    rows = [
        {"order": 2.0, "aim": "minimize", "of": "4*vans", "weight": "", "each": None},
        {"order": 1, "aim": "meet", "of": "vans >= 3", "weight": "2", "each": ""},
    ]
    made = with_goals(MADE, rows)
    assert made.objective.quote == "the least cost"
    assert [(one.priority, one.rule, one.value, one.weight) for one in made.objective.goals] == [
        (2, None, "4*vans", "1"),
        (1, "vans >= 3", None, "2"),
    ]
    shown = goal_rows(made.objective)
    assert [one["of"] for one in shown] == ["vans >= 3", "4*vans"]
    assert goal_rows(with_goals(MADE, shown).objective) == shown
    assert goal_rows(MADE.objective)[0]["of"] == MADE.objective.value
    assert with_goals(MADE, goal_rows(MADE.objective)).objective == MADE.objective
    assert goal_rows(with_goals(MADE, []).objective) == []


@pytest.mark.parametrize(
    ("row", "message"),
    [
        ({"of": " "}, "goal 1 says nothing"),
        ({"of": "vans", "aim": "hope"}, "goal 1: sense"),
        ({"of": "vans", "aim": "minimize", "order": 1.5}, "'order' is a whole number"),
        ({"of": "vans", "aim": "minimize", "order": "first"}, "'order' is a number"),
        ({"of": "vans", "aim": "minimize", "order": 0}, "goal 1: priority"),
    ],
)
def test_a_wrong_goal_is_said_by_its_number(row: dict[str, object], message: str) -> None:
    with pytest.raises(FormulationError, match=message):
        with_goals(MADE, [row])


def test_the_objective_the_numbers_and_the_tables_are_changed() -> None:
    aim = with_objective(MADE, Sense.MAXIMIZE, " 4*vans ").objective
    assert (aim.sense, aim.value, aim.quote) == (Sense.MAXIMIZE, "4*vans", "the least cost")
    assert with_objective(MADE, Sense.MAXIMIZE, "").objective.value is None
    assert with_parameters(MADE, [{"symbol": "wage", "value": "30"}]).parameters[0].value == "30"
    changed = with_cells(MADE, 0, [["A", 3], ["B", 9.5], ["C", float("nan")]])
    assert changed.tables[0].rows == (("A", 3), ("B", 9.5), ("C", None))
