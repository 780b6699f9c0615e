"""Kinds divided among places: `12 doctors and 20 nurses between two clinics`, `pumps and valves in two plants`."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from nl2milp.formulation import Kind
from nl2milp.readers.offline.choices.aims import find_sense
from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.signs import sign_at
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.rules import number
from nl2milp.readers.offline.structures.accounting import account
from nl2milp.readers.offline.structures.divisible import is_divisible
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.drafting import Draft, quoted
from nl2milp.readers.offline.structures.labels import Group, Label, find_references, lines_of

__all__ = ["draft_allotment"]

_MOST_LABELS = 4
_MOST_GROUPS = 8
_DIVIDES = frozenset(
    """divide divides divided dividing between among allocate allocates allocated allocation distribute distributed
    split each plants clinics places sites assign""".split()
)
_HAVE = frozenset("has have employs employ available owns there own".split())
_NEED = frozenset("must need needs make order orders demand required requires produce deliver".split())
_CONDITIONS = frozenset("if unless either neither except whenever only or than twice half".split())


@dataclass(frozen=True)
class _Fact:
    """A number with the place and the kind that it belongs to, if any."""

    place: int
    kind: int
    value: Fraction
    money: bool
    sign: str
    number: int
    sentence: int
    unit: str
    counts: bool
    words: frozenset[str]


def draft_allotment(document: Document, groups: Sequence[Group]) -> Draft | None:
    """The model of dividing kinds among places; None if the text is none."""
    said = find_sense(document.tokens, document.sentences)
    lows = {token.low for token in document.tokens}
    if said is None or document.tables or not _DIVIDES & lows:
        return None
    small = [group for group in groups if len(group) <= _MOST_LABELS and group.source != "union"][:_MOST_GROUPS]
    drafts: list[Draft] = []
    for kinds, places in itertools.product(_counted_kinds(document), small):
        if any(set(one.words) & set(two.words) for one in places.labels for two in kinds.labels):
            continue
        if any(places.noun in label.words for label in kinds.labels):
            places = Group(places.labels, "", places.source)
        draft = _drafted(document, places, kinds, said)
        if draft is not None:
            drafts.append(draft)
    return min(drafts, key=lambda draft: len(draft.doubts), default=None)


def _counted_kinds(document: Document) -> list[Group]:
    """Nouns that are counted side by side: `12 doctors and 20 nurses`."""
    tokens = document.tokens
    found: list[Group] = []
    runs: list[list[Label]] = [[]]
    before = None
    for quantity in document.quantities:
        noun = tokens[quantity.last] if quantity.last < len(tokens) else None
        counts = quantity.kind == "number" and not quantity.money and noun is not None
        if noun is None or not counts or noun.lemma == noun.low or noun.lemma in UNIT_FACTORS:
            before = None
            continue
        joined = before is not None and [t.low for t in tokens[before + 1 : quantity.first]] in (
            ["and"],
            [","],
            [",", "and"],
        )
        if not joined:
            runs.append([])
        runs[-1].append(Label(noun.text, (noun.lemma,), quantity.last, quantity.last + 1))
        before = quantity.last
    for run in runs:
        group = Group(tuple(run), "kind")
        if 2 <= len(group.names) == len(run) <= _MOST_LABELS and group.names not in [other.names for other in found]:
            found.append(group)
    return found


def _drafted(document: Document, places: Group, kinds: Group, said: tuple[str, int, int]) -> Draft | None:
    lines = lines_of(document, find_references(document, [*places.labels, *kinds.labels]))
    facts = [fact for at, elements in enumerate(lines) for fact in _facts(document, elements, at, len(places))]
    measures = _measures(facts, len(places))
    aim = _aim(document, measures, said)
    if aim is None:
        return None
    writer = _Writer(document, places, kinds, measures, aim)
    return writer.draft(facts, lines, said)


def _facts(document: Document, elements: Sequence[Element], at: int, size: int) -> Iterator[_Fact]:
    """The numbers of a sentence; a place holds until the next one, a kind stands right behind its number or before."""
    place = kind = -1
    for index, element in enumerate(elements):
        if element.items:
            item = element.items[0]
            if item < size:
                led = {e.low for e in elements[max(0, index - 2) : index]} & {"at", "in", "for", "from"}
                place, kind = item, kind if led else -1
            else:
                kind = item - size
            continue
        if element.low == ";":
            place = kind = -1
        if element.number < 0:
            continue
        after = elements[index + 1] if index + 1 < len(elements) else None
        counted = after is not None and bool(after.items) and after.items[0] >= size
        own = after.items[0] - size if counted and after is not None else kind
        unit = document.quantities[element.number].unit
        near = frozenset(e.low for e in elements[max(0, index - 5) : index + 4])
        behind = _place_behind(elements, index, size)
        sign = sign_at(elements, index)
        yield _Fact(
            behind if behind >= 0 else place,
            own,
            element.value,
            element.money,
            sign,
            element.number,
            at,
            unit,
            counted,
            near,
        )


def _place_behind(elements: Sequence[Element], index: int, size: int) -> int:
    """The place of `20 patients a day at the hill`; -1 if none stands between a number and the next."""
    for at in range(index + 1, min(index + 8, len(elements))):
        if elements[at].number >= 0 or elements[at].low in {";", ",", "."}:
            return -1
        if elements[at].items and elements[at].items[0] < size:
            led = {e.low for e in elements[max(index + 1, at - 2) : at]}
            return elements[at].items[0] if led & {"at", "in", "for", "from", "to"} else -1
    return -1


Measures = dict[str, dict[tuple[int, int], _Fact]]


def _measures(facts: Sequence[_Fact], size: int) -> Measures:
    """The numbers of each pair by what they measure: money, or the unit behind them; those without one go on."""
    found: Measures = {}
    unit = ""
    for fact in facts:
        if fact.place < 0 or fact.kind < 0 or fact.counts or fact.sign:
            continue
        unit = "$" if fact.money else fact.unit if fact.unit and fact.unit not in {"a", "and"} else unit
        found.setdefault(unit, {}).setdefault((fact.place, fact.kind), fact)
    # a kind may have no numbers at all of a measure, but not for some places only
    return {unit: pairs for unit, pairs in found.items() if pairs and _is_whole(pairs, size)}


def _is_whole(pairs: dict[tuple[int, int], _Fact], size: int) -> bool:
    kinds = [kind for _, kind in pairs]
    return all(kinds.count(kind) == size for kind in set(kinds))


def _aim(document: Document, measures: Measures, said: tuple[str, int, int]) -> str | None:
    here = document.sentences[said[1]]
    words = {token.lemma for token in document.tokens[here.first : here.last]}
    named = [unit for unit in measures if unit in words]
    if len(named) == 1:
        return named[0]
    money = words & {"cost", "profit", "revenue", "money", "cheap", "earning", "income", "spend", "cheapest"}
    return "$" if money and "$" in measures else None


class _Writer:
    """Puts the model together."""

    def __init__(self, document: Document, places: Group, kinds: Group, measures: Measures, aim: str) -> None:
        self.document = document
        self.measures = measures
        self.aim = aim
        self.out = Draft(document)
        self.places, self.kinds = self.out.axis(places, "places"), self.out.axis(kinds, "kinds")
        self.give = self.out.name("give")
        self.tables: dict[str, str] = {}

    def table(self, unit: str) -> str:
        """The parameter of a measure."""
        if unit not in self.tables:
            values = {pair: fact.value for pair, fact in self.measures[unit].items()}
            self.tables[unit] = self.out.matrix(self.places, self.kinds, "money" if unit == "$" else unit, values)
            self.out.used |= {fact.number for fact in self.measures[unit].values()}
            self.out.understood |= {fact.sentence for fact in self.measures[unit].values()}
        return self.tables[unit]

    def pair(self, place: int, kind: int) -> str:
        """The variable of a place and a kind, each given by its number or, below 0, by its index."""
        one = quoted(self.places.members[place]) if place >= 0 else self.places.index
        two = quoted(self.kinds.members[kind]) if kind >= 0 else self.kinds.index
        return f"{self.give}[{one},{two}]"

    def draft(
        self, facts: Sequence[_Fact], lines: Sequence[Sequence[Element]], said: tuple[str, int, int]
    ) -> Draft | None:
        """The whole model; None if nothing is divided."""
        out, places, kinds = self.out, self.places, self.kinds
        kind = Kind.CONTINUOUS if is_divisible(self.document) else Kind.INTEGER
        out.variable(f"{self.give}[{places.clause}, {kinds.clause}]", kind, "given")
        value = f"{self.table(self.aim)}[{places.index},{kinds.index}]*{self.pair(-1, -1)}"
        out.minimise(said[0], f"sum({value} for {places.clause}, {kinds.clause})", said[1])
        totals = 0
        for fact in facts:
            if fact.number in out.used:
                continue
            if fact.counts and fact.place < 0:
                totals += self._total(fact)
            elif fact.counts and fact.sign:
                rule = f"{self.pair(fact.place, fact.kind)} {fact.sign} {number(fact.value)}"
                out.add("limit of a pair", "linear", {"rule": rule, "role": "bound"}, [fact.sentence])
                out.used.add(fact.number)
            elif fact.place >= 0 and fact.kind < 0:
                self._capacity(fact)
        if not totals:
            return None
        for at, elements in enumerate(lines):
            self._ratio(elements, at)
        account(out, frozenset())
        return out

    def _total(self, fact: _Fact) -> int:
        """`12 doctors`, over all places."""
        sign = fact.sign or ("<=" if fact.words & _HAVE else "==" if fact.words & _NEED else "")
        if sign not in {"<=", ">=", "=="}:
            return 0
        rule = f"sum({self.pair(-1, fact.kind)} for {self.places.clause}) {sign} {number(fact.value)}"
        self.out.add("in all", "linear", {"rule": rule, "role": "total"}, [fact.sentence])
        self.out.used.add(fact.number)
        return 1

    def _capacity(self, fact: _Fact) -> None:
        """`Lyon has 180 hours`, where each pair takes some of them."""
        unit = "$" if fact.money else fact.unit
        if unit not in self.measures or unit == self.aim:
            return
        hours = f"{self.table(unit)}[{quoted(self.places.members[fact.place])},{self.kinds.index}]"
        term = f"{hours}*{self.pair(fact.place, -1)}"
        rule = f"sum({term} for {self.kinds.clause}) {fact.sign or '<='} {number(fact.value)}"
        self.out.add("capacity", "linear", {"rule": rule, "role": "resource limit"}, [fact.sentence])
        self.out.used.add(fact.number)

    def _ratio(self, elements: Sequence[Element], at: int) -> None:
        """`At each clinic there must be at least as many nurses as doctors`."""
        lows = [element.low for element in elements]
        size = len(self.places.members)
        refs = [(index, element.items[0]) for index, element in enumerate(elements) if element.items]
        named = [item - size for _, item in refs if item >= size]
        where = [item for _, item in refs if item < size]
        phrase = " ".join(lows)
        if len(named) != 2 or len(where) > 1 or "as many" not in phrase or _CONDITIONS & set(lows):
            return
        sign = ">=" if "at least as many" in phrase else "<=" if "at most as many" in phrase else ""
        every = bool({"each", "every", "both"} & set(lows))
        if not sign or not where and not every:
            return
        place = where[0] if where else -1
        rule = f"{self.pair(place, named[0])} {sign} {self.pair(place, named[1])}"
        over = None if where else self.places.clause
        self.out.add("one kind to the other", "linear", {"rule": rule, "role": "comparison"}, [at], over)
