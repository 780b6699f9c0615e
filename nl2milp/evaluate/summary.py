"""Figures over the rows of a run."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from nl2milp.evaluate.mapping import Comparison, mapping_accuracy
from nl2milp.evaluate.rows import Row

__all__ = ["bootstrap_interval", "summarise"]


def bootstrap_interval(correct: Sequence[bool], level: float = 0.95, draws: int = 10_000) -> tuple[float, float]:
    """Percentile bootstrap interval of a share; the same every time (Efron and Tibshirani 1993, section 13.3).

    Examples
    --------
    >>> bootstrap_interval([True] * 80 + [False] * 20)
    (0.72, 0.88)
    """
    share = np.random.default_rng(0).binomial(len(correct), np.mean(correct), size=draws) / len(correct)
    low, high = np.quantile(share, [(1 - level) / 2, (1 + level) / 2])
    return round(float(low), 4), round(float(high), 4)


def _median(values: Sequence[float]) -> float | None:
    return statistics.median(values) if values else None


def summarise(rows: Sequence[Row]) -> dict[str, Any]:
    """Accuracy, its interval, the confident ones apart, labels, and times.

    `needs_review` counts as wrong in `accuracy`. Crashes and failures of the
    scorer are counted apart from wrong answers. Problems without a stated
    answer are left out of all accuracies.
    """
    scored = [row for row in rows if row.correct is not None]
    confident = [row for row in scored if row.confident]
    correct = [bool(row.correct) for row in scored]
    statuses = Counter(row.status for row in rows)
    return {
        "problems": len(rows),
        "scored": len(scored),
        "correct": sum(correct),
        "accuracy": _share(correct),
        "accuracy_interval_95": bootstrap_interval(correct) if correct else None,
        "confident_share": _share([row.confident for row in scored]),
        "accuracy_among_confident": _share([bool(row.correct) for row in confident]),
        "wrong_answers": sum(not row.correct for row in confident),
        "needs_review": statuses["needs_review"],
        "crashes": statuses["error"],
        "scorer_failures": sum(bool(row.scorer_error) for row in rows),
        "statuses": dict(sorted(statuses.items())),
        **_labels(rows),
        "median_seconds": _median([row.seconds for row in rows]),
        "total_seconds": sum(row.seconds for row in rows),
        "tokens": sum(row.tokens for row in rows if row.tokens is not None) or None,
        "cost": sum(row.cost for row in rows if row.cost is not None) or None,
    }


def _share(flags: Sequence[bool]) -> float | None:
    return sum(flags) / len(flags) if flags else None


def _labels(rows: Sequence[Row]) -> dict[str, Any]:
    """Figures against labels, for the rows that have them."""
    found: dict[str, Any] = {}
    compared = [Comparison(**row.labels["declarations"]) for row in rows if "declarations" in row.labels]
    if compared:
        found["nl4opt_mapping_accuracy"] = mapping_accuracy(compared)
        found["objective_accuracy"] = _share([one.objective for one in compared])
        found["constraint_accuracy"] = sum(one.constraints for one in compared) / max(
            1, sum(one.labelled_constraints for one in compared)
        )
        found["whole_model_accuracy"] = _share([one.whole for one in compared])
        found["variables_accuracy"] = _share([one.variables for one in compared])
    templates = [row.labels["templates"] for row in rows if "templates" in row.labels]
    if templates:
        matched, written, labelled = (sum(one[key] for one in templates) for key in ("matched", "written", "labelled"))
        found["template_precision"] = matched / written if written else None
        found["template_recall"] = matched / labelled if labelled else None
    return found
