"""What is left of a text when a structure has taken its part: numbers and demands that nothing was made of."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Sequence

from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.structures.document import Document
from nl2milp.readers.offline.structures.drafting import Draft

__all__ = ["account", "cites_table", "demands", "presents_table"]

_WORDS = frozenset(
    """must cannot can't mustn't shouldn't needn't never only unless if either neither nor exactly both without except
    whenever provided requires exclude excludes forbidden exceed exceeds exceeding minimum maximum limit limited
    otherwise should prohibited banned refuses insists insist blocked closed impossible avoid avoids""".split()
)
_PAIRS = frozenset(
    {
        ("at", "least"), ("at", "most"), ("no", "more"), ("more", "than"), ("less", "than"), ("fewer", "than"),
        ("not", "be"), ("may", "not"), ("can", "not"), ("has", "to"), ("have", "to"), ("up", "to"), ("is", "not"),
        ("are", "not"), ("does", "not"), ("do", "not"), ("no", "less"), ("no", "fewer"), ("half", "of"),
        ("each", "other"), ("the", "same"), ("as", "many"),
    }
)  # fmt: skip
_CONDITIONAL = frozenset("if unless cannot never either neither must except whenever otherwise".split())
_AIMS = frozenset("aim goal objective challenge task optimal".split())


def demands(lows: Sequence[str]) -> bool:
    """Whether a sentence demands something in so many words."""
    if _WORDS & set(lows) or any(low.endswith("n't") for low in lows):
        return True
    return any(pair in _PAIRS for pair in itertools.pairwise(lows))


def account(draft: Draft, data: frozenset[int], harmless: Collection[str] = ()) -> None:
    """Add a doubt for each number that was not used and each demand that was not understood.

    Parameters
    ----------
    data : frozenset of int
        The sentences that only give numbers: a condition in one of them was not looked for.
    harmless : collection of str
        Words that state no condition in this structure: `if the driver starts from City 2`.
    """
    document = draft.document
    for place, sentence in enumerate(document.sentences):
        lows = document.lows(sentence)
        if place in data and place not in draft.understood and (_CONDITIONAL - set(harmless)) & set(lows):
            draft.doubt(f"a condition among the numbers was not looked at: '{_short(document, place)}'", place)
        if (
            place not in data
            and place not in draft.understood
            and demands(lows)
            and not (_aims(draft, place) or _says_nothing(draft, place))
        ):
            draft.doubt(f"nothing was made of: '{_short(document, place)}'", place)
    for position, quantity in enumerate(document.quantities):
        if position in draft.used:
            continue
        place = document.place_of(quantity.first)
        if place < 0 or _is_idle(draft, position, place, data):
            continue
        tokens = document.tokens
        written = document.text[tokens[quantity.first].start : tokens[quantity.last - 1].end]
        draft.doubt(f"'{written}' was not used in: '{_short(document, place)}'", place)


def cites_table(document: Document, quantity: Quantity) -> bool:
    """Whether a number is part of a reference: `as Table 5-7 shows`."""
    before = document.tokens[max(0, quantity.first - 3) : quantity.first]
    return bool({"table", "figure"} & {token.low for token in before})


_HARD = frozenset(
    "must cannot can't only unless if either neither least most more less fewer exactly each every no never".split()
)


def _says_nothing(draft: Draft, place: int) -> bool:
    """Whether a sentence speaks of none of the things, has no number, and only talks about the problem."""
    document = draft.document
    sentence = document.sentences[place]
    lows = set(document.lows(sentence))
    if presents_table(lows) or _heads_table(document, place):
        return True
    names = {str(label).split()[-1].lower() for one in draft.sets for label in one.members}
    numbers = any(sentence.first <= quantity.first < sentence.last for quantity in document.quantities)
    divided = bool({"divided", "whole", "fraction", "fractions", "divisible", "split"} & lows)
    return not numbers and not names & lows and (divided or not lows & _HARD)


def presents_table(lows: set[str]) -> bool:
    """Whether a sentence says what a table holds: `the table gives the kilometres between any two places`."""
    return bool({"table", "matrix"} & lows and _SHOWS & lows) and not (_HARD - {"either", "each", "every"}) & lows


def _heads_table(document: Document, place: int) -> bool:
    """Whether a sentence without numbers ends with a colon, right above a table: `the sales if one gets it are:`."""
    here = document.sentences[place]
    after = document.sentences[place + 1].start if place + 1 < len(document.sentences) else len(document.text)
    above = any(here.end <= table.start < after for table in document.tables)
    numbers = any(here.first <= quantity.first < here.last for quantity in document.quantities)
    return above and not numbers and document.text[here.start : here.end].rstrip().endswith(":")


_SHOWS = frozenset("gives give shows show shown lists contains below following given presents summarizes".split())


def _aims(draft: Draft, place: int) -> bool:
    """Whether a sentence without numbers only says again what the aim is."""
    document = draft.document
    sentence = document.sentences[place]
    lows = set(document.lows(sentence))
    numbers = any(sentence.first <= quantity.first < sentence.last for quantity in document.quantities)
    strong = {"cannot", "if", "unless", "either", "neither", "only", "least", "most"}
    asks = sentence.question and document.lows(sentence)[:1] in (["what"], ["which"], ["how"])
    return (asks or bool(_AIMS & lows) and not numbers) and not lows & strong


def _is_idle(draft: Draft, position: int, place: int, data: frozenset[int]) -> bool:
    """Whether a number says nothing that the model needs: `three metres`, `the flood of 2012`, a count of things."""
    document = draft.document
    quantity = document.quantities[position]
    sentence = document.sentences[place]
    if quantity.spelled and quantity.kind in {"number", "part"}:
        known = place in data or place in draft.understood or presents_table(set(document.lows(sentence)))
        return known and quantity.value <= 12 or not demands(document.lows(sentence))
    before = document.tokens[quantity.first - 1].low if quantity.first else ""
    if cites_table(document, quantity):
        return True
    counts = not quantity.money and quantity.kind == "number"
    if counts and place not in data and any(quantity.value == len(one.members) for one in draft.sets):
        return True
    if counts and place not in data and before in {"from", "to", "as", ",", "and", "through", "numbers"}:
        suffixes = {str(label).split()[-1] for one in draft.sets for label in one.members}
        if document.tokens[quantity.last - 1].text in suffixes:
            return True
    if quantity.kind == "number" and 1900 <= quantity.value <= 2100 and before in {"of", "in", "since", "by"}:
        return True
    after = document.tokens[quantity.last].low if quantity.last < len(document.tokens) else ""
    if counts and (after in _MONTHS or before in _MONTHS) or counts and _is_scale(document, position):
        return True
    words = [t for t in document.tokens[sentence.first : sentence.last] if t.kind == "word"]
    capital = quantity.first > 0 and document.tokens[quantity.first - 1].text[0].isupper()
    if counts and capital and len(words) <= 4:
        return True  # `Thanks, Ward 3`
    return not words or before == "(" and not quantity.money and len(words) < 2


_MONTHS = frozenset("january february march april may june july august september october november december".split())


def _is_scale(document: Document, position: int) -> bool:
    """`from 1 to 10`: how marks are given."""
    quantities, tokens = document.quantities, document.tokens
    for first in (position - 1, position):
        if first < 0 or first + 1 >= len(quantities):
            continue
        one, two = quantities[first], quantities[first + 1]
        lead = tokens[one.first - 1].low if one.first else ""
        joined = two.first == one.last + 1 and tokens[one.last].low == "to"
        if (
            joined
            and lead == "from"
            and one.value in (0, 1)
            and not demands(document.lows(document.sentences[document.place_of(one.first)]))
        ):
            return True
    return False


def _short(document: Document, place: int) -> str:
    text = document.said(document.sentences[place])
    return text if len(text) <= 200 else text[:197] + "..."
