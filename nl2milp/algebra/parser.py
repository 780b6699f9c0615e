"""Recursive descent over the grammar of CONTRACT: parse first, then type.

::

    expr    = implies ["if" implies "else" expr]
    implies = or ["implies" implies]
    or      = and {"or" and}          and  = not {"and" not}        not = "not" not | test
    test    = sum {("<="|">="|"=="|"!="|"<"|">") sum} | sum ["not"] "in" set
    sum     = prod {("+"|"-") prod}   prod = neg {("*"|"/"|"//"|"%") neg}
    neg     = "-" neg | "+" neg | atom ["^" neg]
    atom    = number | "'" text "'" | name ["[" list "]"] | "(" list ")" | func "(" (each | list) ")"
    list    = expr {"," expr}         each = expr ["for" clauses]
    clauses = clause {("," | "for") clause | "if" implies}
    clause  = (name | "(" name {"," name} ")") "in" set
    set     = "{" list "}" | sum [".." sum]
    head    = name ["[" clauses "]"]
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TypeVar

from nl2milp.algebra.lexer import Token, tokenize
from nl2milp.algebra.syntax import (
    And,
    Arithmetic,
    Call,
    Clause,
    Compare,
    Each,
    Filter,
    Head,
    IfElse,
    Implies,
    Index,
    Membership,
    Name,
    Negative,
    Node,
    Not,
    Number,
    Or,
    Power,
    Range,
    SetLiteral,
    Text,
    TupleOf,
)
from nl2milp.errors import ExpressionError

__all__ = [
    "FUNCTIONS",
    "MAX_DEPTH",
    "parse_clauses",
    "parse_each",
    "parse_expression",
    "parse_head",
    "parse_set",
    "parse_targets",
]

FUNCTIONS = frozenset({"sum", "min", "max", "prod", "abs", "log", "exp", "sqrt", "round", "floor", "ceil"})
"""The functions of the grammar; a name is a function only in front of a parenthesis."""

MAX_DEPTH = 60
"""Nesting of one expression; each level costs a handful of Python frames, here and in all that walks the nodes."""

_IMPLIES, _OR, _AND, _NOT, _TEST, _SUM, _PRODUCT = range(7)
_LEVELS = {
    "implies": _IMPLIES,
    "or": _OR,
    "and": _AND,
    **dict.fromkeys(("<=", ">=", "==", "!=", "<", ">", "in", "not"), _TEST),  # "not" in "not in"
    **dict.fromkeys("+-", _SUM),
    **dict.fromkeys(("*", "/", "//", "%"), _PRODUCT),
}
"""How tightly the operators between operands bind."""
_T = TypeVar("_T")


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.tokens = tokenize(source)
        self.position = 0
        self.token = self.tokens[0]
        self.depth = 0

    # -- tokens

    def advance(self) -> None:
        self.position += 1
        self.token = self.tokens[self.position]

    def next_kind(self) -> str:
        return self.tokens[min(self.position + 1, len(self.tokens) - 1)].kind

    def take(self, *kinds: str) -> Token | None:
        token = self.token
        if token.kind in kinds:
            self.advance()
            return token
        return None

    def expect(self, kind: str, purpose: str) -> Token:
        token = self.take(kind)
        if token is None:
            raise self.error(f"expected {purpose}, found {self._shown()}")
        return token

    def error(self, reason: str, at: int | None = None) -> ExpressionError:
        return ExpressionError(reason, self.source, self.token.at if at is None else at)

    def _shown(self) -> str:
        return "the end" if self.token.kind == "end" else f"'{self.token.text}'"

    def deeper(self) -> None:
        self.depth += 1
        if self.depth > MAX_DEPTH:
            raise self.error(f"nested more than {MAX_DEPTH} deep; name a part of it as a quantity")

    # -- expressions

    def expr(self) -> Node:
        self.deeper()
        value = self.binary(_IMPLIES)
        if self.token.kind == "if" and self._else_follows():
            at = self.token.at
            self.advance()
            condition = self.binary(_IMPLIES)
            self.expect("else", "'else' with the other value")
            value = IfElse(value, condition, self.expr(), at=at)
        self.depth -= 1
        return value

    def _else_follows(self) -> bool:
        """Tell `a if c else b` from a filter behind clauses by looking for the `else` on this level."""
        level = 0
        for token in self.tokens[self.position + 1 :]:
            if token.kind in ("(", "[", "{"):
                level += 1
            elif token.kind in (")", "]", "}"):
                level -= 1
                if level < 0:
                    return False
            elif level == 0 and token.kind in (",", "for"):
                return False
            elif level == 0 and token.kind == "else":
                return True
        return True  # let the missing 'else' be reported where it should stand

    def binary(self, level: int) -> Node:
        """Operators that bind at least as tightly as `level`, by precedence climbing (Richards, 1979)."""
        if level <= _NOT and (token := self.take("not")):
            self.deeper()
            left: Node = Not(self.binary(_NOT), at=token.at)
            self.depth -= 1
        else:
            left = self.signed()
        while True:
            kind = self.token.kind
            own = _LEVELS.get(kind, -1)
            if own < level or (kind == "not" and self.next_kind() != "in"):
                return left
            left = self._joined(own, left)
            if own == _TEST and _LEVELS.get(self.token.kind, -1) == _TEST:
                raise self.error(f"expected 'and', 'or' or the end of the comparison, found {self._shown()}")

    def _joined(self, level: int, left: Node) -> Node:
        """`left` and what the operators of one level join to it."""
        at = self.token.at
        if level == _IMPLIES:
            self.advance()
            self.deeper()
            right = self.binary(_IMPLIES)
            self.depth -= 1
            return Implies(left, right, at=at)
        if self.token.kind in ("in", "not"):
            negated = self.take("not") is not None
            self.advance()
            return Membership(left, self.set(), negated, at=at)
        operands, operators = [left], []
        while _LEVELS.get(self.token.kind) == level and self.token.kind not in ("in", "not"):
            operators.append(self.token.kind)
            self.advance()
            operands.append(self.binary(level + 1))
        if level == _OR:
            return Or(tuple(operands), at=at)
        if level == _AND:
            return And(tuple(operands), at=at)
        kind = Compare if level == _TEST else Arithmetic
        return kind(tuple(operands), tuple(operators), at=at)

    def signed(self) -> Node:
        token = self.token
        if token.kind in ("-", "+"):
            self.advance()
            self.deeper()
            operand = self.signed()
            self.depth -= 1
            if token.kind == "+":
                return operand
            return (
                Number(-operand.value, at=token.at) if isinstance(operand, Number) else Negative(operand, at=token.at)
            )
        base = self.atom()
        if self.token.kind == "^":
            at = self.token.at
            self.advance()
            self.deeper()
            base = Power(base, self.signed(), at=at)
            self.depth -= 1
        return base

    def atom(self) -> Node:
        token = self.token
        kind = token.kind
        if kind in ("number", "name", "text", "("):
            self.advance()
        if kind == "number":
            self._no_juxtaposition(token)
            return Number(token.value, at=token.at)
        if kind == "text":
            return Text(token.text, at=token.at)
        if kind == "(":
            items = self.list(")")
            self.expect(")", "',' or ')'")
            return items[0] if len(items) == 1 else TupleOf(tuple(items), at=token.at)
        if kind == "name":
            if self.take("["):
                arguments = self.list("]")
                self.expect("]", "',' or ']'")
                return Index(token.text, tuple(arguments), at=token.at)
            if self.token.kind == "(":
                return self.call(token)
            return Name(token.text, at=token.at)
        raise self.error(f"expected a number, a name or '(', found {self._shown()}")

    def _no_juxtaposition(self, number: Token) -> None:
        if self.token.kind in ("name", "("):
            raise self.error(f"write '*' between {number.text} and {self._shown()}")

    def call(self, name: Token) -> Node:
        if name.text not in FUNCTIONS:
            known = ", ".join(sorted(FUNCTIONS))
            raise self.error(f"'{name.text}' is not a function; the functions are {known}", name.at)
        self.expect("(", "'('")
        body = self.expr()
        if self.token.kind == "for":
            clauses = self.for_clauses()
            self.expect(")", "',', 'for', 'if' or ')'")
            return Call(name.text, (body,), clauses, at=name.at)
        arguments = [body]
        while self.take(","):
            arguments.append(self.expr())
        self.expect(")", "',', 'for' or ')'")
        return Call(name.text, tuple(arguments), at=name.at)

    def list(self, closing: str) -> list[Node]:
        if self.token.kind == closing:
            raise self.error(f"expected an expression before '{closing}'")
        items = [self.expr()]
        while self.take(","):
            items.append(self.expr())
        return items

    # -- sets and clauses

    def set(self) -> Node:
        if token := self.take("{"):
            items = self.list("}")
            self.expect("}", "',' or '}'")
            return SetLiteral(tuple(items), at=token.at)
        low = self.binary(_SUM)
        if token := self.take(".."):
            return Range(low, self.binary(_SUM), at=token.at)
        return low

    def for_clauses(self) -> tuple[Clause | Filter, ...]:
        self.expect("for", "'for'")
        return self.clauses()

    def clauses(self) -> tuple[Clause | Filter, ...]:
        found: list[Clause | Filter] = [self.clause()]
        while True:
            if self.take(",", "for"):
                found.append(self.clause())
            elif token := self.take("if"):
                found.append(Filter(self.binary(_IMPLIES), at=token.at))
            else:
                return tuple(found)

    def targets(self) -> tuple[str, ...]:
        if self.take("("):
            names = [self.expect("name", "an index name").text]
            while self.take(","):
                names.append(self.expect("name", "an index name").text)
            self.expect(")", "',' or ')'")
            return tuple(names)
        return (self.expect("name", "an index name").text,)

    def clause(self) -> Clause:
        at = self.token.at
        names = self.targets()
        if len(set(names)) < len(names):
            raise self.error(f"the index names in ({', '.join(names)}) must differ", at)
        self.expect("in", "'in' and a set")
        return Clause(names, self.set(), at=at)

    def head(self) -> Head:
        name = self.expect("name", "the name of the symbol")
        clauses: tuple[Clause | Filter, ...] = ()
        if self.take("["):
            clauses = self.clauses()
            self.expect("]", "',' or ']'")
        return Head(name.text, clauses, at=name.at)

    def each(self) -> Each:
        at = self.token.at
        body = self.expr()
        return Each(body, self.for_clauses() if self.token.kind == "for" else (), at=at)

    def whole(self, rule: Callable[[], _T]) -> _T:
        found = rule()
        if self.token.kind != "end":
            raise self.error(f"expected an operator or the end, found {self._shown()}")
        return found


@lru_cache(maxsize=4096)
def parse_expression(source: str) -> Node:
    """Parse an expression or a condition.

    >>> from nl2milp.algebra import to_text
    >>> to_text(parse_expression("2×x + 20% * y ≤ 1,000"))
    '2 * x + 0.2 * y <= 1000'

    Raises
    ------
    ExpressionError
        With the column and what was expected there.
    """
    parser = _Parser(source)
    return parser.whole(parser.expr)


@lru_cache(maxsize=1024)
def parse_clauses(source: str) -> tuple[Clause | Filter, ...]:
    """Parse index clauses such as `p in plants, m in markets if cost[p, m] < 9`; a leading `for` is allowed."""
    parser = _Parser(source)
    parser.take("for")
    return parser.whole(parser.clauses)


@lru_cache(maxsize=1024)
def parse_head(source: str) -> Head:
    """Parse a declared symbol such as `ship[p in plants, m in markets]`."""
    parser = _Parser(source)
    return parser.whole(parser.head)


@lru_cache(maxsize=1024)
def parse_each(source: str) -> Each:
    """Parse an expression that may be repeated, such as `open[s] == 1 for s in sites`."""
    parser = _Parser(source)
    return parser.whole(parser.each)


@lru_cache(maxsize=1024)
def parse_set(source: str) -> Node:
    """Parse a set expression: a name, a family's member, `{a, b}` or `1..6`."""
    parser = _Parser(source)
    return parser.whole(parser.set)


def parse_targets(source: str) -> tuple[str, ...]:
    """Parse the index names of a computed set, `(s, l)` or `s`."""
    parser = _Parser(source)
    return parser.whole(parser.targets)
