"""What a reader takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from nl2milp.errors import InputError
from nl2milp.formulation import Formulation, Span

if TYPE_CHECKING:
    from nl2milp.tables import Loaded

__all__ = ["Choice", "Outcome", "Problem", "Question", "Reader", "Reading", "Statement"]


@dataclass(frozen=True)
class Problem:
    """A problem as the user hands it in.

    Attributes
    ----------
    text : str
        The problem in plain words.
    tables : mapping of str to table
        Attached tables by name.
    """

    text: str
    tables: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def text_tables(self) -> Loaded:
        """The Markdown tables of the text as columns, called `table_1`, `table_2`, ...

        A formulation may name them as the `source` of its tables.

        Raises
        ------
        DataError
            One of them cannot be read without guessing.
        """
        from nl2milp.tables import markdown_tables
        from nl2milp.tables.grid import Loaded

        return markdown_tables(self.text) if "|" in self.text else Loaded({})


@dataclass(frozen=True)
class Statement:
    """A stretch of the text and what became of it.

    Attributes
    ----------
    span : Span
        Where it stands.
    template : str
        `objective`, `variable`, `data`, `background`, `not understood`, or a template's id.
    part : str or None
        The name of the constraint or the symbol it became, if it did.
    role : str or None
        For a constraint of the `linear` template, its role.
    """

    span: Span
    template: str
    part: str | None = None
    role: str | None = None


@dataclass(frozen=True)
class Outcome:
    """What a reading leads to: its status (`optimal`, `infeasible`, `unbounded`) and the value of its objective."""

    status: str
    objective: float | None = None


@dataclass(frozen=True)
class Choice:
    """One of the readings a question is about, with the whole formulation it leads to.

    `outcome` is None where it was not solved.
    """

    label: str
    formulation: Formulation
    outcome: Outcome | None = None


@dataclass(frozen=True)
class Question:
    """Something only the author of the text can decide. The first choice is what the reading took."""

    text: str
    span: Span | None = None
    choices: tuple[Choice, ...] = ()

    def is_about_the_same(self, other: Question) -> bool:
        """Whether both are about the same words, or both about the whole text."""
        if self.span is None or other.span is None:
            return self.span is other.span
        return self.span.start < other.span.end and other.span.start < self.span.end


@dataclass(frozen=True)
class Reading:
    """What a reader made of a problem.

    Attributes
    ----------
    formulation : Formulation
        The most likely reading.
    reader : str
        The registered name of the reader.
    statements : tuple of Statement
        In the order of the text; what is covered by none was not used.
    questions : tuple of Question
        Open points, with other readings.
    not_understood : tuple of Span
        Sentences that look as if they mattered and could not be used.
    confident : bool
        False where the reader would not act on its own reading; the result is
        then `needs_review`.
    reasons : tuple of str
        What speaks against the reading, one plain sentence each: why it is not
        confident, or what to look at although it is.
    is_sure_of_limits : bool
        Whether all that speaks against a reading that is not confident is about
        its objective. That its statements contradict each other can then be
        said all the same.
    tables : mapping of str to table
        What the formulation's tables may name as their `source`: those attached,
        and the Markdown tables of the text. Added by :func:`nl2milp.read`.
    settled : tuple of Question
        Questions that the author has answered: not asked again.
    details : mapping
        What the reader says of its own work: model, version of its prompts,
        tokens, cost. Empty for a reader without such things.
    """

    formulation: Formulation
    reader: str
    statements: tuple[Statement, ...] = ()
    questions: tuple[Question, ...] = ()
    not_understood: tuple[Span, ...] = ()
    confident: bool = True
    reasons: tuple[str, ...] = ()
    is_sure_of_limits: bool = False
    tables: Mapping[str, Any] = field(default_factory=dict)
    settled: tuple[Question, ...] = ()
    details: Mapping[str, Any] = field(default_factory=dict)

    def answered(self, question: Question, number: int) -> Reading:
        """The reading after the author has chosen the `number`-th choice of a question, counted from 1.

        Raises
        ------
        InputError
            The question has no such choice.
        """
        if not 1 <= number <= len(question.choices):
            raise InputError(f"'{question.text}' has {len(question.choices)} choices; there is no number {number}")
        chosen = question.choices[number - 1].formulation
        others = tuple(one for one in self.questions if not one.is_about_the_same(question))
        return replace(self, formulation=chosen, questions=others, settled=(*self.settled, question))


@runtime_checkable
class Reader(Protocol):
    """Turns a problem in words into a formulation.

    Implementations are registered by name with
    :func:`nl2milp.readers.register`.
    """

    name: str

    def read(self, problem: Problem) -> Reading:
        """Read `problem`.

        Raises
        ------
        InputError
            The text is unusable (empty, too long).
        NotUnderstoodError
            No optimisation problem was found in it.
        """
        ...
