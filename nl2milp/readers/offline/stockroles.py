"""Numbers that look like rates and are stocks: `..., and there are 3 kg of flour`, `with 240 hours available`."""

from __future__ import annotations

from nl2milp.readers.offline.columns import scale_between
from nl2milp.readers.offline.lexicon import UNIT_FACTORS, VERBS
from nl2milp.readers.offline.scan import Scan

__all__ = ["hours_of_rates", "ordered_rates", "ranged_limits", "shared_stock", "stated_for", "stocks"]

_BREAKS = frozenset(", and but while whereas with ; . ? ( )".split())
_RATED = frozenset("per each every apiece respectively".split())
_HAVING = frozenset("has have owns works work lasts pay spend afford".split())
_LEFT = frozenset("available stock hand spend spare disposal aside left remain had".split())
_SUBJECTS = frozenset("he she they we i you".split())
_PRONOUNS = frozenset("they them these their".split())


def stocks(scan: Scan, roles: list[str]) -> None:
    """A number in a clause of its own that says what there is, after the rates that use it up."""
    for position, quantity in enumerate(scan.quantities):
        if roles[position] != "rate" or quantity.kind != "number":
            continue
        sentence = scan.sentences[scan.sentence_at[quantity.first]]
        start, stop = quantity.first, quantity.last
        while start > sentence.first and scan.tokens[start - 1].low not in _BREAKS and scan.quantity_at[start - 1] < 0:
            start -= 1
        while stop < sentence.last and scan.tokens[stop].low not in _BREAKS and scan.quantity_at[stop] < 0:
            stop += 1
        if any(scan.mention_at[index] >= 0 for index in range(start, stop)):
            continue
        before = [token.low for token in scan.tokens[start : quantity.first]]
        after = [token.low for token in scan.tokens[quantity.last : stop]]
        if _RATED & {*before, *after}:
            continue
        opened = start == sentence.first or scan.tokens[start - 1].low in _BREAKS
        owned = _owned(before) or _subject_of_its_own(before)
        stated = "there" in before[:1] or opened and owned or _LEFT & set(after)
        if (stated or _out_of(scan, quantity.first)) and _used_before(scan, roles, position, sentence.first):
            roles[position] = "limit"


def hours_of_rates(scan: Scan, roles: list[str]) -> None:
    """`In one hour the press moves 12 pallets`: the hour is what the rates are for."""
    for position, quantity in enumerate(scan.quantities):
        before = scan.tokens[quantity.first - 1].low if quantity.first else ""
        if quantity.spelled and quantity.value == 1 and quantity.unit in UNIT_FACTORS and before == "in":
            roles[position] = "none"


_FOR = frozenset("for per the each a an every unit units of $".split())


def stated_for(scan: Scan, roles: list[str]) -> None:
    """`quantified as $7 for bonds and $5 for stocks`: one number for each variable, and no limit in sight."""
    for sentence in scan.sentences:
        span = range(sentence.first, sentence.last)
        if any(scan.direction_at[index] >= 0 for index in span):
            continue
        if not _COSTING & {scan.tokens[index].stem for index in span}:
            continue
        owners: dict[int, int] = {}
        for position, quantity in enumerate(scan.quantities):
            if quantity.first not in span or quantity.kind != "number":
                continue
            place = quantity.last
            linked = False
            while place < sentence.last and scan.tokens[place].low in _FOR:
                linked |= scan.tokens[place].low in {"for", "per"}
                place += 1
            if linked and place < sentence.last and scan.mention_at[place] >= 0:
                owners[position] = scan.mentions[scan.mention_at[place]].variable
        if len(set(owners.values())) == len(owners) == len(scan.names):
            for position in owners:
                roles[position] = "rate"


_COSTING = frozenset("cost pric profit requirement requir scor wag expens fee return revenu".split())


