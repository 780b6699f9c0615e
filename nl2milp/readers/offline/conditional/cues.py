"""By which words a segment of a sentence is known to state a condition."""

from __future__ import annotations

from collections.abc import Sequence

from nl2milp.readers.offline.conditional.vocabulary import COUNTS, EXPANDING, KINDS, NEGATIVE, OPTIONAL, VERBLIKE
from nl2milp.readers.offline.directions import find_directions
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Token

__all__ = ["ASKING", "AT_ONCE", "WHOLE", "is_premised", "is_strong", "is_weak", "refusal", "threshold_end"]

AT_ONCE = ("in the same", "at the same", "at one time", "side by side", "alongside each other")

_STRONG = frozenset("unless whenever".split())
ASKING = frozenset("how what which find determine".split())
_PHRASES = (
    "only if", "only when", "provided that", "or are left", "or they are left", "left out", "only after",
    "only together with", "as long as", "as soon as", "both or neither", "neither or both", "not both", "cannot both",
    "can not both", "may not both", "must not both", "at all", "or none", "none or", "or nothing", "nothing or",
    "or not at all", "zero or", "or zero", "or else", "or both", "all or none", "mutually exclusive",
    "rule each other out", "exclude each other", "exactly when", "if any", "cannot be combined", "in the event that",
    "or neither", "one of the two", "all or nothing", "in case",
)  # fmt: skip
_IDLE_IF = frozenset("possible necessary needed required so not".split())
_WISHES = frozenset("wants want wishes wish aims hopes decides consider assume assuming".split())
WHOLE = frozenset(
    "non-negative nonnegative negative integer integers whole fraction fractions fractional indivisible divided".split()
)
_RATED = frozenset("profit profits cost costs price revenue takes requires needs earns sells yields makes".split())


def is_strong(tokens: Sequence[Token], first: int, last: int, inside: Sequence[Quantity]) -> bool:
    """Whether the words leave no doubt that a segment states a condition."""
    lows = [token.low for token in tokens[first:last]]
    joint = _joint(lows)
    return (
        bool(_STRONG & set(lows))
        or any(f" {phrase} " in joint for phrase in _PHRASES)
        or _has_if(tokens, first, last, inside)
    )


def _joint(lows: Sequence[str]) -> str:
    return (" " + " ".join(lows) + " ").replace(" at all times ", " ").replace(" in case of ", " ")


def _has_if(tokens: Sequence[Token], first: int, last: int, inside: Sequence[Quantity]) -> bool:
    for index in range(first, last - 2):
        opens = tokens[index].low == "should" and (index == first or tokens[index - 1].text in {":", ";", ","})
        if tokens[index].low != "if" and not opens or tokens[index + 1].low in _IDLE_IF:
            continue
        stop = next((i for i in range(index + 1, last) if tokens[i].text == ","), last)
        premise = {token.low for token in tokens[index + 1 : stop]}
        numbers = any(index < q.first < stop for q in inside)
        directed = bool(find_directions(tuple(tokens[index + 1 : stop])))
        if premise & _RATED and numbers and not directed or premise & (ASKING | _WISHES):
            continue
        if index and any(q.last == index or q.last == index - 1 for q in inside) and not premise & VERBLIKE:
            continue  # `10 grams if iron`: a slip for `of`
        return True
    return False


