"""Two versions side by side."""

from __future__ import annotations

import time

import pytest

pytest.importorskip("sqlalchemy")

import nl2milp
from nl2milp.app.comparing import compare
from nl2milp.app.markup import html_table
from nl2milp.app.store import Snapshot

TEXT = (
    "A baker makes loaves and cakes. A loaf takes 1 hour and earns $3, a cake takes 2 hours and earns $7. "
    "There are 40 hours available. How many of each should be made to maximize profit?"
)


def solved(text: str) -> Snapshot:
    result = nl2milp.solve(text, reader="offline").to_dict()
    return Snapshot(text=text, reader="offline", formulation=result["formulation"], result=result)


def test_a_changed_number_shows_in_text_model_and_answer() -> None:
    found = compare(solved(TEXT), solved(TEXT.replace("40 hours", "60 hours")))
    assert [(piece.sign, piece.text) for piece in found.text if piece.sign] == [("-", "40"), ("+", "60")]
    ((part, before, after),) = found.parts
    assert part.startswith("constraint")
    assert "40" in before
    assert "60" in after
    assert ("objective", 140.0, 210.0) in found.values
    assert ("cakes", 20, 30) in found.values


def test_the_two_texts_can_be_put_together_again() -> None:
    one, other = "a  b\nc <d> é", "a b\n\nc <x> 漢 d"
    pieces = compare(Snapshot(one), Snapshot(other)).text
    assert "".join(piece.text for piece in pieces if piece.sign != "+") == one
    assert "".join(piece.text for piece in pieces if piece.sign != "-") == other


def test_what_is_the_same_is_said_to_be() -> None:
    found = compare(solved(TEXT), solved(TEXT))
    assert (found.same_text, found.parts, found.tables) == (True, (), ())


def test_versions_without_a_reading_or_a_result_compare_too() -> None:
    found = compare(Snapshot(TEXT, tables=(("prices", "a,b\n"),)), solved(TEXT))
    assert found.tables == ("prices",)
    assert {before for _, before, _ in found.parts} == {""}
    assert ("objective", "", 140.0) in found.values
    assert compare(Snapshot(), Snapshot()).values == ()


def test_indexed_decisions_are_compared_place_by_place() -> None:
    one = Snapshot(result={"status": "optimal", "variables": {"ship": {"A": 1, "B": 2}}})
    other = Snapshot(result={"status": "optimal", "variables": {"ship": {"A": 3}}})
    assert compare(one, other).values == (("status", "optimal", "optimal"), ("ship: A", 1, 3), ("ship: B", 2, ""))


def test_long_texts_are_compared_in_time() -> None:
    one = "word " * 30_000 + "\nend"
    started = time.perf_counter()
    found = compare(Snapshot(one), Snapshot(one.replace("end", "stop")))
    assert time.perf_counter() - started < 2
    assert not found.same_text


def test_a_table_escapes_every_cell() -> None:
    nasty = "<script>alert(1)</script> | $x$ ` \" '"
    made = html_table([nasty], [[nasty, 1234567.0], [nasty, None]])
    assert "<script>" not in made
    assert made.count("&lt;script&gt;") == 3
    assert '<td class="number">1,234,567<' in made
