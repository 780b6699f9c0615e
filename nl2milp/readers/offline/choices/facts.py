"""Which number belongs to which candidate, and which numbers measure the same."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from nl2milp.readers.offline.choices.items import Item, Mention
from nl2milp.readers.offline.choices.lists import NumberRun, find_runs, scale_of
from nl2milp.readers.offline.choices.vocabulary import DETERMINERS, MODALS, PREPOSITIONS, SCALES
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["CURRENCIES", "Column", "Fact", "find_columns", "find_facts"]

_LEFT = frozenset("available left remaining altogether overall total once".split())
_PERIODS = frozenset("day week month year shift".split())
CURRENCIES = frozenset(
    "euro dollar pound franc krona kronor krone kroner crown yen rupee peso dinar lira zloty shekel rand real".split()
)
_FILLERS = DETERMINERS | MODALS | PREPOSITIONS | frozenset("and or , ; : ( ) - it they each per also only".split())


@dataclass(frozen=True)
class Fact:
    """One number of one item.

    Attributes
    ----------
    order : int
        Its place among the numbers of the item's record.
    unit : str
        Lemma of the unit behind it; `$` for money; empty if there is none.
    words : frozenset of str
        Stems of the words around it.
    run : int
        Which list of numbers it came from; -1 for a record.
    """

    item: int
    quantity: int
    value: Fraction
    order: int
    unit: str
    words: frozenset[str]
    run: int = -1


@dataclass
class Column:
    """One measure of the items.

    Attributes
    ----------
    values : dict of int to Fraction
        The number of each item.
    quantities : list of int
        Where the numbers stand.
    """

    unit: str
    values: dict[int, Fraction] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    quantities: list[int] = field(default_factory=list)

    def add(self, fact: Fact) -> None:
        """Take in one more number."""
        self.values[fact.item] = fact.value
        self.words |= fact.words
        self.quantities.append(fact.quantity)
        if not self.unit:
            self.unit = fact.unit


def unit_of(tokens: Sequence[Token], quantity: Quantity) -> str:
    """The unit behind a number: `$` for any currency."""
    if quantity.money or quantity.unit in CURRENCIES:
        return "$"
    unit = quantity.unit
    head = unit.rpartition("-")[2]
    if head in UNIT_FACTORS or head in _PERIODS:  # `24 person-weeks`
        unit = head
    following = tokens[quantity.last].low if quantity.last < len(tokens) else ""
    if unit in SCALES or following in _FILLERS or unit.isdigit() or following in _LEFT:
        return ""
    return unit


def find_facts(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    quantities: Sequence[Quantity],
    mentions: Sequence[Mention],
    skipped: frozenset[int],
    size: int,
) -> list[Fact]:
    """The numbers of items in all sentences but those of `skipped`."""
    found: list[Fact] = []
    runs = find_runs(tokens, quantities)
    recent: list[int] = []
    last_item = -1
    for number, sentence in enumerate(sentences):
        here = [m for m in mentions if sentence.first <= m.first < sentence.last]
        if number in skipped:
            continue
        own = [q for q, quantity in enumerate(quantities) if sentence.first <= quantity.first < sentence.last]
        scale = _sentence_scale(tokens, sentence, quantities, own)
        opening = tokens[sentence.first].low
        follow = last_item if opening in {"it", "this"} and not _caps(tokens, sentence) else -1
        spare = _zipped(tokens, sentence, quantities, here, recent, runs, own, size, found, scale)
        found += _records(tokens, sentence, quantities, here, spare, follow, scale)
        if here:
            last_item = here[-1].item
            listed = list(dict.fromkeys(m.item for m in here))
            if len(listed) >= 2:
                recent = listed
    return found


def _caps(tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Whether the sentence limits or demands something: `it can pay at most 140`."""
    lows = {token.low for token in tokens[sentence.first : sentence.last]}
    return bool(
        lows & {"most", "least", "exceed", "exceeding", "limit", "limited", "budget", "available", "up", "only"}
    )


def _sentence_scale(
    tokens: Sequence[Token], sentence: Sentence, quantities: Sequence[Quantity], own: Sequence[int]
) -> Fraction:
    """`in thousand dollars`, said of all numbers of the sentence."""
    numbers = {i for q in own for i in range(quantities[q].first, quantities[q].last)}
    for index in range(sentence.first + 1, sentence.last):
        if tokens[index].low in SCALES and index not in numbers and tokens[index - 1].low == "in":
            return Fraction(SCALES[tokens[index].low])
    return Fraction(1)


