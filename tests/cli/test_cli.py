"""The command line as a person meets it: exit codes, one-sentence errors, JSON for programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nl2milp.cli import main
from nl2milp.formulation import Formulation

TEXT = (
    "A joinery builds desks and bookcases. Each desk takes 3 hours of carpentry and earns a profit of $70, while each "
    "bookcase takes 4 hours of carpentry and earns a profit of $60. There are 240 hours of carpentry available. At "
    "least 15 bookcases must be built. How many desks and bookcases should be built to maximize the profit?"
)
POEM = "The fog comes on little cat feet.\nIt sits looking over harbor and city\non silent haunches\nand then moves on."


def run(*arguments: str, text: str | bytes | None = None) -> Result:
    result = CliRunner().invoke(main, list(arguments), input=text)
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert "Traceback" not in result.output
    return result


def test_solve_shows_variables_model_and_optimum() -> None:
    result = run("solve", "-", "--reader", "offline", text=TEXT)
    assert result.exit_code == 0
    for part in ("Decision variables", "desks", "bookcases", "maximize 70 desks + 60 bookcases", "Optimal", "5,100"):
        assert part in result.stdout


def test_solve_prints_one_json_object() -> None:
    result = run("solve", "-", "--json", "--reader", "offline", text=TEXT)
    found = json.loads(result.stdout)
    assert found["status"] == "optimal"
    assert found["variables"] == {"desks": 60, "bookcases": 15}


def test_a_formulation_is_solved_as_well(tmp_path: Path) -> None:
    shown = run("formulate", "-", "--json", text=TEXT)
    file = tmp_path / "formulation.json"
    file.write_text(shown.stdout)
    assert Formulation.model_validate_json(shown.stdout)
    found = json.loads(run("solve", str(file), "--json").stdout)
    assert (found["status"], found["reader"]) == ("optimal", None)


def test_formulate_writes_latex() -> None:
    result = run("formulate", "-", "--latex", text=TEXT)
    assert result.exit_code == 0
    assert r"\begin{aligned}" in result.stdout


@pytest.mark.parametrize(
    ("text", "code", "part"),
    [
        ("", 2, "empty"),
        ("   \n ", 2, "empty"),
        (b"\xff\xfe\x00bytes", 2, "not UTF-8"),
        ("word " * 1_000_000, 2, "larger than"),
        (POEM, 3, ""),
        ("There are 40 hours of labour and 30 planks of wood in the shop on Monday morning.", 3, ""),
        ("{}{", 2, "not a formulation"),
        ('{"variables": 3}', 2, "variables"),
    ],
)
def test_bad_input_ends_in_one_sentence(text: str | bytes, code: int, part: str) -> None:
    result = run("solve", "-", text=text)
    assert result.exit_code == code
    assert part in result.stderr
    if code == 2:
        assert len(result.stderr.strip().splitlines()) == 1
        assert not result.stdout


def test_code_in_a_name_is_a_name() -> None:
    text = TEXT.replace("desk", '__import__("os").system("touch owned")')
    result = run("solve", "-", "--reader", "offline", text=text)
    assert result.exit_code in (0, 2, 3)
    assert not Path("owned").exists()


@pytest.mark.parametrize("command", ["solve", "formulate"])
def test_missing_files_and_folders(command: str, tmp_path: Path) -> None:
    missing = run(command, str(tmp_path / "none.txt"))
    assert (missing.exit_code, missing.stderr.count("\n")) == (2, 1)
    assert "there is no file" in missing.stderr
    folder = run(command, str(tmp_path))
    assert folder.exit_code == 2
    assert "is a folder" in folder.stderr


@pytest.mark.parametrize(
    ("options", "part"),
    [
        (("--reader", "psychic"), "no reader named 'psychic'"),
        (("--solver", "abacus"), "no solver 'abacus'"),
        (("--time-limit", "-3"), "time limit must be a positive number"),
        (("--gap", "2"), "gap must be"),
        (("--threads", "0"), "threads must be"),
    ],
)
def test_wrong_options_are_explained(options: tuple[str, ...], part: str) -> None:
    result = run("solve", "-", *options, text=TEXT)
    assert result.exit_code == 2
    assert part in result.stderr


def test_errors_are_json_for_programs() -> None:
    result = run("solve", "-", "--json", text="")
    assert json.loads(result.stdout)["status"] == "error"


def test_templates_are_listed_and_shown() -> None:
    listed = run("templates")
    assert "linear" in listed.stdout
    shown = run("templates", "linear")
    assert "rule" in shown.stdout
    assert run("templates", "telepathy").exit_code == 2


def test_the_schema_is_json() -> None:
    schema = json.loads(run("schema").stdout)
    assert "slots of linear" in schema["$defs"]


def test_evaluate_and_report(tmp_path: Path) -> None:
    data = tmp_path / "data.jsonl"
    rows = [{"id": "a", "text": TEXT, "answer": 5100}, {"id": "b", "text": POEM, "answer": 1}]
    data.write_text("".join(json.dumps(row) + "\n" for row in rows))
    result = run("evaluate", str(data), "--reader", "offline", "--out", str(tmp_path / "out"), "--json")
    summary = json.loads(result.stdout)
    assert (summary["problems"], summary["correct"], summary["needs_review"]) == (2, 1, 1)
    assert json.loads((tmp_path / "out" / "summary.json").read_text())["correct"] == 1
    report = run("report", str(tmp_path / "out"), "--out", str(tmp_path / "report"))
    assert report.exit_code == 0
    assert "needs review" in (tmp_path / "report" / "report.md").read_text()
    assert (tmp_path / "report" / "report.html").read_text().startswith("<!doctype html>")


def test_evaluate_explains_bad_data(tmp_path: Path) -> None:
    data = tmp_path / "data.jsonl"
    data.write_text('{"id": 1, "text": "x", "answer": 3}\nnot json\n')
    result = run("evaluate", str(data))
    assert result.exit_code == 2
    assert "line 2" in result.stderr
    assert "the data sets are" in run("evaluate", "no_such_data").stderr
