"""The cross-check: agreement makes sure, a difference is shown with what each reading would give."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from nl2milp import api, readers
from nl2milp.errors import InputError, NotUnderstoodError
from nl2milp.formulation import Formulation
from nl2milp.readers.base import Problem, Reader, Reading
from nl2milp.readers.cross_checked import CrossCheckedReader


def reading(limit: str, confident: bool = True, names: tuple[str, str] = ("vans", "trucks")) -> Reading:
    one, other = names
    data: dict[str, Any] = {
        "variables": [{"symbol": name, "kind": "integer"} for name in names],
        "objective": {"sense": "maximize", "value": f"2*{one} + 5*{other}"},
        "constraints": [
            {"name": "budget", "slots": {"rule": f"3*{one} + 5*{other} <= 20"}},
            {"name": "limit", "slots": {"rule": limit.format(one, other)}},
        ],
    }
    return Reading(Formulation.model_validate(data), "stub", confident=confident, reasons=() if confident else ("hm",))


@dataclass
class Stub:
    found: Reading | None
    name: str = "stub"
    heard: list[str] = field(default_factory=list)

    def read(self, problem: Problem) -> Reading:
        if self.found is None:
            raise NotUnderstoodError("nothing was found")
        return self.found


def checked(first: Reading | None, second: Reading | None) -> Reading:
    return CrossCheckedReader(Stub(first, "llm"), Stub(second, "offline")).read(Problem("some text"))


def test_it_is_registered_and_needs_a_model() -> None:
    assert "cross_checked" in readers.names()
    with pytest.raises(InputError, match=r"set NL2MILP_MODEL.*--reader offline needs neither"):
        readers.get("cross_checked")
    assert isinstance(CrossCheckedReader(Stub(None), Stub(None)), Reader)


@pytest.mark.parametrize("confident", [True, False])
def test_two_readings_that_say_the_same_are_sure(confident: bool) -> None:
    found = checked(reading("{1} <= 3", confident), reading("2*b <= 6", False, ("a", "b")))
    assert found.confident
    assert found.reasons == found.questions == ()
    assert found.reader == "cross_checked"
    assert found.details["agreement"] == "identical"
    assert [one.symbol for one in found.formulation.variables] == ["vans", "trucks"]


def test_a_difference_shows_how_and_what_each_would_give() -> None:
    found = checked(reading("{1} <= 3"), reading("{1} <= 2"))
    assert not found.confident
    assert "the optima differ: 17 and 16" in found.questions[-1].text
    assert "by 'llm' it is optimal with 17, by 'offline' optimal with 16" in found.reasons[-1]
    assert [choice.formulation.constraints[1].slots["rule"] for choice in found.questions[-1].choices] == [
        "trucks <= 3", "trucks <= 2",
    ]  # fmt: skip
    assert api.solve(found).status.value == "needs_review"


def test_an_unsure_offline_reading_is_shown_and_decides_nothing() -> None:
    found = checked(reading("{1} <= 3"), reading("{1} <= 2", confident=False))
    assert found.confident
    assert found.questions == ()
    assert "by 'llm' it is optimal with 17, by 'offline' optimal with 16" in found.details["difference"]
    assert found.reasons == (found.details["difference"],)


def test_a_difference_without_another_answer_is_no_reason_for_doubt() -> None:
    found = checked(reading("{0} <= 2"), reading("{0} <= 3"))
    assert found.confident
    assert found.details["agreement"] == "different"


def test_one_reading_alone_is_said_to_be_unchecked() -> None:
    found = checked(reading("{1} <= 3"), None)
    assert found.confident
    assert "nothing was cross-checked (offline: nothing was found)" in found.reasons[-1]
    assert not checked(None, reading("{1} <= 3")).confident


def test_two_readers_without_a_reading_are_an_error() -> None:
    with pytest.raises(NotUnderstoodError, match="neither reader understood the text"):
        checked(None, None)


def test_a_model_that_does_not_build_is_a_difference() -> None:
    found = checked(reading("{1} <= 3"), reading("{1} <= nothing"))
    assert not found.confident
    assert "cannot be built" in found.questions[-1].text
