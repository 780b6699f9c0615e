"""Declarations, objective and constraints, compared one by one with labelled ones.

Declarations are compared in canonical form: as `<=` with coprime whole
coefficients, an objective by its sense and exact coefficients.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import islice, permutations
from typing import Any

from nl2milp.compile.compiler import Compiled
from nl2milp.errors import InputError
from nl2milp.evaluate.mapping import Comparison
from nl2milp.formulation import Sense
from nl2milp.verify.canonical import inequalities, rational

__all__ = ["Declarations", "compare", "of_compiled", "of_labels"]

_MOST_MATCHINGS = 5_040

Terms = Mapping[int, Fraction]


@dataclass(frozen=True)
class Declarations:
    """The objective and the constraints of one problem over numbered variables.

    Attributes
    ----------
    names : tuple of str
        Of the variables, in lower case.
    objective : mapping of int to Fraction
        Coefficients, negated for a maximisation.
    constraints : tuple of (terms, side)
        Each as `terms <= side`; an equality is two of them in one group.
    """

    names: tuple[str, ...]
    objective: Terms
    constraints: tuple[tuple[tuple[Terms, Fraction], ...], ...]

    @property
    def count(self) -> int:
        """Number of declarations."""
        return 1 + len(self.constraints)


def of_compiled(compiled: Compiled) -> Declarations | None:
    """The declarations of a formulation; None where a template added variables of its own, which labels don't have."""
    model = compiled.model
    if any(block.is_auxiliary for block in model.columns):
        return None
    groups: dict[int, list[tuple[Terms, Fraction]]] = {}
    for row, (terms, side) in inequalities(model):
        groups.setdefault(row, []).append((dict(terms), side))
    names = []
    for one in compiled.scope.variables:
        names += [compiled.labels[one.name].lower()] * one.size
    sign = 1 if model.sense is Sense.MINIMIZE else -1
    objective = {column: sign * rational(float(cost)) for column, cost in enumerate(model.cost) if cost}
    return Declarations(tuple(names), objective, tuple(tuple(group) for group in groups.values()))


def of_labels(
    variables: Sequence[Any], objective: Mapping[str, Any], constraints: Sequence[Mapping[str, Any]]
) -> Declarations:
    """The declarations of labels: terms by variable name, `op` and `rhs`.

    Parameters
    ----------
    variables : sequence of str or of {"name": str}
        The variables.
    objective : mapping
        `sense` (`max` or `min`) and `terms`.
    constraints : sequence of mapping
        Each with `terms`, `op` and `rhs`.

    Raises
    ------
    InputError
        A term names no variable, or an operator is unknown.
    """
    names = [one["name"] if isinstance(one, Mapping) else str(one) for one in variables]
    place = {name: number for number, name in enumerate(names)}

    def terms_of(written: Mapping[str, float], sign: int) -> dict[int, Fraction]:
        unknown = [name for name in written if name not in place]
        if unknown:
            raise InputError(f"the labels name '{unknown[0]}', which is none of {', '.join(names)}")
        return {place[name]: sign * rational(float(value)) for name, value in written.items() if value}

    sign = -1 if str(objective["sense"]).startswith("max") else 1
    groups = []
    for row in constraints:
        signs = {"<=": (1,), "<": (1,), ">=": (-1,), ">": (-1,), "=": (1, -1), "==": (1, -1)}.get(str(row["op"]))
        if signs is None:
            raise InputError(f"the labels have the operator {row['op']!r}; expected <=, >= or =")
        side = rational(float(row["rhs"]))
        groups.append(tuple(_coprime(terms_of(row["terms"], one), one * side) for one in signs))
    return Declarations(tuple(name.lower() for name in names), terms_of(objective["terms"], sign), tuple(groups))


def _coprime(terms: dict[int, Fraction], side: Fraction) -> tuple[Terms, Fraction]:
    if not terms:
        return terms, side
    denominator = math.lcm(*(value.denominator for value in terms.values()))
    factor = Fraction(denominator, math.gcd(*(int(value * denominator) for value in terms.values())))
    return {column: value * factor for column, value in terms.items()}, side * factor


def _key(group: Sequence[tuple[Terms, Fraction]], to: Mapping[int, int]) -> Hashable:
    return tuple(
        sorted((tuple(sorted((to[column], value) for column, value in terms.items())), side) for terms, side in group)
    )


def compare(written: Declarations, labelled: Declarations) -> Comparison:
    """Match the declarations under the matching of variables that serves best.

    Variables of the same name are matched; the others in every way there is,
    up to a limit, the one with the most agreement counting.
    """
    best: tuple[int, bool] | None = None
    goal = Counter(_key(group, range_map(labelled)) for group in labelled.constraints)
    for matching in _matchings(written, labelled):
        found = Counter(_key(group, matching) for group in written.constraints)
        objective = {matching[column]: value for column, value in written.objective.items()} == labelled.objective
        score = ((found & goal).total(), objective)
        if best is None or sum(score) > sum(best):
            best = score
    constraints, objective = best or (0, False)
    matched = constraints + objective
    return Comparison(
        declarations=labelled.count,
        missing=labelled.count - matched,
        surplus=written.count - matched,
        objective=objective,
        constraints=constraints,
        labelled_constraints=len(labelled.constraints),
        variables=len(written.names) == len(labelled.names),
    )


def range_map(declarations: Declarations) -> dict[int, int]:
    """Every variable to itself."""
    return {column: column for column in range(len(declarations.names))}


def _matchings(written: Declarations, labelled: Declarations) -> list[dict[int, int]]:
    """Ways to map written variables to labelled ones; surplus ones get numbers of their own."""
    place = {name: number for number, name in enumerate(labelled.names)}
    fixed = {column: place[name] for column, name in enumerate(written.names) if name in place}
    if len(set(fixed.values())) < len(fixed):
        fixed = {}
    open_columns = [column for column in range(len(written.names)) if column not in fixed]
    free = [number for number in range(len(labelled.names)) if number not in fixed.values()]
    free += range(len(labelled.names), len(labelled.names) + max(0, len(open_columns) - len(free)))
    ways = islice(permutations(free, len(open_columns)), _MOST_MATCHINGS)
    return [{**fixed, **dict(zip(open_columns, way, strict=True))} for way in ways]
