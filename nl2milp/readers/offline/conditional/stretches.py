"""Where a text states conditions: the stretches that the linear reading must not see."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from nl2milp.readers.offline.conditional.absence import alternative, has_batch, presences
from nl2milp.readers.offline.conditional.cues import ASKING, WHOLE, is_strong, is_weak, refusal
from nl2milp.readers.offline.conditional.dues import is_price, is_rate, pieces_of
from nl2milp.readers.offline.conditional.vocabulary import (
    EXPANDING,
    GROUPS,
    NEGATIVE,
    PACKS,
    WISHES,
)
from nl2milp.readers.offline.directions import find_directions
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["Stretch", "find_stretches", "masked"]


@dataclass(frozen=True)
class Stretch:
    """The tokens of a condition, `tokens[first:last]`.

    Attributes
    ----------
    kind : str
        `logic` or `lot`.
    strong : bool
        Whether its words leave no doubt that it is a condition.
    """

    first: int
    last: int
    kind: str
    strong: bool


def find_stretches(
    tokens: Sequence[Token], sentences: Sequence[Sentence], quantities: Sequence[Quantity]
) -> list[Stretch]:
    """All stretches, in the order of the text; they do not overlap."""
    found: list[Stretch] = []
    for sentence in sentences:
        if found and found[-1].kind == "logic" and found[-1].last == sentence.first and _goes_on(tokens, sentence):
            found.append(replace(found.pop(), last=sentence.last))
            continue
        for first, last in _segments(tokens, sentence):
            found += _in_segment(tokens, first, last, quantities, sentence.question)
    found += _lists(tokens, sentences, found)
    return sorted(found + _alike(tokens, sentences, quantities, found), key=lambda stretch: stretch.first)


def _alike(
    tokens: Sequence[Token], sentences: Sequence[Sentence], quantities: Sequence[Quantity], found: Sequence[Stretch]
) -> list[Stretch]:
    """Charges by likeness: `K costs 1,800 to hire and 22 a hectare; L costs 1,100 and 30 a hectare`."""
    if not any(stretch.kind == "charge" for stretch in found):
        return []
    more: list[Stretch] = []
    for sentence in sentences:
        inside = [q for q in quantities if sentence.first <= q.first < sentence.last]
        pieces = [piece for piece in pieces_of(tokens, inside, sentence.first, sentence.last) if piece.prices]
        for piece, following in itertools.pairwise(pieces):
            taken = any(s.first < piece.last and s.last > piece.prices[0].first for s in found)
            costs = {"cost", "costs"} & {token.low for token in tokens[piece.first : piece.prices[0].first]}
            rated = following.due is False or tokens[following.first].low == "plus"
            if piece.due is None and rated and len(piece.prices) == 1 and costs and not taken:
                joined = piece.last < sentence.last and tokens[piece.last].low in {"plus", "and"}
                more.append(Stretch(piece.prices[0].first, piece.last + joined, "charge", False))
    return more


def _lists(tokens: Sequence[Token], sentences: Sequence[Sentence], found: Sequence[Stretch]) -> list[Stretch]:
    """Sentences that list the wishes of which another one says how many must be met."""
    wished = {
        token.lemma for stretch in found for token in tokens[stretch.first : stretch.last] if token.lemma in WISHES
    }
    if not wished:
        return []
    more = []
    for sentence in sentences:
        here = tokens[sentence.first : sentence.last]
        colon = next((i for i, token in enumerate(here) if token.text == ":"), -1)
        taken = any(s.first < sentence.last and s.last > sentence.first for s in found)
        named = colon > 0 and bool(wished & {token.lemma for token in here[:colon]})
        if named and not taken and len(find_directions(tuple(here[colon:]))) > 1:
            more.append(Stretch(sentence.first, sentence.last, "list", False))
    return more


def _goes_on(tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Whether what stands behind a semicolon speaks of what the condition before it brought in."""
    return tokens[sentence.first - 1].text == ";" and tokens[sentence.first].low in {
        "it",
        "otherwise",
        "without",
        "with",
        "he",
        "she",
    }


