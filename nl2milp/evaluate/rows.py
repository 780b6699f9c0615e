"""The outcome of a case, as a line of `results.jsonl`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["TOLERANCE", "Row", "read_rows", "to_line"]

TOLERANCE = 1e-4
"""Relative error up to which an answer counts as the stated one."""


@dataclass(frozen=True)
class Row:
    """The outcome of one case; `results.jsonl` holds one a line.

    Attributes
    ----------
    correct : bool or None
        None where the data set gives no answer.
    seconds : float
        Wall time from text to verified answer.
    error : str
        The message of a crash; empty otherwise.
    labels : dict
        What the case's labels say of the reading, see
        :func:`~nl2milp.evaluate.labels.against_labels`.
    scorer_error : str
        The message where the comparison with labels itself failed.
    formulation : dict or None
        What was understood.
    again : bool
        Whether the same run should try it again: its model could not be asked,
        or a batch's answers are not there yet (then `status` is `awaiting`).
    """

    id: str
    status: str
    objective: float | None
    answer: float | str | None
    correct: bool | None
    confident: bool
    seconds: float
    tokens: int | None = None
    cost: float | None = None
    error: str = ""
    reasons: tuple[str, ...] = ()
    labels: dict[str, Any] = field(default_factory=dict)
    scorer_error: str = ""
    formulation: dict[str, Any] | None = None
    again: bool = False


def read_rows(path: Path) -> Iterator[Row]:
    """The complete rows of a results file; a last line that was cut off is left out."""
    if not path.exists():
        return
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            found = json.loads(line)
            yield Row(**{**found, "reasons": tuple(found.get("reasons", ()))})
        except (json.JSONDecodeError, TypeError):
            continue


def to_line(row: Row) -> str:
    """The row as a line of JSON."""
    return json.dumps(vars(row), ensure_ascii=False) + "\n"
