"""The transportation problem from arrays to a model inside HiGHS, in other modelling libraries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any


def linopy(given: dict[str, Any]) -> Any:
    """Linopy's arrays, and its direct way into HiGHS."""
    import linopy
    import pandas as pd

    plants, markets = given["cost"].shape
    rows, columns = pd.RangeIndex(plants, name="p"), pd.RangeIndex(markets, name="m")
    model = linopy.Model()
    ship = model.add_variables(lower=0, coords=[rows, columns], name="ship")
    model.add_constraints(ship.sum("m") <= pd.Series(given["supply"], rows), name="supply")
    model.add_constraints(ship.sum("p") >= pd.Series(given["demand"], columns), name="demand")
    model.add_objective((ship * pd.DataFrame(given["cost"], rows, columns)).sum())
    return linopy.io.to_highspy(model)


def pulp(given: dict[str, Any]) -> Any:
    """PuLP's expressions, and its way into HiGHS through highspy."""
    import pulp

    plants, markets = (range(count) for count in given["cost"].shape)
    cost, supply, demand = (given[name].tolist() for name in ("cost", "supply", "demand"))
    problem = pulp.LpProblem("transport", pulp.LpMinimize)
    ship = {(p, m): pulp.LpVariable(f"ship_{p}_{m}", 0) for p in plants for m in markets}
    problem += pulp.lpSum(cost[p][m] * ship[p, m] for p in plants for m in markets)
    for p in plants:
        problem += pulp.lpSum(ship[p, m] for m in markets) <= supply[p]
    for m in markets:
        problem += pulp.lpSum(ship[p, m] for p in plants) >= demand[m]
    solver = pulp.HiGHS(msg=False)
    solver.createAndConfigureSolver(problem)
    solver.buildSolverModel(problem)
    return problem.solverModel


def pyomo(given: dict[str, Any]) -> Any:
    """Pyomo's rules, and its persistent interface to HiGHS."""
    import pyomo.environ as pyo
    from pyomo.contrib.appsi.solvers import Highs

    plants, markets = given["cost"].shape
    cost, supply, demand = (given[name].tolist() for name in ("cost", "supply", "demand"))
    model = pyo.ConcreteModel()
    model.p, model.m = pyo.RangeSet(0, plants - 1), pyo.RangeSet(0, markets - 1)
    model.ship = pyo.Var(model.p, model.m, bounds=(0, None))
    model.cost = pyo.Objective(expr=sum(cost[p][m] * model.ship[p, m] for p in model.p for m in model.m))
    model.supply = pyo.Constraint(model.p, rule=lambda one, p: sum(one.ship[p, m] for m in one.m) <= supply[p])
    model.demand = pyo.Constraint(model.m, rule=lambda one, m: sum(one.ship[p, m] for p in one.p) >= demand[m])
    solver = Highs()
    solver.highs_options["output_flag"] = False
    solver.set_instance(model)
    return solver._solver_model


PEERS: dict[str, Callable[[dict[str, Any]], Any]] = {"linopy": linopy, "PuLP": pulp, "Pyomo": pyomo}
