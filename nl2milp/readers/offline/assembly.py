"""From rows to the contract: variables, objective, constraints with quotes and spans."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from nl2milp.formulation import Constraint, Formulation, Kind, Objective, Sense, Span, Variable
from nl2milp.readers.base import Statement
from nl2milp.readers.offline.domains import Domain
from nl2milp.readers.offline.mentions import Name
from nl2milp.readers.offline.objective import Aim
from nl2milp.readers.offline.rules import linear_rule, linear_sum
from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.statements.base import Row

__all__ = ["assemble", "symbols_of"]

_RESERVED = frozenset(
    "for in if else and or not sum min max prod abs log exp sqrt round floor ceil true false none".split()
)


def symbols_of(names: Sequence[Name]) -> tuple[str, ...]:
    """Identifiers made of the names: `ox carts` becomes `ox_carts`."""
    found: list[str] = []
    for name in names:
        plain = unicodedata.normalize("NFKD", name.label.lower().replace("'s ", "s ").replace("’s ", "s "))
        plain = "".join(letter for letter in plain if not unicodedata.combining(letter))
        symbol = re.sub(r"[^a-z0-9]+", "_", plain).strip("_")[:60] or "x"
        if symbol[0].isdigit() or symbol in _RESERVED:
            symbol = f"x_{symbol}"
        base, count = symbol, 2
        while symbol in found:
            symbol, count = f"{base}_{count}", count + 1
        found.append(symbol)
    return tuple(found)


def assemble(
    scan: Scan, symbols: Sequence[str], domain: Domain, aim: Aim, rows: Sequence[Row]
) -> tuple[Formulation, tuple[Statement, ...]]:
    """The formulation, and what became of each stretch of the text."""
    statements: list[Statement] = []
    variables = []
    for symbol, name in zip(symbols, scan.names, strict=True):
        span = Span(start=scan.tokens[name.first].start, end=scan.tokens[name.last - 1].end)
        kind = Kind.INTEGER if domain.whole else Kind.CONTINUOUS
        unit = domain.unit or None
        variables.append(Variable(symbol=symbol, kind=kind, label=name.label, unit=unit, span=span))
        statements.append(Statement(span, "variable", symbol))
    span = _span(scan, aim.first, aim.last)
    objective = Objective(
        sense=Sense(aim.sense),
        value=objective_of(aim, symbols),
        sentences=(scan.sentences[scan.sentence_at[aim.first]].name,),
        quote=scan.text[span.start : span.end],
        span=span,
    )
    statements.append(Statement(span, "objective"))
    constraints: list[Constraint] = []
    taken: set[str] = set()
    for row in rows:
        span = _span(scan, row.first, row.last)
        name_ = _row_name(row, symbols, taken)
        taken.add(name_)
        constraints.append(
            Constraint(
                name=name_,
                template="linear",
                slots={"rule": row.rule or linear_rule(row.terms, row.sign, row.right, symbols), "role": row.role},
                sentences=(scan.sentences[scan.sentence_at[row.first]].name,),
                quote=scan.text[span.start : span.end],
                span=span,
            )
        )
        statements.append(Statement(span, "linear", name_, row.role))
    statements.sort(key=lambda statement: (statement.span.start, statement.span.end))
    formulation = Formulation(variables=tuple(variables), objective=objective, constraints=tuple(constraints))
    return formulation, tuple(statements)


def objective_of(aim: Aim, symbols: Sequence[str]) -> str:
    """The objective as it is written: a sum, or the ratio of two."""
    value = linear_sum(aim.terms, symbols)
    return f"({value}) / ({linear_sum(aim.under, symbols)})" if aim.under else value


def _span(scan: Scan, first: int, last: int) -> Span:
    last = max(last, first + 1)
    return Span(start=scan.tokens[first].start, end=scan.tokens[last - 1].end)


def _row_name(row: Row, symbols: Sequence[str], taken: set[str]) -> str:
    stem = row.name or row.role.replace(" ", "_")
    leading = [symbols[variable] for variable, value in row.terms.items() if value > 0]
    if row.role in {"bound", "share", "ratio", "comparison"} and leading:
        stem = f"{stem}_{leading[0]}"
    name, count = stem, 2
    while name in taken:
        name, count = f"{stem}_{count}", count + 1
    return name
