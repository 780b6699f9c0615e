"""Numbers that are rates by their grammar: said of one unit, of all things alike, or listed one for each."""

from __future__ import annotations

from nl2milp.readers.offline.lexicon import UNIT_FACTORS, VERBS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.series import side_by_side

__all__ = [
    "counted_stocks",
    "counts_of_names",
    "of_all_alike",
    "of_one_unit",
    "one_for_each",
    "said_of_all",
    "single_units",
]

_LINKS = frozenset("in for per from on of to with".split())
_ONES = frozenset("a an one each every per any 1".split())
_BREAKS = frozenset("; : while whereas but if so because that which".split())
_TOGETHER = frozenset(
    """together total altogether combined overall day week month year shift available left must should may can cannot
    budget order ordered""".split()
)
_ALIKE = frozenset("both each all they either them".split())
_USING = frozenset(
    """need needs require requires take takes use uses consume consumes contain contains weigh weighs cost costs occupy
    occupies hold holds earn earns bring brings yield yields give gives sell sells carry carries produce
    produces""".split()
)


def counts_of_names(scan: Scan, roles: list[str]) -> None:
    """`A shop has 3 products: caps, hats and bonnets`: how many variables there are limits nothing."""
    size = len(scan.names)
    for position, quantity in enumerate(scan.quantities):
        if quantity.value != size or quantity.kind != "number" or quantity.money or roles[position] == "none":
            continue
        sentence = scan.sentences[scan.sentence_at[quantity.first]]
        if any(scan.direction_at[i] >= 0 for i in range(sentence.first, quantity.first)):
            continue
        index = quantity.last
        while index < min(quantity.last + 4, sentence.last) and scan.tokens[index].kind == "word":
            index += 1
        listed = index < sentence.last and scan.tokens[index].text in {":", ","} and quantity.last < index
        said = {scan.mentions[at].variable for at in scan.mention_at[index : sentence.last] if at >= 0}
        if listed and len(said) == size:
            roles[position] = "none"


def of_one_unit(scan: Scan, roles: list[str]) -> None:
    """`There are 70 mg of vitamin C and 60 mg of iron in an orange`: what one of a variable has is a rate."""
    for mention in scan.mentions:
        before = mention.first - 1
        if before < 1 or scan.tokens[before].low not in _ONES:
            continue
        if scan.tokens[before].low == "per":
            before += 1
        if scan.tokens[before - 1].low not in _LINKS:
            continue
        sentence = scan.sentences[scan.sentence_at[mention.first]]
        if any(scan.direction_at[i] >= 0 for i in range(sentence.first, mention.first)):
            continue
        if scan.tokens[mention.last].low in {",", "and", "or"} and _listed_on(scan, mention.last, sentence.last):
            continue
        listed = False
        for index in range(before - 2, sentence.first - 1, -1):
            token = scan.tokens[index]
            at = scan.quantity_at[index]
            if at >= 0 and scan.quantities[at].first == index:
                if scan.quantities[at].kind == "number" and roles[at] == "limit":
                    roles[at] = "rate"
                listed = True
            elif (
                scan.mention_at[index] >= 0
                or token.low in _BREAKS
                or token.low in {"if", "there"}
                or token.low in VERBS
                and at < 0
                and listed
                or token.text == ","
                and not listed
            ):
                break


def _figure(quantity: Quantity) -> bool:
    return quantity.kind in {"number", "percent"} and not (quantity.spelled and quantity.value <= 12)


def _listed_on(scan: Scan, index: int, last: int) -> bool:
    """Whether another variable follows right behind, so that no number is of this one alone."""
    return any(scan.mention_at[i] >= 0 for i in range(index, min(index + 4, last)))


def single_units(scan: Scan, roles: list[str]) -> None:
    """`One litre of cider takes 2 kg of apples`: the one says what the rates are for."""
    for position, quantity in enumerate(scan.quantities):
        if _is_article(scan, quantity):
            roles[position] = "none"
        if quantity.value != 1 or quantity.kind != "number" or quantity.money or quantity.unit not in UNIT_FACTORS:
            continue
        behind = range(quantity.last, min(quantity.last + 3, len(scan.tokens)))
        before = scan.direction_at[quantity.first - 1] if quantity.first else -1
        opens = quantity.first == scan.sentences[scan.sentence_at[quantity.first]].first
        opens = opens or scan.tokens[quantity.first - 1].low in {"and", ",", "while", "that"}
        if before < 0 and opens and any(scan.mention_at[index] >= 0 for index in behind):
            roles[position] = "none"


