"""One suite for every backend: what is odd about a model must not change the answer."""

from __future__ import annotations

import builtins
import math
import time
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2milp import solvers
from nl2milp.errors import InputError, MissingExtraError, SolverError
from nl2milp.formulation import Formulation, Sense
from nl2milp.linear_model import ColumnBlock, LinearModel, RowBlock
from nl2milp.solvers import Limit, Options, Solution, Status
from nl2milp.solvers.cross_check import CrossCheckSolver, cross_check
from tests.solvers.test_highs import hard_knapsacks, model

INF = math.inf
BACKENDS = ["highs", "pulp", "pulp_cbc", "pyomo", "pyomo:appsi_highs", "cross_check"]


@pytest.fixture(params=BACKENDS)
def backend(request: pytest.FixtureRequest) -> Any:
    return solvers.get(request.param)


def test_the_built_ins_are_registered_like_plug_ins() -> None:
    assert {"highs", "pulp", "pulp_cbc", "pyomo", "cross_check"} <= set(solvers.names())
    with pytest.raises(ValueError, match="registered already"):
        solvers.register("pyomo", lambda: solvers.get("highs"))


def test_every_backend_declares_known_features_only(backend: Any) -> None:
    assert backend.features <= {"duals", "gap", "interrupt", "memory_limit", "progress", "time_limit", "start"}


# -- the same answers


@pytest.mark.parametrize("integer", [False, True])
@pytest.mark.parametrize("sense", list(Sense))
def test_an_optimum_in_either_sense(backend: Any, sense: Sense, integer: bool) -> None:
    one = model([3, 4], [[1, 2], [3, 1]], [2, -INF], [8, 9], sense=sense, offset=10, integer=integer)
    found = backend.solve(one, Options())
    assert found.status is Status.OPTIMAL
    expected = 28 if sense is Sense.MAXIMIZE else 14
    assert (found.objective, found.bound) == (pytest.approx(expected), pytest.approx(expected))
    assert found.gap == pytest.approx(0)


def test_ranges_equations_free_and_negative_variables(backend: Any) -> None:
    one = model([1, -1, 2], [[1, 1, 0], [0, 1, 1], [1, 0, -1]], [-3, 4, -INF], [5, 4, INF],
                bounds=([-INF, -7, 1], [INF, -1, INF]))  # fmt: skip
    found = backend.solve(one, Options())
    # y = 4 - z in [-7, -1], so z in [5, 11]; x >= -3 - y; least at x - y + 2z = x + 3z - 4 with x = z - 7
    assert (found.status, found.objective) == (Status.OPTIMAL, pytest.approx(9))


def test_a_constant_objective(backend: Any) -> None:
    for integer in (False, True):
        one = model([0, 0], [[1, 1]], [1.5], [9], offset=-4.5, integer=integer, bounds=(0, [INF, 2]))
        found = backend.solve(one, Options())
        assert (found.status, found.objective) == (Status.OPTIMAL, -4.5)
        assert one.matrix @ found.values >= 1.5 - 1e-9


def test_models_without_columns_rows_or_both(backend: Any) -> None:
    assert backend.solve(model([], offset=7.0), Options()).objective == 7
    assert backend.solve(model([], [], [1.0], [INF]), Options()).status is Status.INFEASIBLE
    found = backend.solve(model([2, -3, 0], bounds=([1, 1, 2.5], [4, 4, 9]), integer=[False, True, True]), Options())
    assert (found.status, found.objective) == (Status.OPTIMAL, -10)
    assert found.values[2] in range(3, 10)
    found = backend.solve(model([0, 0], bounds=(2, 3)), Options())
    assert (found.status, found.objective) == (Status.OPTIMAL, 0)


def test_rows_without_variables_or_without_sides(backend: Any) -> None:
    assert backend.solve(model([1], [[0]], [1], [INF]), Options()).status is Status.INFEASIBLE
    found = backend.solve(model([1, 1], [[0, 0], [1, 1], [1, -1]], [-1, -INF, 2], [INF, INF, INF]), Options())
    assert (found.status, found.objective) == (Status.OPTIMAL, pytest.approx(2))


NAMES = ["a b", "a b", "", "x[1] := 3 ; --", "<=", "e1", "été\n∑", "free", "c1", "r0", "st", "x" * 300]


