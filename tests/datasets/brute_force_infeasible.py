"""For each problem of `infeasible.jsonl`: where each of its statements is true, over a grid of points.

The statements stand in the order of the formulation's quotes, and are written
from the text alone. A set of them conflicts if no point makes all of them true;
the grid is taken so wide and so fine that every set without a conflict has a
point in it.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from tests.datasets.brute_force import grid

Truths = list[np.ndarray]


def chairs() -> Truths:
    chairs, stools = grid(range(0, 61, 10), range(0, 61, 10))
    return [3 * chairs + 2 * stools <= 120, chairs >= 30, stools >= 20]


def pasta() -> Truths:
    spaghetti, penne, lasagne = grid(*[range(0, 1001, 50)] * 3)
    output = spaghetti + penne + lasagne
    shares = [10 * spaghetti >= 4 * output, 20 * penne >= 7 * output, 10 * lasagne >= 3 * output]
    return [output <= 800, *shares, output >= 500]


def trek() -> Truths:
    guides, porters = grid(range(10), range(41))
    return [3 * guides >= porters, porters >= 4 * guides, guides >= 2]


def gym() -> Truths:
    radio, paper, poster = grid(range(13), range(10), range(13))
    return [400 * radio + 250 * paper + 80 * poster <= 5000, radio >= 8, paper >= 6, poster >= 10]


def seedlings() -> Truths:
    tomato, pepper = grid(range(201), range(201))
    return [tomato + pepper == 200, 3 * tomato + 2 * pepper <= 480, tomato >= 2 * pepper, tomato <= 150]


def singers() -> Truths:
    sopranos, basses = grid(range(26), range(26))
    return [sopranos == basses, sopranos + basses == 25, basses >= 6]


def eggs() -> Truths:
    boxes, trays = grid(range(101), range(31))
    return [6 * boxes + 30 * trays == 500, boxes >= 20]


def patisserie() -> Truths:
    tarts, eclairs = grid(range(121), range(121))
    return [40 * tarts + 25 * eclairs <= 6000, 9 * tarts + 4 * eclairs <= 1200, tarts == 100, eclairs >= 90]


def parcels() -> Truths:
    vans, bikes = grid(range(15), range(41))
    return [140 * vans + 45 * bikes >= 1500, vans <= 6, bikes <= 14]


def snack() -> Truths:
    raisins, almonds, oats = grid(*[range(0, 101, 5)] * 3)
    weight = raisins + almonds + oats
    energy, fat = 30 * raisins + 60 * almonds + 38 * oats, 50 * almonds + 7 * oats
    return [weight == 50, energy >= 2200, fat <= 600, 2 * oats <= weight]


def funds() -> Truths:
    savings, bonds, shares = grid(*[range(0, 81, 1)] * 3)
    gain = 10 * savings + 35 * bonds + 70 * shares
    return [savings + bonds + shares == 60, gain >= 3300, shares <= 18, savings >= 5]


def posts() -> Truths:
    police, parks, library = grid(*[range(31)] * 3)
    return [police >= parks + 4, parks >= library + 3, library >= police, police + parks + library <= 30]


def tailor() -> Truths:
    shirts, trousers = grid(range(61), range(61))
    return [50 * shirts + 70 * trousers <= 1680, 10 * shirts + 15 * trousers <= 540, shirts + trousers >= 36]


def coins() -> Truths:
    first, second = grid(range(31), range(31))
    return [20 * first + 50 * second == 330, 300 * first + 340 * second <= 2600, second >= 5]


def pond() -> Truths:
    trout, carp, perch = grid(*[range(0, 1501, 50)] * 3)
    total = trout + carp + perch
    return [total <= 900, trout >= 400, 3 * trout <= total, carp >= 150, perch >= 250, 2 * carp <= perch]


def clinics() -> Truths:
    hill, valley, hill_nurses, valley_nurses = grid(range(5, 9), range(5, 9), range(9, 17), range(9, 17))
    wishes = [hill >= 7, hill_nurses >= 12, valley >= 6, valley_nurses >= 15]
    return [*wishes, hill + valley <= 12, hill_nurses + valley_nurses <= 25]


NAMES = [
    chairs, pasta, trek, gym, seedlings, singers, eggs, patisserie,
    parcels, snack, funds, posts, tailor, coins, pond, clinics,
]  # fmt: skip

ANSWERS: dict[str, Callable[[], Truths]] = {f"infeasible-{n:03}": truths for n, truths in enumerate(NAMES, start=1)}
