"""Checks of phase iii: every rule builds, the whole has an optimum, everything is used."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nl2milp.compile.compiler import Compiled, compile_formulation
from nl2milp.errors import InputError, Nl2milpError
from nl2milp.formulation import Constraint, Formulation, Objective
from nl2milp.optimise import feasible_values, optimise
from nl2milp.readers.llm.assembly import Drafted, head_name
from nl2milp.readers.llm.catalogue import OTHER
from nl2milp.readers.llm.issues import Issue
from nl2milp.readers.llm.numbering import NumberedText
from nl2milp.readers.llm.numbers import unmixed_units, unused
from nl2milp.readers.llm.wire import Explained, Statement
from nl2milp.solvers import Options, Status

__all__ = ["Judged", "judge"]

_SECONDS = 10.0


@dataclass(frozen=True)
class Judged:
    """A formulation with what was found about it.

    Attributes
    ----------
    formulation : Formulation
        Without the parts that do not build.
    issues : tuple of Issue
        What was found.
    lost : tuple of Constraint
        Constraints left out because they do not build.
    status : Status or None
        What solving it gave; None where it does not build.
    objective : float or None
        Its optimum.
    """

    formulation: Formulation
    issues: tuple[Issue, ...] = ()
    lost: tuple[Constraint, ...] = ()
    status: Status | None = None
    objective: float | None = None


def judge(
    formulation: Formulation,
    drafts: Sequence[Drafted],
    statements: Mapping[int, Statement],
    explained: Sequence[Explained],
    text: NumberedText,
    attached: Mapping[str, Any] | None = None,
) -> Judged:
    """Check a whole formulation against its statements and its text."""
    issues = _left_out(drafts, formulation.objective, statements, explained)
    base = formulation.model_copy(update={"constraints": (), "objective": Objective(), "asked": None})
    if (error := _fault(base, attached)) is not None:
        return Judged(formulation, (*issues, Issue(str(error))), formulation.constraints)
    built, lost = [], []
    for draft in drafts:
        error = _fault(base.model_copy(update={"constraints": (draft.constraint,)}), attached)
        if error is None:
            built.append(draft.constraint)
        else:
            lost.append(draft.constraint)
            about = _about(draft, statements)
            issues.append(Issue(f"{error}{about}", statement=draft.statement))
    kept = {"constraints": tuple(built)}
    if (error := _fault(base.model_copy(update={"objective": formulation.objective}), attached)) is not None:
        place = next((place for place, one in statements.items() if one.template == "objective"), 0)
        issues.append(Issue(str(error), statement=place))
        kept["objective"] = Objective()  # type: ignore[assignment]
    sound = formulation.model_copy(update=kept)
    if issues:
        return Judged(sound, tuple(issues), tuple(lost))
    status, objective, issues = _solved(sound, attached)
    issues += _unused_symbols(sound)
    issues += _unexplained(unused(text, sound), explained) + unmixed_units(text, sound)
    return Judged(sound, tuple(issues), (), status, objective)


def _fault(formulation: Formulation, attached: Mapping[str, Any] | None) -> InputError | None:
    try:
        _compiled(formulation, attached)
    except InputError as error:
        return error
    except RecursionError:
        return InputError("an expression is nested too deeply")
    return None


def _compiled(formulation: Formulation, attached: Mapping[str, Any] | None) -> Compiled:
    """As it is compiled when it is solved, so that no bound is asked for that solving finds."""
    from nl2milp.solvers.highs import largest_value

    return compile_formulation(formulation, attached, largest_value, feasible_values)


def _about(draft: Drafted, statements: Mapping[int, Statement]) -> str:
    statement = statements.get(draft.statement)
    if statement is None:
        return ""
    where = ", ".join(statement.sentences)
    return f". It stands for statement {draft.statement}: {statement.says}{f' ({where})' if where else ''}"


def _left_out(
    drafts: Sequence[Drafted], objective: Objective, statements: Mapping[int, Statement], explained: Sequence[Explained]
) -> list[Issue]:
    written = {draft.statement for draft in drafts}
    words = " ".join(f"{one.sentence} {one.what}".lower() for one in explained)
    issues = []
    for place, one in statements.items():
        if one.template in OTHER and one.template != "objective":
            continue
        if one.template == "objective":
            if objective.value is None and not objective.goals:
                issues.append(
                    Issue(f"statement {place} is the objective ('{one.says}'), but none was written", statement=place)
                )
        elif (
            place not in written
            and f"statement {place}" not in words
            and not any(name.lower() in words.split() for name in one.sentences)
        ):
            where = f" ({', '.join(one.sentences)})" if one.sentences else ""
            issues.append(Issue(f"statement {place}{where}: '{one.says}' has no rule", statement=place))
    return issues


def _unexplained(issues: Sequence[Issue], explained: Sequence[Explained]) -> list[Issue]:
    covered = {one.sentence for one in explained}
    return [issue for issue in issues if issue.sentence not in covered]


def _solved(
    formulation: Formulation, attached: Mapping[str, Any] | None
) -> tuple[Status | None, float | None, list[Issue]]:
    try:
        compiled = _compiled(formulation, attached)
        solution = optimise(compiled, options=Options(time_limit=_SECONDS))
    except Nl2milpError as error:
        return None, None, [Issue(str(error))]
    if solution.status is Status.INFEASIBLE:
        message = (
            f"no values satisfy all rules together{_conflict(formulation, attached)}. Does the text itself demand what "
            "contradicts itself, or is a rule stricter than its sentence?"
        )
        return solution.status, None, [Issue(message, False)]
    if solution.status is Status.UNBOUNDED:
        direction = "grow" if formulation.objective.sense.value == "maximize" else "fall"
        message = (
            f"the objective can {direction} without limit: what limits it in the text, or is its sense the other one?"
        )
        return solution.status, None, [Issue(message, False)]
    return solution.status, solution.objective, []


def _conflict(formulation: Formulation, attached: Mapping[str, Any] | None) -> str:
    """Which constraints contradict each other: those without which the rest works, found by leaving out."""
    kept = list(formulation.constraints)
    if len(kept) > 40:
        return ""
    for one in tuple(kept):
        rest = [other for other in kept if other is not one]
        try:
            bare = {"constraints": tuple(rest), "objective": Objective(), "asked": None}
            compiled = _compiled(formulation.model_copy(update=bare), attached)
            if optimise(compiled, options=Options(time_limit=2.0)).status is Status.INFEASIBLE:
                kept = rest
        except Nl2milpError:
            return ""
    shown = "; ".join(" ".join([f"'{one.name}'", *one.sentences]) for one in kept)
    return f": {shown} cannot hold at once" if kept else ": the bounds of the variables already exclude each other"


def _unused_symbols(formulation: Formulation) -> list[Issue]:
    words = [str(one.slots) for one in formulation.constraints] + [one.value for one in formulation.quantities]
    words += [str(formulation.objective.value), *(f"{goal.rule} {goal.value}" for goal in formulation.objective.goals)]
    words.append(str(formulation.asked))
    known = set(re.findall(r"[^\W\d]\w*", " ".join(words)))
    return [
        Issue(
            f"variable '{one.symbol}' ({one.label or one.meaning or 'no label'}) is in no rule nor in the objective",
            False,
        )
        for one in formulation.variables
        if head_name(one.symbol) not in known
    ]
