"""So many of several, one limit or another, thresholds, and amounts of none or at least so much."""

from __future__ import annotations

from tests.datasets.brute_force_unseen.entries import UNSEEN
from tests.datasets.enumeration import Model
from tests.datasets.statements import at_most, every, implies, some


@UNSEEN.problem("unseen-logic-021", yes_no="a b c d")
def coffee_sites(a, b, c, d):
    """1 if opened, by initial."""
    return Model(
        max,
        410000 * a + 380000 * b + 350000 * c + 240000 * d,
        [90 * a + 75 * b + 70 * c + 50 * d <= 240, a + b + c + d <= 2],
    )


@UNSEEN.problem("unseen-logic-022", yes_no="w x y z")
def water_wells(w, x, y, z):
    """1 if drilled, by initial."""
    return Model(
        min, 95 * w + 130 * x + 110 * y + 150 * z, [40 * w + 60 * x + 55 * y + 80 * z >= 100, w + x + y + z >= 3]
    )


@UNSEEN.problem("unseen-logic-023", yes_no="g h k m", whole={"t": 10})
def design_office(g, h, k, m, t):
    """g gallery, h hospital, k kiosk, m monument; t tile orders."""
    return Model(
        max,
        70 * g + 55 * h + 62 * k + 48 * m + 12 * t,
        [20 * g + 14 * h + 17 * k + 12 * m + 4 * t <= 60, g + h + k == 1, t <= 9],
    )


@UNSEEN.problem("unseen-logic-024", whole={"a b c d": 40})
def drinks_in_crates(a, b, c, d):
    """crates a ale, b bock, c cider, d dark beer."""
    return Model(
        max,
        21 * a + 17 * b + 15 * c + 12 * d,
        [5 * a + 4 * b + 3 * c + 3 * d <= 120, a <= 10, b <= 12, c <= 15, d <= 20],
        [at_most(2, a >= 1, b >= 1, c >= 1, d >= 1)],
    )


@UNSEEN.problem("unseen-logic-025", yes_no="a b c d e")
def angel_investor(a, b, c, d, e):
    """1 if backed, by initial."""
    return Model(
        max,
        12 * a + 19 * b + 15 * c + 22 * d + 9 * e,
        [4 * a + 7 * b + 5 * c + 8 * d + 3 * e <= 22, a + c + e >= 2, b + d <= 1],
    )


@UNSEEN.problem("unseen-logic-026", whole={"x y": 80})
def puzzles_and_kites(x, y):
    """x puzzles, y kites."""
    return Model(max, 9 * x + 7 * y, [2 * x + 3 * y <= 120, x <= 45], [some(x + y <= 40, 3 * x + y <= 90)])


@UNSEEN.problem("unseen-logic-027", divisible="p q")
def dairy_milk(p, q):
    """litres p Pine Hill, q Quarry."""
    return Model(min, 0.8 * p + 1.1 * q, [p + q >= 500, p <= 400], [some(q >= 200, p <= 150)])


@UNSEEN.problem("unseen-logic-028", whole={"b t": 60})
def pilgrims(b, t):
    """b coaches, t minibuses."""
    return Model(min, 240 * b + 95 * t, [48 * b + 15 * t >= 600, t <= 30], [some(b <= 6, t >= 12)])


@UNSEEN.problem("unseen-logic-029", yes_no="c r u", whole={"x": 30})
def print_shop(c, r, u, x):
    """c cutter, r roller, u label contract; x rolls."""
    return Model(
        max, 35 * x + 300 * u - 220 * c - 150 * r, [4 * x + 20 * u <= 70 + 50 * c + 25 * r, x <= 16], [some(c, r)]
    )


@UNSEEN.problem("unseen-logic-030", divisible="s b")
def bank_profiles(s, b):
    """dollars s shares, b bonds."""
    return Model(max, 0.06 * s + 0.035 * b, [s + b <= 90000, s <= 60000], [some(b >= 2 * s, s <= 20000)])


@UNSEEN.problem("unseen-logic-031", whole={"x y": 70})
def smith(x, y):
    """x gates, y lanterns."""
    return Model(max, 30 * x + 16 * y, [5 * x + 4 * y <= 200, x <= 36], [implies(x > 20, y >= 10)])


@UNSEEN.problem("unseen-logic-032", whole={"a b c": 60})
def summer_camps(a, b, c):
    """children a sailing, b riding, c art."""
    return Model(
        max,
        58 * a + 38 * b + 20 * c,
        [3 * a + 2 * b + c <= 100, a + b + c <= 60, a <= 18, c <= 15],
        [implies(b >= 15, a <= 12)],
    )


@UNSEEN.problem("unseen-logic-033", whole={"n d": 40})
def nurse_contracts(n, d):
    """n night, d day contracts."""
    return Model(min, 210 * n + 130 * d, [9 * n + 6 * d >= 150, d <= 20], [implies(d > 10, n >= 12)])


@UNSEEN.problem("unseen-logic-034", divisible="r g")
def paint_factory(r, g):
    """litres r red, g green."""
    return Model(max, 3 * r + 2.2 * g, [r + g <= 1000, 0.4 * r + 0.2 * g <= 330], [some(r <= 400, g >= 500)])


@UNSEEN.problem("unseen-logic-035", whole={"m u f": 40})
def caterer(m, u, f):
    """m marriages, u lunches, f funerals."""
    return Model(
        max, 80 * m + 65 * u + 25 * f, [6 * m + 4 * u + 2 * f <= 150, m + u <= 28], [implies(m + u > 18, f >= 20)]
    )


@UNSEEN.problem("unseen-logic-036", whole={"x y z": 90})
def knitwear(x, y, z):
    """x jumpers, y scarves, z hats."""
    return Model(
        max,
        12 * x + 10 * y + 6 * z,
        [4 * x + 3 * y + 2 * z <= 150, y <= 20],
        [some(x == 0, x >= 30), some(z == 0, z >= 50)],
    )


@UNSEEN.problem("unseen-logic-037", divisible="a b c")
def cement_suppliers(a, b, c):
    """tonnes a Arden, b Borle, c Cray."""
    return Model(
        min,
        52 * a + 49 * b + 41 * c,
        [a + b + c == 70, b <= 30, c <= 35, a >= 10],
        [some(c == 0, c >= 32), some(b == 0, b >= 28)],
    )


@UNSEEN.problem("unseen-logic-038", whole={"e f": 60})
def electric_bikes(e, f):
    """e cargo, f folding bikes."""
    return Model(max, 75 * e + 52 * f, [8 * e + 5 * f <= 210, e + f <= 36], [some(f == 0, every(f >= 8, f <= 16))])


@UNSEEN.problem("unseen-logic-039", divisible="g s t")
def pension_fund(g, s, t):
    """dollars g growth, s solar, t notes."""
    return Model(
        max,
        0.09 * g + 0.07 * s + 0.04 * t,
        [g + s + t <= 100000, g <= 30000, t >= 40000, g <= 0.5 * s],
        [some(g == 0, g >= 25000)],
    )


@UNSEEN.problem("unseen-logic-040", whole={"p q r": 40})
def park_lights(p, q, r):
    """p pole lamps, q bollards, r wall lights."""
    return Model(
        min,
        14 * p + 9 * q + 11 * r,
        [30 * p + 18 * q + 20 * r >= 600, q <= 12, p <= 25],
        [some(p == 0, p >= 22), some(r == 0, r >= 10)],
    )
