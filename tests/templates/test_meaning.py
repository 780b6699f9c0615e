"""`holds` against each template's sentence, written out in plain Python: a second meaning that shares no code."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from nl2milp.compile.compiler import compile_formulation
from nl2milp.formulation import Formulation

VARIABLES = [
    {"symbol": "x", "kind": "integer", "lower": -1, "upper": 5},
    {"symbol": "y", "kind": "integer", "upper": 4},
    {"symbol": "a", "kind": "binary"},
    {"symbol": "b", "kind": "binary"},
]
TIERS = {"keys": "k in tiers", "columns": ["upto", "rate", "fixed"], "rows": ["1 1 3 1", "2 3 2 0", "3 - 1 2"]}

Sentence = Callable[[int, int, int, int], bool]


def increments(x: int) -> int:
    """One at 3, the next two at 2, all beyond at 1."""
    return sum([3, 2, 2, 1, 1][:x])


def discounted(x: int) -> int:
    """All at 3 up to one, at 2 up to three, at 1 beyond; a fee of 1, 0 and 2."""
    if x == 0:
        return 0
    return 3 * x + 1 if x <= 1 else 2 * x if x <= 3 else x + 2


def statement(template: str, **slots: Any) -> dict[str, Any]:
    return {"template": template, "slots": {name.rstrip("_"): value for name, value in slots.items()}}


TIERED = {"input": "x", "tiers": "k in tiers", "upto": "upto[k]", "rate": "rate[k]"}

CASES: list[tuple[dict[str, Any], Sentence]] = [
    (statement("linear", rule="1 <= 2*x - y <= 4"), lambda x, y, a, b: 1 <= 2 * x - y <= 4),
    (statement("linear", rule="x < y"), lambda x, y, a, b: x < y),
    (statement("linear", rule="max(x, y) - min(x, y) != abs(x - 2)"), lambda x, y, a, b: abs(x - y) != abs(x - 2)),
    (statement("linear", rule="x*y + a*b <= 5"), lambda x, y, a, b: x * y + a * b <= 5),
    (statement("if_then", if_="x > 2", then="y >= 2"), lambda x, y, a, b: y >= 2 if x > 2 else True),
    (statement("if_then", if_="a == 1", then="not (b == 1)"), lambda x, y, a, b: not (a and b)),
    (statement("iff", first="a == 1", second="x >= 3 and y <= 1"), lambda x, y, a, b: bool(a) == (x >= 3 and y <= 1)),
    (statement("either_or", options=["x <= 0", "y <= 0", "a == 1"]), lambda x, y, a, b: x <= 0 or y <= 0 or a == 1),
    (
        statement("either_or", options=["x <= 2", "y <= 2"], exclusive=True),
        lambda x, y, a, b: (x <= 2) != (y <= 2),
    ),
    (
        statement("all_or_none", conditions=["a == 1", "b == 1", "x >= y"]),
        lambda x, y, a, b: [bool(a), bool(b), x >= y].count(True) in (0, 3),
    ),
    (
        statement("k_of_n", conditions=["a == 1", "b == 1", "x > y"], at_least=1, at_most=2),
        lambda x, y, a, b: 1 <= a + b + (x > y) <= 2,
    ),
    (
        statement("k_of_n", conditions=["a == 1", "b == 0", "x == y"], exactly=3, weights=["1", "2", "2"]),
        lambda x, y, a, b: a + 2 * (1 - b) + 2 * (x == y) == 3,
    ),
    (
        statement("logic", condition="a == 1 or b == 1 implies x >= 2 and not (y == 3)"),
        lambda x, y, a, b: not (a or b) or (x >= 2 and y != 3),
    ),
    (
        statement("on_off", quantity="x", on="a == 1", least=2, most=4),
        lambda x, y, a, b: 2 <= x <= 4 if a else x == 0,
    ),
    (statement("on_off", quantity="x", least=2, most=4), lambda x, y, a, b: x == 0 or 2 <= x <= 4),
    (
        statement("share", part="x", whole="x + y", sense=">=", fraction="1/3"),
        lambda x, y, a, b: 3 * x >= x + y,
    ),
    (statement("lot_size", quantity="x + y", size=3), lambda x, y, a, b: (x + y) % 3 == 0),
    (statement("lot_size", quantity="x", size=2, lots="y"), lambda x, y, a, b: x == 2 * y),
    (
        statement("piecewise", output="2*y + a", mode="incremental", **TIERED),
        lambda x, y, a, b: x >= 0 and 2 * y + a == increments(x),
    ),
    (
        statement("piecewise", output="2*y + a", mode="all_units", fixed="fixed[k]", **TIERED),
        lambda x, y, a, b: x >= 0 and 2 * y + a == discounted(x),
    ),
    (
        statement("lookup", index="x", output="y", entries="k in 0..3", at="k", value="(k - 2)^2"),
        lambda x, y, a, b: 0 <= x <= 3 and y == (x - 2) ** 2,
    ),
]


@pytest.mark.parametrize(
    ("constraint", "sentence"), CASES, ids=[f"{n} {one[0]['template']}" for n, one in enumerate(CASES)]
)
def test_holds_is_what_the_sentence_says(constraint: dict[str, Any], sentence: Sentence) -> None:
    formulation = {"variables": VARIABLES, "tables": [TIERS], "constraints": [{"name": "statement"} | constraint]}
    compiled = compile_formulation(Formulation.model_validate(formulation))
    points = list(itertools.product(range(-1, 6), range(5), range(2), range(2)))
    truths = {sentence(*point) for point in points}
    assert truths == {True, False}
    for point in points:
        ((held,),) = compiled.holds(np.array(point, dtype=np.float64))
        assert held == sentence(*point), point
