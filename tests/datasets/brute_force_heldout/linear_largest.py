"""Linear problems that ask for the most."""

from __future__ import annotations

from tests.datasets.brute_force_heldout.entries import HELDOUT
from tests.datasets.enumeration import Model


@HELDOUT.problem("heldout-linear-001", whole={"x y": 60})
def boats_for_hire(x, y):
    """x kayaks, y rowing boats."""
    return Model(max, 180 * x + 260 * y, [10 * x + 25 * y <= 7 * 60, x + y <= 30, x >= 2 * y])


@HELDOUT.problem("heldout-linear-003", whole={"x y": 60})
def language_school(x, y):
    """x podcast spots, y posters."""
    return Model(max, 5200 * x + 3100 * y, [450 * x + 300 * y <= 9000, x <= 0.4 * (x + y), y <= 22])


@HELDOUT.problem("heldout-linear-004", divisible="x y z")
def sale_of_a_flat(x, y, z):
    """Dollars: x savings, y bonds, z property."""
    return Model(
        max,
        0.02 * x + 0.045 * y + 0.07 * z,
        [x + y + z <= 80000, x >= 15000, z <= 0.25 * (x + y + z), y <= 2 * x],
    )


@HELDOUT.problem("heldout-linear-008", divisible="x y")
def rice_and_soybeans(x, y):
    """Hectares: x rice, y soybeans."""
    return Model(max, 900 * x + 650 * y, [x + y <= 48, 14 * x + 6 * y <= 480, 20 * x + 16 * y <= 840, y >= 10])


@HELDOUT.problem("heldout-linear-010", whole={"x y": 60})
def benches_and_swings(x, y):
    """x benches, y swings."""
    return Model(max, 55 * x + 80 * y, [3 * x + 5 * y <= 110, 45 * x + 30 * y <= 20 * 60, y <= 15])


@HELDOUT.problem("heldout-linear-011", whole={"x y": 60})
def experiments(x, y):
    """x fountains, y volcanoes."""
    return Model(max, 12 * x + 14 * y, [8 * x + 5 * y <= 150, 3 * x + 6 * y <= 108, x <= 14])


@HELDOUT.problem("heldout-linear-012", whole={"x y": 250})
def gala_night(x, y):
    """x sofa tickets, y standard tickets."""
    return Model(max, 18 * x + 11 * y, [2 * x + y <= 240, y >= 60, x + y <= 190])


@HELDOUT.problem("heldout-linear-013", divisible="x y")
def coffee_blends(x, y):
    """Kilograms: x house, y mountain."""
    return Model(max, 6 * x + 9 * y, [0.7 * x + 0.2 * y <= 210, 0.3 * x + 0.8 * y <= 240, x + y <= 390])


@HELDOUT.problem("heldout-linear-015", whole={"x y": 60})
def candles(x, y):
    """x tall, y round."""
    return Model(max, 4 * x + 6.5 * y, [12 * x + 18 * y <= 9 * 60, 150 * x + 220 * y <= 6000, y <= x + 5])


@HELDOUT.problem("heldout-linear-017", divisible="x y")
def private_lessons(x, y):
    """Hours: x maths, y guitar."""
    return Model(max, 24 * x + 19 * y, [x + y <= 20, 0.5 * x + 0.1 * y <= 6, y >= 8])


@HELDOUT.problem("heldout-linear-019", whole={"x y": 60})
def bouquets(x, y):
    """x roses, y tulips."""
    return Model(max, 12 * x + 10 * y, [7 * x <= 175, 9 * y <= 252, 4 * x + 3 * y <= 150, y >= x])


@HELDOUT.problem("heldout-linear-021", whole={"x y": 500})
def donations(x, y):
    """x calls, y letters."""
    return Model(max, 14 * x + 5 * y, [9 * x + 4 * y <= 60 * 60, 0.5 * x + 0.8 * y <= 350, x <= 0.6 * (x + y)])


@HELDOUT.problem("heldout-linear-022", divisible="x y z")
def bank_loans(x, y, z):
    """Thousands of dollars: x cars, y homes, z studies."""
    return Model(
        max,
        0.09 * x + 0.06 * y + 0.05 * z,
        [x + y + z <= 4000, y >= 0.5 * (x + y + z), x <= z, z >= 600],
    )


@HELDOUT.problem("heldout-linear-025", whole={"x y": 60})
def drones_and_scooters(x, y):
    """x flights, y rides."""
    return Model(max, 3 * x + 11 * y, [5 * x + 14 * y <= 150, x + y <= 20, x >= 0.25 * (x + y)])


@HELDOUT.problem("heldout-linear-026", whole={"x y": 60})
def leaflets_and_brochures(x, y):
    """Stacks: x leaflets, y brochures."""
    return Model(max, 8 * x + 17 * y, [6 * x + 10 * y <= 5 * 60, 2 * x + 9 * y <= 3 * 60 + 20, x <= 35])


@HELDOUT.problem("heldout-linear-028", divisible="x y")
def election(x, y):
    """Hours: x door to door, y on the phone."""
    return Model(max, 5 * x + 3 * y, [x + y <= 400, 4 * x + 1.5 * y <= 1200, y >= 0.2 * (x + y)])


@HELDOUT.problem("heldout-linear-029", whole={"x y z": 95})
def pottery(x, y, z):
    """x mugs, y bowls, z vases."""
    return Model(
        max,
        9 * x + 14 * y + 25 * z,
        [x + 2 * y + 4 * z <= 90, 20 * x + 25 * y + 40 * z <= 20 * 60, x >= 10, z <= 12],
    )


@HELDOUT.problem("heldout-linear-031", whole={"x y": 1300})
def concert(x, y):
    """x lawn places, y chairs."""
    return Model(max, 22 * x + 35 * y, [1.5 * x + 2 * y <= 1800, x + y <= 1000, y <= 0.75 * x])


@HELDOUT.problem("heldout-linear-033", whole={"x y z": 125})
def bicycles(x, y, z):
    """x city, y cargo, z folding."""
    return Model(
        max,
        120 * x + 420 * y + 180 * z,
        [2 * x + 6 * y + 3 * z <= 240, x + 2 * y + z <= 90, x >= 20, y <= 0.3 * (x + y + z)],
    )


@HELDOUT.problem("heldout-linear-034", whole={"x y": 140})
def fruit_cart(x, y):
    """x melons, y pineapples."""
    return Model(
        max,
        (2.75 - 1.5) * x + (3.6 - 2) * y,
        [1.5 * x + 2 * y <= 165, 2.5 * x + 1.5 * y <= 200, y <= 55],
    )


@HELDOUT.problem("heldout-linear-035", whole={"x y": 60})
def school_fair(x, y):
    """x carrot, y lemon."""
    return Model(max, 13 * x + 16 * y, [3 * x + 5 * y <= 120, 250 * x + 200 * y <= 7200, y >= 6, x + y <= 32])
