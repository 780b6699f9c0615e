"""Whatever a formulation says, the compiler compiles it or says what is wrong: nothing else escapes."""

from __future__ import annotations

import copy
import json
from contextlib import suppress
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from nl2milp.compile.compiler import compile_formulation
from nl2milp.errors import Nl2milpError
from nl2milp.formulation import Formulation

SEED: dict[str, Any] = {
    "sets": [
        {"name": "plants", "members": ["A", "B", "North York"]},
        {"name": "periods", "members": ["1..4"]},
        {"name": "serving[p in plants]", "members": ["A: x, y", "B: y", "North York: x"]},
        {"name": "pairs", "members": ["(p, t) for p in plants, t in periods if t <= supply[p]"]},
    ],
    "tables": [
        {"keys": "p in plants", "columns": ["supply", "twin"], "rows": ["A 3 B", "B 2 A", "'North York' 1 A"]},
        {"keys": "p in plants", "across": "t in periods", "columns": ["cost"],
         "rows": ["A 1 2 3 4", "B 1 - 3 4", "'North York' 5 6 7 8"]},
        {"keys": "o in orders", "columns": ["width"], "rows": [["o1", 3], ["o2", 5]]},
    ],
    "patterns": [{"set": "cuts", "count": "pieces", "items": "o in orders", "size": "width[o]", "capacity": "20"}],
    "parameters": [{"symbol": "rate", "value": "20%"}, {"symbol": "twice[p in plants]", "value": "2*supply[p]"}],
    "variables": [
        {"symbol": "x", "kind": "integer", "upper": "9"},
        {"symbol": "make[p in plants, t in periods]", "upper": "supply[p] + t"},
        {"symbol": "open_[p in plants]", "kind": "binary"},
        {"symbol": "stock[t in periods]", "outside": "5", "upper": "40"},
        {"symbol": "go[(p, t) in pairs]", "upper": 3},
        {"symbol": "cut[k in cuts]", "kind": "integer", "upper": "8"},
    ],
    "quantities": [
        {"symbol": "total", "value": "sum(make[p, t] for p in plants, t in periods)"},
        {"symbol": "made[p in plants]", "value": "sum(make[p, t] for t in periods if t > 1)"},
    ],
    "objective": {"sense": "maximize", "value": "total - rate*x + max(x, 3)/2 - abs(stock[1] - 2)"},
    "constraints": [
        {"name": "cap", "for": "p in plants",
         "slots": {"rule": "made[p] <= (twice[p] if p == 'A' else supply[twin[p]])"}},
        {"name": "flow", "for": "t in periods",
         "slots": {"rule": "stock[t] == stock[t-1] + sum(make[p, t] for p in plants) - 3"}},
        {"name": "cheap",
         "slots": {"rule": "sum(cost[p, t]*make[p, t] for p in plants, t in periods if t != 2) <= 90"}},
        {"name": "link", "for": "p in plants", "slots": {"rule": "make[p, 1] <= 9*open_[p]", "role": "link"}},
        {"name": "either", "slots": {"rule": "x <= 2 or x >= 5 and x != 7"}},
        {"name": "orders", "for": "o in orders", "slots": {"rule": "sum(pieces[k, o]*cut[k] for k in cuts) >= 4"}},
    ],
    "asked": "total + x",
}  # fmt: skip
WRITTEN = """
x | plants | A | p | t | o1 | supply[A] | make[A, 1] | make[A] | x[1] | total | 1..3 | 3..1 | {A, B} | {
p in plants | t in periods | p in plants, t in periods | (p, t) in pairs | p in serving[p] | q in serving[A]
x*x | make[A,1]*x | 1/0 | x/x | x^2 | 0^-1 | log(0) | 1e308*1e308 | 1e400 | - | - - - | NaN | inf | ' | x <= 3
x <= 3 <= 5 | not x | sum(x) | sum(x for p in plants) | min(x for p in plants if supply[p] > 9) | if | for
1..1000000000 | i in 1..100000 | i in 1..5000, j in 1..5000, k in 1..5000 | k in 1..x | 1..2.5 | p == 3
p < q | pi | p in {A, 'North York'} | abs(x, 2) | floor(x) | x if x > 1 else 2 | x if A == B else 2 | A: x
A:  | B: x, x | s for s in plants | (s, s) for s in plants | s for s in plants if x > 1 | q for s in plants
x in 1..3 | (A, 1) in pairs | cut[99] | total implies x | x = 3 | x ≤ 3 | % 3 | ∑ | objective | made[p]
stock[0] | stock['z'] | sum(sum(x for t in periods) for t in periods) | plants[A] | serving | rate = 3 | ((((
A B C D E F
"""
GARBAGE: list[Any] = [one for line in WRITTEN.strip().splitlines() for one in line.split(" | ")]
GARBAGE += ["", " ", "\u0000", "A" * 300, None, 0, -1, 3.5, 1e308, 10**400, float("inf"), float("nan"), True]
GARBAGE += [[], {}, ["A"], [["A", 1]], [None], {"a": 1}]


