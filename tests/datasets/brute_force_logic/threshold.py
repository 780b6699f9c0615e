"""Problems of the family `threshold`; divisible quantities are solved once on each side of each threshold."""

from __future__ import annotations

from tests.datasets.brute_force_logic.tools import best_of, case, grid, implies, linear


@case("logic-083")
def chairs_and_tables() -> float | None:
    return grid(
        max,
        [range(51), range(31)],
        lambda chairs, tables: 35 * chairs + 60 * tables,
        lambda chairs, tables: 3 * chairs + 7 * tables <= 210 and (chairs <= 20 or tables >= 10),
    )


@case("logic-084")
def loaves_and_cakes() -> float | None:
    return grid(
        max,
        [range(71), range(46)],
        lambda loaves, cakes: 3 * loaves + 5 * cakes,
        lambda loaves, cakes: 3 * loaves + 6 * cakes <= 360 and (loaves <= 40 or cakes <= 24),
    )


@case("logic-085")
def sugar_beet() -> float | None:
    return grid(
        min,
        [range(13), range(13)],
        lambda lorries, tractors: 420 * lorries + 230 * tractors + (300 if lorries >= 7 else 0),
        lambda lorries, tractors: 60 * lorries + 35 * tractors >= 660 and (tractors <= 9 or lorries <= 3),
    )


@case("logic-086")
def health_camp() -> float | None:
    return grid(
        max,
        [range(91), range(71)],
        lambda eye, dental: 18 * eye + 25 * dental - (350 if eye + dental > 100 else 0),
        lambda eye, dental: 20 * eye + 30 * dental <= 50 * 60,
    )


@case("logic-087")
def maize_and_potatoes() -> float | None:
    rows = [([1, 1, 1], 100), ([4, 8, 1], 520)]
    little = linear(max, [700, 900, 250], rows, [(0, 40), (0, None), (10, None)])
    much = linear(max, [700, 900, 250], rows, [(40, 60), (0, 15), (10, None)])
    return best_of(max, little, much)


@case("logic-088")
def excursion() -> float | None:
    return grid(
        min,
        [range(8), range(21)],
        lambda buses, minivans: 520 * buses + 60 * minivans + (180 if buses >= 6 else 0),
        lambda buses, minivans: 50 * buses + 8 * minivans >= 280 and (buses >= 4 or minivans >= 18),
    )


@case("logic-089")
def concert() -> float | None:
    """Seats as many as fit, for each number of standing places."""
    best = 0
    for standing in range(701):
        corridor = standing > 500
        tenths = 6000 - (600 if corridor else 0) - 5 * standing
        if tenths >= 0:
            seats = min(800 - standing, tenths // 12)
            best = max(best, 30 * standing + 50 * seats - (1500 if corridor else 0))
    return best


@case("logic-090")
def foundation() -> float | None:
    """In thousand dollars; the savings account takes what shares and bonds leave of 100."""
    rate = [0.08 - 0.02, 0.04 - 0.02]

    def within(shares: tuple[float, float], bonds: float, savings: float) -> float | None:
        return linear(max, rate, [([1, 1], 100 - savings)], [shares, (bonds, None)])

    best = best_of(max, within((0, 30), 0, 5), within((30, 50), 20, 5), within((50, 70), 20, 15))
    return None if best is None else best + 2


@case("logic-091")
def pumps_and_valves() -> float | None:
    return grid(
        max,
        [range(31), range(46)],
        lambda pumps, valves: 55 * pumps + 48 * valves + 20 * min(60, 170 - 4 * pumps - 2 * valves),
        lambda pumps, valves: 4 * pumps + 2 * valves <= 170 and implies(pumps < 15, valves <= 12),
    )


@case("logic-092")
def power_station() -> float | None:
    """Gas and coal in megawatts; imports make up the rest of 150."""
    optima = []
    for gas, tower in [((0, 60), 0), ((0, 100), 600)]:
        for coal, imports in [((0, 50), 150), ((50, 70), 20)]:
            rows = [([1, 1], 150), ([-1, -1], imports - 150)]
            found = linear(min, [50 - 75, 42 - 75], rows, [gas, coal])
            optima.append(None if found is None else found + 75 * 150 + tower)
    return best_of(min, *optima)


@case("logic-093")
def cheeses() -> float | None:
    return grid(
        max,
        [[0, *range(20, 41)], [0, *range(16, 41)], [0, *range(25, 41)]],
        lambda alpine, blue, cream: 14 * alpine + 19 * blue + 9 * cream,
        lambda alpine, blue, cream: (
            11 * alpine + 12 * blue + 8 * cream <= 500 and 30 * alpine + 55 * blue + 15 * cream <= 25 * 60
        ),
    )


@case("logic-094")
def holiday_camp() -> float | None:
    def coaches(places: int) -> int:
        return 1 if places <= 40 else 2 if places <= 80 else 4

    return grid(
        max,
        [range(61), range(61)],
        lambda football, judo: 90 * football + 70 * judo - 700 * coaches(football + judo),
        lambda football, judo: 5 * football + 3 * judo <= 400,
    )


@case("logic-095")
def water_tanks() -> float | None:
    return grid(
        min,
        [range(9), range(21), range(31)],
        lambda large, small, kits: 1400 * large + 300 * small + 130 * kits + (900 if kits > 15 else 0),
        lambda large, small, kits: 1000 * large + 250 * small + 120 * kits >= 9000 and (small < 12 or large <= 5),
    )
