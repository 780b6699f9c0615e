"""What costs something once, and what comes in lots."""

from __future__ import annotations

from tests.datasets.brute_force_stories.entries import STORIES
from tests.datasets.enumeration import Model
from tests.datasets.statements import implies, negated


@STORIES.problem("story-logic-049", yes_no="A B", whole={"x y": 200})
def lamp_and_clock_plants(A, B, x, y):
    """A Dayton, B Toledo opened; x lamps, y clocks."""
    return Model(
        max, 9 * x + 12 * y - 500 * A - 400 * B, [x <= 110 * A, y <= 90 * B, x + y <= 150, 2 * x + 3 * y <= 330]
    )


@STORIES.problem("story-logic-050", yes_no="A B C", divisible="x y z")
def energy_licences(A, B, C, x, y, z):
    """A wind, B gas, C hydro licence; x, y, z MWh."""
    return Model(
        min,
        2 * x + 3 * y + 1.5 * z + 90 * A + 35 * B + 160 * C,
        [x + y + z >= 130, x <= 100 * A, y <= 80 * B, z <= 150 * C],
    )


@STORIES.problem("story-logic-051", yes_no="A B", whole={"x y": 120})
def loom_and_press(A, B, x, y):
    """A loom, B press set up; x rugs, y felts."""
    return Model(
        max,
        15 * x + 10 * y - 120 * A - 75 * B,
        [4 * x + 2 * y <= 160, x + y <= 60, x <= 35],
        [implies(negated(A), x == 0), implies(negated(B), y == 0)],
    )


@STORIES.problem("story-logic-052", yes_no="A B C", divisible="a1 a2 b1 b2 c1 c2")
def flour_depots(A, B, C, a1, a2, b1, b2, c1, c2):
    """A,B,C rented; a1 = tons from A to Hill Street, a2 = A to Port Road, etc.."""
    return Model(
        min,
        100 * A + 80 * B + 120 * C + 2 * a1 + 4 * a2 + 3 * b1 + 2 * b2 + 1 * c1 + 3 * c2,
        [a1 + b1 + c1 == 40, a2 + b2 + c2 == 50, a1 + a2 <= 60 * A, b1 + b2 <= 55 * B, c1 + c2 <= 70 * C],
    )


@STORIES.problem("story-logic-053", yes_no="R S", whole={"x y": 100})
def canoe_moulds(R, S, x, y):
    """R second mould, S second finisher; x racing, y touring."""
    return Model(
        max,
        22 * x + 17 * y - 180 * R - 150 * S,
        [3 * x + 2 * y <= 100 + 80 * R, x + 2 * y <= 70 + 60 * S, x <= 50, y <= 60],
    )


@STORIES.problem("story-logic-054", yes_no="A B C", whole={"x": 200})
def day_trips(A, B, C, x):
    """A coach, B carriage, C minibus; x seats sold."""
    return Model(
        max, 24 * x - 8 * x - 300 * A - 420 * B - 250 * C, [x <= 40 * A + 65 * B + 30 * C, x <= 95, A + B + C >= 1]
    )


@STORIES.problem("story-logic-055", whole={"p q": 40})
def paper_lanterns(p, q):
    """p packs of 12, q boxes of 20."""
    return Model(min, 18 * p + 25 * q, [12 * p + 20 * q >= 150, p <= 8, q <= 9])


@STORIES.problem("story-logic-056", whole={"k m": 60})
def foundry_lots(k, m):
    """k lots of brackets, m lots of hinges."""
    return Model(max, 12 * 4 * k + 25 * 3 * m, [5 * 12 * k + 8 * 25 * m <= 2000, 12 * k + 25 * m <= 320, 12 * k >= 60])


@STORIES.problem("story-logic-057", whole={"a b": 60, "x": 200})
def gift_baskets(a, b, x):
    """a candle cartons, b soap crates, x baskets."""
    return Model(max, 30 * x - 40 * a - 54 * b, [4 * x <= 50 * a, 2 * x <= 36 * b, x <= 43])


@STORIES.problem("story-logic-058", whole={"t u": 40}, divisible="z")
def fill_haulage(t, u, z):
    """t big, u small trips; z cubic yards by conveyor."""
    return Model(min, 52 * t + 33 * u + 1.5 * z, [20 * t + 12 * u + z >= 247, z <= 30, u >= 4])


@STORIES.problem("story-logic-059", whole={"p q": 40, "r": 200})
def egg_cartons(p, q, r):
    """p cartons, q trays, r loose eggs."""
    return Model(
        max,
        1.2 * 10 * p + 0.9 * 24 * q + 1.0 * r,
        [
            10 * p + 24 * q + r <= 400,
            0.3 * 10 * p + 0.2 * 24 * q + 0.25 * r <= 95,
            10 * p <= 200,
            r <= 60,
            10 * p >= 0.25 * (10 * p + 24 * q + r),
        ],
    )


@STORIES.problem("story-logic-060", whole={"a b c": 60})
def juice_and_water(a, b, c):
    """a crates, b pallets, c cases."""
    return Model(min, 6 * a + 11 * b + 7 * c, [6 * a + 15 * b >= 100, 8 * c >= 45, 2 * a + 3 * b + c <= 35, c <= 10])
