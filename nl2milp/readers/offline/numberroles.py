"""What each number is for: a rate that belongs to a variable, a limit, or neither.

A linear scorer over the words around the number, applied from left to right
with its own last decision as evidence, because roles come in runs ("at least
20 of A, 30 of B and 40 of C").
"""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from nl2milp.readers.offline.clauseroles import granted_amounts, rates_of_single_things, shares_a_unit
from nl2milp.readers.offline.gapping import gapped_rates, stock_before_colon
from nl2milp.readers.offline.headedlists import headed_roles
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.listitems import listed_rates
from nl2milp.readers.offline.percentroles import yields
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.scan import Scan
from nl2milp.readers.offline.stockroles import (
    hours_of_rates,
    ordered_rates,
    ranged_limits,
    shared_stock,
    stated_for,
    stocks,
)
from nl2milp.readers.offline.unitroles import (
    counted_stocks,
    counts_of_names,
    of_all_alike,
    of_one_unit,
    one_for_each,
    single_units,
)

__all__ = ["ROLES", "corrected_roles", "number_features", "number_roles"]

ROLES = ("rate", "limit", "none")
_BACK = 12
_AHEAD = 7


def _seen(scan: Scan, index: int) -> str:
    """A token as the scorer sees it: what it is rather than which word."""
    if scan.mention_at[index] >= 0:
        return "<V>"
    if scan.quantity_at[index] >= 0:
        return "<Q>"
    if scan.direction_at[index] >= 0:
        return f"<{scan.directions[scan.direction_at[index]].sign}>"
    token = scan.tokens[index]
    return token.lemma if token.kind == "word" else token.text


def _outward(scan: Scan, start: int, stop: int, step: int) -> Iterator[str]:
    previous = ""
    for index in range(start, stop, step):
        seen = _seen(scan, index)
        if seen[0] == "<" and seen == previous:
            continue
        previous = seen
        yield seen


def _like_a_figure(scan: Scan, quantity: Quantity) -> bool:
    """Whether a number in words stands where others write figures: large, with a unit, or in a text without figures."""
    if quantity.kind != "number":
        return False
    if quantity.value > 12 or quantity.unit in UNIT_FACTORS or all(other.spelled for other in scan.quantities):
        return True
    return shares_a_unit(scan, scan.quantities.index(quantity))


def number_features(scan: Scan, quantity: Quantity, last_role: str) -> list[str]:
    """The evidence for the role of one quantity."""
    sentence = scan.sentences[scan.sentence_at[quantity.first]]
    spelled = quantity.spelled and not _like_a_figure(scan, quantity)
    found = [
        f"kind {quantity.kind}",
        f"money {quantity.money}",
        f"spelled {spelled}",
        f"unit {quantity.unit}",
        f"after {last_role}",
    ]
    if spelled:
        found.append(f"spelled {quantity.value if quantity.value < 7 else 'many'}")
    fresh = True
    for distance, seen in enumerate(
        _outward(scan, quantity.first - 1, max(sentence.first - 1, quantity.first - 16), -1)
    ):
        if distance < 4:
            found.append(f"-{distance} {seen}")
        if distance < _BACK:
            found.append(f"{'near' if fresh else 'far'} {seen}")
        if seen == "<Q>":
            if fresh:
                found.append(f"quantity before, {last_role}")
            fresh = False
    fresh = True
    for distance, seen in enumerate(_outward(scan, quantity.last, min(sentence.last, quantity.last + 12), 1)):
        if distance < 4:
            found.append(f"+{distance} {seen}")
        if distance < _AHEAD:
            found.append(f"{'next' if fresh else 'later'} {seen}")
        if seen in {"<Q>", "."}:
            fresh = False
    mentioned = {scan.mentions[at].variable for at in scan.mention_at[sentence.first : sentence.last] if at >= 0}
    found.append(f"variables {min(len(mentioned), 3)} of {len(scan.names)}")
    if not mentioned:
        found.append("no variable")
    directed = any(at >= 0 for at in scan.direction_at[sentence.first : quantity.first])
    found.append(f"directed {directed} {bool(mentioned)}")
    found.append(f"first {scan.tokens[sentence.first].lemma}")
    found.append("bias")
    return found


