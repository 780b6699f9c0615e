"""Problems of the family `exclusion`."""

from __future__ import annotations

from tests.datasets.brute_force_logic.tools import case, grid, implies, linear, pick, total


@case("logic-027")
def oil_fields() -> float | None:
    value = {"P": 45, "Q": 38, "R": 27, "S": 33, "T": 19}
    cost = {"P": 30, "Q": 24, "R": 15, "S": 20, "T": 12}
    return pick(max, value, lambda some: total(cost, some) <= 70 and not {"P", "Q"} <= some)


@case("logic-028")
def spring_courses() -> float | None:
    credits = {"Statistics": 6, "Databases": 6, "Art": 3, "Micro": 5, "Robotics": 9, "Spanish": 4}
    hours = {"Statistics": 8, "Databases": 7, "Art": 4, "Micro": 6, "Robotics": 11, "Spanish": 5}
    return pick(
        max,
        credits,
        lambda some: (
            total(hours, some) <= 26 and not {"Databases", "Robotics"} <= some and not {"Micro", "Spanish"} <= some
        ),
    )


@case("logic-029")
def night_market() -> float | None:
    rent = {"noodle": 420, "barbecue": 560, "jewellery": 380, "juice": 350, "karaoke": 800, "book": 430}
    metres = {"noodle": 10, "barbecue": 14, "jewellery": 12, "juice": 9, "karaoke": 20, "book": 16}
    kilowatts = {"noodle": 12, "barbecue": 9, "jewellery": 3, "juice": 10, "karaoke": 14, "book": 2}
    return pick(
        max,
        rent,
        lambda some: (
            total(metres, some) <= 60
            and total(kilowatts, some) <= 45
            and not {"karaoke", "book"} <= some
            and not {"barbecue", "jewellery"} <= some
        ),
    )


@case("logic-030")
def drug_trial() -> float | None:
    points = {"Alpha": 74, "Beta": 69, "Gamma": 48, "Delta": 82, "Epsilon": 30}
    patients = {"Alpha": 60, "Beta": 80, "Gamma": 50, "Delta": 70, "Epsilon": 40}
    money = {"Alpha": 290, "Beta": 250, "Gamma": 210, "Delta": 320, "Epsilon": 130}
    return pick(
        max,
        points,
        lambda some: (
            total(patients, some) <= 200 and total(money, some) <= 900 and len(some & {"Alpha", "Beta", "Delta"}) <= 1
        ),
    )


@case("logic-031")
def security_software() -> float | None:
    price = {"firewall": 700, "A": 450, "B": 520, "mail": 400, "passwords": 300, "monitor": 900}
    points = {"firewall": 20, "A": 16, "B": 19, "mail": 13, "passwords": 8, "monitor": 24}
    return pick(
        min,
        price,
        lambda some: total(points, some) >= 53 and not {"A", "B"} <= some and not {"mail", "monitor"} <= some,
    )


@case("logic-032")
def wildlife_crossings() -> float | None:
    crossings = {"Fir": 820, "Teal": 640, "Moss": 900, "Quarry": 410, "Wood": 580}
    cost = {"Fir": 31, "Teal": 19, "Moss": 36, "Quarry": 12, "Wood": 20}
    return pick(
        max,
        crossings,
        lambda some: (
            total(cost, some) <= 80
            and implies("Fir" in some, "Moss" not in some)
            and implies("Teal" in some, "Wood" not in some)
        ),
    )


@case("logic-033")
def autumn_crops() -> float | None:
    without_drill = linear(max, [180], [([1], 90), ([2], 240)]) + 700
    with_drill = linear(max, [180, 260], [([1, 1], 90), ([2, 4], 240), ([0, 1], 50)]) - 900
    return max(without_drill, with_drill)


@case("logic-034")
def paint_batches() -> float | None:
    return grid(
        max,
        [range(26), range(13), range(21)],
        lambda white, red, primer: 30 * white + 48 * red + 22 * primer,
        lambda white, red, primer: 2 * white + 3 * red + primer <= 60 and (white == 0 or red == 0),
    )


@case("logic-035")
def doping_commission() -> float | None:
    suits = {"Abel": 9, "Brandt": 8, "Cruz": 8, "Dahl": 7, "Eng": 6, "Fox": 5, "Gill": 4}
    apart = [{"Abel", "Brandt"}, {"Abel", "Cruz"}, {"Dahl", "Eng"}]
    return pick(max, suits, lambda some: len(some) == 4 and not any(pair <= some for pair in apart))


@case("logic-036")
def pension_fund() -> float | None:
    income = {"road": 310, "wind": 240, "port": 275, "housing": 150, "water": 205, "park": 120}
    price = {"road": 42, "wind": 30, "port": 35, "housing": 18, "water": 26, "park": 15}
    return pick(
        max,
        income,
        lambda some: (
            total(price, some) <= 100
            and not {"road", "port"} <= some
            and not {"wind", "park"} <= some
            and some & {"road", "port", "park"}
        ),
    )


@case("logic-037")
def store_room() -> float | None:
    kilograms = {"acid": 60, "solvent": 75, "peroxide": 50, "salt": 40, "base": 55}
    metres = {"acid": 4, "solvent": 5, "peroxide": 3, "salt": 3, "base": 4}
    return pick(
        max,
        kilograms,
        lambda some: total(metres, some) <= 14 and not {"acid", "base"} <= some and not {"solvent", "peroxide"} <= some,
    )


@case("logic-038")
def parcel_carriers() -> float | None:
    euros = {"Northline": 1900, "Rapido": 1250, "Transmar": 2500, "Veloz": 800, "Wagner": 1300}
    parcels = {"Northline": 250, "Rapido": 180, "Transmar": 300, "Veloz": 120, "Wagner": 160}
    return pick(
        min,
        euros,
        lambda some: (
            total(parcels, some) >= 520 and not {"Northline", "Rapido"} <= some and len(some & {"Wagner", "Veloz"}) <= 1
        ),
    )


@case("logic-145")
def science_evening() -> float | None:
    listeners = {"Comets": 80, "Moss": 35, "Volcanoes": 95, "Glass": 55, "Bees": 85}
    minutes = {"Comets": 25, "Moss": 15, "Volcanoes": 30, "Glass": 20, "Bees": 25}
    return pick(
        max,
        listeners,
        lambda some: (
            total(minutes, some) <= 100
            and not {"Comets", "Volcanoes"} <= some
            and not {"Moss", "Glass", "Bees"} <= some
            and implies("Bees" in some, "Glass" in some)
        ),
    )
