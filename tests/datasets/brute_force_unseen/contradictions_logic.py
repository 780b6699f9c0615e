"""Problems with logic and without a solution, each statement under the words that make it."""

from __future__ import annotations

from tests.datasets.brute_force_unseen.entries import UNSEEN
from tests.datasets.enumeration import Contradiction
from tests.datasets.statements import every, negated, some


@UNSEEN.problem("unseen-infeasible-016", yes_no="a b c d")
def four_towns(a, b, c, d):
    """1 if a store opens, by initial."""
    return Contradiction(
        {
            (
                "The fitting costs are 20, 18, 15 and 12 thousand dollars in that order, and 70 thousand may be spent."
            ): 20 * a + 18 * b + 15 * c + 12 * d <= 70,
            "Alder and Birk lie so close together that not both of them can get a store.": a + b <= 1,
            "The chain means to open stores in at least three of the four towns.": a + b + c + d >= 3,
            "A store in Corfe cannot be combined with a store in Dunmore.": c + d <= 1,
        }
    )


@UNSEEN.problem("unseen-infeasible-017", yes_no="a b c d")
def university_buildings(a, b, c, d):
    """1 if built, by initial."""
    return Contradiction(
        {
            "At most three of the four buildings can be afforded.": a + b + c + d <= 3,
            "The arena has a sponsor and must be built.": a == 1,
            "If the arena is built, the bridge must be built too.": b >= a,
            "The ministry demands that the college be built.": c == 1,
            "If the bridge is built, the college cannot be built.": b + c <= 1,
        }
    )


@UNSEEN.problem("unseen-infeasible-018", yes_no="r s t")
def telescope_parts(r, s, t):
    """r receiver, s spectrometer, t tracker."""
    return Contradiction(
        {
            "The tracker requires the receiver.": r >= t,
            (
                "The receiver costs 60, the spectrometer 50 and the tracker 25 thousand euros, and she has "
                "100 thousand euros."
            ): 60 * r + 50 * s + 25 * t <= 100,
            (
                "The receiver only works with the spectrometer, so if she buys the receiver she must buy "
                "the spectrometer."
            ): s >= r,
            "The receiver must be bought.": r == 1,
        }
    )


@UNSEEN.problem("unseen-infeasible-019", whole={"x y": 130})
def sofas_and_armchairs(x, y):
    """x sofas, y armchairs."""
    return Contradiction(
        {
            "A sofa takes 6 hours and an armchair takes 4 hours, and 300 hours can be worked.": (6 * x + 4 * y <= 300),
            "If more than 20 sofas are made, at least 10 armchairs must be made too.": some(x <= 20, y >= 10),
            "A hotel has ordered 25 sofas, so at least that many must be made.": x >= 25,
            "There is leather for no more than 8 armchairs.": y <= 8,
        }
    )


@UNSEEN.problem("unseen-infeasible-020", whole={"x y": 130})
def palms_and_ferns(x, y):
    """x palms, y ferns."""
    return Contradiction(
        {
            "No fewer than 12 ferns should be raised.": y >= 12,
            "A palm needs 4 litres of peat and a fern needs 1 litre, and the peat store holds 100 litres.": (
                4 * x + 1 * y <= 100
            ),
            "If any palms are raised at all, at least 30 of them must be raised.": some(x == 0, x >= 30),
            "The botanical garden has to receive at least 5 palms.": x >= 5,
        }
    )


@UNSEEN.problem("unseen-infeasible-021", whole={"c v": 130})
def theatre_trips(c, v):
    """c coach, v van trips."""
    return Contradiction(
        {
            "A coach carries 45 visitors and a van carries 12, and at least 600 visitors are expected.": (
                45 * c + 12 * v >= 600
            ),
            "The van drivers are able to make 15 trips at most.": v <= 15,
            "The police insist that either at most 10 coach trips or at least 20 van trips are made.": (
                some(c <= 10, v >= 20)
            ),
            "Under its contract with the coach firm, the theatre must order 12 coach trips or more.": c >= 12,
        }
    )


