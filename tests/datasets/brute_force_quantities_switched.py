"""Second answers to fixed charges, minimum batches, lots, tiers and selections in `quantities.jsonl`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

import numpy as np

from tests.datasets.brute_force import flat, grid, largest, smallest


def switches(count: int) -> Iterator[tuple[int, ...]]:
    """Every way to have some of `count` things on (1) and the others off (0)."""
    return product((0, 1), repeat=count)


def times(one: Sequence[float], other: Sequence[float]) -> list[float]:
    return [first * second for first, second in zip(one, other, strict=True)]


def toys() -> float | None:
    profits = []
    for on in switches(3):
        most = times(on, [350, 250, 400])
        profits.append(
            flat(max, [6, 11, 4], [([20, 35, 12], "<=", 12_000)], upper=most) - sum(times(on, [1400, 2300, 600]))
        )
    return max(profits)


def generators() -> float | None:
    costs = []
    for on in switches(4):
        rows = [([1, 1, 1, 1], "==", 130)]
        rows += [([int(i == j) for j in range(4)], ">=", on[i] * least) for i, least in enumerate((10, 40, 20, 5))]
        found = flat(min, [48, 31, 27, 19], rows, False, times(on, [60, 90, 45, 18]))
        if found is not None:
            costs.append(found + sum(times(on, [150, 400, 260, 90])))
    return min(costs)


def leaflets() -> float | None:
    old, new = grid(range(16), range(23))
    digital = 40 - old - new
    cost = 30 * (old > 0) + 9 * old + 90 * (new > 0) + 6 * new + 14 * digital
    return smallest(cost, digital >= 0, digital <= 10)


def storage() -> float | None:
    dock, hill = grid(range(191), range(181))
    track = 340 - dock - hill
    cost = 4000 * (dock > 0) + 11 * dock + 2500 * (hill > 0) + 17 * hill + 1200 * (track > 0) + 24 * track
    return smallest(cost, track >= 0, track <= 120)


def ice_cream() -> float | None:
    vanilla, pistachio, mango = grid(range(51), range(46), range(61))
    cleaning = 20 * (vanilla > 0) + 60 * (pistachio > 0) + 45 * (mango > 0)
    return largest(
        5 * vanilla + 9 * pistachio + 7 * mango, 4 * vanilla + 6 * pistachio + 5 * mango + cleaning <= 8 * 60
    )


def licences() -> float | None:
    second, third = grid(range(41), range(51))
    first = 64 - second - third
    return smallest(45 * first + 700 * (second > 0) + 26 * second + 1100 * (third > 0) + 19 * third, first >= 0)


def trade_fairs() -> float | None:
    lyon, turin, bilbao = grid([0, 2, 3, 4, 5], [0, 2, 3, 4], [0, 2, 3])
    fees = 5200 * (lyon > 0) + 3900 * (turin > 0) + 2100 * (bilbao > 0)
    return largest(1900 * lyon + 1500 * turin + 1250 * bilbao - fees, lyon + turin + bilbao <= 8)


def dredging() -> float | None:
    costs = []
    for on in switches(4):
        if on[0] + on[1] + on[3] <= 2:
            upper = times(on, [500, 600, 200, 350])
            found = flat(min, [7, 5, 11, 8.5], [([1, 1, 1, 1], "==", 900)], False, upper)
            if found is not None:
                costs.append(found + sum(times(on, [800, 1500, 0, 400])))
    return min(costs)


def tablets() -> float | None:
    a, b, c = grid(*[[0, *range(30, 81)]] * 3)
    return largest(14 * a + 17 * b + 12 * c, 8 * a + 11 * b + 6 * c <= 900, a + b + c <= 110)


def hauliers() -> float | None:
    a, b, c, d = grid(range(15), [0, *range(6, 11)], [0, *range(9, 13)], [0, *range(16, 21)])
    firms = (a > 0) * 1 + (b > 0) + (c > 0) + (d > 0)
    return smallest(900 * a + 840 * b + 800 * c + 760 * d, a + b + c + d >= 23, firms <= 2)


def club() -> float | None:
    returns = []
    for on in switches(3):
        rows = [([1, 1, 1, 1], "<=", 100), ([0, 0, 1, 1], "<=", 65)]
        rows += [([0, *(int(i == j) for j in range(3))], ">=", on[i] * least) for i, least in enumerate((20, 30, 25))]
        upper = [60, *times(on, [50, 45, 40])]
        found = flat(max, [0.04, 0.05, 0.07, 0.08], rows, False, upper)
        returns += [] if found is None else [found]
    return max(returns)


def crops() -> float | None:
    profits = []
    for on in switches(4):
        rows = [([1, 1, 1, 1], "<=", 48), ([18, 55, 26, 80], "<=", 1500)]
        rows += [([int(i == j) for j in range(4)], ">=", on[i] * least) for i, least in enumerate((15, 8, 12, 10))]
        found = flat(max, [310, 720, 400, 900], rows, False, times(on, [48] * 4))
        if found is not None and on[1] + on[3] <= 1:
            profits.append(found)
    return max(profits)


def solvents() -> float | None:
    gent, hull, izmir = grid([0, *range(25, 71)], [0, *range(40, 71)], [0, *range(60, 71)])
    total = gent + hull + izmir
    return smallest(310 * gent + 295 * hull + 270 * izmir, total >= 90, 5 * gent >= total)


def bolts() -> float | None:
    dozens, fifties = grid(range(34), range(7))
    return smallest(9 * dozens + 34 * fifties, 12 * dozens + 50 * fifties >= 500, 12 * dozens <= 400)


def gala() -> float | None:
    lawn, terrace = grid(range(90, 201, 15), range(0, 76, 8))
    return largest(22 * lawn + 30 * terrace, lawn + terrace <= 200)


def concrete() -> float | None:
    # litres
    one, two = grid(range(0, 12_001, 500), range(0, 8001, 800))
    return smallest(0.118 * one + 0.109 * two, one + two >= 16_300, 3 * one >= one + two)


def round_lots() -> float | None:
    nord, ost, sud, west = grid(range(9), range(7), range(8), range(10))
    dollars = [1200 * nord, 1550 * ost, 1400 * sud, 1100 * west]
    gain = 110 * nord + 165 * ost + 120 * sud + 108 * west
    return largest(gain, sum(dollars) <= 24_000, *[one <= 10_000 for one in dollars])


def muffins() -> float | None:
    muffin_trays, scone_trays = grid(range(17), range(17))
    muffins, scones = 24 * muffin_trays, 35 * scone_trays
    wanted = (muffins + scones >= 390, muffins >= 120, muffin_trays + scone_trays <= 16, scones <= muffins)
    return smallest(45 * muffins + 38 * scones, *wanted) / 100


def vials() -> float | None:
    fluvax, gripin = grid(range(22), range(8))
    enough = (15 * gripin >= 55, 10 * fluvax + 15 * gripin >= 185, fluvax + gripin <= 21)
    return smallest(128 * fluvax + 171 * gripin, *enough)


def tiered(amount: np.ndarray, *tiers: tuple[float, float]) -> np.ndarray:
    """What an amount costs where each tier, (its end, its rate), applies to the part that falls into it."""
    total, start = np.zeros(len(amount)), 0.0
    for end, rate in tiers:
        total, start = total + rate * (amount.clip(max=end) - start).clip(min=0), end
    return total


def whole_order(amount: np.ndarray, *tiers: tuple[float, float]) -> np.ndarray:
    """What an amount costs where the rate of the tier that it reaches applies to all of it."""
    return np.select([amount <= end for end, _ in tiers], [rate * amount for _, rate in tiers])


def potatoes() -> float | None:
    potatoes, carrots = grid(range(401), range(151))
    money = tiered(potatoes, (100, 14), (220, 11), (400, 8)) + 10 * carrots
    return largest(money, potatoes + carrots <= 420, 2 * potatoes + 3 * carrots <= 900)


def paper() -> float | None:
    mill, dealer = grid(range(601), range(141))
    return smallest(whole_order(mill, (99, 52), (249, 48), (600, 43)) + 45 * dealer, mill + dealer >= 330) / 10


def overtime() -> float | None:
    wedding, birthday = grid(range(8, 31), range(91))
    hours = 6 * wedding + 1.25 * birthday
    return largest(180 * wedding + 42 * birthday - tiered(hours, (160, 17), (200, 26), (220, 38)), hours <= 220)


def gas() -> float | None:
    # all limits are whole, so some whole number is best
    (north,) = grid(range(421))
    south = 500 - north
    bill = tiered(north, (150, 60), (300, 48), (420, 35)) + tiered(south, (200, 50), (350, 44))
    return smallest(bill, south >= 60, south <= 350)


def freight() -> float | None:
    (falk,) = grid(range(300, 2001, 100))
    gull = 2600 - falk
    bill = whole_order(falk, (500, 0.92), (1500, 0.74), (2000, 0.61))
    return smallest(bill + whole_order(gull, (500, 0.85), (1500, 0.78), (2000, 0.66)), gull >= 300, gull <= 2000)


def taxes() -> float | None:
    # hundredths of a thousand francs
    (ruth,) = grid(range(9001))
    bands = (2000, 0), (5000, 0.18), (9000, 0.31), (13_000, 0.42)
    return smallest(tiered(ruth + 1200, *bands) + tiered(9000 - ruth + 2700, *bands), 9000 - ruth >= 1.5 * ruth) / 100


def fertiliser() -> float | None:
    standard, premium = grid(range(31), range(5, 13))
    bill = whole_order(standard, (9, 380), (19, 355), (30, 325)) + 510 * premium
    return smallest(bill, 150 * standard + 260 * premium >= 4400)


def customers() -> float | None:
    # each band of letters, telephone, web is a column; the first bands fill first, since they win most
    rows = [
        ([1] * 9, "<=", 60),
        ([-1, -1, -1, 1, 1, 1, -1, -1, -1], "<=", 0),
        ([1] * 6 + [0] * 3, "<=", 40),
    ]
    return flat(max, [34, 21, 9, 29, 24, 17, 41, 18, 14], rows, False, [10, 15, 20] * 3)


def buffet() -> float | None:
    costs = []
    for on in switches(5):
        if sum(on) <= 3:
            rows = [([1] * 5, ">=", 60), ([14, 21, 11, 26, 19], ">=", 1050)]
            costs.append(flat(min, [4.2, 17.5, 5.1, 9, 6.8], rows, False, times(on, [25, 20, 30, 18, 24])))
    return min(cost for cost in costs if cost is not None)


def flour() -> float | None:
    # limits and orders are whole, so some whole number of tonnes is best
    alder, birk, cedar = grid([0, *range(20, 51)], [0, *range(20, 41)], [0, *range(20, 31)])
    dorn = 85 - alder - birk - cedar
    mills = (alder > 0) * 1 + (birk > 0) + (cedar > 0) + (dorn > 0)
    cost = 410 * alder + 395 * birk + 380 * cedar + 428 * dorn
    return smallest(cost, (dorn == 0) | ((dorn >= 20) & (dorn <= 70)), mills <= 2)


def ore() -> float | None:
    costs = []
    for on in switches(4):
        if sum(on) <= 2:
            rows = [([1] * 4, "==", 200), ([62, 51, 65, 33], ">=", 11_200), ([9, 1, 3, 6], "<=", 1000)]
            rows += [([int(i == j) for j in range(4)], ">=", 30 * on[i]) for i in range(4)]
            costs.append(flat(min, [98, 71, 117, 40], rows, False, times(on, [200] * 4)))
    return min(cost for cost in costs if cost is not None)


def storm() -> float | None:
    # limits are whole, so some whole number of hectares is best
    spruce, fir, oak, lime = grid(*[[0, *range(5, 19)]] * 4)
    cherry = 40 - spruce - fir - oak - lime
    kinds = (spruce > 0) * 1 + (fir > 0) + (oak > 0) + (lime > 0) + (cherry > 0)
    allowed = (cherry == 0) | ((cherry >= 5) & (cherry <= 18))
    value = 21 * spruce + 19 * fir + 14 * oak + 9 * lime + 11 * cherry
    return largest(value, allowed, kinds >= 4, spruce + fir <= 20)


def laundry() -> float | None:
    small, medium, large, tunnel = grid(*[[0, *range(2, 11)]] * 4)
    sizes = (small > 0) * 1 + (medium > 0) + (large > 0) + (tunnel > 0)
    linen = 9 * small + 16 * medium + 25 * large + 60 * tunnel
    cost = 1900 * small + 3100 * medium + 4500 * large + 12_000 * tunnel
    return smallest(cost, linen >= 300, sizes == 2, small + medium + large + tunnel <= 14)


NAMES = [
    toys, generators, leaflets, storage, ice_cream, licences, trade_fairs, dredging,
    tablets, hauliers, club, crops, solvents,
    bolts, gala, concrete, round_lots, muffins, vials,
    potatoes, paper, overtime, gas, freight, taxes, fertiliser, customers,
    buffet, flour, ore, storm, laundry,
]  # fmt: skip

ANSWERS: dict[str, Callable[[], float | None]] = {
    f"quantity-{n:03}": answer for n, answer in enumerate(NAMES, start=49)
}