def test_odd_and_repeated_names_do_not_matter(backend: Any) -> None:
    count = len(NAMES)
    plain = model(np.arange(1, count + 1), np.eye(count), np.arange(count), [INF] * count)
    columns = tuple(ColumnBlock(name, at, at + 1) for at, name in enumerate(NAMES))
    rows = tuple(RowBlock(name, at, at, at + 1) for at, name in enumerate(NAMES))
    odd = LinearModel(*(getattr(plain, part) for part in (
        "sense", "cost", "offset", "column_lower", "column_upper", "is_integer", "starts", "indices", "values",
        "row_lower", "row_upper")), columns, rows)  # fmt: skip
    found = backend.solve(odd, Options())
    np.testing.assert_allclose(found.values, np.arange(count))


def test_data_that_are_no_numbers_are_refused(backend: Any) -> None:
    for change in ({"cost": [1, math.nan]}, {"rows": [[1, math.nan]]}, {"lower": [math.nan]}, {"offset": INF}):
        arguments: dict[str, Any] = {"cost": [1, 1], "rows": [[1, 1]], "lower": [0], "upper": [5], **change}
        with pytest.raises(SolverError, match=r"not a finite number|constant of the objective"):
            backend.solve(model(**arguments), Options())


# -- the same statuses


@pytest.mark.parametrize("integer", [False, True])
def test_infeasible_leaves_no_values(backend: Any, integer: bool) -> None:
    solved = backend.solve(model([1, 1], [[1, 1]], [5], [INF], integer=integer), Options())
    assert solved.objective == 5
    found = backend.solve(model([1, 1], [[1, 1], [1, 1]], [5, -INF], [INF, 3], integer=integer), Options())
    assert (found.status, found.values, found.objective, found.bound) == (Status.INFEASIBLE, None, None, None)
    assert backend.solve(model([1, 1], bounds=([0, 5], [9, 3]), integer=integer), Options()).status is Status.INFEASIBLE


@pytest.mark.parametrize("integer", [False, True])
@pytest.mark.parametrize("sense", list(Sense))
def test_unbounded_and_infeasible_are_told_apart(backend: Any, sense: Sense, integer: bool) -> None:
    sign = 1 if sense is Sense.MAXIMIZE else -1
    unbounded = model([sign, 0], [[1, -1]], [0], [0], integer=integer, sense=sense)
    assert backend.solve(unbounded, Options()).status is Status.UNBOUNDED
    both = model([sign, 0, 0], [[0, 1, 1], [0, 1, 1]], [5, -INF], [INF, 3], integer=integer, sense=sense)
    assert backend.solve(both, Options()).status is Status.INFEASIBLE


def test_no_whole_point_although_the_relaxation_is_unbounded(backend: Any) -> None:
    one = model([-1, 0, 0], [[0, 2, 2]], [3], [3], integer=True, bounds=(0, [INF, 9, 9]))
    assert backend.solve(one, Options()).status is Status.INFEASIBLE


@pytest.mark.parametrize("name", ["highs", "pulp", "pulp_cbc", "pyomo"])
def test_the_end_of_time_is_neither_optimal_nor_infeasible(name: str) -> None:
    started = time.perf_counter()
    found = solvers.get(name).solve(hard_knapsacks(), Options(time_limit=1.5))
    assert time.perf_counter() - started < 20
    assert (found.status, found.limit) == (Status.LIMIT, Limit.TIME)
    if found.values is not None:
        assert found.objective == pytest.approx(hard_knapsacks().cost @ found.values)
        assert found.bound is None or found.bound <= found.objective


@pytest.mark.parametrize("name", ["highs", "pulp", "pyomo"])
def test_another_number_of_threads_than_before_works(name: str) -> None:
    one = model([1, 2], [[3, 5]], [7], [INF], integer=True)
    for threads in (1, 2, 1):
        assert solvers.get(name).solve(one, Options(threads=threads)).status is Status.OPTIMAL


def test_nothing_is_printed(backend: Any, capfd: pytest.CaptureFixture[str]) -> None:
    backend.solve(model([1, 1], [[1, 1]], [1.5], [2], integer=True), Options())
    backend.solve(model([1, 1], [[2, 2]], [3], [3], integer=True), Options())
    assert capfd.readouterr() == ("", "")


# -- what comes in is checked, whatever the solver claims


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_small_models_get_one_answer_from_all(data: Any) -> None:
    small = st.integers(-4, 4)
    count, rows = data.draw(st.integers(1, 4)), data.draw(st.integers(0, 3))
    draw = lambda size: data.draw(st.lists(small, min_size=size, max_size=size))  # noqa: E731
    lower = np.array(draw(rows), dtype=float)
    # whole variables are bounded: over an endless grid a branch and bound need not end
    whole = [data.draw(st.booleans()) for _ in range(count)]
    upper = [data.draw(st.sampled_from([3.0, 7.0] if kind else [INF, 3.0, 7.0])) for kind in whole]
    one = model(
        draw(count), [draw(count) for _ in range(rows)], np.where(np.array(draw(rows)) < 0, -INF, lower),
        lower + np.abs(draw(rows)), sense=data.draw(st.sampled_from(list(Sense))),
        bounds=(0, upper), integer=whole, offset=data.draw(small),
    )  # fmt: skip
    found = cross_check(one)
    assert found.agree, str(found)


