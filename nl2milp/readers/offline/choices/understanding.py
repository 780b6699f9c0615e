"""All stages of a problem of choice in order, as one function of the text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from nl2milp.readers.offline.choices.aims import Aim, answer_scale, classes_of, find_aim, find_sense
from nl2milp.readers.offline.choices.closures import gives_up, turned
from nl2milp.readers.offline.choices.conditions import Is
from nl2milp.readers.offline.choices.detection import UNSURE, choice_score
from nl2milp.readers.offline.choices.elements import Element, make_elements
from nl2milp.readers.offline.choices.extras import Extra, find_extras
from nl2milp.readers.offline.choices.facts import ends_of_scales, find_facts
from nl2milp.readers.offline.choices.hypotheses import best_items
from nl2milp.readers.offline.choices.items import Item
from nl2milp.readers.offline.choices.kinds import is_data
from nl2milp.readers.offline.choices.limits import Limit, find_limits, left_over, strongest
from nl2milp.readers.offline.choices.logic import Rule, sounds_logical
from nl2milp.readers.offline.choices.measures import Column, find_columns
from nl2milp.readers.offline.choices.mentions import Mention, find_mentions
from nl2milp.readers.offline.choices.series import (
    mark_series,
    whole_sentences,
    with_measures,
    without_possessives,
    without_quotes,
)
from nl2milp.readers.offline.choices.stated import find_stated
from nl2milp.readers.offline.choices.tables import find_tables
from nl2milp.readers.offline.choices.tabular import columns_of, items_of_table
from nl2milp.readers.offline.choices.totals import Total
from nl2milp.readers.offline.quantities import Quantity, find_quantities
from nl2milp.readers.offline.tokens import Sentence, Token, tokenize

__all__ = ["ChoiceDraft", "full_columns", "priced", "understand_choice", "with_extras", "with_records"]


@dataclass(frozen=True)
class ChoiceDraft:
    """Everything that was made of a text about choices.

    Attributes
    ----------
    used : frozenset of int
        The quantities that became part of the model.
    missed : tuple of int
        Sentences that sound like logic and were not understood.
    told : frozenset of int
        Sentences that only bring in what a later one is about.
    plain : int
        So many of the items, the first ones, are the candidates; the others are what conditions bring in.
    """

    text: str
    tokens: tuple[Token, ...]
    sentences: tuple[Sentence, ...]
    quantities: tuple[Quantity, ...]
    items: tuple[Item, ...]
    mentions: tuple[Mention, ...]
    columns: tuple[Column, ...]
    aim: Aim
    limits: tuple[Limit | Total, ...]
    rules: tuple[Rule, ...]
    used: frozenset[int]
    missed: tuple[int, ...]
    told: frozenset[int] = frozenset()
    plain: int = 0


def understand_choice(text: str) -> ChoiceDraft | None:
    """Read `text` as a choice among named things; None where it is none."""
    every = mark_series(with_measures(without_possessives(without_quotes(tokenize(text)))))
    tables = find_tables(text)
    table = tables[0] if len(tables) == 1 else None
    tabled = items_of_table(table, every) if table is not None else ()
    tokens = every
    sentences = whole_sentences(tokens)
    if table is not None and tabled:
        sentences = tuple(s for s in sentences if not table.start <= s.start < table.end)
    quantities = find_quantities(tokens)
    items = tabled or best_items(tokens, sentences, quantities)
    score = choice_score(tokens, items) if len(items) >= 2 else 0.0
    aimed = find_sense(tokens, sentences)
    if score <= 0 or aimed is None:
        return None
    if not tabled:
        items = with_records(tokens, sentences, quantities, items)
    plain = len(items)
    items, extras = with_extras(tokens, sentences, quantities, items)
    mentions = find_mentions(tokens, items)
    lines = [make_elements(tokens, sentence, mentions, quantities) for sentence in sentences]
    if gives_up(tokens, sentences, aimed[1], frozenset(mention.first for mention in mentions)):
        lines = [turned(line) for line in lines]
    used: set[int] = {extra.quantity for extra in extras.values()} | ends_of_scales(tokens, quantities)
    stated = find_stated(lines, sentences, quantities, [item.words for item in items[:plain]], used)
    lines, rules, missed, told = stated.lines, stated.rules, stated.missed, stated.told
    if score == UNSURE and not any(_decides(rule) for rule in rules):
        return None
    skipped = stated.logical | frozenset(missed)
    facts = find_facts(tokens, sentences, quantities, mentions, skipped, plain)
    bare = set(range(plain)) - {fact.item for fact in facts}
    if bare and facts:
        with_data = {n for n in skipped if any(bare & set(e.items) for e in lines[n]) and _has_figures(lines[n])}
        facts = find_facts(tokens, sentences, quantities, mentions, skipped - with_data, plain)
    facts = [fact for fact in facts if fact.quantity not in used]
    columns = full_columns(find_columns(facts, items))
    if table is not None and tabled:
        columns = columns_of(table) + [column for column in columns if len(column.values) == plain]
    used |= {q for column in columns for q in column.quantities}
    early = find_aim(tokens, sentences, columns, frozenset(), quantities)
    sought = {early.columns[0]: early.sense} if early is not None and early.certain else {}
    limits: list[Limit | Total] = []
    for number, elements in enumerate(lines):
        if not any(e.items and extras.keys() & set(e.items) for e in elements) or number not in stated.logical:
            limits += find_limits(elements, tokens, quantities, columns, used, plain, sought)
    limited = frozenset(limit.column for limit in limits if isinstance(limit, Limit))
    aim = find_aim(tokens, sentences, columns, limited, quantities)
    if aim is None:
        return None
    free = [at for at, column in enumerate(columns) if at not in limited | set(aim.columns) and len(column.values) > 1]
    limits += left_over(lines, tokens, quantities, columns, free, used)
    own = [quantities[q].first for at in aim.columns for q in columns[at].quantities]
    aim = priced(aim, columns, extras, answer_scale(tokens, own), limited)
    return ChoiceDraft(
        text, tokens, sentences, quantities, items, mentions, tuple(columns), aim, strongest(limits), tuple(rules),
        frozenset(used), tuple(missed), frozenset(told), plain,
    )  # fmt: skip


def priced(
    aim: Aim, columns: Sequence[Column], extras: dict[int, Extra], scale: Fraction, limited: frozenset[int]
) -> Aim:
    """Give each extra its price: in the column of costs, or in the objective where there is none."""
    terms = dict(aim.terms)
    free = [(at, column) for at, column in enumerate(columns) if at not in aim.columns]
    costs = [column for _, column in free if "cost" in classes_of(column.words)]
    costs += [column for at, column in free if column.unit == "$" and at in limited]
    if aim.sense == "minimize":
        costs = []
    for item, extra in extras.items():
        if costs:
            costs[0].values[item] = extra.value
            continue
        factor = scale if scale > 1 and extra.value >= scale else Fraction(1)
        value = extra.value / factor
        terms[item] = value if aim.sense == "minimize" else -value
    return replace(aim, terms=terms)


def _decides(rule: Rule) -> bool:
    """Whether a rule speaks of taking things, and doesn't only keep amounts apart."""
    if rule.template != "either_or":
        return rule.template != "logic"
    return any(isinstance(part, Is) and part.positive for part in rule.parts)


