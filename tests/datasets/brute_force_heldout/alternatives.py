"""One limit or another, thresholds, and amounts that are nothing or at least so much."""

from __future__ import annotations

from tests.datasets.brute_force_heldout.entries import HELDOUT
from tests.datasets.enumeration import Model
from tests.datasets.statements import every, implies, some


@HELDOUT.problem("heldout-logic-016", divisible="b c")
def dairy(b, c):
    """Kilograms: b butter, c cheese."""
    return Model(max, 3 * b + 4 * c, [2 * b + 3 * c <= 240, b + c <= 100, b >= 20], [some(b <= 54, c <= 30)])


@HELDOUT.problem("heldout-logic-017", whole={"f t": 25})
def shipyard(f, t):
    """f ferries, t tugs."""
    return Model(max, 9 * f + 4 * t, [10 * f + 5 * t <= 100, t <= 14], [some(t >= 8, f <= 3)])


@HELDOUT.problem("heldout-logic-018", divisible="r p")
def camp(r, p):
    """Kilograms: r rice, p lentils."""
    return Model(min, 2 * r + 3 * p, [70 * r + 240 * p >= 9600, r + p >= 60], [some(r >= 50, p >= 45)])


@HELDOUT.problem("heldout-logic-019", whole={"p b": 210})
def garden_centre(p, b):
    """Trays: p pansies, b begonias."""
    return Model(max, 6 * p + 9 * b, [2 * p + 4 * b <= 6 * 60 + 40, p + b <= 140], [implies(b > 50, p >= 85)])


@HELDOUT.problem("heldout-logic-020", whole={"j w": 60})
def tailor(j, w):
    """j jackets, w waistcoats."""
    return Model(max, 70 * j + 45 * w, [5 * j + 3 * w <= 150, j + w <= 40], [implies(w >= 20, j >= 18)])


@HELDOUT.problem("heldout-logic-021", whole={"h b": 200})
def eggs(h, b):
    """Boxes: h Hill Farm, b Brook Farm."""
    return Model(
        min,
        2.6 * h + 2.2 * b,
        [h + b >= 130, b <= 100, h <= 90, 10 * h <= 7 * (h + b)],
        [implies(b > 60, h >= 55)],
    )


@HELDOUT.problem("heldout-logic-022", divisible="c w t")
def cement_works(c, w, t):
    """Tonnes: c coal, w wood chips, t tyres."""
    return Model(
        min,
        130 * c + 56 * w + 110 * t,
        [26 * c + 14 * w + 32 * t >= 1300, w <= 45, c >= 20],
        [some(t == 0, every(t >= 30, t <= 40))],
    )


@HELDOUT.problem("heldout-logic-023", divisible="s g d")
def shares_and_gold(s, g, d):
    """Dollars: s shares, g gold, d deposit."""
    return Model(
        max,
        0.08 * s + 0.05 * g + 0.03 * d,
        [s + g + d <= 50000, s <= 0.6 * (s + g + d), d >= 10000],
        [some(g == 0, g >= 12000)],
    )


@HELDOUT.problem("heldout-logic-024", divisible="r t b")
def grain(r, t, b):
    """Tonnes: r by lorry, t by rail, b by barge."""
    return Model(
        min,
        14 * r + 9 * t + 6 * b,
        [r + t + b == 300, r >= 70],
        [some(t == 0, every(t >= 100, t <= 220)), some(b == 0, every(b >= 120, b <= 150))],
    )
