"""A formulation without a solution on the bench: what its numbers are, and whether a changed version has a point."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from nl2milp.analyse.numbers import Figure, figures
from nl2milp.compile.compiler import Compiled, compile_formulation
from nl2milp.diagnose.compiling import leans, probe_for
from nl2milp.diagnose.probes import Budget, Outcome
from nl2milp.diagnose.sides import stated_sides
from nl2milp.diagnose.system import System
from nl2milp.errors import FormulationError
from nl2milp.formulation import Formulation, Kind
from nl2milp.solvers.highs import largest_value

__all__ = ["Change", "Repair", "Workshop", "make_repair"]

_DROPPED = 1.5
"""What giving a whole statement up costs, where 1 is a number doubled or brought to zero."""


@dataclass(frozen=True)
class Change:
    """One change.

    Attributes
    ----------
    constraint : int
        The statement's place.
    name : str
        The statement, with its point where only one of several changes.
    before : float or None
        The number as stated; None where the statement is given up.
    after : float or None
        The number that is enough.
    operator : str
        `<=`, `>=` or `==` for a limit; empty for another number.
    figure : str or None
        The number's name, see :mod:`nl2milp.analyse.numbers`.
    """

    constraint: int
    name: str
    before: float | None = None
    after: float | None = None
    operator: str = ""
    figure: str | None = None

    @property
    def is_dropped(self) -> bool:
        """Whether the statement is given up."""
        return self.after is None


@dataclass(frozen=True)
class Repair:
    """Changes that together give a solution.

    Attributes
    ----------
    changes : tuple of Change
        One, or more where no single one is enough.
    cost : float
        The weighted sum of relative changes, by which repairs are ordered.
    is_soft : bool
        Whether only soft statements change.
    is_exact : bool
        Whether it is verified that there is a point, and none just before.
    """

    changes: tuple[Change, ...]
    cost: float
    is_soft: bool = False
    is_exact: bool = False


class Workshop:
    """A formulation without a solution, and how to ask about changed versions of it."""

    def __init__(self, compiled: Compiled, budget: Budget) -> None:
        self.compiled, self.budget = compiled, budget
        self.formulation = compiled.formulation
        self.tables = compiled.scope.attached
        self.leans = leans(compiled)
        self.system = System.of_compiled(compiled)
        self.sides = stated_sides(compiled)
        self.figures: dict[int, list[Figure]] = {}
        for figure in figures(self.formulation):
            self.figures.setdefault(figure.constraint, []).append(figure)
        self.continuous = {one.name for one in compiled.scope.variables if one.kind is Kind.CONTINUOUS}

    def ask(self, formulation: Formulation) -> Outcome:
        """Whether a changed formulation has a point."""
        compiled = None if self.budget.is_spent else self.compile(formulation)
        if compiled is None:
            return Outcome.UNKNOWN
        probe, _ = probe_for(compiled, self.tables)
        return probe.check(range(len(probe.system.members)), self.budget).outcome

    def compile(self, formulation: Formulation) -> Compiled | None:
        """A changed formulation with the attached tables; None where it has become impossible to write down."""
        try:
            return compile_formulation(formulation, self.tables, largest_value)
        except FormulationError:
            return None

    def is_whole(self, figure: Figure) -> bool:
        """Whether only whole values of a number make sense."""
        if figure.value != int(figure.value):
            return False
        constraint = self.formulation.constraints[figure.constraint]
        if constraint.template == "linear" and not figure.is_side:
            return False
        rows = self.system.members[figure.constraint].rows
        part = self.compiled.model.matrix[rows]
        names = [block for block in self.compiled.model.columns if not block.is_auxiliary]
        used = set(part.indices.tolist())
        mine = [block for block in names if used & set(range(block.start, block.stop))]
        return all(block.name not in self.continuous for block in mine) and bool(
            constraint.template != "linear" or (part.data == np.floor(part.data)).all()
        )


def make_repair(workshop: Workshop, changes: tuple[Change, ...], is_exact: bool = False) -> Repair:
    """The repair of these changes, with what it costs."""
    cost = 0.0
    is_soft = True
    for change in changes:
        constraint = workshop.formulation.constraints[change.constraint]
        is_soft = is_soft and not constraint.hard
        if change.after is None or change.before is None:
            cost += constraint.weight * _DROPPED
        else:
            cost += constraint.weight * abs(change.after - change.before) / (abs(change.before) or 1.0)
    return Repair(changes, cost, is_soft, is_exact)
