"""Formulations in mathematical notation, as LaTeX."""

from __future__ import annotations

import re
from typing import Any

from pydantic import BaseModel

from nl2milp.algebra import parse_clauses, parse_each, parse_expression, parse_head
from nl2milp.algebra import syntax as s
from nl2milp.algebra.printer import format_number
from nl2milp.errors import ExpressionError
from nl2milp.formulation import Formulation, Kind, Sense

__all__ = ["escape", "expression_to_latex", "formulation_to_latex", "slots_to_latex", "symbol_to_latex"]

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "$": r"\$",
    "&": r"\&",
    "#": r"\#",
    "^": r"\textasciicircum{}",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "%": r"\%",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    "`": r"\textasciigrave{}",
    "'": r"\textquotesingle{}",
}
_RELATION = {"<=": r"\le", ">=": r"\ge", "==": "=", "!=": r"\ne", "<": "<", ">": ">"}
_FUNCTION = {"log": r"\log", "exp": r"\exp", "min": r"\min", "max": r"\max"}
_IF, _IMPLIES, _OR, _AND, _NOT, _TEST, _SUM, _PRODUCT, _SIGN, _POWER, _ATOM = range(11)


def escape(text: str) -> str:
    r"""Plain text as LaTeX text: no character of it is a command.

    >>> print(escape("50% of A_1 & $2"))
    50\% of A\_1 \& \$2
    """
    return "".join(_SPECIAL.get(character, character) for character in text)


def symbol_to_latex(name: str) -> str:
    """A symbol's name; one of several letters as one word."""
    if re.fullmatch(r"[A-Za-z]", name):
        return name
    single = re.fullmatch(r"([A-Za-z])_?(\d+)", name)
    if single:
        return f"{single[1]}_{{{single[2]}}}"
    return rf"\mathit{{{escape(name)}}}"


def _clauses(clauses: tuple[s.Clause | s.Filter, ...]) -> tuple[str, str]:
    """What is indexed over, and the condition on it."""
    over, conditions = [], []
    for clause in clauses:
        if isinstance(clause, s.Filter):
            conditions.append(_latex(clause.condition, _IMPLIES))
        else:
            names = ", ".join(map(symbol_to_latex, clause.names))
            names = f"({names})" if len(clause.names) > 1 else names
            over.append(rf"{names} \in {_latex(clause.collection, _SUM)}")
    return ",\\, ".join(over), r" \wedge ".join(conditions)


def _under(clauses: tuple[s.Clause | s.Filter, ...]) -> str:
    over, conditions = _clauses(clauses)
    return rf"{over} :\, {conditions}" if conditions else over


def _latex(node: s.Node, level: int) -> str:
    text, own = _plain(node)
    return rf"\left({text}\right)" if own < level else text


def _chain(node: s.Arithmetic) -> tuple[str, int]:
    if node.operators[0] in "+-":
        out = _latex(node.operands[0], _SUM)
        for operator, operand in zip(node.operators, node.operands[1:], strict=True):
            out += f" {operator} {_latex(operand, _SUM + 1)}"
        return out, _SUM
    out = _latex(node.operands[0], _PRODUCT)
    for operator, operand in zip(node.operators, node.operands[1:], strict=True):
        if operator == "/":
            out = rf"\frac{{{out}}}{{{_latex(operand, _IF)}}}"
        elif operator == "*":
            tight = isinstance(operand, s.Number)
            out += rf" \cdot {_latex(operand, _PRODUCT + 1)}" if tight else rf"\, {_latex(operand, _PRODUCT + 1)}"
        elif operator == "//":
            out = rf"\left\lfloor \frac{{{out}}}{{{_latex(operand, _IF)}}} \right\rfloor"
        else:
            out += rf" \bmod {_latex(operand, _PRODUCT + 1)}"
    return out, _PRODUCT


