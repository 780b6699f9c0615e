"""Rates: numbers that say how much one unit of a variable costs, earns, takes or holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from nl2milp.readers.offline.headedlists import headed_lists
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS
from nl2milp.readers.offline.listitems import item_owner
from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.series import listed_before, side_by_side
from nl2milp.readers.offline.unitroles import said_of_all

__all__ = ["BREAKERS", "Rate", "content", "find_rates", "surroundings", "with_headed"]

BREAKERS = frozenset("and , ; but while whereas or with".split())
_HARD = frozenset("; while whereas but however although though since because if how : . ?".split())
_DULL = frozenset(
    "require take need use contain provide make produce unit each consist give be have get it they company must "
    "order available will per one thing".split()
)


@dataclass(frozen=True, slots=True)
class Rate:
    """One number of the table of attributes.

    Attributes
    ----------
    quantity : int
        Position in the scan's quantities.
    variables : tuple of int
        The variables it holds for; several if the text says it of all at once.
    before, after : frozenset of str
        Stems of the words around it, the variables' own words left out.
    order : int
        Its rank among the rates of the same variable in the same sentence.
    group : int
        Equal for rates that one sentence lists side by side, -1 if none.
    """

    quantity: int
    variables: tuple[int, ...]
    before: frozenset[str]
    after: frozenset[str]
    order: int
    group: int


def content(scan: Scan, first: int, last: int) -> frozenset[str]:
    """Stems of the words in the range that say what is measured."""
    found = set()
    for index in range(max(first, 0), last):
        token = scan.tokens[index]
        if scan.mention_at[index] >= 0:
            name = scan.names[scan.mentions[scan.mention_at[index]].variable]
            if token.lemma in name.lemmas:
                continue
        if token.kind == "word" and scan.quantity_at[index] < 0 and scan.direction_at[index] < 0:
            label = len(token.text) == 1 and token.text.isupper()
            if label and token.text == "A" and index == scan.sentences[scan.sentence_at[index]].first:
                continue
            if not label and (token.low in FUNCTION_WORDS or token.lemma in _DULL):
                continue
            found.add(token.stem)
            for part in token.low.split("-")[:-1]:
                found.add(part)
        elif token.kind == "number" and index and scan.tokens[index - 1].kind == "word" and scan.quantity_at[index] < 0:
            found.add(token.text)
    return frozenset(found)


def surroundings(scan: Scan, position: int) -> tuple[tuple[int, int], tuple[int, int]]:
    """Token ranges of the words that belong to a quantity, before and after it."""
    quantity = scan.quantities[position]
    sentence = scan.sentences[scan.sentence_at[quantity.first]]
    start, stop = sentence.first, sentence.last
    if position > 0:
        earlier = scan.quantities[position - 1]
        if earlier.last > start:
            start = _split(scan, earlier.last, quantity.first, default=earlier.last)
    if position + 1 < len(scan.quantities):
        later = scan.quantities[position + 1]
        if later.first < stop:
            stop = _split(scan, quantity.last, later.first, default=later.first)
    for index in range(quantity.first - 1, start - 1, -1):
        if scan.tokens[index].low in _HARD:
            start = index + 1
            break
    for index in range(quantity.last, stop):
        if scan.tokens[index].low in _HARD:
            stop = index
            break
    return (start, quantity.first), (quantity.last, stop)


def _split(scan: Scan, first: int, last: int, default: int) -> int:
    """Where the words between two quantities stop belonging to the first."""
    end = last
    while end > first:
        end -= 1
        if scan.tokens[end].low in BREAKERS and scan.mention_at[end] < 0:
            while end > first and scan.tokens[end - 1].low in BREAKERS:
                end -= 1
            return end
    return default


def find_rates(scan: Scan, roles: Sequence[str]) -> tuple[Rate, ...]:
    """The table of attributes: every rate with the variables it belongs to."""
    found: list[Rate] = []
    previous: tuple[int, ...] = ()
    for number in range(len(scan.sentences)):
        sentence = scan.sentences[number]
        positions = [
            position
            for position, quantity in enumerate(scan.quantities)
            if sentence.first <= quantity.first < sentence.last
            and roles[position] == "rate"
            and quantity.kind in {"number", "percent", "part"}
        ]
        items = _items(scan, number, positions, roles)
        owner = item_owner(scan, number)
        if owner >= 0:
            items = [item for item in items if item[0] == "Q" or item[1] == owner]
        variables = tuple(dict.fromkeys(value for kind, value, _ in items if kind == "V"))
        if positions:
            pairs = _assign(scan, sentence.first, sentence.last, items, positions, previous)
            found += _collect(scan, number, pairs)
        if variables:
            previous = variables
    return with_headed(scan, found)


def with_headed(scan: Scan, rates: Sequence[Rate]) -> tuple[Rate, ...]:
    """The rates, those of lists under the name of their measure with the owners and the words that the list gives."""
    found = {rate.quantity: rate for rate in rates}
    for listed in headed_lists(scan):
        words = content(scan, *listed.head)
        for place, variable in listed.rates:
            first, last = scan.quantities[place].first, scan.quantities[place].last
            after = words | content(scan, last, last + 1)
            found[place] = Rate(place, (variable,), content(scan, first - 2, first), after, 0, listed.rates[0][0])
        for place in listed.limits:
            found.pop(place, None)
    return tuple(found[place] for place in sorted(found))


Item = tuple[str, int, int]
"""`V`, variable, mention; or `Q`, quantity, quantity."""


def _appositive(scan: Scan, one: int, other: int) -> bool:
    """Whether the second mention explains the first: `the second product is a chair`."""
    between = [scan.tokens[i].low for i in range(scan.mentions[one].last, scan.mentions[other].first)]
    return len(between) in {1, 2} and between[0] == "is" and set(between) <= {"is", "a", "an", "the"}


def _items(scan: Scan, number: int, positions: list[int], roles: Sequence[str]) -> list[Item]:
    """Mentions and rates of a sentence in order; mentions that belong to limits or the question are left out."""
    sentence = scan.sentences[number]
    rated = set(positions)
    items: list[Item] = []
    after_limit = asking = False
    index = sentence.first
    while index < sentence.last:
        token = scan.tokens[index]
        quantity, mention = scan.quantity_at[index], scan.mention_at[index]
        if token.low == "how" and index + 1 < sentence.last and scan.tokens[index + 1].low in {"many", "much"}:
            asking = True
        if token.low in {"what", "formulate"} and items:
            asking = True
        if quantity >= 0:
            after_limit = quantity not in rated and roles[quantity] == "limit"
            if quantity in rated:
                items.append(("Q", quantity, quantity))
                asking = False
            index = scan.quantities[quantity].last
            continue
        if mention >= 0:
            if not asking and not after_limit:
                variable = scan.mentions[mention].variable
                if items and items[-1][0] == "V" and _appositive(scan, items[-1][2], mention):
                    items.pop()
                if not items or items[-1][:2] != ("V", variable):
                    items.append(("V", variable, mention))
            after_limit = False
            index = scan.mentions[mention].last
            continue
        if token.low in BREAKERS or token.low in {":", "to", "which", "who", "that", "between", "among"}:
            after_limit = False
        index += 1
    return items


Pairs = list[tuple[int, tuple[int, ...], int]]


def _assign(
    scan: Scan, first: int, last: int, items: list[Item], positions: list[int], previous: tuple[int, ...]
) -> Pairs:
    """Which variables each rate of a sentence belongs to, with the group of rates listed together."""
    everyone = tuple(range(len(scan.names)))
    distinct = tuple(dict.fromkeys(value for kind, value, _ in items if kind == "V"))
    respectively = any(scan.tokens[i].low in {"respectively", "respective"} for i in range(first, last))
    if not distinct:
        if len(positions) % len(everyone) == 0 and (
            respectively or len(positions) == len(everyone) and len(previous) != 1 or _in_runs(scan, positions)
        ):
            return _zipped(positions, everyone)
        owners = previous if len(previous) == 1 else everyone
        return [(position, owners, -1) for position in positions]
    if len(distinct) == 1:
        in_order = respectively and len(positions) == len(everyone)
        if in_order and not listed_before(scan, scan.quantities[positions[0]].first, len(positions)):
            return _zipped(positions, everyone)
        return [(position, distinct, -1) for position in positions]
    runs = [(kind, [at for _, _, at in group]) for kind, group in groupby(items, key=lambda item: item[0])]
    while (
        runs and runs[-1][0] == "V" and runs[0][0] == "V" and len(runs) > 2 and not _linked_ahead(scan, runs[-2][1][-1])
    ):
        runs.pop()
    if len(runs) == 3 and runs[0][0] == "V" and _two_sided(scan, runs[1][1]):
        one, other = scan.mentions[runs[0][1][-1]].variable, scan.mentions[runs[2][1][0]].variable
        return [(runs[1][1][0], (one,), -1), (runs[1][1][1], (other,), -1)]
    if len(runs) > 2 and runs[0][0] == "V" and runs[-1][0] == "V":
        runs.pop(0)
    pairs: Pairs = []
    forward = runs[0][0] == "V"
    if not forward and runs[-1][0] == "Q":
        forward = not _linked_ahead(scan, runs[0][1][0])
        if forward:
            for position in runs[0][1]:
                pairs.append((position, previous if len(previous) == 1 else everyone, -1))
            runs.pop(0)
        else:
            pairs += [(position, (_owner_before(scan, runs),), -1) for position in runs[-1][1]]
            runs.pop()
    for place in range(0, len(runs) - 1, 2):
        mentions = runs[place][1] if forward else runs[place + 1][1]
        rates = runs[place + 1][1] if forward else runs[place][1]
        owners = tuple(dict.fromkeys(scan.mentions[at].variable for at in mentions))
        apart = not _joined(scan, mentions)
        if not forward and scan.tokens[scan.mentions[mentions[0]].first - 1].low in {"per", "each", "every"}:
            apart = True
        if len(owners) > 1 and len(rates) == 1 and apart:
            owners = owners[-1:] if forward else owners[:1]
        pairs += _shared(scan, owners, rates, respectively)
    return pairs


def _in_runs(scan: Scan, positions: Sequence[int]) -> bool:
    """Whether the rates stand in lists with one for each variable: `1, 2 and 4 hours here and 3, 1 and 5 there`."""
    size = len(scan.names)
    return size > 1 and all(len(run) == size for run in side_by_side(scan, positions))


def _two_sided(scan: Scan, rates: list[int]) -> bool:
    """Whether of two rates between two variables each is for one: `for A it is $4, while it is $5 for B`."""
    if len(rates) != 2 or _linked_ahead(scan, rates[0]) or not _linked_ahead(scan, rates[1]):
        return False
    one, other = (scan.quantities[rate] for rate in rates)
    between = {scan.tokens[index].low for index in range(one.last, other.first)}
    return one.money == other.money and one.unit == other.unit and bool(between & {"while", "whereas", "but"})


def _owner_before(scan: Scan, runs: list[tuple[str, list[int]]]) -> int:
    return scan.mentions[runs[-2][1][-1]].variable if len(runs) > 1 else 0


def _joined(scan: Scan, mentions: list[int]) -> bool:
    """Whether the mentions stand in a list, at most a few words apart."""
    return all(scan.mentions[other].first - scan.mentions[one].last <= 4 for one, other in pairwise(mentions))


def _linked_ahead(scan: Scan, position: int) -> bool:
    """Whether a mention follows the rate directly, as in `$2 per donut`."""
    for index in range(scan.quantities[position].last, min(len(scan.tokens), scan.quantities[position].last + 12)):
        if scan.mention_at[index] >= 0:
            return True
        if scan.tokens[index].low in BREAKERS or scan.quantity_at[index] >= 0:
            return False
    return False


def _zipped(positions: Sequence[int], owners: tuple[int, ...]) -> Pairs:
    size = len(owners)
    return [
        (position, (owners[rank % size],), positions[rank - rank % size]) for rank, position in enumerate(positions)
    ]


def _shared(scan: Scan, owners: tuple[int, ...], rates: list[int], respectively: bool) -> Pairs:
    """Rates next to several variables: one each, in order, or each for all of them."""
    if len(owners) == 1:
        return [(position, owners, -1) for position in rates]
    if len(rates) % len(owners) == 0:
        kinds = {(scan.quantities[p].money, scan.quantities[p].kind) for p in rates[: len(owners)]}
        units = {scan.quantities[p].unit for p in rates}
        if respectively or len(kinds) == 1 and (len(units - {""}) <= 1) and not _differ(scan, rates):
            return _zipped(rates, owners)
    return [(position, owners, -1) for position in rates]


def _differ(scan: Scan, rates: list[int]) -> bool:
    """Whether each rate names a thing of its own, as in `2 hours of cutting and 3 hours of sanding`."""
    named = []
    for position in rates:
        _, (first, last) = surroundings(scan, position)
        named.append(content(scan, first, last) - {scan.quantities[position].unit})
    if len(named) < 2 or not all(named):
        return False
    return all(not (one & other) for place, one in enumerate(named) for other in named[place + 1 :])


def _collect(scan: Scan, number: int, pairs: Pairs) -> list[Rate]:
    everyone = tuple(range(len(scan.names)))
    pairs = [(at, everyone if said_of_all(scan, at) else owners, group) for at, owners, group in pairs]
    counts: dict[tuple[int, ...], int] = {}
    found = []
    for position, owners, group in sorted(pairs):
        order = counts.get(owners, 0)
        counts[owners] = order + 1
        before, after = surroundings(scan, position)
        found.append(Rate(position, owners, content(scan, *before), content(scan, *after), order, group))
    if any(
        scan.tokens[i].low == "respectively" for i in range(scan.sentences[number].first, scan.sentences[number].last)
    ):
        return _named_in_order(scan, found)
    return found


def _named_in_order(scan: Scan, rates: list[Rate]) -> list[Rate]:
    """`The amount of iron and zinc in A is 3 and 2 units respectively`: each rate takes its own word."""
    if len(rates) < 2 or len({rate.variables for rate in rates}) != 1:
        return rates
    first = scan.quantities[rates[0].quantity].first
    parts = listed_before(scan, first, len(rates))
    if not parts:
        return rates
    return [
        Rate(rate.quantity, rate.variables, frozenset(), content(scan, *part), rate.order, rate.group)
        for rate, part in zip(rates, parts, strict=True)
    ]
