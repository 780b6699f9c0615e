"""Whom a limit is for: one variable, each of them, all together."""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from fractions import Fraction

from nl2milp.readers.offline.columns import scale_between
from nl2milp.readers.offline.lexicon import DETERMINERS
from nl2milp.readers.offline.rates import BREAKERS, surroundings
from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.statements.base import Context
from nl2milp.readers.offline.statements.nearby import clause, mentions_in
from nl2milp.readers.offline.tokens import Token

__all__ = [
    "SEVERAL",
    "counts_heads",
    "denies_any",
    "either_type",
    "herd_of",
    "herd_sizes",
    "in_order",
    "linked_variables",
    "made_into",
    "says_each",
    "says_total",
]

_EACH = frozenset({"each", "every", "neither"})
SEVERAL = _EACH | {"both"}
_BETWEEN = frozenset("and or , the his her their its a an in on for to of at".split())
_TOTAL = frozenset("total altogether combined together overall sum either all".split())


def either_type(context: Context, position: int) -> bool:
    """Whether `8 of either type` limits each: it does where a total is given elsewhere."""
    scan = context.scan
    quantity = scan.quantities[position]
    if not any(token.low == "either" for token in scan.tokens[quantity.last : quantity.last + 4]):
        return False
    for other, role in enumerate(context.roles):
        if other == position or role != "limit":
            continue
        start, stop = clause(scan, scan.quantities[other].first)
        lows = {token.low for token in scan.tokens[start:stop]}
        if "either" in lows:
            continue
        if lows & {"total", "altogether"} or counts_heads(context, other) and not mentions_in(scan, start, stop):
            return True
    return False


def herd_of(context: Context, position: int) -> tuple[Fraction, int]:
    """How many times a need per head counts: with `30 cows`, what each cow needs counts 30 times."""
    scan = context.scan
    start, stop = clause(scan, scan.quantities[position].first)
    for index in range(start, min(stop, scan.quantities[position].first)):
        if scan.tokens[index].low in {"each", "every"} and index + 1 < stop:
            noun = scan.tokens[index + 1].lemma
            if noun == context.unit or any(noun in name.lemmas for name in scan.names):
                continue
            between = {scan.quantity_at[place] for place in range(index, scan.quantities[position].first)} - {-1}
            if any(context.roles[at] == "rate" for at in between):
                continue  # `every jar takes 6 minutes, and there are 12 hours`: said of the rate
            for other, quantity in enumerate(scan.quantities):
                plain = quantity.kind == "number" and not quantity.spelled and quantity.value > 1
                if other != position and quantity.unit == noun and plain and context.roles[other] != "rate":
                    return quantity.value, other
    return Fraction(1), -1


def herd_sizes(context: Context) -> set[int]:
    """Limits that are only the size of a herd: `Thomas has 50 cows`."""
    found = set()
    for position, role in enumerate(context.roles):
        if role == "limit":
            found.add(herd_of(context, position)[1])
    return found - {-1}


def says_each(context: Context, position: int, words: frozenset[str] = _EACH) -> bool:
    """Whether the limit holds for each by itself, and not only each day."""
    scan = context.scan
    start, stop = clause(scan, scan.quantities[position].first)
    (first, _), (_, last) = surroundings(scan, position)
    lows = [scan.tokens[index].low for index in range(max(start, first), min(stop, last))]
    for place, low in enumerate(lows):
        if low in words or low == "any" and _is_one_of_them(scan.tokens[max(start, first) + place :][:2]):
            following = lows[place + 1] if place + 1 < len(lows) else ""
            if following not in {"day", "week", "month", "year", "hour", "more", "less", "fewer"}:
                return True
    return denies_any(scan.tokens[start:stop])


def denies_any(clause_of: Sequence[Token]) -> bool:
    """Whether a clause holds for each thing because it denies it of all: `no ingredient may exceed 50 kg`."""
    lows = [token.low for token in clause_of]
    for place, low in enumerate(lows[:-3]):
        if low == "none" and lows[place + 1] == "of":
            return True
        single = place + 1 + (lows[place + 1] in {"single", "one"})
        noun = clause_of[single]
        if low != "no" or noun.kind != "word" or noun.low in {"more", "fewer", "less", "other", "further"}:
            continue
        if noun.low == noun.lemma and noun.low not in _ANY_OTHER and lows[single + 1] in _DENIED:
            return True
    return False


_DENIED = frozenset("may can must should shall will is gets receives takes makes exceeds of".split())


def _is_one_of_them(any_of: Sequence[Token]) -> bool:
    """Whether `any food`, `any one of them` is each by itself; `any mix` or `any day` is not."""
    if len(any_of) < 2 or any_of[1].kind != "word":
        return False
    noun = any_of[1]
    return noun.low in {"single", "one", "type", "kind"} or noun.low == noun.lemma and noun.low not in _ANY_OTHER


_ANY_OTHER = frozenset(
    """mix mixture combination sum total other more less amount number case event time moment reason point extra part
    fraction way order use""".split()
) | {"day", "week", "month", "year", "hour"}


