"""The pages' logic, run without a browser: the whole way of a problem, and what goes wrong on it."""

from __future__ import annotations

import logging
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import nl2milp.app
from nl2milp.app import border
from nl2milp.app.store import default_store, location
from nl2milp.app.workspace import Workspace, changed
from nl2milp.formulation import Objective

MAIN = Path(nl2milp.app.__file__).with_name("main.py")
SECRET = "sk-very-secret-key"
SECONDS = 30


@pytest.fixture(autouse=True)
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv(location.VARIABLE, f"sqlite:///{tmp_path}/projects.sqlite")
    yield
    default_store().close()


@pytest.fixture
def app() -> AppTest:
    return AppTest.from_file(str(MAIN), default_timeout=SECONDS).run()


def workspace(app: AppTest) -> Workspace:
    found = app.session_state["workspace"]
    assert isinstance(found, Workspace)
    return found


def shown(app: AppTest) -> str:
    """All texts of the page."""
    kinds = ("title", "subheader", "markdown", "caption", "error", "warning", "info", "metric", "html")
    parts = [str(getattr(one, "value", "")) + str(getattr(one, "body", "")) for kind in kinds for one in app.get(kind)]
    return "\n".join(parts).replace("\\", "")


def opened(app: AppTest, page: str) -> AppTest:
    routes = app.session_state["routes"]
    app._page_hash = routes[page]._script_hash
    return app.run()


def settled(app: AppTest) -> AppTest:
    """After what runs in the background."""
    if "job" in app.session_state:
        app.session_state["job"][1].wait(SECONDS)
        app.run()
    assert not app.exception
    return app


def example(app: AppTest, title: str) -> AppTest:
    button = next(one for one in app.button if one.label.startswith(f"**{title}**"))
    button.click().run()
    app.button(key="understand").click().run()
    return settled(app)


def test_the_first_page_asks_for_a_problem(app: AppTest) -> None:
    assert not app.exception
    assert app.title[0].value == "Describe your problem"
    app.button(key="understand").click().run()
    assert "Describe a problem first" in shown(app)


