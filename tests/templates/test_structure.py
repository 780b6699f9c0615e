"""The structural templates against brute force, against the sentence in plain Python, and at size."""

from __future__ import annotations

import itertools
import time
from random import Random
from typing import Any

import numpy as np
import pytest

from nl2milp.api import compile_model
from nl2milp.compile.compiler import Compiled
from nl2milp.errors import FormulationError
from nl2milp.formulation import Formulation
from nl2milp.optimise import optimise
from nl2milp.templates.role_examples import ROLE_EXAMPLES


def formulation(**parts: Any) -> Formulation:
    return Formulation.model_validate(parts)


def best(compiled: Compiled) -> float:
    """The optimum, after every constraint has been asked again."""
    solution = optimise(compiled)
    assert solution.values is not None
    assert all(verdict.all() for verdict in compiled.holds(solution.values))
    assert solution.objective is not None
    return solution.objective


# -- roles of linear constraints


@pytest.mark.parametrize("role", ROLE_EXAMPLES.values(), ids=list(ROLE_EXAMPLES))
def test_the_example_of_a_role_has_its_answer(role: Any) -> None:
    compiled = compile_model(formulation(**role.problem.formulation))
    assert best(compiled) == pytest.approx(role.problem.answer)
    roles = {constraint.slots.get("role") for constraint in compiled.formulation.constraints}
    assert role.id in roles


# -- sequencing


def jobs(
    time_of: list[int], value: str, upper: int | None = None, setup: Any = None, **columns: list[int]
) -> Formulation:
    count = len(time_of)
    rows = [[j, time_of[j], *(column[j] for column in columns.values())] for j in range(count)]
    tables: list[dict[str, Any]] = [{"keys": "j in jobs", "columns": ["time", *columns], "rows": rows}]
    slots = {"over": "j in jobs", "start": "start[j]", "duration": "time[j]"}
    if setup is not None:
        matrix = [[i, *setup[i]] for i in range(count)]
        tables.append({"keys": "i in jobs", "across": "j in jobs", "columns": ["setup"], "rows": matrix})
        slots |= {"gap": "setup[j,k]", "later": "k"}
    return formulation(
        sets=[{"name": "jobs", "members": list(range(count))}],
        tables=tables,
        variables=[{"symbol": "start[j in jobs]", "upper": upper}],
        objective={"value": value},
        constraints=[{"name": "one at a time", "template": "no_overlap", "slots": slots}],
    )


@pytest.mark.parametrize("seed", range(3))
def test_total_tardiness_of_eight_jobs_reaches_brute_force_without_a_stated_horizon(seed: int) -> None:
    random = np.random.default_rng(seed)
    times = random.integers(1, 20, 8)
    due = (times.sum() * random.uniform(0.2, 0.9, 8)).astype(int)
    orders = np.array(list(itertools.permutations(range(8))))
    least = np.maximum(0, times[orders].cumsum(axis=1) - due[orders]).sum(axis=1).min()
    compiled = compile_model(
        jobs(times.tolist(), "sum(max(0, start[j] + time[j] - due[j]) for j in jobs)", due=due.tolist())
    )
    started = time.perf_counter()
    assert best(compiled) == pytest.approx(least, abs=1e-4)
    assert time.perf_counter() - started < 20


def test_a_makespan_with_setup_times_reaches_brute_force() -> None:
    random = Random(1)
    times = [random.randint(1, 9) for _ in range(5)]
    # setups that keep the triangle inequality: then only those between neighbours matter
    setup = [[0 if i == j else random.randint(3, 6) for j in range(5)] for i in range(5)]

    def length(order: tuple[int, ...]) -> int:
        return sum(times) + sum(setup[i][j] for i, j in itertools.pairwise(order))

    compiled = compile_model(jobs(times, "max(start[j] + time[j] for j in jobs)", setup=setup))
    assert best(compiled) == pytest.approx(min(map(length, itertools.permutations(range(5)))), abs=1e-5)


