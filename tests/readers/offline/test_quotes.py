"""Quotes are parts of sentences that can stand alone."""

from __future__ import annotations

import pytest

from nl2milp.formulation import Formulation
from nl2milp.readers.offline.quotes import with_whole_quotes


def quoted(text: str, stretch: str) -> str | None:
    start = text.index(stretch)
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": "x"}],
            "constraints": [
                {
                    "name": "one",
                    "slots": {"rule": "x <= 3"},
                    "quote": stretch,
                    "span": {"start": start, "end": start + len(stretch)},
                }
            ],
        }
    )
    [constraint] = with_whole_quotes(formulation, text).constraints
    assert constraint.span is not None
    assert text[constraint.span.start : constraint.span.end] == constraint.quote
    return constraint.quote


@pytest.mark.parametrize(
    ("text", "stretch", "whole"),
    [
        (
            "Pick stops. Of the nine, no more than three can be served. Which?",
            "three",
            "no more than three can be served",
        ),
        ("Pick stops; exactly three can be lit; two may fail.", "three", "exactly three can be lit"),
        ("There are 40 bolts, and 30 nuts are on hand.", "and 30 nuts are on hand", "30 nuts are on hand"),
        ("It is old, so that we can't have both.", "so that we can't have both", "we can't have both"),
        (
            "Because of a contract at least 9 must go, and 2 stay.",
            "of a contract at least 9 must go",
            "Because of a contract at least 9 must go",
        ),
        ("At most 12.5 kg of dye are left. Go on.", "12.5 kg", "At most 12.5 kg of dye are left"),
        ("We hold $1,150. Go on.", "$1,150", "We hold $1,150"),
        ("| mill | 40 |\n| kiln | 30 |", "30", "30"),
        ("At most two of the four may run.", "At most two of the four may run", "At most two of the four may run"),
    ],
)
def test_short_quotes_are_widened_and_joints_left_out(text: str, stretch: str, whole: str) -> None:
    assert quoted(text, stretch) == whole


def test_a_quote_that_is_not_in_the_text_stays() -> None:
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": "x"}],
            "constraints": [
                {"name": "a", "slots": {"rule": "x <= 3"}, "quote": "two", "span": {"start": 0, "end": 3}},
                {"name": "b", "slots": {"rule": "x <= 3"}, "quote": "two"},
            ],
        }
    )
    assert with_whole_quotes(formulation, "something else") == formulation
