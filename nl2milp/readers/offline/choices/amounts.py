"""Quantities with conditions: the stages in order, as one function of the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from nl2milp.readers.offline.choices.aims import answer_scale, find_aim, find_sense
from nl2milp.readers.offline.choices.bounds import Bound, find_bounds, unit_nouns
from nl2milp.readers.offline.choices.conditions import All, Any, Compare, Count, Parser, items_of
from nl2milp.readers.offline.choices.elements import Element, make_elements
from nl2milp.readers.offline.choices.facts import Column, find_columns, find_facts
from nl2milp.readers.offline.choices.items import find_items, find_mentions
from nl2milp.readers.offline.choices.limits import Limit, find_limits
from nl2milp.readers.offline.choices.logic import Rule, rules_of
from nl2milp.readers.offline.choices.ranges import range_rules
from nl2milp.readers.offline.choices.series import mark_series, whole_sentences
from nl2milp.readers.offline.choices.understanding import ChoiceDraft, full_columns, priced, with_extras, with_records
from nl2milp.readers.offline.quantities import Quantity, find_quantities
from nl2milp.readers.offline.tokens import Sentence, Token, tokenize

__all__ = ["is_conditional", "understand_amounts"]

_CUES = frozenset("if unless either whenever neither both kinds else multiples packs lots batches".split())
_CUE_PHRASES = (
    ("or", "else"), ("not", "both"), ("only", "when"), ("only", "if"), ("at", "all"), ("or", "both"), ("or", "none"),
    ("or", "not", "at"), ("zero", "or"), ("or", "zero"), ("nothing", "or"), ("if", "any"), ("present", "should"),
    ("of", "the", "two"), ("of", "the", "three"), ("of", "the", "four"), ("of", "these"), ("to", "be", "rented"),
    ("necessary",), ("or", "they", "are"), ("must", "be", "12"),
)  # fmt: skip
_DIVISIBLE = (
    "fraction", "fractions", "divisible", "any amount", "any amounts", "any area", "any value", "any volumes",
    "part-tonnes", "any quantity", "any weight", "can be divided", "may be divided", "any number of hours",
)  # fmt: skip


def is_conditional(tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Whether a sentence has a word that conditions are made with."""
    lows = [token.low for token in tokens[sentence.first : sentence.last]]
    if sentence.question or any(low[:6] in {"minimi", "maximi"} for low in lows):
        return False
    if _CUES & set(lows):
        return True
    return any(tuple(lows[i : i + len(p)]) == p for p in _CUE_PHRASES for i in range(len(lows)))


