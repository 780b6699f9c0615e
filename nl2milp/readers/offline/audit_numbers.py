"""Checks of a finished reading that look at its numbers: which way they limit, what they are a share of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nl2milp.algebra import parse_expression
from nl2milp.algebra.syntax import Compare, Name, Negative, Number, names_in, walk
from nl2milp.errors import ExpressionError
from nl2milp.formulation import Constraint, Formulation, Span
from nl2milp.readers.offline.page import Page
from nl2milp.readers.offline.truth_tables import listed

__all__ = ["NUMBER_CHECKS", "plain_rule", "quote_of"]

Doubts = Iterator[tuple[str, Span | None]]

_WORDS = {
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
}  # fmt: skip
_LOWER = re.compile(
    r"\bat (the )?(very )?least\b|\bor (more|longer|above|over)\b|\bminimum\b"
    r"|\b(no|not) (fewer|less|smaller|shorter) than\b"
    r"|\b(not|cannot|can't) be (less|fewer|lower|smaller) than\b",
    re.I,
)
_UPPER = re.compile(
    r"\bat (the )?(very )?most\b|\bor (fewer|less|below)\b|\bmaximum\b|\b(no|not) (more|greater|larger|longer) than\b"
    r"|\bup to\b|\b(not|cannot|can't|never) exceed\b|\b(not|cannot|can't) be (more|greater|higher|larger) than\b",
    re.I,
)
_OF_ALL = re.compile(r"\bof (all( of)?( the)?|the (total|whole|entire)|everything)\b", re.I)
_PERCENT = re.compile(r"%|\bper ?cent\b|\bpercent(age)?\b", re.I)
_OF_SO_MANY = re.compile(
    r"\bof (?:the|these|those)(?: (?:following|above|other))? (two|three|four|five|six|seven)\b", re.I
)
_INTO_EACH = re.compile(
    r"\b(two|three|four|five|six|seven|eight|nine|ten)\b(?: [\w'-]+)?(?: [\w'-]+)? (?:into|for|per|from|in|on|to)"
    r" (?:each|every)\b",
    re.I,
)


def plain_rule(constraint: Constraint) -> Compare | None:
    """A linear statement's comparison with one sign; None for other statements."""
    if constraint.template != "linear" or constraint.for_ is not None:
        return None
    try:
        rule = parse_expression(str(constraint.slots.get("rule")))
    except ExpressionError:
        return None
    return rule if isinstance(rule, Compare) and len(rule.operators) == 1 else None


def quote_of(constraint: Constraint) -> str:
    """A statement's words on one line; empty where none are known."""
    return " ".join((constraint.quote or "").split())


def _wrong_way(page: Page) -> Doubts:
    """A limit that holds the other way than the words of its quote, or holds exactly where they say `at least`."""
    for one in page.formulation.constraints:
        rule, words = plain_rule(one), quote_of(one)
        low, high = bool(_LOWER.search(words)), bool(_UPPER.search(words))
        if rule is None or low == high or not isinstance(rule.operands[1], Number) or not re.search(r"\d", words):
            continue
        if re.search(r"\b(least|most|of|than)$", words):
            continue  # the number stands elsewhere
        if any(isinstance(part, Negative) for part in walk(rule.operands[0])) or "-" in str(one.slots["rule"]):
            if rule.operators[0] != "==":
                continue
        elif rule.operators[0] in (">=", ">") and low or rule.operators[0] in ("<=", "<") and high:
            continue
        yield f"it is not clear which way this limits: '{words[:200]}'", one.span


def _share_of_all(page: Page) -> Doubts:
    """A share of all that is compared with some of them only."""
    everyone = {one.symbol for one in page.formulation.variables}
    for sentence in page.sentences:
        words = page.words(sentence)
        if not _OF_ALL.search(words) or sentence.question:
            continue
        for one in page.of(sentence):
            rule = plain_rule(one)
            if rule is None or one.slots.get("role") not in ("share", "ratio") or not one.quote:
                continue
            if _OF_ALL.search(quote_of(one)) and names_in(rule) != everyone and not names_in(rule) - everyone:
                yield f"a share of all is taken of some only: '{quote_of(one)[:200]}'", one.span


def _percent_as_number(page: Page) -> Doubts:
    """A percentage that became a limit of its own."""
    for one in page.formulation.constraints:
        rule = plain_rule(one)
        if rule is None or not isinstance(rule.operands[1], Number) or not 0 < rule.operands[1].value < 1:
            continue
        if _PERCENT.search(quote_of(one)) and not any(isinstance(part, Number) for part in walk(rule.operands[0])):
            yield f"a percentage is taken for an amount: '{quote_of(one)[:200]}'", one.span


def _of_so_many(page: Page) -> Doubts:
    """`One of the two` among more than two conditions."""
    for one in page.formulation.constraints:
        if one.template not in ("k_of_n", "either_or", "all_or_none"):
            continue
        many = len(listed(one.slots.get("conditions") or one.slots.get("options")))
        said = {_WORDS[found.casefold()] for found in _OF_SO_MANY.findall(quote_of(one))}
        if said and many not in said and max(said) < many:
            yield f"this speaks of {max(said)} things, and {many} are counted: '{quote_of(one)[:200]}'", one.span


def _so_many_into_each(page: Page) -> Doubts:
    """`Two into each grille`, where no 2 stands in the model."""
    used = {round(value, 9) for value in _numbers(page.formulation)}
    for sentence in page.sentences:
        for found in _INTO_EACH.finditer(page.words(sentence)):
            if float(_WORDS[found[1].casefold()]) not in used:
                place = Span(start=sentence.start, end=sentence.end)
                yield f"'{found[0]}' is not in the model: '{page.words(sentence)[:200]}'", place


def _numbers(formulation: Formulation) -> Iterator[float]:
    texts = [str(formulation.objective.value)]
    for one in formulation.constraints:
        texts += [str(value) for slot in one.slots.values() for value in listed(slot)]
    for text in texts:
        for match in re.finditer(r"\d+(?:\.\d+)?", text):
            yield float(match[0])


_OF_THEM = re.compile(r"\d[\d,]* of (?:them|these|those|which) (?:by|with|through|via|from|on|in)\b", re.I)


def _of_them(page: Page) -> Doubts:
    """`At least 300 of them by night riders`, taken for 300 riders."""
    for sentence in page.sentences:
        words = page.words(sentence)
        if not _OF_THEM.search(words):
            continue
        for one in page.of(sentence):
            rule = plain_rule(one)
            if rule is not None and len(names_in(rule)) == 1 and isinstance(rule.operands[0], Name):
                place = Span(start=sentence.start, end=sentence.end)
                yield f"it is not clear what '{_OF_THEM.findall(words)[0]}' counts: '{words[:200]}'", place
                break


NUMBER_CHECKS = (
    _wrong_way,
    _share_of_all,
    _percent_as_number,
    _of_so_many,
    _so_many_into_each,
    _of_them,
)
"""In the order in which their doubts are shown."""
