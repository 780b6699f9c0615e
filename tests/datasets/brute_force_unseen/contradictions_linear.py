"""Linear problems without a solution, each statement under the words that make it."""

from __future__ import annotations

from tests.datasets.brute_force_unseen.entries import UNSEEN
from tests.datasets.enumeration import Contradiction


@UNSEEN.problem("unseen-infeasible-001", whole={"d s": 130})
def school_furniture(d, s):
    """d desks, s shelves."""
    return Contradiction(
        {
            "There is room in the store for no more than 70 pieces of furniture.": d + s <= 70,
            "The joinery has 180 hours of work, of which every desk takes 5 hours and every shelf 3 hours.": (
                5 * d + 3 * s <= 180
            ),
            "The school board has ordered 40 desks, and no fewer may be built.": d >= 40,
            "At least 10 shelves are to be built as well.": s >= 10,
        }
    )


@UNSEEN.problem("unseen-infeasible-002", divisible="a b")
def alfalfa_and_bran(a, b):
    """kg a alfalfa, b bran."""
    return Contradiction(
        {
            "Alfalfa must make up at least 30% of the mix.": a >= 0.3 * (a + b),
            "Only 200 kilograms of alfalfa are left in the barn.": a <= 200,
            "The customer has asked for exactly 500 kilograms of mix.": a + b == 500,
            "The bran silo gives no more than 250 kilograms.": b <= 250,
        }
    )


@UNSEEN.problem("unseen-infeasible-003", whole={"r t": 130})
def campaign_spots(r, t):
    """r radio, t television spots."""
    return Contradiction(
        {
            "No more than $6,000 may be spent on the spots.": 200 * r + 900 * t <= 6000,
            "At least 2 television spots have to be bought.": t >= 2,
            "The spots must be heard or seen by 110 thousand people or more, added over all spots.": (
                4 * r + 15 * t >= 110
            ),
            "The local station sells her at most 10 radio spots.": r <= 10,
        }
    )


@UNSEEN.problem("unseen-infeasible-004", whole={"v m": 130})
def festival_supplies(v, m):
    """v van, m moped rides."""
    return Contradiction(
        {
            "The access road allows 12 van rides a day at most.": v <= 12,
            "There must be at least three times as many van rides as moped rides.": v >= 3 * m,
            "Altogether, no more than 40 rides can be made.": v + m <= 40,
            "In order to bring spare parts quickly, at least 5 moped rides a day are needed.": m >= 5,
        }
    )


@UNSEEN.problem("unseen-infeasible-005", divisible="b s")
def inheritance(b, s):
    """dollars b bonds, s shop."""
    return Contradiction(
        {
            "The shop can take up to $25,000.": s <= 25000,
            "At least 60% of the money invested must be put in bonds.": b >= 0.6 * (b + s),
            "Her bank sells her no more than $15,000 of these bonds.": b <= 15000,
            "Under the will she has to invest at least $30,000 in total.": b + s >= 30000,
        }
    )


@UNSEEN.problem("unseen-infeasible-006", whole={"c p": 130})
def wedding_bakery(c, p):
    """c cakes, p pies."""
    return Contradiction(
        {
            (
                "Baking a cake takes 20 minutes and baking a pie takes 10 minutes, and the oven can be used "
                "for 700 minutes."
            ): 20 * c + 10 * p <= 700,
            "There are 90 cups of flour, and each cake uses 2 cups and each pie 5 cups.": 2 * c + 5 * p <= 90,
            "The couple wants a minimum of 30 cakes.": c >= 30,
            "They also want no fewer than 20 pies.": p >= 20,
        }
    )


@UNSEEN.problem("unseen-infeasible-007", divisible="n r")
def mountain_food(n, r):
    """portions n nuts, r rice."""
    return Contradiction(
        {
            "The food should give her at least 25 grams of protein.": 20 * n + 7 * r >= 25,
            "She needs at least 2,000 kilocalories.": 600 * n + 350 * r >= 2000,
            "Her pot is too small for more than 3 portions of rice.": r <= 3,
            "Her doctor limits her to 60 grams of fat.": 50 * n + 1 * r <= 60,
        }
    )


@UNSEEN.problem("unseen-infeasible-008", whole={"x y z": 130})
def tailor(x, y, z):
    """x jackets, y skirts, z waistcoats."""
    return Contradiction(
        {
            "He has 400 hours, and a jacket takes 4 hours, a skirt 2 hours and a waistcoat 2 hours.": (
                4 * x + 2 * y + 2 * z <= 400
            ),
            "A theatre has ordered 20 waistcoats, which is the least he may sew.": z >= 20,
            "The number of jackets has to be at least 10 greater than the number of skirts.": x >= y + 10,
            "Skirts must outnumber waistcoats by 5 or more.": y >= z + 5,
            "Wool is left for 30 jackets at most.": x <= 30,
        }
    )


@UNSEEN.problem("unseen-infeasible-009", whole={"p n c": 130})
def ward_payroll(p, n, c):
    """p physicians, n nurses, c carers."""
    return Contradiction(
        {
            "The region can send 12 physicians at most.": p <= 12,
            "At least 4 physicians have to be employed.": p >= 4,
            "It has been possible to find no more than 15 nurses.": n <= 15,
            "The ward must have exactly 50 people.": p + n + c == 50,
            "Carers may number 20 at the utmost.": c <= 20,
        }
    )


