"""Second answers to fixed charges, minimum batches, lots, tiers and selections in `quantities.jsonl`."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import product

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


NAMES = [
    toys, generators, leaflets, storage, ice_cream, licences, trade_fairs, dredging,
    tablets, hauliers, club, crops, solvents,
    bolts, gala, concrete, round_lots, muffins, vials,
]  # fmt: skip

ANSWERS: dict[str, Callable[[], float | None]] = {
    f"quantity-{n:03}": answer for n, answer in enumerate(NAMES, start=49)
}
