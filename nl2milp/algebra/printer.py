"""From nodes back to the grammar, with no more parentheses than needed."""

from __future__ import annotations

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

__all__ = ["format_number", "to_text"]

_IF, _IMPLIES, _OR, _AND, _NOT, _TEST, _SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(11)


def format_number(value: float) -> str:
    """The shortest text that reads back as `value`: `3`, `0.25`, `1e-07`."""
    return str(int(value)) if value == int(value) and abs(value) < 1e15 else repr(float(value))


def _quoted(label: str) -> str:
    return "'" + label.replace("\\", "\\\\").replace("'", "\\'") + "'"


def _clauses(clauses: tuple[Clause | Filter, ...]) -> str:
    out = ""
    for clause in clauses:
        if isinstance(clause, Filter):
            out += f" if {_print(clause.condition, _IMPLIES)}"
        else:
            names = clause.names[0] if len(clause.names) == 1 else f"({', '.join(clause.names)})"
            out += f"{', ' if out else ''}{names} in {_print(clause.collection, _SUM)}"
    return out


def _listed(nodes: tuple[Node, ...]) -> str:
    return ", ".join(_print(node, _IF) for node in nodes)


def _print(node: Node, level: int) -> str:
    text, own = _plain(node)
    return f"({text})" if own < level else text


def _plain(node: Node) -> tuple[str, int]:  # noqa: C901 - one case for each kind of node
    match node:
        case Number(value=value):
            return format_number(value), _SIGN if value < 0 else _ATOM
        case Text(label=label):
            return _quoted(label), _ATOM
        case Name(name=name):
            return name, _ATOM
        case Index(name=name, arguments=arguments):
            return f"{name}[{_listed(arguments)}]", _ATOM
        case TupleOf(items=items):
            return f"({_listed(items)})", _ATOM
        case Negative(operand=operand):
            return f"-{_print(operand, _SIGN)}", _SIGN
        case Power(base=base, exponent=exponent):
            return f"{_print(base, _ATOM)}^{_print(exponent, _SIGN)}", _POWER
        case Arithmetic(operands=operands, operators=operators):
            own = _SUM if operators[0] in "+-" else _PRODUCT
            out = _print(operands[0], own + 1)
            for operator, operand in zip(operators, operands[1:], strict=True):
                out += f" {operator} {_print(operand, own + 1)}"
            return out, own
        case Compare(operands=operands, operators=operators):
            out = _print(operands[0], _SUM)
            for operator, operand in zip(operators, operands[1:], strict=True):
                out += f" {operator} {_print(operand, _SUM)}"
            return out, _TEST
        case Membership(element=element, collection=collection, negated=negated):
            return f"{_print(element, _SUM)} {'not ' if negated else ''}in {_print(collection, _SUM)}", _TEST
        case And(operands=operands):
            return " and ".join(_print(operand, _NOT) for operand in operands), _AND
        case Or(operands=operands):
            return " or ".join(_print(operand, _AND) for operand in operands), _OR
        case Not(operand=operand):
            return f"not {_print(operand, _NOT)}", _NOT
        case Implies(premise=premise, conclusion=conclusion):
            return f"{_print(premise, _OR)} implies {_print(conclusion, _IMPLIES)}", _IMPLIES
        case IfElse(value=value, condition=condition, otherwise=otherwise):
            shown = (_print(value, _IMPLIES), _print(condition, _IMPLIES), _print(otherwise, _IF))
            return f"{shown[0]} if {shown[1]} else {shown[2]}", _IF
        case SetLiteral(items=items):
            return f"{{{_listed(items)}}}", _ATOM
        case Range(low=low, high=high):
            return f"{_print(low, _SUM)}..{_print(high, _SUM)}", _SUM
        case Clause() | Filter():
            return _clauses((node,)).strip(), _IF
        case Each(body=body, clauses=clauses):
            return _print(body, _IF) + (f" for {_clauses(clauses)}" if clauses else ""), _IF
        case Call(function=function, arguments=arguments, clauses=clauses):
            return f"{function}({_listed(arguments)}{f' for {_clauses(clauses)}' if clauses else ''})", _ATOM
        case Head(name=name, clauses=clauses):
            return f"{name}[{_clauses(clauses)}]" if clauses else name, _ATOM
    raise TypeError(f"not a node of the grammar: {node!r}")


def to_text(node: Node) -> str:
    """Write `node` in the grammar; parsing the result gives `node` again.

    >>> from nl2milp.algebra import parse_expression
    >>> to_text(parse_expression("2*(x+y) - (z - 1) <= 4"))
    '2 * (x + y) - (z - 1) <= 4'
    """
    return _print(node, _IF)
