"""Who does what: pairs are chosen so that each thing of a side has its number of the other."""

from __future__ import annotations

from collections.abc import Sequence

from nl2milp.formulation import Kind
from nl2milp.readers.offline.choices.aims import COSTS, find_sense
from nl2milp.readers.offline.choices.conditions import Is
from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.structures.accounting import account, demands
from nl2milp.readers.offline.structures.degrees import Degree, Sides, find_degrees, make_sides
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.drafting import Axis, Draft, quoted
from nl2milp.readers.offline.structures.extremes import find_extreme
from nl2milp.readers.offline.structures.labels import find_references, lines_of
from nl2milp.readers.offline.structures.matrices import Matrix
from nl2milp.readers.offline.structures.pairing import PairRule, Pairs, conditions_of, pair_rules
from nl2milp.readers.offline.structures.permissions import permissions
from nl2milp.readers.offline.structures.stating import counts_in
from nl2milp.readers.offline.structures.vectors import Vector, read_vectors

__all__ = ["draft_assignment", "introduces"]

_ROLES = {"==": "assignment", "<=": "packing", ">=": "requirement"}


def draft_assignment(document: Document, matrices: Sequence[Matrix], tabled: Sequence[Vector]) -> Draft | None:
    """The model of a problem of allotting; None if it is none."""
    extreme, said = find_extreme(document), find_sense(document.tokens, document.sentences)
    if extreme is not None:
        said = (*extreme, 0)
    usable = [matrix for matrix in matrices if not matrix.square]
    if said is None or not usable:
        return None
    main, loads = _main(document, usable, said[1])
    if main is None:
        return None
    data = frozenset().union(main.sentences, *(load.sentences for load in loads))
    lines = lines_of(document, find_references(document, [*main.rows.labels, *main.columns.labels]))
    sides = make_sides(document, main.rows, main.columns)
    degrees = find_degrees(document, lines, sides, data)
    sizes = (len(main.rows), len(main.columns))
    exact = {side: {d.value for d in degrees if d.side == side and d.sign == "=="} for side in (0, 1)}
    if not exact[0] and not exact[1] or any(len(values) > 1 for values in exact.values()):
        return None
    if any(value > sizes[1 - side] for side, values in exact.items() for value in values):
        return None
    used = frozenset().union(main.quantities, *(load.quantities for load in loads))
    capacities = [vector for group in (main.rows, main.columns) for vector in read_vectors(document, group, used)]
    capacities = [v for v in capacities if v.full and not v.money and not _is_degree(v, degrees)]
    return _Writer(document, main, loads, sides, degrees, [*capacities, *tabled]).draft(
        said, lines, data, extreme is not None
    )


def _is_degree(vector: Vector, degrees: Sequence[Degree]) -> bool:
    return bool(vector.sentences & {degree.sentence for degree in degrees})


def _main(document: Document, matrices: Sequence[Matrix], place: int) -> tuple[Matrix | None, list[Matrix]]:
    """The matrix that is optimised, and those of loads on the same things."""
    if len(matrices) == 1:
        return matrices[0], []
    here = document.sentences[place]
    words = {token.lemma for token in document.tokens[here.first : here.last]}
    same = [
        m for m in matrices if m.rows.names == matrices[0].rows.names and m.columns.names == matrices[0].columns.names
    ]
    if len(same) != len(matrices):
        return None, []
    costly = bool(words & COSTS)
    scores = [
        (matrix.money == costly) + (bool(words & matrix.words & (COSTS | {"hour", "time", "point"}))) for matrix in same
    ]
    best = max(range(len(same)), key=lambda at: (scores[at], -at))
    if scores.count(scores[best]) > 1:
        return None, []
    return same[best], [matrix for at, matrix in enumerate(same) if at != best]


