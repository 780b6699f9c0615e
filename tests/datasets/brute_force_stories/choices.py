"""Selections, implications, exclusions, and things that go together or not at all."""

from __future__ import annotations

from tests.datasets.brute_force_stories.entries import STORIES
from tests.datasets.enumeration import Model
from tests.datasets.statements import every, implies, negated, same, some


@STORIES.problem("story-logic-001", yes_no="A B C D E")
def parish_schemes(A, B, C, D, E):
    """A playground, B barrier, C shelter, D skate park, E lamps chosen; budget in thousand pounds."""
    return Model(
        max,
        42 * A + 55 * B + 23 * C + 61 * D + 30 * E,
        [
            30 * A + 45 * B + 15 * C + 50 * D + 25 * E <= 105,
            2 * A + 3 * B + C + 4 * D + 2 * E <= 8,
            A + B + C + D + E <= 3,
        ],
    )


@STORIES.problem("story-logic-002", yes_no="V W X Y")
def archive_collections(V, W, X, Y):
    """1 if the collection is uploaded."""
    return Model(max, 9 * V + 14 * W + 11 * X + 6 * Y, [6 * V + 10 * W + 7 * X + 3 * Y <= 17, V + W + X + Y >= 2])


@STORIES.problem("story-logic-003", yes_no="a b c d e g")
def ambulance_posts(a, b, c, d, e, g):
    """a..g site opened; cost in thousand dollars."""
    return Model(
        min,
        120 * a + 95 * b + 140 * c + 80 * d + 110 * e + 70 * g,
        [a + b >= 1, b + c + d >= 1, a + d + e >= 1, c + e + g >= 1, b + e >= 1],
    )


@STORIES.problem("story-logic-004", yes_no="s t u v")
def film_rights(s, t, u, v):
    """1 if the picture is bought."""
    return Model(
        max,
        310 * s + 260 * t + 420 * u + 180 * v,
        [5 * s + 4 * t + 7 * u + 3 * v <= 12, s + t + u + v >= 1, 20 * s + 35 * t + 40 * u + 10 * v <= 75],
    )


@STORIES.problem("story-logic-005", yes_no="A B C", whole={"x y": 60})
def bike_upgrades(A, B, C, x, y):
    """A robot, B night crew, C booth bought; x racers, y tourers."""
    return Model(
        max,
        12 * x + 9 * y - 150 * A - 90 * B - 110 * C,
        [2 * x + y <= 40 + 50 * A + 20 * B, x + 2 * y <= 50 + 25 * B + 45 * C, A + B + C <= 2],
    )


@STORIES.problem("story-logic-006", yes_no="k u m n o")
def gala_speakers(k, u, m, n, o):
    """1 if invited; fees in hundred francs; audience in hundreds."""
    return Model(
        max,
        7 * k + 4 * u + 6 * m + 3 * n + 5 * o,
        [k + u + m + n + o == 3, 38 * k + 22 * u + 34 * m + 18 * n + 25 * o <= 85],
    )


@STORIES.problem("story-logic-007", yes_no="A B C D")
def release_features(A, B, C, D):
    """A search, B sync, C login, D reports shipped."""
    return Model(
        max, 8 * A + 16 * B + 6 * C + 9 * D, [4 * A + 7 * B + 3 * C + 5 * D <= 12], [implies(B, C), implies(D, A)]
    )


@STORIES.problem("story-logic-008", yes_no="A B C", whole={"x y": 90})
def dairy_lines(A, B, C, x, y):
    """A cream line, B whey line, C chiller on; x, y crates."""
    return Model(
        max,
        20 * x + 14 * y - 100 * A - 60 * B - 45 * C,
        [x <= 40 * A, y <= 70 * B, x + y <= 70, 3 * x + 2 * y <= 160],
        [implies(A, C)],
    )


@STORIES.problem("story-logic-009", yes_no="P Q R S T")
def start_up_stakes(P, Q, R, S, T):
    """1 if bought; thousand dollars."""
    return Model(
        max,
        21 * P + 35 * Q + 45 * R + 20 * S + 41 * T,
        [22 * P + 16 * Q + 30 * R + 9 * S + 18 * T <= 62],
        [implies(R, every(P, S)), implies(T, negated(Q))],
    )


@STORIES.problem("story-logic-010", yes_no="N", whole={"x y": 200})
def night_baker(N, x, y):
    """N night baker; x loaves, y brioches (whole pieces)."""
    return Model(
        max,
        5 * x + 7 * y - 80 * N,
        [x + 2 * y <= 120 + 60 * N, 3 * x + 2 * y <= 300],
        [implies(N, x >= 70), implies(y >= 31, N)],
    )


@STORIES.problem("story-logic-011", yes_no="a b c d")
def museum_campaign(a, b, c, d):
    """a TV, b radio, c posters, d leaflets."""
    return Model(
        min,
        14 * a + 9 * b + 11 * c + 6 * d,
        [30 * a + 18 * b + 26 * c + 10 * d >= 50],
        [implies(a, d), implies(negated(b), c), implies(c, some(a, d))],
    )


@STORIES.problem("story-logic-012", yes_no="A B", divisible="x y z")
def oil_blending(A, B, x, y, z):
    """A cracker, B scrubber; barrels x plain, y heavy, z sulphurous."""
    return Model(
        max,
        3 * x + 4 * y + 2.5 * z - 40 * A - 25 * B,
        [x + y + z <= 200, y <= 110, x <= 80, 2 * y + z <= 230],
        [implies(negated(A), y == 0), implies(negated(B), z == 0), implies(A, B)],
    )


