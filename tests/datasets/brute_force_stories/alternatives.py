"""So many of several, one limit or another, thresholds, and amounts of none or at least so much."""

from __future__ import annotations

from tests.datasets.brute_force_stories.entries import STORIES
from tests.datasets.enumeration import Model
from tests.datasets.statements import at_least, at_most, either, every, exactly, implies, negated, some


@STORIES.problem("story-logic-025", yes_no="A B C D E")
def soup_kitchens(A, B, C, D, E):
    """1 if opened, order of the text."""
    return Model(
        min,
        40 * A + 35 * B + 52 * C + 28 * D + 47 * E,
        [9 * A + 7 * B + 14 * C + 4 * D + 12 * E >= 26],
        [at_least(3, A, B, C, D, E), at_most(1, B, D)],
    )


@STORIES.problem("story-logic-026", whole={"x y z": 60})
def call_centre_shifts(x, y, z):
    """x early, y late, z night shifts."""
    return Model(
        max,
        8 * x + 10 * y + 7 * z,
        [x + y + z <= 60, y <= 30, x <= 45],
        [at_least(2, 2 * x + y <= 50, x + 3 * y <= 70, y + 2 * z <= 40)],
    )


@STORIES.problem("story-logic-027", yes_no="A B C D E")
def course_planning(A, B, C, D, E):
    """1 if offered."""
    return Model(
        max,
        17 * A + 12 * B + 30 * C + 14 * D + 9 * E,
        [6 * A + 4 * B + 8 * C + 5 * D + 3 * E <= 16],
        [exactly(2, A, B, C), at_least(1, D, E)],
    )


@STORIES.problem("story-logic-028", yes_no="A B C D", divisible="x")
def grain_silos(A, B, C, D, x):
    """silo rented A red, B blue, C green, D white; x tonnes stored."""
    return Model(
        max,
        1.5 * x - 60 * A - 45 * B - 80 * C - 30 * D,
        [x <= 120 * A + 90 * B + 170 * C + 50 * D, A + B + C + D <= 2, x <= 290],
        [implies(C, negated(A))],
    )


@STORIES.problem("story-logic-029", yes_no="a b c d e g")
def relay_team(a, b, c, d, e, g):
    """1 if in the team."""
    return Model(
        max,
        6 * a + 9 * b + 7 * c + 10 * d + 5 * e + 10 * g,
        [a + b + c + d + e + g == 4, 12 * a + 20 * b + 15 * c + 18 * d + 9 * e + 25 * g <= 72],
        [at_least(2, a, c, e), at_most(1, a, c)],
    )


@STORIES.problem("story-logic-030", whole={"x y z w": 50})
def uniforms(x, y, z, w):
    """uniforms from x Xander's, y Yule's, z Zeno's, w Wynn's."""
    return Model(
        min,
        3 * x + 4 * y + 2 * z + 5 * w,
        [x + y + z + w >= 80, x <= 50, y <= 40, z <= 25, w <= 45],
        [at_least(3, x >= 15, y >= 20, z >= 10, w >= 18)],
    )


@STORIES.problem("story-logic-031", whole={"x y": 100})
def finishing_shops(x, y):
    """x doors, y frames."""
    return Model(max, 7 * x + 5 * y, [x + y <= 50, x <= 40], [some(x + 2 * y <= 46, 3 * x + y <= 90)])


@STORIES.problem("story-logic-032", divisible="x y")
def barley_or_soya(x, y):
    """kg of x barley, y soya."""
    return Model(min, 2 * x + 3 * y, [x + y >= 25, x <= 45, 2 * x + 5 * y >= 80], [some(x >= 30, y >= 18)])


@STORIES.problem("story-logic-033", yes_no="A B", whole={"x y": 60})
def boatyard_quays(A, B, x, y):
    """A north, B south quay; x dinghies, y canoes."""
    return Model(
        max,
        11 * x + 8 * y - 50 * A - 40 * B,
        [x <= 45 * A + 20 * B, y <= 25 * A + 55 * B, x + y <= 60],
        [either(A, B), some(x >= 25, y >= 30)],
    )


@STORIES.problem("story-logic-034", whole={"x y z": 40})
def orchard_trees(x, y, z):
    """x apples, y pears, z plums (whole trees)."""
    return Model(
        max,
        9 * x + 10 * y + 6 * z,
        [x + y + z <= 45, y >= 10],
        [some(x >= 2 * y, z >= y + 5), some(2 * x + z <= 50, x + 3 * z <= 27)],
    )


@STORIES.problem("story-logic-035", yes_no="A B C D")
def bridge_works(A, B, C, D):
    """A ramp, B pier, C deck, D footway."""
    return Model(
        min,
        21 * A + 17 * B + 26 * C + 12 * D,
        [50 * A + 35 * B + 70 * C + 20 * D >= 80],
        [some(A, B), some(C, D), some(B, C), negated(every(B, D))],
    )


