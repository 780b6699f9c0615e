"""The nodes that parsing yields: frozen, comparable, and free of meaning.

Every node knows the one-based column at which it was written (`at`), for
messages; `at` takes no part in comparing two nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields

__all__ = [
    "And",
    "Arithmetic",
    "Call",
    "Clause",
    "Compare",
    "Each",
    "Filter",
    "Head",
    "IfElse",
    "Implies",
    "Index",
    "Membership",
    "Name",
    "Negative",
    "Node",
    "Not",
    "Number",
    "Or",
    "Power",
    "Range",
    "SetLiteral",
    "Text",
    "TupleOf",
    "names_in",
    "walk",
]


@dataclass(frozen=True, slots=True)
class Node:
    """Base of all nodes."""

    at: int = field(default=1, compare=False, kw_only=True)


@dataclass(frozen=True, slots=True)
class Number(Node):
    """A finite literal."""

    value: float


@dataclass(frozen=True, slots=True)
class Text(Node):
    """A quoted label, `'North York'`."""

    label: str


@dataclass(frozen=True, slots=True)
class Name(Node):
    """A bare name: an index, a scalar symbol, or a member of a set, in this order."""

    name: str


@dataclass(frozen=True, slots=True)
class Index(Node):
    """An indexed symbol, `ship[p, m]`."""

    name: str
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class TupleOf(Node):
    """Several values in parentheses, `(i, j)`; only membership tests and set literals take it."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Negative(Node):
    """Minus the operand."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Arithmetic(Node):
    """Operands with operators of one precedence between them, `+ -` or `* / // %`, taken from left to right.

    One node for the whole chain, so that a sum of thousands of terms is no deeper than one of two.
    """

    operands: tuple[Node, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Power(Node):
    """`base ^ exponent`."""

    base: Node
    exponent: Node


@dataclass(frozen=True, slots=True)
class Compare(Node):
    """A comparison or a chain of them: `a <= x <= b` has three operands and two operators."""

    operands: tuple[Node, ...]
    operators: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Membership(Node):
    """`element in set`, or `element not in set` where `negated`."""

    element: Node
    collection: Node
    negated: bool


@dataclass(frozen=True, slots=True)
class And(Node):
    """All of the operands."""

    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or(Node):
    """At least one of the operands."""

    operands: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not(Node):
    """Not the operand."""

    operand: Node


@dataclass(frozen=True, slots=True)
class Implies(Node):
    """If the premise, then the conclusion."""

    premise: Node
    conclusion: Node


@dataclass(frozen=True, slots=True)
class IfElse(Node):
    """`value if condition else otherwise`, chosen by data."""

    value: Node
    condition: Node
    otherwise: Node


@dataclass(frozen=True, slots=True)
class SetLiteral(Node):
    """`{a, b, c}`."""

    items: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Range(Node):
    """`low..high`, whole numbers, both ends included."""

    low: Node
    high: Node


@dataclass(frozen=True, slots=True)
class Clause(Node):
    """`p in plants`, or `(i, j) in arcs`."""

    names: tuple[str, ...]
    collection: Node


@dataclass(frozen=True, slots=True)
class Filter(Node):
    """`if condition` behind clauses."""

    condition: Node


@dataclass(frozen=True, slots=True)
class Each(Node):
    """`body for clauses`; without clauses the body alone."""

    body: Node
    clauses: tuple[Clause | Filter, ...]


@dataclass(frozen=True, slots=True)
class Call(Node):
    """A function of listed arguments, or of one argument for each point of its clauses."""

    function: str
    arguments: tuple[Node, ...]
    clauses: tuple[Clause | Filter, ...] = ()


@dataclass(frozen=True, slots=True)
class Head(Node):
    """A declared symbol with its index clauses, `ship[p in plants, m in markets]`."""

    name: str
    clauses: tuple[Clause | Filter, ...]


def children(node: Node) -> Iterator[Node]:
    """The nodes directly below `node`, in the order they were written."""
    for part in fields(node):
        value = getattr(node, part.name)
        if isinstance(value, Node):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, Node))


def walk(node: Node) -> Iterator[Node]:
    """`node` and every node below it, depth first."""
    yield node
    for child in children(node):
        yield from walk(child)


def names_in(node: Node) -> set[str]:
    """The names that occur in `node`, the ones its own clauses bind included."""
    return {found.name for found in walk(node) if isinstance(found, Name | Index)}
