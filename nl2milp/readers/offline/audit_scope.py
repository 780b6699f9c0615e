"""Checks of a finished reading for what no plain sum can say: shapes, powers, ratios, rates that change."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nl2milp.algebra import parse_expression
from nl2milp.algebra.syntax import Number, names_in, walk
from nl2milp.errors import ExpressionError
from nl2milp.formulation import Kind, Span
from nl2milp.readers.offline.audit_numbers import plain_rule, quote_of
from nl2milp.readers.offline.page import Page
from nl2milp.readers.offline.tokens import Sentence

__all__ = ["SCOPE_CHECKS"]

Doubts = Iterator[tuple[str, Span | None]]

_SHAPES = re.compile(
    r"\b(rectang\w+|cylind\w+|cones?|conical|spher\w+|hemispher\w+|semicirc\w+|circ(le|les|ular)|triang\w+|parabol\w+"
    r"|radius|radii|perimeters?|girth|squares?[ -](base|based|bottom|bottomed)|sides? folded"
    r"|fenc(e|es|ed|ing)|box(es)?|aquariums?)\b",
    re.I,
)
_SIZES = re.compile(
    r"\b(dimensions?|volumes?|area|perimeters?|surface|shape|height|width|radius|enclos\w+"
    r"|largest (rectang\w+|possible area|size)|the most light)\b",
    re.I,
)
_COUNTED = re.compile(r"\bhow many\b|\b(number|quantity|quantities) of\b", re.I)
_POWERS = re.compile(
    r"(?<![\d.])\b(?!(?:cm|mm|km|ft|in|m|yd|sq)\b)[A-Za-z]\w*\s?(?:\^|\*\*)\s?\d|\)\s?(?:\^|\*\*)\s?\d"
    r"|\b(?:square|cube|power|logarithm|square root) of (?:its|their|the (?:number|amount|time|quantity|baking))\b"
    r"|\bnon-?linear(?:ly)?\b(?! programming)|\bquadratic\w*|\bexponential\w*|\blogarithm\w*"
    r"|\bwhose product is\b|\b(?:maximi[sz]e|largest|maximum|greatest) (?:the |their )?product\b(?! mix)(?! line)"
    r"|\bproduct is (?:a|the) (?:max|min)imum\b",
    re.I,
)
_MORE = r"(?:(?:additional|extra|further|more|unit|units|one|item|\$\s?\d\S*|\d\S*|dollars?|cents?|percent)\b ?)"
_CHANGES = (
    r"(?:(?:decreas|increas|reduc|declin|ris|improv)(?:e|es|ed|ing)|(?:drop|fall|lower|grow|shrink)(?:s|ed|ing)?)"
)
_CHANGING = re.compile(
    rf"\b{_CHANGES} by\b[^?;]*\b(?:for|with|per|on) (?:each|every|any) (?:\w+ )?{_MORE}"
    rf"|\b{_CHANGES}\b[^.?;]{{0,40}}\bper (?:additional|extra|further|\$)"
    rf"|\b(?:for|with) (?:each|every|any) (?:\w+ )?{_MORE}[^.?;]*\b{_CHANGES}\b"
    rf"|\bper \$?\d[\d,]* (?:of )?(?:\w+ )?invest\w*"
    rf"|\beconom(?:y|ies) of scale\b|\b{_CHANGES} (?:linearly|non-?linearly|proportionally)\b"
    r"|\b(?:linearly|directly|inversely) (?:proportional|related)\b"
    r"|\bproportional to the (?:square|capital|amount|num)",
    re.I,
)
_FEASIBLE = re.compile(
    r"\b(feasible|worthwhile|viable|economical|worth (it|while|making))\b,? (?:\w+ ){0,2}at least\b", re.I
)
_RATIO = re.compile(
    r"\bratio\b|\befficiency\b|\bdivided by\b|\bper[ -](unit|dollar|euro|pound|ton|tonne|gallon|litre|liter|acre"
    r"|hectare|square|cubic|team|truck|vehicle|worker|employee|minute|kwh|mile|kilomet\w+|ton-\w+)\b"
    r"|\bper hour of\b|\baverage\b[^.?;]*\bper\b|\bper\b[^.?;]*\bon average\b|\brate at which\b"
    r"|\brate of return\b|\breturn per\b",
    re.I,
)
_STOCKED = re.compile(
    r"\b(inventor(y|ies)|carried (over|forward)|carry (over|forward)|stored? (over|until|for|from)|left over"
    r"|(beginning|end|start) of (the |each |every )?(month|week|quarter|period|year|january|february|march)"
    r"|in advance)\b",
    re.I,
)
_PERIODS = re.compile(
    r"\b(january|february|march|april|may|june|july|august|september|october|november|december"
    r"|(month|week|quarter|period|year|day)s? \d|(first|second|third|fourth|fifth|sixth) "
    r"(month|week|quarter|period|year))\b",
    re.I,
)
_CONSECUTIVE = re.compile(r"\bconsecutive (days?|shifts?|hours?|periods?|weeks?|months?)\b", re.I)


def _said(page: Page, pattern: re.Pattern[str], reason: str) -> Doubts:
    for sentence in page.sentences:
        words = page.words(sentence)
        if pattern.search(words):
            yield f"{reason}: '{words[:200]}'", Span(start=sentence.start, end=sentence.end)
            return


def _aimed(page: Page) -> list[Sentence]:
    span = page.formulation.objective.span
    around = [] if span is None else [one for one in page.sentences if one.start < span.end and span.start < one.end]
    return around


def _geometry(page: Page) -> Doubts:
    """Lengths that are to be found, and an area or a volume: products of what is to be decided."""
    if not _SHAPES.search(page.text):
        return
    for sentence in dict.fromkeys((*_aimed(page), *(one for one in page.sentences if one.question))):
        words = page.words(sentence)
        if _SIZES.search(words) and not _COUNTED.search(words):
            place = Span(start=sentence.start, end=sentence.end)
            yield f"this asks for sizes whose product counts, which is not linear: '{words[:200]}'", place
            return


def _powers(page: Page) -> Doubts:
    """A power, or a product of two things to decide."""
    yield from _said(page, _POWERS, "this is not linear")


def _changing_rates(page: Page) -> Doubts:
    """A rate that depends on how much is done: `for every 10 cents less, 1,000 more are sold`."""
    if any(one.template in ("piecewise", "lookup") for one in page.formulation.constraints):
        return
    yield from _said(page, _CHANGING, "a rate changes with what is decided, and the model has fixed ones")


def _batches(page: Page) -> Doubts:
    """`To be worthwhile, at least 1,000 must be made`: none, or that many."""
    if any(one.template in ("on_off", "either_or", "if_then") for one in page.formulation.constraints):
        return
    yield from _said(page, _FEASIBLE, "this allows none at all, or so many, and the model does not")


def _ratio_aims(page: Page) -> Doubts:
    """An aim that divides one sum by another, and an objective that does not."""
    if page.formulation.objective.value is None or ") / (" in page.formulation.objective.value:
        return
    for sentence in _aimed(page):
        words = _aim_words(page, sentence)
        if _RATIO.search(words):
            yield (
                f"this asks for a ratio, and the model has a plain sum: '{words[:200]}'",
                page.formulation.objective.span,
            )
            return


_ASIDE = re.compile(r",|;|\b(with|while|where|subject|associated|given|if)\b|\d[\d,.]* per\b")


def _aim_words(page: Page, sentence: Sentence) -> str:
    """What is to be maximized or minimized: a sentence from where its aim begins, without what is said beside it."""
    span = page.formulation.objective.span
    start = sentence.start if span is None else max(sentence.start, span.start)
    words = " ".join(page.text[start : sentence.end].split())
    aside = _ASIDE.search(words)
    return words if aside is None else words[: aside.start()]


def _periods(page: Page) -> Doubts:
    """Several periods with something kept from one to the next, in a model without stock."""
    if any(one.template in ("stock", "flow") for one in page.formulation.constraints):
        return
    if len({found[0].casefold() for found in _PERIODS.finditer(page.text)}) < 2:
        return
    yield from _said(page, _STOCKED, "something is kept from one period to the next, and the model has no stock")


def _consecutive(page: Page) -> Doubts:
    """`Five consecutive days`: each start covers several days, so several rows must share a variable."""
    rules = [rule for one in page.formulation.constraints if (rule := plain_rule(one)) is not None]
    if any(one.for_ is not None for one in page.formulation.constraints) or page.formulation.sets:
        return
    if sum(len(names_in(rule)) > 1 for rule in rules) < 2:
        yield from _said(page, _CONSECUTIVE, "these follow each other, and the model does not say so")


def _nothing_said(page: Page) -> Doubts:
    """An objective or a rule without any decision in it."""
    try:
        value = page.formulation.objective.value
        if value is not None and not names_in(parse_expression(value)):
            yield f"the objective holds no decision: '{value}'", page.formulation.objective.span
    except ExpressionError:
        return
    for one in page.formulation.constraints:
        rule = plain_rule(one)
        if rule is not None and not names_in(rule):
            yield f"this limits no decision: '{quote_of(one)[:200]}'", one.span


def _parts_of_whole(page: Page) -> Doubts:
    """A plain sum of whole things that is limited by a broken number, `x + y <= 14.2`."""
    kinds = {one.symbol: one.kind for one in page.formulation.variables}
    for one in page.formulation.constraints:
        rule = plain_rule(one)
        if rule is None or not isinstance(rule.operands[1], Number) or rule.operands[1].value % 1 == 0:
            continue
        left = rule.operands[0]
        whole = bool(names_in(left)) and all(kinds.get(name) is Kind.INTEGER for name in names_in(left))
        if whole and not any(isinstance(part, Number) for part in walk(left)):
            yield f"whole things are limited by a broken number: '{quote_of(one)[:200]}'", one.span


SCOPE_CHECKS = (
    _geometry,
    _powers,
    _changing_rates,
    _batches,
    _ratio_aims,
    _periods,
    _consecutive,
    _nothing_said,
    _parts_of_whole,
)
"""In the order in which their doubts are shown."""
