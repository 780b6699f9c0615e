"""LP and MPS: what is written is read back to the same model, whatever its names, sides and bounds are."""

from __future__ import annotations

import gzip
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nl2milp import solve
from nl2milp.errors import InputError
from nl2milp.export.lp import model_to_lp, names_of
from nl2milp.export.model_formulation import model_to_formulation
from nl2milp.export.mps import model_to_mps
from nl2milp.formulation import Sense
from nl2milp.linear_model import ColumnBlock, LinearModel, RowBlock
from nl2milp.solvers import Options
from nl2milp.solvers.highs import HighsSolver
from nl2milp.solvers.highs_files import read_model
from tests.solvers.test_highs import model

INF = math.inf
WRITERS = {"lp": model_to_lp, "mps": model_to_mps}


def back(one: LinearModel, kind: str, folder: Path) -> LinearModel:
    path = folder / f"model.{kind}"
    path.write_text(WRITERS[kind](one, "a title\nwith a second line: Maximize"), encoding="utf-8")
    return read_model(path)


def answers(one: LinearModel) -> tuple[Any, Any]:
    found = HighsSolver().solve(one, Options(time_limit=30))
    return found.status, None if found.objective is None else round(found.objective, 6)


@st.composite
def models(draw: Any) -> LinearModel:
    numbers = st.sampled_from([-3.0, -1.0, 0.0, 0.5, 1.0, 2.5, 0.1, 12.375])
    count, rows = draw(st.integers(1, 4)), draw(st.integers(0, 4))
    one = lambda size: np.array(draw(st.lists(numbers, min_size=size, max_size=size)))  # noqa: E731
    low, width = one(rows), draw(st.lists(st.sampled_from([0.0, 1.0, INF]), min_size=rows, max_size=rows))
    low = np.where(np.array(draw(st.lists(st.booleans(), min_size=rows, max_size=rows)), dtype=bool), low, -INF)
    ranged = np.where(np.isinf(low), 0.0, low) + np.array(width)
    high = np.where(np.isinf(low), np.where(np.isinf(width), INF, one(rows)), ranged)
    whole = draw(st.lists(st.booleans(), min_size=count, max_size=count))
    # whole variables are bounded: over an endless grid a branch and bound need not end
    ends = {False: ([-INF, -5.0, 0.0, 1.5], [2.0, 8.0, INF]), True: ([-5.0, 0.0, 1.5], [2.0, 8.0])}
    left = [draw(st.sampled_from(ends[kind][0])) for kind in whole]
    right = [draw(st.sampled_from(ends[kind][1])) for kind in whole]
    return model(
        one(count), [one(count) for _ in range(rows)], low, high, bounds=(left, right),
        integer=whole,
        sense=draw(st.sampled_from(list(Sense))), offset=draw(numbers),
    )  # fmt: skip


@pytest.mark.parametrize("kind", WRITERS)
@settings(max_examples=60, deadline=None)
@given(one=models())
def test_any_model_comes_back(kind: str, one: LinearModel, tmp_path_factory: pytest.TempPathFactory) -> None:
    found = back(one, kind, tmp_path_factory.getbasetemp())
    assert found.sense is one.sense
    assert found.offset == one.offset
    order = [[found.column_name(at) for at in range(found.num_columns)].index(name) for name in names_of(one)[0]]
    for part in ("cost", "column_lower", "column_upper", "is_integer"):
        np.testing.assert_array_equal(getattr(found, part)[order], getattr(one, part), err_msg=part)
    assert answers(found) == answers(one)


NAMES = ["a b", "a b", "", "x[1] := 3;", "<= 5", "e1", "été\nEnd\n", "free", "9", "st", "x" * 300, "\\ c", "* d", "R'"]


@pytest.mark.parametrize("kind", WRITERS)
def test_odd_and_repeated_names(kind: str, tmp_path: Path) -> None:
    count = len(NAMES)
    plain = model(np.arange(1, count + 1), np.eye(count), np.arange(count), [INF] * count)
    columns = tuple(ColumnBlock(name, at, at + 1) for at, name in enumerate(NAMES))
    rows = tuple(RowBlock(name, at, at, at + 1) for at, name in enumerate(NAMES))
    odd = LinearModel(*(getattr(plain, part) for part in (
        "sense", "cost", "offset", "column_lower", "column_upper", "is_integer", "starts", "indices", "values",
        "row_lower", "row_upper")), columns, rows)  # fmt: skip
    found = back(odd, kind, tmp_path)
    assert found.num_columns == count
    assert answers(found) == answers(odd)


@pytest.mark.parametrize("kind", WRITERS)
def test_a_maximisation_is_not_minimised(kind: str, tmp_path: Path) -> None:
    one = model([3, 4], [[1, 2], [3, 1]], [-INF, -INF], [8, 9], sense=Sense.MAXIMIZE, offset=10)
    assert HighsSolver().solve(back(one, kind, tmp_path)).objective == pytest.approx(28)
    if kind == "mps":
        assert "\nOBJSENSE\n    MAX\n" in (tmp_path / "model.mps").read_text()


@pytest.mark.parametrize("kind", WRITERS)
def test_nothing_to_write(kind: str) -> None:
    with pytest.raises(InputError, match="without variables"):
        WRITERS[kind](model([]))


def test_what_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="there is no file"):
        read_model(tmp_path / "none.lp")
    for name, content, said in [
        ("a.txt", "x", "neither an LP nor an MPS file"),
        ("a.lp", "this is no model ::: <= <=", "cannot read"),
        ("b.mps", "NAME\nROWS\n Q\n", "cannot read"),
        ("c.lp", "Minimize\n o: x + [ x^2 ] / 2\nSubject To\n r: x >= 1\nEnd\n", "quadratic"),
        ("d.lp", "Minimize\n o: x\nSubject To\n r: x + y >= 1\nBounds\n x <= 5\nSemi\n x\nEnd\n", "semi-continuous"),
    ]:
        (tmp_path / name).write_text(content)
        with pytest.raises(InputError, match=said):
            read_model(tmp_path / name)


def test_a_packed_file(tmp_path: Path) -> None:
    text = model_to_mps(model([1, 2], [[1, 1]], [3], [INF], integer=True))
    (tmp_path / "one.mps.gz").write_bytes(gzip.compress(text.encode()))
    assert HighsSolver().solve(read_model(tmp_path / "one.mps.gz")).objective == 3


@settings(max_examples=40, deadline=None)
@given(one=models())
def test_a_model_as_a_formulation_has_the_same_answer(one: LinearModel) -> None:
    made = model_to_formulation(one)
    assert made is not None
    result = solve(made)
    status, objective = answers(one)
    assert result.status.value == status.value
    assert objective is None or result.objective == pytest.approx(objective, abs=1e-5)
