"""One case from text to scored row."""

from __future__ import annotations

import time
from typing import Any

from nl2milp.api import solve
from nl2milp.datasets.cases import Case
from nl2milp.errors import AwaitingRepliesError, Nl2milpError, ProviderError
from nl2milp.evaluate.labels import against_labels
from nl2milp.evaluate.rows import Row
from nl2milp.evaluate.scoring import answered, is_correct
from nl2milp.formulation import Formulation
from nl2milp.result import Result
from nl2milp.solvers import Options

__all__ = ["run_case"]


def run_case(case: Case, reader: str, time_limit: float) -> Row:
    """Read, solve and score one case; an error becomes a row, never an exception."""
    started = time.perf_counter()
    try:
        result = solve(case.text, reader=reader, options=Options(time_limit=time_limit), ask=False)
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
        case.id, result.status.value, answered(result), case.answer, is_correct(case, result), confident, seconds,
        *_spent(result), error=detail, reasons=result.reasons, labels=labels, scorer_error=scorer_error,
        formulation=_as_data(formulation),
    )  # fmt: skip


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
