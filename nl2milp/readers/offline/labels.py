"""What variables are called in answers: `loaves` rather than `loaf` or `Loaves`, in the text's own words."""

from __future__ import annotations

import re

from nl2milp.formulation import Formulation, Kind, Variable
from nl2milp.readers.offline.words import lemma

__all__ = ["with_plural_labels"]

_WORD = re.compile(r"[^\W\d_][\w'’-]*")


def with_plural_labels(formulation: Formulation, text: str) -> Formulation:
    """The formulation with amounts labelled by the plural that the text uses, and no capital of a sentence's start.

    Yes-or-no decisions keep their labels: there is one of each.

    >>> from nl2milp.formulation import Formulation
    >>> one = Formulation.model_validate({"variables": [{"symbol": "loaf", "kind": "integer", "label": "Loaf"}]})
    >>> with_plural_labels(one, "Loaf and cake are baked. A loaf sells for $3; at least 10 loaves.").variables[0].label
    'loaves'
    """
    words = _WORD.findall(text)
    following = {(before.lower(), after) for before, after in zip(["", *words], words, strict=False)}
    plurals: dict[str, list[tuple[str, str]]] = {}
    for before, word in sorted(following):
        if word.islower() and lemma(word) != word and not word.endswith(("'s", "’s", "s'", "s’")):
            plurals.setdefault(lemma(word), []).append((before, word))
    small = {word for word in words if word.islower()}
    variables = tuple(_named(one, plurals, small) for one in formulation.variables)
    return formulation.model_copy(update={"variables": variables})


def _named(variable: Variable, plurals: dict[str, list[tuple[str, str]]], small: set[str]) -> Variable:
    label = variable.label
    if not label:
        return variable
    parts = label.split(" ")
    if parts[0].istitle() and parts[0].lower() in small and len(parts[0]) > 1:
        parts[0] = parts[0].lower()
    # `box of gloves` is about boxes
    head = parts.index("of") - 1 if "of" in parts[1:] else len(parts) - 1
    if variable.kind is not Kind.BINARY and parts[head] == lemma(parts[head]):
        before = parts[head - 1].lower() if head else None
        found = [word for previous, word in plurals.get(parts[head], []) if before in (None, previous)]
        parts[head] = found[0] if found else parts[head]
    spoken = " ".join(parts)
    return variable if spoken == label else variable.model_copy(update={"label": spoken})
