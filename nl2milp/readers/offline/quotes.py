"""Quotes that can stand alone: `At least two of the five modules must be taken` rather than `two`."""

from __future__ import annotations

import re

from nl2milp.formulation import Constraint, Formulation, Span

__all__ = ["with_whole_quotes"]

_FEW = 4
_LONGEST = 200
_JOINT = re.compile(r"(?:(?:and|but|then|also|so)\s+)*(?:that\s+)?(?=\S)")
_CAUSE = re.compile(r"\b(because|out|instead|regardless)\s+$", re.IGNORECASE)
_PART_ENDS = re.compile(r"[.;:!?](?=\s|\Z)|,(?=\s)|\n")
_SENTENCE_ENDS = re.compile(r"[.;:!?](?=\s|\Z)|\n")


def with_whole_quotes(formulation: Formulation, text: str) -> Formulation:
    """The formulation with quotes without a leading `and`, and short ones widened to their part of the sentence.

    Rows of tables and quotes without a place in the text stay as they are.

    >>> text = "A firm picks modules. At least two of the five must be taken."
    >>> one = Formulation.model_validate({"variables": [{"symbol": "x"}], "constraints": [
    ...     {"name": "n", "slots": {"rule": "x >= 2"}, "quote": "two", "span": {"start": 31, "end": 34}}]})
    >>> with_whole_quotes(one, text).constraints[0].quote
    'At least two of the five must be taken'
    """
    constraints = tuple(_widened(one, text) for one in formulation.constraints)
    return formulation.model_copy(update={"constraints": constraints})


def _widened(constraint: Constraint, text: str) -> Constraint:
    span = constraint.span
    if span is None or not constraint.quote or text[span.start : span.end] != constraint.quote:
        return constraint
    start, end = span.start, span.end
    line = text[text.rfind("\n", 0, start) + 1 : end]
    if "|" in line or "\t" in line:
        return constraint
    cause = _CAUSE.search(text, 0, start) if text.startswith("of ", start) else None
    if cause is not None:
        start = cause.start(1)
    elif len(constraint.quote.split()) < _FEW:
        start, end = _part(text, start, end)
    joint = _JOINT.match(text, start, end)
    if joint is not None and len(text[joint.end() : end].split()) >= _FEW:
        start = joint.end()
    if (start, end) == (span.start, span.end) or end - start > _LONGEST:
        return constraint
    return constraint.model_copy(update={"quote": text[start:end], "span": Span(start=start, end=end)})


def _part(text: str, start: int, end: int) -> tuple[int, int]:
    """From comma to comma around a stretch, or its whole sentence where that is too little."""
    for ends in (_PART_ENDS, _SENTENCE_ENDS):
        before = [found.end() for found in ends.finditer(text, 0, start)]
        after = ends.search(text, end)
        low, high = before[-1] if before else 0, after.start() if after else len(text)
        low += len(text[low:high]) - len(text[low:high].lstrip())
        high = low + len(text[low:high].rstrip())
        if len(text[low:high].split()) >= _FEW:
            break
    return low, high
