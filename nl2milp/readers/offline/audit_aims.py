"""Checks that the aim of a model is what its text asks for, and that what is decided is all that can be decided."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from nl2milp.algebra import parse_expression
from nl2milp.algebra.syntax import Number
from nl2milp.errors import ExpressionError
from nl2milp.formulation import Kind, Sense, Span
from nl2milp.readers.offline.audit_numbers import plain_rule, quote_of
from nl2milp.readers.offline.audit_sums import Weighed, weighed, weighed_rule
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.page import Page
from nl2milp.readers.offline.quantities import find_quantities
from nl2milp.readers.offline.tokens import tokenize

__all__ = ["AIM_CHECKS"]

Doubts = Iterator[tuple[str, Span | None]]

_EARNING = frozenset("pay yield return earn interest bring dividend gain".split())
_NUMBER_OF = re.compile(r"\b(?:number|count) of (?P<what>[^\W\d_][\w'-]*)", re.I)
_LISTED = re.compile(
    r"(?P<first>[\w'-]+)(?P<rest>(?:, (?:[\w'-]+ )?[\w'-]+)+),? (?:and|or) (?P<last>[\w'-]+(?: [\w'-]+)?)"
)
_SUBTRACTED = re.compile(
    r"\b(minus|subtract\w*|differences?|differs?|less (the|that|those)|reduced by|exceeds? (that|those))\b", re.I
)
_CAN = re.compile(r"\b(can|could|(is|are) able to)( only)? (?!be\b)\w+", re.I)
_OWING = re.compile(
    r"\b(least|minimum|more|fewer|less|must|should|needs?|needed|wants?|has to|have to|requires?|required|enough)\b",
    re.I,
)


def _aim(page: Page) -> Weighed | None:
    """The factors of an aim with more than one of them that are not all alike; None for any other."""
    if any("[" in one.symbol for one in page.formulation.variables):
        return None
    try:
        found = weighed(parse_expression(str(page.formulation.objective.value)))
    except ExpressionError:
        return None
    return found if found is not None and len(found.weights) > 1 and set(found.weights.values()) != {1.0} else None


def _aim_is_limited(page: Page) -> Doubts:
    """Numbers, told once, of a sum that is to be as large as possible and that a limit caps, or the other way round."""
    aim = _aim(page)
    if aim is None:
        return
    told = Counter(float(one.value) for one in find_quantities(tokenize(page.text)))
    if any(told[value] > 1 for value in aim.weights.values() if value != 1):
        return
    against = "<=" if page.formulation.objective.sense is Sense.MAXIMIZE else ">="
    for one in page.formulation.constraints:
        rule = plain_rule(one)
        if rule is None or rule.operators[0] not in {against, "=="} or not isinstance(rule.operands[1], Number):
            continue
        side = weighed(rule.operands[0])
        if side is not None and side.weights == aim.weights:
            yield f"what this limits cannot be the aim as well: '{quote_of(one)[:200]}'", one.span


def _least_earning(page: Page) -> Doubts:
    """The least of a sum whose factors are percentages that something pays or yields."""
    aim = _aim(page)
    if aim is None or page.formulation.objective.sense is not Sense.MINIMIZE:
        return
    tokens = tokenize(page.text)
    rates = [
        one for one in find_quantities(tokens) if one.kind == "percent" and float(one.value) in aim.weights.values()
    ]
    if len({one.value for one in rates}) < len(set(aim.weights.values())):
        return
    near = {token.lemma for one in rates for token in tokens[max(0, one.first - 4) : one.last + 4]}
    if near & _EARNING:
        yield "what the model keeps low is what comes in", page.formulation.objective.span


def _counted_aim(page: Page) -> Doubts:
    """The number of things of which the text says nothing else, where the model adds up money, hours or kilograms."""
    span, aim = page.formulation.objective.span, _aim(page)
    if aim is None or span is None:
        return
    tokens = tokenize(page.text)
    factors = [one for one in find_quantities(tokens) if float(one.value) in aim.weights.values()]
    if not any(one.money or one.kind == "percent" or one.unit in UNIT_FACTORS for one in factors):
        return
    said = Counter(token.lemma for token in tokens)
    for sentence in page.sentences:
        asked = _NUMBER_OF.search(page.words(sentence))
        if asked is None or not (sentence.start < span.end and span.start < sentence.end):
            continue
        what = tokenize(asked["what"])[0].lemma
        if said[what] == 1 and what not in {"each", "every", "all", "both", "either", *UNIT_FACTORS}:
            yield f"this asks for a number, and the model adds up amounts: '{asked[0]}'", span


def _left_of_list(page: Page) -> Doubts:
    """`Hens, ducks and geese`, where only hens and geese are decided about."""
    if any(one.kind is Kind.BINARY or "[" in one.symbol for one in page.formulation.variables):
        return
    decisions = [{token.lemma for token in tokenize(one.label or one.symbol)} for one in page.formulation.variables]
    for found in _LISTED.finditer(page.text):
        items = [found["first"], *(part.strip() for part in found["rest"].split(",") if part.strip()), found["last"]]
        lemmas = [{token.lemma for token in tokenize(item)} for item in items]
        known = [any(item & words for words in decisions) for item in lemmas]
        all_there = all(any(item & words for item in lemmas) for words in decisions)
        if all_there and known[0] and known[-1] and not all(known):
            missing = items[known.index(False)]
            place = Span(start=found.start(), end=found.end())
            yield f"'{missing}' is listed with what is decided, and is not in the model: '{found[0][:200]}'", place


def _nothing_subtracted(page: Page) -> Doubts:
    """A difference that became no difference."""
    if any(one.kind is Kind.BINARY or "[" in one.symbol for one in page.formulation.variables):
        return
    for sentence in page.sentences:
        if sentence.question or not _SUBTRACTED.search(page.words(sentence)):
            continue
        sums = [weighed_rule(rule) for one in page.of(sentence) if (rule := plain_rule(one)) is not None]
        if sums and not any(one is None or len({value > 0 for value in one.weights.values()}) == 2 for one in sums):
            yield page.about(sentence, "this speaks of a difference, and the model adds up")


def _able_to(page: Page) -> Doubts:
    """`The supplier can deliver 1,600`, taken for the least that is to be delivered."""
    for one in page.formulation.constraints:
        rule, words = plain_rule(one), quote_of(one)
        if rule is not None and rule.operators[0] == ">=" and _CAN.search(words) and not _OWING.search(words):
            yield f"this says what can be done, and the model demands it: '{words[:200]}'", one.span


AIM_CHECKS = (_aim_is_limited, _least_earning, _counted_aim, _left_of_list, _nothing_subtracted, _able_to)
"""In the order in which their doubts are shown."""
