"""Problems of the families `all_or_none` and `iff`."""

from __future__ import annotations

from tests.datasets.brute_force_logic.tools import case, grid, implies, pick, subsets, total


def unsplit(together: set[str], some: frozenset[str]) -> bool:
    """Whether all or none of `together` are in `some`."""
    return len(together & some) in (0, len(together))


@case("logic-039")
def satellites() -> float | None:
    value = {"Iris": 54, "Juno": 30, "Kepler": 47, "Lyra": 25, "Mira": 50}
    cost = {"Iris": 320, "Juno": 210, "Kepler": 260, "Lyra": 180, "Mira": 300}
    return pick(max, value, lambda some: total(cost, some) <= 875 and unsplit({"Juno", "Lyra"}, some))


@case("logic-040")
def bypass() -> float | None:
    hours = {"N": 190, "M": 260, "S": 150, "roundabout": 95, "bridge": 330, "path": 60, "lights": 40}
    cost = {"N": 11, "M": 14, "S": 9, "roundabout": 6, "bridge": 21, "path": 5, "lights": 3}
    return pick(max, hours, lambda some: total(cost, some) <= 47 and unsplit({"N", "M", "S"}, some))


@case("logic-041")
def scholarships() -> float | None:
    rating = {"Amina": 88, "Ben": 85, "Clara": 70, "Dev": 90, "Ella": 74, "Farid": 79}
    pounds = {"Amina": 9, "Ben": 7, "Clara": 7, "Dev": 9, "Ella": 5, "Farid": 8}
    return pick(
        max,
        rating,
        lambda some: len(some) <= 4 and total(pounds, some) <= 33 and ("Ben" in some) == ("Clara" in some),
    )


@case("logic-042")
def old_maps() -> float | None:
    price = {"Bohemia": 2300, "East": 1500, "West": 1600, "chart": 2700, "plan": 1400, "atlas": 1900}
    worth = {"Bohemia": 2900, "East": 2200, "West": 2000, "chart": 3600, "plan": 1900, "atlas": 2500}
    gain = {lot: worth[lot] - price[lot] for lot in price}
    return pick(max, gain, lambda some: total(price, some) <= 8000 and unsplit({"East", "West"}, some))


@case("logic-043")
def sofas_and_armchairs() -> float | None:
    return grid(
        max,
        [range(11), range(18), range(19)],
        lambda sofas, armchairs, bookcases: 120 * sofas + 45 * armchairs + 60 * bookcases,
        lambda sofas, armchairs, bookcases: (
            8 * sofas + 4 * armchairs + 5 * bookcases <= 160
            and 7 * sofas + 4 * armchairs <= 70
            and ((sofas >= 4 and armchairs >= 6) or sofas == armchairs == 0)
        ),
    )


@case("logic-044")
def office_suite() -> float | None:
    weeks = {"payroll": 21, "invoicing": 17, "archive": 9, "permits": 20, "portal": 26}
    cost = {"payroll": 38, "invoicing": 27, "archive": 22, "permits": 31, "portal": 40}
    return pick(
        max, weeks, lambda some: total(cost, some) <= 115 and unsplit({"invoicing", "archive", "permits"}, some)
    )


@case("logic-045")
def relief_teams() -> float | None:
    people = {"surgical": 60, "anaesthesia": 10, "children": 75, "mental": 35, "dialysis": 45, "water": 80}
    tonnes = {"surgical": 5, "anaesthesia": 2, "children": 3, "mental": 1, "dialysis": 4, "water": 4}
    return pick(max, people, lambda some: total(tonnes, some) <= 10 and unsplit({"surgical", "anaesthesia"}, some))


@case("logic-046")
def dairy() -> float | None:
    euros = {"Aalto": 36, "Brink": 29, "Carlsen": 46, "Dufour": 25, "Eskola": 43}
    litres = {"Aalto": 90, "Brink": 70, "Carlsen": 110, "Dufour": 60, "Eskola": 100}
    return pick(
        min,
        euros,
        lambda some: (
            total(litres, some) >= 300
            and unsplit({"Aalto", "Dufour"}, some)
            and len(some & {"Brink", "Carlsen", "Eskola"}) <= 2
        ),
    )


