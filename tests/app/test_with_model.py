"""The app with a language model: a server on this machine, asked over real HTTP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

import nl2milp.app
from nl2milp.app.store import default_store, location
from nl2milp.app.workspace import ModelAccess, Workspace, described, read
from nl2milp.errors import InputError
from tests.readers.llm import serving

pytest.importorskip("langchain_openai")

SECONDS = 40
KEY = "sk-a-key-of-the-user"


@pytest.fixture
def provider(allow_model_requests: None) -> Any:
    return serving.Provider()


@pytest.fixture
def url(provider: Any) -> Iterator[str]:
    with serving.serving(provider) as address:
        yield address


@pytest.fixture
def app(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    monkeypatch.setenv(location.VARIABLE, f"sqlite:///{tmp_path}/projects.sqlite")
    yield AppTest.from_file(str(Path(nl2milp.app.__file__).with_name("main.py")), default_timeout=SECONDS).run()
    default_store().close()


def settled(app: AppTest) -> None:
    if "job" in app.session_state:
        app.session_state["job"][1].wait(SECONDS)
        app.run()
    assert not app.exception


def test_a_text_is_read_phase_by_phase_with_the_key_of_the_session(provider: Any, url: str) -> None:
    heard: list[str] = []
    access = ModelAccess("farm", url, KEY)
    done = read(described(Workspace(), serving.TEXT, (), "llm"), access, lambda one: heard.append(one.phase))
    assert done.reading is not None
    assert done.reading.reader == "llm"
    assert done.stated.objective.value == "4*hens + 7*ducks"
    assert list(dict.fromkeys(heard)) == ["identify", "classify", "fill"]
    assert set(provider.keys) == {f"Bearer {KEY}"}


def test_without_a_model_the_reader_says_what_is_missing() -> None:
    with pytest.raises(InputError, match="needs a model"):
        read(described(Workspace(), serving.TEXT, (), "llm"))


def test_from_a_key_to_a_change_in_words_and_back(provider: Any, url: str, app: AppTest, tmp_path: Path) -> None:
    app.radio(key="reader").set_value("llm").run()
    app.text_input(key="model").set_value("farm").run()
    app.text_input(key="base-url").set_value(url).run()
    app.text_input(key="api-key").set_value(KEY).run()
    app.text_area[0].set_value(serving.TEXT).run()
    app.button(key="understand").click().run()
    settled(app)
    assert app.title[0].value == "What was understood"
    app.button(key="to-answer").click().run()
    settled(app)
    assert app.session_state["workspace"].result.objective == serving.ANSWER
    change = {"remove": [], "sets": [], "tables": [], "parameters": [], "variables": [], "quantities": [],
              "objective": None, "asked": None, "explained": [], "assumptions": [], "questions": [],
              "linear": [serving.rule(1, "most hens", "hens <= 30")]}  # fmt: skip
    provider.replies["change"] = change
    app._page_hash = app.session_state["routes"]["change"]._script_hash
    app.run()
    app.chat_input[0].set_value("Keep at most 30 hens.").run()
    settled(app)
    workspace = app.session_state["workspace"]
    assert [(one.how, one.name) for one in workspace.said[-1].differences] == [("added", "most hens")]
    assert workspace.result.objective < serving.ANSWER
    app.button(key="undo-change").click().run()
    assert app.session_state["workspace"].result.objective == serving.ANSWER
    # the key is nowhere but in the session
    assert all(KEY.encode() not in one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())


def test_a_provider_that_fails_is_told_in_one_sentence(provider: Any, url: str, app: AppTest) -> None:
    provider.always = lambda _: serving.failing(401, "bad key")
    app.radio(key="reader").set_value("llm").run()
    for field, value in (("model", "farm"), ("base-url", url), ("api-key", KEY)):
        app.text_input(key=field).set_value(value).run()
    app.text_area[0].set_value(serving.TEXT).run()
    app.button(key="understand").click().run()
    settled(app)
    assert app.title[0].value == "Describe your problem"
    assert app.warning
    assert KEY not in app.warning[0].value
    assert app.text_area[0].value == serving.TEXT
