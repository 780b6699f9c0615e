"""Sets from what is declared: listed, counted, computed from data, named by tables; and families of sets."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np

from nl2milp.algebra import parse_clauses, parse_head, parse_set, parse_targets, to_text
from nl2milp.algebra.syntax import Clause, Filter
from nl2milp.compile.clauses import resolve_set
from nl2milp.compile.declarations import Declarations
from nl2milp.compile.definitions import Symbols, domain_of
from nl2milp.compile.evaluate import Evaluator
from nl2milp.compile.frames import MAX_POINTS, ROOT
from nl2milp.compile.labels import Domain, Family, IntArray, Label, LabelSet, as_label
from nl2milp.compile.tables import Columns
from nl2milp.compile.values import flat
from nl2milp.errors import DataError, ExpressionError, FormulationError
from nl2milp.formulation import IndexSet, Scalar

__all__ = ["Sources", "codes_in", "family_rows", "listed_labels", "make_set"]

_RANGE = re.compile(r"\s*(-?\d+)\s*(?:\.\.\.?|…)\s*(-?\d+)\s*")
_COMPUTED = re.compile(r"\s*(\w+|\([\w\s,]+\))\s+for\s+(.+\b(?:in|∈)\b.+|.+∈.+)", re.DOTALL)
_TUPLE = re.compile(r"\s*\((.+,.+)\)\s*", re.DOTALL)
_QUOTED = re.compile(r"\s*'([^']*)'\s*")


class Sources(Symbols, Protocol):
    """What defining a symbol needs: the other symbols, the tables, and an evaluator of data."""

    @property
    def declared(self) -> Declarations:
        """The declared names."""
        ...

    def table(self, number: int) -> Columns:
        """A table of the formulation, as columns."""
        ...

    def fixed_set(self, name: str) -> LabelSet:
        """The set of single labels called `name`, or a range such as `1..3`."""
        ...

    def evaluator(self, source: str, where: str) -> Evaluator:
        """An evaluator of data."""
        ...


def make_set(sources: Sources, name: str) -> LabelSet | Family:
    """The set, or the family of sets, called `name`."""
    declared = sources.declared
    where = f"set '{name}'"
    try:
        if name in declared.sets:
            one = declared.sets[name]
            clauses = parse_head(one.name).clauses
            return _family(sources, name, one, clauses) if clauses else _declared_set(sources, name, one.members)
        if name in declared.table_sets:
            return _set_of_keys(sources, name, sources.table(declared.table_sets[name]))
        return sources.interned(name, _named_by_keys(sources, name))
    except ExpressionError as error:
        raise error.within(where) from None


def codes_in(base: LabelSet, labels: Sequence[Label], where: str) -> IntArray:
    """Places of `labels` in `base`.

    Raises
    ------
    DataError
        One of them is not a member.
    """
    try:
        return np.array([base.position[label] for label in labels], dtype=np.int64)
    except KeyError as error:
        raise DataError(
            f"{where}: '{error.args[0]}' is not a member of '{base.name}'; correct it or add it there"
        ) from None


# -- from tables


def _set_of_keys(sources: Sources, name: str, columns: Columns) -> LabelSet:
    """The keys that occur in a table: labels, or tuples of them."""
    if len(columns.keys) == 1:
        return sources.interned(name, columns.keys[0].distinct)
    parts = []
    for key in columns.keys:
        base = sources.fixed_set(key.set_name)
        parts.append((base, codes_in(base, key.distinct, f"{columns.where}, key '{key.index}'")[key.codes]))
    return LabelSet(name, components=tuple(parts))


def _named_by_keys(sources: Sources, name: str) -> tuple[Label, ...]:
    labels: dict[Label, None] = {}
    for number in sources.declared.key_sets.get(name, ()):
        for key in sources.table(number).keys:
            if key.set_name == name:
                labels.update(dict.fromkeys(key.distinct))
    for family in sources.declared.family_key_sets.get(name, ()):
        labels.update(dict.fromkeys(key for key, _ in family_rows(sources.declared.sets[family])))
    return tuple(labels)


# -- declared


def listed_labels(members: Sequence[Scalar], name: str) -> Sequence[Label]:
    """Listed members, ranges among them unrolled; one range alone stays one."""
    if len(members) == 1 and isinstance(members[0], str) and (bounds := _RANGE.fullmatch(members[0])):
        return _whole_range(name, bounds)
    labels: list[Label] = []
    for member in members:
        if member is None or member == "":
            raise FormulationError(f"set '{name}' has an empty member")
        if isinstance(member, str) and (bounds := _RANGE.fullmatch(member)):
            labels += _whole_range(name, bounds)
        elif isinstance(member, str) and (quoted := _QUOTED.fullmatch(member)):
            labels.append(as_label(quoted[1]))
        else:
            labels.append(as_label(member))
    return labels


def _whole_range(name: str, bounds: re.Match[str]) -> range:
    if len(bounds[1]) > 16 or len(bounds[2]) > 16 or int(bounds[2]) - int(bounds[1]) >= MAX_POINTS:
        raise FormulationError(
            f"set '{name}': {bounds[0].strip()} has too many members; at most {MAX_POINTS:,} are built"
        )
    return range(int(bounds[1]), int(bounds[2]) + 1)


def _declared_set(sources: Sources, name: str, members: Sequence[Scalar]) -> LabelSet:
    where = f"set '{name}'"
    if members and all(isinstance(member, str) and _TUPLE.fullmatch(member) for member in members):
        return _listed_tuples(name, [str(member) for member in members])
    only = members[0] if len(members) == 1 else None
    if isinstance(only, str) and not _RANGE.fullmatch(only) and not _QUOTED.fullmatch(only):
        if computed := _COMPUTED.fullmatch(only):
            return _computed_set(sources, name, computed[1], computed[2])
        if ".." in only or "…" in only or (only.strip().startswith("{") and only.strip().endswith("}")):
            found = resolve_set(sources.evaluator(only, where), _parsed(parse_set, only, where), ROOT)
            assert isinstance(found, LabelSet)
            if found.components or isinstance(found.labels, range):
                return LabelSet(name, found.labels, found.components)
            return sources.interned(name, found.labels)
    labels = listed_labels(members, name)
    return LabelSet(name, labels) if isinstance(labels, range) else sources.interned(name, tuple(labels))


def _parsed(parse: Any, source: str, where: str) -> Any:
    try:
        return parse(source)
    except ExpressionError as error:
        raise error.within(where) from None


def _listed_tuples(name: str, members: Sequence[str]) -> LabelSet:
    rows = []
    for member in members:
        found = _TUPLE.fullmatch(member)
        assert found is not None
        rows.append(tuple(listed_labels([part.strip() for part in found[1].split(",")], name)))
        if len(rows[-1]) != len(rows[0]):
            raise FormulationError(
                f"set '{name}': {member} has {len(rows[-1])} labels, {members[0]} has {len(rows[0])}"
            )
    if len(set(rows)) < len(rows):
        repeated = next(member for place, member in enumerate(members) if rows[place] in rows[:place])
        raise FormulationError(f"set '{name}': the member {repeated} is listed twice")
    return LabelSet.of_tuples(name, rows)


def _computed_set(sources: Sources, name: str, targets: str, clauses: str) -> LabelSet:
    where = f"set '{name}'"
    names = _parsed(parse_targets, targets, where)
    frame = sources.evaluator(clauses, where).extend(ROOT, _parsed(parse_clauses, clauses, where))
    unknown = [target for target in names if target not in frame.indices]
    if unknown:
        raise FormulationError(f"{where}: '{unknown[0]}' is not one of the indices behind 'for'")
    bases = [frame.indices[target].base for target in names]
    codes = [flat(frame.indices[target].codes, frame) for target in names]
    if len(names) == 1:
        labels = dict.fromkeys(bases[0].labels[code] for code in codes[0].tolist())
        return sources.interned(name, tuple(labels))
    _, first = np.unique(np.stack(codes), axis=1, return_index=True)
    first.sort()
    return LabelSet(name, components=tuple((base, code[first]) for base, code in zip(bases, codes, strict=True)))


# -- families


def family_rows(declared: IndexSet) -> list[tuple[Label, Sequence[Label]]]:
    """The keys of a listed family with their members, `key: member, member`; none where it is computed."""
    if _is_computed(declared):
        return []
    rows: list[tuple[Label, Sequence[Label]]] = []
    for member in declared.members:
        key, colon, listed = str(member).partition(":")
        if not colon:
            raise FormulationError(f"set '{declared.name}': write 'key: member, member', not '{member}'")
        labels = listed_labels([item for item in listed.split(",") if item.strip()], declared.name)
        if len(set(labels)) < len(labels):
            raise FormulationError(f"set '{declared.name}': a member is listed twice in '{member}'")
        rows.append((as_label(key), labels))
    return rows


def _is_computed(declared: IndexSet) -> bool:
    members = declared.members
    return len(members) == 1 and isinstance(members[0], str) and _COMPUTED.fullmatch(members[0]) is not None


def _family(sources: Sources, name: str, declared: IndexSet, clauses: Sequence[Clause | Filter]) -> Family:
    if _is_computed(declared):
        return _computed_family(sources, name, declared, clauses)
    where = f"set '{name}'"
    if len(clauses) != 1 or isinstance(clauses[0], Filter) or len(clauses[0].names) != 1:
        raise FormulationError(f"{where}: a listed family has one key, such as {name}[k in kinds]")
    keys = sources.fixed_set(to_text(clauses[0].collection))
    rows = family_rows(declared)
    listed = dict(rows)
    if len(listed) < len(rows):
        raise FormulationError(f"{where}: a key is listed twice")
    codes_in(keys, list(listed), where)
    base = sources.interned(f"{name} members", tuple(dict.fromkeys(label for _, labels in rows for label in labels)))
    members = [listed.get(key, ()) for key in keys.labels]
    starts = np.concatenate([[0], np.cumsum([len(one) for one in members])]).astype(np.int64)
    codes = np.array([base.position[label] for one in members for label in one], dtype=np.int64)
    return Family(name, Domain((keys,)), base, starts, codes)


def _computed_family(sources: Sources, name: str, declared: IndexSet, clauses: Sequence[Clause | Filter]) -> Family:
    """`near[i in cities]` with the member `j for j in cities if distance[i, j] <= 5`."""
    where = f"set '{name}'"
    only = declared.members[0]
    computed = _COMPUTED.fullmatch(only) if isinstance(only, str) else None
    assert computed is not None
    targets = _parsed(parse_targets, computed[1], where)
    home = sources.evaluator(declared.name, where).extend(ROOT, clauses)
    inner = sources.evaluator(computed[2], where).extend(home, _parsed(parse_clauses, computed[2], where))
    if len(targets) != 1 or targets[0] not in inner.indices:
        raise FormulationError(f"{where}: '{computed[1]}' must be one of the indices behind 'for'")
    member = inner.indices[targets[0]]
    owners, codes = flat(inner.rows, inner), flat(member.codes, inner)
    # points come in the order of their owners; a label that several points give counts once
    kept = np.sort(np.unique(owners * max(1, len(member.base)) + codes, return_index=True)[1])
    starts = np.concatenate([[0], np.cumsum(np.bincount(owners[kept], minlength=home.size))]).astype(np.int64)
    return Family(name, domain_of(home), member.base, starts, codes[kept])
