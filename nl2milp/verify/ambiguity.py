"""Other ways in which the statements of a formulation can be meant: exactly or at least, strict or loose, ...

Candidates alone, judged by the quotes; whether one of them matters is for
:mod:`nl2milp.verify.asking` to find out. They look at the formulation only, so
that they serve whatever reader wrote it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nl2milp.algebra import parse_expression, to_text
from nl2milp.algebra.syntax import Arithmetic, Compare, Name, Negative, Node, Number, names_in, walk
from nl2milp.errors import ExpressionError
from nl2milp.formulation import Constraint, Formulation, Kind
from nl2milp.readers.base import Choice, Question

__all__ = ["divisible", "loosened", "open_questions", "says_exactly"]


_EXACT = re.compile(r"\b(exactly|precisely|equals?|equally|the same|all of|must be (made|used|spent) in full)\b", re.I)
_LEAST = re.compile(r"\b(at least|no (less|fewer) than|minimum|or more|at most|no more than|maximum|or less)\b", re.I)
_STRICT = r"\b(?:more than|greater than|over|above|exceeds?|exceeding)\W+{number}(?![\w.]*\d)"
_STRICT_BELOW = r"\b(?:less than|fewer than|smaller than|under|below)\W+{number}(?![\w.]*\d)"
_DENIED = re.compile(r"\b(no|not|never|cannot|can't|nor|n't|without|neither)\b(\W+\w+){0,3}?\W*$", re.I)
_TIGHT = {">=": ">", "<=": "<"}
_LOOSE = {strict: loose for loose, strict in _TIGHT.items()}
_SPELLED = dict(
    enumerate("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split())
)
_LIMITING = re.compile(
    r"\b(at (least|most)|(no|not) (more|less|fewer) than|up to|maximum|minimum|exceeds?|limited|only|under|over)\b",
    re.I,
)
_EACH = re.compile(r"\b(each|every|either|apiece|individually|respectively|of any|both)\b", re.I)
_TOTAL = re.compile(
    r"\b(totals?|altogether|combined|together|in all|sum|overall|between|among|jointly|collectively|plus|whole|shared?"
    r"|or|combination|mix|invest\w*|carry|hold|fits?|contain)\b",
    re.I,
)
_AMBIGUOUS_ROLES = frozenset({"ratio", "share", "difference", "comparison"})
_MEASURES = frozenset(
    """acre hectare kilogram kg gram g pound lb ounce oz liter litre millilitre milliliter ml gallon ton tonne hour
    minute second dollar euro meter metre kilometre kilometer mile foot square quart pint money percent percentage
    share fraction""".split()
)


def open_questions(formulation: Formulation, fractional: frozenset[str] = frozenset()) -> Iterator[Question]:
    """What the words of the text leave open; the first choice is what the formulation says.

    Parameters
    ----------
    formulation : Formulation
        With quotes; a statement without one is not doubted.
    fractional : frozenset of str
        Symbols of continuous variables that are not whole in the answer.

    Examples
    --------
    >>> formulation = Formulation.model_validate({
    ...     "variables": [{"symbol": "vases", "kind": "integer"}],
    ...     "constraints": [{"name": "least", "slots": {"rule": "vases >= 10"},
    ...                      "quote": "More than 10 vases must be made"}],
    ... })
    >>> for question in open_questions(formulation):
    ...     print(question.text, [choice.label for choice in question.choices])
    Does “More than 10 vases must be made” include 10 itself? ['yes, 10 is enough', 'no, 10 itself is not enough']
    """
    for place, constraint in enumerate(formulation.constraints):
        if constraint.template != "linear" or not constraint.quote:
            continue
        rule = _comparison(constraint)
        if rule is None:
            continue
        yield from _exactness(formulation, place, rule)
        yield from _strictness(formulation, place, rule)
        yield from _in_total(formulation, place, rule)
    yield from _of_each(formulation)
    yield from _wholeness(formulation, fractional)


def loosened(formulation: Formulation, place: int) -> Iterator[tuple[str, Formulation]]:
    """An equation as `at most` and as `at least`; nothing for what is none."""
    rule = _comparison(formulation.constraints[place])
    if rule is None or rule.operators != ("==",):
        return
    for operator, word in (("<=", "at most"), (">=", "at least")):
        yield word, _with_rule(formulation, place, Compare(rule.operands, (operator,)))


def says_exactly(constraint: Constraint) -> bool:
    """Whether a statement's own words leave no doubt that it means exactly so much."""
    return bool(_EXACT.search(_words(constraint)))


