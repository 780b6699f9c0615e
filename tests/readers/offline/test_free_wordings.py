"""Plain linear problems as people write them in letters and notes."""

from __future__ import annotations

import pytest

from nl2milp.readers.base import Problem, Reading
from nl2milp.readers.offline.reader import OfflineReader

OVENS = """A bakery sells rye loaves and oat loaves. A rye loaf earns $3 and an oat loaf earns $4. A rye loaf needs 20
minutes of baking and an oat loaf needs 30 minutes of baking, and 900 minutes of baking are available. {} How many
loaves of each kind should be baked to maximize profit?"""


def _read(text: str) -> Reading:
    return OfflineReader().read(Problem(text))


def _rules(reading: Reading) -> list[str]:
    return [str(one.slots.get("rule", one.template)) for one in reading.formulation.constraints]


@pytest.mark.parametrize(
    ("sentence", "rule"),
    [
        ("The rye loaves must not outnumber the oat loaves.", "rye_loaves <= oat_loaves"),
        ("Oat loaves may never outnumber rye loaves.", "oat_loaves <= rye_loaves"),
        ("The rye loaves cannot go beyond 25.", "rye_loaves <= 25"),
        ("There may be no more than 40 loaves in total, and oat loaves must come to at least 6.", "oat_loaves >= 6"),
        ("Oat loaves must come to at least 6, and the shop takes only 20 rye loaves.", "oat_loaves >= 6"),
    ],
)
def test_limits_in_a_bakery(sentence: str, rule: str) -> None:
    reading = _read(OVENS.format(sentence))
    assert reading.confident, reading.reasons
    assert rule in _rules(reading)
    assert len(_rules(reading)) == 2 + sentence.count(", and")


def test_neither_limits_each() -> None:
    rules = _rules(_read(OVENS.format("Neither may go beyond 25 loaves.")))
    assert {"rye_loaves <= 25", "oat_loaves <= 25"} <= set(rules)


@pytest.mark.parametrize(
    "whole", ["the money in the bond", "the money placed in the bond", "the sum that goes to the bond"]
)
def test_half_of_what_is_in_one_is_no_share_of_all(whole: str) -> None:
    reading = _read(
        f"A saver has $50,000 to invest in a bond and a fund. The bond returns 4% and the fund returns 7% a year. "
        f"The money in the fund may not exceed half of {whole}. At least $5,000 must go into the fund. How much should "
        "be invested in each to maximize the yearly return?"
    )
    assert "fund <= 0.5*bond" in _rules(reading)


def test_a_rate_with_every_is_no_need_of_a_herd() -> None:
    reading = _read(
        "We bring two kinds of soap to the fair: lavender and mint. Lavender earns us $4 a bar, mint $3. Every bar of "
        "lavender takes 5 minutes to wrap and mint takes 2, and we have only got 6 hours. At least 30 bars of mint are "
        "wanted. What is the most we can earn?"
    )
    assert "5*lavender + 2*mint <= 360" in _rules(reading)


def test_subjects_of_rates_name_the_variables() -> None:
    reading = _read(
        "What is the cheapest way of filling the tank? Spring water costs 40 cents per litre, rain water 1.10 dollars "
        "per litre and melt water 0.90 dollars per litre; all three can be poured in any amount. In total at least 80 "
        "litres are needed. No more than half of the total may be spring water, and rain water must amount to at least "
        "9 litres. The farmer never has more than 20 litres of melt water."
    )
    assert reading.confident, reading.reasons
    assert "rain_water >= 9" in _rules(reading)
    assert len(_rules(reading)) == 4


def test_an_aim_in_parts_of_cents_stays_in_cents() -> None:
    reading = _read(
        "A cook mixes rice and beans. Rice costs 0.3 cents per gram and beans cost 0.5 cents per gram. A gram of rice "
        "gives 2 kcal and a gram of beans gives 4 kcal; at least 800 kcal are needed. At least 90 grams must be rice. "
        "Any weight can be used. How many grams of each make the cheapest meal?"
    )
    assert reading.formulation.objective.value.startswith("100*(")


@pytest.mark.parametrize(
    "reason",
    [
        "Because the belt slips otherwise, press South",
        "Since otherwise the frame would tilt, press South",
        "Press South",
    ],
)
def test_hours_of_what_runs(reason: str) -> None:
    reading = _read(
        "A mill has two presses. Press North makes 35 tonnes an hour, press South 50. North burns 12 litres of oil an "
        "hour and South 21 litres; the tank holds 273 litres. Neither may be run longer than 11 hours. "
        f"{reason} may run at most 2 hours longer than press North. Running times need not be whole. How many tonnes "
        "can be made at most?"
    )
    assert reading.confident, reading.reasons
    assert sum(rule.endswith(" <= 11") for rule in _rules(reading)) == 2


@pytest.mark.parametrize("stretch", ["day", "shift", "hour"])
def test_stretches_of_work_are_named_by_who_works(stretch: str) -> None:
    reading = _read(
        f"How should the town clear 480 tonnes of snow at the lowest cost? It can use its own gangs, at $310 per "
        f"gang-{stretch}, or contractors, at $420 per contractor-{stretch}. A gang clears 14 tonnes a {stretch} and "
        f"a contractor 21. No more than 15 contractor-{stretch}s may be bought, and gang-{stretch}s have to be at "
        f"least 4 but cannot go beyond 20. Only whole {stretch}s are possible."
    )
    assert reading.confident, reading.reasons
    assert {"contractors <= 15", "gangs >= 4", "gangs <= 20"} <= set(_rules(reading))


def test_either_or_lists_what_there_is() -> None:
    reading = _read(
        "Minimise the kilometres driven. Parcels are taken either by short rounds (18 km, 2 parcels) or by long "
        "rounds (65 km, 6 parcels). This week 110 parcels must be taken. A short round ties up one driver and a long "
        "round two; there are 42 drivers. Rounds are counted in whole numbers."
    )
    assert reading.confident, reading.reasons
