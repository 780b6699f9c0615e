"""Which candidate set names the decision variables: a linear scorer over countable evidence."""

from __future__ import annotations

import json
import math
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from nl2milp.readers.offline.candidates import CandidateSet, candidate_sets, is_identifier
from nl2milp.readers.offline.lexicon import FUNCTION_WORDS, GENERIC_NOUNS, MEASURE_NOUNS, NUMBER_WORDS, VERBS
from nl2milp.readers.offline.quantities import Quantity
from nl2milp.readers.offline.tokens import Sentence, Token

__all__ = ["Named", "TextIndex", "best_sets", "features"]

_LISTED = 30.0
"""A list of named things with numbers names the variables whatever else the text says."""

_EACH = frozenset("each per every a an one".split())


@dataclass(frozen=True, slots=True)
class Named:
    """A candidate set with its score; the higher, the likelier."""

    candidate: CandidateSet
    score: float


class TextIndex:
    """Where each lemma stands, and what surrounds a place; built once for a text."""

    def __init__(
        self, tokens: tuple[Token, ...], sentences: tuple[Sentence, ...], quantities: tuple[Quantity, ...]
    ) -> None:
        self.tokens = tokens
        self.sentences = sentences
        self.places: dict[str, list[int]] = {}
        for index, token in enumerate(tokens):
            self.places.setdefault(token.lemma, []).append(index)
        self.ends = {quantity.last: quantity for quantity in quantities}
        self.starts = {quantity.first: quantity for quantity in quantities}
        self.firsts = [sentence.first for sentence in sentences]
        self.declared = _declared(tokens, quantities)

    def sentence(self, index: int) -> int:
        """The position of the sentence that holds token `index`."""
        place = bisect_left(self.firsts, index)
        return place if place < len(self.firsts) and self.firsts[place] == index else place - 1

    def occurrences(self, lemmas: Sequence[str]) -> list[int]:
        """Starts of the phrase, or of its first lemma where the phrase is one word."""
        tokens = self.tokens
        found = []
        for place in self.places.get(lemmas[0], ()):
            if all(place + k < len(tokens) and tokens[place + k].lemma == word for k, word in enumerate(lemmas)):
                found.append(place)
        return found


_KINDS = frozenset(
    """type kind brand model sort option variety product item supplement source way channel location place company
    industry mix mixture machine size method good food crop factory process sector style""".split()
)


def _declared(tokens: tuple[Token, ...], quantities: tuple[Quantity, ...]) -> tuple[tuple[int, frozenset[str]], ...]:
    """How many things the text says there are, with their nouns: `two types of`, `three different sizes`."""
    found = []
    for quantity in quantities:
        if quantity.kind == "number" and not quantity.money and quantity.value in range(2, 9):
            following = tokens[quantity.last : quantity.last + 3]
            found.append((int(quantity.value), frozenset(token.lemma for token in following)))
    return tuple(found)


def features(index: TextIndex, candidate: CandidateSet) -> dict[str, float]:
    """The evidence for one candidate set."""
    tokens = index.tokens
    names = [tuple(token.lemma for token in tokens[a:b]) for a, b in candidate.phrases]
    found: dict[str, float] = {f"source {candidate.source}": 1.0, f"size {min(len(names), 5)}": 1.0}
    own = [
        tuple(word for word in name if not any(word in other for other in names if other is not name)) for name in names
    ]
    if not all(own):
        return {"nested": 1.0}
    totals, eaches, subjects, befores, units, questions, exact = [], [], [], [], [], [], []
    spread = set()
    for name, words in zip(names, own, strict=True):
        places = index.occurrences(_run(name, words))
        exact.append(len(index.occurrences(name)))
        totals.append(len(places))
        each = subject = before = unit = question = 0
        for place in places:
            start = place
            while start > 0 and tokens[start - 1].lemma in name:
                start -= 1
            end = place + 1
            while end < len(tokens) and tokens[end].lemma in name:
                end += 1
            previous = tokens[start - 1].low if start else ""
            following = tokens[end] if end < len(tokens) else None
            skipped = tokens[start - 2].low if start > 1 and previous == "of" else ""
            each += previous in _EACH or (previous == "of" and start > 2 and tokens[start - 3].low in _EACH)
            if following is not None:
                subject += following.low in VERBS or following.low in {"is", "are", "has", "can"}
            before += start in index.ends or (previous == "of" and start - 2 in index.ends and skipped != "total")
            unit += previous == "of" and start - 2 in index.ends and index.ends[start - 2].kind == "number"
            sentence = index.sentence(place)
            spread.add(sentence)
            low = tokens[index.sentences[sentence].first].low
            question += index.sentences[sentence].question or low in {"how", "formulate"}
        eaches.append(each)
        subjects.append(subject)
        befores.append(before)
        units.append(unit)
        questions.append(question)
    for label, counts in (
        ("total", totals),
        ("each", eaches),
        ("subject", subjects),
        ("number before", befores),
        ("unit of", units),
        ("question", questions),
        ("exact", exact),
    ):
        least, most = min(counts), max(counts)
        found[f"{label} min {min(least, 4)}"] = 1.0
        found[f"{label} log min"] = math.log1p(least)
        found[f"{label} log max"] = math.log1p(most)
        found[f"{label} uneven"] = 1.0 if most > 2 * least else 0.0
    found["coverage"] = min(e / max(t, 1) for e, t in zip(exact, totals, strict=True))
    found["spread"] = math.log1p(len(spread))
    _form(index, candidate, names, own, found)
    return found


