"""Packs of different sizes: how many of each to buy or to fill."""

from __future__ import annotations

import pytest

import nl2milp
from nl2milp.readers.base import Problem
from nl2milp.readers.offline.reader import OfflineReader

PACKS = (
    (
        "A café needs at least 150 cups. Cups are sold in packs of 12 at $18 a pack and in boxes of 20 at $25 a "
        "box. The shop has 8 packs and 9 boxes left. What is the least the café has to spend?",
        min(18 * p + 25 * b for p in range(9) for b in range(10) if 12 * p + 20 * b >= 150),
    ),
    (
        "A bakery fills rolls into bags of 6 and trays of 15. A bag costs 5 cents and a tray 9 cents. All 210 "
        "rolls have to be packed, and bags and trays are only used full. At least 10 bags must be filled. How "
        "many bags and trays keep the cost lowest?",
        min(0.05 * b + 0.09 * t for b in range(10, 36) for t in range(15) if 6 * b + 15 * t == 210),
    ),
    (
        "Tiles come in cartons of 8 tiles and in crates of 30 tiles. A carton costs $14 and a crate costs $44. A "
        "builder needs no fewer than 200 tiles, and no more than 5 crates can be delivered. Cartons and crates "
        "are not opened. Find the cheapest purchase.",
        min(14 * a + 44 * c for a in range(40) for c in range(6) if 8 * a + 30 * c >= 200),
    ),
    (
        "Milk comes in crates of 12 bottles and cream comes in boxes of 8 bottles. The prices are $10 a crate and"
        " $16 a box. A hotel wants at least 70 bottles of milk and at least 30 bottles of cream. The cold room "
        "has 40 units of space; a crate fills three units and a box two. What does it cost at least?",
        min(
            10 * a + 16 * b
            for a in range(20)
            for b in range(20)
            if 12 * a >= 70 and 8 * b >= 30 and 3 * a + 2 * b <= 40
        ),
    ),
    (
        "For a party, napkins are bought in packets of 25 at £2 a packet or in bundles of 60 at £4 a bundle. At "
        "least 330 napkins are needed. The shop has only 4 bundles. How cheaply can it be done?",
        min(2 * a + 4 * b for a in range(20) for b in range(5) if 25 * a + 60 * b >= 330),
    ),
)


@pytest.mark.parametrize(("text", "best"), PACKS, ids=[pack[0][:40] for pack in PACKS])
def test_how_many_packs(text: str, best: float) -> None:
    reading = OfflineReader().read(Problem(text))
    assert reading.confident, reading.reasons
    assert nl2milp.solve(reading.formulation).objective == pytest.approx(best)
    for constraint in reading.formulation.constraints:
        assert constraint.quote
        assert constraint.quote in text


def test_a_limit_that_is_not_understood_is_reported() -> None:
    text = PACKS[0][0].replace("The shop", "Every third pack is checked by 2 clerks. The shop")
    assert not OfflineReader().read(Problem(text)).confident


def test_items_in_lots_are_not_taken_for_packs() -> None:
    text = (
        "A caterer orders rolls and croissants. Rolls are delivered only in bags of 12, croissants only in trays "
        "of 20. A roll costs $0.40 and a croissant costs $0.90. At least 250 pieces must be ordered, and there "
        "must be at least 90 croissants. At most 170 rolls fit into the freezer. How many of each should be "
        "ordered to spend the least?"
    )
    best = min(0.4 * r + 0.9 * c for r in range(0, 171, 12) for c in range(0, 301, 20) if r + c >= 250 and c >= 90)
    assert nl2milp.solve(text, reader="offline").objective == pytest.approx(best)
