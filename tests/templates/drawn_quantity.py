"""Instances of a quantity with a decision: on or off, lots, shares, tiers, tables."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from nl2milp.formulation import Formulation
from tests.templates.drawing import affine, binaries, condition, continuous, integers, whole
from tests.templates.drawn_logic import tolerance
from tests.templates.harness import instances


@st.composite
def variables_of(draw: Any, is_continuous: bool) -> list[dict[str, Any]]:
    found = [*draw(integers(2, widest=4)), *binaries(2)]
    if is_continuous:
        found[0] = continuous("x1", draw(st.sampled_from([0, 0, -4])), draw(st.sampled_from([2, 4, 8])))
    return found


def both_kinds(template: str, strategy: Any) -> None:
    """The same strategy with whole quantities only, and with a continuous one."""
    instances(template)(lambda: strategy(False))
    instances(f"{template}:continuous")(lambda: strategy(True))


def one(variables: Any, template: str, slots: dict[str, Any], **more: Any) -> Formulation:
    constraint = {"name": "statement", "template": template, "slots": slots}
    return Formulation.model_validate({"variables": variables, "constraints": [constraint], **more})


@st.composite
def on_off(draw: Any, is_continuous: bool) -> Formulation:
    variables = draw(variables_of(is_continuous))
    least = draw(st.sampled_from([None, 0, 1, 2, -1]))
    most = draw(st.sampled_from([None, 2, 3, 5, "7/2", 100]))
    kind = draw(st.integers(0, 3))
    on = {0: None, 1: draw(condition(variables, 1))}.get(kind, draw(st.sampled_from(["b1 == 1", "b1 == 0", "b2 >= 1"])))
    quantity = draw(st.sampled_from(["x1", draw(affine(variables[:2]))]))
    return one(
        variables,
        "on_off",
        {"quantity": quantity, "on": on, "least": least, "most": most} | tolerance(is_continuous),
    )


both_kinds("on_off", on_off)


@instances("on_off:indexed")
@st.composite
def on_off_indexed(draw: Any) -> Formulation:
    rows = [f"i{n} {draw(whole(0, 1))} {draw(whole(1, 4))}" for n in range(3)]
    return Formulation.model_validate(
        {
            "tables": [{"keys": "i in items", "columns": ["low", "high"], "rows": rows}],
            "variables": [
                {"symbol": "x[i in items]", "kind": "integer", "upper": draw(whole(1, 3))},
                {"symbol": "y[i in items]", "kind": "binary"},
            ],
            "constraints": [
                {
                    "name": "link",
                    "template": "on_off",
                    "for": draw(st.sampled_from(["i in items", "i in items if high[i] > 2"])),
                    "slots": {
                        "quantity": draw(st.sampled_from(["x[i]", "sum(x[j] for j in items)"])),
                        "on": "y[i] == 1",
                        "least": draw(st.sampled_from([None, "low[i]"])),
                        "most": draw(st.sampled_from([None, "high[i]"])),
                    },
                }
            ],
        }
    )


@st.composite
def share(draw: Any, is_continuous: bool) -> Formulation:
    variables = draw(variables_of(is_continuous))
    slots = {
        "part": draw(affine(variables)),
        "whole": draw(affine(variables, 3)),
        "sense": draw(st.sampled_from(["<=", ">=", "=="])),
        "fraction": draw(st.sampled_from(["0.25", "1/3", "0.5", "40%", "1"] if not is_continuous else ["0.25", "1/2"])),
    }
    return one(variables, "share", slots)


both_kinds("share", share)


@st.composite
def lot_size(draw: Any, is_continuous: bool) -> Formulation:
    variables = draw(variables_of(is_continuous))
    lots = draw(st.sampled_from([None, None, "x2", draw(affine(variables))]))
    slots = {
        "quantity": draw(st.sampled_from(["x1", draw(affine(variables))])),
        "size": draw(st.sampled_from(["1", "2", "3", "1.5", "0.5"])),
        "lots": lots,
    }
    return one(variables, "lot_size", slots)


both_kinds("lot_size", lot_size)


@st.composite
def piecewise(draw: Any, is_continuous: bool) -> Formulation:
    """A function of a whole or continuous quantity, with the points of its graph among the enumerated ones."""
    mode = draw(st.sampled_from(["incremental", "all_units"]))
    count = draw(st.integers(1, 3))
    ends = [
        float(sum(draw(st.lists(st.sampled_from([1, 1, 2]), min_size=n + 1, max_size=n + 1)))) for n in range(count)
    ]
    ends = sorted(set(ends))
    if not is_continuous:
        ends = [end - draw(st.sampled_from([0, 0, 0.5])) for end in ends]
    rows = [f"{n + 1} {end} {draw(whole(-1, 3))} {draw(st.sampled_from([0, 0, 0, 1]))}" for n, end in enumerate(ends)]
    if draw(st.booleans()):
        words = rows[-1].split()
        rows[-1] = f"{words[0]} - {' '.join(words[2:])}"
    quantity: dict[str, Any] = {
        "symbol": "q",
        "kind": "integer",
        "lower": draw(st.sampled_from([0, 0, -1])),
        "upper": 5,
    }
    if is_continuous:
        quantity = continuous("q", 0, 4)
    slots = {
        "input": draw(st.sampled_from(["q", "q", "q + b1"])),
        "output": "g",
        "tiers": "k in tiers",
        "upto": "upto[k]",
        "rate": "rate[k]",
        "mode": mode,
        "fixed": draw(st.sampled_from([None, None, "fixed[k]"])),
        "at_zero": draw(st.sampled_from(["0", "0", "1"])),
    }
    variables = [quantity, {"symbol": "g", "kind": "integer", "lower": -4, "upper": 12}, *binaries(1)]
    return one(
        variables,
        "piecewise",
        slots,
        tables=[{"keys": "k in tiers", "columns": ["upto", "rate", "fixed"], "rows": rows}],
    )


both_kinds("piecewise", piecewise)


@instances("lookup")
@st.composite
def lookup(draw: Any) -> Formulation:
    ats = draw(st.lists(whole(-1, 4), min_size=1, max_size=4, unique=draw(st.booleans())))
    rows = [f"e{n} {at} {draw(whole(-2, 4))}" for n, at in enumerate(ats)]
    return one(
        [{"symbol": "x1", "kind": "integer", "upper": 4}, {"symbol": "g", "kind": "integer", "lower": -3, "upper": 5}],
        "lookup",
        {
            "index": draw(st.sampled_from(["x1", "x1 - 1", "2*x1"])),
            "output": draw(st.sampled_from(["g", "g + x1"])),
            "entries": "e in entries",
            "at": "at[e]",
            "value": "given[e]",
        },
        tables=[{"keys": "e in entries", "columns": ["at", "given"], "rows": rows}],
    )
