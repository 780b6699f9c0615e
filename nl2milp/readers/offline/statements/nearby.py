"""Looking around a quantity: its direction, the variables it speaks of, where its clause ends."""

from __future__ import annotations

from collections.abc import Collection

from nl2milp.readers.offline.lexicon import DETERMINERS, FUNCTION_WORDS
from nl2milp.readers.offline.rates import surroundings
from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.statements.base import Context

__all__ = ["UNTOLD", "clause", "direction_of", "implied_sign", "mentions_in", "opposite", "own_words", "whole_after"]

_HARD = frozenset("; : while whereas but however although though if unless . ?".split())
_CAPS = frozenset(
    """available have has budget only capacity limit stock inventory own owns supply supplied afford hold holds
    space on-hand hand using spend use given store there fit obtain buy access possess up maximum can could runs
    works picked harvested bought delivered left collected""".split()
)
_NEEDS = frozenset(
    """ordered promised booked need needs require requires required
    requirement requirements must demand demands order orders want wants
    should contract recommended recommends get receive obtain consume minimum necessary needed ensure meet
    quota provide deliver fulfill commitment wishes""".split()
)


_PLEDGES = frozenset("contract order promise pledge commitment obligation".split())

_DELIVERING = frozenset(
    """supply deliver produce make provide contain serve reach ship transport cover meet yield get bring carry give
    include move handle process fill earn send treat feed sell raise""".split()
)
_OBLIGED = frozenset(
    """obliged contract commitment obligation duty order committed promised agreed contracted bound pledged forced has
    have must should needs need required wants want expected""".split()
)


UNTOLD = 0.7
"""The certainty of a sign that only the sense of the aim suggests."""

_STATED = frozenset("has have available requires require needs need access employed hired".split())
"""Verbs that state a limit of their own, so that an earlier `at least` does not reach past them."""


def opposite(sign: str) -> str:
    """The sign with its sides exchanged."""
    return {"<=": ">=", ">=": "<="}.get(sign, sign)


def clause(scan: Scan, index: int) -> tuple[int, int]:
    """The token range around `index` up to the next strong break."""
    sentence = scan.sentences[scan.sentence_at[index]]
    start, stop = sentence.first, sentence.last
    for place in range(index - 1, sentence.first - 1, -1):
        if scan.tokens[place].low in _HARD:
            start = place + 1
            break
    for place in range(index + 1, sentence.last):
        if scan.tokens[place].low in _HARD or scan.tokens[place].low == "how":
            stop = place
            break
    return start, stop


def own_words(scan: Scan, position: int, variables: Collection[int], start: int, stop: int) -> tuple[int, int]:
    """The part of a clause that states a limit: from behind the limit before it, with what it says of the variables."""
    quantity = scan.quantities[position]
    (first, _), (_, last) = surroundings(scan, position)
    places = [
        (scan.mentions[at].first, scan.mentions[at].last)
        for at in mentions_in(scan, start, stop)
        if scan.mentions[at].variable in variables
    ]
    near = [place for place in places if first <= place[0] < last]
    if {scan.mentions[scan.mention_at[one]].variable for one, _ in near} < set(variables):
        return start, stop
    last = max([last, quantity.last])
    while first < quantity.first and (scan.tokens[first].kind == "mark" or scan.tokens[first].low in {"and", "but"}):
        first += 1
    while last > quantity.last and scan.tokens[last - 1].kind == "mark":
        last -= 1
    return max(start, first), min(stop, last)


def mentions_in(scan: Scan, first: int, last: int) -> list[int]:
    """Positions of the mentions inside the range, in order."""
    found: list[int] = []
    for index in range(first, last):
        at = scan.mention_at[index]
        if at >= 0 and (not found or found[-1] != at):
            found.append(at)
    return found


