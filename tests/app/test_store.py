"""Projects and versions in a real SQLite file."""

from __future__ import annotations

import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest

pytest.importorskip("sqlalchemy")

import nl2milp
from nl2milp.app.store import NAME_LIMIT, Snapshot, Store, default_store, short_name
from nl2milp.errors import InputError, MissingExtraError

TEXT = (
    "A baker makes loaves and cakes. A loaf takes 1 hour and earns $3, a cake takes 2 hours and earns $7. "
    "There are 40 hours available. How many of each should be made to maximize profit?"
)
NASTY = "<script>alert(1)</script> | `$x$` ' \" ; drop table \u202e \x00 é 漢"


def solved(text: str = TEXT, **parts: object) -> Snapshot:
    result = nl2milp.solve(text, reader="offline").to_dict()
    return Snapshot(text=text, reader="offline", formulation=result["formulation"], result=result, **parts)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "projects.sqlite"


@pytest.fixture
def store(path: Path) -> Store:
    return Store(f"sqlite:///{path}")


def test_what_was_saved_is_there_for_the_next_who_opens_the_database(store: Store, path: Path) -> None:
    snapshot = solved(
        tables=(("prices", "item,price\nloaf,3\n"),),
        marks=[{"start": 0, "end": 31, "template": "variable"}],
        questions=[{"text": "Whole loaves?"}],
        note="first",
    )
    project = store.create("Bakery")
    store.save(project, snapshot)
    store.close()

    again = Store(f"sqlite:///{path}")
    (found,) = again.projects()
    assert (found.name, found.versions, found.status) == ("Bakery", 1, "optimal")
    (version,) = again.versions(found.id)
    assert (version.number, version.status, version.objective, version.note) == (1, "optimal", 140.0, "first")
    assert again.load(version.id) == snapshot


def test_any_text_comes_back_as_it_was(store: Store) -> None:
    snapshot = Snapshot(NASTY, tables=((NASTY, NASTY),), note=NASTY.replace("\x00", ""))
    assert store.load(store.save(store.create("x"), snapshot)) == snapshot
    assert store.load(store.save(store.create("x"), Snapshot("a\ud800b"))).text == "a?b"


def test_a_reading_and_a_result_complete_the_version_that_lacked_them(store: Store) -> None:
    project, whole = store.create("Bakery"), solved()
    first = store.save(project, Snapshot(TEXT, reader="auto"))
    assert store.save(project, Snapshot(TEXT, reader="offline", formulation=whole.formulation)) == first
    assert store.save(project, whole) == first
    assert store.save(project, whole) == first  # the same once more
    assert store.load(first) == whole
    assert store.save(project, Snapshot(TEXT + " Make at least 5 loaves.", reader="offline")) != first
    assert [version.number for version in store.versions(project)] == [1, 2]


@pytest.mark.parametrize("name", ["production", "blend", "contradiction"])
def test_results_of_every_kind_come_back(name: str, store: Store) -> None:
    text = (Path(__file__).parents[2] / "examples" / f"{name}.txt").read_text()
    snapshot = solved(text)
    version = store.save(store.create(name), snapshot)
    assert store.load(version) == snapshot
    assert store.export(store.import_(store.export(1))).replace(b" (2)", b"") == store.export(1)


def test_a_changed_formulation_is_a_version_of_its_own(store: Store) -> None:
    project, whole = store.create("Bakery"), solved()
    changed = json.loads(json.dumps(whole.formulation))
    changed["title"] = "Changed"
    store.save(project, whole)
    store.save(project, Snapshot(TEXT, reader="offline", formulation=changed))
    assert [version.status for version in store.versions(project)] == ["optimal", None]


def test_the_project_changed_last_comes_first(store: Store) -> None:
    one, other = store.create("one"), store.create("other")
    assert [project.id for project in store.projects()] == [other, one]
    store.save(one, Snapshot("x"))
    assert [project.id for project in store.projects()] == [one, other]


def test_names_are_unique_and_on_one_line(store: Store) -> None:
    first, second = store.create(" Fleet\n2026 "), store.create("Fleet 2026")
    assert (store.name(first), store.name(second)) == ("Fleet 2026", "Fleet 2026 (2)")
    with pytest.raises(InputError, match="another project is called 'Fleet 2026' already"):
        store.rename(second, "Fleet 2026")
    store.rename(second, "Vans")
    store.rename(second, "Vans")
    assert store.name(second) == "Vans"
    long = "x" * NAME_LIMIT
    assert store.name(store.create(long)) != store.name(store.create(long))
    for name in ("", " \t\n", "x" * (NAME_LIMIT + 1), "\x00"):
        with pytest.raises(InputError, match="name"):
            store.create(name)
    assert store.name(store.create("<script>|`$")) == "<script>|`$"


