"""Linear problems of the most that can be had."""

from __future__ import annotations

from tests.datasets.brute_force_unseen.entries import UNSEEN
from tests.datasets.enumeration import Model


@UNSEEN.problem("unseen-linear-001", whole={"x y": 70})
def saddler(x, y):
    """x belts, y satchels."""
    return Model(max, 7 * x + 11 * y, [2 * x + 5 * y <= 310, 3 * x + 2 * y <= 260, y >= 15])


@UNSEEN.problem("unseen-linear-003", divisible="s b")
def solar_park(s, b):
    """dollars s solar park, b bonds."""
    return Model(max, 0.07 * s + 0.045 * b, [s + b <= 50000, s <= 0.4 * (s + b), b >= 12000])


@UNSEEN.problem("unseen-linear-005", whole={"t r": 40})
def garden_machinery(t, r):
    """t tractors, r mowers."""
    return Model(max, 320 * t + 210 * r, [t + r <= 48, t >= 2 * r - 30, 6 * t + 3 * r <= 240])


@UNSEEN.problem("unseen-linear-007", whole={"r w s": 100})
def calendars(r, w, s):
    """r recycled, w wall, s small."""
    return Model(max, 9 * r + 12 * w + 8 * s, [r + w + s <= 200, 2 * r + 3 * w + s <= 420, w >= 30, s <= 70])


@UNSEEN.problem("unseen-linear-009", divisible="c p")
def carrots_and_peas(c, p):
    """acres c carrots, p peas."""
    return Model(max, 410 * c + 370 * p, [c + p <= 60, 12 * c + 8 * p <= 640, p >= 10, c >= 15])


@UNSEEN.problem("unseen-linear-011", divisible="g s")
def garden_and_summit_tea(g, s):
    """kg g Garden, s Summit blend."""
    return Model(max, 5 * g + 6.5 * s, [0.6 * g + 0.3 * s <= 240, 0.4 * g + 0.7 * s <= 350, g >= 100])


@UNSEEN.problem("unseen-linear-012", whole={"u v": 30})
def language_school(u, v):
    """u intensive, v evening courses."""
    return Model(max, 45 * u + 30 * v, [u + v >= 20, u + v <= 35, 3 * u + 2 * v <= 84, u <= 18])


@UNSEEN.problem("unseen-linear-014", whole={"p q": 60})
def advertisements(p, q):
    """p podcast spots, q notices."""
    return Model(max, 300 * p + 180 * q, [250 * p + 120 * q <= 6000, p + q >= 25, q >= p])


@UNSEEN.problem("unseen-linear-016", whole={"h s": 40})
def hammocks_and_swings(h, s):
    """h hammocks, s swings."""
    return Model(max, 28 * h + 19 * s, [4 * h + 3 * s <= 180, h <= 0.6 * s, s >= 20])


@UNSEEN.problem("unseen-linear-018", whole={"x y": 30})
def optician(x, y):
    """x titanium, y acetate frames."""
    return Model(max, 150 * x + 95 * y, [x + y == 40, 9 * x + 5 * y <= 280, x >= 8])


@UNSEEN.problem("unseen-linear-020", whole={"e d": 40})
def upholsterer(e, d):
    """e easy, d dining chairs."""
    return Model(max, 6 * e + 4 * d, [2 * e + d <= 90, e + 2 * d <= 90, d <= 3 * e])


@UNSEEN.problem("unseen-linear-022", divisible="f k")
def deposit_and_kiosk(f, k):
    """dollars f deposit, k kiosk."""
    return Model(max, 0.05 * f + 0.08 * k, [f + k == 120000, k <= 0.25 * f, f >= 60000])


@UNSEEN.problem("unseen-linear-023", whole={"b t": 60})
def garage_furniture(b, t):
    """b bookcases, t stands."""
    return Model(max, 14 * b + 22 * t, [b + t <= 75, 10 * b + 18 * t <= 960, t >= 0.2 * (b + t)])


@UNSEEN.problem("unseen-linear-025", whole={"x y": 50})
def nougat_and_pralines(x, y):
    """boxes x nougat, y pralines."""
    return Model(max, 18 * x + 25 * y, [3 * x + 4 * y <= 200, x >= 2 * y, x <= 50])


@UNSEEN.problem("unseen-linear-027", divisible="p r")
def soap_works(p, r):
    """litres p soap, r shampoo."""
    return Model(max, 2.4 * p + 3.1 * r, [p + r <= 900, r <= 0.75 * p, 0.05 * p + 0.08 * r <= 55])


@UNSEEN.problem("unseen-linear-028", whole={"a s": 30})
def cave_tours(a, s):
    """a adult, s school tours."""
    return Model(max, 60 * a + 45 * s, [5 * a + 3 * s <= 150, 2 * a + 4 * s <= 120, a <= 24, s >= 10])


@UNSEEN.problem("unseen-linear-030", whole={"x y z": 50})
def bicycle_mechanic(x, y, z):
    """x overhauls, y tune-ups, z checks."""
    return Model(max, 70 * x + 55 * y + 40 * z, [4 * x + 3 * y + 2 * z <= 160, x + y + z <= 64, x >= 5, z >= y])


@UNSEEN.problem("unseen-linear-032", whole={"d s": 20})
def developer(d, s):
    """d detached, s semi-detached."""
    return Model(max, 120 * d + 70 * s, [d + s <= 22, 90 * d + 50 * s <= 1600, s >= 4, d <= 15])


@UNSEEN.problem("unseen-linear-034", whole={"r b": 90})
def bouquets(r, b):
    """r red, b blue."""
    return Model(max, 16 * r + 12 * b, [r + b <= 120, r <= b / 3 + 20, 2 * r + b <= 160])


@UNSEEN.problem("unseen-linear-036", whole={"x y": 40})
def charging_points(x, y):
    """x slow, y rapid."""
    return Model(max, 5 * x + 9 * y, [30 * x + 55 * y <= 1650, x + y >= 35, y >= 12])


@UNSEEN.problem("unseen-linear-037", divisible="q w")
def quark_and_whey(q, w):
    """kg q quark, w whey drink."""
    return Model(max, 8 * q + 5 * w, [2 * q + w <= 500, q + w <= 320, q <= 200, w >= 0.5 * q])


@UNSEEN.problem("unseen-linear-039", whole={"a b": 50})
def amplifiers_and_buzzers(a, b):
    """a amplifiers, b buzzers."""
    return Model(max, 13 * a + 8 * b, [7 * a + 4 * b <= 400, 2 * a + 3 * b <= 190, a <= 45, b <= 50])
