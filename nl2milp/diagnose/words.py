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
from nl2milp.diagnose.measures import Measure, measure_of
from nl2milp.diagnose.phrases import Phrases, listed, number, quoted
from nl2milp.diagnose.propagation import Conflict, Step, propagated
from nl2milp.diagnose.system import System
from nl2milp.diagnose.yes_or_no import by_choices
from nl2milp.errors import FormulationError, UnboundedTermError
from nl2milp.formulation import Constraint
from nl2milp.solvers.highs import largest_value

__all__ = ["Explanation", "explain"]

_MOST_STEPS = 8
_LONG = 1000


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
        names = listed([quoted(one) for one in constraints])
        sentence = f"Fractions would satisfy {names}, but no whole numbers do."
    return Explanation(sentence or _plain(constraints))


def _plain(constraints: Sequence[Constraint]) -> str:
    if not constraints:
        return "The declared bounds and definitions contradict each other by themselves."
    if len(constraints) == 1:
        return f"{quoted(constraints[0])} cannot be met within the bounds of the variables."
    return f"{listed([quoted(one) for one in constraints])} can each be met, but not together."


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
    size = limit.weight
    # the others say as much about the limit's own left-hand side
    reached = sum(
        (line.side if line.is_at_least is not limit.is_at_least else -line.side for line in rest), Fraction(0)
    )
    reached /= size
    stated = limit.side / size
    said = _by_statement(line.said for line in rest if line.row >= 0)
    by_choice = by_choices(phrases, limit, rest, said, reached)
    if by_choice is not None:
        return by_choice
    each = _each(phrases, limit, rest)
    if each is not None:
        return f"{each} {_against(phrases, limit, reached)}"
    measure = _measure(phrases, limit)
    left = phrases.sum_of([(column, weight / size) for column, weight in limit.terms])
    cause = f"{listed(said)} {'means' if len(said) == 1 else 'together mean'}" if said else "the bounds mean"
    cause = cause[0].upper() + cause[1:]
    ends = ("most", "asks for at least") if limit.is_at_least else ("least", "allows at most")
    found, wanted = measure.said(_plainly(reached)), measure.said(stated)
    return f"{cause} that {left} is at {ends[0]} {found}, but {limit.said} {ends[1]} {wanted}."


def _measure(phrases: Phrases, limit: Line) -> Measure:
    owner = phrases.owner(limit.row)
    return measure_of(owner.quote if owner else None, float(limit.side / limit.weight))


def _against(phrases: Phrases, limit: Line, reached: Fraction) -> str:
    """`comes to 80 hours, but only 60 hours are available`."""
    stated = limit.side / limit.weight
    measure = _measure(phrases, limit)
    verb = "are" if measure.is_counted else "is"
    needs = "at least {} {} needed" if limit.is_at_least else "only {} {} available"
    return f"comes to {measure.said(reached)}, but {needs.format(measure.said(stated), verb)}."


def _plainly(value: Fraction) -> float | Fraction:
    """A number that a person would say: no fractions of thousands."""
    if abs(value.numerator) < _LONG:
        return value
    return round(float(value), 2) if abs(value) >= _LONG else float(value)


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
    if phrases.is_yes_or_no(column) and low.row >= 0 and high.row >= 0:
        return f"{low.said} requires {phrases.column(column)}, but {high.said} rules it out."
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
    measure = _measure(phrases, limit)
    word = "at most" if limit.is_at_least else "at least"
    parts = []
    for line in rest:
        column, weight = line.terms[0]
        bound = line.side / weight
        if not bound:
            continue
        rate = wanted[column]
        amount = f"{word} {_amount(phrases, line, column, bound)}"
        parts.append(amount if rate == 1 else f"{measure.in_parts(rate)} for each of {amount}")
    if not parts:
        return None
    whole = listed(parts)
    together = " together" if len(parts) > 1 else ""
    return f"{whole[0].upper()}{whole[1:]}{together}"


def _amount(phrases: Phrases, line: Line, column: int, bound: Fraction) -> str:
    """`40 chairs`, and for what is measured `60 kg of butter`, by the unit of the statement."""
    name = phrases.column(column)
    if not phrases.is_measured(column):
        return f"{number(bound)} {name}"
    owner = phrases.owner(line.row) if line.row >= 0 else None
    amount = measure_of(owner.quote if owner else None, float(bound)).said(bound)
    return f"{amount} {name}" if amount == number(bound) else f"{amount} of {name}"


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
    # what only prepares the statement that breaks is told as a consequence of the others
    last = phrases.said(conflict.row) if conflict.row >= 0 and len(steps) > 1 else ""
    for step in steps:
        said = phrases.said(step.row)
        clause = _follows(phrases, step)
        clauses.append(f"so {clause}" if said == last else f"by {said} {clause}")
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
    holds = step.value == 1.0 and not step.is_upper
    is_settled = holds or step.value == 0.0 and step.is_upper
    if phrases.is_yes_or_no(step.column) and is_settled:
        return f"{name} is {'required' if holds else 'ruled out'}"
    if phrases.is_auxiliary(step.column) and is_settled:
        condition = name.strip("[]")
        if condition.startswith("not "):
            condition, holds = condition.removeprefix("not "), not holds
        return f"'{condition}' {'holds' if holds else 'cannot hold'}"
    return f"{name} is at {'most' if step.is_upper else 'least'} {number(step.value)}"