def is_weak(tokens: Sequence[Token], first: int, last: int, inside: Sequence[Quantity]) -> bool:
    """Whether a segment may state a condition: if nothing comes of it, it is read as if it were none."""
    lows = [token.low for token in tokens[first:last]]
    words, joint = set(lows), _joint(lows)
    if "either" in words and "or" in words or "without" in words and words & NEGATIVE - {"without"}:
        return True
    if lows[:1] in (["when"], ["where"], ["once"], ["without"]) and "," in lows:
        return True
    if any(f" {phrase} " in joint for phrase in _REQUIRING):
        return True
    jointly = any(f" {phrase} " in joint for phrase in ("all three", "all four", "all of them"))
    if jointly and words & _DEMANDED and all(q.spelled and q.value < _FEW for q in inside):
        return True
    if not inside and any(phrase in joint for phrase in OPTIONAL):
        return True
    if "both" in words and words & NEGATIVE or "together" in words and words & {"cannot", "not", "never"}:
        return True
    if "only" in words and words & {"if", "when", "where", "after", "once"}:
        return True
    if "before" in words and words & {"any", "can"} and words & {"must", "has", "have", "needs"}:
        return True
    if "free of charge" in joint or "nothing" in words and words & {"due", "charged"}:
        return True
    if (
        any(q.money for q in inside)
        and len(inside) > 1
        and words & EXPANDING
        and words & {"can", "may", "could", "when", "if"}
    ):
        return True
    prepared = {"cleaned", "cleaning", "set-up", "setup", "changeover"} & words or " setting up " in joint
    if prepared and inside and not any(q.money for q in inside):
        return True
    if is_premised(tokens, first, last, inside) or refusal(tokens, first, last) >= 0 and inside:
        return True
    if _none_or_some(lows, first, inside) or " not all " in joint or " rules out " in joint:
        return True
    if "and" in words and words & NEGATIVE and any(f" {phrase} " in joint for phrase in AT_ONCE):
        return True
    # behind a comma it only explains: `100 hours from Cirro, with whom we have a contract`
    told = joint.replace(", with whom ", " ").replace(", in which ", " ")
    relative = any(f" {p} " in told for p in ("that is", "which is", "that are", "where it", "with whom", "in which"))
    if relative and find_directions(tuple(tokens[first:last])) and words & {"a", "an", "each", "every", "any", "no"}:
        return True
    chosen = {"most", "least", "exactly", "only"}
    listed = any(
        low in COUNTS and lows[place + 1 : place + 2] == ["of"] and chosen & set(lows[:place])
        for place, low in enumerate(lows)
    )
    if listed and words & {"and", "or"} and not any(q.value > 9 or not q.spelled for q in inside):
        return True
    return _counts_some(tokens, first, last, lows) or _limits_either(tokens, first, last, inside)


def _counts_some(tokens: Sequence[Token], first: int, last: int, lows: Sequence[str]) -> bool:
    for place, low in enumerate(lows):
        small = low in COUNTS or low.isdigit() and 0 < int(low) <= len(COUNTS)
        if small and _counts_kinds(tokens, first + place, last):
            return True
    return False


def _limits_either(tokens: Sequence[Token], first: int, last: int, inside: Sequence[Quantity]) -> bool:
    """Whether `or` stands between two limits: `at least 30 lamps or at most 10 desks`."""
    lows = [token.low for token in tokens[first:last]]
    directions = list(find_directions(tuple(tokens[first:last])))
    for place in range(1, len(lows) - 1):
        if lows[place] != "or" or lows[place + 1] in {"more", "less", "fewer", "equal"}:
            continue
        before = any(d.last <= place for d in directions)
        behind = any(d.first > place and d.first - place <= 6 for d in directions)
        number = any(q.first - first == place + 1 for q in inside) and any(q.last - first <= place for q in inside)
        if before and behind or number:
            return True
    return False


_REQUIRING = ("requires that", "presupposes", "depends on", "is needed for", "is required for")
_DEMANDED = frozenset("must should".split())
_FEW = 5
_FOLLOWING = frozenset(
    "requires require means mean entails entail implies imply necessitates calls costs obliges".split()
)
_DUE = frozenset("required necessary needed demanded called".split())
_MUST = frozenset("must should has have needs need can may cannot".split())


def is_premised(tokens: Sequence[Token], first: int, last: int, inside: Sequence[Quantity]) -> bool:
    """`Making more than 20 lamps requires ...`, `with more than 20 lamps, ... must ...`, `any plan with more ...`."""
    lows = [token.low for token in tokens[first:last]]
    directions = [d for d in find_directions(tuple(tokens[first:last])) if d.sign != "=="]
    if threshold_end(tokens, first, last, inside) >= 0 and directions:
        return True
    numbers = [q.first - first for q in inside if q.kind == "number"]
    if not directions or not numbers:
        return False
    if lows[0] == "whoever" and any(low in _MUST for low in lows):
        return True
    opening = directions[0]
    if opening.first == 0 or lows[0].endswith("ing"):
        verb = next((i for i, low in enumerate(lows) if low in _FOLLOWING), -1)
        if verb > opening.last and any(opening.last <= at < verb for at in numbers) and verb + 2 < len(lows):
            return opening.first > 0 or lows[verb][-1:] != "s"
    if lows[opening.first - 1] == "with" and (opening.first == 1 or lows[0] in {"any", "every", "each", "a", "an"}):
        demanded = any(low in _MUST | _DUE for low in lows[opening.last :])
        return demanded and any(at >= opening.last for at in numbers)
    return False


