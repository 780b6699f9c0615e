"""`nl2milp app`: starts soon, ends on Ctrl-C, and says in one line why it cannot start."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("streamlit")

from tests.app.serving import environment, serve


def run(folder: Path, *command: str, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *command],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=60,
        env=environment(folder, **more),
        cwd=folder,
        check=False,
    )


def test_it_answers_within_five_seconds_and_ctrl_c_ends_it_cleanly(tmp_path: Path) -> None:
    app = serve(tmp_path)
    # a shared machine may be held by others meanwhile: then what the app itself has spent counts
    assert min(app.seconds, app.cpu_seconds) <= 5
    assert app.end() == 0
    said = app.log.read_text()
    assert app.url.replace("127.0.0.1", "localhost") in said
    assert "Traceback" not in said
    assert "Error" not in said


def test_sigterm_ends_it_cleanly_too(tmp_path: Path) -> None:
    app = serve(tmp_path)
    app.process.send_signal(signal.SIGTERM)
    assert app.process.wait(20) == 0


def one_line(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    return line


def test_a_taken_port_is_one_clear_line(tmp_path: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        line = one_line(run(tmp_path, "-m", "nl2milp", "app", "--port", str(port)))
    assert f"port {port} is taken" in line
    assert "choose another: nl2milp app --port" in line


def test_an_address_of_another_machine_is_one_clear_line(tmp_path: Path) -> None:
    assert "192.0.2.1" in one_line(run(tmp_path, "-m", "nl2milp", "app", "--address", "192.0.2.1"))


def test_a_database_that_cannot_be_used_is_one_clear_line_without_its_password(tmp_path: Path) -> None:
    url = "nosuch://me:hunter2@host/name"
    line = one_line(run(tmp_path, "-m", "nl2milp", "app", NL2MILP_DATABASE=url))
    assert "NL2MILP_DATABASE" in line
    assert "hunter2" not in line
    (tmp_path / "data.sqlite").write_bytes(b"no database " * 500)
    url = f"sqlite:///{tmp_path / 'data.sqlite'}"
    assert "damaged" in one_line(run(tmp_path, "-m", "nl2milp", "app", NL2MILP_DATABASE=url))


@pytest.mark.parametrize("name", ["streamlit", "sqlalchemy", "pandas"])
def test_a_missing_extra_is_one_clear_line(name: str, tmp_path: Path) -> None:
    code = f"import sys; sys.modules[{name!r}] = None; from nl2milp.cli import main; main(['app'])"
    line = one_line(run(tmp_path, "-c", code))
    assert name in line
    assert "pip install 'nl2milp[app]'" in line


def test_the_pages_import_no_solver_before_one_is_needed(tmp_path: Path) -> None:
    code = "import json, sys, nl2milp.app.main, nl2milp.app.screens.describe; print(json.dumps(sorted(sys.modules)))"
    done = run(tmp_path, "-c", code)
    assert done.returncode == 0, done.stderr
    loaded = set(json.loads(done.stdout))
    assert {"highspy", "nl2milp.solvers.highs", "pycrfsuite", "langchain"} & loaded == set()
