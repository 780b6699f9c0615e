"""Which number belongs to which candidate."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from nl2milp.readers.offline.choices.lists import NumberRun, find_runs, scale_of
from nl2milp.readers.offline.choices.mentions import Mention
from nl2milp.readers.offline.choices.vocabulary import DETERMINERS, MODALS, PREPOSITIONS, SCALES
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["CURRENCIES", "Fact", "ends_of_scales", "find_facts", "unit_of"]

_LEFT = frozenset("available left remaining altogether overall total once".split())
_PERIODS = frozenset("day week month year shift".split())
CURRENCIES = frozenset(
    "euro dollar pound franc krona kronor krone kroner crown yen rupee peso dinar lira zloty shekel rand real".split()
)
_FILLERS = DETERMINERS | MODALS | PREPOSITIONS | frozenset("and or , ; : ( ) - it they each per also only".split())


@dataclass(frozen=True)
class Fact:
    """One number of one item.

    Attributes
    ----------
    order : int
        Its place among the numbers of the item's record.
    unit : str
        Lemma of the unit behind it; `$` for money; empty if there is none.
    words : frozenset of str
        Stems of the words around it.
    run : int
        Which list of numbers it came from; -1 for a record.
    scale : int
        What the words in the number multiply it by: 1,000 in `7 thousand`.
    """

    item: int
    quantity: int
    value: Fraction
    order: int
    unit: str
    words: frozenset[str]
    run: int = -1
    scale: int = 1


def unit_of(tokens: Sequence[Token], quantity: Quantity) -> str:
    """The unit behind a number: `$` for any currency."""
    if quantity.money or quantity.unit in CURRENCIES:
        return "$"
    unit = quantity.unit
    head = unit.rpartition("-")[2]
    if head in UNIT_FACTORS or head in _PERIODS:  # `24 person-weeks`
        unit = head
    following = tokens[quantity.last].low if quantity.last < len(tokens) else ""
    if unit in SCALES or following in _FILLERS or unit.isdigit() or following in _LEFT:
        return ""
    return unit


def ends_of_scales(tokens: Sequence[Token], quantities: Sequence[Quantity]) -> set[int]:
    """The numbers that only say how something is rated: `on a scale from 1 to 10`."""
    found: set[int] = set()
    for position, quantity in enumerate(quantities):
        before = [token.low for token in tokens[max(0, quantity.first - 5) : quantity.first]]
        if "scale" in before and {"from", "of", "between", "to"} & set(before[before.index("scale") :]):
            found.add(position)
    return found


def find_facts(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    quantities: Sequence[Quantity],
    mentions: Sequence[Mention],
    skipped: frozenset[int],
    size: int,
) -> list[Fact]:
    """The numbers of items in all sentences but those of `skipped`."""
    found: list[Fact] = []
    runs = find_runs(tokens, quantities)
    recent: list[int] = []
    last_item = -1
    for number, sentence in enumerate(sentences):
        here = [m for m in mentions if sentence.first <= m.first < sentence.last]
        if number in skipped:
            found += _apposed(tokens, quantities, here)
            continue
        own = [q for q, quantity in enumerate(quantities) if sentence.first <= quantity.first < sentence.last]
        scale = _sentence_scale(tokens, sentence, quantities, own)
        opening = tokens[sentence.first].low
        follow = last_item if opening in {"it", "this"} and not _caps(tokens, sentence) else -1
        spare = _zipped(tokens, sentence, quantities, here, recent, runs, own, size, found, scale)
        found += _records(tokens, sentence, quantities, here, spare, follow, scale)
        if here:
            last_item = here[-1].item
            listed = list(dict.fromkeys(m.item for m in here))
            if len(listed) >= 2:
                recent = listed
    return found


def _apposed(tokens: Sequence[Token], quantities: Sequence[Quantity], here: Sequence[Mention]) -> list[Fact]:
    """Numbers in brackets right behind an item, or behind `weighing` and the like, whatever the sentence is about."""
    found: list[Fact] = []
    firsts = {quantity.first: q for q, quantity in enumerate(quantities)}
    for mention in here:
        first = mention.last + (tokens[mention.last].text == ",") if mention.last < len(tokens) else 0
        opening = tokens[first : first + 2]
        if not opening or opening[0].text != "(" and opening[0].low not in _APPOSED:
            continue
        stop = first + 1
        while stop < len(tokens) and tokens[stop].text not in {")", ".", ";"} and stop - first < 12:
            if opening[0].text != "(" and tokens[stop].text == ",":
                break
            stop += 1
        inside = [firsts[i] for i in range(first + 1, stop) if i in firsts]
        for order, q in enumerate(inside):
            words = _content(tokens[first:stop]) if len(inside) == 1 else frozenset()
            unit = unit_of(tokens, quantities[q])
            value = quantities[q].value
            found.append(Fact(mention.item, q, value, order, unit, words, scale=scale_of(tokens, quantities[q])))
    return found


_APPOSED = frozenset("weighing costing worth measuring priced earning taking needing".split())


def _caps(tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Whether the sentence limits or demands something: `it can pay at most 140`."""
    lows = {token.low for token in tokens[sentence.first : sentence.last]}
    return bool(
        lows & {"most", "least", "exceed", "exceeding", "limit", "limited", "budget", "available", "up", "only"}
    )