def divisible(formulation: Formulation) -> Formulation | None:
    """With fractions where whole numbers are demanded; None where nothing but yes/no decisions is whole."""
    if not any(one.kind is Kind.INTEGER for one in formulation.variables):
        return None
    return _with_kinds(formulation, Kind.INTEGER, Kind.CONTINUOUS)


# -- statements


def _comparison(constraint: Constraint) -> Compare | None:
    try:
        node = parse_expression(str(constraint.slots.get("rule", "")))
    except ExpressionError:
        return None
    return node if isinstance(node, Compare) and len(node.operators) == 1 else None


def _with_rule(formulation: Formulation, place: int, rule: Compare) -> Formulation:
    constraint = formulation.constraints[place]
    one = constraint.model_copy(update={"slots": {**constraint.slots, "rule": to_text(rule)}})
    others = (*formulation.constraints[:place], one, *formulation.constraints[place + 1 :])
    return formulation.model_copy(update={"constraints": others})


def _words(constraint: Constraint) -> str:
    return " ".join((constraint.quote or "").split())


def _exactness(formulation: Formulation, place: int, rule: Compare) -> Iterator[Question]:
    constraint = formulation.constraints[place]
    words = _words(constraint)
    if constraint.slots.get("role") not in _AMBIGUOUS_ROLES or says_exactly(constraint) or _LEAST.search(words):
        return
    looser = [Choice(word, other) for word, other in loosened(formulation, place)]
    if looser:
        text = f"Does “{words}” mean exactly so much, or is it a limit?"
        yield Question(text, constraint.span, (Choice("exactly", formulation), *looser))


def _strictness(formulation: Formulation, place: int, rule: Compare) -> Iterator[Question]:
    """`More than 10` of what is counted, read as at least 10."""
    constraint = formulation.constraints[place]
    words = _words(constraint)
    operator = rule.operators[0]
    pattern = {">=": _STRICT, ">": _STRICT, "<=": _STRICT_BELOW, "<": _STRICT_BELOW}.get(operator)
    left, right = rule.operands
    if pattern is None or not isinstance(right, Number) or right.value != int(right.value) or constraint.for_:
        return
    written = f"(?:{right.value:,.0f}|{right.value:.0f}|{_SPELLED.get(int(right.value), '0')})"
    found = re.search(pattern.replace("{number}", written), words, re.I)
    if found is None or _DENIED.search(words[: found.start()]) or not _is_whole(formulation, left):
        return
    shown = f"{right.value:,.0f}"
    is_strict = operator in _LOOSE
    other = _with_rule(formulation, place, Compare((left, right), (_LOOSE.get(operator) or _TIGHT[operator],)))
    yes = f"yes, {shown} is {'enough' if operator[0] == '>' else 'allowed'}"
    no = f"no, {shown} itself is not {'enough' if operator[0] == '>' else 'allowed'}"
    choices = (
        (Choice(no, formulation), Choice(yes, other)) if is_strict else (Choice(yes, formulation), Choice(no, other))
    )
    yield Question(f"Does “{words}” include {shown} itself?", constraint.span, choices)


def _is_whole(formulation: Formulation, node: Node) -> bool:
    """Whether an expression is whole at every point: whole variables with whole factors, no indices."""
    kinds = {one.symbol: one.kind for one in formulation.variables}
    if any(kinds.get(name, Kind.CONTINUOUS) is Kind.CONTINUOUS for name in names_in(node)):
        return False
    for part in walk(node):
        if isinstance(part, Number) and part.value != int(part.value):
            return False
        if isinstance(part, Arithmetic) and set(part.operators) & {"/", "//", "%"}:
            return False
        if not isinstance(part, Number | Name | Arithmetic | Negative):
            return False
    return True


def _summands(node: Node) -> list[str]:
    """The names of a plain sum of variables, `x + y`; empty for anything else."""
    if isinstance(node, Arithmetic) and set(node.operators) == {"+"}:
        names = [part.name for part in node.operands if isinstance(part, Name)]
        return names if len(names) == len(node.operands) else []
    return []


def _in_total(formulation: Formulation, place: int, rule: Compare) -> Iterator[Question]:
    """`At most 50 lamps and vases`, read as 50 of both together."""
    constraint = formulation.constraints[place]
    words = _words(constraint)
    left, right = rule.operands
    names = _summands(left)
    if not names or constraint.for_ or rule.operators[0] == "==" or not isinstance(right, Number):
        return
    if _TOTAL.search(words) or _EACH.search(words) or not _LIMITING.search(words):
        return
    if not _all_named(formulation, names, words):
        return
    apart = tuple(
        constraint.model_copy(
            update={
                "name": f"{constraint.name} ({name})",
                "slots": {"rule": to_text(Compare((Name(name), right), rule.operators)), "role": "bound"},
            }
        )
        for name in names
    )
    others = (*formulation.constraints[:place], *apart, *formulation.constraints[place + 1 :])
    each = formulation.model_copy(update={"constraints": others})
    text = f"Is “{words}” about all of them together, or about each?"
    yield Question(text, constraint.span, (Choice("together", formulation), Choice("each", each)))


