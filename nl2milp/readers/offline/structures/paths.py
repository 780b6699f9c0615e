"""The shortest way through a network: from one place to another along arcs that have a length, a time or a cost."""

from __future__ import annotations

from fractions import Fraction

from nl2milp.formulation import Kind
from nl2milp.readers.offline.choices.tables import Table
from nl2milp.readers.offline.choices.tabular import number_in
from nl2milp.readers.offline.structures.accounting import account
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.drafting import Draft
from nl2milp.readers.offline.structures.labels import Group, Label, find_references, lines_of
from nl2milp.readers.offline.structures.matrices import Matrix
from nl2milp.readers.offline.words import lemma

__all__ = ["draft_path", "ends_of_way", "read_arcs"]

_WAYS = frozenset("route path way road trip journey connection itinerary".split())
_SHORT = frozenset("shortest quickest fastest cheapest short quick fast cheap minimum minimal lowest least".split())
_BOTH = ("both directions", "either direction", "both ways", "either way", "undirected", "in any direction", "two-way")
_ONE = ("one-way", "one way", "directed", "direction")


def read_arcs(table: Table) -> Matrix | None:
    """A table of two places and a number in each row, as a square matrix with gaps; None if it is none.

    The first column and the second must have places in common, and no pair may stand twice.
    """
    if len(table.header) != 3 or len(table.rows) < 3:
        return None
    pairs = [(row[0][0], row[1][0]) for row in table.rows]
    numbers = [number_in(row[2][0]) for row in table.rows]
    starts, stops = {one for one, _ in pairs}, {two for _, two in pairs}
    if None in numbers or len(set(pairs)) < len(pairs) or not starts & stops:
        return None
    if any(not name or one == two for one, two in pairs for name in (one, two)):
        return None
    names = list(dict.fromkeys(name for pair in pairs for name in pair))
    labels = tuple(
        Label(name, tuple(lemma(word.lower()) for word in name.split()), 0, 0, False, True) for name in names
    )
    values = {
        (names.index(one), names.index(two)): value
        for (one, two), value in zip(pairs, numbers, strict=True)
        if value is not None
    }
    group = Group(labels, "place")
    words = frozenset(lemma(word.lower()) for word in table.header[2].split())
    return Matrix(group, group, values, words=words, span=(table.start, table.end))


def draft_path(document: Document, matrix: Matrix, place: int) -> Draft | None:
    """The model of a shortest way; None if the text does not ask for one between two of the places."""
    words = {word for token in document.tokens for word in (token.low, token.lemma)}
    ends = ends_of_way(document, matrix)
    if not words & _WAYS or not words & _SHORT or ends is None:
        return None
    draft = Draft(document)
    draft.used |= matrix.quantities
    axis = draft.axis(matrix.rows, "places")
    values = dict(matrix.values)
    text = " ".join(document.text.lower().split())
    if any(phrase in text for phrase in _BOTH):
        values |= {(two, one): value for (one, two), value in values.items() if (two, one) not in values}
    elif not any(phrase in text for phrase in _ONE):
        draft.assume("ways lead from the place that is named first to the other, not back")
    arcs, cost = draft.pairs(axis, "ways", "length", values)
    one, two = axis.index, draft.tables[-1].keys.split(", ")[1].split(" in ")[0]
    use = draft.name("use")
    draft.variable(f"{use}[({one}, {two}) in {arcs}]", Kind.BINARY, "used")
    draft.minimise("minimize", f"sum({cost}[{one},{two}]*{use}[{one},{two}] for ({one}, {two}) in {arcs})", place)
    at_ends = {at: Fraction((at == ends[0]) - (at == ends[1])) for at in range(len(matrix.rows))}
    leaving = draft.vector(axis, "leaving", at_ends)
    slots = {
        "nodes": axis.clause,
        "arcs": f"({one}, {two}) in {arcs}",
        "flow": f"{use}[{one},{two}]",
        "supply": f"{leaving}[{one}]",
    }
    draft.add(f"from {axis.members[ends[0]]} to {axis.members[ends[1]]}", "flow", slots)
    account(draft, matrix.sentences)
    return draft


def ends_of_way(document: Document, matrix: Matrix) -> tuple[int, int] | None:
    """Where the way begins and ends, `from A to F`; None if sentences without lengths don't say so, or differ."""
    found: set[tuple[int, int]] = set()
    lines = lines_of(document, find_references(document, matrix.rows.labels))
    for place, elements in enumerate(lines):
        if place in matrix.sentences:
            continue
        for index, element in enumerate(elements):
            if element.low != "from":
                continue
            ahead = elements[index + 1 : index + 12]
            refs = [(at, e.items[0]) for at, e in enumerate(ahead) if e.items]
            if len(refs) > 1 and "to" in [e.low for e in ahead[refs[0][0] : refs[1][0]]]:
                found.add((refs[0][1], refs[1][1]))
    return next(iter(found)) if len(found) == 1 else None
