"""Numbers that belong to two names each: `Ines needs 9, 4 and 11 hours for the three texts`."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.signs import sign_at
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.labels import Group, find_references, lines_of

__all__ = ["Matrix", "read_matrices"]


@dataclass(frozen=True)
class Matrix:
    """Numbers by row and column.

    Attributes
    ----------
    values : mapping of (int, int) to Fraction
        A missing pair has no number: a dash in a table, or the diagonal of a square.
    sentences : frozenset of int
        The sentences that the numbers stand in; empty for a table.
    quantities : frozenset of int
        The numbers of the text that were used.
    words : frozenset of str
        Lemmas that tell what the numbers measure.
    """

    rows: Group
    columns: Group
    values: Mapping[tuple[int, int], Fraction]
    sentences: frozenset[int] = frozenset()
    quantities: frozenset[int] = frozenset()
    words: frozenset[str] = frozenset()
    money: bool = False
    span: tuple[int, int] = field(default=(0, 0))

    @property
    def square(self) -> bool:
        """Whether rows and columns are the same things."""
        return self.rows.names == self.columns.names

    @property
    def full(self) -> bool:
        """Whether every pair has its number, the diagonal of a square aside."""
        return len(self.values) == len(self.rows) * len(self.columns) - (len(self.rows) if self.square else 0)


def read_matrices(document: Document, groups: Sequence[Group]) -> list[Matrix]:
    """All matrices in the sentences of a text, the biggest first."""
    found: list[Matrix] = []
    for one in groups:
        for two in groups:
            matrix = _square(document, one) if one is two else _read(document, one, two)
            if matrix is not None:
                found.append(matrix)
    found.sort(key=lambda matrix: (-len(matrix.values), len(matrix.rows) + len(matrix.columns)))
    kept: list[Matrix] = []
    for matrix in found:
        if not any(matrix.quantities & other.quantities for other in kept):
            kept.append(matrix)
    return kept


def _read(document: Document, rows: Group, columns: Group) -> Matrix | None:
    if rows.names & columns.names or len(rows) * len(columns) > len(document.quantities):
        return None
    lines = lines_of(document, find_references(document, [*rows.labels, *columns.labels]))
    size = len(rows)
    values: dict[tuple[int, int], Fraction] = {}
    used: dict[int, int] = {}
    for place, elements in enumerate(lines):
        for row, column, number in _pairs(elements, size, len(columns)):
            if (row, column) in values:
                return None
            values[row, column] = document.quantities[number].value
            used[number] = place
    if len(values) < size * len(columns):
        return None
    named = any(item >= size for place in set(used.values()) for element in lines[place] for item in element.items)
    begun = min(document.quantities[number].first for number in used)
    if not named and any(label.first > begun for label in columns.labels):
        return None  # numbers in the order of names can only follow these
    return _matrix(document, rows, columns, values, used)


def _matrix(
    document: Document,
    rows: Group,
    columns: Group,
    values: Mapping[tuple[int, int], Fraction],
    used: Mapping[int, int],
) -> Matrix:
    places = sorted(set(used.values()))
    near = {*places, *(place - 1 for place in places if place and _announces(document, place - 1))}
    words = {
        token.lemma
        for place in near
        for token in document.tokens[document.sentences[place].first : document.sentences[place].last]
        if token.kind == "word"
    }
    money = any(document.quantities[number].money for number in used)
    span = (document.sentences[places[0]].start, document.sentences[places[-1]].end)
    return Matrix(rows, columns, values, frozenset(places), frozenset(used), frozenset(words), money, span)


def _announces(document: Document, place: int) -> bool:
    """Whether a sentence ends with a colon, and so says what the next ones hold."""
    here = document.sentences[place]
    return document.tokens[here.last - 1].text == ":" or any(
        token.text == ":" for token in document.tokens[max(here.first, here.last - 2) : here.last]
    )


@dataclass(frozen=True)
class _Event:
    """A reference to a row (`R`) or a column (`C`), or a number (`N`)."""

    kind: str
    at: int
    place: int


def _events(elements: Sequence[Element], rows: int) -> list[_Event]:
    found: list[_Event] = []
    for place, element in enumerate(elements):
        if element.items:
            item = element.items[0]
            found.append(_Event("R", item, place) if item < rows else _Event("C", item - rows, place))
        elif element.number >= 0 and not _counts(elements, place):
            found.append(_Event("N", element.number, place))
    return found


def _counts(elements: Sequence[Element], place: int) -> bool:
    """Whether a number only says how many there are, or limits something: `the three texts`, `at most 20`."""
    before = elements[place - 1].low if place else ""
    whole = elements[place].value == 1 and not elements[place].money
    if whole and before.endswith("ing") and before not in {"costing", "taking", "scoring", "earning", "being"}:
        return True  # `trucking one tent from Alpha`
    return before in {"the", "these", "those", "all", "only"} or bool(sign_at(elements, place))


def _pairs(elements: Sequence[Element], rows: int, columns: int) -> list[tuple[int, int, int]]:
    """Row, column and number of each number of a sentence that has both; empty if it is not of this kind."""
    events = _events(elements, rows)
    kinds = "".join(event.kind for event in events)
    if "N" not in kinds or "R" not in kinds:
        return []
    order = _announced(events, columns)
    after = _behind(events, columns, order)
    if after:
        return after
    found: list[tuple[int, int, int]] = []
    for row, part in _segments(events):
        read = _segment(part, columns, order)
        if not read and found and "N" in {event.kind for event in part}:
            return []
        found += [(row, column, number) for column, number in read]
    return found


def _announced(events: Sequence[_Event], columns: int) -> list[int]:
    """The order in which a sentence names the columns before its numbers; that of the group if it doesn't."""
    first = next((i for i, event in enumerate(events) if event.kind == "N"), len(events))
    named = [event.at for event in events[:first] if event.kind == "C"]
    return named if sorted(named) == list(range(columns)) else list(range(columns))


