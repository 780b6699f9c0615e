"""Problems with known answers, from a JSONL file or a registered data set."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nl2milp.errors import InputError

__all__ = ["NO_SOLUTION", "Case", "load_cases"]

NO_SOLUTION = "No Best Solution"
"""The answer of a problem that is infeasible or unbounded."""


@dataclass(frozen=True)
class Case:
    """One problem with its answer.

    Attributes
    ----------
    id : str
        Unique within its data set.
    text : str
        The problem.
    answer : float or str or None
        The optimum, :data:`NO_SOLUTION` (or another text that says so), or
        None where the data set gives no answer: such a case is not scored.
    extra : dict
        Whatever else the row holds (labels, formulation, ...).
    """

    id: str
    text: str
    answer: float | str | None
    extra: dict[str, Any] = field(default_factory=dict)


def load_cases(path: Path) -> list[Case]:
    """Read the cases of a JSONL file of `{"id", "text", "answer"}`.

    Raises
    ------
    InputError
        The file is missing or unreadable, or a line is not such an object;
        the message names the line.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise InputError(f"{path} is not UTF-8 (byte {error.start}); save it as UTF-8") from None
    except OSError as error:
        raise InputError(f"{path} cannot be read: {error.strerror}") from None
    cases: list[Case] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        case = _case(line, f"{path}, line {number}")
        first = seen.setdefault(case.id, number)
        if first != number:
            raise InputError(f"{path}, line {number}: the id '{case.id}' stands in line {first} already")
        cases.append(case)
    if not cases:
        raise InputError(f"{path} holds no problems; expected one JSON object with id, text and answer a line")
    return cases


def _case(line: str, where: str) -> Case:
    try:
        row = json.loads(line)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InputError(f"{where}: not JSON ({getattr(error, 'msg', 'nested too deeply')})") from None
    if not isinstance(row, dict) or not isinstance(row.get("text"), str) or "id" not in row:
        raise InputError(f"{where}: expected an object with id, text and answer")
    answer = row.get("answer")
    if answer is None and row.get("status") in ("infeasible", "unbounded", "unbounded_or_infeasible"):
        answer = NO_SOLUTION
    if isinstance(answer, bool) or not isinstance(answer, int | float | str | None):
        raise InputError(f"{where}: the answer must be a number or a text, not {answer!r}")
    extra = {key: value for key, value in row.items() if key not in ("id", "text", "answer")}
    return Case(str(row["id"]), row["text"], float(answer) if isinstance(answer, int) else answer, extra)
