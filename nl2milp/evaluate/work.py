"""One case from text to scored row."""

from __future__ import annotations

import time
from typing import Any

from nl2milp.api import read, solve
from nl2milp.datasets.cases import Case
from nl2milp.errors import AwaitingRepliesError, Nl2milpError, NotUnderstoodError, ProviderError
from nl2milp.evaluate.deadline import TimeIsUp, stopped_after
from nl2milp.evaluate.labels import against_labels
from nl2milp.evaluate.rows import TOLERANCE, Row
from nl2milp.evaluate.scoring import answered, is_correct
from nl2milp.formulation import Formulation
from nl2milp.readers.base import Problem
from nl2milp.result import Result, ResultStatus
from nl2milp.solvers import Options

__all__ = ["run_case"]


def run_case(case: Case, reader: str, time_limit: float, tolerance: float = TOLERANCE) -> Row:
    """Read, solve and score one case; an error becomes a row, never an exception.

    What is left of `time_limit` after reading is the solver's; where nothing is
    left, the row's status is `limit`. A case may have tables of its own: a
    mapping of column name to values for each name in `tables`.
    """
    started = time.perf_counter()
    try:
        result = _solved(case, reader, time_limit, started)
    except TimeIsUp:
        seconds = time.perf_counter() - started
        reasons = (f"reading was stopped after {seconds:.3g} s",)
        correct = None if case.answer is None else False
        return Row(case.id, "limit", None, case.answer, correct, False, seconds, reasons=reasons)
    except AwaitingRepliesError:
        return Row(case.id, "awaiting", None, case.answer, None, False, time.perf_counter() - started, again=True)
    except Exception as error:  # a batch outlives whatever a single text brings about
        kind = "" if isinstance(error, Nl2milpError) else f"{type(error).__name__}: "
        seconds = time.perf_counter() - started
        correct = None if case.answer is None else False
        again = isinstance(error, ProviderError)
        return Row(case.id, "error", None, case.answer, correct, False, seconds, error=f"{kind}{error}", again=again)
    seconds = time.perf_counter() - started
    confident = result.status.value not in ("needs_review", "error")
    detail = result.detail if result.status.value == "error" else ""
    labels, scorer_error = _labels(case, result)
    formulation = result.formulation
    return Row(
        case.id, result.status.value, answered(result), case.answer, is_correct(case, result, tolerance),
        confident, seconds,
        *_spent(result), error=detail, reasons=result.reasons, labels=labels, scorer_error=scorer_error,
        formulation=_as_data(formulation),
    )  # fmt: skip


def _solved(case: Case, reader: str, time_limit: float, started: float) -> Result:
    tables = case.extra.get("tables")
    problem = Problem(case.text, tables if isinstance(tables, dict) else {})
    try:
        with stopped_after(time_limit):
            reading = read(problem, reader=reader)
    except NotUnderstoodError as error:
        return Result(ResultStatus.NEEDS_REVIEW, reader=reader, reasons=(str(error),))
    left = time_limit - (time.perf_counter() - started)
    if left <= 0:
        raise TimeIsUp
    return solve(reading, options=Options(time_limit=left), ask=False)


def _spent(result: Result) -> tuple[int | None, float | None]:
    """Tokens and cost, as far as the reader counts them."""
    details = {} if result.reading is None else result.reading.details
    tokens = details.get("input_tokens", 0) + details.get("output_tokens", 0)
    return tokens or None, details.get("cost")


def _as_data(formulation: Formulation | None) -> dict[str, Any] | None:
    if formulation is None:
        return None
    return formulation.model_dump(mode="json", by_alias=True, exclude_defaults=True)


def _labels(case: Case, result: Result) -> tuple[dict[str, Any], str]:
    """The comparison with labels; a failure of the scorer is no failure of the reader and is told apart."""
    try:
        return against_labels(case, result), ""
    except Exception as error:
        return {}, f"{type(error).__name__}: {error}"
