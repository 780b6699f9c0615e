"""The page of saved projects, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

pytest.importorskip("streamlit")

from streamlit.testing.v1 import AppTest

import nl2milp
from nl2milp.app.store import Snapshot, Store, default_store

TEXT = (
    "A baker makes loaves and cakes. A loaf takes 1 hour and earns $3, a cake takes 2 hours and earns $7. "
    "There are 40 hours available. How many of each should be made to maximize profit?"
)


def page() -> None:
    from nl2milp.app.border import bordered
    from nl2milp.app.screens import projects

    bordered(projects.show)()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setenv("NL2MILP_DATABASE", f"sqlite:///{tmp_path / 'projects.sqlite'}")
    store = default_store()
    yield store
    store.close()


def solved(text: str) -> Snapshot:
    result = nl2milp.solve(text, reader="offline").to_dict()
    return Snapshot(text=text, reader="offline", formulation=result["formulation"], result=result)


def shown() -> AppTest:
    at = AppTest.from_function(page, default_timeout=60)
    at.run()
    assert not at.exception
    return at


def texts(at: AppTest) -> str:
    """All that the page says, with its escapes."""
    return "\n".join(
        str(one.value) for one in (*at.markdown, *at.caption, *at.error, *at.success, *at.warning, *at.info)
    )


def open_more(at: AppTest, project: int) -> AppTest:
    return at.toggle(key=f"more-{project}").set_value(True).run()


def test_without_projects_it_says_where_they_come_from(store: Store) -> None:
    at = shown()
    assert "saved here by itself" in at.info[0].value


def test_projects_are_listed_with_how_they_stand(store: Store) -> None:
    store.save(store.create("Bakery <b>|`$"), solved(TEXT))
    store.create("Empty")
    at = shown()
    said = texts(at)
    assert "<b>" not in said
    assert r"Bakery \<b\>\|\`\$" in said
    assert "1 version · changed just now" in said
    assert {"solved", "not solved yet"} <= {part for part in ("solved", "not solved yet") if part in said}


def test_an_empty_project_says_that_nothing_is_in_it(store: Store) -> None:
    project = store.create("Empty")
    at = shown()
    at.button(key=f"open-{project}").click().run()
    assert "nothing is saved in this project yet" in at.error[0].value.replace("\\", "").lower()


def test_renaming_to_a_name_that_is_taken_is_refused_in_a_sentence(store: Store) -> None:
    project, _ = store.create("One"), store.create("Two")
    at = open_more(shown(), project)
    at.text_input[0].set_value("Two")
    at.button(key=f"FormSubmitter:rename-{project}-Rename").click().run()
    assert "another project is called" in at.error[0].value.lower()
    assert store.name(project) == "One"


def test_renaming(store: Store) -> None:
    project = store.create("One")
    at = open_more(shown(), project)
    at.text_input[0].set_value("Better")
    at.button(key=f"FormSubmitter:rename-{project}-Rename").click().run()
    assert store.name(project) == "Better"
    assert "Renamed" in texts(at)


def test_deleting_asks_first(store: Store) -> None:
    project = store.create("One")
    store.save(project, Snapshot("x"))
    at = open_more(shown(), project)
    at.session_state["project"] = project
    at.button(key=f"delete-{project}").click().run()
    assert "cannot be brought back" in texts(at)
    assert store.name(project) == "One"
    at.button(key=f"delete-not-{project}").click().run()
    assert store.name(project) == "One"
    at.button(key=f"delete-{project}").click().run()
    at.button(key=f"delete-sure-{project}").click().run()
    assert store.projects() == []
    assert at.session_state["project"] is None


def test_two_versions_are_compared(store: Store) -> None:
    project = store.create("Bakery")
    store.save(project, solved(TEXT))
    store.save(project, solved(TEXT.replace("40 hours", "60 hours")))
    at = open_more(shown(), project)
    bodies = "\n".join(str(one.proto.body) for one in at.get("html"))
    assert "<del>40</del><ins>60</ins>" in bodies
    assert "210" in bodies


def test_many_projects_are_found_by_name_and_by_page(store: Store) -> None:
    for number in range(30):
        store.create(f"Plan {number:02}")
    at = shown()
    assert "Plan 29" in texts(at)
    assert "Plan 05" not in texts(at)
    at.number_input(key="projects_page").set_value(2).run()
    assert "Plan 05" in texts(at)
    at.text_input(key="projects_word").set_value("plan 17").run()
    assert "Plan 17" in texts(at)
    assert "Plan 16" not in texts(at)
    at.text_input(key="projects_word").set_value("nothing like it").run()
    assert "No project has this" in texts(at)


def test_damage_is_a_sentence_on_the_page(store: Store, tmp_path: Path) -> None:
    store.create("One")
    store.close()
    (tmp_path / "projects.sqlite").write_bytes(b"no database " * 1000)
    for more in ("projects.sqlite-wal", "projects.sqlite-shm"):
        (tmp_path / more).unlink(missing_ok=True)
    at = shown()
    assert "damaged" in at.error[0].value
