"""The offline reader: whole word problems, without a model and without a network."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from nl2milp.errors import InputError, Nl2milpError, NoObjectiveError, NotUnderstoodError
from nl2milp.formulation import Objective, Span
from nl2milp.readers.base import Problem, Reading
from nl2milp.readers.offline.askedscale import in_asked_scale
from nl2milp.readers.offline.assembly import assemble
from nl2milp.readers.offline.attached import lay_tables, of_text_alone
from nl2milp.readers.offline.audit import aim_coefficients, audit, is_about_aim_alone
from nl2milp.readers.offline.choices.assembling import reading_of
from nl2milp.readers.offline.choices.tables import find_tables
from nl2milp.readers.offline.choices.understanding import understand_choice
from nl2milp.readers.offline.conditional.assembling import reading_of_conditional
from nl2milp.readers.offline.conditional.doubts import speaks_of_amounts
from nl2milp.readers.offline.conditional.ledger import understand_linear
from nl2milp.readers.offline.conditional.packs import understand_packs
from nl2milp.readers.offline.conditional.understanding import understand_conditional
from nl2milp.readers.offline.confidence import (
    DECISIVE,
    HOPELESS,
    find_doubts,
    is_confident,
    is_sure_of_limits,
    likelihood,
)
from nl2milp.readers.offline.pipeline import Draft, understand
from nl2milp.readers.offline.questions import find_questions
from nl2milp.readers.offline.repeats import needs_repeats
from nl2milp.readers.offline.revision import understand_twice
from nl2milp.readers.offline.sheets.understanding import repeats_rows, understand_sheet
from nl2milp.readers.offline.sources.understanding import understand_sources
from nl2milp.readers.offline.statement_names import with_spoken_names
from nl2milp.readers.offline.structures.recognise import read_structure

__all__ = ["MAX_CHARACTERS", "OfflineReader"]

MAX_CHARACTERS = 200_000
"""Longer texts are refused before any work is done on them."""


_SHOWN = 3

_AIM = "\n\nMinimize the total cost."

_ASKS_AMOUNTS = re.compile(r"\bhow many (hours|days|weeks|acres|hectares|units|trips|batches|of each|of every)\b", re.I)
"""Questions that yes or no is no answer to."""
_UNUSUAL = "the text is long or names many things, and such texts are often misread: look the model over"
_UNCHARGED = "each source seems to cost something once, and in the model nothing is opened or not"


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
        """Read `problem`; attached tables as if they stood behind its text.

        Raises
        ------
        InputError
            The text is empty or longer than `MAX_CHARACTERS`.
        NotUnderstoodError
            It has no objective, or nothing to decide.
        """
        if not problem.text.strip():
            raise InputError("the text is empty: describe the problem in words")
        laid = lay_tables(problem)
        reading = with_spoken_names(self._read(laid.text), laid.text)
        return of_text_alone(reading, laid, len(problem.text)) if problem.tables else reading

    def _read(self, text: str) -> Reading:
        """The first reading that is sure of itself and stands the audit; else the one with the fewest doubts."""
        if len(text) > MAX_CHARACTERS:
            raise InputError(f"the text has {len(text):,} characters; the limit is {MAX_CHARACTERS:,}: shorten it")
        doubtful: list[Reading] = []
        refused: NotUnderstoodError | None = None
        try:
            for reading in self._readings(text):
                scaled = in_asked_scale(
                    text, reading, [abs(one) for one in aim_coefficients(reading.formulation) if one]
                )
                audited = _audited(scaled, text)
                if audited.confident:
                    return audited
                doubtful.append(audited)
        except NoObjectiveError as error:
            refused = error
            doubtful += self._without_aim(text)
        except NotUnderstoodError as error:
            refused = error
        if not doubtful:
            raise refused or NotUnderstoodError("no optimisation problem was found in the text")
        return min(doubtful, key=lambda one: (not one.is_sure_of_limits, len(one.reasons)))

    def _without_aim(self, text: str) -> list[Reading]:
        """What a text that says no aim demands, where that is clear: read with an aim that is taken away again."""
        aimed = f"{text}{_AIM}"
        try:
            readings = [_audited(reading, aimed) for reading in self._readings(aimed)]
        except NotUnderstoodError:
            return []
        return [
            replace(
                reading,
                formulation=reading.formulation.model_copy(update={"objective": Objective()}),
                statements=tuple(one for one in reading.statements if one.template != "objective"),
                not_understood=tuple(span for span in reading.not_understood if span.end <= len(text)),
                questions=(),
                confident=False,
                is_sure_of_limits=True,
                reasons=(str(NoObjectiveError()),),
            )
            for reading in readings
            if reading.is_sure_of_limits and not any(reading.tables)
        ]

    def _readings(self, text: str) -> Iterator[Reading]:
        """Readings of a text as one kind of problem after the other, from the most particular to the plainest."""
        packed = understand_packs(text)
        if packed is not None:
            yield _unless_doubted(self._of_draft(packed))
        # `buying a sofa costs $200` is the price of each where the text reads well so
        sourced = None if _plain(text) else understand_sources(text)
        source_reading = None if sourced is None else _unless_doubted(reading_of_conditional(sourced, self.name))
        if source_reading is not None and source_reading.confident:
            yield source_reading
        structured = read_structure(text, self.name)
        if structured is not None:
            yield structured
        if sourced is None or source_reading is None:
            yield from self._unsourced(text)
            return
        if not source_reading.confident:
            yield source_reading
        charged = len(sourced.charges) >= len(sourced.linear.scan.names) and len(source_reading.reasons) <= 1
        for reading in self._unsourced(text):
            switched = any(one.template == "on_off" for one in reading.formulation.constraints)
            yield _doubted(reading, _UNCHARGED) if charged and not switched else reading

    def _unsourced(self, text: str) -> Iterator[Reading]:
        """Readings of a text as anything but amounts from sources with a price of their own."""
        tabled = understand_sheet(text)
        if tabled is not None and not tabled.domain.whole:  # what can be divided is no choice
            yield self._of_draft(tabled, strict=True)
        chosen = understand_choice(text)
        repeated = tabled is not None and repeats_rows(tabled)
        is_choice = chosen is not None and not repeated and not _counted(text, len(chosen.items))
        unchosen = False
        if chosen is not None and is_choice:
            reading = reading_of(chosen, self.name)
            yield reading
            unchosen = any("was not used" in reason for reason in reading.reasons)
        if tabled is not None and tabled.domain.whole and not is_choice:
            yield self._of_draft(tabled, strict=True)
        stated = understand_conditional(text)
        if stated is not None and (not is_choice or speaks_of_amounts(stated)):
            amounts = reading_of_conditional(stated, self.name)
            unsure = replace(amounts, confident=False, is_sure_of_limits=False)
            yield unsure if is_choice and not _limits_counts(amounts) else amounts
        if is_choice and not (unchosen or _ASKS_AMOUNTS.search(text)):
            return
        plain = (is_choice or stated is not None) and _plain(text)
        if is_choice and not plain or stated is not None and (stated.says_something or stated.leaves_open or not plain):
            return
        if tabled is not None and find_tables(text):
            return  # read word by word, a table's numbers only fall into place by chance
        draft = understand_twice(text)
        doubts = find_doubts(draft)
        other = understand_linear(text) if doubts and _in_words(draft) else None
        if other is not None and len(other.scan.names) == len(draft.scan.names) and not find_doubts(other):
            yield self._of_draft(other)  # of as many things, and it leaves nothing open
        if likelihood(draft, doubts) >= HOPELESS:
            yield self._of_draft(draft)
        draft = understand_linear(text) if other is None else other
        doubts = find_doubts(draft)
        if likelihood(draft, doubts) < HOPELESS:
            listed = "; ".join(doubt.reason for doubt in doubts[:_SHOWN])
            raise NotUnderstoodError(f"too little of the text was understood to propose a model: {listed}")
        yield _unless_doubted(self._of_draft(draft))

    def _of_draft(self, draft: Draft, strict: bool = False) -> Reading:
        """The reading that a draft gives.

        A strict one is unsure where its aim is, where a sum is limited twice, or where a minimum may be zero.
        """
        formulation, statements = assemble(draft.scan, draft.symbols, draft.domain, draft.aim, draft.rows)
        doubts = find_doubts(draft)
        missed = sorted({doubt.sentence for doubt in doubts if doubt.sentence is not None})
        confident = is_confident(draft, doubts) and not (
            strict and any(doubt.check in {"aim", "clash", "zero"} for doubt in doubts)
        )
        reasons = tuple(doubt.reason for doubt in doubts)
        spans = tuple(
            Span(start=draft.scan.sentences[place].start, end=draft.scan.sentences[place].end) for place in missed
        )
        return Reading(
            formulation,
            self.name,
            statements,
            questions=find_questions(draft),
            not_understood=spans,
            confident=confident,
            reasons=reasons if reasons or confident else (_UNUSUAL,),
            is_sure_of_limits=is_sure_of_limits(draft, doubts),
        )


def _unless_doubted(reading: Reading) -> Reading:
    """A reading that is only sure of itself where nothing at all speaks against it."""
    return replace(reading, confident=reading.confident and not reading.reasons)


def _doubted(reading: Reading, reason: str) -> Reading:
    return replace(reading, confident=False, is_sure_of_limits=False, reasons=(*reading.reasons, reason))


_COUNTING = frozenset({"bound", "total", "share", "ratio", "comparison", "difference", "fixed value"})


def _limits_counts(reading: Reading) -> bool:
    """Whether some limit is on how many of a thing there are; else what looks like a choice of things may be one."""
    for one in reading.formulation.constraints:
        if one.template in {"on_off", "lot_size"} or str(one.slots.get("role", "")) in _COUNTING:
            return True
    return False


def _audited(reading: Reading, text: str) -> Reading:
    """The reading with what a look at the whole of it found."""
    if not (reading.confident or reading.is_sure_of_limits):
        return reading
    found = audit(text, reading)
    is_sure = reading.is_sure_of_limits and is_about_aim_alone(text, reading, found)
    if not found or not reading.confident:
        return replace(reading, is_sure_of_limits=is_sure)
    return replace(
        reading,
        confident=False,
        is_sure_of_limits=is_sure,
        reasons=(*reading.reasons, *(reason for reason, _ in found)),
        not_understood=(*reading.not_understood, *(span for _, span in found if span is not None)),
    )


def _in_words(draft: Draft) -> bool:
    """Whether the variables are called by nouns, not by letters and numbers."""
    return all(any(len(word) > 2 for word in name.label.split(" ")[-1:]) for name in draft.scan.names)


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
