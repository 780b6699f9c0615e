"""Pieces of HTML, in which every text is escaped."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from nl2milp.app.escaping import safe

__all__ = ["html_table"]

_RIGHT = ' class="number"'
_STYLE = """<style>
.nl2milp-wide {overflow-x: auto}
.nl2milp-table {width: 100%; border-collapse: collapse; font-size: 0.9rem}
.nl2milp-table th, .nl2milp-table td {
  text-align: left; vertical-align: top; padding: 0.35rem 0.6rem; overflow-wrap: break-word;
  border-bottom: 1px solid rgba(128, 128, 128, 0.35)}
.nl2milp-table td:first-child {min-width: 9rem}
.nl2milp-table th {font-weight: 600; white-space: nowrap}
.nl2milp-table .number {text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap}
.nl2milp-table td.moment {white-space: nowrap}
</style>"""


def html_table(head: Sequence[str], rows: Iterable[Sequence[object]], right: Collection[int] = ()) -> str:
    """A table for `st.html`; numbers stand on the right, and so do the columns of these places.

    Points in time are shown in local time.

    >>> "&lt;b&gt;" in html_table(["Name"], [["<b>"]])
    True
    """
    top = "".join(
        f'<th scope="col"{_RIGHT if place in right else ""}>{safe(one)}</th>' for place, one in enumerate(head)
    )
    body = "".join(f"<tr>{''.join(_cell(one, place in right) for place, one in enumerate(row))}</tr>" for row in rows)
    table = f'<table class="nl2milp-table"><thead><tr>{top}</tr></thead><tbody>{body}</tbody></table>'
    return f'{_STYLE}<div class="nl2milp-wide">{table}</div>'


def _cell(value: object, is_right: bool) -> str:
    if isinstance(value, datetime):
        return f'<td class="moment">{value.astimezone():%Y-%m-%d %H:%M}</td>'
    if isinstance(value, int | float) and not isinstance(value, bool):
        return f'<td class="number">{value:,.10g}</td>'
    if is_right:
        return f'<td class="number">{safe(value)}</td>'
    return f"<td>{safe(value)}</td>"
