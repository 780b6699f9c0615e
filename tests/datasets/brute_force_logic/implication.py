"""Problems of the family `implication`."""

from __future__ import annotations

from tests.datasets.brute_force_logic.tools import case, grid, implies, pick, total


@case("logic-013")
def research_projects() -> float | None:
    gain = {"A": 24, "B": 18, "C": 31, "D": 15, "E": 22}
    need = {"A": 10, "B": 9, "C": 14, "D": 6, "E": 8}
    return pick(max, gain, lambda some: total(need, some) <= 31 and implies("C" in some, "D" in some))


@case("logic-014")
def bakery() -> float | None:
    profit = {"oven": 9500, "mixer": 2600, "cabinet": 1900, "sheeter": 4800, "van": 7400, "power": 0}
    price = {"oven": 24, "mixer": 8, "cabinet": 6, "sheeter": 11, "van": 19, "power": 7}
    return pick(
        max,
        profit,
        lambda some: (
            total(price, some) <= 52
            and implies("oven" in some, "power" in some)
            and implies("sheeter" in some, "cabinet" in some)
        ),
    )


@case("logic-015")
def hotel_renovations() -> float | None:
    profit = {"spa": 410, "suites": 350, "bar": 290, "lift": 40, "conference": 230}
    cost = {"spa": 13, "suites": 9, "bar": 8, "lift": 4, "conference": 7}
    best = pick(
        max,
        profit,
        lambda some: (
            total(cost, some) <= 25
            and implies("bar" in some, "lift" in some)
            and implies("spa" in some, "suites" in some)
        ),
    )
    return None if best is None else 1000 * best


@case("logic-016")
def water_mains() -> float | None:
    saved = {1: 60, 2: 95, 3: 85, 4: 120, 5: 30, 6: 70}
    weeks = {1: 4, 2: 6, 3: 5, 4: 7, 5: 3, 6: 5}
    return grid(
        max,
        [(False, True)] * 6,
        lambda *repaired: sum(saved[n] for n, done in enumerate(repaired, 1) if done),
        lambda *repaired: (
            sum(weeks[n] for n, done in enumerate(repaired, 1) if done) <= 18
            and implies(repaired[1], repaired[4])
            and implies(repaired[3], repaired[0])
        ),
    )


@case("logic-017")
def vaccinations() -> float | None:
    averted = {"measles": 2100, "polio": 1500, "rotavirus": 2600, "hpv": 1300, "cold chain": 0}
    rupees = {"measles": 12, "polio": 9, "rotavirus": 14, "hpv": 11, "cold chain": 5}
    nurses = {"measles": 40, "polio": 35, "rotavirus": 45, "hpv": 30, "cold chain": 8}
    return pick(
        max,
        averted,
        lambda some: (
            total(rupees, some) <= 36
            and total(nurses, some) <= 130
            and implies(some & {"measles", "rotavirus"}, "cold chain" in some)
        ),
    )


@case("logic-018")
def data_centre() -> float | None:
    income = {"gpu": 74, "storage": 31, "vault": 14, "cooling": 0, "uplink": 6}
    units = {"gpu": 18, "storage": 12, "vault": 8, "cooling": 6, "uplink": 2}
    price = {"gpu": 110, "storage": 50, "vault": 24, "cooling": 20, "uplink": 15}
    return pick(
        max,
        income,
        lambda some: (
            total(units, some) <= 40
            and total(price, some) <= 190
            and implies("gpu" in some, {"cooling", "uplink"} <= some)
        ),
    )


@case("logic-019")
def orchard() -> float | None:
    back = {"apple": 54, "pear": 43, "cherry": 52, "walnut": 35, "fans": 0}
    hectares = {"apple": 8, "pear": 6, "cherry": 5, "walnut": 9, "fans": 0}
    pesos = {"apple": 70, "pear": 60, "cherry": 80, "walnut": 45, "fans": 25}
    return pick(
        max,
        back,
        lambda some: (
            total(hectares, some) <= 20
            and total(pesos, some) <= 210
            and implies("cherry" in some, "fans" in some)
            and implies("pear" in some, "apple" in some)
        ),
    )


