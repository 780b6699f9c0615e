"""Sentences that relate candidates by a verb or a set phrase: needs, excludes, all or none, not without."""

from __future__ import annotations

from collections.abc import Sequence

from nl2milp.readers.offline.choices.conditionals import Read, clause_start, denies
from nl2milp.readers.offline.choices.conditions import All, Any, Condition, Count, Is, items_of, negated
from nl2milp.readers.offline.choices.parsing import Parser
from nl2milp.readers.offline.choices.signs import sign_at
from nl2milp.readers.offline.choices.splitting import Elements, find_wording, lows_of
from nl2milp.readers.offline.choices.wording import BUNDLE, EXCLUDE, MUTUAL, NEEDED, REQUIRE

__all__ = ["read_bundle", "read_excluded", "read_mutual", "read_required", "read_without"]


def read_bundle(elements: Elements, parser: Parser) -> Read | None:
    """`A and B come as a package`, `all are built or none is`."""
    at = find_wording(elements, ("bundle", *BUNDLE))
    if at is None and not _all_or_none(lows_of(elements)):
        return None
    items = list(dict.fromkeys(item for e in elements for item in e.items))
    if len(items) < 2 or any(e.low in {"if", "unless"} for e in elements):
        return None
    return "all_or_none", tuple(Is(item) for item in items), False


def _all_or_none(lows: Sequence[str]) -> bool:
    """`are all built or none of them is`, `can only be built together`."""
    if "only" in lows and "together" in lows[lows.index("only") :] and "with" not in lows:
        return True
    whole = next((i for i, low in enumerate(lows) if low in {"all", "both"}), len(lows))
    other = next((i for i in range(whole, len(lows)) if lows[i] == "or"), len(lows))
    if "both" in lows[whole : whole + 1] and lows[other + 1 : other + 2] == ["both"]:
        return bool({"not", "left", "dropped", "rejected", "omitted", "skipped"} & set(lows[other:]))
    return bool({"none", "neither"} & set(lows[other : other + 3]))


def read_without(elements: Elements, parser: Parser) -> Read | None:
    """`A cannot be built without B`, `no A without B`, `without B, no A`."""
    at = find_wording(elements, ("without",))
    if at is None or not any(e.items for e in elements[at[1] :]):
        return None
    if at[0] > 1 and not any(e.items for e in elements[: at[0]]):
        return None
    left = list(elements[: at[0]])
    lows = lows_of(left)
    if at[0] <= 1 and not any(e.items for e in elements[: at[0]]):
        comma = clause_start(elements, at[1], parser)
        base, rest = parser.clause(elements[at[1] : comma]), parser.clause(elements[comma:])
        if base is not None and rest is not None:
            if "nothing" in lows_of(elements) and not denies(rest):
                rest = negated(rest)  # `without A there would be nothing to show in B`
            return "if_then", (negated(base), rest), False
        return None
    goes = "goes without" in " ".join(lows_of(elements)) or "or not at all" in " ".join(lows_of(elements))
    asked = {i for e in elements[at[1] :] for i in e.items}
    one = tuple(dict.fromkeys(i for e in left for i in e.items if i not in asked))
    two = tuple(dict.fromkeys(i for e in elements[at[1] :] for i in e.items))
    if not one:
        return None
    first: Condition = Is(one[-1]) if len(one) == 1 else All(tuple(Is(i) for i in one))
    second: Condition = Is(two[0]) if len(two) == 1 else All(tuple(Is(i) for i in two))
    joint = {"both", "together", "combined"} & set(lows)
    if len(one) > 1 and not joint:
        first = Any(tuple(Is(i) for i in one))  # `neither A nor B works without C`
    negative = bool({"not", "no", "never", "useless", "worthless", "impossible", "pointless", "nothing"} & set(lows))
    if goes and not negative:
        return "if_then", (first, negated(second)), False
    return "if_then", (first, second), False


def read_required(elements: Elements, parser: Parser) -> Read | None:
    """`A requires B`, `B is a prerequisite for A`."""
    for wordings, reverse in ((NEEDED, True), (REQUIRE, False)):
        at = find_wording(elements, wordings)
        if at is None:
            continue
        left, right = elements[: at[0]], elements[at[1] :]
        if not any(e.items for e in left) or not any(e.items for e in right):
            continue
        one, two = parser.clause(left), parser.clause(right)
        if one is None or two is None or items_of(one) & items_of(two):
            continue
        if reverse:
            one, two = two, one
        return "if_then", (one if at[2] in _EVENTS else _each(one, elements), two), False
    lows = lows_of(elements)
    comma = next((i for i, e in enumerate(elements) if e.low == ","), -1)
    if lows[:1] == ["for"] and comma > 0 and {"needed", "required", "necessary", "needs"} & set(lows[comma:]):
        one, two = parser.clause(elements[1:comma]), parser.clause(elements[comma + 1 :])
        if one is not None and two is not None:
            return "if_then", (_each(one, elements), two), False  # `for A, B is needed`
    if "necessary" in lows or "compulsory" in lows or "mandatory" in lows:
        at = find_wording(elements, ("makes", "make"))
        if at is not None:
            one, two = parser.clause(elements[: at[0]]), parser.clause(elements[at[1] :])
            if one is not None and two is not None:
                return "if_then", (one, two), False
    return None


