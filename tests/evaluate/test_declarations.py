"""NL4Opt's mapping accuracy and the accuracies of parts, against cases worked out by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from nl2milp.api import compile_model
from nl2milp.datasets.cases import load_cases
from nl2milp.errors import InputError
from nl2milp.evaluate.declarations import compare, of_compiled, of_labels
from nl2milp.evaluate.mapping import Comparison, mapping_accuracy
from nl2milp.formulation import Formulation

LABELS: dict[str, Any] = {
    "variables": ["boats", "kites"],
    "objective": {"sense": "max", "terms": {"boats": 30, "kites": 40}},
    "constraints": [
        {"terms": {"boats": 2, "kites": 3}, "op": "<=", "rhs": 60},
        {"terms": {"boats": 0.6, "kites": -0.4}, "op": ">=", "rhs": 0},
        {"terms": {"kites": 1}, "op": ">=", "rhs": 5},
    ],
}


def written(*rules: str, value: str = "30*b + 40*k", names: tuple[str, str] = ("Boats", "kites")) -> Any:
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": "b", "label": names[0]}, {"symbol": "k", "label": names[1]}],
            "objective": {"sense": "maximize", "value": value},
            "constraints": [{"name": f"c{place}", "slots": {"rule": rule}} for place, rule in enumerate(rules)],
        }
    )
    found = of_compiled(compile_model(formulation))
    assert found is not None
    return found


def labels() -> Any:
    return of_labels(LABELS["variables"], LABELS["objective"], LABELS["constraints"])


def test_labels_against_themselves_are_perfect() -> None:
    found = compare(labels(), labels())
    assert found == Comparison(4, 0, 0, True, 3, 3, True)
    assert found.whole
    assert mapping_accuracy([found]) == 1.0


@pytest.mark.parametrize("names", [("Boats", "kites"), ("toy boats", "dragons")])
def test_other_words_for_the_same_are_perfect(names: tuple[str, str]) -> None:
    found = compare(written("4*b + 6*k <= 120", "b >= 40%*(b + k)", "5 <= k", names=names), labels())
    assert found.whole


def test_one_wrong_constraint_is_a_false_positive_and_a_false_negative() -> None:
    found = compare(written("2*b + 3*k <= 66", "b >= 40%*(b + k)", "5 <= k"), labels())
    assert (found.missing, found.surplus, found.objective, found.constraints) == (1, 1, True, 2)
    assert mapping_accuracy([found]) == 1 - 2 / 4


def test_errors_of_one_problem_count_no_more_than_its_declarations() -> None:
    found = compare(written("b <= 1", "k <= 1", "b + k <= 1", "b + 2*k <= 2", value="b + k"), labels())
    assert (found.missing, found.surplus) == (4, 5)
    assert mapping_accuracy([found, compare(labels(), labels())]) == 1 - 4 / 8


def test_a_wrong_direction_of_the_objective_is_wrong() -> None:
    other = of_labels(LABELS["variables"], {**LABELS["objective"], "sense": "min"}, LABELS["constraints"])
    found = compare(other, labels())
    assert not found.objective
    assert found.constraints == 3


def test_an_equality_is_one_declaration() -> None:
    equal = of_labels(["a", "b"], LABELS["objective"] | {"terms": {"a": 1}}, [{"terms": {"a": 1}, "op": "=", "rhs": 5}])
    at_most = of_labels(
        ["a", "b"], LABELS["objective"] | {"terms": {"a": 1}}, [{"terms": {"a": 1}, "op": "<=", "rhs": 5}]
    )
    assert compare(equal, equal).whole
    assert (compare(at_most, equal).missing, compare(at_most, equal).surplus) == (1, 1)


def test_another_number_of_variables_is_told() -> None:
    more = of_labels(["boats", "kites", "total"], LABELS["objective"], LABELS["constraints"])
    found = compare(more, labels())
    assert not found.variables
    assert not found.whole
    assert found.missing == 0


def test_labels_that_name_no_variable_are_refused() -> None:
    with pytest.raises(InputError, match="'drums'"):
        of_labels(["boats"], {"sense": "max", "terms": {"drums": 1}}, [])


def test_gold_declarations_score_one(shared_datasets: Path) -> None:
    for name in ("nl4opt_train", "nl4opt_dev"):
        compared = []
        for case in load_cases(shared_datasets / f"{name}.jsonl"):
            gold = of_labels(case.extra["variables"], case.extra["objective"], case.extra["constraints"])
            compared.append(compare(gold, gold))
        assert mapping_accuracy(compared) == 1.0