def _sentence_scale(
    tokens: Sequence[Token], sentence: Sentence, quantities: Sequence[Quantity], own: Sequence[int]
) -> Fraction:
    """`in thousand dollars`, said of all numbers of the sentence."""
    numbers = {i for q in own for i in range(quantities[q].first, quantities[q].last)}
    for index in range(sentence.first + 1, sentence.last):
        if tokens[index].low in SCALES and index not in numbers and tokens[index - 1].low == "in":
            return Fraction(SCALES[tokens[index].low])
    return Fraction(1)


def _zipped(
    tokens: Sequence[Token],
    sentence: Sentence,
    quantities: Sequence[Quantity],
    here: Sequence[Mention],
    recent: Sequence[int],
    runs: Sequence[NumberRun],
    own: Sequence[int],
    size: int,
    found: list[Fact],
    scale: Fraction,
) -> list[int]:
    """Give runs of numbers to lists of items of the same length; what is left over comes back."""
    spare = list(own)
    previous = sentence.first
    for position, run in enumerate(runs):
        if not sentence.first <= run.first < sentence.last:
            continue
        count = len(run.quantities)
        before = [m.item for m in here if m.first < run.first]
        listed = _last_list([m for m in here if m.first < run.first], tokens, count)
        owners: list[int] | None = None
        if listed is not None:
            owners = listed
        elif len(here) <= 1 or not before:
            if count == size:
                owners = list(range(size))
            elif count == len(recent):
                owners = list(recent)
        if owners is None and count == size:
            owners = list(range(size))
        if owners is None:
            continue
        named = {i for m in here for i in range(m.first, m.last)}
        lead = [tokens[i] for i in range(previous, run.first) if i not in named]
        words = _content(lead) | _content(tokens[run.last : _clause_end(tokens, run.last)])
        words = _as_earned(tokens, range(previous, run.first), {m.last for m in here}, words)
        unit = unit_of(tokens, quantities[run.quantities[-1]]) or unit_of(tokens, quantities[run.quantities[0]])
        for order, (owner, quantity, value) in enumerate(zip(owners, run.quantities, run.values, strict=True)):
            factor = scale if scale_of(tokens, quantities[quantity]) == 1 and value == quantities[quantity].value else 1
            found.append(Fact(owner, quantity, value * factor, order, unit, words, position))
            spare.remove(quantity)
        previous = run.last
    return spare


def _clause_end(tokens: Sequence[Token], start: int) -> int:
    end = start
    while end < len(tokens) and end - start < 5 and tokens[end].low not in _ENDS:
        end += 1
    return end


