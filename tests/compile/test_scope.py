"""Declared sets, tables, parameters and variables, as the symbols they become."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from nl2milp.algebra import parse_clauses, parse_expression
from nl2milp.compile.evaluate import Evaluator
from nl2milp.compile.frames import ROOT
from nl2milp.compile.labels import LabelSet
from nl2milp.compile.scope import Scope
from nl2milp.errors import DataError, FormulationError
from nl2milp.formulation import Formulation


def scope(attached: Any = None, **parts: Any) -> Scope:
    return Scope(Formulation.model_validate(parts), attached)


def members(symbols: Scope, name: str) -> list[Any]:
    found = symbols.find_set(name)
    assert isinstance(found, LabelSet)
    return [found.member(place) for place in range(len(found))]


def value(symbols: Scope, source: str, clauses: str | None = None) -> Any:
    evaluator = Evaluator(symbols).at(source, "here")
    frame = evaluator.extend(ROOT, parse_clauses(clauses)) if clauses else ROOT
    found = evaluator.value(parse_expression(source), frame)
    return np.broadcast_to(np.asarray(found), frame.shape).tolist()


@pytest.mark.parametrize(
    ("listed", "expected"),
    [
        (["a", "b c", "3", 4], ["a", "b c", 3, 4]),
        (["1..3"], [1, 2, 3]),
        (["1 .. 2", "x", "8…9"], [1, 2, "x", 8, 9]),
        (["3..1"], []),
        ([], []),
        (["1..n"], [1, 2, 3]),
        (["n..n + 1"], [3, 4]),
        (["{a, b, 7}"], ["a", "b", 7]),
        (["(a, 1)", "(b, 2)"], [("a", 1), ("b", 2)]),
        (["t for t in 1..6 if t % 2 == 0"], [2, 4, 6]),
        (["(s, l) for s in 1..n, l in {1, 2} if s + l <= 3"], [(1, 1), (1, 2), (2, 1)]),
        (["t for s in 1..2, t in s..s + 1"], [1, 2, 3]),
        (["'1..3'"], ["1..3"]),
    ],
)
def test_members(listed: list[Any], expected: list[Any]) -> None:
    found = scope(sets=[{"name": "s", "members": listed}], parameters=[{"symbol": "n", "value": 3}])
    assert members(found, "s") == expected


def test_families_listed_and_computed() -> None:
    symbols = scope(
        sets=[
            {"name": "crew[s in shifts]", "members": ["day: Ann, Bo", "night: 1..2", "none: "]},
            {"name": "next[t in days]", "members": ["u for u in days if u > t, v in days"]},
            {"name": "days", "members": ["1..3"]},
        ]
    )
    assert members(symbols, "shifts") == ["day", "night", "none"]
    assert value(symbols, "sum(1 for c in crew[s])", "s in shifts") == [2, 2, 0]
    assert value(symbols, "sum(u for u in next[t])", "t in days") == [5, 3, 0]
    assert value(symbols, "3 in next[t]", "t in days") == [True, True, False]


def test_tables_declare_their_key_sets_and_parameters() -> None:
    symbols = scope(
        tables=[
            {"keys": "p in plants, t in 1..2", "columns": ["cost", "via"], "set": "used",
             "rows": ["A 1 3.5 B", ["North York", 2, "1,200", "A"], "B 1 20% -"]},
            {"keys": "p in plants", "across": "t in 1..2", "columns": ["rate"], "rows": ["A 1 2", "B - 4"]},
        ]
    )  # fmt: skip
    assert members(symbols, "plants") == ["A", "North York", "B"]
    assert members(symbols, "used") == [("A", 1), ("North York", 2), ("B", 1)]
    assert value(symbols, "cost[p, t]", "(p, t) in used") == [3.5, 1200, 0.2]
    assert value(symbols, "cost['North York', 2] + rate['B', 2]") == 1204
    assert value(symbols, "via[p, t] == 'A'", "(p, t) in used if p != 'B'") == [False, True]
    assert value(symbols, "cost[via[A, 1], 1]") == 0.2


def test_labels_and_numbers_are_one() -> None:
    symbols = scope(
        sets=[{"name": "s", "members": ["3", "7", "x"]}],
        tables=[{"keys": "i in s", "columns": ["v"], "rows": ["3 10", ["7", 20], "x 30"]}],
    )
    assert value(symbols, "v[3] + v['3'] + v[k]", "k in 7..7") == [40]
    assert value(symbols, "v[x] + v[3.0]") == 40


def test_label_valued_parameters() -> None:
    symbols = scope(
        tables=[{"keys": "p in plants", "columns": ["size", "twin"], "rows": ["A 1 B", "B 2 A"]}],
        parameters=[{"symbol": "first", "value": "'B'"}, {"symbol": "other[p in plants]", "value": "twin[p]"}],
    )
    assert value(symbols, "size[first]") == 2
    assert value(symbols, "size[other[p]]", "p in plants") == [2, 1]
    assert value(symbols, "other[p] == first", "p in plants") == [True, False]


def test_variables_over_subsets_and_their_bounds() -> None:
    symbols = scope(
        sets=[{"name": "weeks", "members": ["1..9"]}],
        tables=[
            {"keys": "t in weeks", "columns": ["cap"], "rows": [f"{t} {t if t != 2 else 'inf'}" for t in range(1, 10)]}
        ],
        variables=[
            {"symbol": "x[t in weeks if t <= 3]", "upper": "cap[t]"},
            {"symbol": "yes", "kind": "binary", "upper": 7},
            {"symbol": "none[t in weeks if t > 99]"},
        ],
    )
    x, yes, none = symbols.variables
    assert (x.size, yes.size, none.size, symbols.columns) == (3, 1, 0, 4)
    assert x.upper.tolist() == [1, np.inf, 3]
    assert (yes.lower, yes.upper) == (0, 1)
    assert [x.domain.key(place) for place in range(3)] == [(1,), (2,), (3,)]


# -- attached tables


SHEET = {"p": np.array([3, 1, 2]), "q": ["x", "y", "x"], "cost": np.array([1.5, np.nan, 3]), "note": ["a", None, "b"]}


def attached(keys: str = "p in plants, q in kinds", columns: Any = ("cost", "note"), sheet: Any = None) -> Scope:
    table = {"keys": keys, "columns": list(columns), "source": "sheet"}
    return scope({"sheet": {**SHEET, **(sheet or {})}}, tables=[table])


def test_attached_columns_of_numbers_and_labels() -> None:
    symbols = attached()
    assert members(symbols, "plants") == [3, 1, 2]
    assert members(symbols, "kinds") == ["x", "y"]
    assert value(symbols, "cost[3, x] + cost[2, 'x']") == 4.5
    assert value(symbols, "note[2, 'x'] == 'b'")


@pytest.mark.parametrize(
    "cells", [np.array([10, -5, 10**12]), np.array([1.0, 2.5, 3.0]), np.array(["a", "b", "3"]), [7, "x", 8.0]]
)
def test_key_columns_of_any_kind(cells: Any) -> None:
    symbols = attached("p in plants", ["cost"], {"p": cells, "cost": [1, 2, 4]})
    assert len(members(symbols, "plants")) == 3
    assert value(symbols, "cost[p]", "p in plants") == [1, 2, 4]


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"columns": ["price"]}, "attached table 'sheet' has no column 'price'; it has p, q, cost, note"),
        ({"sheet": {"p": [1, 1, 1], "q": ["x", "y", "x"]}}, "rows 1 and 3 both have the key 1, x"),
        ({"sheet": {"p": [1, None, 2]}}, "row 2 has no key 'p'"),
        ({"sheet": {"p": [1.0, float("nan"), 2]}}, "row 2 has no key 'p'"),
        ({"sheet": {"cost": [1, 2]}}, "the columns differ in length: 'p' has 3, 'q' has 3, 'cost' has 2"),
        ({"sheet": {"cost": np.ones((3, 2))}}, "'cost' is not a flat list"),
    ],
)
def test_what_attached_tables_are_refused(change: dict[str, Any], message: str) -> None:
    with pytest.raises(DataError, match=message):
        attached(**change)


def test_parts_that_nothing_uses_are_checked_too() -> None:
    with pytest.raises(DataError, match="expected 2"):
        scope(tables=[{"keys": "p in plants", "columns": ["c"], "rows": ["A"]}])
    with pytest.raises(FormulationError, match="unknown name 'nothing'"):
        scope(parameters=[{"symbol": "a", "value": "nothing + 1"}])
