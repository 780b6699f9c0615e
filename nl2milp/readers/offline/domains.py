"""What one unit of a variable is, and whether it can be divided."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from nl2milp.readers.offline.divisible import says_divisible
from nl2milp.readers.offline.scan import Scan

__all__ = ["DIVISIBLE", "Domain", "find_domain"]

DIVISIBLE = frozenset(
    """acre hectare kilogram gram milligram pound ounce liter milliliter gallon ton hour minute second dollar meter
    day sqft kilometer centimeter foot square quart pint mile money fund euro percentage""".split()
)
"""Units whose parts make sense."""

_WEIGHED = frozenset("milligram sqft kilogram gram pound ounce liter gallon ton milliliter acre hectare".split())
_MONEY = frozenset("invest invests invested investing investment investments".split())
_RETURNS = frozenset("return returns interest dividend dividends yield yields".split())
_WHOLE = frozenset({"integer", "integers", "indivisible", "fraction", "fractional"})
_COUNTS = frozenset(
    {"number", "unit", "item", "piece", "dollar", "one", "value", "acre", "hour", "box", "thing", "share"}
)


@dataclass(frozen=True, slots=True)
class Domain:
    """Kind of the decision variables.

    Attributes
    ----------
    unit : str
        Lemma of what one unit is (`acre`, `hour`, `$`); empty for a thing that is counted.
    whole : bool
        Whether only whole numbers make sense.
    stated : bool
        Whether the text says so itself.
    """

    unit: str
    whole: bool
    stated: bool


def find_domain(scan: Scan) -> Domain:
    """Read the unit off the question (`how many acres`), or off the rates (`per acre of A`)."""
    if says_divisible(scan.text[sentence.start : sentence.end] for sentence in scan.sentences):
        return Domain(_found(scan, parts=True).unit, False, True)
    return _found(scan, parts=False)


def _found(scan: Scan, parts: bool) -> Domain:
    tokens = scan.tokens
    lows = {token.low for token in tokens}
    stated = bool(lows & _WHOLE) or any(
        one.low == "whole" and other.lemma in _COUNTS for one, other in itertools.pairwise(tokens)
    )
    unit = _asked_unit(scan) or _rate_unit(scan)
    if stated and not parts:
        return Domain(unit, True, True)
    if unit:
        return Domain(unit, False, False)
    much = many = False
    for index, token in enumerate(tokens[:-1]):
        if token.low == "how":
            much |= tokens[index + 1].low == "much" and not _asks_for_sum(scan, index)
            many |= tokens[index + 1].low == "many"
    if lows & (_MONEY | _RETURNS) and (much or not many) and any(q.kind == "percent" for q in scan.quantities):
        return Domain("$", False, False)
    if much and not many and any("invest" in token.low or "money" in token.low for token in tokens):
        return Domain("$", False, False)
    if (not many or not lows & {"profit", "profits", "revenue"}) and any(
        scan.tokens[mention.first - 2].lemma == "unit" and scan.tokens[mention.first - 1].low == "of"
        for mention in scan.mentions
        if mention.first > 2
    ):
        return Domain("unit", False, False)
    return Domain("", not (much and not many), False)


_EARNING = frozenset("earn profit gain save bring make net clear cost spend lose charge pay income".split())
_ABLE = frozenset("can could".split())
"""`How much can be left over?` asks for a sum; `how much should be planted?` for amounts."""
_APART = frozenset("each every both either invested invest put allocate allocated".split())


def _asks_for_sum(scan: Scan, index: int) -> bool:
    """Whether `how much` asks what the best plan earns or costs, and not how much of each thing there should be."""
    sentence = scan.sentences[scan.sentence_at[index]]
    inside = range(index, sentence.last)
    if any(scan.mention_at[i] >= 0 for i in inside) or _APART & {scan.tokens[i].low for i in inside}:
        return False
    lemmas = {scan.tokens[i].lemma for i in inside}
    if lemmas & _EARNING:
        return True
    return bool(lemmas & _ABLE) and scan.tokens[index + 2].low not in {"of", "should", "must"}


def _asked_unit(scan: Scan) -> str:
    tokens = scan.tokens
    for index in range(len(tokens) - 2):
        if tokens[index].low == "how" and tokens[index + 1].low in {"many", "much"}:
            for token in tokens[index + 2 : index + 4]:
                if token.lemma in DIVISIBLE and not (token.lemma == "money" and _asks_for_sum(scan, index)):
                    return "$" if token.lemma in {"dollar", "money", "fund", "euro"} else token.lemma
    return ""


_PRICES = frozenset("price cost income profit wage pay earning margin fee charge revenue".split())
_SPENDING = frozenset("take takes taking need needs require requires spend use uses last lasts".split())


def _priced_units(scan: Scan) -> Iterator[str]:
    """Units that all the prices of a list are for: `prices per kg: hay 0.25, oats 0.40`, `Ann is paid $18 an hour`."""
    for index in range(1, len(scan.tokens) - 1):
        token = scan.tokens[index]
        if scan.tokens[index - 1].low not in {"per", "a", "an", "the"} or scan.quantity_at[index] >= 0:
            continue
        if token.lemma in _WEIGHED and scan.tokens[index - 2].lemma in _PRICES and index > 1:
            ahead = range(index + 1, scan.sentences[scan.sentence_at[index]].last)
            named = {scan.mentions[scan.mention_at[i]].variable for i in ahead if scan.mention_at[i] >= 0}
            if len(named) == len(scan.names):
                yield token.lemma
        elif token.lemma == "hour" and _is_paid(scan, index - 1) and not _takes_hours(scan):
            yield token.lemma


def _is_paid(scan: Scan, last: int) -> bool:
    """Whether money that goes to a variable stands right before: `Ann costs $18`."""
    position = scan.quantity_at[last - 1]
    if position < 0 or not scan.quantities[position].money:
        return False
    first = scan.quantities[position].first
    return any(
        scan.mention_at[i] >= 0 for i in range(max(scan.sentences[scan.sentence_at[last]].first, first - 5), first)
    )


def _takes_hours(scan: Scan) -> bool:
    """Whether some thing takes hours, so that they are what is used up and not what is decided."""
    for quantity in scan.quantities:
        if quantity.unit in {"hour", "minute"} and quantity.first:
            here = scan.sentences[scan.sentence_at[quantity.first]]
            before = {scan.tokens[i].low for i in range(max(here.first, quantity.first - 4), quantity.first)}
            if before & _SPENDING:
                return True
    return False


def _rate_unit(scan: Scan) -> str:
    """`each acre of A`, `per kg of A`, `every dollar invested in A`."""
    votes: dict[str, int] = {}
    for index in range(1, len(scan.tokens) - 1):
        token = scan.tokens[index]
        if scan.tokens[index - 1].low in {"per", "a"} and token.lemma in _WEIGHED and scan.quantity_at[index] < 0:
            sentence = scan.sentences[scan.sentence_at[index]]
            said = range(sentence.first, sentence.last)
            if any(scan.mention_at[i] >= 0 for i in said) and (
                any(
                    scan.quantity_at[i] >= 0 and scan.quantities[scan.quantity_at[i]].money
                    for i in (index - 2, index - 3)
                )
                or index - 1 == sentence.first
            ):
                votes[token.lemma] = votes.get(token.lemma, 0) + 2
        if scan.tokens[index - 1].low == "per" and token.lemma in {"hour", "day"}:
            earlier = {scan.tokens[i].low for i in range(max(0, index - 6), index)}
            if earlier & {"operate", "run", "operating", "running"}:
                votes[token.lemma] = votes.get(token.lemma, 0) + 1
    for unit in _priced_units(scan):
        votes[unit] = votes.get(unit, 0) + 2
    for mention in scan.mentions:
        after = [token.low for token in scan.tokens[mention.last : mention.last + 3]]
        if after[:1] == ["for"] and after[1:2] in (["an"], ["one"], ["1"]) and after[2:] == ["hour"]:
            votes["hour"] = votes.get("hour", 0) + 1
    for mention in scan.mentions:
        for back in (2, 3, 4):
            index = mention.first - back
            if index < 1 or scan.tokens[index].lemma not in DIVISIBLE or scan.quantity_at[index] >= 0:
                continue
            before = scan.tokens[index - 1]
            if before.lemma == "square":
                before = scan.tokens[index - 2]
            linked = {scan.tokens[i].low for i in range(index + 1, mention.first)}
            if before.low in {"each", "per", "every", "a", "an", "one", "1"} and linked & {
                "of",
                "in",
                "on",
                "invested",
            }:
                unit = scan.tokens[index].lemma
                unit = "$" if unit in {"dollar", "money", "euro"} else unit
                votes[unit] = votes.get(unit, 0) + 1
    if not votes:
        return ""
    unit = max(votes, key=lambda key: votes[key])
    return unit if votes[unit] >= min(2, len(scan.names)) else ""
