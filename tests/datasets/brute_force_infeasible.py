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


def village() -> Truths:
    playground, well, road, library = grid(*[range(2)] * 4)
    return [playground + well + road + library == 2, playground == 1, well == 1, (well == 0) | (road == 1)]


def laboratory() -> Truths:
    microscope, laser, cooling, centrifuge = grid(*[range(2)] * 4)
    spent = 210 * microscope + 160 * laser + 40 * cooling + 25 * centrifuge
    return [microscope == 1, microscope <= cooling, cooling + laser <= 1, laser == 1, spent <= 500]


def radio() -> Truths:
    quiz, concert, film = grid(*[range(2)] * 3)
    return [quiz == concert, quiz + concert <= 1, quiz + film >= 1, film == 0]


def sets() -> Truths:
    chairs, tables = grid(range(101), range(61))
    return [2 * chairs + 5 * tables <= 300, chairs >= 24, (chairs <= 20) | (tables >= 30), tables <= 25]


def crossing() -> Truths:
    ferry, bridge, watch = grid(*[range(2)] * 3)
    spent = 90 * ferry + 140 * bridge + 35 * watch
    return [(ferry == 1) | (bridge == 1), bridge == 0, (ferry == 0) | (watch == 1), watch == 0, spent <= 200]


def modules() -> Truths:
    accounting, billing, customers, documents, shop = grid(*[range(2)] * 5)
    total = accounting + billing + customers + documents + shop
    rules = [accounting <= billing, billing <= customers, accounting + customers < 2]
    return [*rules, accounting == 1, total >= 2]


def chapel() -> Truths:
    altar, left, right, organ = grid(*[range(2)] * 4)
    together = (altar == left) & (left == right)
    return [together, altar == 1, 40 * altar + 35 * left + 30 * right + 55 * organ <= 100]


def subsidy() -> Truths:
    wheat, maize, rye = grid(*[range(0, 81, 5)] * 3)
    return [wheat + maize + rye <= 50, (wheat >= 60) | (maize >= 40), rye >= 15, maize <= 45]


def quartet() -> Truths:
    lima, quito, rome, oslo = grid(*[range(2)] * 4)
    return [lima == 1, lima <= quito, quito == 0, rome == 1, oslo == 1, rome + oslo <= 1]


def courses() -> Truths:
    a, b, c, d, e = grid(*[range(2)] * 5)
    return [a + b + c + d + e >= 3, a + b <= 1, b + c <= 1, c + d <= 1, d + e <= 1, e + a <= 1]


def house() -> Truths:
    roof, facade, heating, scaffolding = grid(*[range(2)] * 4)
    covered = (roof <= scaffolding) & (facade <= scaffolding)
    return [covered, heating <= roof, roof + facade + heating >= 1, scaffolding == 0]


def charging() -> Truths:
    airport, brewery, castle, docks, exchange, fair = grid(*[range(2)] * 6)
    suburbs = [airport + brewery >= 1, castle + docks >= 1, exchange + fair >= 1, brewery + castle >= 1]
    return [*suburbs, airport + brewery + castle + docks + exchange + fair <= 2]


def doors() -> Truths:
    doors, shutters, ventilator = grid(range(0, 161, 10), range(0, 161, 10), range(2))
    return [(3 * doors + 2 * shutters < 200) | (ventilator == 1), ventilator == 0, doors >= 80, doors + shutters <= 140]


def football() -> Truths:
    almeida, bauer, costa = grid(*[range(2)] * 3)
    spent = 60 * almeida + 50 * bauer + 45 * costa
    return [almeida == 1, bauer == 1, bauer <= costa, almeida + bauer <= 1, spent <= 90]


def cinema() -> Truths:
    meadow, stand = grid(range(301), range(301))
    return [meadow % 40 == 0, stand % 12 == 0, meadow + stand == 250, stand <= 160]


def soaps() -> Truths:
    lavender, pine, rose = grid(*[range(0, 61, 5)] * 3)
    batches = [(kind == 0) | (kind >= 40) for kind in (lavender, pine, rose)]
    all_three = (lavender > 0) & (pine > 0) & (rose > 0)
    return [np.logical_and.reduce(batches), all_three, lavender + pine + rose <= 110]


def tyres() -> Truths:
    # tonnes at each place, and which are open
    *tonnes, ajax, brock, colt, dale = grid(*[(0, 60, 120, 300)] * 4, *[range(2)] * 4)
    allowed = [shredded <= 120 * on for shredded, on in zip(tonnes, (ajax, brock, colt, dale), strict=True)]
    paid = 7000 * ajax + 7400 * brock + 6800 * colt + 8100 * dale
    return [sum(tonnes) >= 300, np.logical_and.reduce(allowed), paid <= 20_000]