def test_jobs_on_two_identical_machines_reach_brute_force() -> None:
    times = [4, 7, 3, 5, 6]
    problem = formulation(
        sets=[{"name": "machines", "members": ["1..2"]}],
        tables=[{"keys": "j in jobs", "columns": ["time"], "rows": list(enumerate(times))}],
        variables=[
            {"symbol": "start[j in jobs]", "upper": sum(times)},
            {"symbol": "on[j in jobs, m in machines]", "kind": "binary"},
        ],
        objective={"value": "max(start[j] + time[j] for j in jobs)"},
        constraints=[
            {"name": "one machine", "for": "j in jobs", "slots": {"rule": "sum(on[j,m] for m in machines) == 1"}},
            {
                "name": "one at a time",
                "template": "no_overlap",
                "for": "m in machines",
                "slots": {"over": "j in jobs", "start": "start[j]", "duration": "time[j]", "present": "on[j,m] == 1"},
            },
        ],
    )
    parts = (sum(itertools.compress(times, chosen)) for chosen in itertools.product((0, 1), repeat=len(times)))
    assert best(compile_model(problem)) == pytest.approx(min(max(p, sum(times) - p) for p in parts), abs=1e-5)


def test_intervals_in_plain_python() -> None:
    """'Of any two jobs one ends before the other begins', said once more without frames and verdicts."""
    compiled = compile_model(jobs([2, 1, 3], "start[0]", upper=6))
    lengths = np.array([2, 1, 3])
    for starts in itertools.product(range(7), repeat=3):
        plain = all(
            starts[i] + lengths[i] <= starts[j] or starts[j] + lengths[j] <= starts[i]
            for i, j in itertools.combinations(range(3), 2)
        )
        assert bool(compiled.holds(np.array(starts, dtype=float), 0.0)[0].all()) == plain


def test_the_names_of_the_later_job_must_be_new() -> None:
    wrong = {"over": "j in jobs", "start": "start[j]", "duration": "time[j]", "gap": "1", "later": "j"}
    problem = jobs([1, 2], "start[0]", upper=9).model_dump(by_alias=True)
    problem["constraints"] = [{"name": "one at a time", "template": "no_overlap", "slots": wrong}]
    with pytest.raises(FormulationError, match="another name for each index"):
        compile_model(formulation(**problem))


# -- tours


def cities(count: int, seed: int, is_symmetric: bool) -> np.ndarray[Any, Any]:
    random = np.random.default_rng(seed)
    if is_symmetric:
        points = random.integers(0, 100, (count, 2))
        return np.round(np.hypot(*(points[:, None] - points[None]).transpose(2, 0, 1))).astype(int)
    return random.integers(1, 100, (count, count))


def trip(distance: Any, arcs: str = "i in cities, j in cities if i != j", **slots: Any) -> Formulation:
    count = len(distance)
    return formulation(
        sets=[{"name": "cities", "members": list(range(count))}],
        tables=[
            {
                "keys": "i in cities",
                "across": "j in cities",
                "columns": ["distance"],
                "rows": [[i, *map(int, distance[i])] for i in range(count)],
            }
        ],
        variables=[{"symbol": f"go[{arcs}]", "kind": "binary"}],
        objective={"value": f"sum(distance[i,j]*go[i,j] for {arcs})"},
        constraints=[
            {"name": "round trip", "template": "tour", "slots": {"arcs": arcs, "used": "go[i,j] == 1", **slots}}
        ],
    )


@pytest.mark.parametrize("is_symmetric", [True, False])
@pytest.mark.parametrize("seed", range(2))
def test_a_tour_of_seven_cities_reaches_brute_force(seed: int, is_symmetric: bool) -> None:
    distance = cities(7, seed, is_symmetric)
    orders = np.array([(0, *order, 0) for order in itertools.permutations(range(1, 7))])
    least = distance[orders[:, :-1], orders[:, 1:]].sum(axis=1).min()
    assert best(compile_model(trip(distance))) == pytest.approx(least)
    if is_symmetric:
        either_way = trip(distance, "i in cities, j in cities if i < j", directed=False)
        assert best(compile_model(either_way)) == pytest.approx(least)


def test_several_trips_within_a_load_reach_brute_force() -> None:
    distance, parcels = cities(6, 3, True), [0, 3, 4, 2, 5, 3]
    problem = trip(distance, start="0", tours="trips", nodes="n in cities", load="parcels[n]", capacity="9")
    parts = problem.model_dump(mode="json", by_alias=True)
    parts["tables"].append({"keys": "n in cities", "columns": ["parcels"], "rows": list(enumerate(parcels))})
    parts["variables"].append({"symbol": "trips", "kind": "integer", "upper": 5})

    def length(order: tuple[int, ...]) -> int:
        """The best way to cut the order of customers into trips."""
        reached = [0] + [10**9] * len(order)
        for start in range(len(order)):
            for stop in range(start + 1, len(order) + 1):
                part = order[start:stop]
                if sum(parcels[n] for n in part) <= 9:
                    round_trip = sum(distance[i, j] for i, j in itertools.pairwise((0, *part, 0)))
                    reached[stop] = min(reached[stop], reached[start] + round_trip)
        return reached[-1]

    least = min(map(length, itertools.permutations(range(1, 6))))
    assert best(compile_model(formulation(**parts))) == pytest.approx(least)


