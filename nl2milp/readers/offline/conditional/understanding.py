"""Quantities under conditions: all stages in order, as one function of the text.

The conditions are taken out of the text first, and what is left is read as a
linear text. The conditions are then read with the names, the measures and
the unit that the linear reading found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from nl2milp.errors import NotUnderstoodError
from nl2milp.readers.offline.asides import without_asides
from nl2milp.readers.offline.conditional.charges import charges_beside
from nl2milp.readers.offline.conditional.clauses import Clauses, Extra
from nl2milp.readers.offline.conditional.conditions import Charge, Lot, Rule, Taken
from nl2milp.readers.offline.conditional.dues import is_price
from nl2milp.readers.offline.conditional.ledger import understand_linear
from nl2milp.readers.offline.conditional.options import Options, find_options, read_options, without_ways
from nl2milp.readers.offline.conditional.statements import listed_conditions, read_stretch
from nl2milp.readers.offline.conditional.stretches import Stretch, find_stretches, masked
from nl2milp.readers.offline.conditional.vocabulary import GROUPS, PACKS
from nl2milp.readers.offline.directions import find_directions
from nl2milp.readers.offline.mentions import Mention, find_mentions
from nl2milp.readers.offline.pipeline import Draft
from nl2milp.readers.offline.quantities import Quantity, find_quantities
from nl2milp.readers.offline.tokens import Sentence, Token, split_sentences, tokenize

__all__ = ["ConditionalDraft", "understand_conditional"]

_ROUNDS = 5


@dataclass(frozen=True)
class ConditionalDraft:
    """A linear reading, and what the conditions around it say.

    Attributes
    ----------
    text, tokens, sentences, quantities
        The whole text, with its conditions.
    linear : Draft
        The reading of the text without them.
    rules, charges, lots, extras : tuple
        What they say.
    missed : tuple of Stretch
        Conditions that were not understood.
    used : frozenset of int
        The tokens at which numbers begin that conditions use.
    stretches : tuple of Stretch
        Where the conditions stand.
    mentions : tuple of Mention
        The mentions of variables in the whole text.
    optional : tuple of int
        Where it is said that something may be left out.
    ways : bool
        Whether there is a choice among ways with limits of their own.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quantities: tuple[Quantity, ...]
    linear: Draft
    rules: tuple[Rule, ...]
    charges: tuple[Charge, ...]
    lots: tuple[Lot, ...]
    extras: tuple[Extra, ...]
    missed: tuple[Stretch, ...]
    used: frozenset[int]
    stretches: tuple[Stretch, ...]
    mentions: tuple[Mention, ...] = ()
    optional: tuple[int, ...] = ()
    ways: bool = False

    @property
    def says_something(self) -> bool:
        """Whether there is a condition that a reading without it would lack: one understood, or whole lots."""
        lots = any(stretch.kind == "lot" for stretch in self.missed)
        return bool(self.rules or self.charges or self.lots or self.optional or lots)

    @property
    def leaves_open(self) -> bool:
        """Whether a condition with a limit in it was not understood: `if more than 20 ...`."""
        for stretch in self.missed:
            tokens = self.tokens[stretch.first : stretch.last]
            hinged = any(token.low in {"if", "unless", "whenever"} for token in tokens)
            if stretch.strong and hinged and find_directions(tokens):
                return True
        return False


def understand_conditional(text: str) -> ConditionalDraft | None:
    """Read `text`; None where it states no condition.

    Raises
    ------
    InputError
        It holds more numbers than any word problem has.
    """
    tokens = without_asides(tokenize(text))
    sentences = split_sentences(tokens)
    quantities = find_quantities(tokens)
    options = find_options(tokens, sentences, quantities)
    if options is not None:
        draft = _understand(text, tokens, sentences, quantities, options)
        if draft is not None and options.opening not in draft.missed:
            return draft
    return _understand(text, tokens, sentences, quantities, None)


