"""Two readers on one text, the offline one and the language model: where they agree, either may be trusted more."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from nl2milp.errors import Nl2milpError, NotUnderstoodError
from nl2milp.readers.base import Choice, Problem, Question, Reader, Reading
from nl2milp.verify.equivalence import Equivalence, Verdict, compare_models

if TYPE_CHECKING:
    from nl2milp.compile.compiler import Compiled
    from nl2milp.readers.llm import Listener

__all__ = ["CrossCheckedReader"]

_SECONDS = 10.0


@dataclass(frozen=True)
class _Judged:
    """A reading with what it would give."""

    reading: Reading
    compiled: Compiled | None
    outcome: str


class CrossCheckedReader:
    """Reads with the model and offline, and compares the two formulations by what they say.

    Where they say the same, the reading is confident, with whichever doubts
    the two had left aside. Where they differ, the reasons say how and what each
    would give, and the model's reading stands; it is asked about where the
    answers differ and the offline reader is sure of itself, or the model's
    reading is not. Where only one of them reads the text, its reading stands as
    it is, and the reasons say so.

    Parameters
    ----------
    first, second : Reader, optional
        By default `llm` and `offline`.
    """

    name = "cross_checked"

    def __init__(self, first: Reader | None = None, second: Reader | None = None) -> None:
        from nl2milp import readers

        self.first = first or readers.get("llm")
        self.second = second or readers.get("offline")

    @property
    def listen(self) -> Listener | None:
        """Who is told of the first reader's steps."""
        return getattr(self.first, "listen", None)

    @listen.setter
    def listen(self, listener: Listener) -> None:
        if hasattr(self.first, "listen"):
            self.first.listen = listener

    def read(self, problem: Problem) -> Reading:
        """Read `problem` twice, and compare.

        Raises
        ------
        InputError
            The text is unusable, or no model is set up.
        NotUnderstoodError
            Neither reader found a problem in it.
        ProviderError
            The model could not be asked.
        """
        mine, why = self._try(self.first, problem)
        other, why_not = self._try(self.second, problem)
        if mine is None or other is None:
            return self._alone(mine, other, why, why_not)
        one, two = _judged(mine, problem.tables), _judged(other, problem.tables)
        verdict = _compared(one, two)
        details = {**mine.details, "agreement": verdict.verdict.value, "agreement_reason": verdict.reason}
        common = replace(mine, reader=self.name, details=details)
        if verdict:
            # what either doubted by itself, both read alike; what is unsettled in the text stays asked
            return replace(common, confident=True, reasons=())
        if one.outcome == two.outcome and verdict.verdict is Verdict.UNKNOWN:
            return common  # written differently, and the answer is the same
        return self._differing(common, one, two, verdict)

    def _try(self, reader: Reader, problem: Problem) -> tuple[Reading | None, str]:
        try:
            return reader.read(problem), ""
        except NotUnderstoodError as error:
            return None, str(error)

    def _alone(self, mine: Reading | None, other: Reading | None, why: str, why_not: str) -> Reading:
        found = mine or other
        if found is None:
            raise NotUnderstoodError(f"neither reader understood the text: {self.first.name}: {why}; "
                                     f"{self.second.name}: {why_not}")  # fmt: skip
        silent, reason = (self.second.name, why_not) if other is None else (self.first.name, why)
        note = f"only the reader '{found.reader}' read the text, so nothing was cross-checked ({silent}: {reason})"
        details = {**found.details, "agreement": "only one reading"}
        confident = found.confident and found is mine
        return replace(found, reader=self.name, confident=confident, reasons=(*found.reasons, note), details=details)

    def _differing(self, common: Reading, one: _Judged, two: _Judged, verdict: Equivalence) -> Reading:
        names = (self.first.name, self.second.name)
        how = verdict.reason or verdict.verdict.value
        text = (
            f"The two readers do not {'agree' if verdict.verdict is Verdict.DIFFERENT else 'provably agree'} ({how}): "
            f"by '{names[0]}' it is {one.outcome}, by '{names[1]}' {two.outcome}. Which is meant?"
        )
        choices = tuple(
            Choice(f"as '{name}' reads it: {judged.outcome}", judged.reading.formulation)
            for name, judged in zip(names, (one, two), strict=True)
        )
        question = Question(text, choices=choices)
        # an offline reading that is not sure of itself is no argument against the model's, nor is one with its answer
        doubted = one.outcome != two.outcome and (two.reading.confident or not one.reading.confident)
        common = replace(common, reasons=(*common.reasons, text), details={**common.details, "difference": text})
        if not doubted:
            return common
        return replace(common, questions=(*common.questions, question), confident=False)


def _judged(reading: Reading, tables: Mapping[str, Any]) -> _Judged:
    from nl2milp.api import compile_model
    from nl2milp.optimise import optimise
    from nl2milp.solvers import Options

    try:
        compiled = compile_model(reading.formulation, tables=tables)
    except Nl2milpError as error:
        return _Judged(reading, None, f"a model that cannot be built ({error})")
    try:
        solution = optimise(compiled, options=Options(time_limit=_SECONDS))
    except Nl2milpError as error:
        return _Judged(reading, compiled, f"a model that was not solved ({error})")
    found = "" if solution.objective is None else f" with {solution.objective:.9g}"
    return _Judged(reading, compiled, f"{solution.status.value}{found}")


def _compared(one: _Judged, two: _Judged) -> Equivalence:
    if one.compiled is None or two.compiled is None:
        return Equivalence(Verdict.DIFFERENT, None, "one of them cannot be built")
    return compare_models(one.compiled.model, two.compiled.model)