def understand_amounts(text: str) -> ChoiceDraft | None:
    """Read `text` as quantities with conditions; None where no condition was understood."""
    tokens = mark_series(tokenize(text))
    sentences = whole_sentences(tokens)
    marked = {n for n, sentence in enumerate(sentences) if is_conditional(tokens, sentence)}
    options = _options_of(tokens, sentences)
    if not (marked or options) or find_sense(tokens, sentences) is None:
        return None
    quantities = find_quantities(tokens)
    items = find_items(tokens, sentences, quantities)
    if len(items) < 2:
        return None
    items = with_records(tokens, sentences, quantities, items)
    size = len(items)
    items, extras = with_extras(tokens, sentences, quantities, items)
    mentions = find_mentions(tokens, items)
    lines = [make_elements(tokens, sentence, mentions, quantities) for sentence in sentences]
    used: set[int] = {extra.quantity for extra in extras.values()}
    everyone = tuple(range(size))
    parser = Parser(everyone, lambda item: item < size, lambda noun: everyone, used)
    rules: list[Rule] = []
    logical: set[int] = set()
    missed: list[int] = []
    for number in sorted(marked | options):
        elements = lines[number]
        if _is_table(elements, size):
            continue
        found = range_rules(elements, everyone, used) or [
            rule for rule in rules_of(elements, parser, everyone) if _is_sound(rule, elements)
        ]
        if found:
            rules += found
            logical.add(number)
        elif number in marked and any(e.items for e in elements) and {"if", "unless"} & {e.low for e in elements}:
            missed.append(number)
    if not rules:
        return None
    nouns = unit_nouns(tokens, items[:size])
    bounds: list[Bound] = []
    early = find_facts(tokens, sentences, quantities, mentions, frozenset(logical) | frozenset(missed), size)
    wide = [column for column in find_columns(early, items[:size]) if len(column.values) == size]
    measured = frozenset(column.unit for column in wide if column.unit and not _is_bound(column, tokens, quantities))
    for number, elements in enumerate(lines):
        if number not in logical and number not in missed:
            bounds += find_bounds(elements, tokens, quantities, nouns, everyone, used, measured)
    facts = find_facts(tokens, sentences, quantities, mentions, frozenset(logical) | frozenset(missed), size)
    facts = [fact for fact in facts if fact.quantity not in used and fact.item < size]
    columns = full_columns(find_columns(facts, items[:size]))
    used |= {q for column in columns for q in column.quantities}
    limits: list[Limit] = []
    for number, elements in enumerate(lines):
        if number not in logical:
            found_limits = find_limits(elements, tokens, quantities, columns, used, 0)
            limits += [limit for limit in found_limits if isinstance(limit, Limit)]
    limited = frozenset(limit.column for limit in limits)
    aim = find_aim(tokens, sentences, columns, limited)
    if aim is None:
        return None
    aim = priced(aim, columns, extras, answer_scale(tokens), limited)
    scale = answer_scale(tokens)
    largest = max((bound.value for bound in bounds), default=Fraction(0))
    if scale > 1 and largest >= scale > max(abs(value) for value in aim.terms.values()):
        aim = replace(aim, terms={item: value / scale for item, value in aim.terms.items()})
    low = " " + " ".join(token.low for token in tokens) + " "
    whole = not any(f" {word} " in low for word in _DIVISIBLE)
    return ChoiceDraft(
        text, tokens, sentences, quantities, items, mentions, tuple(columns), aim, tuple(limits), tuple(rules),
        frozenset(used), tuple(missed), frozenset(), size, size, whole, tuple(bounds),
    )  # fmt: skip


def _is_bound(column: Column, tokens: Sequence[Token], quantities: Sequence[Quantity]) -> bool:
    """Whether the numbers of a column are limits of the items: `at most 25 barrels`."""
    firsts = [quantities[q].first for q in column.quantities]
    return any({"most", "least", "than", "exactly", "up"} & {t.low for t in tokens[max(0, f - 2) : f]} for f in firsts)


def _options_of(tokens: Sequence[Token], sentences: Sequence[Sentence]) -> set[int]:
    """Sentences such as `the number of benches must be 12, 20 or 30`."""
    found = set()
    for number, sentence in enumerate(sentences):
        for index in range(sentence.first + 1, sentence.last - 1):
            if tokens[index].low == "or" and tokens[index - 1].kind == tokens[index + 1].kind == "number":
                found.add(number)
    return found


def _is_table(elements: Sequence[Element], size: int) -> bool:
    """Whether the sentence is one of data."""
    numbers = [e for e in elements if e.number >= 0]
    conditional = {"if", "unless", "either", "only", "whenever", "not", "else"} & {e.low for e in elements}
    return len(numbers) >= 2 and not conditional and any(e.money for e in numbers)


def _is_sound(rule: Rule, elements: Sequence[Element]) -> bool:
    """Whether a rule says something that a linear row could not, and that isn't just told."""
    if rule.template == "logic":
        return False
    lows = {e.low for e in elements}
    compared = any(isinstance(part, Compare | Any | All) for part in rule.parts)
    if rule.template == "either_or" and not rule.exclusive and not compared:
        return False
    if rule.template == "if_then" and not lows & {"if", "unless", "whenever", "when", "only", "without", "where"}:
        return False
    if rule.template == "k_of_n" and "both" in lows and not lows & {"not", "no", "never"}:
        return False
    if rule.template == "k_of_n" and lows & {"difference", "times"}:
        return False
    if rule.template == "k_of_n" and not lows & {"both", "kinds", "most", "least", "exactly", "than", "only", "types"}:
        return False
    items = {item for part in rule.parts for item in items_of(part)}
    return bool(items) and not (len(rule.parts) == 1 and isinstance(rule.parts[0], Compare | Count) and len(items) < 2)
