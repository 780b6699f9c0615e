"""Sets of names that the scorer of names does not propose: the list and the subjects that numbers are said of."""

from __future__ import annotations

from nl2milp.readers.offline.candidates import NOUNS_TOO, CandidateSet
from nl2milp.readers.offline.choices.items import find_items
from nl2milp.readers.offline.conditional.subjects import subject_sets
from nl2milp.readers.offline.lexicon import VERBS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["further_sets"]


def further_sets(
    tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], quantities: tuple[Quantity, ...]
) -> list[CandidateSet]:
    """Sets of phrases that may name the variables together, the likeliest first."""
    found: list[CandidateSet] = []
    items = find_items(tokens, sentences, quantities)
    if len(items) > 1:
        found.append(CandidateSet(tuple((item.first, item.last) for item in items), "list"))
    found += [CandidateSet(phrases, "parallel") for phrases in subject_sets(tokens, sentences, quantities)]
    return [one for one in found if not any(_is_action(tokens, *phrase) for phrase in one.phrases)]


def _is_action(tokens: tuple[Token, ...], first: int, last: int) -> bool:
    """Whether a phrase is what something does, and no name: `takes 2`, `treat 4 patients`."""
    token = tokens[first]
    if token.low not in VERBS or token.low.endswith(("ed", "ing")):
        return False
    return token.low not in NOUNS_TOO or any(other.kind == "number" for other in tokens[first:last])
