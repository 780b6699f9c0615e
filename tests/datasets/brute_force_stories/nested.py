"""Statements that hold exactly when others do, and statements within statements."""

from __future__ import annotations

from tests.datasets.brute_force_stories.entries import STORIES
from tests.datasets.enumeration import Model
from tests.datasets.statements import at_least, at_most, either, every, implies, negated, same, some


@STORIES.problem("story-logic-061", yes_no="A B C D")
def science_exhibits(A, B, C, D):
    """A dinosaur, B volcano, C submarine, D telescope."""
    return Model(
        max, 4 * A + 5 * B + 9 * C + 4 * D, [5 * A + 6 * B + 8 * C + 3 * D <= 16], [same(A, B), same(C, negated(D))]
    )


@STORIES.problem("story-logic-062", yes_no="N", whole={"x y": 90})
def ship_nurse(N, x, y):
    """N nurse on board; x cabins, y deck passages."""
    return Model(
        max, 10 * x + 8 * y - 60 * N, [x + y <= 80, 2 * x + y <= 130, x <= 45 + 10 * N], [same(N, x + y >= 51)]
    )


@STORIES.problem("story-logic-063", yes_no="P Q R", whole={"x": 100})
def radio_hour(P, Q, R, x):
    """P interview, Q quiz, R extra slot; x minutes of music."""
    return Model(
        max,
        6 * x + 80 * P + 50 * Q - 30 * R,
        [x + 15 * P + 10 * Q <= 60 + 12 * R, x >= 20, 8 * P + 7 * Q + 0.2 * x <= 25],
        [same(R, every(P, Q))],
    )


@STORIES.problem("story-logic-064", yes_no="A B C", whole={"x y": 60})
def caterer_rebate(A, B, C, x, y):
    """A grill, B stove, C rebate; x meat, y vegetarian menus."""
    return Model(
        min,
        5 * x + 4 * y + 20 * A + 15 * B - 18 * C,
        [x + y >= 50, x <= 30, y <= 45],
        [implies(negated(A), x <= 10), implies(negated(B), y <= 25), same(C, every(A, negated(B)))],
    )


@STORIES.problem("story-logic-065", yes_no="a b c d e")
def hospital_wards(a, b, c, d, e):
    """a Aspen, b Birch, c Cedar, d Dogwood, e intensive care."""
    return Model(
        max,
        13 * a + 8 * b + 10 * c + 6 * d + 9 * e,
        [7 * a + 4 * b + 5 * c + 3 * d + 6 * e <= 18],
        [same(e, at_least(2, a, b, c)), same(d, negated(b))],
    )


@STORIES.problem("story-logic-066", yes_no="U", whole={"x y": 60})
def quilting_bonus(x, y, U):
    """x cushions, y quilts, U bonus."""
    return Model(max, 4 * x + 6 * y + 50 * U, [x + y <= 45, x + 3 * y <= 75, x >= 8], [same(U, y >= 20)])


@STORIES.problem("story-logic-067", yes_no="A B C D E")
def autumn_titles(A, B, C, D, E):
    """A atlas, B biography, C cookbook, D diary, E encyclopaedia."""
    return Model(
        max,
        16 * A + 12 * B + 22 * C + 9 * D + 14 * E,
        [10 * A + 7 * B + 12 * C + 5 * D + 9 * E <= 22],
        [implies(every(A, B), some(D, E)), implies(C, negated(some(A, E)))],
    )


@STORIES.problem("story-logic-068", yes_no="A B C", whole={"x y": 60})
def kite_workshop(A, B, C, x, y):
    """A table, B overlocker, C twin-needle; x stunt, y box kites."""
    return Model(
        max,
        12 * x + 10 * y - 50 * A - 40 * B - 35 * C,
        [x + y <= 60, 2 * x + y <= 85],
        [implies(x >= 21, every(A, some(B, C))), implies(y >= 26, B), implies(every(B, C), x <= 30)],
    )


@STORIES.problem("story-logic-069", yes_no="a b c d")
def night_flight_cover(a, b, c, d):
    """1 if called out."""
    return Model(
        min,
        10 * a + 14 * b + 9 * c + 12 * d,
        [],
        [some(every(a, b), every(c, d)), implies(every(c, d), some(a, b)), implies(a, implies(b, c))],
    )


@STORIES.problem("story-logic-070", yes_no="A B", whole={"x y": 60})
def heated_annexe(x, y, A, B):
    """A annexe heated, B gardener hired; x roses, y ferns."""
    return Model(
        max,
        9 * x + 7 * y - 65 * A - 30 * B,
        [2 * x + 3 * y <= 150],
        [
            some(every(A, x + y <= 60), every(negated(A), x + y <= 40)),
            implies(some(x >= 26, y >= 31), some(B, negated(A))),
            implies(B, every(x >= 10, y >= 10)),
        ],
    )


@STORIES.problem("story-logic-071", yes_no="A B C D", divisible="z")
def gas_caverns(A, B, C, D, z):
    """leases A Alder, B Beech, C Cedar, D Dale; z kilotons stored."""
    return Model(
        max,
        0.8 * z - 20 * A - 16 * B - 25 * C - 12 * D,
        [z <= 50 * A + 40 * B + 70 * C + 25 * D, z <= 125],
        [
            implies(negated(every(A, B)), implies(C, D)),
            implies(some(A, C), negated(every(B, D))),
            at_most(3, A, B, C, D),
        ],
    )


@STORIES.problem("story-logic-072", yes_no="A B C D E F")
def street_lights(A, B, C, D, E, F):
    """1 if lit."""
    return Model(
        max,
        8 * A + 11 * B + 7 * C + 13 * D + 6 * E + 9 * F,
        [4 * A + 6 * B + 3 * C + 7 * D + 2 * E + 5 * F <= 18],
        [implies(every(A, negated(B)), C), implies(some(D, F), every(E, negated(C))), either(every(A, B), every(D, E))],
    )
