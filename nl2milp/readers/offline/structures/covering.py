"""Sites, people or shifts that must cover something: each thing by so many, or as much as possible by few."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from nl2milp.formulation import Kind, Table
from nl2milp.readers.offline.choices.aims import COSTS, answer_scale, find_sense
from nl2milp.readers.offline.choices.conditions import Count
from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.choices.logic import Rule
from nl2milp.readers.offline.choices.parsing import Parser
from nl2milp.readers.offline.choices.signs import sign_at
from nl2milp.readers.offline.choices.vocabulary import DATA_VERBS
from nl2milp.readers.offline.choices.writing import Writer
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.structures.accounting import account, demands
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.drafting import Draft, quoted
from nl2milp.readers.offline.structures.labels import Group, find_references, lines_of
from nl2milp.readers.offline.structures.relations import Relation, read_relation, relation_lines
from nl2milp.readers.offline.structures.stating import counts_in, rules_in
from nl2milp.readers.offline.structures.vectors import Vector, read_vectors

__all__ = ["draft_covering"]

_COVERED = frozenset(
    """cover covered covers watch watched watches serve served see seen reach reached protect protected receive received
    care cared speak spoken exercise exercised supply supplied visit""".split()
)


@dataclass(frozen=True)
class _Needs:
    """How many of the chosen things each thing must be covered by.

    Attributes
    ----------
    values : mapping of int to int
        By thing.
    sentences : frozenset of int
        Where it is said.
    least : int
        So many of the things must be covered; -1 if all.
    counted : bool
        Whether each thing has a number of its own, as watches have that need lifeguards.
    """

    values: Mapping[int, int]
    sentences: frozenset[int]
    least: int = -1
    counted: bool = False
    quantities: frozenset[int] = frozenset()


def draft_covering(
    document: Document, groups: Sequence[Group], relations: Sequence[Relation], tabled: Sequence[Vector]
) -> Draft | None:
    """The model of a problem of covering; None if it is none."""
    said = find_sense(document.tokens, document.sentences)
    if said is None:
        return None
    found = [*relations]
    for one in groups:
        for two in groups:
            relation = read_relation(document, one, two) if one is not two else None
            if relation is not None:
                found.append(relation)
    found.sort(key=lambda relation: (-len(relation.rows) - len(relation.columns), len(relation.rows.labels[0].words)))
    drafts: list[Draft] = []
    most = max((len(relation.rows) + len(relation.columns) for relation in found), default=0)
    # a smaller relation would leave out things that the text names
    for relation in [one for one in found if len(one.rows) + len(one.columns) == most][:_MOST]:
        for oriented in _orientations(relation):
            draft = _Covering(document, oriented, tabled, said).draft()
            if draft is not None:
                drafts.append(draft)
    return min(drafts, key=lambda draft: len(draft.doubts), default=None)


_MOST = 8


def _orientations(relation: Relation) -> list[Relation]:
    """The relation with what is chosen as rows: first as it is stated, then the other way round."""
    turned = replace(
        relation,
        rows=relation.columns,
        columns=relation.rows,
        pairs=frozenset((column, row) for row, column in relation.pairs),
    )
    return [relation, turned]


class _Covering:
    """Finds the parts of one covering problem and puts them together."""

    def __init__(
        self, document: Document, relation: Relation, tabled: Sequence[Vector], said: tuple[str, int, int]
    ) -> None:
        self.document = document
        self.relation = relation
        self.sense, self.aim, _ = said
        self.size = len(relation.rows)
        self.lines = relation_lines(document, relation.rows, relation.columns)
        self.own = lines_of(document, find_references(document, relation.rows.labels))
        self.tabled = tabled
        self.scale = answer_scale(document.tokens)

    def draft(self) -> Draft | None:
        """The model; None where the text says nothing of covering."""
        rows, columns = self.relation.rows, self.relation.columns
        row_vectors = [*read_vectors(self.document, rows, self.relation.quantities)]
        row_vectors += [vector for vector in self.tabled if vector.group.names == rows.names]
        row_vectors = [vector for vector in row_vectors if vector.full]
        taken = self.relation.quantities.union(*(vector.quantities for vector in row_vectors))
        column_vectors = [v for v in read_vectors(self.document, columns, taken) if v.full]
        column_vectors += [vector for vector in self.tabled if vector.group.names == columns.names]
        if self.sense == "maximize":
            return self._most(column_vectors)
        needs = self._needs(column_vectors)
        if needs is None:
            return None
        cost = self._cost(row_vectors)
        if cost is None and not self._counts_rows():
            return None
        return self._cheapest(needs, cost)

    # ---- the parts -------------------------------------------------------------------------------------------------

    def _cost(self, vectors: Sequence[Vector]) -> Vector | None:
        if len(vectors) == 1:
            return vectors[0]
        here = self.document.sentences[self.aim]
        words = {token.lemma for token in self.document.tokens[here.first : here.last]}
        scored = [(2 * bool(v.words & words & (COSTS | {"minute", "hour", "time"})) + v.money, v) for v in vectors]
        best = max((score for score, _ in scored), default=0)
        return next((vector for score, vector in scored if score == best), None)

    def _counts_rows(self) -> bool:
        """Whether the aim is to use as few as possible."""
        here = self.document.sentences[self.aim]
        lows = self.document.lows(here)
        return bool({"fewest", "few", "number"} & set(lows)) or "how" in lows and "many" in lows

    def _needs(self, vectors: Sequence[Vector]) -> _Needs | None:
        """What each thing needs, from sentences without what is chosen; None if nothing is said."""
        columns = len(self.relation.columns)
        values = dict.fromkeys(range(columns), 1)
        places: set[int] = set()
        quantities: set[int] = set()
        needy = frozenset("need needs require required demand minimum least must".split())
        counted = next((v for v in vectors if not v.money and v.words & needy), None)
        if counted is not None:
            whole = {at: int(value) for at, value in counted.values.items()}
            return _Needs(whole, counted.sentences, counted=True, quantities=counted.quantities)
        least = -1
        for place, elements in enumerate(self.lines):
            if place in self.relation.sentences or any(e.items and e.items[0] < self.size for e in elements):
                continue
            lows = [element.low for element in elements]
            named = [e.items[0] - self.size for e in elements if e.items]
            if not self._demands_cover(elements, lows, named):
                continue
            some = self._some_of(elements)
            if some >= 0:
                least = some
            own: set[int] = set()
            for index, thing, value in self._own_needs(elements):
                values[thing] = value
                own |= {n for n, q in enumerate(self.document.quantities) if q.first == elements[index].first}
            general = self._general(elements)
            if general > 1:
                values = {thing: max(value, general) for thing, value in values.items()}
            here = self.document.sentences[place]
            quantities |= {
                position
                for position, quantity in enumerate(self.document.quantities)
                if here.first <= quantity.first < here.last
                and (quantity.value in {1, general, some, columns, self.size} or position in own)
            }
            places.add(place)
        if not places:
            return None
        return _Needs(values, frozenset(places), least, quantities=frozenset(quantities))

    def _demands_cover(self, elements: Sequence[Element], lows: Sequence[str], named: Sequence[int]) -> bool:
        whole = len(set(named)) == len(self.relation.columns)
        each = bool({"each", "every", "all", "whole", "everything", "everywhere"} & set(lows))
        noun = any(self._is_thing(element) for element in elements)
        covers = bool(_COVERED & (set(lows) | {e.lemma for e in elements})) or bool(
            self.relation.words & {e.lemma for e in elements} & {e.lemma for e in elements if e.lemma not in _WEAK}
        )
        least = "least" in lows or "once" in lows or "together" in lows
        defines = ("counts" in lows or "only" in lows) and covers
        if covers and self._some_of(elements) >= 0:
            return True
        return whole and (least or each or covers) or each and (noun or covers) or defines or bool(named) and least

    def _is_thing(self, element: Element) -> bool:
        noun = self.relation.columns.noun
        heads = {label.words[0] if label.numbered else label.words[-1] for label in self.relation.columns.labels}
        return element.lemma == noun or len(heads) == 1 and element.lemma in heads

    def _some_of(self, elements: Sequence[Element]) -> int:
        """`in at least five of six valleys`: how many must be covered; -1 if it is not said."""
        for index, element in enumerate(elements):
            ahead = elements[index + 1 : index + 5]
            of = bool(ahead) and ahead[0].low == "of" and any(self._is_thing(e) for e in ahead)
            if element.number >= 0 and of and sign_at(elements, index) == ">=" and element.value > 1:
                return int(element.value)
        return -1

    def _general(self, elements: Sequence[Element]) -> int:
        """`each language is spoken by at least two`."""
        lows = [element.low for element in elements]
        if not {"each", "every", "all"} & set(lows):
            return 1
        start = next(index for index, low in enumerate(lows) if low in {"each", "every", "all"})
        for index in range(start, len(elements)):
            element = elements[index]
            if element.number >= 0 and sign_at(elements, index) == ">=" and not element.money:
                single = any(e.items for e in elements[start:index]) and not self._lists_all(elements[start:index])
                return 1 if single else int(element.value)
            if element.low == "twice" and sign_at(elements, index) == ">=":
                return 1 if any(e.items for e in elements[start:index]) else 2
        return 1

    def _lists_all(self, elements: Sequence[Element]) -> bool:
        return len({item for e in elements for item in e.items}) == len(self.relation.columns)

    def _own_needs(self, elements: Sequence[Element]) -> list[tuple[int, int, int]]:
        """`and pay at least twice`, `room 5 by at least two`: place, thing and number."""
        found: list[tuple[int, int, int]] = []
        thing = -1
        for index, element in enumerate(elements):
            if element.items:
                thing = element.items[0] - self.size if thing < 0 or not _listed(elements, index) else -2
                continue
            twice = element.low == "twice" and element.number < 0
            value = 2 if twice or element.low == "twice" else int(element.value) if element.number >= 0 else 0
            if value and thing >= 0 and sign_at(elements, index) == ">=":
                found.append((index, thing, value))
                thing = -1
            if element.low in {"every", "each", "all"}:
                thing = -1
        return found

    # ---- the models ------------------------------------------------------------------------------------------------

    def _start(self, whole: bool) -> tuple[Draft, str, str, str]:
        out = Draft(self.document)
        rows, columns = self.relation.rows, self.relation.columns
        one, two = out.axis(rows, "choices"), out.axis(columns, "needs")
        covers = out.name("covers")
        out.tables.append(
            Table(
                keys=f"{one.clause}, {two.clause}",
                set=covers,
                rows=tuple((one.members[a], two.members[b]) for a, b in sorted(self.relation.pairs)),
            )
        )
        use = out.name("hire" if whole else "use")
        kind = Kind.INTEGER if whole else Kind.BINARY
        out.variable(f"{use}[{one.clause}]", kind, rows.noun or "chosen")
        self.one, self.two = one, two
        out.used |= self.relation.quantities
        out.understood |= self.relation.sentences if self.relation.is_tabled else frozenset()
        covering = f"sum({use}[{one.index}] for {one.clause} if ({one.index}, {two.index}) in {covers})"
        return out, use, covers, covering

    def _cheapest(self, needs: _Needs, cost: Vector | None) -> Draft:
        whole = needs.counted
        out, use, _, covering = self._start(whole)
        one, two = self.one, self.two
        if cost is None:
            out.minimise("minimize", f"sum({use}[{one.index}] for {one.clause})", self.aim)
        else:
            scaled = self.scale > 1 and all(value >= self.scale for value in cost.values.values())
            values = {at: value / self.scale if scaled else value for at, value in cost.values.items()}
            name = out.vector(one, "cost", values)
            out.minimise("minimize", f"sum({name}[{one.index}]*{use}[{one.index}] for {one.clause})", self.aim)
            out.used |= cost.quantities
        right = "1"
        if len(set(needs.values.values())) > 1:
            right = f"{out.vector(two, 'needed', {k: Fraction(v) for k, v in needs.values.items()})}[{two.index}]"
        else:
            right = str(next(iter(needs.values.values())))
        places = sorted(needs.sentences)
        out.used |= needs.quantities
        if needs.least >= 0:
            covered = out.name("covered")
            out.variable(f"{covered}[{two.clause}]", Kind.BINARY, "covered")
            rule = f"{covered}[{two.index}] <= {covering}"
            defining = [n for n in places if {"only", "counts"} & set(self.document.lows(self.document.sentences[n]))]
            out.add("covered", "linear", {"rule": rule, "role": "link"}, defining, two.clause)
            rule = f"sum({covered}[{two.index}] for {two.clause}) >= {needs.least}"
            out.add("enough covered", "linear", {"rule": rule, "role": "requirement"}, places)
        else:
            rule = f"{covering} >= {right}"
            out.add("covering", "linear", {"rule": rule, "role": "covering"}, places, two.clause)
        out.understood |= needs.sentences
        data = self.relation.sentences | (cost.sentences if cost is not None else frozenset())
        self._logic(out, use, data | needs.sentences, whole)
        account(out, data, {"both", "only"})
        return out

    def _most(self, vectors: Sequence[Vector]) -> Draft | None:
        """As much as possible is covered by what few may be chosen."""
        weights = next((vector for vector in vectors if not vector.money), None)
        if not _COVERED & {token.low for token in self.document.tokens} or weights is None and not self._counts_rows():
            return None
        out, use, _, covering = self._start(False)
        two = self.two
        covered = out.name("covered")
        out.variable(f"{covered}[{two.clause}]", Kind.BINARY, "covered")
        if weights is None:
            total = f"sum({covered}[{two.index}] for {two.clause})"
        else:
            name = out.vector(two, "weight", weights.values)
            total = f"sum({name}[{two.index}]*{covered}[{two.index}] for {two.clause})"
            out.used |= weights.quantities
        out.minimise("maximize", total, self.aim)
        defining = [n for n, elements in enumerate(self.lines) if self._defines(elements, n)]
        rule = f"{covered}[{two.index}] <= {covering}"
        out.add("covered", "linear", {"rule": rule, "role": "link"}, defining, two.clause)
        data = self.relation.sentences | (weights.sentences if weights is not None else frozenset())
        limited = self._logic(out, use, data | set(defining), False)
        if not limited:
            return None
        for place in defining:
            out.used |= {e.number for e in self.lines[place] if e.number >= 0 and e.value == 1}
        account(out, data, {"both", "only"})
        return out

    def _defines(self, elements: Sequence[Element], place: int) -> bool:
        lows = [element.low for element in elements]
        covers = bool(_COVERED & (set(lows) | {e.lemma for e in elements}))
        return (
            place not in self.relation.sentences
            and covers
            and (
                "counts" in lows
                or ("if" in lows or "when" in lows)
                and "one" in self.document.lows(self.document.sentences[place])
            )
        )

    def _logic(self, out: Draft, use: str, skipped: frozenset[int], whole: bool) -> int:
        """Rules on what is chosen; how many of them limit its number."""
        symbols = [f"{use}[{quoted(member)}]" for member in self.one.members]
        everything = tuple(range(self.size))
        writer = Writer(symbols, lambda item: whole)
        limited = 0
        group: list[int] = []
        for place, elements in enumerate(self.own):
            lows = [element.low for element in elements]
            ready = self._with_all(elements)
            recent = list(dict.fromkeys(item for element in elements for item in element.items))
            if place not in skipped and place != self.aim and (demands(lows) or ready is not elements):
                upper = self._uppers(ready) if whole else None
                if upper is not None:
                    rule = f"{use}[{self.one.index}] <= {upper[1]}"
                    out.add("at most", "linear", {"rule": rule, "role": "bound"}, [place], self.one.clause)
                    out.used.add(upper[0])
                    continue
                used: set[int] = set()
                parser = Parser(everything, lambda item: whole, lambda noun: (), used)
                rules = self._counts(ready) or rules_in(ready, parser, group)
                for rule_ in rules:
                    template, slots = writer.slots(rule_.template, rule_.parts, rule_.exclusive)
                    out.add(template.replace("_", " "), template, slots, [place])
                    limited += any(isinstance(part, Count) and part.sign != ">=" for part in rule_.parts)
                if rules:
                    whole_numbers = {e.number for e in elements if e.number >= 0}
                    out.used |= whole_numbers if whole else counts_in(self.document, elements, self.size)
            if 2 <= len(recent) <= 4:
                group = recent
        return limited

    def _with_all(self, elements: list[Element]) -> list[Element]:
        """`exactly three lines`: the noun stands for all that may be chosen."""
        noun = self.relation.rows.noun
        heads = {label.words[0] if label.numbered else label.words[-1] for label in self.relation.rows.labels}
        for index, element in enumerate(elements):
            is_noun = element.lemma and (element.lemma == noun or len(heads) == 1 and element.lemma in heads)
            if not noun and not self._is_thing(element) and _TAKEN & {e.low for e in elements[index:]}:
                is_noun = element.low not in DATA_VERBS and element.lemma not in UNIT_FACTORS
            if not is_noun or element.low == element.lemma or element.items:
                continue
            near = elements[max(0, index - 3) : index]
            if any(e.number >= 0 for e in near) and not any(e.items for e in elements[index + 1 : index + 4]):
                every = replace(element, low="<ref>", items=tuple(range(self.size)))
                return [*elements[:index], replace(element, low="of", lemma="of"), every, *elements[index + 1 :]]
        return elements

    def _counts(self, elements: Sequence[Element]) -> list[Rule]:
        """`money for exactly two towers`, `at no more than two of the four crossroads`."""
        for index, element in enumerate(elements):
            if element.number < 0 or element.money or element.value.denominator != 1:
                continue
            items = tuple(dict.fromkeys(item for e in elements[index + 1 :] for item in e.items))
            sign = sign_at(elements, index)
            if sign and set(items) == set(range(self.size)) and element.value < self.size:
                value = int(element.value) + (sign == ">") - (sign == "<")
                count = Count(items, {">": ">=", "<": "<="}.get(sign, sign), value)
                rest = [e for e in elements[index + 1 :] if e.items and len(e.items) == 1]
                if len(rest) > 0 and not self._names_all(elements[index + 1 :]):
                    return []
                return [Rule("k_of_n", (count,), element.first, element.last)]
        return []

    def _names_all(self, elements: Sequence[Element]) -> bool:
        single = [e.items[0] for e in elements if len(e.items) == 1]
        return sorted(single) == list(range(self.size))

    def _uppers(self, elements: Sequence[Element]) -> tuple[int, int] | None:
        """`up to four workers of each kind`: the quantity and its value."""
        lows = [element.low for element in elements]
        for index, element in enumerate(elements):
            if element.number >= 0 and sign_at(elements, index) == "<=" and "each" in lows[index:]:
                return element.number, int(element.value)
        return None


_TAKEN = frozenset("built chosen used opened hired selected placed mounted run sent employed picked taken".split())
_WEAK = frozenset("be have to of and the a in on at for by it with need require take cost site person".split())


def _listed(elements: Sequence[Element], index: int) -> bool:
    """Whether a reference goes on with a list."""
    return index > 0 and elements[index - 1].low in {",", "and", "or"} and index > 1 and bool(elements[index - 2].items)