def _segments(tokens: Sequence[Token], sentence: Sentence) -> list[tuple[int, int]]:
    """Cut a sentence where a condition of its own begins: `..., and if ...`."""
    cuts = [sentence.first]
    lows = [token.low for token in tokens[sentence.first : sentence.last]]
    for place in range(3, len(lows) - 2):
        hinge = lows[place + 1] in {"if", "unless", "whenever", "once", "should"}
        hinge = hinge or lows[place + 1 : place + 3] == ["as", "soon"]
        if lows[place] == ":" and "or" in lows[place:] and _limits(tokens[sentence.first : sentence.first + place]):
            cuts.append(sentence.first + place)  # `accepts 60 in all, and wants a focus: at least 25 of A or 30 of B`
            continue
        joined = lows[place] in {"and", "but"} and hinge
        further = lows[place] == "and" and bool(EXPANDING & set(lows[place + 1 : place + 4]))
        further = further and lows[place - 1 : place + 3] != ["if", "and", "only", "if"]
        if further and {"if", "when", "once"} & set(lows[place:]):
            cuts.append(sentence.first + place)  # `..., and for another 60 minutes when the night baker comes`
            continue
        if joined and (lows[place - 1] == "," or "if" in lows[:place]):
            cuts.append(sentence.first + place)
    cuts.append(sentence.last)
    return [(cuts[i], cuts[i + 1]) for i in range(len(cuts) - 1)]


def _limits(tokens: Sequence[Token]) -> bool:
    """Whether words state a limit by themselves, and no refusal or premise."""
    lows = {token.low for token in tokens}
    numbers = any(token.kind == "number" for token in tokens)
    return numbers and bool(find_directions(tuple(tokens))) and not lows & (NEGATIVE - {"no", "not"} | {"if", "either"})


def _in_segment(
    tokens: Sequence[Token], first: int, last: int, quantities: Sequence[Quantity], question: bool
) -> list[Stretch]:
    lows = [token.low for token in tokens[first:last]]
    if question or ASKING & set(lows[:3]) or any(low[:6] in {"maximi", "minimi"} for low in lows):
        return []
    inside = [q for q in quantities if first <= q.first < last]
    if WHOLE & set(lows) and not any(q.value > 1 for q in inside):
        return []
    ranged = _ranged(tokens, first, last, inside)
    if ranged is not None:
        return [ranged]
    if is_strong(tokens, first, last, inside):
        return [Stretch(first, last, "logic", True)]
    if is_weak(tokens, first, last, inside):
        return [Stretch(first, last, "logic", False)]
    return _dues(tokens, first, last, inside) + _lots(tokens, first, last, inside)


def _ranged(tokens: Sequence[Token], first: int, last: int, inside: Sequence[Quantity]) -> Stretch | None:
    """A choice between nothing and an amount; prices beside it are left to the linear reading."""
    prices = [q for q in inside if is_price(tokens, q, first, last) and is_rate(tokens, q, first, last)]
    amounts = [q for q in inside if q not in prices]
    core = alternative(tokens, first, last, amounts)
    if core is None and prices and len(amounts) > 1:
        said = presences(tokens, first, last, inside)
        end = amounts[-1].last
        end += end < last and tokens[end].lemma == amounts[-1].unit
        core = (said[0][0], end) if said and said[0][0] < amounts[0].first else None
    turned = refusal(tokens, first, last) if core is None and prices and amounts else -1
    if turned >= 0 and turned > prices[-1].last:
        start = turned
        while start > prices[-1].last and tokens[start - 1].low not in {"and", ",", ";", "but"}:
            start -= 1
        core = start, amounts[-1].last + (tokens[amounts[-1].last].lemma == amounts[-1].unit)
    if core is None:
        batch = not prices and amounts and has_batch(tokens, first, last)
        return Stretch(first, last, "logic", False) if batch else None
    if not prices:
        return Stretch(first, last, "logic", True)
    if any(core[0] <= price.first < core[1] for price in prices):
        return None
    return Stretch(*core, "logic", True)


def _dues(tokens: Sequence[Token], first: int, last: int, inside: Sequence[Quantity]) -> list[Stretch]:
    """What is due once: the whole segment, or the pieces of it that say so."""
    pieces = [piece for piece in pieces_of(tokens, inside, first, last) if piece.prices]
    due = [piece for piece in pieces if piece.due]
    if not due:
        return []
    others = [q for q in inside if not any(piece.first <= q.first < piece.last for piece in due)]
    if len(due) == len(pieces) and not any(q.unit or q.kind != "number" for q in others):
        return [Stretch(first, last, "logic", False)]
    found: list[Stretch] = []
    for piece in due:
        start = piece.first
        while start < piece.last and tokens[start].low in {",", ";", ":", "and", "plus", "but"}:
            start += 1
        after = piece.last < last and tokens[piece.last].low in {"plus", "and"}
        goes_on = after or piece.last < last and tokens[piece.last].low == ","
        subject = next((i for i in range(start, piece.prices[0].first) if tokens[i].low in _HAVING), -1)
        start = subject + 1 if subject > start and goes_on else start
        found.append(Stretch(start, piece.last + after, "charge", False))
    return found


_HAVING = frozenset("costs cost needs takes has requires asks charges bills carries involves".split())


