"""Optimisation problems in plain words, turned into mixed-integer linear programmes and solved.

>>> import nl2milp
>>> result = nl2milp.solve(
...     "A baker makes loaves and cakes. A loaf takes 1 hour and earns $3, a cake takes 2 hours and earns $7. "
...     "There are 41 hours available. How many of each should be made to maximize profit?"
... )
>>> result.objective
143.0

The names below are imported when they are first used, so that `import nl2milp`
costs next to nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from nl2milp._version import __version__

if TYPE_CHECKING:
    from nl2milp.api import compile_model, read, solve
    from nl2milp.errors import Nl2milpError
    from nl2milp.formulation import Formulation
    from nl2milp.readers.base import Problem, Reading
    from nl2milp.result import Result, ResultStatus
    from nl2milp.solvers import Options
    from nl2milp.solvers.cross_check import cross_check

__all__ = [
    "Formulation",
    "Nl2milpError",
    "Options",
    "Problem",
    "Reading",
    "Result",
    "ResultStatus",
    "__version__",
    "compile_model",
    "cross_check",
    "read",
    "solve",
]

_HOMES = {
    "Formulation": "nl2milp.formulation",
    "Nl2milpError": "nl2milp.errors",
    "Options": "nl2milp.solvers",
    "Problem": "nl2milp.readers.base",
    "Reading": "nl2milp.readers.base",
    "Result": "nl2milp.result",
    "ResultStatus": "nl2milp.result",
    "compile_model": "nl2milp.api",
    "cross_check": "nl2milp.solvers.cross_check",
    "read": "nl2milp.api",
    "solve": "nl2milp.api",
}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'nl2milp' has no attribute '{name}'")
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
