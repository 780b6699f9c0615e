"""Second answers to assignment, transport, blending, fairness, goals and cutting in `quantities.jsonl`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import combinations, permutations, product

from tests.datasets.brute_force import flat, grid, largest, smallest


def one_each(table: Sequence[Sequence[float]]) -> list[list[float]]:
    """The entries of every one-to-one choice of a column for each row."""
    return [
        [row[column] for row, column in zip(table, chosen, strict=True)]
        for chosen in permutations(range(len(table[0])), len(table))
    ]


def tutors() -> float | None:
    return min(map(sum, one_each([[9, 4, 6, 8], [7, 6, 9, 5], [5, 8, 7, 9], [6, 5, 8, 4]])))


def drivers() -> float | None:
    return max(map(sum, one_each([[80, 95, 60], [70, 90, 75], [85, 105, 65]])))


def stalls() -> float | None:
    never = float("-inf")
    books, cakes = [120, 100, 140, never, 135], [150, 170, 160, 145, never]
    plants, toys = [90, never, 105, 115, 95], [110, 130, never, 125, 140]
    return max(map(sum, one_each([books, cakes, plants, toys])))


def servers() -> float | None:
    watts = [(50, 42, 61), (35, 31, 30), (70, 58, 66), (20, 17, 25), (44, 36, 40), (28, 22, 26)]
    ways = (way for way in product(range(3), repeat=6) if all(way.count(server) <= 2 for server in range(3)))
    return min(sum(job[server] for job, server in zip(watts, way, strict=True)) for way in ways)


def bays() -> float | None:
    north = [(9, 410), (14, 620), (7, 330), (11, 500), (16, 700)]
    south = [(12, 350), (16, 540), (9, 300), (10, 470), (19, 610)]
    costs = []
    for in_north in product([True, False], repeat=5):
        hours = [sum(one[0] for one, there in zip(bay, in_north, strict=True) if there is side)
                 for bay, side in ((north, True), (south, False))]  # fmt: skip
        if hours[0] <= 38 and hours[1] <= 30:
            costs.append(sum((n if there else s)[1] for n, s, there in zip(north, south, in_north, strict=True)))
    return min(costs)


def florists() -> float | None:
    prices = [(90, 75, 85), (40, 55, 45), (30, 35, 20), (25, 30, 35), (60, 50, 70)]
    ways = (way for way in product(range(3), repeat=5) if all(1 <= way.count(florist) <= 2 for florist in range(3)))
    return min(sum(one[florist] for one, florist in zip(prices, way, strict=True)) for way in ways)


def grit() -> float | None:
    # what the north pit sends; the south pit sends the rest
    ashby, brook, cole = grid(range(0, 211, 10), range(0, 251, 10), range(0, 231, 10))
    south = (210 - ashby) + (250 - brook) + (230 - cole)
    cost = 6 * ashby + 9 * brook + 12 * cole + 10 * (210 - ashby) + 5 * (250 - brook) + 7 * (230 - cole)
    return smallest(cost, ashby + brook + cole <= 340, south <= 400)


def boards() -> float | None:
    ruhla, suhl, trier = grid(range(31), range(21), range(26))
    cost = 210 * ruhla + 180 * suhl + 390 * trier + 260 * (30 - ruhla) + 200 * (40 - suhl) + 310 * (25 - trier)
    return smallest(cost, ruhla + suhl + trier <= 45, 95 - ruhla - suhl - trier <= 60)


def vaccine() -> float | None:
    # columns: Lab 1 to Mercy, St Jude, Hope; Lab 2 to them; bought for them
    rows = [
        ([1, 1, 1, 0, 0, 0, 0, 0, 0], "<=", 900),
        ([0, 0, 0, 1, 1, 1, 0, 0, 0], "<=", 700),
        ([1, 0, 0, 1, 0, 0, 1, 0, 0], "==", 600),
        ([0, 1, 0, 0, 1, 0, 0, 1, 0], "==", 800),
        ([0, 0, 1, 0, 0, 1, 0, 0, 1], "==", 500),
        ([0, 0, 0, 0, 0, 0, 1, 1, 1], "<=", 350),
        ([0, 0, 0, 0, 0, 0, 0, 0, 1], "<=", 50),
    ]
    return flat(min, [3, 5, 8, 6, 4, 2, 40, 40, 40], rows)


def milk() -> float | None:
    # west to A, east to A, A to Port; the rest follows
    west, east, port = grid(range(0, 71), range(0, 51), range(0, 56))
    a, b_port = west + east, 65 - port
    cost = 4 * west + 7 * (70 - west) + 8 * east + 3 * (50 - east)
    cost = cost + 5 * port + 9 * (a - port) + 6 * b_port + 4 * (120 - a - b_port)
    return smallest(cost, a <= 55, port <= a, b_port >= 0, 120 - a - b_port >= 0)


def kegs() -> float | None:
    anchor, bell, crown = grid(range(20, 61), range(25, 76), range(15, 46))
    altona = anchor + bell + crown
    cost = 2 * anchor + 3 * bell + 6 * crown + 5 * (80 - anchor) + 4 * (100 - bell) + 3 * (60 - crown)
    return smallest(cost, altona <= 120, 240 - altona <= 150)


def hire_cars() -> float | None:
    harbour, fair, town = grid(range(7), range(9), range(5))
    cost = 14 * harbour + 9 * fair + 16 * town + 8 * (6 - harbour) + 11 * (8 - fair) + 5 * (4 - town)
    return smallest(cost, harbour + fair + town <= 12, 18 - harbour - fair - town <= 7)


def compost() -> float | None:
    rows = [
        ([1, 1, 1], "==", 1),
        ([9, 4, 15], ">=", 8),
        ([9, 4, 15], "<=", 11),
        ([3, 6, 22], "<=", 10),
        ([1, 0, 0], "<=", 0.45),
    ]
    return flat(min, [95, 60, 25], rows, False)


def aviation() -> float | None:
    # light and heavy in standard, light and heavy in premium
    rows = [
        ([1, 0, 1, 0], "<=", 8000),
        ([0, 1, 0, 1], "<=", 12_000),
        ([14, -4, 0, 0], ">=", 0),
        ([0, 0, 6, -12], ">=", 0),
        ([0, 0, 1, 1], ">=", 5000),
    ]
    return flat(max, [96, 96, 110, 110], rows, False)


def bronze() -> float | None:
    rows = [([1, 1, 1], "==", 500), ([92, 70, 99], ">=", 43_000), ([6, 12, 0], ">=", 3000), ([6, 12, 0], "<=", 4000)]
    return flat(min, [6.1, 4.8, 7.4], rows, False, [250, 300, 400])


def tea() -> float | None:
    # Assam, Ceylon, Darjeeling in Morning, then in Evening; a kilogram used isn't sold back
    rows = [
        ([1, 0, 0, 1, 0, 0], "<=", 600),
        ([0, 1, 0, 0, 1, 0], "<=", 900),
        ([0, 0, 1, 0, 0, 1], "<=", 350),
        ([1, -1, -1, 0, 0, 0], ">=", 0),
        ([0, 0, 0, -3, -3, 7], ">=", 0),
        ([0, 0, 0, 8, -2, -2], "<=", 0),
    ]
    return flat(max, [8, 8, 8, 13, 13, 13], rows, False) + 6 * (600 + 900 + 350)


def saline() -> float | None:
    rows = [([1, 1, 1], "==", 3000), ([0, 45, 300], "==", 90 * 3000), ([0, 1, 0], "<=", 2400), ([0, 1, 0], ">=", 500)]
    return flat(min, [0.0003, 0.0012, 0.0045], rows, False)


def computers() -> float | None:
    abbey, birch = grid(range(116), range(116))
    cedar = (115 - abbey - birch).clip(max=50)
    worst = (abbey / 2.4).clip(max=birch / 3.3).clip(max=cedar / 4.1)
    return largest(worst, cedar >= 0)


def couriers() -> float | None:
    minutes = [34, 21, 45, 17, 28, 39, 12, 25]
    ends = []
    for way in product(range(3), repeat=8):
        work = [0, 0, 0]
        for courier, one in zip(way, minutes, strict=True):
            work[courier] += one
        ends.append(max(work))
    return min(ends)


def ambulances() -> float | None:
    return min(map(max, one_each([[7, 12, 9, 15], [10, 6, 13, 11], [8, 9, 14, 16], [12, 8, 10, 9]])))


def futures() -> float | None:
    # the last column is the worst return, shifted by 10 to stay positive
    rows = [
        ([0.02, 0.14, -0.03, -1], ">=", -10),
        ([0.03, 0.01, 0.04, -1], ">=", -10),
        ([0.04, -0.12, 0.11, -1], ">=", -10),
        ([1, 1, 1, 0], "==", 10),
        ([1, 0, 0, 0], "<=", 6),
    ]
    return flat(max, [0, 0, 0, 1], rows, False) - 10


def pumps() -> float | None:
    # what Pump Two moves, and the hours
    return flat(min, [0, 1], [([1, 12], ">=", 360), ([-1, 9], ">=", 0), ([1, 0], "<=", 210)], False)


def weavers() -> float | None:
    days = [3, 5, 8, 4, 7, 6, 2, 9, 5]
    spreads = []
    for first in combinations(range(9), 3):
        rest = [order for order in range(9) if order not in first]
        for second in combinations(rest, 3):
            third = [order for order in rest if order not in second]
            work = [sum(days[order] for order in orders) for orders in (first, second, third)]
            spreads.append(max(work) - min(work))
    return min(spreads)


def timetable() -> float | None:
    piano, violin, singing = grid(range(22), range(37), range(37))
    complaints = 3 * (25 - piano).clip(min=0) + 4 * (22 - violin).clip(min=0) + 2 * (18 - singing).clip(min=0)
    return smallest(complaints, piano + violin + singing <= 60, violin + singing <= 36)


def bricks() -> float | None:
    # red, yellow, short of red, short of yellow, above red, above yellow
    rows = [
        ([1, 0, 1, 0, -1, 0], "==", 40),
        ([0, 1, 0, 1, 0, -1], "==", 30),
        ([5, 8, 0, 0, 0, 0], "<=", 400),
        ([5, 8, 0, 0, 0, 0], ">=", 390),
    ]
    return flat(min, [0, 0, 90, 120, 20, 20], rows, False)


def choir() -> float | None:
    church, hall, open_air = grid(range(30), range(7), range(4, 30))
    francs = 500 * church + 800 * hall + 300 * open_air
    points = 5 * abs(church + hall + open_air - 14) + 0.004 * (9000 - francs).clip(min=0)
    return smallest(points, church >= open_air)


def pipes() -> float | None:
    # every way to saw 9 metres that leaves less than 2: (fours, threes, twos)
    ways = [(2, 0, 0), (1, 1, 1), (1, 0, 2), (0, 3, 0), (0, 2, 1), (0, 1, 3), (0, 0, 4)]
    rows = [([way[size] for way in ways], ">=", need) for size, need in enumerate((14, 20, 11))]
    return flat(min, [1] * len(ways), rows)


def ribbon() -> float | None:
    rows = [
        ([2, 1, 0, 0, 1, 0, 0], ">=", 25),
        ([1, 1, 2, 0, 1, 2, 0], ">=", 36),
        ([0, 1, 2, 5, 0, 0, 3], ">=", 40),
        ([0, 0, 0, 0, 1, 1, 1], "<=", 24),
    ]
    return flat(min, [4, 4, 4, 4, 2.4, 2.4, 2.4], rows)


NAMES = [
    tutors, drivers, stalls, servers, bays, florists,
    grit, boards, vaccine, milk, kegs, hire_cars,
    compost, aviation, bronze, tea, saline,
    computers, couriers, ambulances, futures, pumps, weavers,
    timetable, bricks, choir,
    pipes, ribbon,
]  # fmt: skip

ANSWERS: dict[str, Callable[[], float | None]] = {
    f"quantity-{n:03}": answer for n, answer in enumerate(NAMES, start=21)
}