def test_the_first_page_is_drawn_without_a_solver() -> None:
    code = f"""
import sys
from streamlit.testing.v1 import AppTest
app = AppTest.from_file({str(MAIN)!r}, default_timeout={SECONDS}).run()
assert app.title[0].value == "Describe your problem"
print(sorted({{"highspy", "nl2milp.solvers.highs", "pandas", "pycrfsuite", "langchain"}} & set(sys.modules)))
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


@pytest.mark.parametrize("page", ["understood", "model", "answer", "change"])
def test_pages_say_what_is_missing(app: AppTest, page: str) -> None:
    opened(app, page)
    assert not app.exception
    assert [one.label for one in app.button if one.key == "empty-describe"] == ["Describe a problem"]


def test_from_words_to_an_answer_and_back(app: AppTest) -> None:
    example(app, "Pottery")
    assert app.title[0].value == "What was understood"
    assert workspace(app).result is None
    app.button(key="to-answer").click().run()
    settled(app)
    assert "<b>30</b> bowls and <b>15</b> vases; the profit is <b>600</b>" in shown(app)
    for view in ("What limits are worth", "What if"):
        app.segmented_control(key="answer-view").set_value(view).run()
        assert not app.exception
    opened(app, "model")
    assert [one.value for one in app.metric] == ["2", "2", "3", "5"]
    for view in ("Written out", "Structure", "Files"):
        app.segmented_control(key="model-view").set_value(view).run()
        assert not app.exception
    assert len(app.get("download_button")) == 10


def test_a_statement_is_corrected_and_the_change_undone(app: AppTest) -> None:
    example(app, "Pottery")
    before = workspace(app).stated
    rule = next(one for one in app.text_input if one.label == "Rule")
    assert rule.value == "20*bowls + 40*vases <= 1200"
    rule.set_value("20*bowls + 40*vases <= 2400").run()
    next(one for one in app.button if str(one.key).startswith("save-0")).click().run()
    assert "2400" in str(workspace(app).stated.constraints[0].slots)
    opened(app, "answer")
    settled(app)
    assert "the profit is <b>675</b>" in shown(app)
    app.sidebar.button(key="undo").click().run()
    assert workspace(app).stated == before


def test_a_wrong_statement_is_refused_in_one_sentence(app: AppTest) -> None:
    example(app, "Pottery")
    before = workspace(app).stated
    next(one for one in app.text_input if one.label == "Rule").set_value("bowls * vases <= 3").run()
    next(one for one in app.button if str(one.key).startswith("save-0")).click().run()
    assert not app.exception
    assert "product" in app.error[0].value or "nonlinear" in app.error[0].value
    assert workspace(app).stated == before


def test_a_statement_is_added_and_removed(app: AppTest) -> None:
    example(app, "Pottery")
    app.selectbox(key="part").set_value("new").run()
    next(one for one in app.text_input if one.label == "Name").set_value("kiln").run()
    next(one for one in app.text_input if one.label == "Rule").set_value("bowls + vases <= 20").run()
    next(one for one in app.button if str(one.key).startswith("save-new")).click().run()
    assert [one.name for one in workspace(app).stated.constraints][-1] == "kiln"
    app.selectbox(key="part").set_value("constraint:kiln").run()
    next(one for one in app.button if str(one.key).startswith("drop-")).click().run()
    assert "kiln" not in [one.name for one in workspace(app).stated.constraints]


def test_an_objective_becomes_goals_and_back(app: AppTest) -> None:
    example(app, "Pottery")
    before = workspace(app).stated
    app.selectbox(key="part").set_value("objective").run()
    next(one for one in app.toggle if str(one.key).startswith("goals-")).set_value(True).run()
    assert not app.exception
    # one goal to maximise is what it was
    app.button(key="save-objective").click().run()
    assert workspace(app).stated == before
    goals = [
        {"priority": 1, "rule": "bowls >= 30"},
        {"priority": 2, "sense": "maximize", "value": before.objective.value},
    ]
    aim = Objective.model_validate({"goals": goals})
    app.session_state["workspace"] = changed(workspace(app), "goals", before.model_copy(update={"objective": aim}))
    app.run()
    assert next(one for one in app.toggle if str(one.key).startswith("goals-")).value
    app.button(key="save-objective").click().run()
    assert not app.exception
    assert [one.priority for one in workspace(app).stated.objective.goals] == [1, 2]


def test_a_question_is_answered(app: AppTest) -> None:
    example(app, "Theatre seats")
    assert "12,000" in shown(app)
    app.button(key="choice-0-1").click().run()
    assert workspace(app).chosen == (1,)
    opened(app, "answer")
    settled(app)
    assert "<b>12,000</b>" in shown(app)


def test_what_was_not_understood_is_a_proposal_until_accepted(app: AppTest) -> None:
    example(app, "Half-full kiln")
    assert "Not everything was understood" in shown(app)
    app.button(key="to-answer").click().run()
    settled(app)
    assert "A proposal" in shown(app)
    app.button(key="confirm-answer").click().run()
    settled(app)
    assert "A proposal" not in shown(app)


def test_a_contradiction_is_explained_and_repaired(app: AppTest) -> None:
    example(app, "Chairs and stools")
    app.button(key="to-answer").click().run()
    settled(app)
    assert app.title[0].value == "No answer"
    assert "130" in shown(app)
    app.button(key="repair-0").click().run()
    settled(app)
    assert app.title[0].value == "The answer"
    assert workspace(app).result is not None
    assert "Choose <b>30</b>" in shown(app)


def test_what_cannot_be_changed_is_left_alone(app: AppTest) -> None:
    example(app, "Chairs and stools")
    app.button(key="to-answer").click().run()
    settled(app)
    assert "Raise workshop hours" in shown(app)
    app.multiselect(key="left-alone").set_value(["workshop hours"]).run()
    settled(app)
    assert "Raise workshop hours" not in shown(app)
    assert "Lower minimum of chairs" in shown(app)


def test_a_missing_limit_is_added(app: AppTest) -> None:
    text = ("A baker makes loaves and cakes. A loaf takes 1 hour and earns $3, a cake takes 2 hours and earns $7. At "
            "least 4 loaves must be made. How many of each should be made to maximize profit?")  # fmt: skip
    app.text_area[0].set_value(text).run()
    app.button(key="understand").click().run()
    settled(app)
    opened(app, "answer")
    settled(app)
    assert app.title[0].value == "No best answer"
    app.number_input(key="bound-at").set_value(40.0).run()
    app.button(key="bound-add").click().run()
    settled(app)
    assert "at most 40" in workspace(app).note


def test_changes_by_talking_with_their_difference_and_undo(app: AppTest) -> None:
    example(app, "Pottery")
    opened(app, "change")
    app.chat_input[0].set_value("make the clay 90").run()
    settled(app)
    assert "<del>" in shown(app)
    assert workspace(app).result is not None
    assert workspace(app).said[-1].text.endswith("Best plan found: 640.")
    app.chat_input[0].set_value("sing a song").run()
    settled(app)
    assert "did not understand" in workspace(app).said[-1].text
    app.chat_input[0].set_value("undo").run()
    settled(app)
    assert "90" not in str(workspace(app).stated.constraints)


def test_scenarios_stand_side_by_side_and_one_becomes_the_problem(app: AppTest) -> None:
    example(app, "Pottery")
    app.button(key="to-answer").click().run()
    settled(app)
    app.segmented_control(key="answer-view").set_value("What if").run()
    clay = next(one for one in app.slider if "75" in one.label)
    clay.set_value(90).run()
    assert app.metric[0].value == "640"
    app.button(key="keep-scenario").click().run()
    assert any("Scenarios" in one.value for one in app.subheader)
    app.button(key="adopt-scenario").click().run()
    settled(app)
    assert workspace(app).result is not None
    assert workspace(app).result.objective == 640.0  # type: ignore[union-attr]


def test_work_is_saved_as_it_goes(app: AppTest) -> None:
    example(app, "Pottery")
    app.button(key="to-answer").click().run()
    settled(app)
    [project] = default_store().projects()
    assert project.name.startswith("A pottery makes bowls")
    assert project.status == "optimal"
    last = default_store().load(default_store().versions(project.id)[-1].id)
    assert last.objective == 600.0


def test_a_saved_answer_is_shown_without_its_model(app: AppTest) -> None:
    from nl2milp.app.snapshots import from_snapshot, to_snapshot

    example(app, "Chairs and stools")
    opened(app, "answer")
    settled(app)
    app.session_state["workspace"] = from_snapshot(to_snapshot(workspace(app)))
    opened(app, "answer")
    assert app.title[0].value == "No answer"
    assert app.button(key="repair-0")
    app.button(key="repair-0").click().run()
    settled(app)
    app.session_state["workspace"] = from_snapshot(to_snapshot(workspace(app)))
    opened(app, "answer")
    assert "Choose <b>30</b>" in shown(app)
    app.button(key="again").click().run()
    settled(app)
    assert workspace(app).result.compiled is not None  # type: ignore[union-attr]


def test_files_become_the_text_and_its_tables(app: AppTest) -> None:
    files = [("problem.md", b"Two plants make things.", "text/markdown"), ("freight.csv", b"a;b\nx;1,5\n", "text/csv")]
    app.file_uploader[0].set_value(files).run()
    app.selectbox(key="decimal").set_value("Comma").run()
    app.button(key="attach").click().run()
    assert not app.exception
    assert app.text_area[0].value == "Two plants make things."
    assert app.session_state["draft"]["tables"] == (("freight", "a,b\nx,1.5\n"),)
    app.button(key="remove-0").click().run()
    assert app.session_state["draft"]["tables"] == ()


def test_a_file_that_cannot_be_used_is_told_in_one_sentence(app: AppTest) -> None:
    app.file_uploader[0].set_value([("problem.docx", b"no zip", "application/octet-stream")]).run()
    app.button(key="attach").click().run()
    assert "not a Word document" in app.error[0].value.replace("\\", "")


def test_what_was_worked_on_does_not_come_into_another_problem(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    from nl2milp.app.screens import answer
    from nl2milp.app.workspace import solved

    monkeypatch.setattr(answer, "solved", lambda found, options: (options.stop.wait(SECONDS), solved(found))[1])
    example(app, "Pottery")
    app.button(key="to-answer").click().run()
    job = app.session_state["job"][1]
    other = Workspace("Another problem.")
    app.session_state["workspace"] = other
    app.session_state["project"] = None
    job.stop()
    job.wait(SECONDS)
    opened(app, "describe")
    assert app.session_state["workspace"] is other
    [project] = default_store().projects()
    assert project.status == "optimal"


def test_what_took_long_is_solved_again_when_it_is_asked_for_again(
    app: AppTest, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    from nl2milp.app import session

    monkeypatch.setattr(session, "_AT_ONCE", 0.0)
    example(app, "Pottery")
    for _ in range(2):
        app.session_state["workspace"] = replace(workspace(app), result=None)
        opened(app, "answer")
        settled(app)
        assert "<b>600</b>" in shown(app)


def test_a_text_without_a_problem_is_told_in_one_sentence(app: AppTest) -> None:
    app.text_area[0].set_value("The weather is nice today.").run()
    app.button(key="understand").click().run()
    settled(app)
    assert not app.exception
    assert app.title[0].value == "Describe your problem"
    assert app.warning
    assert app.text_area[0].value == "The weather is nice today."


HOSTILE = [
    "<script>alert(1)</script> $\\alert$ `x` | **b** [l](javascript:alert(1)) :red[x] has 3 of {}. Maximize profit.",
    "x" * 10_000 + " must be at most 5. Each " + "x" * 10_000 + " earns $3. Maximize profit.",
    "\u202e\u0000\ud7ff Maximize. " * 50,
]


@pytest.mark.parametrize("text", HOSTILE, ids=["markup", "long", "odd"])
def test_hostile_texts_go_through_every_page(app: AppTest, text: str) -> None:
    app.text_area[0].set_value(text).run()
    app.button(key="understand").click().run()
    settled(app)
    for page in ("understood", "model", "answer", "change"):
        opened(app, page)
        settled(app)
        for one in app.get("html"):
            assert "<script" not in one.proto.body


def test_a_hostile_formulation_goes_through_every_page(app: AppTest) -> None:
    from nl2milp.formulation import Formulation

    odd = "<script>alert('x')</script> $a$ | `b` \\ \" %"
    formulation = Formulation.model_validate({
        "title": odd, "variables": [{"symbol": "x", "label": odd, "unit": odd, "upper": "9", "meaning": odd}],
        "parameters": [{"symbol": "p", "value": "4", "meaning": odd, "unit": odd}],
        "objective": {"sense": "maximize", "value": "2*x", "quote": odd},
        "constraints": [{"name": odd, "slots": {"rule": "x <= p"}, "quote": odd},
                        {"name": "y" * 2000, "slots": {"rule": "x >= 1"}, "quote": "q" * 10_000}],
        "assumptions": [odd], "questions": [odd],
    })  # fmt: skip
    app.session_state["workspace"] = Workspace(odd, formulation=formulation)
    for page in ("understood", "model", "answer", "change"):
        opened(app, page)
        settled(app)
        for one in app.get("html"):
            assert "<script" not in one.proto.body
        for one in app.markdown:
            # a formula is LaTeX, whose own escaping is tested with it
            assert "<script" not in one.value.replace("\\<", "") or one.value.startswith("$$")
    opened(app, "answer")
    for view in ("What limits are worth", "What if"):
        app.segmented_control(key="answer-view").set_value(view).run()
        assert not app.exception
    opened(app, "model")
    for view in ("Written out", "Structure", "Files"):
        app.segmented_control(key="model-view").set_value(view).run()
        assert not app.exception


def test_a_key_typed_stays_in_the_session(app: AppTest, caplog: pytest.LogCaptureFixture, tmp_path: Path) -> None:
    caplog.set_level(logging.DEBUG)
    app.radio(key="reader").set_value("llm").run()
    app.text_input(key="model").set_value("openai:some-model").run()
    app.text_input(key="base-url").set_value("http://127.0.0.1:9/v1").run()
    app.text_input(key="api-key").set_value(SECRET).run()
    app.text_area[0].set_value("Vans cost $3 each. At most 5 vans. Maximize the number of vans.").run()
    app.button(key="understand").click().run()
    settled(app)
    # the model cannot be reached (tests refuse to ask one): one sentence, and the text is still there
    assert app.warning
    assert SECRET not in shown(app)
    assert SECRET not in caplog.text
    assert all(SECRET.encode() not in file.read_bytes() for file in tmp_path.iterdir())
    assert app.session_state["access"].api_key == SECRET


def test_an_error_of_ours_is_a_sentence_and_any_other_a_general_one(caplog: pytest.LogCaptureFixture) -> None:
    def page() -> None:
        import streamlit as st

        from nl2milp.app.border import bordered
        from nl2milp.errors import InputError

        def ours() -> None:
            raise InputError("the *budget* is <odd>")

        def other() -> None:
            raise RuntimeError("a secret text of the user")

        bordered(ours)()
        bordered(other)()
        st.write("the rest")

    caplog.set_level(logging.INFO, border.__name__)
    app = AppTest.from_function(page).run()
    assert not app.exception
    assert app.error[0].value.replace("\\", "") == "the *budget* is <odd>"
    assert "went wrong on our side" in app.error[1].value
    assert "RuntimeError" in caplog.text
    assert "a secret text" not in caplog.text


def test_a_long_solve_shows_its_progress_and_can_be_stopped(app: AppTest, monkeypatch: pytest.MonkeyPatch) -> None:
    from nl2milp.app.screens import answer
    from nl2milp.app.workspace import solved
    from nl2milp.solvers import Progress

    def slow(found: Workspace, options: Any) -> Workspace:
        options.progress(Progress(1.0, 500.0, 600.0, 0.2, 7))
        options.stop.wait(SECONDS)
        return solved(found)

    monkeypatch.setattr(answer, "solved", slow)
    example(app, "Pottery")
    app.button(key="to-answer").click().run()
    assert "Solving" in shown(app)
    assert workspace(app).result is None
    opened(app, "describe")
    assert "Solving" in shown(app)
    app.button(key="stop-job").click().run()
    settled(app)
    assert workspace(app).result is not None
