"""HiGHS's own search for an irreducible infeasible subsystem: for comparison only.

Measured with highspy 1.15: with its default strategy the search finds nothing
and says *valid*; strategy 6 (elastic, then irreducible) suits linear
programmes, 22 the relaxation of mixed ones; on models that only integrality
makes infeasible it is silent or wrong. It holds Python's lock while it runs.
So nothing else here relies on it, and what it returns is to be confirmed.
"""

from __future__ import annotations

from typing import Any

import highspy
import numpy as np

from nl2milp.linear_model import LinearModel
from nl2milp.solvers.base import Options
from nl2milp.solvers.highs import _instance, to_highs

__all__ = ["irreducible_rows"]

_IRREDUCIBLE = 3


def irreducible_rows(model: LinearModel, seconds: float) -> list[int] | None:
    """The rows that HiGHS calls irreducible; None where it doesn't, whatever else it returns."""
    highs: Any = _instance(Options(time_limit=seconds), small=True)
    highs.setOptionValue("iis_strategy", 22 if model.is_integer.any() else 6)
    highs.setOptionValue("iis_time_limit", seconds)
    lp = to_highs(model)
    lp.col_cost_ = np.zeros(model.num_columns)
    highs.passModel(lp)
    highs.run()
    status, found = highs.getIis()
    if status != highspy.HighsStatus.kOk or not found.valid_ or int(found.status_) != _IRREDUCIBLE:
        return None
    return [int(row) for row in found.row_index_]