def test_a_deleted_project_is_gone_with_its_texts(store: Store, path: Path) -> None:
    project = store.create("Secret plan")
    version = store.save(project, Snapshot("The secret is 4711 crates."))
    store.delete(project)
    assert store.projects() == []
    for use in (store.name, store.versions, store.export, store.delete):
        with pytest.raises(InputError, match="deleted"):
            use(project)
    with pytest.raises(InputError, match="deleted"):
        store.load(version)
    with pytest.raises(InputError, match="deleted"):
        store.save(project, Snapshot("late"))
    assert store.create("next") != project  # an old id names nothing new
    store.close()
    assert b"4711 crates" not in path.read_bytes()


def test_a_project_travels_as_one_file(store: Store, tmp_path: Path) -> None:
    project = store.create("Bakery")
    store.save(project, solved())
    store.save(project, Snapshot(NASTY, tables=(("t", "a,b\n"),)))
    content = store.export(project)

    other = Store(f"sqlite:///{tmp_path / 'other.sqlite'}")
    found = other.import_(content)
    assert other.name(found) == "Bakery"
    assert [other.load(version.id) for version in other.versions(found)] == [
        store.load(version.id) for version in store.versions(project)
    ]
    assert other.export(found) == content
    assert store.name(store.import_(content)) == "Bakery (2)"


def changed(content: bytes, **parts: object) -> bytes:
    return json.dumps({**json.loads(content), **parts}).encode()


def test_a_file_that_is_no_project_is_refused_in_a_sentence(store: Store) -> None:
    project = store.create("Bakery")
    store.save(project, solved())
    good = store.export(project)
    bad = {
        b"": "not JSON",
        b"\xff\xfe": "not UTF-8",
        good[:-100]: "not JSON",
        b"[]": "no project",
        b"[" * 100_000: "nested too deeply",
        b'{"x": ' + b"9" * 5000 + b"}": "too long",
        changed(good, format="other"): "no project",
        changed(good, format_version=2): "another version",
        changed(good, more=1): "'more'",
        changed(good, name=" "): "no name",
        changed(good, name="x" * 201): "at most 200",
        changed(good, versions={}): "list",
        changed(good, versions=[{"text": 3}]): "version 1 of the file: text",
        changed(good, versions=[{}, {"text": "x", "code": "y"}]): "version 2 of the file: code",
        changed(
            good, versions=[{"formulation": {"variables": [{"symbol": "a", "code": "b"}]}}]
        ): "version 1 of the file: formu",
        changed(good, versions=[{"result": {"status": "fine"}}]): "version 1 of the file: result",
        changed(good, versions=[{"result": {"status": "optimal", "objective": "1"}}]): "version 1 of the file: result",
        changed(good, versions=[{"result": {"status": "optimal", "objective": float("nan")}}]): "objective",
        changed(good, versions=[{"result": {"status": "optimal", "variables": {"x": "<b>"}}}]): "variables.x",
        changed(good, versions=[{"result": {"status": "optimal", "variables": {"x": {"a": [1]}}}}]): "variables.x",
        changed(good, versions=[{"result": {"status": "optimal", "reasons": 5}}]): "reasons",
        changed(good, versions=[{"questions": [{"text": 3}]}]): "questions.text",
        changed(good, versions=[{"questions": [{"text": "x", "choices": [1]}]}]): "questions.choices",
        changed(good, versions=[{"tables": [["x"]]}]): "version 1 of the file: tables",
    }
    for content, message in bad.items():
        with pytest.raises(InputError, match=message):
            store.import_(content)
    assert len(store.projects()) == 1


def test_threads_save_at_the_same_time(store: Store, path: Path) -> None:
    project = store.create("Busy")
    troubles: list[Exception] = []

    def work(thread: int) -> None:
        try:
            own = Store(f"sqlite:///{path}") if thread % 2 else store
            for step in range(10):
                own.save(project, Snapshot(f"{thread} {step}"))
                own.projects()
        except Exception as error:
            troubles.append(error)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert troubles == []
    versions = store.versions(project)
    assert [version.number for version in versions] == list(range(1, 81))
    assert {store.load(version.id).text for version in versions} == {f"{i} {j}" for i in range(8) for j in range(10)}