def _lots(tokens: Sequence[Token], first: int, last: int, inside: Sequence[Quantity]) -> list[Stretch]:
    """`in crates of 12`, `in multiples of 15`, `by the dozen`."""
    found = []
    for index in range(first + 1, last):
        if tokens[index].low not in GROUPS or index + 1 < last and tokens[index + 1].low == "of":
            continue  # `in thousands of dollars`
        start = index - 1
        while start > first and tokens[start].low in _FULL | {"the"}:
            start -= 1
        several = tokens[index].low.endswith("s") or tokens[index].lemma == "dozen"
        if tokens[start].low == "by" or tokens[start].low == "in" and several:
            found.append(Stretch(start, index + 1, "lot", True))
    for quantity in inside:
        if [token.low for token in tokens[max(first, quantity.first - 2) : quantity.first]] == ["divisible", "by"]:
            found.append(Stretch(quantity.first - 2, quantity.last, "lot", True))
    for quantity in inside:
        place = quantity.first
        place -= tokens[place - 1].low in {"exactly", "precisely"}
        if place - 2 < first or tokens[place - 1].low != "of" or tokens[place - 2].lemma not in PACKS:
            continue
        start = place - 2
        while start > first and tokens[start - 1].low in _FULL:
            start -= 1
        multiple = tokens[place - 2].lemma == "multiple"
        if start > first and (tokens[start - 1].low in {"in", "as", "by", "into"} or multiple):
            found.append(Stretch(start - 1, quantity.last, "lot", True))
        elif start < place - 2 and start <= first + 1:
            found.append(Stretch(first, last, "lot", True))  # `only full cartons of 6 mugs can be shipped`
    return found + _packed(tokens, first, last, inside)


_FULL = frozenset("full whole complete exact entire only".split())


def _packed(tokens: Sequence[Token], first: int, last: int, inside: Sequence[Quantity]) -> list[Stretch]:
    """`Mugs are packed six to a box, and only full boxes are shipped`."""
    found = []
    for quantity in inside:
        after = [token.low for token in tokens[quantity.last : quantity.last + 2]]
        if after not in (["to", "a"], ["to", "each"], ["per", "box"], ["to", "the"]) or quantity.last + 2 >= last:
            continue
        pack = tokens[quantity.last + 2]
        if pack.lemma in PACKS and _only_full(tokens, first, last, pack.lemma):
            found.append(Stretch(quantity.first, last, "lot", True))
    amounts = [q for q in inside if not q.money and q.value > 1]
    limited = {first + d.last for d in find_directions(tuple(tokens[first:last])) if d.sign != "=="}
    for quantity in amounts:
        ahead = [token.low for token in tokens[quantity.last : min(last, quantity.last + 6)]]
        times = next((i for i in range(len(ahead) - 2) if ahead[i : i + 3] == ["at", "a", "time"]), -1)
        if times >= 0 and quantity.first not in limited and quantity.unit not in UNIT_FACTORS:
            found.append(Stretch(quantity.first, quantity.last + times + 3, "lot", True))  # `12 desks at a time`
    if len(amounts) == 1 and not found and _holds(tokens, first, last, amounts[0]):
        found.append(Stretch(first, last, "lot", True))
    return found


_HOLDING = frozenset("holds hold takes take contains contain is being are fits makes turns yields gives".split())


def _holds(tokens: Sequence[Token], first: int, last: int, quantity: Quantity) -> bool:
    """`A crate holds 12 desks, and only full crates are shipped`, `one batch is 12 desks, without part batches`."""
    for index in range(first, quantity.first):
        if tokens[index].lemma not in PACKS or index + _REACH < quantity.first:
            continue
        between = {token.low for token in tokens[index + 1 : quantity.first]}
        if between & _HOLDING and _only_full(tokens, first, last, tokens[index].lemma):
            return True
    return False


_REACH = 5
_PARTLY = frozenset("part partial half-filled broken incomplete half".split())


def _only_full(tokens: Sequence[Token], first: int, last: int, pack: str) -> bool:
    """Whether a range says that packs are full: `only full crates`, `every crate must be full`, `no part crates`."""
    for index in range(first, last):
        near = {token.lemma for token in tokens[max(first, index - 6) : min(last, index + 3)]}
        if tokens[index].low in _FULL | _PARTLY | {"filled"} and pack in near:
            return tokens[index].low != "only" or index + 1 < last and tokens[index + 1].low in _FULL
    return False


def masked(text: str, tokens: Sequence[Token], stretches: Sequence[Stretch]) -> str:
    """The text with blanks for the stretches; every other character stays where it is."""
    letters = list(text)
    for stretch in stretches:
        last = stretch.last
        while last > stretch.first + 1 and (
            tokens[last - 1].text in {".", "?", "!", ";"} or tokens[last - 1].kind == "break"
        ):
            last -= 1
        for place in range(tokens[stretch.first].start, tokens[last - 1].end):
            letters[place] = " "
    return "".join(letters)