@case("logic-020")
def coffee_shops() -> float | None:
    profit = {"Lund": 52, "Malmo": 88, "Ystad": 40, "Kivik": 19, "Simrishamn": 47}
    cost = {"Lund": 95, "Malmo": 170, "Ystad": 60, "Kivik": 32, "Simrishamn": 70}
    return pick(
        max,
        profit,
        lambda some: (
            total(cost, some) <= 300
            and implies("Kivik" not in some, "Simrishamn" not in some)
            and implies("Ystad" in some, "Malmo" in some)
        ),
    )


@case("logic-021")
def cement_works() -> float | None:
    cost = {"wood": 21, "turbine": 19, "capture": 74, "clinker": 30, "control": 8}
    saved = {"wood": 28, "turbine": 22, "capture": 65, "clinker": 35, "control": 12}
    best = pick(
        min,
        cost,
        lambda some: (
            total(saved, some) >= 85
            and implies("capture" in some, "turbine" in some)
            and implies("clinker" in some, "control" in some)
        ),
    )
    return None if best is None else best / 10


@case("logic-022")
def theatre_season() -> float | None:
    cost = {"Hamlet": 140, "Orchard": 90, "commission": 120, "musical": 210, "children": 60}
    takings = {"Hamlet": 230, "Orchard": 150, "commission": 135, "musical": 365, "children": 95}
    surplus = {piece: takings[piece] - cost[piece] for piece in cost}
    return pick(
        max,
        surplus,
        lambda some: (
            total(cost, some) <= 480
            and implies("musical" in some, "commission" in some)
            and not {"Hamlet", "Orchard", "children"} <= some
        ),
    )


@case("logic-023")
def sponsoring() -> float | None:
    viewers = {"cycling": 21, "sailing": 10, "handball": 7, "marathon": 6, "e-sports": 15}
    cost = {"cycling": 32, "sailing": 18, "handball": 11, "marathon": 17, "e-sports": 20}
    return pick(
        max,
        viewers,
        lambda some: (
            total(cost, some) <= 60
            and some & {"cycling", "marathon"}
            and implies("e-sports" in some, "handball" in some)
        ),
    )


@case("logic-024")
def tables_and_benches() -> float | None:
    return grid(
        max,
        [range(17), range(28)],
        lambda tables, benches: 70 * tables + 40 * benches,
        lambda tables, benches: (
            5 * tables + 2 * benches <= 80 and 6 * tables + 4 * benches <= 110 and implies(tables > 0, benches >= 12)
        ),
    )


@case("logic-025")
def print_shop() -> float | None:
    earned = {"press": 1500, "foil": 700, "binding": 900, "service": 0, "operator": 0}
    price = {"press": 38, "foil": 15, "binding": 22, "service": 4, "operator": 6}
    return pick(
        max,
        earned,
        lambda some: (
            total(price, some) <= 69
            and implies("press" in some, "service" in some)
            and implies(some & {"foil", "binding"}, "operator" in some)
        ),
    )


@case("logic-026")
def rescue_stations() -> float | None:
    seconds = {"Ann": 40, "Bell": 66, "Cod": 25, "Dune": 52, "Elm": 70}
    cost = {"Ann": 5, "Bell": 7, "Cod": 4, "Dune": 6, "Elm": 8}
    return pick(
        max,
        seconds,
        lambda some: (
            total(cost, some) <= 20
            and implies("Elm" in some, "Cod" in some)
            and implies("Ann" not in some, "Bell" not in some)
            and implies({"Dune", "Elm"} <= some, "Ann" in some)
        ),
    )


@case("logic-138")
def lorry_loads() -> float | None:
    pay = {"A": 900, "B": 1150, "C": 700, "D": 420}
    tonnes = {"A": 5, "B": 6, "C": 4, "D": 3}
    return pick(
        max,
        pay,
        lambda some: total(tonnes, some) <= 12 and implies("A" in some, "D" in some) and not {"B", "C"} <= some,
    )
