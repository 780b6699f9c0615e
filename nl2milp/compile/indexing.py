"""Indices: their values, the number of them, and what to say where a symbol has no entry for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NoReturn, TypeAlias

import numpy as np

from nl2milp.algebra import syntax as s
from nl2milp.algebra.printer import to_text
from nl2milp.compile.decisions import Condition
from nl2milp.compile.engine import Engine
from nl2milp.compile.frames import Frame
from nl2milp.compile.labels import Coded, Domain, as_label, label_text
from nl2milp.compile.values import flat, is_decision, is_truth

__all__ = ["Reference", "arguments", "index_value", "places_of", "refuse_arity", "refuse_missing", "shown_arguments"]

Reference: TypeAlias = s.Name | s.Index


def refuse_arity(ev: Engine, node: Reference, wanted: int, given: int) -> NoReturn:
    """Raise for a wrong number of indices."""
    takes = "takes no index" if wanted == 0 else f"takes {wanted} {'index' if wanted == 1 else 'indices'}"
    ev.fail(f"'{node.name}' {takes}, but {given or 'none'} {'is' if given < 2 else 'are'} given", node)


def arguments(ev: Engine, node: s.Index, count: int, frame: Frame) -> list[Any]:
    """The values of a symbol's `count` indices."""
    if len(node.arguments) != count:
        refuse_arity(ev, node, count, len(node.arguments))
    return [index_value(ev, argument, frame) for argument in node.arguments]


def index_value(ev: Engine, node: s.Node, frame: Frame) -> Any:
    """The value of an index: labels, or numbers computed from data."""
    if isinstance(node, s.Name) and node.name not in frame.indices and ev.scope.is_variable(node.name):
        quoted = f"; write '{node.name}' in quotes for the label" if ev.scope.is_label(node.name) else ""
        ev.fail(f"'{node.name}' is a decision variable and cannot be an index{quoted}", node)
    value = ev.value(node, frame)
    if is_decision(value) or isinstance(value, Condition) or is_truth(value):
        ev.fail(f"'{to_text(node)}' cannot be an index: an index is a label or computed from data", node)
    return value


def places_of(domain: Domain, values: Sequence[Any], frame: Frame) -> tuple[Any, Any]:
    """Keys of a domain at each point of `frame`, and where there are none; see :meth:`Domain.lookup`."""
    if not frame.size:
        return np.zeros(frame.shape, dtype=np.int64), False
    return domain.lookup(values)


def refuse_missing(ev: Engine, missing: Any, node: Reference, frame: Frame) -> None:
    """Raise where an index is out of range, naming the entry and the point."""
    if missing is False or not np.any(missing):
        return
    shown = shown_arguments(ev, node, missing, frame)
    ev.fail(f"'{node.name}' has no entry [{shown}]{ev.first(missing, frame)}", node)


def shown_arguments(ev: Engine, node: Reference, where: Any, frame: Frame) -> str:
    """The index labels at the first point at which `where` is true, `A, 3`."""
    if isinstance(node, s.Name):
        return ""
    place = int(np.argmax(flat(where, frame)))
    shown = []
    for argument in node.arguments:
        value = index_value(ev, argument, frame)
        if isinstance(value, Coded):
            shown.append(label_text(value.base.labels[int(flat(value.codes, frame)[place])]))
        elif isinstance(value, str):
            shown.append(value)
        else:
            shown.append(label_text(as_label(float(flat(value, frame)[place]))))
    return ", ".join(shown)
