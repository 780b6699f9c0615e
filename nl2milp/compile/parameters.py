"""Parameters from data: columns of tables, and what is computed from them; and the bounds of variables."""

from __future__ import annotations

from typing import Any

import numpy as np

from nl2milp.algebra import parse_expression, parse_head
from nl2milp.algebra.syntax import Head
from nl2milp.compile.definitions import Computed, VariableDefinition, domain_of, head_arity
from nl2milp.compile.frames import ROOT, Frame
from nl2milp.compile.labels import CHUNK, Coded, Domain, LabelSet
from nl2milp.compile.sets import Sources, codes_in
from nl2milp.compile.tables import Columns
from nl2milp.compile.values import flat
from nl2milp.errors import ExpressionError, FormulationError
from nl2milp.formulation import Kind, Parameter, Variable

__all__ = ["make_column", "make_parameter", "make_variable"]

_FULL_CELLS = 1_000_000
"""Cells up to which a table is kept as a full array however many gaps it has: looking up is plain arithmetic then."""


def make_column(sources: Sources, name: str, columns: Columns) -> Computed:
    """The parameter that a table's column declares."""
    bases, codes = [], []
    for key in columns.keys:
        axis = sources.fixed_set(key.set_name)
        bases.append(axis)
        # the set is often the one this key names, in its own order
        same = len(axis) == len(key.distinct) and tuple(axis.labels) == tuple(key.distinct)
        places = axis.codes if same else codes_in(axis, key.distinct, f"{columns.where}, key '{key.index}'")
        codes.append(key.codes if same else places[key.codes])
    raw = columns.values[name]
    domain = Domain(tuple(bases), tuple(codes)) if codes else Domain(())
    full = Domain(tuple(bases))
    base: LabelSet | None = None
    missing: float = np.nan
    if raw.dtype == object:
        base = sources.interned(name, tuple(dict.fromkeys(value for value in raw if value is not None)))
        raw = np.array([-1 if value is None else base.position[value] for value in raw], dtype=np.int64)
        missing = -1
    if codes and full.size <= max(4 * len(raw), _FULL_CELLS):
        raw, domain = _filled(raw, domain, full, missing), full
    if base is not None:
        return Computed(name, domain, Coded(base, raw), bool((raw < 0).any()), len(bases))
    return Computed(name, domain, raw, bool(np.isnan(raw).any()), len(bases))


def _filled(raw: Any, listed: Domain, full: Domain, missing: float) -> Any:
    """Values at the listed keys, as values at every cell of the full product."""
    assert listed.keys is not None
    if listed.size == full.size and _is_in_order(listed.keys, full):
        return raw
    filled = np.full(full.size, missing, dtype=raw.dtype)
    filled[full.cells(listed.keys)] = raw
    return filled


def _is_in_order(keys: tuple[Any, ...], full: Domain) -> bool:
    """Whether the listed keys are all cells of the full product, row by row."""
    for start in range(0, full.size, CHUNK):
        piece = slice(start, start + CHUNK)
        cells = full.cells(tuple(codes[piece] for codes in keys))
        if not (cells == np.arange(start, start + len(cells))).all():
            return False
    return True


def make_parameter(sources: Sources, name: str, declared: Parameter) -> Computed:
    """A declared parameter: a number, a label, or a family of numbers or labels computed from data."""
    head = parse_head(declared.symbol)
    where = f"parameter '{name}'"
    arity = head_arity(head)
    if declared.value is None:
        if arity:
            raise FormulationError(f"{where}: the text gives no values; state them")
        return Computed(name, Domain(()), float("nan"), True, 0)
    try:
        home = _home(sources, declared.symbol, head, where)
        evaluator = sources.evaluator(declared.value, where)
        node = parse_expression(declared.value)
        value = evaluator.value(node, home)
        if isinstance(value, str):
            value = Coded(sources.interned(name, (value,)), np.int64(0))
        if not isinstance(value, Coded) or value.base.numbers is not None:
            value = evaluator.number(node, home)
    except ExpressionError as error:
        raise error.within(where) from None
    if not head.clauses:
        return Computed(name, Domain(()), value if isinstance(value, Coded) else float(value), False, 0)
    values = Coded(value.base, flat(value.codes, home)) if isinstance(value, Coded) else flat(value, home)
    return Computed(name, domain_of(home), values, False, arity)


def _home(sources: Sources, symbol: str, head: Head, where: str) -> Frame:
    """The frame of a declared symbol's index clauses."""
    return sources.evaluator(symbol, where).extend(ROOT, head.clauses) if head.clauses else ROOT


def make_variable(sources: Sources, name: str, declared: Variable, offset: int) -> VariableDefinition:
    """A decision variable whose first column is `offset`."""
    where = f"variable '{name}'"
    try:
        home = _home(sources, declared.symbol, parse_head(declared.symbol), where)
        lower = _bound(sources, declared.lower, home, f"{where}, lower", -np.inf)
        upper = _bound(sources, declared.upper, home, f"{where}, upper", np.inf)
        if declared.outside is not None:
            parse_expression(declared.outside)
    except ExpressionError as error:
        raise error.within(where) from None
    if declared.kind is Kind.BINARY:
        lower, upper = np.maximum(lower, 0.0), np.minimum(upper, 1.0)
    return VariableDefinition(name, declared, domain_of(home), home, tuple(home.indices), offset, lower, upper)


def _bound(sources: Sources, source: str | None, home: Frame, where: str, none: float) -> Any:
    """A bound at each point of `home`; infinity on its own side (`none`) means there is none."""
    if source is None:
        return none
    if source == "0":
        return 0.0
    try:
        node = parse_expression(source)
    except ExpressionError as error:
        raise error.within(where) from None
    evaluator = sources.evaluator(source, where)
    found = evaluator.data(node, home)
    bad = ~np.isfinite(found) & (found != none)
    if np.any(bad):
        evaluator.fail(f"the bound is {none * -1:g}{evaluator.first(bad, home)}", node)
    return found if np.ndim(found) == 0 else np.broadcast_to(found, home.shape)