def _all_named(formulation: Formulation, names: Sequence[str], words: str) -> bool:
    """Whether a quote names each of the variables, by words that the others do not share."""
    labels = {
        one.symbol: {_stem(word) for word in re.findall(r"\w+", (one.label or one.symbol).casefold())}
        for one in formulation.variables
    }
    said = {_stem(word) for word in re.findall(r"\w+", words.casefold())}
    for name in names:
        others: set[str] = set().union(*(labels.get(other, set()) for other in names if other != name))
        if not (labels.get(name, set()) - others) & said:
            return False
    return True


def _stem(word: str) -> str:
    return word.removesuffix("es").removesuffix("s") if len(word) > 3 else word


def _of_each(formulation: Formulation) -> Iterator[Question]:
    """The same limit of several variables, from one quote that does not say `each`."""
    groups: dict[tuple[str, str, float], list[tuple[int, str]]] = {}
    for place, constraint in enumerate(formulation.constraints):
        words = _words(constraint)
        rule = _comparison(constraint) if constraint.template == "linear" and words and not constraint.for_ else None
        if rule is None or rule.operators[0] == "==":
            continue
        left, right = rule.operands
        if isinstance(left, Name) and isinstance(right, Number) and right.value > 0:
            groups.setdefault((words, rule.operators[0], right.value), []).append((place, left.name))
    for (words, operator, value), members in groups.items():
        if len(members) < 2 or _EACH.search(words):
            continue
        places = tuple(place for place, _ in members)
        first = formulation.constraints[places[0]]
        total = Arithmetic(tuple(Name(name) for _, name in members), ("+",) * (len(members) - 1))
        rule = Compare((total, Number(value)), (operator,))
        joint = first.model_copy(update={"slots": {"rule": to_text(rule), "role": "total"}})
        kept = tuple(one for place, one in enumerate(formulation.constraints) if place not in places[1:])
        others = tuple(joint if one is first else one for one in kept)
        together = formulation.model_copy(update={"constraints": others})
        text = f"Is “{words}” about each of them, or about all together?"
        yield Question(text, first.span, (Choice("each", formulation), Choice("together", together)))


# -- kinds of decisions


def _wholeness(formulation: Formulation, fractional: frozenset[str]) -> Iterator[Question]:
    """Measured amounts read as whole numbers, and counted things read as amounts that come out broken."""
    whole = [one for one in formulation.variables if one.kind is Kind.INTEGER]
    if whole and any(_is_measured(one.label, one.unit) for one in whole):
        named = _listed([one.label or one.symbol for one in whole])
        other = _with_kinds(formulation, Kind.INTEGER, Kind.CONTINUOUS)
        text = f"Are only whole numbers of {named} possible, or fractions as well?"
        yield Question(text, None, (Choice("whole numbers", formulation), Choice("fractions as well", other)))
    counted = [
        one
        for one in formulation.variables
        if one.kind is Kind.CONTINUOUS and one.symbol in fractional and not one.unit
        and one.label and not _is_measured(one.label, one.unit)
    ]  # fmt: skip
    if counted:
        named = _listed([one.label or one.symbol for one in counted])
        other = _with_kinds(formulation, Kind.CONTINUOUS, Kind.INTEGER)
        text = f"Can there be fractions of {named}, or whole numbers only?"
        yield Question(text, None, (Choice("fractions as well", formulation), Choice("whole numbers", other)))


def _is_measured(label: str | None, unit: str | None) -> bool:
    """Whether the unit, or the head of the label, is a measure: `acres of corn`, `training hours`."""
    heads = re.findall(r"([a-z]+)(?= of\b|$)", (label or "").casefold().strip())
    words = {*heads, *re.findall(r"[a-z]+", (unit or "").casefold())}
    return bool({word.removesuffix("s") for word in words} & _MEASURES or words & _MEASURES)


def _listed(labels: Sequence[str]) -> str:
    shown = [" ".join(label.split())[:60] for label in labels[:4]]
    if len(labels) > 4:
        return ", ".join([*shown[:3], "and the others"])
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def _with_kinds(formulation: Formulation, old: Kind, new: Kind) -> Formulation:
    variables = tuple(one.model_copy(update={"kind": new}) if one.kind is old else one for one in formulation.variables)
    return formulation.model_copy(update={"variables": variables})
