"""Sources that cost something once and something for each unit, as different people tell of them."""

from __future__ import annotations

import itertools
from collections.abc import Callable

import pytest

import nl2milp
from nl2milp.readers.base import Problem
from nl2milp.readers.offline.reader import OfflineReader

FIXED, RATES, SIZES, NEEDED = (5000, 4200, 2600), (12, 15, 19), (400, 350, 300), 600


def cheapest(allowed: Callable[[tuple[int, ...]], bool] = lambda _: True, least: int = 0) -> float:
    """Over all settings of open and closed, each filled from the cheapest rate on."""
    costs = []
    for opened in itertools.product((0, 1), repeat=3):
        if not allowed(opened) or sum(s * o for s, o in zip(SIZES, opened, strict=True)) < NEEDED:
            continue
        amounts = [least * o for o in opened]
        for at in range(3):
            more = min(SIZES[at] * opened[at] - amounts[at], max(NEEDED - sum(amounts), 0))
            amounts[at] += more
        costs.append(sum(f * o + r * a for f, o, r, a in zip(FIXED, opened, RATES, amounts, strict=True)))
    return min(costs)


STORIES = (
    (
        "A company must supply 600 tonnes of cement. It can open three quarries, Alder, Birch and Cedar. "
        "Opening Alder costs $5,000, opening Birch costs $4,200 and opening Cedar costs $2,600. A tonne costs"
        " $12 at Alder, $15 at Birch and $19 at Cedar. Alder can supply at most 400 tonnes, Birch 350 tonnes "
        "and Cedar 300 tonnes. A quarry that is not opened supplies nothing. Amounts are divisible. Minimize "
        "the total cost."
    ),
    (
        "A firm needs at least 600 units of a part and can buy from suppliers A, B and C. Ordering anything "
        "from supplier A costs a fixed fee of $5,000, from B $4,200 and from C $2,600. The price per unit is "
        "$12 at A, $15 at B and $19 at C. Supplier A can deliver up to 400 units, B up to 350 and C up to "
        "300. How many units should be ordered from each supplier to minimize the total cost?"
    ),
    (
        "Three kilns can be fired this week. Kiln 1 costs $5,000 to start and $12 per pallet, and holds up to"
        " 400 pallets. Kiln 2 costs $4,200 to start and $15 per pallet, and holds up to 350 pallets. Kiln 3 "
        "costs $2,600 to start and $19 per pallet, and holds up to 300 pallets. At least 600 pallets have to "
        "be fired. Find the cheapest plan."
    ),
    (
        "For the festival we need 600 meals. The north kitchen has a fixed cost of $5,000 if it is used, can "
        "cook up to 400 meals and charges $12 a meal. The south kitchen has a fixed cost of $4,200, can cook "
        "up to 350 meals and charges $15 a meal. The mobile kitchen has a fixed cost of $2,600, can cook up "
        "to 300 meals and charges $19 a meal. A kitchen that is not used costs nothing. What is the lowest "
        "possible cost?"
    ),
    (
        "An energy supplier has to deliver at least 600 megawatt-hours. Three plants are available:\n- Coal: "
        "start-up cost $5,000, $12 per megawatt-hour, at most 400 megawatt-hours\n- Gas: start-up cost "
        "$4,200, $15 per megawatt-hour, at most 350 megawatt-hours\n- Oil: start-up cost $2,600, $19 per "
        "megawatt-hour, at most 300 megawatt-hours\nThe start-up cost is paid only if the plant runs. Any "
        "amount may be generated. Minimise the cost."
    ),
    (
        "Water for a village, 600 cubic metres a day at least, may come from the Upper well, the Forest well "
        "or the Valley well. Using a well costs a daily rent of $5,000, $4,200 and $2,600 respectively, and "
        "every cubic metre costs $12, $15 and $19 respectively. The wells give at most 400, 350 and 300 cubic"
        " metres a day. Water can be measured in any amount. What is the cheapest way to supply the village?"
    ),
    (
        "A publisher has 600 books to print and three printers to choose from: Marlow, Norton and Oakes. "
        "Marlow asks $5,000 for setting up and $12 a book, Norton $4,200 and $15 a book, Oakes $2,600 and $19"
        " a book. Marlow can print at most 400 books, Norton at most 350 and Oakes at most 300. All 600 books"
        " must be printed. How should the work be given out at the lowest cost?"
    ),
    (
        "A chain wants to rent warehouses to store 600 crates. Warehouse East rents for $5,000 and costs $12 "
        "for every crate stored, warehouse West rents for $4,200 and costs $15 for every crate, and warehouse"
        " South rents for $2,600 and costs $19 for every crate. East has room for 400 crates, West for 350 "
        "and South for 300. Every crate must be stored. Crates can be stored only in a warehouse that is "
        "rented. Minimize rent and storage costs."
    ),
    (
        "A dairy needs 600 litres of milk from the farms Hill, Brook and Dale. A contract with Hill costs "
        "$5,000, with Brook $4,200 and with Dale $2,600. With a contract, Hill delivers up to 400 litres at "
        "$12 a litre, Brook up to 350 litres at $15 a litre and Dale up to 300 litres at $19 a litre. Without"
        " a contract a farm delivers nothing. Milk is divisible. Find the lowest cost."
    ),
    (
        "Hi Tom, we need 600 chairs at least. Renting from Xenia costs $5,000 for delivery plus $12 a chair, "
        "from Yves $4,200 for delivery plus $15 a chair, and from Zoe $2,600 for delivery plus $19 a chair. "
        "Delivery is charged once, if we rent there at all. Xenia has 400 chairs, Yves 350 and Zoe 300. What "
        "is the least we have to pay?"
    ),
)