_REFUSING = frozenset("refuse refuses reject rejects pointless worthless decline declines worthwhile worth".split())
_ACCEPTING = frozenset("accept take sell ship deliver handle offer supply bother lend process".split())


def threshold_end(tokens: Sequence[Token], first: int, last: int, inside: Sequence[Quantity]) -> int:
    """Where a demand begins behind `from 20 lamps on` or `beyond 20 lamps` at the beginning; or -1."""
    lows = [token.low for token in tokens[first:last]]
    if lows[0] not in {"from", "beyond", "past", "above", "over"}:
        return -1
    opened = [q for q in inside if q.first - first <= 2 and q.kind == "number" and not q.money]
    if "," not in lows and (not opened or lows[0] == "from"):
        return -1
    # `beyond 20 lamps a permit is required`: the noun behind the number ends the premise
    comma = lows.index(",") if "," in lows else opened[0].last - first + 1
    onward = lows[0] != "from" or lows[comma - 1] in {"on", "onwards", "upwards"}
    followed = any(q.first - first > comma for q in inside)
    demanded = bool(set(lows[comma:]) & (_MUST | _DUE))
    return first + comma if opened and onward and followed and demanded else -1


def refusal(tokens: Sequence[Token], first: int, last: int) -> int:
    """Where a small amount is refused: `turns down orders below 40`, `will not sell less than four loads`; or -1."""
    lows = [token.low for token in tokens[first:last]]
    negative = [i for i, low in enumerate(lows) if low in NEGATIVE]
    for direction in find_directions(tuple(tokens[first:last])):
        small = lows[direction.first : direction.last]
        if not {"below", "under", "less", "fewer", "smaller"} & set(small) or {"no", "not"} & set(small):
            continue
        before = lows[: direction.first]
        said = {*before, *(token.lemma for token in tokens[first : first + direction.first])}
        turned = any(before[i : i + 2] in (["turns", "down"], ["turn", "down"]) for i in range(len(before)))
        senseless = any(before[i : i + 2] == ["no", "sense"] for i in range(len(before)))
        denied = any(i < direction.first for i in negative)
        behind = lows[direction.last : direction.last + 8]
        if "not" in behind and {"worth", "worthwhile", "accepted", "taken"} & set(behind[behind.index("not") :]):
            return first + direction.first  # `fewer than 30 lamps is not worth the trouble`
        shut = any(before[i : i + 2] == ["closed", "to"] for i in range(len(before)))
        refused = turned or senseless or shut or bool(_REFUSING - {"worth", "worthwhile"} & set(before))
        if refused or denied and (_ACCEPTING | {"worth", "worthwhile"}) & said:
            return first + direction.first
    return -1


def _none_or_some(lows: Sequence[str], first: int, inside: Sequence[Quantity]) -> bool:
    """`no lamps or at least 30`, `at least 30 lamps or no lamps`."""
    for place, low in enumerate(lows):
        if low != "or":
            continue
        ahead = [q for q in inside if 0 < q.first - first - place <= 4]
        behind = [q for q in inside if 0 < place - (q.last - first) <= 4]
        if ahead and "no" in lows[max(0, place - 4) : place] or behind and "no" in lows[place + 1 : place + 3]:
            return True
    return False


def _counts_kinds(tokens: Sequence[Token], index: int, last: int) -> bool:
    """Whether a small number counts things of which some are chosen: `two of the three`, `two kinds`."""
    ahead = [token.low for token in tokens[index + 1 : min(last, index + 4)]]
    if ahead[:1] == ["of"] and ahead[1:2] in (["the"], ["these"], ["those"], ["them"], ["our"], ["its"], ["their"]):
        return True
    before = [token.low for token in tokens[max(0, index - 3) : index]]
    limited = {"most", "least", "than", "exactly", "only", "maximum", "minimum"} & set(before)
    limited |= {"only"} & {token.low for token in tokens[index + 1 : min(last, index + 4)]}
    nouns = [token.lemma for token in tokens[index + 1 : min(last, index + 3)]]
    return bool(limited) and bool(KINDS & set(nouns) or "different" in nouns)
