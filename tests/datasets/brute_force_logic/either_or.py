"""Problems of the family `either_or`; divisible quantities are solved once for each alternative."""

from __future__ import annotations

from tests.datasets.brute_force_logic.tools import best_of, case, grid, linear, pick, total


@case("logic-069")
def tables_or_few_chairs() -> float | None:
    return grid(
        max,
        [range(38), range(61)],
        lambda tables, chairs: 40 * tables + 18 * chairs,
        lambda tables, chairs: 4 * tables + 1.5 * chairs <= 150 and (tables >= 30 or chairs <= 10),
    )


@case("logic-070")
def furnaces() -> float | None:
    orders = [(0, 18), (0, 25)]
    kessler = linear(max, [500, 400], [([3, 2], 60)], orders)
    brandt = linear(max, [500, 400], [([2, 3], 66)], orders)
    return best_of(max, kessler, brandt)


@case("logic-071")
def muesli() -> float | None:
    """Amounts in 100 grams: oats, raisins, nuts."""
    weight = [([-1, -1, -1], -12), ([1, 1, 1], 15)]
    amounts = [(0, None), (1, None), (2, None)]
    fibre = linear(min, [0.3, 0.8, 1.5], [*weight, ([-10, -4, -8], -115)], amounts)
    sugar = linear(min, [0.3, 0.8, 1.5], [*weight, ([1, 60, 4], 60)], amounts)
    return best_of(min, fibre, sugar)


@case("logic-072")
def microscope_room() -> float | None:
    use = {"confocal": 40, "electron": 31, "table": 12, "robot": 27, "server": 20}
    price = {"confocal": 70, "electron": 55, "table": 30, "robot": 45, "server": 35}
    hooke = pick(max, use, lambda some: total(price, some) <= 120 and "table" in some)
    leeuwenhoek = pick(max, use, lambda some: total(price, some) <= 140 and "confocal" not in some)
    return best_of(max, hooke, leeuwenhoek)


@case("logic-073")
def courier() -> float | None:
    return grid(
        min,
        [range(9), [0, *range(6, 11)], range(13)],
        lambda vans, trucks, bikes: 120 * vans + 260 * trucks + 45 * bikes,
        lambda vans, trucks, bikes: 80 * vans + 200 * trucks + 25 * bikes >= 900,
    )


@case("logic-074")
def park_benches() -> float | None:
    return grid(
        max,
        [(12, 20, 30), range(9, 35)],
        lambda benches, lamps: 10 * benches + 14 * lamps,
        lambda benches, lamps: benches <= 2 * lamps and 450 * benches + 700 * lamps <= 23_000,
    )


@case("logic-075")
def freighter() -> float | None:
    rows = [([1, 1], 90), ([0.5, 1.4], 100), ([3, 1], 190)]
    light = linear(max, [14, 11], rows, [(0, 20), (0, None)])
    heavy = linear(max, [14, 11], rows, [(55, None), (0, None)])
    return best_of(max, light, heavy)


@case("logic-076")
def shoe_shop() -> float | None:
    return grid(
        min,
        [range(21), range(41)],
        lambda radio, online: 300 * radio + 200 * online,
        lambda radio, online: (
            4000 * radio + 2500 * online >= 60_000
            and (radio >= 12 or online >= 18)
            and 1200 * radio + 1500 * online >= 22_000
        ),
    )


@case("logic-077")
def hotline() -> float | None:
    return grid(
        min,
        [range(16), range(16), range(13)],
        lambda nurses, doctors, volunteers: 260 * nurses + 420 * doctors + 60 * volunteers,
        lambda nurses, doctors, volunteers: (
            40 * nurses + 30 * doctors + 22 * volunteers >= 420 and (doctors >= 5 or (nurses >= 8 and doctors >= 1))
        ),
    )


@case("logic-078")
def tour_operator() -> float | None:
    return grid(
        min,
        [range(15), range(11)],
        lambda minibuses, coaches: 30_000 * minibuses + 115_000 * coaches,
        lambda minibuses, coaches: 14 * minibuses + 48 * coaches >= 385 and (minibuses >= 10) + (coaches >= 4) == 1,
    )


@case("logic-079")
def bio_diesel() -> float | None:
    """Rapeseed and used cooking oil are chosen; palm oil makes up the rest of 1,000 tonnes."""
    cost, all_palm = [1050 - 790, 880 - 790], 790 * 1000
    first = linear(min, cost, [([1, 1], 1000), ([-1, 0], -600)], [(0, None), (0, 450)])
    second = linear(min, cost, [([1, 1], 1000), ([-1, -1], -850), ([0, -1], -400)], [(0, None), (0, 450)])
    best = best_of(min, first, second)
    return None if best is None else best + all_palm


@case("logic-080")
def fields() -> float | None:
    rows = [([1, 1, 1], 120), ([1, 5, 2], 300)]
    return best_of(
        max,
        *(
            linear(max, [300, 380, 340], rows, [(40, None), maize, sunflowers])
            for maize in [(0, 0), (30, None)]
            for sunflowers in [(0, 0), (55, None)]
        ),
    )


@case("logic-081")
def recordings() -> float | None:
    return grid(
        max,
        [range(14), range(54)],
        lambda books, podcasts: 900 * books + 350 * podcasts,
        lambda books, podcasts: (
            11 * books + 3 * podcasts <= 160
            and (4 * books + 3 * podcasts <= 80 or (4 * books + 3 * podcasts <= 110 and podcasts <= 12))
        ),
    )


@case("logic-082")
def waterworks() -> float | None:
    delivery = ([-1, -1], -60)
    nitrate = linear(min, [90, 60], [delivery, ([2, 5], 190)], [(0, 50), (0, 50)])
    iron = linear(min, [90, 60], [delivery, ([0, 1], 12)], [(0, 50), (0, 50)])
    return best_of(min, nitrate, iron)


@case("logic-144")
def nursery() -> float | None:
    """As many pansies as still fit, for each number of the others."""
    best = 0
    for primroses in [0, *range(30, 91)]:
        for violets in range(81):
            pansies = min(120, 200 - primroses - 2 * violets, (40 * 60 - 15 * primroses - 12 * violets) // 10)
            if pansies >= 100 or (pansies >= 0 and violets >= 60):
                best = max(best, 4 * pansies + 7 * primroses + 9 * violets - (60 if violets > 50 else 0))
    return best
