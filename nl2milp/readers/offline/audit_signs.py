"""Checks of a finished reading that look at its signs: what costs and what earns, what is limited and what is not."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nl2milp.algebra import parse_expression
from nl2milp.algebra.syntax import Arithmetic, Name, Negative, Node, Number, names_in, walk
from nl2milp.errors import ExpressionError
from nl2milp.formulation import Kind, Sense, Span
from nl2milp.readers.offline.audit_numbers import plain_rule, quote_of
from nl2milp.readers.offline.page import Page
from nl2milp.readers.offline.tokens import Sentence

__all__ = ["SIGN_CHECKS"]

Doubts = Iterator[tuple[str, Span | None]]

_AFTER_PAYING = re.compile(
    r"\b(after|net of|minus|less|once) (the |any |all |both |its |their )?"
    r"(pay\w*|paid|deduct\w*|opening|hiring|rents?|costs?|fees?|charges?|wages?|set-?up|purchase|licen[cs]es?)\b",
    re.I,
)
_LOWERS = re.compile(r"\b(lowers?|lowering|reduces?|reducing|decreases?|shrinks?|loses|loss(es)? of)\b", re.I)
_EARNINGS = re.compile(r"\b(profits?|income|revenues?|returns?)\b", re.I)
_GIVEN_BACK = re.compile(
    r"\b(refund\w*|rebates?|discounts?|sav(e|es|ing|ings)|subsid\w*|grants?|back|less|minus|net)\b", re.I
)
_SAME = re.compile(r"\b(the same (applies|goes|holds|is true)|likewise|similarly|so (is|are|do|does))\b", re.I)
_NOT_BOTH = re.compile(r"\b(not both|cannot both|both cannot|combined with)\b", re.I)
_ENOUGH = frozenset(("if_then", "either_or"))


def _objective(page: Page) -> Node | None:
    try:
        return parse_expression(str(page.formulation.objective.value))
    except ExpressionError:
        return None


def _has_minus(node: Node | None) -> bool:
    if node is None:
        return True
    return any(
        isinstance(part, Negative) or isinstance(part, Arithmetic) and "-" in part.operators for part in walk(node)
    )


def _asked(page: Page) -> list[Sentence]:
    span = page.formulation.objective.span
    return [] if span is None else [one for one in page.sentences if one.start < span.end and span.start < one.end]


def _nothing_taken_off(page: Page) -> Doubts:
    """A profit `after paying the rent`, or a thing that `lowers the profit`, where nothing is taken off."""
    if page.formulation.objective.sense is not Sense.MAXIMIZE or _has_minus(_objective(page)):
        return
    for sentence in _asked(page):
        if _AFTER_PAYING.search(page.words(sentence)):
            yield f"nothing is taken off what comes in: '{page.words(sentence)[:200]}'", page.formulation.objective.span
            return
    for sentence in page.sentences:
        words = page.words(sentence)
        if (
            _LOWERS.search(words)
            and re.search(r"\b(profit|income|revenue|return)\b", words)
            and re.search(r"\d", words)
        ):
            yield f"what this takes off is added: '{words[:200]}'", Span(start=sentence.start, end=sentence.end)


def _negative_cost(page: Page) -> Doubts:
    """A cost that is negative, in a text that gives nothing back."""
    if page.formulation.objective.sense is not Sense.MINIMIZE or _GIVEN_BACK.search(page.text):
        return
    if any(one.template == "no_overlap" for one in page.formulation.constraints):
        return  # what is taken off is a time at which a job is due or comes in
    node = _objective(page)
    if node is not None and _has_minus(node):
        yield (
            "something lowers what is to be kept low, and the text gives nothing back",
            page.formulation.objective.span,
        )


def _nothing_limits(page: Page) -> Doubts:
    """The most of yes/no decisions that all add to it, where no limit keeps from taking all of them."""
    formulation = page.formulation
    if formulation.objective.sense is not Sense.MAXIMIZE or _has_minus(_objective(page)) or formulation.tables:
        return
    if not formulation.variables or any(one.kind is not Kind.BINARY for one in formulation.variables):
        return
    for one in formulation.constraints:
        rule = plain_rule(one)
        if rule is None and one.template not in _ENOUGH or rule is not None and rule.operators[0] != ">=":
            return
    if any(plain_rule(one) is not None for one in formulation.constraints):
        yield "no limit keeps from taking everything: are the limits of the text minima?", None


def _total_of_some(page: Page) -> Doubts:
    """A sum of all where the words name two or more of them, and not all."""
    symbols = {one.symbol: one for one in page.formulation.variables}
    if len(symbols) < 3:
        return
    for one in page.formulation.constraints:
        rule = plain_rule(one)
        if rule is None or one.slots.get("role") != "total" or names_in(rule) != set(symbols):
            continue
        words = set(re.findall(r"\w+", quote_of(one).casefold()))
        named = [
            name for name, variable in symbols.items()
            if any(len(word) > 2 and word in words for word in re.findall(r"\w+", (variable.label or "").casefold()))
        ]  # fmt: skip
        if 2 <= len(named) < len(symbols):
            yield f"this names some only, and all are added up: '{quote_of(one)[:200]}'", one.span


def _none_allowed(page: Page) -> Doubts:
    """A limit that leaves less than one of a thing."""
    for one in page.formulation.constraints:
        rule = plain_rule(one)
        if rule is None or rule.operators[0] != "<=" or not isinstance(rule.operands[1], Number):
            continue
        left, right = rule.operands[0], rule.operands[1].value
        factors = [part.value for part in walk(left) if isinstance(part, Number)]
        single = sum(isinstance(part, Name) for part in walk(left)) == 1
        if single and len(factors) == 1 and 0 < right < factors[0]:
            yield f"this leaves less than one of {next(iter(names_in(left)))}: '{quote_of(one)[:200]}'", one.span


def _said_alike(page: Page) -> Doubts:
    """`The same applies to hats`, and only one condition on quantities."""
    if all(one.kind is Kind.BINARY for one in page.formulation.variables):
        return
    for sentence in page.sentences:
        words = page.words(sentence)
        if not sentence.question and _SAME.search(words):
            found = [one for one in page.of(sentence) if plain_rule(one) is None]
            if len(found) == 1 and found[0].template == "if_then":
                yield (
                    f"this holds for several things apart: '{words[:200]}'",
                    Span(start=sentence.start, end=sentence.end),
                )


def _two_of_three(page: Page) -> Doubts:
    """`Not both`, counted among three."""
    for one in page.formulation.constraints:
        if one.template != "k_of_n" or one.slots.get("at_most") is None:
            continue
        conditions = one.slots.get("conditions")
        many = len(conditions) if isinstance(conditions, list | tuple) else 0
        if many > 2 and str(one.slots["at_most"]) == str(many - 1) and _NOT_BOTH.search(quote_of(one)):
            yield f"it is not clear which of these exclude each other: '{quote_of(one)[:200]}'", one.span


def _converted_alone(page: Page) -> Doubts:
    """A limit in minutes, where its factors are hours as the text has them."""
    if re.search(r"\b(minutes?|mins?|seconds?)\b", page.text, re.I):
        return
    told = {float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", page.text) if found.strip(",")}
    for one in page.formulation.constraints:
        rule = plain_rule(one)
        if rule is None or not isinstance(rule.operands[1], Number):
            continue
        right = rule.operands[1].value
        timed = re.search(r"\b(hours?|days?)\b", quote_of(one), re.I)
        if timed and right not in told and (right / 60 in told or right / 3600 in told):
            yield f"this limit was converted and its factors were not: '{quote_of(one)[:200]}'", one.span


SIGN_CHECKS = (
    _nothing_taken_off,
    _negative_cost,
    _nothing_limits,
    _total_of_some,
    _none_allowed,
    _said_alike,
    _two_of_three,
    _converted_alone,
)
"""In the order in which their doubts are shown."""
