"""The result of reading and solving a problem."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum, unique
from functools import cached_property
from typing import TYPE_CHECKING, Any

from nl2milp.formulation import Formulation
from nl2milp.readers.base import Question, Reading

if TYPE_CHECKING:
    from nl2milp.compile.compiler import Compiled
    from nl2milp.diagnose import Diagnosis
    from nl2milp.diagnose.unbounded import Unboundedness
    from nl2milp.solvers import Solution
    from nl2milp.verify import Finding

__all__ = ["Result", "ResultStatus"]


DIAGNOSIS_SECONDS = 2.0
"""For the conflicts and repairs that a result shows by itself; `nl2milp diagnose` takes longer."""


@unique
class ResultStatus(StrEnum):
    """How a problem ended; see the README's table."""

    OPTIMAL = "optimal"
    INFEASIBLE = "infeasible"
    UNBOUNDED = "unbounded"
    LIMIT = "limit"
    NEEDS_REVIEW = "needs_review"
    ERROR = "error"


@dataclass(frozen=True, eq=False)
class Result:
    """What came of a problem.

    Attributes
    ----------
    status : ResultStatus
        `needs_review` where the reader is not confident: the rest is then only
        a proposal.
    objective : float or None
        Value of the objective (of the last one, where there are several in order).
    asked : float or None
        Value of what the question asks, where that isn't the objective.
    variables : mapping of str to (number, or mapping of labels to number)
        Under the text's own nouns.
    reader : str or None
        Which reader read it; None for a formulation handed in.
    formulation : Formulation or None
        What was understood.
    questions : tuple of Question
        Open points.
    reasons : tuple of str
        What speaks against the reading: why it needs review, or what to check
        although it does not.
    findings : tuple of Finding
        What checks noticed.
    detail : str
        The solver's words, or the error's.
    seconds : mapping of str to float
        Wall time by stage: `read`, `compile`, `solve`.
    reading, compiled, solution
        The stages' own results, where they got so far.
    """

    status: ResultStatus
    objective: float | None = None
    asked: float | None = None
    variables: Mapping[str, Any] | None = None
    reader: str | None = None
    formulation: Formulation | None = None
    questions: tuple[Question, ...] = ()
    reasons: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    detail: str = ""
    seconds: Mapping[str, float] = field(default_factory=dict)
    reading: Reading | None = None
    compiled: Compiled | None = None
    solution: Solution | None = None

    @cached_property
    def diagnosis(self) -> Diagnosis | Unboundedness | None:
        """Why there is no solution or no best one, and the ways out; None where there is an answer.

        Worked out when first asked for, within two seconds.
        """
        if self.solution is None or self.compiled is None:
            return None
        from nl2milp.errors import Nl2milpError

        try:
            if self.solution.status.value == "infeasible":
                from nl2milp.diagnose import diagnose

                return diagnose(self.compiled, seconds=DIAGNOSIS_SECONDS, reading=self.reading)
            if self.solution.status.value == "unbounded":
                from nl2milp.diagnose.unbounded import explain_unbounded

                return explain_unbounded(self.compiled)
        except Nl2milpError:
            # the status stands without its explanation
            return None
        return None

    def _diagnosis_to_dict(self) -> dict[str, Any]:
        found = self.diagnosis
        data = None if found is None else found.to_dict()
        return {
            "cores": data.pop("cores", []) if data else [],
            "repairs": data.pop("repairs", []) if data else [],
            "diagnosis": data,
        }

    def __str__(self) -> str:
        """What was understood, the model and the answer, for a terminal."""
        from nl2milp.export.text import result_to_text

        return result_to_text(self)

    def to_dict(self) -> dict[str, Any]:
        """The result as JSON-ready data, as `nl2milp solve --json` prints it."""
        formulation = None
        if self.formulation is not None:
            formulation = self.formulation.model_dump(mode="json", by_alias=True, exclude_defaults=True)
        return {
            "status": self.status.value,
            "objective": self.objective,
            "asked": self.asked,
            "variables": dict(self.variables or {}),
            "reader": self.reader,
            "formulation": formulation,
            "questions": [_question(question) for question in self.questions],
            "reasons": list(self.reasons),
            "findings": [
                {
                    "kind": finding.kind,
                    "severity": finding.severity.value,
                    "message": finding.message,
                    "constraint": finding.constraint,
                    **_span(finding.span),
                }
                for finding in self.findings
            ],
            **self._diagnosis_to_dict(),
            "detail": self.detail,
            "seconds": {stage: round(seconds, 6) for stage, seconds in self.seconds.items()},
        }


def _span(span: Any) -> dict[str, Any]:
    return {} if span is None else {"start": span.start, "end": span.end}


def _question(question: Question) -> dict[str, Any]:
    outcomes = [None if choice.outcome is None else vars(choice.outcome) for choice in question.choices]
    return {
        "text": question.text,
        "choices": [choice.label for choice in question.choices],
        "outcomes": outcomes,
        **_span(question.span),
    }
