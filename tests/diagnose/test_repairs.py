"""Repairs: a point at the stated values, none a step before; judged by solving the changed formulation."""

from __future__ import annotations

import pytest

from nl2milp.analyse.numbers import changed, find, without
from nl2milp.compile.compiler import compile_formulation
from nl2milp.diagnose import Diagnosis, Repair, Verdict, diagnose, repair_to_text
from nl2milp.diagnose.probes import Outcome
from nl2milp.diagnose.thresholds import exactness, threshold
from nl2milp.errors import InputError
from nl2milp.formulation import Formulation, Kind, Objective
from nl2milp.optimise import optimise
from nl2milp.solvers import Status
from nl2milp.solvers.highs import largest_value
from tests.diagnose.models import word_problem


def is_feasible(formulation: Formulation) -> bool:
    bare = formulation.model_copy(update={"objective": Objective()})
    status = optimise(compile_formulation(bare, None, largest_value)).status
    assert status in (Status.OPTIMAL, Status.INFEASIBLE)
    return status is Status.OPTIMAL


def repaired(formulation: Formulation, repair: Repair, short_of: int | None = None) -> Formulation:
    """The formulation with a repair; with `short_of`, that change stops a step before."""
    whole = all(one.kind is Kind.INTEGER for one in formulation.variables)
    dropped = frozenset(change.name for change in repair.changes if change.is_dropped)
    values = {}
    for place, change in enumerate(repair.changes):
        if change.after is None or change.before is None:
            continue
        value = change.after
        if place == short_of:
            is_whole = whole and change.operator != "" and change.before == int(change.before)
            step = min(exactness(change.before, is_whole), abs(change.after - change.before))
            value -= step if change.after > change.before else -step
        assert change.figure is not None
        values[find(formulation, change.figure)] = value
    return without(changed(formulation, values), dropped)


def check(formulation: Formulation, diagnosis: Diagnosis) -> None:
    assert diagnosis.verdict is Verdict.INFEASIBLE
    assert diagnosis.repairs
    for repair in diagnosis.repairs:
        text = repair_to_text(repair, formulation)
        assert is_feasible(repaired(formulation, repair)), text
        assert repair.is_exact or len(repair.changes) > 1, text
        for place, change in enumerate(repair.changes):
            if not change.is_dropped:
                assert not is_feasible(repaired(formulation, repair, place)), text


@pytest.mark.parametrize("part", range(10))
def test_repairs_are_enough_and_a_step_less_is_not(part: int) -> None:
    checked = 0
    seed = part * 1000
    while checked < 20:
        formulation = word_problem(seed)
        seed += 1
        if not is_feasible(formulation):
            check(formulation, diagnose(formulation, seconds=20.0))
            checked += 1


def problem(*constraints: dict[str, object], kind: str = "integer") -> Formulation:
    return Formulation.model_validate(
        {
            "variables": [{"symbol": name, "kind": kind} for name in ("chairs", "tables")],
            "constraints": list(constraints),
        }
    )


BUDGET = {"name": "budget", "slots": {"rule": "200*chairs + 300*tables <= 8000"}, "quote": "a budget of $8,000"}
ORDER = {"name": "order", "slots": {"rule": "chairs >= 30"}}
OTHER = {"name": "other order", "slots": {"rule": "tables >= 12"}}


def test_the_least_change_comes_first_and_reads_like_advice() -> None:
    formulation = problem(BUDGET, ORDER, OTHER)
    texts = [repair_to_text(one, formulation) for one in diagnose(formulation).repairs]
    assert texts == [
        "raise budget from $8,000 to at least $9,600 (“a budget of $8,000”)",
        "lower order from 30 to at most 22",
        "lower other order from 12 to at most 6",
    ]


def test_soft_statements_are_given_up_first() -> None:
    diagnosis = diagnose(problem(BUDGET, {**ORDER, "hard": False}, OTHER))
    assert diagnosis.repairs[0].is_soft
    assert diagnosis.repairs[0].changes[0].name == "order"


def test_weights_make_a_change_unwelcome() -> None:
    diagnosis = diagnose(problem({**BUDGET, "weight": 10.0}, ORDER, OTHER))
    assert diagnosis.repairs[-1].changes[0].name == "budget"


def test_what_is_to_be_kept_is_kept() -> None:
    diagnosis = diagnose(problem(BUDGET, ORDER, OTHER), keep=("budget",))
    assert {change.name for one in diagnosis.repairs for change in one.changes} == {"order", "other order"}


