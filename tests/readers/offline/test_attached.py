"""Problems whose numbers stand in attached tables; answers by trying every plan, or by hand where said."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

import nl2milp
from nl2milp.readers.base import Problem
from nl2milp.readers.offline.attached import lay_tables
from nl2milp.readers.offline.reader import OfflineReader
from nl2milp.tables import read_tables

SHIPPING = (
    "We run depots that supply shops. The stock of each depot, the demand of each shop and the cost of bringing a "
    "crate from a depot to a shop are attached. Every shop must receive its demand and no depot can send out more than "
    "its stock. Minimise the total cost."
)
DEPOTS = "depot,stock\nNorth,40\nSouth,55\n"
SHOPS = "shop,demand\nAda,30\nBo,25\nCy,35\n"
LONG = "depot,shop,cost\nNorth,Ada,3\nNorth,Bo,4\nNorth,Cy,6\nSouth,Ada,5\nSouth,Bo,2\nSouth,Cy,3\n"
WIDE = "depot,Ada,Bo,Cy\nNorth,3,4,6\nSouth,5,2,3\n"
JOINERY = "product,profit,carpentry,finishing\nDesk,70,3,2\nShelf,60,4,1\nStool,25,1,0.5\n"


def attached(**files: str) -> dict[str, Any]:
    return dict(read_tables({f"{name}.csv": content.encode() for name, content in files.items()}).tables)


def best(*ranges: range, value: Any, holds: Any, largest: bool = True) -> float:
    found = [value(*point) for point in itertools.product(*ranges) if holds(*point)]
    return float(max(found) if largest else min(found))


@pytest.mark.parametrize("costs", [LONG, WIDE], ids=["long", "wide"])
def test_shipping_from_three_tables(costs: str) -> None:
    result = nl2milp.solve(SHIPPING, tables=attached(depots=DEPOTS, shops=SHOPS, costs=costs))
    # by hand: Ada and Cy from the nearer depot, 20 crates to Bo from South, the rest, which it lacks, from North
    assert (result.status.value, result.objective) == ("optimal", 30 * 3 + 35 * 3 + 20 * 2 + 5 * 4)


def test_a_contradiction_in_a_table_names_its_cells() -> None:
    tables = attached(depots=DEPOTS.replace("55", "45"), shops=SHOPS, costs=WIDE)
    result = nl2milp.solve(SHIPPING, tables=tables)
    assert result.status.value == "infeasible"
    figures = {change.figure for repair in result.diagnosis.repairs for change in repair.changes}  # type: ignore[union-attr]
    assert "supply[South]" in figures
    quotes = {one.quote for one in result.formulation.constraints}  # type: ignore[union-attr]
    assert quotes == {"Every shop must receive its demand", "no depot can send out more than its stock"}


def test_an_assignment_from_a_matrix() -> None:
    hours = {"Ann": (4, 7, 3), "Ben": (6, 5, 8), "Cid": (9, 4, 6)}
    rows = "".join(f"{name},{','.join(map(str, times))}\n" for name, times in hours.items())
    result = nl2milp.solve(
        "Each worker has to be assigned to exactly one task, and each task needs exactly one worker. The hours that a "
        "worker needs for a task are attached. Find the assignment with the least total hours.",
        tables=attached(hours=f"worker,Paint,Weld,Pack\n{rows}"),
    )
    wanted = min(
        sum(times[at] for times, at in zip(hours.values(), order, strict=True))
        for order in itertools.permutations(range(3))
    )
    assert (result.status.value, result.objective) == ("optimal", wanted)


def test_products_with_limits_in_words_or_in_a_table_of_their_own() -> None:
    wanted = best(
        range(51), range(61), range(201), value=lambda d, s, t: 70 * d + 60 * s + 25 * t,
        holds=lambda d, s, t: 3 * d + 4 * s + t <= 240 and 2 * d + s + 0.5 * t <= 100,
    )  # fmt: skip
    said = nl2milp.solve(
        "A joinery makes the products in the table. It has 240 hours of carpentry and 100 hours of finishing a week. "
        "How many of each product should it make to maximise its profit?",
        tables=attached(products=JOINERY),
    )
    told = nl2milp.solve(
        "A joinery makes the products in the table. Maximise the total profit without using more of any resource than "
        "there is.",
        tables=attached(products=JOINERY, resources="resource,available\ncarpentry,240\nfinishing,100\n"),
    )
    for result in (said, told):
        assert (result.status.value, result.objective) == ("optimal", wanted)
    assert [one.name for one in told.formulation.constraints] == ["carpentry", "finishing"]


def test_foods_with_needs_and_at_most_so_much_of_any() -> None:
    result = nl2milp.solve(
        "A dietitian mixes a breakfast from the foods in the table, which gives for each food the cost per serving, "
        "and the protein and the iron in a serving. The breakfast must have at least 40 grams of protein and 12 mg of "
        "iron. No more than 4 servings of any food may be used. How many servings of each food make the cheapest "
        "breakfast?",
        tables=attached(foods="food,cost,protein,iron\nOats,0.5,6,2\nEggs,0.8,12,1.5\nBeans,0.6,9,3\n"),
    )
    assert result.status.value == "optimal"
    # the two needs are met exactly by eggs and beans: 12 e + 9 b = 40, 1.5 e + 3 b = 12
    assert result.objective == pytest.approx(0.8 * 8 / 15 + 0.6 * 56 / 15)


def test_crops_per_hectare() -> None:
    result = nl2milp.solve(
        "A farmer has 100 hectares of land and 800 days of labour. The attached table gives, for each crop, the profit "
        "and the days of labour per hectare. At least 10 hectares of every crop must be grown. How many hectares of "
        "each crop should be grown for the highest profit?",
        tables=attached(crops="crop,profit,labour days\nWheat,300,6\nMaize,420,9\nBeet,510,14\n"),
    )
    wanted = best(
        range(10, 101), range(10, 101), range(10, 58), value=lambda w, m, b: 300 * w + 420 * m + 510 * b,
        holds=lambda w, m, b: w + m + b <= 100 and 6 * w + 9 * m + 14 * b <= 800,
    )  # fmt: skip
    assert (result.status.value, result.objective) == ("optimal", wanted)


PROJECTS = "project,cost,score\nPark,40,12\nPool,70,20\nLibrary,30,11\nBridge,50,13\nRink,20,6\n"


def test_a_column_in_thousands_beside_a_limit_of_another_size() -> None:
    text = (
        "We can spend at most 120 thousand on the projects in the attached file, each of which can be done once or not "
        "at all. The file gives the cost{unit} and the score. Choose the projects with the highest total score."
    )
    told = nl2milp.solve(text.format(unit=" in thousands"), tables=attached(projects=PROJECTS))
    assert (told.status.value, told.objective) == ("optimal", 37.0)  # Pool, Library and Rink take all of the money
    untold = nl2milp.solve(text.format(unit=""), tables=attached(projects=PROJECTS))
    assert untold.status.value == "needs_review"
    assert any("in the same unit" in reason for reason in untold.reasons)


@pytest.mark.parametrize("told", ["with their weight in tonnes, volume in cubic metres and value", "with their values"])
def test_measures_take_their_units_from_the_text(told: str) -> None:
    goods = {"Piano": (3, 12, 40), "Sofa": (2, 15, 25), "Safe": (5, 4, 45), "Stove": (2, 5, 20), "Books": (1, 3, 12)}
    rows = "".join(f"{name},{','.join(map(str, numbers))}\n" for name, numbers in goods.items())
    result = nl2milp.solve(
        f"A truck carries at most 10 tonnes and 40 cubic metres. The goods are attached {told}. There is one of each. "
        "Which goods should the truck take for the largest value?",
        tables=attached(goods=f"good,weight,volume,value\n{rows}"),
    )
    wanted = max(
        sum(value for _, _, value in taken)
        for count in range(6)
        for taken in itertools.combinations(goods.values(), count)
        if sum(weight for weight, _, _ in taken) <= 10 and sum(volume for _, volume, _ in taken) <= 40
    )
    assert (result.status.value, result.objective) == ("optimal", wanted)


@pytest.mark.parametrize(
    ("text", "table", "least"),
    [
        (
            "Our call centre needs the number of agents in the table in each period. An agent works for two periods "
            "in a row. Minimise the number of agents.",
            "period,agents\n8-10,4\n10-12,8\n12-14,6\n14-16,5\n",
            13.0,  # 8 for the first two periods, and 5 for the last two
        ),
        (
            "A supermarket needs the cashiers in the table on each day of the week. A cashier works five days in a row "
            "and then has two days off. How many cashiers have to be employed at least?",
            "day,cashiers\nMonday,10\nTuesday,10\nWednesday,10\nThursday,10\nFriday,10\nSaturday,10\nSunday,10\n",
            14.0,  # 70 days of work, five of each cashier, and two can begin on each day
        ),
    ],
)
def test_rosters_from_a_table(text: str, table: str, least: float) -> None:
    result = nl2milp.solve(text, tables=attached(needs=table))
    assert (result.status.value, result.objective) == ("optimal", least)


def test_places_are_those_of_the_text_alone() -> None:
    text = "A joinery makes the products in the table. Maximise the total profit within what there is of each resource."
    tables = attached(products=JOINERY, resources="resource,available\ncarpentry,240\nfinishing,100\n")
    reading = OfflineReader().read(Problem(text, tables))
    formulation = reading.formulation
    spans = [one.span for one in (*formulation.variables, formulation.objective, *formulation.constraints)]
    spans += [*reading.not_understood, *(one.span for one in reading.statements)]
    assert all(span is None or span.end <= len(text) for span in spans)
    assert all(one.quote is None or one.quote in text for one in formulation.constraints)
    assert len(formulation.constraints) == 2


def test_a_table_that_is_too_long_is_said_and_not_dropped_in_silence() -> None:
    rows = "".join(f"Item {number},{number % 7 + 1},{number % 5 + 1}\n" for number in range(700))
    result = nl2milp.solve(
        "A shop sells chairs and stools. A chair takes 3 hours and earns $20, a stool takes 1 hour and earns $6. There "
        "are 40 hours. How many of each should be made to maximise profit?",
        tables=attached(items=f"item,cost,value\n{rows}"),
    )
    assert result.status.value == "needs_review"
    assert any("'items' has 2,103 cells" in reason for reason in result.reasons)


def test_tables_that_were_not_used_are_doubted() -> None:
    result = nl2milp.solve(
        "A shop makes chairs and stools. Each chair takes 3 hours and each stool takes 1 hour. The shop has 40 hours. "
        "If the profit per chair is $20 and the profit per stool is $6, how many of each should be made to maximize "
        "profit?",
        tables=attached(rivers="river,length\nElbe,1094\nOder,840\nHavel,334\n"),
    )
    assert result.status.value == "needs_review"


def test_odd_cells_are_laid_out_as_they_are() -> None:
    laid = lay_tables(Problem("Text.", {"t": {"na|me": ["a|b", "c"], "value": [1.0, float("nan")], "rank": [None, 2]}}))
    assert laid.text.splitlines()[2:] == ["| na/me | t | rank |", "|---|---|---|", "| a/b | 1 | - |", "| c | - | 2 |"]


def test_a_content_that_the_text_gives_in_percent() -> None:
    result = nl2milp.solve(
        "A coffee roaster blends three beans into a blend of 500 kg. The price per kg and the caffeine of each bean "
        "are attached; the blend must contain at most 1.2 percent caffeine on average. There are at most 250 kg of "
        "each bean. Find the cheapest blend.",
        tables=attached(beans="bean,price,caffeine\nArabica,8,1.0\nRobusta,5,2.0\nLiberica,7,1.2\n"),
    )
    # by hand: 250 kg of Liberica change nothing, and four of Arabica are needed for each one of Robusta
    assert (result.status.value, result.objective) == ("optimal", pytest.approx(250 * 7 + 200 * 8 + 50 * 5))
    assert "caffeine" in [one.name for one in result.formulation.constraints]  # type: ignore[union-attr]


STATIONS = (
    "A county wants to place ambulance stations. The attached table marks with 1 which towns a station can reach "
    "within ten minutes. Every town has to be reached by at least one station. How few stations are enough?"
)


@pytest.mark.parametrize(("yes", "no"), [("1", "0"), ("yes", "no"), ("1", ""), ("✓", "-")])
def test_covering_from_a_table_of_marks(yes: str, no: str) -> None:
    marks = {"North": "1010", "South": "0101", "East": "1100", "West": "0011", "Hill": "1000"}
    rows = "".join(f"{name},{','.join(yes if mark == '1' else no for mark in row)}\n" for name, row in marks.items())
    result = nl2milp.solve(STATIONS, tables=attached(stations=f"station,Ash,Birch,Cedar,Elm\n{rows}"))
    assert (result.status.value, result.objective) == ("optimal", 2.0)


def test_covering_at_the_least_cost() -> None:
    result = nl2milp.solve(
        "An airline must cover every flight with at least one crew pairing. The table shows which flights a pairing "
        "covers (1 if it does) and what it costs. Which pairings should be used to cover all flights at least cost?",
        tables=attached(
            pairings="pairing,F1,F2,F3,F4,cost\nP1,1,1,0,0,90\nP2,0,1,1,0,80\nP3,0,0,1,1,85\nP4,1,0,0,1,95\n"
        ),
    )
    assert (result.status.value, result.objective) == ("optimal", 175.0)  # P2 and P4, or P1 and P3


def test_a_table_may_name_many_things() -> None:
    rows = "".join(f"Item {n},{20 + 7 * n % 60},{1 + n % 9},{1 + 5 * n % 8}\n" for n in range(100))
    result = nl2milp.solve(
        "A joinery makes the products in the table. It has 240 hours of carpentry and 100 hours of finishing a week. "
        "How many of each product should it make to maximise its profit?",
        tables=attached(products=f"product,profit,carpentry,finishing\n{rows}"),
    )
    assert result.status.value == "optimal"
    assert len(result.formulation.variables) == 100  # type: ignore[union-attr]
