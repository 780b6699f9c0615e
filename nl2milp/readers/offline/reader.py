"""The offline reader: whole word problems, without a model and without a network."""

from __future__ import annotations

from dataclasses import replace

from nl2milp.errors import InputError, Nl2milpError, NotUnderstoodError
from nl2milp.formulation import Span
from nl2milp.readers.base import Problem, Reading
from nl2milp.readers.offline.assembly import assemble
from nl2milp.readers.offline.audit import audit
from nl2milp.readers.offline.choices.assembling import reading_of
from nl2milp.readers.offline.choices.understanding import understand_choice
from nl2milp.readers.offline.conditional.assembling import reading_of_conditional, speaks_of_amounts
from nl2milp.readers.offline.conditional.understanding import understand_conditional
from nl2milp.readers.offline.confidence import DECISIVE, HOPELESS, find_doubts, is_confident, likelihood
from nl2milp.readers.offline.pipeline import understand
from nl2milp.readers.offline.questions import find_questions
from nl2milp.readers.offline.repeats import needs_repeats
from nl2milp.readers.offline.revision import understand_twice
from nl2milp.readers.offline.statement_names import with_spoken_names
from nl2milp.readers.offline.structures.recognise import read_structure

__all__ = ["MAX_CHARACTERS", "OfflineReader"]

MAX_CHARACTERS = 200_000
"""Longer texts are refused before any work is done on them."""


_SHOWN = 3


class OfflineReader:
    """Reads a word problem by grammar and by small linear scorers; deterministic.

    Examples
    --------
    >>> reading = OfflineReader().read(Problem(
    ...     "A shop makes chairs and stools. Each chair takes 3 hours and each stool takes 1 hour. "
    ...     "The shop has 40 hours available. If the profit per chair is $20 and the profit per stool is $6, "
    ...     "how many of each should be made to maximize profit?"))
    >>> reading.formulation.objective.value
    '20*chairs + 6*stools'
    >>> [c.slots["rule"] for c in reading.formulation.constraints]
    ['3*chairs + stools <= 40']
    """

    name = "offline"

    def read(self, problem: Problem) -> Reading:
        """Read `problem`.

        Raises
        ------
        InputError
            The text is empty or longer than `MAX_CHARACTERS`.
        NotUnderstoodError
            It has no objective, or nothing to decide.
        """
        return with_spoken_names(_audited(self._read(problem.text), problem.text))

    def _read(self, text: str) -> Reading:
        if len(text) > MAX_CHARACTERS:
            raise InputError(f"the text has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}: shorten it")
        if not text.strip():
            raise InputError("the text is empty: describe the problem in words")
        structured = read_structure(text, self.name)
        if structured is not None and structured.confident:
            return structured
        try:
            reading = self._unstructured(text)
        except NotUnderstoodError:
            if structured is None:
                raise
            return structured
        if structured is None or reading.confident or len(reading.reasons) < len(structured.reasons):
            return reading
        return structured

    def _unstructured(self, text: str) -> Reading:
        chosen = understand_choice(text)
        choice = None
        if chosen is not None and not _counted(text, len(chosen.items)):
            choice = reading_of(chosen, self.name)
            if choice.confident:
                return choice
        stated = understand_conditional(text)
        conditional = None if stated is None else reading_of_conditional(stated, self.name)
        amounts = choice is None or stated is not None and speaks_of_amounts(stated)
        if conditional is not None and conditional.confident and amounts:
            return conditional
        if choice is not None:
            return choice
        if conditional is not None and (stated is not None and stated.says_something or not _plain(text)):
            return conditional
        draft = understand_twice(text)
        formulation, statements = assemble(draft.scan, draft.symbols, draft.domain, draft.aim, draft.rows)
        doubts = find_doubts(draft)
        if likelihood(draft, doubts) < HOPELESS:
            listed = "; ".join(doubt.reason for doubt in doubts[:_SHOWN])
            raise NotUnderstoodError(f"too little of the text was understood to propose a model: {listed}")
        missed = sorted({doubt.sentence for doubt in doubts if doubt.sentence is not None})
        spans = tuple(
            Span(start=draft.scan.sentences[place].start, end=draft.scan.sentences[place].end) for place in missed
        )
        return Reading(
            formulation,
            self.name,
            statements,
            questions=find_questions(draft),
            not_understood=spans,
            confident=is_confident(draft, doubts),
            reasons=tuple(doubt.reason for doubt in doubts),
        )


def _audited(reading: Reading, text: str) -> Reading:
    """The reading with what a look at the whole of it found."""
    found = audit(text, reading) if reading.confident else ()
    if not found:
        return reading
    return replace(
        reading,
        confident=False,
        reasons=(*reading.reasons, *(reason for reason, _ in found)),
        not_understood=(*reading.not_understood, *(span for _, span in found if span is not None)),
    )


def _plain(text: str) -> bool:
    """Whether the text reads well without the conditions that were found in it."""
    try:
        draft = understand(text)
    except Nl2milpError:
        return False
    return is_confident(draft, find_doubts(draft))


def _counted(text: str, candidates: int) -> bool:
    """Whether the text reads well as a problem of quantities that choosing each thing once could not meet.

    A reading that finds fewer things than there are candidates is not one that reads well.
    """
    try:
        draft = understand(text)
    except Nl2milpError:
        return False
    doubts = find_doubts(draft)
    decisive = any(doubt.check in DECISIVE for doubt in doubts)
    if len(draft.symbols) < candidates:
        return False
    return needs_repeats(draft) and not decisive and likelihood(draft, doubts) > HOPELESS
