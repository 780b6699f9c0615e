"""Whether a text's requirements can only be met by taking some things more than once."""

from __future__ import annotations

from nl2milp.readers.offline.pipeline import Draft

__all__ = ["needs_repeats"]

_SURE = 0.8


def needs_repeats(draft: Draft) -> bool:
    """Whether some limit speaks of more than all things together give once, so that they are not merely chosen."""
    size = len(draft.scan.names)
    counted = any(
        row.role == "total" and row.certainty > _SURE and len(row.terms) == size and row.right > size
        for row in draft.rows
    )
    return counted or any(
        row.sign in {">=", "=="}
        and len(row.terms) == len(draft.scan.names)
        and row.right > sum(value for value in row.terms.values() if value > 0)
        and len(set(row.terms.values())) > 1
        for row in draft.rows
    )
