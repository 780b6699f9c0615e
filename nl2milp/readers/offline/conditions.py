"""Sentences that state a condition between variables, which a table of rates and limits cannot hold."""

from __future__ import annotations

import itertools

from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.tokens import Sentence

__all__ = ["conditional_sentences"]

_STRONG = frozenset("unless whenever otherwise".split())
_DEMANDING = frozenset("must should may can cannot can't shall will would allowed permitted chosen".split())
_WHOLLY = frozenset("completely wholly entirely fully whole finished full".split())
_PHRASES = frozenset({
    ("not", "both"), ("but", "both"), ("only", "when"), ("only", "if"), ("or", "none"), ("or", "zero"), ("zero", "or"),
    ("or", "not"), ("none", "or"), ("nothing", "or"), ("or", "nothing"), ("if", "any"), ("or", "else"),
    ("nor", "may"), ("nor", "can"), ("nor", "do"), ("multiples", "of"), ("provided", "that"), ("provided", "we"),
    ("provided", "it"), ("provided", "they"), ("in", "packs"), ("in", "lots"), ("in", "batches"), ("in", "multiples"),
    ("rule", "out"), ("nothing", "below"), ("nothing", "under"), ("exclude", "each"),
    ("excludes", "the"), ("not", "share"), ("or", "elsewhere"),
})  # fmt: skip
_OBLIGING = frozenset("must should cannot can't required requires exactly only has have".split())
_RATED = frozenset("profit cost costs price takes requires needs each per every earns sells".split())
_PARTS = frozenset("these those them the two three four five six".split())
_WAYS = frozenset("of in into using by with through via on are be is".split())
"""Words beside `either` that make it a list of things: `carried by either trucks or vans`."""
_AIMING = frozenset("maximize minimize maximise minimise how calculate find determine".split())


def conditional_sentences(scan: Scan) -> tuple[int, ...]:
    """Positions of the sentences with a condition: `if A is made, ...`, `either ... or`, `only if`, `unless`."""
    return tuple(number for number, sentence in enumerate(scan.sentences) if _is_conditional(scan, sentence))


def _is_conditional(scan: Scan, sentence: Sentence) -> bool:
    lows = [token.low for token in scan.tokens[sentence.first : sentence.last]]
    if _is_wholeness(scan, sentence, lows):
        return False
    for one, other in itertools.pairwise(lows):
        divided = (
            other in {"batches", "lots", "packs"} and ("in", other) == (one, other) and not _of_number(lows, other)
        )
        if (one, other) in _PHRASES and not divided and not (other == "any" and ", if any ," in " ".join(lows)):
            return True
    idle = _idle_words(scan, sentence)
    if _STRONG & set(lows) - idle or "neither" not in idle and _denies_both(lows):
        return True
    asking = sentence.question or bool(_AIMING & set(lows))
    for place, low in enumerate(lows):
        index = sentence.first + place
        if low == "if" and place == 0 and not asking and not _RATED & set(lows):
            return True
        if low in {"if", "when", "once"} and not asking and _speaks_of_variable(scan, index, sentence.last):
            return True
        if low == "either" and not asking and _OBLIGING & set(lows) and _alternatives(lows, place):
            return True
        at = scan.quantity_at[index]
        counted = at >= 0 and scan.quantities[at].spelled and scan.quantities[at].kind == "number"
        if counted and lows[place + 1 : place + 2] == ["of"] and _PARTS & set(lows[place + 2 : place + 3]):
            return True
    return False


def _is_wholeness(scan: Scan, sentence: Sentence, lows: list[str]) -> bool:
    """Whether only that nothing is done in parts is said: `a piano is tuned completely or not at all`."""
    numbers = any(scan.quantity_at[index] >= 0 for index in range(sentence.first, sentence.last))
    return not numbers and bool(_WHOLLY & set(lows)) and not {"if", "unless", "only", "both"} & set(lows)


def _denies_both(lows: list[str]) -> bool:
    """Whether `neither` forbids something; `neither more nor fewer` is exactly, `neither has a fee` a fact."""
    for place, low in enumerate(lows):
        if low == "neither" and lows[place + 1 : place + 2] not in (["more"], ["less"], ["fewer"]):
            return bool(_DEMANDING & set(lows))
    return False


def _idle_words(scan: Scan, sentence: Sentence) -> set[str]:
    """Words that state no condition here: `neither` of a plain limit, `otherwise` of a reason."""
    inside = range(sentence.first, sentence.last)
    found: set[str] = set()
    limited = any(scan.direction_at[i] >= 0 for i in inside) and any(scan.quantity_at[i] >= 0 for i in inside)
    if limited and not any(scan.tokens[i].low == "nor" for i in inside):
        found.add("neither")  # `neither may run for more than 9 hours`
    places = [i for i in inside if scan.tokens[i].low == "otherwise"]
    if places and all(_is_reason(scan, sentence, index) for index in places):
        found.add("otherwise")
    return found


def _is_reason(scan: Scan, sentence: Sentence, index: int) -> bool:
    """Whether the words around `otherwise`, up to the next comma on both sides, hold no variable and no number."""
    first, last = index, index
    while first > sentence.first and scan.tokens[first - 1].text != ",":
        first -= 1
    while last < sentence.last and scan.tokens[last].text != ",":
        last += 1
    return not any(scan.mention_at[i] >= 0 or scan.quantity_at[i] >= 0 for i in range(first, last))


def _of_number(lows: list[str], word: str) -> bool:
    """Whether `of` and a figure follow: `in packs of 12`."""
    place = lows.index(word)
    return lows[place + 1 : place + 2] == ["of"] and place + 2 < len(lows) and lows[place + 2][:1].isdigit()


def _alternatives(lows: list[str], place: int) -> bool:
    """Whether `either` opens two alternatives and is not `of either type`."""
    beside = {*lows[max(0, place - 1) : place], *lows[place + 1 : place + 2]}
    return "or" in lows[place:] and not beside & _WAYS


def _speaks_of_variable(scan: Scan, index: int, last: int) -> bool:
    """Whether the clause after `if` says something of a variable other than its rates or the aim."""
    for place in range(index + 1, last):
        low = scan.tokens[place].low
        if low in {",", "how", "then"} or low in _RATED:
            return False
        if scan.mention_at[place] >= 0:
            return not {scan.tokens[i].low for i in range(place, min(place + 8, last))} & _RATED
    return False
