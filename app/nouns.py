"""The words by which people call a formulation's parts."""

from __future__ import annotations

import re

from nl2milp.algebra import parse_head
from nl2milp.analyse.numbers import Figure
from nl2milp.errors import ExpressionError
from nl2milp.formulation import Formulation
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS
from nl2milp.readers.offline.tokens import tokenize

__all__ = ["head_of", "noun_of", "nouns_of", "stems"]


def head_of(symbol: str) -> str:
    """The name of a symbol without its indices; the symbol itself where it cannot be parsed."""
    try:
        return parse_head(symbol).name
    except ExpressionError:
        return symbol


def stems(text: str) -> frozenset[str]:
    """The words that mean something, without their endings."""
    words = tokenize(text.replace("_", " "))
    return frozenset(one.stem for one in words if one.kind == "word" and one.low not in FUNCTION_WORDS)


def nouns_of(formulation: Formulation) -> dict[str, frozenset[str]]:
    """For each variable, by its name, the words that no other variable has."""
    words = {}
    for one in formulation.variables:
        name = head_of(one.symbol)
        words[name] = stems(f"{one.label or ''} {name}")
    return {
        name: own - frozenset().union(*(other for key, other in words.items() if key != name)) or own
        for name, own in words.items()
    }


def noun_of(formulation: Formulation, figure: Figure, nouns: dict[str, frozenset[str]]) -> frozenset[str]:
    """The words of the variable that a number is a factor of, or the limit of; empty for none.

    Parameters
    ----------
    formulation : Formulation
        Which has the number.
    figure : Figure
        In a statement or in the objective.
    nouns : dict
        From :func:`nouns_of`.
    """
    source = _source(formulation, figure)
    if not figure.end or source is None:
        return frozenset()
    follows = re.match(r"\s*\*\s*([^\W\d]\w*)", source[figure.end :])
    precedes = re.search(r"([^\W\d]\w*)(?:\[[^\]]*\])?\s*\*\s*$", source[: figure.start])
    found = follows or precedes
    if found is not None:
        return nouns.get(found[1], frozenset())
    alone = {name for name in re.findall(r"[^\W\d]\w*", source) if name in nouns}
    # the limit of a single thing: `bookcases >= 15`
    return nouns[alone.pop()] if len(alone) == 1 else frozenset()


def _source(formulation: Formulation, figure: Figure) -> str | None:
    """The string that a number stands in."""
    if figure.path[0] == "objective":
        return formulation.objective.value
    if figure.path[0] != "constraints":
        return None
    value: object = formulation.constraints[figure.constraint].slots
    for key in figure.path[3:]:
        value = value[key]  # type: ignore[index]
    return str(value)
