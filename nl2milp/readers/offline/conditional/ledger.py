"""A second linear reading, by whose number each number is; for texts that the first one is not sure of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from nl2milp.errors import NoObjectiveError, NotUnderstoodError
from nl2milp.readers.offline.asides import without_asides
from nl2milp.readers.offline.assembly import symbols_of
from nl2milp.readers.offline.candidates import CandidateSet
from nl2milp.readers.offline.columns import make_columns
from nl2milp.readers.offline.conditional.allotting import allotted, is_counter
from nl2milp.readers.offline.conditional.amountunits import counted_domain, is_divisible
from nl2milp.readers.offline.conditional.dues import is_price
from nl2milp.readers.offline.conditional.numbered import numbered_sets
from nl2milp.readers.offline.conditional.owners import owned_numbers
from nl2milp.readers.offline.confidence import Doubt, find_doubts, is_confident
from nl2milp.readers.offline.domains import find_domain
from nl2milp.readers.offline.mentions import Name, find_mentions, names_of
from nl2milp.readers.offline.namesets import further_sets
from nl2milp.readers.offline.naming import best_sets
from nl2milp.readers.offline.objective import find_aim, leftover
from nl2milp.readers.offline.pipeline import Draft, understand
from nl2milp.readers.offline.quantities import Quantity, find_quantities
from nl2milp.readers.offline.scan import Scan, make_scan
from nl2milp.readers.offline.senses import find_sense
from nl2milp.readers.offline.statements.base import Context, Row
from nl2milp.readers.offline.statements.limit import limits
from nl2milp.readers.offline.statements.registry import PARSERS
from nl2milp.readers.offline.statements.strict import whole_strict
from nl2milp.readers.offline.statements.unclaimed import with_unclaimed
from nl2milp.readers.offline.tokens import Sentence, Token, split_sentences, tokenize

__all__ = ["OPEN", "severity", "understand_linear", "understand_named", "unheeded", "with_units"]

_SETS = 5


def understand_named(text: str, symbols: tuple[str, ...]) -> Draft | None:
    """The linear reading of `text` about the decisions with these symbols; None if there is none."""
    try:
        draft = understand_linear(text)
    except NotUnderstoodError:
        return None
    if draft.symbols == symbols:
        return draft
    named = [other for other, _ in _by_owners(text) if other.symbols == symbols]
    return min(named, key=severity, default=None)


@lru_cache(maxsize=8)
def understand_linear(text: str, whole: str = "") -> Draft:
    """The linear reading that leaves least open: the first one where it is sure, else the best by owners.

    `whole` is the text with what is blank in `text`: it may name what is decided on more often.

    Raises
    ------
    InputError
        It holds more numbers than any word problem has.
    NotUnderstoodError
        There is no aim, or nothing to decide, in it.
    """
    try:
        plain: Draft | None = understand(text)
    except NotUnderstoodError:
        plain = None
    if plain is not None and plain.domain.whole and is_divisible(plain.scan):
        plain = replace(plain, domain=replace(plain.domain, whole=False, stated=True))
    spoken = list(_by_names(text, whole)) if whole else []
    if plain is not None and is_confident(plain, find_doubts(plain)) and severity(plain) < OPEN:
        return next((draft for draft in spoken if severity(draft) <= severity(plain)), plain)
    drafts = [(severity(draft), draft) for draft in spoken]
    drafts += [(severity(draft) + unlikely, draft) for draft, unlikely in _by_owners(text)]
    if plain is not None:
        drafts.append((severity(plain), plain))
    if not drafts:
        raise NoObjectiveError
    return min(drafts, key=lambda found: (found[0], -len(found[1].scan.names)))[1]


def _once(rows: Sequence[Row]) -> list[Row]:
    """The rows without those that another one says already: `100 are split`, and again `all 100 must be sent`."""
    kept: list[Row] = []
    for row in sorted(rows, key=lambda row: row.sign != "=="):
        same = (o for o in kept if dict(o.terms) == dict(row.terms) and o.right == row.right and not row.rule)
        if not any(other.sign in {row.sign, "=="} for other in same):
            kept.append(row)
    return kept


OPEN = 1.5
"""How severe the doubts about a linear reading may be for the whole to be acted on."""

_WEIGHTS = {"aim": 3.0, "aim parts": 3.0, "clash": 3.0, "absent": 3.0, "number": 2.0, "direction": 2.0, "unread": 2.0,
            "names": 0.2, "role": 0.2, "column": 0.5}  # fmt: skip


def severity(draft: Draft, doubts: Sequence[Doubt] | None = None) -> float:
    """How much a reading leaves open: the doubts about it, the graver ones counted more."""
    doubted = sum(_WEIGHTS.get(doubt.check, 1.0) for doubt in (find_doubts(draft) if doubts is None else doubts))
    return doubted + 2.0 * len(unheeded(draft))


def unheeded(draft: Draft) -> list[int]:
    """The numbers with a direction beside them that became nothing."""
    scan = draft.scan
    found = []
    for position, quantity in enumerate(scan.quantities):
        near = any(0 <= quantity.first - d.last <= 1 or 0 <= d.first - quantity.last <= 2 for d in scan.directions)
        if near and quantity.value and position not in draft.used:
            found.append(position)
    return found


def _by_owners(text: str) -> Iterator[tuple[Draft, float]]:
    """Drafts with one set of names each, and how much less likely its names are than others."""
    tokens = without_asides(tokenize(text))
    sentences = split_sentences(tokens)
    quantities = with_units(tokens, find_quantities(tokens))
    if find_sense(make_scan(text, tokens, sentences, quantities, (), ())) is None:
        return
    for names, unlikely in _name_sets(tokens, sentences, quantities):
        mentions = find_mentions(tokens, sentences, quantities, names)
        scan = make_scan(text, tokens, sentences, quantities, names, mentions)
        draft = _model(scan)
        if draft is not None:
            yield draft, unlikely


def _by_names(text: str, whole: str) -> Iterator[Draft]:
    """A draft of a text with the likeliest names of a longer one, if it is about as many things or more."""
    outer = without_asides(tokenize(whole))
    best = best_sets(outer, split_sentences(outer), find_quantities(outer))[:1]
    tokens = without_asides(tokenize(text))
    sentences = split_sentences(tokens)
    quantities = with_units(tokens, find_quantities(tokens))
    places = {token.start: index for index, token in enumerate(tokens)}
    for named in best:
        names = []
        for name in names_of(outer, named.candidate):
            first = places.get(outer[name.first].start, -1)
            if first < 0:
                first = next((i for i, token in enumerate(tokens) if token.lemma in name.own), -1)
            names.append(replace(name, first=first, last=min(first + name.last - name.first, len(tokens))))
        if len(names) < 2 or any(name.first < 0 for name in names):
            continue
        mentions = find_mentions(tokens, sentences, quantities, tuple(names))
        scan = make_scan(text, tokens, sentences, quantities, tuple(names), mentions)
        draft = _model(scan) if find_sense(scan) is not None else None
        if draft is not None:
            yield draft


def with_units(tokens: tuple[Token, ...], quantities: tuple[Quantity, ...]) -> tuple[Quantity, ...]:
    """The numbers with the unit they take over: `3, 2 and 5 hours of 120 available`."""
    found: list[Quantity] = []
    for quantity in quantities:
        following = tokens[quantity.last + 1].low if quantity.last + 1 < len(tokens) else ""
        if quantity.unit in _COINED and following in {"a", "an", "per", "each", "apiece"}:
            quantity = replace(quantity, money=True, unit="$")  # `asks 210 crowns a tonne`
        if not quantity.money and not quantity.unit and is_price(tokens, quantity, 0, len(tokens)):
            quantity = replace(quantity, money=True, unit="$")  # `20 thousand euros to rent plus 3 thousand a day`
        before = found[-1] if found else None
        of = quantity.first > 0 and tokens[quantity.first - 1].low == "of"
        apart = before is not None and any(token.text in {".", ";"} for token in tokens[before.last : quantity.first])
        if before is not None and of and not apart and quantity.first - before.last <= 6 and before.unit:
            after = tokens[quantity.last].low if quantity.last < len(tokens) else ""
            if not quantity.unit or after == "available":
                quantity = replace(quantity, unit=before.unit)
        found.append(quantity)
    return tuple(_with_scales(tokens, found))


_COINED = frozenset("crown pound mark florin franc".split())
"""Coins that are other things, too."""

_SCALES = {"hundred": 100, "thousand": 1_000, "million": 1_000_000}


def _with_scales(tokens: tuple[Token, ...], quantities: list[Quantity]) -> list[Quantity]:
    """Numbers in the scale of their list: `25 thousand kroner for salmon, 18 for trout`, `22, 15 and 8 hundred`."""
    scales = [_SCALES.get(tokens[q.last - 1].low, 1) if q.last - q.first > 1 else 1 for q in quantities]
    found = list(quantities)
    for at in range(1, len(found)):
        one, two = found[at - 1], found[at]
        gap = [token.low for token in tokens[one.last : two.first]]
        joined = len(gap) <= 6 and bool({",", "and"} & set(gap)) and not {".", ";", "costs", "cost"} & set(gap)
        listed = "for" in gap and tokens[two.last].low == "for" if two.last < len(tokens) else False
        if joined and listed and scales[at - 1] > 1 and scales[at] == 1 and not two.unit and two.kind == one.kind:
            scales[at] = scales[at - 1]
            found[at] = replace(two, value=two.value * scales[at], unit=one.unit, money=one.money)
    for at in range(len(found) - 2, -1, -1):
        one, two = found[at], found[at + 1]
        gap = [token.low for token in tokens[one.last : two.first]]
        if gap and set(gap) <= {",", "and"} and scales[at + 1] > 1 and scales[at] == 1 and not one.unit:
            scales[at] = scales[at + 1]
            found[at] = replace(one, value=one.value * scales[at], unit=two.unit, money=two.money)
    return found


_COINS = frozenset("pound dollar euro cent franc penny yen krona krone rupee peso".split())
"""What things cost is no name of them."""

_UNLIKELY = 0.75
"""What speaks against names that only numbers suggest."""


def _name_sets(
    tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], quantities: tuple[Quantity, ...]
) -> list[tuple[tuple[Name, ...], float]]:
    """What may be decided, each set once, with what speaks against it; the likeliest first."""
    sets = [(named.candidate, 0.0) for named in best_sets(tokens, sentences, quantities)[:_SETS]]
    sets += [(candidate, 0.0) for candidate in further_sets(tokens, sentences, quantities)]
    for phrases, again in numbered_sets(tokens, sentences, quantities):
        sets.append((CandidateSet(phrases, "parallel"), _UNLIKELY if again else 2 * _UNLIKELY))
    found: dict[frozenset[tuple[str, ...]], tuple[tuple[Name, ...], float]] = {}
    for candidate, unlikely in sets:
        if any(last - first == 1 and tokens[first].lemma in _COINS for first, last in candidate.phrases):
            continue
        names = names_of(tokens, candidate)
        found.setdefault(frozenset(name.lemmas for name in names), (names, unlikely))
    return list(found.values())


def _model(scan: Scan) -> Draft | None:
    sense = find_sense(scan)
    if sense is None:
        return None
    owned = owned_numbers(scan, scan.sentence_at[sense.first])
    columns = make_columns(scan, owned.rates)
    domain = counted_domain(scan, find_domain(scan))
    aim = find_aim(scan, columns, sense, domain.unit)
    context = Context(scan, owned.roles, columns, symbols_of(scan.names), sense.sense, domain.unit, aim.quantities)
    context.used.update(aim.quantities)
    rows: list[Row] = []
    for parser in (*(parser for parser in PARSERS if parser is not limits), allotted):
        for sentence in range(len(scan.sentences)):
            rows += parser(context, sentence)
    rows = with_unclaimed(scan, columns, aim, rows)
    if domain.whole:
        rows = whole_strict(scan, rows, context.symbols)
    if aim.certainty <= 0.5:
        context.used.difference_update(aim.quantities)
        aim = leftover(scan, columns, aim, [row.terms for row in rows])
        context.used.update(aim.quantities)
    counters = {
        at for at, role in enumerate(owned.roles) if role == "limit" and at not in context.used and is_counter(scan, at)
    }
    rows = _once(rows)
    rows.sort(key=lambda row: (row.first, row.last))
    bound = {
        q for column in columns for q in column.quantities if any(dict(r.terms) == dict(column.values) for r in rows)
    }
    return Draft(
        scan, context.symbols, domain, aim, columns, tuple(rows), owned.roles, tuple(1.0 for _ in owned.roles), 9.0,
        frozenset(context.used | bound | counters), frozenset(context.directions_used),
    )  # fmt: skip
