"""Numbers of all sorts: figures, number words, percentages, fractions, multipliers."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from nl2milp.readers.offline.lexicon import FUNCTION_WORDS, NUMBER_WORDS, UNIT_FACTORS
from nl2milp.readers.offline.quantitycontext import in_context
from nl2milp.readers.offline.tokens import Token

__all__ = ["Quantity", "find_quantities"]

_SCALES = {
    "hundred": 100,
    "thousand": 1_000,
    "million": 1_000_000,
    "billion": 1_000_000_000,
    "thousands": 1_000,
    "millions": 1_000_000,
    "k": 1_000,
}
_MONEY_SCALES = {"m": 1_000_000, "mn": 1_000_000, "mio": 1_000_000, "bn": 1_000_000_000}
"""Letters that are scales only behind an amount of money: `$3m`."""
_MULTIPLIERS = {"twice": 2, "double": 2, "thrice": 3, "triple": 3, "quadruple": 4}
_PARTS = {
    "half": Fraction(1, 2),
    "third": Fraction(1, 3),
    "quarter": Fraction(1, 4),
    "fourth": Fraction(1, 4),
    "fifth": Fraction(1, 5),
    "sixth": Fraction(1, 6),
    "eighth": Fraction(1, 8),
    "tenth": Fraction(1, 10),
}
_CURRENCIES = frozenset("$€£")
_SYMBOLS = {"h": "hour", "d": "day", "W": "watt", "t": "ton", "L": "liter", "A": "ampere", "V": "volt", "y": "year"}
"""Letters that are units only right behind a figure; elsewhere they may be names."""
_CODES = frozenset("chf rs usd eur gbp inr nok sek dkk cad aud zar".split())
"""Letters that stand before an amount of money: `CHF 300`."""
_COINS = frozenset(
    """dollar usd eur gbp euro rupee yen yuan peso franc krona dirham rand zloty krone shilling lira baht ruble kronor
    kroner kronur lei leu lev forint koruna dinar rupiah ringgit hryvnia""".split()
)
_PRICING = frozenset("cost price charge earn earning profit revenue pay paid budget spend sell income fee".split())


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of the text.

    Attributes
    ----------
    first, last : int
        The tokens it covers, `tokens[first:last]`, with currency and percent sign.
    value : Fraction
        Its exact value; a percentage as a fraction of one.
    kind : str
        `number`, `percent`, `part` (half, a third) or `times` (twice, 3 times).
    money : bool
        Written with a currency.
    spelled : bool
        Written in words.
    unit : str
        Lemma of the unit that follows; empty if none is known.
    """

    first: int
    last: int
    value: Fraction
    kind: str
    money: bool
    spelled: bool
    unit: str


def find_quantities(tokens: tuple[Token, ...]) -> tuple[Quantity, ...]:
    """All quantities of the text in order; they do not overlap."""
    found: list[Quantity] = []
    index = 0
    while index < len(tokens):
        quantity = _at(tokens, index)
        if quantity is None:
            index += 1
        else:
            found.append(quantity)
            index = quantity.last
    return tuple(in_context(tokens, found))


def _low(tokens: tuple[Token, ...], index: int) -> str:
    return tokens[index].low if 0 <= index < len(tokens) else ""


def _at(tokens: tuple[Token, ...], index: int) -> Quantity | None:
    token = tokens[index]
    coded = token.low in _CODES and index + 1 < len(tokens) and tokens[index + 1].kind == "number"
    money = token.text in _CURRENCIES or coded
    position = index + 1 if money else index
    if position >= len(tokens):
        return None
    token = tokens[position]
    if token.kind == "number":
        return _figure(tokens, index, position, money)
    if money or token.kind != "word":
        return None
    return _spelled(tokens, index)


def _figure(tokens: tuple[Token, ...], first: int, position: int, money: bool) -> Quantity:
    value = Fraction(tokens[position].text.replace(",", ""))
    position += 1
    if _low(tokens, position) == "/" and position + 1 < len(tokens) and tokens[position + 1].kind == "number":
        divisor = Fraction(tokens[position + 1].text.replace(",", ""))
        if divisor and tokens[position + 1].end - tokens[position - 1].start < 12:
            value /= divisor
            position += 2
            if _low(tokens, position) in {"times", "of"}:
                return Quantity(first, position, value, "part", money, False, "")
    return _finish(tokens, first, position, value, money, False)


