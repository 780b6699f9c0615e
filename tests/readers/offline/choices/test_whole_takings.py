"""How a text says that each candidate is taken once or not, and what its units and bare limits are."""

from __future__ import annotations

import pytest

import nl2milp
from nl2milp.formulation import Kind

CARGO = (
    "A pod has room for cargo of 20 kg, and its fuel cell gives 150 W for all of it together. On offer are a lamp "
    "(6 kg, 50 W, worth 30 points), a heater (9 kg, 70 W, 44 points), a pump (5 kg, 60 W, 21 points) and a radio "
    "(7 kg, 40 W, 35 points). {} Find the highest number of points."
)


@pytest.mark.parametrize(
    "sentence",
    [
        "Each is taken at most once.",
        "Each of them goes along once at most.",
        "We would take one of each at most, and nothing is taken in part.",
        "At most one of each goes along.",
        "None can be taken twice.",
        "No device is carried more than once.",
        "Nothing goes along twice.",
        "Each device is carried or left behind.",
        "Every device is either carried or dropped.",
        "A device goes along as a whole or not at all.",
        "There are no half measures.",
        "Only one copy of each device exists.",
    ],
)
def test_each_is_taken_once_or_not(sentence: str) -> None:
    reading = nl2milp.read(CARGO.format(sentence), reader="offline")
    rules = {str(one.slots["rule"]) for one in reading.formulation.constraints}
    assert rules == {"6*lamp + 9*heater + 5*pump + 7*radio <= 20", "50*lamp + 70*heater + 60*pump + 40*radio <= 150"}
    assert reading.formulation.objective.value == "30*lamp + 44*heater + 21*pump + 35*radio"
    assert {one.kind for one in reading.formulation.variables} == {Kind.BINARY}
    assert reading.confident


WORKSHOP = (
    "{} Each job is done completely or put off. A clutch takes 4 hours and earns $320, brakes take 2 hours and earn "
    "$150, a gearbox takes 6 hours and earns $500 and an exhaust takes 3 hours and earns $210. Not more than one "
    "of the exhaust and the gearbox can be done. How much can be earned at most?"
)


@pytest.mark.parametrize(
    "sentence",
    [
        "The workshop is open for 10 hours.",
        "Our mechanic has a 10-hour day.",
        "The mechanics give us 10 h on Saturday.",
        "There are 10 hours of work to hand out.",
        "The team can deliver 10 hours of work.",
        "The agency supplies 10 hours of work.",
        "We can count on 10 hours.",
    ],
)
def test_an_amount_on_hand_is_a_limit_from_above(sentence: str) -> None:
    reading = nl2milp.read(WORKSHOP.format(sentence), reader="offline")
    rules = {str(one.slots.get("rule")) for one in reading.formulation.constraints}
    assert "4*clutch + 2*brakes + 6*gearbox + 3*exhaust <= 10" in rules
    assert reading.confident


FIRMS = (
    "A fund has {} and looks at four firms, each bought outright or not: Orbit One ({}, paying {} a year), Harbour Two "
    "({}, paying {}), Delta Rail ({}, paying {}) and Sigma Pumps ({}, paying {}). It may not own Delta Rail and Sigma "
    "Pumps together. What yield, in million pounds, can be reached at best?"
)
MILLIONS = ("20", "6", "0.9", "9", "1.4", "4", "0.5", "7", "1.1")


@pytest.mark.parametrize("form", ["£{}m", "£{} million", "{} million pounds", "£{} m"])
def test_money_in_millions_and_what_is_paid_by_the_candidates(form: str) -> None:
    reading = nl2milp.read(FIRMS.format(*map(form.format, MILLIONS)), reader="offline")
    value = reading.formulation.objective.value
    assert value == "0.9*orbit_one + 1.4*harbour_two + 0.5*delta_rail + 1.1*sigma_pumps"
    rules = {str(one.slots.get("rule")) for one in reading.formulation.constraints}
    assert "6000000*orbit_one + 9000000*harbour_two + 4000000*delta_rail + 7000000*sigma_pumps <= 20000000" in rules
    assert reading.confident


def test_two_minima_in_one_sentence_are_told_apart_by_words_akin_to_the_units() -> None:
    text = (
        "Which adverts make the cheapest plan? None can be booked twice. The tram poster costs $4,000 and is seen by "
        "30 thousand pensioners and 22 thousand students; the cinema spot costs $7,000 and is seen by 28 thousand "
        "pensioners and 45 thousand students; the magazine page costs $5,500 and is seen by 52 thousand pensioners "
        "and 10 thousand students. In all, at least 60 thousand pensioner contacts and at least 50 thousand student "
        "contacts are needed."
    )
    reading = nl2milp.read(text, reader="offline")
    rules = {str(one.slots.get("rule")) for one in reading.formulation.constraints}
    assert rules == {
        "30000*tram_poster + 28000*cinema_spot + 52000*magazine_page >= 60000",
        "22000*tram_poster + 45000*cinema_spot + 10000*magazine_page >= 50000",
    }
    assert reading.confident
