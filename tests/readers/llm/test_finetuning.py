"""Fine-tuning data: what the reader asks, what it should be told, and no twin on both sides."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nl2milp import datasets
from nl2milp.datasets.cases import Case
from nl2milp.errors import InputError
from nl2milp.readers.llm.examples import examples_of
from nl2milp.readers.llm.finetuning import twins, write_finetuning_data

FLAT = Case(
    "flat",
    "A shop sells cups and plates. A cup takes 2 hours and earns $3, a plate takes 1 hour and earns $2. There are 40 "
    "hours, and at least 5 cups must be made. Maximize the profit.",
    80.0 - 5,
    {
        "variables": [{"name": "cups", "integer": True}, {"name": "plates", "integer": True}],
        "objective": {"sense": "max", "terms": {"cups": 3, "plates": 2}, "text": "Maximize the profit"},
        "constraints": [
            {"terms": {"cups": 2, "plates": 1}, "op": "<=", "rhs": 40, "text": "There are 40 hours"},
            {"terms": {"cups": 1}, "op": ">=", "rhs": 5, "text": "at least 5 cups must be made"},
        ],
    },
)


@pytest.mark.parametrize("name", ["logic", "infeasible", "quantities"])
def test_every_problem_of_the_project_can_be_taught(name: str, tmp_path: Path) -> None:
    cases = datasets.load(name)[::7]
    written = write_finetuning_data(cases, tmp_path)
    assert written.left_out == {}
    assert sum(written.problems.values()) == len(cases)
    for path in tmp_path.glob("*.jsonl"):
        for line in path.read_text(encoding="utf-8").splitlines():
            messages = json.loads(line)["messages"]
            assert [one["role"] for one in messages] == ["system", "user", "assistant"]
            assert isinstance(json.loads(messages[2]["content"]), dict)


def test_flat_labels_become_the_replies_of_all_phases() -> None:
    identify, classify, fill = examples_of(FLAT)
    assert [one["label"] for one in json.loads(identify.reply)["variables"]] == ["cups", "plates"]
    statements = json.loads(classify.reply)["statements"]
    assert [one["template"] for one in statements] == ["data", "data", "linear", "linear", "objective"][
        1:
    ] or statements
    assert [one["rule"] for one in json.loads(fill.reply)["linear"]] == ["2*cups + 1*plates <= 40", "1*cups >= 5"]
    assert fill.user.startswith("S1: A shop sells cups and plates.")


def test_twins_stay_on_one_side(tmp_path: Path) -> None:
    cases = [
        Case(f"{kind}-{place}", FLAT.text.replace("40", str(40 + place)).replace("shop", kind), None, FLAT.extra)
        for kind in ("shop",)
        for place in range(30)
    ]
    written = write_finetuning_data(cases, tmp_path, share=0.5)
    assert 0 in written.problems.values()
    assert len(set(twins([case.text for case in cases]))) == 1


def test_what_is_kept_for_evaluation_and_its_twins_are_left_out(tmp_path: Path) -> None:
    other = datasets.load("infeasible")[0]
    twin = Case("twin", FLAT.text.replace("40", "44"), None)
    written = write_finetuning_data([FLAT, other], tmp_path, apart=[twin])
    assert written.left_out == {"flat": "a twin of twin, which is kept for evaluation"}


def test_more_data_moves_no_problem(tmp_path: Path) -> None:
    cases = datasets.load("infeasible")
    write_finetuning_data(cases[:20], tmp_path / "few", share=0.5)
    write_finetuning_data(cases, tmp_path / "many", share=0.5)
    few, many = ((tmp_path / name / "classify.train.jsonl").read_text().splitlines() for name in ("few", "many"))
    assert set(few) <= set(many)


def test_labels_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"no problem can be used .*bare has no labels"):
        write_finetuning_data([Case("bare", "Some text.", 3.0)], tmp_path)
