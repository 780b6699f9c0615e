"""Problems of the family `k_of_n`."""

from __future__ import annotations

from tests.datasets.brute_force_logic.tools import case, grid, pick, total


@case("logic-055")
def charging_sites() -> float | None:
    surplus = {"Ashby": 85, "Boone": 120, "Clay": 64, "Doyle": 97, "Eldon": 110, "Flint": 73}
    cost = {"Ashby": 400, "Boone": 780, "Clay": 250, "Doyle": 520, "Eldon": 690, "Flint": 310}
    return pick(
        max,
        surplus,
        lambda some: len(some) == 3 and total(cost, some) <= 1600 and some & {"Ashby", "Boone"},
    )


@case("logic-056")
def shortlist() -> float | None:
    score = {"Glass": 84, "Tide": 91, "Marble": 78, "Nightjar": 88, "Orbit": 69, "Pilgrims": 75, "Quince": 82}
    hours = {"Glass": 14, "Tide": 17, "Marble": 11, "Nightjar": 16, "Orbit": 9, "Pilgrims": 12, "Quince": 13}
    debuts = {"Marble", "Orbit", "Pilgrims"}
    return pick(
        max,
        score,
        lambda some: (
            len(some) in (4, 5) and len(some & debuts) >= 2 and len(some - debuts) <= 2 and total(hours, some) <= 63
        ),
    )


@case("logic-057")
def loan_book() -> float | None:
    interest = {"cannery": 42, "sawmill": 55, "bakery": 38, "hotel": 61, "pharmacy": 30, "brick": 47}
    risk = {"cannery": 3, "sawmill": 4, "bakery": 1, "hotel": 5, "pharmacy": 1, "brick": 3}
    amount = {"cannery": 6, "sawmill": 8, "bakery": 5, "hotel": 10, "pharmacy": 4, "brick": 7}
    return pick(max, interest, lambda some: total(risk, some) <= 10 and total(amount, some) <= 25)


