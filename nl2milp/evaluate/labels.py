"""What a case's labels say of a reading, beyond its answer."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from typing import Any

from nl2milp.datasets.cases import Case
from nl2milp.evaluate.declarations import compare, of_compiled, of_labels
from nl2milp.evaluate.mapping import Comparison
from nl2milp.result import Result

__all__ = ["against_labels"]


def against_labels(case: Case, result: Result) -> dict[str, Any]:
    """Compare a result with the labels of its case, as far as it has any.

    Returns
    -------
    dict
        `declarations`: the fields of a
        :class:`~nl2milp.evaluate.declarations.Comparison`, for labels that are
        flat rows. `templates`: how many template instances are labelled,
        written, and in common. Empty where there is nothing to compare.
    """
    found: dict[str, Any] = {}
    labels = case.extra
    if all(key in labels for key in ("variables", "objective", "constraints")):
        found["declarations"] = asdict(_declarations(case, result))
    if isinstance(labels.get("templates"), list):
        written = Counter(one.template for one in result.formulation.constraints) if result.formulation else Counter()
        labelled = Counter(map(str, labels["templates"]))
        found["templates"] = {
            "labelled": labelled.total(),
            "written": written.total(),
            "matched": (labelled & written).total(),
        }
    return found


def _declarations(case: Case, result: Result) -> Comparison:
    labelled = of_labels(case.extra["variables"], case.extra["objective"], case.extra["constraints"])
    written = None if result.compiled is None else of_compiled(result.compiled)
    if written is None:
        count = labelled.count
        return Comparison(count, count, 0, False, 0, count - 1, False)
    return compare(written, labelled)
