"""What a change did to a formulation, part by part, and how it is shown."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

from nl2milp.app.escaping import shortened
from nl2milp.formulation import Formulation

__all__ = ["Changed", "as_html", "changes_between"]

_LONGEST = 400


@dataclass(frozen=True)
class Changed:
    """A part that is not as it was.

    Attributes
    ----------
    how : str
        `added`, `removed` or `changed`.
    name : str
        What it is and how it is called.
    before, after : str
        What it said and what it says, in everyday notation; empty for none.
    """

    how: str
    name: str
    before: str = ""
    after: str = ""


def changes_between(before: Formulation, after: Formulation) -> tuple[Changed, ...]:
    """The parts that differ, in the formulation's order.

    >>> from nl2milp.formulation import Variable
    >>> one = Formulation(variables=(Variable(symbol="vans", upper="3"),))
    >>> changes_between(one, Formulation(variables=(Variable(symbol="vans", upper="5"),)))
    (Changed(how='changed', name='vans', before='upper: 3', after='upper: 5'),)
    """
    from nl2milp.export.text import rule_to_text
    from nl2milp.readers.llm.differences import differences

    return tuple(
        Changed(
            one.how.value,
            (one.name or one.kind).replace("_", " "),
            rule_to_text(one.before) if one.before else "",
            rule_to_text(one.after) if one.after else "",
        )
        for one in differences(before, after)
    )


def as_html(changes: tuple[Changed, ...]) -> str:
    """The changes as HTML: what was is struck through, what is stands beside it; every text is escaped."""
    rows = []
    for one in changes:
        parts = [f'<span class="what">{escape(one.how)}</span> <b>{escape(shortened(one.name, 80))}</b>']
        if one.before:
            parts.append(f"<del>{escape(shortened(one.before, _LONGEST))}</del>")
        if one.after:
            parts.append(f"<ins>{escape(shortened(one.after, _LONGEST))}</ins>")
        rows.append(f'<div class="change">{" ".join(parts)}</div>')
    return "".join(rows)
