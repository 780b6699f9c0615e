"""Sets and index clauses: the frames that `for p in plants, m in markets if ...` spans."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

import numpy as np

from nl2milp.algebra import syntax as s
from nl2milp.algebra.printer import to_text
from nl2milp.compile.engine import Engine
from nl2milp.compile.frames import MAX_POINTS, Frame
from nl2milp.compile.indexing import arguments, places_of, refuse_missing
from nl2milp.compile.labels import Coded, Family, IntArray, Label, LabelSet, as_label
from nl2milp.compile.values import flat
from nl2milp.errors import FormulationError

__all__ = ["VaryingSet", "extend", "resolve_set"]


@dataclass(frozen=True, eq=False)
class VaryingSet:
    """A set that differs from point to point: member k belongs to the flat point `owners[k]`."""

    base: LabelSet
    owners: IntArray
    codes: IntArray


def extend(ev: Engine, frame: Frame, clauses: Sequence[s.Clause | s.Filter]) -> Frame:
    """Open a child of `frame` and span `clauses` over it."""
    inner = frame.opened()
    for clause in clauses:
        inner = _filtered(ev, inner, clause) if isinstance(clause, s.Filter) else _spanned(ev, inner, clause)
    return inner


def _filtered(ev: Engine, frame: Frame, clause: s.Filter) -> Frame:
    keep = ev.truth(clause.condition, frame)
    if np.all(keep):
        return frame
    return frame.taken(np.flatnonzero(flat(keep, frame)))


def _spanned(ev: Engine, frame: Frame, clause: s.Clause) -> Frame:
    for name in clause.names:
        if name in frame.indices:
            ev.fail(f"the index '{name}' is already in use around this; give one of the two another name", clause)
        if name in ev.scope.names and name not in ev.scope.set_names:
            ev.fail(f"the index '{name}' has the name of a symbol; give the index another name", clause)
    found = resolve_set(ev, clause.collection, frame)
    try:
        if isinstance(found, LabelSet):
            return _over_set(ev, frame, clause, found)
        if len(clause.names) != 1:
            ev.fail(f"the members of '{to_text(clause.collection)}' are single labels, not tuples", clause)
        return frame.taken(found.owners, {clause.names[0]: Coded(found.base, found.codes)}, to_text(clause.collection))
    except FormulationError as error:
        _placed(ev, error, clause)


def _placed(ev: Engine, error: FormulationError, node: s.Node) -> NoReturn:
    """Raise an error about sizes at the clause that asked for them."""
    if type(error) is not FormulationError:
        raise error
    ev.fail(str(error), node)


def _over_set(ev: Engine, frame: Frame, clause: s.Clause, found: LabelSet) -> Frame:
    if found.arity != len(clause.names):
        labels = "label" if found.arity == 1 else "labels"
        names = "name is" if len(clause.names) == 1 else "names are"
        ev.fail(
            f"the members of '{found.name}' have {found.arity} {labels}, but {len(clause.names)} index {names} given",
            clause,
        )
    return frame.over(clause.names, found)


# -- sets


def resolve_set(ev: Engine, node: s.Node, frame: Frame) -> LabelSet | VaryingSet:
    """The set that a set expression means: one for the whole frame, or one for each of its points."""
    if isinstance(node, s.Name):
        return _named(ev, node)
    if isinstance(node, s.Index):
        return _family_members(ev, node, frame)
    if isinstance(node, s.Range):
        return _range(ev, node, frame)
    if isinstance(node, s.SetLiteral):
        return _literal(ev, node)
    ev.fail(f"expected a set, found '{to_text(node)}'", node)


def _named(ev: Engine, node: s.Name) -> LabelSet:
    found = ev.scope.find_set(node.name)
    if isinstance(found, Family):
        ev.fail(f"'{node.name}' is a family of sets; write {node.name}[...] with its key", node)
    if found is None:
        known = ", ".join(sorted(ev.scope.set_names)) or "none"
        ev.fail(f"there is no set '{node.name}'; the sets are: {known}", node)
    return found


def _literal(ev: Engine, node: s.SetLiteral) -> LabelSet:
    name = to_text(node)
    try:
        if any(isinstance(item, s.TupleOf) for item in node.items):
            return _literal_tuples(ev, name, node)
        return ev.scope.interned(name, tuple(_literal_member(ev, item) for item in node.items))
    except FormulationError as error:
        _placed(ev, error, node)


def _literal_member(ev: Engine, item: s.Node) -> Label:
    if isinstance(item, s.Name):
        return item.name
    if isinstance(item, s.Text):
        return as_label(item.label)
    if isinstance(item, s.Number):
        return as_label(item.value)
    ev.fail(f"a set in braces lists labels or numbers, not '{to_text(item)}'", item)


def _literal_tuples(ev: Engine, name: str, node: s.SetLiteral) -> LabelSet:
    rows: list[tuple[Label, ...]] = []
    for item in node.items:
        if not isinstance(item, s.TupleOf):
            ev.fail(f"a set in braces has single labels or tuples, not both: '{to_text(item)}'", item)
        rows.append(tuple(_literal_member(ev, part) for part in item.items))
        if len(rows[-1]) != len(rows[0]):
            ev.fail(f"'{to_text(item)}' has {len(rows[-1])} labels, the first tuple {len(rows[0])}", item)
    return LabelSet.of_tuples(name, rows)


def _family_members(ev: Engine, node: s.Index, frame: Frame) -> VaryingSet:
    family = ev.scope.find_set(node.name)
    if not isinstance(family, Family):
        ev.fail(f"there is no family of sets '{node.name}'", node)
    keys, missing = places_of(family.domain, arguments(ev, node, len(family.domain.axes), frame), frame)
    refuse_missing(ev, missing, node, frame)
    keys = flat(keys, frame)
    owners, within = _unrolled(ev, node, np.diff(family.starts)[keys])
    return VaryingSet(family.base, owners, family.codes[family.starts[keys][owners] + within])


def _range(ev: Engine, node: s.Range, frame: Frame) -> LabelSet | VaryingSet:
    low, high = ev.number(node.low, frame), ev.number(node.high, frame)
    for bound, at in ((low, node.low), (high, node.high)):
        if np.any(np.floor(bound) != bound):
            ev.fail(f"'{to_text(at)}' is not a whole number; a range runs over whole numbers", at)
        if np.any(np.abs(bound) > 2**53):
            ev.fail(f"'{to_text(at)}' is too large for the end of a range", at)
    if np.ndim(low) == 0 and np.ndim(high) == 0:
        _refuse_long(ev, node, int(high) - int(low) + 1)
        return ev.scope.interned_range(int(low), int(high))
    lows, highs = flat(low, frame), flat(high, frame)
    if not frame.size:
        nothing = np.zeros(0, dtype=np.int64)
        return VaryingSet(ev.scope.interned_range(0, -1), nothing, nothing)
    first, last = int(lows.min()), int(highs.max())
    _refuse_long(ev, node, last - first + 1)
    owners, within = _unrolled(ev, node, np.maximum(highs - lows + 1, 0).astype(np.int64))
    return VaryingSet(ev.scope.interned_range(first, last), owners, (lows - first).astype(np.int64)[owners] + within)


def _refuse_long(ev: Engine, node: s.Range, length: int) -> None:
    if length > MAX_POINTS:
        ev.fail(f"'{to_text(node)}' has {length:,} members; at most {MAX_POINTS:,} are built", node)


def _unrolled(ev: Engine, node: s.Node, counts: Any) -> tuple[IntArray, IntArray]:
    """For `counts[k]` members at each point k: the point of each member, and its number there."""
    total = int(counts.sum())
    if total > MAX_POINTS:
        ev.fail(f"'{to_text(node)}' makes {total:,} points; at most {MAX_POINTS:,} are built", node)
    owners = np.repeat(np.arange(len(counts)), counts)
    return owners, np.arange(total) - np.repeat(np.cumsum(counts) - counts, counts)
