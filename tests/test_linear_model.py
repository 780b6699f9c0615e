"""Names and owners of columns and rows."""

from __future__ import annotations

import numpy as np

from nl2milp.formulation import Sense
from nl2milp.linear_model import ColumnBlock, LinearModel, RowBlock


def built(columns: tuple[ColumnBlock, ...] = (), rows: tuple[RowBlock, ...] = ()) -> LinearModel:
    """Three columns, two rows: `x0 + 2 x2` and `3 x1`."""
    return LinearModel(
        Sense.MINIMIZE, np.ones(3), 0.0, np.zeros(3), np.ones(3), np.zeros(3, dtype=bool),
        np.array([0, 2, 3], dtype=np.int32), np.array([0, 2, 1], dtype=np.int32), np.array([1.0, 2.0, 3.0]),
        np.zeros(2), np.ones(2), columns, rows,
    )  # fmt: skip


def test_sizes_and_matrix() -> None:
    model = built()
    assert (model.num_columns, model.num_rows, model.num_nonzeros) == (3, 2, 3)
    np.testing.assert_array_equal(model.matrix.toarray(), [[1, 0, 2], [0, 3, 0]])


def test_names_come_from_the_blocks_and_empty_blocks_have_none() -> None:
    model = built(
        (
            ColumnBlock("none", 0, 0),
            ColumnBlock("ship", 0, 2, lambda place: ("A", place + 1)),
            ColumnBlock("nil", 2, 2),
            ColumnBlock("y", 2, 3),
        ),
        (RowBlock("supply", 4, 0, 1, lambda place: ("North York",)), RowBlock("link", -1, 1, 2)),
    )
    assert [model.column_name(column) for column in range(3)] == ["ship[A, 1]", "ship[A, 2]", "y"]
    assert [model.row_name(row) for row in range(2)] == ["supply[North York]", "link"]
    assert model.row_constraint.tolist() == [4, -1]


def test_a_model_without_blocks_numbers_its_columns_and_rows() -> None:
    assert built().column_name(2) == "column 2"
    assert built().row_name(1) == "row 1"
    assert built(columns=(ColumnBlock("x", 0, 1),)).column_name(2) == "column 2"