@STORIES.problem("story-logic-036", divisible="x y z")
def pension_pot(x, y, z):
    """dollars in x savings, y stock fund, z bond fund."""
    return Model(
        max,
        0.04 * x + 0.07 * y + 0.055 * z,
        [x + y + z == 60000, y <= 25000],
        [some(x >= 0.5 * (x + y + z), z >= 35000), some(y <= 10000, x >= 20000)],
    )


@STORIES.problem("story-logic-037", whole={"x y": 120})
def posters_and_banners(x, y):
    """x posters, y banners."""
    return Model(max, 6 * x + 9 * y, [x + y <= 100, 2 * x + 3 * y <= 270, y <= 70], [implies(y >= 41, x >= 50)])


@STORIES.problem("story-logic-038", yes_no="D", whole={"x y": 150})
def ferry_deckhand(x, y, D):
    """x cars, y motorbikes, D second deckhand."""
    return Model(max, 8 * x + 5 * y - 60 * D, [3 * x + y <= 180, x + y <= 110, x <= 50], [implies(x + y >= 81, D)])


@STORIES.problem("story-logic-039", yes_no="T", divisible="x y")
def pipeline_toll(x, y, T):
    """barrels x Alba, y Brent; T toll paid."""
    return Model(
        min,
        4 * x + 5 * y + 70 * T,
        [x + y >= 120, x <= 100, y <= 90, 2 * x + y >= 150, y >= 0.2 * (x + y)],
        [implies(negated(T), x <= 60)],
    )


@STORIES.problem("story-logic-040", whole={"x y z": 60})
def cabins_and_kennels(x, y, z):
    """x cabins, y sheds, z kennels."""
    return Model(
        max,
        22 * x + 15 * y + 8 * z,
        [4 * x + 3 * y + 2 * z <= 150, x + y + z <= 55, z <= 30],
        [implies(x >= 16, z >= 20), implies(y <= 9, x <= 10)],
    )


@STORIES.problem("story-logic-041", yes_no="G", whole={"x y": 80})
def gates_and_grilles(x, y, G):
    """x gates, y grilles, G assistant."""
    return Model(
        max,
        45 * x + 30 * y - 200 * G,
        [5 * x + 3 * y <= 240, x + 2 * y <= 120, x >= 10],
        [implies(5 * x + 3 * y >= 201, G)],
    )


@STORIES.problem("story-logic-042", whole={"x y z": 50})
def refugee_dwellings(x, y, z):
    """x houses, y tents, z barracks."""
    return Model(
        min,
        7 * x + 6 * y + 9 * z,
        [20 * x + 15 * y + 30 * z >= 600, x + y + z <= 35, x <= 20],
        [implies(z >= 8, y >= 12), implies(x + y <= 19, z >= 18)],
    )


@STORIES.problem("story-logic-043", divisible="x y z")
def dye_works(x, y, z):
    """litres x red, y blue, z green."""
    return Model(
        max,
        5 * x + 6.5 * y + 4 * z,
        [x + y + z <= 100, 2 * x + 3 * y + z <= 180, y <= 80],
        [some(x == 0, x >= 30), some(y == 0, y >= 60)],
    )


@STORIES.problem("story-logic-044", whole={"x y": 90})
def library_chairs(x, y):
    """chairs x Xenon, y Yori."""
    return Model(
        min,
        3 * x + 2 * y,
        [x + y >= 70],
        [some(x == 0, every(x >= 40, x <= 80)), some(y == 0, every(y >= 25, y <= 45))],
    )


@STORIES.problem("story-logic-045", divisible="a b c")
def lending(a, b, c):
    """pounds lent to a co-operative, b start-up, c council."""
    return Model(
        max,
        0.07 * a + 0.09 * b + 0.04 * c,
        [a + b + c <= 50000, c >= 8000, b <= c],
        [some(a == 0, a >= 20000), some(b == 0, every(b >= 15000, b <= 25000))],
    )


@STORIES.problem("story-logic-046", whole={"x y z": 60})
def toy_batches(x, y, z):
    """x dolls, y trains, z puzzles."""
    return Model(
        max,
        14 * x + 11 * y + 9 * z,
        [x + y + z <= 50, 3 * x + 2 * y + z <= 105],
        [some(x == 0, x >= 18), some(y == 0, y >= 15), some(z == 0, z >= 20)],
    )


@STORIES.problem("story-logic-047", yes_no="N", divisible="x y")
def quarries(x, y, N):
    """loads x upper, y lower; N lower used."""
    return Model(
        min,
        60 * x + 38 * y + 60 * N,
        [12 * x + 9 * y >= 138],
        [some(x == 0, x >= 4), some(every(y == 0, negated(N)), every(N, y >= 10, y <= 14))],
    )


@STORIES.problem("story-logic-048", whole={"x y z": 60})
def fish_farm(x, y, z):
    """cages x salmon, y trout, z cod."""
    return Model(
        max,
        25 * x + 18 * y + 30 * z,
        [6 * x + 4 * y + 8 * z <= 240, y >= x, x + y + z <= 45],
        [some(x == 0, x >= 10), some(y == 0, every(y >= 20, y <= 30)), some(z == 0, z >= 12)],
    )
