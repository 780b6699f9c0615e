"""Markdown tables in a problem's text, which a formulation may name."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

import nl2milp
from nl2milp import readers
from nl2milp.formulation import Formulation
from nl2milp.readers.base import Problem, Reading

TEXT = """Each plant makes at the cost in the table, and 60 are wanted.

| p | cost | most |
|---|---|---|
| north | 3 | 40 |
| south | 5 | 70 |
"""
PARTS: dict[str, Any] = {
    "tables": [{"keys": "p in plants", "columns": ["cost", "most"], "source": "table_1"}],
    "variables": [{"symbol": "make[p in plants]", "kind": "integer"}],
    "objective": {"sense": "minimize", "value": "sum(cost[p]*make[p] for p in plants)"},
    "constraints": [
        {"name": "capacity", "for": "p in plants", "slots": {"rule": "make[p] <= most[p]"}},
        {"name": "demand", "slots": {"rule": "sum(make[p] for p in plants) >= 60"}},
    ],
}


class TableReader:
    """Writes the formulation above whatever the text says, as a reader that refers to its table would."""

    name = "of a table"

    def read(self, problem: Problem) -> Reading:
        return Reading(Formulation.model_validate(PARTS), self.name)


@pytest.fixture
def reader(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    monkeypatch.setattr(readers, "get", lambda name: TableReader())
    monkeypatch.setattr(readers, "choose", lambda name: name)
    return iter(["of a table"])


def test_a_formulation_may_name_a_table_of_the_text(reader: Iterator[str]) -> None:
    result = nl2milp.solve(TEXT, reader=next(reader))
    assert (result.status.value, result.objective) == ("optimal", 220.0)


def test_a_reading_brings_its_tables_along(reader: Iterator[str]) -> None:
    reading = nl2milp.read(TEXT, reader=next(reader))
    assert list(reading.tables) == ["table_1"]
    assert nl2milp.solve(reading).objective == 220.0
    assert nl2milp.compile_model(reading.formulation, tables=reading.tables).model.num_columns == 2


def test_an_attached_table_of_that_name_wins(reader: Iterator[str]) -> None:
    attached = {"table_1": {"p": ["north", "south"], "cost": [1, 1], "most": [100, 100]}}
    assert nl2milp.solve(TEXT, reader=next(reader), tables=attached).objective == 60.0


def test_a_table_that_cannot_be_read_is_told(reader: Iterator[str]) -> None:
    result = nl2milp.solve(TEXT.replace("| 5 |", "| 5,000 or so |"), reader=next(reader))
    assert result.status.value in ("needs_review", "error")
    assert any("line 3" in reason or "row" in reason for reason in result.reasons)


def test_bars_in_a_text_without_a_table_do_no_harm(reader: Iterator[str]) -> None:
    assert Problem("a | b\nc | d").text_tables.tables == {}
