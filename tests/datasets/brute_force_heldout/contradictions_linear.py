"""Problems without a solution under linear limits, each statement under the words that make it."""

from __future__ import annotations

from tests.datasets.brute_force_heldout.entries import HELDOUT
from tests.datasets.enumeration import Contradiction


@HELDOUT.problem("heldout-infeasible-001", whole={"x y": 50})
def stable(x, y):
    """x ponies, y horses."""
    return Contradiction(
        {
            "Not more than 240 kg of hay can be supplied a day.": 6 * x + 11 * y <= 240,
            "The riding school has asked for at least 18 horses.": y >= 18,
            "There must be at least 10 ponies for the small children.": x >= 10,
            "The stalls can take no more than 40 animals.": x + y <= 40,
        }
    )


@HELDOUT.problem("heldout-infeasible-002", divisible="x y")
def trust(x, y):
    """Dollars: x forests, y wind farms."""
    return Contradiction(
        {
            "The trust invests exactly $200,000.": x + y == 200000,
            "At least $90,000 must go into forests.": x >= 90000,
            "Wind farms must receive at least twice as much as forests.": y >= 2 * x,
            "No more than $150,000 may go into wind farms.": y <= 150000,
        }
    )


@HELDOUT.problem("heldout-infeasible-003", divisible="p c s")
def soup_powder(p, c, s):
    """Kilograms: p peas, c carrots, s salt."""
    return Contradiction(
        {
            "The mixture must weigh exactly 80 kg.": p + c + s == 80,
            "Peas may not be more than 40% of the mixture.": p <= 0.4 * (p + c + s),
            "Only 35 kg of carrots are in the pantry.": c <= 35,
            "The health office allows at most 8 kg of salt in it.": s <= 8,
            "There must be at least 5 kg of salt, or else the powder goes mouldy.": s >= 5,
        }
    )


@HELDOUT.problem("heldout-infeasible-004", whole={"x y": 80})
def camp_supplies(x, y):
    """x flights, y journeys."""
    return Contradiction(
        {
            "At least 150 tonnes have to be brought in.": 2 * x + 9 * y >= 150,
            "Because of the bad road, at most 12 truck journeys are possible.": y <= 12,
            "There is fuel for no more than 20 helicopter flights.": x <= 20,
            "The number of helicopter flights must be at least as large as the number of truck journeys.": x >= y,
        }
    )


@HELDOUT.problem("heldout-infeasible-005", whole={"x y": 20})
def smoothies(x, y):
    """x smoothies, y salads."""
    return Contradiction(
        {
            "Per day she wants at least 300 mg of vitamin C.": 40 * x + 25 * y >= 300,
            "She does not want to go above 90 g of sugar.": 18 * x + 4 * y <= 90,
            "Her purse allows at most 8 smoothies and salads together.": x + y <= 8,
            "She eats at least 2 salads.": y >= 2,
        }
    )


@HELDOUT.problem("heldout-infeasible-006", whole={"x y": 80})
def carpets(x, y):
    """x runners, y rugs."""
    return Contradiction(
        {
            "The loom is free for at most 150 hours.": 2 * x + 3 * y <= 150,
            "At most 160 hours of knotting can be paid for.": x + 4 * y <= 160,
            "A hotel chain has to get at least 30 rugs.": y >= 30,
            "At least 45 runners must be woven for the export market.": x >= 45,
        }
    )


@HELDOUT.problem("heldout-infeasible-007", whole={"x y": 200})
def library(x, y):
    """x novels, y picture books."""
    return Contradiction(
        {
            "The library can spend at most £1,500.": 9 * x + 12 * y <= 1500,
            "The children's committee demands at least 80 picture books.": y >= 80,
            "At least half of the books bought must be novels.": 2 * x >= x + y,
            "The shelf has space for 150 books at most.": x + y <= 150,
        }
    )


@HELDOUT.problem("heldout-infeasible-008", divisible="x y")
def wells(x, y):
    """Litres: x upper, y lower."""
    return Contradiction(
        {
            "The vines need at least 5,000 litres a day.": x + y >= 5000,
            "The lime in all the water must not exceed 300,000 mg a day.": 40 * x + 90 * y <= 300000,
            "The upper well gives at most 2,500 litres a day.": x <= 2500,
            "The lower well gives at most 4,000 litres a day.": y <= 4000,
        }
    )


@HELDOUT.problem("heldout-infeasible-009", whole={"x y": 40})
def night_bus(x, y):
    """x drivers, y conductors."""
    return Contradiction(
        {
            "No more than $3,600 can be paid out per night.": 190 * x + 120 * y <= 3600,
            "At least 12 drivers are needed to run the timetable.": x >= 12,
            "The union demands at least as many conductors as drivers.": y >= x,
            "There must be at least 22 employees each night to cover all shifts.": x + y >= 22,
        }
    )


@HELDOUT.problem("heldout-infeasible-010", whole={"x y z": 60})
def department_store(x, y, z):
    """x radio spots, y newspaper pages, z weeks on screens."""
    return Contradiction(
        {
            "No more than $12,000 may be spent on the three.": 600 * x + 900 * y + 250 * z <= 12000,
            "The campaign has to reach at least 210,000 people.": 9000 * x + 15000 * y + 4000 * z >= 210000,
            "At least 10 weeks on screens have been promised to the underground.": z >= 10,
        }
    )


@HELDOUT.problem("heldout-infeasible-011", whole={"x y": 90})
def cheese_wheels(x, y):
    """x cow wheels, y goat wheels."""
    return Contradiction(
        {
            "The dairy gets at most 660 litres of cow's milk.": 11 * x <= 660,
            "It gets no more than 200 litres of goat's milk.": 8 * y <= 200,
            "The number of goat wheels must be at least 40% of all wheels.": y >= 0.4 * (x + y),
            "A shop abroad has ordered at least 50 cow wheels.": x >= 50,
        }
    )


@HELDOUT.problem("heldout-infeasible-012", whole={"x y": 90})
def sports_day(x, y):
    """x tents, y tables."""
    return Contradiction(
        {
            "Everybody of the 280 guests must have a seat at a table.": 6 * y >= 280,
            "At least 140 guests must find shade in the tents.": 20 * x >= 140,
            "The treasurer will not pay more than £650 for tents and tables.": 45 * x + 8 * y <= 650,
            "There should be at least one tent for every 10 tables.": 10 * x >= y,
        }
    )


@HELDOUT.problem("heldout-infeasible-013", divisible="x y")
def salad_oil(x, y):
    """Litres: x sunflower, y olive."""
    return Contradiction(
        {
            "At least 1,000 litres of salad oil have to be blended.": x + y >= 1000,
            'For the label "with olive oil", at least 35% of the blend must be olive oil.': y >= 0.35 * (x + y),
            "Not more than 320 litres of olive oil are in the tanks.": y <= 320,
            "Not more than 900 litres of sunflower oil can be bought.": x <= 900,
        }
    )


@HELDOUT.problem("heldout-infeasible-014", whole={"x y": 60})
def games_club(x, y):
    """x chess sets, y card games."""
    return Contradiction(
        {
            "The club can spend no more than $400.": 25 * x + 9 * y <= 400,
            "At least 90 members have to be entertained.": 2 * x + 4 * y >= 90,
            "The chess teacher insists on at least 12 chess sets.": x >= 12,
            "There must not be more than twice as many card games as chess sets.": y <= 2 * x,
        }
    )
