"""Problems without a solution, each statement under the words that make it."""

from __future__ import annotations

from tests.datasets.brute_force_stories.entries import STORIES
from tests.datasets.enumeration import Contradiction
from tests.datasets.statements import at_least, either, every, exactly, implies, negated, same, some


@STORIES.problem("story-infeasible-001", whole={"x y": 120})
def desks_and_shelves(x, y):
    """x desks, y shelves."""
    return Contradiction(
        {
            "The assembly team can put in no more than 160 hours.": 4 * x + 3 * y <= 160,
            "At least 30 desks have been ordered,": x >= 30,
            "and the number of shelves must be at least 25.": y >= 25,
            "The paint shop can handle at most 70 pieces.": x + y <= 70,
        }
    )


@STORIES.problem("story-infeasible-002", divisible="x y")
def bonds_and_shares(x, y):
    """dollars x bonds, y shares."""
    return Contradiction(
        {
            "She insists that at least 60% of the money invested be in bonds.": x >= 0.6 * (x + y),
            "The shares must receive $25,000 or more.": y >= 25000,
            "She can invest up to $60,000 in total.": x + y <= 60000,
        }
    )


@STORIES.problem("story-infeasible-003", divisible="x y z")
def feed_blend(x, y, z):
    """kg x maize, y wheat, z bran."""
    return Contradiction(
        {
            "the blend must weigh exactly 500 kg": x + y + z == 500,
            "No more than 150 kg of maize are in stock.": x <= 150,
            "Of wheat there are 180 kg at most,": y <= 180,
            "and the amount of bran may not exceed the amount of maize.": z <= x,
            "At least 20 kg of bran are wanted.": z >= 20,
        }
    )


@STORIES.problem("story-infeasible-004", whole={"x y": 200})
def trams_and_buses(x, y):
    """x trams, y buses."""
    return Contradiction(
        {
            "1,200 passengers or more must be carried each hour": 50 * x + 30 * y >= 1200,
            "Drivers are scarce: there are 28 of them": x + y <= 28,
            "the trams may not outnumber the buses": x <= y,
            "Emissions rules cap the number of buses at 20": y <= 20,
        }
    )


@STORIES.problem("story-infeasible-005", divisible="x y")
def pig_feed(x, y):
    """kg x lupins, y rape cake."""
    return Contradiction(
        {
            "Energy must be at least 900 units,": 30 * x + 20 * y >= 900,
            "while fat has to stay at or below 200 units.": 8 * x + 6 * y <= 200,
            "No less than 5 kg of lupins should be used.": x >= 5,
        }
    )


@STORIES.problem("story-infeasible-006", whole={"x y z": 80})
def college_devices(x, y, z):
    """x desktops, y laptops, z tablets (whole)."""
    return Contradiction(
        {
            "the budget of $9,000 must not be overrun": 300 * x + 450 * y + 200 * z <= 9000,
            "at least 12 must be laptops": y >= 12,
            "at least 10 must be desktops": x >= 10,
            "no fewer than eight must be tablets": z >= 8,
            "not more than 50 devices can be set up": x + y + z <= 50,
        }
    )


@STORIES.problem("story-infeasible-007", divisible="x y")
def oats_and_rye(x, y):
    """hectares x oats, y rye."""
    return Contradiction(
        {
            "At most 40 hectares can be sown altogether.": x + y <= 40,
            "The mill has been promised 24 hectares of rye, or more.": y >= 24,
            "Oats must cover at least as much land as rye.": x >= y,
            "No more than 30 hectares may be under oats.": x <= 30,
        }
    )


@STORIES.problem("story-infeasible-008", divisible="a b c d")
def road_salt(a, b, c, d):
    """tons a West-North, b West-South, c East-North, d East-South."""
    return Contradiction(
        {
            "Depot West has 80 tons,": a + b <= 80,
            "Depot East has 60 tons.": c + d <= 60,
            "The northern town must get 90 tons or more": a + c >= 90,
            "and the southern town 70 tons or more.": b + d >= 70,
        }
    )