def _behind(events: Sequence[_Event], columns: int, order: Sequence[int]) -> list[tuple[int, int, int]]:
    """`130, 115 and 102 for the Volvo, 115, 100 and 90 for the Scania`: rows behind their numbers."""
    start = next((i for i, event in enumerate(events) if event.kind == "N"), len(events))
    if any(event.kind == "R" for event in events[:start]) or events[-1].kind == "N":
        return []
    found: list[tuple[int, int, int]] = []
    run: list[int] = []
    for event in events[start:]:
        if event.kind == "N":
            run.append(event.at)
        elif event.kind == "R":
            if len(run) != columns:
                return []
            found += [(event.at, column, number) for column, number in zip(order, run, strict=True)]
            run = []
    return found if not run and columns > 1 else []


def _segments(events: Sequence[_Event]) -> list[tuple[int, list[_Event]]]:
    """The numbers and columns that belong to each row: those behind it, and a number right before it."""
    found: list[tuple[int, list[_Event]]] = []
    waiting: list[_Event] = []
    for index, event in enumerate(events):
        if event.kind == "R":
            found.append((event.at, waiting))
            waiting = []
            continue
        kinds = "".join(e.kind for e in events[index : index + 4])
        leads = event.kind == "N" and kinds.startswith("NRC") and (not found or kinds == "NRCN")
        if not found or leads and not _paired(found[-1][1], event):
            waiting.append(event)
        else:
            found[-1][1].append(event)
    return found


def _paired(part: Sequence[_Event], event: _Event) -> bool:
    """Whether a number completes a pair that a column has begun."""
    return bool(part) and [e.kind for e in part].count("C") > [e.kind for e in part].count("N")


def _segment(events: Sequence[_Event], columns: int, order: Sequence[int]) -> list[tuple[int, int]]:
    """Columns with their numbers: in pairs, or a run of numbers in a known order."""
    kinds = "".join(event.kind for event in events)
    numbers = [event.at for event in events if event.kind == "N"]
    named = [event.at for event in events if event.kind == "C"]
    if kinds in {"CN" * len(numbers), "NC" * len(numbers)}:
        return list(zip(named, numbers, strict=True))
    if len(numbers) != columns or columns < 2:
        return []
    if kinds in {"N" * columns, "N" * columns + "C" * columns, "C" * columns + "N" * columns}:
        order = named if len(named) == columns and set(named) == set(range(columns)) else order
        return list(zip(order, numbers, strict=True)) if not named or len(named) == columns else []
    return []


def _square(document: Document, group: Group) -> Matrix | None:
    """Numbers between things of one kind: `from City 1, 58 units to City 2`."""
    if len(group) < 3:
        return None
    lines = lines_of(document, find_references(document, group.labels))
    values: dict[tuple[int, int], Fraction] = {}
    used: dict[int, int] = {}
    for place, elements in enumerate(lines):
        for one, two, number in _arcs(elements):
            if one == two or (one, two) in values:
                return None
            values[one, two] = document.quantities[number].value
            used[number] = place
    if len(values) < len(group):
        return None
    return _matrix(document, group, group, values, used)


def _arcs(elements: Sequence[Element]) -> list[tuple[int, int, int]]:
    events = _events(elements, 10**6)
    found: list[tuple[int, int, int]] = []
    starts = [i for i, e in enumerate(events) if e.kind == "R" and _leads(elements, e.place)] or (
        [0] if events and events[0].kind == "R" else []
    )
    for start, stop in itertools.pairwise([*starts, len(events)]):
        rest = events[start + 1 : stop]
        if len(rest) % 2 and rest[-1].kind == "R":  # `..., but not directly to Center 6`
            before = [element.low for element in elements[max(0, rest[-1].place - 5) : rest[-1].place]]
            rest = rest[:-1] if {"not", "no"} & set(before) else rest
        kinds = "".join(event.kind for event in rest)
        pairs = len(rest) // 2
        if not pairs or kinds not in {"RN" * pairs, "NR" * pairs}:
            return []
        step = 0 if kinds[0] == "R" else 1
        found += [(events[start].at, rest[i + step].at, rest[i + 1 - step].at) for i in range(0, len(rest), 2)]
    return found


def _leads(elements: Sequence[Element], place: int) -> bool:
    """Whether a reference is where something starts: behind `from`."""
    for element in reversed(elements[max(0, place - 3) : place]):
        if element.items:
            return False
        if element.low in {"from", "between"}:
            return True
    return False