@STORIES.problem("story-logic-013", yes_no="A B C D")
def hospital_machines(A, B, C, D):
    """A MRI, B CT, C X-ray, D ultrasound bought."""
    return Model(
        max,
        18 * A + 22 * B + 15 * C + 12 * D,
        [9 * A + 12 * B + 6 * C + 5 * D <= 21],
        [negated(every(A, B)), negated(every(C, D))],
    )


@STORIES.problem("story-logic-014", whole={"x y z": 40})
def kiln_firing(x, y, z):
    """x vases, y jugs, z bowls."""
    return Model(max, 30 * x + 25 * y + 18 * z, [2 * x + y + z <= 40, x + 2 * y + z <= 46], [some(x == 0, y == 0)])


@STORIES.problem("story-logic-015", yes_no="P Q R S T")
def festival_bands(P, Q, R, S, T):
    """1 if booked."""
    return Model(
        max,
        11 * P + 13 * Q + 9 * R + 10 * S + 7 * T,
        [P + Q + R + S + T <= 3],
        [negated(every(P, Q)), negated(every(Q, S)), negated(every(R, S)), negated(every(P, T))],
    )


@STORIES.problem("story-logic-016", divisible="x y z")
def shares_or_property(x, y, z):
    """dollars in x bonds, y shares, z property."""
    return Model(
        max,
        0.05 * x + 0.08 * y + 0.065 * z,
        [x + y + z <= 90000, y <= 40000, z <= 70000, x >= 10000],
        [some(y == 0, z == 0)],
    )


@STORIES.problem("story-logic-017", yes_no="A B C", whole={"x y w": 60})
def rival_hauliers(A, B, C, x, y, w):
    """A Abel, B Boyd, C Crane used; pallets x, y, w."""
    return Model(
        min,
        4 * x + 5 * y + 3 * w + 30 * A + 18 * B + 40 * C,
        [x + y + w >= 75, x <= 50, y <= 45, w <= 60],
        [implies(negated(A), x == 0), implies(negated(B), y == 0), implies(negated(C), w == 0), negated(every(A, C))],
    )


@STORIES.problem("story-logic-018", yes_no="A B C D E")
def plots_on_one_pump(A, B, C, D, E):
    """1 if planted; dollars."""
    return Model(
        max,
        24000 * A + 31000 * B + 19000 * C + 27000 * D + 16000 * E,
        [A + C + D <= 1, 8 * A + 11 * B + 5 * C + 9 * D + 4 * E <= 20],
        [negated(every(B, E))],
    )


@STORIES.problem("story-logic-019", yes_no="A B C D")
def stage_sets(A, B, C, D):
    """1 if restored."""
    return Model(max, 9 * A + 4 * B + 5 * C + 11 * D, [6 * A + 3 * B + 4 * C + 8 * D <= 15], [same(A, B), same(B, C)])


@STORIES.problem("story-logic-020", yes_no="A B C D E")
def auction_lots(A, B, C, D, E):
    """lots 1..5 = A..E; gain in pounds, cash in hundred pounds."""
    return Model(
        max,
        200 * A + 340 * B + 280 * C + 170 * D + 250 * E,
        [15 * A + 21 * B + 16 * C + 14 * D + 12 * E <= 50],
        [same(A, E), same(B, D)],
    )


@STORIES.problem("story-logic-021", whole={"x y z": 40})
def chocolate_range(x, y, z):
    """x truffles, y pralines, z nougat boxes."""
    return Model(
        max,
        16 * x + 21 * y + 13 * z,
        [x + 2 * y + z <= 60, 3 * x + 2 * y + 2 * z <= 100],
        [some(every(x == 0, y == 0, z == 0), every(x >= 8, y >= 12, z >= 10))],
    )


@STORIES.problem("story-logic-022", yes_no="N S E", whole={"x": 30})
def housing_jobs(N, S, E, x):
    """N,S,E jobs taken; x repairs."""
    return Model(
        max,
        70 * N + 30 * S + 48 * E + 9 * x,
        [10 * N + 9 * S + 8 * E + 2 * x <= 25, x <= 12, N + S + E >= 1],
        [same(N, S)],
    )


@STORIES.problem("story-logic-023", yes_no="A B C D", divisible="x y")
def river_pumps(A, B, C, D, x, y):
    """A,B Ouse pumps, C,D Nene pumps run; x, y megalitres from Ouse, Nene."""
    return Model(
        min,
        35 * A + 25 * B + 30 * C + 28 * D + 1.2 * x + 0.9 * y,
        [x + y >= 160, x <= 60 * A + 50 * B, y <= 70 * C + 65 * D, x >= 40],
        [same(A, B), same(C, D)],
    )


@STORIES.problem("story-logic-024", yes_no="a b c d e")
def trekking_gear(a, b, c, d, e):
    """a stove, b tent, c camera, d lamp rig, e battery."""
    return Model(
        max,
        5 * a + 8 * b + 6 * c + 9 * d + 4 * e,
        [3 * a + 5 * b + 4 * c + 6 * d + 2 * e <= 12],
        [same(a, b), same(b, d), implies(c, e)],
    )
