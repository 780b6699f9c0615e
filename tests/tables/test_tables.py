"""Tables from files, frames and text: layouts, separators, and an error with its place for what has two readings."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from nl2milp import solve
from nl2milp.errors import DataError, InputError
from nl2milp.formulation import Formulation
from nl2milp.tables import attached, load_tables, markdown_tables


def csv(folder: Path, text: str, name: str = "costs.csv", **more: Any) -> Any:
    (folder / name).write_text(text, encoding="utf-8")
    return load_tables([folder / name], **more)


def columns(loaded: Any, name: str = "costs") -> dict[str, list[Any]]:
    return {key: list(values) for key, values in loaded.tables[name].items()}


# -- layouts


def test_a_long_table(tmp_path: Path) -> None:
    found = csv(tmp_path, "plant,market,cost\nA,North,3\nA,South,4.5\n\nB,North,1e2\n")
    assert columns(found) == {"plant": ["A", "A", "B"], "market": ["North", "South", "North"], "cost": [3, 4.5, 100]}
    assert found.notes == ()


@pytest.mark.parametrize(
    ("text", "names", "reason"),
    [
        (",North,South\nA,1,2\nB,3,\n", ("row", "column"), "its corner is empty"),
        ("plant/market,North,South\nA,1,2\nB,3,-\n", ("plant", "market"), "names rows and columns"),
        ("plant,2024,2025\nA,1,2\nB,3,\n", ("plant", "column"), "its headers are numbers"),
        ("town,A,B\nA,1,2\nB,3,\n", ("town", "column"), "labels of its rows"),
    ],
)
def test_a_matrix_is_known_by_a_sign_and_said_to_be_one(
    text: str, names: tuple[str, str], reason: str, tmp_path: Path
) -> None:
    found = csv(tmp_path, text)
    assert tuple(found.tables["costs"]) == (*names, "value")
    assert list(found.tables["costs"]["value"]) == [1, 2, 3]
    assert list(found.tables["costs"][names[0]]) == ["A", "A", "B"]
    assert any(reason in note for note in found.notes)
    assert any("missing" in note for note in found.notes)


def test_columns_of_numbers_without_such_a_sign_stay_columns(tmp_path: Path) -> None:
    assert set(columns(csv(tmp_path, "plant,supply,price\nA,1,2\nB,3,4\n"))) == {"plant", "supply", "price"}


# -- numbers


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["1,234.5", "2,000"], [1234.5, 2000]),
        (["1.234,5", "2.000"], [1234.5, 2000]),
        (["12,5", "3"], [12.5, 3]),
        (["1,234,567", "5,000"], [1234567, 5000]),
        (["1 000", "2 500.5"], [1000, 2500.5]),
        (["5%", "12.5 %"], [0.05, 0.125]),
        (["$3", "$4.50"], [3, 4.5]),
        (["3 kg", "4 kg"], [3, 4]),
        (["−3", "+4"], [-3, 4]),
        (["1.234", "2"], [1.234, 2]),
    ],
)
def test_numbers_as_people_write_them(cells: list[str], values: list[float], tmp_path: Path) -> None:
    found = csv(tmp_path, "p;x\n" + "".join(f"a{row};{cell}\n" for row, cell in enumerate(cells)))
    assert columns(found)["x"] == pytest.approx(values)


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        (["1,234", "5"], r"row 2, column 'x': '1,234' may be 1234 or 1.234"),
        (["1,5", "2.5"], "with a point in '2.5' .*row 3.* with a comma in '1,5' .*row 2"),
        (["5%", "0.1"], r"row 3, column 'x' is without a unit and row 2 is in %"),
        (["3 kg", "4 t"], r"row 3, column 'x' is in t and row 2 is in kg"),
        (["1", "2", "many"], r"row 4, column 'x' holds 'many' among 2 numbers"),
        (["1", "#DIV/0!"], r"row 3, column 'x' holds the error"),
        (["1", "1.2.3", "2"], r"row 3, column 'x' holds '1.2.3', which is not one number"),
    ],
)
def test_what_has_two_readings_names_sheet_row_and_column(cells: list[str], said: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=said):
        csv(tmp_path, "p;x\n" + "".join(f"a{row};{cell}\n" for row, cell in enumerate(cells)))


def test_a_point_is_no_decimal_mark_where_another_column_has_commas(tmp_path: Path) -> None:
    assert columns(csv(tmp_path, "p;x;y\na;1.234;0,5\nb;2.000;1,5\n"))["x"] == [1234, 2000]


def test_the_decimal_mark_can_be_said(tmp_path: Path) -> None:
    text = "p;x\na;1,234\n"
    assert columns(csv(tmp_path, text, decimal=","))["x"] == [1.234]
    assert columns(csv(tmp_path, text, decimal="."))["x"] == [1234]
    with pytest.raises(InputError, match=r"'\.' or ','"):
        csv(tmp_path, text, decimal=";")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "is empty"),
        ("a,b\n", "no rows under it"),
        ("a,a\n1,2\n", "the header 'a' stands twice"),
        ("a,,b\n1,2,3\n", "column 2 has no header"),
        ("a,b\n1,2,3\n", "row 2 has 3 cells, and the header has 2"),
        (",x,y\nA,1,2\nA,3,4\n", "'A' stands in row 2 already"),
        ('a,b\n"1,2\n', "cannot be read as CSV"),
    ],
)
def test_shapes_that_cannot_be_read(text: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(DataError, match=said):
        csv(tmp_path, text)


def test_files_that_are_no_tables(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_bytes(b"a,b\n\xff\xfe,1\n")
    (tmp_path / "b.pdf").write_bytes(b"%PDF")
    (tmp_path / "c.xlsx").write_bytes(b"not a workbook")
    for name, said in [("a.csv", "not UTF-8"), ("b.pdf", "no table by its name"), ("c.xlsx", "not an Excel file"),
                       ("d.csv", "there is no file")]:  # fmt: skip
        with pytest.raises(InputError, match=said):
            load_tables([tmp_path / name])


# -- sources


def workbook(path: Path, sheets: dict[str, list[list[Any]]]) -> Path:
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def test_each_sheet_is_a_table(tmp_path: Path) -> None:
    path = workbook(tmp_path / "plants.xlsx", {
        "supply": [["p", "supply"], ["A", 20], ["B", 30]],
        "cost": [["Costs of 2025"], [None, "North", "South"], ["A", 1, 2], ["B", 3, None]],
        "empty": [],
    })  # fmt: skip
    found = load_tables([path])
    assert set(found.tables) == {"supply", "cost"}
    assert list(found.tables["cost"]["value"]) == [1, 2, 3]
    assert any("taken for a title" in note for note in found.notes)
    with pytest.raises(DataError, match=r"plants.xlsx, sheet 'x', row 3, column 'n' holds 'few' among 2 numbers"):
        load_tables([workbook(tmp_path / "plants.xlsx", {"x": [["p", "n"], ["A", 1], ["B", "few"], ["C", 2]]})])
    with pytest.raises(DataError, match="attached already"):
        load_tables(
            [workbook(tmp_path / "a.xlsx", {"x": [["p"], ["A"]]}), workbook(tmp_path / "b.xlsx", {"x": [["p"], ["A"]]})]
        )


def test_data_frames() -> None:
    pandas = pytest.importorskip("pandas")
    frame = pandas.DataFrame({"p": ["A", "B"], "supply": [1.0, 2.0]})
    assert list(attached({"x": frame})["x"]) == ["p", "supply"]
    assert list(attached({"x": frame.set_index("p")})["x"]) == ["p", "supply"]
    with pytest.raises(DataError, match="'p' stands twice"):
        attached({"x": pandas.concat([frame, frame[["p"]]], axis=1)})


def test_tables_in_a_text() -> None:
    text = "Costs:\n\n| a/b | N | S |\n|---|---:|---|\n| x | 1 | 2 |\n| y\\|z | 3 | 4 |\n\nEnd | of | it\n"
    found = markdown_tables(text)
    assert list(found.tables["table_1"]["a"]) == ["x", "x", "y|z", "y|z"]
    with pytest.raises(DataError, match="line 3, row 6"):
        markdown_tables(text.replace("| 3 |", "| 3,000 |"))


# -- to the answer


TRANSPORT = Formulation.model_validate({
    "tables": [
        {"keys": "p in plants", "columns": ["supply"], "source": "supply"},
        {"keys": "m in markets", "columns": ["demand"], "source": "demand"},
        {"keys": "p in plants, m in markets", "columns": ["value"], "source": "cost"},
    ],
    "variables": [{"symbol": "ship[p in plants, m in markets]"}],
    "objective": {"value": "sum(value[p, m]*ship[p, m] for p in plants, m in markets)"},
    "constraints": [
        {"name": "supply", "for": "p in plants", "slots": {"rule": "sum(ship[p, m] for m in markets) <= supply[p]"}},
        {"name": "demand", "for": "m in markets", "slots": {"rule": "sum(ship[p, m] for p in plants) >= demand[m]"}},
    ],
})  # fmt: skip


def test_a_formulation_with_attached_files_and_frames(tmp_path: Path) -> None:
    (tmp_path / "supply.csv").write_text("p;supply\nA;1.200,5\nB;30\n")
    (tmp_path / "demand.csv").write_text("m,demand\nN,20\nS,25\n")
    (tmp_path / "cost.csv").write_text("p/m,N,S\nA,1,4\nB,3,2\n")
    found = load_tables([tmp_path / f"{name}.csv" for name in ("supply", "demand", "cost")])
    assert solve(TRANSPORT, tables=found.tables).objective == 20 + 50
    pandas = pytest.importorskip("pandas")
    frames = {name: pandas.DataFrame(table) for name, table in found.tables.items()}
    frames["supply"] = frames["supply"].set_index("p")
    assert solve(TRANSPORT, tables=frames).objective == 70


def test_a_million_rows_load_in_seconds(tmp_path: Path) -> None:
    count = 1_000_000
    path = tmp_path / "big.csv"
    with path.open("w") as file:
        file.write("p,m,cost\n")
        file.writelines(f"plant {row % 1000},{row // 1000},{row % 97}.5\n" for row in range(count))
    started = time.process_time()
    found = load_tables([path])
    assert time.process_time() - started < 15
    assert len(found.tables["big"]["cost"]) == count
    assert found.tables["big"]["cost"].dtype == np.float64
