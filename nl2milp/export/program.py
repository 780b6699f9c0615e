"""A formulation as the parts of a programme: data, variables, statements; what every modelling library shares.

Statements that have a plain equal in Python stay indexed, as a person would
write them; of all others (logic, stocks, tours, minima) the compiled rows are
written, with their auxiliary variables.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from nl2milp.algebra import parse_clauses, parse_expression, parse_head
from nl2milp.algebra import syntax as s
from nl2milp.compile.compiler import Compiled, Stage
from nl2milp.compile.definitions import Computed, Quantities
from nl2milp.compile.labels import Coded, Domain, Family, LabelSet
from nl2milp.errors import InputError
from nl2milp.export.names import identifiers, one_line
from nl2milp.export.python_expressions import Translator, UntranslatedError, literal
from nl2milp.formulation import Constraint, Kind, Sense

__all__ = ["Block", "Comparison", "Function", "Goal", "Program", "Statement", "program_of"]

_MOST_ENTRIES = 20_000
_LONGEST_COMMENT = 200


@dataclass(frozen=True)
class Block:
    """Variables of one name.

    Attributes
    ----------
    keys : list or None
        Their indices; None for a single one.
    lower, upper : list of float
        One for each.
    """

    name: str
    comment: str
    keys: list[Any] | None
    kind: Kind
    lower: list[float]
    upper: list[float]
    over: tuple[str, ...] | None = None
    is_auxiliary: bool = False


@dataclass(frozen=True)
class Comparison:
    """`left operator right`, all of them Python."""

    left: str
    operator: str
    right: str


@dataclass(frozen=True)
class Statement:
    """One constraint: comparisons at each point of `clauses`, or, without clauses, once each.

    Attributes
    ----------
    indices : tuple of str
        Identifiers that the clauses bind.
    """

    name: str
    comment: str
    comparisons: tuple[Comparison, ...]
    clauses: str = ""
    indices: tuple[str, ...] = ()


@dataclass(frozen=True)
class Function:
    """A quantity: an expression under a name."""

    name: str
    indices: tuple[str, ...]
    body: str
    comment: str


@dataclass(frozen=True)
class Goal:
    """An objective; `is_whole` where its coefficients and decisions are whole numbers."""

    sense: Sense
    expression: str
    comment: str
    is_whole: bool = False


@dataclass(frozen=True)
class Program:
    """All parts, in the order they are written."""

    title: str
    data: tuple[tuple[str, str, str], ...]
    """Identifier, literal, comment."""
    variables: tuple[Block, ...]
    functions: tuple[Function, ...]
    statements: tuple[Statement, ...]
    goals: tuple[Goal, ...]
    divisor: Goal | None


def _comment(*parts: str | None) -> str:
    text = one_line(" ".join(part for part in parts if part))
    return text if len(text) <= _LONGEST_COMMENT else text[: _LONGEST_COMMENT - 1] + "…"


def _key(key: tuple[Any, ...]) -> Any:
    return key[0] if len(key) == 1 else key


def _listing(items: Iterable[str], opening: str, closing: str) -> str:
    """A list or dictionary over as many lines as it takes."""
    listed = list(items)
    short = opening + ", ".join(listed) + closing
    if len(short) <= 88:
        return short
    lines, line = [opening], "   "
    for item in listed:
        if len(line) + len(item) > 100:
            lines.append(line)
            line = "   "
        line += f" {item},"
    return "\n".join([*lines, line, closing])


def program_of(compiled: Compiled, variable: Callable[[str], str], total: str, reserved: Iterable[str] = ()) -> Program:
    """The parts of a programme for a library in which `variable` writes a variable and `total` sums.

    Raises
    ------
    InputError
        Too much of it would have to be written out row by row.
    """
    return _Writer(compiled, variable, total, reserved).program()


class _Writer:
    def __init__(self, compiled: Compiled, variable: Callable[[str], str], total: str, reserved: Iterable[str]) -> None:
        self.compiled, self.formulation, self.model = compiled, compiled.formulation, compiled.model
        self.scope, self.variable = compiled.scope, variable
        self.auxiliary = [one for one in self.model.columns if one.is_auxiliary and one.stop > one.start]
        symbols = [one.name for one in self.scope.variables]
        symbols += sorted((self.scope.names | self.scope.set_names | self._indices()) - set(symbols))
        statements = [f"{one.name}" for one in self.formulation.constraints]
        blocks = [f"{one.name}" for one in self.auxiliary]
        made = identifiers([*symbols, *statements, *blocks], {*reserved, *_RESERVED})
        self.names = dict(zip(symbols, made, strict=False))
        self.statement_names = made[len(symbols) : len(symbols) + len(statements)]
        self.auxiliary_names = made[len(symbols) + len(statements) :]
        self.translator = Translator(compiled, self.names, variable, total)
        self.entries = 0

    def _indices(self) -> set[str]:
        """Every name that a clause anywhere binds."""
        found: set[str] = set()
        formulation = self.formulation
        sources = [one.value for one in formulation.quantities]
        sources += [str(one.slots.get("rule", "0")) for one in formulation.constraints if one.template == "linear"]
        sources += [formulation.objective.value] if formulation.objective.value else []
        nodes: list[s.Node] = [parse_expression(source) for source in sources]
        for each in [one.for_ for one in formulation.constraints if one.for_]:
            nodes += parse_clauses(each)
        for symbol in [*(one.symbol for one in formulation.quantities), *(one.symbol for one in formulation.variables)]:
            nodes += parse_head(symbol).clauses
        for node in nodes:
            found.update(name for part in s.walk(node) if isinstance(part, s.Clause) for name in part.names)
        return found

    def program(self) -> Program:
        statements = [self._statement(number, one) for number, one in enumerate(self.formulation.constraints)]
        definitions = np.flatnonzero(self.model.row_constraint < 0)
        if len(definitions):
            rows = tuple(self._rows(definitions))
            statements.append(Statement("definitions", "what the auxiliary variables stand for", rows))
        goals = self._goals()
        functions = self._functions()
        divisor = None
        if self.compiled.divisor is not None:
            divisor = self._goal(self.compiled.divisor, "its divisor")
        return Program(
            _comment(self.formulation.title or "An optimisation model"),
            tuple(self._data()),
            (*self._variables(), *self._auxiliary_blocks()),
            functions,
            tuple(one for one in statements if one is not None),
            goals,
            divisor,
        )

    # -- variables

    def _variables(self) -> Iterator[Block]:
        for one in self.scope.variables:
            declared = one.declared
            comment = _comment(declared.label, f"({declared.unit})" if declared.unit else "", declared.meaning)
            lower, upper = (np.broadcast_to(side, one.home.shape).ravel().tolist() for side in (one.lower, one.upper))
            keys = [_key(one.domain.key(place)) for place in range(one.size)] if one.index_names else None
            over = self._axes(declared.symbol, one.domain)
            yield Block(self.names[one.name], comment, keys, one.kind, lower, upper, over)

    def _axes(self, symbol: str, domain: Domain) -> tuple[str, ...] | None:
        """The identifiers of the sets that a variable runs over, if it is over all of their product."""
        clauses = parse_head(symbol).clauses
        if domain.keys is not None or not clauses:
            return None
        names = []
        for clause in clauses:
            if not isinstance(clause, s.Clause) or not isinstance(clause.collection, s.Name) or len(clause.names) > 1:
                return None
            names.append(clause.collection.name)
        self.translator.used.update(dict.fromkeys(names))
        return tuple(self.names[name] for name in names)

    def _auxiliary_blocks(self) -> Iterator[Block]:
        for name, one in zip(self.auxiliary_names, self.auxiliary, strict=True):
            part = slice(one.start, one.stop)
            lower, upper = self.model.column_lower[part].tolist(), self.model.column_upper[part].tolist()
            whole = bool(self.model.is_integer[one.start])
            yield Block(
                name, _comment("auxiliary:", one.name), list(range(one.stop - one.start)),
                Kind.INTEGER if whole else Kind.CONTINUOUS, lower, upper, is_auxiliary=True,
            )  # fmt: skip

    def _column(self, column: int) -> str:
        for one in self.scope.variables:
            if one.offset <= column < one.offset + one.size:
                name = self.variable(self.names[one.name])
                if not one.index_names:
                    return name
                return f"{name}[{', '.join(map(literal, one.domain.key(column - one.offset)))}]"
        for name, block in zip(self.auxiliary_names, self.auxiliary, strict=True):
            if block.start <= column < block.stop:
                return f"{self.variable(name)}[{column - block.start}]"
        raise AssertionError(f"no block has column {column}")

    def _sum(self, columns: Any, values: Any, constant: float) -> str:
        self.entries += len(columns)
        if self.entries > _MOST_ENTRIES:
            raise InputError(
                f"more than {_MOST_ENTRIES:,} coefficients would have to be written out one by one; write it as mps"
            )
        text = ""
        for column in columns.tolist():
            value = float(values[column])
            size = abs(value)
            term = self._column(column) if size == 1 else f"{literal(size)}*{self._column(column)}"
            text += (f" - {term}" if text else f"-{term}") if value < 0 else (f" + {term}" if text else term)
        if constant or not text:
            sign = "-" if constant < 0 else "+"
            text = f"{text} {sign} {literal(abs(constant))}" if text else literal(constant)
        return text

    # -- statements

    def _statement(self, number: int, constraint: Constraint) -> Statement | None:
        rows = np.flatnonzero(self.model.row_constraint == number)
        name = self.statement_names[number]
        quote = constraint.quote and f'"{one_line(constraint.quote)}"'
        comment = _comment(f"{constraint.name}:", quote or constraint.template)
        if not len(rows):
            return None
        if constraint.template == "linear":
            try:
                return self._indexed(name, comment, constraint, rows)
            except UntranslatedError:
                pass
        shown = comment if constraint.template == "linear" else _comment(comment, f"({constraint.template})")
        return Statement(name, shown, tuple(self._rows(rows)))

    def _indexed(self, name: str, comment: str, constraint: Constraint, rows: Any) -> Statement:
        node = parse_expression(str(constraint.slots["rule"]))
        if not isinstance(node, s.Compare) or not set(node.operators) <= {"<=", ">=", "=="}:
            raise UntranslatedError("not a plain comparison")
        points = self.compiled.frame_of(constraint).size
        lengths = np.diff(self.model.starts)[rows]
        entries = np.concatenate([self.model.indices[slice(*self.model.starts[row : row + 2])] for row in rows])
        # what is empty, or has auxiliary variables, is not what it looks like
        if len(rows) not in (points, points * len(node.operators)) or not lengths.all():
            raise UntranslatedError("other rows than it looks like")
        if entries.max(initial=0) >= self.scope.columns:
            raise UntranslatedError("auxiliary variables")
        clauses = parse_clauses(constraint.for_) if constraint.for_ else ()
        bound = frozenset(name for one in clauses if isinstance(one, s.Clause) for name in one.names)
        comparisons = []
        for left, operator, right in zip(node.operands, node.operators, node.operands[1:], strict=False):
            if not self.translator.decides(left, bound) and not self.translator.decides(right, bound):
                raise UntranslatedError("a comparison of data")
            comparisons.append(
                Comparison(self.translator.expression(left, bound), operator, self.translator.expression(right, bound))
            )
        if not clauses:
            return Statement(name, comment, tuple(comparisons))
        indices = tuple(self.names[one] for part in clauses if isinstance(part, s.Clause) for one in part.names)
        return Statement(name, comment, tuple(comparisons), self.translator.clauses(clauses), indices)

    def _rows(self, rows: Any) -> Iterator[Comparison]:
        for row in rows.tolist():
            part = slice(self.model.starts[row], self.model.starts[row + 1])
            columns = self.model.indices[part]
            low, high = float(self.model.row_lower[row]), float(self.model.row_upper[row])
            if not len(columns):
                if low <= 0 <= high:
                    continue
                columns, values = np.zeros(1, dtype=np.int32), {0: 0.0}
            else:
                values = dict(zip(columns.tolist(), self.model.values[part].tolist(), strict=True))
            text = self._sum(columns, values, 0.0)
            if low == high:
                yield Comparison(text, "==", literal(low))
                continue
            if np.isfinite(low):
                yield Comparison(text, ">=", literal(low))
            if np.isfinite(high):
                yield Comparison(text, "<=", literal(high))

    # -- objectives, quantities, data

    def _goals(self) -> tuple[Goal, ...]:
        objective, model = self.formulation.objective, self.model
        quote = objective.quote and f'"{one_line(objective.quote)}"'
        comment = _comment(quote) if quote else ""
        columns = np.flatnonzero(model.cost)
        if objective.value is not None and self.compiled.divisor is None:
            node = parse_expression(objective.value)
            try:
                if len(columns) and columns[-1] < self.scope.columns:
                    return (Goal(model.sense, self.translator.expression(node), comment),)
            except UntranslatedError:
                pass
        stages = [Stage(model.sense, model.cost, model.offset), *self.compiled.stages]
        return tuple(self._goal(one, comment if place == 0 else "") for place, one in enumerate(stages))

    def _goal(self, one: Stage, comment: str) -> Goal:
        columns = np.flatnonzero(one.cost)
        numbers = np.append(one.cost[columns], one.offset)
        is_whole = bool(self.model.is_integer[columns].all() and (numbers == np.floor(numbers)).all())
        return Goal(one.sense, self._sum(columns, one.cost, one.offset), comment, is_whole)

    def _functions(self) -> tuple[Function, ...]:
        """The quantities that were used, each after those that it uses."""
        made: dict[str, Function] = {}

        def write(name: str) -> None:
            found = self.scope.definition(name)
            assert isinstance(found, Quantities)
            clauses = found.head.clauses
            indices = [one for part in clauses if isinstance(part, s.Clause) for one in part.names]
            body = self.translator.expression(self.scope.parsed(found.source), frozenset(indices))
            declared = self.scope.declared.quantities[name]
            comment = _comment(declared.meaning or name, f"({declared.unit})" if declared.unit else "")
            made[name] = Function(self.names[name], tuple(self.names[one] for one in indices), body, comment)

        def waiting() -> list[str]:
            used = [name for name in self.translator.used if name not in self.scope.set_names and name not in made]
            return [name for name in used if isinstance(self.scope.definition(name), Quantities)]

        while names := waiting():
            for name in names:
                write(name)
        return tuple(made.values())

    def _data(self) -> Iterator[tuple[str, str, str]]:
        meanings = {one.name.partition("[")[0].strip(): one.meaning for one in self.formulation.sets}
        list(self._variables())  # what the domains of variables use
        for name in [one for one in self.translator.used if one in self.scope.set_names]:
            found = self.scope.find_set(name)
            comment = _comment(meanings.get(name))
            if isinstance(found, LabelSet):
                yield self.names[name], _listing(map(literal, map(found.member, range(len(found)))), "[", "]"), comment
            elif isinstance(found, Family):
                yield self.names[name], _listing(self._family(found), "{", "}"), comment
        declared = {one.symbol.partition("[")[0].strip(): one for one in self.formulation.parameters}
        for name in [one for one in self.translator.used if one not in self.scope.set_names]:
            value = self.scope.definition(name)
            if not isinstance(value, Computed):
                continue
            one = declared.get(name)
            comment = _comment(one.meaning or "", f"({one.unit})" if one.unit else "") if one else ""
            yield self.names[name], self._values(value), comment

    @staticmethod
    def _family(found: Family) -> Iterator[str]:
        for place in range(found.domain.size):
            codes = found.codes[found.starts[place] : found.starts[place + 1]].tolist()
            members = ", ".join(literal(found.base.labels[code]) for code in codes)
            yield f"{literal(_key(found.domain.key(place)))}: [{members}]"

    @staticmethod
    def _values(found: Computed) -> str:
        values: list[Any]
        if isinstance(found.values, Coded):
            labels = found.values.base.labels
            codes = np.broadcast_to(found.values.codes, (found.domain.size,)).tolist()
            values = [labels[code] if code >= 0 else None for code in codes]
        elif not found.domain.axes:
            number = float(np.asarray(found.values).ravel()[0])
            return f'float("{number}")' if np.isinf(number) else literal(number)
        else:
            values = np.broadcast_to(found.values, (found.domain.size,)).tolist()
        if not found.domain.axes:
            return literal(values[0])
        items = []
        for place, value in enumerate(values):
            if value is None or value != value:
                continue  # no value there
            shown = f'float("{value}")' if isinstance(value, float) and np.isinf(value) else literal(value)
            items.append(f"{literal(_key(found.domain.key(place)))}: {shown}")
        return _listing(items, "{", "}")


_RESERVED = frozenset(
    "sum min max abs range list dict set tuple len print float int str key number name value found model solver "
    "results status problem pulp pyo pyomo highspy h index point definitions objective "
    "goal best numerator divisor difference ratio before step solve held "
    "k1 k2 k3 k4 k5 k6 k7 k8 k9 inf".split()
)
