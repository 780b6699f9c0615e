"""What costs something once, and what comes in lots."""

from __future__ import annotations

from tests.datasets.brute_force_heldout.entries import HELDOUT
from tests.datasets.enumeration import Model


@HELDOUT.problem("heldout-logic-025", yes_no="N M B", whole={"x": 310, "y": 170, "z": 130})
def barrels(N, M, B, x, y, z):
    """N north hall, M mill, B barn rented; x, y, z barrels in them."""
    return Model(
        min,
        800 * N + 500 * M + 350 * B + 2 * x + y + 3 * z,
        [x + y + z == 380, x <= 300 * N, y <= 160 * M, z <= 120 * B],
    )


@HELDOUT.problem("heldout-logic-026", yes_no="U P", whole={"x y": 160})
def umbrellas(U, P, x, y):
    """U umbrellas, P parasols set up; x, y made."""
    return Model(
        max,
        8 * x + 13 * y - 300 * U - 450 * P,
        [0.5 * x + y <= 80, x <= 70 * U, y <= 60 * P],
    )


@HELDOUT.problem("heldout-logic-027", yes_no="E W", divisible="x y z")
def drinking_water(E, W, x, y, z):
    """E east, W west plant on; x, y from them, z by tanker, in cubic metres."""
    return Model(
        min,
        900 * E + 600 * W + 0.8 * x + 1.1 * y + 3.5 * z,
        [x + y + z >= 1000, x <= 900 * E, y <= 500 * W, z <= 400],
    )


@HELDOUT.problem("heldout-logic-028", whole={"p q r": 25})
def coloured_card(p, q, r):
    """p yellow packs, q blue packs, r mixed boxes."""
    return Model(min, 6 * p + 5.5 * q + 14 * r, [50 * p + 80 * r >= 730, 40 * q + 45 * r >= 410, p + q + r <= 22])


@HELDOUT.problem("heldout-logic-029", whole={"s b": 60})
def spices(s, b):
    """s sacks of 25 kg pepper, b bales of 40 kg cinnamon."""
    return Model(
        max,
        3 * 25 * s + 3.4 * 40 * b,
        [25 * s + 40 * b <= 1130, 2 * 25 * s + 3 * 40 * b <= 2900, s >= 8],
    )


@HELDOUT.problem("heldout-logic-030", whole={"h w": 15, "x": 200})
def bricks(h, w, x):
    """h Hatton, w Lowick pallets, x single bricks."""
    return Model(min, 210 * h + 165 * w + 0.7 * x, [400 * h + 300 * w + x >= 3450, x <= 180, w <= 6, h <= 5])
