"""Pieces of HTML, in which every text is escaped."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nl2milp.app.escaping import safe

__all__ = ["html_table"]

_STYLE = """<style>
.nl2milp-table {width: 100%; border-collapse: collapse; font-size: 0.9rem}
.nl2milp-table th, .nl2milp-table td {
  text-align: left; vertical-align: top; padding: 0.35rem 0.6rem; overflow-wrap: anywhere;
  border-bottom: 1px solid rgba(128, 128, 128, 0.35)}
.nl2milp-table th {font-weight: 600; white-space: nowrap}
.nl2milp-table td.number {text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap}
</style>"""


def html_table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """A table for `st.html`; numbers stand on the right.

    >>> "&lt;b&gt;" in html_table(["Name"], [["<b>"]])
    True
    """
    top = "".join(f'<th scope="col">{safe(one)}</th>' for one in head)
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    return f'{_STYLE}<table class="nl2milp-table"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'


def _cell(value: object) -> str:
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<td class="number">{value:,.10g}</td>'
    return f"<td>{safe(value)}</td>"
