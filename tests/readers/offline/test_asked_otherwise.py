"""Aims that are asked for in other words than `maximize` and `the lowest cost`."""

from __future__ import annotations

import pytest

import nl2milp

STORY = (
    "A smith makes hooks and hinges. A hook {verb} $3 and takes 10 minutes, a hinge {verb} $5 and takes 20 minutes. "
    "{limit} At least 5 hinges must be made. {question}"
)


@pytest.mark.parametrize(
    "question",
    [
        "What profit is possible?",
        "What profit can he make?",
        "How much can he earn at best?",
        "How high can his profit be?",
        "By how much can he profit at most?",
        "Wanted: the highest profit.",
    ],
)
def test_the_most(question: str) -> None:
    limit = "There are 400 minutes of work."
    result = nl2milp.solve(STORY.format(verb="earns", limit=limit, question=question), reader="offline")
    assert result.objective == pytest.approx(3 * 30 + 5 * 5)


@pytest.mark.parametrize(
    "question", ["How low can the bill be?", "How cheap can it get?", "What's the smallest sum that he has to pay?"]
)
def test_the_least(question: str) -> None:
    limit = "At least 20 pieces are needed in total."
    result = nl2milp.solve(STORY.format(verb="costs", limit=limit, question=question), reader="offline")
    assert result.objective == pytest.approx(3 * 15 + 5 * 5)
