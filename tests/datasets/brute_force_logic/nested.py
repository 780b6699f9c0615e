"""Problems of the family `nested`."""

from __future__ import annotations

from tests.datasets.brute_force_logic.tools import case, grid, implies, pick, total


@case("logic-096")
def six_projects() -> float | None:
    benefit = {"A": 16, "B": 21, "C": 13, "D": 19, "E": 10, "F": 8}
    cost = {"A": 7, "B": 9, "C": 5, "D": 8, "E": 4, "F": 3}
    return pick(
        max,
        benefit,
        lambda some: (
            total(cost, some) <= 23
            and implies({"A", "B"} <= some, some & {"C", "D"})
            and implies("E" in some, some & {"A", "F"})
            and implies("D" in some, not some & {"C", "F"})
        ),
    )


@case("logic-097")
def toll_motorway() -> float | None:
    tolls = {"1": 62, "2": 48, "3": 75, "4": 39, "5": 56}
    cost = {"1": 50, "2": 38, "3": 66, "4": 30, "5": 45}
    best = pick(
        max,
        tolls,
        lambda some: (
            total(cost, some) <= 160
            and implies(not {"1", "2"} <= some, "3" not in some)
            and implies(not some & {"4", "5"}, "1" not in some)
            and implies("3" in some, len(some & {"2", "5"}) <= 1)
        ),
    )
    return None if best is None else best / 10


@case("logic-098")
def banquet() -> float | None:
    guests = {"oysters": 40, "pâté": 34, "soup": 28, "duck": 60, "turbot": 55, "soufflé": 45}
    francs = {"oysters": 500, "pâté": 300, "soup": 150, "duck": 650, "turbot": 600, "soufflé": 350}
    return pick(
        max,
        guests,
        lambda some: (
            total(francs, some) <= 1900
            and implies("duck" in some, len(some & {"oysters", "soup"}) == 1)
            and implies(some & {"turbot", "oysters"}, "pâté" not in some)
            and implies("soufflé" in some, some & {"duck", "turbot"})
        ),
    )


@case("logic-099")
def satellite_modules() -> float | None:
    value = {"radar": 50, "camera": 32, "spectrometer": 36, "relay": 20, "battery": 0, "cells": 0}
    mass = {"radar": 24, "camera": 15, "spectrometer": 18, "relay": 12, "battery": 10, "cells": 6}

    def allowed(some: frozenset[str]) -> bool:
        sensors = len(some & {"radar", "camera", "spectrometer"})
        return (
            total(mass, some) <= 70
            and implies(sensors >= 2, "battery" in some)
            and implies(sensors == 3, "cells" in some)
            and implies({"relay", "camera"} <= some, "cells" in some)
        )

    return pick(max, value, allowed)


@case("logic-100")
def branches() -> float | None:
    profit = {"Aachen": 90, "Bonn": 75, "Celle": 82, "Dessau": 60, "Emden": 48}
    managers = {"Aachen": 5, "Bonn": 4, "Celle": 4, "Dessau": 3, "Emden": 2}
    return pick(
        max,
        profit,
        lambda some: (
            total(managers, some) <= 14
            and ({"Aachen", "Bonn"} <= some or ({"Celle", "Dessau"} <= some and "Emden" not in some))
            and implies("Aachen" in some and "Dessau" not in some, "Emden" in some)
        ),
    )


@case("logic-101")
def protection_packages() -> float | None:
    people = {"P": 30, "Q": 45, "R": 38, "S": 25, "T": 50}
    cost = {"P": 3, "Q": 5, "R": 4, "S": 3, "T": 6}
    return pick(
        max,
        people,
        lambda some: (
            total(cost, some) <= 14
            and implies("P" not in some, len(some & {"Q", "R", "S"}) >= 2)
            and implies("T" in some, "S" in some or "Q" not in some)
        ),
    )


@case("logic-102")
def chairs_stools_shelves() -> float | None:
    return grid(
        max,
        [range(21), range(21), range(21)],
        lambda chairs, stools, shelves: 30 * chairs + 22 * stools + 45 * shelves,
        lambda chairs, stools, shelves: (
            3 * chairs + 2 * stools + 5 * shelves <= 120
            and implies(chairs > 10 and stools > 10, shelves >= 6)
            and implies(shelves < 5, chairs <= 8 or stools <= 8)
        ),
    )


