"""Sending goods from places that have them to places that need them, and which places to open for that."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from nl2milp.formulation import Kind
from nl2milp.readers.offline.choices.aims import find_sense
from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.parsing import Parser
from nl2milp.readers.offline.choices.signs import sign_at
from nl2milp.readers.offline.choices.vocabulary import SCALES
from nl2milp.readers.offline.choices.writing import Writer
from nl2milp.readers.offline.rules import number
from nl2milp.readers.offline.structures.accounting import account, demands
from nl2milp.readers.offline.structures.assignment import introduces
from nl2milp.readers.offline.structures.degrees import Degree, Sides, find_degrees, make_sides
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.drafting import Axis, Draft, quoted
from nl2milp.readers.offline.structures.labels import Group, find_references, lines_of
from nl2milp.readers.offline.structures.matrices import Matrix
from nl2milp.readers.offline.structures.stating import clause_about, counts_in, rules_in
from nl2milp.readers.offline.structures.vectors import Vector, read_vectors

__all__ = ["draft_shipping"]

_FIXED = frozenset(
    "fixed opening open opened rent renting rented build building built keep keeping kept lease leasing run running "
    "setup operate operating establish".split()
)
_DEMAND = frozenset(
    "need needed demand require required take receive order ask want wanted request requested short lack requirement "
    "consume use get".split()
)
_SUPPLY = frozenset(
    "supply supplied capacity hold store stored available can stock produce ship handle deliver collect collected "
    "spare have up serve".split()
)
_MOVES = frozenset(
    """ship shipping shipment send sending deliver delivery delivering transport transportation transporting bring
    bringing move moving haul hauling carry carrying distribute distribution serve served truck supplied
    freight sent brought moved carried shipped""".split()
)
_SHUT = frozenset("closed blocked impossible no not cannot never nothing none".split())
_OPENED = frozenset("open opened opening depot warehouse".split())
_OPENINGS = frozenset("open opens opened opening built build".split())
_PRICES = frozenset("fixed cost fee rent price dollar euro".split())
_COINS = frozenset("cent cents pence".split())
_FACILITIES = frozenset(
    """centre center depot warehouse plant factory facility site hub branch store terminal station base place location
    town city works clinic kitchen""".split()
)
_CLAUSES = frozenset("if unless either whenever except".split())


@dataclass(frozen=True)
class _Roles:
    """What the vectors of a problem are: the side that sends (0 rows, 1 columns), and its numbers."""

    source: int
    supply: Vector | None
    demand: Vector | None
    fixed: Vector | None


def draft_shipping(document: Document, matrices: Sequence[Matrix], tabled: Sequence[Vector]) -> Draft | None:
    """The model of a problem of transport or location; None if it is none."""
    said = find_sense(document.tokens, document.sentences)
    flat = [matrix for matrix in matrices if not matrix.square and len(matrix.values) >= 4]
    lemmas = {token.lemma for token in document.tokens} | {token.low for token in document.tokens}
    corners = {word for table in document.tables for word in table.header[0].lower().split()}
    if not _MOVES & lemmas and not {"from", "to"} <= corners or "to" not in lemmas and not _OPENED & lemmas:
        return None
    flat.sort(key=lambda matrix: -len(matrix.values))
    if (
        said is None
        or said[0] != "minimize"
        and not _thrifty(document, said[1])
        or not flat
        or len(flat) > 1
        and len(flat[1].values) == len(flat[0].values)
    ):
        return None
    sides = make_sides(document, flat[0].rows, flat[0].columns)
    rows, columns = (_named(group, sides, side) for side, group in enumerate((flat[0].rows, flat[0].columns)))
    main = replace(flat[0], rows=rows, columns=columns)
    used = main.quantities
    vectors: list[Vector] = []
    for group in (main.rows, main.columns):
        found = [vector for vector in read_vectors(document, group, used) if vector.full]
        vectors += found + [vector for vector in tabled if vector.group.names == group.names]
        used = used.union(*(vector.quantities for vector in found))
    data = main.sentences.union(*(vector.sentences for vector in vectors))
    lines = lines_of(document, find_references(document, [*main.rows.labels, *main.columns.labels]))
    degrees = [d for d in find_degrees(document, lines, sides, data) if d.sign == "==" and d.value == 1]
    roles = _roles(document, main, vectors, degrees)
    if roles is None:
        return None
    if _COINS & main.words and roles.fixed is not None and not _COINS & roles.fixed.words:
        main = replace(main, values={pair: value / 100 for pair, value in main.values.items()})
    return _Shipping(document, main, roles, degrees, sides).draft(said[1], lines, data)


def _thrifty(document: Document, place: int) -> bool:
    """Whether `the most cost-effective way` is asked for."""
    lows = set(document.lows(document.sentences[place]))
    return bool({"cost-effective", "economical", "economic", "efficient"} & lows) and bool(
        {"cost", "costs"} & {token.low for token in document.tokens}
    )


def _named(group: Group, sides: Sides, side: int) -> Group:
    """The group with a noun that the text uses for its things."""
    nouns = sorted(sides.nouns[side], key=len)
    return Group(group.labels, nouns[0], group.source) if nouns and group.noun not in nouns else group


def _roles(document: Document, main: Matrix, vectors: Sequence[Vector], degrees: Sequence[Degree]) -> _Roles | None:
    """What each vector is; None unless every one of them is understood."""
    opened = bool(_OPENINGS & {token.low for token in document.tokens})
    fixed = [v for v in vectors if (v.money or v.words & _PRICES) and (opened or v.words & _FIXED)]
    amounts = [v for v in vectors if v not in fixed]
    if len(fixed) > 1 or len(amounts) > 2:
        return None
    side = {id(v): 0 if v.group.names == main.rows.names else 1 for v in amounts}
    kinds = {id(v): _kind(v) for v in amounts}
    if len(amounts) == 2:
        one, two = amounts
        if side[id(one)] == side[id(two)]:
            return None
        first, second = kinds[id(one)], kinds[id(two)]
        if first == second == "":
            return None
        if first == second:
            limits = [_sends(vector, fixed) for vector in (one, two)]
            if first != "supply" or limits[0] == limits[1]:
                return None
            first, second = ("supply", "demand") if limits[0] else ("demand", "supply")
        demand = one if first == "demand" or second == "supply" else two
        supply = two if demand is one else one
        if fixed and fixed[0].group.names != supply.group.names:
            return None
        return _Roles(side[id(supply)], supply, demand, fixed[0] if fixed else None)
    if not amounts and fixed and degrees:
        source = 0 if fixed[0].group.names == main.rows.names else 1
        if any(degree.side == 1 - source for degree in degrees):
            return _Roles(source, None, None, fixed[0])
    if len(amounts) == 1 and fixed and kinds[id(amounts[0])] == "demand":
        source = 1 - side[id(amounts[0])]
        if fixed[0].group.names == (main.rows, main.columns)[source].names:
            return _Roles(source, None, amounts[0], fixed[0])
    return None


def _sends(vector: Vector, fixed: Sequence[Vector]) -> bool:
    """Whether numbers are of those that send, where the words alone could be of either side."""
    if fixed:
        return vector.group.names == fixed[0].group.names
    return bool(vector.words & {"capacity", "handle", "hold", "can", "produce", "stock", "supply"})


def _kind(vector: Vector) -> str:
    words = vector.near or vector.words
    if {"more", "than"} <= words or "surplus" in words:
        return "supply"
    for found in (words, vector.words):
        if found & _DEMAND and not found & (_SUPPLY - {"have", "can", "up", "store", "supply"}):
            return "demand"
        if found & _SUPPLY and not found & _DEMAND:
            return "supply"
    return ""


_MET = frozenset("receive received get met satisfied demand demands served supplied".split())
_KEPT = frozenset("more exceed exceeds most beyond".split())
"""Words of the rules that demands and supplies are stated by where their numbers stand in tables."""


class _Shipping:
    """Puts the model together."""

    def __init__(
        self, document: Document, main: Matrix, roles: _Roles, degrees: Sequence[Degree], sides: Sides
    ) -> None:
        self.document = document
        self.main = main
        self.roles = roles
        self.degrees = degrees
        self.out = Draft(document)
        axes = []
        for side, group in enumerate((main.rows, main.columns)):
            axes.append(self.out.axis(group, ("origins", "places")[side]))
        self.axes = axes
        self.sides = sides
        self.source, self.sink = axes[roles.source], axes[1 - roles.source]
        self.single = roles.demand is None
        self.symbol = self.out.name("serve" if self.single else "ship")
        self.open = self.out.name("open") if roles.fixed is not None else ""
        self.demand = ""

    def pair(self, source: str, sink: str) -> str:
        """The variable between a source and a sink."""
        inside = f"{source},{sink}" if self.roles.source == 0 else f"{sink},{source}"
        return f"{self.symbol}[{inside}]"

    def draft(self, place: int, lines: Sequence[Sequence[Element]], data: frozenset[int]) -> Draft:
        """The whole model."""
        out, (one, two), roles = self.out, self.axes, self.roles
        low = self.document.text.lower()
        whole = any(word in low for word in ("whole", "can't be divided", "cannot be divided", "indivisible"))
        kind = Kind.BINARY if self.single else Kind.INTEGER if whole else Kind.CONTINUOUS
        cost = out.matrix(one, two, "cost", self.main.values)
        out.variable(f"{self.symbol}[{one.clause}, {two.clause}]", kind, "served" if self.single else "sent")
        both = f"[{one.index},{two.index}]"
        total = f"sum({cost}{both}*{self.symbol}{both} for {one.clause}, {two.clause})"
        if roles.fixed is not None:
            out.variable(f"{self.open}[{self.source.clause}]", Kind.BINARY, "open")
            fixed = out.vector(self.source, "fixed", self._alike(roles.fixed))
            total = (
                f"sum({fixed}[{self.source.index}]*{self.open}[{self.source.index}] for {self.source.clause}) + {total}"
            )
            out.used |= roles.fixed.quantities
        out.minimise("minimize", total, place)
        out.used |= self.main.quantities
        out.understood |= frozenset().union(*(v.sentences for v in (roles.supply, roles.demand, roles.fixed) if v))
        self._needs()
        self._limits()
        for number_, elements in enumerate(lines):
            if number_ != place and number_ not in self.main.sentences:
                self._extra(number_, elements)
        account(out, data, ())
        return out

    def _alike(self, vector: Vector) -> Mapping[int, Fraction]:
        """The fixed costs in the unit of the others: `21 thousand` beside a table in thousands is 21."""
        scale = max((SCALES[word] for word in self.main.words & SCALES.keys()), default=1)
        if scale > 1 and all(value % scale == 0 for value in vector.values.values()):
            return {at: value / scale for at, value in vector.values.items()}
        return vector.values

    def _needs(self) -> None:
        out, source, sink, roles = self.out, self.source, self.sink, self.roles
        come = f"sum({self.pair(source.index, sink.index)} for {source.clause})"
        if roles.demand is None:
            places = [d.sentence for d in self.degrees if d.side == 1 - roles.source]
            out.add("each served", "linear", {"rule": f"{come} == 1", "role": "assignment"}, places, sink.clause)
            for place in places:
                out.used |= {
                    n
                    for n, q in enumerate(self.document.quantities)
                    if self.document.place_of(q.first) == place and q.value == 1
                }
            return
        self.demand = out.vector(sink, "demand", roles.demand.values)
        sign = "==" if roles.demand.sign == "==" else ">="
        rule = f"{come} {sign} {self.demand}[{sink.index}]"
        said = None if roles.demand.sentences else clause_about(self.document, self._noun(1 - roles.source), _MET)
        slots = {"rule": rule, "role": "requirement"}
        out.add("demand", "linear", slots, roles.demand.sentences, sink.clause, said)
        out.used |= roles.demand.quantities
        for row, column in itertools.product(range(len(self.main.rows)), range(len(self.main.columns))):
            if (row, column) not in self.main.values:
                members = (self.axes[0].members[row], self.axes[1].members[column])
                rule = f"{self.symbol}[{quoted(members[0])},{quoted(members[1])}] == 0"
                out.add("no such way", "linear", {"rule": rule, "role": "fixed value"}, text=self.main.span)

    def _limits(self) -> None:
        out, source, sink, roles = self.out, self.source, self.sink, self.roles
        go = f"sum({self.pair(source.index, sink.index)} for {sink.clause})"
        supply = ""
        if roles.supply is not None:
            supply = f"{out.vector(source, 'capacity' if self.open else 'supply', roles.supply.values)}[{source.index}]"
            out.used |= roles.supply.quantities
            stated = roles.supply.sentences
        else:
            stated = frozenset()
        if self.open and self.single:
            rule = f"{self.pair(source.index, sink.index)} <= {self.open}[{source.index}]"
            out.add(
                "only from open ones", "linear", {"rule": rule, "role": "link"}, (), f"{source.clause}, {sink.clause}"
            )
        elif self.open:
            most = supply or f"sum({self.demand}[{sink.index}] for {sink.clause})"
            slots = {"quantity": go, "on": f"{self.open}[{source.index}] == 1", "most": most}
            out.add("capacity", "on_off", slots, stated, source.clause)
        elif supply:
            slots = {"rule": f"{go} <= {supply}", "role": "resource limit"}
            said = None if stated else clause_about(self.document, self._noun(roles.source), _KEPT)
            out.add("supply", "linear", slots, stated, source.clause, said)

    def _noun(self, side: int) -> str:
        return (self.main.columns if side else self.main.rows).noun

    # ---- what else is said -----------------------------------------------------------------------------------------

    def _extra(self, place: int, elements: Sequence[Element]) -> None:
        """A limit on one way, a minimum for each way, logic between openings, or a sentence that says nothing new."""
        lows = self.document.lows(self.document.sentences[place])
        sentence = self.document.sentences[place]
        numbers = [e for e in elements if e.number >= 0 and e.number not in self.out.used]
        sides = self._mentioned(elements)
        shut = bool(_SHUT & set(lows)) and len(sides[0]) > 0 and len(sides[1]) > 0
        if not numbers and not demands(lows) and not shut:
            return
        if place in self.out.understood and not numbers:
            return
        if introduces(self.document, elements, self.sides, place):
            self.out.understood.add(place)
            self.out.used |= {e.number for e in numbers}
            return
        if self._ways(place, elements) or self._each_way(place, elements, numbers, sides):
            return
        if self.open and self._openings(place, elements):
            return
        if shut:
            self.out.doubt(f"nothing was made of: '{self.document.said(sentence)}'", place)
        words = {token.lemma for token in self.document.tokens[sentence.first : sentence.last]}
        sizes = (len(self.main.rows), len(self.main.columns))
        general = bool({"the"} & set(lows[:1])) or bool(
            {"each", "every", "all", "no", "neither", "any", "nothing", "none", "a", "exactly"} & set(lows)
        )
        spoken = bool(words & (_DEMAND | _SUPPLY | _FIXED | {"give", "send", "more", "serve", "get", "go"}))
        partial = any(0 < len(side) < size for side, size in zip(sides, sizes, strict=True))
        if (
            general
            and spoken
            and not partial
            and not _CLAUSES & set(lows)
            and all(e.value in {1, *sizes} for e in numbers)
        ):
            self.out.understood.add(place)
            self.out.used |= {e.number for e in numbers}

    def _mentioned(self, elements: Sequence[Element]) -> tuple[list[int], list[int]]:
        size = len(self.main.rows)
        items = list(dict.fromkeys(item for element in elements for item in element.items))
        return [item for item in items if item < size], [item - size for item in items if item >= size]

    def _ways(self, place: int, elements: Sequence[Element]) -> bool:
        """What a sentence says of one way, or of one behind the other: each part of it has to be understood."""
        parts = _of_ways(elements, len(self.main.rows))
        rules = [self._way(part) for part in parts]
        if not rules or not all(rules):
            return False
        tokens = self.document.tokens
        for part, rule in zip(parts, rules, strict=True):
            assert rule is not None
            slots, stem, used = rule
            told = (tokens[part[0].first].start, tokens[part[-1].last - 1].end)
            self.out.add(stem, "linear", slots, [place], text=told)
            self.out.used |= used
        return True

    def _way(self, elements: Sequence[Element]) -> tuple[dict[str, str], str, set[int]] | None:
        """`a bridge lets through only 20 truckloads from Elm to Suhl`, `the road from A to B is closed`."""
        rows, columns = self._mentioned(elements)
        numbers = [e for e in elements if e.number >= 0]
        lows = [element.low for element in elements]
        if len(rows) != 1 or len(columns) != 1 or _CLAUSES & set(lows) or len(numbers) > 1:
            return None
        pair = f"{self.symbol}[{quoted(self.axes[0].members[rows[0]])},{quoted(self.axes[1].members[columns[0]])}]"
        if not numbers:
            if not _SHUT & set(lows):
                return None
            return {"rule": f"{pair} == 0", "role": "fixed value"}, "closed way", set()
        index = next(i for i, e in enumerate(elements) if e.number == numbers[0].number)
        sign = sign_at(elements, index)
        if sign == "==" and lows[index - 1] == "only":
            sign = "<="
        if sign not in {"<=", ">=", "=="}:
            return None
        rule = f"{pair} {sign} {number(numbers[0].value)}"
        return {"rule": rule, "role": "bound"}, "limit of a way", {numbers[0].number}

    def _each_way(
        self, place: int, elements: Sequence[Element], numbers: Sequence[Element], sides: tuple[list[int], list[int]]
    ) -> bool:
        """`Wamba gets at least 300 from each store`; `each brewery delivers at least a quarter of each bar's kegs`."""
        lows = [element.low for element in elements]
        bounded = {e.number for i, e in enumerate(elements) if e.number >= 0 and sign_at(elements, i) in {"<=", ">="}}
        numbers = [e for e in numbers if e.number in bounded]
        if len(numbers) != 1 or "each" not in lows and "every" not in lows or _CLAUSES & set(lows) or self.single:
            return False
        index = next(i for i, e in enumerate(elements) if e.number == numbers[0].number)
        sign = sign_at(elements, index)
        quantity = self.document.quantities[numbers[0].number]
        named = [side for side in (0, 1) if sides[side]]
        if quantity.kind in {"part", "percent"}:
            if named or lows.count("each") + lows.count("every") < 2 or not self.demand:
                return False
            right = f"{number(numbers[0].value)}*{self.demand}[{self.sink.index}]"
            rule = f"{self.pair(self.source.index, self.sink.index)} {sign} {right}"
            over = f"{self.source.clause}, {self.sink.clause}"
        elif len(named) == 1 and len(sides[named[0]]) == 1:
            fixed, free = self.axes[named[0]], self.axes[1 - named[0]]
            member = quoted(fixed.members[sides[named[0]][0]])
            inside = f"{member},{free.index}" if named[0] == 0 else f"{free.index},{member}"
            rule, over = f"{self.symbol}[{inside}] {sign} {number(numbers[0].value)}", free.clause
        else:
            return False
        self.out.add("each way", "linear", {"rule": rule, "role": "bound"}, [place], over)
        self.out.used |= {e.number for e in elements if e.number >= 0}
        return True

    def _openings(self, place: int, elements: Sequence[Element]) -> bool:
        """Logic between what is opened."""
        offset = 0 if self.roles.source == 0 else len(self.main.rows)
        size = len(self.source.members)
        ready = [e for e in elements if not e.items or offset <= e.items[0] < offset + size]
        local = [
            Element(e.low, e.lemma, e.first, e.last, tuple(i - offset for i in e.items), e.number, e.value, e.money)
            for e in _with_all(ready, self.source, offset, size)
        ]
        if not any(e.items for e in local):
            return False
        parser = Parser(tuple(range(size)), lambda item: False, lambda noun: (), set())
        rules = rules_in(local, parser, ())
        writer = Writer([f"{self.open}[{quoted(member)}]" for member in self.source.members], lambda item: False)
        for rule in rules:
            template, slots = writer.slots(rule.template, rule.parts, rule.exclusive)
            self.out.add(template.replace("_", " "), template, slots, [place])
        self.out.used |= counts_in(self.document, elements, size) if rules else set()
        return bool(rules)


def _of_ways(elements: Sequence[Element], rows: int) -> list[list[Element]]:
    """The sentence, cut where a second way is spoken of: `..., and nothing goes from Riga to Tartu`."""
    parts: list[list[Element]] = [[]]
    for element in elements:
        sides = {item < rows for e in parts[-1] for item in e.items}
        if element.low in {"and", "but", ";", ","} and len(sides) == 2:
            parts.append([])
        parts[-1].append(element)
    whole = [part for part in parts if any(e.items for e in part)]
    # what stands behind the last way without a name belongs to it
    return whole if len(whole) == len(parts) else [list(elements)] if len(whole) == 1 else []


def _with_all(elements: Sequence[Element], axis: Axis, offset: int, size: int) -> list[Element]:
    """`at least two of the four warehouses`: the noun stands for all of them."""
    found: list[Element] = []
    opened = bool((_OPENED | _FIXED) & {e.low for e in elements}) and not any(e.items for e in elements)
    for index, element in enumerate(elements):
        before = elements[max(0, index - 3) : index]
        facility = element.low == axis.name or opened and element.lemma != element.low and element.lemma in _FACILITIES
        if facility and any(e.number >= 0 for e in before) and not element.items:
            found.append(Element("<ref>", "", element.first, element.last, tuple(range(offset, offset + size))))
        else:
            found.append(element)
    return found
