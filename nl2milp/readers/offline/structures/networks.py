"""Problems on arcs between things of one kind: round trips, shortest ways, greatest flows, surplus moved to lack."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from nl2milp.formulation import Kind
from nl2milp.readers.offline.choices.aims import answer_scale, find_sense
from nl2milp.readers.offline.structures.accounting import account, demands
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.drafting import Axis, Draft, quoted
from nl2milp.readers.offline.structures.labels import Group, find_references, lines_of
from nl2milp.readers.offline.structures.matrices import Matrix
from nl2milp.readers.offline.structures.paths import draft_path
from nl2milp.readers.offline.structures.vectors import Vector, read_vectors

__all__ = ["draft_network"]


def draft_network(document: Document, matrices: Sequence[Matrix], groups: Sequence[Group]) -> Draft | None:
    """The model of a problem whose numbers stand between things of one kind; None if it is none."""
    square = [matrix for matrix in matrices if matrix.square]
    said = find_sense(document.tokens, document.sentences)
    if len(square) != 1 or said is None:
        return None
    matrix = square[0]
    sense, place, _ = said
    words = {token.low for token in document.tokens}
    if sense == "maximize" or words & {"flow", "throughput"} and "maximum" in words:
        return _flow(document, matrix, place)
    if _is_round(document):
        return _tour(document, matrix, place)
    path = draft_path(document, matrix, place)
    if path is not None:
        return path
    vectors = read_vectors(document, matrix.rows, matrix.quantities)
    return _levelling(document, matrix, vectors, place)


def _draft(document: Document, matrix: Matrix) -> tuple[Draft, Axis]:
    draft = Draft(document)
    draft.used |= matrix.quantities
    return draft, draft.axis(matrix.rows, "places")


_ROUND = ("return to", "returning to", "returns to", "round trip", "back to the start", "back at", "ending back",
          "end where", "ends where", "return home", "going back", "comes back", "come back", "back home",
          "return where", "returning home", "concludes by returning", "ends in the", "finish at the start")  # fmt: skip


def _is_round(document: Document) -> bool:
    text = " ".join(document.text.lower().split())
    once = "once" in text or "every" in text or "each" in text or "all" in text
    return once and any(phrase in text for phrase in _ROUND)


def _tour(document: Document, matrix: Matrix, place: int) -> Draft | None:
    draft, axis = _draft(document, matrix)
    values = dict(matrix.values)
    size = len(matrix.rows)
    either = sum((two, one) in values for one, two in values) == 0
    arcs, cost = draft.pairs(axis, "roads", "cost", values)
    go = draft.name("travel")
    two = _second(draft, axis)
    draft.variable(f"{go}[({axis.index}, {two}) in {arcs}]", Kind.BINARY, "travel")
    draft.minimise(
        "minimize",
        f"sum({cost}[{axis.index},{two}]*{go}[{axis.index},{two}] for ({axis.index}, {two}) in {arcs})",
        place,
    )
    stated = [n for n, s in enumerate(document.sentences) if _speaks_of_round(document.lows(s))]
    slots: dict[str, object] = {"arcs": f"({axis.index}, {two}) in {arcs}", "used": f"{go}[{axis.index},{two}] == 1"}
    if either:
        slots["directed"] = False
        if size < 3 or len(values) < size * (size - 1) // 2:
            return None
    elif len(values) < size * (size - 1):
        draft.doubt("some of the ways between the places have no length")
    draft.add("round trip", "tour", slots, [n for n in stated if n != place] or stated)
    for place_, sentence in enumerate(document.sentences):
        lows = document.lows(sentence)
        if place_ not in matrix.sentences and _may_start_anywhere(lows):
            draft.understood.add(place_)
    draft.understood |= set(stated)
    account(draft, matrix.sentences, {"if"})
    return draft


def _second(draft: Draft, axis: Axis) -> str:
    """The index of the second of two members, as `Draft.pairs` has named it."""
    return draft.tables[-1].keys.split(", ")[1].split(" in ")[0]


def _speaks_of_round(lows: Sequence[str]) -> bool:
    text = " ".join(lows)
    return any(phrase in text for phrase in _ROUND) or "once" in lows and bool({"each", "every", "exactly"} & set(lows))


def _may_start_anywhere(lows: Sequence[str]) -> bool:
    return "any" in lows and bool({"start", "begin", "starting"} & set(lows))


_SOURCES = frozenset("source origin".split())
_SINKS = frozenset("destination sink target terminal".split())


def _flow(document: Document, matrix: Matrix, place: int) -> Draft | None:
    text = document.text.lower()
    if not any(word in text for word in ("flow", "capacit", "transport", "transfer", "network")):
        return None
    ends = _ends_of_flow(document, matrix.rows)
    if ends is None:
        return None
    draft, axis = _draft(document, matrix)
    scale = answer_scale(document.tokens)
    scaled = scale > 1 and all(value % scale == 0 for value in matrix.values.values())
    values = {pair: value / scale if scaled else value for pair, value in matrix.values.items() if value != 0}
    arcs, capacity = draft.pairs(axis, "links", "capacity", values)
    two = _second(draft, axis)
    one = axis.index
    flow = draft.name("flow")
    source, sink = (quoted(axis.members[end]) for end in ends)
    draft.variable(f"{flow}[({one}, {two}) in {arcs}]", Kind.CONTINUOUS, "flow", f"{capacity}[{one},{two}]")
    total = " - ".join(
        f"sum({flow}[{one},{two}] for ({one}, {two}) in {arcs} if {end} == {sink})" for end in (two, one)
    )
    draft.minimise("maximize", total, place)
    node = draft.name("n")
    nodes = f"{node} in {axis.name} if {node} != {source} and {node} != {sink}"
    slots = {"nodes": nodes, "arcs": f"({one}, {two}) in {arcs}", "flow": f"{flow}[{one},{two}]", "supply": "0"}
    draft.add("what comes in goes out", "flow", slots)
    for number, sentence in enumerate(document.sentences):
        lows = document.lows(sentence)
        capacities = any(low.startswith(("capacit", "exceed", "limit", "overload", "maxim")) for low in lows)
        absent = bool({"no", "not", "absence", "without"} & set(lows)) and any(
            low.startswith(("direct", "connect", "link", "road", "route", "path")) for low in lows
        )
        if (capacities or absent) and number not in matrix.sentences:
            draft.understood.add(number)
            draft.used |= {q for q, quantity in enumerate(document.quantities)
                           if sentence.first <= quantity.first < sentence.last and quantity.value == 0}  # fmt: skip
    account(draft, matrix.sentences)
    _partial(draft, document, matrix)
    return draft


def _partial(draft: Draft, document: Document, matrix: Matrix) -> None:
    """A line that begins like the others and gives no numbers leaves the network open."""
    lines = lines_of(document, find_references(document, matrix.rows.labels))
    leading = {elements[0].low for place, elements in enumerate(lines) if place in matrix.sentences and elements}
    rows = {one for one, _ in matrix.values}
    for place, elements in enumerate(lines):
        if place in matrix.sentences or not elements or elements[0].low not in leading & {"-", "*", "•"}:
            continue
        first = next((e.items[0] for e in elements if e.items), -1)
        if first >= 0 and first not in rows or demands(document.lows(document.sentences[place])):
            draft.doubt(
                f"the numbers of this line were not read: '{document.said(document.sentences[place])[:200]}'", place
            )


def _ends_of_flow(document: Document, group: Group) -> tuple[int, int] | None:
    """Where the flow begins and ends: `Hub 0 (source)`, `from City 0 to City 8` where the aim is stated."""
    lines = lines_of(document, find_references(document, group.labels))
    starts: dict[int, int] = {}
    stops: dict[int, int] = {}
    for elements in lines:
        for index, element in enumerate(elements):
            if not element.items:
                continue
            after = [e.low for e in elements[index + 1 : index + 4]]
            if after[:1] == ["("] and len(after) > 1:
                if after[1] in _SOURCES or after[1] == "the" and len(after) > 2 and after[2] in _SOURCES:
                    starts[element.items[0]] = starts.get(element.items[0], 0) + 1
                if after[1] in _SINKS or after[1] == "the" and len(after) > 2 and after[2] in _SINKS:
                    stops[element.items[0]] = stops.get(element.items[0], 0) + 1
    if len(starts) == len(stops) == 1:
        return next(iter(starts)), next(iter(stops))
    for elements in lines:
        lows = [e.low for e in elements]
        aimed = any(low.startswith(("maxim", "most", "greatest", "largest")) for low in lows) or "much" in lows
        refs = [(index, e.items[0]) for index, e in enumerate(elements) if e.items]
        if aimed and len(refs) == 2 and refs[0][1] != refs[1][1]:
            between = lows[refs[0][0] + 1 : refs[1][0]]
            if "from" in lows[: refs[0][0]] and "to" in between:
                return refs[0][1], refs[1][1]
    return None


_HAVE = frozenset("have has currently hold holds stock available present possess start begin current contain".split())
_NEED = frozenset("need require required demand want requirement necessary".split())


def _levelling(document: Document, matrix: Matrix, vectors: Sequence[Vector], place: int) -> Draft | None:
    """Moving things between places of which each has some and needs some."""
    have = next((vector for vector in vectors if vector.near & _HAVE and not vector.near & _NEED), None)
    need = next((vector for vector in vectors if vector.near & _NEED), None)
    if have is None or need is None or have is need or not have.full or not need.full:
        return None
    draft, axis = _draft(document, matrix)
    data = matrix.sentences | have.sentences | need.sentences
    draft.used |= have.quantities | need.quantities
    stock = draft.vector(axis, "available", have.values)
    needed = draft.vector(axis, "needed", need.values)
    values = dict(matrix.values)
    if len(values) < len(matrix.rows) * (len(matrix.rows) - 1):
        if any((two, one) in values for one, two in values):
            draft.doubt("some of the ways between the places have no cost")
        values |= {(two, one): value for (one, two), value in values.items()}
    arcs, cost = draft.pairs(axis, "ways", "cost", values)
    one, two = axis.index, _second(draft, axis)
    move = draft.name("move")
    whole = not any(word in document.text.lower() for word in ("fraction", "divid", "continuous"))
    draft.variable(f"{move}[({one}, {two}) in {arcs}]", Kind.INTEGER if whole else Kind.CONTINUOUS, "moved")
    draft.minimise("minimize", f"sum({cost}[{one},{two}]*{move}[{one},{two}] for ({one}, {two}) in {arcs})", place)
    supply: Fraction = sum(have.values.values(), Fraction(0))
    balance = "<=" if supply >= sum(need.values.values(), Fraction(0)) else ">="
    if balance == ">=":
        draft.doubt("all places together have less than they need")
    out = f"sum({move}[{one},{two}] for {two} in {axis.name} if ({one}, {two}) in {arcs})"
    come = f"sum({move}[{two},{one}] for {two} in {axis.name} if ({two}, {one}) in {arcs})"
    rule = f"{stock}[{one}] + {come} - {out} >= {needed}[{one}]"
    draft.add("needs", "linear", {"rule": rule, "role": "requirement"}, sorted(need.sentences)[:1], axis.clause)
    for number, sentence in enumerate(document.sentences):
        lows = document.lows(sentence)
        if (
            number not in data
            and {"each", "every", "all"} & set(lows)
            and _NEED & {t.lemma for t in document.tokens[sentence.first : sentence.last]}
        ):
            draft.understood.add(number)
    account(draft, replace(matrix, sentences=data).sentences)
    return draft
