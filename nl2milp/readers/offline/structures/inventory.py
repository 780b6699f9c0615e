"""Making and keeping goods over periods: demand by month, opening stock, capacities, costs of making and holding."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from nl2milp.formulation import Kind
from nl2milp.readers.offline.choices.aims import find_sense
from nl2milp.readers.offline.choices.elements import Element
from nl2milp.readers.offline.rules import number
from nl2milp.readers.offline.structures.accounting import account
from nl2milp.readers.offline.structures.divisible import is_divisible
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.drafting import Draft, quoted
from nl2milp.readers.offline.structures.labels import Group, find_references, lines_of
from nl2milp.readers.offline.structures.periods import (
    PERIOD_NOUNS,
    TimeTable,
    dates_in,
    find_periods,
    numbers_of_periods,
    read_time_table,
)
from nl2milp.readers.offline.structures.scalars import Scalar, find_scalars
from nl2milp.readers.offline.structures.vectors import read_vectors

__all__ = ["draft_inventory"]

_DEMAND = frozenset(
    """demand order ordered orders need needed require required requirement want wanted request requested sell sold sale
    forecast deliver delivered delivery promised commitment contract expect expected due customer buy""".split()
)
_HOLD = frozenset(
    """hold holding held store stored storing storage keep keeping kept carry carrying carried inventory stock stocks
    leftover overnight warehouse warehousing unsold left cellar depot yard tank silo stockpile
    storeroom stockroom shelf shelves""".split()
)
_MAKE = frozenset(
    """make making made produce produced producing production build built building manufacture manufactured
    manufacturing brew brewed bake baked assemble assembled output create finish finished run shift process processed
    weave knit sew cast print printed bottle""".split()
)
_EXTRA = frozenset(
    """overtime extra additional saturday saturdays weekend weekends subcontract subcontracted subcontracting
    subcontractor outside outsource outsourced outsourcing""".split()
)
_LATE = frozenset("late delay delayed backorder backordered backlog backlogged lateness overdue owed shortage".split())
_SETUP = frozenset("setup set-up setups set-ups changeover start-up startup starting set".split())
_START = frozenset("beginning start starts begin begins initial initially opening currently now already today".split())
_WHOLE_END = frozenset("year horizon plan planning season last final semester half-year".split())
_EVERY = frozenset("each every any a per all".split())
_LIMITS = frozenset("can capacity capable able limit limited maximum max most limits available up".split())
_ROOM = frozenset("room space fit fits".split())
_NONE = frozenset("empty nothing no none zero".split())
_CONDITIONS = frozenset("if unless either neither except whenever only".split())
_ROUTINE = (
    _DEMAND
    | _HOLD
    | frozenset(
        """meet met satisfy satisfied fulfil fulfill fulfilled filled time decide decides determine plan ahead advance
    later used serve served covered""".split()
    )
)
_WAITS = frozenset("wait waits waiting unmet unfilled lost short missed".split())
_SELLING = frozenset("sell sells sold selling revenue price".split())


@dataclass
class _Facts:
    """What the numbers say: vectors and single numbers by their part, and where each is said."""

    vectors: dict[str, Mapping[int, Fraction]] = field(default_factory=dict)
    scalars: dict[str, Fraction] = field(default_factory=dict)
    places: dict[str, set[int]] = field(default_factory=dict)
    used: set[int] = field(default_factory=set)
    twice: list[int] = field(default_factory=list)

    def put(self, part: str, scalar: Scalar) -> None:
        """A single number; the same part with another value is a doubt."""
        if part in self.vectors or self.scalars.get(part, scalar.value) != scalar.value:
            self.twice.append(scalar.place)
        self.scalars.setdefault(part, scalar.value)
        self.places.setdefault(part, set()).add(scalar.place)
        self.used.add(scalar.number)

    def has(self, part: str) -> bool:
        """Whether a part is said at all."""
        return part in self.vectors or part in self.scalars


def draft_inventory(document: Document) -> Draft | None:
    """The model of a plan of making and keeping over periods; None if the text is none."""
    lemmas = {token.lemma for token in document.tokens} | {token.low for token in document.tokens}
    said = find_sense(document.tokens, document.sentences)
    if said is None or not _thrifty(document, said) or not _HOLD & lemmas or not PERIOD_NOUNS & lemmas:
        return None
    tables = [read_time_table(table) for table in document.tables]
    if None in tables or len(tables) > 1:
        return None
    table = tables[0] if tables else None
    dates = dates_in(document)
    for periods in [table.periods] if table is not None else find_periods(document):
        facts = _read(document, periods, table, dates)
        if "demand" in facts.vectors and (facts.has("hold") or facts.has("late")):
            return _Writer(document, periods, facts).draft(said[1], dates)
    return None


def _thrifty(document: Document, said: tuple[str, int, int]) -> bool:
    """Whether costs are minimised: also where profit is maximised and the text says that this comes down to it."""
    if said[0] == "minimize":
        return True
    return any(low.startswith(("minimi", "lowest")) for low in document.lows(document.sentences[said[1]]))


# ---- reading the numbers -------------------------------------------------------------------------------------------


def _read(document: Document, periods: Group, table: TimeTable | None, dates: frozenset[int]) -> _Facts:
    facts = _Facts(used=set(numbers_of_periods(document, periods)))
    if table is not None:
        for header, words, values in table.rows:
            part = _part_of_vector(words, any(mark in header for mark in "$€£"), len(table.rows))
            if part in facts.vectors or not part:
                part = f"unknown {header}"
            facts.vectors[part] = values
    for vector in read_vectors(document, periods, dates | frozenset(facts.used)):
        if not vector.full or len(periods) > 1 and len({*vector.quantities}) < len(periods):
            continue
        part = _part_of_vector(vector.words, vector.money, 0 if facts.has("demand") else 1)
        if part and part not in facts.vectors:
            facts.vectors[part] = vector.values
            facts.places[part] = set(vector.sentences)
            facts.used |= vector.quantities
    lines = lines_of(document, find_references(document, periods.labels))
    scalars = find_scalars(document, lines, dates | frozenset(facts.used))
    for part, values, taken in _stepwise(scalars, periods):
        facts.vectors[part] = values
        facts.places[part] = {scalar.place for scalar in taken}
        facts.used |= {scalar.number for scalar in taken}
        scalars = [scalar for scalar in scalars if scalar not in taken]
    for scalar in scalars:
        part = _part_of(scalar, periods)
        if part:
            facts.put(part, scalar)
    place = _nothing_at_start(document, lines)
    if place is not None and not facts.has("start"):
        facts.scalars["start"] = Fraction(0)
        facts.places["start"] = {place}
    return facts


def _stepwise(
    scalars: Sequence[Scalar], periods: Group
) -> Iterator[tuple[str, dict[int, Fraction], tuple[Scalar, ...]]]:
    """`costs 900 in the first two weeks and 950 after that`: a number for the first periods, another for the rest."""
    for one, count, two in zip(scalars, scalars[1:], scalars[2:], strict=False):
        steps = "first" in count.before[-1:] and count.value.denominator == 1 and 0 < count.value < len(periods)
        rest = {"after", "afterwards", "thereafter", "then", "later", "remaining", "rest", "other", "last"}
        together = one.place == count.place == two.place and one.money == two.money
        part = _part_of(one, periods)
        if steps and together and part and rest & {*two.before, *two.after}:
            yield (
                part,
                {at: one.value if at < count.value else two.value for at in range(len(periods))},
                (one, count, two),
            )


def _part_of_vector(words: frozenset[str], money: bool, rows: int) -> str:
    if money or words & {"cost", "price", "$", "euro", "dollar"}:
        if words & _EXTRA:
            return "extra cost"
        if words & _HOLD - {"stock"} and not words & _MAKE:
            return "hold"
        return "" if words & _SELLING and not words & {"cost"} else "cost"
    if words & _DEMAND and not words & {"capacity"}:
        return "demand"
    if words & {"capacity", "maximum", "max", "limit", "available"} or words & _MAKE:
        return "extra capacity" if words & _EXTRA else "capacity"
    return "demand" if rows == 1 else ""


def _part_of(scalar: Scalar, periods: Group) -> str:
    """Which part of the plan a number gives; empty if none is known."""
    return _part_of_money(scalar) if scalar.money else _part_of_amount(scalar, periods)


def _part_of_money(scalar: Scalar) -> str:
    for words in (scalar.words, scalar.wide):
        if words & _LATE:
            return "late"
        if words & _SETUP and not words & _HOLD:
            return "setup"
        if words & _HOLD:
            return "hold"
        if words & _EXTRA:
            return "extra cost"
        if words & _SELLING and not words & {"cost", "costs"}:
            return ""
        if words & _MAKE:
            return "cost"
    return "cost" if scalar.wide & {"cost", "costs", "costing", "price"} else ""


def _part_of_amount(scalar: Scalar, periods: Group) -> str:
    words, wide, sign = scalar.words, scalar.wide, scalar.sign
    kept = bool(words & _HOLD)
    every = bool(_EVERY & words & {"each", "every", "any", "all"}) or _ends_a_period(scalar)
    if words & _ROOM or kept and (sign == "<=" or words & {"capacity"}) and not words & (_MAKE - {"finish"}):
        return "room"
    if words & _START and (kept or wide & _HOLD or words & {"hand", "have", "there"}) and sign in {"", "=="}:
        return "start"
    if "end" in words and (wide & (_HOLD | {"remain", "hand", "there", "available"})):
        last = scalar.items == {len(periods) - 1} or bool(words & _WHOLE_END)
        if last and sign in {"", "==", ">="}:
            return "final least" if sign == ">=" else "final"
        if every and sign == ">=":
            return "safety"
        if every and sign == "<=":
            return "room"
    if (
        kept
        and sign in {"", "=="}
        and (scalar.items == {0} or words & {"have", "there"})
        and not words & {"end", "can"}
    ):
        return "start"
    if kept and sign == ">=" and every:
        return "safety"
    if words & _EXTRA and (sign == "<=" or words & (_LIMITS | _EXTRA)):
        return "extra capacity"
    by_period = any(one in {"a", "per", "each", "every"} and two in PERIOD_NOUNS
                    for one, two in itertools.pairwise(scalar.after))  # fmt: skip
    if by_period and {"can", "could", "able"} & words and sign in {"", "<="} and not kept:
        return "capacity"  # whatever the verb is: `the line can turn out 480 a month`
    if (sign == "<=" or words & _LIMITS or wide & _LIMITS) and sign != ">=" and wide & (_MAKE | {"capacity"}):
        return "capacity"
    return ""


def _ends_a_period(scalar: Scalar) -> bool:
    """`at the end of a month`."""
    said = [*scalar.before, *scalar.after]
    return any(one in {"a", "the"} and two in PERIOD_NOUNS for one, two in itertools.pairwise(said))


def _nothing_at_start(document: Document, lines: Sequence[Sequence[Element]]) -> int | None:
    """The sentence that says that nothing is there at the start."""
    for place, elements in enumerate(lines):
        lows = {word for e in elements for word in (e.low, e.lemma) if word}
        first = bool(lows & _START) or any(0 in e.items for e in elements)
        if first and lows & _NONE and (lows & _HOLD or "empty" in lows):
            return place
    return None


# ---- writing the model ---------------------------------------------------------------------------------------------


class _Writer:
    """Puts the model together."""

    def __init__(self, document: Document, periods: Group, facts: _Facts) -> None:
        self.document = document
        self.facts = facts
        self.out = Draft(document)
        self.axis = self.out.axis(periods, "periods")
        self.make = self.out.name("make")
        self.stock = self.out.name("stock")
        self.extra = self.out.name("extra") if facts.has("extra capacity") or facts.has("extra cost") else ""
        self.late = self.out.name("late") if facts.has("late") else ""
        self.setup = self.out.name("set_up") if facts.has("setup") else ""

    def value(self, part: str, name: str) -> str:
        """A part as it stands in an expression: a number, or a parameter by period."""
        if part in self.facts.vectors:
            return f"{self.out.vector(self.axis, name, self.facts.vectors[part])}[{self.axis.index}]"
        return number(self.facts.scalars[part])

    def draft(self, place: int, dates: frozenset[int]) -> Draft:
        """The whole model."""
        out, facts, axis = self.out, self.facts, self.axis
        at = f"[{axis.index}]"
        kind = Kind.CONTINUOUS if is_divisible(self.document) else Kind.INTEGER
        symbols = [(self.make, "made", kind), (self.stock, "in stock", kind)]
        symbols += [(self.extra, "made besides", kind)] if self.extra else []
        symbols += [(self.late, "owed", kind)] if self.late else []
        symbols += [(self.setup, "set up", Kind.BINARY)] if self.setup else []
        for symbol, label, one in symbols:
            out.variable(f"{symbol}[{axis.clause}]", one, label)
        demand = self.value("demand", "demand")
        terms = []
        for part, symbol, name in (
            ("cost", self.make, "cost"),
            ("extra cost", self.extra, "extra_cost"),
            ("hold", self.stock, "holding"),
            ("setup", self.setup, "set_up_cost"),
            ("late", self.late, "penalty"),
        ):
            if facts.has(part):
                terms.append(f"{self.value(part, name)}*{symbol}{at}")
        prices = [
            price
            for part in ("cost", "extra cost", "hold", "setup", "late")
            for price in (*facts.vectors.get(part, {}).values(), facts.scalars.get(part, Fraction(0)))
        ]
        total = f"sum({' + '.join(terms)} for {axis.clause})"
        out.minimise("minimize", out.in_asked_unit(total, prices), place)
        self._balance(demand)
        self._limits(at, demand)
        out.used |= facts.used | dates
        for part, places in facts.places.items():
            if part in {"demand", "cost", "extra cost", "hold", "setup", "late"}:
                out.understood |= places
        for part in facts.vectors:
            if part.startswith("unknown"):
                out.doubt(f"it is not clear what the numbers under '{part[8:]}' are")
        for where in facts.twice:
            out.doubt(f"another number for the same: '{self.document.said(self.document.sentences[where])}'", where)
        self._routine()
        account(out, frozenset())
        return out

    def _balance(self, demand: str) -> None:
        out, facts, axis = self.out, self.facts, self.axis
        at = f"[{axis.index}]"
        initial = number(facts.scalars["start"]) if facts.has("start") else "0"
        if not facts.has("start"):
            out.assume(f"Nothing is in stock before the first {self._noun()}: the text does not say otherwise.")
        slots = {
            "over": axis.clause,
            "stock": f"{self.stock}{at}",
            "inflow": f"{self.make}{at}" + (f" + {self.extra}{at}" if self.extra else ""),
            "outflow": demand,
            "initial": initial,
        }
        if facts.has("final"):
            slots["final"] = number(facts.scalars["final"])
        if facts.has("room"):
            slots["capacity"] = self.value("room", "room")
        if self.late:
            slots["backlog"] = f"{self.late}{at}"
        parts = ("demand", "start", "final", "room")
        places = set().union(*(facts.places.get(part, set()) for part in parts))
        out.add("stock", "stock", slots, places)
        last = quoted(axis.members[-1])
        if facts.has("final least"):
            rule = f"{self.stock}[{last}] >= {number(facts.scalars['final least'])}"
            out.add("stock at the end", "linear", {"rule": rule, "role": "bound"}, facts.places["final least"])
        if self.late:
            rule = f"{self.late}[{last}] == 0"
            out.add("nothing owed at the end", "linear", {"rule": rule, "role": "fixed value"})

    def _limits(self, at: str, demand: str) -> None:
        out, facts, axis = self.out, self.facts, self.axis
        most = self.value("capacity", "capacity") if facts.has("capacity") else ""
        if self.setup:
            slots = {
                "quantity": f"{self.make}{at}",
                "on": f"{self.setup}{at} == 1",
                "most": most or f"sum({demand} for {axis.clause})",
            }
            out.add("set-up", "on_off", slots, facts.places.get("setup", ()), axis.clause)
            out.understood |= facts.places.get("capacity", set())
        elif most:
            slots = {"rule": f"{self.make}{at} <= {most}", "role": "resource limit"}
            out.add("capacity", "linear", slots, facts.places.get("capacity", ()), axis.clause)
        if facts.has("extra capacity"):
            rule = f"{self.extra}{at} <= {self.value('extra capacity', 'extra_capacity')}"
            places = facts.places.get("extra capacity", ())
            out.add("extra capacity", "linear", {"rule": rule, "role": "resource limit"}, places, axis.clause)
        if facts.has("safety"):
            rule = f"{self.stock}{at} >= {number(facts.scalars['safety'])}"
            out.add("least stock", "linear", {"rule": rule, "role": "bound"}, facts.places["safety"], axis.clause)

    def _noun(self) -> str:
        return self.axis.name.removesuffix("s")

    def _routine(self) -> None:
        """Sentences that only say that demand is met, or that goods can be kept: the balance says both."""
        document = self.document
        for place, sentence in enumerate(document.sentences):
            lows = set(document.lows(sentence))
            words = lows | {token.lemma for token in document.tokens[sentence.first : sentence.last]}
            denied = bool({"not", "cannot", "no", "never"} & lows or any(low.endswith("n't") for low in lows))
            open_numbers = any(
                sentence.first <= quantity.first < sentence.last and position not in self.out.used
                for position, quantity in enumerate(document.quantities)
            )
            if open_numbers or _CONDITIONS & lows or denied and not (words & (_LATE | _WAITS) and not self.late):
                continue
            if words & (_ROUTINE | _WAITS):
                self.out.understood.add(place)