SAVING = """
import sys
from nl2milp.app.store import Snapshot, Store
store = Store(sys.argv[1])
project = store.create("Killed")
print("ready", flush=True)
number = 0
while True:
    number += 1
    store.save(project, Snapshot(text=f"{number} " + "x" * 200_000))
    print(number, flush=True)
"""


def test_a_killed_process_leaves_whole_versions_only(path: Path) -> None:
    url = f"sqlite:///{path}"
    saver = subprocess.Popen([sys.executable, "-c", SAVING, url], stdout=subprocess.PIPE, text=True, env={**os.environ})
    assert saver.stdout is not None
    said = "0"
    while int(said) < 20:
        line = saver.stdout.readline().strip()
        said = line if line.isdigit() else said
    os.kill(saver.pid, signal.SIGKILL)
    said = (saver.stdout.read().split() or [said])[-1]
    saver.wait()
    saver.stdout.close()

    store = Store(url)
    (project,) = store.projects()
    versions = store.versions(project.id)
    assert len(versions) in (int(said), int(said) + 1)  # the last may have been saved and not yet reported
    for version in versions:
        assert store.load(version.id).text == f"{version.number} " + "x" * 200_000
    store.save(project.id, Snapshot("goes on"))


def test_tables_made_in_part_are_made_whole(path: Path) -> None:
    """As a process killed while it made the database would leave them."""
    Store(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as connection:
        connection.execute("drop table nl2milp_versions")
    store = Store(f"sqlite:///{path}")
    assert store.load(store.save(store.create("x"), Snapshot("y"))).text == "y"


def test_a_damaged_database_is_one_sentence(path: Path) -> None:
    path.write_bytes(b"This is no database. " * 500)
    with pytest.raises(InputError, match=r"projects\.sqlite is damaged or no database of nl2milp"):
        Store(f"sqlite:///{path}")


def test_damage_shows_when_it_is_met_and_names_no_text(store: Store, path: Path) -> None:
    version = store.save(store.create("x"), Snapshot("private words"))
    with sqlite3.connect(path) as connection:
        connection.execute("update nl2milp_versions set content = substr(content, 1, 20)")
    with pytest.raises(InputError, match="damaged") as caught:
        store.load(version)
    assert "private" not in str(caught.value)
    with sqlite3.connect(path) as connection:
        connection.execute("drop table nl2milp_projects")
    with pytest.raises(InputError, match="cannot be used") as caught:
        store.create("private name")
    assert "private" not in str(caught.value)


def test_a_database_of_a_later_version_is_left_alone(path: Path) -> None:
    Store(f"sqlite:///{path}").close()
    with sqlite3.connect(path) as connection:
        connection.execute("insert into nl2milp_schema values (99)")
    with pytest.raises(InputError, match="later version"):
        Store(f"sqlite:///{path}")


@pytest.mark.parametrize(
    ("url", "error", "message"),
    [
        ("nonsense", InputError, "SQLAlchemy"),
        ("nosuch://user:hunter2@host/name", InputError, "SQLAlchemy"),
        ("postgresql+nosuch://user:hunter2@host/name", InputError, "SQLAlchemy"),
        ("sqlite://", InputError, "in memory"),
        ("sqlite:////no/such/folder/file", InputError, "cannot be opened"),
        ("oracle+cx_oracle://user:hunter2@host/name", MissingExtraError, "pip install"),
    ],
)
def test_an_address_that_cannot_be_used_is_one_sentence_without_the_password(
    url: str, error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message) as caught:
        Store(url)
    assert "hunter2" not in str(caught.value)


def test_the_usual_place_is_the_users_own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NL2MILP_DATABASE", raising=False)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    store = default_store()
    assert store is default_store()
    store.create("x")
    file = tmp_path / "data" / "nl2milp" / "projects.sqlite"
    assert file.exists()
    if os.name == "posix":
        assert file.stat().st_mode & 0o077 == 0
    monkeypatch.setenv("NL2MILP_DATABASE", f"sqlite:///{tmp_path / 'named.sqlite'}")
    assert default_store().projects() == []


def test_a_name_comes_from_the_first_words() -> None:
    assert short_name(TEXT) == "A baker makes loaves and cakes"
    assert len(short_name("word " * 100)) <= 60
    assert len(short_name("x" * 10_000)) <= 60
    assert short_name("\n") == "Untitled"