def _finish(
    tokens: tuple[Token, ...], first: int, position: int, value: Fraction, money: bool, spelled: bool
) -> Quantity:
    """Take in what follows the digits: scale, percent sign, dozens, parts, `times`."""
    if money and _low(tokens, position) in _MONEY_SCALES:
        value, position = value * _MONEY_SCALES[_low(tokens, position)], position + 1
    if _low(tokens, position) == "-" and _low(tokens, position + 1) in {"thousand", "million", "billion"}:
        position += 1  # `a $20-million fund`
    while _low(tokens, position) in _SCALES:
        value *= _SCALES[_low(tokens, position)]
        position += 1
        rest, end = _below_hundred(tokens, position + (_low(tokens, position) == "and"))
        if spelled and _low(tokens, position - 1) == "hundred" and rest:
            value, position = value + rest, end
    low = _low(tokens, position)
    if low == "per" and _low(tokens, position + 1) == "cent":
        return Quantity(first, position + 2, value / 100, "percent", False, spelled, "percent")
    if low in {"%", "percent", "pct"}:
        return Quantity(first, position + 1, value / 100, "percent", False, spelled, "percent")
    if low == "¢" or low == "p" and tokens[position].start == tokens[position - 1].end:
        return Quantity(first, position + 1, value / 100, "number", True, spelled, "$")
    if low == "dozen":
        value, position = value * 12, position + 1
    if low == "times" and _low(tokens, position + 1) not in {"a", "per", "each", "every", "daily", "weekly", "monthly"}:
        return Quantity(first, position + 1, value, "times", money, spelled, "")
    singular = tokens[position].lemma if position < len(tokens) else ""
    if singular in _PARTS and (spelled or value < 10) and value < 10 and low not in {"second", "seconds"}:
        return Quantity(first, position + 1, value * _PARTS[singular], "part", False, spelled, "")
    if low == "point" and _low(tokens, position + 1) in NUMBER_WORDS:
        value += Fraction(NUMBER_WORDS[_low(tokens, position + 1)], 10)
        position += 2
    if low == "and" and _low(tokens, position + 1) == "a" and _low(tokens, position + 2) == "half":
        value, position = value + Fraction(1, 2), position + 3
    unit = "$" if money else _unit(tokens, position)
    if unit in _COINS or unit == "pound" and _priced(tokens, first):
        money, unit = True, "$"
    if unit in {"cent", "pence"}:
        value, money, unit = value / 100, True, "$"
    return Quantity(first, position, value, "number", money, spelled, unit)


def _below_hundred(tokens: tuple[Token, ...], index: int) -> tuple[int, int]:
    """The number in words at `index`, and where it ends: `twenty-five` behind `a hundred and`; 0 if there is none."""
    head, _, tail = _low(tokens, index).partition("-")
    value = NUMBER_WORDS.get(head, 0)
    if not 0 < value < 100:
        return 0, index
    index += 1
    if not tail and value >= 20 and value % 10 == 0 and 0 < NUMBER_WORDS.get(_low(tokens, index), 0) < 10:
        tail, index = _low(tokens, index), index + 1
    return value + NUMBER_WORDS.get(tail, 0), index


def _priced(tokens: tuple[Token, ...], first: int) -> bool:
    """Whether pounds are money here: `costs 1.75 pounds`, `a budget of 30 pounds`."""
    before = tokens[max(0, first - 3) : first]
    return any(token.lemma in _PRICING for token in before) and not any(token.low == "for" for token in before)


def _unit(tokens: tuple[Token, ...], position: int) -> str:
    """The unit right after a number, also in `2-hour` and `20 extra minutes`."""
    if _low(tokens, position) == "-":
        position += 1
    if _low(tokens, position) == "or" and _low(tokens, position + 1) in {"more", "fewer", "less"}:
        position += 2
    if position >= len(tokens) or tokens[position].kind != "word":
        return ""
    if tokens[position].text in _SYMBOLS and tokens[position - 1].kind == "number":
        return _SYMBOLS[tokens[position].text]
    for offset in (0, 1) if tokens[position].low not in _RATED_BY else ():
        if position + offset < len(tokens):
            unit = tokens[position + offset].lemma
            if unit in UNIT_FACTORS or unit == "usd":
                return unit
    if tokens[position].low in FUNCTION_WORDS:
        return ""
    return tokens[position].lemma


