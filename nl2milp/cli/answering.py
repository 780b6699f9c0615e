"""Answers to open questions, given on the command line."""

from __future__ import annotations

from nl2milp.errors import InputError
from nl2milp.readers.base import Reading
from nl2milp.result import Result

__all__ = ["next_answered"]


def next_answered(result: Result, number: int) -> Reading:
    """The reading with the first open question answered by the `number`-th of its choices.

    Raises
    ------
    InputError
        No question is open, or it has no such choice.
    """
    open_now = [question for question in result.questions if len(question.choices) > 1]
    if result.reading is None or not open_now:
        raise InputError("--choose answers a question, but none is open; without it, `solve` shows which there are")
    return result.reading.answered(open_now[0], number)
