"""Why statements clash, in a sentence made from their numbers."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import gcd

import numpy as np

from nl2milp.compile.compiler import Compiled, compile_formulation
from nl2milp.diagnose.addition import Line, added_up, addition, orientation
from nl2milp.diagnose.compiling import feasibility_part, with_bounds
from nl2milp.diagnose.farkas import exact, prove
from nl2milp.diagnose.phrases import Phrases, number, quoted, unit_after
from nl2milp.diagnose.propagation import Conflict, Step, propagated
from nl2milp.diagnose.system import System
from nl2milp.errors import FormulationError, UnboundedTermError
from nl2milp.formulation import Constraint
from nl2milp.solvers.highs import largest_value

__all__ = ["Explanation", "explain"]

_MOST_STEPS = 8


@dataclass(frozen=True)
class Explanation:
    """Why a core has no point.

    Attributes
    ----------
    sentence : str
        For people.
    addition : tuple of str
        The exact proof, a line a statement; empty where there is none.
    is_proven : bool
        Whether fractions alone prove it, no solver.
    """

    sentence: str
    addition: tuple[str, ...] = ()
    is_proven: bool = False


def explain(compiled: Compiled, places: Sequence[int]) -> Explanation:
    """Why the statements at `places` cannot all hold."""
    constraints = [compiled.formulation.constraints[place] for place in places]
    formulation = feasibility_part(compiled.formulation, places)
    is_bounded = True
    try:
        part = compile_formulation(formulation, compiled.scope.attached, largest_value)
    except UnboundedTermError:
        is_bounded = False
        part = compile_formulation(with_bounds(formulation), compiled.scope.attached, largest_value)
    except FormulationError:
        return Explanation(_plain(constraints))
    system = System.of_compiled(part)
    everything = range(len(places))
    # where bounds had to be assumed, an addition would be of numbers that nobody stated
    proof = prove(system, everything) if is_bounded else None
    if proof is not None:
        lines = addition(part, proof)
        return Explanation(_by_numbers(part, lines) or _plain(constraints), tuple(added_up(part, lines)), True)
    sentence = _by_divisor(part)
    if sentence is None:
        conflict = propagated(system, frozenset(everything))
        sentence = _chain(part, conflict) if conflict is not None else None
    if sentence is None and part.model.is_integer.any() and not any(one.is_auxiliary for one in part.model.columns):
        names = _listed([quoted(one) for one in constraints])
        sentence = f"Fractions would satisfy {names}, but no whole numbers do."
    return Explanation(sentence or _plain(constraints))


def _plain(constraints: Sequence[Constraint]) -> str:
    if not constraints:
        return "The declared bounds and definitions contradict each other by themselves."
    if len(constraints) == 1:
        return f"{quoted(constraints[0])} cannot be met within the bounds of the variables."
    return f"{_listed([quoted(one) for one in constraints])} can each be met, but not together."


def _listed(parts: Sequence[str]) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} and {parts[-1]}"


# -- from the addition


def _by_numbers(part: Compiled, lines: list[Line]) -> str | None:
    """One statement is the limit; what the others add up to is beyond it."""
    phrases = Phrases(part)
    rows = [line for line in lines if line.row >= 0]
    if not rows:
        return None
    if len({column for line in rows for column, _ in line.terms}) == 1 and len(lines) == 2:
        rates = [abs(line.terms[0][1] / line.weight) for line in rows]
        if all(rate == 1 for rate in rates):
            return _one_variable(phrases, lines)
        rows.sort(key=lambda line: abs(line.terms[0][1] / line.weight) == 1)
    # the first of equals, so that the order chosen above counts
    limit = max(rows, key=lambda line: (line.side != 0, len(line.terms)))
    if limit.side == 0:
        return None
    rest = [line for line in lines if line is not limit]
    each = _each(phrases, limit, rest)
    size = limit.weight
    # the others say as much about the limit's own left-hand side
    reached = sum(
        (line.side if line.is_at_least is not limit.is_at_least else -line.side for line in rest), Fraction(0)
    )
    reached /= size
    stated = limit.side / size
    owner = phrases.owner(limit.row)
    unit = unit_after(owner.quote if owner else None, float(stated))
    tail, verb = (f" {unit}", "are") if unit else ("", "is")
    if each is not None:
        if limit.is_at_least:
            return f"{each} comes to {number(reached)}{tail}, but at least {number(stated)}{tail} {verb} needed."
        return f"{each} comes to {number(reached)}{tail}, but only {number(stated)}{tail} {verb} available."
    left = phrases.sum_of([(column, weight / size) for column, weight in limit.terms])
    said = _by_statement(line.said for line in rest if line.row >= 0)
    cause = f"{_listed(said)} {'means' if len(said) == 1 else 'together mean'}" if said else "the bounds mean"
    cause = cause[0].upper() + cause[1:]
    if limit.is_at_least:
        return f"{cause} that {left} is at most {number(reached)}, but {limit.said} asks for at least {number(stated)}."
    return f"{cause} that {left} is at least {number(reached)}, but {limit.said} allows at most {number(stated)}."


def _by_statement(said: Iterable[str]) -> list[str]:
    """Statements once each, with all their points: `“at most 60 a week” [1, 2, 3]`."""
    points: dict[str, list[str]] = {}
    for one in said:
        words, bracket, point = one.rpartition(" [") if one.endswith("]") else (one, "", "")
        points.setdefault(words, []).extend([point.rstrip("]")] if bracket else [])
    return [f"{words} [{'; '.join(dict.fromkeys(several))}]" if several else words for words, several in points.items()]


def _one_variable(phrases: Phrases, lines: list[Line]) -> str:
    # `-x <= 3` bounds from below
    low, high = sorted(lines, key=lambda line: line.is_at_least is not (line.terms[0][1] > 0))
    column = low.terms[0][0]
    least, most = low.side / low.terms[0][1], high.side / high.terms[0][1]
    clause = f"{phrases.column(column)} must be at least {number(least)}"
    clause += f" by {low.said}" if low.row >= 0 else ""
    limit = f"at most {number(most)}" + (f" by {high.said}" if high.row >= 0 else "")
    return f"{clause[0].upper()}{clause[1:]}, but {limit}."


def _each(phrases: Phrases, limit: Line, rest: list[Line]) -> str | None:
    """`2 hours for each of at least 40 chairs`, where all others limit one variable each."""
    wanted = {column: weight / limit.weight for column, weight in limit.terms}
    if any(len(line.terms) != 1 or line.is_at_least is limit.is_at_least for line in rest):
        return None
    if any(weight < 0 for weight in wanted.values()) or any(phrases.is_auxiliary(column) for column in wanted):
        return None
    owner = phrases.owner(limit.row)
    unit = unit_after(owner.quote if owner else None, float(limit.side / limit.weight))
    word = "at most" if limit.is_at_least else "at least"
    parts = []
    for line in rest:
        column, weight = line.terms[0]
        bound = line.side / weight
        if not bound:
            continue
        rate = wanted[column]
        if rate == 1:
            parts.append(f"{word} {number(bound)} {phrases.column(column)}")
        else:
            size = f"{number(rate)} {unit}" if unit else number(rate)
            parts.append(f"{size} for each of {word} {number(bound)} {phrases.column(column)}")
    if not parts:
        return None
    whole = _listed(parts)
    together = " together" if len(parts) > 1 else ""
    return f"{whole[0].upper()}{whole[1:]}{together}"


# -- where only whole numbers are at fault


def _by_divisor(part: Compiled) -> str | None:
    """An equation whose left-hand side is always a multiple of what the right-hand side isn't."""
    model, phrases = part.model, Phrases(part)
    for row in range(model.num_rows):
        if model.row_lower[row] != model.row_upper[row]:
            continue
        terms = phrases.terms(row)
        if not terms or not all(model.is_integer[column] for column, _ in terms):
            continue
        weights = [exact(value) for _, value in terms]
        scale = np.lcm.reduce([weight.denominator for weight in weights])
        common = Fraction(gcd(*(int(weight * int(scale)) for weight in weights)), int(scale))
        side = exact(float(model.row_upper[row]))
        if common and (side / common).denominator != 1:
            turn = orientation(part, row)
            left = phrases.sum_of([(column, turn * value) for column, value in terms])
            return (
                f"In whole numbers {left} is always a multiple of {number(common)}, "
                f"but {phrases.said(row)} asks for {number(side * int(turn))}."
            )
    return None


def _chain(part: Compiled, conflict: Conflict) -> str | None:
    """What follows from what, until it contradicts itself."""
    phrases = Phrases(part)
    steps = [step for step in conflict.steps if step.row >= 0]
    if len(steps) > _MOST_STEPS:
        return None
    clauses: list[str] = []
    before = None
    for step in steps:
        said = phrases.said(step.row)
        clause = _follows(phrases, step)
        clauses.append(clause if said == before else f"by {said} {clause}")
        before = said
    if conflict.row >= 0:
        clauses.append(f"and then {phrases.said(conflict.row)} cannot be met")
    elif clauses:
        clauses.append("which contradict each other")
    if not clauses:
        return None
    text = "; ".join(clauses)
    return f"{text[0].upper()}{text[1:]}."


def _follows(phrases: Phrases, step: Step) -> str:
    name = phrases.column(step.column)
    if phrases.is_auxiliary(step.column) and step.value in (0.0, 1.0):
        condition = name.strip("[]")
        if step.value == 1.0 and not step.is_upper:
            return f"'{condition}' must hold"
        if step.value == 0.0 and step.is_upper:
            return f"'{condition}' cannot hold"
    return f"{name} is at {'most' if step.is_upper else 'least'} {number(step.value)}"
