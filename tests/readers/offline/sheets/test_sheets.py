"""Linear problems whose numbers stand in a table: either way round, with limits in it, beside it, or in the text."""

from __future__ import annotations

import pytest

from nl2milp.formulation import Kind
from nl2milp.readers.base import Problem, Reading
from nl2milp.readers.offline.reader import OfflineReader
from nl2milp.readers.offline.sheets.understanding import understand_sheet

DESKS = """A workshop makes desks, stools and racks.

| Need | Desk | Stool | Rack | Available |
|---|---|---|---|---|
| Wood (boards) | 6 | 2 | 3 | 300 |
| Sawing (hours) | 2 | 0.5 | 1.5 | 90 |
| Profit ($) | 80 | 22 | 45 | |

{} How many of each should it make to maximize its profit?"""

FEEDS = """A farm mixes its feed from maize, hay and soya.

{}

Every day {}. Which mixture is the cheapest?"""


def read(text: str) -> Reading:
    return OfflineReader().read(Problem(text))


def rules(reading: Reading) -> set[str]:
    return {str(one.slots["rule"]) for one in reading.formulation.constraints}


def test_things_in_columns_with_what_there_is_beside_them() -> None:
    reading = read(DESKS.format("At least 5 racks are ordered."))
    assert reading.confident
    assert reading.formulation.objective.value == "80*desk + 22*stool + 45*rack"
    assert rules(reading) == {
        "6*desk + 2*stool + 3*rack <= 300",
        "2*desk + 0.5*stool + 1.5*rack <= 90",
        "rack >= 5",
    }


@pytest.mark.parametrize(
    ("said", "rule"),
    [
        ("No more than a third of all pieces may be stools.", "stool <= (1/3)*(desk + stool + rack)"),
        ("Stools are at most twice as many as desks.", "stool <= 2*desk"),
        ("There is room for 70 pieces in total.", "desk + stool + rack <= 70"),
        ("The number of racks must not exceed the combined number of desks and stools.", "rack <= desk + stool"),
    ],
)
def test_what_the_sentences_add(said: str, rule: str) -> None:
    reading = read(DESKS.format(said))
    assert reading.confident
    assert rule in rules(reading)
    assert len(rules(reading)) == 3


@pytest.mark.parametrize(
    "table",
    [
        """| Feed | Protein (g/kg) | Fibre (g/kg) | Price per kg |
|------|------|------|------|
| Maize | 90 | 20 | $0.30 |
| Hay | 60 | 300 | $0.15 |
| Soya | 430 | 60 | $0.80 |""",
        """Feed    Protein (g)   Fibre (g)   Price per kg
Maize   90            20          $0.30
Hay     60            300         $0.15
Soya    430           60          $0.80""",
        """Feed | Protein (g) | Fibre (g) | Price per kg
--- | --- | --- | ---
Maize | 90 | 20 | $0.30
Hay | 60 | 300 | $0.15
Soya | 430 | 60 | $0.80""",
        """Feed: Maize, Hay, Soya
Protein (g): 90, 60, 430
Fibre (g): 20, 300, 60
Price per kg: $0.30, $0.15, $0.80""",
        """| | Maize | Hay | Soya |
|---|---|---|---|
| Protein (g) | 90 | 60 | 430 |
| Fibre (g) | 20 | 300 | 60 |
| Price per kg | $0.30 | $0.15 | $0.80 |""",
    ],
)
def test_the_same_table_in_several_forms(table: str) -> None:
    reading = read(FEEDS.format(table, "at least 2500 g of protein and 1200 g of fibre are needed"))
    assert reading.formulation.objective.value == "0.3*maize + 0.15*hay + 0.8*soya"
    assert rules(reading) == {"90*maize + 60*hay + 430*soya >= 2500", "20*maize + 300*hay + 60*soya >= 1200"}
    assert all(one.kind is Kind.CONTINUOUS for one in reading.formulation.variables)
    assert reading.confident


def test_limits_of_each_thing_in_columns() -> None:
    reading = read(
        """A printer takes orders for posters, leaflets and banners.

| Product | Machine time (minutes) | Profit (EUR) | Minimum order | Maximum demand |
|---|---|---|---|---|
| Poster | 4 | 3 | 10 | 90 |
| Leaflet | 1 | 0.5 | 0 | 400 |
| Banner | 9 | 8 | 5 | 30 |

The machine runs for at most 480 minutes. How many of each should be printed for the highest profit?"""
    )
    assert reading.confident
    assert rules(reading) == {
        "4*poster + leaflet + 9*banner <= 480",
        "poster >= 10", "poster <= 90", "leaflet <= 400", "banner >= 5", "banner <= 30",
    }  # fmt: skip