def _zipped(
    tokens: Sequence[Token],
    sentence: Sentence,
    quantities: Sequence[Quantity],
    here: Sequence[Mention],
    recent: Sequence[int],
    runs: Sequence[NumberRun],
    own: Sequence[int],
    size: int,
    found: list[Fact],
    scale: Fraction,
) -> list[int]:
    """Give runs of numbers to lists of items of the same length; what is left over comes back."""
    spare = list(own)
    previous = sentence.first
    for position, run in enumerate(runs):
        if not sentence.first <= run.first < sentence.last:
            continue
        count = len(run.quantities)
        before = [m.item for m in here if m.first < run.first]
        listed = _last_list([m for m in here if m.first < run.first], tokens, count)
        owners: list[int] | None = None
        if listed is not None:
            owners = listed
        elif len(here) <= 1 or not before:
            if count == size:
                owners = list(range(size))
            elif count == len(recent):
                owners = list(recent)
        if owners is None and count == size:
            owners = list(range(size))
        if owners is None:
            continue
        named = {i for m in here for i in range(m.first, m.last)}
        lead = [tokens[i] for i in range(previous, run.first) if i not in named]
        words = _content(lead) | _content(tokens[run.last : _clause_end(tokens, run.last)])
        unit = unit_of(tokens, quantities[run.quantities[-1]]) or unit_of(tokens, quantities[run.quantities[0]])
        for order, (owner, quantity, value) in enumerate(zip(owners, run.quantities, run.values, strict=True)):
            factor = scale if scale_of(tokens, quantities[quantity]) == 1 and value == quantities[quantity].value else 1
            found.append(Fact(owner, quantity, value * factor, order, unit, words, position))
            spare.remove(quantity)
        previous = run.last
    return spare


def _clause_end(tokens: Sequence[Token], start: int) -> int:
    end = start
    while end < len(tokens) and end - start < 5 and tokens[end].low not in _ENDS:
        end += 1
    return end


def _last_list(before: Sequence[Mention], tokens: Sequence[Token], count: int) -> list[int] | None:
    """The last `count` items, if they stand in one list."""
    items = before[-count:]
    if len(items) != count or count < 2:
        return None
    for left, right in itertools.pairwise(items):
        between = tokens[left.last : right.first]
        if any(t.low not in {",", "and", "or", "the", "a", "an"} and t.kind != "mark" for t in between):
            return None
    return [mention.item for mention in items]


def _records(
    tokens: Sequence[Token],
    sentence: Sentence,
    quantities: Sequence[Quantity],
    here: Sequence[Mention],
    own: Sequence[int],
    follow: int,
    scale: Fraction,
) -> list[Fact]:
    """Numbers behind the item they belong to, or in front of it in `820 for the bridge, 640 for the tunnel`."""
    if not here and follow < 0:
        return []
    behind = [q for q in own if here and _names_owner(tokens, quantities[q], here) >= 0]
    found: list[Fact] = []
    if len(behind) >= 2 or (behind and len(here) == 1 and len(own) == 1):
        for q in behind:
            words = _content(tokens[sentence.first : min(quantities[behind[0]].first, here[0].first)])
            owner = _names_owner(tokens, quantities[q], here)
            value = quantities[q].value * (scale if scale_of(tokens, quantities[q]) == 1 else 1)
            unit = unit_of(tokens, quantities[q])
            found.append(Fact(owner, q, value, 0, unit, words | _content(tokens[quantities[q].last :][:3]), -2))
        return found
    order: dict[int, int] = {}
    start = sentence.first
    lead, unit = _heading(tokens, sentence, here, own, quantities)
    for q in own:
        quantity = quantities[q]
        before = [m for m in here if m.last <= quantity.first]
        owner = before[-1].item if before else follow
        if owner < 0 or quantity.kind not in {"number", "percent"} or _is_subject(tokens, quantity, sentence.last):
            continue
        first = max([start, *[m.last for m in before]])
        stop = quantity.last
        while stop < sentence.last and stop - quantity.last < 6 and tokens[stop].low not in _ENDS:
            stop += 1
        words = _content(tokens[first : quantity.first]) | _content(tokens[quantity.last : stop])
        words |= lead
        value = quantity.value * (scale if scale_of(tokens, quantity) == 1 else 1)
        place = order.get(owner, 0)
        found.append(Fact(owner, q, value, place, unit_of(tokens, quantity) or unit, words))
        order[owner] = place + 1
        start = quantity.last
    return found


def _heading(
    tokens: Sequence[Token],
    sentence: Sentence,
    here: Sequence[Mention],
    own: Sequence[int],
    quantities: Sequence[Quantity],
) -> tuple[frozenset[str], str]:
    """The words and the unit in front of a bare list: `the costs in dollars are: Ada 4, Bea 2 and Col 5`."""
    firsts = {quantities[q].first for q in own}
    bare = [
        m for m in here
        if m.last in firsts or m.last + 1 in firsts and tokens[m.last].text in {":", ",", "(", "-", "–", "with"}
    ]  # fmt: skip
    if len(bare) < 3 or len(bare) != len(here):
        return frozenset(), ""
    words = _content(tokens[sentence.first : here[0].first])
    return words, "$" if words & CURRENCIES else ""


