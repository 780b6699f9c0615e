"""Long solves on the command line: progress, Ctrl-C, limits; and models refused before they are built."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from nl2milp import Options, compile_model
from nl2milp.cli import main
from nl2milp.errors import FormulationError, InputError
from nl2milp.export.lp import model_to_lp
from nl2milp.formulation import Formulation
from nl2milp.memory import used_megabytes
from nl2milp.solvers import Limit, Status
from nl2milp.solvers.highs import HighsSolver
from tests.solvers.test_highs import hard_knapsacks


@pytest.fixture
def hard(tmp_path: Path) -> str:
    path = tmp_path / "hard.lp"
    path.write_text(model_to_lp(hard_knapsacks()))
    return str(path)


def start(*arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "nl2milp", "solve", *arguments],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_progress_and_the_best_so_far_at_the_time_limit(hard: str) -> None:
    out, shown = start(hard, "--json", "--progress", "--time-limit", "4").communicate(timeout=120)
    found = json.loads(out)
    assert found["status"] == "limit"
    assert found["objective"] is not None
    assert "best" in shown
    assert "bound" in shown
    assert "gap" in shown


@pytest.mark.skipif(sys.platform == "win32", reason="sends a POSIX signal")
def test_ctrl_c_shows_the_best_so_far(hard: str) -> None:
    run = start(hard, "--json", "--progress", "--time-limit", "100")
    assert run.stderr is not None
    assert "best" in run.stderr.readline()  # it is searching
    os.kill(run.pid, signal.SIGINT)
    started = time.perf_counter()
    out, _ = run.communicate(timeout=60)
    assert time.perf_counter() - started < 30
    assert run.returncode == 0
    found = json.loads(out)
    assert (found["status"], found["objective"] is not None) == ("limit", True)


def test_nothing_is_shown_where_nobody_looks(hard: str) -> None:
    _, shown = start(hard, "--json", "--time-limit", "2").communicate(timeout=120)
    assert shown == ""


def test_the_memory_limit_ends_with_the_best_so_far() -> None:
    found = HighsSolver().solve(hard_knapsacks(), Options(memory_limit=used_megabytes() / 2, time_limit=60))
    assert (found.status, found.limit) == (Status.LIMIT, Limit.MEMORY)
    assert found.seconds < 30
    assert "MB" in found.detail
    with pytest.raises(InputError, match="memory limit"):
        Options(memory_limit=-1)


def test_enough_memory_changes_nothing() -> None:
    result = CliRunner().invoke(main, ["solve", "-", "--json", "--memory-limit", "1e6"], input=json.dumps({
        "variables": [{"symbol": "x", "upper": 6, "kind": "integer"}],
        "objective": {"sense": "maximize", "value": "2*x"}}))  # fmt: skip
    assert json.loads(result.stdout)["objective"] == 12


@pytest.mark.parametrize("part", ["variables", "constraints", "objective"])
def test_ten_thousand_million_combinations_are_refused_at_once_with_their_sizes(part: str) -> None:
    over = "i in a, j in b"
    parts = {
        "sets": [{"name": "a", "members": ["1..100000"]}, {"name": "b", "members": ["1..100000"]}],
        "variables": [{"symbol": f"x[{over}]" if part == "variables" else "x[i in a]"}],
        "objective": {"value": f"sum(x[i] for {over})" if part == "objective" else "0"},
        "constraints": [{"name": "c", "for": over, "slots": {"rule": "x[i] >= j"}}] if part == "constraints" else [],
    }
    formulation = Formulation.model_validate(parts)
    started = time.perf_counter()
    with pytest.raises(FormulationError, match=r"100,000 a x 100,000 b make 10,000,000,000 combinations"):
        compile_model(formulation)
    assert time.perf_counter() - started < 1