@case("logic-103")
def festival_stages() -> float | None:
    visitors = {"River": 9000, "Market": 7000, "Castle": 8000, "Station": 5000, "Park": 6000}
    cost = {"River": 40, "Market": 28, "Castle": 35, "Station": 18, "Park": 24}
    return pick(
        max,
        visitors,
        lambda some: (
            total(cost, some) <= 120
            and not {"River", "Castle", "Station"} <= some
            and implies("Market" in some and "Park" not in some, "Castle" in some)
            and implies("Park" in some, some & {"River", "Market"})
        ),
    )


@case("logic-104")
def museum_investments() -> float | None:
    score = {"depot": 28, "reading": 17, "restoration": 22, "archive": 35, "shop": 13}
    cost = {"depot": 32, "reading": 17, "restoration": 24, "archive": 29, "shop": 15}
    return pick(
        max,
        score,
        lambda some: (
            total(cost, some) <= 95
            and ("archive" in some) == ("reading" in some and "restoration" not in some)
            and implies(some & {"depot", "restoration"}, "shop" not in some)
        ),
    )


@case("logic-105")
def polar_station() -> float | None:
    rating = {
        "Aino": 71, "Bjarne": 83, "Chidi": 78, "Dana": 69, "Emil": 90, "Fumi": 74, "Greta": 85, "Hugo": 66,
    }  # fmt: skip
    return pick(
        max,
        rating,
        lambda some: (
            len(some) == 5
            and some & {"Aino", "Dana", "Hugo"}
            and implies("Emil" in some and "Dana" not in some, {"Aino", "Hugo"} <= some)
            and implies({"Bjarne", "Greta"} <= some, "Fumi" in some)
            and implies("Fumi" in some, "Chidi" in some)
        ),
    )


@case("logic-106")
def island_power() -> float | None:
    cost = {"wind": 30, "solar": 17, "biogas": 14, "diesel": 16, "cable": 41, "battery": 6}
    power = {"wind": 18, "solar": 12, "biogas": 9, "diesel": 20, "cable": 25, "battery": 0}
    return pick(
        min,
        cost,
        lambda some: (
            total(power, some) >= 45
            and implies("diesel" in some, some & {"wind", "solar"} and "cable" not in some)
            and implies({"wind", "solar"} <= some, "battery" in some)
            and some & {"diesel", "biogas"}
        ),
    )


@case("logic-107")
def three_lines() -> float | None:
    """A line runs if it makes something, since a line that runs for nothing only costs."""
    return grid(
        max,
        [range(0, 91), [0, *range(50, 81)], range(0, 101)],
        lambda amber, blue, coral: (
            20 * amber + 16 * blue + 25 * coral - 900 * (amber > 0) - 700 * (blue > 0) - 1100 * (coral > 0)
        ),
        lambda amber, blue, coral: (
            amber + blue + coral <= 190
            and implies(amber > 0 and coral > 0, blue == 0 or (amber <= 60 and coral <= 60))
            and (coral >= 70 or blue >= 60)
        ),
    )


@case("logic-108")
def languages() -> float | None:
    pupils = {"French": 60, "Greek": 25, "Hindi": 50, "Italian": 40}
    cost = {"French": 8, "Greek": 6, "Hindi": 9, "Italian": 7}
    return pick(
        max,
        pupils,
        lambda some: (
            total(cost, some) <= 20
            and len(some) >= 2
            and implies("French" in some, {"Greek", "Italian"} <= some)
            and implies("French" not in some, not some & {"Greek", "Italian"})
            and implies("Hindi" in some, some & {"French", "Greek"})
        ),
    )


@case("logic-143")
def housing_association() -> float | None:
    points = {"windows": 30, "roof": 22, "lifts": 34, "play": 12, "solar": 26, "baths": 45, "cellar": 9}
    money = {"windows": 3, "roof": 2, "lifts": 4, "play": 1, "solar": 3, "baths": 5, "cellar": 1}
    months = {"windows": 5, "roof": 4, "lifts": 3, "play": 2, "solar": 3, "baths": 8, "cellar": 3}
    return pick(
        max,
        points,
        lambda some: (
            total(money, some) <= 11
            and total(months, some) <= 21
            and implies("solar" in some, "roof" in some)
            and implies("baths" in some, "lifts" not in some and "cellar" in some)
            and implies(not some & {"lifts", "baths"}, len(some & {"windows", "play", "cellar"}) >= 2)
        ),
    )