def _run(name: tuple[str, ...], own: tuple[str, ...]) -> tuple[str, ...]:
    """The first unbroken stretch of own words of a name."""
    first = next(position for position, word in enumerate(name) if word in own)
    last = first
    while last < len(name) and name[last] in own:
        last += 1
    return name[first:last]


def _form(
    index: TextIndex,
    candidate: CandidateSet,
    names: list[tuple[str, ...]],
    own: list[tuple[str, ...]],
    found: dict[str, float],
) -> None:
    """Evidence from the words of the phrases and from what stands around the list."""
    tokens = index.tokens
    lengths = [len(name) for name in names]
    found["same length"] = float(len(set(lengths)) == 1)
    found["length"] = sum(lengths) / len(lengths)
    for length in range(1, 6):
        found[f"longest {length}"] = float(max(lengths) == length)
    found["shared head"] = float(len({name[-1] for name in names}) == 1)
    found["shared first"] = float(len({name[0] for name in names}) == 1)
    found["labels"] = float(all(is_identifier(tokens[b - 1]) for _, b in candidate.phrases))
    flat = [word for words in own for word in words]
    found["measure own"] = sum(word in MEASURE_NOUNS for word in flat) / len(names)
    found["generic own"] = sum(word in GENERIC_NOUNS for word in flat) / len(names)
    found["measure any"] = sum(word in MEASURE_NOUNS for name in names for word in name) / len(names)
    found["verb own"] = sum(tokens[i].low in VERBS for a, b in candidate.phrases for i in range(a, b)) / len(names)
    found["gerund own"] = sum(word.endswith("ing") for word in flat) / len(names)
    found["function own"] = sum(word in FUNCTION_WORDS for word in flat) / len(names)
    found["number after"] = sum(b in index.starts for _, b in candidate.phrases) / len(names)
    found["last verb"] = float(any(tokens[b - 1].low in VERBS for _, b in candidate.phrases))
    found["first verb"] = float(any(tokens[a].low in VERBS for a, _ in candidate.phrases))
    found["mixed labels"] = float(
        any(is_identifier(tokens[b - 1]) for _, b in candidate.phrases) and not found["labels"]
    )
    found["number own"] = sum(a in index.starts for a, _ in candidate.phrases) / len(names)
    first = candidate.phrases[0][0]
    last = candidate.phrases[-1][1]
    sentence = index.sentence(first)
    found[f"sentence {min(sentence, 3)}"] = 1.0
    found["in question"] = float(index.sentences[sentence].question)
    same = index.sentence(last - 1) == sentence
    found["one sentence"] = float(same)
    before = tokens[first - 1] if first else None
    if before is None:
        found["before start"] = 1.0
    elif before.low in VERBS:
        found["before verb"] = 1.0
    elif before.text == ":":
        found["before colon"] = 1.0
    elif before.low in FUNCTION_WORDS:
        found[f"before {before.low}"] = 1.0
    elif first in index.ends:
        found["before number"] = 1.0
    elif before.kind == "mark":
        found[f"before {before.text}"] = 1.0
    else:
        found["before word"] = 1.0
    after = tokens[last] if last < len(tokens) else None
    if after is None or after.kind == "mark":
        found["after mark"] = 1.0
    elif after.low in VERBS:
        found["after verb"] = 1.0
    elif after.low in FUNCTION_WORDS:
        found["after function"] = 1.0
    else:
        found["after word"] = 1.0
    start = index.sentences[sentence].first
    found["number earlier"] = float(any(start <= i < first for i in index.starts)) if same else 0.0
    found["digits inside"] = float(any(first <= i < last for i in index.starts)) if same else 0.0
    shared = set(names[0]).intersection(*names[1:])
    declared = {count for count, nouns in index.declared if nouns & (_KINDS | shared)}
    if declared:
        found["declared"] = 1.0 if len(names) in declared else -1.0
    typed = {t.lemma for t in tokens[max(start, first - 8) : first]}
    found["types of"] = float(bool(typed & {"type", "kind", "brand", "model", "sort", "option", "variety"}))