# -- cross-check


class Liar:
    name = "liar"
    features: frozenset[str] = frozenset()

    def __init__(self, found: Solution) -> None:
        self.found = found

    def solve(self, model: LinearModel, options: Options) -> Solution:
        return self.found


@pytest.mark.parametrize(
    ("claim", "said"),
    [
        (Solution(Status.INFEASIBLE), "highs says optimal, liar says infeasible"),
        (Solution(Status.OPTIMAL, values=np.array([4.0, 0.0]), objective=4.0), "liar calls 4 optimal, and highs has 3"),
        (Solution(Status.OPTIMAL, values=np.array([2.0, 0.0]), objective=2.0), "the point of liar breaks the model"),
        (Solution(Status.ERROR, detail="out of order"), "liar failed: out of order"),
    ],
)
def test_a_contradiction_is_named(claim: Solution, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(solvers.base._FACTORIES, "liar", lambda: Liar(claim))
    one = model([1, 1], [[2, 3]], [7], [INF], integer=True)
    found = cross_check(one, backends=["highs", "liar"])
    assert not found.agree
    assert any(said in difference for difference in found.differences), found.differences
    with pytest.raises(SolverError, match="contradict each other"):
        CrossCheckSolver().solve(one)


def test_a_limit_is_no_contradiction_but_a_better_point_is(monkeypatch: pytest.MonkeyPatch) -> None:
    one = model([1, 1], [[2, 3]], [7], [INF], integer=True)
    late = Solution(Status.LIMIT, Limit.TIME, values=np.array([4.0, 0.0]), objective=4.0)
    monkeypatch.setitem(solvers.base._FACTORIES, "late", lambda: Liar(late))
    assert cross_check(one, backends=["highs", "late"]).agree
    wrong = Solution(Status.OPTIMAL, values=np.array([5.0, 0.0]), objective=5.0)
    monkeypatch.setitem(solvers.base._FACTORIES, "wrong", lambda: Liar(wrong))
    assert cross_check(one, backends=["wrong", "late"]).differences == ("wrong calls 5 optimal, and late has 4",)


def test_what_is_solved_in_steps_is_compared_at_each() -> None:
    from nl2milp import solve

    formulation = Formulation.model_validate({
        "variables": [{"symbol": "x", "upper": 6}, {"symbol": "y", "upper": 9}],
        "constraints": [{"name": "room", "slots": {"rule": "x + y <= 10"}}],
        "objective": {"goals": [
            {"priority": 1, "sense": "maximize", "value": "x + y"}, {"priority": 2, "rule": "x >= 8"}]},
    })  # fmt: skip
    result = solve(formulation, solver="cross_check")
    assert (result.status.value, result.objective) == ("optimal", pytest.approx(2))
    assert "pyomo" in result.detail


# -- what is not there


@pytest.mark.parametrize(("name", "package"), [("pulp", "pulp"), ("pulp_cbc", "pulp"), ("pyomo", "pyomo")])
def test_a_missing_package_is_named_with_the_command(name: str, package: str, monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def without(what: str, *rest: Any, **more: Any) -> Any:
        if what.partition(".")[0] == package and rest and rest[0] and rest[0]["__name__"].startswith("nl2milp."):
            raise ImportError(f"No module named '{what}'")
        return real(what, *rest, **more)

    monkeypatch.setattr(builtins, "__import__", without)
    one = model([1], [[1]], [1], [2])
    with pytest.raises(MissingExtraError, match=rf"pip install 'nl2milp\[{package}\]'"):
        solvers.get(name).solve(one, Options())
    assert name in cross_check(one).missing


def test_engines() -> None:
    one = model([1], [[1]], [1], [2])
    with pytest.raises(MissingExtraError, match="does not find the solver 'no_such_solver'"):
        solvers.get("pyomo:no_such_solver").solve(one, Options())
    with pytest.raises(InputError, match="no engines"):
        solvers.get("highs:fast")
    with pytest.raises(InputError, match="not the name of a solver"):
        solvers.get("pyomo:../run me")
