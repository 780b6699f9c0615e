"""A phase's conversation: ask, parse, check, and ask again with what was found, a bounded number of times."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from pydantic import BaseModel

from nl2milp.errors import NotUnderstoodError
from nl2milp.readers.llm.asking import Model
from nl2milp.readers.llm.calls import Message
from nl2milp.readers.llm.issues import Issue, listed
from nl2milp.readers.llm.parsing import UnusableReplyError, parsed
from nl2milp.readers.llm.progress import Listener, Progress
from nl2milp.readers.llm.prompts import prompt
from nl2milp.readers.llm.wire import strict_schema

__all__ = ["Dialogue"]

T = TypeVar("T", bound=BaseModel)


def _ignore(_: Progress) -> None:
    return None


@dataclass
class Dialogue(Generic[T]):
    """One phase's conversation with the model.

    Attributes
    ----------
    model : Model
        Whom to ask.
    phase : str
        Its name: of the schema, in the log, in progress.
    form : type
        What a reply must be.
    system, user : str
        The first two messages.
    repairs : int
        How often it may be asked again.
    """

    model: Model
    phase: str
    form: type[T]
    system: str
    user: str
    repairs: int
    listen: Listener = _ignore
    messages: list[Message] = field(default_factory=list)
    asked_again: int = 0
    _asked_about: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.messages = [Message("system", self.system), Message("user", self.user)]
        self._schema = strict_schema(self.form, self.phase)

    async def ask(self) -> T:
        """A reply that fits its form.

        Raises
        ------
        NotUnderstoodError
            None does, after all repairs.
        """
        while True:
            reply = await self.model.ask(self.phase, tuple(self.messages), self._schema)
            self.messages.append(Message("assistant", reply.text))
            try:
                return parsed(reply.text, self.form)
            except UnusableReplyError as error:
                if self.asked_again >= self.repairs:
                    raise NotUnderstoodError(
                        f"the model's reply in phase '{self.phase}' could not be used, after {self.asked_again + 1} "
                        f"attempts: {error}"
                    ) from None
                self.object_to([Issue(str(error))])

    def object_to(self, issues: Sequence[Issue], explain: bool = False) -> None:
        """Put findings into the conversation; the next `ask` is about them."""
        self.asked_again += 1
        self._asked_about |= {issue.message for issue in issues}
        place = " and say why in `explained`" if explain else ""
        self.messages.append(Message("user", prompt("repair", findings=listed(issues), explain=place)))
        self.listen(Progress(self.phase, "repair", issues[0].message))

    def worth_asking(self, issues: Sequence[Issue]) -> list[Issue]:
        """Those to put to the model: none when its repairs are used up, and what is not serious only once."""
        if self.asked_again >= self.repairs:
            return []
        return [issue for issue in issues if issue.serious or issue.message not in self._asked_about]

    async def settle(self, check: Callable[[T], list[Issue]]) -> tuple[T, list[Issue]]:
        """A reply that stands `check`, or the last one with what is left."""
        while True:
            found = await self.ask()
            issues = check(found)
            again = self.worth_asking(issues)
            if not again:
                return found, issues
            self.object_to(again)
