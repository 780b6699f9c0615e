"""Second answers to the plain linear and integer problems of `quantities.jsonl`."""

from __future__ import annotations

from collections.abc import Callable

from tests.datasets.brute_force import flat, grid, largest, smallest


def bread() -> float | None:
    sourdough, rye, baguette = grid(range(0, 101), range(15, 67), range(30, 121))
    flour = 600 * sourdough + 500 * rye + 250 * baguette
    oven = 12 * sourdough + 18 * rye + 6 * baguette
    return largest(32 * sourdough + 39 * rye + 13 * baguette, flour <= 60_000, oven <= 1200) / 10


def feed() -> float | None:
    return flat(min, [0.42, 0.58], [([90, 160], ">=", 130_000), ([40, 30], ">=", 48_000), ([0, 1], "<=", 700)], False)


def night_shift() -> float | None:
    skilled, trainees = grid(range(17), range(17))
    calls = 14 * skilled + 8 * trainees
    return smallest(31 * skilled + 19 * trainees, calls >= 150, trainees <= 2 * skilled, skilled + trainees <= 16)


def paint() -> float | None:
    rows = [
        ([30, 45, 50], "<=", 2400),
        ([24, 24, 36], "<=", 1920),
        ([1, 0, 0], ">=", 10),
        ([0, 1, 0], ">=", 10),
        ([0, 0, 1], ">=", 10),
        ([-0.4, -0.4, 0.6], "<=", 0),
    ]
    return flat(max, [210, 260, 305], rows, False)


def archive() -> float | None:
    vans, lorries = grid(range(60), range(12))
    return smallest(65 * vans + 170 * lorries, 90 * vans + 260 * lorries >= 4380, vans >= 2 * lorries)


def trust() -> float | None:
    # thousands of dollars; what is not in the other three is in corporate bonds
    government, property_, shares = grid(range(300, 801, 10), range(0, 281, 10), range(0, 281, 10))
    corporate = 800 - government - property_ - shares
    value = 31 * government + 44 * corporate + 52 * property_ + 65 * shares
    return largest(value, corporate >= 0, property_ + shares <= 280, shares <= property_)


def flowers() -> float | None:
    tulip, mixed, wreath = grid(range(91), range(65), range(17))
    stems, minutes = 10 * tulip + 14 * mixed + 30 * wreath, 3 * tulip + 6 * mixed + 25 * wreath
    return largest(7 * tulip + 11 * mixed + 24 * wreath, stems <= 900, minutes <= 420, wreath <= mixed / 4)


def juice() -> float | None:
    # a litre of apple juice takes 2/15 of a minute, a litre of pear juice 3/15
    return flat(
        max,
        [0.8, 1.1],
        [([2, 3], "<=", 13_500), ([1, 0], "<=", 4550), ([0, 1], "<=", 1800), ([0, 1], ">=", 450)],
        False,
    )


def screens() -> float | None:
    projectors, screens = grid(range(4, 12), range(13))
    power = 800 * projectors + 350 * screens
    return smallest(120 * projectors + 75 * screens, power <= 9000, projectors + screens >= 18)


def nursery() -> float | None:
    oak, beech = grid(range(4, 37), range(4, 37))
    larch = 36 - oak - beech
    care = 22 * oak + 18 * beech + 9 * larch
    return largest(640 * oak + 590 * beech + 410 * larch, larch >= 4, care <= 560, oak + beech >= 18)


def water() -> float | None:
    rows = [
        ([1, 1, 1], "==", 62),
        ([9 - 11, 21 - 11, 5 - 11], "<=", 0),
        ([0, 1, 0], ">=", 8),
    ]
    return flat(min, [95, 140, 170], rows, False, [40, 25, 30])


def theatre() -> float | None:
    stalls, circle = grid(range(321), range(321))
    gallery = 320 - stalls - circle
    return largest(48 * stalls + 36 * circle + 22 * gallery, gallery >= 90, 2 * stalls <= 3 * circle)


def breakfast() -> float | None:
    rows = [
        ([3.7, 2.8, 6.1], ">=", 900),
        ([0.13, 0.02, 0.2], ">=", 28),
        ([-0.2, 0.8, -0.2], ">=", 0),
        ([0, 0, 1], "<=", 60),
    ]
    return flat(min, [0.4, 1.1, 1.6], rows, False)


def ferry() -> float | None:
    cars, lorries, campers = grid(range(43), range(3, 16), range(10))
    metres, tonnes = 5 * cars + 14 * lorries + 8 * campers, 14 * cars + 180 * lorries + 35 * campers
    return largest(32 * cars + 120 * lorries + 55 * campers, metres <= 210, tonnes <= 1500)


def kilns() -> float | None:
    cost = [4.1 * 112 + 260, 4.9 * 112 + 415]
    return flat(min, cost, [([38, 52], ">=", 45_000), ([4.1, 4.9], "<=", 5000), ([1, 0], ">=", 200)], False, 640)


def vaccination() -> float | None:
    bus, foot = grid(range(10), range(21))
    return largest(340 * bus + 130 * foot, 3 * bus + 2 * foot <= 41, 10 * foot >= 6 * (bus + foot))


def lamps() -> float | None:
    swan, heron = grid(range(49), range(12, 46))
    metal, assembly = 45 * swan + 30 * heron, 20 * swan + 40 * heron
    return largest(26 * swan + 29 * heron, metal <= 2160, assembly <= 1800, abs(swan - heron) <= 15)


def festival() -> float | None:
    radio, cinema, paper, banner = grid(range(21), range(9), range(7), range(16))
    young = 5200 * radio + 9800 * cinema + 3000 * paper + 6100 * banner
    older = 7400 * radio + 2100 * cinema + 22_500 * paper + 900 * banner
    price = 380 * radio + 610 * cinema + 1150 * paper + 240 * banner
    return smallest(price, young >= 120_000, older >= 140_000, radio >= 2 * paper)


def coffee() -> float | None:
    house, reserve = grid(range(76), range(46))
    beans = (42 * house + 21 * reserve <= 3150, 18 * house + 39 * reserve <= 2730)
    return largest(96 * house + 131 * reserve, *beans, house + reserve >= 70)


def panels() -> float | None:
    gym, library, canteen = grid(range(61), range(45), range(81))
    dollars = 260 * gym + 245 * library + 220 * canteen
    return largest(410 * gym + 385 * library + 350 * canteen, dollars <= 30_000, 3 * library >= gym + canteen)


NAMES = [
    bread, feed, night_shift, paint, archive, trust, flowers, juice, screens, nursery,
    water, theatre, breakfast, ferry, kilns, vaccination, lamps, festival, coffee, panels,
]  # fmt: skip

ANSWERS: dict[str, Callable[[], float | None]] = {f"quantity-{n:03}": answer for n, answer in enumerate(NAMES, start=1)}
