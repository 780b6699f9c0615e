"""`nl2milp export`, and model files where a problem is expected."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nl2milp.cli import main
from nl2milp.export.files import FORMATS

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def run(*arguments: str, text: str | None = None) -> Result:
    result = CliRunner().invoke(main, list(arguments), input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


@pytest.mark.parametrize("to", FORMATS)
def test_every_format_is_written(to: str, tmp_path: Path) -> None:
    out = tmp_path / f"out{FORMATS[to].suffix}"
    result = run("export", str(EXAMPLES / "production.txt"), "--to", to, "--out", str(out), "--reader", "offline")
    assert (result.exit_code, result.output) == (0, "")
    assert out.stat().st_size > 100


def test_without_a_file_it_is_printed_unless_it_is_no_text() -> None:
    assert run("export", str(EXAMPLES / "blend.txt"), "--to", "lp", "--reader", "offline").output.startswith("Minimize")
    result = run("export", str(EXAMPLES / "blend.txt"), "--to", "excel", "--reader", "offline")
    assert result.exit_code == 2
    assert "--out" in result.stderr


def test_an_unknown_format_lists_those_there_are() -> None:
    result = run("export", str(EXAMPLES / "blend.txt"), "--to", "word")
    assert result.exit_code == 2
    assert "markdown" in result.stderr


@pytest.mark.parametrize("kind", ["lp", "mps"])
def test_model_files_are_solved_and_diagnosed(kind: str, tmp_path: Path) -> None:
    for name in ("production", "contradiction"):
        file = str(EXAMPLES / f"{name}.txt")
        run("export", file, "--to", kind, "--out", str(tmp_path / f"{name}.{kind}"), "--reader", "offline")
    found = json.loads(run("solve", str(tmp_path / f"production.{kind}"), "--json").stdout)
    assert (found["status"], found["objective"]) == ("optimal", 4620.0)
    assert set(found["variables"]) == {"desks", "bookcases"}
    result = run("diagnose", str(tmp_path / f"contradiction.{kind}"), "--json")
    diagnosis = json.loads(result.stdout)
    assert diagnosis["cores"]
    assert diagnosis["repairs"]


def test_a_broken_model_file(tmp_path: Path) -> None:
    (tmp_path / "a.lp").write_text("no model")
    result = run("solve", str(tmp_path / "a.lp"))
    assert result.exit_code == 2
    assert "holds no variables" in result.stderr or "cannot read" in result.stderr  # by HiGHS's release
    assert "Traceback" not in result.output


def test_tables_from_files(tmp_path: Path) -> None:
    from tests.tables.test_tables import TRANSPORT

    (tmp_path / "model.json").write_text(TRANSPORT.to_json())
    (tmp_path / "supply.csv").write_text("p;supply\nA;1.200,5\nB;30\n")
    (tmp_path / "demand.csv").write_text("m,demand\nN,20\nS,25\n")
    (tmp_path / "cost.csv").write_text("p/m,N,S\nA,1,4\nB,3,2\n")
    data = [part for name in ("supply", "demand", "cost") for part in ("--data", str(tmp_path / f"{name}.csv"))]
    result = run("solve", str(tmp_path / "model.json"), "--json", *data)
    assert json.loads(result.stdout)["objective"] == 70
    assert "is read as a matrix, for its corner 'p/m' names rows and columns" in result.stderr
    result = run("export", str(tmp_path / "model.json"), "--to", "pyomo", *data)
    assert "model.ship = pyo.Var(plants, markets" in result.stdout
    (tmp_path / "cost.csv").write_text("p/m,N,S\nA,1,few\nB,3,2\n")
    result = run("solve", str(tmp_path / "model.json"), *data)
    assert result.exit_code == 2