def direction_of(context: Context, position: int) -> tuple[str, int] | None:
    """The direction phrase that governs a quantity: sign and position, or None.

    The nearest before it in the sentence counts, also over earlier limits
    of the same list ("at least 20 of A and 30 of B"); then one right after
    ("20 or more", "30 units at most").
    """
    scan = context.scan
    quantity = scan.quantities[position]
    sentence = scan.sentences[scan.sentence_at[quantity.first]]
    ranged = _range_end(context, position) or _rest(context, position)
    if ranged:
        return ranged, -1
    behind = _direction_behind(context, position)
    if behind is not None:
        return behind
    for index in range(quantity.first - 1, sentence.first - 1, -1):
        at = scan.direction_at[index]
        if at >= 0:
            return scan.directions[at].sign, at
        token = scan.tokens[index]
        if token.low in _STATED and (token.low not in {"has", "have"} or scan.tokens[index + 1].low != "to"):
            break
        if token.low == "between":
            between = [q for q in range(len(scan.quantities)) if index < scan.quantities[q].first <= quantity.first]
            return (">=" if len(between) == 1 else "<="), -1
        if token.low in {"while", "whereas", ";"} or _existential(scan, index, quantity.first):
            break
    for index in range(quantity.last, sentence.last):
        at = scan.direction_at[index]
        if scan.quantity_at[index] >= 0 or scan.tokens[index].low in _HARD:
            break
        alone = at >= 0 and scan.directions[at].last - scan.directions[at].first == 1
        if alone and scan.tokens[index].low in {"maximum", "minimum", "limit", "exactly"}:
            return scan.directions[at].sign, at
    return None


_POSTPOSED = frozenset({"or", "at", "as", "not", "and", "but"})


def _direction_behind(context: Context, position: int) -> tuple[str, int] | None:
    """A direction after its number: `20 or more`, `30 units at most`, `four days or longer`, `ten, at the least,`."""
    scan = context.scan
    quantity = scan.quantities[position]
    sentence = scan.sentences[scan.sentence_at[quantity.first]]
    comma = False
    for index in range(quantity.last, min(quantity.last + 6, sentence.last)):
        if scan.quantity_at[index] >= 0 and scan.tokens[index - 1].low in {"and", "or"} and not comma:
            return _direction_behind(context, scan.quantity_at[index])  # `forty hats and thirty scarves at least`
        if scan.quantity_at[index] >= 0 or scan.tokens[index].text == ";":
            return None
        if scan.tokens[index].text == ",":
            comma = True
            continue
        at = scan.direction_at[index]
        if at < 0 or scan.tokens[index].low not in _POSTPOSED:
            if comma:
                return None
            continue
        following = scan.directions[at].last
        if any(scan.quantity_at[i] >= 0 for i in range(following, min(following + 2, sentence.last))):
            return None
        ends = following >= sentence.last or scan.tokens[following].kind == "mark"
        if ends or not comma and (scan.tokens[index].low in _POSTPOSED - {"at"} or _stated_next(scan, following)):
            return scan.directions[at].sign, at
    return None


_AUXILIARIES = frozenset("is are was were has have must may can could should will".split())


def _stated_next(scan: Scan, index: int) -> bool:
    """Whether a verb follows, so that the direction ends its subject: `five herons at least are on order`."""
    return scan.tokens[index].low in _AUXILIARIES or scan.tokens[index].low == "and"


def _existential(scan: Scan, index: int, last: int) -> bool:
    """Whether a new clause begins that says what there is: `..., and there is only room for 35 tubs`."""
    if scan.tokens[index].low != "there" or index + 1 >= last:
        return False
    return scan.tokens[index + 1].low in {"is", "are"} and scan.tokens[index - 1].low in {"and", "but", ",", "so"}


def _range_end(context: Context, position: int) -> str:
    """The sign of a number that is an end of a range: `from 10 to 50`, `ranges 10-50`."""
    scan = context.scan
    quantity = scan.quantities[position]
    before = scan.tokens[quantity.first - 1].low if quantity.first else ""
    after = scan.tokens[quantity.last].low if quantity.last < len(scan.tokens) else ""
    gap = quantity.last
    while gap < min(len(scan.tokens), quantity.last + 3) and scan.tokens[gap].low not in {"to", "-", "–", "and"}:
        gap += 1
    following = position + 1 < len(scan.quantities) and scan.quantities[position + 1].first <= gap + 1
    joined = gap < len(scan.tokens) and scan.tokens[gap].low in {"to", "-", "–"}
    if before in {"from", "range", "ranges", "ranging"} and following and joined:
        return ">="
    if before in {"to", "-", "–"} and position:
        earlier = scan.quantities[position - 1]
        opener = scan.tokens[earlier.first - 1].low if earlier.first else ""
        if quantity.first - earlier.last <= 3 and opener in {"from", "between", "range", "ranges", "ranging"}:
            return "<="
    return ">=" if before in {"from"} and after in {"-", "–", "up"} else ""


