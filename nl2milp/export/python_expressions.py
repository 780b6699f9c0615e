"""Expressions of the grammar as Python expressions that mean the same.

What is written is put together from parsed nodes: names become identifiers
made by us, labels become literals by `repr`, and nothing of a text reaches the
code as it stands. What has no plain equal in Python (a product of decisions, a
minimum of them, a reference outside a domain) is not translated; the caller
writes the compiled rows instead.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping

from nl2milp.algebra import syntax as s
from nl2milp.compile.compiler import Compiled
from nl2milp.compile.definitions import Quantities, VariableDefinition
from nl2milp.compile.labels import Family, LabelSet, as_label

__all__ = ["Translator", "UntranslatedError", "literal"]

_IF, _OR, _AND, _NOT, _TEST, _SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(10)
_COMPARISONS = ("<=", ">=", "==", "!=", "<", ">")


class UntranslatedError(Exception):
    """There is no plain Python for this; the compiled rows say it."""


def literal(value: object) -> str:
    """A label, a tuple of labels or a number as a Python literal; infinity as None.

    >>> literal(("A", 3)), literal(2.0)
    ("('A', 3)", '2')
    """
    if isinstance(value, tuple):
        return "(" + ", ".join(map(literal, value)) + ("," if len(value) == 1 else "") + ")"
    if isinstance(value, str):
        return repr(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError(f"not a label or a number: {value!r}")
    if math.isinf(value):
        return "None"
    return str(int(value)) if float(value).is_integer() and abs(value) < 2**53 else repr(float(value))


class Translator:
    """Writes expressions over the symbols of one formulation.

    Parameters
    ----------
    compiled : Compiled
        Whose symbols they are.
    identifiers : mapping of str to str
        The identifier of every symbol and index.
    variable : callable
        From a variable's identifier to how the library's user writes it.
    total : str
        What sums expressions of decisions: `sum`, `pulp.lpSum`.

    Attributes
    ----------
    used : dict
        Sets, families and parameters that were written, in order.
    """

    def __init__(
        self, compiled: Compiled, identifiers: Mapping[str, str], variable: Callable[[str], str], total: str
    ) -> None:
        self.scope = compiled.scope
        self.identifiers, self.variable, self.total = identifiers, variable, total
        self.used: dict[str, None] = {}

    # -- what it is about

    def decides(self, node: s.Node, bound: frozenset[str] = frozenset()) -> bool:
        """Whether the value depends on the decisions."""
        for name in s.names_in(node) - bound:
            if self.scope.is_variable(name):
                return True
            if name in self.scope.names and name not in self.scope.set_names:
                found = self.scope.definition(name)
                if isinstance(found, Quantities) and self.decides(self.scope.parsed(found.source)):
                    return True
        return False

    # -- expressions

    def expression(self, node: s.Node, bound: frozenset[str] = frozenset(), level: int = _IF) -> str:
        """`node` in Python; `bound` are the indices in scope."""
        text, own = self._plain(node, bound)
        return f"({text})" if own < level else text

    def _plain(self, node: s.Node, bound: frozenset[str]) -> tuple[str, int]:
        match node:
            case s.Number(value=value):
                return literal(value), _ATOM if value >= 0 else _SIGN
            case s.Text(label=label):
                return literal(as_label(label)), _ATOM  # '3' and 3 are one label
            case s.Name(name=name):
                return self._name(name, bound), _ATOM
            case s.Index():
                return self._index(node, bound), _ATOM
            case s.Negative(operand=operand):
                return f"-{self.expression(operand, bound, _SIGN)}", _SIGN
            case s.Power(base=base, exponent=exponent):
                self._data_only(node, bound)
                return f"{self.expression(base, bound, _ATOM)} ** {self.expression(exponent, bound, _SIGN)}", _POWER
            case s.Arithmetic():
                return self._chain(node, bound)
            case s.Call():
                return self._call(node, bound), _ATOM
            case s.IfElse(value=value, condition=condition, otherwise=otherwise):
                parts = [self.expression(value, bound, _OR), self.condition(condition, bound)]
                return f"{parts[0]} if {parts[1]} else {self.expression(otherwise, bound, _IF)}", _IF
            case s.TupleOf(items=items):
                return "(" + ", ".join(self.expression(one, bound) for one in items) + ")", _ATOM
        raise UntranslatedError(type(node).__name__)

    def _name(self, name: str, bound: frozenset[str]) -> str:
        if name in bound:
            return self.identifiers[name]
        if name in self.scope.set_names:
            raise UntranslatedError(name)
        if name in self.scope.names:
            found = self.scope.definition(name)
            identifier = self.identifiers[name]
            if isinstance(found, VariableDefinition):
                return self.variable(identifier)
            self.used[name] = None
            return f"{identifier}()" if isinstance(found, Quantities) else identifier
        if self.scope.is_label(name):
            return literal(as_label(name))
        raise UntranslatedError(name)

    def _index(self, node: s.Index, bound: frozenset[str]) -> str:
        if node.name in bound or node.name not in self.scope.names or node.name in self.scope.set_names:
            raise UntranslatedError(node.name)
        found = self.scope.definition(node.name)
        arguments = []
        for one in node.arguments:
            self._data_only(one, bound)
            arguments.append(self.expression(one, bound))
        inside = ", ".join(arguments)
        identifier = self.identifiers[node.name]
        if isinstance(found, VariableDefinition):
            if found.outside is not None:
                raise UntranslatedError(node.name)
            return f"{self.variable(identifier)}[{inside}]"
        self.used[node.name] = None
        if isinstance(found, Quantities):
            return f"{identifier}({inside})"
        return f"{identifier}[{inside}]"

    def _data_only(self, node: s.Node, bound: frozenset[str]) -> None:
        if self.decides(node, bound):
            raise UntranslatedError("decisions where data are wanted")

    def _chain(self, node: s.Arithmetic, bound: frozenset[str]) -> tuple[str, int]:
        level = _SUM if node.operators[0] in "+-" else _PRODUCT
        deciding = [self.decides(one, bound) for one in node.operands]
        if level == _PRODUCT:
            divisors = [
                is_deciding
                for is_deciding, operator in zip(deciding[1:], node.operators, strict=True)
                if operator != "*"
            ]
            if sum(deciding) > 1 or any(divisors) or (any(deciding) and {"//", "%"} & set(node.operators)):
                raise UntranslatedError("a product or quotient of decisions")
        text = self.expression(node.operands[0], bound, level)
        for operator, operand in zip(node.operators, node.operands[1:], strict=True):
            space = "" if operator == "*" else " "
            text += f"{space}{operator}{space}{self.expression(operand, bound, level + 1)}"
        return text, level

    def _call(self, node: s.Call, bound: frozenset[str]) -> str:
        inner = bound | {name for one in node.clauses if isinstance(one, s.Clause) for name in one.names}
        deciding = any(self.decides(one, inner) for one in node.arguments)
        if node.function == "sum" and node.clauses and len(node.arguments) == 1:
            clauses = self.clauses(node.clauses, bound)
            body = self.expression(node.arguments[0], inner)
            return f"{self.total if deciding else 'sum'}({body} {clauses})"
        if deciding or node.function not in ("min", "max", "abs"):
            raise UntranslatedError(node.function)
        if node.clauses:
            return f"{node.function}({self.expression(node.arguments[0], inner)} {self.clauses(node.clauses, bound)})"
        if node.function != "abs" and len(node.arguments) < 2:
            raise UntranslatedError(node.function)
        return f"{node.function}({', '.join(self.expression(one, bound) for one in node.arguments)})"

    # -- clauses and conditions

    def clauses(self, clauses: tuple[s.Clause | s.Filter, ...], bound: frozenset[str] = frozenset()) -> str:
        """`for p in plants for m in markets if ...`."""
        parts = []
        for one in clauses:
            if isinstance(one, s.Filter):
                parts.append(f"if {self.condition(one.condition, bound)}")
                continue
            collection = self.collection(one.collection, bound, len(one.names))
            bound = bound | set(one.names)
            parts.append(f"for {', '.join(self.identifiers[name] for name in one.names)} in {collection}")
        return " ".join(parts)

    def collection(self, node: s.Node, bound: frozenset[str], arity: int) -> str:
        """A set in Python."""
        match node:
            case s.Name(name=name) if name in self.scope.set_names and name not in bound:
                found = self.scope.find_set(name)
                if not isinstance(found, LabelSet) or found.arity != arity:
                    raise UntranslatedError(name)
                self.used[name] = None
                return self.identifiers[name]
            case s.Index(name=name, arguments=arguments) if name in self.scope.set_names:
                found = self.scope.find_set(name)
                if not isinstance(found, Family) or arity != 1 or found.base.components:
                    raise UntranslatedError(name)
                self.used[name] = None
                inside = ", ".join(self.expression(one, bound) for one in arguments)
                return f"{self.identifiers[name]}[{inside}]"
            case s.Range(low=s.Number(value=low), high=s.Number(value=high)) if arity == 1:
                return f"range({literal(low)}, {literal(high + 1)})"
            case s.SetLiteral(items=items) if items:
                return "[" + ", ".join(self.expression(one, bound) for one in items) + "]"
        raise UntranslatedError("this set")

    def condition(self, node: s.Node, bound: frozenset[str], level: int = _IF) -> str:
        """A condition on data."""
        self._data_only(node, bound)
        match node:
            case s.Compare(operands=operands, operators=operators) if set(operators) <= set(_COMPARISONS):
                text, own = self.expression(operands[0], bound, _SUM), _TEST
                for operator, operand in zip(operators, operands[1:], strict=True):
                    text += f" {operator} {self.expression(operand, bound, _SUM)}"
            case s.And(operands=operands):
                text, own = " and ".join(self.condition(one, bound, _NOT) for one in operands), _AND
            case s.Or(operands=operands):
                text, own = " or ".join(self.condition(one, bound, _AND) for one in operands), _OR
            case s.Not(operand=operand):
                text, own = f"not {self.condition(operand, bound, _NOT)}", _NOT
            case s.Membership(element=element, collection=collection, negated=negated):
                arity = len(element.items) if isinstance(element, s.TupleOf) else 1
                word = "not in" if negated else "in"
                left = self.expression(element, bound, _SUM)
                text, own = f"{left} {word} {self.collection(collection, bound, arity)}", _TEST
            case _:
                raise UntranslatedError("this condition")
        return f"({text})" if own < level else text
