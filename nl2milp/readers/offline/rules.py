"""Writing linear rules in the grammar of the contract."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

__all__ = ["compare_rule", "linear_rule", "linear_sum", "number", "share_rule"]


def number(value: Fraction) -> str:
    """A number as an exact decimal, or as a quotient where there is none.

    >>> number(Fraction(41, 1000)), number(Fraction(1, 3)), number(Fraction(-5))
    ('0.041', '(1/3)', '-5')
    """
    if value.denominator == 1:
        return str(value.numerator)
    rest = value.denominator
    twos = fives = 0
    while rest % 2 == 0:
        rest, twos = rest // 2, twos + 1
    while rest % 5 == 0:
        rest, fives = rest // 5, fives + 1
    if rest != 1 or max(twos, fives) > 12:
        sign = "-" if value < 0 else ""
        return f"{sign}({abs(value.numerator)}/{value.denominator})"
    places = max(twos, fives)
    digits = str(abs(value.numerator) * 10**places // value.denominator).rjust(places + 1, "0")
    return f"{'-' if value < 0 else ''}{digits[:-places]}.{digits[-places:]}"


def linear_sum(terms: Mapping[int, Fraction], symbols: Sequence[str]) -> str:
    """A sum such as `2*a + b - 0.5*c`; `0` if it is empty."""
    text = ""
    for variable in sorted(terms):
        value = terms[variable]
        if value == 0:
            continue
        sign = "-" if value < 0 else "+"
        size = abs(value)
        part = symbols[variable] if size == 1 else f"{number(size)}*{symbols[variable]}"
        if text:
            text += f" {sign} {part}"
        else:
            text = f"-{part}" if value < 0 else part
    return text or "0"


def linear_rule(terms: Mapping[int, Fraction], sign: str, right: Fraction, symbols: Sequence[str]) -> str:
    """A comparison of a sum with a constant."""
    return f"{linear_sum(terms, symbols)} {sign} {number(right)}"


def compare_rule(one: str, sign: str, factor: Fraction, other: str) -> str:
    """A comparison of one variable with a multiple of another."""
    return f"{one} {sign} {other}" if factor == 1 else f"{one} {sign} {number(factor)}*{other}"


def share_rule(part: Sequence[str], sign: str, fraction: Fraction, whole: Sequence[str]) -> str:
    """A comparison of some variables with a fraction of all of them."""
    return f"{' + '.join(part)} {sign} {number(fraction)}*({' + '.join(whole)})"
