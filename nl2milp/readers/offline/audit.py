"""A finished reading against its text, whatever stage of the reader made it: what was said and is not in the model.

The stages doubt themselves by what they know; these checks know nothing of
them. Each looks for one way in which a text is commonly misread.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np

from nl2milp.algebra import parse_expression, to_text
from nl2milp.algebra.syntax import (
    Arithmetic,
    Number,
    names_in,
    walk,
)
from nl2milp.errors import ExpressionError
from nl2milp.formulation import Constraint, Formulation, Kind, Sense, Span
from nl2milp.readers.base import Reading
from nl2milp.readers.offline.askedscale import ASKED_SCALE, asked_size
from nl2milp.readers.offline.audit_aims import AIM_CHECKS
from nl2milp.readers.offline.audit_demands import DEMAND_CHECKS
from nl2milp.readers.offline.audit_numbers import NUMBER_CHECKS, plain_rule
from nl2milp.readers.offline.audit_owners import OWNER_CHECKS
from nl2milp.readers.offline.audit_rows import ROW_CHECKS
from nl2milp.readers.offline.audit_scope import SCOPE_CHECKS
from nl2milp.readers.offline.audit_signs import SIGN_CHECKS
from nl2milp.readers.offline.audit_usage import USAGE_CHECKS
from nl2milp.readers.offline.divisible import divides
from nl2milp.readers.offline.page import Page
from nl2milp.readers.offline.tokens import split_sentences, tokenize
from nl2milp.readers.offline.truth_tables import listed, points, truth_of

__all__ = ["CHECKS", "audit", "is_about_aim_alone"]


Doubts = Iterator[tuple[str, Span | None]]

_STRUCTURAL = frozenset("if_then iff either_or k_of_n all_or_none on_off lot_size logic piecewise".split())


def audit(
    text: str, reading: Reading, checks: Sequence[Callable[[Page], Doubts]] | None = None
) -> tuple[tuple[str, Span | None], ...]:
    """Reasons against a reading, each with the place in the text that it is about; by all checks if none are given."""
    page = Page(text, split_sentences(tokenize(text)), reading)
    return tuple(dict.fromkeys(doubt for check in checks or CHECKS for doubt in check(page)))


def is_about_aim_alone(text: str, reading: Reading, found: Sequence[tuple[str, Span | None]]) -> bool:
    """Whether all reasons that were found are about what is to be maximized or minimized."""
    return not found or set(found) <= set(audit(text, reading, SENSE_CHECKS))


# -- logic that was said


_CUES = re.compile(
    r"""\bunless\b | \bonly\ if\b | \bif\ and\ only\ if\b | \b(cannot|can't|not|never)\ both\b | \bnot\ both\b
    | \bor\ else\b | \bor\ (nothing|none|neither)\b
    | \b(precisely|exactly|just)\ (when|if)\b | \bat\ all\b(?!\ (times|hours|sites)) | \bprerequisites?\b
    | \bmutually\ exclusive\b | \bpresupposes?\b | \bentails?\b | \bif\ any\b | \bin\ (that|which)\ case\b
    | \bnone\ of\ the\ others?\b | \bif\ (it|they|he|she|we)\ \w+\ any\b
    | \b(more|fewer|less)\ than\ \d+\ [\w\ ]{1,30}?\ (requires?|means|calls\ for|entails)\b
    | \bif\b(?!\ not\b)[^.?]*\b(must|has\ to|have\ to|cannot|can't|may\ not)\b""",
    re.I | re.X,
)
_BRACKETED = re.compile(r"\([^()]*\)")
_EITHER = re.compile(r"\beither\b(?P<rest>[^.?]*\bor\b[^.?]*)", re.I)
_WHOLLY = re.compile(
    r"\bor\ (else\ )?((is|does|do|are)\ )?(not|none|rejected|refused|left|stays?|nothing)\b | \bor\b[^.?]*\bat\ all\b"
    r"| \beither\ (on|off|chosen|taken|selected|funded|accepted|open|opened)\b",
    re.I | re.X,
)


def _unread_logic(page: Page) -> Doubts:
    """A sentence with a word of logic, from which no statement with logic comes."""
    decisions = all(one.kind is Kind.BINARY for one in page.formulation.variables)
    for sentence in page.sentences:
        words = page.words(sentence)
        span = page.formulation.objective.span
        asks = sentence.question or span is not None and span.start < sentence.end and sentence.start < span.end
        if asks or not _speaks_of_logic(words) or decisions and _WHOLLY.search(words):
            continue  # that things are taken whole or left is what a yes/no decision says
        if _defines(page, words):
            continue
        found = page.of(sentence)
        if not any(one.template in _STRUCTURAL or one.for_ is not None or _is_choice(page, one) for one in found):
            yield page.about(sentence, "there is a condition in this that the model does not have")


_DEFINING = re.compile(
    r"\b(only\ (if|when|once|where)|if\b[^.]*\bat\ all|(nothing|none|no\ \w+)\b[^.]*\b(unless|without|if))\b"
    r"|\bunless\b[^.]*\bnothing\b",
    re.I | re.X,
)
_OTHERS = re.compile(r"\b(both|neither|another|others?|all\ (of|the|three|four)|at\ least|at\ most|\d+)\b", re.I)


def _defines(page: Page, words: str) -> bool:
    """`The fee is due only if the plant is opened`: what being on or off means, said of nothing by its name."""
    if not any(one.template == "on_off" for one in page.formulation.constraints):
        return False
    return bool(_DEFINING.search(words)) and not page.named(words) and not _OTHERS.search(words)


def _speaks_of_logic(words: str) -> bool:
    if _CUES.search(words):
        return True
    # `by either truck or train` only lists what there is; with a number in it, it is a choice of demands
    either = _EITHER.search(words)
    return either is not None and bool(re.search(r"\d", _BRACKETED.sub("", either["rest"])))


def _is_choice(page: Page, constraint: Constraint) -> bool:
    """Whether a linear statement is logic written as a sum of yes/no decisions."""
    kinds = {one.symbol: one.kind for one in page.formulation.variables}
    names = _symbols(constraint)
    return bool(names) and all(kinds.get(name) is Kind.BINARY for name in names) and not page.formulation.tables


# -- logic that says too much or too little


def _idle_logic(page: Page) -> Doubts:
    """A statement of logic among yes/no decisions that follows from another one alone.

    What follows only from several together, people do say.
    """
    grid = points(page.formulation)
    if grid is None:
        return
    truths = [(one, truth) for one in page.formulation.constraints if (truth := truth_of(one, grid)) is not None]
    if truths and not np.logical_and.reduce([truth for _, truth in truths]).any():
        return  # a contradiction is for the diagnosis to explain
    for one, truth in truths:
        if truth.all():
            if one.template != "k_of_n":  # `up to three of the three` is often said
                yield f"'{one.name}' demands nothing: '{_shown(one)}'", one.span
            continue
        others = [(other, also) for other, also in truths if other is not one]
        if any((also == truth).all() for _, also in others):
            continue  # said twice: `the saw needs the bench, so do not buy it alone`
        stronger = next((other for other, also in others if also.any() and not (also & ~truth).any()), None)
        if stronger is not None and one.template == "k_of_n" and _symbols(stronger) < _symbols(one):
            continue  # `at most four of the five`, two of which exclude each other
        if stronger is not None:
            yield f"'{one.name}' already follows from '{stronger.name}': '{_shown(one)}'", one.span


def _shown(constraint: Constraint) -> str:
    words = " ".join((constraint.quote or "").split())
    return words if len(words) <= 200 else f"{words[:197]}..."


def _forgotten_items(page: Page) -> Doubts:
    """Things that a sentence of logic names, and that its statements leave out."""
    for sentence in page.sentences:
        found = [
            one for one in page.of(sentence) if one.template in _STRUCTURAL or one.slots.get("role") == "fixed value"
        ]
        if not found or sentence.question or all(one.template == "lot_size" for one in found):
            continue  # `tulips in crates of 12 and roses singly` says nothing of roses
        named = page.named(page.words(sentence))
        meant = {name for one in page.of(sentence) for name in _symbols(one)}
        missing = named - meant
        if missing and meant and named & meant:
            labels = {one.symbol: one.label or one.symbol for one in page.formulation.variables}
            said_of = ", ".join(sorted(labels[symbol] for symbol in missing))
            yield page.about(sentence, f"what this says of {said_of} is not in the model")


def _symbols(constraint: Constraint) -> set[str]:
    found: set[str] = set()
    for value in constraint.slots.values():
        for one in listed(value):
            if isinstance(one, str):
                try:
                    found |= names_in(parse_expression(one))
                except ExpressionError:
                    continue
    return found


# -- the objective


_LOW = re.compile(
    r"\b(minimi[sz]\w*|lowest|least|smallest|cheapest|fewest|low|as little|cheaply|minimum"
    r"|as (small|short|few|early|soon|light) as possible)\b",
    re.I,
)
_HIGH = re.compile(r"\b(maximi[sz]\w*|highest|most|greatest|largest|biggest|best|high|maximum)\b", re.I)
_MONEY = re.compile(r"\b(profits?|earn\w*|revenues?|income|costs?|takings|margin|expenses?|gains?)\b", re.I)


def _aim_words(page: Page) -> str:
    span = page.formulation.objective.span
    if span is None:
        return ""
    around = [one for one in page.sentences if one.start < span.end and span.start < one.end]
    return " ".join(page.words(one) for one in around)


def _other_sense(page: Page) -> Doubts:
    """An aim whose sentence speaks of the least where the most was read, or the other way round."""
    words = _aim_words(page)
    low, high = bool(_LOW.search(words)), bool(_HIGH.search(words))
    sense = page.formulation.objective.sense
    if low != high and (sense is Sense.MAXIMIZE) == low:
        yield f"it is not clear whether to maximize or to minimize: '{words[:200]}'", page.formulation.objective.span


def _counted_money(page: Page) -> Doubts:
    """An aim of money that only counts things."""
    words = _aim_words(page)
    if not _MONEY.search(words) or "[" in str(page.formulation.objective.value):
        return
    values = [abs(value) for value in aim_coefficients(page.formulation)]
    if values and all(value == 1.0 for value in values):
        yield f"the aim is an amount of money, but only counts things: '{words[:200]}'", page.formulation.objective.span


def _unlike_sizes(page: Page) -> Doubts:
    """Numbers of the aim that differ a hundredfold where the text gives all in one scale."""
    values = sorted(abs(value) for value in aim_coefficients(page.formulation, switches=False) if value)
    if len(values) > 1 and (values[-1] >= 1000 * values[0] or len(values) > 2 and values[-1] >= 400 * values[-2]):
        yield "one number of the aim is out of all proportion to the others", page.formulation.objective.span


def aim_coefficients(formulation: Formulation, switches: bool = True) -> list[float]:
    """The factors of a plain weighted sum; 1 for a bare variable. Empty for any other objective.

    Without `switches`, those of yes/no decisions beside quantities are left out: a fixed charge may be of any size.
    """
    binary = {one.symbol for one in formulation.variables if one.kind is Kind.BINARY}
    if switches or len(binary) == len(formulation.variables):
        binary = set()
    try:
        node = parse_expression(str(formulation.objective.value))
    except ExpressionError:
        return []
    size, whole = 1.0, node
    if isinstance(node, Arithmetic) and node.operators == ("/",) and isinstance(node.operands[1], Number):
        whole, size = node.operands[0], node.operands[1].value  # an answer in thousands
    terms = whole.operands if isinstance(whole, Arithmetic) and set(whole.operators) <= {"+", "-"} else (whole,)
    found = []
    for term in terms:
        if names_in(term) & binary:
            continue
        numbers = [part.value for part in walk(term) if isinstance(part, Number)]
        found.append((float(np.prod(numbers)) if numbers else 1.0) / size)
    return found


_SCALED_NUMBER = re.compile(r"\d (hundred|thousand|million)\b", re.I)


def _largest(formulation: Formulation) -> float:
    """The largest number in the tables that the aim of a model takes numbers from."""
    aim = set(re.findall(r"\w+", str(formulation.objective.value)))
    tables = [table for table in formulation.tables if aim.intersection(table.columns)]
    cells = (cell for table in tables for row in table.rows if not isinstance(row, str) for cell in row)
    return max((float(cell) for cell in cells if isinstance(cell, int | float)), default=0.0)


def _asked_in_another_scale(page: Page) -> Doubts:
    """The answer is asked for in thousands, and the numbers of the aim are in units."""
    found = ASKED_SCALE.search(page.text)
    if found is None:
        return
    values = [abs(value) for value in aim_coefficients(page.formulation) if value]
    tabled = "[" in str(page.formulation.objective.value) and _SCALED_NUMBER.search(page.text) is not None
    if values and min(values) >= asked_size(found) or tabled and _largest(page.formulation) >= asked_size(found):
        yield f"the answer is asked for {found[0]}, and the model counts single ones", None


# -- kinds of decisions


def _divided(page: Page) -> Doubts:
    """Whole numbers where the text speaks of fractions."""
    if not any(one.kind is Kind.INTEGER for one in page.formulation.variables):
        return
    for sentence in page.sentences:
        words = page.words(sentence)
        if divides(words):
            yield page.about(sentence, "the model has whole numbers only, but this speaks of parts")


# -- limits


def _limits_apart(page: Page) -> Doubts:
    """A sum that must be many times what it may be at most: one of the two is of something else."""
    sides: dict[str, dict[str, tuple[float, Constraint]]] = {}
    for one in page.formulation.constraints:
        rule = plain_rule(one)
        if rule is not None and isinstance(rule.operands[1], Number):
            sides.setdefault(to_text(rule.operands[0]), {})[rule.operators[0]] = rule.operands[1].value, one
    for found in sides.values():
        if ">=" in found and "<=" in found and found[">="][0] > 10 * abs(found["<="][0]):
            low, high = found[">="], found["<="]
            reason = f"the same is demanded to be at least {low[0]:,g} and at most {high[0]:,g}: '{_shown(high[1])}'"
            yield reason, high[1].span


SENSE_CHECKS = (_other_sense, _unlike_sizes, _asked_in_another_scale)
"""Of the checks, those that are about nothing but what is to be maximized or minimized."""

CHECKS: tuple[Callable[[Page], Doubts], ...] = (
    _unread_logic,
    _idle_logic,
    _forgotten_items,
    _limits_apart,
    *SENSE_CHECKS,
    _counted_money,
    _divided,
    *NUMBER_CHECKS,
    *ROW_CHECKS,
    *SIGN_CHECKS,
    *SCOPE_CHECKS,
    *DEMAND_CHECKS,
    *USAGE_CHECKS,
    *OWNER_CHECKS,
    *AIM_CHECKS,
)
"""In the order in which their doubts are shown."""