def _understand(
    text: str,
    tokens: tuple[Token, ...],
    sentences: tuple[Sentence, ...],
    quantities: tuple[Quantity, ...],
    options: Options | None,
) -> ConditionalDraft | None:
    stretches = find_stretches(tokens, sentences, quantities)
    if options is not None:
        stretches = _with_options(stretches, options)
    draft = None
    for _ in range(_ROUNDS):
        if not stretches:
            return None
        try:
            linear = understand_linear(masked(text, tokens, stretches), text)
        except NotUnderstoodError:
            return None
        if options is not None:
            linear = without_ways(text, tokens, stretches, options, quantities, linear) or linear
        draft = _read(text, tokens, sentences, quantities, linear, stretches, options)
        weak = [stretch for stretch in draft.missed if not stretch.strong] + _unpriced(draft)
        priced = _prices(draft)
        if not weak and not priced:
            break
        stretches = sorted([s for s in stretches if s not in weak] + priced, key=lambda stretch: stretch.first)
    if draft is None or not (draft.says_something or draft.missed):
        return None
    return draft


def _read(
    text: str,
    tokens: tuple[Token, ...],
    sentences: tuple[Sentence, ...],
    quantities: tuple[Quantity, ...],
    linear: Draft,
    stretches: Sequence[Stretch],
    options: Options | None = None,
) -> ConditionalDraft:
    mentions = find_mentions(tokens, sentences, quantities, linear.scan.names)
    clauses = Clauses(text, tokens, mentions, linear)
    rules: list[Rule] = []
    charges: list[Charge] = []
    lots: list[Lot] = []
    missed: list[Stretch] = []
    optional: list[int] = []
    for stretch in _in_order(stretches):
        if stretch.kind == "list":
            clauses.wishes = listed_conditions(clauses, stretch.first, stretch.last)
            missed += [] if clauses.wishes else [stretch]
            continue
        if stretch.kind == "lot":
            lot = _lot(clauses, stretch, sentences, quantities)
            if lot is None:
                missed.append(stretch)
            else:
                lots += lot
            continue
        if stretch.kind in {"remark", "way"}:
            continue
        if stretch.kind == "state":
            extra = clauses.extra_in(stretch.first, stretch.last)
            rules.append(Rule("linear", (Taken(extra, False),), stretch.first, stretch.last))
            continue
        if stretch.kind == "charge":
            here = next(s for s in sentences if s.first <= stretch.first < s.last)
            beside = charges_beside(clauses, stretch.first, stretch.last, here.first)
            charges += beside
            missed += [] if beside else [stretch]
            continue
        found = read_stretch(clauses, stretch.first, stretch.last)
        if found is None:
            missed.append(stretch)
            continue
        if found.optional:
            optional.append(stretch.first)
        rules += found.rules
        charges += found.charges
    if options is not None:
        chosen = read_options(clauses, options, stretches, quantities)
        if chosen is None:
            missed.append(options.opening)
        else:
            rules += chosen.rules
            charges += chosen.charges
    return ConditionalDraft(
        text, tokens, sentences, quantities, linear, tuple(rules), tuple(charges), tuple(lots), tuple(clauses.extras),
        tuple(missed), frozenset(clauses.used), tuple(stretches), mentions, tuple(optional), options is not None,
    )  # fmt: skip


def _with_options(stretches: Sequence[Stretch], options: Options) -> list[Stretch]:
    """The stretches with those of a choice among ways in place of the ones that they overlap."""
    own = options.stretches
    apart = [s for s in stretches if not any(s.first < one.last and one.first < s.last for one in own)]
    return sorted([*apart, *own], key=lambda stretch: stretch.first)


