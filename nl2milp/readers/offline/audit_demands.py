"""Checks of a finished reading for demands that became nothing, or something else than they say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nl2milp.algebra.syntax import Name, Number
from nl2milp.formulation import Kind, Span
from nl2milp.readers.offline.audit_numbers import plain_rule, quote_of
from nl2milp.readers.offline.page import Page

__all__ = ["DEMAND_CHECKS"]

Doubts = Iterator[tuple[str, Span | None]]

_DEMAND = re.compile(
    r"\b(must(?! be kept\b)|(?:ha(?:s|ve)|needs?) to(?! (?:decide|choose|select|pick|determine|plan))|is to be"
    r"|are to be|demands?|insists?|requires? that|obliges?|obliged|compulsory|mandatory|cannot be|can't be|may not be"
    r"|not available|out of the question|ruled out|promised)\b",
    re.I,
)
_FIGURE = re.compile(r"\d[\d,.]*")
_MEASURED = re.compile(
    r"(\d[\d,.]*)\s+(minutes?|hours?|seconds?|kilograms?|kg|grams?|lit(?:er|re)s?|dollars?|euros?)\b", re.I
)
_OPENING = re.compile(
    r"(more|fewer|less) than [\w,.]+ (?:\S+ ){1,4}?(requires?|means?|calls? for|entails?|obliges?)\b", re.I
)


def _unheeded(page: Page) -> Doubts:
    """Sentences that demand something of a yes-or-no decision, of which nothing came."""
    decisions = {one.symbol for one in page.formulation.variables if one.kind is Kind.BINARY}
    aim = page.formulation.objective.span
    for sentence in page.sentences:
        words = page.words(sentence)
        if sentence.question or page.of(sentence) or not _DEMAND.search(words) or len(_FIGURE.findall(words)) > 2:
            continue  # a sentence of many figures gives data: `to win A it must give up 12, for B 9 and for C 7`
        if aim is not None and aim.start < sentence.end and sentence.start < aim.end:
            continue
        if page.named(words) & decisions:
            yield page.about(sentence, "what this demands is not in the model")


def _amounts_as_counts(page: Page) -> Doubts:
    """Bounds on numbers of things whose words speak of minutes, kilograms or money, beside others that count.

    Where all of them are in one unit, the things are measured in it.
    """
    variables = {one.symbol: one for one in page.formulation.variables}
    doubts: list[tuple[str, Span | None]] = []
    counts = 0
    for constraint in page.formulation.constraints:
        rule = plain_rule(constraint)
        if rule is None or not isinstance(rule.operands[0], Name) or not isinstance(rule.operands[1], Number):
            continue
        variable = variables.get(rule.operands[0].name)
        if variable is None or variable.kind is not Kind.INTEGER:
            continue
        called = f"{variable.label or ''} {variable.unit or ''}".casefold()
        side = rule.operands[1].value
        found = [one for one in _MEASURED.finditer(quote_of(constraint)) if _value(one[1]) == side]
        measured = [one[0] for one in found if one[2].casefold().rstrip("s") not in called]
        counts += not found
        if measured:
            said = f"{measured[0]} are taken for a number of {variable.label or variable.symbol}"
            doubts.append((said, constraint.span))
    yield from doubts if counts else ()


def _value(written: str) -> float:
    return float(written.replace(",", "").rstrip("."))


def _premises_as_limits(page: Page) -> Doubts:
    """`More than 8 weddings requires ...` says what follows, and is no limit."""
    for sentence in page.sentences:
        if not _OPENING.match(page.words(sentence)):
            continue
        if any(one.slots.get("role") == "bound" for one in page.of(sentence)):
            yield page.about(sentence, "this may be a condition and was read as a limit")


def _pairs_in_one(page: Page) -> Doubts:
    """`the north from A or B, the south from B or C`: several choices that became one."""
    for sentence in page.sentences:
        words = re.findall(r"[^\W_][\w'’-]*|,", page.words(sentence).casefold())
        named = [any(word in own for own in page.marks.values()) for word in words]
        pairs = [
            (words[at - 1], words[at + 1])
            for at in range(1, len(words) - 1)
            if words[at] == "or" and named[at - 1] and named[at + 1]
        ]
        made = [one for one in page.of(sentence) if one.template in ("either_or", "k_of_n", "logic")]
        if len(pairs) > 2 and len(made) == 1 and len(set(pairs)) == len(pairs):
            yield page.about(sentence, "several choices were read as one")


DEMAND_CHECKS = (_unheeded, _amounts_as_counts, _premises_as_limits, _pairs_in_one)
