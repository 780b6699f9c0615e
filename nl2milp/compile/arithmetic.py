"""Plus, minus, times, divided by, and powers."""

from __future__ import annotations

import math
from typing import Any, NoReturn

import numpy as np

from nl2milp.algebra import syntax as s
from nl2milp.algebra.printer import to_text
from nl2milp.compile.engine import Engine
from nl2milp.compile.frames import Frame
from nl2milp.compile.values import is_decision, negative_of
from nl2milp.errors import NonlinearError

__all__ = [
    "added",
    "chain",
    "finite",
    "floor_near",
    "multiplied",
    "negative",
    "nonlinear",
    "power",
]

_NEAR = 1e-9


def negative(ev: Engine, node: s.Negative, frame: Frame) -> Any:
    """Minus a value."""
    return negative_of(ev.expression(node.operand, frame), frame)


def chain(ev: Engine, node: s.Arithmetic, frame: Frame) -> Any:
    """Operators of one precedence, from left to right."""
    first = node.operands[0]
    if type(first) is s.Number and node.operators == ("*",):
        # most of what is ever written: a number times a variable
        value = ev.expression(node.operands[1], frame)
        return value.times(first.value, frame) if is_decision(value) else _product(ev, first.value, value, frame, node)
    values = [ev.expression(operand, frame) for operand in node.operands]
    if node.operators[0] in "+-":
        return added(ev, values, node.operators, node, frame)
    total = values[0]
    for operator, value, operand in zip(node.operators, values[1:], node.operands[1:], strict=True):
        total = multiplied(ev, total, operator, value, frame, node, operand)
    return total


def added(ev: Engine, values: list[Any], operators: tuple[str, ...], node: s.Node, frame: Frame) -> Any:
    """The values with `+` or `-` between them."""
    signed = [values[0]]
    for operator, value in zip(operators, values[1:], strict=True):
        signed.append(negative_of(value, frame) if operator == "-" else value)
    place = next((place for place, value in enumerate(signed) if is_decision(value)), None)
    if place is not None:
        rest = [*signed[:place], *signed[place + 1 :]]
        for value in rest:
            if not is_decision(value):
                finite(ev, value, node, frame)
        return signed[place].plus(rest)
    total = signed[0]
    with np.errstate(all="ignore"):
        for value in signed[1:]:
            total = total + value
    return _in_range(ev, total, values, node, frame)


def multiplied(ev: Engine, left: Any, operator: str, right: Any, frame: Frame, node: s.Node, operand: s.Node) -> Any:
    """`left operator right`, where `operand` is what was written for `right`."""
    if operator == "*":
        return _product(ev, left, right, frame, node)
    if is_decision(right) or (is_decision(left) and operator != "/"):
        at, what = (operand, "a divisor") if is_decision(right) else (node, f"'{operator}'")
        return nonlinear(ev, operator, (left, right), frame, at, f"{what} takes data only")
    zero = np.equal(right, 0)
    if np.any(zero):
        if not frame.size:
            return left  # nothing is divided
        ev.fail(f"division by zero: '{to_text(operand)}' is 0{ev.first(zero, frame)}", operand)
    if is_decision(left):
        return left.over(finite(ev, right, operand, frame), frame)
    with np.errstate(all="ignore"):
        if operator == "/":
            result = left / right
        else:
            whole = floor_near(left / right)
            result = whole if operator == "//" else _remainder(left, right, whole)
    return _in_range(ev, result, [left, right], node, frame)


def _product(ev: Engine, left: Any, right: Any, frame: Frame, node: s.Node) -> Any:
    if is_decision(left) and is_decision(right):
        assert ev.decisions is not None

        def fail(reason: str) -> NoReturn:
            ev.fail(reason, node, NonlinearError)

        return ev.decisions.product(left, right, frame, fail)
    if is_decision(left):
        return left.times(finite(ev, right, node, frame), frame)
    if is_decision(right):
        return right.times(finite(ev, left, node, frame), frame)
    with np.errstate(all="ignore"):
        return _in_range(ev, left * right, [left, right], node, frame)


def floor_near(value: Any) -> Any:
    """The largest whole number below, where a rounding away from a whole number counts as that number.

    2.1 / 0.7 is 3.0000000000000004 in floating point, and 0.3 / 0.1 is 2.9999999999999996.
    """
    nearest = np.round(value)
    with np.errstate(all="ignore"):
        is_near = np.abs(value - nearest) <= _NEAR * np.maximum(1.0, np.abs(value))
    found = np.where(is_near, nearest, np.floor(value))
    return float(found) if found.ndim == 0 else found


def _remainder(left: Any, right: Any, whole: Any) -> Any:
    """What is left of `left` after `whole` times `right`; of the sign of `right`, exact between whole numbers."""
    exact = np.mod(left, right)
    is_whole = (np.floor(left) == left) & (np.floor(right) == right)
    if np.all(is_whole):
        return exact
    rest = left - right * whole
    return np.where(is_whole, exact, np.where(np.abs(rest) <= _NEAR * np.maximum(1.0, np.abs(left)), 0.0, rest))


def power(ev: Engine, node: s.Power, frame: Frame) -> Any:
    """`base ^ exponent`."""
    base, exponent = ev.expression(node.base, frame), ev.expression(node.exponent, frame)
    if is_decision(base) or is_decision(exponent):
        return nonlinear(ev, "^", (base, exponent), frame, node, "a power of a decision is not linear")
    with np.errstate(all="ignore"):
        result = np.power(np.asarray(base, dtype=np.float64), exponent)
    return _in_range(ev, float(result) if result.ndim == 0 else result, [], node, frame)


def nonlinear(ev: Engine, function: str, values: Any, frame: Frame, node: s.Node, reason: str) -> Any:
    """A function of decisions that is not linear, where the decisions at hand allow it."""
    found = ev.decisions.nonlinear(function, values, frame) if ev.decisions is not None else None
    if found is None:
        ev.fail(f"'{to_text(node)}' depends on the decisions; {reason}", node, NonlinearError)
    return found


# -- staying within the finite numbers


def finite(ev: Engine, value: Any, node: s.Node, frame: Frame) -> Any:
    """`value`, refused where it is infinite: what goes into a decision expression must be finite."""
    if type(value) is float and math.isfinite(value):
        return value
    good = np.isfinite(value)
    if not np.all(good) and frame.size:
        ev.fail(f"'{to_text(node)}' has an infinite number in it{ev.first(~good, frame)}", node)
    return value


def _in_range(ev: Engine, result: Any, operands: list[Any], node: s.Node, frame: Frame) -> Any:
    """`result`, refused if it overflowed; the `inf` of a table may pass through, what it turns into NaN may not."""
    if type(result) is float and math.isfinite(result):
        return result
    good = np.isfinite(result)
    if np.all(good) or not frame.size:
        return result
    if np.isnan(result).any() or all(np.all(np.isfinite(operand)) for operand in operands):
        ev.fail(f"'{to_text(node)}' is not a finite number{ev.first(~good, frame)}", node)
    return result
