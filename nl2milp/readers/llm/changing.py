"""A formulation changed by an instruction in words: through the same schemas and checks, shown as a difference."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nl2milp import templates
from nl2milp.errors import InputError, NotUnderstoodError
from nl2milp.formulation import Basis, Constraint, Formulation
from nl2milp.readers.base import Problem
from nl2milp.readers.llm.asking import Model
from nl2milp.readers.llm.assembly import Drafted, declared, drafted_constraints, merged, objective_of, symbol_of
from nl2milp.readers.llm.catalogue import fill_model, slots_of
from nl2milp.readers.llm.dialogue import Dialogue
from nl2milp.readers.llm.differences import Difference, How, differences, of_kind
from nl2milp.readers.llm.issues import Issue
from nl2milp.readers.llm.numbering import NumberedText, number
from nl2milp.readers.llm.parsing import UnusableReplyError
from nl2milp.readers.llm.progress import Listener, Progress
from nl2milp.readers.llm.prompts import prompt, prompt_version
from nl2milp.readers.llm.reader import run
from nl2milp.readers.llm.settings import Settings
from nl2milp.readers.llm.shown import formulation_shown
from nl2milp.readers.llm.soundness import judge
from nl2milp.readers.llm.wire import Change as WireChange
from nl2milp.readers.llm.wire import Statement

__all__ = ["Change", "Conversation", "achange", "change"]

_MOST_CHARACTERS = 4_000
_DECLARED = ("sets", "tables", "patterns", "parameters", "variables", "quantities")


@dataclass(frozen=True)
class Change:
    """What an instruction did to a formulation.

    Attributes
    ----------
    instruction : str
        As it was said.
    before, after : Formulation
        Both whole: what was is never lost.
    differences : tuple of Difference
        Part by part.
    questions : tuple of str
        What the instruction leaves open.
    notes : tuple of str
        What the checks noticed and the model kept, and what it assumed.
    """

    instruction: str
    before: Formulation
    after: Formulation
    differences: tuple[Difference, ...] = ()
    questions: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def added(self) -> tuple[Difference, ...]:
        """Parts that are new."""
        return of_kind(self.differences, How.ADDED)

    @property
    def removed(self) -> tuple[Difference, ...]:
        """Parts that are gone."""
        return of_kind(self.differences, How.REMOVED)

    @property
    def changed(self) -> tuple[Difference, ...]:
        """Parts that say something else now."""
        return of_kind(self.differences, How.CHANGED)

    def undo(self) -> Formulation:
        """The formulation as it was."""
        return self.before

    def __str__(self) -> str:
        lines = [str(one) for one in self.differences] or ["nothing changed"]
        return "\n".join([*lines, *(f"? {one}" for one in self.questions), *(f"! {one}" for one in self.notes)])


def change(
    formulation: Formulation,
    instruction: str,
    *,
    settings: Settings | None = None,
    tables: Mapping[str, Any] | None = None,
    listen: Listener | None = None,
) -> Change:
    """Change `formulation` as `instruction` says; see :func:`achange`."""
    return run(achange(formulation, instruction, settings=settings, tables=tables, listen=listen))


async def achange(
    formulation: Formulation,
    instruction: str,
    *,
    settings: Settings | None = None,
    tables: Mapping[str, Any] | None = None,
    listen: Listener | None = None,
) -> Change:
    """Change `formulation` as `instruction` says.

    Parameters
    ----------
    formulation : Formulation
        It stays as it is; the change holds a new one.
    instruction : str
        "make it at most 3 trucks", "add a third product with profit 40".
    settings : Settings, optional
        By default from the environment.
    tables : mapping, optional
        Attached tables by name.
    listen : callable, optional
        Told of every step.

    Raises
    ------
    InputError
        No model is set up, or the instruction is empty or too long.
    NotUnderstoodError
        What the model made of it cannot be built; nothing is changed.
    ProviderError
        The model could not be asked.
    """
    if len(instruction) > _MOST_CHARACTERS:
        raise InputError(f"an instruction has at most {_MOST_CHARACTERS:,} characters; this is a text for 'read'")
    text = number(Problem(instruction))
    names = templates.names()
    async with Model(settings or Settings.from_environment(), "change", prompt_version()) as model:
        dialogue: Dialogue[Any] = Dialogue(
            model, "change", fill_model(names, whole=True, extra=WireChange),
            prompt("change", templates=slots_of(names)),
            f"The model:\n{formulation_shown(formulation)}\n\nThe user says:\n{text.shown()}",
            model.settings.repairs, listen or _ignore,
        )  # fmt: skip
        while True:
            reply = await dialogue.ask()
            after, issues = _applied(formulation, reply, names, text, tables)
            again = dialogue.worth_asking(issues)
            if not again:
                break
            dialogue.object_to(again, explain=True)
    serious = [issue.message for issue in issues if issue.serious]
    if serious or after is None:
        raise NotUnderstoodError(f"the change could not be made, and the model stays as it was: {'; '.join(serious)}")
    found = differences(formulation, after)
    notes = (*(issue.message for issue in issues), *reply.assumptions)
    return Change(instruction, formulation, after, found, tuple(reply.questions), tuple(dict.fromkeys(notes)))


def _ignore(_: Progress) -> None:
    return None


def _applied(
    before: Formulation, reply: Any, names: Sequence[str], text: NumberedText, tables: Mapping[str, Any] | None
) -> tuple[Formulation | None, list[Issue]]:
    """The formulation with a reply's changes, and what is wrong with it."""
    statements = {
        place: Statement(sentences=[line.name], says=line.text, template="data")
        for place, line in enumerate(text.lines, start=1)
    }
    removed = set(reply.remove)
    issues = [
        Issue(f"'{name}' is to be removed, but the model has no constraint or symbol of that name")
        for name in sorted(removed - _names(before))
    ]
    try:
        parts: dict[str, Any] = {
            kind: tuple(one for one in merged(getattr(before, kind), more) if symbol_of(one) not in removed)
            for kind, more in declared(reply, text).items()
        }
        new = [_placeless(draft.constraint) for draft in drafted_constraints(reply, names, statements, text)]
        aim = objective_of(reply.objective, tuple(line.name for line in text.lines), text)
    except UnusableReplyError as error:
        return None, [Issue(str(error))]
    if aim is not None:
        parts["objective"] = aim.model_copy(update={"span": None, "sentences": ()})
    if reply.asked:
        parts["asked"] = reply.asked
    parts["constraints"] = _replaced(before.constraints, new, removed)
    parts["questions"] = tuple(dict.fromkeys((*before.questions, *reply.questions)))
    after = before.model_copy(update=parts)
    drafts = [Drafted(one, 0) for one in after.constraints]
    judged = judge(after, drafts, {}, reply.explained, text, tables)
    # a change may well make a model infeasible: solving says so, with the statements that clash
    return after, issues + [issue for issue in judged.issues if issue.serious or issue.sentence is not None]


