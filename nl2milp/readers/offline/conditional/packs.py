"""Packs of different sizes that are bought or filled: `in crates of 6 bottles at $7 and in pallets of 15 at $12`.

What is decided is how many of each pack; what is needed is said in what the
packs hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from nl2milp.readers.offline.assembly import symbols_of
from nl2milp.readers.offline.candidates import CandidateSet
from nl2milp.readers.offline.columns import Column
from nl2milp.readers.offline.conditional.ledger import with_units
from nl2milp.readers.offline.conditional.vocabulary import PACKS
from nl2milp.readers.offline.domains import Domain
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS, VERBS
from nl2milp.readers.offline.mentions import find_mentions, names_of
from nl2milp.readers.offline.objective import Aim
from nl2milp.readers.offline.pipeline import Draft
from nl2milp.readers.offline.quantities import Quantity, find_quantities
from nl2milp.readers.offline.scan import Scan, make_scan
from nl2milp.readers.offline.senses import find_sense
from nl2milp.readers.offline.statements.base import Context, Row
from nl2milp.readers.offline.statements.nearby import direction_of
from nl2milp.readers.offline.tokens import Sentence, Token, split_sentences, tokenize

__all__ = ["understand_packs"]

_PER = frozenset("a an per each every".split())
_CLOSED = re.compile(r"\b(full|open(ed)?|broken|split|singly|loose|surplus|left over|part(ly|ial)?)\b", re.I)
_LEFT = frozenset("left available stock remaining".split())
_LEAD = 9.0


@dataclass(frozen=True)
class _Pack:
    """A kind of pack: the token of its noun, how many it holds, of what."""

    place: int
    size: Quantity
    item: str
    product: str


@dataclass
class _Facts:
    prices: dict[int, tuple[int, Fraction]] = field(default_factory=dict)
    rates: dict[str, dict[int, tuple[int, Fraction]]] = field(default_factory=dict)
    rows: list[Row] = field(default_factory=list)
    limits: list[tuple[str, int]] = field(default_factory=list)
    used: set[int] = field(default_factory=set)


def understand_packs(text: str) -> Draft | None:
    """Read `text` as a choice of how many packs of each kind; None where it is not about such.

    Raises
    ------
    InputError
        It holds more numbers than any word problem has.
    """
    tokens = tokenize(_without_remarks(text))
    sentences = split_sentences(tokens)
    quantities = with_units(tokens, find_quantities(tokens))
    packs = _packs(tokens, sentences, quantities)
    if len(packs) < 2 or len({tokens[pack.place].lemma for pack in packs}) < len(packs):
        return None
    names = names_of(tokens, CandidateSet(tuple((pack.place, pack.place + 1) for pack in packs), "parallel"))
    mentions = find_mentions(tokens, sentences, quantities, names)
    scan = make_scan(text, tokens, sentences, quantities, names, mentions)
    sense = find_sense(scan)
    if sense is None or len(scan.quantities) != len(quantities):
        return None
    context = Context(scan, tuple("limit" for _ in quantities), (), symbols_of(names), sense.sense, "")
    facts = _facts(context, packs)
    if facts is None or len(facts.prices) != len(packs):
        return None
    columns = [_column(scan, facts.prices, "$")]
    for unit, rates in facts.rates.items():
        if len(rates) == len(packs):
            columns.append(_column(scan, rates, unit))
    rows = [*facts.rows, *_resources(context, facts, len(packs))]
    rows.sort(key=lambda row: (row.first, row.last))
    terms = {variable: value for variable, (_, value) in sorted(facts.prices.items())}
    aim = Aim(sense.sense, terms, columns[0].quantities, sense.first, sense.last, 1.0, columns[0])
    sizes = {scan.quantities.index(pack.size) for pack in packs}
    return Draft(
        scan, context.symbols, Domain("", True, True), aim, tuple(columns), tuple(rows), context.roles,
        tuple(1.0 for _ in quantities), _LEAD, frozenset(facts.used | sizes), frozenset(range(len(scan.directions))),
    )  # fmt: skip


def _without_remarks(text: str) -> str:
    """The text without sentences that only say that packs are whole: `the shop does not open a pack`."""

    def blank(match: re.Match[str]) -> str:
        said = match.group(0)
        told = _CLOSED.search(said) and not re.search(r"\d|\?|\b(two|three|four|five|six|eight|nine|ten)\b", said)
        return " " * (len(said) - 1) + said[-1] if told else said

    said = re.sub(r"[^.;?!]+[.;?!]", blank, text)
    # `in packs of 12`: without `in` it is no condition on something else, but what a pack holds
    return re.sub(r"\b(in|into|as)(?= (?:\w+ )?[a-z]+s of \d)", lambda match: " " * len(match.group(0)), said)


def _packs(tokens: Sequence[Token], sentences: Sequence[Sentence], quantities: Sequence[Quantity]) -> list[_Pack]:
    """`packs of 12`, `crates of 6 bottles`: the kinds of pack, with what they hold."""
    found: list[_Pack] = []
    for quantity in quantities:
        place = quantity.first - 2
        if place < 1 or tokens[place + 1].low != "of" or tokens[place].lemma not in PACKS or quantity.money:
            continue
        sentence = next(s for s in sentences if s.first <= place < s.last)
        behind = tokens[quantity.last] if quantity.last < len(tokens) else None
        item = behind.lemma if behind is not None and _is_noun(behind) else ""
        start = max([sentence.first, *(pack.size.last for pack in found)])
        nouns = [tokens[i].lemma for i in range(start, place) if _is_noun(tokens[i]) and tokens[i].lemma != item]
        product = nouns[0] if nouns and (item or not found) else found[-1].product if found else ""
        found.append(_Pack(place, quantity, item, product))
    return found


def _is_noun(token: Token) -> bool:
    return token.kind == "word" and token.low not in FUNCTION_WORDS and token.low not in VERBS


def _column(scan: Scan, rates: dict[int, tuple[int, Fraction]], unit: str) -> Column:
    values = {variable: value for variable, (_, value) in sorted(rates.items())}
    positions = tuple(position for position, _ in rates.values())
    return Column(values, positions, unit, frozenset(), frozenset(), unit == "$", False)


def _facts(context: Context, packs: Sequence[_Pack]) -> _Facts | None:
    scan, facts = context.scan, _Facts()
    sizes = {pack.size for pack in packs}
    unit = ""
    for position, quantity in enumerate(scan.quantities):
        if quantity in sizes or quantity.kind != "number":
            continue
        sentence = scan.sentences[scan.sentence_at[quantity.first]]
        owner = _owner(scan, sentence, quantity)
        if quantity.money:
            if owner < 0 or owner in facts.prices:
                return None
            facts.prices[owner] = position, quantity.value
            facts.used.add(position)
            continue
        counted = _counted(scan, quantity)
        if counted:
            facts.rows += _bounds(context, position, counted)
            facts.used.add(position)
            continue
        held = _held(scan, quantity, packs)
        if held:
            facts.rows.append(_needed(context, position, held, packs))
            facts.used.add(position)
            continue
        left = {t.low for t in scan.tokens[quantity.last : min(quantity.last + 2, sentence.last)]} & _LEFT
        if left and owner >= 0:
            facts.rows.append(_row({owner: Fraction(1)}, "<=", quantity, position, "bound"))
            facts.used.add(position)
            continue
        unit = quantity.unit or unit
        if owner >= 0 and not _directed(scan, quantity) and unit:
            facts.rates.setdefault(unit, {}).setdefault(owner, (position, quantity.value))
        elif unit:
            facts.limits.append((unit, position))
    return facts


def _owner(scan: Scan, sentence: Sentence, quantity: Quantity) -> int:
    """The kind of pack that a number is said of: `$18 a pack`, `a box costs 8 cents and a tray 21 cents`; or -1."""
    for index in range(quantity.last, min(quantity.last + 4, sentence.last - 1)):
        at = scan.mention_at[index + 1]
        if scan.tokens[index].low in _PER and at >= 0:
            return scan.mentions[at].variable
        if scan.tokens[index].kind != "word" or scan.tokens[index].low in {"and", "or"}:
            break
    before = [m for m in scan.mentions if sentence.first <= m.first and m.last <= quantity.first]
    return before[-1].variable if before else -1


def _counted(scan: Scan, quantity: Quantity) -> list[int]:
    """The packs that a number counts: `at least 20 boxes`, `nine boxes being left`."""
    for index in range(quantity.last, min(quantity.last + 3, len(scan.tokens))):
        at = scan.mention_at[index]
        if at >= 0:
            return [scan.mentions[at].variable]
        if not _is_noun(scan.tokens[index]):
            break
    return []


def _bounds(context: Context, position: int, counted: Sequence[int]) -> Iterator[Row]:
    scan, quantity = context.scan, context.scan.quantities[position]
    found = direction_of(context, position)
    sign = found[0] if found else "<="
    sentence = scan.sentences[scan.sentence_at[quantity.first]]
    if {"nobody", "noone"} & {token.low for token in scan.tokens[sentence.first : quantity.first]}:
        sign = {">=": "<="}.get(sign, sign)  # `lets nobody buy more than ten cases`
    for variable in counted:
        yield _row({variable: Fraction(1)}, sign, quantity, position, "bound")


def _held(scan: Scan, quantity: Quantity, packs: Sequence[_Pack]) -> list[int]:
    """The packs that hold what a number counts: `150 paper lanterns`, `100 bottles of juice`."""
    ahead = []
    for index in range(quantity.last, min(quantity.last + 5, len(scan.tokens))):
        token = scan.tokens[index]
        if token.kind != "word" or token.low in FUNCTION_WORDS and token.low != "of":
            break
        ahead.append(token.lemma)
    products = {pack.product for pack in packs}
    known = {pack.item for pack in packs} - {""} | products
    text = [token.lemma for token in scan.tokens]
    if not ahead or not set(ahead) & known and sum(text.count(word) > 1 for word in ahead) == 0:
        return []
    if quantity.unit and not set(ahead) & known and not any(word in _items(scan, packs) for word in ahead):
        return []
    named = [at for at, pack in enumerate(packs) if pack.product in ahead]
    return named if named and len(products) > 1 else list(range(len(packs)))


def _items(scan: Scan, packs: Sequence[_Pack]) -> set[str]:
    """The nouns before the first pack: what is offered in packs."""
    first = packs[0].place
    return {token.lemma for token in scan.tokens[:first] if _is_noun(token)}


def _needed(context: Context, position: int, held: Sequence[int], packs: Sequence[_Pack]) -> Row:
    scan, quantity = context.scan, context.scan.quantities[position]
    sentence = scan.sentences[scan.sentence_at[quantity.first]]
    lows = {token.low for token in scan.tokens[sentence.first : sentence.last]}
    found = direction_of(context, position)
    sign = found[0] if found else "==" if "all" in lows else ">=" if context.sense == "minimize" else "<="
    return _row({at: packs[at].size.value for at in held}, sign, quantity, position, "requirement")


def _row(terms: dict[int, Fraction], sign: str, quantity: Quantity, position: int, role: str) -> Row:
    return Row(terms, sign, quantity.value, role, quantity.first, quantity.last, (position,))


def _directed(scan: Scan, quantity: Quantity) -> bool:
    return any(0 <= quantity.first - d.last <= 1 for d in scan.directions)


def _resources(context: Context, facts: _Facts, size: int) -> Iterator[Row]:
    """Limits on what packs take up: `a crate fills two units, a pallet three; the van has 35 units`."""
    for unit, position in facts.limits:
        rates = facts.rates.get(unit, {})
        if len(rates) != size:
            continue
        found = direction_of(context, position)
        quantity = context.scan.quantities[position]
        terms = {variable: value for variable, (_, value) in sorted(rates.items())}
        facts.used.update(at for at, _ in rates.values())
        facts.used.add(position)
        yield _row(terms, found[0] if found else "<=", quantity, position, "resource limit")
