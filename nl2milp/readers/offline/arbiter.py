"""Which reading to trust: the table of quantities, or one with conditions between them."""

from __future__ import annotations

from nl2milp.readers.offline.confidence import find_doubts, is_confident
from nl2milp.readers.offline.pipeline import Draft

__all__ = ["is_plain"]


def is_plain(draft: Draft) -> bool:
    """Whether a reading without conditions is sure of itself; the text then states no condition between variables."""
    return is_confident(draft, find_doubts(draft))
