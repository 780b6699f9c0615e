"""Tables as a model sees them: name, size, columns with their types, and a few rows."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from nl2milp.formulation import Span, Table

__all__ = ["Described", "cell_text", "cut_out", "described", "inlined"]

SHOWN_ROWS = 4
LONG = 25
"""A table in the text with more rows than this is described instead of copied."""

_ROW = re.compile(r"^[ \t]*\|.*\|[ \t]*$")
_RULE = re.compile(r"^[ \t]*\|[\s:|\-]+\|[ \t]*$")


@dataclass(frozen=True)
class Described:
    """A table under the names that a formulation may use.

    Attributes
    ----------
    name : str
        As `source` names it.
    columns : mapping of str to sequence
        Cells by column; names are identifiers.
    headers : mapping of str to str
        The columns' headers as written.
    attached : bool
        Whether the user attached it, so that it is there again when the
        formulation is compiled.
    """

    name: str
    columns: Mapping[str, Sequence[Any]]
    headers: Mapping[str, str]
    attached: bool

    @property
    def rows(self) -> int:
        """How many rows it has."""
        return len(next(iter(self.columns.values()), ()))

    def shown(self) -> str:
        """Its description for a prompt.

        >>> print(described({"costs": {"Plant": ["A", "B"], "Unit cost": [3, 4.5]}})[0].shown())
        table costs: 2 rows, 2 columns
          Plant: text, 2 different
          Unit_cost ("Unit cost"): number, 3 to 4.5
          rows: A 3 | B 4.5
        """
        lines = [f"table {self.name}: {self.rows} rows, {len(self.columns)} columns"]
        for name, cells in self.columns.items():
            header = "" if self.headers[name] == name else f' ("{self.headers[name]}")'
            lines.append(f"  {name}{header}: {_kind(cells)}")
        few = list(zip(*self.columns.values(), strict=True))[:SHOWN_ROWS]
        more = " | ..." if self.rows > len(few) else ""
        lines.append("  rows: " + " | ".join(" ".join(cell_text(cell) for cell in row) for row in few) + more)
        return "\n".join(lines)


def _number(cell: Any) -> float | None:
    if isinstance(cell, bool):
        return None
    try:
        return float(str(cell).replace(",", "").removeprefix("$").removesuffix("%"))
    except ValueError:
        return None


def _kind(cells: Sequence[Any]) -> str:
    present = [cell for cell in cells if cell is not None and str(cell).strip() not in ("", "-", "nan")]
    missing = f", {len(cells) - len(present)} missing" if len(present) < len(cells) else ""
    numbers = [number for cell in present if (number := _number(cell)) is not None]
    if present and len(numbers) == len(present):
        return f"number, {min(numbers):g} to {max(numbers):g}{missing}"
    return f"text, {len(set(map(str, present)))} different{missing}"


def cell_text(cell: Any) -> str:
    """A cell as a table row in the formulation writes it."""
    text = "-" if cell is None else str(cell).strip()
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'" if re.search(r"[\s']", text) else text or "-"


def _identifier(header: str, taken: set[str]) -> str:
    name = re.sub(r"\W+", "_", header.strip()).strip("_") or "column"
    name = f"c_{name}" if name[0].isdigit() else name
    unique, count = name, 2
    while unique in taken:
        unique, count = f"{name}_{count}", count + 1
    taken.add(unique)
    return unique


def _columns(name: str, columns: Mapping[str, Sequence[Any]], attached: bool) -> Described:
    taken: set[str] = set()
    names = {header: _identifier(str(header), taken) for header in columns}
    cells = {names[header]: list(column) for header, column in columns.items()}
    return Described(name, cells, {names[header]: str(header) for header in columns}, attached)


def described(tables: Mapping[str, Any]) -> tuple[Described, ...]:
    """Attached tables (each a mapping of column to cells) as a model sees them."""
    return tuple(_columns(name, {str(key): table[key] for key in table}, True) for name, table in tables.items())


def cut_out(text: str) -> tuple[tuple[Described, ...], tuple[Span, ...]]:
    """Markdown tables in `text` that are too long to copy, and where they stand."""
    found: list[Described] = []
    hidden: list[Span] = []
    block: list[tuple[int, str]] = []
    at = 0
    for line in [*text.splitlines(keepends=True), ""]:
        if _ROW.match(line.rstrip("\r\n")):
            block.append((at, line))
        else:
            if len(block) > LONG + 2 and _RULE.match(block[1][1].rstrip("\r\n")):
                found.append(_markdown(f"table_{len(found) + 1}", [row for _, row in block]))
                hidden.append(Span(start=block[0][0], end=at))
            block = []
        at += len(line)
    return tuple(found), tuple(hidden)


def _markdown(name: str, rows: Sequence[str]) -> Described:
    cells = [[cell.strip() for cell in row.strip().strip("|").split("|")] for row in rows if not _RULE.match(row)]
    headers, body = cells[0], cells[1:]
    return _columns(
        name, {header: [row[i] if i < len(row) else None for row in body] for i, header in enumerate(headers)}, False
    )


def inlined(table: Table, sources: Sequence[Described]) -> Table:
    """`table` with its rows copied in, where its source is not there by the same names when it is compiled."""
    source = next((one for one in sources if one.name == table.source), None)
    if source is None or (source.attached and all(source.headers[name] == name for name in source.columns)):
        return table
    keys = re.findall(r"(\w+)\s+in\b", table.keys)
    wanted = [*keys, *table.columns]
    if any(name not in source.columns for name in wanted):
        return table  # compiling it says which column is not there
    rows = zip(*(source.columns[name] for name in wanted), strict=True)
    return table.model_copy(update={"source": None, "rows": tuple(" ".join(map(cell_text, row)) for row in rows)})