def _rest(context: Context, position: int) -> str:
    """The sign of what others are taken of: `they need 4, 3 and 2 minutes of lathe time, of 480 minutes`."""
    scan = context.scan
    first = scan.quantities[position].first
    before = [token.low for token in scan.tokens[max(0, first - 2) : first]]
    return "<=" if before == [",", "of"] and context.sense == "maximize" else ""


def _owned_by_rate(context: Context, position: int, index: int) -> bool:
    """Whether a rate at `index` ends what the words before it say about the limit after it."""
    scan = context.scan
    first = scan.sentences[scan.sentence_at[index]].first
    return any(scan.mention_at[i] >= 0 for i in range(first, scan.quantities[position].first))


def implied_sign(context: Context, position: int) -> tuple[str, float]:
    """The sign of a limit that no direction phrase governs, from its verbs, with a certainty."""
    scan = context.scan
    quantity = scan.quantities[position]
    sentence = scan.sentences[scan.sentence_at[quantity.first]]
    for index in range(quantity.last, min(quantity.last + 8, sentence.last)):
        low = scan.tokens[index].low
        if low in {",", "but", "while"} or scan.quantity_at[index] >= 0:
            break
        if low in {"available", "free", "spare", "left"}:
            return "<=", 0.95
    if _is_permitted(scan, quantity.first, sentence.first) or _is_able(scan, quantity.first):
        return "<=", 0.95
    if context.sense == "minimize" and _is_task(scan, quantity.first, quantity.last, sentence.last):
        return ">=", 0.9
    for index in range(quantity.first - 1, sentence.first - 1, -1):
        low = scan.tokens[index].low
        at = scan.quantity_at[index]
        if at >= 0 and context.roles[at] == "rate" and scan.mentions and _owned_by_rate(context, at, index):
            break
        if at >= 0 and context.roles[at] == "limit" and scan.quantities[at].money == quantity.money:
            governed = direction_of(context, at)
            return (governed[0], 1.0) if governed else implied_sign(context, at)
        if low in _NEEDS or scan.tokens[index].lemma in _PLEDGES:
            if quantity.money and context.sense == "maximize":
                return "<=", 0.8
            return ">=", 0.9
        if low in {"has", "have"} and scan.tokens[index + 1].low == "to":
            return ">=", 0.9
        if low in _DELIVERING and _obliged(scan, index, sentence.first):
            if quantity.money and context.sense == "maximize" and low not in {"earn", "raise", "bring", "make"}:
                return "<=", 0.8
            return ">=", 0.9
        if low in _CAPS:
            before = {scan.tokens[place].low for place in range(max(sentence.first, index - 3), index)}
            if before & {"must", "should", "needs", "need", "wants", "required"} and low in {"have", "use", "stock"}:
                return ">=", 0.8
            return "<=", 0.95
    said = _said_behind(scan, quantity.last, sentence.last)
    if said is not None:
        return said
    if quantity.money and context.sense == "maximize":
        return "<=", 0.85
    return ("<=", UNTOLD) if context.sense == "maximize" else (">=", UNTOLD)


_SUMMING = frozenset("total reach be amount come weigh sum number equal go add run".split())


def _is_permitted(scan: Scan, first: int, start: int) -> bool:
    """Whether a number is what something may be at the utmost: `emissions may total 38 tonnes`."""
    index = first - 1
    while index > start and scan.tokens[index].low in {"to", "up", "as", "much", "many", "high"}:
        index -= 1
    return (
        index > start and scan.tokens[index].low in _SUMMING and scan.tokens[index - 1].low in {"may", "can", "might"}
    )


