"""Statements that hold exactly when others do, and statements within statements."""

from __future__ import annotations

from tests.datasets.brute_force_unseen.entries import UNSEEN
from tests.datasets.enumeration import Model
from tests.datasets.statements import every, implies, negated, same, some


@UNSEEN.problem("unseen-logic-051", yes_no="a b c d")
def shipping_routes(a, b, c, d):
    """1 if run, by initial."""
    return Model(max, 33 * a + 12 * b + 28 * c + 24 * d, [10 * a + 9 * b + 8 * c + 9 * d <= 28], [same(a, b)])


@UNSEEN.problem("unseen-logic-052", yes_no="k", whole={"x y": 60})
def second_kiln(k, x, y):
    """k kiln fired; x vases, y bowls."""
    return Model(max, 20 * x + 13 * y - 140 * k, [4 * x + 3 * y <= 160, x <= 30, y <= 40], [same(k, x > 15)])


@UNSEEN.problem("unseen-logic-053", yes_no="n s e", whole={"f": 8})
def trail_work(n, s, e, f):
    """n, s, e loops cleared; f footbridges."""
    return Model(max, 60 * n + 45 * s + 38 * e + 9 * f, [7 * n + 6 * s + 5 * e + 2 * f <= 20], [same(n, negated(s))])


@UNSEEN.problem("unseen-logic-054", yes_no="a b c d")
def lorry_parks(a, b, c, d):
    """1 if used, by initial."""
    return Model(
        min,
        30000 * a + 45000 * b + 38000 * c + 26000 * d,
        [12 * a + 20 * b + 16 * c + 9 * d >= 30],
        [same(a, d), same(b, negated(c))],
    )


@UNSEEN.problem("unseen-logic-055", yes_no="z", whole={"x y": 60})
def overtime_bonus(z, x, y):
    """z bonus due; x large, y small runs."""
    return Model(min, 22 * x + 12 * y + 60 * z, [10 * x + 6 * y >= 264, x <= 20, y <= 30], [same(z, y >= 12)])


@UNSEEN.problem("unseen-logic-056", yes_no="a b c d")
def research_laboratories(a, b, c, d):
    """1 if opened, by initial."""
    return Model(
        max, 44 * a + 39 * b + 20 * c + 31 * d, [11 * a + 10 * b + 6 * c + 8 * d <= 29], [implies(every(a, b), c)]
    )


@UNSEEN.problem("unseen-logic-057", yes_no="a b c d")
def grid_batteries(a, b, c, d):
    """1 if bought."""
    return Model(
        min, 64 * a + 50 * b + 41 * c + 57 * d, [32 * a + 30 * b + 22 * c + 28 * d >= 50], [implies(some(b, c), d)]
    )


@UNSEEN.problem("unseen-logic-058", yes_no="p q", whole={"x y": 60})
def boatyard_helpers(p, q, x, y):
    """p painter, q carver hired; x canoes, y boards."""
    return Model(
        max,
        26 * x + 20 * y - 310 * p - 300 * q,
        [5 * x + 4 * y <= 140 + 60 * p + 40 * q, x <= 35, y <= 30],
        [implies(every(negated(p), negated(q)), x <= 10)],
    )


@UNSEEN.problem("unseen-logic-059", yes_no="m n o", whole={"x y": 40})
def programme_hours(m, n, o, x, y):
    """m gala, n marathon, o opera; x films, y quiz shows."""
    return Model(
        max,
        50 * m + 70 * n + 40 * o + 8 * x + 6 * y,
        [6 * m + 9 * n + 5 * o + x + y <= 40, x <= 20, y <= 18],
        [implies(every(m, n), every(negated(o), x <= 5))],
    )


@UNSEEN.problem("unseen-logic-060", whole={"x y z": 40})
def glass_studio(x, y, z):
    """x carafes, y tumblers, z marbles."""
    return Model(
        max,
        24 * x + 18 * y + 13 * z,
        [4 * x + 3 * y + 2 * z <= 120, x + y + z <= 45, y <= 25, x <= 20],
        [implies(some(x > 10, y > 15), every(z >= 14, y >= 6))],
    )