def _call(node: s.Call) -> tuple[str, int]:
    body = ", ".join(_latex(argument, _IF) for argument in node.arguments)
    if node.clauses:
        under = _under(node.clauses)
        if node.function in ("sum", "prod"):
            return rf"\{node.function}_{{{under}}} {_latex(node.arguments[0], _PRODUCT)}", _PRODUCT
        return rf"\{node.function}_{{{under}}} {_latex(node.arguments[0], _PRODUCT)}", _PRODUCT
    if node.function == "abs":
        return rf"\left|{body}\right|", _ATOM
    if node.function == "sqrt":
        return rf"\sqrt{{{body}}}", _ATOM
    if node.function in ("floor", "ceil"):
        return rf"\left\l{node.function} {body} \right\r{node.function}", _ATOM
    name = _FUNCTION.get(node.function, rf"\operatorname{{{node.function}}}")
    return rf"{name}\left({body}\right)", _ATOM


def _leaf(node: s.Node) -> tuple[str, int] | None:
    match node:
        case s.Number(value=value):
            shown = format_number(value)
            return shown.replace("e", r" \cdot 10^{") + ("}" if "e" in shown else ""), _SIGN if value < 0 else _ATOM
        case s.Text(label=label):
            return rf"\text{{{escape(label)}}}", _ATOM
        case s.Name(name=name):
            return symbol_to_latex(name), _ATOM
        case s.Index(name=name, arguments=arguments):
            return f"{{{symbol_to_latex(name)}}}_{{{', '.join(_latex(one, _IF) for one in arguments)}}}", _ATOM
        case s.TupleOf(items=items):
            return f"({', '.join(_latex(one, _IF) for one in items)})", _ATOM
    return None


def _plain(node: s.Node) -> tuple[str, int]:
    leaf = _leaf(node)
    if leaf is not None:
        return leaf
    match node:
        case s.Negative(operand=operand):
            return f"-{_latex(operand, _SIGN)}", _SIGN
        case s.Power(base=base, exponent=exponent):
            return f"{{{_latex(base, _ATOM)}}}^{{{_latex(exponent, _IF)}}}", _POWER
        case s.Arithmetic():
            return _chain(node)
        case s.Call():
            return _call(node)
        case s.Compare(operands=operands, operators=operators):
            out = _latex(operands[0], _SUM)
            for operator, operand in zip(operators, operands[1:], strict=True):
                out += f" {_RELATION[operator]} {_latex(operand, _SUM)}"
            return out, _TEST
        case s.Membership(element=element, collection=collection, negated=negated):
            sign = r"\notin" if negated else r"\in"
            return f"{_latex(element, _SUM)} {sign} {_latex(collection, _SUM)}", _TEST
        case s.And(operands=operands):
            return r" \wedge ".join(_latex(one, _NOT) for one in operands), _AND
        case s.Or(operands=operands):
            return r" \vee ".join(_latex(one, _AND) for one in operands), _OR
        case s.Not(operand=operand):
            return rf"\neg {_latex(operand, _NOT)}", _NOT
        case s.Implies(premise=premise, conclusion=conclusion):
            return rf"{_latex(premise, _OR)} \Rightarrow {_latex(conclusion, _IMPLIES)}", _IMPLIES
        case s.IfElse(value=value, condition=condition, otherwise=otherwise):
            taken = rf"{_latex(value, _IF)} & \text{{if }} {_latex(condition, _IF)}"
            return rf"\begin{{cases}} {taken} \\ {_latex(otherwise, _IF)} & \text{{else}} \end{{cases}}", _ATOM
        case s.SetLiteral(items=items):
            return rf"\{{{', '.join(_latex(one, _IF) for one in items)}\}}", _ATOM
        case s.Range(low=low, high=high):
            return rf"\{{{_latex(low, _SUM)}, \dots, {_latex(high, _SUM)}\}}", _ATOM
    raise TypeError(f"not a node of the grammar: {node!r}")