def _is_subject(tokens: Sequence[Token], quantity: Quantity, stop: int) -> bool:
    """Whether the number begins a statement of its own: `300 hours are available`."""
    index = quantity.last
    while index < stop and index - quantity.last < 4 and tokens[index].low not in MODALS | {*_ENDS}:
        index += 1
    if index >= stop or tokens[index].low not in {"are", "is", "can", "may", "have", "has", "must", "were"}:
        return False
    return not any(token.low in {"who", "which", "that", "it"} for token in tokens[quantity.last : index])


_ENDS = frozenset(", ; . ( ) and or but".split())
_OWNS = frozenset("for in at from by with on through to".split())


def _names_owner(tokens: Sequence[Token], quantity: Quantity, here: Sequence[Mention]) -> int:
    """The item behind `310 for`, `90 in`; -1 if there is none."""
    index = quantity.last
    limit = index + 4
    while index < len(tokens) and index < limit and tokens[index].low not in _ENDS | _OWNS:
        index += 1
    if index >= len(tokens) or tokens[index].low not in _OWNS | {"("}:
        return -1
    index += 1
    starts = {m.first for m in here}
    while index < len(tokens) and tokens[index].low in DETERMINERS and index not in starts:
        index += 1
    return next((m.item for m in here if m.first == index), -1)


def _content(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(
        word
        for token in tokens
        if token.kind == "word" and token.low not in _FILLERS and token.low not in SCALES
        for word in {token.stem, token.lemma}
    )


def find_columns(facts: Sequence[Fact], items: Sequence[Item]) -> list[Column]:
    """Facts of different items that measure the same."""
    columns: list[Column] = []
    runs = sorted({fact.run for fact in facts if fact.run >= 0})
    for run in runs:
        column = Column("")
        for fact in facts:
            if fact.run == run:
                column.add(fact)
        _place(columns, column)
    column = Column("")
    for fact in facts:
        if fact.run == -2:
            if fact.item in column.values:
                _place(columns, column)
                column = Column("")
            column.add(fact)
    if column.values:
        _place(columns, column)
    for item in range(len(items)):
        _take_record(columns, [fact for fact in facts if fact.run == -1 and fact.item == item])
    for column in columns:
        _share_scale(column)
    return columns


def _share_scale(column: Column) -> None:
    """`Anholt earns 12, Brava 17 and Corvo 9 thousand`: the scale of the last number is that of all."""
    if len(column.values) < 3 or len(column.quantities) != len(column.values):
        return
    owner = dict(zip(column.quantities, column.values, strict=True))
    last = max(column.quantities)
    others = [value for quantity, value in owner_values(owner, column) if quantity != last]
    value = column.values[owner[last]]
    for scale in (1_000, 1_000_000, 1_000_000_000):
        plain = value / scale
        if min(others) / 20 <= plain <= 20 * max(others) and value >= scale / 10 and max(others) < scale:
            for quantity, item in owner.items():
                if quantity != last:
                    column.values[item] *= scale
            return


def owner_values(owner: dict[int, int], column: Column) -> list[tuple[int, Fraction]]:
    """Each quantity with its value."""
    return [(quantity, column.values[item]) for quantity, item in owner.items()]


def _place(columns: list[Column], column: Column) -> None:
    """Join a column with one for other items that measures the same, or add it."""
    for other in columns:
        alike = other.unit == column.unit and (other.unit != "$" or other.words & column.words)
        if alike and not set(other.values) & set(column.values):
            other.values.update(column.values)
            other.words |= column.words
            other.quantities += column.quantities
            return
    columns.append(column)


def _take_record(columns: list[Column], record: Sequence[Fact]) -> None:
    """Find a column for each number of one item: by unit and words, then by order."""
    free = [column for column in columns if not any(f.item in column.values for f in record)]
    pairs = []
    for place, fact in enumerate(record):
        for at, column in enumerate(free):
            score = _alike(fact, column)
            if score > -5:
                pairs.append(
                    (
                        score + (0.5 if at == place and len(record) == len(free) else 0) - 0.1 * abs(at - place),
                        -place,
                        place,
                        at,
                    )
                )
    pairs.sort(reverse=True)
    done: set[int] = set()
    taken: set[int] = set()
    for score, _, place, at in pairs:
        if place in done or at in taken or score < 0:
            continue
        done.add(place)
        taken.add(at)
        free[at].add(record[place])
    for place, fact in enumerate(record):
        if place not in done:
            column = Column("")
            column.add(fact)
            columns.append(column)


def _alike(fact: Fact, column: Column) -> float:
    score = 0.3
    if fact.unit and column.unit:
        if fact.unit == column.unit:
            score += 3.0
        elif fact.unit in UNIT_FACTORS or column.unit in UNIT_FACTORS or "$" in {fact.unit, column.unit}:
            return -9.0
        else:
            score -= 0.4
    return score + min(len(fact.words & column.words), 3) * 0.8
