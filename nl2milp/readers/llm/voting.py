"""Several readings of one text vote: those that say the same count together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from nl2milp.compile.compiler import compile_formulation
from nl2milp.errors import Nl2milpError
from nl2milp.formulation import Formulation
from nl2milp.readers.base import Reading
from nl2milp.verify.equivalence import compare_models

__all__ = ["elected"]


def _same(first: Formulation, second: Formulation, tables: Mapping[str, Any]) -> bool:
    from nl2milp.solvers.highs import largest_value

    try:
        one, other = (compile_formulation(each, tables, largest_value) for each in (first, second))
        return bool(compare_models(one.model, other.model))
    except Nl2milpError:
        return False


def elected(readings: Sequence[Reading], tables: Mapping[str, Any] | None = None) -> tuple[Reading, int]:
    """The reading of the largest group of equivalent ones, and the size of that group.

    Confident readings come first within a group, and groups with a confident
    one before others of the same size; then the first counts.
    """
    groups: list[list[Reading]] = []
    for reading in readings:
        for group in groups:
            if _same(group[0].formulation, reading.formulation, tables or {}):
                group.append(reading)
                break
        else:
            groups.append([reading])
    best = max(groups, key=lambda group: (len(group), any(one.confident for one in group)))
    return next((one for one in best if one.confident), best[0]), len(best)