_TASKS = frozenset(
    """deliver make serve ship transport carry move handle process feed treat print test wash clear clean repair paint
    dispatch finish produce build bake mail sort scan house seat load unload collect dye press mill teach cut""".split()
)
"""What one has to do with something; what one can `offer`, `spare` or `spend` is a limit."""


def _is_task(scan: Scan, first: int, last: int, stop: int) -> bool:
    """Whether a number is of what somebody has to do: `has 5,000 leaflets to deliver by Monday`."""
    if not {token.low for token in scan.tokens[max(0, first - 2) : first]} & {"has", "have", "are", "were"}:
        return False
    for index in range(last, min(last + 4, stop - 1)):
        if scan.tokens[index].low == "to":
            following = scan.tokens[index + 2] if index + 2 < stop else None
            ends = following is None or following.kind == "mark" or following.low in FUNCTION_WORDS - DETERMINERS
            # and no object: `has 100 sheets to make boxes`
            return scan.tokens[index + 1].low == "be" or ends and scan.tokens[index + 1].low in _TASKS
        if scan.tokens[index].kind != "word":
            return False
    return False


def _is_able(scan: Scan, first: int) -> bool:
    """Whether a number is what somebody can do, `the quarry can deliver 900 tonnes`, and not what is to be done.

    `So that it can serve 80 guests` tells the latter.
    """
    near = {token.low for token in scan.tokens[max(first - 4, 0) : first]}
    before = {token.low for token in scan.tokens[max(first - 10, 0) : first]}
    passed = any(scan.quantity_at[index] >= 0 for index in range(max(first - 4, 0), first))
    return bool(near & {"can", "could"}) and "so" not in before and not passed


def _said_behind(scan: Scan, first: int, last: int) -> tuple[str, float] | None:
    """The sign that the words behind a number give it: `900 are available`, `2,000 parcels have to be shipped`."""
    for index in range(first, last):
        low = scan.tokens[index].low
        if low in {"available", "budget", "capacity", "limit"}:
            return "<=", 0.95
        if low in {"required", "needed", "demanded", "necessary", "ordered", "must", "needs", "need", "recommended"}:
            return ">=", 0.9
        if low == "to" and scan.tokens[index - 1].low in {"have", "has", "are"}:
            return ">=", 0.9
    return None


def _obliged(scan: Scan, index: int, first: int) -> bool:
    """Whether the verb at `index` is what somebody has to do: `is obliged to supply`, `must deliver`."""
    lows = [token.low for token in scan.tokens[max(first, index - 4) : index]]
    if lows and lows[-1] in {"must", "should", "shall"}:
        return True
    return len(lows) > 1 and lows[-1] == "to" and lows[-2] in _OBLIGED


_STAKES = frozenset("money investment budget sum capital fund land area acreage weight portfolio blend mix".split())
_WHOLE = frozenset({"all", "total", "entire", "whole"})


def whole_after(scan: Scan, last: int) -> int:
    """Where the words of a whole end that follow a share: behind `of all kegs`, `of the total area`; else `last`."""
    tokens = scan.tokens
    if last >= len(tokens) or tokens[last].low != "of":
        return last
    for index in range(last + 1, min(last + 3, len(tokens))):
        if tokens[index].low in _WHOLE:
            return min(index + 2, len(tokens))  # the whole and the noun behind it
    if last + 2 >= len(tokens) or tokens[last + 1].low not in {"the", "her", "his", "its", "their"}:
        return last
    if tokens[last + 2].lemma not in _STAKES or scan.mention_at[last + 2] >= 0:
        return last
    return last if _owned_behind(scan, last + 3) else last + 3


def _owned_behind(scan: Scan, index: int) -> bool:
    """Whether a whole is that of one variable only: `half of the money in the bond`, `a third of the area of rye`."""
    tokens = scan.tokens
    while index < len(tokens) and tokens[index].low in _BELONGING:
        index += 1
        if index < len(tokens) and scan.mention_at[index] >= 0:
            return True
    return False


_BELONGING = frozenset(
    "in of on put placed invested spent planted that which is goes given going allotted assigned with the a to".split()
)
