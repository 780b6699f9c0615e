"""The symbols of a formulation and their data: sets, tables, parameters, variables, quantities.

Everything is resolved when it is first asked for, so that definitions may
stand in any order; a definition that needs itself is reported as such.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

import numpy as np

from nl2milp.algebra import parse_clauses, parse_expression, parse_head, parse_set, parse_targets
from nl2milp.algebra.lexer import KEYWORDS
from nl2milp.algebra.syntax import Clause, Filter, Node
from nl2milp.compile.definitions import Computed, Definition, Quantities, VariableDefinition, domain_of
from nl2milp.compile.frames import ROOT, Frame
from nl2milp.compile.labels import Coded, Domain, Family, Label, LabelSet, as_label
from nl2milp.compile.tables import Columns, read_table
from nl2milp.errors import DataError, ExpressionError, FormulationError
from nl2milp.formulation import Formulation, IndexSet, Kind, Parameter

if TYPE_CHECKING:
    from nl2milp.compile.evaluate import Evaluator

__all__ = ["Computed", "Quantities", "Scope", "VariableDefinition", "domain_of"]

_RANGE = re.compile(r"\s*(-?\d+)\s*\.\.\s*(-?\d+)\s*")
_COMPUTED = re.compile(r"\s*(.+?)\s+for\s+(.+\bin\b.+)", re.DOTALL)
_RESERVED = KEYWORDS | {"objective"}


class Scope:
    """All symbols of one formulation.

    Parameters
    ----------
    formulation : Formulation
        Whose symbols they are.
    attached : mapping, optional
        Attached tables by name, each a mapping of column name to values.

    Raises
    ------
    FormulationError
        A name that is declared twice, reserved, or not a name.
    DataError
        A table that cannot be read.
    """

    def __init__(self, formulation: Formulation, attached: Mapping[str, Any] | None = None) -> None:
        self.formulation = formulation
        self.attached = attached or {}
        self._interned: dict[Any, LabelSet] = {}
        self._sets: dict[str, LabelSet | Family] = {}
        self._definitions: dict[str, Definition] = {}
        self._open: list[str] = []
        self._declared_sets = {self._head_name(one.name, "set"): one for one in formulation.sets}
        self._pattern_sets = {self._head_name(one.set, "patterns"): one for one in formulation.patterns}
        self._parameters = {self._head_name(one.symbol, "parameter"): one for one in formulation.parameters}
        self._quantity_sources = {self._head_name(one.symbol, "quantity"): one for one in formulation.quantities}
        self._variables = {self._head_name(one.symbol, "variable"): one for one in formulation.variables}
        self._column_home: dict[str, int] = {}
        self._columns: dict[int, Columns] = {}
        self._check_names()
        self.columns = 0
        self.variables: list[VariableDefinition] = []
        for name in self._variables:
            self._define_variable(name)

    # -- names

    def _head_name(self, symbol: str, kind: str) -> str:
        try:
            return parse_head(symbol).name
        except ExpressionError as error:
            raise error.within(f"{kind} '{symbol[:80]}'") from None

    @cached_property
    def _key_sets(self) -> dict[str, list[int]]:
        """Sets that tables declare by their keys alone, with the tables that do."""
        found: dict[str, list[int]] = {}
        for number, table in enumerate(self.formulation.tables):
            for clause in parse_clauses(table.keys):
                name = getattr(clause.collection, "name", None) if isinstance(clause, Clause) else None
                if name and name not in self._declared_sets and name not in self._table_sets:
                    found.setdefault(name, []).append(number)
        return found

    @cached_property
    def _table_sets(self) -> dict[str, int]:
        """Sets of the keys that occur in a table."""
        return {table.set: number for number, table in enumerate(self.formulation.tables) if table.set}

    @cached_property
    def _family_key_sets(self) -> dict[str, list[str]]:
        """Sets that only the keys of a family's members name, `serving[o in orders]`."""
        found: dict[str, list[str]] = {}
        for name, declared in self._declared_sets.items():
            for clause in parse_head(declared.name).clauses:
                key = getattr(clause.collection, "name", None) if isinstance(clause, Clause) else None
                if key and key not in self._declared_sets and key not in self._table_sets:
                    found.setdefault(key, []).append(name)
        return found

    def _check_names(self) -> None:
        seen: dict[str, str] = {}

        def claim(name: str, kind: str) -> None:
            if not name.isidentifier() or name in _RESERVED:
                raise FormulationError(
                    f"{kind} '{name}': a name is made of letters, digits and '_', starts with a letter, "
                    f"and is none of {', '.join(sorted(_RESERVED))}"
                )
            if name in seen:
                raise FormulationError(f"'{name}' is declared as {seen[name]} and again as {kind}; rename one of them")
            seen[name] = kind

        for name in self._declared_sets:
            claim(name, "a set")
        for name in self._pattern_sets:
            claim(name, "a set of patterns")
        for name in self._table_sets:
            claim(name, "a table's set")
        for name in {**self._key_sets, **self._family_key_sets}:
            claim(name, "a table's key set")
        for number, table in enumerate(self.formulation.tables):
            for column in table.columns:
                claim(column, "a table's column")
                self._column_home[column] = number
        for patterns in self.formulation.patterns:
            claim(patterns.count, "a count of patterns")
        for name in self._parameters:
            claim(name, "a parameter")
        for name in self._variables:
            claim(name, "a variable")
        for name in self._quantity_sources:
            claim(name, "a quantity")
        self.set_names = {
            *self._declared_sets,
            *self._pattern_sets,
            *self._table_sets,
            *self._key_sets,
            *self._family_key_sets,
        }
        self.names = set(seen)

    def is_variable(self, name: str) -> bool:
        """Whether `name` is a decision variable."""
        return name in self._variables

    def is_label(self, name: str) -> bool:
        """Whether any set has the member `name`."""
        return name in self._all_labels

    @cached_property
    def _all_labels(self) -> set[Label]:
        """Every label that is written down as a member, a key, or a cell; computed sets only repeat them."""
        labels: set[Label] = set()
        for declared in self._declared_sets.values():
            if parse_head(declared.name).clauses:
                for key, members in self._family_rows(declared):
                    labels.update([key, *members])
            else:
                labels.update(as_label(member) for member in declared.members if member is not None)
        for number in range(len(self.formulation.tables)):
            columns = self._table(number)
            for key in columns.keys:
                labels.update(key.labels)
            for values in columns.values.values():
                if values.dtype == object:
                    labels.update(value for value in values if value is not None)
        return labels

    def suggestion(self, name: str) -> str:
        """`; did you mean 'trucks'?` where a known name is near, else the known names."""
        near = difflib.get_close_matches(name, sorted(self.names), n=1)
        if near:
            return f"; did you mean '{near[0]}'?"
        known = sorted(self.names - self.set_names)
        shown = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
        return f"; known are: {shown or 'no names'}"

    @staticmethod
    def parsed(source: str) -> Node:
        """The parsed form of an expression."""
        return parse_expression(source)

    def _evaluator(self, source: str, where: str) -> Evaluator:
        from nl2milp.compile.evaluate import Evaluator

        return Evaluator(self).at(source, where)

    # -- sets

    def interned(self, name: str, labels: Sequence[Label]) -> LabelSet:
        """The one set of these labels."""
        key = (name, tuple(labels))
        if key not in self._interned:
            if len(set(labels)) < len(labels):
                repeated = next(label for place, label in enumerate(labels) if label in labels[:place])
                raise FormulationError(f"set '{name}': the member '{repeated}' is listed twice")
            self._interned[key] = LabelSet(name, tuple(labels))
        return self._interned[key]

    def interned_range(self, low: int, high: int) -> LabelSet:
        """The one set of the whole numbers from `low` to `high`."""
        key = ("..", low, high)
        if key not in self._interned:
            self._interned[key] = LabelSet(f"{low}..{high}", range(low, high + 1))
        return self._interned[key]

    def find_set(self, name: str) -> LabelSet | Family | None:
        """The set, or family of sets, called `name`."""
        if name not in self.set_names:
            return None
        if name not in self._sets:
            self._enter(name)
            self._sets[name] = self._make_set(name)
            self._open.pop()
        return self._sets[name]

    def _enter(self, name: str) -> None:
        if name in self._open:
            path = " -> ".join([*self._open[self._open.index(name) :], name])
            raise FormulationError(f"'{name}' is defined by itself: {path}")
        self._open.append(name)

    def _make_set(self, name: str) -> LabelSet | Family:
        if name in self._declared_sets:
            return self._declared_set(name, self._declared_sets[name])
        if name in self._pattern_sets:
            from nl2milp.compile.patterns import cutting_patterns

            made, count = cutting_patterns(self, self._pattern_sets[name])
            self._definitions[count.name] = count
            return made
        if name in self._table_sets:
            columns = self._table(self._table_sets[name])
            if len(columns.keys) == 1:
                return self.interned(name, tuple(columns.keys[0].labels))
            parts = []
            for key in columns.keys:
                base = self._fixed_set(key.set_name)
                parts.append((base, self._codes(base, key.labels, f"{columns.where}, key '{key.index}'")))
            return LabelSet(name, components=tuple(parts))
        labels: dict[Label, None] = {}
        for number in self._key_sets.get(name, []):
            for key in self._table(number).keys:
                if key.set_name == name:
                    labels.update(dict.fromkeys(key.labels))
        for family in self._family_key_sets.get(name, []):
            labels.update(dict.fromkeys(key for key, _ in self._family_rows(self._declared_sets[family])))
        return self.interned(name, tuple(labels))

    def _fixed_set(self, name: str) -> LabelSet:
        bounds = _RANGE.fullmatch(name)
        if bounds:
            return self.interned_range(int(bounds[1]), int(bounds[2]))
        found = self.find_set(name)
        if isinstance(found, LabelSet) and found.arity == 1:
            return found
        raise FormulationError(f"'{name}' must be a set of single labels to be a key")

    def _codes(self, base: LabelSet, labels: Sequence[Label], where: str) -> Any:
        try:
            return np.array([base.position[label] for label in labels], dtype=np.int64)
        except KeyError as error:
            raise DataError(
                f"{where}: '{error.args[0]}' is not a member of '{base.name}'; correct it or add it there"
            ) from None

    def _declared_set(self, name: str, declared: IndexSet) -> LabelSet | Family:
        if parse_head(declared.name).clauses:
            return self._family(name, declared)
        members = declared.members
        if len(members) == 1 and isinstance(members[0], str):
            only = members[0]
            computed = _COMPUTED.fullmatch(only)
            if computed:
                return self._computed_set(name, computed[1], computed[2])
            if only.startswith("{") and only.endswith("}"):
                evaluator = self._evaluator(only, f"set '{name}'")
                from nl2milp.compile.clauses import resolve_set

                found = resolve_set(evaluator, parse_set(only), ROOT)
                return self.interned(name, found.labels)
        labels: list[Label] = []
        for member in members:
            bounds = _RANGE.fullmatch(member) if isinstance(member, str) else None
            if member is None:
                raise FormulationError(f"set '{name}' has an empty member")
            if bounds:
                labels += range(int(bounds[1]), int(bounds[2]) + 1)
            else:
                labels.append(as_label(member))
        return self.interned(name, tuple(labels))

    def _computed_set(self, name: str, targets: str, clauses: str) -> LabelSet:
        where = f"set '{name}'"
        evaluator = self._evaluator(clauses, where)
        try:
            names = parse_targets(targets)
            frame = evaluator.extend(ROOT, parse_clauses(clauses))
        except ExpressionError as error:
            raise error.within(where) from None
        unknown = [target for target in names if target not in frame.indices]
        if unknown:
            raise FormulationError(f"{where}: '{unknown[0]}' is not one of the indices behind 'for'")
        keys = [frame.indices[target] for target in names]
        codes = [np.broadcast_to(key.codes, frame.shape).ravel() for key in keys]
        if len(names) == 1:
            labels = dict.fromkeys(keys[0].base.labels[int(code)] for code in codes[0])
            return self.interned(name, tuple(labels))
        _, first = np.unique(np.stack(codes), axis=1, return_index=True)
        first.sort()
        return LabelSet(name, components=tuple((key.base, code[first]) for key, code in zip(keys, codes, strict=True)))

    def _family_rows(self, declared: IndexSet) -> list[tuple[Label, list[Label]]]:
        rows = []
        for member in declared.members:
            key, colon, listed = str(member).partition(":")
            if not colon:
                raise FormulationError(f"set '{declared.name}': write 'key: member, member', not '{member}'")
            labels: list[Label] = []
            for item in listed.split(","):
                bounds = _RANGE.fullmatch(item)
                if bounds:
                    labels += range(int(bounds[1]), int(bounds[2]) + 1)
                elif item.strip():
                    labels.append(as_label(item))
            rows.append((as_label(key), labels))
        return rows

    def _family(self, name: str, declared: IndexSet) -> Family:
        clauses = parse_head(declared.name).clauses
        rows = self._family_rows(declared)
        where = f"set '{name}'"
        if len(clauses) != 1 or isinstance(clauses[0], Filter):
            raise FormulationError(f"{where}: a family has one key, such as {name}[k in kinds]")
        keys = self._fixed_set(getattr(clauses[0].collection, "name", ""))
        listed = dict(rows)
        if len(listed) < len(rows):
            raise FormulationError(f"{where}: a key is listed twice")
        self._codes(keys, list(listed), where)
        base = self.interned(f"{name} members", tuple(dict.fromkeys(label for _, labels in rows for label in labels)))
        members = [listed.get(key, []) for key in keys.labels]
        starts = np.concatenate([[0], np.cumsum([len(one) for one in members])]).astype(np.int64)
        codes = np.array([base.position[label] for one in members for label in one], dtype=np.int64)
        return Family(name, Domain((keys,)), base, starts, codes)

    # -- tables and parameters

    def _table(self, number: int) -> Columns:
        if number not in self._columns:
            table = self.formulation.tables[number]
            members: dict[str, Sequence[Label]] = {}
            if table.across is not None:
                for clause in parse_clauses(table.across):
                    name = getattr(clause.collection, "name", None) if isinstance(clause, Clause) else None
                    if name in self.set_names and not (name in self._key_sets and number in self._key_sets[name]):
                        members[name] = self._fixed_set(name).labels
            self._columns[number] = read_table(table, members, self.attached)
        return self._columns[number]

    def definition(self, name: str) -> Definition:
        """The variable, parameter or quantity called `name`."""
        found = self._definitions.get(name)
        if found is None:
            self._enter(name)
            found = self._definitions[name] = self._make_definition(name)
            self._open.pop()
        return found

    def _make_definition(self, name: str) -> Definition:
        if name in self._parameters:
            return self._computed(name, self._parameters[name])
        if name in self._quantity_sources:
            declared = self._quantity_sources[name]
            return Quantities(name, declared.symbol, declared.value)
        if name in self._column_home:
            return self._column(name)
        for patterns in self.formulation.patterns:
            if patterns.count == name:
                self.find_set(parse_head(patterns.set).name)
                return self._definitions[name]
        raise FormulationError(f"'{name}' is not defined")

    def _column(self, name: str) -> Computed:
        columns = self._table(self._column_home[name])
        bases = [self._fixed_set(key.set_name) for key in columns.keys]
        codes = [
            self._codes(base, key.labels, f"{columns.where}, key '{key.index}'")
            for base, key in zip(bases, columns.keys, strict=True)
        ]
        raw = columns.values[name]
        full = Domain(tuple(bases))
        if full.size <= max(4 * len(raw), 1_000_000):
            # a table with few gaps is kept as a full array, where looking up is plain arithmetic
            cells = full._cells(tuple(codes)) if codes else np.zeros(len(raw), dtype=np.int64)
            if raw.dtype == object:
                base = self.interned(name, tuple(dict.fromkeys(value for value in raw if value is not None)))
                filled = np.full(full.size, -1, dtype=np.int64)
                filled[cells] = [-1 if value is None else base.position[value] for value in raw]
                return Computed(name, full, Coded(base, filled), True, len(bases))
            values = np.full(full.size, np.nan)
            values[cells] = raw
            return Computed(name, full, values, bool(np.isnan(values).any()), len(bases))
        domain = Domain(tuple(bases), tuple(codes))
        if raw.dtype == object:
            base = self.interned(name, tuple(dict.fromkeys(value for value in raw if value is not None)))
            coded = np.array([-1 if value is None else base.position[value] for value in raw], dtype=np.int64)
            return Computed(name, domain, Coded(base, coded), True, len(bases))
        return Computed(name, domain, raw, bool(np.isnan(raw).any()), len(bases))

    def _computed(self, name: str, declared: Parameter) -> Computed:
        head = parse_head(declared.symbol)
        where = f"parameter '{name}'"
        arity = sum(len(clause.names) for clause in head.clauses if isinstance(clause, Clause))
        if declared.value is None:
            if arity:
                raise FormulationError(f"{where}: the text gives no values; state them")
            return Computed(name, Domain(()), float("nan"), True, 0)
        try:
            home = self._evaluator(declared.symbol, where).extend(ROOT, head.clauses) if head.clauses else ROOT
            evaluator = self._evaluator(declared.value, where)
            value = evaluator.number(self.parsed(declared.value), home)
        except ExpressionError as error:
            raise error.within(where) from None
        if not head.clauses:
            return Computed(name, Domain(()), float(value), False, 0)
        values = np.broadcast_to(value, home.shape).ravel()
        return Computed(name, domain_of(home), values, False, arity)

    # -- variables

    def _define_variable(self, name: str) -> None:
        declared = self._variables[name]
        head = parse_head(declared.symbol)
        where = f"variable '{name}'"
        try:
            home = self._evaluator(declared.symbol, where).extend(ROOT, head.clauses) if head.clauses else ROOT
        except ExpressionError as error:
            raise error.within(where) from None
        lower = self._bound(declared.lower, home, where, -np.inf)
        upper = self._bound(declared.upper, home, where, np.inf)
        if declared.kind is Kind.BINARY:
            lower, upper = np.maximum(lower, 0.0), np.minimum(upper, 1.0)
        made = VariableDefinition(
            name, declared, domain_of(home), home, tuple(home.indices), self.columns, lower, upper
        )
        self.columns += made.size
        self._definitions[name] = made
        self.variables.append(made)

    def _bound(self, source: str | None, home: Frame, where: str, default: float) -> Any:
        if source is None:
            return default
        if source == "0":
            return 0.0
        evaluator = self._evaluator(source, where)
        try:
            found = evaluator.number(self.parsed(source), home)
            return found if np.ndim(found) == 0 else np.broadcast_to(found, home.shape)
        except ExpressionError as error:
            raise error.within(where) from None
