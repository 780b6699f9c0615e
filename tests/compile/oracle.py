"""A slow evaluator of the grammar, one point at a time, over plain dictionaries.

It knows nothing of frames, domains, arrays or roundings (numbers are
fractions), which is its use: the fast evaluator must agree with it. Decisions are linear forms while building
(:class:`Linear`) and numbers while checking.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from nl2milp.algebra import parse_expression
from nl2milp.algebra import syntax as s


class UndefinedError(Exception):
    """The expression has no value at this point."""


@dataclass
class Linear:
    """`constant + sum(coefficients[column] * x[column])`."""

    constant: Any = Fraction(0)
    coefficients: dict[int, Any] = field(default_factory=dict)

    def plus(self, other: Any, sign: int = 1) -> Linear:
        if not isinstance(other, Linear):
            other = Linear(other)
        total = dict(self.coefficients)
        for column, coefficient in other.coefficients.items():
            total[column] = total.get(column, 0) + sign * coefficient
        return Linear(self.constant + sign * other.constant, total)

    def times(self, factor: Any) -> Linear:
        return Linear(self.constant * factor, {column: c * factor for column, c in self.coefficients.items()})


@dataclass
class World:
    """What the names mean: everything by label, nothing by position."""

    sets: dict[str, list[Any]] = field(default_factory=dict)  # labels, or tuples of them
    families: dict[str, dict[Any, list[Any]]] = field(default_factory=dict)
    data: dict[str, dict[tuple[Any, ...], Any]] = field(default_factory=dict)
    columns: dict[str, dict[tuple[Any, ...], int]] = field(default_factory=dict)
    outside: dict[str, float] = field(default_factory=dict)
    quantities: dict[str, tuple[tuple[str, ...], str]] = field(default_factory=dict)
    point: list[float] | None = None  # values of the columns while checking; None while building


def _label(value: Any) -> Any:
    return int(value) if isinstance(value, Fraction | float) and value == int(value) else value


def _number(value: Any) -> Any:
    if isinstance(value, str | bool):
        raise UndefinedError(f"{value!r} is not a number")
    return value if isinstance(value, Linear) else Fraction(value)


def evaluate(node: s.Node, env: dict[str, Any], world: World) -> Any:  # noqa: C901 - one case for each kind of node
    """The value of `node` at the one point `env`."""
    match node:
        case s.Number(value=value):
            return Fraction(repr(value))
        case s.Text(label=label):
            return label
        case s.Name(name=name):
            if name in env:
                return env[name]
            if name in world.data or name in world.columns or name in world.quantities:
                return _symbol(name, (), world)
            return name
        case s.Index(name=name, arguments=arguments):
            return _symbol(name, tuple(_label(evaluate(one, env, world)) for one in arguments), world)
        case s.Negative(operand=operand):
            return _times(_number(evaluate(operand, env, world)), -1)
        case s.Arithmetic(operands=operands, operators=operators):
            total = _number(evaluate(operands[0], env, world))
            for operator, operand in zip(operators, operands[1:], strict=True):
                total = _applied(total, operator, _number(evaluate(operand, env, world)))
            return total
        case s.Power(base=base, exponent=exponent):
            return _number(evaluate(base, env, world)) ** _number(evaluate(exponent, env, world))
        case s.Compare(operands=operands, operators=operators):
            values = [evaluate(operand, env, world) for operand in operands]
            pairs = zip(operators, values, values[1:], strict=False)
            return all(_compared(left, operator, right) for operator, left, right in pairs)
        case s.Membership(element=element, collection=collection, negated=negated):
            items = element.items if isinstance(element, s.TupleOf) else (element,)
            value = tuple(_label(evaluate(item, env, world)) for item in items)
            members = [one if isinstance(one, tuple) else (one,) for one in _members(collection, env, world)]
            return (value in members) != negated
        case s.And(operands=operands):
            return all(evaluate(operand, env, world) for operand in operands)
        case s.Or(operands=operands):
            return any(evaluate(operand, env, world) for operand in operands)
        case s.Not(operand=operand):
            return not evaluate(operand, env, world)
        case s.Implies(premise=premise, conclusion=conclusion):
            return not evaluate(premise, env, world) or evaluate(conclusion, env, world)
        case s.IfElse(value=value, condition=condition, otherwise=otherwise):
            return _number(evaluate(value if evaluate(condition, env, world) else otherwise, env, world))
        case s.Call(function=function, arguments=arguments, clauses=clauses):
            if clauses:
                values = [evaluate(arguments[0], inner, world) for inner in points(clauses, env, world)]
            else:
                values = [evaluate(argument, env, world) for argument in arguments]
            return _called(function, [_number(value) for value in values])
    raise UndefinedError(f"no rule for {node!r}")


def points(clauses: tuple[s.Clause | s.Filter, ...], env: dict[str, Any], world: World) -> Iterator[dict[str, Any]]:
    """The points that clauses span, in order."""
    if not clauses:
        yield env
        return
    first, rest = clauses[0], clauses[1:]
    if isinstance(first, s.Filter):
        if evaluate(first.condition, env, world):
            yield from points(rest, env, world)
        return
    for member in _members(first.collection, env, world):
        labels = member if isinstance(member, tuple) else (member,)
        yield from points(rest, {**env, **dict(zip(first.names, labels, strict=True))}, world)


def _members(node: s.Node, env: dict[str, Any], world: World) -> list[Any]:
    match node:
        case s.Name(name=name):
            return world.sets[name]
        case s.Index(name=name, arguments=arguments):
            (key,) = (_label(evaluate(one, env, world)) for one in arguments)
            if key not in world.families[name]:
                raise UndefinedError(f"{name}[{key}]")
            return world.families[name][key]
        case s.Range(low=low, high=high):
            return list(range(int(evaluate(low, env, world)), int(evaluate(high, env, world)) + 1))
        case s.SetLiteral(items=items):
            return [one.name if isinstance(one, s.Name) else _label(evaluate(one, env, world)) for one in items]
    raise UndefinedError(f"no set {node!r}")


def _symbol(name: str, key: tuple[Any, ...], world: World) -> Any:
    if name in world.data:
        if key not in world.data[name]:
            raise UndefinedError(f"{name}{key}")
        return world.data[name][key]
    if name in world.quantities:
        names, source = world.quantities[name]
        return evaluate(parse_expression(source), dict(zip(names, key, strict=True)), world)
    if key not in world.columns[name]:
        if name not in world.outside:
            raise UndefinedError(f"{name}{key}")
        return world.outside[name]
    column = world.columns[name][key]
    return Linear(Fraction(0), {column: Fraction(1)}) if world.point is None else world.point[column]


def _times(value: Any, factor: Any) -> Any:
    return value.times(factor) if isinstance(value, Linear) else value * factor


def _applied(left: Any, operator: str, right: Any) -> Any:
    if operator in "+-":
        sign = 1 if operator == "+" else -1.0
        if isinstance(left, Linear):
            return left.plus(right, sign)
        return right.times(sign).plus(left) if isinstance(right, Linear) else left + sign * right
    if operator == "*":
        return _times(left, right) if isinstance(left, Linear) else _times(right, left)
    if right == 0:
        raise UndefinedError("division by zero")
    if operator == "/":
        return _times(left, Fraction(1) / right) if isinstance(left, Linear) else left / right
    return left // right if operator == "//" else left % right


def _compared(left: Any, operator: str, right: Any) -> bool:
    left, right = _label(left), _label(right)
    outcome: bool = {
        "<=": lambda: left <= right,
        ">=": lambda: left >= right,
        "<": lambda: left < right,
        ">": lambda: left > right,
        "==": lambda: left == right,
        "!=": lambda: left != right,
    }[operator]()
    return outcome


def _called(function: str, values: list[Any]) -> Any:
    if function == "sum":
        total: Any = Fraction(0)
        for value in values:
            total = _applied(total, "+", value)
        return total
    if function == "prod":
        return math.prod(values)
    if function in ("min", "max"):
        if not values:
            raise UndefinedError(f"{function} over nothing")
        return min(values) if function == "min" else max(values)
    (value,) = values
    if function in ("log", "sqrt") and value <= 0:
        raise UndefinedError(f"{function}({value})")
    functions: dict[str, Any] = {
        "abs": abs, "log": math.log, "exp": math.exp, "sqrt": math.sqrt,
        "round": round, "floor": math.floor, "ceil": math.ceil,
    }  # fmt: skip
    return functions[function](value)