_ANAPHORA = frozenset("it they each every both per either respectively them its their".split())
_STOCK = frozenset(
    """budget using available produces has have receives can holds capacity room space offers allows left
    remaining""".split()
)


def _unattached(scan: Scan, quantity: Quantity, role: str) -> bool:
    """Whether a supposed rate speaks of no variable at all, or of the budget."""
    sentence = scan.sentences[scan.sentence_at[quantity.first]]
    back = [token.low for token in scan.tokens[max(sentence.first, quantity.first - 5) : quantity.first]]
    ahead = [token.low for token in scan.tokens[quantity.last : quantity.last + 1]]
    if role == "none" and quantity.unit not in UNIT_FACTORS:
        return False
    if quantity.money and "budget" in (*back, *ahead):
        return True
    words = set()
    for index in range(sentence.first, _own_end(scan, quantity, sentence.last)):
        if scan.mention_at[index] >= 0:
            return False
        following = scan.tokens[index + 1].low if index + 1 < len(scan.tokens) else ""
        if following not in {"day", "week", "month", "year"}:
            words.add(scan.tokens[index].low)
    return not words & _ANAPHORA and bool(words & _STOCK)


def _own_end(scan: Scan, quantity: Quantity, last: int) -> int:
    """Where the clause of a number ends: at `and` before the next limit's own direction, or with the sentence."""
    for index in range(quantity.last, last):
        if scan.direction_at[index] >= 0 and scan.tokens[index - 1].low in {"and", "but", ","}:
            return index - 1
        if scan.mention_at[index] >= 0:
            break
    return last


def _limits_for_sure(scan: Scan, roles: list[str]) -> None:
    """A number right after `at most` is a limit, and so are the ends of a range."""
    for position, quantity in enumerate(scan.quantities):
        if quantity.kind == "percent" and _or_more(scan, quantity):
            roles[position] = "limit"
        if quantity.kind != "number" or roles[position] == "limit" or quantity.first == 0:
            continue
        sentence = scan.sentences[scan.sentence_at[quantity.first]]
        after = [token.low for token in scan.tokens[quantity.last : min(quantity.last + 4, sentence.last)]]
        back = range(max(sentence.first, quantity.first - 9), quantity.first)
        if (
            _or_more(scan, quantity)
            or scan.direction_at[quantity.first - 1] >= 0
            and not {"per", "each"} & {low for before, low in itertools.pairwise(["", *after]) if before != "of"}
            or any(scan.tokens[i].low in {"range", "ranges", "ranging"} for i in back)
        ):
            roles[position] = "limit"


def _or_more(scan: Scan, quantity: Quantity) -> bool:
    """Whether `or more`, `at least` or the like stands behind the number and its noun, and is of no other number."""
    for index in range(quantity.last, min(quantity.last + 4, len(scan.tokens))):
        if scan.quantity_at[index] >= 0 and scan.tokens[index - 1].low == "and":
            return _or_more(scan, scan.quantities[scan.quantity_at[index]])  # `twelve ducks and ten owls at least`
        if scan.quantity_at[index] >= 0 or scan.tokens[index].kind == "mark":
            return False
        at = scan.direction_at[index]
        if at >= 0:
            after = scan.directions[at].last
            beside = any(scan.quantity_at[i] >= 0 for i in range(after, min(after + 2, len(scan.tokens))))
            return scan.tokens[index].low in {"or", "at", "as"} and not beside
    return False


def _like_their_partners(scan: Scan, roles: list[str]) -> None:
    """`A can carry 20 boxes whereas B can carry 35 boxes`: if one is a rate, so is the other."""
    for sentence in scan.sentences:
        positions = [p for p, q in enumerate(scan.quantities) if sentence.first <= q.first < sentence.last]
        if len(positions) != 2 or {roles[p] for p in positions} not in (
            {"rate", "limit"},
            {"rate", "none"},
        ):
            continue
        one, other = (scan.quantities[p] for p in positions)
        if one.unit != other.unit or one.money != other.money or not one.unit and not one.money:
            continue
        if any(scan.direction_at[i] >= 0 for i in range(sentence.first, sentence.last)):
            continue
        before = {scan.mentions[at].variable for at in scan.mention_at[sentence.first : one.first] if at >= 0}
        between = {scan.mentions[at].variable for at in scan.mention_at[one.last : other.first] if at >= 0}
        after = {scan.mentions[at].variable for at in scan.mention_at[other.last : sentence.last] if at >= 0}
        if between and (before and before != between or after and not before and after != between):
            for p in positions:
                roles[p] = "rate"


