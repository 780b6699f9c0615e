"""Linear problems of the least that will do."""

from __future__ import annotations

from tests.datasets.brute_force_unseen.entries import UNSEEN
from tests.datasets.enumeration import Model


@UNSEEN.problem("unseen-linear-002", whole={"b f": 20})
def ferry_crossings(b, f):
    """b old, f fast boat crossings."""
    return Model(min, 40 * b + 65 * f, [30 * b + 52 * f >= 1000, b >= 10, f <= 14])


@UNSEEN.problem("unseen-linear-004", divisible="o u")
def porridge(o, u):
    """cups o oats, u lentils."""
    return Model(min, 1.2 * o + 0.9 * u, [5 * o + 3 * u >= 60, 2 * o + 4 * u >= 40, o >= 4])


@UNSEEN.problem("unseen-linear-006", whole={"a b": 50})
def waiting_parcels(a, b):
    """a van, b bike rides."""
    return Model(min, 3 * a + 2 * b, [12 * a + 7 * b >= 500, a <= 0.5 * b, b <= 50])


@UNSEEN.problem("unseen-linear-008", whole={"x y": 30})
def glass_cleaning(x, y):
    """x robot, y crew visits."""
    return Model(min, x + y, [80 * x + 55 * y >= 2000, y >= 0.3 * (x + y), x >= 5])


@UNSEEN.problem("unseen-linear-010", whole={"d n": 40})
def call_roster(d, n):
    """d day, n night shifts."""
    return Model(min, 160 * d + 230 * n, [8 * d + 10 * n >= 420, n >= 12, d >= 2 * n - 6])


@UNSEEN.problem("unseen-linear-013", whole={"m k": 20})
def sled_dogs(m, k):
    """tins m moose, k kelp."""
    return Model(min, 4 * m + 5 * k, [3 * m + 2 * k >= 50, 2 * m + 4 * k >= 60, m >= 6])


@UNSEEN.problem("unseen-linear-015", divisible="a b c")
def scrap_alloy(a, b, c):
    """tonnes of scrap A, B, C."""
    return Model(
        min, 20 * a + 26 * b + 31 * c, [a + b + c == 100, 0.1 * a + 0.2 * b + 0.35 * c >= 22, c <= 40, a >= 15]
    )


@UNSEEN.problem("unseen-linear-017", whole={"t c": 40})
def estate_plants(t, c):
    """t trees, c climbers."""
    return Model(min, 12 * t + 7 * c, [6 * t + 3 * c >= 240, t + c >= 50, t <= 32])


@UNSEEN.problem("unseen-linear-019", divisible="u m")
def crushers(u, m):
    """hours u small, m big."""
    return Model(min, 30 * u + 42 * m, [25 * u + 40 * m >= 900, u + m <= 32, u >= 8])


@UNSEEN.problem("unseen-linear-021", whole={"w g": 30})
def wind_and_gas(w, g):
    """w turbines, g engines."""
    return Model(min, 500 * w + 320 * g, [7 * w + 4 * g >= 180, w + g <= 36, g >= 9])


@UNSEEN.problem("unseen-linear-024", whole={"s m u": 20})
def congress_halls(s, m, u):
    """s small, m medium, u large halls."""
    return Model(min, 90 * s + 140 * m + 200 * u, [20 * s + 35 * m + 50 * u >= 420, s + m + u <= 14, s >= 2, u <= 4])


@UNSEEN.problem("unseen-linear-026", whole={"v h": 20})
def valley_water(v, h):
    """v van, h helicopter trips."""
    return Model(min, 25 * v + 60 * h, [4 * v + 11 * h >= 130, h <= 8, v >= 12])


@UNSEEN.problem("unseen-linear-029", whole={"k j": 30})
def knitting_circle(k, j):
    """k hats, j pairs of mittens."""
    return Model(min, 8 * k + 5 * j, [k + j >= 44, 3 * k + j >= 80, j >= 15, k >= 12])


@UNSEEN.problem("unseen-linear-031", divisible="c g")
def pig_ration(c, g):
    """kg c corn meal, g pellets."""
    return Model(min, 0.48 * c + 0.3 * g, [90 * c + 60 * g >= 2700, 8 * c + 2 * g >= 120, g <= 30, c <= 25])


@UNSEEN.problem("unseen-linear-033", whole={"m n": 20})
def village_libraries(m, n):
    """m mobile libraries, n book boxes."""
    return Model(min, 35 * m + 20 * n, [15 * m + 8 * n >= 300, m <= n, n <= 20])


@UNSEEN.problem("unseen-linear-035", whole={"i e": 50})
def warehouse_lamps(i, e):
    """i induction, e LED lamps."""
    return Model(min, 11 * i + 15 * e, [i + e >= 70, e >= 0.35 * (i + e), 2 * i + 5 * e >= 230])


@UNSEEN.problem("unseen-linear-038", whole={"u t": 20})
def beach_teams(u, t):
    """u rake, t tractor teams."""
    return Model(min, 6 * u + 10 * t, [2 * u + 4 * t >= 100, u >= t, u + t <= 45])


@UNSEEN.problem("unseen-linear-040", whole={"f h": 20})
def orchard_pickers(f, h):
    """f full-day, h half-day pickers."""
    return Model(min, 24 * f + 17 * h, [f + h >= 30, 9 * f + 5 * h >= 210, f <= 22, h >= 6])
