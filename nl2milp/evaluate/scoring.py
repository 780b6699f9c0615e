"""Whether an answer is right."""

from __future__ import annotations

import math

from nl2milp.datasets.cases import Case
from nl2milp.evaluate.rows import TOLERANCE
from nl2milp.result import Result, ResultStatus

__all__ = ["answered", "is_correct", "same_number"]

_NONE = (ResultStatus.INFEASIBLE, ResultStatus.UNBOUNDED)


def same_number(found: float, stated: float, tolerance: float = TOLERANCE) -> bool:
    """Whether `found` is within a relative error of `stated`; of zero, within 1e-6.

    >>> same_number(880.05, 880), same_number(881, 880), same_number(0.001, 0)
    (True, False, False)
    """
    if not math.isfinite(found):
        return False
    return abs(found - stated) <= (tolerance * abs(stated) if stated else 1e-6)


def answered(result: Result) -> float | None:
    """The number a result answers with: what is asked, where that is not the objective."""
    return result.objective if result.asked is None else result.asked


def is_correct(case: Case, result: Result, tolerance: float = TOLERANCE) -> bool | None:
    """Whether a result is the stated answer, against that alone; `needs_review` never is. None without an answer."""
    if case.answer is None:
        return None
    if isinstance(case.answer, float):
        if result.status not in (ResultStatus.OPTIMAL, ResultStatus.LIMIT):
            return False
        number = answered(result)
        return number is not None and same_number(number, case.answer, tolerance)
    return result.status in _NONE
