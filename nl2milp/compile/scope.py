"""The symbols of a formulation and their data, each resolved when it is first asked for.

Definitions may stand in any order, therefore; one that needs itself is
reported as such. How each kind is made is in :mod:`~nl2milp.compile.sets`,
:mod:`~nl2milp.compile.tables`, :mod:`~nl2milp.compile.parameters` and
:mod:`~nl2milp.compile.patterns`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from nl2milp.algebra import parse_expression, parse_head, to_text
from nl2milp.algebra.syntax import Clause, Node, Range
from nl2milp.compile.declarations import Declarations
from nl2milp.compile.definitions import Computed, Definition, Quantities, VariableDefinition, domain_of
from nl2milp.compile.evaluate import Evaluator
from nl2milp.compile.labels import Family, Label, LabelSet
from nl2milp.compile.parameters import make_column, make_parameter, make_variable
from nl2milp.compile.patterns import cutting_patterns
from nl2milp.compile.sets import family_rows, listed_labels, make_set
from nl2milp.compile.tables import Columns, read_table, where_of
from nl2milp.errors import FormulationError
from nl2milp.formulation import Formulation

__all__ = ["Computed", "Definition", "Quantities", "Scope", "VariableDefinition", "domain_of"]

_RANGE = re.compile(r"(-?\d{1,16})\.\.(-?\d{1,16})")


class Scope:
    """All symbols of one formulation.

    Parameters
    ----------
    formulation : Formulation
        Whose symbols they are.
    attached : mapping, optional
        Attached tables by name, each a mapping of column name to values.

    Attributes
    ----------
    variables : list of VariableDefinition
        In the order they are declared, which is that of their columns.
    columns : int
        Number of their columns.

    Raises
    ------
    FormulationError
        A name that is declared twice, reserved, or not a name; a definition
        that cannot be evaluated.
    DataError
        A table that cannot be read.
    """

    def __init__(self, formulation: Formulation, attached: Mapping[str, Any] | None = None) -> None:
        self.formulation = formulation
        self.attached = attached or {}
        self.declared = Declarations(formulation)
        self.names, self.set_names = self.declared.names, self.declared.set_names
        self._interned: dict[Any, LabelSet] = {}
        self._sets: dict[str, LabelSet | Family] = {}
        self._definitions: dict[str, Definition] = {}
        self._tables: dict[int, Columns] = {}
        self._reading: set[int] = set()
        self._open: list[str] = []
        self.columns = 0
        self.variables: list[VariableDefinition] = []
        for name, variable in self.declared.variables.items():
            made = make_variable(self, name, variable, self.columns)
            self.columns += made.size
            self._definitions[name] = made
            self.variables.append(made)
        self._check_the_rest()

    def _check_the_rest(self) -> None:
        """Define what no variable needed, so that a mistake in it does not wait for its first use."""
        for name in self.set_names:
            self.find_set(name)
        for name in self.names - self.set_names:
            self.definition(name)

    @contextmanager
    def _defining(self, name: str) -> Iterator[None]:
        if name in self._open:
            path = " -> ".join([*self._open[self._open.index(name) :], name])
            raise FormulationError(f"'{name}' is defined by itself: {path}")
        self._open.append(name)
        try:
            yield
        except RecursionError:
            deep = len(self._open)
            raise FormulationError(f"'{name}' rests on {deep} or more definitions, each on the next") from None
        finally:
            self._open.pop()

    def evaluator(self, source: str, where: str) -> Evaluator:
        """An evaluator of data for `source`, which stands in the part of the formulation called `where`."""
        return Evaluator(self).at(source, where)

    # -- names

    def is_variable(self, name: str) -> bool:
        """Whether `name` is a decision variable."""
        return name in self.declared.variables

    def is_label(self, name: str) -> bool:
        """Whether `name` is written down as a member, a key, or a cell."""
        if name in self._listed_labels or any(name in made.position for made in self._interned.values()):
            return True
        # while a table is being read, its labels are not known yet
        numbers = (one for one in range(len(self.formulation.tables)) if one not in self._reading)
        return any(self.table(number).has_label(name) for number in numbers)

    @cached_property
    def _listed_labels(self) -> set[Label]:
        """Every label that the declared sets list; computed ones only repeat them."""
        labels: set[Label] = set()
        for name, declared in self.declared.sets.items():
            if parse_head(declared.name).clauses:
                for key, members in family_rows(declared):
                    labels.update([key, *members])
            else:
                found = listed_labels([one for one in declared.members if one is not None], name)
                labels.update(() if isinstance(found, range) else found)
        return labels

    def suggestion(self, name: str) -> str:
        """`; did you mean 'trucks'?` where a known name is near, else the known names."""
        return self.declared.suggestion(name)

    @staticmethod
    def parsed(source: str) -> Node:
        """The parsed form of an expression."""
        return parse_expression(source)

    # -- sets

    def interned(self, name: str, labels: Sequence[Label]) -> LabelSet:
        """The one set of these labels.

        Raises
        ------
        FormulationError
            A label is listed twice.
        """
        key = (name, tuple(labels))
        found = self._interned.get(key)
        if found is None:
            found = LabelSet(name, key[1])
            if len(found.position) < len(labels):
                repeated = next(label for place, label in enumerate(labels) if found.position[label] != place)
                raise FormulationError(f"set '{name}': the member '{repeated}' is listed twice")
            self._interned[key] = found
        return found

    def interned_range(self, low: int, high: int) -> LabelSet:
        """The one set of the whole numbers from `low` to `high`."""
        key = ("..", low, high)
        if key not in self._interned:
            self._interned[key] = LabelSet(f"{low}..{high}", range(low, high + 1))
        return self._interned[key]

    def find_set(self, name: str) -> LabelSet | Family | None:
        """The set, or family of sets, called `name`; None if there is none."""
        if name not in self.set_names:
            return None
        if name not in self._sets:
            with self._defining(name):
                patterns = self.declared.patterns.get(name)
                if patterns is None:
                    self._sets[name] = make_set(self, name)
                else:
                    self._sets[name], self._definitions[patterns.count] = cutting_patterns(self, patterns)
        return self._sets[name]

    def fixed_set(self, name: str) -> LabelSet:
        """The set of single labels called `name`, or a range such as `1..3`.

        Raises
        ------
        FormulationError
            It is a family, a set of tuples, or none at all.
        """
        if bounds := _RANGE.fullmatch(name):
            return self.interned_range(int(bounds[1]), int(bounds[2]))
        found = self.find_set(name)
        if isinstance(found, LabelSet) and found.arity == 1:
            return found
        raise FormulationError(f"'{name}' must be a set of single labels to be a key")

    # -- tables and definitions

    def table(self, number: int) -> Columns:
        """A table of the formulation, as columns."""
        if number not in self._tables:
            self._reading.add(number)
            try:
                table = self.formulation.tables[number]
                self._tables[number] = read_table(table, self._across(number), self.attached)
            finally:
                self._reading.discard(number)
        return self._tables[number]

    def _across(self, number: int) -> dict[str, Sequence[Label]]:
        """The members of the set that runs across a table, if it is declared elsewhere."""
        table = self.formulation.tables[number]
        members: dict[str, Sequence[Label]] = {}
        if table.across is not None:
            for clause in self.declared.clauses_of(table.across, where_of(table)):
                name = to_text(clause.collection) if isinstance(clause, Clause) else ""
                is_range = isinstance(clause, Clause) and isinstance(clause.collection, Range)
                is_elsewhere = name in self.set_names and number not in self.declared.key_sets.get(name, ())
                if is_range or is_elsewhere:
                    members[name] = self.fixed_set(name).labels
        return members

    def definition(self, name: str) -> Definition:
        """The variable, parameter or quantity called `name`."""
        found = self._definitions.get(name)
        if found is None:
            with self._defining(name):
                found = self._definitions[name] = self._define(name)
        return found

    def _define(self, name: str) -> Definition:
        declared = self.declared
        if name in declared.parameters:
            return make_parameter(self, name, declared.parameters[name])
        if name in declared.quantities:
            return Quantities(name, declared.quantities[name].symbol, declared.quantities[name].value)
        if name in declared.column_home:
            return make_column(self, name, self.table(declared.column_home[name]))
        if name in declared.counts:
            self.find_set(parse_head(declared.counts[name].set).name)
            return self._definitions[name]
        raise FormulationError(f"'{name}' is not defined")
