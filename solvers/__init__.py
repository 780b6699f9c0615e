"""Solvers behind one protocol; one file per backend.

A backend is registered under its name; a plug-in does so from the entry-point
group `nl2milp.solvers`. HiGHS is the default.
"""

from nl2milp.solvers.base import Limit, Options, Progress, Solution, Solver, Status, get, names, register

__all__ = ["Limit", "Options", "Progress", "Solution", "Solver", "Status", "get", "names", "register"]
