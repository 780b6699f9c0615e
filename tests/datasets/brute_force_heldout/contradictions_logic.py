"""Problems without a solution that have logic, each statement under the words that make it."""

from __future__ import annotations

from tests.datasets.brute_force_heldout.entries import HELDOUT
from tests.datasets.enumeration import Contradiction
from tests.datasets.statements import at_least, at_most, every, exactly, implies, negated, same, some


@HELDOUT.problem("heldout-infeasible-015", yes_no="C D E F")
def research_projects(C, D, E, F):
    """Who starts, by first letter."""
    return Contradiction(
        {
            "No more than 120 thousand dollars can be spent.": 50 * C + 70 * D + 40 * E + 60 * F <= 120,
            "The ministry demands that Delta be started.": D,
            "If Delta is started, Frost has to be started too.": implies(D, F),
            "At least two of the projects must be started.": at_least(2, C, D, E, F),
        }
    )


@HELDOUT.problem("heldout-infeasible-016", yes_no="C D G L")
def excursions(C, D, G, L):
    """C caves, D dunes, G glacier, L lagoon."""
    return Contradiction(
        {
            "At least three of the four excursions have to be offered.": at_least(3, C, D, G, L),
            "The caves and the glacier cannot both be offered, since they need the same guide.": negated(every(C, G)),
            "The lagoon may be offered only if the glacier is not.": implies(L, negated(G)),
            "The dunes are offered only if the glacier is offered.": implies(D, G),
        }
    )


@HELDOUT.problem("heldout-infeasible-017", whole={"x y": 100})
def winter_birds(x, y):
    """x geese, y turkeys."""
    return Contradiction(
        {
            "The barn has at most 180 square metres.": 2 * x + 3 * y <= 180,
            "If he keeps any geese, he must keep at least 40 of them, because the hatchery sells no smaller flock.": (
                some(x == 0, x >= 40)
            ),
            "At least 40 turkeys have been ordered for Christmas.": y >= 40,
            "The butcher wants no fewer than 65 birds altogether.": x + y >= 65,
            "At most 60 turkeys can be heated.": y <= 60,
        }
    )


@HELDOUT.problem("heldout-infeasible-018", yes_no="A B C D")
def vaccination_centres(A, B, C, D):
    """What opens, by first letter."""
    return Contradiction(
        {
            "At least 1,100 people a day must be vaccinated.": 700 * A + 400 * B + 300 * C + 350 * D >= 1100,
            "The town can spend at most 24 thousand dollars on opening.": 14 * A + 9 * B + 6 * C + 8 * D <= 24,
            "The Arena and the Barracks must not both be opened, as there is only one big cooling unit.": at_most(
                1, A, B
            ),
            "At least two centres have to be opened, so that nobody has far to go.": at_least(2, A, B, C, D),
        }
    )


@HELDOUT.problem("heldout-infeasible-019", whole={"s m": 30})
def stools_and_mirrors(s, m):
    """Crates: s stools, m mirrors."""
    return Contradiction(
        {
            "The shop wants at least 100 stools.": 12 * s >= 100,
            "It wants at least 40 mirrors.": 7 * m >= 40,
            "The lorry carries at most 14 crates.": s + m <= 14,
            "Not more than $3,000 can be paid.": 15 * 12 * s + 40 * 7 * m <= 3000,
            "For each crate of mirrors there must be at least one crate of stools.": s >= m,
        }
    )


@HELDOUT.problem("heldout-infeasible-020", yes_no="S H", whole={"x": 650, "y": 400})
def ferries(S, H, x, y):
    """S Swan, H Heron in service; x, y passengers."""
    return Contradiction(
        {
            "At least 700 passengers a day must be carried.": x + y >= 700,
            "The harbour master allows only one of the two ships to be put into service.": at_most(1, S, H),
            "No more than $9,000 a day may be spent on putting ships into service.": 5000 * S + 3500 * H <= 9000,
        },
        [x <= 600 * S, y <= 380 * H],
    )


@HELDOUT.problem("heldout-infeasible-021", divisible="x y")
def cola_and_lemonade(x, y):
    """Hundreds of litres: x cola, y lemonade."""
    return Contradiction(
        {
            "The bottling line can take no more than 90 hundred litres a day.": x + y <= 90,
            "At least 35 hundred litres of lemonade have to be bottled.": y >= 35,
            (
                "Either at least 60 hundred litres of cola or at least 65 hundred litres of lemonade must be bottled "
                "to fill the tank trucks."
            ): some(x >= 60, y >= 65),
            "Cola has to be at least a third of all that is bottled.": 3 * x >= x + y,
        }
    )


@HELDOUT.problem("heldout-infeasible-022", yes_no="V C S U W")
def concert_programme(V, C, S, U, W):
    """V overture, C concerto, S symphony, U suite, W waltz."""
    return Contradiction(
        {
            "The concert must last at least 80 minutes.": 12 * V + 34 * C + 46 * S + 25 * U + 9 * W >= 80,
            "It must not last longer than 95 minutes.": 12 * V + 34 * C + 46 * S + 25 * U + 9 * W <= 95,
            "The symphony and the violin concerto cannot both be played.": negated(every(S, C)),
            "If the symphony is played, the suite must not be.": implies(S, negated(U)),
            "Exactly three pieces must be played.": exactly(3, V, C, S, U, W),
        }
    )


@HELDOUT.problem("heldout-infeasible-023", whole={"x y": 60})
def tyres(x, y):
    """Sets: x winter, y summer."""
    return Contradiction(
        {
            "There are no more than 200 shelf places.": 5 * x + 4 * y <= 200,
            (
                "If more than 15 sets of winter tyres are stocked, at least 30 sets of summer tyres must be stocked "
                "as well."
            ): implies(x > 15, y >= 30),
            "At least 20 sets of winter tyres have been reserved by customers.": x >= 20,
            "At least 10 sets of summer tyres have to be stocked.": y >= 10,
        }
    )


@HELDOUT.problem("heldout-infeasible-024", yes_no="E R C V")
def museum_rooms(E, R, C, V):
    """What is renovated, by first letter."""
    return Contradiction(
        {
            "The Egyptian and the Roman room must be renovated together or not at all.": same(E, R),
            "At least 18 thousand more visitors have to be attracted.": 6 * E + 10 * R + 4 * C + 12 * V >= 18,
            "No more than 90 thousand pounds are available.": 30 * E + 45 * R + 25 * C + 50 * V <= 90,
            "The Viking and the Celtic room may not both be renovated.": negated(every(V, C)),
        }
    )
