"""Each number of a text, and the places of the formulation that it went to.

Readers say which statement comes from which words, but not where each number
went. Here every number of the formulation looks for the number of the text that
it most likely is: the same value (or one converted: per cent, minutes and
hours, ...), in the words of its statement, near the noun it multiplies.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nl2milp.algebra import parse_expression
from nl2milp.algebra import syntax as s
from nl2milp.analyse.numbers import Figure, figures
from nl2milp.app.nouns import head_of, noun_of, nouns_of, stems
from nl2milp.errors import ExpressionError
from nl2milp.formulation import Constraint, Formulation
from nl2milp.readers.llm.numbers import is_label
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS
from nl2milp.readers.offline.quantities import Quantity, find_quantities
from nl2milp.readers.offline.tokens import Sentence, Token, split_sentences, tokenize

__all__ = ["Place", "TextNumber", "linked_numbers", "part_of_figure"]

_SCALES = (100.0, 60.0, 1000.0, 12.0, 24.0, 7.0, 52.0)
_AFTER, _BEFORE = 4, 7
_NEAR = 3
_LEAST = 2.0
"""What must speak for a converted number, beside its value."""


@dataclass(frozen=True)
class Place:
    """Where in the formulation a number stands: a part (`constraint:budget`) and a figure's name in it."""

    part: str
    figure: str


@dataclass(frozen=True)
class TextNumber:
    """A number of the text, `text[start:end]`.

    Attributes
    ----------
    places : tuple of Place
        Where it went.
    is_unused : bool
        Whether it says how much and went nowhere; a label or a year never is.
    """

    start: int
    end: int
    value: float
    places: tuple[Place, ...] = ()
    is_unused: bool = False


@dataclass(frozen=True)
class _Wanted:
    """A number of the formulation, with what helps to find it in the text."""

    place: Place
    value: float
    span: tuple[int, int] | None
    words: frozenset[str]
    noun: frozenset[str]
    is_small: bool = False


@dataclass(frozen=True)
class _Mention:
    """A number of the text with its neighbourhood."""

    quantity: Quantity
    start: int
    end: int
    value: float
    digits: float
    after: frozenset[str]
    before: frozenset[str]
    noun_before: str
    near: frozenset[str]
    is_label: bool


def part_of_figure(formulation: Formulation, figure: Figure) -> str:
    """The part that a figure stands in: `constraint:budget`, `objective`, `parameter:wage`, `table:0`, `variable:x`."""
    kind, place = figure.path[0], figure.path[1]
    if kind == "constraints":
        return f"constraint:{formulation.constraints[place].name}"
    if kind == "parameters":
        return f"parameter:{head_of(formulation.parameters[place].symbol)}"
    if kind == "variables":
        return f"variable:{head_of(formulation.variables[place].symbol)}"
    return f"table:{place}" if kind == "tables" else "objective"


def linked_numbers(text: str, formulation: Formulation) -> tuple[TextNumber, ...]:
    """The numbers of `text` in order, each with the places it went to.

    Examples
    --------
    >>> made = Formulation.model_validate({
    ...     "variables": [{"symbol": "vans", "kind": "integer"}],
    ...     "objective": {"value": "300*vans"},
    ...     "constraints": [{"name": "load", "slots": {"rule": "4*vans >= 500"}, "quote": "at least 500 boxes"}]})
    >>> text = "A van costs $300, carries 4 tons and has 6 wheels; at least 500 boxes are sent."
    >>> for one in linked_numbers(text, made):
    ...     print(text[one.start : one.end], [place.figure for place in one.places], one.is_unused)
    $300 ['objective#1'] False
    4 ['load#1'] False
    6 [] True
    500 ['load'] False
    """
    tokens = tokenize(text)
    nouns = nouns_of(formulation)
    mentions = _mentions(text, tokens, nouns)
    went: dict[int, list[Place]] = {}
    wanted = sorted(_wanted(text, formulation, nouns), key=lambda one: one.is_small)
    by_value: dict[float, list[int]] = {}
    for number, mention in enumerate(mentions):
        # `5, 7 and 9 hundred`: the digits may stand for themselves
        for value in {mention.value, mention.digits}:
            by_value.setdefault(_rounded(value), []).append(number)
    for one in wanted:
        best = _best(one, mentions, by_value, went)
        if best is not None:
            went.setdefault(best, []).append(one.place)
    # `five purchases`: how many there are, which the formulation shows by listing them
    counts = {len(formulation.variables), *(len(one.members) for one in formulation.sets)}
    counts |= {len(one.rows) for one in formulation.tables}
    return tuple(
        TextNumber(
            mention.start,
            mention.end,
            mention.value,
            tuple(dict.fromkeys(went.get(number, ()))),
            number not in went
            and not mention.is_label
            and not _is_word_for_few(mention)
            and not (mention.quantity.spelled and mention.value in counts),
        )
        for number, mention in enumerate(mentions)
    )


