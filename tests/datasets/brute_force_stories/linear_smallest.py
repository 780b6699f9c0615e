"""Linear problems of the least that will do."""

from __future__ import annotations

from tests.datasets.brute_force_stories.entries import STORIES
from tests.datasets.enumeration import Model


@STORIES.problem("story-linear-003", whole={"x y": 60})
def stadium_buses(x, y):
    """x large, y small trips."""
    return Model(min, 50 * x + 35 * y, [60 * x + 40 * y >= 1000, x <= 10, y >= 8])


@STORIES.problem("story-linear-005", divisible="x y")
def fish_meal(x, y):
    """kg x Aqua, y Bassline."""
    return Model(min, 1.2 * x + 0.8 * y, [20 * x + 8 * y >= 240, 4 * x + 6 * y >= 96, x + y <= 25])


@STORIES.problem("story-linear-007", whole={"x y": 80})
def pickers_and_temps(x, y):
    """x trained pickers, y temps."""
    return Model(min, 180 * x + 120 * y, [9 * x + 5 * y >= 200, x + y <= 34, y >= 0.4 * (x + y)])


@STORIES.problem("story-linear-010", divisible="x y")
def cleaning_solution(x, y):
    """liters x weak, y strong."""
    return Model(min, 0.9 * x + 1.4 * y, [0.3 * x + 0.7 * y >= 0.45 * (x + y), x + y == 200, y <= 120])


@STORIES.problem("story-linear-012", whole={"x y": 120})
def port_trips(x, y):
    """x lorry, y van trips (whole)."""
    return Model(min, x + y, [30 * x + 18 * y >= 1500, y >= 2 * x, x >= 12])


@STORIES.problem("story-linear-015", whole={"x y": 40})
def rubble_tippers(x, y):
    """x big, y small runs."""
    return Model(min, 400 * x + 250 * y, [12 * x + 5 * y >= 100, x <= 7, y <= 12, 3 * x + 2 * y <= 40])


@STORIES.problem("story-linear-018", whole={"x y": 200})
def bypass_trees(x, y):
    """x oaks, y birches."""
    return Model(min, 3 * x + 2 * y, [x + y >= 120, x >= 0.25 * (x + y), y <= 85, 10 * x + 6 * y <= 1000])


@STORIES.problem("story-linear-020", divisible="x y z")
def muesli(x, y, z):
    """pounds x oats, y nuts, z raisins."""
    return Model(
        min, 2 * x + 3 * y + 2.5 * z, [3 * x + 5 * y + 4 * z >= 60, 2 * x + y + 3 * z >= 30, x >= 2, x + y + z <= 20]
    )


@STORIES.problem("story-linear-023", whole={"x y": 200})
def name_badges(x, y):
    """x QuickPrint, y SlowPrint batches."""
    return Model(min, 12 * x + 7 * y, [80 * x + 50 * y >= 4000, x + y <= 70, y <= 2 * x])


@STORIES.problem("story-linear-026", whole={"x y": 60})
def ward_roster(x, y):
    """x day, y night shifts."""
    return Model(min, 90 * x + 140 * y, [3 * x + 5 * y >= 90, 2 * x + 2 * y <= 52, x >= 6, y >= 5])


@STORIES.problem("story-linear-028", divisible="x y")
def two_pits(x, y):
    """days x Northern, y Southern."""
    return Model(min, 500 * x + 700 * y, [40 * x + 60 * y >= 1200, 10 * x + 5 * y >= 150, x + y <= 40, x >= 4])


@STORIES.problem("story-linear-030", whole={"x y": 60})
def museum_staff(x, y):
    """x guides, y guards."""
    return Model(min, 45 * x + 60 * y, [x + y >= 25, x <= 2 * y, 8 * x + 12 * y >= 250, y <= 20])


@STORIES.problem("story-linear-033", divisible="x y z")
def concrete_additive(x, y, z):
    """kg x ash, y slag, z silica."""
    return Model(
        min, 0.3 * x + 0.5 * y + 0.45 * z, [x + y + z == 1000, 0.02 * x + 0.06 * y + 0.05 * z >= 42, x >= 150, z <= 400]
    )


@STORIES.problem("story-linear-035", whole={"x y": 60})
def river_clean_up(x, y):
    """x canoes, y rafts."""
    return Model(min, 22 * x + 16 * y, [5 * x + 3 * y >= 120, x + y <= 36, 2 * x >= y])


@STORIES.problem("story-linear-038", whole={"x y": 60})
def pills(x, y):
    """x red, y white pills."""
    return Model(min, 3 * x + 2 * y, [15 * x + 8 * y >= 300, x <= y, x + y <= 30])


@STORIES.problem("story-linear-039", whole={"a b c d": 60})
def bun_trays(a, b, c, d):
    """a Mill-Garden, b Mill-Tower, c Dock-Garden, d Dock-Tower."""
    return Model(min, 5 * a + 7 * b + 6 * c + 3 * d, [a + b <= 45, c + d <= 40, a + c >= 35, b + d >= 30])


@STORIES.problem("story-linear-042", divisible="x y")
def minting_machines(x, y):
    """hours x A, y B."""
    return Model(min, 18 * x + 25 * y, [x + y >= 40, y >= x / 4, 2 * x + 5 * y >= 110, x <= 35])


@STORIES.problem("story-linear-044", whole={"x y": 40})
def festival_vehicles(x, y):
    """x coaches, y minibuses."""
    return Model(min, x + y, [45 * x + 30 * y >= 900, x <= 14, y >= x / 2, 500 * x + 200 * y <= 9000])


@STORIES.problem("story-linear-047", whole={"x y": 100})
def blanket_bales(x, y):
    """x thick, y thin bales."""
    return Model(min, 35 * x + 20 * y, [4 * x + 2 * y >= 130, x + y >= 40, y <= 30, x <= 45])


@STORIES.problem("story-linear-048", divisible="x y")
def bear_feed(x, y):
    """kg x fish, y meat."""
    return Model(min, 1.1 * x + 1.6 * y, [25 * x + 40 * y >= 2000, x + y <= 70, 2 * x + 3 * y <= 170, y >= 12])


@STORIES.problem("story-linear-053", whole={"x y": 80})
def ministry_letters(x, y):
    """x clerks, y interns."""
    return Model(min, 60 * x + 45 * y, [x + y >= 30, 12 * x + 7 * y >= 300, y >= 8, x <= y + 10])


@STORIES.problem("story-linear-055", divisible="x y")
def smelter_power(x, y):
    """MWh x coal, y wind."""
    return Model(min, 0.2 * x + 0.35 * y, [x + y >= 600, x <= 450, x <= 3 * y, 0.9 * x + 0.4 * y <= 470])


@STORIES.problem("story-linear-058", whole={"x y z": 40})
def film_weapons(x, y, z):
    """x rifles, y pistols, z carbines."""
    return Model(min, 8 * x + 5 * y + 6 * z, [4 * x + 2 * y + 3 * z >= 100, x + y + z >= 30, z <= 12, y >= z, x <= 20])