def skis() -> Truths:
    # pairs made, and pairs kept, in the three months
    first, second, third, kept1, kept2, kept3 = grid(*[(0, 80, 150, 180, 200, 220)] * 3, *[(0, 50, 90, 100)] * 3)
    balance = (20 + first - 100 == kept1) & (kept1 + second - 180 == kept2) & (kept2 + third - 220 == kept3)
    made = (first <= 150) & (second <= 150) & (third <= 150)
    return [balance, made, (kept1 <= 90) & (kept2 <= 90) & (kept3 <= 90)]


def blood() -> Truths:
    first, second, third = grid(*[range(0, 101, 10)] * 3)
    left1, left2, left3 = grid(*[range(0, 61, 10)] * 3)
    collected = [np.repeat(one, len(left1)) for one in (first, second, third)]
    a, b, c = (np.tile(one, len(first)) for one in (left1, left2, left3))
    supplied = (30 + collected[0] - 50 == a) & (a + collected[1] - 70 == b) & (b + collected[2] - 60 == c)
    most = np.logical_and.reduce([one <= 60 for one in collected])
    return [supplied, most, c >= 50, (a <= 45) & (b <= 45) & (c <= 45)]


def translators() -> Truths:
    # one bit for each translator (Jana, Karl, Lena, Milo) and text (Czech, Polish, Greek, Danish)
    gets = np.array(grid(*[range(2)] * 16)).reshape(4, 4, -1)
    each_text, each_person = gets.sum(axis=0) == 1, gets.sum(axis=1) <= 1
    return [each_text.all(axis=0), each_person.all(axis=0), gets[0, 0] == 1, gets[1:, 1].sum(axis=0) == 0]


def lathe() -> Truths:
    axle, bevel, crank = grid(*[range(16)] * 3)
    apart = [(axle + 5 <= bevel) | (bevel + 4 <= axle), (axle + 5 <= crank) | (crank + 6 <= axle)]
    apart += [(bevel + 4 <= crank) | (crank + 6 <= bevel)]
    return [np.logical_and.reduce(apart), axle + 5 <= 6, bevel + 4 <= 10, crank + 6 <= 12]


def strawberries() -> Truths:
    *tonnes, a, b, c, d = grid(*[(0, 10, 20, 35, 40, 90)] * 4, *[range(2)] * 4)
    delivered = [bought <= 40 * signed for bought, signed in zip(tonnes, (a, b, c, d), strict=True)]
    return [
        sum(tonnes) >= 90,
        np.logical_and.reduce(delivered),
        a + b + c + d <= 2,
        100 * tonnes[1] <= 35 * sum(tonnes),
    ]


def sugar() -> Truths:
    # from Port to Ames, Boone, Cedar, then from Hill
    to_ames, boone, cedar, hill_ames, hill_boone, hill_cedar = grid(
        (0, 10, 80), (0, 60), (0, 75), (0, 70, 80), (0, 60), (0, 75)
    )
    stores = [to_ames + boone + cedar <= 160, hill_ames + hill_boone + hill_cedar <= 70]
    needs = [to_ames + hill_ames >= 80, boone + hill_boone >= 60, cedar + hill_cedar >= 75]
    return [*stores, *needs, to_ames == 0]


def wool() -> Truths:
    sweaters, caps, blankets = grid(range(0, 161, 20), range(0, 241, 20), range(0, 41, 5))
    kilograms = 900 * sweaters + 150 * caps + 1400 * blankets <= 180_000
    return [kilograms, sweaters >= 120, caps >= 200, blankets >= 35, 11 * sweaters + 2 * caps + 9 * blankets <= 2600]


def board() -> Truths:
    press, paint, crane, canteen, solar, training = grid(*[range(2)] * 6)
    cost = 32 * press + 26 * paint + 11 * crane + 9 * canteen + 14 * solar + 19 * training
    return [
        press + paint + crane + canteen + solar + training >= 3,
        (press == 0) | (crane == 1),
        (paint == 0) | (solar == 0),
        press + paint == 1,
        (canteen == 1) | (training == 1),
        crane == 0,
        solar == 1,
        cost <= 80,
    ]


NAMES = [
    chairs, pasta, trek, gym, seedlings, singers, eggs, patisserie,
    parcels, snack, funds, posts, tailor, coins, pond, clinics,
    village, laboratory, radio, sets, crossing, modules, chapel, subsidy, quartet, courses, house, charging,
    doors, football, cinema, soaps, tyres, skis, blood, translators, lathe, strawberries, sugar,
    wool, board,
]  # fmt: skip

ANSWERS: dict[str, Callable[[], Truths]] = {f"infeasible-{n:03}": truths for n, truths in enumerate(NAMES, start=1)}
