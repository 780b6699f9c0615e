"""Why there is no solution, in the user's words, and the least changes that give one.

>>> from nl2milp.formulation import Formulation
>>> print(diagnose(Formulation.model_validate({
...     "variables": [{"symbol": "x"}],
...     "constraints": [
...         {"name": "low", "slots": {"rule": "x >= 5"}},
...         {"name": "high", "slots": {"rule": "x <= 4"}},
...     ],
... })))
These 2 statements cannot all hold:
  - 'low'
  - 'high'
  X must be at least 5 by 'low', but at most 4 by 'high'.
  Proof by addition:
    1 × 'low':  x ≥ 5
    1 × 'high':  x ≤ 4
    The same sum would be at least 5 and at most 4.
<BLANKLINE>
Ways out, the least change first
  1. lower low from 5 to at most 4
  2. raise high from 4 to at least 5
"""

from nl2milp.diagnose.compiling import contradiction_of
from nl2milp.diagnose.cores import Core, Found, find_core
from nl2milp.diagnose.diagnosis import Diagnosis, Verdict, diagnose, has_point, refine, repair_to_text
from nl2milp.diagnose.marco import Enumeration, enumerate_all, walk
from nl2milp.diagnose.probes import Budget, Outcome, RowProbe, SolverProbe
from nl2milp.diagnose.repairs import Change, Repair
from nl2milp.diagnose.system import Member, System

__all__ = [
    "Budget",
    "Change",
    "Core",
    "Diagnosis",
    "Enumeration",
    "Found",
    "Member",
    "Outcome",
    "Repair",
    "RowProbe",
    "SolverProbe",
    "System",
    "Verdict",
    "contradiction_of",
    "diagnose",
    "enumerate_all",
    "find_core",
    "has_point",
    "refine",
    "repair_to_text",
    "walk",
]
