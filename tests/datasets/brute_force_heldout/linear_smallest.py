"""Linear problems that ask for the least."""

from __future__ import annotations

from tests.datasets.brute_force_heldout.entries import HELDOUT
from tests.datasets.enumeration import Model


@HELDOUT.problem("heldout-linear-002", divisible="x y")
def breakfast(x, y):
    """Spoonfuls: x oats, y apricots."""
    return Model(min, 40 * x + 25 * y, [4 * x + 2 * y >= 26, 3 * x + y >= 15, x <= 0.5 * (x + y)])


@HELDOUT.problem("heldout-linear-005", whole={"x y": 60})
def flower_market(x, y):
    """Trips: x vans, y bikes."""
    return Model(min, 38 * x + 7 * y, [55 * x + 12 * y >= 640, x <= 10, y >= 0.3 * (x + y), y <= 24])


@HELDOUT.problem("heldout-linear-006", whole={"x y": 60})
def tablets(x, y):
    """x red, y white."""
    return Model(min, 5 * x + 3 * y, [6 * x + 3 * y >= 42, 20 * x + 45 * y >= 300, y >= 4])


@HELDOUT.problem("heldout-linear-007", whole={"x y": 60})
def hotel_cleaners(x, y):
    """x full-time, y part-time."""
    return Model(min, 520 * x + 200 * y, [38 * x + 16 * y >= 600, 3 * x >= x + y, x + y <= 30])


@HELDOUT.problem("heldout-linear-009", divisible="x y")
def pale_green(x, y):
    """Litres: x Mint, y Ivory."""
    return Model(min, 14 * x + 9 * y, [x + y >= 60, 0.3 * x + 0.1 * y >= 11, y >= 15, x <= 40])


@HELDOUT.problem("heldout-linear-014", whole={"x y": 60})
def seaside(x, y):
    """x coaches, y minibuses."""
    return Model(min, 780 * x + 210 * y, [54 * x + 16 * y >= 420 + 24, x + y <= 15, x <= 6])


@HELDOUT.problem("heldout-linear-016", whole={"x y": 60})
def filters(x, y):
    """x sand, y carbon."""
    return Model(min, 9 * x + 16 * y, [70 * x + 110 * y >= 1450, y >= 0.25 * (x + y), x + y <= 16])


@HELDOUT.problem("heldout-linear-018", whole={"x y": 60})
def recycling_rounds(x, y):
    """Rounds: x large, y small."""
    return Model(min, 45 * x + 30 * y, [6 * x + 2 * y >= 54, 3 * x + 4 * y >= 60])


@HELDOUT.problem("heldout-linear-020", divisible="x y")
def trout_feed(x, y):
    """Kilograms: x pellets, y shrimp meal."""
    return Model(
        min,
        1.2 * x + 2 * y,
        [0.25 * x + 0.5 * y >= 90, 0.06 * x + 0.04 * y >= 15, y <= 0.3 * (x + y)],
    )


@HELDOUT.problem("heldout-linear-023", divisible="x y")
def quarries(x, y):
    """Hours: x north, y south."""
    return Model(min, 340 * x + 300 * y, [12 * x + 4 * y >= 96, 5 * x + 5 * y >= 70, 4 * x + 10 * y >= 88])


@HELDOUT.problem("heldout-linear-024", whole={"x y": 60})
def hike(x, y):
    """x nut bars, y cheese rolls."""
    return Model(min, 60 * x + 140 * y, [310 * x + 420 * y >= 7600, 2 * y >= x, y <= 14])


@HELDOUT.problem("heldout-linear-027", whole={"x y": 80})
def mountain_lodge(x, y):
    """x panels, y turbines."""
    return Model(min, 320 * x + 1150 * y, [1.4 * x + 5.5 * y >= 60, x <= 30, x >= 3 * y])


@HELDOUT.problem("heldout-linear-030", divisible="x y")
def vegetable_beds(x, y):
    """Kilograms: x Growfast, y Rootwell."""
    return Model(
        min,
        0.9 * x + 0.75 * y,
        [0.12 * x + 0.06 * y >= 18, 0.04 * x + 0.1 * y >= 12, x + y <= 260, x <= 120],
    )


@HELDOUT.problem("heldout-linear-032", whole={"x y": 150})
def vaccinations(x, y):
    """x jabs, y sprays."""
    return Model(min, 6 * x + 4 * y, [x + y >= 110, y <= 80, 3 * x >= 2 * y])


@HELDOUT.problem("heldout-linear-036", whole={"x y": 120})
def museum(x, y):
    """x watchmen, y cameras."""
    return Model(min, 130 * x + 18 * y, [4 * x + y >= 70, 8 * x >= y, y <= 40])
