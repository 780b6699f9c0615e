"""Open points that only the author can decide, each with the formulations it leads to."""

from __future__ import annotations

from dataclasses import replace

from nl2milp.formulation import Span
from nl2milp.readers.base import Choice, Question
from nl2milp.readers.offline.assembly import assemble
from nl2milp.readers.offline.pipeline import Draft

__all__ = ["find_questions"]


def find_questions(draft: Draft) -> tuple[Question, ...]:
    """Ask where a ratio, share or difference is given without `at least` or `exactly`.

    The first choice is what the reading took.
    """
    found = []
    taken, _ = assemble(draft.scan, draft.symbols, draft.domain, draft.aim, draft.rows)
    for place, row in enumerate(draft.rows):
        if row.sign != "==" or not row.doubt or row.role not in {"ratio", "share", "difference"}:
            continue
        looser = replace(row, sign=">=", rule=row.rule.replace("==", ">="))
        rows = (*draft.rows[:place], looser, *draft.rows[place + 1 :])
        other, _ = assemble(draft.scan, draft.symbols, draft.domain, draft.aim, rows)
        quote = draft.scan.words(row.first, row.last)
        start, end = draft.scan.tokens[row.first].start, draft.scan.tokens[row.last - 1].end
        found.append(
            Question(
                f"Is this exact, or the least: '{quote}'?",
                Span(start=start, end=end),
                (Choice("exactly", taken), Choice("at least", other)),
            )
        )
    return tuple(found)