@pytest.mark.parametrize("text", STORIES, ids=[text[:40] for text in STORIES])
def test_amounts_from_sources(text: str) -> None:
    reading = OfflineReader().read(Problem(text))
    assert reading.confident, reading.reasons
    assert nl2milp.solve(reading.formulation).objective == pytest.approx(cheapest())


def test_at_most_two() -> None:
    text = (
        "A hospital group needs at least 600 tests. Lab Prime, Lab Quick and Lab Rapid offer them. The fixed "
        "monthly fees are $5,000 for Prime, $4,200 for Quick and $2,600 for Rapid; the price per test is $12 "
        "at Prime, $15 at Quick and $19 at Rapid. Prime can process 400 tests, Quick 350 tests and Rapid 300 "
        "tests. A fee is due only if the lab is used. At most two labs may be used. Minimize the cost."
    )
    reading = OfflineReader().read(Problem(text))
    assert reading.confident, reading.reasons
    assert nl2milp.solve(reading.formulation).objective == pytest.approx(cheapest(lambda opened: sum(opened) <= 2))


def test_a_minimum_of_each_that_is_lit() -> None:
    text = (
        "A foundry has to cast at least 600 tonnes. Furnace A has a capacity of 400 tonnes, furnace B of 350 "
        "tonnes and furnace C of 300 tonnes. Lighting furnace A costs $5,000, lighting furnace B $4,200 and "
        "lighting furnace C $2,600. Each tonne costs $12 in furnace A, $15 in furnace B and $19 in furnace C."
        " A furnace that is lit must cast at least 150 tonnes. Tonnes can be divided. Minimise the total "
        "cost."
    )
    reading = OfflineReader().read(Problem(text))
    assert reading.confident, reading.reasons
    assert nl2milp.solve(reading.formulation).objective == pytest.approx(cheapest(least=150))


def test_one_shuts_the_other() -> None:
    text = (
        "A city collects at least 600 tonnes of waste at three depots that may be opened: North, Mid and "
        "South. The fixed costs for opening are $5,000, $4,200 and $2,600, respectively. Handling a tonne "
        "costs $12 at North, $15 at Mid and $19 at South. The capacities are 400, 350 and 300 tonnes. If "
        "North is opened, South must stay closed. What is the minimum total cost?"
    )
    reading = OfflineReader().read(Problem(text))
    assert reading.confident, reading.reasons
    assert nl2milp.solve(reading.formulation).objective == pytest.approx(
        cheapest(lambda opened: not (opened[0] and opened[2]))
    )


def test_a_price_of_something_else_is_not_spread_over_the_sources() -> None:
    text = STORIES[0].replace("Amounts are", "The mixer, which runs in any case, costs $40 a tonne. Amounts are")
    assert not OfflineReader().read(Problem(text)).confident


def test_a_profit_with_fixed_costs() -> None:
    text = (
        "A brewery can rent out three halls, Abbot, Bishop and Canon. Opening Abbot costs $300, opening Bishop costs "
        "$200 and opening Canon costs $90. A guest brings $9 in Abbot, $7 in Bishop and $5 in Canon. Abbot takes at "
        "most 60 guests, Bishop at most 50 guests and Canon at most 15 guests. No more than 90 guests will come. A "
        "hall that is not opened takes nobody. Maximise the profit."
    )
    best = max(
        9 * a + 7 * b + 5 * c - 300 * (a > 0) - 200 * (b > 0) - 90 * (c > 0)
        for a in range(61)
        for b in range(51)
        for c in range(16)
        if a + b + c <= 90
    )
    assert nl2milp.solve(text, reader="offline").objective == pytest.approx(best)


PRODUCTS = (
    (
        "A mill can grind wheat, rye and spelt. The profit is $9 a sack of wheat, $7 a sack of rye and $5 a "
        "sack of spelt. A sack of wheat takes 3 hours, a sack of rye 2 hours and a sack of spelt 1 hour, and "
        "400 hours are available. At most 100 sacks of wheat, 120 sacks of rye and 150 sacks of spelt can be "
        "sold. Changing the mill over costs $300 for wheat, $200 for rye and $150 for spelt, if that grain is"
        " ground at all. Sacks need not be full. Maximize the profit."
    ),
    (
        "A plant produces resin, glue and wax. A kilogram of resin earns $9, a kilogram of glue $7 and a "
        "kilogram of wax $5. Resin takes 3 minutes a kilogram, glue 2 minutes and wax 1 minute; the mixer "
        "runs for 400 minutes. No more than 100 kg of resin, 120 kg of glue and 150 kg of wax can be sold. "
        "Each product that is made needs a cleaning, which costs $300 for resin, $200 for glue and $150 for "
        "wax. Any amounts can be made. What is the largest profit?"
    ),
)


@pytest.mark.parametrize("text", PRODUCTS, ids=[text[:30] for text in PRODUCTS])
def test_products_that_share_a_machine(text: str) -> None:
    reading = OfflineReader().read(Problem(text))
    assert reading.confident, reading.reasons
    fixed, profits, most, hours = (300, 200, 150), (9, 7, 5), (100, 120, 150), (3, 2, 1)
    best = 0.0
    for made in itertools.product((0, 1), repeat=3):
        left, gain = 400.0, -float(sum(f * m for f, m in zip(fixed, made, strict=True)))
        for at in (2, 1, 0):  # by profit an hour
            amount = min(most[at] * made[at], left / hours[at])
            left, gain = left - amount * hours[at], gain + amount * profits[at]
        best = max(best, gain)
    assert nl2milp.solve(reading.formulation).objective == pytest.approx(best)
