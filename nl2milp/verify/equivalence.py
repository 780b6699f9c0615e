"""Whether two formulations say the same.

First by form: equal up to the names and order of variables, the order and
scaling of rows, and rows that repeat or are bounds. Where that fails, by
meaning, with a solver: over the same variables, does each row of one follow
from all of the other, and is the objective the same?
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum, unique
from itertools import islice, permutations, product

import numpy as np

from nl2milp.compile.compiler import Compiled
from nl2milp.formulation import Formulation, Sense
from nl2milp.linear_model import LinearModel
from nl2milp.solvers import Options, Solver, Status
from nl2milp.verify.canonical import CanonicalModel, canonical
from nl2milp.verify.isomorphism import find_matching

__all__ = ["Equivalence", "Verdict", "compare_models", "equivalent"]

_MOST_MATCHINGS = 24
_SECONDS = 5.0
_TOLERANCE = 1e-6


@unique
class Verdict(StrEnum):
    """How two formulations relate."""

    IDENTICAL = "identical"
    """The same up to names, order and scaling."""
    EQUIVALENT = "equivalent"
    """The same points and the same objective, proven by a solver."""
    DIFFERENT = "different"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Equivalence:
    """The verdict, which column of the second model is which of the first, and why."""

    verdict: Verdict
    matching: tuple[int, ...] | None = None
    reason: str = ""

    def __bool__(self) -> bool:
        """Whether the two say the same."""
        return self.verdict in (Verdict.IDENTICAL, Verdict.EQUIVALENT)


def equivalent(first: Formulation, second: Formulation, *, by_meaning: bool = True) -> Equivalence:
    """Compare two formulations.

    Parameters
    ----------
    first, second : Formulation
        Both must compile.
    by_meaning : bool
        Whether to ask a solver where the form differs.

    Raises
    ------
    FormulationError
        One of them does not compile.

    Examples
    --------
    >>> one = Formulation.model_validate({
    ...     "variables": [{"symbol": "x"}, {"symbol": "y"}],
    ...     "objective": {"sense": "maximize", "value": "3*x + 2*y"},
    ...     "constraints": [{"name": "limit", "slots": {"rule": "x + 0.5*y <= 4"}}],
    ... })
    >>> other = Formulation.model_validate({
    ...     "variables": [{"symbol": "b"}, {"symbol": "a"}],
    ...     "objective": {"sense": "maximize", "value": "2*b + 3*a"},
    ...     "constraints": [{"name": "limit", "slots": {"rule": "b + 2*a <= 8"}}],
    ... })
    >>> equivalent(one, other).verdict.value
    'identical'
    """
    from nl2milp.api import compile_model

    one, other = compile_model(first), compile_model(second)
    named = _by_name(one, other)
    return compare_models(one.model, other.model, by_meaning=by_meaning, named=named)


def _by_name(first: Compiled, second: Compiled) -> list[int] | None:
    """The matching of columns by the variables' labels and keys, where it is complete."""

    def keys(compiled: Compiled) -> list[tuple[str, tuple[str, ...]]]:
        found = []
        for one in compiled.scope.variables:
            label = compiled.labels[one.name].lower()
            found += [(label, tuple(map(str, one.domain.key(place)))) for place in range(one.size)]
        return found

    mine, theirs = keys(first), keys(second)
    place = {key: column for column, key in enumerate(theirs)}
    if len(place) < len(theirs) or set(mine) != set(place):
        return None
    return [place[key] for key in mine]


def compare_models(
    first: LinearModel, second: LinearModel, *, by_meaning: bool = True, named: list[int] | None = None
) -> Equivalence:
    """Compare two linear models; `named` is a matching of columns to try first by meaning."""
    one, other = canonical(first), canonical(second)
    matching = find_matching(one, other)
    if isinstance(matching, list):
        return Equivalence(Verdict.IDENTICAL, tuple(matching), "the same up to names, order and scaling")
    if not by_meaning:
        if matching is False:
            return Equivalence(Verdict.UNKNOWN, None, "too many ways to match the variables")
        return Equivalence(Verdict.DIFFERENT, None, "no matching of the variables makes the rows agree")
    return _by_meaning(first, second, one, other, named)


