"""Problems of the family `covering`."""

from __future__ import annotations

from collections.abc import Mapping

from tests.datasets.brute_force_logic.tools import Chosen, case, grid, implies, pick, subsets


def reached(reach: Mapping[str, str], some: Chosen) -> str:
    """What the chosen ones reach, one letter for each time."""
    return "".join(reach[name] for name in sorted(some))


@case("logic-130")
def fire_stations() -> float | None:
    cost = {"A": 3, "B": 5, "C": 6, "D": 6, "E": 5}
    reach = {"A": "12", "B": "234", "C": "145", "D": "356", "E": "126"}
    return pick(min, cost, lambda some: set(reached(reach, some)) == set("123456") and not {"B", "D"} <= some)


@case("logic-131")
def help_desk() -> float | None:
    wage = {"Olga": 310, "Pavel": 330, "Quim": 240, "Rosa": 330, "Sven": 250, "Tess": 300}
    speaks = {"Olga": "AD", "Pavel": "BC", "Quim": "DE", "Rosa": "ABE", "Sven": "CE", "Tess": "BD"}
    return pick(
        min,
        wage,
        lambda some: (
            set(reached(speaks, some)) == set("ABCDE")
            and implies("Sven" in some, "Tess" in some)
            and not {"Olga", "Rosa"} <= some
        ),
    )


@case("logic-132")
def mobile_clinics() -> float | None:
    people = {"F": 900, "G": 1400, "H": 700, "I": 1200, "J": 600}
    near = {"Acacia": "FI", "Baobab": "FHJ", "Cedar": "GJ", "Palm": "HI"}
    return max(
        sum(people[village] for village in set(reached(near, some)))
        for some in subsets(near)
        if len(some) <= 2 and not {"Baobab", "Cedar"} <= some
    )


@case("logic-133")
def museum_cameras() -> float | None:
    cost = {"1": 700, "2": 600, "3": 650, "4": 500, "5": 800, "6": 900}
    sees = {"1": "AB", "2": "BC", "3": "CD", "4": "DE", "5": "AE", "6": "ACD"}
    return min(
        sum(cost[point] for point in some) + (0 if "1" in some else 400)
        for some in subsets(cost)
        if set(reached(sees, some)) == set("ABCDE") and reached(sees, some).count("C") >= 2 and not {"3", "6"} <= some
    )


@case("logic-134")
def release_tests() -> float | None:
    minutes = {"T1": 14, "T2": 11, "T3": 9, "T4": 16, "T5": 8, "T6": 7}
    runs = {"T1": "ls", "T2": "sp", "T3": "pr", "T4": "ler", "T5": "e", "T6": "l"}
    return pick(
        min,
        minutes,
        lambda some: (
            set(reached(runs, some)) == set("lsper")
            and reached(runs, some).count("p") >= 2
            and implies("T3" in some, "T4" not in some)
            and implies("T5" in some, "T1" in some)
        ),
    )


@case("logic-135")
def radio_masts() -> float | None:
    cost = {"Gable": 52, "Knott": 30, "Pike": 58, "Scar": 27, "Tarn": 25}
    serves = {"Gable": "123", "Knott": "34", "Pike": "456", "Scar": "16", "Tarn": "25"}
    return pick(
        min,
        cost,
        lambda some: (
            len(set(reached(serves, some))) >= 5
            and not {"Gable", "Pike"} <= some
            and implies("Scar" in some, "Tarn" in some)
        ),
    )


@case("logic-136")
def school_buses() -> float | None:
    buses = {"1": 4, "2": 2, "3": 3, "4": 2, "5": 3}
    serves = {"1": "NMP", "2": "PL", "3": "LH", "4": "NH", "5": "ML"}
    return pick(
        min,
        buses,
        lambda some: (
            set(reached(serves, some)) == set("NMPLH")
            and len(some) == 3
            and ("1" in some) == ("4" in some)
            and implies("2" in some, "3" in some)
        ),
    )


@case("logic-137")
def lifeguards() -> float | None:
    return grid(
        min,
        [range(5), range(5), (0, 3, 4), range(5)],
        lambda early, day, late, split: 110 * early + 115 * day + 120 * late + 150 * split,
        lambda early, day, late, split: (
            early + split >= 1
            and early + day + split >= 2
            and early + day + late >= 3
            and day + late + split >= 3
            and late + split >= 2
            and implies(split > 0, day > 0)
        ),
    )