def _is_word_for_few(mention: _Mention) -> bool:
    """`one of them`, `the two`: counts that say nothing new."""
    return mention.quantity.spelled and mention.value in (0.0, 1.0, 2.0)


def _rounded(value: float) -> float:
    return float(f"{value:.9g}")


def _best(
    one: _Wanted, mentions: Sequence[_Mention], by_value: dict[float, list[int]], went: dict[int, list[Place]]
) -> int | None:
    exact = by_value.get(_rounded(abs(one.value)), [])
    found = _ranked(one, mentions, exact, went)
    if found and (len(exact) == 1 or not one.is_small or found[0][0] > 0):
        # 0 and 1 stand everywhere: only words bring them together
        if not one.is_small or found[0][0] >= _LEAST:
            return found[0][1]
        return None
    if one.is_small:
        return None
    forms = {_rounded(form) for form in _converted(abs(one.value))}
    found = _ranked(one, mentions, [place for form in forms for place in by_value.get(form, [])], went)
    return found[0][1] if found and found[0][0] >= _LEAST else None


def _converted(value: float) -> Iterator[float]:
    for scale in _SCALES:
        yield value * scale
        yield value / scale
    if 0 < value < 2:
        yield abs(1 - value)
        yield abs(value - 1) * 100
    yield from (value + 1, value - 1)


def _ranked(
    one: _Wanted, mentions: Sequence[_Mention], places: Sequence[int], went: dict[int, list[Place]]
) -> list[tuple[float, int]]:
    """Candidates with what speaks for them, the best first; of equals one that no other number took."""
    scored = [(_score(one, mentions[place]), place not in went, -place) for place in places]
    return [(score, -place) for score, _, place in sorted(scored, reverse=True)]


def _score(one: _Wanted, mention: _Mention) -> float:
    score = 0.0
    if one.span is not None and one.span[0] <= mention.start and mention.end <= one.span[1]:
        score += 6.0
    if one.noun:
        if mention.noun_before and mention.noun_before in one.noun:
            score += 4.0
        elif mention.noun_before and not mention.near & one.noun:
            score -= 2.0
        if mention.near & one.noun:
            score += 3.0
    score += 1.5 * min(2, len(one.words & mention.after))
    score += 1.0 * min(2, len(one.words & mention.before))
    if mention.quantity.spelled:
        score -= 0.5  # `four months` is rather a count than one of the amounts beside it
    return score - (9.0 if mention.is_label else 0.0)


# -- the formulation's side


def _located(text: str, part: Constraint) -> tuple[int, int] | None:
    if part.span is not None:
        return part.span.start, part.span.end
    start = text.find(part.quote) if part.quote else -1
    return (start, start + len(part.quote or "")) if start >= 0 else None


