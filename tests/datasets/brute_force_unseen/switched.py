"""What costs something once, and what comes in lots."""

from __future__ import annotations

from tests.datasets.brute_force_unseen.entries import UNSEEN
from tests.datasets.enumeration import Model
from tests.datasets.statements import implies, some


@UNSEEN.problem("unseen-logic-041", yes_no="Y", whole={"x y": 80})
def candle_mould(Y, x, y):
    """x pillars, y tea lights in boxes; Y mould hired."""
    return Model(max, 11 * x + 8 * y - 150 * Y, [3 * x + 2 * y <= 160, x <= 40, y <= 70], [implies(y >= 1, Y)])


@UNSEEN.problem("unseen-logic-042", yes_no="B C", whole={"a b c": 60})
def laboratories(B, C, a, b, c):
    """generators tested a at home, b in Bergen, c in Turku; B, C opened."""
    return Model(
        min,
        6 * a + 4 * b + 5 * c + 120 * B + 90 * C,
        [a + b + c >= 60, a <= 50, b <= 40, c <= 45],
        [implies(b >= 1, B), implies(c >= 1, C)],
    )


@UNSEEN.problem("unseen-logic-043", yes_no="o p", divisible="x y")
def resin_plants(o, p, x, y):
    """x Lund, y Malmo tonnes; o Lund, p Malmo opened."""
    return Model(
        max,
        40 * x + 55 * y - 500 * o - 900 * p,
        [x <= 45, y <= 50, 2 * x + 3 * y <= 170],
        [some(x == 0, o), some(y == 0, p)],
    )


@UNSEEN.problem("unseen-logic-044", yes_no="S", whole={"s v": 40})
def stage_transport(S, s, v):
    """s semi-trailer, v van trips; S permit paid."""
    return Model(min, 130 * s + 75 * v + 400 * S, [12 * s + 5 * v >= 150, v <= 30], [implies(s >= 1, S)])


@UNSEEN.problem("unseen-logic-045", yes_no="A B C", whole={"a b c": 70})
def board_games(A, B, C, a, b, c):
    """copies a Atoll, b Bazaar, c Comet; A, B, C printed."""
    return Model(
        max,
        15 * a + 18 * b + 13 * c - 200 * A - 260 * B - 70 * C,
        [a + b + c <= 70, 2 * a + 3 * b + c <= 140, a <= 40, b <= 40, c <= 30],
        [implies(a >= 1, A), implies(b >= 1, B), implies(c >= 1, C)],
    )


@UNSEEN.problem("unseen-logic-046", whole={"x y": 15})
def pens_and_notebooks(x, y):
    """packs x pens, y notebooks."""
    return Model(max, 3 * 12 * x + 5 * 10 * y, [2 * 12 * x + 4 * 10 * y <= 250, 12 * x <= 90])


@UNSEEN.problem("unseen-logic-047", whole={"a b": 15})
def blankets_and_quilts(a, b):
    """a bundles, b cartons."""
    return Model(min, 6 * 8 * a + 9 * 25 * b, [3 * 8 * a + 5 * 25 * b >= 400, 25 * b <= 60])


@UNSEEN.problem("unseen-logic-048", whole={"t u": 15, "v": 30})
def group_visits(t, u, v):
    """t fives of stalls, u sixes of boxes, v gallery tickets."""
    return Model(
        max, 20 * 5 * t + 26 * 6 * u + 15 * v, [3 * 5 * t + 4 * 6 * u + 2 * v <= 130, 5 * t + 6 * u + v <= 50, v <= 24]
    )


@UNSEEN.problem("unseen-logic-049", whole={"c d": 15})
def valve_moulds(c, d):
    """castings c check, d disc."""
    return Model(max, 14 * 15 * c + 9 * 20 * d, [5 * 15 * c + 3 * 20 * d <= 200, 15 * c >= 10, 20 * d >= 20])


@UNSEEN.problem("unseen-logic-050", whole={"r w": 15})
def fair_food(r, w):
    """batches r rice, w wraps."""
    return Model(min, 1.5 * 9 * r + 2 * 7 * w, [4 * 9 * r + 6 * 7 * w >= 300, 7 * w <= 40, 9 * r <= 60])