def _stands_for_noun(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether `one` is no number: `a blue one takes`, `each large one`."""
    if _low(tokens, index + 1) == "more" and _low(tokens, index - 1) in {"not", "single"}:
        return True  # `200 bars, not one more`
    if index < 2 or tokens[index - 1].kind != "word" or tokens[index - 1].low in FUNCTION_WORDS:
        return False
    if tokens[index - 2].low not in {"a", "an", "the", "each", "every"}:
        return False
    ends = index + 1 >= len(tokens) or tokens[index + 1].kind == "mark"
    before = tokens[max(0, index - 10) : index - 2]
    numbered = any(token.kind == "number" or token.low in NUMBER_WORDS.keys() | _PARTS.keys() for token in before)
    return not (ends and numbered)  # `a crate fills two units, a pallet three and a case one`


def _repeats_unit(tokens: tuple[Token, ...], index: int) -> bool:
    """Whether `one of` repeats the unit of the clause before: `a crate of apples earns 9, one of pears 12`."""
    if _low(tokens, index + 1) != "of" or _low(tokens, index + 2) in FUNCTION_WORDS - {"a", "an"}:
        return False
    if _low(tokens, index - 1) not in {",", "and", "while", "but", ";"}:
        return False
    first = next((i + 1 for i in range(index - 1, -1, -1) if tokens[i].text in {".", "?", "!"}), 0)
    return any(
        tokens[i].low in {"a", "an", "each", "every", "per", "one"} and tokens[i + 2].low == "of"
        for i in range(first, index - 2)
    )


_RATED_BY = frozenset("per each every".split())
"""Words behind a number after which its base follows, not its unit: `2 per ton`."""
_USING = frozenset("takes take needs need requires require uses use consumes consume fills fill".split())


def _spelled(tokens: tuple[Token, ...], index: int) -> Quantity | None:
    low = tokens[index].low
    if low in _MULTIPLIERS:
        return Quantity(index, index + 1, Fraction(_MULTIPLIERS[low]), "times", False, True, "")
    if low == "half" and _low(tokens, index + 1) in {"a", "an"} and _unit(tokens, index + 2) in UNIT_FACTORS:
        return Quantity(index, index + 2, Fraction(1, 2), "number", False, True, _unit(tokens, index + 2))
    if low == "half" and _low(tokens, index + 1) == "a" and _low(tokens, index + 2) == "dozen":
        return Quantity(index, index + 3, Fraction(6), "number", False, True, _unit(tokens, index + 3))
    if low in {"half", "one-half"}:
        return Quantity(index, index + 1, Fraction(1, 2), "part", False, True, "")
    if low in {"a", "an"} and _low(tokens, index + 1) in {"half", "third", "quarter", "fifth", "tenth", "dozen"}:
        word = _low(tokens, index + 1)
        if word == "dozen":
            return _finish(tokens, index, index + 1, Fraction(1), False, True)
        return Quantity(index, index + 2, _PARTS[word], "part", False, True, "")
    measured = index + 1 < len(tokens) and tokens[index + 1].lemma in UNIT_FACTORS
    used_up = index > 1 and tokens[index - 2].lemma in _USING
    if low == "single" and _low(tokens, index - 1) == "a" and (measured or used_up):
        return _finish(tokens, index, index + 1, Fraction(1), False, True)
    if "-" in low:
        return _hyphenated(tokens, index)
    if low in _SCALES and low != "k" and _low(tokens, index - 1) in {"a", "one"}:
        return _finish(tokens, index, index, Fraction(1), False, True)
    if low not in NUMBER_WORDS or low == "one" and (_stands_for_noun(tokens, index) or _repeats_unit(tokens, index)):
        return None
    value, position = Fraction(NUMBER_WORDS[low]), index + 1
    following = _low(tokens, position)
    if value >= 20 and following == "-":
        following, position = _low(tokens, position + 1), position + 1
    if value >= 20 and value % 10 == 0 and 0 < NUMBER_WORDS.get(following, 0) < 10:
        value, position = value + NUMBER_WORDS[following], position + 1
    return _finish(tokens, index, position, value, False, True)


def _hyphenated(tokens: tuple[Token, ...], index: int) -> Quantity | None:
    head, _, tail = tokens[index].low.partition("-")
    if head in NUMBER_WORDS and tail in {"and-a-half", "and-half", "and-a-quarter", "and-quarter"}:
        extra = Fraction(1, 2) if tail.endswith("half") else Fraction(1, 4)
        return _finish(tokens, index, index + 1, NUMBER_WORDS[head] + extra, False, True)
    if tail in NUMBER_WORDS and NUMBER_WORDS.get(head, 0) >= 20:
        return _finish(tokens, index, index + 1, Fraction(NUMBER_WORDS[head] + NUMBER_WORDS[tail]), False, True)
    part = _PARTS.get(tail.removesuffix("s"))
    if part is not None and head in NUMBER_WORDS:
        return Quantity(index, index + 1, NUMBER_WORDS[head] * part, "part", False, True, "")
    if tail in {"hour", "minute"} and head in NUMBER_WORDS:
        return Quantity(index, index + 1, Fraction(NUMBER_WORDS[head]), "number", False, True, tail)
    if tail in _SCALES and head in NUMBER_WORDS:
        return _finish(tokens, index, index + 1, Fraction(NUMBER_WORDS[head] * _SCALES[tail]), False, True)
    return None