def _alike_in_runs(scan: Scan, roles: list[str]) -> None:
    """Numbers listed side by side before `respectively` have one role."""
    for sentence in scan.sentences:
        if not any(scan.tokens[i].low == "respectively" for i in range(sentence.first, sentence.last)):
            continue
        positions = [p for p, q in enumerate(scan.quantities) if sentence.first <= q.first < sentence.last]
        for one, other in itertools.pairwise(positions):
            gap = range(scan.quantities[one].last, scan.quantities[other].first)
            plain = all(scan.tokens[i].low in {",", "and", "units", "hours", "$"} for i in gap)
            if plain and roles[one] == "none" and scan.quantities[one].kind == "number":
                later = [p for p in positions if p > one and roles[p] != "none"]
                if later:
                    roles[one] = roles[later[0]]


def _noughts(scan: Scan, roles: list[str]) -> None:
    """A nought in words is what something lacks: `and no driver`."""
    for position, quantity in enumerate(scan.quantities):
        if not quantity.value and scan.tokens[quantity.first].low in {"no", "none", "without"}:
            roles[position] = "rate"


_ONES = frozenset({"unit", "item", "product", "piece", "one"})


def corrected_roles(scan: Scan, roles: tuple[str, ...]) -> tuple[str, ...]:
    """Roles after rules that hold whatever the scorer thinks.

    `3 hours for each phone` is a rate although no single variable is named.
    """
    heads = {word for name in scan.names for word in name.lemmas} | _ONES
    found = list(roles)
    _limits_for_sure(scan, found)
    _alike_in_runs(scan, found)
    _like_their_partners(scan, found)
    ranged_limits(scan, found)
    ordered_rates(scan, found)
    one_for_each(scan, found)
    of_one_unit(scan, found)
    counts_of_names(scan, found)
    counted_stocks(scan, found)
    single_units(scan, found)
    stocks(scan, found)
    of_all_alike(scan, found)
    shared_stock(scan, found)
    stated_for(scan, found)
    hours_of_rates(scan, found)
    listed_rates(scan, found)
    rates_of_single_things(scan, found)
    granted_amounts(scan, found)
    yields(scan, found)
    gapped_rates(scan, found)
    stock_before_colon(scan, found)
    headed_roles(scan, found)
    _noughts(scan, found)
    roles = tuple(found)
    for position, quantity in enumerate(scan.quantities):
        if roles[position] != "limit" and quantity.kind == "number" and _unattached(scan, quantity, roles[position]):
            found[position] = "limit"
        if roles[position] != "limit":
            continue
        sentence = scan.sentences[scan.sentence_at[quantity.first]]
        if any(scan.direction_at[i] >= 0 for i in range(sentence.first, quantity.first)):
            continue
        for index in range(quantity.last, min(quantity.last + 7, sentence.last - 1)):
            if scan.tokens[index].low in {",", "and", "but", "with"}:
                break
            if scan.tokens[index].low in {"per", "each", "every"} and scan.tokens[index + 1].lemma in heads:
                found[position] = "rate"
                break
    return tuple(found)


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, list[float]]:
    path = files("nl2milp.readers.offline") / "weights" / "numbers.json"
    loaded: dict[str, list[float]] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def number_roles(scan: Scan, weights: Mapping[str, list[float]] | None = None) -> tuple[tuple[str, float], ...]:
    """The role of each quantity of the scan, with its lead over the runner-up."""
    chosen = _weights() if weights is None else weights
    found: list[tuple[str, float]] = []
    last_role, last_sentence = "start", -1
    for quantity in scan.quantities:
        sentence = scan.sentence_at[quantity.first]
        if sentence != last_sentence:
            last_role, last_sentence = "start", sentence
        scores = [0.0] * len(ROLES)
        for name in number_features(scan, quantity, last_role):
            row = chosen.get(name)
            if row is not None:
                for position, value in enumerate(row):
                    scores[position] += value
        ranked = sorted(range(len(ROLES)), key=lambda position: -scores[position])
        last_role = ROLES[ranked[0]]
        found.append((last_role, scores[ranked[0]] - scores[ranked[1]]))
    return tuple(found)
