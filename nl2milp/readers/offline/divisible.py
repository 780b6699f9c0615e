"""Whether a text says that amounts can be divided: `hours may be split`, `any weight can be melted`."""

from __future__ import annotations

import re
from collections.abc import Iterable

__all__ = ["divides", "says_divisible"]

_PARTS = r"(?:fractions?|parts?|portions?|decimals?|(?:length|amount|share)s? of time)"
_AMOUNTS = (
    r"(?:amounts?|areas?|figures?|outputs?|levels?|lengths?|proportions?|quantit(?:y|ies)|sizes?|sums?|values?"
    r"|volumes?|weights?|tonnages?)"
)
_EXACT = r"(?:accuracy|precision|exactness|number of (?:hours|days|tonnes|tons|litres|liters|kilos|acres|hectares))"
_ALLOWED = r"(?:can|may|could|might) (?:all |also |well |freely |of course )?"
_AMONG = r"(?! (?:up )?(?:between|among|amongst|over|across|into (?!any|fractions|parts)))"
_DIVIDED = rf"(?:divided|subdivided|split|cut){_AMONG}"
_SAID = re.compile(
    rf"\bdivisible\b(?! by)|\bdivisibility\b|\bfraction(?:s|al)?\b|\bpartial(?:ly)?\b|\bany {_PARTS}\b|\bany {_EXACT}\b"
    rf"|\b(?:in|by|at|to|take|takes|have|be) any {_AMOUNTS}\b|\bany (?:real )?{_AMOUNTS} (?:can|may|is|are)\b"
    rf"|\bwhatever {_AMOUNTS}\b|\breal (?:numbers?|quantit(?:y|ies)|values?|amounts?)\b"
    rf"|\b(?:need not|needn['’]t|do not have to|don['’]t have to|does not have to|not necessarily) (?:be )?"
    rf"(?:whole|round|integers?|in whole|made in whole)\b|\bnot necessarily (?:whole|round)\b"
    rf"|\b{_ALLOWED}(?:be )?{_DIVIDED}\b|\bsplit (?:up )?(?:as|however|freely|at will)\b"
    rf"|\bparts? of an? [a-z]+|\bpart[- ](?:ton\w*|hours?|days?|litres?|kilos?|acres?|hectares?)\b|\bcontinuous\b",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:no|not|never|cannot|nor|nobody|none|nothing|without|impossible|impractical|integers?|indivisible|only"
    r"|whole(?! (?:hour|day|week|month|year|season|period)))\b"
    r"|n['’]t\b",
    re.I,
)
_UNNEEDED = re.compile(
    r"\b(?:need not|needn['’]t|not necessarily|(?:do|does) not have to|(?:don|doesn)['’]t have to)"
    r"(?: (?:be|made|in|whole|round|integers?))*",
    re.I,
)
_WHOLE = re.compile(
    r"\bwhole (?:numbers?|units?|pieces?|things?|ones?)\b|\bin wholes\b|\bindivisible\b"
    r"|(?:cannot|can['’]t|can not|not|never) be (?:divided|split|cut)\b",
    re.I,
)


def divides(sentence: str) -> bool:
    """Whether a sentence speaks of parts, and does not rule them out.

    >>> divides("Running times need not be whole."), divides("Pigs cannot be split."), divides("Loans may be split.")
    (True, False, True)
    """
    said = _SAID.search(sentence)
    return said is not None and _DENIED.search(_UNNEEDED.sub("", sentence)) is None


def says_divisible(sentences: Iterable[str]) -> bool:
    """Whether one of the sentences says that amounts can be divided, and none that they can't."""
    listed = list(sentences)
    return any(divides(one) for one in listed) and not any(
        _WHOLE.search(_UNNEEDED.sub("", one)) for one in listed if not divides(one)
    )