@UNSEEN.problem("unseen-infeasible-010", whole={"e d": 130})
def taxi_fleet(e, d):
    """e electric, d diesel cars."""
    return Contradiction(
        {
            "There are charging points for up to 30 electric cars.": e <= 30,
            "The fleet needs a minimum of 24 new cars.": e + d >= 24,
            "By order of the city, at least 60% of the new cars must be electric.": e >= 0.6 * (e + d),
            "The drivers' union demands that diesel cars make up no less than half of the new cars.": (
                d >= 0.5 * (e + d)
            ),
        }
    )


@UNSEEN.problem("unseen-infeasible-011", whole={"a b": 130})
def aircraft_parts(a, b):
    """a axles, b bearings."""
    return Contradiction(
        {
            "Exactly 24 axles have been ordered and will be made, neither more nor fewer.": a == 24,
            "For every axle exactly two bearings are to be made.": b == 2 * a,
            "Steel balls are in stock for no more than 40 bearings.": b <= 40,
            "The lathe runs for 180 hours, with 2 hours going to each axle and 3 hours to each bearing.": (
                2 * a + 3 * b <= 180
            ),
        }
    )


@UNSEEN.problem("unseen-infeasible-012", whole={"t c": 130})
def sand_loads(t, c):
    """t truck, c cart loads."""
    return Contradiction(
        {
            "No less than 400 tonnes of sand are needed at the site.": 20 * t + 6 * c >= 400,
            "The tank holds 900 litres of fuel, and no more can be had.": 50 * t + 18 * c <= 900,
            "The trucks can make at most 15 runs.": t <= 15,
            "The carts can make at most 12 runs.": c <= 12,
        }
    )


@UNSEEN.problem("unseen-infeasible-013", divisible="w c s")
def estate_crops(w, c, s):
    """acres w wheat, c corn, s soy."""
    return Contradiction(
        {
            "The estate has 100 acres.": w + c + s <= 100,
            "A mill has been promised at least 40 acres of wheat.": w >= 40,
            "At least 35 acres of corn are needed for the cattle.": c >= 35,
            "For the sake of the soil, soy must get 30 acres or more.": s >= 30,
            (
                "Water is limited to 300 units, and an acre of wheat takes 3 units, an acre of corn 2 units "
                "and an acre of soy 4 units."
            ): 3 * w + 2 * c + 4 * s <= 300,
        }
    )


@UNSEEN.problem("unseen-infeasible-014", whole={"x y": 130})
def watch_repairs(x, y):
    """x watches, y clocks."""
    return Contradiction(
        {
            "She has set aside 300 hours for repairs.": 4 * x + 5 * y <= 300,
            "Her customers bring in no more than 30 watches.": x <= 30,
            "Nor will there be more than 20 clocks.": y <= 20,
            "To pay the rent, the repairs must earn $1,300 or more.": 20 * x + 30 * y >= 1300,
            "She wants to repair at least 5 clocks.": y >= 5,
        }
    )


@UNSEEN.problem("unseen-infeasible-015", divisible="a b")
def copper_melt(a, b):
    """tonnes a Altona, b Bexley."""
    return Contradiction(
        {
            "Under a long contract at least 50 tonnes must come from Altona.": a >= 50,
            "The furnace is filled with exactly 200 tonnes of ore.": a + b == 200,
            "Bexley can ship 180 tonnes at the most.": b <= 180,
            "The melt has to contain 70 tonnes of copper or more.": 0.3 * a + 0.1 * b >= 70,
        }
    )


@UNSEEN.problem("unseen-infeasible-028", whole={"v b": 130})
def airport_shuttles(v, b):
    """v vans, b buses."""
    return Contradiction(
        {
            "At least 2 buses are needed for large groups.": b >= 2,
            "It has garages for exactly 11 vehicles and every garage must be used.": v + b == 11,
            "No more than $700,000 can be spent.": 30000 * v + 75000 * b <= 700000,
            "The number of vans has to be exactly twice the number of buses.": v == 2 * b,
        }
    )


@UNSEEN.problem("unseen-infeasible-029", whole={"s u": 130})
def plates_in_crates(s, u):
    """s small, u large crates."""
    return Contradiction(
        {
            "At most 4 large crates are at hand.": u <= 4,
            "Exactly 45 plates have to be sent, and every crate must be full.": 6 * s + 10 * u == 45,
            "At least one small crate is used for the sample plates.": s >= 1,
        }
    )


@UNSEEN.problem("unseen-infeasible-030", whole={"t c": 130})
def gravel_day(t, c):
    """t trucks, c trailers."""
    return Contradiction(
        {
            "There is space at the pit for 9 vehicles at most.": t + c <= 9,
            "The owner is not willing to spend more than $300 on the hire.": 90 * t + 40 * c <= 300,
            "The road builders need at least 26 tonnes of gravel that day.": 8 * t + 3 * c >= 26,
        }
    )
