"""Names of statements that a person would give them: `trays`, `budget`, `at least 30 meat menus`.

They stand in answers, repairs and what-if commands; a reader's own stages only
know that a row is the third resource limit.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nl2milp.algebra import parse_expression
from nl2milp.algebra.syntax import Compare, Node, Number, names_in
from nl2milp.errors import ExpressionError
from nl2milp.formulation import Constraint, Formulation, Kind
from nl2milp.readers.base import Choice, Question, Reading
from nl2milp.readers.offline.labels import with_plural_labels
from nl2milp.readers.offline.quotes import with_whole_quotes

__all__ = ["with_spoken_names"]

_LONGEST = 48
_STOP = frozenset(
    """a an the of in on at to for and or per each every all are is be was were can may must will would should that
    which who it its they them there this these those as by with from into than have has had need needs available left
    used made total maximum minimum more most least less fewer up only if so i we you he she day week month year days
    weeks months years times time hand stock""".split()
)
_TIMES = frozenset("second seconds minute minutes hour hours man-hours".split())
_COINS = frozenset("dollars dollar euros euro pounds cents usd eur gbp rupees yen yuan francs kronor".split())
_SCALES = frozenset("thousand million billion".split())
_NUMBER = re.compile(r"(?P<coin>[$£€¥]\s?)?(?P<number>\d[\d,]*(?:\.\d+)?)(?P<rest>(?:[\s-]+[^\W\d_][\w'’-]*){0,4})")
_CONTENT = re.compile(r"\d\s*(?:%|per ?cent)\s+(?:of\s+)?(?P<what>(?!of\b|on\b|in\b|by\b|or\b|at\b)[^\W\d_]{3,})", re.I)
_KINDS = {"k_of_n": "number chosen", "either_or": "alternatives", "if_then": "condition", "iff": "equivalence"}
_SIDES = {">=": "minimum of", ">": "minimum of", "<=": "maximum of", "<": "maximum of", "==": "number of"}


def with_spoken_names(reading: Reading, text: str) -> Reading:
    """The reading with its variables called as in the text, and its statements named after what they speak of.

    Each name stands once.
    """
    formulation = with_whole_quotes(with_plural_labels(reading.formulation, text), text)
    labels = {one.symbol: one.label or one.symbol for one in formulation.variables}
    decisions = {one.symbol for one in formulation.variables if one.kind is Kind.BINARY}
    taken: set[str] = set()
    names: dict[str, str] = {}
    for constraint in formulation.constraints:
        spoken = " ".join(_stem(constraint, labels, decisions).split()) or constraint.name.replace("_", " ")
        stem = spoken[:_LONGEST].rstrip(" ,")
        name, count = stem, 2
        while name in taken:
            name, count = f"{stem} ({count})", count + 1
        taken.add(name)
        names[constraint.name] = name
    statements = tuple(
        one
        if one.part not in names or one.template in ("variable", "objective")
        else replace(one, part=names[one.part])
        for one in reading.statements
    )
    return replace(
        reading,
        formulation=_renamed(formulation, names),
        statements=statements,
        questions=tuple(_asked(question, names, text) for question in reading.questions),
    )


def _renamed(formulation: Formulation, names: Mapping[str, str]) -> Formulation:
    constraints = tuple(
        one.model_copy(update={"name": names.get(one.name, one.name)}) for one in formulation.constraints
    )
    return formulation.model_copy(update={"constraints": constraints})


def _asked(question: Question, names: Mapping[str, str], text: str) -> Question:
    choices = tuple(
        Choice(one.label, _renamed(with_plural_labels(one.formulation, text), names), one.outcome)
        for one in question.choices
    )
    return replace(question, choices=choices)


def _stem(constraint: Constraint, labels: Mapping[str, str], decisions: set[str]) -> str:
    slots: Mapping[str, Any] = constraint.slots
    if constraint.template != "linear":
        spoken = _of_structure(constraint.template, slots, labels)
        return spoken if len(spoken) <= _LONGEST else _KINDS.get(constraint.template, "")
    rule = _parsed(slots.get("rule"))
    if not isinstance(rule, Compare):
        return ""
    subjects = _spoken(rule.operands[0], labels)
    others = [name for node in rule.operands[1:] for name in _spoken(node, labels)]
    role = str(slots.get("role") or "")
    if role == "bound" and len(subjects) == 1 and not others:
        return f"{_SIDES.get(rule.operators[0], 'limit of')} {subjects[0]}"
    if len(names := names_in(rule)) == 1 and names <= decisions and len(subjects) == 1:
        return f"{subjects[0]}: {'no' if _is_zero(rule.operands[-1]) else 'yes'}"
    if role == "share" and subjects:
        return f"share of {subjects[0]}"
    if role in ("ratio", "comparison", "difference") and subjects and others:
        return f"{subjects[0]} against {others[0]}"
    if role == "total":
        return "total"
    if role == "blending" and (content := _CONTENT.search(constraint.quote or "")):
        return content["what"].lower()
    return _resource(constraint.quote or "")


def _is_zero(node: Node) -> bool:
    return isinstance(node, Number) and node.value == 0


def _of_structure(template: str, slots: Mapping[str, Any], labels: Mapping[str, str]) -> str:
    if template == "if_then":
        first, then = (_spoken(_parsed(slots.get(key)), labels) for key in ("if", "then"))
        return f"if {', '.join(first)} then {', '.join(then)}" if first and then else ""
    if template in ("on_off", "lot_size"):
        kind = "lots" if template == "lot_size" else "any"
        quantity = _spoken(_parsed(slots.get("quantity")), labels)
        return f"{kind} {', '.join(quantity)}" if quantity else ""
    listed = slots.get("options") or slots.get("of") or slots.get("conditions") or slots.get("items")
    if template in ("either_or", "k_of_n") and isinstance(listed, list | tuple):
        names = list(dict.fromkeys(name for one in listed for name in _spoken(_parsed(one), labels)))
        joint = " or " if template == "either_or" else ", "
        return f"{'either ' if template == 'either_or' else 'how many of '}{joint.join(names)}" if names else ""
    return ""


def _parsed(source: object) -> Node | None:
    try:
        return parse_expression(source) if isinstance(source, str) else None
    except ExpressionError:
        return None


def _spoken(node: Node | None, labels: Mapping[str, str]) -> list[str]:
    """The labels of the variables in an expression, in the order of the formulation."""
    found = names_in(node) if node is not None else set()
    return [label for symbol, label in labels.items() if symbol in found]


def _resource(quote: str) -> str:
    """What a limit counts, from the words after its number: `100 trays`, `30 hours of finishing`.

    >>> [_resource(quote) for quote in (
    ...     "Only 100 trays are on hand", "There are 30 hours of finishing time", "at most $8,000",
    ...     "The press runs for at most 480 minutes a day", "500 sq ft of space", "at most 12")]
    ['trays', 'finishing hours', 'budget', 'press minutes', 'space', '']
    >>> _resource("no more than 600 may be spent")
    'budget'
    """
    for match in _NUMBER.finditer(quote):
        words = [word for word in re.split(r"[\s]+", match["rest"].replace("-", " ")) if word]
        if words and words[0].lower() in _SCALES:
            words = words[1:] or ["budget"]
        if words and words[0].lower() == "percent":
            words = words[1:]
        if match["coin"] or any(word.lower() in _COINS for word in words[:2]):
            return "budget"
        if not words or words[0].lower() in _STOP:
            continue
        unit = words[0].lower()
        of = next((place for place, word in enumerate(words[:3]) if word.lower() == "of"), 0)
        if of and of + 1 < len(words) and words[of + 1].lower() not in _STOP:
            owner = words[of + 1].lower()
            return f"{owner} {unit}" if unit in _TIMES else owner
        if unit in _TIMES:
            before = re.findall(r"\b(?:the|our|its|their|his|her|each)\s+([^\W\d_]+)", quote[: match.start()], re.I)
            owner = next((word.lower() for word in before if word.lower() not in _STOP), "")
            return f"{owner} {unit}".strip()
        return unit
    return "budget" if re.search(r"\b(spend|spent|budget)\b", quote, re.I) else ""
