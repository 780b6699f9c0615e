"""Sources with a price of their own: all stages in order, as one function of the text."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from fractions import Fraction

from nl2milp.readers.offline.asides import without_asides
from nl2milp.readers.offline.assembly import symbols_of
from nl2milp.readers.offline.columns import Column
from nl2milp.readers.offline.conditional.amountunits import is_divisible
from nl2milp.readers.offline.conditional.clauses import Clauses
from nl2milp.readers.offline.conditional.conditions import Charge, Made, Rule
from nl2milp.readers.offline.conditional.counting import strictly
from nl2milp.readers.offline.conditional.ledger import with_units
from nl2milp.readers.offline.conditional.statements import read_stretch
from nl2milp.readers.offline.conditional.stretches import Stretch, find_stretches, masked
from nl2milp.readers.offline.conditional.understanding import ConditionalDraft
from nl2milp.readers.offline.conditional.vocabulary import ONCE, ONCE_PHRASES
from nl2milp.readers.offline.directions import find_directions
from nl2milp.readers.offline.domains import Domain, find_domain
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.mentions import Mention, Name, find_mentions
from nl2milp.readers.offline.objective import Aim
from nl2milp.readers.offline.pipeline import Draft
from nl2milp.readers.offline.quantities import Quantity, find_quantities
from nl2milp.readers.offline.scan import Scan, make_scan
from nl2milp.readers.offline.senses import find_sense
from nl2milp.readers.offline.sources.facts import Fact, find_facts
from nl2milp.readers.offline.sources.names import amount_unit, class_nouns, source_names
from nl2milp.readers.offline.statements.base import Context, Row
from nl2milp.readers.offline.statements.nearby import direction_of
from nl2milp.readers.offline.statements.registry import PARSERS
from nl2milp.readers.offline.tokens import Sentence, Token, split_sentences, tokenize

__all__ = ["understand_sources"]

_MOST = 8
_BEYOND = 5
"""A need of so many times what all sources can give is none of them."""
_LEAD = 9.0
_HINGES = frozenset("if unless only without not nothing none cannot can't isn't closed once where what which".split())
_JOINT = frozenset("both neither all together".split())
_ASIDE = re.compile(
    r"^(but |and )?(only )?(if|when|once|where) (it|they|he|she|that \w+|the \w+) (is|are|runs?|opens?)\b"
)
_WHOLE_WORDS = frozenset("whole integer integers".split())


def understand_sources(text: str) -> ConditionalDraft | None:
    """Read `text` as amounts from sources that cost something once; None where it is not about such.

    Raises
    ------
    InputError
        It holds more numbers than any word problem has.
    """
    tokens = without_asides(tokenize(text))
    if not _speaks_of_opening(tokens):
        return None
    sentences = split_sentences(tokens)
    quantities = with_units(tokens, find_quantities(tokens))
    unit = amount_unit(tokens, quantities)
    if not unit:
        return None
    best: ConditionalDraft | None = None
    for names in source_names(tokens, sentences, quantities):
        if not 2 <= len(names) <= _MOST:
            continue
        draft = _read(text, tokens, sentences, quantities, names, unit)
        if draft is not None and (best is None or _left(draft) < _left(best)):
            best = draft
    return best


_OPENING = ONCE | frozenset(
    "fee fees contract contracts open opened closed deposit membership lit charter start starting started".split()
)


def _speaks_of_opening(tokens: Sequence[Token]) -> bool:
    """Whether a text has a word for what is due once, or says what doing something costs: `using a well costs`."""
    lows = [token.low for token in tokens]
    if _OPENING & set(lows) or any(phrase in " ".join(lows) for phrase in ONCE_PHRASES):
        return True
    gerunds = [at for at, low in enumerate(lows) if low.endswith("ing") and len(low) > 4]
    return any({"cost", "costs"} & set(lows[at + 1 : at + 6]) for at in gerunds)


def _left(draft: ConditionalDraft) -> int:
    """How much of the text became nothing."""
    scan = draft.linear.scan
    small = [p for p, q in enumerate(scan.quantities) if q.spelled and q.value <= len(scan.names) or q.value in (0, 1)]
    unused = [p for p in range(len(scan.quantities)) if p not in draft.linear.used and p not in small]
    return len(unused) + 2 * len(draft.missed)


def _read(
    text: str,
    tokens: tuple[Token, ...],
    sentences: tuple[Sentence, ...],
    quantities: tuple[Quantity, ...],
    names: tuple[Name, ...],
    unit: str,
) -> ConditionalDraft | None:
    mentions = find_mentions(tokens, sentences, quantities, names)
    classes = class_nouns(tokens, quantities, names)
    logic, idle = _logic(tokens, sentences, quantities, mentions)
    counts = list(_counts(tokens, quantities, classes, len(names)))
    logic = [one for one in logic if not any(one.first < s.last and s.first < one.last for s, _ in counts)]
    blanked = masked(text, tokens, [*logic, *idle, *(stretch for stretch, _ in counts)])
    rules = [rule for _, rule in counts]
    linear = _linear(blanked, names, tokens, unit, classes, rules)
    if linear is None:
        return None
    draft, charges = linear
    clauses = Clauses(text, tokens, mentions, draft)
    missed: list[Stretch] = []
    for stretch in logic:
        found = read_stretch(clauses, stretch.first, stretch.last)
        if not found:
            missed.append(stretch)
            continue
        rules += found.rules
        charges += found.charges
    if not charges and not rules:
        return None
    return ConditionalDraft(
        text, tokens, sentences, quantities, draft, tuple(rules), tuple(charges), (), tuple(clauses.extras),
        tuple(missed), frozenset(clauses.used), tuple(logic), mentions,
    )  # fmt: skip


def _logic(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    quantities: Sequence[Quantity],
    mentions: Sequence[Mention],
) -> tuple[list[Stretch], list[Stretch]]:
    """The statements of logic, and those that only say what it is to be open: `a closed plant makes nothing`."""
    logic: list[Stretch] = []
    idle: list[Stretch] = []
    for stretch in find_stretches(tokens, sentences, quantities):
        if stretch.kind not in {"logic", "charge"}:
            continue
        lows = " ".join(token.low for token in tokens[stretch.first : stretch.last]).replace(" at all", "").split()
        spoken = [m for m in mentions if stretch.first <= m.first < stretch.last]
        numbers = [q for q in quantities if stretch.first <= q.first < stretch.last and (q.value > 1 or not q.spelled)]
        aside = _aside(tokens, stretch)
        if aside is not None and any(q.money for q in numbers):
            idle.append(aside)
        elif any(q.money for q in numbers) and not _is_hinged(lows, spoken, stretch.first):
            continue  # facts, whatever else the words remind of
        elif not spoken and not numbers and _HINGES & set(lows) and not _JOINT & set(lows):
            idle.append(stretch)
        elif stretch.kind == "logic":
            logic.append(stretch)
    return logic, idle


def _counts(
    tokens: Sequence[Token], quantities: Sequence[Quantity], classes: frozenset[str], size: int
) -> Iterator[tuple[Stretch, Rule]]:
    """`At most two labs may be used`, `contracts with no more than two farms`."""
    directions = find_directions(tuple(tokens))
    parts = tuple(Made(source) for source in range(size))
    for quantity in quantities:
        noun = tokens[quantity.last].lemma if quantity.last < len(tokens) else ""
        of_them = [token.low for token in tokens[quantity.last : quantity.last + 2]] in (["of", "them"], ["of", "the"])
        if quantity.kind != "number" or quantity.money or quantity.value > size or noun not in classes and not of_them:
            continue
        near = [d for d in directions if 0 <= quantity.first - d.last <= 1]
        first = near[0].first if near else quantity.first - 1
        if not near and tokens[first].low != "only":
            continue
        words = " ".join(token.low for token in tokens[first : quantity.first])
        sign, count = strictly(words, near[0].sign) if near else "<=", int(quantity.value)
        if sign in {">", "<"}:
            sign, count = (">=", count + 1) if sign == ">" else ("<=", count - 1)
        stretch = Stretch(first, quantity.last + 1, "count", True)
        yield stretch, Rule("k_of_n", parts, stretch.first, stretch.last, sign=sign, count=count)


def _is_hinged(lows: Sequence[str], spoken: Sequence[Mention], first: int) -> bool:
    """Whether money is due on a condition about sources by name: `if A or B is open, a fee of 350 is due`."""
    if {"if", "unless", "whenever"} & set(lows):
        return True
    hinges = [i for i, low in enumerate(lows) if low == "when"]
    return any(any(first + at < m.first <= first + at + 6 for m in spoken) for at in hinges)


def _aside(tokens: Sequence[Token], stretch: Stretch) -> Stretch | None:
    """The words `if it is used` beside what is due then."""
    for index in range(stretch.first, stretch.last - 2):
        joint = " ".join(token.low for token in tokens[index : index + 6])
        if not _ASIDE.match(joint):
            continue
        end = index + 1
        while end < stretch.last and tokens[end].text not in {",", ".", ";"} and end - index < 8:
            if tokens[end].low == "and" and end > index + 3:
                break
            end += 1
        return Stretch(index, end, "aside", True)
    return None


def _linear(
    blanked: str,
    names: tuple[Name, ...],
    tokens: Sequence[Token],
    unit: str,
    classes: frozenset[str],
    rules: Sequence[Rule],
) -> tuple[Draft, list[Charge]] | None:
    """The plain part as a draft, and what is due once; None where a source lacks its price."""
    inner = without_asides(tokenize(blanked))
    sentences = split_sentences(inner)
    quantities = with_units(inner, find_quantities(inner))
    places = {token.start: index for index, token in enumerate(inner)}
    moved = []
    for name in names:
        first, last = places.get(tokens[name.first].start), places.get(tokens[name.last - 1].start)
        if first is None or last is None:
            return None
        moved.append(replace(name, first=first, last=last + 1))
    scan = make_scan(
        blanked, inner, sentences, quantities, tuple(moved), find_mentions(inner, sentences, quantities, names)
    )
    sense = find_sense(scan)
    if sense is None:
        return None
    facts = find_facts(scan, unit, classes)
    rates = [fact for fact in facts if fact.kind == "rate"]
    if len({owner for fact in rates for owner in fact.owners}) == len(names):
        rates = [fact for fact in rates if fact.owners]  # another one is of something else
    terms = _prices(rates, len(names), sense.sense)
    if terms is None or any(fact.kind == "money" for fact in facts):
        return None
    domain = _domain(scan, unit)
    columns = _columns(rates, terms)
    symbols = symbols_of(scan.names)
    context = Context(scan, tuple("limit" for _ in scan.quantities), columns, symbols, sense.sense, unit)
    context.used.update(fact.position for fact in rates)
    charges = list(_charges(scan, facts, tokens, context))
    if any(not charge.value for charge in charges) or len({c.condition for c in charges}) < len(charges):
        return None
    if any(fact.kind == "fixed" and _is_limited(scan, scan.quantities[fact.position]) for fact in facts):
        return None  # `spends at most $500 on lamps` limits what is paid
    rows = [*_rows(context, facts), *_uses(context, facts, len(names))]
    rows += _compared(context)
    if _is_torn(rows):
        return None
    if sense.sense == "minimize" and not any(row.sign in {">=", "=="} for row in rows):
        return None
    known = {Fraction(len(names)), *(Fraction(rule.count) for rule in rules)}
    context.used.update(p for p, q in enumerate(scan.quantities) if q.spelled and q.value in known)
    rows.sort(key=lambda row: (row.first, row.last))
    used = tuple(fact.position for fact in rates)
    aim = Aim(sense.sense, terms, used, sense.first, sense.last, 1.0, columns[0])
    directions = frozenset(range(len(scan.directions)))
    return Draft(
        scan, symbols, domain, aim, columns, tuple(rows), context.roles, tuple(1.0 for _ in scan.quantities), _LEAD,
        frozenset(context.used), directions,
    ), charges  # fmt: skip


def _prices(rates: Sequence[Fact], size: int, sense: str) -> dict[int, Fraction] | None:
    """What a unit from each source costs, or leaves where most is wanted; None if one has no price."""
    terms: dict[int, Fraction] = {}
    seen: set[tuple[int, bool]] = set()
    for fact in rates:
        for owner in fact.owners or range(size):
            gain = fact.gain and sense == "maximize"
            if (owner, gain) in seen:
                return None
            seen.add((owner, gain))
            sign = 1 if gain or sense == "minimize" else -1
            terms[owner] = terms.get(owner, Fraction(0)) + sign * fact.value
    return terms if len(terms) == size else None


def _columns(rates: Sequence[Fact], terms: dict[int, Fraction]) -> tuple[Column, ...]:
    positions = tuple(fact.position for fact in rates)
    return (Column(dict(terms), positions, "$", frozenset(), frozenset(), True, False),)


def _charges(scan: Scan, facts: Sequence[Fact], tokens: Sequence[Token], context: Context) -> Iterator[Charge]:
    """What is due once, with its place in the whole text."""
    places = {token.start: index for index, token in enumerate(tokens)}
    for fact in facts:
        if fact.kind != "fixed" or not fact.owners:
            continue
        quantity = scan.quantities[fact.position]
        first = places[scan.tokens[quantity.first].start]
        context.used.add(fact.position)
        for owner in fact.owners:
            yield Charge(Made(owner), fact.value, "$", "", fact.gain, first, first + quantity.last - quantity.first)


def _rows(context: Context, facts: Sequence[Fact]) -> list[Row]:
    """What sources can give, what is needed of all, and what all may give."""
    scan = context.scan
    everyone = {variable: Fraction(1) for variable in range(len(scan.names))}
    rows: list[Row] = []
    for fact in facts:
        if fact.kind != "amount":
            continue
        quantity = scan.quantities[fact.position]
        found = _behind(scan, quantity) or direction_of(context, fact.position)
        if fact.owners or fact.each:
            sign = found[0] if found is not None else "<="
            parts = [{owner: Fraction(1)} for owner in fact.owners or everyone]
        else:
            sign = found[0] if found is not None else _needed(context, fact.position)
            parts = [everyone]
        if not sign:
            continue
        context.used.add(fact.position)
        for terms in parts:
            role = "bound" if len(terms) == 1 else "total"
            row = Row(terms, sign, fact.value, role, quantity.first, quantity.last, (fact.position,))
            same = (o for o in rows if dict(o.terms) == terms and o.right == row.right and len(terms) > 1)
            if not any(other.sign == sign or {other.sign, sign} == {">=", "=="} for other in same):
                rows.append(row)
    return rows


def _uses(context: Context, facts: Sequence[Fact], size: int) -> Iterator[Row]:
    """Limits on what the sources use besides: `a sack of wheat takes 3 hours, ..., and 400 hours are available`."""
    for unit in dict.fromkeys(fact.unit for fact in facts if fact.kind == "use"):
        own = [fact for fact in facts if fact.kind == "use" and fact.unit == unit]
        rates = {owner: fact.value for fact in own for owner in fact.owners}
        limits = [fact for fact in own if not fact.owners]
        if len(rates) != size or len(limits) != 1 or sum(len(fact.owners) for fact in own) != size:
            continue
        context.used.update(fact.position for fact in own)
        quantity = context.scan.quantities[limits[0].position]
        found = direction_of(context, limits[0].position)
        sign = found[0] if found is not None else "<="
        yield Row(rates, sign, limits[0].value, "resource limit", quantity.first, quantity.last, (limits[0].position,))


_COMPARING = frozenset({"share", "ratio", "comparison", "difference"})


def _compared(context: Context) -> list[Row]:
    """Shares and comparisons: `at most 35 percent may come from Basil`."""
    scan = context.scan
    left = {scan.sentence_at[q.first] for p, q in enumerate(scan.quantities) if p not in context.used}
    rows: list[Row] = []
    for place, parser in itertools.product(sorted(left), PARSERS):
        used = set(context.used)
        found = parser(context, place)
        if any(row.role not in _COMPARING or any(scan.quantities[p].money for p in row.quantities) for row in found):
            context.used.clear()
            context.used.update(used)
            continue
        rows += found
    return rows


def _is_torn(rows: Sequence[Row]) -> bool:
    """Whether the total must be one number and at most a smaller one: one of the two is of something else."""
    size = max((len(row.terms) for row in rows), default=0)
    totals = [row for row in rows if row.role == "total" and len(row.terms) == size]
    exact = [row.right for row in totals if row.sign == "=="]
    needed = max((row.right for row in totals if row.sign != "<="), default=Fraction(0))
    upper = [row.right for row in rows if row.role == "bound" and row.sign == "<=" and len(row.terms) == 1]
    if len(upper) == size and needed > _BEYOND * sum(upper):
        return True  # what was taken for their limits is what one of each takes up
    return any(row.sign == "<=" and row.right < right for row in totals for right in exact)


def _is_limited(scan: Scan, quantity: Quantity) -> bool:
    """Whether a direction stands right before a number, or right behind it."""
    before = any(
        quantity.first == one.last
        or quantity.first == one.last + 1
        and scan.tokens[one.last].low in {"a", "the", "some"}
        for one in scan.directions
    )
    return before or _behind(scan, quantity) is not None


def _behind(scan: Scan, quantity: Quantity) -> tuple[str, int] | None:
    """The direction of `600 cubic metres a day at least`."""
    for index in range(quantity.last, min(quantity.last + 7, len(scan.tokens))):
        if scan.tokens[index].kind != "word" or scan.quantity_at[index] >= 0:
            return None
        at = scan.direction_at[index]
        if at >= 0:
            ends = scan.directions[at].last
            after = scan.quantity_at[ends] if ends < len(scan.tokens) else -1
            return (scan.directions[at].sign, at) if after < 0 else None
    return None


_NEEDING = frozenset("need needs needed must has have required require requires demand demands orders ordered".split())


def _needed(context: Context, position: int) -> str:
    """The sign of an amount without a direction that nobody in particular gives."""
    scan, quantity = context.scan, context.scan.quantities[position]
    sentence = scan.sentences[scan.sentence_at[quantity.first]]
    if _NEEDING & {token.low for token in scan.tokens[sentence.first : sentence.last]}:
        return ">="
    return ">=" if context.sense == "minimize" else "<="


def _domain(scan: Scan, unit: str) -> Domain:
    if is_divisible(scan):
        return Domain(unit, False, True)
    found = find_domain(scan)
    stated = any(_WHOLE_WORDS & {t.low for t in scan.tokens[s.first : s.last]} for s in scan.sentences)
    if stated or found.stated:
        return Domain(unit, stated or found.whole, True)
    return Domain(unit, unit not in UNIT_FACTORS and not unit.startswith("megawatt"), False)
