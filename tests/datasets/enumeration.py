"""Optima and conflicts of small problems by enumeration: of cases, each a model of linear rows, and of whole grids.

Nothing here knows the project's compiler, and no big-M occurs: every yes/no
value is tried, and every way in which the statements on quantities can hold is
a model of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from typing import Any, NamedTuple

import numpy as np

from tests.datasets.brute_force import flat, minimal_conflicts
from tests.datasets.statements import Expression, Row, Statement, cases, every


class Model(NamedTuple):
    """What a problem is, at its variables: an aim, limits, and statements that are more than a limit."""

    best: Callable[..., Any]
    """`max` or `min`."""
    value: Any
    limits: Sequence[Statement]
    logic: Sequence[Statement] = ()


class Contradiction(NamedTuple):
    """Statements by the quotes they stand under, and what always holds because it defines the decisions."""

    statements: Mapping[str, Statement]
    definitions: Sequence[Statement] = ()


@dataclass(frozen=True)
class Problem:
    """A problem as a function of its variables.

    Attributes
    ----------
    write : callable
        From the variables, by name, to a :class:`Model` or :class:`Contradiction`.
    yes_no : list of str
        Variables that are 0 or 1.
    whole : dict of str to int
        Variables that are whole and not negative, each with the number up to
        which a grid goes; the cases know no such limit.
    divisible : list of str
        Variables that are not negative.
    """

    write: Callable[..., Any]
    yes_no: Sequence[str]
    whole: Mapping[str, int]
    divisible: Sequence[str]

    def settings(self) -> Iterator[Any]:
        """What is written for each setting of the yes/no variables, the others being expressions."""
        rest = {name: Expression({name: 1}, whole=name in self.whole) for name in (*self.whole, *self.divisible)}
        for values in product((0, 1), repeat=len(self.yes_no)):
            yield self.write(**dict(zip(self.yes_no, values, strict=True)), **rest)

    def points(self) -> Any:
        """What is written for all points of the grid at once."""
        assert not self.divisible, "a grid would leave out points"
        ranges = [np.arange(2)] * len(self.yes_no) + [np.arange(last + 1) for last in self.whole.values()]
        axes = np.meshgrid(*ranges, indexing="ij", sparse=True)
        return self.write(**dict(zip((*self.yes_no, *self.whole), axes, strict=True)))

    def count_of_logic(self) -> int:
        """How many statements are more than a limit."""
        return len(next(self.settings()).logic)

    def quotes(self) -> list[str]:
        """The words that the statements of a contradiction stand under."""
        return list(next(self.settings()).statements)


@dataclass
class Problems:
    """The problems of a data set, by their ids."""

    all: dict[str, Problem] = field(default_factory=dict)

    def problem(
        self, identifier: str, yes_no: str = "", whole: Mapping[str, int] | None = None, divisible: str = ""
    ) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Enter a function as the problem `identifier`; names of variables are divided by spaces."""

        def enter(write: Callable[..., Any]) -> Callable[..., Any]:
            if identifier in self.all:
                raise ValueError(f"{identifier} is written already")
            up_to = {name: last for names, last in (whole or {}).items() for name in names.split()}
            self.all[identifier] = Problem(write, yes_no.split(), up_to, divisible.split())
            return write

        return enter


def optimum(problem: Problem, left_out: int | None = None) -> float | None:
    """The best value over all cases; None where no case has a point. Logic number `left_out` is not asked for."""
    found = []
    best: Callable[..., float | None] = max
    for best, value, limits, logic in problem.settings():
        kept = [one for place, one in enumerate(logic) if place != left_out]
        found += [_solved(problem, best, value, rows) for rows in cases([*limits, *kept])]
    return best((one for one in found if one is not None), default=None)


def optimum_on_grid(problem: Problem) -> float | None:
    """The best value over all points of the grid; None where no point is allowed."""
    best, value, limits, logic = problem.points()
    allowed, values = np.broadcast_arrays(every(*limits, *logic), value)
    kept = values[allowed]
    return float(kept.max() if best is max else kept.min()) if len(kept) else None


def conflicts(problem: Problem) -> set[frozenset[str]]:
    """All minimal sets of quotes whose statements have no point in common, case by case."""
    settings = list(problem.settings())

    def possible(quotes: Collection[str]) -> bool:
        return any(
            _solved(problem, min, 0, rows) is not None
            for statements, definitions in settings
            for rows in cases([*definitions, *(statements[quote] for quote in quotes)])
        )

    return minimal_conflicts(list(settings[0].statements), possible)


def conflicts_on_grid(problem: Problem) -> set[frozenset[str]]:
    """All minimal sets of quotes whose statements no point of the grid makes true together."""
    statements, definitions = problem.points()

    def possible(quotes: Collection[str]) -> bool:
        return bool(np.any(every(*definitions, *(statements[quote] for quote in quotes))))

    return minimal_conflicts(list(statements), possible)


def _solved(problem: Problem, best: Callable[..., Any], value: Any, rows: Sequence[Row]) -> float | None:
    """The best value where the rows hold; None where they contradict each other."""
    names = [*problem.whole, *problem.divisible]
    expression = Expression.of(value)
    if not names:
        return expression.constant
    cost = [expression.terms.get(name, 0.0) for name in names]
    written = [
        ([row.expression.terms.get(name, 0.0) for name in names], row.comparison, -row.expression.constant)
        for row in rows
    ] or [([0.0] * len(names), "<=", 0.0)]
    found = flat(best, cost, written, whole=[name in problem.whole for name in names])
    return None if found is None else found + expression.constant
