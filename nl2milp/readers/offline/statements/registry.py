"""The statement parsers in the order in which they are tried.

The particular come before the general: a ratio would otherwise pass for a
bound. A parser for another family is one more file and one more entry here.
"""

from __future__ import annotations

from nl2milp.readers.offline.statements.arithmetic import arithmetic
from nl2milp.readers.offline.statements.base import StatementParser
from nl2milp.readers.offline.statements.blending import blends
from nl2milp.readers.offline.statements.headed import headed_limits
from nl2milp.readers.offline.statements.limit import limits
from nl2milp.readers.offline.statements.proportion import proportions
from nl2milp.readers.offline.statements.ratio import comparisons, differences, ratios
from nl2milp.readers.offline.statements.share import shares
from nl2milp.readers.offline.statements.weighted import explained_sums

__all__ = ["PARSERS"]

PARSERS: tuple[StatementParser, ...] = (
    proportions,
    explained_sums,
    arithmetic,
    blends,
    ratios,
    differences,
    shares,
    comparisons,
    headed_limits,
    limits,
)
