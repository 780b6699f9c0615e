"""Tables in files, on every command that takes a problem; errors of usage as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from nl2milp.cli import main

PLANTS = "p,cost,most\nnorth,3,40\nsouth,5,70\n"
MODEL: dict[str, Any] = {
    "tables": [{"keys": "p in plants", "columns": ["cost", "most"], "source": "plants"}],
    "variables": [{"symbol": "make[p in plants]", "kind": "integer"}],
    "objective": {"sense": "minimize", "value": "sum(cost[p]*make[p] for p in plants)"},
    "constraints": [
        {"name": "capacity", "for": "p in plants", "slots": {"rule": "make[p] <= most[p]"}},
        {"name": "demand", "slots": {"rule": "sum(make[p] for p in plants) >= 60"}},
    ],
}


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """A formulation whose table is attached, and the table."""
    model, plants = tmp_path / "model.json", tmp_path / "plants.csv"
    model.write_text(json.dumps(MODEL), encoding="utf-8")
    plants.write_text(PLANTS, encoding="utf-8")
    return str(model), str(plants)


def run(*arguments: str) -> Any:
    return CliRunner().invoke(main, list(arguments))


@pytest.mark.parametrize(
    ("command", "expected"),
    [
        (("solve",), "220"),
        (("formulate",), "plants"),
        (("explain", "--offline"), "220"),
        (("diagnose",), ""),
        (("analyse",), "220"),
        (("whatif", "--off", "demand"), "220"),
        (("export", "--to", "lp"), "make"),
        (("chat", "--say", "solve"), "220"),
    ],
)
def test_every_command_takes_tables(files: tuple[str, str], command: tuple[str, ...], expected: str) -> None:
    model, plants = files
    found = run(command[0], model, "--data", plants, *command[1:])
    assert found.exit_code == 0, found.output
    assert expected in found.output


def test_an_attached_contradiction_is_diagnosed(files: tuple[str, str], tmp_path: Path) -> None:
    model, _ = files
    low = tmp_path / "low" / "plants.csv"
    low.parent.mkdir()
    low.write_text(PLANTS.replace("70", "10"), encoding="utf-8")
    found = run("diagnose", model, "--data", str(low), "--json")
    data = json.loads(found.output)
    assert {one["constraint"] for one in data["cores"][0]} == {"capacity", "demand"}


def test_without_the_table_it_is_asked_for(files: tuple[str, str]) -> None:
    found = run("analyse", files[0], "--json")
    assert found.exit_code == 2
    assert "no attached table 'plants'" in json.loads(found.stdout)["detail"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("solve", "--json"), "Missing argument"),
        (("solve", "--json", "--nonsense"), "No such option"),
        (("analyse", "x.txt", "--json", "--seconds", "soon"), "Invalid value"),
        (("nonsense", "--json"), "No such command"),
    ],
)
def test_errors_of_usage_are_json_where_that_is_asked_for(arguments: tuple[str, ...], said: str) -> None:
    found = run(*arguments)
    assert found.exit_code == 2
    data = json.loads(found.stdout)
    assert data["status"] == "error"
    assert said in data["detail"]
    assert "Usage" in found.stderr


def test_help_and_answers_end_as_ever_with_json(files: tuple[str, str]) -> None:
    assert run("solve", "--json", "--help").exit_code == 0
    found = run("solve", files[0], "--data", files[1], "--json")
    assert (found.exit_code, json.loads(found.stdout)["objective"]) == (0, 220.0)


def test_what_a_solver_lacks_is_said(files: tuple[str, str]) -> None:
    model, plants = files
    found = run("solve", model, "--data", plants, "--solver", "pulp_cbc", "--memory-limit", "4000", "--progress")
    assert "does not heed --memory-limit" in found.stderr
    assert "does not heed --progress" in found.stderr
    assert "does not heed" not in run("solve", model, "--data", plants, "--solver", "pulp", "--progress").stderr
