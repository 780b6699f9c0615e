"""Second answers to periods, covering, location, cutting and sequencing in `quantities.jsonl`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import combinations, pairwise, permutations, product

from tests.datasets.brute_force import flat, grid, largest, smallest


def garden_chairs() -> float | None:
    # columns: normal shift of four months, Saturdays of four months; the stock is what was made less what was wanted
    wanted, normal, saturday = [180, 260, 420, 390], [21, 21, 22, 23], [27, 28, 29, 31]
    rows, cost, offset = [], [*normal, *saturday], 0.0
    for month in range(4):
        made = [1 if at % 4 <= month else 0 for at in range(8)]
        due = sum(wanted[: month + 1]) - 40
        rows += [(made, ">=", due), (made, "<=", due + 150)]
        cost = [all_ + 1.5 * here for all_, here in zip(cost, made, strict=True)]
        offset -= 1.5 * due
    return flat(min, cost, rows, upper=[300] * 4 + [70] * 4) + offset


def boilers() -> float | None:
    first, second, third = grid(*[range(18)] * 3)
    fourth = 56 - first - second - third
    cost = 900 * (first + second) + 950 * (third + fourth)
    for early in (first - 12, first + second - 32, first + second + third - 41):
        cost = cost + 30 * early.clip(min=0) + 110 * (-early).clip(min=0)
    return smallest(cost, fourth >= 0, fourth <= 17)


def crane_drivers() -> float | None:
    first, second, third = grid(range(30, 33), range(22, 41), range(35, 49))
    cost, before = 9000 * (first + second + third), 24
    steps = []
    for now in (first, second, third):
        change = now - before
        cost = cost + 1800 * change.clip(min=0) + 2600 * (-change).clip(min=0)
        steps += [change <= 8, change >= -5]
        before = now
    return smallest(cost, *steps)


def yoghurt() -> float | None:
    due = [220, 310, 150, 280, 340]
    costs = []
    for on in product((0, 1), repeat=5):
        # columns: crates made on each day
        rows = [([1] * (day + 1) + [0] * (4 - day), ">=", sum(due[: day + 1])) for day in range(5)]
        nights = [0.4 * (5 - day) for day in range(5)]
        made = flat(min, nights, rows, upper=[650 * day for day in on])
        if made is not None:
            owed = sum(0.4 * (5 - day) * crates for day, crates in enumerate(due))
            costs.append(260 * sum(on) + made - owed)
    return min(costs)


def reservoir() -> float | None:
    first, second, third = grid(*[range(10, 36)] * 3)
    one_, two = 70 - first, 78 - first - second
    three = two + 5 - third
    levels = [(level >= least) & (level <= 60) for level, least in ((one_, 15), (two, 15), (three, 25))]
    return largest(21 * first + 34 * second + 29 * third, *levels) / 10


def grain() -> float | None:
    # whether to sell all or nothing, and to buy to the brim or nothing, in each month; 100 t must be left at last
    selling, buying = [212, 221, 238, 231], [205, 219, 226, 230]
    best = float("-inf")
    for sells, fills in product(product((0, 1), repeat=4), product((0, 1, 2), repeat=4)):
        silo, money = 120.0, 0.0
        for month in range(4):
            if sells[month]:
                money, silo = money + selling[month] * silo, 0.0
            target = (silo, 500.0, max(silo, 100.0))[fills[month]]
            money, silo = money - buying[month] * (target - silo), target
        if silo >= 100:
            best = max(best, money)
    return best


def luthier() -> float | None:
    violins1, violins2, violas1, violas2 = grid(*[range(10)] * 4)
    violins3, violas3 = 14 - violins1 - violins2, 9 - violas1 - violas2
    rules = [violins1 >= 3, violins1 + violins2 >= 9, 1 + violas1 >= 2, 1 + violas1 + violas2 >= 5]
    rules += [violins3 >= 0, violas3 >= 0]
    for violins, violas in ((violins1, violas1), (violins2, violas2), (violins3, violas3)):
        rules += [violins + violas <= 9, 60 * violins + 75 * violas <= 600]
    kept_violins = (violins1 - 3) + (violins1 + violins2 - 9)
    kept_violas = (violas1 - 1) + (violas1 + violas2 - 4)
    return smallest(40 * kept_violins + 55 * kept_violas, *rules)


def nurses() -> float | None:
    rows = []
    for day, need in enumerate((17, 13, 15, 19, 14, 16, 11)):
        at_work = {(day - back) % 7 for back in range(5)}
        rows.append(([int(begin in at_work) for begin in range(7)], ">=", need))
    return flat(min, [1] * 7, rows)


def bus_drivers() -> float | None:
    rows = []
    for block, need in enumerate((5, 7, 16, 12, 18, 10)):
        rows.append(([int(begin in (block, (block - 1) % 6)) for begin in range(6)], ">=", need))
    return flat(min, [190, 150, 150, 150, 150, 190], rows)


def cheapest_cover(costs: Sequence[float], covers: Sequence[str], needs: dict[str, int]) -> float:
    """The least cost of a choice of things such that each letter is covered as often as it needs."""
    found = []
    for on in product((0, 1), repeat=len(costs)):
        seen = "".join(cover for cover, chosen in zip(covers, on, strict=True) if chosen)
        if all(seen.count(letter) >= need for letter, need in needs.items()):
            found.append(sum(cost for cost, chosen in zip(costs, on, strict=True) if chosen))
    return min(found)


def fire_stations() -> float | None:
    covers = ["ABC", "BADE", "CAF", "DBEG", "EBD", "FCG", "GDF"]
    return cheapest_cover([3.1, 2.8, 2.2, 3.5, 1.9, 2.4, 2.6], covers, dict.fromkeys("ABCDEFG", 1))


def cameras() -> float | None:
    needs = dict.fromkeys("12346", 1) | {"5": 2}
    return cheapest_cover([700, 900, 1300, 600, 800], ["123", "245", "1346", "56", "356"], needs)


def interpreters() -> float | None:
    covers = ["AF", "RM", "SFR", "ASM", "RS", "MFA"]
    return cheapest_cover([900, 950, 1200, 1250, 800, 1100], covers, dict.fromkeys("AFMRS", 2))


def lifeguards() -> float | None:
    bathers = [210, 340, 180, 260, 390, 150]
    views = [{1, 2}, {2, 3, 4}, {4, 5}, {3, 6}, {5, 6}]
    return max(sum(bathers[beach - 1] for beach in first | second) for first, second in combinations(views, 2))


def nearest(table: Sequence[Sequence[float]], chosen: Iterable[int]) -> list[float]:
    """For each column the smallest entry in the chosen rows."""
    return [min(entries) for entries in zip(*(table[row] for row in chosen), strict=True)]


def bakery_depots() -> float | None:
    table = [[30, 22, 9, 25, 12], [18, 14, 20, 11, 29], [8, 19, 33, 21, 40]]
    sets = [chosen for count in (1, 2, 3) for chosen in combinations(range(3), count)]
    return min(sum((21, 17, 13)[site] for site in chosen) + sum(nearest(table, chosen)) for chosen in sets)


def recycling() -> float | None:
    table, room, fixed = [[6, 9, 15, 8], [10, 4, 7, 14], [13, 11, 5, 6]], [260, 200, 240], [2100, 1700, 1900]
    costs = []
    for on in product((0, 1), repeat=3):
        rows = [([int(at % 4 == district) for at in range(12)], "==", tonnes)
                for district, tonnes in enumerate((90, 140, 70, 120))]  # fmt: skip
        rows += [([int(at // 4 == site) for at in range(12)], "<=", on[site] * room[site]) for site in range(3)]
        hauled = flat(min, [cost for row in table for cost in row], rows, False)
        if hauled is not None:
            costs.append(hauled + sum(one_ * cost for one_, cost in zip(on, fixed, strict=True)))
    return min(costs)


def libraries() -> float | None:
    readers = [400, 250, 600, 350, 300]
    table = [[2, 6, 11, 9, 5], [9, 3, 7, 12, 6], [12, 8, 4, 2, 9], [7, 10, 3, 8, 4]]
    ways = combinations(range(4), 2)
    return min(sum(n * km for n, km in zip(readers, nearest(table, two), strict=True)) for two in ways)


def helicopters() -> float | None:
    table = [[5, 14, 9, 18, 21, 12], [16, 6, 11, 8, 13, 19], [12, 17, 15, 10, 6, 9], [20, 10, 7, 13, 11, 8]]
    return min(max(nearest(table, two)) for two in combinations(range(4), 2))


def warehouses() -> float | None:
    table = [[0.5, 0.9, 1.2], [0.6, 0.5, 0.7], [1.1, 0.6, 0.4], [1.3, 0.8, 0.6]]
    room, fixed = [900, 700, 1100, 600], [310, 280, 350, 240]
    costs = []
    for on in product((0, 1), repeat=4):
        if on[0] + on[1] >= 1 and sum(on) >= 2:
            rows = [([int(at % 3 == customer) for at in range(12)], "==", pallets)
                    for customer, pallets in enumerate((800, 500, 450))]  # fmt: skip
            rows += [([int(at // 3 == site) for at in range(12)], "<=", on[site] * room[site]) for site in range(4)]
            shipped = flat(min, [cost for row in table for cost in row], rows)
            if shipped is not None:
                costs.append(shipped + sum(one_ * cost for one_, cost in zip(on, fixed, strict=True)))
    return min(costs)


def ways_to_cut(sizes: Sequence[int], length: int) -> list[tuple[int, ...]]:
    """Every way to cut pieces of `sizes` from a length, wasteful ones too."""
    counts = product(*(range(length // size + 1) for size in sizes))
    return [way for way in counts if sum(n * size for n, size in zip(way, sizes, strict=True)) <= length]


def skirting() -> float | None:
    short, long_ = ways_to_cut([210, 135, 80], 300), ways_to_cut([210, 135, 80], 420)
    rows = [([way[size] for way in short + long_], ">=", need) for size, need in enumerate((9, 14, 22))]
    return flat(min, [11] * len(short) + [15] * len(long_), rows)


def reels() -> float | None:
    ways = ways_to_cut([58, 45, 73], 200)
    rows = []
    for size, ordered in enumerate((40, 35, 28)):
        cut = [way[size] for way in ways]
        rows += [(cut, ">=", ordered), (cut, "<=", ordered + 3)]
    return flat(min, [1] * len(ways), rows)


def dental() -> float | None:
    sums = []
    for order in permutations([(50, 12), (95, 18), (30, 5), (40, 14)]):
        clock = total = 0
        for minutes, cents in order:
            clock += minutes
            total += cents * clock
        sums.append(total)
    return min(sums)


def theses() -> float | None:
    sums = []
    for order in permutations([(4, 7), (6, 8), (2, 5), (5, 16), (3, 9)]):
        clock = total = 0
        for days, due in order:
            clock += days
            total += max(0, clock - due)
        sums.append(total)
    return min(sums)


def wardrobes() -> float | None:
    # the two shops may take the wardrobes in different orders
    times = [(3, 6), (5, 2), (1, 4), (6, 5)]
    ends = []
    for sawing, painting in product(permutations(range(4)), repeat=2):
        sawn, clock = [0] * 4, 0
        for wardrobe in sawing:
            clock += times[wardrobe][0]
            sawn[wardrobe] = clock
        end = 0
        for wardrobe in painting:
            end = max(end, sawn[wardrobe]) + times[wardrobe][1]
        ends.append(end)
    return min(ends)


def shortest_round(table: Sequence[Sequence[float]]) -> float:
    """The least sum of entries along a round trip through all rows."""
    rounds = ((0, *order, 0) for order in permutations(range(1, len(table))))
    return min(sum(table[i][j] for i, j in pairwise(order)) for order in rounds)


def mobile_library() -> float | None:
    return shortest_round([
        [0, 14, 9, 21, 17, 11],
        [14, 0, 12, 8, 19, 23],
        [9, 12, 0, 15, 10, 18],
        [21, 8, 15, 0, 7, 26],
        [17, 19, 10, 7, 0, 13],
        [11, 23, 18, 26, 13, 0],
    ])  # fmt: skip


def dye_works() -> float | None:
    return shortest_round([[0, 10, 15, 20], [40, 0, 12, 18], [70, 55, 0, 16], [110, 90, 60, 0]])


def crane() -> float | None:
    ships = {"Anna": (0, 9), "Berta": (4, 5), "Clara": (2, 12), "Doris": (21, 4), "Elsa": (15, 7)}
    sums = []
    for order in permutations(ships):
        if order.index("Clara") < order.index("Elsa"):
            clock = total = 0
            for ship in order:
                arrives, hours = ships[ship]
                clock = max(clock, arrives) + hours
                total += clock - arrives
            sums.append(total)
    return min(sums)


def vineyard() -> float | None:
    rows = [([1.5, 1.4, 1.3], "<=", 84), ([0, 1, 1], "<=", 38), ([0, 0, 1], ">=", 6), ([0, 1, -1], ">=", 0)]
    return flat(max, [5200, 4100, 3700], rows, False, [22, 84, 84])


def camps() -> float | None:
    lake, forest, mill = grid([0, *range(30, 91)], [0, *range(30, 71)], [0, *range(30, 61)])
    castle = 185 - lake - forest - mill
    cost = 6500 * (lake > 0) + 4200 * (forest > 0) + 3900 * (mill > 0) + 9800 * (castle > 0)
    cost = cost + 85 * lake + 92 * forest + 97 * mill + 78 * castle
    return smallest(cost, (castle == 0) | ((castle >= 30) & (castle <= 110)), mill + forest <= 100)


def studio() -> float | None:
    spinning, boxing = grid(range(19), range(14, 51))
    yoga = 50 - spinning - boxing
    euros = 24 * yoga + 27 * spinning + 33 * boxing
    points = 6 * (20 - yoga).clip(min=0) + 2 * abs(spinning - boxing) + (euros - 1300).clip(min=0) / 10
    return smallest(points, yoga >= 0)


def flood() -> float | None:
    rows = [([int(at // 4 == store) for at in range(8)], "<=", has) for store, has in enumerate((2400, 1900))]
    rows += [([int(at % 4 == town) for at in range(8)], ">=", need) for town, need in enumerate((1100, 900, 700, 1400))]
    rows += [([int(at == 5) for at in range(8)], "<=", 500)]
    rows += [([int(at == place) for at in range(8)], ">=", 300) for place in (3, 7)]
    return flat(min, [50, 70, 80, 110, 60, 40, 90, 75], rows)


NAMES = [
    garden_chairs, boilers, crane_drivers, yoghurt, reservoir, grain, luthier,
    nurses, bus_drivers, fire_stations, cameras, interpreters, lifeguards,
    bakery_depots, recycling, libraries, helicopters, warehouses,
    skirting, reels, dental, theses, wardrobes, mobile_library, dye_works, crane,
    vineyard, camps, studio, flood,
]  # fmt: skip

ANSWERS: dict[str, Callable[[], float | None]] = {
    f"quantity-{n:03}": answer for n, answer in enumerate(NAMES, start=81)
}
