"""What speaks against a reading of a choice, in plain sentences."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from nl2milp.readers.offline.choices.conditions import items_of
from nl2milp.readers.offline.choices.elements import make_elements
from nl2milp.readers.offline.choices.kinds import is_indivisible, refers, relates, without_once
from nl2milp.readers.offline.choices.limits import Limit
from nl2milp.readers.offline.choices.signs import sign_at
from nl2milp.readers.offline.choices.splitting import has_number
from nl2milp.readers.offline.choices.totals import Total
from nl2milp.readers.offline.choices.understanding import ChoiceDraft
from nl2milp.readers.offline.choices.vocabulary import (
    CONNECTIVES,
    DATA_VERBS,
    MODALS,
    NOT_NAMES,
    PREPOSITIONS,
    PRONOUNS,
)
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Token

__all__ = ["about_aim", "find_doubts"]

_MOST = 40


def find_doubts(draft: ChoiceDraft) -> tuple[tuple[str, int | None], ...]:
    """Each reason with the position of the sentence it is about."""
    found = [*_missed(draft), *_demands(draft), *_nothing(draft), *_numbers(draft), *_aim(draft), *_idle(draft)]
    found += [*_unsure(draft), *_extras(draft), *_counts(draft), *_kinds(draft)]
    return tuple(dict.fromkeys(found))[:_MOST]


def about_aim(draft: ChoiceDraft) -> frozenset[str]:
    """The reasons that speak against the aim alone, and not against what limits the choice."""
    return frozenset(reason for reason, _ in (*_nothing(draft), *_aim(draft)))


def _sentence(draft: ChoiceDraft, place: int) -> str:
    here = draft.sentences[place]
    text = " ".join(draft.text[here.start : here.end].split())
    return text if len(text) <= 200 else text[:197] + "..."


def _missed(draft: ChoiceDraft) -> Iterator[tuple[str, int | None]]:
    for place in draft.missed:
        yield f"it is not clear what this demands: '{_sentence(draft, place)}'", place


_ONE_WORD = frozenset("cannot exactly unless neither excludes exclude clash clashes".split())
_TWO_WORDS = frozenset({("at", "least"), ("at", "most"), ("more", "than"), ("fewer", "than"), ("less", "than")})


def _extras(draft: ChoiceDraft) -> Iterator[tuple[str, int | None]]:
    """Priced things of which it was not understood when they are needed."""
    ruled = {item for rule in draft.rules for part in rule.parts for item in items_of(part)}
    for item in range(draft.plain, len(draft.items)):
        if item not in ruled:
            yield f"it is not clear when this is needed: '{draft.items[item].label}'", None


def _demands(draft: ChoiceDraft) -> Iterator[tuple[str, int | None]]:
    """Sentences that demand something in so many words and became neither a rule nor a limit nor the aim."""
    kept = [(one.first, one.last) for one in (*draft.rules, *draft.limits)]
    for place, here in enumerate(draft.sentences):
        if place == draft.aim.sentence or place in draft.missed or place in draft.told or here.question:
            continue
        if any(first < here.last and last > here.first for first, last in kept):
            continue
        elements = make_elements(draft.tokens, here, draft.mentions, draft.quantities)
        if is_indivisible(elements) or not refers(elements):
            continue
        if relates(elements) and len({item for e in elements for item in e.items}) > 1 and not has_number(elements):
            yield f"nothing was made of: '{_sentence(draft, place)}'", place
            continue
        lows = without_once([token.low for token in draft.tokens[here.first : here.last]])
        if _ONE_WORD.intersection(lows) or _TWO_WORDS.intersection(itertools.pairwise(lows)):
            yield f"nothing was made of: '{_sentence(draft, place)}'", place


def _nothing(draft: ChoiceDraft) -> Iterator[tuple[str, int | None]]:
    """A minimum that nothing keeps from choosing nothing."""
    if draft.aim.sense != "minimize" or any(value < 0 for value in draft.aim.terms.values()):
        return
    lower = any(one.sign in (">=", "==", ">") for one in draft.limits)
    forcing = any(rule.template in ("either_or", "k_of_n", "logic", "linear") for rule in draft.rules)
    if not lower and not forcing:
        yield "nothing keeps the minimum from choosing nothing", None


def _counts(draft: ChoiceDraft) -> Iterator[tuple[str, int | None]]:
    """Counts such as `at least two` of which nothing was made."""
    for place, here in enumerate(draft.sentences):
        elements = make_elements(draft.tokens, here, draft.mentions, draft.quantities)
        if place in draft.told or place == draft.aim.sentence or is_indivisible(elements):
            continue
        for index, element in enumerate(elements):
            if element.number < 0 or element.number in draft.used or not draft.quantities[element.number].spelled:
                continue
            near = {e.low for e in elements[max(0, index - 3) : index]}
            if sign_at(elements, index) and near & {"least", "most", "than", "exactly"}:
                yield f"it is not clear what is counted in: '{_sentence(draft, place)}'", place


def _kinds(draft: ChoiceDraft) -> Iterator[tuple[str, int | None]]:
    """Counts of all candidates whose noun has a qualifier that nothing explains: `at least two of the brick ones`."""
    everyone = set(range(draft.plain))
    starts = [one.first for one in draft.limits if isinstance(one, Total)]
    for rule in draft.rules:
        if rule.template == "k_of_n" and items_of(rule.parts[0]) >= everyone:
            starts += [q.first for q in draft.quantities if rule.first <= q.first < rule.last and q.value < draft.plain]
    pairs = [(one.low, two.lemma) for one, two in itertools.pairwise(draft.tokens)]
    for start in starts:
        place = next((n for n, s in enumerate(draft.sentences) if s.first <= start < s.last), None)
        if place is None:
            continue
        said = [t for t in itertools.takewhile(_is_noun_part, draft.tokens[start + 1 : start + 7]) if t.low not in _OF]
        if any(m.first <= start + 1 + len(said) and start < m.first for m in draft.mentions if m.first < start + 7):
            continue
        qualified = len(said) > 1 and said[0].low == said[0].lemma  # a plural is the noun itself
        if qualified and said[0].low not in _PLAIN and pairs.count((said[0].low, said[1].lemma)) < 2:
            yield f"it is not clear which are meant in: '{_sentence(draft, place)}'", place


_OF = frozenset("of the these those all our its their or more fewer less at least most".split())
_PLAIN = frozenset(
    """following
    different new possible available candidate proposed potential distinct such separate listed given further more
    two three four five six seven eight nine ten""".split()
)


def _is_noun_part(token: Token) -> bool:
    closed = MODALS | PRONOUNS | CONNECTIVES | PREPOSITIONS - {"of"}
    return token.kind == "word" and token.low not in closed


def _numbers(draft: ChoiceDraft) -> Iterator[tuple[str, int | None]]:
    for position, quantity in enumerate(draft.quantities):
        if position in draft.used or quantity.spelled and quantity.value <= max(12, len(draft.items)):
            continue
        place = next((n for n, s in enumerate(draft.sentences) if s.first <= quantity.first < s.last), None)
        if place is None or draft.sentences[place].last - draft.sentences[place].first <= 2:
            continue
        here = draft.sentences[place]
        if _is_label(draft, quantity) or _counts_candidates(draft, quantity):
            continue
        if any(
            other.value == quantity.value and at in draft.used and here.first <= other.first < here.last
            for at, other in enumerate(draft.quantities)
        ):
            continue  # said twice: `24 chairs are ordered, so at least 24 must be made`
        first, last = draft.tokens[quantity.first].start, draft.tokens[quantity.last - 1].end
        yield f"'{draft.text[first:last]}' was not used in: '{_sentence(draft, place)}'", place


def _counts_candidates(draft: ChoiceDraft, quantity: Quantity) -> bool:
    """Whether a number only says how many candidates there are: `four of the 7`."""
    before = draft.tokens[quantity.first - 1].low if quantity.first else ""
    plain = quantity.kind == "number" and not quantity.money and quantity.value == draft.plain
    return plain and before in {"of", "from", "among", "the", "these", "all", "our", "her", "his", "its", "their"}


def _is_label(draft: ChoiceDraft, quantity: Quantity) -> bool:
    """Whether a number only names something: `release 4.2`, `in 2027`."""
    if quantity.money or quantity.unit or quantity.kind != "number" or not quantity.first or quantity.spelled:
        return False
    before = draft.tokens[quantity.first - 1]
    if before.low in {"in", "of", "by", "until", "since", "for", "from", "season", "year"}:
        return 1900 <= quantity.value <= 2100
    closed = DATA_VERBS | MODALS | PREPOSITIONS | NOT_NAMES | CONNECTIVES
    measured = any(before.lemma in column.words for column in draft.columns)
    named = any(m.first < quantity.first <= m.last + 1 for m in draft.mentions)
    return before.kind == "word" and before.low not in closed and not measured and not named


def _aim(draft: ChoiceDraft) -> Iterator[tuple[str, int | None]]:
    if not draft.aim.certain:
        sentence = _sentence(draft, draft.aim.sentence)
        yield f"it is not clear what to {draft.aim.sense}: '{sentence}'", draft.aim.sentence


def _idle(draft: ChoiceDraft) -> Iterator[tuple[str, int | None]]:
    limited = {limit.column for limit in draft.limits if isinstance(limit, Limit)}
    for at, column in enumerate(draft.columns):
        if at not in limited and at not in draft.aim.columns and 2 * len(column.values) > len(draft.items):
            words = ", ".join(sorted(column.words)[:4])
            yield f"nothing limits one of the measures ({column.unit or words})", None


def _unsure(draft: ChoiceDraft) -> Iterator[tuple[str, int | None]]:
    """Limits whose measure was guessed, and measures that were found for some of the items only."""
    for limit in draft.limits:
        if isinstance(limit, Limit) and not limit.certain:
            place = next((n for n, s in enumerate(draft.sentences) if s.first <= limit.first < s.last), None)
            if place is not None:
                yield f"it is not certain what this limits: '{_sentence(draft, place)}'", place
    limited = [limit.column for limit in draft.limits if isinstance(limit, Limit)]
    if len(set(limited)) < len(limited):
        yield "two limits seem to be about the same measure", None
    measured = {item for column in draft.columns for item in column.values}
    for at in {*limited, *draft.aim.columns}:
        column = draft.columns[at]
        missing = [draft.items[i].label for i in sorted(measured) if i not in column.values and i < draft.plain]
        if missing and 2 * len(missing) <= len(measured):
            said = {token.low for token in draft.tokens}
            if not said & {"no", "nothing", "none"}:
                yield f"a measure was not found for: {', '.join(missing)}", None
