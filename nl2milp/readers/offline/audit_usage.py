"""Checks that the numbers of a text and those of its model are the same ones: none left over, none from nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterator

from nl2milp.algebra import parse_expression
from nl2milp.errors import ExpressionError
from nl2milp.formulation import Formulation, Kind, Span
from nl2milp.readers.offline.audit_numbers import plain_rule, quote_of
from nl2milp.readers.offline.audit_sums import constants, weighed
from nl2milp.readers.offline.lexicon import UNIT_FACTORS
from nl2milp.readers.offline.page import Page
from nl2milp.readers.offline.quantities import Quantity, find_quantities
from nl2milp.readers.offline.tokens import Token, tokenize
from nl2milp.readers.offline.truth_tables import listed

__all__ = ["USAGE_CHECKS"]

Doubts = Iterator[tuple[str, Span | None]]


def _model_numbers(formulation: Formulation) -> set[float]:
    """All numbers of a model, without their signs."""
    sources = [str(formulation.objective.value)]
    sources += [str(value) for one in formulation.constraints for slot in one.slots.values() for value in listed(slot)]
    for variable in formulation.variables:
        sources += [str(bound) for bound in (variable.lower, variable.upper) if bound is not None]
    found: set[float] = set()
    for source in sources:
        try:
            found |= {abs(value) for value in constants(parse_expression(source))}
        except ExpressionError:
            found |= {float(one) for one in re.findall(r"\d+(?:\.\d+)?", source)}
    return found


def _is_plain(formulation: Formulation) -> bool:
    """Whether a model is of amounts alone, every number in it written out."""
    if formulation.tables or formulation.parameters or formulation.sets:
        return False
    if any(one.template not in {"linear", "lot_size"} for one in formulation.constraints):
        return False  # `from 20 on; with 19 there is no such demand`
    if any(one.slots.get("role") == "blending" for one in formulation.constraints):
        return False  # there a number is what one part has above what the whole may have
    return all(one.kind is not Kind.BINARY and "[" not in one.symbol for one in formulation.variables)


def _left_over(page: Page) -> Doubts:
    """A number beside a unit or a currency that is nowhere in the model, in no scale."""
    formulation = page.formulation
    if not _is_plain(formulation):
        return
    labels = {one.label for one in formulation.variables}
    tokens = tokenize(page.text)
    quantities = find_quantities(tokens)
    model = {_rounded(value) for value in _model_numbers(formulation)}
    unexplained = model - {_rounded(float(one.value)) for one in quantities}
    for place, quantity in enumerate(quantities):
        if _may_be_left(tokens, quantity, len(formulation.variables)):
            continue
        if quantity.first and page.text[tokens[quantity.first - 1].start : tokens[quantity.first].end] in labels:
            continue  # `Item 12`
        if any(_rounded(form) in model for form in _forms(place, quantities)):
            continue
        if _multiplied(float(quantity.value), quantities, unexplained):
            continue
        sentence = next((one for one in page.sentences if one.first <= quantity.first < one.last), None)
        if sentence is not None:
            words = page.text[tokens[quantity.first].start : tokens[quantity.last - 1].end]
            yield page.about(sentence, f"'{words}' is not in the model")


_FEW = 4
"""Up to this many things are often counted in words, `the three teams`, and nothing depends on it."""

_GROUPING = frozenset("the all these those any its their our both other".split())


def _may_be_left(tokens: tuple[Token, ...], quantity: Quantity, decisions: int) -> bool:
    """Whether a number need not be in a model: how many things there are, a name, a date, a remark."""
    value = quantity.value
    if value in {0, 1} or value == decisions and not quantity.money:
        return True
    before = tokens[quantity.first - 1] if quantity.first else None
    after = [token.low for token in tokens[quantity.last : quantity.last + 2]]
    if quantity.spelled and quantity.kind == "number":
        small = value <= max(decisions + 1, _FEW) and quantity.unit not in UNIT_FACTORS
        if small or before is not None and before.low in _GROUPING:
            return True
    if before is None or quantity.money:
        return False
    if before.text[:1].isupper() and before.kind == "word" and _is_named(tokens, quantity):
        return True
    if any(word in {"month", "year", "week", "day"} for word in after):
        return True  # `a 12 month commitment`
    if (
        before.low in {"about", "roughly", "approximately"}
        and quantity.first > 1
        and tokens[quantity.first - 2].text == "("
    ):
        return True
    return 1900 <= value <= 2100 and value.denominator == 1 and not quantity.unit


def _is_named(tokens: tuple[Token, ...], quantity: Quantity) -> bool:
    """Whether a number belongs to a name that comes more than once: `Aleph 3`."""
    name = [token.text for token in tokens[quantity.first - 1 : quantity.last]]
    size = len(name)
    return sum([token.text for token in tokens[at : at + size]] == name for at in range(len(tokens) - size)) > 1


def _forms(place: int, quantities: tuple[Quantity, ...]) -> Iterator[float]:
    """What a number may look like in a model: in another unit, less another amount of money, a share of another."""
    quantity = quantities[place]
    value = float(quantity.value)
    partial = {"percent", "part", "times"}
    yield value
    yield from _converted(quantity, quantities)
    if quantity.kind in partial:
        yield from (1 - value, 1 + value, value - 1, 1 / value, value * 100, value / 1_000)
        if value != 1:
            yield value / (1 - value)
    for at, other in enumerate(quantities):
        if at == place:
            continue
        also = float(other.value)
        if quantity.money and other.money:
            yield from (abs(value - also), value + also)
        if {quantity.kind, other.kind} & partial and also:
            yield from (value * also, value * (1 - also), value * (1 + also), value / also)


def _converted(quantity: Quantity, quantities: tuple[Quantity, ...]) -> Iterator[float]:
    """A number in the other units of its kind that the text has."""
    own = UNIT_FACTORS.get(quantity.unit)
    for other in quantities:
        factor = UNIT_FACTORS.get(other.unit)
        if own is not None and factor is not None and own[0] == factor[0]:
            yield float(quantity.value * own[1] / factor[1])
    if quantity.money or not quantity.unit or quantity.value % 1_000 == 0:
        yield from (float(quantity.value) * scale for scale in (1_000, 1_000_000, 0.01, 0.001, 0.000001))


def _multiplied(value: float, quantities: tuple[Quantity, ...], unexplained: set[float]) -> bool:
    """Whether a number times another one is a number of the model that the text does not have: price times yield."""
    others = {_rounded(float(other.value)) for other in quantities if other.value != 1}
    return any(_rounded(one / value) in others for one in unexplained)


def _rounded(value: float) -> float:
    """A number to six places, so that equal ones are found in a set."""
    return float(f"{value:.6g}")


def _from_nowhere(page: Page) -> Doubts:
    """A factor of a decision that the text does not have."""
    if not _is_plain(page.formulation):
        return
    quantities = find_quantities(tokenize(page.text))
    told = {1.0, *(_rounded(form) for place in range(len(quantities)) for form in _forms(place, quantities))}
    told |= {_rounded(1 / float(one.value)) for one in quantities if one.value}  # `for every two of them one`
    told -= {0.0}
    for one in page.formulation.constraints:
        rule = plain_rule(one)
        if rule is None:
            continue
        right = weighed(rule.operands[1])
        for value in map(abs, constants(rule)):
            if not value or _rounded(value) in told:
                continue
            alone = right is not None and not right.weights and value == abs(right.constant)
            if not alone or not any(_rounded(value / one) in told for one in told):
                yield f"{value:g} is not a number of the text: '{quote_of(one)[:200]}'", one.span
                break


USAGE_CHECKS = (_left_over, _from_nowhere)
