"""Amounts that are absent or in a range, as different people word them."""

from __future__ import annotations

import pytest

from nl2milp.readers.base import Problem
from nl2milp.readers.offline.reader import OfflineReader

GOODS = (
    "A boatyard builds canoes, kayaks and rafts. Profit is $120 per canoe, $300 per kayak and $200 per raft. A canoe "
    "takes 2 days, a kayak 5 days and a raft 3 days, and 300 days are available. {} How many of each should be built "
    "to maximize profit?"
)
SELLERS = (
    "A brewery buys hops from three growers, Dorn, Egli and Frey. Dorn charges $210 per kilogram, Egli $190 per "
    "kilogram and Frey $225 per kilogram. The brewery needs at least 90 kilograms, and parts of a kilogram can be "
    "bought. {} What is the lowest cost?"
)
MONEY = (
    "Mr Oke wants to invest $100,000 in bonds, shares and silver. Bonds pay 4%, shares 7% and silver 3% a year. At "
    "most $60,000 may go into shares. {} Any split is possible. What is the largest yearly income?"
)
POWER = (
    "A factory needs exactly 150 kW. Three engines are ready: the steam engine, the gas engine and the oil engine. "
    "Steam power costs $30 per kW, gas power $52 per kW and oil power $80 per kW. Any output is possible. {} Find the "
    "lowest cost."
)

RANGES = (
    (GOODS, "For kayaks the rule is none, or else between 20 and 40.", "kayaks", "20", "40"),
    (GOODS, "Kayaks: none, or 20 to 40.", "kayaks", "20", "40"),
    (GOODS, "Kayaks are either skipped or built in a number from 20 to 40.", "kayaks", "20", "40"),
    (GOODS, "A run of kayaks, if there is one, is 20 to 40 kayaks.", "kayaks", "20", "40"),
    (GOODS, "The yard will build between 20 and 40 kayaks if it builds any.", "kayaks", "20", "40"),
    (GOODS, "Kayaks can't be built in numbers under 20: it is either none or at least 20.", "kayaks", "20", None),
    (GOODS, "Fewer than 20 kayaks are not worth the trouble, so none or at least 20.", "kayaks", "20", None),
    (GOODS, "The minimum run of kayaks is 20, unless none are built.", "kayaks", "20", None),
    (GOODS, "Kayaks come in a run of 20 or more, or they don't come at all.", "kayaks", "20", None),
    (GOODS, "A batch of kayaks may not be smaller than 20, but kayaks can be left out altogether.", "kayaks", "20",
     None),
    (GOODS, "One builds either nothing of kayaks or from 20 to 40.", "kayaks", "20", "40"),
    (SELLERS, "Dorn will deliver between 20 and 50 kilograms if asked to deliver at all.", "dorn", "20", "50"),
    (SELLERS, "Dorn's cart carries between 20 and 50 kilograms, or it stays at home.", "dorn", "20", "50"),
    (SELLERS, "Dorn delivers either nothing or 20 kilograms and more.", "dorn", "20", None),
    (SELLERS, "Dorn accepts no orders below 20 kilograms.", "dorn", "20", None),
    (SELLERS, "Dorn has a minimum order of 20 kilograms.", "dorn", "20", None),
    (SELLERS, "Dorn asks for a minimum order of 20 kilograms if anything is bought from him.", "dorn", "20", None),
    (SELLERS, "From Dorn the brewery takes either nothing or 20 to 50 kilograms.", "dorn", "20", "50"),
    (SELLERS, "An order to Dorn must be for at least 20 kilograms, if one is placed.", "dorn", "20", None),
    (SELLERS, "Dorn only sells 20 kilograms or more, and the brewery may do without Dorn.", "dorn", "20", None),
    (SELLERS, "Dorn, if called, can deliver up to 50 kilograms.", "dorn", None, "50"),
    (MONEY, "Silver is closed to amounts under $20,000.", "silver", "20000", None),
    (MONEY, "Into silver he puts either nothing or from $20,000 to $40,000.", "silver", "20000", "40000"),
    (MONEY, "If anything is put into silver, it must be at least $20,000.", "silver", "20000", None),
    (MONEY, "The silver dealer takes no less than $20,000, but he may leave silver out.", "silver", "20000", None),
    (MONEY, "An investment in silver must be at least $20,000, unless there is none.", "silver", "20000", None),
    (POWER, "The gas engine is either off or runs at 40 to 100 kW.", "gas", "40", "100"),
    (POWER, "The gas engine is off or gives 40 to 100 kW.", "gas", "40", "100"),
    (POWER, "When running, the gas engine gives between 40 and 100 kW.", "gas", "40", "100"),
    (POWER, "The gas engine can be shut down or run between 40 and 100 kW.", "gas", "40", "100"),
    (POWER, "The gas engine cannot run below 40 kW, nor above 100 kW, but it may be switched off.", "gas", "40",
     "100"),
    (POWER, "If switched on, the gas engine produces from 40 to 100 kW.", "gas", "40", "100"),
)  # fmt: skip


def ranges_of(text: str) -> tuple[dict[str, tuple[object, object]], bool]:
    reading = OfflineReader().read(Problem(text))
    found = {}
    for constraint in reading.formulation.constraints:
        if constraint.template == "on_off":
            slots = constraint.slots
            found[str(slots["quantity"])] = (slots.get("least"), slots.get("most"))
    return found, reading.confident


@pytest.mark.parametrize(("story", "sentence", "variable", "least", "most"), RANGES, ids=[one[1] for one in RANGES])
def test_absent_or_in_a_range(story: str, sentence: str, variable: str, least: str | None, most: str | None) -> None:
    found, confident = ranges_of(story.format(sentence))
    assert {name.split("_")[0]: limits for name, limits in found.items()} == {variable: (least, most)}
    assert confident


def test_each_piece_is_of_its_own_variable() -> None:
    sentence = "Dorn delivers either nothing or at least 20 kilograms, Egli either nothing or 30 to 60 kilograms."
    assert ranges_of(SELLERS.format(sentence)) == ({"dorn": ("20", None), "egli": ("30", "60")}, True)


def test_the_same_applies_to_another() -> None:
    sentence = (
        "If any kayaks are built at all, at least 20 must be built, and the same holds for rafts with at least 15."
    )
    assert ranges_of(GOODS.format(sentence)) == ({"kayaks": ("20", None), "rafts": ("15", None)}, True)


def test_prices_beside_a_range_stay_prices() -> None:
    text = (
        "A clinic needs exactly 150 doses. The day laboratory is either shut or makes 40 to 100 doses, at $52 a dose; "
        "the night laboratory, if it runs, makes between 30 and 90 doses, at $80 per dose. Find the cheapest plan."
    )
    reading = OfflineReader().read(Problem(text))
    assert reading.formulation.objective.value == "52*day_laboratory + 80*night_laboratory"
    found, _ = ranges_of(text)
    assert found == {"day_laboratory": ("40", "100"), "night_laboratory": ("30", "90")}
