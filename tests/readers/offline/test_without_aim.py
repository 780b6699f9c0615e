"""What contradicts itself does so whatever the objective: texts whose aim is not said, or not clear."""

from __future__ import annotations

import pytest

import nl2milp
from nl2milp.errors import NoObjectiveError
from nl2milp.formulation import Formulation
from nl2milp.readers.base import Problem, Reading
from nl2milp.readers.offline import OfflineReader

_STABLE = (
    "A stable buys straw at $3 a bale and hay at $5 a bale. At least {} bales of straw have to be bought. "
    "At least 50 bales of hay have to be bought. The barn has room for no more than 90 bales."
)


def _quotes(result: nl2milp.Result) -> list[list[str]]:
    return [[str(member["quote"]) for member in core] for core in result.to_dict()["cores"]]


def test_a_contradiction_is_found_where_no_aim_is_said() -> None:
    result = nl2milp.solve(_STABLE.format(45), reader="offline")
    assert result.status.value == "infeasible", result.reasons
    assert [len(core) for core in _quotes(result)] == [3]
    assert str(NoObjectiveError()) in result.reasons


def test_a_text_without_an_aim_and_without_a_contradiction_is_still_for_review() -> None:
    result = nl2milp.solve(_STABLE.format(30), reader="offline")
    assert result.status.value == "needs_review"
    assert str(NoObjectiveError()) in result.reasons
    assert result.formulation is not None
    assert result.formulation.objective.value is None


def test_nothing_is_read_into_a_text_without_an_aim_that_is_not_clear() -> None:
    with pytest.raises(NoObjectiveError):
        OfflineReader().read(Problem("We went by train and by bus. It took 3 hours and the tickets were $20."))


def _reading(is_sure: bool, least: int) -> Reading:
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": "x", "upper": "9"}],
            "objective": {"value": "x"},
            "constraints": [
                {"name": "low", "slots": {"rule": f"x >= {least}"}},
                {"name": "high", "slots": {"rule": "x <= 4"}},
            ],
        }
    )
    return Reading(formulation, "offline", confident=False, reasons=("unclear",), is_sure_of_limits=is_sure)


@pytest.mark.parametrize(
    ("is_sure", "least", "status"),
    [(True, 5, "infeasible"), (False, 5, "needs_review"), (True, 3, "needs_review")],
)
def test_only_a_contradiction_among_sure_limits_needs_no_review(is_sure: bool, least: int, status: str) -> None:
    assert nl2milp.solve(_reading(is_sure, least)).status.value == status


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("The barn is too small for more than 40 bales of hay.", "hay <= 40"),
        ("The carter is unable to bring more than 40 bales of hay.", "hay <= 40"),
        ("Hay may be 40 bales at the utmost.", "hay <= 40"),
        ("The carter refuses to bring more than 40 bales of hay.", "hay <= 40"),
        ("Hay should be 40 bales at the very least.", "hay >= 40"),
    ],
)
def test_limits_in_other_words(said: str, rule: str) -> None:
    text = f"A stable buys straw at $3 a bale and hay at $5 a bale. At least 20 bales of straw are needed. {said}"
    reading = OfflineReader().read(Problem(f"{text} At least 90 bales are bought in all. What is the cheapest plan?"))
    assert rule in [str(one.slots["rule"]) for one in reading.formulation.constraints]


@pytest.mark.parametrize("end", ["both stay at home", "stay at home", "all remain in the shop"])
def test_things_taken_together_or_left_together(end: str) -> None:
    text = (
        "A hiker fills a bag. Under consideration: stove (3 kg), pot (2 kg), book (1 kg). Their usefulness is put "
        "at 8, 5 and 2. She takes each thing once or not at all and wants the greatest usefulness. The load must not "
        f"weigh more than 4 kg. Stove and pot are packed together or {end}."
    )
    result = nl2milp.solve(text, reader="offline")
    assert (result.status.value, result.objective) == ("optimal", 2.0), result.reasons
