"""Buying or making a total from several sources, each with a fixed cost, a price and limits: which to use, how much."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from nl2milp.formulation import Kind
from nl2milp.readers.offline.choices.aims import find_sense
from nl2milp.readers.offline.rules import number
from nl2milp.readers.offline.structures.accounting import account, cites_table
from nl2milp.readers.offline.structures.divisible import is_divisible
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.drafting import Draft
from nl2milp.readers.offline.structures.labels import Group, find_references, lines_of
from nl2milp.readers.offline.structures.periods import PERIOD_NOUNS
from nl2milp.readers.offline.structures.profiles import Clue, Profile, profile_of_table, read_profiles
from nl2milp.readers.offline.structures.scalars import Scalar, find_scalars
from nl2milp.readers.offline.structures.tabulated import Tabulated
from nl2milp.readers.offline.words import lemma

__all__ = ["draft_sourcing"]

_FIXED = frozenset(
    """fixed fee fees rent rental opening open opened setup set-up setting start starting start-up contract charge flat
    once preparation prep activation licence license installation initial retainer standing""".split()
)
_MOST = frozenset(
    """most maximum max capacity limit room up available availability holds hold handle handles more exceed space stock
    upper""".split()
)
_LEAST = frozenset("least minimum min below lower".split())
_PER = frozenset("per each every a an apiece /".split())
_PRICES = frozenset("price cost costs profit revenue charge fee rent margin earning return".split())
_NEED = frozenset("need needs needed require requires required demand order orders ordered want wants cover".split())
_SCALED = re.compile(r"\b(each|every|per)\s+(hundred|thousand|dozen|million|\d)", re.I)  # a price for several at once
_PAID_CONTRACT = re.compile(r"\bcontracts?\b[^.;]{0,40}(\bcosts?\b|\bfees?\b|\bcharges?\b|[$€£])", re.I)
_THERE = frozenset("have has available only total altogether".split())
_KINDS = frozenset(
    """supplier mill plant vendor contractor source warehouse machine press generator site place fair dealer trader firm
    company camp farm depot factory device carrier line""".split()
)
_ALL = frozenset("each every any none no neither single one all an open nobody".split())
_BARE = frozenset(". , ; at in from to and or if on each per".split())
_ONE = frozenset("a an each every no any one".split())
_FREE = frozenset("no nothing free without none zero".split())
_CONDITIONS = frozenset("if unless either neither except whenever provided or".split())
_WHEN = frozenset("all if used only due opened once where".split())
_LOGIC = frozenset("unless either neither except provided requires both".split())


def draft_sourcing(document: Document, tables: Sequence[Tabulated], groups: Sequence[Group]) -> Draft | None:
    """The model of a choice of sources with fixed costs; None if the text is none."""
    said = find_sense(document.tokens, document.sentences)
    lows = {token.low for token in document.tokens} | {token.lemma for token in document.tokens}
    spoken = _FIXED & lows
    if spoken == {"contract"} and not _PAID_CONTRACT.search(document.text):
        return None  # `a contract to deliver 90 g` costs nothing
    if said is None or not spoken or _SCALED.search(document.text):
        return None
    drafts: list[Draft] = []
    for found in _profiles(document, tables, groups):
        profile = _with_free(document, found)
        if not all(profile.full(part) for part in {"unit", "fixed", *profile.values}):
            continue
        scalars = _scalars(document, profile)
        total = _total(document, profile.group, scalars, said[0] == "maximize")
        if total is not None:
            drafts.append(_Writer(document, profile, said[0]).draft(said[1], total, scalars))
    return min(drafts, key=lambda draft: len(draft.doubts), default=None)


def _profiles(document: Document, tables: Sequence[Tabulated], groups: Sequence[Group]) -> Iterator[Profile]:
    for table in tables:
        profile = profile_of_table(table.rows, table.vectors, _part_of_column) if not table.matrices else None
        if profile is not None:
            yield profile
    if tables:
        return
    for group in groups:
        if group.source in {"heads", "list", "subjects", "series", "kinds", "union"}:
            profile = read_profiles(document, group, _part_of)
            if profile.full("unit"):
                yield profile


def _part_of_column(clue: Clue) -> str:
    words = clue.words
    if words & {"per", "unit", "each"} and (clue.money or words & _PRICES or words & {"per"}):
        return "unit"
    if words & _FIXED or clue.money or words & _PRICES:
        return "fixed"
    if words & _LEAST:
        return "least"
    return "most" if words & _MOST else ""


def _part_of(clue: Clue) -> str:
    if not clue.money:
        if clue.sign == ">=" or clue.words & _LEAST and clue.sign != "<=":
            return "least"
        return "most" if clue.sign == "<=" or clue.words & _MOST else ""
    for place, low in enumerate(clue.after[:5]):
        measured = clue.after[place + 1] if place + 1 < len(clue.after) else ""
        if low in _PER and measured.rstrip("s") not in PERIOD_NOUNS:
            return "unit"
    if {"each", "every"} & clue.words and not clue.words & _FIXED:
        return "unit"
    return "fixed"


def _with_free(document: Document, profile: Profile) -> Profile:
    """Where the text says that something costs nothing to begin with, its fixed cost is 0."""
    fixed = dict(profile.values.get("fixed", {}))
    if not fixed or profile.full("fixed"):
        return profile
    for place, elements in enumerate(lines_of(document, find_references(document, profile.group.labels))):
        named = {item for e in elements for item in e.items}
        lows = {e.low for e in elements}
        if len(named) == 1 and _FREE & lows and (_FIXED & lows or place in profile.sentences):
            fixed.setdefault(next(iter(named)), Fraction(0))
    return replace(profile, values={**profile.values, "fixed": fixed})


def _scalars(document: Document, profile: Profile) -> list[Scalar]:
    lines = lines_of(document, find_references(document, profile.group.labels))
    return find_scalars(document, lines, profile.quantities)


def _total(document: Document, group: Group, scalars: Sequence[Scalar], gain: bool) -> list[Scalar] | None:
    """The amount wanted or there in all, where it is said; None if it is not clear which number that is."""
    wanted = [
        s
        for s in scalars
        if not s.money and not s.items and s.value > 1 and document.quantities[s.number].kind != "percent"
        if s.sign != (">=" if gain else "<=") and (s.sign or s.value != len(group))
        if not (s.sign and _of_one(document, group, s))
    ]
    words = _THERE if gain else _NEED
    spoken = [s for s in wanted if words & s.wide] or [s for s in wanted if not _is_count(s, group)]
    values = {s.value for s in spoken if not _is_count(s, group)}
    if len(values) != 1:
        return None
    return [s for s in wanted if s.value in values]


def _of_one(document: Document, group: Group, scalar: Scalar) -> bool:
    """Whether a sentence speaks of one source for all of them: `a mill that is dealt with`, `each plant`."""
    lows = document.lows(document.sentences[scalar.place])
    several = {token.lemma for token in document.tokens if token.lemma != token.low}
    kinds = _KINDS & several | {group.noun}
    return any(one in _ONE and lemma(two) in kinds for one, two in itertools.pairwise(lows))


def _is_count(scalar: Scalar, group: Group) -> bool:
    """Whether a number counts sources, and not what they give."""
    return bool((_KINDS | {group.noun}) & {lemma(low) for low in scalar.after[:3]})


class _Writer:
    """Puts the model together."""

    def __init__(self, document: Document, profile: Profile, sense: str) -> None:
        self.document = document
        self.profile = profile
        self.sense = sense
        self.out = Draft(document)
        group = profile.group
        self.axis = self.out.axis(Group(group.labels, group.noun or "source", group.source), "sources")
        self.amount = self.out.name("amount")
        self.use = self.out.name("use")

    def draft(self, place: int, total: Sequence[Scalar], scalars: Sequence[Scalar]) -> Draft:
        """The whole model."""
        out, axis, profile = self.out, self.axis, self.profile
        at, over = f"[{axis.index}]", f"for {axis.clause}"
        names = {"fixed": "fixed_cost", "unit": "price", "most": "most", "least": "least"}
        values = {part: out.vector(axis, names[part], found) + at for part, found in profile.values.items()}
        kind = Kind.CONTINUOUS if is_divisible(self.document) else Kind.INTEGER
        out.variable(f"{self.amount}[{axis.clause}]", kind, "amount")
        out.variable(f"{self.use}[{axis.clause}]", Kind.BINARY, "used")
        gain = self.sense == "maximize"
        terms = (f"{values['unit']}*{self.amount}{at}", f"{values['fixed']}*{self.use}{at}")
        value = f"{terms[0]} - {terms[1]}" if gain else f"{terms[1]} + {terms[0]}"
        prices = [*profile.values["unit"].values(), *profile.values["fixed"].values()]
        out.minimise(self.sense, out.in_asked_unit(f"sum({value} {over})", prices), place)
        said = next((s.sign for s in total if s.sign), ">=" if _NEED & total[0].wide else "==")
        sign = "<=" if gain else said
        rule = f"sum({self.amount}{at} {over}) {sign} {number(total[0].value)}"
        out.add("total", "linear", {"rule": rule, "role": "total"}, {s.place for s in total})
        out.used |= profile.quantities | {s.number for s in total}
        out.understood |= profile.sentences
        self.goods = frozenset(lemma(low) for s in total for low in s.after[:2])
        self._rest([s for s in scalars if s not in total], values, sign)
        account(out, frozenset())
        return out

    def _rest(self, scalars: Sequence[Scalar], values: Mapping[str, str], sign: str) -> None:
        """Limits that hold for every source, how many may be used, and what the fixed costs may come to."""
        out, axis = self.out, self.axis
        at, over = f"[{axis.index}]", f"for {axis.clause}"
        limits = {part: values[part] for part in ("least", "most") if part in values}
        places: set[int] = set()
        for scalar in scalars:
            whole = scalar.value.denominator == 1 and scalar.value <= len(axis.members)
            if not scalar.money and _is_count(scalar, self.profile.group) and whole and not scalar.items:
                if scalar.sign in {"<=", ">=", "=="}:
                    rule = f"sum({self.use}{at} {over}) {scalar.sign} {number(scalar.value)}"
                    out.add("how many", "linear", {"rule": rule, "role": "total"}, [scalar.place])
                elif scalar.value != len(axis.members):
                    continue
                out.used.add(scalar.number)
            elif scalar.money and scalar.sign == "<=" and not scalar.items and scalar.words & _FIXED:
                rule = f"sum({values['fixed']}*{self.use}{at} {over}) <= {number(scalar.value)}"
                out.add("fixed costs", "linear", {"rule": rule, "role": "resource limit"}, [scalar.place])
                out.used.add(scalar.number)
            elif not scalar.money and scalar.sign in {"<=", ">="} and not scalar.items and self._of_each(scalar):
                part = "most" if scalar.sign == "<=" else "least"
                outer = "min" if part == "most" else "max"
                limits[part] = (
                    f"{outer}({limits[part]}, {number(scalar.value)})" if part in limits else number(scalar.value)
                )
                places.add(scalar.place)
                out.used.add(scalar.number)
            elif self._counts_sources(scalar):
                out.used.add(scalar.number)
        slots = {"quantity": f"{self.amount}{at}", "on": f"{self.use}{at} == 1", **limits}
        if "most" not in slots and sign != ">=":
            slots["most"] = self._wanted()
        told = self._told()
        spread = (self.document.sentences[told].start, self.document.sentences[told].end) if told is not None else None
        places |= self.profile.sentences | ({told} if told is not None else set())
        out.add("limits of what is used", "on_off", slots, places, axis.clause, text=spread)
        self._asides()

    def _told(self) -> int | None:
        """The sentence that says when a fixed cost is due: `dealing with a supplier at all costs a fee`."""
        for place, sentence in enumerate(self.document.sentences):
            lows = set(self.document.lows(sentence))
            numbers = any(sentence.first <= q.first < sentence.last for q in self.document.quantities)
            if not numbers and lows & _FIXED and lows & _WHEN and not lows & _LOGIC:
                return place
        return None

    def _of_each(self, scalar: Scalar) -> bool:
        """`an open plant shreds at most 120`, `none of them has more than 70`, `at a fair where it takes part`."""
        behind = scalar.after[0] if scalar.after else "."
        if behind not in _BARE and lemma(behind) not in self.goods:
            return False  # it is not of what is wanted in all
        return bool(_ALL & scalar.wide) or _of_one(self.document, self.profile.group, scalar)

    def _wanted(self) -> str:
        return next(str(one.slots["rule"]).split()[-1] for one in self.out.constraints if one.name == "total")

    def _counts_sources(self, scalar: Scalar) -> bool:
        return scalar.value == len(self.axis.members) and not scalar.sign and not scalar.money

    def _asides(self) -> None:
        """Sentences that only say what the rows say already: that a fixed cost is due where something is used."""
        document = self.document
        mentions = find_references(document, self.profile.group.labels)
        for place, sentence in enumerate(document.sentences):
            lows = set(document.lows(sentence))
            words = lows | {token.lemma for token in document.tokens[sentence.first : sentence.last]}
            named = any(sentence.first <= mention.first < sentence.last for mention in mentions)
            unused = any(
                sentence.first <= quantity.first < sentence.last and position not in self.out.used
                for position, quantity in enumerate(document.quantities)
                if not cites_table(document, quantity)
            )
            if named or unused or _LOGIC & lows:
                continue
            if words & (_FIXED | {"closed", "used", "nothing", "due", "divided", "whole", "table"}) or words & _NEED:
                self.out.understood.add(place)
