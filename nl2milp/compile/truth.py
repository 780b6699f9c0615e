"""Comparisons, membership, `and`, `or`, `not`, `implies`, and the choice by `if else`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from nl2milp.algebra import syntax as s
from nl2milp.algebra.printer import to_text
from nl2milp.compile.arithmetic import finite
from nl2milp.compile.clauses import resolve_set
from nl2milp.compile.decisions import Condition
from nl2milp.compile.engine import Engine
from nl2milp.compile.frames import Frame
from nl2milp.compile.indexing import arguments, index_value
from nl2milp.compile.labels import Coded, Family, LabelSet
from nl2milp.compile.values import flat, is_decision, is_truth

__all__ = ["choice", "compare", "conjunction", "disjunction", "implication", "membership", "negation"]

_COMPARE: dict[str, Callable[[Any, Any], Any]] = {
    "<=": np.less_equal,
    ">=": np.greater_equal,
    "==": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    ">": np.greater,
}
_TOLERANCE = 1e-9


# -- comparisons


def compare(ev: Engine, node: s.Compare, frame: Frame) -> Any:
    """A comparison, or a chain of them, all of which must hold."""
    values = [ev.value(operand, frame) for operand in node.operands]
    for value, operand in zip(values, node.operands, strict=True):
        if isinstance(value, Condition) or is_truth(value):
            ev.fail(f"'{to_text(operand)}' is a condition; expected a number to compare", operand)
    parts = [_pair(ev, values, place, node, frame) for place in range(len(node.operators))]
    return parts[0] if len(parts) == 1 else _combined(ev, "and", parts, frame)


def _pair(ev: Engine, values: list[Any], place: int, node: s.Compare, frame: Frame) -> Any:
    operator, sides = node.operators[place], node.operands[place : place + 2]
    left, right = values[place : place + 2]
    if is_decision(left) or is_decision(right):
        assert ev.decisions is not None
        left, right = (_comparable(ev, value, side, frame) for value, side in zip((left, right), sides, strict=True))
        if len(node.operators) > 1:
            node = s.Compare(sides, (operator,), at=node.at)
        return ev.decisions.compare(left, operator, right, frame, node)
    if _is_labelled(left) or _is_labelled(right):
        if operator not in ("==", "!="):
            ev.fail(f"labels can only be compared by == and !=, not {operator}", node)
        same = _same_label(left, right)
        return same if operator == "==" else np.logical_not(same)
    return _compare_numbers(ev.numeric(left, sides[0]), operator, ev.numeric(right, sides[1]))


def _comparable(ev: Engine, value: Any, node: s.Node, frame: Frame) -> Any:
    value = ev.numeric(value, node)
    return value if is_decision(value) else finite(ev, value, node, frame)


def _is_labelled(value: Any) -> bool:
    return isinstance(value, str) or (isinstance(value, Coded) and value.base.numbers is None)


def _same_label(left: Any, right: Any) -> Any:
    if isinstance(left, Coded):
        places = left.base.places(right)
        return (left.codes == places) & (np.asarray(places) >= 0)
    if isinstance(right, Coded):
        return _same_label(right, left)
    return np.equal(left, right) if isinstance(left, str) and isinstance(right, str) else np.bool_(False)


def _compare_numbers(left: Any, operator: str, right: Any) -> Any:
    found = _COMPARE[operator](left, right)
    with np.errstate(all="ignore"):
        if np.all(np.floor(left) == left) and np.all(np.floor(right) == right):
            return found
        # sums of decimals that meet exactly on paper must not differ by a rounding
        slack = _TOLERANCE * np.maximum(1.0, np.maximum(np.abs(left), np.abs(right)))
        close = np.abs(np.subtract(left, right)) <= slack
    return found | close if operator in ("<=", ">=", "==") else found & ~close


# -- membership


def membership(ev: Engine, node: s.Membership, frame: Frame) -> Any:
    """`element in set`, by data."""
    items = node.element.items if isinstance(node.element, s.TupleOf) else (node.element,)
    values = [index_value(ev, item, frame) for item in items]
    collection = node.collection
    if isinstance(collection, s.Range):
        inside = _in_range(ev, values, node, collection, frame)
    elif isinstance(collection, s.Index):
        inside = _in_family(ev, values, node, collection, frame)
    else:
        found = resolve_set(ev, collection, frame)
        assert isinstance(found, LabelSet)
        _match_arity(ev, found.arity, values, node)
        inside = np.logical_not(found.domain.lookup(values)[1]) if found.arity > 1 else found.places(values[0]) >= 0
    return np.logical_not(inside) if node.negated else np.asarray(inside)[()]


def _match_arity(ev: Engine, arity: int, values: list[Any], node: s.Membership) -> None:
    if arity != len(values):
        labels = "label" if arity == 1 else "labels"
        ev.fail(f"the members of '{to_text(node.collection)}' have {arity} {labels}, not {len(values)}", node)


def _in_range(ev: Engine, values: list[Any], node: s.Membership, collection: s.Range, frame: Frame) -> Any:
    _match_arity(ev, 1, values, node)
    low, high = ev.number(collection.low, frame), ev.number(collection.high, frame)
    value = values[0]
    if isinstance(value, Coded) and value.base.numbers is None:
        numbers = np.array([label if not isinstance(label, str) else np.nan for label in value.base.labels])
        value = numbers[value.codes]
    elif isinstance(value, Coded):
        value = value.base.numbers[value.codes]  # type: ignore[index]
    elif isinstance(value, str):
        return np.bool_(False)
    with np.errstate(invalid="ignore"):
        return (value >= low) & (value <= high) & (np.floor(value) == value)


def _in_family(ev: Engine, values: list[Any], node: s.Membership, collection: s.Index, frame: Frame) -> Any:
    family = ev.scope.find_set(collection.name)
    if not isinstance(family, Family):
        ev.fail(f"there is no family of sets '{collection.name}'", collection)
    _match_arity(ev, 1, values, node)
    keys, gone = family.domain.lookup(arguments(ev, collection, len(family.domain.axes), frame))
    owners = Coded(family.pairs.axes[0], np.asarray(keys))
    _, missing = family.pairs.lookup([owners, values[0]])
    return ~(np.asarray(missing) | gone)


# -- what joins conditions


def conjunction(ev: Engine, node: s.And, frame: Frame) -> Any:
    """All of the operands."""
    return _lazily(ev, "and", node.operands, frame)


def disjunction(ev: Engine, node: s.Or, frame: Frame) -> Any:
    """At least one of the operands."""
    return _lazily(ev, "or", node.operands, frame)


def negation(ev: Engine, node: s.Not, frame: Frame) -> Any:
    """Not the operand."""
    return _combined(ev, "not", [ev.condition(node.operand, frame)], frame)


def implication(ev: Engine, node: s.Implies, frame: Frame) -> Any:
    """The conclusion, wherever the premise holds."""
    premise = s.Not(node.premise, at=node.premise.at)
    return _lazily(ev, "or", (premise, node.conclusion), frame)


def _lazily(ev: Engine, operator: str, operands: tuple[s.Node, ...], frame: Frame) -> Any:
    """Evaluate from left to right, each operand only where the data before it leave the outcome open."""
    settled: Any = None  # what the data so far say, flat; None before any
    values = []
    for operand in operands:
        if settled is None or np.all(settled == (operator == "and")):
            found = ev.condition(operand, frame)
        else:
            found = _where_open(ev, operand, frame, np.flatnonzero(settled == (operator == "and")), operator)
        values.append(found)
        if not isinstance(found, Condition):
            here = flat(found, frame)
            join = np.logical_and if operator == "and" else np.logical_or
            settled = here if settled is None else join(settled, here)
    return _combined(ev, operator, values, frame)


def _where_open(ev: Engine, operand: s.Node, frame: Frame, places: Any, operator: str) -> Any:
    there = frame.taken(places)
    found = ev.condition(operand, there)
    if isinstance(found, Condition):
        try:
            return found.spread(places, there, frame)
        except NotImplementedError:
            return ev.condition(operand, frame)
    filled = np.full(frame.size, operator == "and")
    filled[places] = found
    return filled.reshape(frame.shape)[()]


def _combined(ev: Engine, operator: str, values: list[Any], frame: Frame) -> Any:
    if any(isinstance(value, Condition) for value in values):
        assert ev.decisions is not None
        return ev.decisions.combine(operator, values, frame)
    if operator == "not":
        return np.logical_not(values[0])
    join = np.logical_and if operator == "and" else np.logical_or
    total = values[0]
    for value in values[1:]:
        total = join(total, value)
    return total


# -- the choice by data


def choice(ev: Engine, node: s.IfElse, frame: Frame) -> Any:
    """`value if condition else otherwise`; each branch is evaluated only where it is taken."""
    condition = ev.condition(node.condition, frame)
    if isinstance(condition, Condition):
        text = to_text(node.condition)
        ev.fail(f"'{text}' depends on the decisions; use the template if_then instead", node.condition)
    if np.all(condition):
        return ev.expression(node.value, frame)
    if not np.any(condition):
        return ev.expression(node.otherwise, frame)
    chosen = flat(condition, frame)
    data = np.zeros(frame.size)
    decisions = []
    for wanted, branch in ((chosen, node.value), (~chosen, node.otherwise)):
        places = np.flatnonzero(wanted)
        there = frame.taken(places)
        value = ev.expression(branch, there)
        if is_decision(value):
            decisions.append(value.spread(places, there, frame))
        else:
            data[places] = value
    total = data.reshape(frame.shape)
    return decisions[0].plus([*decisions[1:], total]) if decisions else total