def _by_meaning(
    first: LinearModel, second: LinearModel, one: CanonicalModel, other: CanonicalModel, named: list[int] | None
) -> Equivalence:
    from nl2milp import solvers

    solver = solvers.get("highs")
    options = Options(time_limit=_SECONDS)
    found = [solver.solve(model, options) for model in (first, second)]
    if any(solution.status in (Status.LIMIT, Status.ERROR) for solution in found):
        return Equivalence(Verdict.UNKNOWN, None, "a solve did not finish")
    if found[0].status is not found[1].status:
        statuses = " and ".join(solution.status.value for solution in found)
        return Equivalence(Verdict.DIFFERENT, None, f"one against the other: {statuses}")
    values = [solution.objective for solution in found]
    if values[0] is not None and values[1] is not None:
        sign = 1.0 if first.sense is second.sense else -1.0
        if abs(values[0] - sign * values[1]) > _TOLERANCE * max(1.0, abs(values[0])):
            return Equivalence(Verdict.DIFFERENT, None, f"the optima differ: {values[0]:.9g} and {values[1]:.9g}")
    if found[0].status is Status.INFEASIBLE:
        return Equivalence(Verdict.UNKNOWN, None, "both are infeasible, in different words")
    auxiliary = any(block.is_auxiliary for model in (first, second) for block in model.columns)
    if auxiliary or len(one.columns) != len(other.columns):
        return Equivalence(Verdict.UNKNOWN, None, "the same optimum over different sets of variables")
    return _by_rows(first, second, one, other, named, solver, options)


def _by_rows(
    first: LinearModel,
    second: LinearModel,
    one: CanonicalModel,
    other: CanonicalModel,
    named: list[int] | None,
    solver: Solver,
    options: Options,
) -> Equivalence:
    """Try matchings that keep costs and integrality: every row of each side must follow from the other."""
    unknown = False
    candidates = _candidates(one, other, named)
    for matching in candidates:
        outcomes = [
            _implied(_reordered(second, matching), first, solver, options),
            _implied(first, _reordered(second, matching), solver, options),
        ]
        if all(outcome is True for outcome in outcomes):
            reason = "the same points and the same objective; some rows are written differently or follow from others"
            return Equivalence(Verdict.EQUIVALENT, tuple(matching), reason)
        unknown |= None in outcomes
    if unknown or len(candidates) == _MOST_MATCHINGS:
        return Equivalence(Verdict.UNKNOWN, None, "not settled by the rows that could be tested")
    return Equivalence(Verdict.DIFFERENT, None, "the same optimum, but not the same points are allowed")


def _candidates(one: CanonicalModel, other: CanonicalModel, named: list[int] | None) -> list[list[int]]:
    def key(model: CanonicalModel, column: int) -> tuple[object, ...]:
        return (model.columns[column].cost, model.columns[column].is_integer)

    size = len(one.columns)
    if named is not None:
        return [named] if all(key(one, column) == key(other, named[column]) for column in range(size)) else []
    classes: dict[tuple[object, ...], tuple[list[int], list[int]]] = {}
    for column in range(size):
        classes.setdefault(key(one, column), ([], []))[0].append(column)
        classes.setdefault(key(other, column), ([], []))[1].append(column)
    if any(len(mine) != len(theirs) for mine, theirs in classes.values()):
        return []
    ways = product(*(permutations(theirs) for _, theirs in classes.values()))
    matchings = []
    for way in islice(ways, _MOST_MATCHINGS):
        matching = [0] * size
        for (mine, _), partners in zip(classes.values(), way, strict=True):
            for column, partner in zip(mine, partners, strict=True):
                matching[column] = partner
        matchings.append(matching)
    return matchings


def _reordered(model: LinearModel, matching: list[int]) -> LinearModel:
    """The model with column `matching[j]` in place j."""
    order = np.asarray(matching)
    place = np.empty_like(order)
    place[order] = np.arange(len(order))
    return replace(
        model,
        cost=model.cost[order],
        column_lower=model.column_lower[order],
        column_upper=model.column_upper[order],
        is_integer=model.is_integer[order],
        indices=place[model.indices].astype(np.int32),
        columns=(),
    )


def _implied(premise: LinearModel, conclusion: LinearModel, solver: Solver, options: Options) -> bool | None:
    """Whether all points of `premise` meet the rows and bounds of `conclusion`; None where a solve was cut off."""
    size = premise.num_columns
    tests: list[tuple[np.ndarray, float]] = []
    dense = conclusion.matrix.toarray()
    for row in range(conclusion.num_rows):
        tests.append((dense[row], conclusion.row_upper[row]))
        tests.append((-dense[row], -conclusion.row_lower[row]))
    unit = np.eye(size)
    for column in range(size):
        tests.append((unit[column], conclusion.column_upper[column]))
        tests.append((-unit[column], -conclusion.column_lower[column]))
    outcome: bool | None = True
    for weights, side in tests:
        if not np.isfinite(side):
            continue
        probe = replace(premise, sense=Sense.MAXIMIZE, cost=np.asarray(weights, dtype=np.float64), offset=0.0)
        found = solver.solve(probe, options)
        if found.status is Status.UNBOUNDED:
            return False
        if found.status is not Status.OPTIMAL or found.objective is None:
            outcome = None
        elif found.objective > side + _TOLERANCE * max(1.0, abs(side)):
            return False
    return outcome
