"""How many of some conditions hold: `at most two of the three products`, `no more than two kinds`."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import TYPE_CHECKING

from nl2milp.readers.offline.conditional.conditions import Condition, Every, Made, Some, negated
from nl2milp.readers.offline.conditional.vocabulary import COUNTS, KINDS, MODALS, WISHES
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS, UNIT_FACTORS
from nl2milp.readers.offline.quantities import find_quantities
from nl2milp.readers.offline.scan import Scan

if TYPE_CHECKING:
    from nl2milp.readers.offline.conditional.clauses import Clauses

__all__ = ["Counted", "counted", "direction_before", "spelled_out", "strictly"]

_MORE = frozenset({"more than", "greater than", "larger than", "higher than", "exceed", "exceeds", "exceeding", "over",
                   "above"})  # fmt: skip
_LESS = frozenset({"less than", "fewer than", "lower than", "smaller than", "below", "under"})


@dataclass(frozen=True)
class Counted:
    """How many of some conditions hold."""

    parts: tuple[Condition, ...]
    sign: str
    count: int


def counted(clauses: Clauses, first: int, last: int) -> Counted | None:
    """`at most two of the three products`, `exactly one of A, B and C`, `no more than two kinds`."""
    scan = clauses.scan(first, last)
    for quantity in scan.quantities:
        if quantity.kind != "number" or quantity.money or quantity.value.denominator != 1:
            continue
        wished = bool(clauses.wishes) and bool(WISHES & {t.lemma for t in scan.tokens[quantity.last :]})
        size = len(clauses.wishes) if wished else len(clauses.everyone)
        if quantity.value > size or quantity.value < 1:
            continue
        if quantity.value == size and not scan.directions:
            continue  # `all three products`
        behind = [token.low for token in scan.tokens[quantity.last : quantity.last + 5]]
        sign = direction_before(scan, quantity.first, quantity.last)
        before = scan.tokens[quantity.first - 1].low if quantity.first else ""
        demanding = MODALS - {"need", "needs", "has", "have"} & {*behind}
        if (
            not sign
            and before not in {"only", "exactly", "just"}
            and "only" not in behind
            and not demanding & {t.low for t in scan.tokens}
        ):
            continue  # `two of the vans need a driver` tells, and demands nothing
        only = before == "only" or "only" in behind[:3] and behind[:1] != ["of"]
        sign = sign or ("<=" if only else "==")
        named = clauses.variables(first + quantity.last, last)
        if behind[:1] == ["of"] and behind[1:2] != ["each"]:
            whole = behind[1:2] in (["the"], ["these"], ["those"], ["them"], ["our"], ["its"], ["his"], ["their"])
            if not whole and len(named) < 2:
                continue
            items = named if len(named) > 1 else clauses.everyone
            if len(named) == 1:
                continue
            if len(named) < 2 and _stated(behind, len(items)):
                items = clauses.variables(first, first + quantity.first)  # `A and B share a jig: only one of the two`
                if not _stated(behind, len(clauses.everyone)) and str(len(items)) != _SIZES.get(behind[2]):
                    continue
            if wished:
                clauses.used.update(first + q.first for q in scan.quantities if q.value <= size)
                return Counted(clauses.wishes, sign, int(quantity.value))
        elif _is_class(clauses, scan, quantity.last) and not named:
            items = clauses.everyone
        else:
            continue
        clauses.used.update(first + q.first for q in scan.quantities if q.value <= len(clauses.everyone))
        count = int(quantity.value)
        if sign in {">", "<"}:
            count, sign = (count + 1, ">=") if sign == ">" else (count - 1, "<=")
        made = not any(phrase in " ".join(clauses.lows(first, last)) for phrase in _DROPPED)
        return Counted(tuple(Made(item, made) for item in items), sign, count)
    return None


_DROPPED = ("dropped", "left out", "omitted", "skipped", "given up", "not be made", "not made")
_SIZES = {"two": "2", "three": "3", "four": "4", "five": "5", "six": "6"}


def _stated(behind: list[str], size: int) -> bool:
    """Whether `of the two` says another number of things than `size`."""
    return len(behind) > 2 and behind[2] in _SIZES and _SIZES[behind[2]] != str(size)


def _is_class(clauses: Clauses, scan: Scan, index: int) -> bool:
    """Whether the noun at `index` is what the variables are kinds of."""
    ahead = scan.tokens[index : index + 3]
    nouns = [token.lemma for token in ahead if token.kind == "word"]
    heads = {name.lemmas[-1] for name in clauses.draft.scan.names}
    if len(heads) == 1 and nouns[:1] and nouns[0] in heads:
        return False
    if nouns[:1] and nouns[0] in KINDS | _classes(clauses):
        return "each" not in {token.low for token in ahead}
    return nouns[:1] in (["different"], ["distinct"], ["separate"]) and nouns[1:2] != [] and nouns[1] not in heads


def _classes(clauses: Clauses) -> frozenset[str]:
    """The nouns counted with the number of the variables somewhere: `three fruits`."""
    size = len(clauses.everyone)
    found = set()
    for quantity in find_quantities(clauses.tokens):
        if quantity.value == size and quantity.spelled and quantity.last < len(clauses.tokens):
            token = clauses.tokens[quantity.last]
            if token.kind == "word" and token.low not in FUNCTION_WORDS and token.lemma not in UNIT_FACTORS:
                found.add(token.lemma)
    return frozenset(found)


def spelled_out(counted: Counted) -> Condition:
    """The count as `or` and `and`."""
    size, sides = len(counted.parts), []
    if counted.sign in {">=", "=="}:
        chosen = itertools.combinations(counted.parts, min(counted.count, size))
        sides.append(Some(tuple(Every(some) for some in chosen)))
    if counted.sign in {"<=", "=="} and counted.count < size:
        off = [negated(part) for part in counted.parts]
        sides.append(Some(tuple(Every(some) for some in itertools.combinations(off, max(size - counted.count, 0)))))
    return sides[0] if len(sides) == 1 else Every(tuple(sides))


def direction_before(scan: Scan, first: int, last: int) -> str:
    """The sign of the direction phrase right before or behind a number, strict where it is; empty if there is none."""
    for direction in scan.directions:
        near = direction.last <= first and first - direction.last <= 2 or 0 <= direction.first - last <= 3
        if near and COUNTS.isdisjoint(token.low for token in scan.tokens[direction.last : first]):
            words = " ".join(token.low for token in scan.tokens[direction.first : direction.last])
            return strictly(words, direction.sign)
    return ""


def strictly(words: str, sign: str) -> str:
    """The sign of a direction phrase, strict if the words are."""
    if sign == ">=" and words in _MORE:
        return ">"
    return "<" if sign == "<=" and words in _LESS else sign