class _Writer:
    """Puts the model together."""

    def __init__(
        self,
        document: Document,
        main: Matrix,
        loads: Sequence[Matrix],
        sides: Sides,
        degrees: Sequence[Degree],
        vectors: Sequence[Vector],
    ) -> None:
        self.document = document
        self.main = main
        self.loads = loads
        self.sides = sides
        self.degrees = list(degrees)
        self.vectors = vectors
        self.out = Draft(document)
        for side, group in enumerate((main.rows, main.columns)):
            nouns = sorted(sides.nouns[side], key=len)
            if nouns and not group.noun or nouns and group.noun not in nouns:
                group = type(group)(group.labels, nouns[0], group.source)
            axis = self.out.axis(group, ("who", "what")[side])
            self.axes = (axis,) if side == 0 else (self.axes[0], axis)
        self.symbol = self.out.name("assign")

    axes: tuple[Axis, ...]

    def pair(self, row: str, column: str) -> str:
        """The variable of a pair."""
        return f"{self.symbol}[{row},{column}]"

    def total(self, side: int, own: str) -> str:
        """The sum of a thing's pairs."""
        other = self.axes[1 - side]
        pair = self.pair(own, other.index) if side == 0 else self.pair(other.index, own)
        return f"sum({pair} for {other.clause})"

    def draft(
        self, said: tuple[str, int, int], lines: Sequence[Sequence[Element]], data: frozenset[int], extreme: bool
    ) -> Draft:
        """The whole model; `extreme` if the worst of the pairs is optimised, and not their sum."""
        out, (one, two) = self.out, self.axes
        sense, place, _ = said
        pair = self.pair(one.index, two.index)
        value = out.matrix(one, two, "value" if sense == "maximize" else "cost", self.main.values)
        out.variable(f"{self.symbol}[{one.clause}, {two.clause}]", Kind.BINARY, "assigned")
        term = f"{value}[{one.index},{two.index}]*{pair}"
        if extreme:
            self._extreme(sense, term, place)
        else:
            out.minimise(sense, f"sum({term} for {one.clause}, {two.clause})", place)
        out.used |= self.main.quantities
        for load in self.loads:
            out.used |= load.quantities
        self._missing()
        self._degrees(lines)
        self._capacities(data)
        self._logic(lines, data)
        for number, elements in enumerate(lines):
            if _explains_gaps(self.document.lows(self.document.sentences[number])) and not self.main.full:
                out.understood.add(number)
            if number not in data and introduces(self.document, elements, self.sides, number):
                out.understood.add(number)
        account(out, data)
        return out

    def _extreme(self, sense: str, term: str, place: int) -> None:
        """The worst of what each gets; only where each thing of a side gets exactly one of the other."""
        single = [d.side for d in self.degrees if d.sign == "==" and d.value == 1]
        if not single:
            self.out.doubt("it is not clear of what the worst is meant", place)
        own = self.axes[single[0] if single else 0]
        other = self.axes[1 - (single[0] if single else 0)]
        here, sizes = self.document.sentences[place], {len(axis.members) for axis in self.axes}
        self.out.used |= {
            position
            for position, quantity in enumerate(self.document.quantities)
            if here.first <= quantity.first < here.last and quantity.value in sizes
        }  # `the longest of the four times`
        worst = self.out.name("worst")
        self.out.variable(worst, Kind.CONTINUOUS, "worst")
        self.out.minimise(sense, worst, place)
        rule = f"{worst} {'>=' if sense == 'minimize' else '<='} sum({term} for {other.clause})"
        self.out.add("worst of all", "linear", {"rule": rule, "role": "link"}, [place], own.clause)

    def _missing(self) -> None:
        """Pairs without a number are not allowed."""
        one, two = self.axes
        for row in range(len(self.main.rows)):
            for column in range(len(self.main.columns)):
                if (row, column) not in self.main.values:
                    rule = f"{self.pair(quoted(one.members[row]), quoted(two.members[column]))} == 0"
                    slots = {"rule": rule, "role": "fixed value"}
                    self.out.add("no such pair", "linear", slots, text=self.main.span)

    def _degrees(self, lines: Sequence[Sequence[Element]]) -> None:
        sizes = [len(self.main.rows), len(self.main.columns)]
        for degree in self.degrees:
            axis = self.axes[degree.side]
            rule = f"{self.total(degree.side, axis.index)} {degree.sign} {degree.value}"
            stem = f"{axis.name} {'one each' if degree.value == 1 else 'count'}"
            self.out.add(stem, "linear", {"rule": rule, "role": _ROLES[degree.sign]}, [degree.sentence], axis.clause)
            for element in lines[degree.sentence]:
                if element.number >= 0:
                    self.out.used.add(element.number)
        for side in (0, 1):
            if any(degree.side == side for degree in self.degrees):
                continue
            exact = [d for d in self.degrees if d.side != side and d.sign == "=="]
            tight = any(d.value * sizes[1 - side] == sizes[side] for d in exact)
            limited = bool(self.loads) or any(len(v.group) == sizes[side] for v in self.vectors)
            if tight and not limited:
                axis = self.axes[side]
                rule = f"{self.total(side, axis.index)} == 1"
                self.out.add(f"{axis.name} one each", "linear", {"rule": rule, "role": "assignment"}, (), axis.clause)

    def _capacities(self, data: frozenset[int]) -> None:
        """Limits on the load of each thing of one side: `the north bay has 38 hours left`."""
        for vector in self.vectors:
            side = 0 if vector.group.names == self.main.rows.names else 1
            load = next(iter(self.loads), None)
            if load is None:
                self.out.doubt("it is not clear what these numbers limit: " + ", ".join(sorted(vector.words)[:5]))
                continue
            one, two = self.axes
            own, other = self.axes[side], self.axes[1 - side]
            hours = self.out.matrix(one, two, "load", load.values)
            most = self.out.vector(own, "capacity", vector.values)
            term = f"{hours}[{one.index},{two.index}]*{self.pair(one.index, two.index)}"
            rule = f"sum({term} for {other.clause}) <= {most}[{own.index}]"
            slots = {"rule": rule, "role": "resource limit"}
            self.out.add("capacity", "linear", slots, vector.sentences, own.clause)
            self.out.used |= vector.quantities
        if self.loads and not self.vectors:
            self.out.doubt("nothing limits one of the tables of numbers")

    def _logic(self, lines: Sequence[Sequence[Element]], data: frozenset[int]) -> None:
        pairs = Pairs(len(self.main.rows), len(self.main.columns))
        stated = {degree.sentence for degree in self.degrees}
        surely = frozenset(d.side for d in self.degrees if d.sign in {"==", ">="} and d.value >= 1)
        single = frozenset(d.side for d in self.degrees if d.sign == "==" and d.value == 1)
        for number, elements in enumerate(lines):
            lows = self.document.lows(self.document.sentences[number])
            sides = {self.sides.of_item(item) for element in elements for item in element.items}
            denied = len(sides) == 2 and bool({"not", "never"} & {element.low for element in elements})
            if number in data or number in stated or not (denied or demands(lows) or _RULING & set(lows)):
                continue
            if introduces(self.document, elements, self.sides, number):
                continue
            rules = pair_rules(elements, self.sides, pairs, surely) or permissions(elements, self.sides, pairs, single)
            if denied and not rules:
                self.out.doubt(f"nothing was made of: '{self.document.said(self.document.sentences[number])}'", number)
            for rule in rules:
                self._write(rule, pairs, number)
                most = len(self.main.rows) + len(self.main.columns)
                self.out.used |= counts_in(self.document, elements, most)

    def _write(self, found: PairRule, pairs: Pairs, number: int) -> None:
        one, two = self.axes
        names = [*one.members, *two.members]

        def total(label: int) -> str:
            return self.total(0 if label < len(one.members) else 1, quoted(names[label]))

        if found.rule is None:
            over, own = self.axes[found.over], self.axes[1 - found.over]
            terms = [
                self.pair(quoted(own.members[item]), over.index)
                if found.over == 1
                else self.pair(over.index, quoted(own.members[item]))
                for item in found.items
            ]
            rule = f"{' + '.join(terms)} <= 1" if found.sign == "<=" else f"{terms[0]} == {terms[1]}"
            if found.sign == "implies":
                rule = f"{terms[0]} <= {terms[1]}"
            role = "packing" if found.sign == "<=" else "link"
            self.out.add(
                "apart" if found.sign == "<=" else "together",
                "linear",
                {"rule": rule, "role": role},
                [number],
                over.clause,
            )
            return
        writer = pairs.writer(lambda a, b: self.pair(quoted(one.members[a]), quoted(two.members[b])), total)
        rule_parts = conditions_of(found.rule)
        if found.rule.template == "logic" and all(isinstance(part, Is) for part in rule_parts):
            for part in rule_parts:
                template, slots = writer.slots("logic", (part,), False)
                self.out.add("ruled out" if not _positive(part) else "fixed", template, slots, [number])
            return
        template, slots = writer.slots(found.rule.template, found.rule.parts, found.rule.exclusive)
        self.out.add(template.replace("_", " "), template, slots, [number])


