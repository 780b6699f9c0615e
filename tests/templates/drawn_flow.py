"""Instances of `flow`."""

from __future__ import annotations

import itertools
from typing import Any

from hypothesis import strategies as st

from nl2milp.formulation import Formulation
from tests.templates.drawing import whole
from tests.templates.harness import instances


@instances("flow")
@st.composite
def flow(draw: Any) -> Formulation:
    """Up to four arcs among three nodes, parallel to themselves or in loops; all nodes or some; losses on the way."""
    pairs = list(itertools.product("ABC", repeat=2))
    arcs = draw(st.lists(st.sampled_from(pairs), min_size=1, max_size=4, unique=True))
    most = 2 if len(arcs) > 3 else 3
    kind = draw(st.sampled_from(["integer", "integer", "continuous"]))
    variables = [{"symbol": "ship[(i, j) in arcs]", "kind": kind, "lower": 0, "upper": most}]
    supply = "net[n]"
    if len(arcs) < 4 and draw(st.booleans()):
        variables.append({"symbol": "make", "kind": "integer", "lower": 0, "upper": 1})
        supply = draw(st.sampled_from(["net[n]*make", "net[n] - make", "make if n == A else net[n]"]))
    slots: dict[str, Any] = {
        "nodes": draw(st.sampled_from(["n in nodes", "n in nodes if n != B", "n in {A, C}"])),
        "arcs": draw(st.sampled_from(["(i, j) in arcs", "i in nodes, j in nodes if (i, j) in arcs"])),
        "flow": "ship[i,j]",
        "supply": supply,
        "sense": draw(st.sampled_from(["==", "==", "<=", ">="])),
        "yields": draw(st.sampled_from([None, None, "2", "0.5"])),
    }
    rows = [[n, draw(whole(-2, 2))] for n in "ABC"]
    lengths = [[*arc, 1] for arc in arcs]
    return Formulation.model_validate(
        {
            "sets": [{"name": "nodes", "members": ["A", "B", "C"]}],
            "tables": [
                {"keys": "n in nodes", "columns": ["net"], "rows": rows},
                {"keys": "i in nodes, j in nodes", "set": "arcs", "columns": ["length"], "rows": lengths},
            ],
            "variables": variables,
            "constraints": [{"name": "balance", "template": "flow", "slots": slots}],
        }
    )
