"""Instances of `stock`."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from nl2milp.formulation import Formulation
from tests.templates.drawing import whole
from tests.templates.harness import instances


@instances("stock")
@st.composite
def stock(draw: Any) -> Formulation:
    """One or two products over two or three periods, with or without backlog, capacity, first and last level."""
    decides = draw(st.sampled_from(["each period", "each period", "once", "nothing"]))
    products = 1 if decides == "each period" else draw(st.sampled_from([1, 1, 2]))
    periods = 2 if products == 2 or decides == "each period" else draw(st.sampled_from([2, 3]))
    has_backlog = products == 1 and draw(st.booleans())
    kind = draw(st.sampled_from(["integer", "integer", "continuous"])) if decides != "each period" else "integer"
    variables: list[dict[str, Any]] = [
        {"symbol": "stock[p in products, t in periods]", "kind": kind, "upper": draw(st.integers(1, 2))}
    ]
    if has_backlog:
        variables.append({"symbol": "late[p in products, t in periods]", "kind": "integer", "upper": 1})
    inflow = draw(st.sampled_from(["1", "t - 1"]))
    if decides == "once":
        variables.append({"symbol": "batch", "kind": "integer", "upper": 2})
        inflow = draw(st.sampled_from(["batch", "2*batch", "batch if t == 1 else 0"]))
    elif decides == "each period":
        variables.append({"symbol": "make[t in periods]", "kind": "integer", "upper": 1, "outside": 1})
        inflow = draw(st.sampled_from(["make[t]", "2*make[t]", "make[t-1]", "make[t] + 1"]))
    needs = st.lists(whole(-1, 2), min_size=periods, max_size=periods)
    demand = [[str(p), *draw(needs)] for p in range(products)]
    slots: dict[str, Any] = {
        "over": draw(st.sampled_from(["t in periods", "t in periods", "t in periods if t <= 2", "t in backwards"])),
        "stock": "stock[p,t]",
        "backlog": "late[p,t]" if has_backlog else None,
        "inflow": inflow,
        "outflow": draw(st.sampled_from(["demand[p,t]", "demand[p,t]", "demand[p,t]/2", "0"])),
        "initial": draw(st.sampled_from(["0", "1", "p", "stock[p,1]" if has_backlog else "stock[p,2]"])),
        "final": draw(st.sampled_from([None, None, None, "1", "stock[p,1]"])),
        "capacity": draw(st.sampled_from([None, None, None, "1", "t"])),
    }
    return Formulation.model_validate(
        {
            "sets": [
                {"name": "products", "members": list(range(products))},
                {"name": "periods", "members": list(range(1, periods + 1))},
                {"name": "backwards", "members": list(range(periods, 0, -1))},
            ],
            "tables": [{"keys": "p in products", "across": "t in periods", "columns": ["demand"], "rows": demand}],
            "variables": variables,
            "constraints": [{"name": "balance", "template": "stock", "for": "p in products", "slots": slots}],
        }
    )
