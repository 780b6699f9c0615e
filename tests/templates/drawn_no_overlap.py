"""Instances of `no_overlap`."""

from __future__ import annotations

from random import Random
from typing import Any

from hypothesis import strategies as st

from nl2milp.formulation import Formulation
from tests.templates.harness import instances


def built(lengths: list[int], top: int, slots: dict[str, Any], *variables: dict[str, Any], kind: str) -> Formulation:
    rows = [[place, length, place % 2] for place, length in enumerate(lengths)]
    random = Random(repr((lengths, top, slots)))
    setups = [[i, *random.choices([0, 1, 1, 2], k=len(lengths))] for i in range(len(lengths))]
    return Formulation.model_validate(
        {
            "sets": [{"name": "jobs", "members": list(range(len(lengths)))}],
            "tables": [
                {"keys": "j in jobs", "columns": ["time", "ready"], "rows": rows},
                {"keys": "i in jobs", "across": "j in jobs", "columns": ["setup"], "rows": setups},
            ],
            "variables": [
                {"symbol": "start[j in jobs]", "kind": kind, "lower": "0", "upper": top},
                *variables,
            ],
            "constraints": [
                {
                    "name": "one at a time",
                    "template": "no_overlap",
                    "slots": {"over": "j in jobs", "start": "start[j]", "duration": "time[j]", **slots},
                }
            ],
        }
    )


@instances("no_overlap")
@st.composite
def no_overlap(draw: Any) -> Formulation:
    """Two or three jobs with data or decided durations, gaps that depend on the pair, shifted starts."""
    random = Random(repr(draw(st.tuples(*[st.integers(0, 2**32)] * 3))))
    count = random.choice([2, 3, 3])
    lengths = [random.choice([0, 1, 1, 2, 2, 3]) for _ in range(count)]
    variables = []
    slots: dict[str, Any] = {}
    if count == 2 and random.random() < 0.5:
        variables.append({"symbol": "extra", "kind": "integer", "upper": 2})
        slots["duration"] = random.choice(["time[j] + extra", "extra", "time[j]*extra"])
    if random.random() < 0.5:
        slots["gap"] = random.choice(["1", "setup[j,k]", "setup[j,k] + setup[k,j]", "setup[j,k] - 1"])
        slots["later"] = "k" if "k" in slots["gap"] else None
    slots["start"] = random.choice(["start[j]", "start[j]", "start[j] + ready[j]", "2*start[j]"])
    kind = "continuous" if count == 2 and random.random() < 0.3 else "integer"
    return built(lengths, random.choice([3, 4, 5]), slots, *variables, kind=kind)


@instances("no_overlap:present", spare=("row dropped",))
@st.composite
def present(draw: Any) -> Formulation:
    """Jobs of which some are on the machine, or on one of two machines."""
    random = Random(repr(draw(st.tuples(*[st.integers(0, 2**32)] * 3))))
    count = random.choice([2, 2, 3])
    lengths = [random.choice([0, 1, 2, 3]) for _ in range(count)]
    slots: dict[str, Any] = {"present": random.choice(["on[j] == 1", "on[j] == 0", "on[j] == 1 and start[j] >= 1"])}
    if random.random() < 0.5:
        slots |= {"gap": "setup[j,k]", "later": "k"}
    return built(
        lengths,
        2 if count == 3 else random.choice([3, 4, 5]),
        slots,
        {"symbol": "on[j in jobs]", "kind": "binary"},
        kind="integer",
    )
