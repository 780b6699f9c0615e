"""What checks report."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from nl2milp.formulation import Span

__all__ = ["Finding", "Severity"]


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True)
class Finding:
    """One thing that a check noticed.

    Attributes
    ----------
    kind : str
        Which check: `bounds`, `integrality`, `rows`, `statement`, `objective`, ...
    message : str
        One sentence.
    severity : Severity
        An error means that the answer is not to be used.
    constraint : str or None
        The constraint it is about.
    span : Span or None
        Where in the text.
    """

    kind: str
    message: str
    severity: Severity = Severity.WARNING
    constraint: str | None = None
    span: Span | None = None
