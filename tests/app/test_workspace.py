"""What can be done to a problem: read, change, choose, repair, undo."""

from __future__ import annotations

from dataclasses import replace

import pytest

from nl2milp.app import workspace as w
from nl2milp.app.effects import effects
from nl2milp.app.gallery import examples, prepared
from nl2milp.app.snapshots import from_snapshot, to_snapshot
from nl2milp.app.store import Snapshot
from nl2milp.app.workspace import Workspace
from nl2milp.diagnose import Diagnosis
from nl2milp.errors import FormulationError, InputError, NotUnderstoodError


def example(title: str) -> Workspace:
    found = next(one for one in examples() if one.title == title)
    workspace = w.described(Workspace(), found.text, found.tables, "offline")
    return prepared(workspace) or w.read(workspace)


def test_a_problem_is_read_and_solved() -> None:
    done = w.solved(example("Pottery"))
    assert done.result is not None
    assert (done.result.status.value, done.result.objective) == ("optimal", 600.0)
    assert done.result.variables == {"bowls": 30, "vases": 15}
    assert done.result.reader == "offline"


def test_a_change_is_solved_anew_and_can_be_undone() -> None:
    before = w.solved(example("Pottery"))
    made = before.stated
    fewer = made.model_copy(update={"constraints": made.constraints[1:]})
    after = w.changed(before, "without the wheel", fewer)
    assert after.result is None
    assert after.note == "without the wheel"
    solved = w.solved(after)
    assert solved.result is not None
    assert solved.result.objective == 675.0
    back = w.undone(solved)
    assert back.stated == made
    assert back.result is not None
    assert back.result.objective == 600.0
    assert w.undone(back) is back


def test_a_change_that_cannot_be_built_changes_nothing() -> None:
    before = example("Pottery")
    rule = before.stated.constraints[0].model_copy(update={"slots": {"rule": "bowls * vases <= 3"}})
    with pytest.raises(FormulationError):
        w.changed(before, "nonsense", before.stated.model_copy(update={"constraints": (rule,)}))
    assert before.past == ()


def test_steps_are_kept_without_end_but_not_without_bound() -> None:
    workspace = example("Pottery")
    for number in range(60):
        title = workspace.stated.model_copy(update={"title": str(number)})
        workspace = w.changed(workspace, str(number), title)
    assert len(workspace.past) == 50
    assert workspace.past[0].what == "10"
    assert all(step.before.past == () for step in workspace.past)


def test_a_question_shows_what_each_reading_would_give_and_a_choice_changes_it() -> None:
    workspace = example("Theatre seats")
    [question] = workspace.questions
    exactly, at_least = effects(workspace, 0)
    assert (exactly.is_taken, at_least.is_taken) == (True, False)
    assert exactly.ends.startswith("10,500")
    assert at_least.ends.startswith("12,000")
    assert exactly.changes == ()
    assert [one.how for one in at_least.changes] == ["changed"]
    after = w.solved(w.chosen(workspace, 0, 1))
    assert after.result is not None
    assert after.result.objective == 12_000.0
    assert [one.is_taken for one in effects(after, 0)] == [False, True]
    assert w.chosen(after, 0, 1) is after
    assert w.chosen(after, 0, 0).stated == workspace.stated
    with pytest.raises(InputError):
        w.chosen(workspace, 0, 2)
    assert len(question.choices) == 2


def test_a_choice_keeps_what_was_edited_since() -> None:
    workspace = example("Theatre seats")
    made = workspace.stated
    rules = [one if "300" not in str(one.slots) else one.model_copy(
        update={"slots": {**one.slots, "rule": str(one.slots["rule"]).replace("300", "150")}})
        for one in made.constraints]  # fmt: skip
    edited = w.changed(workspace, "150 seats", made.model_copy(update={"constraints": tuple(rules)}))
    after = w.solved(w.chosen(edited, 0, 1))
    assert after.result is not None
    assert after.result.objective == 6_000.0


def test_each_repair_of_a_contradiction_gives_an_answer() -> None:
    broken = w.solved(example("Chairs and stools"))
    assert broken.result is not None
    found = broken.result.diagnosis
    assert isinstance(found, Diagnosis)
    assert found.repairs
    for repair in found.repairs:
        assert w.repairable(repair)
        mended = w.solved(w.applied(broken, repair))
        assert mended.result is not None
        assert mended.result.status.value == "optimal"
        assert w.undone(mended).stated == broken.stated


def test_a_repair_without_a_place_in_the_formulation_is_refused() -> None:
    broken = w.solved(example("Chairs and stools"))
    assert broken.result is not None
    found = broken.result.diagnosis
    assert isinstance(found, Diagnosis)
    repair = found.repairs[0]
    placeless = replace(repair, changes=tuple(replace(one, figure=None) for one in repair.changes))
    assert not w.repairable(placeless)
    with pytest.raises(InputError, match="data"):
        w.applied(broken, placeless)


