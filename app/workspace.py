"""What a session works on, and what can be done to it: no screen, no solver before it is needed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any

from nl2milp.app.differing import Changed
from nl2milp.app.merging import carried_over
from nl2milp.errors import InputError, NotUnderstoodError
from nl2milp.formulation import Formulation
from nl2milp.readers.base import Problem, Question, Reading

if TYPE_CHECKING:
    from nl2milp.diagnose import Repair
    from nl2milp.result import Result
    from nl2milp.solvers import Options

__all__ = [
    "ModelAccess",
    "Said",
    "Workspace",
    "applied",
    "changed",
    "chosen",
    "confirmed",
    "described",
    "opened",
    "read",
    "repairable",
    "solved",
    "undone",
]

_MOST_STEPS = 50
_WITH_RESULT = 5


@dataclass(frozen=True)
class ModelAccess:
    """How a language model is reached in this session; never part of what is saved.

    Attributes
    ----------
    model : str
        `provider:name`; empty for what the environment names.
    base_url : str
        An OpenAI-compatible endpoint; empty for none.
    api_key : str
        Empty for the environment's.
    """

    model: str = ""
    base_url: str = ""
    api_key: str = field(default="", repr=False)

    def settings(self) -> Any:
        """Settings of the reader `llm`: the environment's, with what was given here.

        Raises
        ------
        InputError
            The environment holds a value that cannot be used.
        """
        from nl2milp.readers.llm.settings import Settings

        return Settings.from_environment().with_options(
            model=self.model or None, base_url=self.base_url or None, api_key=self.api_key or None
        )

    @property
    def is_set(self) -> bool:
        """Whether a model is named, here or in the environment."""
        import os

        return bool(self.model or os.environ.get("NL2MILP_MODEL", "").strip())


@dataclass(frozen=True)
class Said:
    """A line of the conversation: who said it, and what it did to the model, a line for each part."""

    who: str
    text: str
    differences: tuple[Changed, ...] = ()


@dataclass(frozen=True)
class Step:
    """What was done, and the workspace before it."""

    what: str
    before: Workspace


@dataclass(frozen=True, eq=False)
class Workspace:
    """A problem on its way from words to an answer.

    Attributes
    ----------
    text : str
        In plain words.
    tables : tuple of (name, CSV text)
        Attached; decimals have a point.
    reader : str
        As chosen; `auto` takes the best one that is set up.
    reading : Reading or None
        What the reader made of it.
    formulation : Formulation or None
        As it stands, with what was changed since.
    chosen : tuple of int
        For each of the reading's questions, which choice holds.
    is_confirmed : bool
        Whether the user has accepted a reading that its reader is not sure of.
    result : Result or None
        Of the formulation as it stands; None where it has not been solved.
    said : tuple of Said
        The conversation.
    past : tuple of Step
        What can be undone, oldest first.
    note : str
        What led to this state.
    """

    text: str = ""
    tables: tuple[tuple[str, str], ...] = ()
    reader: str = "auto"
    reading: Reading | None = None
    formulation: Formulation | None = None
    chosen: tuple[int, ...] = ()
    is_confirmed: bool = False
    result: Result | None = None
    said: tuple[Said, ...] = ()
    past: tuple[Step, ...] = ()
    note: str = ""

    @cached_property
    def columns(self) -> Mapping[str, Any]:
        """The attached tables as a compiler takes them.

        Raises
        ------
        DataError
            A table cannot be used; the message names the cell.
        """
        if not self.tables:
            return {}
        from nl2milp.tables import read_tables

        return read_tables({f"{name}.csv": text.encode() for name, text in self.tables}, ".").tables

    @property
    def stated(self) -> Formulation:
        """The formulation as it stands.

        Raises
        ------
        NotUnderstoodError
            Nothing has been read yet.
        """
        if self.formulation is None:
            raise NotUnderstoodError("nothing has been read yet: describe a problem first")
        return self.formulation

    @property
    def questions(self) -> tuple[Question, ...]:
        """What the reader leaves open."""
        return () if self.reading is None else self.reading.questions

    @property
    def is_edited(self) -> bool:
        """Whether the formulation is no longer what the reader took."""
        return self.reading is not None and self.formulation != self.reading.formulation

    @property
    def needs_review(self) -> bool:
        """Whether the reader is not sure, and the user has not accepted its reading yet."""
        return self.reading is not None and not self.reading.confident and not self.is_confirmed


def described(
    workspace: Workspace, text: str, tables: tuple[tuple[str, str], ...] = (), reader: str = "auto"
) -> Workspace:
    """A new problem; what was understood of the one before can be undone to."""
    if (text, tables, reader) == (workspace.text, workspace.tables, workspace.reader):
        return workspace
    return Workspace(text, tables, reader)


def read(
    workspace: Workspace,
    access: ModelAccess | None = None,
    listen: Callable[[Any], object] | None = None,
) -> Workspace:
    """The workspace with its text read.

    Raises
    ------
    InputError
        The text or a table is unusable, or the reader is not set up.
    NotUnderstoodError
        No optimisation problem was found in the text.
    ProviderError
        The model could not be asked.
    """
    from nl2milp import api, readers

    name = workspace.reader
    access = access or ModelAccess()
    if name == "auto":
        name = "llm" if access.is_set else "offline"
    if name in ("llm", "cross_checked"):
        from nl2milp.readers.llm import LLMReader

        made: Any = LLMReader(access.settings(), listen)
        if name == "cross_checked":
            from nl2milp.readers.cross_checked import CrossCheckedReader

            made = CrossCheckedReader(made)
    else:
        made = readers.get(name)
        if listen is not None and hasattr(made, "listen"):
            made.listen = listen
    reading: Reading = made.read(Problem(workspace.text, dict(workspace.columns)))
    reading = api.with_questions(reading, tables=workspace.columns)
    return opened(replace(workspace, past=(), said=()), reading)


def opened(workspace: Workspace, reading: Reading) -> Workspace:
    """The workspace with this reading of its text."""
    return replace(
        workspace,
        reading=reading,
        formulation=reading.formulation,
        chosen=(0,) * len(reading.questions),
        is_confirmed=False,
        result=None,
        note=f"read by the {reading.reader} reader",
    )


def solved(workspace: Workspace, options: Options | None = None) -> Workspace:
    """The workspace with its formulation solved.

    Raises
    ------
    InputError
        The formulation or a table cannot be used; the message names the part.
    """
    from nl2milp import api

    problem: Any = workspace.stated
    if workspace.reading is not None and not workspace.is_confirmed:
        # a reader's doubts stay in the result, until they are looked at
        problem = replace(workspace.reading, formulation=workspace.stated)
    result = api.solve(problem, tables=workspace.columns, options=options)
    if workspace.reading is not None and result.reader is None:
        result = replace(result, reader=workspace.reading.reader, reading=workspace.reading)
    return replace(workspace, result=result)


def changed(workspace: Workspace, what: str, formulation: Formulation) -> Workspace:
    """The workspace with another formulation, which can be undone.

    Raises
    ------
    FormulationError
        A part of it is wrong: nothing is changed.
    """
    from nl2milp import api

    if formulation == workspace.formulation:
        return workspace
    api.compile_model(formulation, tables=workspace.columns)
    return _stepped(workspace, what, formulation=formulation, result=None)


def chosen(workspace: Workspace, question: int, choice: int) -> Workspace:
    """The workspace with one of the readings that a question is about.

    Raises
    ------
    InputError
        There is no such question or choice.
    """
    asked = workspace.questions
    if not 0 <= question < len(asked) or not 0 <= choice < len(asked[question].choices):
        raise InputError("that question is no longer open")
    if workspace.formulation is None or workspace.chosen[question] == choice:
        return workspace
    choices = asked[question].choices
    before, after = choices[workspace.chosen[question]].formulation, choices[choice].formulation
    formulation = carried_over(before, after, workspace.formulation)
    taken = tuple(choice if place == question else one for place, one in enumerate(workspace.chosen))
    what = f"reading: {choices[choice].label}"
    return _stepped(workspace, what, formulation=formulation, chosen=taken, result=None)


def confirmed(workspace: Workspace) -> Workspace:
    """The workspace with its reading accepted as it stands."""
    return _stepped(workspace, "accepted the reading", is_confirmed=True, result=None)


def repairable(repair: Repair) -> bool:
    """Whether every change of a repair has a place in the formulation, so that it can be made for the user."""
    return all(change.is_dropped or change.figure is not None for change in repair.changes)


def applied(workspace: Workspace, repair: Repair) -> Workspace:
    """The workspace with a repair of its contradiction.

    Raises
    ------
    InputError
        A change of it has no single place in the formulation.
    """
    from nl2milp.analyse.numbers import changed as with_numbers
    from nl2milp.analyse.numbers import without
    from nl2milp.diagnose import repair_to_text

    if not repairable(repair):
        raise InputError("this change is to a number in the data: make it there")
    formulation = workspace.stated
    what = repair_to_text(repair, formulation)
    numbers = {str(one.figure): one.after for one in repair.changes if one.after is not None}
    formulation = with_numbers(formulation, numbers)
    gone = frozenset(formulation.constraints[one.constraint].name for one in repair.changes if one.is_dropped)
    return changed(workspace, what, without(formulation, gone))


def undone(workspace: Workspace) -> Workspace:
    """The workspace before its last change; itself where there is none."""
    if not workspace.past:
        return workspace
    last = workspace.past[-1]
    return replace(last.before, past=workspace.past[:-1])


def _stepped(workspace: Workspace, what: str, **parts: Any) -> Workspace:
    step = Step(what, replace(workspace, past=()))
    past = (*workspace.past, step)[-_MOST_STEPS:]
    if len(past) > _WITH_RESULT:
        # a result holds its whole model: further back, the formulation is enough to solve again
        old = past[-_WITH_RESULT - 1]
        lean = Step(old.what, replace(old.before, result=None))
        past = (*past[: -_WITH_RESULT - 1], lean, *past[-_WITH_RESULT:])
    return replace(workspace, past=past, note=what, **parts)
