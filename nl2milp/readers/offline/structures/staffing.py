"""People who work several periods in a row: how many begin in each, so that each period has enough of them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from nl2milp.formulation import Kind
from nl2milp.readers.offline.choices.aims import find_sense
from nl2milp.readers.offline.rules import number
from nl2milp.readers.offline.structures.accounting import account, cites_table
from nl2milp.readers.offline.structures.clock import find_blocks
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.drafting import Draft, quoted
from nl2milp.readers.offline.structures.labels import Group, Label
from nl2milp.readers.offline.structures.periods import find_periods, read_time_table
from nl2milp.readers.offline.structures.vectors import read_vectors

__all__ = ["draft_staffing"]

_NUMBERS = dict(zip("two three four five six seven eight nine ten eleven twelve".split(), range(2, 13), strict=True))
_COUNT = rf"(?P<count>\d+|{'|'.join(_NUMBERS)})"
_ROW = r"(?:consecutive|continuous|successive|straight)"
_DAYS = re.compile(rf"\bwork\w*\b[^.;]*?\b{_COUNT}\s+(?:{_ROW}\s+)?days\b(?!\s+off)", re.I)
_HOURS = re.compile(
    rf"(?:\bwork\w*\b|\bshifts?\b|\bduty\b)[^.;]*?\b{_COUNT}[\s-]+(?:{_ROW}\s+)?hours?\b|\b(?P<shift>\d+)[\s-]hour\s+shift",
    re.I,
)
_SLOTS = r"(?:periods|blocks|shifts|intervals|time\s+slots)"
_BLOCKS = re.compile(
    rf"\b{_COUNT}\s+(?:{_ROW}\s+{_SLOTS}|{_SLOTS}\s+(?:in\s+a\s+row|on\s+end|in\s+succession|running))\b", re.I
)
_ENOUGH = re.compile(
    r"\b(get by|enough|suffic\w+|fewest|smallest|minimum|minimi[sz]\w*|least|few\w*|lowest|cheapest)\b", re.I
)
_OFF = re.compile(rf"\b{_COUNT}\s+(?:consecutive\s+)?days?\s+off\b", re.I)


@dataclass(frozen=True)
class _Cycle:
    """The periods with their needs, and how many in a row a person works.

    Attributes
    ----------
    closed : bool
        Whether the first period follows the last.
    hours : int
        How long a person works; 0 where days are counted.
    """

    group: Group
    needs: Sequence[Fraction]
    span: int
    places: Sequence[int]
    used: frozenset[int]
    closed: bool = True
    hours: int = 0


def draft_staffing(document: Document) -> Draft | None:
    """The model of how many people begin when; None if the text has no such cycle."""
    cycle = _of_the_day(document) or _of_the_week(document)
    said = find_sense(document.tokens, document.sentences)
    if cycle is None or said is None:
        return None
    place = said[1]
    if said[0] != "minimize" and not _ENOUGH.search(document.said(document.sentences[place])):
        return None
    return _written(document, cycle, place)


def _value(match: re.Match[str]) -> int:
    low = (match["count"] or match["shift"]).lower()
    return _NUMBERS.get(low) or int(low)


def _of_the_day(document: Document) -> _Cycle | None:
    """Blocks of hours that fill a day, and shifts of some of them."""
    blocks, used = find_blocks(document)
    if not blocks:
        return None
    joint = _BLOCKS.search(document.text)
    worked = _HOURS.search(document.text)
    span = Fraction(_value(joint)) if joint else Fraction(_value(worked)) / blocks[0].length if worked else Fraction(0)
    if span.denominator != 1 or not 1 <= span < len(blocks):
        return None
    whole = sum(block.length for block in blocks) == _DAY
    labels = tuple(Label(block.label, (block.label,), 0, 0) for block in blocks)
    return _Cycle(
        Group(labels, "block"),
        [block.need for block in blocks],
        int(span),
        [block.place for block in blocks],
        used,
        whole,
        int(span * blocks[0].length),
    )


def _of_the_week(document: Document) -> _Cycle | None:
    """The seven days, and how many of them in a row are worked."""
    worked = _DAYS.search(document.text)
    if worked is None or not 2 <= _value(worked) <= 6:
        return None
    for table in document.tables:
        read = read_time_table(table)
        if read is not None and len(read.periods) == 7 and len(read.rows) == 1:
            needs = [read.rows[0][2][at] for at in range(7)]
            return _Cycle(read.periods, needs, _value(worked), [-1] * 7, frozenset())
    for group in find_periods(document):
        if len(group) != 7 or group.noun != "day":
            continue
        for vector in read_vectors(document, group, frozenset()):
            if vector.full and not vector.money:
                places = [min(vector.sentences)] * 7
                return _Cycle(group, [vector.values[at] for at in range(7)], _value(worked), places, vector.quantities)
    return None


def _written(document: Document, cycle: _Cycle, place: int) -> Draft:
    out = Draft(document)
    axis = out.axis(cycle.group, "periods")
    begin = out.name("begin")
    out.variable(f"{begin}[{axis.clause}]", Kind.INTEGER, "begin")
    wages = [
        position
        for position, quantity in enumerate(document.quantities)
        if quantity.money and document.place_of(quantity.first) >= 0
    ]
    total = f"sum({begin}[{axis.index}] for {axis.clause})"
    if len(wages) == 1:
        total = f"{number(document.quantities[wages[0]].value)}*{total}"
        out.used.add(wages[0])
        here = document.sentences[document.place_of(document.quantities[wages[0]].first)]
        if _HOURLY.search(document.said(here)):
            out.doubt("it is not clear what a person who works one shift is paid")
    out.minimise("minimize", total, place)
    size = len(axis.members)
    for at, member in enumerate(axis.members):
        working = [axis.members[(at - back) % size] for back in range(cycle.span) if cycle.closed or at >= back]
        rule = f"{' + '.join(f'{begin}[{quoted(one)}]' for one in working)} >= {number(cycle.needs[at])}"
        places = [cycle.places[at]] if cycle.places[at] >= 0 else []
        out.add(f"enough in {member}", "linear", {"rule": rule, "role": "covering"}, places)
    out.used |= cycle.used
    _take_sizes(document, out, cycle)
    account(out, frozenset(place for place in cycle.places if place >= 0))
    return out


def _take_sizes(document: Document, out: Draft, cycle: _Cycle) -> None:
    """The sentences that say how long people work, and the numbers that only count periods, hours and days."""
    sizes = {cycle.span, len(cycle.needs), _DAY, cycle.hours, 7 - cycle.span, cycle.hours / cycle.span}
    for place, sentence in enumerate(document.sentences):
        words, lows = document.said(sentence), set(document.lows(sentence))
        sized = any(pattern.search(words) for pattern in (_DAYS, _HOURS, _BLOCKS, _OFF))
        inside = [
            position
            for position, quantity in enumerate(document.quantities)
            if sentence.first <= quantity.first < sentence.last
        ]
        for position in inside:
            quantity = document.quantities[position]
            counts = not quantity.money and quantity.value in sizes
            timed = sized or quantity.unit in {"hour", "day"} or quantity.value == len(cycle.needs)
            if counts and timed or cites_table(document, quantity):
                out.used.add(position)
        known = all(position in out.used for position in inside)
        if known and not lows & _CONDITIONS and (sized or _ROUTINE & lows):
            out.understood.add(place)


_DAY = 24
_HOURLY = re.compile(r"\b(per|an|each|every)\s+hour\b|\bhourly\b|/\s?h", re.I)
_CONDITIONS = frozenset("if unless either neither except most exceed exceeding only".split())
_ROUTINE = frozenset(
    """block blocks period periods day days hours shift shifts start starts begin begins number least minimum needed
    required requirement requirements needs""".split()
)
