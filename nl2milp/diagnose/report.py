"""A diagnosis as text for a terminal."""

from __future__ import annotations

from typing import TYPE_CHECKING

from nl2milp.diagnose.phrases import quoted

if TYPE_CHECKING:
    from nl2milp.diagnose.diagnosis import Diagnosis

__all__ = ["diagnosis_to_text"]

_MOST_SHOWN = 3
_MOST_REPAIRS = 8


def diagnosis_to_text(diagnosis: Diagnosis, proofs: bool = True) -> str:
    """Misreadings first, then the conflicts in the user's words, then the ways out."""
    if diagnosis.verdict.value == "feasible":
        return "There is a solution: the statements do not contradict each other."
    if diagnosis.verdict.value == "unknown":
        return "Whether there is a solution was not settled in the time given; this is not a contradiction."
    blocks: list[str] = []
    if diagnosis.misreadings:
        blocks.append("\n".join(["Perhaps it was misread", *(f"  {one.text}" for one in diagnosis.misreadings)]))
    for place in range(min(len(diagnosis.cores), _MOST_SHOWN)):
        blocks.append("\n".join(_core_lines(diagnosis, place, proofs)))
    more = len(diagnosis.cores) - _MOST_SHOWN
    notes = []
    if more > 0:
        notes.append(f"{more} more such sets were found.")
    if not diagnosis.is_complete:
        notes.append("There may be others: the search was ended before it was complete.")
    if notes:
        blocks.append("\n".join(notes))
    if diagnosis.repairs:
        blocks.append("\n".join(["Ways out, the least change first", *_repair_lines(diagnosis)]))
    elif diagnosis.is_out_of_time:
        blocks.append("No way out was worked out in the time given.")
    return "\n\n".join(blocks)


def _core_lines(diagnosis: Diagnosis, place: int, proofs: bool) -> list[str]:
    core = diagnosis.cores[place]
    count = len(core.members)
    if not count:
        lines = ["The declared bounds and definitions contradict each other, whatever is stated:"]
    elif count == 1:
        lines = ["This statement cannot be met:"]
    else:
        lines = [f"These {count} statements cannot all hold:"]
    if core.members and not core.is_minimal:
        lines[0] = lines[0].rstrip(":") + " (not proven that all of them are needed):"
    for member in core.members:
        constraint = diagnosis.constraint(member)
        mark = "" if member in core.needed or core.is_minimal else "   (perhaps not needed)"
        name = f" [{constraint.name}]" if constraint.quote else ""
        lines.append(f"  - {quoted(constraint)}{name}{mark}")
    if place < len(diagnosis.explanations):
        explanation = diagnosis.explanations[place]
        lines.append(f"  {explanation.sentence}")
        if proofs and explanation.addition:
            lines.append("  Proof by addition:")
            lines += [f"    {line}" for line in explanation.addition]
    return lines


def _repair_lines(diagnosis: Diagnosis) -> list[str]:
    from nl2milp.diagnose.diagnosis import repair_to_text

    shown = [repair_to_text(one, diagnosis.formulation) for one in diagnosis.repairs[:_MOST_REPAIRS]]
    lines = [f"  {number}. {text}" for number, text in enumerate(shown, start=1)]
    if len(diagnosis.repairs) > _MOST_REPAIRS:
        lines.append(f"  ... and {len(diagnosis.repairs) - _MOST_REPAIRS} more")
    return lines