def test_tours_in_plain_python() -> None:
    """'One closed way through all cities': exactly the six orders of four cities, and nothing else."""
    compiled = compile_model(trip(cities(4, 0, True)))
    arcs = [(i, j) for i, j in itertools.product(range(4), repeat=2) if i != j]
    circuits = {frozenset(itertools.pairwise((0, *order, 0))) for order in itertools.permutations(range(1, 4))}
    found = {
        frozenset(itertools.compress(arcs, used))
        for used in itertools.product((0, 1), repeat=len(arcs))
        if sum(used) == 4 and compiled.holds(np.array(used, dtype=float))[0].all()
    }
    assert found == circuits


# -- stock and flow


def inventory(products: int, periods: int, initial: str | None = "5", over: str = "t in periods") -> Formulation:
    slots = {
        "over": over, "stock": "stock[p,t]", "inflow": "make[p,t]", "outflow": "1 + (p + t) % 3", "initial": initial,
    }  # fmt: skip
    return formulation(
        sets=[
            {"name": "products", "members": [f"1..{products}"]},
            {"name": "periods", "members": [f"1..{periods}"]},
        ],
        variables=[{"symbol": f"{name}[p in products, t in periods]"} for name in ("stock", "make")],
        objective={"value": "sum(stock[p,t] + 2*make[p,t] for p in products, t in periods)"},
        constraints=[{"name": "balance", "template": "stock", "for": "p in products", "slots": slots}],
    )


def test_an_initial_stock_that_is_not_said_is_asked_for() -> None:
    with pytest.raises(FormulationError, match="does not say what is in stock before the first period"):
        compile_model(inventory(1, 3, initial=None))


def test_periods_are_one_clause() -> None:
    with pytest.raises(FormulationError, match="one clause"):
        compile_model(inventory(2, 3, over="t in periods, s in periods"))


def test_stock_in_plain_python() -> None:
    compiled = compile_model(inventory(1, 3, initial="2"))
    demand = [1 + (1 + t) % 3 for t in (1, 2, 3)]
    for values in itertools.product(range(4), repeat=6):
        (s1, s2, s3), (m1, m2, m3) = values[:3], values[3:]
        plain = 2 + m1 - demand[0] == s1 and s1 + m2 - demand[1] == s2 and s2 + m3 - demand[2] == s3
        assert bool(compiled.holds(np.array(values, dtype=float), 0.0)[0].all()) == plain


def test_a_large_inventory_compiles_without_a_loop_over_its_points() -> None:
    started = time.perf_counter()
    model = compile_model(inventory(400, 250)).model
    assert time.perf_counter() - started < 5
    assert model.num_rows == 100_000
    assert model.num_nonzeros == 3 * 100_000 - 400


def network(nodes: int, arcs: int) -> Formulation:
    random = np.random.default_rng(0)
    ends = np.unique(random.integers(0, nodes, (arcs, 2)), axis=0)
    ends = ends[ends[:, 0] != ends[:, 1]]
    return formulation(
        sets=[{"name": "nodes", "members": [f"0..{nodes - 1}"]}],
        tables=[{"keys": "i in nodes, j in nodes", "set": "arcs", "columns": ["cost"],
                 "rows": [[int(i), int(j), 1] for i, j in ends]}],
        variables=[{"symbol": "sent[(i, j) in arcs]"}],
        objective={"value": "sum(cost[i,j]*sent[i,j] for (i, j) in arcs)"},
        constraints=[
            {
                "name": "balance",
                "template": "flow",
                "slots": {"nodes": "n in nodes", "arcs": "(i, j) in arcs", "flow": "sent[i,j]", "supply": "0"},
            }
        ],
    )  # fmt: skip


def test_a_large_network_has_two_entries_an_arc() -> None:
    problem = network(5_000, 50_000)
    started = time.perf_counter()
    model = compile_model(problem).model
    assert time.perf_counter() - started < 5
    assert model.num_rows == 5_000
    assert model.num_nonzeros == 2 * model.num_columns
