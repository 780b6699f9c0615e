"""What a statement parser takes and gives."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Protocol

from nl2milp.readers.offline.columns import Column
from nl2milp.readers.offline.scan import Scan

__all__ = ["Context", "Row", "StatementParser"]


@dataclass(frozen=True)
class Row:
    """One linear statement, `sum(terms) sign right`, before it is written as a constraint.

    Attributes
    ----------
    terms : mapping of int to Fraction
        Coefficient of each variable, all on the left.
    sign : str
        `<=`, `>=` or `==`.
    right : Fraction
        The constant on the right.
    role : str
        The role of the contract's `linear` template.
    rule : str
        How the rule is written; empty to write it from the terms.
    first, last : int
        The tokens it comes from.
    quantities : tuple of int
        The quantities it uses.
    certainty : float
        Between 0 and 1: how sure the parser is.
    doubt : str
        What makes it unsure, in plain words; empty if nothing does.
    name : str
        What it limits, where a table names it.
    """

    terms: Mapping[int, Fraction]
    sign: str
    right: Fraction
    role: str
    first: int
    last: int
    quantities: tuple[int, ...] = ()
    rule: str = ""
    certainty: float = 1.0
    doubt: str = ""
    name: str = ""


@dataclass
class Context:
    """What is known when statements are parsed, and what parsers have used up.

    Attributes
    ----------
    scan : Scan
        The text, word by word.
    roles : tuple of str
        The role of each quantity: rate, limit or none.
    columns : tuple of Column
        The table of attributes.
    symbols : tuple of str
        The variables' symbols, for writing rules.
    sense : str
        `maximize` or `minimize`; decides between the directions of a bare limit.
    unit : str
        What one unit of a variable is (acre, hour, dollar); empty if it is a thing.
    aim : tuple of int
        The quantities that the objective uses.
    used : set of int
        Quantities that some statement already explains.
    directions_used : set of int
        Direction phrases likewise.
    """

    scan: Scan
    roles: tuple[str, ...]
    columns: tuple[Column, ...]
    symbols: tuple[str, ...]
    sense: str
    unit: str
    aim: tuple[int, ...] = ()
    used: set[int] = field(default_factory=set)
    directions_used: set[int] = field(default_factory=set)


class StatementParser(Protocol):
    """Finds the statements of one family in one sentence.

    A parser adds the quantities and direction phrases it explains to
    `context.used` and `context.directions_used`, so that later parsers leave
    them alone.
    """

    def __call__(self, context: Context, sentence: int) -> list[Row]:
        """The rows that the sentence with this position states."""
        ...
