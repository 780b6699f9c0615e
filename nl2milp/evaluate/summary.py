"""Figures over the rows of a run."""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from nl2milp.evaluate.runner import Row

__all__ = ["bootstrap_interval", "summarise"]


def bootstrap_interval(correct: Sequence[bool], level: float = 0.95, draws: int = 10_000) -> tuple[float, float]:
    """Percentile bootstrap interval of a share; the same every time (Efron and Tibshirani 1993, section 13.3).

    Examples
    --------
    >>> bootstrap_interval([True] * 80 + [False] * 20)
    (0.72, 0.87)
    """
    share = np.random.default_rng(0).binomial(len(correct), np.mean(correct), size=draws) / len(correct)
    low, high = np.quantile(share, [(1 - level) / 2, (1 + level) / 2])
    return round(float(low), 4), round(float(high), 4)


def _median(values: Sequence[float]) -> float | None:
    return statistics.median(values) if values else None


def summarise(rows: Sequence[Row]) -> dict[str, Any]:
    """Accuracy, its interval, the confident ones apart, and times.

    `needs_review` counts as wrong in `accuracy`. Crashes are counted apart
    from wrong answers.
    """
    confident = [row for row in rows if row.confident]
    correct = [row.correct for row in rows]
    statuses = Counter(row.status for row in rows)
    return {
        "problems": len(rows),
        "correct": sum(correct),
        "accuracy": sum(correct) / len(rows),
        "accuracy_interval_95": bootstrap_interval(correct),
        "confident_share": len(confident) / len(rows),
        "accuracy_among_confident": sum(row.correct for row in confident) / len(confident) if confident else None,
        "wrong_answers": sum(row.confident and not row.correct for row in rows),
        "needs_review": statuses["needs_review"],
        "crashes": statuses["error"],
        "statuses": dict(sorted(statuses.items())),
        "median_seconds": _median([row.seconds for row in rows]),
        "total_seconds": sum(row.seconds for row in rows),
        "tokens": sum(row.tokens for row in rows if row.tokens is not None) or None,
        "cost": sum(row.cost for row in rows if row.cost is not None) or None,
    }
