"""The periods of a plan: months, weekdays, `week 1`, `the first quarter`, or as many as the text says there are."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from nl2milp.readers.offline.choices.tables import Table
from nl2milp.readers.offline.choices.tabular import number_in
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.labels import Group, Label, find_references
from nl2milp.readers.offline.tokens import Token
from nl2milp.readers.offline.words import lemma

__all__ = ["PERIOD_NOUNS", "TimeTable", "dates_in", "find_periods", "numbers_of_periods", "read_time_table"]

_MONTHS = "january february march april may june july august september october november december".split()
_DAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_ORDINALS = "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split()
_CARDINALS = "one two three four five six seven eight nine ten eleven twelve".split()
PERIOD_NOUNS = frozenset("month week quarter day year period season semester shift stage hour trimester term".split())
"""What a period may be called."""

_WORD = re.compile(r"[^\W_]+")
_MOST = 24


@dataclass(frozen=True)
class TimeTable:
    """Numbers by period out of a table, one row of numbers for each measure or thing.

    Attributes
    ----------
    periods : Group
        In the order of time.
    rows : tuple
        For each measure the words of its header, as they are written and as lemmas, and its numbers.
    """

    periods: Group
    rows: tuple[tuple[str, frozenset[str], Mapping[int, Fraction]], ...]


def find_periods(document: Document) -> list[Group]:
    """Groups of periods that the plan may be over, each in the order of time, the likeliest first."""
    found = [group for group in (*_calendar(document), _ordinal(document), _numbered(document)) if group is not None]
    counted = _counted(document)
    if counted is not None:
        # where the text says how many there are, those come first
        found.sort(key=lambda group: len(group) != len(counted))
    elif found:
        found.sort(key=lambda group: -len(group))
    return [*found, counted] if counted is not None else found


def read_time_table(table: Table) -> TimeTable | None:
    """A table over time, whichever way it lies; None if its rows and its columns are no periods."""
    if not table.rows:
        return None
    heads = [row[0][0] for row in table.rows]
    corner = table.header[0]
    noun = _noun(corner)
    down = _labels(heads, noun)
    if down is not None and len(down) > 1:
        rows = []
        for place, header in enumerate(table.header[1:], 1):
            cells = [number_in(row[place][0]) for row in table.rows]
            if any(cell is None for cell in cells):
                return None
            rows.append((header, _words(header), {at: cell for at, cell in enumerate(cells) if cell is not None}))
        return TimeTable(down, tuple(rows))
    lone = _labels(table.header, "")
    across = _labels(table.header[1:], noun) if lone is None else None
    if across is None and (lone is None or len(table.rows) > 1):
        return None
    rows = []
    for row in table.rows:
        cells = [number_in(cell) for cell, _, _ in (row if across is None else row[1:])]
        if any(cell is None for cell in cells):
            return None
        head = "" if across is None else row[0][0]
        rows.append((head, _words(head), {at: cell for at, cell in enumerate(cells) if cell is not None}))
    periods = across or lone
    assert periods is not None
    return TimeTable(periods, tuple(rows))


def dates_in(document: Document) -> frozenset[int]:
    """The numbers that are days of a month: the `1` of `on 1 April`, and of `April 1,`."""
    tokens, found = document.tokens, set()
    for position, quantity in enumerate(document.quantities):
        small = quantity.kind == "number" and not quantity.spelled and not quantity.money and 1 <= quantity.value <= 31
        if not small or quantity.last - quantity.first != 1:
            continue
        before = tokens[quantity.first - 1] if quantity.first else None
        after = tokens[quantity.last] if quantity.last < len(tokens) else None
        if after is not None and after.low in _MONTHS and after.text[0].isupper():
            found.add(position)
        closed = after is None or after.kind != "word" or after.low in _AFTER_DATES
        if before is not None and before.low in _MONTHS and before.text[0].isupper() and closed:
            lead = tokens[quantity.first - 2].low if quantity.first > 1 else ""
            if lead in {"on", "by", "of", "before", "until", "from"}:
                found.add(position)
    return frozenset(found)


def numbers_of_periods(document: Document, periods: Group) -> set[int]:
    """Numbers within names of periods, as in `week four`, and those that count periods: `the next four quarters`."""
    tokens, found = document.tokens, set()
    inside = {at for one in find_references(document, periods.labels) for at in range(one.first, one.last)}
    for position, quantity in enumerate(document.quantities):
        if inside >= set(range(quantity.first, quantity.last)):
            found.add(position)
        last, after = tokens[quantity.last - 1], tokens[quantity.last : quantity.last + 2]
        lead = tokens[quantity.first - 1].low if quantity.first else ""
        size = quantity.value
        if quantity.kind == "part" and last.lemma == "quarter":  # `four quarters` are four periods here, not one whole
            size, after = size * 4, (last,)
        elif quantity.kind != "number" or quantity.money:
            continue
        noun = next((token.lemma for token in after if token.lemma in PERIOD_NOUNS), "")
        alone = quantity.spelled and noun and lead not in {"least", "most", "than", "to"}
        if noun and size in {1, len(periods)} or alone and noun != periods.noun and quantity.value <= 12:
            found.add(position)
    return found


_AFTER_DATES = frozenset("there the we they it he she a an each every all no and to until".split())


def _noun(corner: str) -> str:
    words = [lemma(word.lower()) for word in _WORD.findall(corner)]
    return next((word for word in words if word in PERIOD_NOUNS), "")


def _words(text: str) -> frozenset[str]:
    lows = [word.lower() for word in _WORD.findall(text)]
    return frozenset(lows) | frozenset(lemma(low) for low in lows)


def _labels(cells: Sequence[str], noun: str) -> Group | None:
    """The cells as periods; None if one of them is none."""
    labels = []
    kind = noun
    for cell in cells:
        words = [word.lower() for word in _WORD.findall(cell)]
        if not 1 <= len(words) <= 2:
            return None
        named = words[0] in _SHORT or lemma(words[0]) in PERIOD_NOUNS and len(words) == 2
        ordinal = words[0] in _ORDINALS and (len(words) == 1 and noun or lemma(words[-1]) in PERIOD_NOUNS)
        coded = re.fullmatch(r"[qwmtd]\d{1,2}", words[0]) is not None
        if not (named or ordinal or coded or noun and words[0].isdigit()):
            return None
        kind = kind or next((lemma(word) for word in words if lemma(word) in PERIOD_NOUNS), "")
        if words[0].isdigit():
            words = [noun, words[0]]
        lemmas = tuple(lemma(_SHORT.get(word, word)) for word in words)
        text = cell if not cell.isdigit() else f"{noun} {cell}"
        labels.append(Label(text, lemmas, 0, 0, len(lemmas) == 2 and lemmas[1].isdigit(), True))
    if len({label.words for label in labels}) < len(labels):
        return None
    return Group(tuple(labels), kind or _kind_of(labels[0]), "periods")


_SHORT = {name[:size]: name for name in (*_MONTHS, *_DAYS) for size in (3, 4, len(name))}


def _kind_of(label: Label) -> str:
    first = label.words[0]
    if first in _MONTHS:
        return "month"
    if first in _DAYS:
        return "day"
    return "quarter" if first.startswith("q") else "week" if first.startswith("w") else "period"


def _calendar(document: Document) -> Iterator[Group]:
    """Months or weekdays by name, without those of which only the end or the beginning is spoken of."""
    tokens = document.tokens
    for names, noun in ((_MONTHS, "month"), (_DAYS, "day")):
        seen: dict[str, list[int]] = {}
        for index, token in enumerate(tokens):
            if document.place_of(index) < 0 or token.kind != "word" or not token.text[0].isupper():
                continue
            name = _SHORT.get(token.low)
            if name in names and (name != "may" or _is_may(tokens, index)):
                seen.setdefault(name, []).append(index)
        whole = {name for name, places in seen.items() if any(not _is_edge(tokens, at) for at in places)}
        chosen = whole if len(whole) > 1 else set(seen)
        if len(chosen) < 2:
            continue
        labels = []
        for at in _around([names.index(name) for name in chosen], len(names)):
            where = seen[names[at]][0]
            labels.append(Label(tokens[where].text, (tokens[where].lemma,), where, where + 1))
        yield Group(tuple(labels), noun, "periods")


def _is_edge(tokens: Sequence[Token], index: int) -> bool:
    """`the end of December`."""
    return index > 1 and tokens[index - 1].low == "of" and tokens[index - 2].low in _EDGES


_EDGES = frozenset("end beginning start close first last".split())


def _is_may(tokens: Sequence[Token], index: int) -> bool:
    before = tokens[index - 1].low if index else "."
    after = tokens[index + 1].low if index + 1 < len(tokens) else "."
    return before in {"in", "of", "and", ",", "to", "for", "from", "by", "until"} or after in {",", ":", "."}


def _around(places: Sequence[int], size: int) -> list[int]:
    """Places on a circle from the one behind the largest gap: November, December, January."""
    ordered = sorted(places)
    gaps = [(two - one) % size for one, two in itertools.pairwise([*ordered, ordered[0]])]
    start = (gaps.index(max(gaps)) + 1) % len(ordered)
    if max(gaps) == 1 or ordered[-1] - ordered[0] == len(ordered) - 1:
        return ordered
    return ordered[start:] + ordered[:start]


def _ordinal(document: Document) -> Group | None:
    """`the first quarter`, also `the first, the second and the third quarter`; `week one`."""
    tokens = document.tokens
    best: Group | None = None
    for noun in PERIOD_NOUNS:
        for names, ahead in ((_ORDINALS, True), (_CARDINALS, False)):
            seen: dict[int, Label] = {}
            spoken = False
            for index, token in enumerate(tokens):
                if token.low not in names or document.place_of(index) < 0:
                    continue
                beside = tokens[index + 1 : index + 2] if ahead else tokens[max(0, index - 1) : index]
                direct = any(other.lemma == noun for other in beside)
                listed = ahead and _lists(tokens, index, noun, frozenset(names))
                if ahead and direct and tokens[index + 1].low != noun and token.low == "first":
                    continue
                spoken = spoken or direct
                if direct or listed:
                    words = (token.lemma, noun) if ahead else (noun, token.lemma)
                    first = index if ahead else index - 1
                    seen.setdefault(names.index(token.low), Label(" ".join(words), words, first, first + 2, not ahead))
            whole = sorted(seen) == list(range(len(seen)))
            if spoken and len(seen) > 1 and whole and (best is None or len(seen) > len(best)):
                best = Group(tuple(seen[at] for at in sorted(seen)), noun, "periods")
    return best


def _lists(tokens: Sequence[Token], index: int, noun: str, names: frozenset[str]) -> bool:
    """Whether an ordinal goes on, perhaps over other ordinals with their numbers, to the noun."""
    at = index + 1
    while at < len(tokens) and at - index < 30:
        token = tokens[at]
        if token.lemma == noun and tokens[at - 1].low in names:
            return True
        if token.kind == "word" and token.low not in names and token.low not in {"and", "in", "the", "for"}:
            return False
        if token.text in {".", ";"}:
            return False
        at += 1
    return False


def _numbered(document: Document) -> Group | None:
    """`month 1` to `month 6`, `Q1`."""
    tokens = document.tokens
    seen: dict[str, dict[int, Label]] = {}
    for index, token in enumerate(tokens):
        if document.place_of(index) < 0:
            continue
        coded = re.fullmatch(r"[QWMTD](\d{1,2})", token.text)
        if coded is not None:
            label = Label(token.text, (token.lemma,), index, index + 1)
            seen.setdefault(token.text[0], {}).setdefault(int(coded[1]), label)
        elif index and token.text.isdigit() and len(token.text) <= 2 and tokens[index - 1].lemma in PERIOD_NOUNS:
            noun = tokens[index - 1].lemma
            label = Label(f"{noun} {token.text}", (noun, token.lemma), index - 1, index + 1, True)
            seen.setdefault(noun, {}).setdefault(int(token.text), label)
    for noun, labels in sorted(seen.items(), key=lambda one: -len(one[1])):
        if len(labels) > 1 and sorted(labels) == list(range(1, len(labels) + 1)):
            kind = {"Q": "quarter", "W": "week", "M": "month", "D": "day", "T": "period"}.get(noun, noun)
            return Group(tuple(labels[at] for at in sorted(labels)), kind, "periods")
    return None


def _counted(document: Document) -> Group | None:
    """`over the next four months`: as many periods without names."""
    tokens = document.tokens
    for quantity in document.quantities:
        whole = quantity.kind == "number" and not quantity.money and quantity.value.denominator == 1
        if not whole or not 2 <= quantity.value <= _MOST:
            continue
        after = tokens[quantity.last : quantity.last + 3]
        before = [token.low for token in tokens[max(0, quantity.first - 3) : quantity.first]]
        noun = next((token.lemma for token in after if token.lemma in PERIOD_NOUNS and token.low != token.lemma), "")
        if noun and {"next", "coming", "following", "these", "over", "for", "of"} & set(before):
            labels = [Label(f"{noun} {at + 1}", (noun, str(at + 1)), 0, 0, True) for at in range(int(quantity.value))]
            return Group(tuple(labels), noun, "periods")
    return None
