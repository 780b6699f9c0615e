"""Problems of the family `fixed_charge_logic`; each set of what is open is gone through, then the quantities."""

from __future__ import annotations

from collections.abc import Mapping

from tests.datasets.brute_force_logic.tools import Chosen, best_of, case, grid, implies, linear, subsets


def cheapest(need: float, opened: Chosen, places: Mapping[str, tuple[float, float, float, float]]) -> float | None:
    """The least cost of `need` from places with (fixed cost, unit cost, least, most): the cheapest unit first."""
    cost, left = 0.0, need
    for name in opened:
        fixed, unit, least, _ = places[name]
        cost += fixed + unit * least
        left -= least
    for name in sorted(opened, key=lambda one: places[one][1]):
        _, unit, least, most = places[name]
        taken = max(0.0, min(left, most - least))
        cost += unit * taken
        left -= taken
    return None if left > 0 else cost


@case("logic-109")
def fertiliser() -> float | None:
    plants = {"Ost": (6000, 80, 0, 300), "West": (11000, 70, 0, 350), "Nord": (3000, 90, 0, 250)}
    return best_of(min, *(cheapest(500, some, plants) for some in subsets(plants) if not {"Ost", "Nord"} <= some))


@case("logic-110")
def soup_kitchens() -> float | None:
    kitchens = {"harbour": (260, 1.5, 150, 400), "station": (180, 1.8, 150, 300), "school": (120, 2.1, 150, 250)}
    return best_of(
        min,
        *(cheapest(700, some, kitchens) for some in subsets(kitchens) if implies("station" in some, "school" in some)),
    )


@case("logic-111")
def lathe() -> float | None:
    kinds = {"gears": (12, 4, 150, 90), "shafts": (9, 3, 90, 80), "rings": (7, 2, 60, 120)}
    best = 0.0
    for one, (gain, minutes, setup, most) in kinds.items():
        for other, (other_gain, other_minutes, other_setup, other_most) in kinds.items():
            if one == other:
                continue
            for made in range(1, min(most, 480 // minutes) + 1):
                others = min(other_most, (480 - minutes * made) // other_minutes)
                alone = gain * made - setup
                best = max(best, alone, alone + other_gain * others - other_setup)
    return best


@case("logic-112")
def servers() -> float | None:
    providers = {"Skyhost": (400, 95, 1, 6), "Bluebox": (150, 130, 1, 5), "Cirrus": (700, 60, 1, 8)}
    return best_of(
        min,
        *(
            cheapest(9, some, providers)
            for some in subsets(providers)
            if len(some) >= 2 and not {"Cirrus", "Bluebox"} <= some
        ),
    )


@case("logic-113")
def harvesters() -> float | None:
    machines = {"K": (1800 + 500, 22, 0, 100), "L": (1100, 30, 0, 90), "M": (700, 38, 0, 80)}
    return best_of(min, *(cheapest(180, some, machines) for some in subsets(machines) if not {"L", "M"} <= some))


@case("logic-114")
def ticket_offices() -> float | None:
    offices = {"castle": (11, 200, 650), "mill": (10, 150, 500), "town": (9, 260, 700)}
    best = 0.0
    for some in subsets(offices):
        if "mill" in some and "town" not in some:
            continue
        seats, profit = 350, -400.0 if len(some) == 3 else 0.0
        for name, (gain, most, cost) in offices.items():
            if name in some:
                sold = min(most, seats)
                seats -= sold
                profit += gain * sold - cost
        best = max(best, profit)
    return best


@case("logic-115")
def springs() -> float | None:
    taps = {"Upper": (90, 0.4, 80, 120), "Forest": (60, 0.7, 0, 150), "Lower": (40, 0.9, 0, 130)}
    return best_of(
        min,
        *(cheapest(240, some, taps) for some in subsets(taps) if implies({"Forest", "Lower"} <= some, "Upper" in some)),
    )


@case("logic-116")
def mussel_boats() -> float | None:
    boats = {"Clara": (175, 30, 2600), "Anna": (160, 70, 5200), "Berta": (160, 55, 4100)}
    best = 0.0
    for some in subsets(boats):
        if len(some) > 2 or ("Clara" in some and "Berta" not in some):
            continue
        licence, profit = 110, 0.0
        for name, (gain, most, cost) in boats.items():
            if name in some:
                landed = min(most, licence)
                licence -= landed
                profit += gain * landed - cost
        best = max(best, profit)
    return best


@case("logic-117")
def blood_vans() -> float | None:
    vans = {"city": (1500, 12, 60, 180), "coast": (1200, 10, 60, 140), "hill": (900, 14, 60, 120)}
    optima = []
    for some in subsets(vans):
        cost = cheapest(320, some, vans)
        optima.append(None if cost is None else cost + (350 if some & {"coast", "hill"} else 0))
    return best_of(min, *optima)


@case("logic-118")
def fruit_crates() -> float | None:
    """Mangoes fill what the others leave of 400 crates."""
    best = 0
    for papayas in range(251):
        for lychees in range(161):
            if papayas + lychees > 400 or (lychees > 0 and papayas < 100):
                continue
            profit = 11 * papayas - 500 * (papayas > 0) + 17 * lychees - 1000 * (lychees > 0)
            mangoes = min(220, 400 - papayas - lychees)
            best = max(best, profit + max(0, 14 * mangoes - 900))
    return best


@case("logic-119")
def studios() -> float | None:
    places = {"North": (20, 3, 0, 18), "South": (12, 4, 0, 15), "hangar": (5, 6, 0, 20)}
    return best_of(
        min,
        *(
            cheapest(30, some, places)
            for some in subsets(places)
            if not {"North", "hangar"} <= some and ("hangar" in some) == ("South" in some)
        ),
    )


@case("logic-120")
def recycling() -> float | None:
    """For each set of lines, a linear programme; what is burnt is what they leave of 1,200 tonnes."""
    optima = []
    for some in subsets("123"):
        if len(some) > 2:
            continue
        bounds = [
            (0, 450 if "1" in some else 0),
            (400 if "2" in some else 0, 600 if "2" in some else 0),
            (0, 350 if "3" in some else 0),
        ]
        burnt = 500 if "1" in some else 200
        fixed = 9000 * ("1" in some) + 11_000 * ("2" in some) + 4000 * ("3" in some)
        found = linear(max, [70, 66, 55], [([1, 1, 1], 1200), ([-1, -1, -1], burnt - 1200)], bounds)
        optima.append(None if found is None else found - 48_000 - fixed)
    return best_of(max, *optima)


@case("logic-140")
def shelters() -> float | None:
    def families(count: int, runs: int, well: bool) -> int:
        return 4 * count + 2 * runs + (10 if well else 0)

    return grid(
        max,
        [range(13), range(16), (False, True)],
        families,
        lambda count, runs, well: (well or count == 0) and 90 * count + 40 * runs + (300 if well else 0) <= 1500,
    )