@UNSEEN.problem("unseen-infeasible-022", yes_no="a b c", whole={"x": 130})
def dairy_machines(a, b, c, x):
    """a separator, b churn, c press leased; x wheels."""
    return Contradiction(
        {
            "No more than 60 wheels of cheese can be sold.": x <= 60,
            "The lessor gives out all three machines or none of them.": (
                some(every(negated(a), negated(b), negated(c)), every(a, b, c))
            ),
            "The machines take 8, 6 and 9 square metres, and 20 square metres are free.": (8 * a + 6 * b + 9 * c <= 20),
            "They draw 5, 4 and 7 kilowatts, while the mains give 15 kilowatts.": 5 * a + 4 * b + 7 * c <= 15,
            "The new recipe calls for the press, which therefore has to be leased.": c == 1,
        }
    )


@UNSEEN.problem("unseen-infeasible-023", yes_no="p q a b")
def architects(p, q, a, b):
    """p palace, q quay; a Abel, b Baum."""
    return Contradiction(
        {
            "Exactly one of the two partners is taken on.": a + b == 1,
            "The palace can be accepted only if Abel is taken on.": a >= p,
            "The quay cannot be accepted unless Baum is taken on.": b >= q,
            "The palace has been promised and must be accepted.": p == 1,
            "The mayor insists that the quay is accepted.": q == 1,
        }
    )


@UNSEEN.problem("unseen-infeasible-024", yes_no="x y z w")
def software_modules(x, y, z, w):
    """1 if shipped, by initial; w Wolfram."""
    return Contradiction(
        {
            "No more than three modules fit on the device.": x + y + z + w <= 3,
            "Xenon is shipped if and only if Yttrium is shipped.": x == y,
            "Zinc is part of a signed contract and has to be shipped.": z == 1,
            "Yttrium and Zinc use the same port and cannot both be shipped.": y + z <= 1,
            "The marketing director has announced Xenon, so it must be shipped.": x == 1,
        }
    )


@UNSEEN.problem("unseen-infeasible-025", yes_no="g c", whole={"k t": 130})
def car_park(g, c, k, t):
    """g guard, c camera; k cars, t trucks."""
    return Contradiction(
        {
            "A truck takes the space of 3 cars, and there is space for 60 cars.": k + 3 * t <= 60,
            "A firm nearby has reserved space for 15 cars, all of which have to be admitted.": k >= 15,
            "If neither the guard nor the camera is there, no more than 10 cars may be admitted.": (
                some(g, c, k <= 10)
            ),
            "Not more than $300 a week may be spent on the guard and the camera together.": (500 * g + 400 * c <= 300),
        }
    )


@UNSEEN.problem("unseen-infeasible-026", yes_no="p g", whole={"n d": 130})
def boat_cruises(p, g, n, d):
    """p permit, g grant; n night, d day cruises."""
    return Contradiction(
        {
            "The skipper can run no more than 20 cruises.": n + d <= 20,
            "At least 4 night cruises have been sold and must be run.": n >= 4,
            "Night cruises are allowed only if the permit is bought.": some(n == 0, p),
            "The owner has signed for the grant and must accept it.": g == 1,
            "The permit and the grant exclude each other.": p + g <= 1,
        }
    )


@UNSEEN.problem("unseen-infeasible-027", yes_no="a b c d e")
def fire_stations(a, b, c, d, e):
    """1 if built, by initial."""
    return Contradiction(
        {
            "If Acton is built, Barlow is not built.": a + b <= 1,
            "Exmoor guards the refinery and must be built in any case.": e == 1,
            "The west has to be covered, so Acton or Barlow (or both) must be built.": a + b >= 1,
            "There are crews for at most two of the five stations.": a + b + c + d + e <= 2,
            "The lake side needs at least one of Camber and Denby.": c + d >= 1,
        }
    )
