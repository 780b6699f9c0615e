"""The three phases, and the reading of a text through them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from nl2milp import templates
from nl2milp.errors import NotUnderstoodError
from nl2milp.readers.base import Problem
from nl2milp.readers.llm.asking import Model
from nl2milp.readers.llm.assembly import assembled, declared
from nl2milp.readers.llm.catalogue import OTHER, fill_model, slots_of
from nl2milp.readers.llm.coverage import check_declaration, check_statements
from nl2milp.readers.llm.dialogue import Dialogue
from nl2milp.readers.llm.gathering import finished
from nl2milp.readers.llm.issues import Issue
from nl2milp.readers.llm.numbering import NumberedText
from nl2milp.readers.llm.parsing import UnusableReplyError
from nl2milp.readers.llm.progress import Listener, Progress
from nl2milp.readers.llm.prompts import prompt
from nl2milp.readers.llm.questions import to_classify, to_fill, to_identify
from nl2milp.readers.llm.soundness import Judged, judge
from nl2milp.readers.llm.wire import Declaration, Explained, Statement, Statements

__all__ = ["Task", "Understood", "chunks_of", "in_play", "read_in_one_step", "read_in_phases"]


@dataclass(frozen=True)
class Understood:
    """What the phases made of a text.

    Attributes
    ----------
    judged : Judged
        The formulation and what is left to say about it.
    statements : mapping of int to Statement
        The sorted statements by number.
    issues : tuple of Issue
        What no repair settled, of all phases.
    explained : tuple of Explained
        What the model says has no place in the formulation.
    """

    judged: Judged
    statements: Mapping[int, Statement] = field(default_factory=dict)
    issues: tuple[Issue, ...] = ()
    explained: tuple[Explained, ...] = ()


@dataclass(frozen=True)
class Task:
    """What all phases of a reading need."""

    model: Model
    problem: Problem
    text: NumberedText
    listen: Listener


async def read_in_phases(task: Task) -> Understood:
    """Identify, classify, fill: each phase checked before the next one starts."""
    base, left = await _identify(task)
    found, more = await _classify(task, base)
    statements = dict(enumerate(found.statements, start=1))
    understood = await _fill(task, base, statements)
    return Understood(understood.judged, statements, (*left, *more, *understood.issues), understood.explained)


async def _identify(task: Task) -> tuple[Declaration, list[Issue]]:
    task.listen(Progress("identify", "started", "looking for what is decided"))
    dialogue = Dialogue(
        task.model, "identify", Declaration, *to_identify(task.text), task.model.settings.repairs, task.listen,
    )  # fmt: skip
    base, left = await dialogue.settle(lambda one: check_declaration(one, task.text, task.problem.tables))
    try:
        declared(base, task.text)
    except UnusableReplyError as error:  # nothing can be built on it
        raise NotUnderstoodError(f"what the model declares could not be used: {error}") from None
    names = ", ".join(one.label or one.symbol for one in base.variables)
    task.listen(Progress("identify", "done", f"variables: {names}"))
    return base, left


async def _classify(task: Task, base: Declaration) -> tuple[Statements, list[Issue]]:
    task.listen(Progress("classify", "started", "sorting the statements"))
    dialogue = Dialogue(
        task.model, "classify", Statements, *to_classify(task.text, base), task.model.settings.repairs, task.listen,
    )  # fmt: skip
    found, left = await dialogue.settle(lambda one: check_statements(one, task.text))
    demands = sum(one.template not in OTHER for one in found.statements)
    task.listen(Progress("classify", "done", f"{demands} demands in {len(task.text.lines)} sentences"))
    return found, left


def in_play(statements: Mapping[int, Statement]) -> list[str]:
    """The templates of the statements; `linear` always, for it is what a statement turns out to be most often."""
    return sorted({one.template for one in statements.values()} & set(templates.names()) | {"linear"})


def chunks_of(statements: Mapping[int, Statement], size: int) -> list[dict[int, Statement]]:
    """Statements to be written, in parts of about equal length that keep their order."""
    wanted = [
        place
        for place, one in statements.items()
        if one.template in ("objective", "asked") or one.template not in OTHER
    ]
    count = max(1, -(-len(wanted) // size))
    length = -(-len(wanted) // count) if wanted else 1
    return [
        {place: statements[place] for place in wanted[at : at + length]} for at in range(0, len(wanted), length)
    ] or [{}]


class _Writing:
    """The conversations of phase iii, one for each chunk, and the formulation that their replies make."""

    def __init__(self, task: Task, base: Declaration, statements: Mapping[int, Statement]) -> None:
        self.task, self.base, self.statements = task, base, statements
        self.names = in_play(statements)
        form = fill_model(self.names)
        self.chunks = chunks_of(statements, task.model.settings.chunk)
        whole = len(self.chunks) == 1
        self.dialogues = [
            Dialogue(
                task.model, "fill", form, *to_fill(task.text, base, self.names, chunk, whole),
                task.model.settings.repairs, task.listen,
            )
            for chunk in self.chunks
        ]  # fmt: skip
        self.fills: list[Any] = [None] * len(self.chunks)

    async def write(self, places: Sequence[int]) -> None:
        """Ask for the chunks at `places`, all at once."""
        replies = await finished(*(self.dialogues[place].ask() for place in places))
        for place, reply in zip(places, replies, strict=True):
            self.fills[place] = reply

    def judged(self) -> Judged:
        """The formulation so far, checked."""
        try:
            formulation, drafts = assembled(self.base, self.fills, self.names, self.statements, self.task.text)
        except UnusableReplyError as error:
            formulation, drafts = assembled(self.base, [], self.names, self.statements, self.task.text)
            return Judged(formulation, (Issue(str(error)),))
        return judge(formulation, drafts, self.statements, self.explained, self.task.text, self.task.problem.tables)

    @property
    def explained(self) -> tuple[Explained, ...]:
        """What all replies explain."""
        return tuple(one for fill in self.fills if fill is not None for one in fill.explained)

    def home(self, issue: Issue) -> int:
        """The chunk that an issue goes back to: its statement's, its sentence's, or the objective's."""
        for place, chunk in enumerate(self.chunks):
            if issue.statement in chunk:
                return place
        if issue.sentence is not None:
            for place, chunk in enumerate(self.chunks):
                if any(issue.sentence in one.sentences for one in chunk.values()):
                    return place
        aims = (
            place for place, chunk in enumerate(self.chunks) if any(o.template == "objective" for o in chunk.values())
        )
        return next(aims, 0)

    def object_to(self, issues: Sequence[Issue]) -> list[int]:
        """Put issues into the conversations they belong to; the places of those to ask again."""
        again = []
        for place, dialogue in enumerate(self.dialogues):
            own = dialogue.worth_asking([issue for issue in issues if self.home(issue) == place])
            if own:
                dialogue.object_to(own, explain=True)
                again.append(place)
        return again