@STORIES.problem("story-infeasible-009", whole={"x y": 100})
def pianos_and_harps(x, y):
    """x pianos, y harps."""
    return Contradiction(
        {
            "fewer than 20 pianos": x < 20,
            "at least three pianos for every two harps": 2 * x >= 3 * y,
            "No fewer than 15 harps must be tuned.": y >= 15,
            "His week has 60 hours.": 2 * x + y <= 60,
        }
    )


@STORIES.problem("story-infeasible-010", divisible="x y z")
def lifeguards(x, y, z):
    """hours x Alma, y Bruno, z Clara."""
    return Contradiction(
        {
            "A total of 100 hours at least has to be covered.": x + y + z >= 100,
            "Alma cannot do more than 38 hours,": x <= 38,
            "Bruno cannot do more than 35,": y <= 35,
            "and Clara must not do more than half of what Alma does.": z <= 0.5 * x,
            "Bruno is owed at least 10 hours.": y >= 10,
        }
    )


@STORIES.problem("story-infeasible-011", whole={"x y": 300})
def railway_kits(x, y):
    """x standard, y deluxe."""
    return Contradiction(
        {
            "Sales of deluxe kits must reach 45 or more.": y >= 45,
            "Deluxe kits may form at most a quarter of all kits produced.": y <= 0.25 * (x + y),
            "Not more than 150 kits can be boxed.": x + y <= 150,
            "There are 240 motors to be used.": x + 2 * y <= 240,
        }
    )


@STORIES.problem("story-infeasible-012", divisible="x y")
def mill_water(x, y):
    """megalitres x well, y canal."""
    return Contradiction(
        {
            "It needs 50 megalitres of water or more a day.": x + y >= 50,
            "The licence for the well stops at 22 megalitres a day.": x <= 22,
            "The canal can deliver up to 26 megalitres.": y <= 26,
            "Salt must not exceed 180 units a day.": 6 * x + 2 * y <= 180,
            "The well has to supply at least 20 megalitres.": x >= 20,
        }
    )


@STORIES.problem("story-infeasible-013", yes_no="A B C D")
def ministry_projects(A, B, C, D):
    """A harbour, B airport, C canal, D tunnel."""
    return Contradiction(
        {
            "At least three of them must be funded.": at_least(3, A, B, C, D),
            "The harbour and the airport cannot both be funded.": negated(every(A, B)),
            "If the canal is funded, the tunnel must not be.": implies(C, negated(D)),
            "The grant amounts to $90 million.": 30 * A + 40 * B + 25 * C + 20 * D <= 90,
        }
    )


@STORIES.problem("story-infeasible-014", yes_no="A B C")
def wedding_band(A, B, C):
    """A brass, B stage, C marquee."""
    return Contradiction(
        {
            "The lead singer demands that the brass section be hired.": A >= 1,
            "Hiring the brass section requires the big stage.": implies(A, B),
            "The big stage can only be used if the marquee is rented.": implies(B, C),
            "No more than £900 is to be spent.": 300 * A + 350 * B + 400 * C <= 900,
        }
    )


@STORIES.problem("story-infeasible-015", whole={"x y": 100})
def cheese_wheels(x, y):
    """x cheddar, y brie."""
    return Contradiction(
        {
            "If any cheddar is made, at least 40 wheels of it must be made.": some(x == 0, x >= 40),
            "There is milk for at most 70 wheels in all.": x + y <= 70,
            "at least 35 wheels of brie must be made": y >= 35,
            "The shop also needs some cheddar, that is, one wheel or more.": x >= 1,
        }
    )


@STORIES.problem("story-infeasible-016", yes_no="A B C D E")
def lawyers(A, B, C, D, E):
    """A Adams, B Baker, C Cohen, D Davis, E Evans."""
    return Contradiction(
        {
            "exactly two of the three lawyers (Adams, Baker and Cohen) must go": exactly(2, A, B, C),
            "Adams and Davis go together or neither goes.": same(A, D),
            "Baker will not go unless Evans does.": implies(B, E),
            "Davis and Evans cannot both leave the office.": negated(every(D, E)),
            "If Cohen goes, so must Davis and Baker.": implies(C, every(D, B)),
        }
    )


