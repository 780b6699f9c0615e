"""`nl2milp solve --choose`: what the text leaves open, answered."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from nl2milp.cli import main

TEXT = (
    "A workshop makes lamps and vases. Each lamp takes 30 minutes of labour and each vase takes 45 minutes. There are "
    "40 hours of labour available each week. At most 50 lamps and vases can be sold. A lamp earns $12 and a vase earns "
    "$15. How many of each should be made to maximize profit?"
)


def solved(path: Path, *more: str) -> tuple[float, int]:
    run = CliRunner().invoke(main, ["solve", str(path), "--json", *more])
    assert run.exit_code == 0, run.stderr
    data = json.loads(run.stdout)
    return data["objective"], len(data["questions"])


def test_a_question_is_answered_and_not_asked_again(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(TEXT)
    assert solved(tmp_path / "text.txt") == (750.0, 1)
    assert solved(tmp_path / "text.txt", "--choose", "1") == (750.0, 0)
    assert solved(tmp_path / "text.txt", "--choose", "2") == (900.0, 0)


def test_an_answer_to_nothing(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text(TEXT)
    run = CliRunner().invoke(main, ["solve", str(tmp_path / "text.txt"), "--choose", "3"])
    assert (run.exit_code, "there is no number 3" in run.stderr) == (2, True)
    run = CliRunner().invoke(main, ["solve", str(tmp_path / "text.txt"), "--choose", "1", "--choose", "1"])
    assert (run.exit_code, "none is open" in run.stderr) == (2, True)
