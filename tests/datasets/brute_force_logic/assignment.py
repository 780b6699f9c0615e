"""Problems of the family `assignment_logic`; every allocation is gone through."""

from __future__ import annotations

from itertools import combinations, permutations, product

from tests.datasets.brute_force_logic.tools import case, implies


@case("logic-121")
def translators() -> float | None:
    hours = {"Ines": (9, 4, 11), "Jonas": (8, 5, 7), "Karim": (10, 3, 8)}
    return min(
        sum(hours[person][text] for text, person in enumerate(order))
        for order in permutations(hours)
        if order[2] != "Jonas"
    )


@case("logic-122")
def shifts() -> float | None:
    liking = {"Ada": (9, 6, 2, 5), "Bo": (8, 7, 6, 4), "Cy": (7, 3, 5, 8), "Di": (9, 8, 4, 6)}
    return max(
        sum(liking[nurse][shift] for shift, nurse in enumerate((early, late, night, reserve)))
        for early, late, night, reserve in permutations(liking)
        if implies(night == "Bo", early == "Cy") and implies(early == "Di", late != "Ada")
    )


@case("logic-123")
def referees() -> float | None:
    travel = {"Moss": (40, 65, 30, 80), "Nagy": (55, 35, 60, 50), "Ochoa": (45, 50, 70, 75)}
    return min(
        sum(travel[referee][match] for match, referee in enumerate((harbour, castle, forest, airport)))
        for harbour, castle, forest, airport in product(travel, repeat=4)
        if all(1 <= (harbour, castle, forest, airport).count(referee) <= 2 for referee in travel)
        and not harbour == forest == "Moss"
        and not airport == castle == "Nagy"
    )


@case("logic-124")
def casting() -> float | None:
    points = {"Lea": (7, 9, 5, 3), "Max": (8, 6, 7, 6), "Nia": (7, 8, 9, 4), "Ole": (9, 2, 6, 5)}
    return max(
        sum(points[actor][role] for role, actor in enumerate((king, queen, fool, ghost)))
        for king, queen, fool, ghost in permutations(points)
        if {king, fool} != {"Max", "Ole"} and (queen == "Lea") == (ghost == "Nia")
    )


@case("logic-125")
def machines() -> float | None:
    start, each = {1: 90, 2: 70, 3: 60}, {1: 20, 2: 28, 3: 35}
    length = (4, 6, 3, 5, 7)
    best: float | None = None
    for places in product(start, repeat=5):
        used = set(places)
        switched_on = used | {2} if 1 in used else used
        loads = [sum(hours for hours, place in zip(length, places, strict=True) if place == m) for m in used]
        if max(loads) <= 12 and places[0] != places[4]:
            cost = sum(start[m] for m in switched_on) + sum(each[m] for m in places)
            best = cost if best is None else min(best, cost)
    return best


@case("logic-126")
def lecturers() -> float | None:
    marks = {"Ruiz": (8, 5, 9, 4), "Sato": (6, 9, 8, 5), "Tull": (8, 6, 5, 9)}
    return max(
        sum(marks[lecturer][course] for course, lecturer in enumerate(given))
        for given in product(marks, repeat=4)
        if all(given.count(lecturer) <= 2 for lecturer in marks)
        and len(set(given)) >= 2
        and given[0] != given[2]
        and implies(given[1] == "Sato", given[0] != "Tull")
    )


@case("logic-127")
def trucks() -> float | None:
    fuel = {"Volvo": (130, 115, 102), "Scania": (115, 100, 90), "Iveco": (125, 85, 115), "Mercedes": (100, 105, 95)}
    return min(
        sum(fuel[truck][route] for route, truck in enumerate((north, east, south)))
        for north, east, south in permutations(fuel, 3)
        if {"Volvo", "Iveco"} & {north, east, south}
        and south != "Scania"
        and implies(north == "Mercedes", "Iveco" not in (east, south))
    )


@case("logic-128")
def tents() -> float | None:
    red = {"Ari": 5, "Ben": 8, "Cleo": 6, "Dov": 7, "Eli": 4, "Flo": 3}
    blue = {"Ari": 2, "Ben": 6, "Cleo": 3, "Dov": 4, "Eli": 3, "Flo": 5}

    def allowed(inside: set[str]) -> bool:
        return (
            ("Dov" in inside) == ("Flo" in inside)
            and ("Ari" in inside) != ("Ben" in inside)
            and implies("Cleo" in inside, "Eli" not in inside)
        )

    return max(
        sum(red[scout] if scout in inside else blue[scout] for scout in red)
        for inside in combinations(red, 3)
        if allowed(set(inside))
    )


@case("logic-129")
def rehearsal_rooms() -> float | None:
    rent = {1: 30, 2: 40, 3: 50}
    return min(
        (
            rent[amber] + rent[basalt] + rent[cobalt]
            for amber, basalt, cobalt in permutations(rent)
            if amber != 1 and basalt == 3 and cobalt != 2 and implies(basalt == 3, cobalt != 1)
        ),
        default=None,
    )
