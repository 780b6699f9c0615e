"""Selections, implications, exclusions, and things that go together or not at all."""

from __future__ import annotations

from tests.datasets.brute_force_unseen.entries import UNSEEN
from tests.datasets.enumeration import Model
from tests.datasets.statements import every, implies, negated, same, some


@UNSEEN.problem("unseen-logic-001", yes_no="b u s f h")
def council_schemes(b, u, s, f, h):
    """b footbridge, u library roof, s skate park, f flood wall, h bus shelters."""
    return Model(
        max,
        4100 * b + 2600 * u + 1700 * s + 5300 * f + 1500 * h,
        [320 * b + 210 * u + 150 * s + 410 * f + 90 * h <= 900, 5 * b + 3 * u + 2 * s + 6 * f + 4 * h <= 14],
    )


@UNSEEN.problem("unseen-logic-002", yes_no="a b c d")
def museum_exhibits(a, b, c, d):
    """1 if shown, by initial."""
    return Model(
        max,
        9000 * a + 13000 * b + 6500 * c + 17000 * d,
        [180 * a + 240 * b + 150 * c + 310 * d <= 600, 22 * a + 31 * b + 12 * c + 28 * d <= 75, c == 1],
    )


@UNSEEN.problem("unseen-logic-003", yes_no="a b c d e")
def radio_masts(a, b, c, d, e):
    """1 if built, by initial."""
    return Model(
        min,
        42000 * a + 55000 * b + 38000 * c + 30000 * d + 47000 * e,
        [a + b >= 1, b + c >= 1, c + d + e >= 1, d + b >= 1, a + e >= 1],
    )


@UNSEEN.problem("unseen-logic-004", yes_no="a b c d")
def drug_trials(a, b, c, d):
    """a heart, b asthma, c arthritis, d eczema."""
    return Model(
        max,
        31 * a + 27 * b + 45 * c + 22 * d,
        [12 * a + 11 * b + 19 * c + 8 * d <= 40, 9 * a + 10 * b + 14 * c + 7 * d <= 30],
    )


@UNSEEN.problem("unseen-logic-005", yes_no="k m o r t")
def short_films(k, m, o, r, t):
    """1 if screened, by initial."""
    return Model(
        max,
        64 * k + 71 * m + 58 * o + 80 * r + 47 * t,
        [26 * k + 34 * m + 22 * o + 41 * r + 18 * t <= 90, k + o + t <= 1],
    )


@UNSEEN.problem("unseen-logic-006", yes_no="s a e p")
def next_release(s, a, e, p):
    """s sign-on, a audit log, e export wizard, p payment page."""
    return Model(
        max, 90000 * s + 15000 * a + 60000 * e + 48000 * p, [14 * s + 8 * a + 11 * e + 9 * p <= 30], [implies(s, a)]
    )


@UNSEEN.problem("unseen-logic-007", yes_no="h v w p")
def wine_parcels(h, v, w, p):
    """h hillside, v valley, w western, p pump."""
    return Model(max, 52 * h + 30 * v + 21 * w - 16 * p, [70 * h + 40 * v + 35 * w + 25 * p <= 140], [implies(h, p)])


@UNSEEN.problem("unseen-logic-008", yes_no="c r s g")
def satellite_instruments(c, r, s, g):
    """c camera, r radar, s spectrometer, g gyro package."""
    return Model(
        max,
        40 * c + 35 * r + 28 * s + 12 * g,
        [130 * c + 120 * r + 90 * s + 60 * g <= 260, 55 * c + 70 * r + 40 * s + 20 * g <= 150],
        [implies(c, g), implies(s, g)],
    )


@UNSEEN.problem("unseen-logic-009", yes_no="d", whole={"v t": 40})
def health_outreach(d, v, t):
    """d depot leased; v van visits, t train clinics."""
    return Model(max, 25 * v + 40 * t, [180 * v + 310 * t + 1500 * d <= 6000, v + t <= 30], [implies(v > 0, d)])


@UNSEEN.problem("unseen-logic-010", yes_no="p", whole={"w f": 60})
def photographers(p, w, f):
    """p assistant hired; w weddings, f family parties."""
    return Model(
        max, 220 * w + 150 * f - 900 * p, [5 * w + 3 * f <= 120, 2 * w + 2 * f <= 56, f <= 30], [implies(w > 8, p)]
    )


