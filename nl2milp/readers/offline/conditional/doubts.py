"""What speaks against a reading of conditions on quantities."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from nl2milp.readers.offline.conditional.conditions import Condition, Every, Linear, Not, Some, Taken, takes
from nl2milp.readers.offline.conditional.ledger import unheeded
from nl2milp.readers.offline.conditional.understanding import ConditionalDraft
from nl2milp.readers.offline.conditional.vocabulary import NEGATIVE
from nl2milp.readers.offline.confidence import Doubt
from nl2milp.readers.offline.pipeline import Draft

__all__ = ["amount_doubts", "speaks_of_amounts", "with_used_columns", "without_answered"]


def amount_doubts(draft: ConditionalDraft) -> Iterator[str]:
    """Reasons against the reading, apart from those against its linear part."""
    yield from _unsaid(draft)
    yield from _numbers(draft)
    yield from _uncounted(draft)
    yield from _unheeded(draft)


def speaks_of_amounts(draft: ConditionalDraft) -> bool:
    """Whether the conditions or the question are about amounts, and not about what is chosen once or not at all."""
    compared = any(isinstance(part, Linear) for rule in draft.rules for part in rule.parts)
    lows = [token.low for token in draft.tokens]
    asked = {("how", "many"), ("how", "much"), ("number", "of"), ("numbers", "of"), ("amount", "of"), ("amounts", "of")}
    asked &= set(itertools.pairwise(lows))
    return bool(compared or draft.lots or draft.charges or asked)


def with_used_columns(draft: ConditionalDraft) -> Draft:
    """The linear reading, whose rates are used also where only a condition uses them."""
    linear = draft.linear
    sums = [dict(part.terms) for rule in draft.rules for part in _linears(rule.parts)]
    sums += [dict(part.terms) for charge in draft.charges for part in _linears((charge.condition,))]
    more = {q for column in linear.columns for q in column.quantities if dict(column.values) in sums}
    return replace(linear, used=linear.used | more)


def without_answered(draft: ConditionalDraft, doubts: Sequence[Doubt]) -> tuple[Doubt, ...]:
    """The doubts about the linear part but for those that the conditions answer: each of two ways has its limits."""
    capped = {name.label for at, name in enumerate(draft.linear.scan.names) if _is_capped(draft, at)}
    answered = {f"nothing limits {label} from above" for label in capped}
    if len(capped) == len(draft.linear.scan.names) and draft.linear.aim.sense == "maximize":
        answered.add("no requirement was found")
    return tuple(doubt for doubt in doubts if doubt.check not in {"open", "absent"} or doubt.reason not in answered)


def _is_capped(draft: ConditionalDraft, variable: int) -> bool:
    """Whether conditions leave no way for a variable to grow without limit."""
    by_extra = {
        rule.parts[0]: rule.parts[1:]
        for rule in draft.rules
        if rule.template == "if_then" and isinstance(rule.parts[0], Taken)
    }
    options: list[tuple[Condition, ...]]
    for rule in draft.rules:
        if rule.template == "either_or":
            options = [(part,) for part in rule.parts]
        elif rule.template == "k_of_n" and rule.sign == "==" and rule.count == 1:
            options = [by_extra.get(part, ()) for part in rule.parts if isinstance(part, Taken)]
        elif rule.template == "on_off":
            options = [rule.parts[1:]]
        else:
            continue
        if options and all(any(_caps(part, variable) for part in _linears(option)) for option in options):
            return True
    return False


def _caps(part: Linear, variable: int) -> bool:
    return part.sign in {"<=", "<", "=="} and dict(part.terms).get(variable, 0) > 0 and not part.rule


def _linears(parts: Sequence[Condition]) -> Iterator[Linear]:
    for part in parts:
        if isinstance(part, Linear):
            yield part
        elif isinstance(part, Not):
            yield from _linears((part.part,))
        elif isinstance(part, Every | Some):
            yield from _linears(part.parts)


def _unsaid(draft: ConditionalDraft) -> Iterator[str]:
    """Sentences that demand or deny something of an extra, and that are no condition."""
    for position, extra in enumerate(draft.extras):
        if not any(takes(c.condition, position) or c.label == extra.label for c in draft.charges):
            continue
        for sentence in draft.sentences:
            tokens = draft.tokens[sentence.first : sentence.last]
            inside = any(s.first < sentence.last and s.last > sentence.first for s in draft.stretches)
            lows = {token.low for token in tokens}
            if inside or sentence.question or extra.head not in {token.lemma for token in tokens}:
                continue
            if lows & {"none", "nothing", "otherwise"}:
                continue  # `the inspector takes none of the time`, `he is not needed otherwise`
            if lows & (NEGATIVE | {"must", "broken"}) and not lows & {"maximize", "minimize", "maximise", "minimise"}:
                said = " ".join(draft.text[sentence.start : sentence.end].split())
                yield f"it is not clear what this demands: '{said}'"


def _numbers(draft: ConditionalDraft) -> Iterator[str]:
    """Numbers inside conditions that became nothing."""
    named = {index for mention in draft.mentions for index in range(mention.first, mention.last)}
    for stretch in draft.stretches:
        if stretch in draft.missed:
            continue
        for quantity in draft.quantities:
            if quantity.first in named:
                continue
            if not stretch.first <= quantity.first < stretch.last or quantity.first in draft.used:
                continue
            if quantity.spelled and quantity.value == 1 or quantity.value == 0:
                continue
            start, end = draft.tokens[quantity.first].start, draft.tokens[quantity.last - 1].end
            here = next(s for s in draft.sentences if s.first <= quantity.first < s.last)
            sentence = " ".join(draft.text[here.start : here.end].split())
            yield f"'{draft.text[start:end]}' was not used in: '{sentence}'"


def _uncounted(draft: ConditionalDraft) -> Iterator[str]:
    """A text that asks for no amounts and limits none: its things may be chosen once or not at all."""
    rows = [row for row in draft.linear.rows if row.role not in {"resource limit", "requirement", "total"}]
    if not rows and not speaks_of_amounts(draft):
        yield "it is not said whether these are amounts, or chosen once or not at all"


def _unheeded(draft: ConditionalDraft) -> Iterator[str]:
    """Limits of the linear part that became nothing, and shares taken for exact ones."""
    linear, scan = draft.linear, draft.linear.scan
    for position in unheeded(linear):
        quantity = scan.quantities[position]
        yield f"'{scan.words(quantity.first, quantity.last)}' limits something that was not understood"
    for row in linear.rows:
        lows = {token.low for token in scan.tokens[row.first : row.last]}
        if row.sign == "==" and row.role in {"ratio", "share"} and lows & {"more", "least", "most", "less", "fewer"}:
            yield f"it is not clear whether this is exact: '{scan.words(row.first, row.last)}'"
