"""Fit how much each doubt of the offline reader weighs, and measure it by cross-validation.

    python benchmarks/train_offline_confidence.py DATA [DATA ...] [--write] [--folds 10]

The extra `train` has what it needs: `pip install ".[train]"`.

DATA is a registered set's name, or a file of problems with `id`, `text` and
`answer`. Every text is read as a linear problem, from its table where it has
one, and solved whatever the doubts. Readings that a decisive doubt or the audit
refuses are left out: no score could make them confident. A logistic regression
then tells right from wrong answers of the others by the doubts alone. Printed,
for each set and for each fold, on texts left out of the fit: the share that
would count as confident, how many of these are right, and how many right
readings are kept from being shown. The shipped weights are measured beside it.
With `--write` the weights fitted on all texts replace the shipped ones.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import StratifiedKFold

import nl2milp
from nl2milp import datasets
from nl2milp.datasets.cases import load_cases
from nl2milp.errors import Nl2milpError
from nl2milp.evaluate.scoring import is_correct
from nl2milp.readers.base import Reading
from nl2milp.readers.offline.assembly import assemble
from nl2milp.readers.offline.audit import audit
from nl2milp.readers.offline.confidence import CHECKS, DECISIVE, THRESHOLD, evidence, find_doubts
from nl2milp.readers.offline.revision import understand_twice
from nl2milp.readers.offline.sheets.understanding import understand_sheet

WEIGHTS = Path(__file__).resolve().parents[1] / "nl2milp" / "readers" / "offline" / "weights" / "confidence.json"

Sample = tuple[dict[str, float], bool]


def collected(name: str) -> list[Sample]:
    """Evidence and outcome of each text whose reading only the score decides on."""
    found = []
    cases = load_cases(Path(name)) if Path(name).suffix == ".jsonl" else datasets.load(name)
    for case in cases:
        try:
            draft = understand_sheet(case.text) or understand_twice(case.text)
            doubts = find_doubts(draft)
            if any(doubt.check in DECISIVE for doubt in doubts):
                continue
            formulation, statements = assemble(draft.scan, draft.symbols, draft.domain, draft.aim, draft.rows)
            reading = Reading(formulation, "offline", statements)
            if audit(case.text, reading):
                continue
            right = bool(is_correct(case, nl2milp.solve(reading)))
        except Nl2milpError:
            continue
        found.append((evidence(draft, doubts), right))
    return found


class Scored:
    """Weights for kinds of evidence, none of which speaks for a reading.

    A doubt that would is chance or a confounded kind of text: it counts nothing.
    """

    def __init__(self, samples: Sequence[Sample]) -> None:
        self.names = sorted({name for found, _ in samples for name in found})
        right = np.array([outcome for _, outcome in samples])
        model = LogisticRegression(C=1.0, max_iter=2000)
        while (model.fit(self._features(samples), right).coef_[0] > 0).any():
            self.names = [name for name, value in zip(self.names, model.coef_[0], strict=True) if value <= 0]
        self.weights = dict(zip(self.names, model.coef_[0].tolist(), strict=True))
        self.weights["always"] = float(model.intercept_[0])

    def _features(self, samples: Sequence[Sample]) -> NDArray[np.float64]:
        return np.array([[found.get(name, 0.0) for name in self.names] for found, _ in samples])


def confident(samples: Sequence[Sample], weights: dict[str, float]) -> NDArray[np.bool_]:
    """Which readings the score lets pass."""
    scores = [
        weights["always"] + sum(weights.get(name, 0.0) * value for name, value in found.items()) for found, _ in samples
    ]
    return 1 / (1 + np.exp(-np.array(scores))) > THRESHOLD


def shown(label: str, passed: NDArray[np.bool_], right: NDArray[np.bool_]) -> str:
    """One line of figures."""
    among = right[passed].mean() if passed.any() else float("nan")
    kept = int((right & ~passed).sum())
    return (
        f"{label:<28} n={len(right):<4} confident {passed.mean():.3f}, right among them {among:.3f}, "
        f"wrong and confident {int((passed & ~right).sum())}, right and kept back {kept}"
    )


def main() -> None:
    """Fit, measure, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", nargs="+")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--folds", type=int, default=10)
    arguments = parser.parse_args()
    parts = {Path(name).stem: collected(name) for name in arguments.data}
    samples = [sample for part in parts.values() for sample in part]
    origin = np.array([name for name, part in parts.items() for _ in part])
    right = np.array([outcome for _, outcome in samples])
    shipped = confident(samples, json.loads(WEIGHTS.read_text(encoding="utf-8")))
    passed = np.zeros(len(samples), dtype=bool)
    folds = StratifiedKFold(arguments.folds, shuffle=True, random_state=0).split(np.zeros(len(samples)), origin)
    print(f"{len(CHECKS)} checks, {len(samples)} readings")
    for number, (fitted, left_out) in enumerate(folds):
        rest = [samples[place] for place in left_out]
        passed[left_out] = confident(rest, Scored([samples[place] for place in fitted]).weights)
        print(shown(f"fold {number}", passed[left_out], right[left_out]))
    for name in (*parts, ""):
        here = origin == name if name else np.ones(len(samples), dtype=bool)
        print(shown(f"{name or 'all'}, left out", passed[here], right[here]))
        print(shown(f"{name or 'all'}, as shipped", shipped[here], right[here]))
    if arguments.write:
        rounded = {name: round(value, 3) for name, value in sorted(Scored(samples).weights.items())}
        WEIGHTS.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