def places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The paths of all that can be replaced or dropped."""
    items: Any = ()
    if isinstance(value, dict):
        items = value.items()
    elif isinstance(value, list):
        items = enumerate(value)
    return [path for _ in range(bool(path))] + [found for key, item in items for found in places(item, (*path, key))]


def mutated(random: Random) -> dict[str, Any]:
    """The formulation above with a few parts dropped, replaced, exchanged, or with characters changed."""
    data = copy.deepcopy(SEED)
    for _ in range(random.choice([1, 1, 1, 2, 3])):
        path = random.choice(places(data))
        holder: Any = data
        for key in path[:-1]:
            holder = holder[key]
        change, old = random.choice(["drop", "garbage", "garbage", "swap", "edit", "edit"]), holder[path[-1]]
        if change == "drop":
            del holder[path[-1]]
        elif change == "garbage":
            holder[path[-1]] = random.choice(GARBAGE)
        elif change == "swap":
            other: Any = data
            for key in random.choice(places(data)):
                other = other[key]
            holder[path[-1]] = copy.deepcopy(other)
        elif isinstance(old, str) and old:
            at = random.randrange(len(old))
            inserted = random.choice(["", "x", "[", ")", "p", "*", ",", " in ", "1", "t", "'", " for ", "-", ".."])
            holder[path[-1]] = old[:at] + inserted + old[at + random.randint(0, 2) :]
    return data


def compile_and_read(text: str) -> None:
    compiled = compile_formulation(Formulation.model_validate_json(text))
    model = compiled.model
    for column in range(model.num_columns):
        model.column_name(column)
    for row in range(model.num_rows):
        model.row_name(row)
    values = model.column_lower.clip(-9, 9)
    compiled.holds(values)
    if compiled.formulation.asked:
        compiled.value_of(compiled.formulation.asked, values)


def test_the_formulation_itself_compiles() -> None:
    compile_and_read(json.dumps(SEED))


@settings(max_examples=1000)
@given(st.integers(0, 2**32))
def test_mutated_formulations(seed: int) -> None:
    data = mutated(Random(seed))
    with suppress(Nl2milpError, ValidationError):
        compile_and_read(json.dumps(data))


@pytest.mark.parametrize("garbage", [one for one in GARBAGE if isinstance(one, str)])
@pytest.mark.parametrize(
    "path",
    [
        ("sets", 0, "members", 0), ("sets", 3, "members", 0), ("sets", 2, "members", 1), ("tables", 0, "rows", 0),
        ("tables", 0, "keys"), ("tables", 1, "across"), ("parameters", 1, "symbol"), ("parameters", 0, "value"),
        ("variables", 3, "outside"), ("variables", 1, "upper"), ("quantities", 1, "value"), ("objective", "value"),
        ("constraints", 0, "for"), ("constraints", 0, "slots", "rule"), ("patterns", 0, "size"), ("asked",),
    ],
)  # fmt: skip
def test_garbage_in_every_kind_of_place(path: tuple[Any, ...], garbage: str) -> None:
    data = copy.deepcopy(SEED)
    holder: Any = data
    for key in path[:-1]:
        holder = holder[key]
    holder[path[-1]] = garbage
    with suppress(Nl2milpError, ValidationError):
        compile_and_read(json.dumps(data))