def says_total(context: Context, position: int) -> bool:
    """Whether the clause of the limit speaks of all together."""
    scan = context.scan
    start, stop = _statement(scan, position)
    return any(scan.tokens[index].low in _TOTAL for index in range(start, stop))


def _statement(scan: Scan, position: int) -> tuple[int, int]:
    """The part of a clause in which a limit is stated, cut where `, and rye must ...` begins or ends another one."""
    start, stop = clause(scan, scan.quantities[position].first)
    first, last = scan.quantities[position].first, scan.quantities[position].last
    for index in range(start + 1, first):
        if _states_anew(scan, index, stop):
            start = index
    for index in range(last, stop):
        if _states_anew(scan, index, stop):
            stop = index
            break
    return start, stop


_OBLIGING = frozenset("must may can cannot should has have is are will".split())


def _states_anew(scan: Scan, index: int, stop: int) -> bool:
    """Whether a subject with a limit of its own begins at `index`: behind `, and`, a variable and `must` or so."""
    if scan.tokens[index].low not in {"and", "but", "while"} or index == 0 or scan.tokens[index - 1].text != ",":
        return False
    ahead = index + 1
    while ahead < stop and (scan.tokens[ahead].low in DETERMINERS | {"of", "number", "amount"}):
        ahead += 1
    if ahead >= stop or scan.mention_at[ahead] < 0:
        return False
    last = scan.mentions[scan.mention_at[ahead]].last
    return last < stop and scan.tokens[last].low in _OBLIGING


def linked_variables(context: Context, position: int, positions: list[int]) -> tuple[int, ...]:
    """The variables a limit is stated for, by nearness; empty if for none in particular."""
    scan = context.scan
    quantity = scan.quantities[position]
    start, stop = clause(scan, quantity.first)
    sentence = scan.sentences[scan.sentence_at[quantity.first]]
    headed = scan.mention_at[start - 2] if start - 2 >= sentence.first and scan.tokens[start - 1].text == ":" else -1
    if headed >= 0:
        return (scan.mentions[headed].variable,)
    if made_into(context, position, stop):
        return ()
    if _divided(context, quantity.last, stop):
        return tuple(range(len(scan.names)))
    forward = _forward(context, quantity.last, stop)
    if forward:
        return forward
    following = position + 1
    if (
        following in positions
        and following < len(scan.quantities)
        and scan.quantities[following].first <= sentence.last
    ):
        gap = range(quantity.last, scan.quantities[following].first)
        apart = bool(quantity.unit) and quantity.unit != scan.quantities[following].unit
        lows = {scan.tokens[index].low for index in gap}
        if (
            not apart
            and lows & {"but", "and", "to", "or"}
            and not lows & _PREDICATES
            and len(gap) <= 6
            and not mentions_in(scan, gap.start, gap.stop)
        ):
            ahead = _forward(
                context, scan.quantities[following].last, clause(scan, scan.quantities[following].first)[1]
            )
            if ahead:
                return ahead
    if says_total(context, position):
        return ()
    begin = start
    for index in range(quantity.first - 1, start - 1, -1):
        at = scan.quantity_at[index]
        if at >= 0 and not (at in positions and at == position - 1 and not mentions_in(scan, index, quantity.first)):
            begin = scan.quantities[at].last
            break
    behind = mentions_in(scan, begin, quantity.first)
    if begin > start:  # `at least 5 acres must be kale, and lettuce is limited to 15`: kale is the earlier limit's
        taken = _forward(context, begin, stop)
        behind = [at for at in behind if scan.mentions[at].variable not in taken] or behind
    if not behind and start > sentence.first and scan.tokens[start - 1].low == "but":
        behind = mentions_in(scan, sentence.first, start)[-1:]
    variables = tuple(dict.fromkeys(scan.mentions[at].variable for at in behind))
    if len(variables) > 1:
        near = [at for at in behind if quantity.first - scan.mentions[at].last < 12] or behind[-1:]
        earlier = behind[: behind.index(near[0])]
        while earlier and _joined(context, [earlier[-1], near[0]]):
            near.insert(0, earlier.pop())  # `tulips and lilies, which ..., limited to 40`
        joined = _joined(context, near)
        return joined if joined else variables[-1:]
    return variables


def made_into(context: Context, position: int, stop: int) -> bool:
    """Whether an amount is what things are made of: `turns 180 kg of flour into rolls and buns`."""
    scan, quantity = context.scan, context.scan.quantities[position]
    lows = [token.low for token in scan.tokens[quantity.last : stop]]
    if "of" not in lows[:2] or "into" not in lows[2:6]:
        return False
    return any(column.unit and scale_between(quantity.unit, column.unit) is not None for column in context.columns)