def _any(parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else Any(tuple(parts))


def _all(parts: list[Condition]) -> Condition:
    return parts[0] if len(parts) == 1 else All(tuple(parts))


_EVENTS = frozenset("means mean implies imply entails entail".split())  # what happens together, not each for itself


def _each(condition: Condition, elements: Elements) -> Condition:
    """`both A and B require C` speaks of each of them, unless it says together."""
    joint = {"together", "combined", "combination", "jointly", "simultaneously"} & set(lows_of(elements))
    plain = isinstance(condition, All) and all(isinstance(part, Is) and part.positive for part in condition.parts)
    return Any(condition.parts) if plain and isinstance(condition, All) and not joint else condition


def read_mutual(elements: Elements, parser: Parser) -> Read | None:
    """`A and B are mutually exclusive`."""
    at = find_wording(elements, MUTUAL)
    items = tuple(dict.fromkeys(item for e in elements for item in e.items))
    aimed = find_wording(elements, EXCLUDE)
    if aimed is not None and _apart(elements, aimed[0], aimed[1]):
        return None
    if at is None or len(items) < 2:
        return None
    if at[2] in {"clash", "conflict", "overlap", "alternatives", "collide"} and any(e.items for e in elements[at[1] :]):
        return None
    return "k_of_n", (Count(items, "<=", 1),), False


def _apart(elements: Elements, first: int, last: int) -> bool:
    """Whether names stand on both sides of some words, and not the same ones."""
    left = {item for e in elements[:first] for item in e.items}
    right = {item for e in elements[last:] for item in e.items}
    return bool(left and right) and not left & right


def read_excluded(elements: Elements, parser: Parser) -> Read | None:
    """`A rules out B`, `A and B cannot both be built`, `A cannot be combined with B or C`."""
    at = find_wording(elements, EXCLUDE)
    lows = lows_of(elements)
    if at is not None:
        one, two = parser.clause(elements[: at[0]]), parser.clause(elements[at[1] :])
        if one is not None and two is not None and not items_of(one) & items_of(two):
            return "if_then", (_each(one, elements), negated(two) if not isinstance(two, All) else _none_of(two)), False
        told = one is None or two is not None and items_of(one) == items_of(two)
        if told and isinstance(two, All) and at[2] in _FORBID:
            forbidden = tuple(sorted(items_of(two)))
            return "k_of_n", (Count(forbidden, "<=", len(forbidden) - 1),), False
    joint = " ".join(lows)
    if "either" in lows and " or " in joint and " with either " not in joint:
        return None
    cannot = bool(
        {"not", "never", "no", "impossible", "omit", "refuse", "refuses", "forbidden", "prohibited"} & set(lows)
    )
    if any(e.number >= 0 and sign_at(elements, i) for i, e in enumerate(elements)):
        return None
    bars = (
        "bars" in lows
        or "barred" in lows
        or "rules out" in joint
        or "out of the question" in joint
        or "is out" in joint
    )
    items = tuple(dict.fromkeys(item for e in elements for item in e.items))
    both = {
        "both",
        "together",
        "combined",
        "combine",
        "with",
        "simultaneously",
        "alongside",
        "all",
        "next",
        "share",
    } & set(lows)
    if "neither" in lows and {"with", "to"} & set(lows[: lows.index("neither")]):
        cut = lows.index("neither")
        one, two = parser.clause(elements[:cut]), parser.clause(elements[cut:])
        if one is not None and two is not None and denies(two):
            return "if_then", (one, two), False  # `can be combined with neither B nor C`
    if cannot and len(items) == 2 and ("each other" in joint or "one another" in joint):
        return "k_of_n", (Count(items, "<=", 1),), False
    if "with" in both and (cannot or bars) and len(items) > 2:
        cut = lows.index("with")
        one, two = parser.clause(elements[:cut]), parser.clause(elements[cut + 1 :])
        if one is not None and two is not None and not items_of(one) & items_of(two):
            left, right = sorted(items_of(one)), sorted(items_of(two))
            premise = _any([Is(item) for item in left])
            return "if_then", (premise, _all([Is(item, False) for item in right])), False
    if (cannot or bars) and both and len(items) >= 2 and not find_wording(elements, ("at least",)):
        if "neither" in lows:
            return None
        if "all" in lows and len(items) > 2 and "both" not in lows:
            return "k_of_n", (Count(items, "<=", len(items) - 1),), False
        return "k_of_n", (Count(items, "<=", 1 if len(items) == 2 or "with" in both else len(items) - 1),), False
    return None


_FORBID = frozenset("forbids forbid prohibits prohibit prevents prevent rules rule precludes".split()) | {
    "refuses to",
    "refuse to",
    "rules out",
    "rule out",
    "forbids us to",
    "forbids the",
}


def _none_of(condition: All) -> Condition:
    return All(tuple(negated(part) for part in condition.parts))
