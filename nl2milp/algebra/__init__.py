"""The grammar of expressions, conditions, index clauses and set expressions.

Strings are parsed to the frozen nodes of :mod:`nl2milp.algebra.syntax`; what
the names in them mean is decided later, by :mod:`nl2milp.compile`. Nothing
here, or behind it, executes a string.
"""

from nl2milp.algebra.parser import (
    parse_clauses,
    parse_each,
    parse_expression,
    parse_head,
    parse_set,
    parse_targets,
)
from nl2milp.algebra.printer import to_text

__all__ = [
    "parse_clauses",
    "parse_each",
    "parse_expression",
    "parse_head",
    "parse_set",
    "parse_targets",
    "to_text",
]