def shared_stock(scan: Scan, roles: list[str]) -> None:
    """What a list of all variables shares is a limit: `grows beans and peas on 30 acres`, `puts $900 into A and B`."""
    for position, quantity in enumerate(scan.quantities):
        if roles[position] == "limit" or quantity.kind != "number" or quantity.spelled and quantity.value <= 12:
            continue
        owned = _OWNERS & {token.low for token in scan.tokens[max(0, quantity.first - 2) : quantity.first]}
        sentence = scan.sentences[scan.sentence_at[quantity.first]]
        dealt = range(quantity.last, min(quantity.last + 5, sentence.last))
        shared = any(scan.tokens[index].low in _AMONG for index in dealt)
        if quantity.unit not in {"acre", "hectare"} and not quantity.money and not owned and not shared:
            continue
        lows = {scan.tokens[index].low for index in range(sentence.first, sentence.last)}
        inside = [other for other in scan.quantities if sentence.first <= other.first < sentence.last]
        alone = sum(not other.spelled or other.value != len(scan.names) for other in inside) == 1
        if not alone or lows & _RATED:
            continue
        before = {scan.mentions[at].variable for at in scan.mention_at[sentence.first : quantity.first] if at >= 0}
        behind = {scan.mentions[at].variable for at in scan.mention_at[quantity.last : sentence.last] if at >= 0}
        linked = any(scan.tokens[index].low in _INTO for index in range(quantity.last, sentence.last))
        if len(before) == len(scan.names) and not quantity.money or len(behind) == len(scan.names) and linked:
            roles[position] = "limit"


_OWNERS = frozenset("its his her their our my has have".split())
_AMONG = frozenset("across among between".split())
_INTO = frozenset("in into among between across with on to for".split())


def _owned(words: list[str]) -> bool:
    """Whether the words are a subject and `has`: `the holder has`, not `has` alone, which goes on with the last one."""
    place = next((place for place, word in enumerate(words) if word in _HAVING), 0)
    if words and words[0] in _SUBJECTS and words[-1] == "for":
        return True
    return place > 0 and (place > 1 or words[0] in _SUBJECTS)


_OPENING = frozenset("the its his her their our my".split())


def _subject_of_its_own(words: list[str]) -> bool:
    """Whether a clause without a variable has a subject and a verb: `and the water cart brings 1,000 litres a day`."""
    verb = next((place for place, word in enumerate(words) if place > 1 and word in VERBS | _HAVING | {"is"}), -1)
    return bool(words) and words[0] in _OPENING and verb > 0


def _out_of(scan: Scan, index: int) -> bool:
    """Whether `of a bed of` stands before the number."""
    lows = [token.low for token in scan.tokens[max(0, index - 4) : index]]
    return len(lows) == 4 and lows[3] == "of" and lows[1] in {"a", "an", "the", "its"} and lows[0] in {"of", "from"}


def _used_before(scan: Scan, roles: list[str], position: int, first: int) -> bool:
    """Whether the same sentence gave a rate in the same measure before."""
    quantity = scan.quantities[position]
    for other in range(position - 1, -1, -1):
        earlier = scan.quantities[other]
        if earlier.first < first:
            return False
        same = scale_between(earlier.unit, quantity.unit) is not None if not quantity.money else earlier.money
        if roles[other] == "rate" and same and earlier.value < quantity.value * 1000:
            return True
    return False


def ranged_limits(scan: Scan, roles: list[str]) -> None:
    """Both numbers of `between 20 and 50 oaks` are limits."""
    for position in range(len(scan.quantities) - 1):
        one, other = scan.quantities[position], scan.quantities[position + 1]
        if one.kind != "number" or one.first == 0 or other.first - one.last > 4:
            continue
        lows = {scan.tokens[index].low for index in range(one.last, other.first)}
        if scan.tokens[one.first - 1].low == "between" and "and" in lows:
            roles[position] = roles[position + 1] = "limit"


def ordered_rates(scan: Scan, roles: list[str]) -> None:
    """`They need 12, 8 and 10 minutes respectively`: as many numbers as things, and no limit in sight."""
    size = len(scan.names)
    for sentence in scan.sentences:
        span = range(sentence.first, sentence.last)
        lows = {scan.tokens[index].low for index in span}
        if "respectively" not in lows or not lows & _PRONOUNS:
            continue
        if any(scan.direction_at[index] >= 0 or scan.mention_at[index] >= 0 for index in span):
            continue
        inside = [place for place, quantity in enumerate(scan.quantities) if quantity.first in span]
        if len(inside) % size == 0:
            for place in inside:
                roles[place] = "rate"
