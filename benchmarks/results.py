"""Write docs/results.md: the offline reader on every data set that is at hand.

    python benchmarks/results.py [--data FOLDER] [--reader offline] [--workers 2]

Our own sets are always run; published ones where FOLDER holds `<name>.jsonl`
(by default the folder in `NL2MILP_DATA`, else `../shared/datasets`). Nothing
of the texts is written, only figures.
"""

from __future__ import annotations

import argparse
import os
import platform
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from nl2milp import __version__, datasets
from nl2milp.datasets.cases import Case, load_cases
from nl2milp.evaluate.runner import evaluate
from nl2milp.evaluate.summary import summarise

ROOT = Path(__file__).resolve().parents[1]
OWN = ("logic", "quantities", "infeasible", "stories", "unseen", "heldout")
PUBLISHED = ("nl4opt_train", "nl4opt_dev", "mamo_easy", "mamo_complex", "industryor", "optibench", "optmath")
DEVELOPED_ON = {"nl4opt_train", "nl4opt_dev", "mamo_easy", "mamo_complex", *OWN} - {"heldout"}


def percent(value: float | None) -> str:
    """A share as people read it; empty where there is none."""
    return "" if value is None else f"{100 * value:.1f}"


def row(name: str, summary: dict[str, Any]) -> list[str]:
    """One line of the table."""
    low, high = summary["accuracy_interval_95"]
    return [
        name,
        str(summary["problems"]),
        percent(summary["accuracy"]),
        f"{percent(low)} to {percent(high)}",
        percent(summary["confident_share"]),
        percent(summary["accuracy_among_confident"]),
        percent(summary.get("nl4opt_mapping_accuracy")),
        percent(summary.get("objective_accuracy")),
        percent(summary.get("constraint_accuracy")),
        percent(summary.get("whole_model_accuracy")),
        str(summary["crashes"]),
        f"{1000 * summary['median_seconds']:.1f}",
    ]


HEAD = [
    "data", "problems", "correct %", "95 % interval", "confident %", "correct among confident %",
    "declarations %", "objectives %", "constraints %", "whole models %", "crashes", "median ms",
]  # fmt: skip


def main() -> None:
    """Run and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    default = os.environ.get("NL2MILP_DATA") or ROOT.parent / "shared" / "datasets"
    parser.add_argument("--data", type=Path, default=Path(default))
    parser.add_argument("--reader", default="offline")
    parser.add_argument("--workers", type=int, default=1)
    arguments = parser.parse_args()
    found: list[tuple[str, list[Case]]] = []
    for name in PUBLISHED:
        file = arguments.data / f"{name}.jsonl"
        if file.exists():
            found.append((name, load_cases(file)))
    found += [(name, datasets.load(name)) for name in OWN]
    lines = [" | ".join(HEAD), " | ".join("---" for _ in HEAD)]
    for name, cases in found:
        with tempfile.TemporaryDirectory() as out:
            rows = evaluate(
                cases, data=name, reader=arguments.reader, out=Path(out), workers=arguments.workers, time_limit=20
            )
        lines.append(" | ".join(row(name, summarise(rows))))
        print(lines[-1], flush=True)
    table = "\n".join(f"| {line} |" for line in lines)
    text = f"""# Results

The `{arguments.reader}` reader of nl2milp {__version__}, {datetime.now(UTC):%Y-%m-%d}, Python
{platform.python_version()}.
Made by `python benchmarks/results.py`.

{table}

Correct: the optimum is within a relative error of 1e-4 of the stated answer, or both say that there is none;
*needs review* counts as wrong. Confident: the reader stands by its reading. Declarations: NL4Opt's declaration-level
mapping accuracy. Objectives, constraints, whole models: the share that agrees with labels, where a set has them.
Times are wall time from text to verified answer.

The reader was developed on {", ".join(f"`{name}`" for name, _ in found if name in DEVELOPED_ON)}; figures on them
say how well it fits, not how well it will do. `heldout` is the honest measure: nobody develops on it. `unseen` was
the measure until 2026-11-27; it has been looked at in part, and may be developed on since. `industryor`, `optibench`
and `optmath` are mostly indexed problems of a page, which the offline reader is not made for: there it matters that it
says so, not that it answers.
"""
    (ROOT / "docs" / "results.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
