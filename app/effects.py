"""What a question is worth: how the problem would end in each of the readings it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from nl2milp.app.differing import Changed, changes_between
from nl2milp.app.merging import carried_over
from nl2milp.app.outcome import as_number, plan_rows
from nl2milp.app.workspace import Workspace
from nl2milp.errors import Nl2milpError
from nl2milp.formulation import Formulation

__all__ = ["Effect", "effects", "outcome_in_words"]

_SECONDS = 5.0
_MOST_NAMED = 4


@dataclass(frozen=True)
class Effect:
    """How the problem ends in one reading.

    Attributes
    ----------
    label : str
        The reading's.
    ends : str
        In a few words: `10,500 with 200 stalls, 100 balcony`.
    changes : tuple of Changed
        The parts that are not as they are now.
    is_taken : bool
        Whether it is the one that holds.
    """

    label: str
    ends: str
    changes: tuple[Changed, ...]
    is_taken: bool


def effects(workspace: Workspace, question: int) -> tuple[Effect, ...]:
    """For each choice of a question, how the problem as it stands would end with it."""
    asked = workspace.questions[question]
    if workspace.formulation is None:
        return ()
    taken = workspace.chosen[question]
    before = asked.choices[taken].formulation if asked.choices else workspace.formulation
    found = []
    for place, choice in enumerate(asked.choices):
        is_taken = place == taken
        after = workspace.formulation if is_taken else carried_over(before, choice.formulation, workspace.formulation)
        changes = changes_between(workspace.formulation, after)
        found.append(Effect(choice.label, outcome_in_words(after, workspace.columns), changes, is_taken))
    return tuple(found)


def outcome_in_words(formulation: Formulation, tables: Any = None) -> str:
    """How a formulation ends, within seconds, in a few words."""
    from nl2milp import api
    from nl2milp.solvers import Options

    try:
        result = api.solve(formulation, tables=tables, options=Options(time_limit=_SECONDS))
    except Nl2milpError:
        return "cannot be built"
    if result.objective is None:
        words = {"infeasible": "no plan fits", "unbounded": "no limit to the best", "limit": "takes longer to solve"}
        return words.get(result.status.value, result.status.value)
    used = [f"{as_number(value)} {name}" for name, value in plan_rows(result.variables) if abs(value) > 1e-9]
    plan = ", ".join(used[:_MOST_NAMED]) + (", …" if len(used) > _MOST_NAMED else "")
    return f"{as_number(result.objective)}, with {plan or 'nothing used'}"