@UNSEEN.problem("unseen-logic-011", yes_no="a b c d")
def hotel_properties(a, b, c, d):
    """1 if bought, by initial."""
    return Model(
        max,
        240 * a + 215 * b + 130 * c + 70 * d,
        [500 * a + 450 * b + 300 * c + 240 * d <= 1100],
        [negated(every(a, b))],
    )


@UNSEEN.problem("unseen-logic-012", yes_no="r s n o")
def show_bed(r, s, n, o):
    """r roses, s salvias, n nasturtiums, o onions."""
    return Model(max, 18 * r + 16 * s + 11 * n + 9 * o, [7 * r + 6 * s + 5 * n + 4 * o <= 18, r + n <= 1, s + o <= 1])


@UNSEEN.problem("unseen-logic-013", whole={"x y z": 60})
def oak_tables_or_stools(x, y, z):
    """x oak tables, y pine tables, z stools."""
    return Model(
        max,
        34 * x + 25 * y + 22 * z,
        [4 * x + 3 * y + 2 * z <= 110, 2 * x + 2 * y + 3 * z <= 90],
        [negated(every(x > 0, z > 0))],
    )


@UNSEEN.problem("unseen-logic-014", divisible="w b r")
def wheat_or_rapeseed(w, b, r):
    """hectares w wheat, b barley, r rapeseed."""
    return Model(
        max,
        340 * w + 260 * b + 420 * r,
        [w + b + r <= 80, 3 * w + 2 * b + 5 * r <= 260, b >= 10],
        [some(w == 0, r == 0)],
    )


@UNSEEN.problem("unseen-logic-015", yes_no="m t b", whole={"x y": 30})
def chamber_orchestra(m, t, b, x, y):
    """m recording, t tour, b ball; x school, y church concerts."""
    return Model(
        max,
        600 * x + 450 * y + 2000 * m + 2600 * t + 1500 * b,
        [40 * x + 30 * y + 90 * m + 120 * t + 60 * b <= 700, x <= 9, y <= 8],
        [negated(every(m, t)), negated(every(t, b))],
    )


@UNSEEN.problem("unseen-logic-016", yes_no="a b c d")
def map_collector(a, b, c, d):
    """a Atlantic, b Baltic, c Caspian, d globe."""
    return Model(
        max,
        20 * a + 34 * b + 26 * c + 50 * d,
        [15 * a + 18 * b + 22 * c + 30 * d <= 60],
        [every(same(a, b), same(b, c))],
    )


@UNSEEN.problem("unseen-logic-017", yes_no="n s e w")
def grain_barns(n, s, e, w):
    """1 if rented, by initial."""
    return Model(
        min, 700 * n + 820 * s + 560 * e + 640 * w, [300 * n + 420 * s + 260 * e + 310 * w >= 600], [same(n, e)]
    )


@UNSEEN.problem("unseen-logic-018", yes_no="a b", whole={"x y": 60})
def bag_machines(a, b, x, y):
    """a machine A, b machine B rented; x totes, y rucksacks."""
    return Model(
        max,
        14 * x + 19 * y - 150 * a - 210 * b,
        [2 * x + 3 * y <= 90 + 45 * a + 40 * b, x <= 25, y <= 35],
        [same(a, b)],
    )


@UNSEEN.problem("unseen-logic-019", yes_no="p q r s t")
def studio_songs(p, q, r, s, t):
    """1 if recorded."""
    return Model(
        max,
        8 * p + 13 * q + 5 * r + 9 * s + 7 * t,
        [3 * p + 5 * q + 4 * r + 4 * s + 3 * t <= 11],
        [same(p, r), same(s, t)],
    )


@UNSEEN.problem("unseen-logic-020", yes_no="h k", whole={"v": 12})
def parish_repairs(h, k, v):
    """h hall, k kitchen fixed; v walls."""
    return Model(
        max, 400 * h + 350 * k + 90 * v, [6 * h + 5 * k + 2 * v <= 20, 30 * h + 14 * k + 4 * v <= 48], [same(h, k)]
    )
