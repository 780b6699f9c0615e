"""Functions: `sum`, `min`, `max` and `prod` of listed values or over clauses, and the ones of a single number."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from nl2milp.algebra import syntax as s
from nl2milp.compile.arithmetic import added, floor_near, multiplied, nonlinear
from nl2milp.compile.clauses import extend
from nl2milp.compile.engine import Engine
from nl2milp.compile.frames import Frame
from nl2milp.compile.values import counts_of, flat, is_decision, sum_rows

__all__ = ["call"]

_UNARY: dict[str, Callable[[Any], Any]] = {
    "abs": np.abs,
    "log": np.log,
    "exp": np.exp,
    "sqrt": np.sqrt,
    "round": np.round,
    "floor": floor_near,
    "ceil": lambda value: -floor_near(-value),
}
_OVER: dict[str, tuple[Any, float]] = {
    "min": (np.minimum, np.inf),
    "max": (np.maximum, -np.inf),
    "prod": (np.multiply, 1.0),
}


def call(ev: Engine, node: s.Call, frame: Frame) -> Any:
    """A function's value."""
    name = node.function
    if node.clauses:
        if name == "sum":
            return _sum_over(ev, node, frame)
        if name in _OVER:
            return _reduced_over(ev, node, frame)
        ev.fail(f"{name}() takes one argument, not clauses", node)
    values = [ev.expression(argument, frame) for argument in node.arguments]
    if name == "sum":
        return added(ev, values, ("+",) * (len(values) - 1), node, frame)
    if name == "prod":
        total = values[0]
        for value, argument in zip(values[1:], node.arguments[1:], strict=True):
            total = multiplied(ev, total, "*", value, frame, node, argument)
        return total
    if name in _OVER:
        return _extreme(ev, name, values, frame)
    if len(values) != 1:
        ev.fail(f"{name}() takes one argument, not {len(values)}", node)
    return _unary(ev, name, values[0], node, frame)


def _extreme(ev: Engine, name: str, values: list[Any], frame: Frame) -> Any:
    if len(values) == 1:
        return values[0]
    if any(is_decision(value) for value in values):
        assert ev.decisions is not None
        return ev.decisions.extreme(name, values, frame)
    reduce, _ = _OVER[name]
    total = values[0]
    for value in values[1:]:
        total = reduce(total, value)
    return total


def _unary(ev: Engine, name: str, value: Any, node: s.Call, frame: Frame) -> Any:
    if is_decision(value):
        assert ev.decisions is not None
        if name == "abs":
            return ev.decisions.absolute(value, frame)
        return nonlinear(ev, name, (value,), frame, node, f"{name}() takes data only")
    with np.errstate(all="ignore"):
        result = _UNARY[name](np.asarray(value, dtype=np.float64))
    good = np.isfinite(result)
    if not np.all(good) and name != "abs":
        from_text = ev.first(~good, frame)
        ev.fail(f"{name}() of {_shown(value, good, frame)} is not a finite number{from_text}", node)
    return float(result) if np.ndim(result) == 0 else result


def _shown(value: Any, good: Any, frame: Frame) -> str:
    place = int(np.argmin(flat(good, frame))) if frame.size else 0
    return f"{flat(value, frame)[place]:g}" if frame.size else "its argument"


def _sum_over(ev: Engine, node: s.Call, frame: Frame) -> Any:
    inner = extend(ev, frame, node.clauses)
    body = ev.expression(node.arguments[0], inner)
    return body.summed(inner) if is_decision(body) else sum_rows(body, inner)


def _reduced_over(ev: Engine, node: s.Call, frame: Frame) -> Any:
    """The smallest, the largest, or the product over the points that the clauses span."""
    name = node.function
    inner = extend(ev, frame, node.clauses)
    if name != "prod":
        empty = counts_of(inner) == 0
        if empty.any():
            point = ev.first(empty.reshape(frame.shape), frame)
            ev.fail(f"{name}() over nothing: no index satisfies the clauses{point}", node)
    body = ev.expression(node.arguments[0], inner)
    if is_decision(body):
        assert ev.decisions is not None
        if name != "prod":
            return ev.decisions.extreme_over(name, body, inner)
        return nonlinear(ev, "prod", (body, inner), frame, node, "prod() takes data only")
    reduce, start = _OVER[name]
    total = np.full(frame.size, start)
    with np.errstate(all="ignore"):
        reduce.at(total, flat(inner.rows, inner), flat(body, inner))
    if not np.isfinite(total).all():
        ev.fail(f"{name}() is not a finite number{ev.first(~np.isfinite(total).reshape(frame.shape), frame)}", node)
    return total.reshape(frame.shape) if frame.shape else float(total[0])
