"""Reports: outcomes by class, pairs of runs, and text that stays text."""

from __future__ import annotations

import pytest

from nl2milp.errors import InputError
from nl2milp.evaluate.comparison import compare_runs
from nl2milp.evaluate.report import FinishedRun, outcome, to_html, to_markdown
from nl2milp.evaluate.rows import Row
from nl2milp.evaluate.scoring import same_number


def row(
    name: str, correct: bool | None, status: str = "optimal", answer: float | str | None = 5.0, why: str = ""
) -> Row:
    return Row(name, status, 5.0 if status == "optimal" else None, answer, correct, True, 0.01, reasons=(why,))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        (row("a", True), "correct"),
        (row("a", False), "wrong number"),
        (row("a", False, "needs_review"), "needs review"),
        (row("a", False, "infeasible"), "no solution found where there is one"),
        (row("a", False, "optimal", "No Best Solution"), "a solution found where there is none"),
        (row("a", False, "limit"), "stopped at a limit"),
        (row("a", False, "error"), "crash"),
        (row("a", None, answer=None), "not scored"),
    ],
)
def test_outcomes(given: Row, expected: str) -> None:
    assert outcome(given) == expected


def test_text_of_a_problem_stays_text() -> None:
    odd = "<script>alert(1)</script> | $x$ `code`"
    run = FinishedRun(odd, "data", "offline", (row(odd, False, why=odd), row("fine", True)))
    page = to_html([run])
    assert "<script>" not in page
    assert "&lt;script&gt;" in page
    markdown = to_markdown([run])
    assert "<script>" not in markdown
    assert r"\|" in markdown


def test_runs_are_compared_pairwise_with_mcnemar() -> None:
    first = FinishedRun("one", "data", "offline", tuple(row(str(n), n != 3) for n in range(10)))
    second = FinishedRun("two", "data", "llm", tuple(row(str(n), n < 2) for n in range(10)))
    paired = compare_runs(first.rows, second.rows)
    assert (paired.both, paired.only_first, paired.only_second, paired.neither) == (2, 7, 0, 1)
    assert paired.p_value == pytest.approx(2 * 0.5**7)
    assert "one against two" in to_markdown([first, second])
    with pytest.raises(InputError, match="different problems"):
        compare_runs(first.rows, second.rows[1:])


@pytest.mark.parametrize(
    ("found", "stated", "same"),
    [
        (880.08, 880, True),
        (880.1, 880, False),
        (-5.0, 5.0, False),
        (0.0, 0.0, True),
        (1e-3, 0.0, False),
        (float("nan"), 5, False),
    ],
)
def test_tolerance_is_relative_to_the_stated_answer(found: float, stated: float, same: bool) -> None:
    assert same_number(found, stated) is same