def _unpriced(draft: ConditionalDraft) -> list[Stretch]:
    """Prices taken for charges although nothing else in the text prices the variables: they are its rates."""
    linear = draft.linear
    tokens, quantities = linear.scan.tokens, linear.scan.quantities
    for column in linear.columns:
        priced = any(is_price(tokens, quantities[q], 0, len(tokens)) for q in column.quantities)
        if priced and len(column.values) == len(linear.scan.names):
            return []
    places = [charge.first for charge in draft.charges if charge.unit == "$"]
    return [s for s in draft.stretches if not s.strong and any(s.first <= place < s.last for place in places)]


def _in_order(stretches: Sequence[Stretch]) -> list[Stretch]:
    """Lists of wishes first, and prices of extras last: the condition that names it may stand behind."""
    return sorted(stretches, key=lambda stretch: (stretch.kind == "price", stretch.kind != "list", stretch.first))


def _prices(draft: ConditionalDraft) -> list[Stretch]:
    """Sentences outside the conditions that say what an extra costs, or that one of it is enough."""
    charged = {c.condition.extra for c in draft.charges if isinstance(c.condition, Taken)}
    found = []
    for position, extra in enumerate(draft.extras):
        needed = any(Taken(extra=position) in rule.parts for rule in draft.rules)
        for sentence in draft.sentences:
            inside = any(s.first < sentence.last and s.last > sentence.first for s in draft.stretches)
            lemmas = {token.lemma for token in draft.tokens[sentence.first : sentence.last]}
            lows = {token.low for token in draft.tokens[sentence.first : sentence.last]}
            numbers = [q for q in draft.quantities if sentence.first <= q.first < sentence.last]
            priced = any(q.money for q in numbers)
            if inside or extra.head not in lemmas:
                continue
            if priced and needed and position not in charged:
                found.append(Stretch(sentence.first, sentence.last, "price", False))
            elif numbers and all(q.spelled and q.value == 1 for q in numbers):
                found.append(Stretch(sentence.first, sentence.last, "remark", True))
            elif not numbers and lows & _LACKING and not sentence.question and not lows & {"if", "unless", "otherwise"}:
                found.append(Stretch(sentence.first, sentence.last, "state", True))
    return found


_LACKING = frozenset("broken cannot can't unavailable unable defective impossible forbidden prohibited".split())
"""Words that say that an extra can't be taken: `today the crane is broken`."""


def _lot(
    clauses: Clauses, stretch: Stretch, sentences: Sequence[Sentence], quantities: Sequence[Quantity]
) -> list[Lot] | None:
    """Whose lots they are: the variable named nearest before them, or else behind."""
    here = next(s for s in sentences if s.first <= stretch.first < s.last)
    inside = [q for q in quantities if stretch.first <= q.first < stretch.last and q.kind == "number" and not q.money]
    if not inside:
        said = clauses.tokens[stretch.last - 1].low  # `in pairs`, `by the dozen`
        size, place = Fraction(GROUPS.get(said, 12)), -1
    elif len(inside) == 1:
        size, place = inside[0].value, inside[0].first
    else:
        return None
    before = clauses.spoken(here.first, stretch.first)
    behind = clauses.spoken(stretch.first, here.last)
    lows = set(clauses.lows(here.first, stretch.first))
    if before:
        owners: tuple[int, ...] = (before[-1].variable,)
        if len(before) > 1 and set(clauses.lows(before[-2].last, before[-1].first)) <= {"and", "or", "both", "the"}:
            owners = tuple(dict.fromkeys(mention.variable for mention in before))
    elif lows & {"both", "all", "each", "everything", "they"}:
        owners = clauses.everyone
    elif behind:
        owners = (behind[0].variable,)
    else:
        return None
    names = clauses.draft.scan.names
    packs = PACKS & {token.lemma for token in clauses.tokens[stretch.first : stretch.last]}
    if any(packs & set(names[owner].lemmas) for owner in owners):
        return None  # packs are what is decided on here
    clauses.used.add(place)
    return [Lot(owner, size, stretch.first, stretch.last) for owner in owners]
