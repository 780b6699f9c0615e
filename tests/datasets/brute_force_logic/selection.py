"""Problems of the family `selection`."""

from __future__ import annotations

from tests.datasets.brute_force_logic.tools import case, implies, pick, total


@case("logic-001")
def village_hall() -> float | None:
    score = {"roof": 30, "kitchen": 38, "light": 17, "toilets": 33, "terrace": 20, "loop": 8}
    pounds = {"roof": 14, "kitchen": 18, "light": 9, "toilets": 12, "terrace": 7, "loop": 3}
    hours = {"roof": 60, "kitchen": 120, "light": 40, "toilets": 150, "terrace": 180, "loop": 10}
    return pick(max, score, lambda some: total(pounds, some) <= 46 and total(hours, some) <= 400)


@case("logic-002")
def soil_laboratory() -> float | None:
    projects = {"mass": 46, "x-ray": 31, "dryer": 14, "gas": 27, "robot": 20}
    euros = {"mass": 120, "x-ray": 85, "dryer": 30, "gas": 60, "robot": 45}
    space = {"mass": 9, "x-ray": 8, "dryer": 5, "gas": 6, "robot": 7}
    return pick(max, projects, lambda some: len(some) >= 4 and total(euros, some) <= 225 and total(space, some) <= 26)


@case("logic-003")
def short_films() -> float | None:
    rating = {"Harbour": 78, "Boats": 55, "Tenant": 96, "Salt": 70, "Bus": 81, "Orchard": 40}
    minutes = {"Harbour": 22, "Boats": 15, "Tenant": 31, "Salt": 18, "Bus": 27, "Orchard": 12}
    fee = {"Harbour": 150, "Boats": 90, "Tenant": 210, "Salt": 170, "Bus": 140, "Orchard": 60}
    return pick(
        max,
        rating,
        lambda some: total(minutes, some) <= 90 and total(fee, some) <= 640 and not {"Harbour", "Tenant"} <= some,
    )


@case("logic-004")
def rural_clinic() -> float | None:
    patients = {"ultrasound": 900, "x-ray": 1300, "blood": 800, "dental": 450, "battery": 600}
    price = {"ultrasound": 48, "x-ray": 72, "blood": 35, "dental": 26, "battery": 40}
    upkeep = {"ultrasound": 5, "x-ray": 6, "blood": 3, "dental": 1, "battery": 2}
    return pick(max, patients, lambda some: total(price, some) <= 150 and total(upkeep, some) <= 14)


@case("logic-005")
def release_features() -> float | None:
    value = {"calendar": 34, "discounts": 25, "offline": 45, "vouchers": 16, "waiting": 18, "loyalty": 27}
    develop = {"calendar": 18, "discounts": 12, "offline": 25, "vouchers": 10, "waiting": 9, "loyalty": 14}
    test = {"calendar": 6, "discounts": 7, "offline": 8, "vouchers": 3, "waiting": 4, "loyalty": 5}
    payment = {"discounts", "vouchers", "loyalty"}
    return pick(
        max,
        value,
        lambda some: total(develop, some) <= 60 and total(test, some) <= 24 and len(some & payment) <= 1,
    )


@case("logic-006")
def village_wells() -> float | None:
    people = {"Ambo": 1400, "Beke": 2300, "Chiro": 1250, "Dila": 1700, "Ejere": 1300}
    money = {"Ambo": 21, "Beke": 34, "Chiro": 18, "Dila": 27, "Ejere": 25}
    days = {"Ambo": 16, "Beke": 24, "Chiro": 20, "Dila": 15, "Ejere": 22}
    return pick(
        max, people, lambda some: total(money, some) <= 90 and total(days, some) <= 75 and some & {"Chiro", "Ejere"}
    )


@case("logic-007")
def bus_lines() -> float | None:
    passengers = {"Moor": 310, "Coast": 480, "Lakes": 260, "Abbey": 130, "Quarry": 350}
    buses = {"Moor": 4, "Coast": 6, "Lakes": 3, "Abbey": 2, "Quarry": 5}
    drivers = {"Moor": 9, "Coast": 13, "Lakes": 8, "Abbey": 4, "Quarry": 10}
    return pick(
        max,
        passengers,
        lambda some: total(buses, some) <= 12 and total(drivers, some) <= 26 and some & {"Lakes", "Quarry"},
    )


@case("logic-008")
def touring_exhibitions() -> float | None:
    visitors = {"Vikings": 52, "Reefs": 43, "Navigation": 27, "Wrecks": 55, "Knots": 12}
    area = {"Vikings": 420, "Reefs": 350, "Navigation": 260, "Wrecks": 380, "Knots": 150}
    fee = {"Vikings": 110, "Reefs": 95, "Navigation": 60, "Wrecks": 120, "Knots": 20}
    return pick(
        max,
        visitors,
        lambda some: (
            total(area, some) <= 1150 and total(fee, some) <= 325 and implies("Vikings" in some, "Navigation" in some)
        ),
    )


@case("logic-009")
def solar_roofs() -> float | None:
    output = {"school": 78, "library": 41, "market": 115, "fire": 36, "sports": 94, "town": 52}
    euros = {"school": 64, "library": 38, "market": 90, "fire": 29, "sports": 75, "town": 50}
    return pick(
        max,
        output,
        lambda some: total(euros, some) <= 215 and len(some) <= 3 and not {"market", "town"} <= some,
    )


@case("logic-010")
def afternoon_clubs() -> float | None:
    pupils = {"robotics": 24, "choir": 30, "pottery": 25, "chess": 14, "climbing": 28, "newspaper": 15}
    pounds = {"robotics": 900, "choir": 200, "pottery": 700, "chess": 100, "climbing": 800, "newspaper": 300}
    hours = {"robotics": 5, "choir": 4, "pottery": 5, "chess": 3, "climbing": 7, "newspaper": 4}
    return pick(
        max,
        pupils,
        lambda some: (
            len(some) >= 4
            and total(pounds, some) <= 2400
            and total(hours, some) <= 19
            and not {"pottery", "climbing"} <= some
        ),
    )


@case("logic-011")
def driver_training() -> float | None:
    dollars = {"defensive": 5200, "load": 3100, "eco": 2700, "winter": 4000, "aid": 1900}
    points = {"defensive": 17, "load": 9, "eco": 8, "winter": 14, "aid": 5}
    days = {"defensive": 12, "load": 8, "eco": 6, "winter": 10, "aid": 5}
    return pick(min, dollars, lambda some: len(some) >= 3 and total(points, some) >= 31 and total(days, some) <= 34)


@case("logic-012")
def street_festival() -> float | None:
    people = {"brass": 700, "rock": 1600, "jugglers": 650, "puppets": 500, "light": 1250, "dancers": 550}
    fee = {"brass": 6, "rock": 12, "jugglers": 5, "puppets": 3, "light": 9, "dancers": 4}
    hours = {"brass": 3, "rock": 4, "jugglers": 2, "puppets": 4, "light": 3, "dancers": 3}
    power = {"brass": 5, "rock": 35, "jugglers": 8, "puppets": 4, "light": 30, "dancers": 6}
    return pick(
        max,
        people,
        lambda some: total(fee, some) <= 30 and total(hours, some) <= 14 and total(power, some) <= 60,
    )