def _divided(context: Context, first: int, stop: int) -> bool:
    """Whether an amount is divided between things that are described: `between a bond that pays 4% and a fund`."""
    scan = context.scan
    if [scan.tokens[i].low for i in range(first, stop)].count("some") > 1:  # `puts some into A and some into B`
        return len({scan.mentions[at].variable for at in mentions_in(scan, first, stop)}) == len(scan.names)
    between = next((i for i in range(first, min(first + 4, stop)) if scan.tokens[i].low in {"between", "among"}), -1)
    if between < 0 or not _names_next(context, between + 1):
        return False
    at = next(scan.mention_at[i] for i in range(between + 1, between + 3) if scan.mention_at[i] >= 0)
    end = scan.mentions[at].last
    return end < stop and scan.tokens[end].low in {"that", "which", "paying", "yielding", "returning", "with", "at"}


def _joined(context: Context, mentions: list[int]) -> tuple[int, ...]:
    """Variables in a list such as `A and B`; empty if the mentions are apart."""
    scan = context.scan
    if len(mentions) < 2:
        return ()
    for one, other in itertools.pairwise(mentions):
        between = range(scan.mentions[one].last, scan.mentions[other].first)
        said = {scan.tokens[i].low for i in between}
        if (
            len(between) > 4
            or said & {"that", "which"}
            or not any(scan.tokens[i].low in {"and", "or", ",", "plus"} for i in between)
        ):
            return ()
    return tuple(dict.fromkeys(scan.mentions[at].variable for at in mentions))


def _forward(context: Context, first: int, stop: int) -> tuple[int, ...]:
    scan = context.scan
    for index in range(first, stop):
        if scan.quantity_at[index] >= 0:
            return ()
        if scan.direction_at[index] >= 0:
            continue  # `20 hectares or more of A`
        at = scan.mention_at[index]
        if at >= 0:
            found = [at]
            end = scan.mentions[at].last
            while end < stop - 1 and scan.tokens[end].low in _BETWEEN:
                end += 1
                if scan.mention_at[end] >= 0 and not _begins_anew(context, scan.mention_at[end], stop):
                    found.append(scan.mention_at[end])
                    end = scan.mentions[scan.mention_at[end]].last
            linked = {token.low for token in scan.tokens[scan.mentions[at].last : end]}
            if not linked & {"and", "or", "plus", "&"}:
                found = found[:1]  # `20 axes, saws being plentiful`
            return tuple(dict.fromkeys(scan.mentions[m].variable for m in found))
        if scan.tokens[index].low == "with" and _names_next(context, index + 1):
            continue  # `60 acres must be planted with corn`
        if scan.tokens[index].low in BREAKERS | {"per", "available", "-"}:
            return ()
    return ()


def _names_next(context: Context, index: int) -> bool:
    """Whether a variable follows, after an article at most."""
    scan = context.scan
    if index < len(scan.tokens) and scan.tokens[index].low in {"the", "a", "an"}:
        index += 1
    return index < len(scan.tokens) and scan.mention_at[index] >= 0


def _begins_anew(context: Context, mention: int, stop: int) -> bool:
    """Whether a variable behind `and` is the subject of a limit of its own: `kale, and lettuce is limited to 15`."""
    scan = context.scan
    last = scan.mentions[mention].last
    if last >= stop or scan.tokens[last].low not in _PREDICATES:
        return False
    return any(scan.quantity_at[index] >= 0 for index in range(last, min(last + 8, stop)))


_PREDICATES = frozenset("is are must may can cannot should has have needs need takes take covers cover".split())


def in_order(context: Context, sentence: int, positions: list[int]) -> dict[int, int]:
    """For `A, B and C can use up to 10, 20 and 30 respectively`: the variable of each limit."""
    scan = context.scan
    here = scan.sentences[sentence]
    ordered = [i for i in range(here.first, here.last) if scan.tokens[i].low in {"respectively", "respective"}]
    if not ordered or len(positions) < 2:
        return {}
    found: dict[int, int] = {}
    run: list[int] = []
    for position in positions:
        if (
            run
            and position == run[-1] + 1
            and not mentions_in(scan, scan.quantities[run[-1]].last, scan.quantities[position].first)
        ):
            run.append(position)
        else:
            run = [position]
        first = scan.quantities[run[0]].first
        start = max(here.first, clause(scan, first)[0])
        if run[0] and scan.quantities[run[0] - 1].last > start:
            start = scan.quantities[run[0] - 1].last
        before = list(dict.fromkeys(scan.mentions[at].variable for at in mentions_in(scan, start, first)))
        last = scan.quantities[run[-1]].last
        after = list(dict.fromkeys(scan.mentions[at].variable for at in mentions_in(scan, last, here.last)))
        for variables in (before, after):
            if len(run) > 1 and len(variables) == len(run):
                found.update(zip(run, variables, strict=True))
                break
    return found


def counts_heads(context: Context, position: int) -> bool:
    """Whether the number counts the variables' own noun, as in `90 total boxes`."""
    scan = context.scan
    quantity = scan.quantities[position]
    heads = {name.lemmas[-1] for name in scan.names}
    heads |= {name.lemmas[name.lemmas.index("of") - 1] for name in scan.names if "of" in name.lemmas[1:]}
    for token in scan.tokens[quantity.last : quantity.last + 3]:
        if token.low in {"of", "for", "in", ",", "and"}:
            return False
        if token.lemma in heads:
            return True
    return False