def _has_figures(elements: Sequence[Element]) -> bool:
    """Whether there is a number in it that counts no items."""
    return any(e.number >= 0 and (e.value > 5 or e.money) for e in elements)


def with_records(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    quantities: Sequence[Quantity],
    items: tuple[Item, ...],
) -> tuple[Item, ...]:
    """Leave out what has fewer numbers than the others have, such as the bag that holds 11 kg."""
    mentions = find_mentions(tokens, items)
    lines = [make_elements(tokens, sentence, mentions, quantities) for sentence in sentences]
    skipped = frozenset(
        n for n, line in enumerate(lines) if sounds_logical(line) and not is_data(line, quantities, len(items))
        and {"if", "unless", "only"} & {e.low for e in line}
    )  # fmt: skip
    facts = find_facts(tokens, sentences, quantities, mentions, skipped, len(items))
    columns = [column for column in find_columns(facts, items) if len(column.values) * 2 > len(items)]
    if not columns:
        return items
    counts = [sum(at in column.values for column in columns) for at in range(len(items))]
    named = Counter(mention.item for mention in mentions)
    kept = tuple(
        item
        for at, (item, count) in enumerate(zip(items, counts, strict=True))
        if (2 * count > len(columns) or 2 * count == len(columns) and named[at] > 1)
        and not _holds(at, columns, len(items))
    )
    return kept if len(kept) >= 2 else items


def _holds(at: int, columns: Sequence[Column], size: int) -> bool:
    """Whether what looks like an item holds the others: more of each measure than they have, and one less of these."""
    own = [column for column in columns if at in column.values]
    lacking = any(at not in column.values and len(column.values) == size - 1 for column in columns)
    return (
        size > 3
        and lacking
        and bool(own)
        and all(
            column.values[at] > max((v for i, v in column.values.items() if i != at), default=column.values[at])
            for column in own
        )
    )


def with_extras(
    tokens: Sequence[Token],
    sentences: Sequence[Sentence],
    quantities: Sequence[Quantity],
    items: tuple[Item, ...],
) -> tuple[tuple[Item, ...], dict[int, Extra]]:
    """The items with the priced things that conditions bring in, and the latter by their place among all."""
    mentions = find_mentions(tokens, items)
    extras: dict[int, Extra] = {}
    for sentence in sentences:
        elements = make_elements(tokens, sentence, mentions, quantities)
        figures = sum(e.number >= 0 and not quantities[e.number].spelled for e in elements)
        if is_data(elements, quantities, len(items)) and figures > 1:
            continue
        for extra in find_extras(elements, tokens, quantities):
            extras[len(items)] = extra
            items = (*items, extra.item)
    return items, extras


def full_columns(columns: Sequence[Column]) -> list[Column]:
    """Columns that most items share; a lone number is no measure."""
    most = max((len(column.values) for column in columns), default=0)
    return [column for column in columns if len(column.values) >= min(2, most)]
