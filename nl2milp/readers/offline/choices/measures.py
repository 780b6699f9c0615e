"""Which numbers of the candidates measure the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from nl2milp.readers.offline.choices.facts import Fact
from nl2milp.readers.offline.choices.items import Item
from nl2milp.readers.offline.lexicon import UNIT_FACTORS

__all__ = ["Column", "find_columns"]


@dataclass
class Column:
    """One measure of the items.

    Attributes
    ----------
    values : dict of int to Fraction
        The number of each item.
    quantities : list of int
        Where the numbers stand.
    scales : dict of int to int
        What the words in each number multiply it by.
    """

    unit: str
    values: dict[int, Fraction] = field(default_factory=dict)
    words: set[str] = field(default_factory=set)
    quantities: list[int] = field(default_factory=list)
    scales: dict[int, int] = field(default_factory=dict)

    def add(self, fact: Fact) -> None:
        """Take in one more number."""
        self.values[fact.item] = fact.value
        self.words |= fact.words
        self.quantities.append(fact.quantity)
        self.scales[fact.item] = fact.scale
        if not self.unit:
            self.unit = fact.unit


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
    """`Anholt earns 12 thousand, Brava 17 and Corvo 9`: the scale that is said once is that of all."""
    said = {scale for scale in column.scales.values() if scale > 1}
    bare = [column.values[item] for item, scale in column.scales.items() if scale == 1]
    if len(said) != 1 or not bare or len(column.values) < 3:
        return
    scale = said.pop()
    plain = [column.values[item] / scale for item, own in column.scales.items() if own > 1]
    if min(bare) / 20 <= min(plain) and max(plain) <= 20 * max(bare) and max(bare) < scale:
        for item, own in column.scales.items():
            if own == 1:
                column.values[item] *= scale


def _place(columns: list[Column], column: Column) -> None:
    """Join a column with one for other items that measures the same, or add it."""
    for other in columns:
        alike = other.unit == column.unit and (other.unit != "$" or other.words & column.words)
        if alike and not set(other.values) & set(column.values):
            other.values.update(column.values)
            other.words |= column.words
            other.quantities += column.quantities
            other.scales.update(column.scales)
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