def _wanted(text: str, formulation: Formulation, nouns: dict[str, frozenset[str]]) -> Iterator[_Wanted]:
    objective = formulation.objective
    aim = stems(objective.quote or "")
    for figure in figures(formulation):
        part = part_of_figure(formulation, figure)
        kind, place = figure.path[0], figure.path[1]
        span, words, noun = None, frozenset[str](), frozenset[str]()
        if kind == "constraints":
            constraint = formulation.constraints[place]
            if constraint.template != "linear" and figure.is_side and figure.end and figure.value in (0.0, 1.0):
                continue  # `open == 1` is a yes, which no text gives as a number
            span = _located(text, constraint)
            words = stems(f"{constraint.quote or ''} {constraint.name}")
            noun = noun_of(formulation, figure, nouns)
        elif kind == "objective":
            words, noun = aim, noun_of(formulation, figure, nouns)
        elif kind == "parameters":
            parameter = formulation.parameters[place]
            words = stems(f"{parameter.symbol} {parameter.meaning or ''} {parameter.unit or ''}")
            span = (parameter.span.start, parameter.span.end) if parameter.span else None
        elif kind == "tables":
            column, _, keys = figure.name.partition("[")
            words = stems(f"{column} {keys}")
        elif figure.value == 0:
            continue  # nobody says that a quantity is not negative
        else:
            noun = nouns.get(head_of(formulation.variables[place].symbol), frozenset())
        is_slot = not figure.end and figure.path[0] == "constraints"
        small = abs(figure.value) in (0.0, 1.0) and not is_slot
        yield _Wanted(Place(part, figure.name), figure.value, span, words, noun, small)
    for name, source in _rules(formulation):
        known = next((one for one in formulation.constraints if one.name == name), None)
        words = aim if known is None else stems(f"{known.quote or ''} {known.name}")
        part = "objective" if known is None else f"constraint:{name}"
        span = None if known is None else _located(text, known)
        for variable in _alone(source):
            if variable in nouns:
                yield _Wanted(Place(part, f"1 {variable}"), 1.0, span, words, nouns[variable], True)


def _rules(formulation: Formulation) -> Iterator[tuple[str, str]]:
    if formulation.objective.value is not None:
        yield "", formulation.objective.value
    for one in formulation.constraints:
        if one.template == "linear" and isinstance(one.slots.get("rule"), str):
            yield one.name, str(one.slots["rule"])


def _alone(source: str) -> Iterator[str]:
    """The symbols that stand in a sum without a factor: their factor is 1."""
    try:
        node = parse_expression(source)
    except ExpressionError:
        return
    for side in node.operands if isinstance(node, s.Compare) else (node,):
        terms = side.operands if isinstance(side, s.Arithmetic) and side.operators[0] in "+-" else (side,)
        if len(terms) > 1:
            yield from (term.name for term in terms if isinstance(term, s.Name | s.Index))


# -- the text's side


def _mentions(text: str, tokens: tuple[Token, ...], nouns: dict[str, frozenset[str]]) -> list[_Mention]:
    every_noun = frozenset().union(*nouns.values()) if nouns else frozenset()
    sentences = split_sentences(tokens)
    found = []
    at = 0
    for quantity in find_quantities(tokens):
        while at < len(sentences) and sentences[at].last <= quantity.first:
            at += 1
        sentence = sentences[at] if at < len(sentences) else None
        found.append(_mention(tokens, quantity, sentence, every_noun))
    return found


def _mention(
    tokens: tuple[Token, ...], quantity: Quantity, sentence: Sentence | None, every_noun: frozenset[str]
) -> _Mention:
    first, last = (sentence.first, sentence.last) if sentence else (0, len(tokens))
    after = tokens[quantity.last : min(last, quantity.last + _AFTER)]
    before = tokens[max(first, quantity.first - _BEFORE) : quantity.first]
    earlier = [one.stem for one in tokens[first : quantity.first] if one.stem in every_noun]
    digits = next((one for one in tokens[quantity.first : quantity.last] if one.kind == "number"), None)
    label = False
    if digits is not None:
        place = tokens.index(digits, quantity.first)
        neighbour = tokens[place - 1] if place > first else None
        follower = tokens[place + 1] if place + 1 < last else None
        label = is_label(neighbour, follower, place - first, digits.text)
    return _Mention(
        quantity,
        tokens[quantity.first].start,
        tokens[quantity.last - 1].end,
        float(quantity.value),
        float(quantity.value) if digits is None else float(digits.text.replace(",", "")),
        frozenset(one.stem for one in after if one.kind == "word" and one.low not in FUNCTION_WORDS),
        frozenset(one.stem for one in before if one.kind == "word" and one.low not in FUNCTION_WORDS),
        earlier[-1] if earlier else "",
        frozenset(one.stem for one in after[:_NEAR]) & every_noun,
        label,
    )