@case("logic-058")
def ice_cream() -> float | None:
    kinds = [(6, 10), (11, 25), (8, 15), (9, 20)]
    best = 0
    for place, (price, work) in enumerate(kinds):
        for other_price, other_work in kinds[place + 1 :]:
            for litres in range(31):
                other_litres = min(30, (900 - work * litres) // other_work)
                best = max(best, price * litres + other_price * other_litres)
    return best


@case("logic-059")
def workshop_targets() -> float | None:
    return grid(
        max,
        [range(61), range(41), range(31)],
        lambda chairs, tables, desks: 15 * chairs + 60 * tables + 80 * desks,
        lambda chairs, tables, desks: (
            2 * chairs + 6 * tables + 9 * desks <= 300 and (chairs >= 45) + (tables >= 20) + (desks >= 18) >= 2
        ),
    )


@case("logic-060")
def winter_wards() -> float | None:
    beds = {"A": 24, "B": 20, "C": 30, "D": 16, "E": 28}
    nurses = {"A": 18, "B": 13, "C": 22, "D": 9, "E": 20}
    return pick(
        max,
        beds,
        lambda some: total(nurses, some) <= 65 and len(some & {"A", "C", "E"}) <= 2 and len(some & {"B", "D"}) == 1,
    )


@case("logic-061")
def playgrounds() -> float | None:
    children = {"Elm": 310, "Fountain": 450, "Guildhall": 240, "Heath": 160, "Ivy": 170, "Juniper": 280}
    cost = {"Elm": 60, "Fountain": 85, "Guildhall": 50, "Heath": 45, "Ivy": 40, "Juniper": 70}
    suburbs = {"Heath", "Ivy", "Juniper"}
    return pick(max, children, lambda some: total(cost, some) <= 270 and len(some & suburbs) >= len(some - suburbs))


@case("logic-062")
def hosting() -> float | None:
    places = {"Dublin": 80, "Frankfurt": 88, "Warsaw": 74}
    networks = {"Arc": 21, "Bolt": 26, "Cord": 19, "Dash": 24}
    backups = {"Echo": 12, "Fjord": 15}
    apart = [{"Warsaw", "Cord"}, {"Frankfurt", "Echo"}, {"Warsaw", "Dash"}]
    return pick(
        min,
        places | networks | backups,
        lambda some: (
            len(some & set(places)) == 1
            and len(some & set(networks)) == 2
            and some & set(backups)
            and not any(pair <= some for pair in apart)
        ),
    )


@case("logic-063")
def relay_team() -> float | None:
    seconds = {"Ada": 61, "Bea": 67, "Col": 55, "Dan": 59, "Eva": 64, "Finn": 62}
    points = {"Ada": 4, "Bea": 2, "Col": 5, "Dan": 3, "Eva": 3, "Finn": 1}
    return pick(
        min,
        seconds,
        lambda some: len(some) == 4 and len(some & {"Ada", "Bea", "Eva"}) == 2 and total(points, some) >= 10,
    )


@case("logic-064")
def barley_varieties() -> float | None:
    income = {1: 31, 2: 38, 3: 20, 4: 45, 5: 17, 6: 27}
    plots = {1: 12, 2: 14, 3: 9, 4: 16, 5: 8, 6: 11}

    def allowed(*grown: bool) -> bool:
        some = {variety for variety, one in enumerate(grown, 1) if one}
        return len(some) in (3, 4) and len(some & {3, 5, 6}) >= 2 and sum(plots[one] for one in some) <= 54

    return grid(
        max,
        [(False, True)] * 6,
        lambda *grown: sum(income[variety] for variety, one in enumerate(grown, 1) if one),
        allowed,
    )


@case("logic-065")
def school_projects() -> float | None:
    pupils = {"Kano": 420, "Zaria": 330, "Sokoto": 260, "Benin": 400, "Owerri": 310, "Calabar": 470}
    money = {"Kano": 30, "Zaria": 26, "Sokoto": 22, "Benin": 24, "Owerri": 20, "Calabar": 28}
    return pick(
        max,
        pupils,
        lambda some: (
            total(money, some) <= 110
            and 2 * len(some & {"Kano", "Zaria", "Sokoto"}) >= len(some)
            and some & {"Sokoto", "Owerri"}
        ),
    )


@case("logic-066")
def containers() -> float | None:
    def wishes(rail: int, barge: int, road: int) -> int:
        return (rail >= 30) + (barge <= 40) + (road >= 20) + (rail <= 50)

    return grid(
        min,
        [range(101), range(71)],
        lambda rail, barge: 210 * rail + 150 * barge + 320 * (100 - rail - barge),
        lambda rail, barge: rail + barge <= 100 and wishes(rail, barge, 100 - rail - barge) >= 3,
    )


@case("logic-067")
def summer_school() -> float | None:
    students = {"Cryptography": 40, "Drones": 65, "Ecology": 55, "Fonts": 25, "Glaciers": 50}
    cost = {"Cryptography": 6, "Drones": 14, "Ecology": 9, "Fonts": 3, "Glaciers": 12}
    return pick(
        max,
        students,
        lambda some: len(some) >= 3 and total(cost, some) <= 20 and len(some & {"Drones", "Ecology", "Glaciers"}) >= 2,
    )


@case("logic-068")
def pond() -> float | None:
    present = range(15, 81)
    best = 0
    species = [(7, 5), (6, 4), (4, 3), (9, 6)]
    for absent in range(4):
        (a, eats_a), (b, eats_b), (c, eats_c) = (one for place, one in enumerate(species) if place != absent)
        for count_a in present:
            for count_b in present:
                count_c = min(80, (500 - eats_a * count_a - eats_b * count_b) // eats_c)
                if count_c >= 15:
                    best = max(best, a * count_a + b * count_b + c * count_c)
    return best


@case("logic-139")
def raffle() -> float | None:
    appeal = {"bicycle": 9, "hamper": 6, "trip": 10, "toolbox": 6}
    price = {"bicycle": 240, "hamper": 80, "trip": 310, "toolbox": 120}
    return pick(max, appeal, lambda some: len(some) == 2 and total(price, some) <= 400 and some != {"trip", "hamper"})


@case("logic-142")
def reform_votes() -> float | None:
    price = {"Blue": 12, "Coral": 9, "Delta": 7, "Ember": 5, "Frost": 4}
    votes = {"Blue": 30, "Coral": 24, "Delta": 17, "Ember": 12, "Frost": 9}
    return pick(
        min,
        price,
        lambda some: (
            total(votes, some) >= 47
            and not {"Blue", "Ember"} <= some
            and ("Coral" not in some or some & {"Delta", "Frost"})
        ),
    )