def test_a_reading_that_needs_review_is_a_proposal_until_it_is_accepted() -> None:
    workspace = w.solved(example("Half-full kiln"))
    assert workspace.needs_review
    assert workspace.result is not None
    assert workspace.result.status.value == "needs_review"
    accepted = w.solved(w.confirmed(workspace))
    assert not accepted.needs_review
    assert accepted.result is not None
    assert accepted.result.status.value == "optimal"


def test_attached_tables_are_solved_with() -> None:
    done = w.solved(example("Plants and markets"))
    assert done.result is not None
    assert done.result.objective == 7320.0


def test_nothing_is_solved_before_it_is_read() -> None:
    with pytest.raises(NotUnderstoodError):
        w.solved(Workspace("Some text."))


@pytest.mark.parametrize("one", examples(), ids=lambda one: one.title)
def test_every_example_of_the_gallery_leads_where_it_should(one: object) -> None:
    done = w.solved(example(one.title))  # type: ignore[attr-defined]
    assert done.result is not None
    wanted = {"A contradiction": "infeasible", "Several contradictions": "infeasible",
              "Only half understood": "needs_review"}.get(one.shows, "optimal")  # type: ignore[attr-defined] # fmt: skip
    assert done.result.status.value == wanted
    assert bool(done.questions) or one.shows != "An ambiguous sentence"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "title", ["Theatre seats", "Chairs and stools", "Half-full kiln", "Plants and markets", "Breweries"]
)
def test_a_workspace_survives_being_saved(title: str) -> None:
    done = w.solved(example(title))
    snapshot = to_snapshot(done)
    back = from_snapshot(Snapshot.from_data(snapshot.to_data(), "here"))
    assert (back.text, back.tables, back.stated, back.chosen) == (done.text, done.tables, done.stated, done.chosen)
    assert [one.text for one in back.questions] == [one.text for one in done.questions]
    assert back.reading is not None
    assert done.reading is not None
    assert back.reading.statements == done.reading.statements
    assert back.reading.not_understood == done.reading.not_understood
    assert back.reading.reasons == done.reading.reasons
    assert back.needs_review == done.needs_review
    assert back.result is not None
    assert done.result is not None
    assert (back.result.status, back.result.objective) == (done.result.status, done.result.objective)
    assert dict(back.result.variables or {}) == dict(done.result.variables or {})
    # saving it again changes nothing but what a result without its model cannot say
    again = to_snapshot(back)
    assert (again.marks, again.questions, again.formulation) == (
        snapshot.marks,
        snapshot.questions,
        snapshot.formulation,
    )


def test_a_question_of_a_saved_problem_can_still_be_answered() -> None:
    back = from_snapshot(to_snapshot(w.chosen(example("Theatre seats"), 0, 1)))
    assert back.chosen == (1,)
    done = w.solved(w.chosen(back, 0, 0))
    assert done.result is not None
    assert done.result.objective == 10_500.0


def test_a_snapshot_with_marks_from_elsewhere_is_opened_without_them() -> None:
    snapshot = to_snapshot(example("Pottery"))
    odd = [{"kind": "statement", "start": 5, "end": 10**9, "template": "linear"}, {"kind": 7}, {},
           {"kind": "statement", "start": "x", "end": 3, "template": "linear"}]  # fmt: skip
    questions = [{"text": "What?", "choices": [{"label": "a", "formulation": {"nonsense": 1}}], "chosen": 5}]
    back = from_snapshot(replace(snapshot, marks=odd, questions=questions))
    assert back.reading is not None
    assert back.reading.statements == ()
    assert back.questions[0].choices == ()


def test_a_key_is_neither_shown_nor_saved() -> None:
    access = w.ModelAccess("openai:some-model", "", "sk-secret")
    assert "sk-secret" not in repr(access)
    assert access.is_set
    assert access.settings().api_key == "sk-secret"
    assert "sk-secret" not in repr(access.settings())


def test_what_the_text_leaves_open_is_asked() -> None:
    text = (
        "A workshop makes lamps and vases. Each lamp takes 30 minutes of labour and each vase takes 45 minutes. There "
        "are 40 hours of labour available each week. At most 50 lamps and vases can be sold. A lamp earns $12 and a "
        "vase earns $15. How many of each should be made to maximize profit?"
    )
    found = w.read(Workspace(text=text, reader="offline"))
    (question,) = found.questions
    assert [choice.label for choice in question.choices] == ["together", "each"]
    results = [w.solved(one).result for one in (found, w.chosen(found, 0, 1))]
    assert [one.objective for one in results if one is not None] == [750.0, 900.0]
