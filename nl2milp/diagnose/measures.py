"""Amounts as a statement writes them: `$5,000`, `60 hours`, and 2,400 minutes where the text says 40 hours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from nl2milp.diagnose.phrases import number

__all__ = ["Measure", "measure_of"]

_STOP = frozenset(
    """a an and are as at available be but by can cannot could each every for from has have if in is may might must of
    on only or per shall should than that the there this to all was were will with would needed required more less
    fewer""".split()
)
_SCALES = {"thousand": 1_000, "k": 1_000, "million": 1_000_000, "m": 1_000_000, "billion": 1_000_000_000}
_STATED = re.compile(
    r"(?P<prefix>[$£€¥]\s?)?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<percent>\s?%)?"
    r"(?:\s*(?P<scale>thousand|million|billion|[km](?![^\W_])))?"
    r"(?:[\s-]+(?P<noun>[^\W\d_]+))?",
    re.IGNORECASE,
)
_PARTS: tuple[tuple[str, int, str], ...] = (
    (r"hours?|hrs?|h", 60, "minutes"),
    (r"hours?|hrs?|h", 3600, "seconds"),
    (r"minutes?|mins?", 60, "seconds"),
    (r"days?", 24, "hours"),
    (r"days?", 1440, "minutes"),
    (r"weeks?", 7, "days"),
    (r"kilograms?|kilogrammes?|kilos?|kgs?", 1000, "grams"),
    (r"tons?|tonnes?|t", 1000, "kilograms"),
    (r"lit(?:er|re)s?|l", 1000, "millilitres"),
    (r"met(?:er|re)s?|m", 100, "centimetres"),
    (r"met(?:er|re)s?|m", 1000, "millimetres"),
    (r"kilomet(?:er|re)s?|km", 1000, "metres"),
    (r"dollars?|euros?|pounds?|francs?|[$£€]", 100, "cents"),
    (r"pounds?|lbs?", 16, "ounces"),
    (r"feet|foot|ft", 12, "inches"),
    (r"dozens?", 12, "pieces"),
)
"""What a unit has how many of: a model may count in minutes where the text limits hours."""


@dataclass(frozen=True)
class Measure:
    """How to write amounts of one kind.

    Attributes
    ----------
    prefix, noun : str
        What stands before and behind the number in the text; empty where nothing does.
    size : float
        How many of the model's units one of the text's is.
    part : str
        The model's unit, where it is a finer one than the text's.
    """

    prefix: str = ""
    noun: str = ""
    size: float = 1
    part: str = ""

    def said(self, value: float | Fraction, upward: bool | None = None) -> str:
        """An amount in the model's unit, as the text would write it.

        >>> Measure("$").said(5000.0), Measure(noun="hours", size=60, part="minutes").said(2430.0)
        ('$5,000', '40.5 hours')
        """
        shown = number(value if self.size == 1 else float(value) / self.size, upward)
        if self.noun == "%":
            return f"{shown}%"
        return f"{self.prefix}{shown}{' ' + self.noun if self.noun else ''}"

    def bare(self, value: float | Fraction) -> str:
        """As :meth:`said`, without the noun.

        >>> Measure(noun="hours", size=60, part="minutes").bare(2430.0), Measure(noun="%", size=0.01).bare(0.4)
        ('40.5', '40%')
        """
        return self.said(value) if self.noun == "%" else Measure(self.prefix, "", self.size).said(value)

    def in_parts(self, value: float | Fraction) -> str:
        """An amount in the model's own unit.

        >>> Measure(noun="hours", size=60, part="minutes").in_parts(25), Measure("$").in_parts(25)
        ('25 minutes', '$25')
        """
        return f"{number(value)} {self.part}" if self.part else self.said(value)

    @property
    def step(self) -> float:
        """The text's unit in the model's: what *one more* adds. A million more is not one more."""
        return self.size if self.part else 1.0

    @property
    def one_more(self) -> str:
        """The smallest round amount more, in words.

        >>> [one.one_more for one in (Measure("$"), Measure(noun="hours"), Measure(noun="loaves"), Measure())]
        ['$1 more', 'one more hour', 'one more loaf', 'one more']
        """
        if self.prefix:
            return f"{self.prefix}1 more"
        from nl2milp.readers.offline.words import lemma

        is_plain = self.noun and self.noun != "%" and (self.size == 1 or self.part)
        return f"one more {lemma(self.noun.lower())}" if is_plain else "one more"

    @property
    def is_counted(self) -> bool:
        """Whether a noun follows: `60 hours are available`, but `$60 is available`."""
        return bool(self.noun or self.part)


def measure_of(quote: str | None, value: float) -> Measure:
    """How a statement writes its number.

    Parameters
    ----------
    quote : str or None
        The statement.
    value : float
        Its number in the model's unit.

    Examples
    --------
    >>> measure_of("There are 60 hours of labour available", 60.0).said(80.0)
    '80 hours'
    >>> measure_of("The oven runs for 40 hours", 2400.0).in_parts(3000.0)
    '3,000 minutes'
    >>> measure_of("The club can spend at most $90 million", 90e6).said(95e6)
    '$95 million'
    >>> measure_of("at least 40% of the output", 0.4).said(0.35)
    '35%'
    >>> measure_of("no more than 600 may be spent", 600.0).said(700.0)
    '700'
    """
    stated = [(found, float(found["number"].replace(",", ""))) for found in _STATED.finditer(quote or "")]
    for found, plain in stated:
        if found["percent"]:
            if abs(value - plain / 100) <= 1e-12:
                return Measure(noun="%", size=0.01)
            continue
        scale = found["scale"] or ""
        noun = found["noun"] or ""
        noun = "" if noun.lower() in _STOP else noun
        prefix = (found["prefix"] or "").strip()
        size = _SCALES.get(scale.lower(), 1)
        if scale and value == plain * size:
            return Measure(prefix, f"{scale} {noun}".strip(), size)
        if value == plain and not scale:
            return Measure(prefix, noun)
    for found, plain in stated:
        unit = (found["noun"] or found["prefix"] or "").strip()
        for pattern, size, part in _PARTS:
            if plain and value == plain * size and re.fullmatch(pattern, unit, re.IGNORECASE):
                prefix = (found["prefix"] or "").strip()
                return Measure(prefix, "" if prefix else unit, size, part)
    return Measure()