def _is_article(scan: Scan, quantity: Quantity) -> bool:
    """Whether `one` only says that the whole is one thing: `in one load of 40 tonnes`."""
    if not quantity.spelled or quantity.value != 1 or quantity.unit in UNIT_FACTORS or not quantity.first:
        return False
    ahead = [token.low for token in scan.tokens[quantity.last : quantity.last + 3]]
    inside = scan.tokens[quantity.first - 1].low in {"in", "of", "for", "from"}
    return inside and "of" in ahead and scan.mention_at[quantity.last] < 0


def counted_stocks(scan: Scan, roles: list[str]) -> None:
    """`Only 9 coaches and 12 minibuses are free`: numbers right before the variables, of which there are no more."""
    for sentence in scan.sentences:
        lows = {scan.tokens[index].low for index in range(sentence.first, sentence.last)}
        if not lows & _THERE or lows & _USING or lows & {"each", "per", "every", "for"}:
            continue
        inside = [at for at, quantity in enumerate(scan.quantities) if sentence.first <= quantity.first < sentence.last]
        if inside and all(_before_mention(scan, at) for at in inside):
            for at in inside:
                roles[at] = "limit"


_THERE = frozenset("free available left spare stock hand".split())


def _before_mention(scan: Scan, at: int) -> bool:
    last = scan.quantities[at].last
    return last < len(scan.tokens) and scan.mention_at[last] >= 0 and scan.quantities[at].kind == "number"


def of_all_alike(scan: Scan, roles: list[str]) -> None:
    """`Both need 1 hour of carpentry`: a rate of every variable, where it is no limit on their sum."""
    for sentence in scan.sentences:
        span = range(sentence.first, sentence.last)
        if any(scan.direction_at[i] >= 0 or scan.mention_at[i] >= 0 for i in span):
            continue
        lows = [scan.tokens[i].low for i in span]
        if set(lows) & _TOGETHER:
            continue
        subject = next((place for place, low in enumerate(lows) if low in _ALIKE), -1)
        if not 0 <= subject <= 3:
            continue
        verb = next((place for place, low in enumerate(lows) if place > subject and low in _USING), -1)
        if not subject < verb <= subject + 5:
            continue
        if lows[subject] == "they" and not {"both", "each", "all"} & set(lows):
            continue
        for position, quantity in enumerate(scan.quantities):
            counted = quantity.spelled and quantity.unit not in UNIT_FACTORS
            plain = quantity.kind == "number" and sentence.first + verb < quantity.first < sentence.last
            if plain and not counted:
                roles[position] = "rate"


def said_of_all(scan: Scan, position: int) -> bool:
    """Whether `for both kinds`, `for each of them` or the like stands right behind the number."""
    last = scan.quantities[position].last
    lows = [token.low for token in scan.tokens[last : last + 6]]
    for place, low in enumerate(lows[:-1]):
        if low in {"for", "per", "of"} and lows[place + 1] in {"both", "either", "all"}:
            return True
        if low in {",", ".", ";", "and"}:
            return False
    return False


def one_for_each(scan: Scan, roles: list[str]) -> None:
    """`Per box the margin is $20, $35 and $62`: as many numbers side by side as there are variables."""
    size = len(scan.names)
    for sentence in scan.sentences:
        span = range(sentence.first, sentence.last)
        if any(scan.direction_at[i] >= 0 for i in span):
            continue
        said = {scan.mentions[at].variable for i in span for at in [scan.mention_at[i]] if at >= 0}
        if said and len(said) < size or size < 2:
            continue
        inside = [place for place, quantity in enumerate(scan.quantities) if quantity.first in span]
        lows = {scan.tokens[i].low for i in span}
        if not lows & (_USING | _ONES | {"are", "is", "respectively", "apiece", "return"}) or lows & {
            "must",
            "should",
            "have",
            "available",
        }:
            continue
        for run in side_by_side(scan, inside):
            if len(run) == size and all(_figure(scan.quantities[place]) for place in run):
                for place in run:
                    roles[place] = "rate"
