"""Checks of a finished reading's rows beside the words that they come from, and beside each other."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nl2milp.algebra.syntax import Arithmetic, Name, Negative, Number, walk
from nl2milp.formulation import Constraint, Kind, Span
from nl2milp.readers.offline.audit_numbers import plain_rule, quote_of
from nl2milp.readers.offline.page import Page

__all__ = ["ROW_CHECKS"]

Doubts = Iterator[tuple[str, Span | None]]

_LIMITING = re.compile(
    r"\b(at (the )?(very )?(least|most)|(no|not|cannot \w+) (more|fewer|less)|not exceed|cannot exceed|minimum|maximum"
    r"|exceed by|up to|can't \w+ more)\b",
    re.I,
)
_EXACT = re.compile(r"\b(exactly|equal|equals|same|precisely|must be|as many|as much|match\w*)\b", re.I)
_EVERY = re.compile(r"\b(every|each|per) \$?\d", re.I)
_DIRECTED = re.compile(
    r"\b(least|most|minimum|maximum|min|max|more|fewer|less|exceed\w*|up to|over|under|above|below|only|limit\w*"
    r"|available|needs?|requires?|must|should|can|cannot|between|from|to|demand\w*|order\w*)\b",
    re.I,
)


def _exact_by_chance(page: Page) -> Doubts:
    """An exact ratio out of words that speak of a limit and not of equality."""
    for one in page.formulation.constraints:
        rule, words = plain_rule(one), quote_of(one)
        if rule is None or rule.operators[0] != "==" or one.slots.get("role") != "ratio":
            continue
        if _LIMITING.search(words) and not _EXACT.search(words):
            yield f"it is not clear that this is exact: '{words[:200]}'", one.span


def _demands_nothing(page: Page) -> Doubts:
    """A sum without a minus that is to be at least nothing."""
    for one in page.formulation.constraints:
        rule = plain_rule(one)
        if rule is None or rule.operators[0] != ">=" or one.slots.get("role") == "bound":
            continue
        left, right = rule.operands
        minus = any(
            isinstance(part, Negative)
            or isinstance(part, Number)
            and part.value < 0
            or isinstance(part, Arithmetic)
            and "-" in part.operators
            for part in walk(left)
        )
        if isinstance(right, Number) and right.value == 0 and not minus:
            yield f"this demands nothing: '{quote_of(one)[:200]}'", one.span


def _rate_as_bound(page: Page) -> Doubts:
    """`With every 2 units used in X`, taken for at most 2 units."""
    for one in page.formulation.constraints:
        rule, words = plain_rule(one), quote_of(one)
        bound = rule is not None and isinstance(rule.operands[0], Name) and isinstance(rule.operands[1], Number)
        if bound and _EVERY.search(words) and not _LIMITING.search(words):
            yield f"this tells a rate, and not a limit: '{words[:200]}'", one.span


def _unlike_siblings(page: Page) -> Doubts:
    """`300 units for A, 200 for B and 150 for C`, of which one became a minimum and the others maxima."""
    for sentence in page.sentences:
        if len(_LIMITING.findall(page.words(sentence))) > 1:
            continue  # one governs the first numbers, the other the rest
        bare: list[tuple[Constraint, str]] = []
        for one in page.of(sentence):
            rule = plain_rule(one)
            single = rule is not None and isinstance(rule.operands[0], Name) and isinstance(rule.operands[1], Number)
            told = re.search(r"[^\W\d_]{2}", quote_of(one)) is not None  # what a table's cell limits, its heading says
            if rule is not None and single and told and not _DIRECTED.search(_own_words(page, one)):
                bare.append((one, rule.operators[0]))
        rules = [plain_rule(one) for one in page.of(sentence)]
        signs = {
            rule.operators[0]
            for rule in rules
            if rule is not None and isinstance(rule.operands[0], Name) and isinstance(rule.operands[1], Number)
        }
        if len(bare) > 1 and {"<=", ">="} <= signs and len({sign for _, sign in bare}) > 1:
            one = bare[-1][0]
            yield f"it is not clear which way this limits: '{quote_of(one)[:200]}'", one.span


def _in_another_unit(page: Page) -> Doubts:
    """A limit of 120,000 on choices whose costs, told in thousands, come to 210 all together."""
    if any(one.kind is not Kind.BINARY for one in page.formulation.variables):
        return
    for one in page.formulation.constraints:
        rule = plain_rule(one)
        if rule is None or rule.operators[0] != "<=" or not isinstance(rule.operands[1], Number):
            continue
        used = [abs(part.value) for part in walk(rule.operands[0]) if isinstance(part, Number)]
        limit = rule.operands[1].value
        if len(used) > 1 and limit >= _TIMES_TOO_LARGE * sum(used):
            times = int(limit / sum(used))
            yield (
                f"this is {times:,} times what everything takes: is it in the same unit? '{quote_of(one)[:200]}'",
                one.span,
            )


_TIMES_TOO_LARGE = 100


def _own_words(page: Page, one: Constraint) -> str:
    """The words of a statement up to its number and two behind it."""
    found = re.search(r"^.*?\d[\d,.]*\S*(?:\s+\S+){0,2}", quote_of(one))
    return found[0] if found else quote_of(one)


ROW_CHECKS = (_exact_by_chance, _demands_nothing, _rate_as_bound, _unlike_siblings, _in_another_unit)
"""In the order in which their doubts are shown."""
