"""Every number of a formulation by a name, so that one can be changed and the rest left alone.

| name | which number |
|---|---|
| `budget` | the limit that the statement `budget` compares with, or its only number |
| `budget#2` | the second number in that statement |
| `wage` | a parameter |
| `demand[North]`, `cost[A, North]` | a cell of a table, by column and keys |
| `trucks.lower`, `trucks.upper` | a declared bound |
| `objective#1` | a number of the objective |
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Any

from nl2milp.algebra import parse_clauses, parse_each, parse_expression, parse_head
from nl2milp.algebra.lexer import tokenize
from nl2milp.algebra.syntax import Clause, Compare, Filter, Index, Negative, Node, Number, Power, Range, SetLiteral
from nl2milp.algebra.syntax import children as below
from nl2milp.compile.tables import split_row
from nl2milp.errors import ExpressionError, InputError
from nl2milp.formulation import Formulation, Table

__all__ = ["Figure", "changed", "figures", "find", "without"]

_NOT_FIGURES = frozenset({"tolerance", "role", "sense", "exclusive"})
_LABELS = (Index, Range, SetLiteral, Clause, Filter, Power)
"""Numbers below these are labels and places, not figures that one might want to change."""


@dataclass(frozen=True)
class Figure:
    """One number of a formulation.

    Attributes
    ----------
    name : str
        As in the module's table.
    value : float
        As it stands, its sign included.
    path : tuple
        Where it is: a part's kind and place, then keys down to a string or a number.
    start, end : int
        Where in the string it stands; 0 and 0 where the whole field is the number.
    constraint : int
        The statement's place; -1 for other parts.
    is_side : bool
        Whether it is what a comparison compares with.
    """

    name: str
    value: float
    path: tuple[Any, ...]
    start: int = 0
    end: int = 0
    constraint: int = -1
    is_side: bool = False


def figures(formulation: Formulation) -> tuple[Figure, ...]:
    """All numbers, in the order of the formulation's parts.

    >>> formulation = Formulation.model_validate({
    ...     "variables": [{"symbol": "x", "upper": 30}],
    ...     "constraints": [{"name": "budget", "slots": {"rule": "20*x <= 800"}}],
    ... })
    >>> [(one.name, one.value) for one in figures(formulation)]
    [('budget#1', 20.0), ('budget', 800.0), ('x.lower', 0.0), ('x.upper', 30.0)]
    """
    found: list[Figure] = []
    for place, constraint in enumerate(formulation.constraints):
        found += _of_constraint(place, constraint.name, constraint.slots)
    for place, parameter in enumerate(formulation.parameters):
        value = _literal(parameter.value)
        if value is not None:
            found.append(Figure(_head(parameter.symbol), value, ("parameters", place, "value")))
    for place, table in enumerate(formulation.tables):
        found += _of_table(place, table, formulation)
    for place, variable in enumerate(formulation.variables):
        for field in ("lower", "upper"):
            value = _literal(getattr(variable, field))
            if value is not None:
                found.append(Figure(f"{_head(variable.symbol)}.{field}", value, ("variables", place, field)))
    if formulation.objective.value is not None:
        for number, (_, start, end, value) in enumerate(_in_text(formulation.objective.value), start=1):
            found.append(Figure(f"objective#{number}", value, ("objective", "value"), start, end))
    return tuple(found)


def find(formulation: Formulation, name: str) -> Figure:
    """The number called `name`.

    Raises
    ------
    InputError
        There is none, or more than one; the message says which there are.
    """
    everything = figures(formulation)
    wanted = " ".join(name.split())
    matches = [one for one in everything if one.name == wanted]
    if len(matches) == 1:
        return matches[0]
    names = list(dict.fromkeys(one.name for one in everything))
    if len(matches) > 1:
        raise InputError(f"'{name}' is the name of {len(matches)} numbers; name one by its statement and '#'")
    inside = [one for one in names if one.startswith(f"{wanted}#")]
    near = inside or get_close_matches(wanted, names, 4, 0.5) or names[:8]
    raise InputError(f"there is no number called '{name}'; there is {', '.join(near)}")


def changed(formulation: Formulation, values: Mapping[Figure, float] | Mapping[str, float]) -> Formulation:
    """The formulation with other numbers; names are looked up by :func:`find`."""
    data = formulation.model_dump(by_alias=True)
    chosen = [(find(formulation, key) if isinstance(key, str) else key, value) for key, value in values.items()]
    # from the back, so that places in a string stay where they were
    for figure, value in sorted(chosen, key=lambda pair: -pair[0].start):
        holder: Any = data
        for key in figure.path[:-1]:
            item = holder[key]
            if isinstance(item, tuple):
                holder[key] = item = list(item)
            holder = item
        last = figure.path[-1]
        if isinstance(holder, list) and not isinstance(holder[last], str | int | float):
            raise InputError(f"'{figure.name}' cannot be changed")
        old = holder[last]
        holder[last] = f"{old[: figure.start]}{_written(value)}{old[figure.end :]}" if figure.end else _kept(old, value)
    return Formulation.model_validate(data)


def require_statements(formulation: Formulation, names: Iterable[str]) -> None:
    """Refuse names of which there is no statement, and say which there are.

    Raises
    ------
    InputError
        There is no statement of such a name.
    """
    known = [one.name for one in formulation.constraints]
    for name in sorted(names):
        if name not in known:
            near = get_close_matches(name, known, 4, 0.4) or known[:8]
            raise InputError(f"there is no statement called '{name}'; there is {', '.join(near)}")


def without(formulation: Formulation, names: frozenset[str]) -> Formulation:
    """The formulation without some of its statements.

    Raises
    ------
    InputError
        There is no statement of such a name.
    """
    require_statements(formulation, names)
    kept = tuple(one for one in formulation.constraints if one.name not in names)
    return formulation.model_copy(update={"constraints": kept})


def _written(value: float) -> str:
    text = repr(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))
    return f"({text})" if value < 0 else text


def _kept(old: Any, value: float) -> Any:
    """The number in the type that the field had."""
    if isinstance(old, str) or old is None:
        return _written(value).strip("()")
    return int(value) if isinstance(old, int) and value == int(value) else float(value)


def _head(symbol: str) -> str:
    try:
        return parse_head(symbol).name
    except ExpressionError:
        return symbol


def _literal(source: str | None) -> float | None:
    """The value of an expression that is nothing but a number."""
    if source is None:
        return None
    try:
        node = parse_expression(source)
    except ExpressionError:
        return None
    if isinstance(node, Negative) and isinstance(node.operand, Number):
        return -node.operand.value
    return node.value if isinstance(node, Number) else None


def _numbers(node: Node, is_side: bool = False) -> Iterator[tuple[Number | Negative, Number, bool]]:
    """Each number with the node it starts at (a minus belongs to it), and whether it is a side."""
    if isinstance(node, Number):
        yield node, node, is_side
        return
    if isinstance(node, Negative) and isinstance(node.operand, Number):
        yield node, node.operand, is_side
        return
    if isinstance(node, _LABELS):
        return
    for child in below(node):
        yield from _numbers(child, isinstance(node, Compare))


def _in_text(source: str) -> list[tuple[bool, int, int, float]]:
    """For each number: whether it is a side, its start and end in `source`, its value."""
    try:
        nodes: list[Node] = [parse_expression(source)]
    except ExpressionError:
        try:
            nodes = [parse_each(source).body]
        except ExpressionError:
            try:
                parse_clauses(source)
            except ExpressionError:
                return []
            return []
    ends: dict[int, int] = {}
    minus = 0
    for token in tokenize(source):
        if token.kind == "number":
            end = token.at - 1 + len(token.text)
            # the parser takes a minus before a number as part of it
            ends |= {token.at: end, minus: end} if minus else {token.at: end}
        minus = token.at if token.kind == "-" else 0
    return [
        (side, start.at - 1, ends[number.at], number.value if start is number else -number.value)
        for node in nodes
        for start, number, side in _numbers(node)
        if number.at in ends
    ]


def _of_constraint(place: int, name: str, slots: Mapping[str, Any]) -> list[Figure]:
    raw: list[tuple[bool, float, tuple[Any, ...], int, int]] = []

    def visit(value: Any, path: tuple[Any, ...]) -> None:
        if isinstance(value, bool) or value is None:
            return
        if isinstance(value, int | float):
            raw.append((len(path) == 1, float(value), path, 0, 0))
        elif isinstance(value, str):
            alone = _literal(value)
            if alone is not None:
                raw.append((len(path) == 1, alone, path, 0, 0))
            else:
                raw.extend((side, number, path, start, end) for side, start, end, number in _in_text(value))
        elif isinstance(value, list | tuple):
            for at, item in enumerate(value):
                visit(item, (*path, at))

    for slot, value in slots.items():
        if slot not in _NOT_FIGURES:
            visit(value, (slot,))
    # a field that is a number (at_most: 2) comes before a side of a comparison, and that before a factor
    ranks = [[one for one in raw if len(one[2]) == 1 and not one[4]], [one for one in raw if one[0]], raw]
    first = next((rank for rank in ranks if rank), [])
    main = first[0] if len(first) == 1 else None
    return [
        Figure(
            name if one is main else f"{name}#{number}", one[1], ("constraints", place, "slots", *one[2]),
            one[3], one[4], place, one[0],
        )
        for number, one in enumerate(raw, start=1)
    ]  # fmt: skip


def _of_table(place: int, table: Table, formulation: Formulation) -> Iterator[Figure]:
    if table.source is not None or not table.rows:
        return
    try:
        keys = sum(len(clause.names) for clause in parse_clauses(table.keys) if isinstance(clause, Clause))
    except ExpressionError:
        return
    columns = [_head(column) for column in table.columns]
    across = _across(table, formulation)
    for number, row in enumerate(table.rows):
        cells = split_row(row) if isinstance(row, str) else list(row)
        labels, values = cells[:keys], cells[keys:]
        for at, cell in enumerate(values):
            try:
                value = float(str(cell).replace(",", ""))
            except ValueError:
                continue
            if across is not None:
                if at >= len(across):
                    continue
                name = f"{columns[0]}[{', '.join(map(str, [*labels, across[at]]))}]"
            elif at < len(columns):
                name = f"{columns[at]}[{', '.join(map(str, labels))}]"
            else:
                continue
            path: tuple[Any, ...] = ("tables", place, "rows", number)
            if isinstance(row, str):
                start, end = _cell_places(row)[keys + at]
                yield Figure(name, value, path, start, end)
            else:
                yield Figure(name, value, (*path, keys + at))


def _across(table: Table, formulation: Formulation) -> list[Any] | None:
    """The labels that `across` runs over, where they are listed."""
    if table.across is None:
        return None
    name = table.across.rpartition(" in ")[2].strip()
    for one in formulation.sets:
        if one.name == name:
            return list(one.members)
    return []


def _cell_places(row: str) -> list[tuple[int, int]]:
    """Where each cell of a row written as text stands."""
    places, start, quote = [], -1, ""
    for at, sign in enumerate(row):
        if quote:
            if sign == quote:
                places.append((start, at + 1))
                start, quote = -1, ""
        elif start < 0:
            if sign in "'\"":
                start, quote = at, sign
            elif not sign.isspace():
                start = at
        elif sign.isspace():
            places.append((start, at))
            start = -1
    if start >= 0:
        places.append((start, len(row)))
    return places
