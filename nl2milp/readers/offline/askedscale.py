"""The scale in which an answer is asked for: `in thousands of dollars`, `how many hundreds of euros`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from nl2milp.readers.base import Reading

__all__ = ["ASKED_SCALE", "asked_size", "in_asked_scale"]

ASKED_SCALE = re.compile(
    r"\bin (?:whole )?(?P<told>dozens|tens|hundreds|thousands|millions"
    r"|(?:hundred|thousand|million)(?= (?:dollars|euros|pounds|francs|crowns|kroner|rupees|yen)\b))\b"
    r"|\bhow many (?P<counted>hundred|thousand|million)s?\b",
    re.I,
)
_SIZES = {"ten": 10, "dozen": 12, "hundred": 100, "thousand": 1_000, "million": 1_000_000}


def asked_size(found: re.Match[str]) -> int:
    """The scale that a match of `ASKED_SCALE` names.

    >>> asked_size(ASKED_SCALE.search("What is the profit in thousands of dollars?"))
    1000
    """
    return _SIZES[(found["told"] or found["counted"]).casefold().removesuffix("s")]


def in_asked_scale(text: str, reading: Reading, coefficients: Sequence[float]) -> Reading:
    """The reading with its aim counted in hundreds, thousands or millions, where the sentence that asks for it says so.

    `coefficients` are those of the aim, without signs. Numbers that are smaller than the scale, and stand in the text
    without it, were given in that scale already.
    """
    aim = reading.formulation.objective
    if not coefficients:
        return reading
    if _IN_COINS.search(text) and _SMALL_COIN.search(text) or _in_cents(text, coefficients):
        scaled = aim.model_copy(update={"value": f"100*({aim.value})"})
        return replace(reading, formulation=reading.formulation.model_copy(update={"objective": scaled}))
    if aim.span is None:
        return reading
    start = max(text.rfind(mark, 0, aim.span.start) for mark in ".?!\n") + 1
    stop = min((place for mark in ".?!\n" if (place := text.find(mark, aim.span.end - 1)) >= 0), default=len(text))
    found = ASKED_SCALE.search(text, start, stop)
    if found is None:
        return reading
    size = asked_size(found)
    if not all(value >= size or _is_written(text, value / size, size) for value in coefficients):
        return reading
    scaled = aim.model_copy(update={"value": f"({aim.value}) / {size}"})
    return replace(reading, formulation=reading.formulation.model_copy(update={"objective": scaled}))


_IN_COINS = re.compile(
    r"\b(?:what|how|answer|give|find|state|express|minimi[sz]e|maximi[sz]e)\b[^.?!]*\bin (?:cents|pence)\b", re.I
)
"""Money is counted in its larger coin everywhere, so that an answer in cents is a hundred times as much."""
_SMALL_COIN = re.compile(r"(\d[\d,]*(?:\.\d+)?) (?:cents?|pence)\b", re.I)
_LARGE_COIN = re.compile(r"[$€£]|\b(?:dollars?|euros?|pounds?|francs?|kron\w+)\b", re.I)


def _in_cents(text: str, coefficients: Sequence[float]) -> bool:
    """Whether the aim adds up parts of cents, in a text that knows no larger coin: its answer is then in cents."""
    written = {float(number.replace(",", "")) for number in _SMALL_COIN.findall(text)}
    if not written or min(written) >= 1 or _LARGE_COIN.search(text):
        return False
    return all(any(abs(100 * value - cents) < 1e-9 for cents in written) for value in coefficients)


def _is_written(text: str, value: float, size: int) -> bool:
    """Whether the text has a number in figures with its scale behind it: `0.35 thousand`."""
    word = next(word for word, number in _SIZES.items() if number == size)
    written = re.escape(f"{value:g}")
    return re.search(rf"(?<![\d.,]){written}0*\s+{word}\b", text, re.I) is not None