def test_two_tables_of_the_same_things() -> None:
    reading = read(
        """A mill makes plywood and laminate.

| Product | Press (hours) | Glue (kg) |
|---|---|---|
| Plywood | 2 | 3 |
| Laminate | 1 | 4 |

| Product | Price | Variable cost |
|---|---|---|
| Plywood | $40 | $15 |
| Laminate | $35 | $12 |

There are 80 hours on the press and 200 kg of glue. How many sheets of each maximize the profit?"""
    )
    assert reading.formulation.objective.value == "25*plywood + 23*laminate"
    assert rules(reading) == {"2*plywood + laminate <= 80", "3*plywood + 4*laminate <= 200"}


def test_what_is_earned_per_bushel_times_the_bushels_per_acre() -> None:
    reading = read(
        """A farmer has 120 acres for oats and rye. The profit per bushel is $2 for oats and $3 for rye.

| Crop | Bushels per acre | Work per acre (hours) |
|---|---|---|
| Oats | 70 | 4 |
| Rye | 50 | 5 |

There are 520 hours of work. How many acres of each crop should be planted to maximize the profit?"""
    )
    assert reading.formulation.objective.value == "140*oats + 150*rye"
    assert rules(reading) == {"oats + rye <= 120", "4*oats + 5*rye <= 520"}


def test_a_mixture_is_limited_in_the_mean() -> None:
    reading = read(
        """A roaster blends 400 kg of coffee from three beans. The mix needs an aroma rating of at least 70.

| Bean | Aroma | Price per kg |
|---|---|---|
| Bean 1 | 85 | $9 |
| Bean 2 | 60 | $6 |
| Bean 3 | 75 | $7 |

What is the cheapest mix?"""
    )
    assert "15*bean_1 - 10*bean_2 + 5*bean_3 >= 0" in rules(reading)


@pytest.mark.parametrize(
    "text",
    [
        # months are no measures of instruments
        """A luthier builds violins and violas. A violin takes 60 hours and a viola 75 hours; there are 600 hours.

| | January | February |
|---|---|---|
| violins | 3 | 6 |
| violas | 2 | 3 |

How should he plan for the least cost?""",
        # the same cost in two ways: which of them is paid is a decision of its own
        """A firm sends vans to two regions. It has 20 vans and wants the highest profit.

| Region | Cost per own van | Cost per hired van | Revenue per van |
|---|---|---|---|
| North | $100 | $140 | $300 |
| South | $120 | $170 | $360 |

How many vans should it send to each region?""",
        # a cost that is paid once
        """A plant makes knobs and bolts, and wants the highest profit. There are 90 kg of steel.

| Part | Steel (kg) | Profit | Setup cost (if made) |
|---|---|---|---|
| Knob | 3 | $4 | $50 |
| Bolt | 2 | $3 | $20 |

How many of each should it make?""",
    ],
)
def test_what_a_sheet_cannot_say_is_doubted(text: str) -> None:
    assert not read(text).confident


@pytest.mark.parametrize(
    "text",
    [
        "A shop sells hats and caps. A hat earns $4 and a cap $3. Maximize the profit.",
        "| a | b |\n|---|---|\n| c | d |\n| e | f |\n\nMaximize the profit.",
        "| Fee | Formula |\n|---|---|\n| A | $30 + (x^2)/10 |\n| B | $20 |\n\nMinimize the cost.",
    ],
)
def test_texts_without_a_sheet(text: str) -> None:
    assert understand_sheet(text) is None


def test_two_limits_in_one_sentence_are_of_their_own_things() -> None:
    reading = read(DESKS.format("At least 5 pieces must be racks, and stools are limited to 12 pieces."))
    assert {"rack >= 5", "stool <= 12"} <= rules(reading)


def test_things_are_what_the_text_speaks_of() -> None:
    reading = read(
        """A studio builds streets and rooms for films.

| Department | Street | Room | Hours per week |
|---|---|---|---|
| Carpentry | 30 | 18 | 240 |
| Painting | 12 | 10 | 110 |

A street earns $5,000 and a room $3,200. How many streets and rooms should be built for the highest income?"""
    )
    assert reading.formulation.objective.value == "5000*street + 3200*room"
    assert rules(reading) == {"30*street + 18*room <= 240", "12*street + 10*room <= 110"}


def test_a_thing_that_is_called_like_a_limit() -> None:
    reading = read(
        """A shop must decide how many parcels to hand to each carrier.

| Carrier | Price per parcel | Capacity (parcels) |
|---|---|---|
| Swift | $6.20 | 500 |
| Budget | $4.10 | 900 |
| Metro | $5.00 | 700 |

1,500 parcels have to be shipped. Metro must get at least 300 parcels. Find the least total price."""
    )
    assert rules(reading) == {
        "swift + budget + metro >= 1500",
        "metro >= 300", "swift <= 500", "budget <= 900", "metro <= 700",
    }  # fmt: skip
    assert reading.confident


def test_measures_of_two_decisions_are_doubted() -> None:
    reading = read(
        """A plant makes sugar and flour, and wants the highest profit. 100 workers are available.

| Product | Profit per sack | Output per worker (sacks) |
|---|---|---|
| Sugar | $5 | 90 |
| Flour | $8 | 70 |

At most 900 sacks can be sold. How many sacks of each should it make?"""
    )
    assert not reading.confident
