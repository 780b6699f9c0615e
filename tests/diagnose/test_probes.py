"""Three outcomes, and no trust: points are checked, unknown is not infeasible, a lying solver is caught."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

import numpy as np
import pytest

import nl2milp
from nl2milp.diagnose.compiling import CompilingProbe, probe_for
from nl2milp.diagnose.cores import Found, find_core
from nl2milp.diagnose.marco import enumerate_all
from nl2milp.diagnose.probes import Budget, Outcome, RowProbe, SolverProbe
from nl2milp.diagnose.system import System
from nl2milp.formulation import Formulation
from nl2milp.linear_model import LinearModel
from nl2milp.result import ResultStatus
from nl2milp.solvers import Limit, Options, Solution, Status
from nl2milp.solvers.highs import HighsSolver
from nl2milp.solvers.highs_probe import HighsProbe, Probed
from tests.diagnose.models import contradictory, linear_model


class Liar:
    """A backend that says what it is told to."""

    name: ClassVar[str] = "liar"
    features: ClassVar[frozenset[str]] = frozenset()

    def __init__(self, solution: Solution) -> None:
        self.solution = solution

    def solve(self, model: LinearModel, options: Options | None = None) -> Solution:
        values = self.solution.values
        return replace(self.solution, values=None if values is None else np.resize(values, model.num_columns))


FEASIBLE = linear_model([[1.0, 1.0], [1.0, -1.0]], [2.0, -np.inf], [9.0, 3.0], [True, False])

EASY = Formulation.model_validate(
    {
        "variables": [{"symbol": "x", "kind": "integer", "upper": 10}],
        "objective": {"sense": "maximize", "value": "x"},
        "constraints": [{"name": "limit", "slots": {"rule": "2*x <= 9"}}],
    }
)


def test_a_feasible_problem_that_a_solver_calls_infeasible_is_an_error() -> None:
    result = nl2milp.solve(EASY, solver=Liar(Solution(Status.INFEASIBLE)))
    assert result.status is ResultStatus.ERROR
    assert "a point that satisfies every statement was found" in result.detail


def test_an_infeasible_problem_that_a_solver_calls_solved_is_an_error() -> None:
    impossible = EASY.model_copy(
        update={
            "constraints": (
                *EASY.constraints,
                EASY.constraints[0].model_copy(update={"name": "more", "slots": {"rule": "x >= 7"}}),
            )
        }
    )
    lie = Solution(Status.OPTIMAL, values=np.array([7.0]), objective=7.0)
    assert nl2milp.solve(impossible, solver=Liar(lie)).status is ResultStatus.ERROR
    assert nl2milp.solve(impossible).status is ResultStatus.INFEASIBLE


def test_a_time_limit_is_a_limit_and_not_infeasible() -> None:
    result = nl2milp.solve(EASY, solver=Liar(Solution(Status.LIMIT, Limit.TIME)))
    assert result.status is ResultStatus.LIMIT
    assert result.to_dict()["cores"] == []


def test_a_point_that_breaks_a_row_is_not_believed() -> None:
    probe = SolverProbe(System.of_rows(FEASIBLE), Liar(Solution(Status.OPTIMAL, values=np.array([30.0]))))
    assert probe.check([0, 1], Budget()).outcome is Outcome.UNKNOWN
    assert probe.contradictions == 1


class LyingEngine(HighsProbe):
    """An engine that calls everything infeasible, or times out, or returns a wrong point."""

    said = Probed(Status.INFEASIBLE)

    def relaxation(self, active: Any, seconds: float | None = None) -> Probed:
        return self.said

    def mixed(self, active: Any, seconds: float | None = None) -> Probed:
        return self.said


class TimingOut(LyingEngine):
    said = Probed(Status.LIMIT)


class Wrong(LyingEngine):
    said = Probed(Status.OPTIMAL, np.array([30.0, 30.0]))


@pytest.mark.parametrize("engine", [TimingOut, Wrong])
def test_a_feasible_model_without_an_answer_is_unknown(engine: type[HighsProbe]) -> None:
    probe = RowProbe(System.of_rows(FEASIBLE), make=engine)
    assert probe.check([0, 1], Budget(1.0)).outcome is Outcome.UNKNOWN
    found, core = find_core(RowProbe(System.of_rows(FEASIBLE), make=engine), Budget(1.0))
    assert (found, core) == (Found.UNKNOWN, None)
    assert enumerate_all(RowProbe(System.of_rows(FEASIBLE), make=engine), Budget(1.0)).cores == ()


def test_unknown_answers_keep_members_and_forbid_calling_the_core_minimal() -> None:
    class Hesitant(HighsProbe):
        """Knows that everything is infeasible, and nothing of parts."""

        def relaxation(self, active: Any, seconds: float | None = None) -> Probed:
            return Probed(Status.INFEASIBLE) if active.all() else Probed(Status.LIMIT)

        mixed = relaxation

    system = System.of_rows(contradictory(2, 20, 8, 0.0))

    class Whole(RowProbe):
        """Does not narrow, so that the engine sees which rows are left out."""

        def narrowed(self, members: Any) -> RowProbe:
            return self

    found, core = find_core(Whole(system, make=Hesitant), Budget(5.0))
    assert found is Found.CORE
    assert core is not None
    if len(core.members) == len(system.members):
        assert core.needed == frozenset()
    assert not core.is_minimal


def test_a_known_point_outweighs_a_solver_that_changes_its_mind() -> None:
    probe = RowProbe(System.of_rows(FEASIBLE))
    assert probe.check([0, 1], Budget()).outcome is Outcome.FEASIBLE
    probe._engine = LyingEngine(FEASIBLE)
    assert probe.check([0], Budget()).outcome is Outcome.FEASIBLE


def test_no_time_is_unknown() -> None:
    assert RowProbe(System.of_rows(FEASIBLE)).check([0, 1], Budget(0.0)).outcome is Outcome.UNKNOWN


def test_a_time_limited_hard_model_is_never_called_infeasible() -> None:
    draw = np.random.default_rng(0)
    weights = draw.integers(10**6, 10**7, (6, 60)).astype(float)
    point = draw.integers(0, 2, 60)
    sides = weights @ point
    system = System.of_rows(linear_model(weights, sides, sides, np.ones(60), most=1.0))
    probe = RowProbe(system)
    for limit in (0.02, 0.1, 0.3):
        assert probe.check(range(6), Budget(limit)).outcome is not Outcome.INFEASIBLE


def test_a_big_m_that_comes_from_another_statement_leaves_with_it() -> None:
    # without 'few' nothing keeps x below 10, so that 'few' belongs to the core although the rows of 'then' imply it
    formulation = Formulation.model_validate(
        {
            "variables": [{"symbol": "x", "kind": "integer", "upper": 50}, {"symbol": "y", "kind": "binary"}],
            "constraints": [
                {"name": "few", "slots": {"rule": "x <= 10"}},
                {"name": "then", "template": "if_then", "slots": {"if": "y == 1", "then": "x <= 5"}},
                {"name": "many", "slots": {"rule": "x >= 20"}},
            ],
        }
    )
    compiled = nl2milp.compile_model(formulation)
    probe, _ = probe_for(compiled)
    assert isinstance(probe, CompilingProbe)
    found = enumerate_all(probe)
    assert [core.members for core in found.cores] == [(0, 2)]
    assert found.is_complete


def test_the_naive_probe_agrees_with_the_fast_one() -> None:
    for seed in range(20):
        system = System.of_rows(contradictory(seed, 7, 4, 0.5))
        fast, slow = RowProbe(system), SolverProbe(system, HighsSolver())
        draw = np.random.default_rng(seed)
        for _ in range(10):
            members = np.flatnonzero(draw.random(7) < 0.7).tolist()
            assert fast.check(members, Budget()).outcome is slow.check(members, Budget()).outcome


NEARLY = linear_model([[1.0], [1.0], [1.0]], [-np.inf, 1.00000005, -np.inf], [1.0, np.inf, 0.5], [False])


class Wavering(HighsProbe):
    """HiGHS on a model that is nearly feasible: infeasible, and from another basis a point within tolerance."""

    def relaxation(self, active: Any, seconds: float | None = None) -> Probed:
        if active[0] and active[1]:
            return Probed(Status.INFEASIBLE)
        return Probed(Status.OPTIMAL, np.array([1.00000003]))


def test_a_point_within_the_tolerance_of_an_infeasible_set_proves_nothing() -> None:
    probe = RowProbe(System.of_rows(NEARLY), make=Wavering)
    assert probe.check([0, 1], Budget()).outcome is Outcome.INFEASIBLE
    # the claimed point of the first row alone satisfies both; the second opinion's doesn't, and is believed
    answer = probe.check([0], Budget())
    assert answer.outcome is Outcome.FEASIBLE
    assert answer.point is not None
    assert answer.point[0] <= 1.0
    assert probe.check([0, 1], Budget()).outcome is Outcome.INFEASIBLE


def test_a_point_answers_the_question_it_was_found_for_and_those_it_satisfies_strictly() -> None:
    class Sloppy(HighsProbe):
        def relaxation(self, active: Any, seconds: float | None = None) -> Probed:
            return Probed(Status.OPTIMAL, np.array([1.000001]))

    probe = RowProbe(System.of_rows(NEARLY), make=Sloppy)
    assert probe.check([0], Budget()).outcome is Outcome.FEASIBLE
    asked = probe.asked
    assert probe.check([0], Budget()).outcome is probe.check([1], Budget()).outcome is Outcome.FEASIBLE
    assert probe.asked == asked
    # it misses the first row by a millionth: good enough for that question, no proof for another
    probe.check([0, 1], Budget())
    assert probe.asked > asked


def test_a_relaxation_asked_afresh_agrees() -> None:
    for seed in range(20):
        draw = np.random.default_rng(seed)
        system = System.of_rows(contradictory(seed, 12, 8, 0.0))
        probe = HighsProbe(system.model)
        for _ in range(5):
            active = draw.random(system.model.num_rows) < 0.7
            assert probe.relaxation(active).status is probe.afresh(active).status