def test_wishes_of_the_user_need_no_mark_in_the_formulation() -> None:
    formulation = problem(BUDGET, ORDER, OTHER)
    assert diagnose(formulation, soft=["other order"]).repairs[0].changes[0].name == "other order"
    assert diagnose(formulation, weights={"budget": 100.0}).repairs[-1].changes[0].name == "budget"
    with pytest.raises(InputError, match="no statement called 'budgt'; there is budget"):
        diagnose(formulation, keep=["budgt"])
    with pytest.raises(InputError, match="the weight of 'budget' is -1"):
        diagnose(formulation, weights={"budget": -1.0})
    with pytest.raises(InputError, match="'budget' is to be kept and may be given up as well"):
        diagnose(formulation, keep=["budget"], soft=["budget"])


def test_two_changes_where_no_single_one_is_enough() -> None:
    formulation = problem(
        {"name": "few chairs", "slots": {"rule": "chairs <= 10"}},
        {"name": "many chairs", "slots": {"rule": "chairs >= 12"}},
        {"name": "few tables", "slots": {"rule": "tables <= 5"}},
        {"name": "many tables", "slots": {"rule": "tables >= 9"}},
    )
    diagnosis = diagnose(formulation)
    assert len(diagnosis.cores) == 2
    assert all(len(one.changes) == 2 for one in diagnosis.repairs)
    check(formulation, diagnosis)


def test_a_share_moves_to_where_it_fits() -> None:
    formulation = problem(
        {"name": "mostly chairs", "slots": {"rule": "chairs >= 60% * (chairs + tables)"}},
        {"name": "mostly tables", "slots": {"rule": "tables >= 55% * (chairs + tables)"}},
        {"name": "some", "slots": {"rule": "chairs + tables >= 10"}},
        kind="continuous",
    )
    changes = {one.changes[0].name: one.changes[0].after for one in diagnose(formulation).repairs}
    assert changes["mostly chairs"] == pytest.approx(0.45)
    assert changes["mostly tables"] == pytest.approx(0.4)


def test_a_count_moves_in_whole_steps_and_logic_can_be_given_up() -> None:
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": name, "kind": "binary"} for name in "abc"],
            "constraints": [
                {
                    "name": "at most one",
                    "template": "k_of_n",
                    "slots": {"conditions": ["a == 1", "b == 1", "c == 1"], "at_most": 1},
                },
                {"name": "a and b", "slots": {"rule": "a + b >= 2"}},
            ],
        }
    )
    diagnosis = diagnose(formulation)
    changes = [(one.changes[0].name, one.changes[0].before, one.changes[0].after) for one in diagnosis.repairs]
    assert ("at most one", 1.0, 2.0) in changes
    assert ("at most one", None, None) in changes
    assert ("a and b", 2.0, 1.0) in changes


def test_points_of_one_statement_change_alone() -> None:
    formulation = Formulation.model_validate(
        {
            "tables": [{"keys": "p in plants", "columns": ["capacity", "need"], "rows": ["A 10 8", "B 10 14"]}],
            "variables": [{"symbol": "make[p in plants]"}],
            "constraints": [
                {"name": "supply", "for": "p in plants", "slots": {"rule": "make[p] <= capacity[p]"}},
                {"name": "demand", "for": "p in plants", "slots": {"rule": "make[p] >= need[p]"}},
            ],
        }
    )
    changes = {
        one.changes[0].name: (one.changes[0].before, one.changes[0].after) for one in diagnose(formulation).repairs
    }
    assert changes == {"supply[B]": (10.0, 14.0), "demand[B]": (14.0, 10.0)}
    # and each is a number of the table, which can be changed there
    for one in diagnose(formulation).repairs:
        mended = changed(formulation, {str(one.changes[0].figure): float(one.changes[0].after or 0.0)})
        assert diagnose(mended).verdict is Verdict.FEASIBLE


def test_a_cell_that_another_statement_reads_is_not_changed_for_one() -> None:
    formulation = Formulation.model_validate(
        {
            "tables": [{"keys": "p in plants", "columns": ["capacity"], "rows": ["A 10", "B 10"]}],
            "variables": [{"symbol": "make[p in plants]"}, {"symbol": "kept[p in plants]"}],
            "constraints": [
                {"name": "supply", "for": "p in plants", "slots": {"rule": "make[p] <= capacity[p]"}},
                {"name": "store", "for": "p in plants", "slots": {"rule": "kept[p] <= 2*capacity[p]"}},
                {"name": "demand", "slots": {"rule": "make[B] >= 14"}},
            ],
        }
    )
    changes = {one.changes[0].name: one.changes[0].figure for one in diagnose(formulation).repairs}
    assert changes == {"supply[B]": None, "demand": "demand"}


def test_a_threshold_is_looked_for_both_ways() -> None:
    def ask(value: float) -> Outcome:
        return Outcome.FEASIBLE if value >= 12.5 or value <= 3 else Outcome.INFEASIBLE

    assert threshold(ask, 10.0) == [12.5, 3.0]
    assert threshold(ask, 10.0, is_whole=True) == [13.0, 3.0]
    assert threshold(lambda value: Outcome.UNKNOWN, 10.0) == []
