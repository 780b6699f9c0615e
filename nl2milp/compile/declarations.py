"""Which names a formulation declares, and where; nothing is evaluated yet."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import TypeVar

from nl2milp.algebra import parse_clauses, parse_head
from nl2milp.algebra.lexer import KEYWORDS
from nl2milp.algebra.syntax import Clause, Filter, Name
from nl2milp.compile.tables import where_of
from nl2milp.errors import ExpressionError, FormulationError
from nl2milp.formulation import Formulation

__all__ = ["Declarations"]

_T = TypeVar("_T")
_WORD = re.compile(r"[^\W\d]\w*")
_RESERVED = KEYWORDS | {"objective"}


class Declarations:
    """The names of one formulation.

    Attributes
    ----------
    sets, patterns, parameters, variables, quantities : mappings by name
        The declared parts.
    table_sets : mapping of str to int
        Sets of the keys that occur in a table, with the table's number.
    key_sets : mapping of str to list of int
        Sets that tables declare by their keys alone, with the tables that do.
    family_key_sets : mapping of str to list of str
        Sets that only the keys of families name (`serving[o in orders]`), with the families.
    column_home : mapping of str to int
        The table of each column.
    counts : mapping of str to Patterns
        The patterns that each count of pieces belongs to.

    Raises
    ------
    FormulationError
        A name that is declared twice, reserved, or not a name.
    """

    def __init__(self, formulation: Formulation) -> None:
        self.formulation = formulation
        self._seen: dict[str, str] = {}
        self.sets = self._claimed("a set", ((one.name, one) for one in formulation.sets))
        self.patterns = self._claimed("a set of patterns", ((one.set, one) for one in formulation.patterns))
        self.table_sets = self._claimed(
            "a table's set", ((table.set, number) for number, table in enumerate(formulation.tables) if table.set)
        )
        self.key_sets = self._key_sets()
        self.family_key_sets = self._family_key_sets()
        for name in {**self.key_sets, **self.family_key_sets}:
            self._claim(name, "a table's key set")
        self.set_names = set(self._seen)
        columns = [(column, number) for number, table in enumerate(formulation.tables) for column in table.columns]
        self.column_home = self._claimed("a table's column", columns)
        self.counts = self._claimed("a count of patterns", ((one.count, one) for one in formulation.patterns))
        self.parameters = self._claimed("a parameter", ((one.symbol, one) for one in formulation.parameters))
        self.variables = self._claimed("a variable", ((one.symbol, one) for one in formulation.variables))
        self.quantities = self._claimed("a quantity", ((one.symbol, one) for one in formulation.quantities))
        self.names = set(self._seen)

    def _claimed(self, kind: str, declared: Iterable[tuple[str, _T]]) -> dict[str, _T]:
        found = {}
        for symbol, part in declared:
            try:
                name = parse_head(symbol).name
            except ExpressionError as error:
                raise error.within(f"{kind} '{symbol[:80]}'") from None
            self._claim(name, kind)
            found[name] = part
        return found

    def _claim(self, name: str, kind: str) -> None:
        if not _WORD.fullmatch(name) or name in _RESERVED:
            raise FormulationError(
                f"{kind} '{name}': a name is made of letters, digits and '_', starts with a letter, "
                f"and is none of {', '.join(sorted(_RESERVED))}"
            )
        if name in self._seen:
            raise FormulationError(
                f"'{name}' is declared as {self._seen[name]} and again as {kind}; rename one of them"
            )
        self._seen[name] = kind

    def _key_sets(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for number, table in enumerate(self.formulation.tables):
            for name in _collections(self.clauses_of(table.keys, where_of(table))):
                if name not in self.sets and name not in self.table_sets:
                    found.setdefault(name, []).append(number)
        return found

    def _family_key_sets(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for name, declared in self.sets.items():
            for key in _collections(parse_head(declared.name).clauses):
                known = key in self.sets or key in self.table_sets or key in self.key_sets or key in self.patterns
                if not known:
                    found.setdefault(key, []).append(name)
        return found

    @staticmethod
    def clauses_of(source: str, where: str) -> tuple[Clause | Filter, ...]:
        """Parsed index clauses; errors name the part `where`."""
        try:
            return parse_clauses(source)
        except ExpressionError as error:
            raise error.within(where) from None

    @cached_property
    def sorted_names(self) -> list[str]:
        """All names, sorted."""
        return sorted(self.names)

    def suggestion(self, name: str) -> str:
        """`; did you mean 'trucks'?` where a known name is near, else the known names."""
        near = difflib.get_close_matches(name, self.sorted_names, n=1)
        if near:
            return f"; did you mean '{near[0]}'?"
        known = [one for one in self.sorted_names if one not in self.set_names]
        shown = ", ".join(known[:12]) + (", ..." if len(known) > 12 else "")
        return f"; known are: {shown or 'no names'}"


def _collections(clauses: Sequence[Clause | Filter]) -> Iterable[str]:
    """The names of the sets that clauses run over."""
    for clause in clauses:
        if isinstance(clause, Clause) and isinstance(clause.collection, Name):
            yield clause.collection.name