async def _fill(task: Task, base: Declaration, statements: Mapping[int, Statement]) -> Understood:
    writing = _Writing(task, base, statements)
    total = len(writing.chunks)
    task.listen(Progress("fill", "started", f"writing the rules in {total} part{'s' * (total > 1)}", 0, total))
    places: Sequence[int] = range(total)
    while places:
        await writing.write(places)
        judged = writing.judged()
        places = writing.object_to(judged.issues)
    task.listen(Progress("fill", "done", f"{len(judged.formulation.constraints)} constraints", total, total))
    return Understood(judged, statements, judged.issues, writing.explained)


async def read_in_one_step(task: Task) -> Understood:
    """Everything in one reply, with the same checks at the end; for comparison with the phases."""
    names = templates.names()
    task.listen(Progress("one_step", "started", "writing the model"))
    dialogue: Dialogue[Any] = Dialogue(
        task.model, "one_step", fill_model(names, whole=True), prompt("one_step", templates=slots_of(names)),
        task.text.shown(), task.model.settings.repairs, task.listen,
    )  # fmt: skip
    lines = {
        place: Statement(sentences=[line.name], says=line.text, template="data")
        for place, line in enumerate(task.text.lines, start=1)
    }
    while True:
        fill = await dialogue.ask()
        try:
            formulation, drafts = assembled(None, [fill], names, lines, task.text)
            judged = judge(formulation, drafts, {}, fill.explained, task.text, task.problem.tables)
        except UnusableReplyError as error:
            formulation, _ = assembled(None, [], names, lines, task.text)
            judged = Judged(formulation, (Issue(str(error)),))
        again = dialogue.worth_asking(judged.issues)
        if not again:
            break
        dialogue.object_to(again, explain=True)
    task.listen(Progress("one_step", "done", f"{len(judged.formulation.constraints)} constraints"))
    return Understood(judged, {}, judged.issues, tuple(fill.explained))