_RULING = frozenset(
    "whoever no too refuse refused unable barred unqualified unlicensed untrained reserved insists nobody else".split()
)


def _explains_gaps(lows: Sequence[str]) -> bool:
    """`a dash means that the volunteer doesn't want that stall`."""
    return bool({"dash", "dashes", "blank", "blanks", "hyphen", "gap", "gaps", "empty"} & set(lows))


def _positive(part: object) -> bool:
    return isinstance(part, Is) and part.positive


_STRICT = frozenset("not cannot no if unless only either neither except least most nobody never too same".split())


def introduces(document: Document, elements: Sequence[Element], sides: Sides, place: int) -> bool:
    """Whether a sentence only says what there is: it lists or counts the things and rules nothing out."""
    lows = set(document.lows(document.sentences[place]))
    if lows & _STRICT or any(low.endswith("n't") for low in lows):
        return False
    named = {item for element in elements for item in element.items}
    sizes = [len(group) for group in sides.groups]
    rows = sum(item < sizes[0] for item in named)
    whole = rows == sizes[0] or len(named) - rows == sizes[1]
    nouns = any(sides.of_noun(element.lemma) >= 0 for element in elements)
    numbers = [element.value for element in elements if element.number >= 0]
    counted = bool(numbers) and nouns and all(value in sizes or value == 1 for value in numbers)
    return (whole or counted) and all(value in sizes or value == 1 for value in numbers)
