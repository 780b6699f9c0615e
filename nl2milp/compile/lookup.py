"""Names and indexed symbols: which symbol is meant, and its value at the given indices."""

from __future__ import annotations

from typing import Any, NoReturn

import numpy as np

from nl2milp.algebra import syntax as s
from nl2milp.algebra.parser import parse_expression
from nl2milp.compile.clauses import extend
from nl2milp.compile.definitions import Computed, Definition, Quantities, VariableDefinition, domain_of
from nl2milp.compile.engine import Engine, QuantityValue
from nl2milp.compile.frames import ROOT, Frame
from nl2milp.compile.indexing import Reference, arguments, places_of, refuse_arity, refuse_missing, shown_arguments
from nl2milp.compile.labels import Coded
from nl2milp.compile.values import flat, is_decision
from nl2milp.errors import ExpressionError

__all__ = ["index", "name", "quantity_value"]

_CONSTANTS = {"pi": float(np.pi)}


def name(ev: Engine, node: s.Name, frame: Frame) -> Any:
    """A bare name: an index, a scalar symbol, or a member, in this order."""
    called = node.name
    if called in frame.indices:
        return frame.indices[called]
    if called in ev.extra:
        return ev.extra[called]
    if called in ev.memory.scalars:
        return ev.memory.scalars[called]
    if called in ev.scope.names and called not in ev.scope.set_names:
        return _symbol(ev, node, (), frame)
    if ev.scope.is_label(called):
        return called
    if called in _CONSTANTS:
        return _CONSTANTS[called]
    if called in ev.scope.set_names:
        ev.fail(f"'{called}' is a set; a number or a condition is expected here", node)
    _unknown(ev, node, frame)


def index(ev: Engine, node: s.Index, frame: Frame) -> Any:
    """An indexed symbol."""
    if node.name in ev.scope.set_names:
        ev.fail(f"'{node.name}' is a set; a number or a condition is expected here", node)
    if node.name not in ev.scope.names:
        _unknown(ev, node, frame)
    return _symbol(ev, node, node.arguments, frame)


def _unknown(ev: Engine, node: Reference, frame: Frame) -> NoReturn:
    near = ev.scope.suggestion(node.name)
    indices = f"; the indices here are {', '.join(frame.indices)}" if frame.indices and isinstance(node, s.Name) else ""
    ev.fail(f"unknown name '{node.name}'{near}{indices}", node)


def _symbol(ev: Engine, node: Reference, given: tuple[s.Node, ...], frame: Frame) -> Any:
    if ev.decisions is None and ev.scope.is_variable(node.name):
        ev.fail(f"'{node.name}' is a decision variable; only data may stand here", node)
    definition = ev.scope.definition(node.name)
    if definition.arity != len(given):
        refuse_arity(ev, node, definition.arity, len(given))
    if isinstance(definition, VariableDefinition):
        return _variable(ev, definition, node, frame)
    if isinstance(definition, Computed):
        return _computed(ev, definition, node, frame)
    return _quantity(ev, definition, node, frame)


# -- the kinds of symbol


def _variable(ev: Engine, definition: VariableDefinition, node: Reference, frame: Frame) -> Any:
    assert ev.decisions is not None
    if isinstance(node, s.Name):
        found = ev.memory.scalars[node.name] = ev.decisions.variable(definition, 0, frame)
        return found
    values = arguments(ev, node, definition.arity, frame)
    keys, missing = places_of(definition.domain, values, frame)
    if missing is False or not np.any(missing):
        return ev.decisions.variable(definition, keys, frame)
    if definition.outside is None:
        refuse_missing(ev, missing, node, frame)
    gone = flat(missing, frame)
    beyond = np.zeros(frame.size)
    beyond[gone] = _outside(ev, definition, values, np.flatnonzero(gone), frame)
    inside = np.flatnonzero(~gone)
    there = frame.taken(inside)
    found = ev.decisions.variable(definition, flat(keys, frame)[inside], there)
    return found.spread(inside, there, frame).plus([beyond.reshape(frame.shape)])


def _outside(ev: Engine, definition: VariableDefinition, values: list[Any], places: Any, frame: Frame) -> Any:
    """The stated value just outside the domain, which may depend on the indices that are inside."""
    indices = {}
    for called, axis, value in zip(definition.index_names, definition.domain.axes, values, strict=True):
        codes = flat(axis.places(value), frame)[places]
        if np.all(codes >= 0):
            indices[called] = Coded(axis, codes)
    assert definition.outside is not None
    where = f"variable '{definition.name}', outside"
    try:
        parsed = parse_expression(definition.outside)
    except ExpressionError as error:
        raise error.within(where) from None
    there = Frame((len(places),), indices, is_product=False)
    return ev.for_data().at(definition.outside, where).number(parsed, there)


def _computed(ev: Engine, definition: Computed, node: Reference, frame: Frame) -> Any:
    keys: Any = 0
    if isinstance(node, s.Index):
        keys, missing = places_of(definition.domain, arguments(ev, node, definition.arity, frame), frame)
        refuse_missing(ev, missing, node, frame)
    value = definition.values
    if isinstance(value, Coded):
        codes = value.codes if isinstance(node, s.Name) else value.codes.ravel()[keys]
        if definition.has_gaps and np.any(codes < 0):
            _no_value(ev, definition, node, codes < 0, frame)
        return Coded(value.base, codes)
    found = value if np.ndim(value) == 0 else value.ravel()[keys]
    if definition.has_gaps and np.isnan(found).any():
        _no_value(ev, definition, node, np.isnan(found), frame)
    return found


def _no_value(ev: Engine, definition: Computed, node: Reference, where: Any, frame: Frame) -> NoReturn:
    if isinstance(node, s.Name):
        ev.fail(f"the text gives no value for '{node.name}'; state one", node)
    shown = shown_arguments(ev, node, where, frame)
    ev.fail(f"there is no value for '{definition.name}[{shown}]'; fill the gap, or leave that combination out", node)


def _quantity(ev: Engine, definition: Quantities, node: Reference, frame: Frame) -> Any:
    found = quantity_value(ev, definition.name, node)
    if isinstance(node, s.Name):
        # its terms lie on the single point; they must lie on every point of this frame
        return found.value.at(0, found.home, frame) if is_decision(found.value) else found.value
    keys, missing = places_of(found.domain, arguments(ev, node, definition.arity, frame), frame)
    refuse_missing(ev, missing, node, frame)
    if is_decision(found.value):
        return found.value.at(keys, found.home, frame)
    return flat(found.value, found.home)[keys]


def quantity_value(ev: Engine, called: str, node: s.Node) -> QuantityValue:
    """A quantity's value over the frame of its head, computed once for these decisions."""
    memory = ev.memory
    known = memory.quantities.get(called)
    if known is not None:
        return known
    definition: Definition = ev.scope.definition(called)
    assert isinstance(definition, Quantities)
    if called in memory.open:
        path = " -> ".join([*memory.open[memory.open.index(called) :], called])
        ev.fail(f"'{called}' is defined by itself: {path}", node)
    where = f"quantity '{called}'"
    memory.open.append(called)
    try:
        head = definition.head
        home = extend(ev.for_data().at(definition.symbol, where), ROOT, head.clauses) if head.clauses else ROOT
        value = ev.at(definition.source, where).expression(parse_expression(definition.source), home)
    except ExpressionError as error:
        raise error.within(where) from None
    except RecursionError:
        ev.fail(f"'{called}' rests on {len(memory.open)} or more quantities, each on the next; join some of them", node)
    finally:
        memory.open.pop()
    found = memory.quantities[called] = QuantityValue(value, home, domain_of(home))
    return found
