"""The objective: its sense, and the column of the table it adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from nl2milp.readers.offline.columns import Column
from nl2milp.readers.offline.lexicon import MEASURE_NOUNS, UNIT_FACTORS
from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.senses import Sense

__all__ = ["COUNTED", "Aim", "find_aim", "leftover"]

_LESS = frozenset({"cost", "tim", "wag", "expens", "pay", "paid", "wast", "pollut", "payroll", "bil", "cheap"})
_GAIN = frozenset(
    {
        "bring",
        "mak",
        "tak",
        "fetch",
        "profit",
        "earn",
        "return",
        "revenu",
        "incom",
        "sal",
        "yield",
        "monet",
        "gain",
        "interest",
    }
)
_SPEND = frozenset({"cost", "pric", "pay", "wag", "earn", "spend", "expens", "charg", "salar", "fee", "buy", "payroll"})


_CAPITAL = frozenset({"mon", "capital", "sum", "fund", "stak", "deposit"})
_CHARGED = frozenset("charg fee los interest risk wag bil price pric".split())


COUNTED = 0.4
"""Certainty of an aim that counts something other than the variables, until nothing else is found to fit."""


@dataclass(frozen=True)
class Aim:
    """The objective: coefficients, the quantities they came from, and how sure the choice is.

    Attributes
    ----------
    under : mapping of int to Fraction
        What the sum is divided by, where the aim is a ratio; empty elsewhere.
    """

    sense: str
    terms: Mapping[int, Fraction]
    quantities: tuple[int, ...]
    first: int
    last: int
    certainty: float
    column: Column | None
    under: Mapping[int, Fraction] = field(default_factory=dict)


def find_aim(scan: Scan, columns: Sequence[Column], sense: Sense, unit: str) -> Aim:
    """Choose the column that the aim's words fit best; a count or a total where none fits."""
    scores = [_fit(scan, column, sense) for column in columns]
    best = max(range(len(scores)), key=lambda place: scores[place], default=-1)
    everyone = {variable: Fraction(1) for variable in range(len(scan.names))}
    if unit in {"hour", "minute", "day"} and sense.words & {"tim", "hour", "minut", "day"}:
        return Aim(sense.sense, everyone, (), sense.first, sense.last, 0.9, None)
    ones = Aim(sense.sense, everyone, (), sense.first, sense.last, 0.9, None)
    if unit == "$" and sense.sense == "minimize" and sense.words & _CAPITAL and not sense.words & _CHARGED:
        return ones  # `put aside as little money as possible`
    if best >= 0 and scores[best] >= 1.0:
        column = columns[best]
        full = len(column.values) == len(scan.names)
        terms = dict(column.values)
        used = column.quantities
        if sense.words & {"profit"} and not column.words & {"profit", "earn"} and sense.sense == "maximize":
            costs = [
                c for c in columns if c is not column and c.money and c.words & {"cost"} and len(c.values) == len(terms)
            ]
            if costs and column.words & {"sel", "sold", "pric", "revenu", "sal"}:
                terms = {v: terms[v] - sum(cost.values.get(v, Fraction(0)) for cost in costs) for v in terms}
                used = tuple(sorted((*used, *(at for cost in costs for at in cost.quantities))))
        return Aim(sense.sense, terms, used, sense.first, sense.last, 1.0 if full else 0.3, column)
    if sense.count and not _counted(scan, sense) and not sense.words & {"unit", "item", "product"}:
        return Aim(sense.sense, everyone, (), sense.first, sense.last, COUNTED, None)
    if sense.count or sense.words & {"unit", "item", "product"} or _names(scan, sense) or unit and unit in sense.words:
        return ones
    if best >= 0 and scores[best] > 0.3:
        column = columns[best]
        return Aim(sense.sense, dict(column.values), column.quantities, sense.first, sense.last, 0.5, column)
    return Aim(sense.sense, everyone, (), sense.first, sense.last, 0.2, None)


def leftover(scan: Scan, columns: Sequence[Column], aim: Aim, taken: Sequence[Mapping[int, Fraction]]) -> Aim:
    """The same aim with the one full column that no limit uses, if there is just one."""
    free = [
        column
        for column in columns
        if len(column.values) == len(scan.names) and not any(dict(column.values) == dict(terms) for terms in taken)
    ]
    if len(free) != 1:
        return aim
    return Aim(aim.sense, dict(free[0].values), free[0].quantities, aim.first, aim.last, 0.8, free[0])


def _counted(scan: Scan, sense: Sense) -> bool:
    """Whether `the number of ...` speaks of the variables' own noun."""
    lemmas = {word for name in scan.names for word in name.lemmas[: (*name.lemmas, "of").index("of")]}
    for index in range(sense.first, min(sense.last, len(scan.tokens) - 2)):
        if scan.tokens[index].low in {"number", "amount", "quantity"} and scan.tokens[index + 1].low == "of":
            nouns = {scan.tokens[i].lemma for i in range(index + 2, min(index + 5, sense.last))}
            noun = scan.tokens[index + 2].lemma
            for place in range(1, len(scan.tokens)):
                if scan.tokens[place].lemma == noun and scan.tokens[place - 1].low in {"per", "every", "each"}:
                    return True
                before = [token.low for token in scan.tokens[max(0, place - 2) : place]]
                if scan.tokens[place].lemma == noun and before in (["in", "one"], ["in", "a"], ["in", "an"]):
                    return True  # `in one visit a robot cleans 80 windows`
            return bool(nouns & lemmas) and scan.tokens[index + 2].lemma not in MEASURE_NOUNS - {"unit", "hour"}
    return False


def _names(scan: Scan, sense: Sense) -> bool:
    heads = {name.lemmas[-1] for name in scan.names}
    return any(scan.tokens[i].lemma in heads for i in range(sense.first, sense.last))


def _fit(scan: Scan, column: Column, sense: Sense) -> float:
    words = sense.words
    if sense.count and _counted(scan, sense):
        return -1.0
    score = 2.0 * len(words & column.words)
    score += 0.6 * len(words & column.after)
    gain = bool(words & _GAIN)
    if gain and column.words & _GAIN:
        score += 1.5
    if gain and (column.money or column.percent):
        score += 0.5
        if column.words & {"sel", "sold", "pric"}:
            score += 0.8
        if column.words & {"cost", "spend"} and not column.words & _GAIN:
            score -= 0.8
    if sense.sense == "maximize" and gain and column.words & {"cost"} and not column.words & _GAIN:
        score -= 1.0
    if words & _LESS and not words & {"tim"} and column.money:
        score += 1.0
        if column.words & _SPEND:
            score += 0.8
        if column.words & {"profit", "revenu"}:
            score -= 1.5
    if words & {"tim"} and UNIT_FACTORS.get(column.unit, ("", 0))[0] == "time":
        score += 1.5
    if column.unit and column.unit in set(words):
        score += 1.0
    if len(column.values) < len(scan.names):
        score -= 0.7
    return score