def _last_list(before: Sequence[Mention], tokens: Sequence[Token], count: int) -> list[int] | None:
    """The last `count` items, if they stand in one list."""
    items = before[-count:]
    if len(items) != count or count < 2:
        return None
    for left, right in itertools.pairwise(items):
        between = tokens[left.last : right.first]
        if any(t.low not in {",", "and", "or", "the", "a", "an"} and t.kind != "mark" for t in between):
            return None
    return [mention.item for mention in items]


def _records(
    tokens: Sequence[Token],
    sentence: Sentence,
    quantities: Sequence[Quantity],
    here: Sequence[Mention],
    own: Sequence[int],
    follow: int,
    scale: Fraction,
) -> list[Fact]:
    """Numbers behind the item they belong to, or in front of it in `820 for the bridge, 640 for the tunnel`."""
    if not here and follow < 0:
        return []
    behind = [q for q in own if here and _names_owner(tokens, quantities[q], here) >= 0]
    found: list[Fact] = []
    if len(behind) >= 2 or (behind and len(here) == 1 and len(own) == 1):
        for q in behind:
            words = _content(tokens[sentence.first : min(quantities[behind[0]].first, here[0].first)])
            owner = _names_owner(tokens, quantities[q], here)
            value = quantities[q].value * (scale if scale_of(tokens, quantities[q]) == 1 else 1)
            unit = unit_of(tokens, quantities[q])
            said = words | _content(tokens[quantities[q].last :][:3])
            found.append(
                Fact(
                    owner, q, value, 0, unit or _said_unit(tokens, sentence), said, -2, scale_of(tokens, quantities[q])
                )
            )
        return found
    order: dict[int, int] = {}
    start = sentence.first
    lead, unit = _heading(tokens, sentence, here, own, quantities)
    unit = unit or _said_unit(tokens, sentence)
    for q in own:
        quantity = quantities[q]
        before = [m for m in here if m.last <= quantity.first]
        owner = before[-1].item if before else follow
        if owner < 0 or quantity.kind not in {"number", "percent"} or _is_subject(tokens, quantity, sentence.last):
            continue
        first = max([start, *[m.last for m in before]])
        if first > sentence.first and _is_of_another(tokens, first, quantity.first):
            continue
        stop = quantity.last
        while stop < sentence.last and stop - quantity.last < 6 and tokens[stop].low not in _ENDS:
            stop += 1
        words = _content(tokens[first : quantity.first]) | _content(tokens[quantity.last : stop])
        words = _as_earned(tokens, range(first, quantity.first), {m.last for m in before}, words | lead)
        value = quantity.value * (scale if scale_of(tokens, quantity) == 1 else 1)
        place = order.get(owner, 0)
        own_unit = unit_of(tokens, quantity) or unit
        found.append(Fact(owner, q, value, place, own_unit, words, scale=scale_of(tokens, quantity)))
        order[owner] = place + 1
        ended = stop < sentence.last and tokens[stop].low in _ENDS
        crossed = any(quantity.last <= quantities[other].first < stop for other in own)
        start = stop if ended and not crossed else quantity.last  # its unit says nothing of the next number
    return found


def _said_unit(tokens: Sequence[Token], sentence: Sentence) -> str:
    """The unit that is said of all numbers of a sentence: `in hours, the work amounts to 40 for the alarm`."""
    for index in range(sentence.first, sentence.last - 2):
        if tokens[index].low != "in" or index > sentence.first and tokens[index - 1].text not in {"(", ","}:
            continue
        at = index + 1
        while tokens[at].low in SCALES or tokens[at].low == "of":
            at += 1
        plural = tokens[at].kind == "word" and tokens[at].low != tokens[at].lemma
        if plural and at + 1 < sentence.last and tokens[at + 1].text in {",", ")", ":"}:
            return "$" if tokens[at].lemma in CURRENCIES else tokens[at].lemma
    return ""


