"""What the checks find, worded about the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

__all__ = ["Issue", "listed"]

_MOST = 15


@dataclass(frozen=True)
class Issue:
    """One finding.

    Attributes
    ----------
    message : str
        One sentence; it cites the text where it can.
    serious : bool
        Whether the reading cannot stand with it. The others are asked about
        once, and what the model keeps then is only reported.
    statement : int
        The statement it is about, 0 for the whole.
    sentence : str or None
        The sentence it is about.
    """

    message: str
    serious: bool = True
    statement: int = 0
    sentence: str | None = None


def listed(issues: Sequence[Issue]) -> str:
    """Findings as a list for the model."""
    lines = [f"- {issue.message}" for issue in issues[:_MOST]]
    if len(issues) > _MOST:
        lines.append(f"- and {len(issues) - _MOST} more of the kind")
    return "\n".join(lines)
