"""Programmes that need more than one solve: objectives in order, and a ratio of two expressions.

Objectives in order are solved one after the other, what each has reached held
by a row. A ratio is improved step by step (Dinkelbach, 1967, *On nonlinear
fractional programming*): each step takes the best of `numerator - ratio *
divisor` for the ratio reached so far, until nothing is gained.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from nl2milp.export.program import Goal, Program
from nl2milp.export.python_script import Script
from nl2milp.formulation import Sense

__all__ = ["Dialect", "add_goals"]

_STEPS = 100


@dataclass(frozen=True)
class Dialect:
    """How a library says what such programmes are made of.

    Attributes
    ----------
    solve : tuple of str
        Lines of a function `solve()` that ends the programme where there is no optimum.
    whole : callable
        From an expression to one that can be added to and valued, whatever it holds.
    aim : callable
        From a sense and the name of an expression to the lines that make it the objective.
    value : callable
        From the name of an expression to its value after a solve.
    hold : callable
        From a comparison, `goal <= best`, to the line that demands it.
    """

    solve: tuple[str, ...]
    whole: Callable[[str], str]
    aim: Callable[[Sense, str], tuple[str, ...]]
    value: Callable[[str], str]
    hold: Callable[[str], str]


def add_goals(script: Script, program: Program, dialect: Dialect) -> None:
    """Write the objectives and all solves of a programme that needs several."""
    script.heading("Solving", *dialect.solve, "")
    if program.divisor is not None:
        _add_ratio(script, program.goals[0], program.divisor, dialect)
        return
    for place, goal in enumerate(program.goals, start=1):
        is_last = place == len(program.goals)
        script.heading(f"Objective {place} of {len(program.goals)}")
        script.add(goal.comment, f"goal = {dialect.whole(goal.expression)}", *dialect.aim(goal.sense, "goal"))
        script.add("", "solve()", f"best = {dialect.value('goal')}")
        if is_last:
            script.add("", 'print("objective:", best)')
            continue
        operator, sign = ("<=", "+") if goal.sense is Sense.MINIMIZE else (">=", "-")
        side = "round(best)" if goal.is_whole else f"best {sign} 1e-9 * max(1, abs(best))"
        script.add("what has been reached is not given up again", dialect.hold(f"goal {operator} {side}"))


def _add_ratio(script: Script, numerator: Goal, divisor: Goal, dialect: Dialect) -> None:
    script.heading("Objective: the ratio of two expressions, improved step by step (Dinkelbach, 1967)")
    script.add(numerator.comment, f"numerator = {dialect.whole(numerator.expression)}")
    script.add("its divisor, which is positive", f"divisor = {dialect.whole(divisor.expression)}")
    script.add("any answer to begin with", "difference = 0 * numerator", *dialect.aim(numerator.sense, "difference"))
    reached = f"{dialect.value('numerator')} / {dialect.value('divisor')}"
    aimed = [f"    {line}" for line in dialect.aim(numerator.sense, "difference")]
    script.add(
        "", "solve()", f"ratio = {reached}", f"for step in range({_STEPS}):",
        "    difference = numerator - ratio * divisor", *aimed, "    solve()", f"    before, ratio = ratio, {reached}",
        "    if abs(ratio - before) <= 1e-9 * max(1, abs(ratio)):", "        break",
        'print("objective:", ratio)',
    )  # fmt: skip
