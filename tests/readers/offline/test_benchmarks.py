"""Accuracy over public word problems; their files are not part of the project."""

import json
from pathlib import Path
from typing import Any

import pytest

from nl2milp.errors import Nl2milpError
from nl2milp.readers.offline.pipeline import Draft, understand

DATA = Path(__file__).resolve().parents[4] / "shared" / "datasets"


def optimum(draft: Draft) -> float | None:
    highspy = pytest.importorskip("highspy")
    solver = highspy.Highs()
    solver.setOptionValue("output_flag", False)
    solver.setOptionValue("mip_rel_gap", 0.0)
    for variable in range(len(draft.symbols)):
        solver.addVar(0, highspy.kHighsInf)
        solver.changeColCost(variable, float(draft.aim.terms.get(variable, 0)))
        if draft.domain.whole:
            solver.changeColIntegrality(variable, highspy.HighsVarType.kInteger)
    maximize = draft.aim.sense == "maximize"
    solver.changeObjectiveSense(highspy.ObjSense.kMaximize if maximize else highspy.ObjSense.kMinimize)
    for row in draft.rows:
        low = float(row.right) if row.sign in {">=", "=="} else -highspy.kHighsInf
        high = float(row.right) if row.sign in {"<=", "=="} else highspy.kHighsInf
        terms = {variable: float(value) for variable, value in row.terms.items() if value}
        solver.addRow(low, high, len(terms), list(terms), list(terms.values()))
    solver.run()
    if solver.getModelStatus() != highspy.HighsModelStatus.kOptimal:
        return None
    return float(solver.getInfo().objective_function_value)


def right(record: dict[str, Any]) -> bool:
    try:
        found = optimum(understand(record["text"]))
    except Nl2milpError:
        return False
    answer = record["answer"]
    if found is None or not isinstance(answer, int | float):
        return found is None and not isinstance(answer, int | float)
    return abs(found - answer) <= 1e-4 * max(abs(answer), 1e-9)


@pytest.mark.parametrize(("name", "floor"), [("nl4opt_train", 0.93), ("nl4opt_dev", 0.88), ("mamo_easy", 0.68)])
def test_accuracy(name: str, floor: float) -> None:
    path = DATA / f"{name}.jsonl"
    if not path.exists():
        pytest.skip(f"{path.name} is not here")
    records = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    assert sum(map(right, records)) / len(records) >= floor
