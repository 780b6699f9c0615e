"""Checks of readings and of answers, and whether two formulations say the same."""

from nl2milp.verify.answers import check_answer
from nl2milp.verify.equivalence import Equivalence, Verdict, equivalent
from nl2milp.verify.findings import Finding, Severity

__all__ = ["Equivalence", "Finding", "Severity", "Verdict", "check_answer", "equivalent"]
