"""Whose number each number is: the variable that a clause speaks of, or nobody's.

Where a number is said of a variable and no direction stands at it, it is a
rate; every other number is a limit. Numbers in a list go to the variables of
a list, and a number without a unit or a verb of its own (`maize earns $700
a hectare, potatoes $900`) measures what the number before it measured.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from nl2milp.readers.offline.clauseroles import granted_amounts
from nl2milp.readers.offline.conditional.vocabulary import PERIODS
from nl2milp.readers.offline.headedlists import headed_roles
from nl2milp.readers.offline.lexicon import DETERMINERS, UNIT_FACTORS, VERBS
from nl2milp.readers.offline.mentions import Mention
from nl2milp.readers.offline.rates import Rate, content, with_headed
from nl2milp.readers.offline.scan import Scan, behind_bracket
from nl2milp.readers.offline.tokens import Sentence

__all__ = ["Owned", "owned_numbers"]

_SEPARATORS = frozenset(", ; and but while whereas with".split())
_LINKS = frozenset("for per of by on from in into to each every with at".split())
_LISTING = frozenset(", and or nor the a an as well both".split())
_TO = frozenset("for per of by on from in to at each every a an the one with".split())
_PREDICATES = frozenset("is are can may must could will was were has have remain remains".split())


@dataclass(frozen=True)
class Owned:
    """The roles of all numbers, and the rates among them."""

    roles: tuple[str, ...]
    rates: tuple[Rate, ...]


@dataclass
class _Fact:
    position: int
    owners: tuple[int, ...]
    group: int
    elliptic: bool


def owned_numbers(scan: Scan, aimed: int) -> Owned:
    """Give every number of a text its role; `aimed` is the sentence of the aim."""
    facts: list[_Fact] = []
    recent: tuple[int, ...] = tuple(range(len(scan.names)))
    for place, sentence in enumerate(scan.sentences):
        positions = [p for p, q in enumerate(scan.quantities) if sentence.first <= q.first < sentence.last]
        positions = [p for p in positions if scan.quantities[p].kind in {"number", "percent"}]
        mentions = [m for m in scan.mentions if sentence.first <= m.first < sentence.last]
        if place != aimed or len(positions) > 1:
            facts += _of_sentence(scan, sentence, positions, mentions, recent)
        listed = tuple(dict.fromkeys(m.variable for m in mentions))
        if len(listed) > 1:
            recent = listed
    rates = {fact.position for fact in facts}
    roles = ["rate" if p in rates else "limit" for p in range(len(scan.quantities))]
    granted_amounts(scan, roles)
    headed_roles(scan, roles)
    facts = [fact for fact in facts if roles[fact.position] == "rate"]
    return Owned(tuple(roles), with_headed(scan, _rates(scan, facts)))


def _of_sentence(
    scan: Scan, sentence: Sentence, positions: Sequence[int], mentions: Sequence[Mention], recent: Sequence[int]
) -> list[_Fact]:
    found: list[_Fact] = []
    for run in _runs(scan, positions):
        listed = _list_before(scan, sentence, mentions, run)
        if len(run) > 1 and not any(_directed(scan, sentence, p) for p in run) and _alike(scan, run):
            owners: tuple[int, ...] | None = None
            if len(listed) == len(run):
                owners = listed
            elif len(run) == len(scan.names) and not _one_before(scan, mentions, run):
                owners = tuple(recent) if len(recent) == len(run) else tuple(range(len(run)))
            if owners is not None and len(set(owners)) == len(run):
                found += [_Fact(p, (owner,), run[0], False) for p, owner in zip(run, owners, strict=True)]
                continue
        for position in run:
            fact = _single(scan, sentence, position, mentions, found)
            if fact is not None:
                found.append(fact)
    return found


def _runs(scan: Scan, positions: Sequence[int]) -> list[list[int]]:
    """Numbers listed side by side: `4, 3 and 2 minutes`."""
    runs: list[list[int]] = []
    for position in positions:
        if runs:
            before, here = scan.quantities[runs[-1][-1]], scan.quantities[position]
            between = [
                t for t in scan.tokens[before.last : here.first] if t.lemma != before.unit and t.text not in "$€£"
            ]  # fmt: skip
            if between and all(token.low in {",", "and", "or"} for token in between):
                runs[-1].append(position)
                continue
        runs.append([position])
    return runs


def _alike(scan: Scan, run: Sequence[int]) -> bool:
    units = {scan.quantities[p].unit for p in run if scan.quantities[p].unit}
    return (
        len(units) <= 1
        and len({scan.quantities[p].money for p in run}) == 1
        or all(scan.quantities[p].money for p in run)
    )


def _list_before(scan: Scan, sentence: Sentence, mentions: Sequence[Mention], run: Sequence[int]) -> tuple[int, ...]:
    """The variables of the list that stands nearest before a run of numbers."""
    first = scan.quantities[run[0]].first
    before = [m for m in mentions if m.last <= first]
    listed: list[Mention] = []
    for mention in reversed(before):
        if listed:
            between = scan.tokens[mention.last : listed[0].first]
            if any(token.low not in _LISTING and token.kind == "word" for token in between) or len(between) > 4:
                break
            if any(scan.quantity_at[i] >= 0 for i in range(mention.last, listed[0].first)):
                break
        listed.insert(0, mention)
    return tuple(dict.fromkeys(m.variable for m in listed))


def _one_before(scan: Scan, mentions: Sequence[Mention], run: Sequence[int]) -> bool:
    """Whether the clause of a run speaks of one variable only."""
    first = scan.quantities[run[0]].first
    return len({m.variable for m in mentions if m.last <= first}) == 1


def _directed(scan: Scan, sentence: Sentence, position: int) -> bool:
    """Whether a direction stands at a number, or at an earlier one of its list."""
    quantity = scan.quantities[position]
    for direction in scan.directions:
        if 0 <= quantity.first - direction.last <= 1 or 0 <= direction.first - quantity.last <= 2:
            after = scan.tokens[direction.first].low in {"or", "at"} or direction.last <= quantity.first
            crossed = any(scan.tokens[i].low in {",", "and", ";"} for i in range(quantity.last, direction.first))
            if after and not crossed:
                return True
    before = [q for q in scan.quantities if sentence.first <= q.first and q.last <= quantity.first]
    if not before or not _counts(scan, position):
        return False
    gap = scan.tokens[before[-1].last : quantity.first]
    joined = any(token.low in {",", "and", "or"} for token in gap) and len(gap) <= 8
    verb = any(
        token.low in VERBS | _PREDICATES and scan.mention_at[before[-1].last + i] < 0 for i, token in enumerate(gap)
    )
    return joined and not verb and _directed(scan, sentence, scan.quantities.index(before[-1]))


def _counts(scan: Scan, position: int) -> bool:
    """Whether a number counts a variable: a mention follows it directly, or `tonnes of` and a mention."""
    last = scan.quantities[position].last
    for index in range(last, min(last + 4, len(scan.tokens))):
        if scan.mention_at[index] >= 0:
            return True
        if scan.tokens[index].kind != "word" or scan.tokens[index].low in _TO - {"of", "the"}:
            return False
        if scan.tokens[index].low in _SEPARATORS:
            return False
    return False


def _single(
    scan: Scan, sentence: Sentence, position: int, mentions: Sequence[Mention], found: Sequence[_Fact]
) -> _Fact | None:
    """The owner of a number by itself; None if it is a limit."""
    quantity = scan.quantities[position]
    article = (
        quantity.spelled and quantity.value == 1 and (quantity.unit in PERIODS or quantity.unit not in UNIT_FACTORS)
    )
    follows = quantity.first > 0 and scan.mention_at[quantity.first - 1] >= 0
    ends = quantity.last >= sentence.last or scan.tokens[quantity.last].kind == "mark"
    article = article and not (follows and ends)  # `a car takes three metres and a motorbike one`
    article = article and not _is_compared(scan, sentence, position)
    ahead = _ahead(scan, sentence, position)
    if article and not ahead or _directed(scan, sentence, position):
        return None
    if ahead:
        divided = not quantity.money or _is_divided(scan, quantity.last)
        if len(ahead) > 1 and len(ahead) == len(scan.names) and divided:
            return None  # `120 hectares for wheat, maize and barley`
        direct = scan.mention_at[quantity.last] >= 0 if quantity.last < len(scan.tokens) else False
        if direct and not quantity.money:
            return None  # `80 gears`: an amount of them
        return _Fact(position, ahead, _inherited(scan, position, found), False)
    before = [m for m in mentions if m.last <= quantity.first]
    if not before or _own_statement(scan, sentence, position, before[-1]):
        return None
    owners = _list_before(scan, sentence, mentions, [position])
    elliptic = not _described(scan, before[-1].last, quantity.first)
    return _Fact(position, owners, _inherited(scan, position, found) if elliptic else -1, elliptic)


def _is_compared(scan: Scan, sentence: Sentence, position: int) -> bool:
    """Whether `one` is a measure like that of another thing: `a lamp lights one person and a torch lights five`."""
    first = scan.quantities[position].first
    said = first > 1 and scan.tokens[first - 1].kind == "word" and scan.mention_at[first - 2] >= 0
    verb = scan.tokens[first - 1].low if said else ""
    if not verb or scan.mention_at[first - 1] >= 0:
        return False
    others = [q for at, q in enumerate(scan.quantities) if at != position and q.first > sentence.first]
    return any(q.spelled and q.last <= sentence.last and scan.tokens[q.first - 1].low == verb for q in others)


def _ahead(scan: Scan, sentence: Sentence, position: int) -> tuple[int, ...]:
    """The variables linked behind a number: `$12 per kettle`, `300 for wheat`."""
    quantity = scan.quantities[position]
    index = quantity.last
    linked = False
    while index < min(sentence.last, quantity.last + 7):
        token = scan.tokens[index]
        if scan.mention_at[index] >= 0:
            if not linked and index > quantity.last:
                return ()
            found = [scan.mentions[scan.mention_at[index]]]
            end = found[-1].last
            end = behind_bracket(scan, end)
            while end < sentence.last and scan.tokens[end].low in _LISTING:
                end += 1
                if end < sentence.last and scan.mention_at[end] >= 0:
                    if scan.tokens[end - 1].low == "," and scan.quantity_at[end - 1] >= 0:
                        break
                    found.append(scan.mentions[scan.mention_at[end]])
                    end = behind_bracket(scan, found[-1].last)
            if end < sentence.last and scan.quantity_at[end] >= 0 and len(found) > 1:
                found = found[:1]  # `$5 per chair and table $7`
            return tuple(dict.fromkeys(m.variable for m in found))
        if scan.quantity_at[index] >= 0 or token.low in _SEPARATORS or token.kind == "mark" and token.text != "(":
            return ()
        linked |= token.low in {
            "for",
            "per",
            "of",
            "by",
            "on",
            "from",
            "in",
            "into",
            "to",
            "each",
            "every",
            "with",
            "at",
            "a",
            "an",
        }
        index += 1
    return ()


def _is_divided(scan: Scan, last: int) -> bool:
    """Whether an amount of money is put into things: `$200,000 is to be put into bonds, shares and gold`."""
    return bool({"into", "among", "between"} & {token.low for token in scan.tokens[last : last + 7]})


def _own_statement(scan: Scan, sentence: Sentence, position: int, last: Mention) -> bool:
    """Whether a number begins a statement of its own behind those about variables."""
    tokens, quantity = scan.tokens, scan.quantities[position]
    index = quantity.last
    while index < sentence.last and index - quantity.last < 6 and tokens[index].kind == "word":
        if tokens[index].low in _PREDICATES | {"available"}:
            begins = {t.low for t in tokens[max(sentence.first, quantity.first - 2) : quantity.first]}
            return bool(begins & (_SEPARATORS | {"of", "the"})) or tokens[index].low == "available"
        index += 1
    cut = next(
        (
            i
            for i in range(quantity.first - 1, last.last - 1, -1)
            if tokens[i].text in {",", ";"} or tokens[i].low == "with" and quantity.first - i <= 2
        ),
        -1,
    )
    if cut < 0:
        return False
    start = cut + 1
    while start < quantity.first and tokens[start].low in {"and", "but", "while", "whereas"}:
        start += 1
    if tokens[cut].low == "with" or tokens[start].low in {"of", "from"} and start < quantity.first:
        return True
    if start >= quantity.first:
        return False
    verbs = [i for i in range(start, quantity.first) if tokens[i].low in VERBS | _PREDICATES]
    subject = tokens[start]
    pronoun = subject.low in {"it", "they", "he", "she", "each", "which", "who"}
    return bool(verbs) and verbs[0] > start and not pronoun


def _described(scan: Scan, first: int, last: int) -> bool:
    """Whether words between a name and its number say what is measured."""
    return any(
        token.kind == "word" and token.low not in DETERMINERS | {"and", "for", "of", "about", "only", "at", "is", "are"}
        for token in scan.tokens[first:last]
    )


def _inherited(scan: Scan, position: int, found: Sequence[_Fact]) -> int:
    """The group of the number before, where this one goes on with the same measure; -1 otherwise."""
    if not found:
        return -1
    before = found[-1]
    one, two = scan.quantities[before.position], scan.quantities[position]
    if one.money != two.money and not (one.money and not two.unit):
        return -1
    if one.unit and two.unit and one.unit != two.unit:
        return -1
    return before.group if before.group >= 0 else before.position


def _rates(scan: Scan, facts: Sequence[_Fact]) -> list[Rate]:
    groups = {fact.group for fact in facts if fact.group >= 0}
    counts: dict[tuple[int, ...], int] = {}
    found: list[Rate] = []
    ordered = sorted(facts, key=lambda fact: fact.position)
    for fact in ordered:
        quantity = scan.quantities[fact.position]
        sentence = scan.sentences[scan.sentence_at[quantity.first]]
        start = max([sentence.first, *(q.last for q in scan.quantities if q.last <= quantity.first)])
        stop = min([sentence.last, *(q.first for q in scan.quantities if q.first >= quantity.last)])
        for index in range(quantity.last, stop):
            if scan.tokens[index].low in _SEPARATORS or scan.tokens[index].kind == "mark":
                stop = index
                break
        for index in range(quantity.first - 1, start - 1, -1):
            if scan.tokens[index].text in {",", ";", ":"}:
                start = index + 1
                break
        group = fact.group if fact.group >= 0 else fact.position if fact.position in groups else -1
        order = counts.get(fact.owners, 0)
        counts[fact.owners] = order + 1
        before, after = content(scan, start, quantity.first), content(scan, quantity.last, stop)
        found.append(Rate(fact.position, fact.owners, before, after, order, group))
    return found