@case("logic-047")
def ski_resort() -> float | None:
    brings = {"Eagle": 8400, "Bear": 6900, "Fox": 5200, "Hare": 3900, "restaurant": 3000}
    costs = {"Eagle": 4100, "Bear": 3300, "Fox": 2700, "Hare": 2300, "restaurant": 4200}
    profit = {name: brings[name] - costs[name] for name in brings}
    return pick(max, profit, lambda some: total(costs, some) <= 12500 and ("restaurant" in some) == ("Eagle" in some))


@case("logic-048")
def pumped_storage() -> float | None:
    earns = {"1": 14, "2": 11, "3": 9, "4": 6}
    water = {"1": 50, "2": 45, "3": 35, "4": 20}
    return max(
        total(earns, some) - (5 if {"1", "2"} <= some else 0) for some in subsets(earns) if total(water, some) <= 115
    )


@case("logic-049")
def film_club() -> float | None:
    visitors = {"Amarcord": 130, "Stalker": 95, "Playtime": 110, "Ikiru": 120, "Metropolis": 100}
    dollars = {"Amarcord": 420, "Stalker": 260, "Playtime": 300, "Ikiru": 350, "Metropolis": 220}
    return pick(
        max,
        visitors,
        lambda some: (
            total(dollars, some) + (150 if some & {"Stalker", "Ikiru"} else 0) <= 1150 and some & {"Amarcord", "Ikiru"}
        ),
    )


@case("logic-050")
def night_shift() -> float | None:
    return grid(
        max,
        [range(36), range(41), (False, True)],
        lambda pumps, valves, night: 90 * pumps + 50 * valves - (1250 if night else 0),
        lambda pumps, valves, night: 3 * pumps + 2 * valves <= (180 if night else 120),
    )


@case("logic-051")
def islands() -> float | None:
    earns = {"Anholt": 12, "Brava": 17, "Corvo": 9, "Delos": 14}
    days = {"Anholt": 6, "Brava": 9, "Corvo": 4, "Delos": 8}

    def after_costs(some: frozenset[str]) -> float:
        return total(earns, some) - (7 if {"Brava", "Delos"} <= some else 0) - (2 if "Corvo" in some else 0)

    return max(after_costs(some) for some in subsets(earns) if total(days, some) <= 20)


@case("logic-052")
def galleries() -> float | None:
    visitors = {"Egypt": 320, "Modern": 410, "Armoury": 230, "Prints": 120, "Court": 500}
    guards = {"Egypt": 4, "Modern": 5, "Armoury": 3, "Prints": 2, "Court": 6}
    return pick(
        max,
        visitors,
        lambda some: (
            total(guards, some) <= 14
            and ("Armoury" in some) == ("Prints" not in some)
            and unsplit({"Egypt", "Court"}, some)
        ),
    )


@case("logic-053")
def toy_maker() -> float | None:
    return grid(
        max,
        [range(71), range(56)],
        lambda kites, puzzles: 6 * kites + 12 * puzzles - (60 if puzzles > 40 else 0),
        lambda kites, puzzles: 20 * kites + 35 * puzzles <= 2400,
    )


@case("logic-054")
def broadcasting() -> float | None:
    gained = {"football": 240, "basketball": 130, "hockey": 90, "tennis": 150, "darts": 60}
    cost = {"football": 45, "basketball": 21, "hockey": 14, "tennis": 26, "darts": 7}
    return pick(
        max,
        gained,
        lambda some: (
            total(cost, some) + (12 if len(some) >= 3 else 0) <= 90
            and implies("basketball" in some, "hockey" in some)
            and implies("hockey" in some, "basketball" in some)
        ),
    )


@case("logic-141")
def press_shifts() -> float | None:
    """In thousands of pieces; both extra shifts give 16 hours for 680 dollars."""
    return grid(
        max,
        [range(15), range(10), (False, True)],
        lambda lids, rims, added: 50 * lids + 80 * rims - (680 if added else 0),
        lambda lids, rims, added: lids + 2 * rims <= (24 if added else 8),
    )
