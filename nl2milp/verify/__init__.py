"""Checks of readings and of answers."""

from nl2milp.verify.answers import check_answer
from nl2milp.verify.findings import Finding, Severity

__all__ = ["Finding", "Severity", "check_answer"]
