"""Which things each name reaches, sees, speaks or serves: `site C reaches districts 1, 4 and 5`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.vocabulary import DATA_VERBS
from nl2milp.readers.offline.structures.accounting import presents_table
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.labels import Group, find_references, lines_of
from nl2milp.readers.offline.structures.matrices import Matrix

__all__ = ["Relation", "read_relation", "relation_lines", "tabled_relations"]

_CONDITIONS = frozenset("if unless whenever cannot not both either neither only must requires together".split())
_NEGATIVE = frozenset("rests rest except not off without nor misses skips".split())
_JOINS = frozenset(", and or in at the on by for of also as well plus both to over near a an it".split())
_ENDS = frozenset(", and or ; . & ) : from at on".split())


@dataclass(frozen=True)
class Relation:
    """Pairs of a row and a column that belong together.

    Attributes
    ----------
    pairs : frozenset of (int, int)
        Row and column.
    sentences : frozenset of int
        Where they stand.
    quantities : frozenset of int
        Numbers that are names of columns: `reaches 3, 4 and 6`.
    words : frozenset of str
        Lemmas of the verbs between the two.
    is_tabled : bool
        Whether a table says it; the sentences then only tell what the table shows.
    """

    rows: Group
    columns: Group
    pairs: frozenset[tuple[int, int]]
    sentences: frozenset[int]
    quantities: frozenset[int]
    words: frozenset[str] = frozenset()
    is_tabled: bool = False


def tabled_relations(document: Document, matrices: Sequence[Matrix]) -> list[Relation]:
    """Matrices of nothing but 1, and 0 or nothing: which row goes with which column.

    What a 1 means is often said, `1 if it does`: no number of the model.
    """
    told = {
        position: document.place_of(quantity.first)
        for position, quantity in enumerate(document.quantities)
        if quantity.value in (0, 1)
        and not quantity.spelled
        and {token.low for token in document.tokens[quantity.last : quantity.last + 2]} & _MEANING
    }
    places = frozenset(
        place
        for place in told.values()
        if place >= 0 and presents_table(set(document.lows(document.sentences[place])) - _MEANING)
    )
    used = frozenset(position for position, place in told.items() if place in places)
    found: list[Relation] = []
    for one in matrices:
        marks = set(one.values.values())
        is_full = len(one.values) == len(one.rows) * len(one.columns)
        if 1 in marks and marks <= {0, 1} and (0 in marks or not is_full) and not one.square:
            pairs = frozenset(place for place, value in one.values.items() if value)
            found.append(Relation(one.rows, one.columns, pairs, places, used, one.words, is_tabled=True))
    return found


_MEANING = frozenset({"if", "means", "where", "when", "for", "stands", "marks", "=", "yes"})


def relation_lines(document: Document, rows: Group, columns: Group) -> list[list[Element]]:
    """The elements of each sentence, with bare numbers that mean a column as references."""
    lines = lines_of(document, find_references(document, [*rows.labels, *columns.labels]))
    suffixes = {label.words[-1]: at for at, label in enumerate(columns.labels) if label.numbered}
    return [_with_suffixes(document, elements, suffixes, len(rows)) for elements in lines] if suffixes else lines


def _with_suffixes(document: Document, elements: list[Element], suffixes: dict[str, int], offset: int) -> list[Element]:
    if not any(e.items and e.items[0] < offset for e in elements):
        return elements
    found = list(elements)
    for index, element in enumerate(elements):
        if element.number < 0 or element.money or element.last - element.first != 1:
            continue
        written = document.tokens[element.first].text
        after = elements[index + 1].low if index + 1 < len(elements) else "."
        before = elements[index - 1] if index else None
        goes_on = index > 1 and found[index - 2].low == "<ref>"
        if before is None or before.low in {"least", "most", "than", "costs"}:
            continue
        listed = goes_on or before.low not in {",", "and", "or"}
        if written in suffixes and after in _ENDS and listed:
            found[index] = replace(element, low="<ref>", items=(offset + suffixes[written],), number=-1)
    return found


def read_relation(document: Document, rows: Group, columns: Group) -> Relation | None:
    """The pairs that the sentences state; None unless each row and each column occurs in one."""
    if rows.names & columns.names:
        return None
    size = len(rows)
    pairs: set[tuple[int, int]] = set()
    sentences: set[int] = set()
    quantities: set[int] = set()
    words: set[str] = set()
    known: set[int] = set()
    before = lines_of(document, ())
    for place, elements in enumerate(relation_lines(document, rows, columns)):
        if _CONDITIONS & {element.low for element in elements} - ({"only"} if not _conditional(elements) else set()):
            continue
        found = _stated(elements, size)
        fresh = {row: columns_ for row, columns_ in found.items() if row not in known}
        if not fresh:
            continue
        known |= fresh.keys()
        pairs |= {(row, column) for row, columns_ in fresh.items() for column in columns_}
        sentences.add(place)
        quantities |= {e.number for e in before[place] if e.number >= 0} - {e.number for e in elements if e.number >= 0}
        words |= {e.lemma for e in elements if e.lemma}
    if len(known) < size or len({column for _, column in pairs}) < len(columns):
        return None
    if len(pairs) == size * len(columns) or len(pairs) <= max(size, len(columns)) - 1:
        return None
    return Relation(rows, columns, frozenset(pairs), frozenset(sentences), frozenset(quantities), frozenset(words))


def _conditional(elements: Sequence[Element]) -> bool:
    return bool({"if", "with", "when", "together"} & {element.low for element in elements})


def _stated(elements: Sequence[Element], size: int) -> dict[int, set[int]]:
    """For each row of a sentence the columns behind it, up to the next row."""
    found: dict[int, set[int]] = {}
    row = -1
    verb = False
    since: list[str] = []
    for element in elements:
        if element.items and element.items[0] < size:
            if row >= 0 and not verb:
                return {}  # several rows in a list
            row, verb = element.items[0], False
            since = []
            if row in found:
                return {}
        elif element.items:
            if row < 0:
                return {}
            verb = True
            columns = found.setdefault(row, set())
            if _NEGATIVE & set(since):
                since = []
                continue
            # one word more may belong to the name, as `first` to `first aid`
            last = since[-1] if since and not since[-1].endswith("s") else ""
            if columns and not set(since) - {last} <= _JOINS | DATA_VERBS:
                return {}  # what is said of it is not known
            columns.add(element.items[0] - size)
            since = []
        else:
            since.append(element.low if element.number < 0 else "costs")
            if row >= 0 and element.low not in {",", "and", "or", "the", "a"}:
                verb = True
    return {row: columns for row, columns in found.items() if columns}