def expression_to_latex(source: str) -> str:
    r"""An expression or condition of the grammar in mathematical notation.

    >>> print(expression_to_latex("sum(c[p]*x[p] for p in plants) <= 2*limit"))
    \sum_{p \in \mathit{plants}} {c}_{p}\, {x}_{p} \le 2\, \mathit{limit}
    """
    return _latex(parse_expression(source), _IF)


def _slot(value: Any) -> str:
    """A slot's value: an expression, a condition that may be repeated, clauses, or plain text."""
    if isinstance(value, list | tuple):
        return r",\; ".join(map(_slot, value))
    if not isinstance(value, str):
        return rf"\text{{{escape(str(value))}}}"
    try:
        each = parse_each(value)
    except ExpressionError:
        try:
            return _under(parse_clauses(value))
        except ExpressionError:
            return rf"\text{{{escape(value)}}}"
    body = _latex(each.body, _IF)
    return rf"{body} \;\; \forall {_under(each.clauses)}" if each.clauses else body


def slots_to_latex(title: str, slots: BaseModel) -> str:
    """A template's instance by its slots: `title: slot = value, ...`."""
    parts = []
    for name, info in type(slots).model_fields.items():
        value = getattr(slots, name)
        if value is not None and value != info.default:
            parts.append(rf"\text{{{escape((info.alias or name).replace('_', ' '))}: }} {_slot(value)}")
    return rf"\text{{{escape(title)}}}\quad " + r",\quad ".join(parts)


_DOMAIN = {Kind.CONTINUOUS: r"\mathbb{R}", Kind.INTEGER: r"\mathbb{Z}", Kind.BINARY: r"\{0, 1\}"}


def _bounds(lower: str | None, upper: str | None, name: str, kind: Kind) -> str:
    if kind is Kind.BINARY:
        return rf"{name} \in \{{0, 1\}}"
    out = name
    if lower is not None:
        out = rf"{expression_to_latex(lower)} \le {out}"
    if upper is not None:
        out = rf"{out} \le {expression_to_latex(upper)}"
    return out + (r",\; " + rf"{name} \in \mathbb{{Z}}" if kind is Kind.INTEGER else "")


def formulation_to_latex(formulation: Formulation) -> str:
    """The whole formulation as an `aligned` block, in indexed form, with the templates' own notation."""
    from nl2milp import templates

    lines = []
    objective = formulation.objective
    if objective.value is not None:
        word = r"\min" if objective.sense is Sense.MINIMIZE else r"\max"
        lines.append(rf"{word}\quad & {expression_to_latex(objective.value)}")
    for goal in objective.goals:
        aim = expression_to_latex(goal.rule or goal.value or "0")
        lines.append(
            rf"\text{{goal {goal.priority}}}\quad & {aim}"
            + (rf" \;\; \forall {_under(parse_clauses(goal.for_))}" if goal.for_ else "")
        )
    if not lines:
        lines.append(r"\text{find}\quad & \text{any feasible values}")
    lead = r"\text{s.t.}\quad "
    for constraint in formulation.constraints:
        template = templates.get(constraint.template)
        body = template.latex(template.checked(constraint))
        every = rf" \quad \forall {_under(parse_clauses(constraint.for_))}" if constraint.for_ else ""
        lines.append(rf"{lead}& {body}{every} && \text{{{escape(constraint.name)}}}")
        lead = ""
    for variable in formulation.variables:
        head = parse_head(variable.symbol)
        indices = [name for clause in head.clauses if isinstance(clause, s.Clause) for name in clause.names]
        name = (
            f"{{{symbol_to_latex(head.name)}}}_{{{', '.join(map(symbol_to_latex, indices))}}}"
            if indices
            else symbol_to_latex(head.name)
        )
        every = rf" \quad \forall {_under(head.clauses)}" if head.clauses else ""
        lines.append(rf"{lead}& {_bounds(variable.lower, variable.upper, name, variable.kind)}{every}")
        lead = ""
    return "\\begin{aligned}\n" + " \\\\\n".join(lines) + "\n\\end{aligned}"