def _heading(
    tokens: Sequence[Token],
    sentence: Sentence,
    here: Sequence[Mention],
    own: Sequence[int],
    quantities: Sequence[Quantity],
) -> tuple[frozenset[str], str]:
    """The words and the unit in front of a bare list: `the costs in dollars are: Ada 4, Bea 2 and Col 5`."""
    firsts = {quantities[q].first for q in own}
    bare = [
        m for m in here
        if m.last in firsts or m.last + 1 in firsts and tokens[m.last].text in {":", ",", "(", "-", "–", "with"}
    ]  # fmt: skip
    if len(bare) < 3 or len(bare) != len(here):
        return frozenset(), ""
    if sum(first > here[0].first for first in firsts) > len(
        here
    ):  # each has several numbers, and the words in front don't tell which they are about
        return frozenset(), ""
    words = _content(tokens[sentence.first : here[0].first])
    return words, "$" if words & CURRENCIES else ""


def _is_subject(tokens: Sequence[Token], quantity: Quantity, stop: int) -> bool:
    """Whether the number begins a statement of its own: `300 hours are available`."""
    index = quantity.last
    while index < stop and index - quantity.last < 4 and tokens[index].low not in MODALS | {*_ENDS}:
        index += 1
    if index >= stop or tokens[index].low not in {"are", "is", "can", "may", "have", "has", "must", "were"}:
        return False
    return not any(token.low in {"who", "which", "that", "it"} for token in tokens[quantity.last : index])


_HOLDING = frozenset("can may must could has have holds hold allows permits offers disposes had".split())
_BREAKS = frozenset(", ; and but while whereas though although".split())


def _is_of_another(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a clause with a subject of its own begins before a number: `, and the team can spare 12 weeks`."""
    start = max((i for i in range(first, last) if tokens[i].low in _BREAKS), default=-1) + 1
    if start <= first:
        return False
    subject = [token.low for token in itertools.takewhile(lambda t: t.low not in _HOLDING, tokens[start:last])]
    if subject[:1] == ["there"] or subject[:2] in (["we", "are"], ["she", "is"], ["he", "is"], ["i", "am"]):
        return True
    held = start + len(subject) < last
    return held and bool(subject) and subject[0] not in {"it", "they", "each", "which", "also", "this", "that", "both"}


_ENDS = frozenset(", ; . ( ) and or but".split())
_OWNS = frozenset("for in at from by with on through to".split())


def _names_owner(tokens: Sequence[Token], quantity: Quantity, here: Sequence[Mention]) -> int:
    """The item behind `310 for`, `90 in`; -1 if there is none."""
    index = quantity.last
    limit = index + 4
    while index < len(tokens) and index < limit and tokens[index].low not in _ENDS | _OWNS:
        index += 1
    if index >= len(tokens) or tokens[index].low not in _OWNS | {"("}:
        return -1
    index += 1
    starts = {m.first for m in here}
    while index < len(tokens) and tokens[index].low in DETERMINERS and index not in starts:
        index += 1
    return next((m.item for m in here if m.first == index), -1)


def _as_earned(tokens: Sequence[Token], places: range, behind: set[int], words: frozenset[str]) -> frozenset[str]:
    """The words of a number, with what the items pay as what they earn: `job A pays 40`, but not `we pay 40`."""
    for index in places:
        if tokens[index].low not in {"pay", "pays", "paying"}:
            continue
        verb = index - (tokens[index - 1].low in {"would", "will"})
        before = tokens[verb - 1].low if verb else ""
        paid = verb in behind or verb == index and before in {"they", "each", "(", ","}
        if paid and not {"we", "i"} & {token.low for token in tokens[max(0, index - 4) : index]}:
            return words - {"pay", "pays", "paying"} | {"earn"}
    return words


def _content(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(
        word
        for token in tokens
        if token.kind == "word" and token.low not in _FILLERS and token.low not in SCALES
        for word in {token.stem, token.lemma}
    )