def _names(formulation: Formulation) -> set[str]:
    symbols = {symbol_of(part) for kind in _DECLARED for part in getattr(formulation, kind)}
    return symbols | {one.name for one in formulation.constraints}


def _placeless(one: Constraint) -> Constraint:
    """Its quote is the instruction's; its place would be taken for one in the problem's text."""
    return one.model_copy(update={"span": None, "sentences": (), "basis": Basis.STATED})


def _replaced(before: Sequence[Constraint], new: Sequence[Constraint], removed: set[str]) -> tuple[Constraint, ...]:
    """Old constraints, in their places by name replaced by new ones of that name; the other new ones at the end."""
    by_name: dict[str, list[Constraint]] = {}
    for one in new:
        by_name.setdefault(one.name, []).append(one)
    kept: list[Constraint] = []
    for one in before:
        if one.name in by_name:
            kept += by_name.pop(one.name)
        elif one.name not in removed:
            kept.append(one)
    return (*kept, *(one for several in by_name.values() for one in several))


@dataclass
class Conversation:
    """A formulation that is changed step by step, each of which can be undone.

    Attributes
    ----------
    formulation : Formulation
        As it stands.
    settings : Settings or None
        How the model is asked; by default from the environment.
    changes : list of Change
        What led to it, oldest first.
    """

    formulation: Formulation
    settings: Settings | None = None
    tables: Mapping[str, Any] | None = None
    changes: list[Change] = field(default_factory=list)

    def say(self, instruction: str, listen: Listener | None = None) -> Change:
        """Change it as `instruction` says; on an error it stays as it was."""
        made = change(self.formulation, instruction, settings=self.settings, tables=self.tables, listen=listen)
        self.changes.append(made)
        self.formulation = made.after
        return made

    def undo(self) -> Change | None:
        """Take the last change back, and return it; None where there is none."""
        if not self.changes:
            return None
        last = self.changes.pop()
        self.formulation = last.undo()
        return last
