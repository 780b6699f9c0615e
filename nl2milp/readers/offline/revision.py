"""Second thoughts: other names or other roles of a few numbers, where the first reading leaves something over.

Numbers are first judged one by one, by the words around them. A text is only
understood when all of them fit together: each measure known for every variable,
each limit with its measure, nothing left over. So where the first reading has
doubts, readings next to it are tried, and the one with the fewest doubts wins;
each change has to pay for how unlikely it looked at first.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from nl2milp.errors import NotUnderstoodError
from nl2milp.readers.offline.confidence import DECISIVE, Doubt, find_doubts, is_confident, weight
from nl2milp.readers.offline.lexicon import VERBS
from nl2milp.readers.offline.pipeline import Draft, drafts, with_roles

__all__ = ["understand_twice"]

_NAMES = 3
_ROUNDS = 4
_MOST_TRIALS = 60
_MOST_DOUBTS = 10
"""With more of them a few changes don't lead to a reading without any: pages of data, other kinds of problems."""
_LEFT_OVER = 2.5
"""What something left over costs at least."""

_HEAVY = DECISIVE | {"column", "unit", "clash", "row"}

_CHANGE = 0.4
"""What each changed number costs, beside its lead."""

_LEAD = 0.15


def understand_twice(text: str) -> Draft:
    """The likeliest reading of a text, after second thoughts where the first has doubts.

    Raises
    ------
    InputError, NotUnderstoodError
        As for `understand`.
    """
    found = drafts(text, 1)
    first = found[0]
    doubts = find_doubts(first)
    if is_confident(first, doubts) or len(doubts) > _MOST_DOUBTS:
        return first
    try:
        found = drafts(text, _NAMES)
    except NotUnderstoodError:  # pragma: no cover - the first names gave a reading
        return first
    revised = [_revised(replace(draft, changes=place)) for place, draft in enumerate(found)]
    costs = [cost + 0.5 * place for place, (_, cost) in enumerate(revised)]
    return revised[costs.index(min(costs))][0]


def _revised(draft: Draft) -> tuple[Draft, float]:
    """A reading with other roles of some numbers, if that leaves fewer doubts, and the weight of what remains."""
    first = draft.roles
    best, doubts = draft, find_doubts(draft)
    cost = _weighed(doubts)
    trials = 0
    for _ in range(_ROUNDS):
        if not doubts:
            break
        better = None
        for roles in _changes(best, doubts):
            trials += 1
            if trials > _MOST_TRIALS:
                break
            changed = draft.changes + sum(role != old for role, old in zip(roles, first, strict=True))
            other = replace(with_roles(draft, roles), changes=changed)
            raised = find_doubts(other)
            paid = _weighed(raised) + _price(draft, first, roles)
            if paid < cost - 0.3:
                better, cost = (other, raised), paid
        if better is None:
            break
        best, doubts = better
    return best, cost


def _weighed(doubts: Sequence[Doubt]) -> float:
    return sum(max(weight(doubt.check), _LEFT_OVER if doubt.check in _HEAVY else 0.3) for doubt in doubts)


def _price(draft: Draft, first: Sequence[str], roles: Sequence[str]) -> float:
    changed = [place for place, role in enumerate(roles) if role != first[place]]
    return sum(_CHANGE + _LEAD * draft.margins[place] for place in changed)


def _changes(draft: Draft, doubts: Sequence[Doubt]) -> Iterator[tuple[str, ...]]:
    """Role assignments next to the draft's: one number changed, or all numbers of a sentence made alike."""
    scan = draft.scan
    concerned = {doubt.sentence for doubt in doubts if doubt.sentence is not None}
    for sentence in sorted(concerned):
        here = scan.sentences[sentence]
        places = [
            place
            for place, quantity in enumerate(scan.quantities)
            if here.first <= quantity.first < here.last and quantity.kind in {"number", "percent"}
        ]
        for role in ("rate", "limit"):
            able = [place for place in places if draft.roles[place] != role and _can_be(draft, place, role)]
            if len(able) > 1:
                yield _replaced(draft.roles, able, role)
            for place in able:
                yield _replaced(draft.roles, [place], role)


def _can_be(draft: Draft, place: int, role: str) -> bool:
    """Whether the grammar allows the role: a rate is said of a variable and has no `at most`; a limit is not."""
    scan = draft.scan
    quantity = scan.quantities[place]
    start, stop = _own_clause(draft, place)
    lows = {token.low for token in scan.tokens[start:stop]}
    mentioned = any(scan.mention_at[index] >= 0 for index in range(start, stop))
    if role == "rate":
        directed = any(scan.direction_at[index] >= 0 for index in range(start, stop))
        return not directed and (mentioned or bool(lows & _ANAPHORA))
    first = scan.sentences[scan.sentence_at[quantity.first]].first
    listed = any(scan.mention_at[index] >= 0 for index in range(first, start)) and not any(
        scan.tokens[index].low in VERBS | _BEING for index in range(start, quantity.first)
    )
    small = quantity.spelled and quantity.value <= 2
    return not mentioned and not lows & _ANAPHORA and not listed and not small


def _own_clause(draft: Draft, place: int) -> tuple[int, int]:
    """From the last comma, `and` or number before a quantity to the next behind it."""
    scan = draft.scan
    quantity = scan.quantities[place]
    sentence = scan.sentences[scan.sentence_at[quantity.first]]
    start, stop = quantity.first, quantity.last
    while start > sentence.first and scan.tokens[start - 1].low not in _BREAKS and scan.quantity_at[start - 1] < 0:
        start -= 1
    while stop < sentence.last and scan.tokens[stop].low not in _BREAKS and scan.quantity_at[stop] < 0:
        stop += 1
    return start, stop


_BEING = frozenset("is are has have can could may holds offers".split())
_BREAKS = frozenset(", ; : while whereas but and so if".split())
_ANAPHORA = frozenset("it they each every both per either one respectively".split())


def _replaced(roles: tuple[str, ...], places: Sequence[int], role: str) -> tuple[str, ...]:
    return tuple(role if place in places else old for place, old in enumerate(roles))
