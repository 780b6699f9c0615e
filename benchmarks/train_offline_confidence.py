"""Fit how much each doubt of the offline reader weighs, and measure it by cross-validation.

    python benchmarks/train_offline_confidence.py DATA.jsonl [DATA.jsonl ...] [--write]

Each file holds problems with `id`, `text` and `answer`. Every text is read and
solved whatever the doubts; a logistic regression then tells right from wrong
answers by the doubts alone. Printed, for each file and on texts left out of
the fit: the share that would count as confident, how many of these are right,
and the accuracy in which `needs_review` counts as wrong. With `--write` the
weights fitted on all texts replace the shipped ones.
"""

from __future__ import annotations

import argparse
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import cross_val_predict

import nl2milp
from nl2milp.datasets.cases import load_cases
from nl2milp.errors import Nl2milpError
from nl2milp.evaluate.scoring import is_correct
from nl2milp.readers.offline.confidence import CHECKS, THRESHOLD, evidence, find_doubts
from nl2milp.readers.offline.pipeline import understand

WEIGHTS = Path(__file__).resolve().parents[1] / "nl2milp" / "readers" / "offline" / "weights" / "confidence.json"
FOLDS = 10


def collected(path: Path) -> list[tuple[dict[str, float], bool]]:
    """Evidence and outcome of each text that gives a reading at all."""
    found = []
    for case in load_cases(path):
        try:
            draft = understand(case.text)
            reading = replace(nl2milp.read(case.text, reader="offline"), confident=True)
            right = bool(is_correct(case, nl2milp.solve(reading)))
        except Nl2milpError:
            continue
        found.append((evidence(draft, find_doubts(draft)), right))
    return found


def main() -> None:
    """Fit, measure, and write if asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, nargs="+")
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    parts = {path.stem: collected(path) for path in arguments.data}
    rows = [row for part in parts.values() for row in part]
    names = sorted({name for found, _ in rows for name in found})
    features = np.array([[found.get(name, 0.0) for name in names] for found, _ in rows])
    right = np.array([outcome for _, outcome in rows])
    origin = np.array([name for name, part in parts.items() for _ in part])
    model = LogisticRegression(C=1.0, max_iter=2000)
    # a doubt that speaks for a reading is chance or a confounded kind of text: it counts nothing
    while (model.fit(features, right).coef_[0] > 0).any():
        kept = model.coef_[0] <= 0
        names, features = [name for name, keep in zip(names, kept, strict=True) if keep], features[:, kept]
    likely = cross_val_predict(model, features, right, cv=FOLDS, method="predict_proba")[:, 1] > THRESHOLD
    print(f"{len(CHECKS)} checks, {len(names)} kinds of evidence, {len(rows)} readings")
    for name in parts:
        here = origin == name
        among = right[here & likely].mean() if (here & likely).any() else float("nan")
        print(f"{name}: confident {likely[here].mean():.3f}, right among them {among:.3f}, "
              f"accuracy {(likely & right)[here].mean():.3f}, right at all {right[here].mean():.3f}")  # fmt: skip
    if arguments.write:
        model.fit(features, right)
        weights = dict(zip(names, model.coef_[0].tolist(), strict=True)) | {"always": float(model.intercept_[0])}
        rounded = {name: round(value, 3) for name, value in sorted(weights.items())}
        WEIGHTS.write_text(json.dumps(rounded, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
