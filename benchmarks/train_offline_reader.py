"""Fit the weights of the offline reader's two scorers and measure them by cross-validation.

    python benchmarks/train_offline_reader.py TAGGED.jsonl [--write]

The extra `train` has what it needs: `pip install ".[train]"`.

`TAGGED.jsonl` holds word problems with `text`, the `variables` that a careful
reader names (`{"name": ...}`), and `tokens` with the NL4Opt entity `tags`. The
numbers printed are the share of texts whose variables are found, and the share
of numbers whose role is found, each on texts that were left out of the fit.
With `--write` the weights fitted on all texts replace the shipped ones.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from nl2milp.readers.offline.candidates import candidate_sets
from nl2milp.readers.offline.mentions import find_mentions, names_of
from nl2milp.readers.offline.naming import TextIndex, best_sets, features
from nl2milp.readers.offline.numberroles import ROLES, number_features, number_roles
from nl2milp.readers.offline.quantities import find_quantities
from nl2milp.readers.offline.scan import Scan, make_scan
from nl2milp.readers.offline.tokens import split_sentences, tokenize

WEIGHTS = Path(__file__).resolve().parents[1] / "nl2milp" / "readers" / "offline" / "weights"
FOLDS = 5


@dataclass(frozen=True)
class NamedText:
    """The evidence for each candidate set of a text, and which sets are right."""

    evidence: list[dict[str, float]]
    right: np.ndarray


@dataclass(frozen=True)
class TaggedText:
    """A text with the true role of each of its numbers."""

    scan: Scan
    roles: list[str]


def lemmas(words: str) -> tuple[str, ...]:
    return tuple(token.lemma for token in tokenize(words) if token.kind != "break")


def own_words(names: Sequence[tuple[str, ...]]) -> list[set[str]]:
    rest = [{word for other, row in enumerate(names) if other != place for word in row} for place in range(len(names))]
    return [set(name) - others for name, others in zip(names, rest, strict=True)]


def same_names(found: Sequence[tuple[str, ...]], wanted: Sequence[tuple[str, ...]]) -> bool:
    """Whether each found name has words of its own that only one wanted name has."""
    if len(found) != len(wanted):
        return False
    ours, theirs = own_words(found), own_words(wanted)
    taken: set[int] = set()
    for place in range(len(found)):
        fits = (
            other
            for other in range(len(wanted))
            if other not in taken and ours[place] & theirs[other] and ours[place] <= set(wanted[other])
        )
        hit = next(fits, None)
        if hit is None:
            return False
        taken.add(hit)
    return True


def named_text(record: Mapping[str, Any]) -> NamedText:
    tokens = tokenize(record["text"])
    sentences = split_sentences(tokens)
    index = TextIndex(tokens, sentences, find_quantities(tokens))
    wanted = [lemmas(variable["name"]) for variable in record["variables"]]
    candidates = candidate_sets(tokens, sentences)
    right = [
        same_names([tuple(token.lemma for token in tokens[a:b]) for a, b in candidate.phrases], wanted)
        for candidate in candidates
    ]
    return NamedText([features(index, candidate) for candidate in candidates], np.array(right, dtype=float))


def fit_names(texts: Sequence[NamedText], penalty: float = 0.3) -> dict[str, float]:
    """Weights that make the right sets likeliest within each text (a conditional logit)."""
    usable = [text for text in texts if text.right.any()]
    names = sorted({name for text in usable for row in text.evidence for name in row})
    place = {name: position for position, name in enumerate(names)}
    starts = np.cumsum([0] + [len(text.evidence) for text in usable])
    matrix = np.zeros((starts[-1], len(names)))
    for start, text in zip(starts, usable, strict=False):
        for offset, row in enumerate(text.evidence):
            for name, value in row.items():
                matrix[start + offset, place[name]] = value
    right = np.concatenate([text.right for text in usable])
    group = np.repeat(np.arange(len(usable)), np.diff(starts))

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        scores = matrix @ weights
        raised = np.exp(scores - np.maximum.reduceat(scores, starts[:-1])[group])
        total = np.add.reduceat(raised, starts[:-1])
        good = np.add.reduceat(raised * right, starts[:-1])
        gradient = matrix.T @ (raised / total[group] - raised * right / good[group]) + 2 * penalty * weights
        return float((np.log(total) - np.log(good)).sum() + penalty * weights @ weights), gradient

    best = minimize(loss, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 300})
    return {name: round(float(value), 4) for name, value in zip(names, best.x, strict=True) if abs(value) > 1e-3}


def names_found(texts: Sequence[NamedText], weights: Mapping[str, float]) -> float:
    found = 0
    for text in texts:
        if text.evidence:
            scores = [sum(weights.get(name, 0.0) * value for name, value in row.items()) for row in text.evidence]
            found += bool(text.right[int(np.argmax(scores))])
    return found / len(texts)


def tagged_text(record: Mapping[str, Any], names: Mapping[str, float]) -> TaggedText | None:
    text: str = record["text"]
    tokens = tokenize(text)
    sentences, quantities = split_sentences(tokens), find_quantities(tokens)
    ranked = best_sets(tokens, sentences, quantities, names)
    if not ranked:
        return None
    found = names_of(tokens, ranked[0].candidate)
    scan = make_scan(text, tokens, sentences, quantities, found, find_mentions(tokens, sentences, quantities, found))
    spans, position = [], 0
    for word in record["tokens"]:
        start = max(text.find(word, position), position)
        spans.append((start, start + len(word)))
        position = start + len(word)
    roles = []
    for quantity in scan.quantities:
        first, last = tokens[quantity.first].start, tokens[quantity.last - 1].end
        tags = {
            tag[2:] for (start, end), tag in zip(spans, record["tags"], strict=True) if start < last and end > first
        }
        roles.append("rate" if "PARAM" in tags else "limit" if "LIMIT" in tags else "none")
    return TaggedText(scan, roles)


def fit_numbers(texts: Sequence[TaggedText], strength: float = 0.5, least: int = 3) -> dict[str, list[float]]:
    """A linear scorer of roles, trained with the true role of the number before."""
    rows: list[list[str]] = []
    wanted: list[int] = []
    for text in texts:
        last_role, last_sentence = "start", -1
        for quantity, role in zip(text.scan.quantities, text.roles, strict=True):
            sentence = text.scan.sentence_at[quantity.first]
            if sentence != last_sentence:
                last_role, last_sentence = "start", sentence
            rows.append(number_features(text.scan, quantity, last_role))
            wanted.append(ROLES.index(role))
            last_role = role
    seen = Counter(name for row in rows for name in set(row))
    names = sorted(name for name, count in seen.items() if count >= least)
    place = {name: position for position, name in enumerate(names)}
    pairs = [(at, place[name]) for at, row in enumerate(rows) for name in row if name in place]
    at, column = zip(*pairs, strict=True)
    matrix = csr_matrix((np.ones(len(pairs)), (at, column)), shape=(len(rows), len(names)))
    model = LogisticRegression(C=strength, max_iter=400).fit(matrix, wanted)
    weights = model.coef_.T
    return {
        name: [round(float(value), 2) for value in weights[position]]
        for name, position in place.items()
        if np.abs(weights[position]).max() > 0.05
    }


def roles_found(texts: Sequence[TaggedText], weights: Mapping[str, list[float]]) -> float:
    right = total = 0
    for text in texts:
        for role, (found, _) in zip(text.roles, number_roles(text.scan, weights), strict=True):
            right += role == found
            total += 1
    return right / total


def crossed(texts: Sequence[Any], fit: Callable[[Any], Any], measure: Callable[[Any, Any], float]) -> float:
    """The mean measure over the folds, each time on the texts left out."""
    scores = []
    for fold in range(FOLDS):
        weights = fit([text for place, text in enumerate(texts) if place % FOLDS != fold])
        scores.append(measure([text for place, text in enumerate(texts) if place % FOLDS == fold], weights))
    return float(np.mean(scores))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--write", action="store_true", help="replace the shipped weights")
    options = parser.parse_args()
    records = [json.loads(line) for line in options.data.read_text(encoding="utf-8").splitlines()]
    named = [named_text(record) for record in records]
    names = fit_names(named)
    tagged = [text for record in records for text in [tagged_text(record, names)] if text is not None]
    numbers = fit_numbers(tagged)
    print(f"names found, cross-validated: {crossed(named, fit_names, names_found):.4f}")
    print(f"roles found, cross-validated: {crossed(tagged, fit_numbers, roles_found):.4f}")
    if options.write:
        (WEIGHTS / "naming.json").write_text(json.dumps(names, indent=0) + "\n", encoding="utf-8")
        (WEIGHTS / "numbers.json").write_text(json.dumps(numbers, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