@lru_cache(maxsize=1)
def _weights() -> Mapping[str, float]:
    path = files("nl2milp.readers.offline") / "weights" / "naming.json"
    loaded: dict[str, float] = json.loads(path.read_text(encoding="utf-8"))
    return loaded


def _prior(index: TextIndex, candidate: CandidateSet) -> float:
    """What the training texts say too little about: lists, and series of bare labels such as X, Y and Z."""
    if candidate.source == "list":
        return _LISTED
    labels = [index.tokens[first] for first, last in candidate.phrases if last - first == 1]
    if len(labels) < len(candidate.phrases) or not all(is_identifier(token) for token in labels):
        return 0.0
    count = len(labels)
    declared = {size for size, _ in index.declared}
    return 2.0 if count in declared else 0.0


def best_sets(
    tokens: tuple[Token, ...],
    sentences: tuple[Sentence, ...],
    quantities: tuple[Quantity, ...],
    weights: Mapping[str, float] | None = None,
) -> tuple[Named, ...]:
    """All candidate sets, the best first; equal scores stay in the order of the text."""
    chosen = _weights() if weights is None else weights
    index = TextIndex(tokens, sentences, quantities)
    scored = [
        Named(
            candidate,
            _prior(index, candidate)
            + sum(chosen.get(name, 0.0) * value for name, value in features(index, candidate).items()),
        )
        for candidate in candidate_sets(tokens, sentences)
    ]
    return tuple(sorted(_without_parts(tokens, scored), key=lambda named: -named.score))


_CLOSE = 4.5


def _without_parts(tokens: tuple[Token, ...], scored: list[Named]) -> list[Named]:
    """Put a part of a list behind the whole list: not `B and C` where the text says `A, B and C`."""
    words = [
        tuple(frozenset(token.lemma for token in tokens[a:b]) for a, b in named.candidate.phrases) for named in scored
    ]
    kept = []
    for place, named in enumerate(scored):
        score = named.score
        for other, whole in enumerate(scored):
            longer = len(whole.candidate.phrases) == len(named.candidate.phrases) + 1
            if not longer or whole.candidate.source != "coordination" or whole.score < named.score - _CLOSE:
                continue
            if not _stands_alone(tokens, whole.candidate, words[place]):
                continue
            tail = whole.candidate.phrases[1:] == named.candidate.phrases
            if tail or _within(words[place], words[other]):
                score = min(score, whole.score - 0.01)
        kept.append(Named(named.candidate, score))
    return kept


def _stands_alone(tokens: tuple[Token, ...], whole: CandidateSet, part: tuple[frozenset[str], ...]) -> bool:
    """Whether what only the whole has is a thing like the others, and no heading of them: `sites, X and Y`."""
    extra = [tokens[a:b] for a, b in whole.phrases if not any({t.lemma for t in tokens[a:b]} & name for name in part)]
    if len(extra) != 1 or extra[0][0].low in NUMBER_WORDS:
        return len(extra) == 0
    said = max(sum(token.lemma == word.lemma for token in tokens) for word in extra[0])
    alike = {is_identifier(tokens[b - 1]) for _, b in whole.phrases}
    return said > 1 and len(alike) == 1


def _within(part: tuple[frozenset[str], ...], whole: tuple[frozenset[str], ...]) -> bool:
    """Whether each name of the part shares a word of its own with another name of the whole."""
    shared = frozenset.intersection(*part) | frozenset.intersection(*whole)
    owners = [{at for at, name in enumerate(whole) if (name & mine) - shared} for mine in part]
    return all(len(one) == 1 for one in owners) and len(set().union(*owners)) == len(part)