@STORIES.problem("story-infeasible-017", yes_no="A B", whole={"x y": 150})
def table_plants(A, B, x, y):
    """A Lyon, B Metz opened; x, y tables."""
    return Contradiction(
        {
            "The orders come to 120 tables, and they all must be met or exceeded.": x + y >= 120,
            "Only one of the two plants may be opened.": A + B <= 1,
            "The Lyon plant, if opened, can make up to 90 tables,": x <= 90 * A,
            "whereas the Metz plant, if opened, can make up to 110.": y <= 110 * B,
        },
        [implies(negated(A), x == 0), implies(negated(B), y == 0)],
    )


@STORIES.problem("story-infeasible-018", divisible="x y")
def film_reels(x, y):
    """kg x x-ray film, y paper film."""
    return Contradiction(
        {
            (
                "Either the old rule holds, that x-ray film is at least 50 kg, or the new rule, that paper film "
                "is at least 45 kg."
            ): some(x >= 50, y >= 45),
            "Storage allows 80 kg of film altogether.": x + y <= 80,
            "Paper film may not exceed 40 kg.": y <= 40,
            "At least 35 kg of paper film have been sold in advance.": y >= 35,
        }
    )


@STORIES.problem("story-infeasible-019", yes_no="A B C", whole={"x": 200})
def hostel(A, B, C, x):
    """A annexe, B cook, C porter; x guests."""
    return Contradiction(
        {
            "As soon as more than 60 guests come, the annexe must be opened.": implies(x >= 61, A),
            "The annexe may be opened only if both the cook and the porter are hired.": implies(A, every(B, C)),
            "The agency will let us have the cook or the porter, but not both.": negated(every(B, C)),
            "75 guests or more have to be accepted": x >= 75,
            "There are 110 beds all told.": x <= 110,
        }
    )


@STORIES.problem("story-infeasible-020", yes_no="p q", whole={"x y": 100})
def canteen_oven(p, q, x, y):
    """p oven set up for rolls, q for pies; x, y trays."""
    return Contradiction(
        {
            "The oven must be set up for exactly one of the two products, rolls or pies.": either(p, q),
            "At least 20 trays of rolls are needed": x >= 20,
            "and at least 15 trays of pies.": y >= 15,
            "The oven takes at most 60 trays.": x + y <= 60,
        },
        [implies(negated(p), x == 0), implies(negated(q), y == 0)],
    )


@STORIES.problem("story-infeasible-021", yes_no="A B C D")
def store_sites(A, B, C, D):
    """A Riga, B Tartu, C Vilnius, D Minsk."""
    return Contradiction(
        {
            "The auditor wants a minimum of two sites among Riga, Tartu and Vilnius.": at_least(2, A, B, C),
            "Choosing Riga rules out Tartu.": negated(every(A, B)),
            "Vilnius is chosen if and only if Minsk is chosen.": same(C, D),
            "Minsk must not be chosen.": negated(D),
            "The rent may not exceed 70 thousand euros.": 20 * A + 25 * B + 30 * C + 15 * D <= 70,
        }
    )


@STORIES.problem("story-infeasible-022", whole={"p q": 60})
def folding_chairs(p, q):
    """p packs of 12, q packs of 18."""
    return Contradiction(
        {
            "Exactly 100 chairs are to be set out,": 12 * p + 18 * q == 100,
            "using no more than five packs of the larger size.": q <= 5,
            "At most 9 packs of any kind fit on the trolley.": p + q <= 9,
        }
    )


@STORIES.problem("story-infeasible-023", whole={"x y": 60})
def courier_boxes(x, y):
    """x small, y large boxes."""
    return Contradiction(
        {
            "The van must carry no less than 95 kg,": 20 * x + 30 * y >= 95,
            "but its axle will not bear more than 98 kg.": 20 * x + 30 * y <= 98,
            "At least one large box has to go along.": y >= 1,
        }
    )


@STORIES.problem("story-infeasible-024", whole={"x y": 60})
def divers_and_skippers(x, y):
    """x divers, y skippers."""
    return Contradiction(
        {
            "The team must hold exactly twice as many divers as skippers.": x == 2 * y,
            "It has to be made up of at least 10 people,": x + y >= 10,
            "yet the boat takes no more than eleven.": x + y <= 11,
        }
    )
